"""When a dispatch without a date was published, by whom it names with which title and by the wars it counts from."""

from __future__ import annotations

import pytest
from phrases import clause, story
from small_world import names_of, small_register, small_world
from trees import tree

from dateline.actors import ActorRegister
from dateline.actors.files import make_entry
from dateline.coding.dating import ages, infer_published, term_bounds
from dateline.coding.naming import Names, read_setting
from dateline.mentions import Inferred, find_times

OBAMA, GUL = "President/NNP Barack_Obama/NNP/PER", "President/NNP Abdullah_Gul/NNP/PER"
TRUMP, MATTIS = "President/NNP Donald_Trump/NNP/PER", "Defence/NNP Secretary/NNP Jim_Mattis/NNP/PER"
PUTIN = "President/NNP Vladimir_Putin/NNP/PER"


def flat(text: str) -> str:
    """A tree of words that hang on the first one; a name is written `form/ENTITY`."""
    lines = []
    for i, spec in enumerate(text.split()):
        form, _, entity = spec.partition("/")
        pos = "PROPN NNP" if entity else "NOUN NN"
        lines.append(f"{form} {form} {pos} {'1 dep' if i else '0 root'} {entity}")
    return "\n".join(lines)


def inferred(text: str) -> Inferred:
    doc, names = names_of(text, None)
    return infer_published(doc, names, names.setting, find_times(doc.text), small_register())


def spans(*subjects: str) -> list[tuple[str | None, str | None]]:
    _, names = names_of(story(*map(clause, subjects)), None)
    return [(bound.first, bound.last) for bound in term_bounds(names, small_register())]


@pytest.mark.parametrize(
    ("subjects", "expected"),
    [
        ([OBAMA], [("2009-01-20", "2017-01-20")]),
        ([OBAMA, GUL], [("2009-01-20", "2017-01-20"), ("2007-08-28", "2014-08-28")]),
        ([PUTIN], []),  # which of two terms is not said
        ([PUTIN, OBAMA], [("2012-05-07", None), ("2009-01-20", "2017-01-20")]),  # the one that the other allows
        ([TRUMP, MATTIS], [("2017-01-20", "2021-01-20"), ("2017-01-20", "2019-01-01")]),  # the one that fits
        (["Donald_Trump/NNP/PER"], []),  # no title
        (["former/JJ President/NNP Barack_Obama/NNP/PER"], []),
        (["President/NNP Lena_Moravec/NNP/PER"], []),
        (["Foreign/NNP Minister/NNP Sergei_Lavrov/NNP/PER"], [("2004-03-09", None)]),
        ([], []),
    ],
)  # fmt: skip
def test_dating_by_terms_of_office(subjects: list[str], expected: list[tuple[str, str]]) -> None:
    assert spans(*subjects) == expected


def test_dating_by_terms_of_office_that_are_cut_to_years() -> None:
    rows = [("Ana Bren", "president 2010..2014"), ("Ivo Corte", "president 2014-08..2019;president 2021..2023")]
    people = [make_entry({"name": name, "kind": "person", "offices": offices}, "tests") for name, offices in rows]
    register = ActorRegister(
        people, small_world(), titles=[{"words": "president", "office": "president", "countries": ""}]
    )
    doc = tree(story(clause("President/NNP Ana_Bren/NNP/PER"), clause("President/NNP Ivo_Corte/NNP/PER")))
    bounds = term_bounds(Names(doc, register, read_setting(doc, register, None)), register)
    assert [(b.first, b.last) for b in bounds] == [("2010", "2014"), ("2014-08", "2019")]


def test_dating_says_who_held_what_when() -> None:
    _, names = names_of(story(clause(OBAMA), clause("Foreign/NNP Minister/NNP Sergei_Lavrov/NNP/PER")), None)
    assert [bound.reason for bound in term_bounds(names, small_register())] == [
        "Barack Obama is called president: in office from 2009-01-20 to 2017-01-20.",
        "Sergei Lavrov is called foreign minister: in office since 2004-03-09.",
    ]


def test_dating_intersects_terms_of_office() -> None:
    found = inferred(story(clause(GUL), clause(OBAMA)))
    assert (found.earliest, found.latest, found.best) == ("2009-01-20", "2014-08-28", None)
    assert len(found.reasons) == 2


def test_dating_counts_from_the_start_of_a_war() -> None:
    found = inferred(flat("More than six years after the start of the civil war in Syria/LOC it rained ."))
    assert found.earliest == "2017-03-01"
    assert any("the Syrian civil war" in reason for reason in found.reasons)


def test_dating_takes_the_war_of_the_country_that_the_text_tells_of() -> None:
    text = flat("Syrian/LOC towns lie in ruins more than six years after the civil war began .")
    found = inferred(text.replace("Syrian", "Syria"))
    assert found.earliest is not None
    assert found.earliest >= "2017"
    assert inferred(text.replace("Syrian", "Qasra")).earliest is None


def test_dating_gives_a_month_where_terms_and_days_meet() -> None:
    found = inferred(story(clause(TRUMP), clause(MATTIS), flat("They met on Thursday , March 9 .")))
    assert found.best == "2017-03"
    assert any("Thursday" in reason for reason in found.reasons)


def test_dating_of_a_text_that_tells_nothing() -> None:
    assert inferred(clause("rain/NN")) == Inferred(None, None, None)


@pytest.mark.parametrize(
    ("name", "on", "age"),
    [
        ("Obama", "2017-03-09", ("2009-01-20", "2017-01-20")),
        ("President Barack Obama", None, ("2009-01-20", "2017-01-20")),
        ("Erdogan", "2017-03-09", ("2003-03-14", "")),  # one office right after the other
        ("Putin", "2005-03-09", ("2000-05-07", "2008-05-07")),
        ("Putin", "2017-03-09", ("2012-05-07", "")),
        ("Lavrov", "2017-03-09", None),  # no age is named after a minister
        ("Houthis", "2017-03-09", None),
        ("", None, None),
    ],
)
def test_dating_ages_of_office(name: str, on: str | None, age: tuple[str, str] | None) -> None:
    assert ages(small_register(), on)(name) == age
