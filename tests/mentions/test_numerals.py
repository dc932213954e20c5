"""Numerals in digits and in words."""

import pytest

from dateline.mentions.lexing import lex
from dateline.mentions.numerals import numeral_at


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", 1200),
        ("1.5 million", 1.5e6),
        ("2.3m people", 2.3e6),
        ("39K shanties", 39e3),
        ("10\u00a0000 men", 10e3),
        ("10 000 men", 10e3),
        ("5 lakh", 5e5),
        ("four", 4),
        ("twenty-five", 25),
        ("one hundred and twenty-three", 123),
        ("four hundred", 400),
        ("two thousand five hundred", 2500),
        ("one million two hundred thousand", 1.2e6),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("half a million", 5e5),
        ("a half-million", 5e5),
        ("two and a half", 2.5),
        ("one and a half million", 1.5e6),
        ("a couple of men", 2),
    ],
)
def test_numerals_reads_figures(text, value):
    numeral = numeral_at(lex(text), 0)
    assert numeral is not None
    assert (numeral.value, numeral.vague) == (value, False)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("dozens of men", 24),
        ("scores of men", 40),
        ("hundreds of men", 200),
        ("several hundred men", 200),
        ("tens of thousands", 20_000),
        ("hundreds of thousands", 200_000),
        ("a few dozen men", 24),
        ("millions", 2e6),
    ],
)
def test_numerals_reads_vague_numbers_as_the_least_they_can_be(text, least):
    numeral = numeral_at(lex(text), 0)
    assert numeral is not None
    assert (numeral.value, numeral.vague) == (least, True)


@pytest.mark.parametrize("text", ["scores a goal", "a man", "several men", "tens", "9.3.2017", "1" * 5000, "٣"])
def test_numerals_passes_over_other_words(text):
    assert numeral_at(lex(text), 0) is None
