"""A timeline of states: since when each is told to hold, when it was last confirmed, when it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import matplotlib.dates as dates
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from dateline.output.situation_layout import ORDER
from dateline.output.words import plural
from dateline.plots.style import FAINT, INK, OTHERS, PREDICATES, area, as_of, foot, nothing, put, sheet, words

MOST = 45  # rows that a sheet has room for
ROW, TOP, BOTTOM, LEFT = 0.215, 1.0, 1.25, 4.45  # inches
FEWEST_ROWS, FEWEST_DAYS = 8, 90
KEY = (
    "Solid: from the first to the last word of it. Faint: nothing tells that it ended. "
    "◂ earlier, or since when is not told. Hollow: disputed."
)
EARLY = 0.1  # the part of states whose beginning may lie before the axis, so that one old one does not squeeze the rest


def draw_timeline(states: Sequence[Mapping[str, Any]], at: str, known: str | None) -> Figure:
    """Draw a bar a state: solid while it is told of, faint where only nothing says that it ended."""
    told = [state for state in states if not state["presumed"]]
    shown = sorted(sorted(told, key=_most_told)[:MOST], key=_rank)
    height = TOP + BOTTOM + ROW * max(len(shown), FEWEST_ROWS)
    figure = sheet("What is said to hold, and since when", as_of(at, known), height=height)
    axes = area(figure, left=LEFT, right=0.4, bottom=BOTTOM, top=TOP)
    day = date.fromisoformat(at)
    first, last = _limits(shown, day)
    for row, state in enumerate(shown):
        _draw_bar(axes, row, state, first, last, PREDICATES.get(state["predicate"], OTHERS))
    _finish(axes, shown, first, last, day)
    _write_names(figure, shown)
    if not shown:
        nothing(axes, "No state is told of.")
    left_out = f"Left out: {plural(len(states) - len(shown), 'state')} less told of, or only presumed."
    foot(figure, KEY, left_out if len(states) > len(shown) else "")
    return figure


def _most_told(state: Mapping[str, Any]) -> tuple[Any, ...]:
    return -state["sources"], -state["claims_in_all"], -state["confidence"], state["id"]


def _rank(state: Mapping[str, Any]) -> tuple[Any, ...]:
    place = ORDER.index(state["predicate"]) if state["predicate"] in ORDER else len(ORDER)
    return place, state["predicate"], state["from"] or "", -state["confidence"], state["id"]


def _limits(states: Sequence[Mapping[str, Any]], at: date) -> tuple[date, date]:
    starts = sorted(_begin(state) or at for state in states) or [at]
    first = min(starts[int(len(starts) * EARLY)], at - timedelta(days=FEWEST_DAYS))
    ends = [_day(state["to"]) or at for state in states]
    last = max([at, *ends])
    spare = (last - first) * 0.03
    return first - spare, last + spare


def _begin(state: Mapping[str, Any]) -> date | None:
    return _day(state["from"]) or _day(state["first_confirmed"])


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


def _draw_bar(axes: Axes, row: int, state: Mapping[str, Any], first: date, last: date, colour: str) -> None:
    begin, end = _begin(state) or first, _day(state["to"])
    confirmed = _day(state["last_confirmed"]) or begin
    told = max(confirmed, begin) if end is None else end
    _bar(axes, row, max(begin, first), max(told, first), colour, hollow=state["disputed"] or state["contested"])
    if end is None:
        _bar(axes, row, max(told, first), last, colour, alpha=0.22)
    if begin < first or state["from"] is None:
        axes.plot([_x(max(begin, first))], [row], marker="<", markersize=5, color=colour, clip_on=False, zorder=4)


def _bar(
    axes: Axes, row: int, begin: date, end: date, colour: str, *, alpha: float = 1.0, hollow: bool = False
) -> None:
    width = max(_x(end) - _x(begin), 0.4)
    face, edge = ("white", colour) if hollow else (colour, "none")
    axes.barh(row, width, left=_x(begin), height=0.55, color=face, edgecolor=edge, linewidth=1.2, alpha=alpha, zorder=3)


def _x(day: date) -> float:
    return float(dates.date2num(day))  # type: ignore[no-untyped-call]


def _finish(axes: Axes, shown: Sequence[Any], first: date, last: date, at: date) -> None:
    axes.set_xlim(_x(first), _x(last))
    axes.set_ylim(max(len(shown), FEWEST_ROWS) - 0.4, -0.6)
    axes.set_yticks([])
    locator = dates.AutoDateLocator()  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.tick_params(axis="x", labelsize=8, colors=FAINT, length=3)
    axes.grid(axis="x", color="#e5e3dd", linewidth=0.7, zorder=0)
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.add_line(Line2D([_x(at)] * 2, list(axes.get_ylim()), color=INK, linewidth=1, zorder=5))
    axes.annotate(
        at.isoformat(), (_x(at), -0.6), ha="center", va="bottom", fontsize=8, color=INK, annotation_clip=False
    )


def _write_names(figure: Figure, shown: Sequence[Mapping[str, Any]]) -> None:
    height = figure.get_size_inches()[1]
    step = (height - TOP - BOTTOM) / (max(len(shown), FEWEST_ROWS) + 0.2)
    before = None
    for row, state in enumerate(shown):
        y = height - TOP - (row + 0.6) * step
        if state["predicate"] != before:
            before = state["predicate"]
            colour = PREDICATES.get(before, FAINT)
            put(figure, 0.3, y, before.replace("_", " "), size=8, weight="bold", color=colour, va="center")
        put(figure, 1.35, y, _sentence(state), size=8, color=INK, va="center")


def _sentence(state: Mapping[str, Any]) -> str:
    left = ", ".join(actor["name"] for actor in state["actors"])
    right = ", ".join(each["name"] for each in (*state["recipients"], *state["places"]))
    label = f" ({state['label']})" if state["label"] else ""
    return words(f"{left or '…'} → {right}{label}" if right else f"{left}{label}", 50)
