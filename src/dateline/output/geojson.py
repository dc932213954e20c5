"""GeoJSON: a FeatureCollection with a feature for each claim, at the first of its places that has coordinates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from dateline.output.items import Options, Writer
from dateline.output.json_text import json_line
from dateline.records import Claim, Coded, Place


def make_writer(stream: BinaryIO, options: Options) -> Writer[Coded]:
    """A writer of GeoJSON."""
    return GeoJsonWriter(stream)


class GeoJsonWriter:
    """Writes features as they come; `close` makes the collection whole."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._before_next = b'{"type": "FeatureCollection", "features": [\n'

    def write(self, item: Coded) -> None:
        """Write a feature for each claim."""
        for claim in item:
            self._stream.write(self._before_next + json_line(feature(claim)))
            self._before_next = b",\n"

    def close(self) -> None:
        """End the collection; without claims it is an empty one."""
        end = b"\n]}\n" if self._before_next == b",\n" else self._before_next + b"]}\n"
        self._stream.write(end)


def feature(claim: Claim) -> dict[str, Any]:
    """The claim as a GeoJSON feature; `geometry` is null until a place of it is geolocated."""
    return {"type": "Feature", "id": claim.id, "geometry": _geometry(claim.places), "properties": claim.to_dict()}


def _geometry(places: Iterable[Place]) -> dict[str, Any] | None:
    for place in places:
        if place.lat is not None and place.lon is not None:
            return {"type": "Point", "coordinates": [place.lon, place.lat]}
    return None
