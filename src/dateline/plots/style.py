"""What all pictures share: the sheet with its title and foot, colours, safe words, labels that do not overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from dateline.output.safe_text import safe_line
from dateline.version import __version__

# Okabe and Ito's palette (https://jfly.uni-koeln.de/color/), which people with colour-blindness can tell apart; the
# yellow is left out, as it is too faint on land.
# What a predicate looks like is fixed, so that two pictures can be compared.
PREDICATES: Mapping[str, str] = {
    "controls": "#d55e00",
    "besieges": "#b00020",
    "present_in": "#e69f00",
    "backs": "#0072b2",
    "allied_with": "#009e73",
    "opposes": "#d55e00",
    "designates": "#e69f00",
    "role": "#6a3d9a",
    "holds": "#cc79a7",
    "plan": "#56b4e9",
}
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#6a3d9a")
OTHERS = "#8a8a86"
INK, FAINT, LAND, SEA, BORDER = "#22252a", "#6d7178", "#f4f1ea", "#dbe5ea", "#b9b3a6"
LONGEST = 34  # letters of a name in a picture
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))


def words(text: str, most: int = LONGEST) -> str:
    """Text from the news as one short line that nothing acts on."""
    line = safe_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def sheet(title: str, subtitle: str, *, height: float = 7.0) -> Figure:
    """An empty sheet, 11 inches wide, with its title. Letters such as $ stand for themselves."""
    with matplotlib.rc_context({"text.parse_math": False}):
        figure = Figure(figsize=(11, height), facecolor="white")
        put(figure, 0.3, height - 0.42, title, size=15, weight="bold", color=INK)
        put(figure, 0.3, height - 0.72, subtitle, size=9.5, color=FAINT)
    return figure


def foot(figure: Figure, *lines: str) -> None:
    """Write the lines at the foot of a sheet, and which version drew it."""
    drawn = f"Drawn by Dateline {__version__} from what dispatches claim."
    text = "\n".join((*(line for line in lines if line), drawn))
    put(figure, 0.3, 0.2, text, size=7.5, color=FAINT, va="bottom", linespacing=1.5)


def put(figure: Figure, x: float, y: float, text: str, **how: Any) -> None:
    """Write on a sheet; `x` and `y` are inches from its lower left corner."""
    width, height = figure.get_size_inches()
    figure.text(x / width, y / height, text, parse_math=False, **how)


def area(figure: Figure, *, left: float, right: float, bottom: float, top: float) -> Axes:
    """Axes with these margins, in inches."""
    width, height = figure.get_size_inches()
    return figure.add_axes(
        (left / width, bottom / height, (width - left - right) / width, (height - bottom - top) / height)
    )


def as_of(at: str, known: str | None) -> str:
    """In words, of which day a picture is and what was known."""
    return f"On {at}, as known by the end of {known}" if known else f"On {at}"


def colours_of(*groups: Iterable[str]) -> Mapping[str, str]:
    """A colour for each of the names of the first group, those that come most often first, then of the next.

    When the colours are spent the others share a grey. Ties go by name.
    """
    ranked = [
        name for group in groups for name, _ in sorted(Counter(group).items(), key=lambda item: (-item[1], item[0]))
    ]
    names = dict.fromkeys(ranked)
    return {name: COLOURS[place] if place < len(COLOURS) else OTHERS for place, name in enumerate(names)}


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a point, `gap` points (1/72 inch) away from it."""

    x: float
    y: float
    text: str
    gap: float = 6.0
    size: float = 8.0


def write_labels(axes: Axes, labels: Sequence[Label]) -> int:
    """Write labels, the first ones first, each on the first side that is free; how many had no room.

    A greedy version of point-feature label placement (Christensen, Marks and Shieber, 1995).
    """
    taken: list[Any] = []
    return sum(not _written(axes, label, taken) for label in labels)


def _written(axes: Axes, label: Label, taken: list[Any]) -> bool:
    for across, up in SIDES:
        text = _text(axes, label, across, up)
        box = text.get_window_extent()
        inside = axes.bbox.contains(box.x0, box.y0) and axes.bbox.contains(box.x1, box.y1)
        if inside and not any(box.overlaps(other) for other in taken):
            taken.append(box)
            return True
        text.remove()
    return False


def _text(axes: Axes, label: Label, across: int, up: int) -> Text:
    return axes.annotate(
        words(label.text),
        (label.x, label.y),
        xytext=(across * label.gap, up * label.gap),
        textcoords="offset points",
        ha={1: "left", -1: "right", 0: "center"}[across],
        va={1: "bottom", -1: "top", 0: "center"}[up],
        fontsize=label.size,
        color=INK,
        parse_math=False,
        zorder=9,
        bbox={"boxstyle": "square,pad=0.08", "facecolor": "white", "alpha": 0.7, "linewidth": 0},
    )


def nothing(axes: Axes, why: str) -> None:
    """Say in the middle of the axes why there is nothing in them."""
    axes.text(0.5, 0.5, why, transform=axes.transAxes, ha="center", va="center", color=FAINT, fontsize=11)
