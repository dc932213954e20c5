"""Relations that the shape of a noun phrase tells."""

from __future__ import annotations

import pytest
from lexicons import small_lexicon
from spacy.tokens import Doc
from trees import named, tree

from dateline.coding.structural import Found, find_structural


def found(doc: Doc) -> list[Found]:
    return [f for sentence in doc.sents for f in find_structural(sentence, small_lexicon().classes)]


def brief(f: Found) -> str:
    """One line: type, label, fillers, number, "not" where it has ended."""
    parts = [
        f.type, f.label or "", *(t.text for t in f.actors), "->", *(t.text for t in (*f.recipients, *f.places)),
        f.number.text if f.number is not None else "", "not" if f.negated else "",
    ]  # fmt: skip
    return " ".join(filter(None, parts))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("title before a name", ["role President Lena ->"]),
        ("former title", ["role president Lena -> not"]),
        ("title with a copula", ["role president Lena -> Valdia"]),
        ("title given", ["role president Lena -> Valdia"]),
        ("possessor of an office", ["role president Lena -> Valdia"]),
        ("population told", ["population -> Qasra 300,000"]),
        ("capital of a party", ["capital_of -> rebels Qasra not"]),
        ("presence", ["present_in troops -> Valdia 2,000"]),
        ("strength", ["strength army -> 60,000"]),
        ("active", []),
        ("object control", []),
        ("unrelated", []),
    ],
)
def test_structural_finds(name: str, expected: list[str]) -> None:
    assert [brief(f) for f in found(named(name))] == expected


def test_structural_finds_an_office_in_apposition() -> None:
    (role,) = found(named("title in apposition"))
    assert (role.type, role.actors[0].text, role.negated) == ("role", "Samir", False)
    assert role.label is not None
    assert role.label.endswith("spokesman")


def test_structural_finds_a_capital_and_a_population_in_one_sentence() -> None:
    capital, population = found(named("capital and population"))
    assert brief(capital) == "capital_of -> Valdia Qasra"
    assert population.type == "population"
    assert population.number is not None
    assert population.number.text == "300,000"


def test_structural_says_why() -> None:
    assert all(f.why for name in ("presence", "strength", "title given") for f in found(named(name)))


@pytest.mark.parametrize(
    "lines",
    [
        "president president NOUN NN 0 root",
        "president president NOUN NN 0 root\nof of ADP IN 3 case\nValdia Valdia PROPN NNP 1 nmod LOC",
        "capital capital NOUN NN 0 root",
        "population population NOUN NN 0 root",
        "troops troop NOUN NNS 0 root\nin in ADP IN 3 case\nplace place NOUN NN 1 nmod",
        "strong strong ADJ JJ 2 amod\narmy army NOUN NN 0 root",
        "ten ten NUM CD 0 root",
        "",
    ],
    ids=[
        "bare title",
        "nobody in office",
        "bare capital",
        "bare population",
        "somewhere",
        "no number",
        "number",
        "empty",
    ],
)
def test_structural_finds_nothing_where_a_half_is_missing(lines: str) -> None:
    assert found(tree(lines)) == []


def test_structural_names_persons_only() -> None:
    doc = tree("""
        Hospital hospital NOUN NN 2 compound
        director director NOUN NN 3 nsubj
        resigned resign VERB VBD 0 root
    """)
    assert found(doc) == []
