"""What two coders say of one dispatch."""

from __future__ import annotations

from dataclasses import replace

from tests.store.store_samples import claim, coded

from dateline.records import Claim
from dateline.store.differences import change, content, successors

DISPATCH = coded("bridge")
SHELLED, DENIED = DISPATCH


def otherwise(was: Claim, **parts: object) -> Claim:
    """Another reading of a claim's words."""
    return replace(claim(DISPATCH.document, was.sentence, **parts), coder="test 2")


def test_content_is_the_same_whoever_coded_it() -> None:
    assert content(replace(SHELLED, coder="test 2")) == content(SHELLED)
    assert content(replace(SHELLED, status="negated")) != content(SHELLED)


def test_change_tells_which_fields_were_what() -> None:
    now = replace(SHELLED, status="negated", actors=(), reasons=("otherwise",))
    told = change("changed", SHELLED, now)
    assert told.fields == (("status", "actual", "negated"), ("actors", "Rebels", "none"))
    assert told.words() == (
        f"changed ASSAULT “shelled” in bridge ({SHELLED.id}): status: actual → negated; actors: Rebels → none"
    )


def test_change_of_the_reasons_alone_is_told_as_such() -> None:
    (field,) = change("changed", SHELLED, replace(SHELLED, reasons=("otherwise",))).fields
    assert field == ("reasons", "made by hand", "otherwise")


def test_change_within_a_part_names_its_field_by_its_path() -> None:
    (actor,) = SHELLED.actors
    now = replace(SHELLED, actors=(replace(actor, sector="REB"),))
    assert change("changed", SHELLED, now).fields == (("actors.0.sector", "none", "REB"),)


def test_of_a_list_of_words_only_those_that_differ_are_shown() -> None:
    was, now = (replace(SHELLED, modes=modes) for modes in (("a", "b"), ("b", "c", "d")))
    assert change("changed", was, now).fields == (("modes", "a", "c, d"),)


def test_change_to_another_claim_names_both() -> None:
    now = otherwise(SHELLED, status="negated")
    assert f"({SHELLED.id}, now {now.id})" in change("changed", SHELLED, now).words()


def test_one_other_reading_of_the_same_words_is_the_successor() -> None:
    now = otherwise(SHELLED, recipients=SHELLED.actors)
    assert successors([SHELLED, DENIED], [now]) == {SHELLED.id: now}


def test_of_several_readings_the_one_of_the_same_type_is_the_successor() -> None:
    same, other = otherwise(SHELLED, status="negated"), otherwise(SHELLED, type="COERCE")
    assert successors([SHELLED], [other, same]) == {SHELLED.id: same}


def test_where_it_cannot_be_told_which_there_is_no_successor() -> None:
    readings = [otherwise(SHELLED, status=status) for status in ("negated", "future")]
    assert successors([SHELLED], readings) == {}


def test_relation_is_no_successor_of_an_event() -> None:
    assert successors([SHELLED], [otherwise(SHELLED, kind="relation", type="opposes")]) == {}
