import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.situation.pieces import BLUE, GREEN, REBELS, RED, piece

from dateline.situation import update
from dateline.situation.states import Fold, fold_of, versions

PARTIES = [RED, BLUE, GREEN, REBELS]


@st.composite
def evidence(draw):
    known = draw(st.dates(min_value=date(2017, 1, 1), max_value=date(2017, 3, 1)))
    back = draw(st.integers(0, 40))
    day = str(known - timedelta(days=back))
    effect = draw(st.sampled_from(["holds", "begins", "ends"]))
    times = {"begins": {"valid_from": day}, "ends": {"valid_to": day}, "holds": {}}[effect]
    return piece(
        str(known),
        effect=effect,
        subject=draw(st.sampled_from(PARTIES)),
        part=draw(st.booleans()),
        status="actual" if effect != "holds" else draw(st.sampled_from(["actual", "negated", "hypothetical"])),
        claim=f"c-{draw(st.integers(0, 10**6))}",
        unit=draw(st.sampled_from("abc")),
        **times,
    )


many = st.lists(evidence(), min_size=1, max_size=14, unique_by=lambda each: each.claim)


@settings(max_examples=60, deadline=None)
@given(many, st.randoms())
def test_versions_hang_on_the_evidence_and_not_on_its_order(pieces, order):
    shuffled = list(pieces)
    order.shuffle(shuffled)
    assert versions("k", shuffled) == versions("k", pieces)


@settings(max_examples=60, deadline=None)
@given(many)
def test_a_fold_goes_through_its_json_form_unchanged(pieces):
    fold = fold_of("k", pieces)
    kept = Fold.from_dict("k", fold.to_dict())
    assert kept.open == fold.open
    assert kept.to_dict() == fold.to_dict()


@settings(max_examples=60, deadline=None)
@given(many)
def test_rows_of_one_shape_are_known_in_one_stretch(pieces):
    rows = versions("k", pieces)
    assert all(row.known_to is None or row.known_from < row.known_to for row in rows)
    assert all(row.valid_from is None or row.valid_to is None or row.valid_from < row.valid_to for row in rows)


@pytest.mark.parametrize("seed", range(3))
def test_the_base_of_a_long_timeline_is_renewed(monkeypatch, seed):
    monkeypatch.setattr(update, "LONG", 5)
    pieces = [piece(f"2017-01-{day:02}", subject=random.Random(day + seed).choice(PARTIES)) for day in range(1, 29)]
    fold = Fold("k")
    base = update._fold_in(fold, pieces, None, 0)
    assert base is not None
    assert fold.pieces == len(pieces)
    assert fold.pieces - base[1]["pieces"] <= 5 + 1
