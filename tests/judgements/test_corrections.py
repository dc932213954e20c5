"""Corrections of claims."""

from __future__ import annotations

from typing import Any

import pytest
from tests.judgements.desk import BRIDGE, LATER, MADE

from dateline.errors import InputError
from dateline.judgements.corrections import apply, corrected
from dateline.judgements.records import Judgement, make_judgement
from dateline.records import Claim

CLAIM = BRIDGE[0]  # Rebels shelled the old bridge on Monday.
RECORD = CLAIM.to_dict()


def correction(field: str, value: Any, made: str = MADE, **more: Any) -> Judgement:
    return make_judgement("correct", [CLAIM.id], author="A. Reader", made=made, field=field, value=value, **more)


def after(*corrections: Judgement) -> Claim:
    return corrected(CLAIM, corrections)


def test_correction_changes_its_field_and_tells_of_itself() -> None:
    claim = after(correction("status", "negated", reason="see paragraph 2"))
    assert claim.status == "negated"
    assert claim.reasons[-1].startswith("status corrected by A. Reader on 2026-02-01: see paragraph 2 (j-")
    assert (claim.actors, claim.time, claim.id) == (CLAIM.actors, CLAIM.time, CLAIM.id)


def test_claim_without_corrections_stays_as_it_is() -> None:
    assert corrected(CLAIM, [make_judgement("accept", [CLAIM.id], author="A", made=MADE)]) is CLAIM


def test_correction_of_the_type_brings_kind_and_codes_and_drops_modes_of_the_old_type() -> None:
    shelled = after(correction("modes", ["heavy-weapons"]))
    assert shelled.modes == ("heavy-weapons",)
    assert shelled.cameo is not None
    met = after(correction("modes", ["heavy-weapons"]), correction("type", "CONSULT", LATER))
    assert (met.type, met.modes, met.quad) == ("CONSULT", (), "verbal cooperation")
    related = after(correction("type", "opposes"))
    assert (related.kind, related.cameo, related.intensity) == ("relation", None, None)


def test_correction_of_modes_counts_for_the_corrected_type_whichever_came_first() -> None:
    claim = after(correction("modes", ["visit"]), correction("type", "CONSULT", LATER))
    assert (claim.type, claim.modes) == ("CONSULT", ("visit",))


def test_correction_of_a_party_s_name_lets_go_of_the_old_identity() -> None:
    (actor,) = after(correction("actors.0.name", "Free Army")).actors
    assert (actor.name, actor.id, actor.text, actor.start) == ("Free Army", None, "Rebels", 0)


def test_correction_of_name_and_id_take_effect_together_whichever_came_first() -> None:
    (actor,) = after(correction("actors.0.id", "free-army"), correction("actors.0.name", "Free Army", LATER)).actors
    assert (actor.name, actor.id) == ("Free Army", "free-army")


def test_later_correction_of_a_whole_list_replaces_earlier_ones_of_its_items() -> None:
    claim = after(correction("actors.0.name", "Free Army"), correction("actors", [{"name": "The army"}], LATER))
    assert [actor.name for actor in claim.actors] == ["The army"]
    claim = after(correction("actors", [{"name": "The army"}]), correction("actors.0.name", "Free Army", LATER))
    assert [actor.name for actor in claim.actors] == ["Free Army"]


def test_words_of_a_correction_point_at_the_sentence_or_nowhere() -> None:
    claim = after(correction("recipients", [{"text": "the old bridge"}, {"name": "Nobody told"}]))
    told, untold = claim.recipients
    assert BRIDGE.document.text[told.start : told.end] == told.text == "the old bridge"
    assert (untold.text, untold.start, untold.end) == ("", CLAIM.trigger.start, CLAIM.trigger.start)


def test_time_without_an_end_is_the_interval_that_its_beginning_names() -> None:
    time = after(correction("time", {"from": "2015-03"})).time
    assert time is not None
    assert (time.from_, time.to, time.precision, time.rule) == ("2015-03", "2015-03", "month", "judgement")
    assert after(correction("time", {"from": "2015-03"})).historical
    assert after(correction("time", None)).time is None


def test_time_s_end_can_be_opened() -> None:
    time = after(correction("time.to", None)).time
    assert time is not None
    assert CLAIM.time is not None
    assert (time.from_, time.to, time.precision, time.text) == ("2017-03-06", None, "range", CLAIM.time.text)


def test_number_bounds_itself() -> None:
    (number,) = after(correction("quantities", [{"value": 20, "unit": "people"}])).quantities
    assert (number.low, number.value, number.high) == (20, 20, 20)


def test_place_keeps_its_words_when_its_point_is_corrected() -> None:
    (place,) = after(correction("places.0", {"name": "Tabqa bridge", "id": "gn:1", "lat": 35.8, "lon": 38.5})).places
    assert (place.text, place.name, place.lat, place.country) == (CLAIM.places[0].text, "Tabqa bridge", 35.8, None)


def test_correction_that_does_not_fit_any_more_is_left_out_and_told() -> None:
    claim = after(correction("actors.3.name", "Free Army"), correction("label", "siege"))
    assert claim.label == "siege"
    assert any("does not fit any more" in reason for reason in claim.reasons)


@pytest.mark.parametrize(
    ("path", "value", "remedy"),
    [
        ("trigger", "x", "cannot be corrected; type, modes"),
        ("status", "maybe", "actual, future"),
        ("status.x", "actual", "no fields of its own"),
        ("type", 3, "name of an event type"),
        ("modes", ["shouting"], "modes of ASSAULT are"),
        ("modes", "heavy-weapons", "modes of ASSAULT are"),
        ("label", 3, "text or null"),
        ("actors", {"name": "x"}, "is a list"),
        ("actors", ["x"], "give an object"),
        ("actors", [{}], "needs a name"),
        ("actors", [{"name": 3}], "“name” cannot be 3"),
        ("actors", [{"name": "x", "colour": "red"}], "no “colour”"),
        ("actors", [{"text": "somebody else"}], "does not stand in the sentence"),
        ("actors.1.name", "x", "there are 0 to 0"),
        ("recipients.0", {"name": "x"}, "there are none"),
        ("actors.0.start", 3, "there are text, id, name"),
        ("places", [{"name": "x", "lat": 91, "lon": 0}], "between -90 and 90"),
        ("places", [{"name": "x", "lat": 9}], "lat and lon"),
        ("time", "2017", "a time is an object"),
        ("time", {"from": "10 March"}, "is no date"),
        ("time", {"from": "2017-03-10", "to": "2017-03"}, None),
        ("time", {"from": "2017-04", "to": "2017-03"}, "ends before it begins"),
        ("time", {"from": None, "to": None}, "no dates"),
        ("time.rule", "x", "from, to and precision"),
        ("quantities", [{"unit": "people"}], "a value or bounds"),
        ("quantities", [{"low": 5, "high": 3, "unit": "people"}], "the lower first"),
        ("quantities", [{"value": 5}], "“unit”"),
    ],
    ids=str,
)
def test_value_that_a_field_cannot_have_is_refused_with_what_it_can(path: str, value: Any, remedy: str | None) -> None:
    if remedy is None:
        apply(RECORD, path, value)
        return
    with pytest.raises(InputError, match=remedy):
        apply(RECORD, path, value)


def test_record_that_is_corrected_stays_as_it_is() -> None:
    before = CLAIM.to_dict()
    apply(RECORD, "actors.0.name", "Free Army")
    assert before == RECORD


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_number_that_json_does_not_have_is_refused(number: float) -> None:
    for path, value in (("quantities", [{"value": number, "unit": "people"}]), ("places.0.lat", number)):
        with pytest.raises(InputError, match="E-CORRECT"):
            apply(RECORD, path, value)
