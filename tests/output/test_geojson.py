from __future__ import annotations

import json

import pytest
from output_samples import CODED, EMPTY, hostile_coded, written

from dateline.output import Item


@pytest.mark.parametrize(
    ("items", "count"), [((), 0), ((EMPTY,), 0), ((CODED, EMPTY, CODED), 4), ((hostile_coded(),), 1)]
)
def test_geojson_is_one_collection(items: tuple[Item, ...], count: int) -> None:
    collection = json.loads(written("geojson", *items))
    assert collection["type"] == "FeatureCollection"
    assert [feature["type"] for feature in collection["features"]] == ["Feature"] * count


def test_geojson_has_a_point_only_where_a_place_has_one() -> None:
    features = json.loads(written("geojson", CODED))["features"]
    assert [feature["geometry"] for feature in features] == [None, {"type": "Point", "coordinates": [39.01, 35.95]}]
    assert [feature["properties"] for feature in features] == [claim.to_dict() for claim in CODED]
