"""Pictures to files: PNG or SVG, by the name of the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from dateline.errors import InputError
from dateline.output.destination import Destination
from dateline.plots.drawing import glyphs_may_miss

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("png", "svg")
DOTS = 160  # per inch in PNG
_SAME: dict[str, dict[str, Any]] = {"png": {"Software": None}, "svg": {"Date": None, "Creator": "Dateline"}}


def format_of(path: Path) -> str:
    """The format that a file's name asks for.

    Raises:
        InputError: it asks for none that is written.
    """
    ending = path.suffix.lower().lstrip(".")
    if ending not in FORMATS:
        raise InputError("E-FORMAT", f"pictures are written as {' or '.join(FORMATS)}; {path.name} is neither")
    return ending


def save(figure: Figure, path: str | Path | None) -> None:
    """Write a picture to a file, which appears when it is whole; None is standard output, as SVG.

    Raises:
        InputError: the file's name asks for no format that is written.
        RunError: it cannot be written.
    """
    path = Path(path) if path is not None else None
    form = format_of(path) if path else "svg"
    to = Destination(path)
    try:
        with to.errors():
            write(figure, to.stream, form)
            to.keep()
    finally:
        to.discard()


def write(figure: Figure, stream: BinaryIO, form: str) -> None:
    """Write a picture to a stream; nothing in it tells when it was made."""
    import matplotlib

    with glyphs_may_miss(), matplotlib.rc_context({"svg.hashsalt": "dateline", "svg.fonttype": "none"}):
        figure.savefig(stream, format=form, dpi=DOTS, metadata=_SAME[form])
