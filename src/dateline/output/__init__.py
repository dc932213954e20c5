"""Writes what was coded: one module a format, one writer for each, all with `write` and `close`.

`FORMATS` lists them; `open_writer` imports the one that is asked for.
"""

from __future__ import annotations

from dateline.output.destination import Destination, deferred_interrupt
from dateline.output.formats import FORMATS, Format, choose_format, open_writer
from dateline.output.items import Analysed, Annotated, Item, Options, Writer

__all__ = [
    "FORMATS",
    "Analysed",
    "Annotated",
    "Destination",
    "Format",
    "Item",
    "Options",
    "Writer",
    "choose_format",
    "deferred_interrupt",
    "open_writer",
]
