"""Which frames a word meets: its form, the words that come with it, the conditions on its slots."""

from __future__ import annotations

from typing import Any

import pytest
from lexicons import lexicon_of, small_lexicon
from spacy.tokens import Token
from trees import TYPES, Triggers, named, tree, word

from dateline.coding.candidates import Candidate, Finder
from dateline.coding.frames import Frame, Lexicon

GENERIC = {type_: Frame(f"model/{type_.lower()}", type_) for type_ in TYPES[1:]}


def finder(lexicon: Lexicon | None = None) -> Finder:
    return Finder(lexicon or small_lexicon(), TYPES, GENERIC)


def found(name: str, form: str, *frames: dict[str, Any], triggers: Triggers | None = None) -> list[Candidate]:
    """The candidates of a word of the treebank, by given frames or the small lexicon."""
    lexicon = lexicon_of(*frames) if frames else small_lexicon()
    return list(finder(lexicon).candidates(word(named(name, triggers), form)))


@pytest.mark.parametrize(
    ("name", "form", "frames"),
    [
        ("active", "captured", ["assault/seize-place"]),
        ("passive", "destroyed", ["assault/attack"]),
        ("passive participle", "backed", ["relations/backed"]),
        ("hyphen participles", "backed", ["relations/backed"]),
        ("hyphen participles", "held", ["relations/held"]),
        ("active participle", "holding", ["relations/held"]),
        ("nominalisation", "capture", ["assault/seize-place"]),
        ("nominalisation with nationality", "shelling", ["assault/shell"]),
        ("light verb with a particle", "strikes", ["assault/air"]),
        ("wording with an object", "took", ["assault/seize-place"]),
        ("wording with a preposition", "fell", ["assault/fall"]),
        ("apposition", "ally", ["relations/ally"]),
        ("adjective", "loyal", ["relations/loyal"]),
        ("adjective after its noun", "loyal", ["relations/loyal"]),
        ("prefix with a name", "anti-Torvia", ["relations/anti"]),
        ("prefix", "anti-government", ["relations/anti"]),
        ("under a noun", "siege", ["relations/siege"]),
        ("nominalisation", "siege", []),
        ("designation", "regards", ["relations/listed"]),
        ("active", "town", []),
        ("active", ".", []),
        ("unrelated", "shone", []),
    ],
)
def test_candidates_by_form_wording_and_condition(name: str, form: str, frames: list[str]) -> None:
    assert [c.frame.id for c in found(name, form)] == frames


@pytest.mark.parametrize(
    ("name", "form", "words"),
    [
        ("active", "captured", {"captured"}),
        ("wording with an object", "took", {"took", "control", "of"}),
        ("wording with a preposition", "fell", {"fell", "to"}),
        ("light verb with a particle", "strikes", {"air", "strikes"}),
    ],
)
def test_candidates_hold_the_words_of_their_wording(name: str, form: str, words: set[str]) -> None:
    (candidate,) = found(name, form)
    assert {t.text for t in candidate.words} == words
    assert candidate.words[0] == candidate.token


def test_candidates_take_the_object_out_of_a_fixed_noun() -> None:
    (candidate,) = found("wording with an object", "took")
    assert [t.text for t in candidate.slots["object"]] == ["town"]


def test_candidates_lend_the_phrases_of_a_fixed_noun_to_the_verb() -> None:
    (candidate,) = found(
        "fixed noun with its own phrase", "took", {"name": "x", "type": "ASSAULT", "verbs": ["take part"]}
    )
    assert [t.text for t in candidate.slots["in"]] == ["raid"]
    assert not candidate.slots.get("object")


@pytest.mark.parametrize(
    ("wording", "met"),
    [("carry", True), ("carry out", True), ("carry on", False), ("carry out strike", True), ("carry out raid", False)],
)
def test_candidates_need_every_word_of_a_wording(wording: str, met: bool) -> None:
    frame = {"name": "x", "type": "ASSAULT", "verbs": [wording]}
    assert bool(found("light verb with a particle", "carried", frame)) is met


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        ({}, True),
        ({"require": {"object": ["@place"]}}, True),
        ({"require": {"object": ["town", "@sport"]}}, True),
        ({"require": {"object": ["@weapon"]}}, False),
        ({"require": {"object": ["@any"], "subject": ["@armed"]}}, True),
        ({"require": {"object": ["@any"], "subject": ["@person"]}}, False),
        ({"require": {"indirect": ["@any"]}}, False),
        ({"forbid": {"object": ["@place"]}}, False),
        ({"forbid": {"object": ["@weapon"], "subject": ["@sport"]}}, True),
        ({"forbid": {"indirect": ["@any"]}}, True),
    ],
)
def test_candidates_keep_to_conditions(condition: dict[str, Any], met: bool) -> None:
    frame = {"name": "x", "type": "ASSAULT", "verbs": ["capture"], **condition}
    assert bool(found("active", "captured", frame)) is met


def test_candidates_of_a_noun_meet_object_conditions_by_its_of_phrase() -> None:
    frame = {"name": "x", "type": "ASSAULT", "nouns": ["capture"], "require": {"object": ["@place"]}}
    assert found("nominalisation", "capture", frame)


def test_candidates_come_most_specific_first() -> None:
    plain = {"name": "plain", "type": "COERCE", "verbs": ["capture"], "weight": 0.9}
    careful = {"name": "careful", "type": "ASSAULT", "verbs": ["capture"], "require": {"object": ["@place"]}}
    assert [c.frame.id for c in found("active", "captured", plain, careful)] == ["test/careful", "test/plain"]


def test_candidates_weigh_events_by_the_model_and_relations_not() -> None:
    (event,) = found("active", "captured", triggers={"captured": ("ASSAULT", 0.75)})
    (relation,) = found("adjective", "loyal", triggers={"loyal": ("ASSAULT", 0.75)})
    assert event.probability == pytest.approx(0.75)
    assert relation.probability is None


def test_candidates_probability_is_the_best_of_all_words() -> None:
    (candidate,) = found("light verb with a particle", "strikes", triggers={"air": ("ASSAULT", 0.5)})
    assert candidate.probability == pytest.approx(0.5)
    assert finder().probability(candidate.words, "no such type") is None


def suggestion(line: str, probability: float, least: float = 0.5) -> Candidate | None:
    token: Token = tree(line, {line.split()[0]: ("PROTEST", probability)})[0]
    return finder().suggestion(token, least)


def test_candidates_suggestion_is_what_the_model_alone_says() -> None:
    suggested = suggestion("rally rally NOUN NN 0 root", 0.8)
    assert suggested is not None
    assert (suggested.frame.type, suggested.form, suggested.frame.id) == ("PROTEST", "model", "model/protest")
    assert suggested.score == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("line", "probability"),
    [("rally rally NOUN NN 0 root", 0.4), ("rally rally NOUN NN 0 root", 0.0), (", , PUNCT , 0 root", 0.9)],
    ids=["unlikely", "none", "a mark"],
)
def test_candidates_suggest_nothing(line: str, probability: float) -> None:
    assert suggestion(line, probability) is None
