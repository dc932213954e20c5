import pytest
from tests.situation.telling import day, evidence, short, told, troops


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("{A:The Army} {T:captured} {P:Aville} on Monday.", {("controls", "begins", "The Army", "Aville")}),
        ("{A:The Army} {T:seized} control of the town of {P:Aville}.", {("controls", "begins", "The Army", "Aville")}),
        ("{P:Aville} was quickly {T:retaken} by {A:The Army}.", {("controls", "begins", "The Army", "Aville")}),
        ("{P:Aville}, {T:captured} by {A:The Army}, is quiet.", {("controls", "begins", "The Army", "Aville")}),
        ("The {T:capture} of {P:Aville} by {A:The Army}.", {("controls", "begins", "The Army", "Aville")}),
        ("{P:Aville} {T:fell to} {A:The Army}.", {("controls", "begins", "The Army", "Aville")}),
        ("After the {T:fall} of {P:Aville} in May.", {("controls", "ends", "-", "Aville")}),
        ("{P:Aville}, the last big town in the east, {T:fell}.", {("controls", "ends", "-", "Aville")}),
        (
            "{A:The Army} {T:drove} {R:The League} out of {P:Aville}.",
            {("controls", "ends", "The League", "Aville"), ("controls", "begins", "The Army", "Aville")},
        ),
        (
            "{A:The Army} {T:captured} {P:Aville} from {R:The League}.",
            {("controls", "begins", "The Army", "Aville"), ("controls", "ends", "The League", "Aville")},
        ),
        (
            "{A:The Army} {T:captured} the {R:League} town of {P:Aville}.",
            {("controls", "begins", "The Army", "Aville"), ("controls", "ends", "League", "Aville")},
        ),
        # the town and not the country that it lies in
        ("{A:The Army} {T:took} {P:Aville} in {P:Eastland}.", {("controls", "begins", "The Army", "Aville")}),
        # near it, in it, on the way to it
        ("{A:The Army} {T:captured} a hill near {P:Aville}.", set()),
        ("{A:The Army} {T:captured} the road to {P:Aville}.", set()),
        ("{A:The Army} {T:took} refuge in {P:Aville}.", set()),
        ("After leaving {P:Aville} he was {T:captured} by {A:The Army}.", set()),
        # not done
        ("{A:The Army} is capable of {T:taking} {P:Aville}.", set()),
        ("They are against {P:Aville} {T:falling} to {A:The Army}.", set()),
        ("After {T:taking} {P:Aville}, {A:The Army} rested.", {("controls", "begins", "The Army", "Aville")}),
        ("{A:The Army} {T:shelled} {P:Aville}.", set()),
    ],
)
def test_who_takes_a_place_and_who_loses_it(sentence, found):
    assert {each for each in short(told(sentence, "ASSAULT")) if each[0] == "controls"} == found


def test_a_capture_of_a_part_is_a_part():
    (piece,) = evidence(told("{A:The Army} {T:captured} parts of {P:Aville}.", "ASSAULT"))
    assert piece.part


def test_a_capture_without_a_day_is_of_the_day_of_publication_and_says_so():
    piece, _ = evidence(told("{A:The Army} {T:captured} {P:Aville}.", "ASSAULT"))
    assert (piece.valid_from, piece.rule) == ("2017-06-10", "publication")


def test_a_capture_in_a_month_begins_with_it():
    piece, _ = evidence(
        told("{A:The Army} {T:captured} {P:Aville}.", "ASSAULT", time=day("2017-05", "2017-05", "month"))
    )
    assert (piece.valid_from, piece.on, piece.precision) == ("2017-05-01", "2017-05-31", "month")


@pytest.mark.parametrize("given", [{"status": "negated"}, {"confidence": 0.3}])
def test_a_capture_that_did_not_happen_or_is_hardly_told_takes_nothing(given):
    assert not evidence(told("{A:The Army} {T:captured} {P:Aville}.", "ASSAULT", **given))


@pytest.mark.parametrize(
    ("sentence", "kind", "modes", "found"),
    [
        ("{A:The Army} {T:withdrew} from {P:Aville}.", "RETREAT", ("withdraw",),
         {("controls", "ends", "The Army", "Aville"), ("present_in", "ends", "The Army", "Aville")}),
        ("{A:The Army} {T:abandoned} {P:Aville}.", "RETREAT", ("withdraw",),
         {("controls", "ends", "The Army", "Aville"), ("present_in", "ends", "The Army", "Aville")}),
        ("{A:The Army} {T:released} {R:John Doe} in {P:Aville}.", "RETREAT", ("release",),
         {("holds", "ends", "The Army", "John Doe")}),
        ("{A:The Army} {T:detained} {R:John Doe}.", "COERCE", ("arrest",),
         {("holds", "begins", "The Army", "John Doe")}),
        ("{A:The Army} {T:captured} {R:John Doe}.", "ASSAULT", (), {("holds", "begins", "The Army", "John Doe")}),
        ("{A:The Army} {T:besieged} {P:Aville}.", "COERCE", ("restrict",),
         {("besieges", "begins", "The Army", "Aville")}),
        ("{A:Bland} imposed {T:sanctions} on {R:The Army}.", "SANCTION", ("discontinue",),
         {("sanctions", "begins", "Bland", "The Army")}),
        ("{A:Bland} {T:lifted} its sanctions on {R:The Army}.", "CONCEDE", (),
         {("sanctions", "ends", "Bland", "The Army")}),
        ("{A:The Union} {T:expelled} {R:Bland}.", "SANCTION", ("expel",),
         {("member_of", "ends", "Bland", "The Union")}),
    ],
)  # fmt: skip
def test_what_other_events_leave(sentence, kind, modes, found):
    assert short(told(sentence, kind, modes=modes)) == found


def test_a_deployment_begins_a_presence_with_its_size():
    claim = told(
        "{A:Bland} {T:sent} 400 troops to {P:Eastland}.", "MOBILIZE", modes=("troops",), quantities=(troops(400),)
    )
    (piece,) = evidence(claim)
    assert (piece.predicate, piece.effect, piece.figures[0].value) == ("present_in", "begins", 400)


def test_a_kind_of_people_acts_for_whom_its_sentence_says_that_it_fights():
    words = "{P:Aville} was {T:retaken} by {A:forces} fighting for {R:Bland}."
    loyal = "Aville was retaken by {A:forces} {T:fighting for} {R:Bland}."
    assert ("controls", "begins", "Bland", "Aville") in short(
        told(words, "ASSAULT", recipients=()), told(loyal, "backs")
    )


def test_a_rout_without_a_place_is_of_the_place_that_the_losers_held():
    held = "{A:The League}, who had {T:held} {P:Aville} since 2014, were pushed out by The Army."
    rout = "{R:The League}, who had held Aville since 2014, were {T:pushed out} by {A:The Army}."
    assert ("controls", "begins", "The Army", "Aville") in short(told(held, "controls"), told(rout, "ASSAULT"))


def test_a_plan_is_for_its_day_and_of_its_family():
    claim = told(
        "{A:Bland} announced a {T:meeting} on June 22.", "AGREE", status="future", time=day("2017-06-22", "2017-06-22")
    )
    (piece,) = evidence(claim)
    assert (piece.predicate, piece.status, piece.label, piece.on) == ("plan", "future", "meeting", "2017-06-10")
    assert piece.planned == ("2017-06-22", "2017-06-23", "day")


def test_a_threat_by_who_would_act_is_a_plan():
    (piece,) = evidence(told("{A:Bland} {T:threatened} to attack {P:Aville}.", "THREATEN", modes=("violence",)))
    assert (piece.predicate, piece.status, piece.label) == ("plan", "future", "force")
