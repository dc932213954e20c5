"""Judgements by themselves."""

from __future__ import annotations

from typing import Any

import pytest
from tests.judgements.desk import MADE

from dateline.errors import InputError
from dateline.judgements.records import from_dict, make_judgement, to_dict


def test_judgement_of_the_same_content_has_the_same_id_whatever_the_order_of_its_targets() -> None:
    one = make_judgement("merge", ["c-1", "c-2"], author="A", made=MADE)
    other = make_judgement("merge", ["c-2", "c-1", "c-2"], author="A", made=MADE)
    assert one == other
    assert one.id.startswith("j-")
    assert len(one.id) == len("j-") + 20


@pytest.mark.parametrize("other", [{"author": "B"}, {"made": "2026-02-01T00:00:01Z"}, {"reason": "seen it"}])
def test_judgement_of_other_content_has_another_id(other: dict[str, str]) -> None:
    given = {"author": "A", "made": MADE}
    assert make_judgement("reject", ["c-1"], **given).id != make_judgement("reject", ["c-1"], **{**given, **other}).id


def test_judgement_keeps_its_id_when_revoked_and_comes_back_from_its_json_form() -> None:
    made = make_judgement("split", ["c-1", "c-2", "c-3"], author="A", made=MADE, value=[["c-3"], ["c-2", "c-1"]])
    revoked = to_dict(made) | {"revoked": "2026-03-01T00:00:00Z", "revoked_by": "B", "revoked_reason": None}
    assert from_dict(to_dict(made)) == made
    assert from_dict(revoked).id == made.id
    assert from_dict(revoked).revoked_by == "B"
    assert made.value == [["c-1", "c-2"], ["c-3"]]


@pytest.mark.parametrize(
    ("given", "remedy"),
    [
        ({"action": "like"}, "there are accept, reject"),
        ({"targets": []}, "name a claim"),
        ({"action": "merge"}, "two claims or more"),
        ({"author": " "}, "author"),
        ({"action": "correct"}, "name the field"),
        ({"field": "status"}, "names no field"),
        ({"value": 1}, "has no value"),
        ({"action": "split", "targets": ["c-1", "c-2"], "value": [["c-1", "c-2"]]}, "two groups"),
        ({"action": "split", "targets": ["c-1", "c-2"], "value": [["c-1"], ["c-1", "c-2"]]}, "share no claim"),
    ],
    ids=lambda given: str(given)[:30],
)
def test_judgement_that_does_not_fit_together_is_refused_with_a_remedy(given: dict[str, Any], remedy: str) -> None:
    with pytest.raises(InputError, match=remedy):
        make_judgement(**{"action": "accept", "targets": ["c-1"], "author": "A", "made": MADE, **given})


@pytest.mark.parametrize(
    ("changed", "remedy"),
    [
        ({"author": "Somebody else"}, "leave the id out"),
        ({"targets": "c-1"}, "“targets”"),
        ({"targets": [1]}, "“targets”"),
        ({"made": "yesterday"}, "“made”"),
        ({"colour": "red"}, "no “colour”"),
        ({"revoked": 7}, "“revoked”"),
    ],
    ids=str,
)
def test_judgement_read_from_json_must_be_whole(changed: dict[str, Any], remedy: str) -> None:
    made = to_dict(make_judgement("reject", ["c-1"], author="A", made=MADE))
    with pytest.raises(InputError, match=remedy):
        from_dict(made | changed)


def test_judgement_written_by_hand_needs_no_id() -> None:
    made = make_judgement("reject", ["c-1"], author="A", made=MADE)
    assert from_dict({"action": "reject", "targets": ["c-1"], "author": "A", "made": MADE}) == made
