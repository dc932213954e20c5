from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from dateline import plots
from dateline.errors import InputError

pytest.importorskip("matplotlib", reason="pictures need Matplotlib")

RAQQA = {"id": "gn:172955", "name": "Raqqa", "country": "SY", "lat": 35.95, "lon": 39.01, "kind": "city"}
HAMA = {"id": "gn:170017", "name": "Hama", "country": "SY", "lat": 35.13, "lon": 36.75, "kind": "city"}
SYRIA = {"id": "gn:163843", "name": "Syria", "country": "SY", "lat": 35.0, "lon": 38.0, "kind": "country"}
FAR_OFF = {"id": "gn:far", "name": "Far Off", "country": "US", "lat": 40.0, "lon": -100.0, "kind": "city"}


def actor(name: str) -> dict[str, Any]:
    return {"id": name.lower(), "name": name, "country": None, "sector": "REB"}


def state(predicate: str, *, who: str = "Reds", whom: str | None = None, **fields: Any) -> dict[str, Any]:
    place = fields.pop("place", None)
    rivals = fields.pop("rivals", ())
    return {
        "id": f"s-{predicate}-{who}-{whom}", "predicate": predicate, "actors": [actor(who)],
        "recipients": [actor(whom)] if whom else [], "places": [place] if place else [], "label": None,
        "from": "2017-05-01", "to": None, "status": "actual", "confidence": 0.9, "disputed": bool(rivals),
        "contested": False, "presumed": False, "first_confirmed": "2017-05-01", "last_confirmed": "2017-05-20",
        "sources": 2, "claims_in_all": 3, "against": {"actors": [actor(each) for each in rivals], "claims": []},
    } | fields  # fmt: skip


HELD = [state("controls", place=RAQQA), state("controls", who="Blues", place=HAMA, rivals=["Greens"])]
TIES = [state("backs", who="Reds", whom="Blues"), state("opposes", who="Greens", whom="Reds")]
EVERY = [*HELD, *TIES, state("besieges", who="Greens", place=RAQQA), state("present_in", who="Whites", place=SYRIA)]


def drawn(kind: str, states: list[dict[str, Any]], **how: Any) -> bytes:
    stream = io.BytesIO()
    plots.write(plots.draw(kind, states, **{"at": "2017-06-01", **how}), stream, "svg")
    return stream.getvalue()


def texts(svg: bytes) -> str:
    return " | ".join("".join(each.itertext()).strip() for each in ElementTree.fromstring(svg).iter() if each.text)


@pytest.mark.parametrize("kind", plots.KINDS)
@pytest.mark.parametrize("states", [EVERY, []], ids=["some", "none"])
def test_every_picture_is_drawn_and_the_same_states_give_the_same_bytes(kind: str, states: list[Any]) -> None:
    first = drawn(kind, states)
    assert first == drawn(kind, states)
    assert "2017-06-01" in texts(first)


def test_what_is_known_is_said() -> None:
    assert "as known by the end of 2018-01-01" in texts(drawn("map", HELD, known="2018-01-01"))


def test_a_map_names_places_and_those_who_hold_them_with_rivals() -> None:
    said = texts(drawn("map", HELD))
    assert all(name in said for name in ("Raqqa", "Hama", "Reds", "Blues", "Greens", "held, and disputed"))


def test_a_country_gets_its_name_and_holder_but_no_dot() -> None:
    figure = plots.draw("map", [state("controls", place=SYRIA)], at="2017-06-01")
    (axes,) = figure.axes
    assert not [line for line in axes.lines if line.get_marker() == "o"]
    assert "Syria (held: Reds)" in texts(drawn("map", [state("controls", place=SYRIA)]))


@pytest.mark.parametrize(
    "hidden",
    [{"status": "future"}, {"presumed": True}, {"place": {**RAQQA, "lat": None, "lon": None}}],
    ids=["future", "presumed", "unplaced"],
)
def test_what_a_map_leaves_out_is_counted(hidden: Mapping[str, Any]) -> None:
    said = texts(drawn("map", [*HELD, state("controls", **{"place": RAQQA, "who": "Yellows", **hidden})]))
    assert "1 state only presumed, not actual or without a place" in said
    assert "Yellows" not in said


def test_a_map_of_many_places_leaves_out_the_one_far_off_and_says_so() -> None:
    near = [
        state("controls", place={**RAQQA, "id": f"gn:{n}", "name": f"Town {n}", "lat": 35 + n / 10}) for n in range(8)
    ]
    said = texts(drawn("map", [*near, state("controls", place=FAR_OFF)]))
    assert "1 place far from the others" in said
    assert "Far Off" not in said


def test_a_holder_of_whom_nothing_was_told_for_long_is_faint() -> None:
    def alpha(at: str) -> float | None:
        (axes,) = plots.draw("map", [state("controls", place=RAQQA)], at=at).axes
        return next(line.get_alpha() for line in axes.lines if line.get_markersize() == 10)

    assert alpha("2017-06-01") == 1.0
    assert alpha("2017-12-01") == 0.4


def test_a_timeline_is_solid_to_the_last_word_and_faint_after_it() -> None:
    (axes,) = plots.draw("timeline", [state("controls", place=RAQQA)], at="2017-09-01").axes
    solid, faint = axes.patches
    assert solid.get_width() == pytest.approx(19)  # 1 to 20 May
    assert faint.get_alpha() == 0.22
    assert faint.get_x() == pytest.approx(solid.get_x() + solid.get_width())


def test_a_state_that_ended_is_not_drawn_beyond_its_end() -> None:
    (axes,) = plots.draw("timeline", [state("controls", place=RAQQA, to="2017-07-01")], at="2017-09-01").axes
    (bar,) = axes.patches
    assert bar.get_width() == pytest.approx(61)


def test_a_timeline_of_more_states_than_fit_says_how_many_are_left_out() -> None:
    said = texts(drawn("timeline", [state("backs", who=f"Group {n}", whom="Blues") for n in range(60)]))
    assert "15 states less told of" in said


def test_a_network_draws_each_tie_once_and_says_whose_are_left_out() -> None:
    many = [state("backs", who=f"Group {n}", whom="Blues") for n in range(50)]
    said = texts(drawn("network", [*many, *many]))
    assert "backs (39)" in said
    assert "11 actors of fewer ties left out" in said


def test_tied_actors_lie_nearer_than_others() -> None:
    from dateline.plots.network import lay_out

    at = lay_out(4, [(0, 1), (2, 3)])
    apart = [float(((at[a] - at[b]) ** 2).sum()) for a, b in ((0, 1), (2, 3), (0, 2), (1, 3))]
    assert max(apart[:2]) < min(apart[2:])


@pytest.mark.parametrize("kind", plots.KINDS)
def test_names_from_the_news_do_no_harm(kind: str) -> None:
    name = "<script>alert(1)</script> $\\frac{ \u202e\x1b[31m مدينة 🚀" + "x" * 5000
    place = {**RAQQA, "name": name}
    svg = drawn(kind, [state("controls", who=name, place=place), state("backs", who=name, whom="Blues")])
    assert b"<script>" not in svg
    assert not re.search("[\x00-\x08\x1b\u202e]", svg.decode())
    assert len(svg) < 2_000_000


@pytest.mark.parametrize(("name", "starts"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("A.SVG", b"<?xml")])
def test_a_file_is_written_by_its_name(tmp_path: Path, name: str, starts: bytes) -> None:
    plots.save(plots.draw("map", HELD, at="2017-06-01"), tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(starts)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="png or svg"):
        plots.save(plots.draw("map", HELD, at="2017-06-01"), tmp_path / "a.pdf")


def test_another_picture_is_refused() -> None:
    with pytest.raises(InputError, match="map, timeline, network"):
        plots.draw("pie", HELD, at="2017-06-01")


def test_a_country_is_found_by_a_point_also_beyond_the_date_line() -> None:
    from dateline.plots.base_map import countries, country_at

    found = country_at(38.0, 35.0)
    assert found is not None
    assert found.name == "Syria"
    russia = next(area for area in countries() if area.name == "Russia")
    rings = [ring[:, 0] for ring in russia.path.to_polygons()]
    assert max(float(abs(np.diff(ring)).max()) for ring in rings) < 20
