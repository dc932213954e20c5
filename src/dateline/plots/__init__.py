"""Pictures of a situation without a browser: a map, a timeline, a network, as PNG or SVG.

    import dateline
    from dateline import plots

    with dateline.open("desk.db") as desk:
        states = desk.situation(at="2017-11-01", place="Syria")
    plots.save(plots.draw("map", states, at="2017-11-01"), "syria.svg")

Drawn with Matplotlib (`pip install 'dateline[plot]'`), which is loaded when the first picture is drawn. The same states
give the same picture, byte for byte with the same version of Matplotlib.
"""

from __future__ import annotations

from dateline.plots.drawing import KINDS, Kind, draw
from dateline.plots.files import FORMATS, format_of, save, write

__all__ = ["FORMATS", "KINDS", "Kind", "draw", "format_of", "save", "write"]
