"""What the claims of one sentence say together, and what is had by one at a time: offices, captives; sieges."""

from __future__ import annotations

import dataclasses

from tests.situation.pieces import BLUE, GREEN, RED, TOWN, at, piece, who
from tests.situation.telling import day, evidence, told

from dateline.records import Claim
from dateline.situation.evidence import Evidence, Party, key_of
from dateline.situation.states import versions

NAMELESS = None
JOHN = Party("new:john-doe", "John Doe")


def in_state(claim: Claim) -> Claim:
    """The claim with its recipients as states of Aland."""
    recipients = tuple(dataclasses.replace(each, country="ALD") for each in claim.recipients)
    return dataclasses.replace(claim, recipients=recipients)


def role(sentence: str, **given: object) -> Claim:
    return in_state(told(sentence, "role", **given))


def of(predicate: str, key: str, known: str, **given: object) -> Evidence:
    """Evidence of what one party at a time has."""
    return dataclasses.replace(piece(known, predicate=predicate, **given), key=key)


def holders(pieces: list[Evidence], on: str, known: str = "2030-01-01") -> set[str]:
    rows = at(versions(pieces[0].key, pieces), on, known)
    return {row.record["subject"][1] if row.record["subject"] else "-" for row in rows if row.status == "actual"}


def test_a_title_is_without_the_marks_and_articles_around_it() -> None:
    (found,) = evidence(role("The {T:president} of {R:Aland}, {A:Ann Lee}, spoke.", label="president"))
    assert (found.label, found.key) == ("president", "role||new:aland||president")


def test_an_office_that_many_have_is_each_ones_own() -> None:
    (found,) = evidence(role("{R:Aland} {T:spokesman} {A:Ann Lee} spoke.", label="spokesman"))
    assert found.key == "role|new:ann-lee|new:aland||spokesman"


def test_who_resigns_leaves_the_office_that_the_sentence_gives() -> None:
    sentence = "{R:Aland}’s {T:president}, {A:Ann Lee}, resigned in May."
    resigned = told("Aland’s president, {A:Ann Lee}, {T:resigned} in May.", "RETREAT", modes=("resign",),
                    time=day("2017-05", "2017-05", "month"))  # fmt: skip
    (found,) = (each for each in evidence(role(sentence, label="president"), resigned) if each.predicate == "role")
    assert (found.effect, found.valid_to, found.precision) == ("ends", "2017-05-01", "month")


def test_who_is_shot_at_stays_in_office() -> None:
    sentence = "Gunmen fired at {R:Aland}’s {T:president}, {A:Ann Lee}."
    shot = told("{A:Gunmen} {T:fired} at Aland’s president, {R:Ann Lee}.", "ASSAULT")
    (found,) = (each for each in evidence(role(sentence, label="president"), shot) if each.predicate == "role")
    assert found.effect == "holds"


def test_the_first_office_of_a_state_passes_to_who_is_told_to_have_it_next() -> None:
    key = "role||new:aland||president"
    told_of = [of("role", key, "2017-01-01", subject=RED), of("role", key, "2017-06-01", subject=BLUE)]
    assert (holders(told_of, "2017-03-01"), holders(told_of, "2017-07-01")) == ({"Red Front"}, {"Blue Army"})
    assert holders(told_of, "2017-07-01", known="2017-05-01") == {"Red Front"}


def test_a_captive_is_held_by_who_is_told_to_have_taken_him_from_the_day_that_others_give() -> None:
    key = "holds||new:john-doe"
    pieces = [
        of("holds", key, "2017-06-01", subject=NAMELESS, object=JOHN, effect="begins", valid_from="2017-05-01"),
        of("holds", key, "2017-06-20", subject=RED, object=JOHN, effect="begins"),
    ]
    assert holders(pieces, "2017-05-15", known="2017-06-10") == {"-"}
    assert holders(pieces, "2017-05-15") == {"Red Front"}


def test_a_captive_who_is_set_free_is_held_by_nobody() -> None:
    key = "holds||new:john-doe"
    pieces = [
        of("holds", key, "2017-06-01", subject=RED, object=JOHN, effect="begins"),
        of("holds", key, "2017-07-01", subject=NAMELESS, object=JOHN, effect="ends", valid_to="2017-06-20"),
    ]
    assert (holders(pieces, "2017-06-10"), holders(pieces, "2017-06-25")) == ({"Red Front"}, set())


def test_captives_are_decided_together_whoever_takes_them() -> None:
    by_red = evidence(told("{A:The Red Front} {T:captured} {R:John Doe}.", "ASSAULT"))
    by_nobody = evidence(told("{R:John Doe} was {T:arrested}.", "COERCE", modes=("arrest",)))
    assert {each.key for each in (*by_red, *by_nobody)} == {"holds||new:john-doe"}
    assert not evidence(told("{R:people} were {T:arrested}.", "COERCE", modes=("arrest",)))


def siege(known: str, subject: Party | None, **given: object) -> Evidence:
    return of("besieges", "besieges|||gn:1", known, subject=subject, place=TOWN, **given)


def test_a_capture_ends_every_siege_of_the_place() -> None:
    ends = [
        each for each in evidence(told("{A:The Army} {T:captured} {P:Aville}.", "ASSAULT")) if each.effect == "ends"
    ]
    assert [(each.predicate, each.subject, each.key) for each in ends] == [("besieges", None, "besieges|||gn:Aville")]
    pieces = [siege("2017-01-01", RED), siege("2017-01-01", GREEN), siege("2017-05-01", None, effect="ends")]
    assert (holders(pieces, "2017-03-01"), holders(pieces, "2017-06-01")) == ({"Red Front", "Green League"}, set())


def test_a_capture_of_a_place_that_nobody_besieged_tells_of_no_siege() -> None:
    assert versions("besieges|||gn:1", [siege("2017-05-01", None, effect="ends")]) == []


def test_a_stronghold_that_fell_was_its_holders_until_then() -> None:
    held = told("{A:The League}’s {T:stronghold} of {P:Aville} fell in May.", "controls")
    fell = told(
        "The League’s stronghold of {P:Aville} {T:fell} in May.", "ASSAULT", time=day("2017-05", "2017-05", "month")
    )
    found = evidence(held, fell)
    assert [(each.effect, each.on) for each in found] == [("holds", "2017-04-30"), ("ends", "2017-05-31")]


def test_of_two_dates_of_one_fall_the_one_that_more_tell_counts() -> None:
    pieces = [
        piece("2017-09-01", on="2017-01-31"),
        piece("2017-09-01", effect="ends", subject=None, valid_to="2017-02-01"),
        piece("2017-10-01", effect="begins", subject=BLUE, valid_from="2017-07-01", unit="b"),
        piece("2017-10-05", effect="ends", subject=None, valid_to="2017-07-01", unit="c"),
    ]
    assert who(pieces, "2017-04-15") == {"Red Front"}
    assert who(pieces[:2], "2017-04-15") == set()


def test_who_has_a_part_leaves_the_rest_to_others() -> None:
    pieces = [piece("2017-08-11", subject=BLUE, part=True), piece("2017-08-20")]
    assert who(pieces, "2017-08-25") == {"Blue Army", "Red Front"}
    assert who(pieces, "2016-06-01") == {"Red Front"}
    taken = piece("2017-10-20", effect="begins", subject=BLUE)
    assert who([*pieces, taken], "2017-10-21") == {"Blue Army"}


def test_police_of_whom_only_the_place_is_told_act_for_its_state() -> None:
    claim = told("{A:police} {T:arrested} {R:John Doe} in {P:Eastland}.", "COERCE", modes=("arrest",))
    police = dataclasses.replace(claim.actors[0], sector="COP", country=None)
    there = dataclasses.replace(claim.places[0], country="TR")
    (found,) = evidence(dataclasses.replace(claim, actors=(police,), places=(there,)))
    assert found.subject is not None
    assert (found.subject.id, found.subject.sector) == ("turkey", "COP")


def test_arms_and_training_for_those_who_fight_are_backing() -> None:
    def backing(sentence: str) -> set[str]:
        claim = told(sentence, "AID")
        armed = tuple(dataclasses.replace(each, sector="REB") for each in claim.recipients)
        return {each.predicate for each in evidence(dataclasses.replace(claim, recipients=armed))}

    assert backing("{A:Bland} {T:trained} {R:The Red Front}.") == {"backs"}
    assert backing("{A:Bland} {T:supplied} weapons to {R:The Red Front}.") == {"backs"}
    assert backing("{A:Bland} {T:supplied} food to {R:The Red Front}.") == set()
    assert not evidence(told("{A:Bland} {T:trained} {R:nurses}.", "AID"))


def test_who_loses_a_place_to_another_has_it_no_more() -> None:
    found = evidence(told("{A:The League} {T:lost} {P:Aville} to {R:The Army}.", "ASSAULT"))
    assert {(e.effect, e.subject.name) for e in found if e.subject} == {("ends", "The League"), ("begins", "The Army")}


def test_what_is_told_of_long_ago_without_a_day_changes_nothing_now() -> None:
    assert not evidence(told("Then {A:The Army} {T:captured} {P:Aville}.", "ASSAULT", historical=True))


def test_troops_that_are_moved_out_are_there_no_more() -> None:
    claim = told("{A:Bland} {T:moved} its men from {P:Aville}.", "MOBILIZE", modes=("troops",))
    left = dataclasses.replace(claim.places[0], relation="from")
    (found,) = evidence(dataclasses.replace(claim, places=(left,)))
    assert (found.predicate, found.effect) == ("present_in", "ends")


def test_keys_of_what_each_has_for_itself_name_the_party() -> None:
    assert key_of("backs", RED, BLUE, None, None) == "backs|new:red|new:blue"
