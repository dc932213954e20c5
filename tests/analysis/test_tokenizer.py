"""Text to words as Universal Dependencies cuts them."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from dateline.analysis.tokenizer import make_tokenizer


@functools.cache
def tokenizer() -> Callable[[str], Doc]:
    return make_tokenizer(English().vocab)


def words(text: str) -> list[str]:
    return [t.text for t in tokenizer()(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US-backed forces", "US - backed forces"),
        ("rebel-held", "rebel - held"),
        ("the U.S.-led force", "the U.S. - led force"),
        ("al-Qasra", "al - Qasra"),
        ("60,000-strong", "60,000 - strong"),
        ("a 20-year-old", "a 20 - year - old"),
        ("2017-2018", "2017 - 2018"),
        ("F-16", "F - 16"),
        ("anti-government", "anti-government"),
        ("Anti-Torvia", "Anti-Torvia"),
        ("re-elected", "re-elected"),
        ("co-operate", "co-operate"),
        ("ex-president", "ex-president"),
        ("Torvia's", "Torvia 's"),
        ("Torvia’s", "Torvia ’s"),
        ("didn't", "did n't"),
        ("won't", "wo n't"),
        ("cannot", "can not"),
        ("“We left,” he said.", "“ We left , ” he said ."),
        ("(AFP)", "( AFP )"),
        ("Qasra, Torvia", "Qasra , Torvia"),
        ("Qasra,Torvia", "Qasra , Torvia"),
        ("end.Next", "end . Next"),
        ("and...then", "and ... then"),
        ("What???", "What ???"),
        ("$400", "$ 400"),
        ("3.5%", "3.5 %"),
        ("3,000", "3,000"),
        ("10:30", "10:30"),
        ("9/11", "9/11"),
        ("09/03/2017", "09/03/2017"),
        ("400km", "400 km"),
        ("Gen. Haddad", "Gen. Haddad"),
        ("Mr. Haddad", "Mr. Haddad"),
        ("the U.S.", "the U.S."),
        ("5 a.m.", "5 a.m."),
        ("Reuters—", "Reuters —"),
        ("https://example.org/a?b=1-2", "https://example.org/a?b=1-2"),
        ("desk@example.org", "desk@example.org"),
        ("army/police", "army / police"),
        ("<b>", "< b >"),
    ],
)
def test_tokenizer_cuts(text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", ["   "]),
        ("end.\n\nNext", ["end", ".", "\n\n", "Next"]),
        ("two  spaces", ["two", " ", "spaces"]),
        (" indented", [" ", "indented"]),
    ],
)
def test_tokenizer_keeps_white_space_that_is_more_than_one_space(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(max_size=80))
def test_tokenizer_loses_no_character(text: str) -> None:
    doc = tokenizer()(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "-" * 100_000,
        "a-" * 20_000,
        "a." * 20_000,
        "(" * 300,
        "a@" * 20_000,
        "1/" * 20_000,
        "http://" + "a" * 100_000,
        "\u0000\u200b\ufeff\u202e" * 5_000,
        "\n" * 100_000,
        "é\u0301" * 20_000,
    ],
    ids=["word", "dashes", "hyphens", "stops", "brackets", "ats", "slashes", "link", "control", "lines", "accents"],
)
def test_tokenizer_takes_long_hostile_words(text: str) -> None:
    assert tokenizer()(text).text == text
