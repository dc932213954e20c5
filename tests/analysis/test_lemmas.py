"""Lemmas: edit scripts, the table of seen forms, regular inflection."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.analysis.lemmas import Lemmatizer, apply_script, edit_script

LETTERS = st.text(st.characters(categories=["Ll", "Lu"], max_codepoint=0x17F), min_size=1, max_size=12)
KNOWN = {
    "attack", "bomb", "bus", "capture", "carry", "country", "crash", "fall", "need", "pas", "pass", "rebel", "seize",
    "stop",
}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("rebels", "rebel"),
        ("Rebels", "rebel"),
        ("REBELS", "rebel"),
        ("captured", "capture"),
        ("cities", "city"),
        ("went", "go"),
        ("was", "be"),
        ("Qasra", "Qasra"),
        ("US", "US"),
        ("n't", "not"),
        ("1990s", "1990s"),
        (".", "."),
    ],
)
def test_lemmas_script_turns_a_form_into_its_lemma(form: str, lemma: str) -> None:
    assert apply_script(form, edit_script(form, lemma)) == lemma


@given(LETTERS, LETTERS)
def test_lemmas_script_round_trips(form: str, lemma: str) -> None:
    assert apply_script(form, edit_script(form, lemma)) == lemma


@pytest.mark.parametrize(
    "pairs",
    [
        [("rebels", "rebel"), ("attacks", "attack")],
        [("Rebels", "rebel"), ("Attacks", "attack")],
        [("captured", "capture"), ("seized", "seize")],
        [("cities", "city"), ("parties", "party")],
    ],
)
def test_lemmas_script_is_shared_by_words_of_one_pattern(pairs: list[tuple[str, str]]) -> None:
    assert len({edit_script(form, lemma) for form, lemma in pairs}) == 1


@pytest.mark.parametrize(("form", "script"), [("at", "l3"), ("a", "=9"), ("At", "l2"), ("at", "l3ed"), ("I", "l9y")])
def test_lemmas_script_that_does_not_fit_gives_the_form_in_lower_case(form: str, script: str) -> None:
    assert apply_script(form, script) == form.lower()


@pytest.mark.parametrize(
    ("form", "upos", "script", "lemma"),
    [
        ("fell", "VERB", "=0", "fall"),  # seen in training
        ("Fell", "PROPN", "=0", "Fell"),  # a name keeps its form
        ("captured", "VERB", "l2", "capture"),  # the network's guess is no word
        ("stopped", "VERB", "l2", "stop"),
        ("bussed", "VERB", "l2", "bus"),
        ("passing", "VERB", "l0", "pass"),  # though "pas" is a word
        ("carried", "VERB", "l2", "carry"),
        ("seizing", "VERB", "l3", "seize"),
        ("bombing", "VERB", "l3", "bomb"),
        ("passes", "VERB", "l1", "pass"),
        ("countries", "NOUN", "l2", "country"),
        ("crashes", "NOUN", "l1", "crash"),
        ("rebels", "NOUN", "l1", "rebel"),
        ("needed", "VERB", "l2", "need"),
        ("quickly", "ADV", "l2", "quick"),  # nothing to try: the guess stands
        ("glorped", "VERB", "l2", "glorp"),
        ("bus", "NOUN", "=0", "bus"),
    ],
)
def test_lemmas_come_from_the_table_the_script_or_inflection(form: str, upos: str, script: str, lemma: str) -> None:
    assert Lemmatizer({"fell|VERB": "fall"}, KNOWN).lemma(form, upos, script) == lemma


@pytest.mark.parametrize("form", ["s", "ed", "ing", "es", "ssss", "eded", "-", "ß", "İ"])
@pytest.mark.parametrize("upos", ["VERB", "NOUN", "ADJ", "PUNCT"])
def test_lemmas_of_odd_forms_are_not_empty(form: str, upos: str) -> None:
    assert Lemmatizer({}, KNOWN).lemma(form, upos, "l1")
