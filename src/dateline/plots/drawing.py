"""Which pictures there are, and how each is asked for."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from dateline.errors import InputError
from dateline.store.moments import checked_day

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Record: TypeAlias = Mapping[str, Any]
Kind = Literal["map", "timeline", "network"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Drawer: TypeAlias = "Callable[[Sequence[Record], str, str | None], Figure]"
MISSING = "pictures need Matplotlib; install it with: pip install 'dateline[plot]'"


def draw(kind: str, states: Sequence[Record], *, at: str, known: str | None = None) -> Figure:
    """Draw states as `dateline situation --format jsonl` prints them.

    Args:
        kind: `map` shows who is said to hold, besiege or be at which place; `timeline` shows since when each state is
            told to hold and when it was last confirmed; `network` shows who backs, opposes, belongs to and leads whom.
        states: The records.
        at: The day in the world that they are of.
        known: The day up to whose end dispatches counted; it is said in the picture.

    Raises:
        InputError: there is no such picture, a day is none, or Matplotlib is not installed.
    """
    if kind not in KINDS:
        raise InputError("E-PLOT", f"there is no picture “{kind}”; there are {', '.join(KINDS)}")
    require_matplotlib()
    day = checked_day(at)
    from dateline.plots.network import draw_network
    from dateline.plots.situation_map import draw_map
    from dateline.plots.timeline import draw_timeline

    drawers: Mapping[str, Drawer] = {"map": draw_map, "timeline": draw_timeline, "network": draw_network}
    with glyphs_may_miss():
        return drawers[kind](states, day, known)


@contextmanager
def glyphs_may_miss() -> Iterator[None]:
    """Names in scripts that the font has not show as boxes in PNG, and as themselves in SVG; no warning for each."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font", category=UserWarning)
        yield


def require_matplotlib() -> None:
    """See that pictures can be drawn.

    Raises:
        InputError: Matplotlib is not installed.
    """
    try:
        import matplotlib  # noqa: F401
    except ImportError as error:
        raise InputError("E-EXTRA", MISSING) from error
