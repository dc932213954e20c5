import pytest
from tests.situation.telling import day, evidence, short, told, troops

from dateline.situation.evidence import Evidence


def test_evidence_goes_through_its_json_form_unchanged():
    claim = told("{A:Bland} has 500 {T:troops} in {P:Eastland}.", "present_in", quantities=(troops(500),))
    (piece,) = evidence(claim)
    assert Evidence.from_dict(piece.to_dict()) == piece


@pytest.mark.parametrize(
    ("time", "historical", "effect", "since", "until", "on"),
    [
        (None, False, "holds", None, None, "2017-06-10"),
        (day("2014", None, "range"), False, "holds", "2014-01-01", None, "2017-06-10"),
        (day("2014", None, "range"), True, "holds", "2014-01-01", None, "2017-06-10"),
        (day("2017-06-08", "2017-06-08"), False, "holds", None, None, "2017-06-08"),
        (day("2012", "2012", "year"), False, "holds", "2012-01-01", "2013-01-01", "2012-12-31"),
        (None, True, "holds", None, "2017-06-10", "2017-06-10"),
    ],
)
def test_the_days_of_which_a_relation_speaks(time, historical, effect, since, until, on):
    (piece,) = evidence(told("{A:Bland} {T:backs} {R:The Army}.", "backs", time=time, historical=historical))
    assert (piece.effect, piece.valid_from, piece.valid_to, piece.on) == (effect, since, until, on)


def test_had_held_is_over_by_the_day_on_which_it_is_told():
    (piece,) = evidence(told("{A:The Army}, who had {T:held} {P:Aville}.", "controls"))
    assert (piece.effect, piece.valid_to) == ("holds", "2017-06-10")


def test_no_longer_ends_and_a_plain_denial_denies():
    (over,) = evidence(told("{A:Bland} no longer {T:backs} {R:The Army}.", "backs", status="negated"))
    (denied,) = evidence(told("{A:Bland} is not {T:backing} {R:The Army}.", "backs", status="negated"))
    assert (over.effect, over.valid_to) == ("ends", "2017-06-10")
    assert (denied.effect, denied.status) == ("holds", "negated")


def test_the_stronghold_of_a_party_is_an_epithet():
    (piece,) = evidence(told("The {A:League} {T:stronghold} of {P:Aville}.", "controls"))
    assert piece.epithet


def test_a_part_of_a_place_is_a_part():
    (piece,) = evidence(told("{A:The Army} {T:controls} most of {P:Aville}.", "controls"))
    assert piece.part


def test_a_place_does_not_control_itself():
    assert not evidence(told("The {T:enclave} of {P:Aville} {A:Aville}.", "controls"))


def test_alliance_has_no_direction():
    one, other = (
        evidence(told(words, "allied_with"))[0].key
        for words in ("{A:Bland}, an {T:ally} of {R:Gland}.", "{A:Gland}, an {T:ally} of {R:Bland}.")
    )
    assert one == other


def test_who_calls_another_a_terrorist_opposes_it():
    claim = told("{A:Bland} {T:regards} {R:The Army} as terrorists.", "designates", label="terrorist group")
    assert short(claim) == {("designates", "holds", "Bland", "The Army"), ("opposes", "holds", "Bland", "The Army")}


def test_troops_that_are_counted_are_those_of_who_has_them():
    counted = told("Bland has {A:troops} in {P:Eastland}{T:.}", "present_in", quantities=(troops(500),))
    named = told("{A:Bland} {T:has} troops in {P:Eastland}.", "present_in")
    assert short(counted, named) == {("present_in", "holds", "Bland", "Eastland")}


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("{R:Turkey}'s {T:president}, {A:Bland}, spoke.", "president"),
        ("{A:Bland}, the {T:leader} of {R:the League}, spoke.", "leader"),
        ("{R:Turkey}'s foreign {T:minister}, {A:Bland}, spoke.", "foreign minister"),
        ("The defence {T:secretary} of {R:Turkey}, {A:Bland}, spoke.", "defence secretary"),
    ],
)
def test_a_title_is_whole_and_goes_across_no_comma_or_article(words, label):
    (piece,) = evidence(told(words, "role", label=words.split("{T:")[1].split("}")[0]))
    assert piece.label == label
