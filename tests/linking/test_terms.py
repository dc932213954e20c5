"""Terms of texts."""

from __future__ import annotations

import math

import pytest

from dateline.linking.terms import cosine, fold, likeness, terms_of, weight, words_of


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Rebels", "rebel"), ("Erdoğan", "erdogan"), ("1,200", "1200"), ("crisis", "crisis"), ("press", "press")],
)
def test_fold_takes_away_case_accents_separators_and_plural(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_words_leave_out_possessives() -> None:
    assert words_of("Syria’s army, the army's tanks") == ["syria", "army", "the", "army", "tank"]


def test_weight_prefers_rare_words_and_names_to_common_ones() -> None:
    assert weight("portnow") > weight("government") > weight("the")


def test_terms_have_length_one_and_the_heaviest_first() -> None:
    terms = terms_of(words_of("The bird delayed a Delta flight in Detroit, and the bird was caught."))
    assert math.sqrt(sum(w * w for w in terms.values())) == pytest.approx(1, abs=0.001)
    assert list(terms.values()) == sorted(terms.values(), reverse=True)


def test_cosine_does_not_hang_on_the_order_of_words_or_texts() -> None:
    a = terms_of(words_of("floods in Brod closed the railway to the south"))
    b = terms_of(words_of("the railway in Brod was closed by floods"))
    assert cosine(a, b) == cosine(b, a) == cosine(dict(reversed(a.items())), b)


def test_likeness_needs_more_than_one_common_word() -> None:
    one, same = {"brod": 1.0}, {"brod": 0.6, "maize": 0.6, "goat": 0.53}
    assert likeness(one, one) == 0.5
    assert likeness(same, same) > 0.7
