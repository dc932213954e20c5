from __future__ import annotations

from dataclasses import replace

import pytest
from output_samples import EVENT, RELATION

from dateline.output.words import how_many, parties, snippet, when, why_none
from dateline.records import Actor, Claim, Coded, Place, Quantity, Sentence, Span, Time

NOBODY = replace(EVENT, actors=(), recipients=())


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (EVENT, "The United States > the group (Islamic State)"),
        (replace(EVENT, recipients=()), "The United States"),
        (replace(EVENT, actors=()), "… > the group (Islamic State)"),
        (NOBODY, "nobody named"),
        (RELATION, "The United States > Raqqa"),
        (replace(RELATION, actors=(), recipients=(Actor("the group", 0, 9),)), "Raqqa > the group"),
        (replace(RELATION, actors=()), "Raqqa"),
        (replace(RELATION, recipients=(Actor("the group", 0, 9),)), "The United States > the group"),
        (replace(NOBODY, kind="relation", places=(Place("Mosul", 0, 5),)), "Mosul"),
    ],
)
def test_parties_says_who_to_whom(claim: Claim, words: str) -> None:
    assert parties(claim, ">") == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2017-03-09", "2017-03-09", "2017-03-09 (“x”)"),
        ("2017-03", "2017-05", "2017-03 to 2017-05 (“x”)"),
        ("2017", None, "from 2017 (“x”)"),
        (None, "2017", "until 2017 (“x”)"),
        (None, None, "“x”"),
    ],
)
def test_when_gives_the_interval_and_its_words(start: str | None, end: str | None, words: str) -> None:
    assert when(Time("x", 0, 1, start, end, "range", "rule")) == words


@pytest.mark.parametrize(
    ("value", "low", "high", "unit", "words"),
    [
        (400.0, 400.0, 400.0, "troops", "400 troops more"),
        (1_500_000.0, None, None, "money-USD", "1,500,000 money-USD more"),
        (2.5, None, None, "other", "2.5 more"),
        (None, 24.0, None, "killed", "at least 24 killed more"),
        (None, None, 60.0, "killed", "at most 60 killed more"),
        (None, 20.0, 30.0, "killed", "20–30 killed more"),
        (None, None, None, "killed", "x killed more"),
        (1e300, None, None, "other", "beyond counting more"),
    ],
)
def test_how_many_gives_figure_or_bounds(
    value: float | None, low: float | None, high: float | None, unit: str, words: str
) -> None:
    assert how_many(Quantity("x", 0, 1, value, low, high, unit, "additional")) == words


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 10**400])
def test_how_many_survives_numbers_that_are_none(value: float) -> None:
    assert how_many(Quantity("x", 0, 1, value, None, None, "other"))


def test_parties_cuts_endless_mentions() -> None:
    assert len(parties(replace(EVENT, actors=(Actor("x" * 1_000_000, 0, 1_000_000),)), ">")) < 250


def test_why_none_leaves_out_what_reading_noticed() -> None:
    document = replace(EVENT.document, notes=("no date",))
    assert why_none(Coded(document, (), ("no date", "nothing happened"))) == "nothing happened"


def test_snippet_keeps_the_spaces_around_the_trigger() -> None:
    found = snippet(EVENT)
    assert found.before + found.trigger + found.after == EVENT.sentence.text


def test_snippet_cuts_on_both_sides() -> None:
    text = "a " * 500 + "fired" + " b" * 500
    claim = replace(EVENT, trigger=Span("fired", 1000, 1005), sentence=Sentence(text, 0, len(text), 0))
    found = snippet(claim, length=20)
    assert (found.before, found.trigger, found.after) == ("… a a a a a ", "fired", " b b b b b …")
