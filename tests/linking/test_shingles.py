"""Shingles, sketches and bands."""

from __future__ import annotations

from tests.linking.texts import CUP, FLOOD

from dateline.linking.shingles import SKETCH, Sketch, bands, overlap, shingles, sketch_of
from dateline.linking.terms import words_of

WORDS = words_of(FLOOD)
LONG = [f"word{k}" for k in range(5 * SKETCH)]


def test_shingles_and_bands_are_the_same_in_every_process() -> None:
    assert shingles(["one", "two", "three"]).tolist() == [3717632655]
    assert bands(shingles(["one", "two", "three", "four"]))[:2] == ["0:9a50c421a3ff2346", "1:86a51a1fb2734912"]


def test_a_text_of_two_words_has_no_shingles_and_no_bands() -> None:
    assert bands(shingles(["two", "words"])) == []


def test_an_excerpt_is_contained() -> None:
    found = overlap(sketch_of(shingles(WORDS)), sketch_of(shingles(WORDS[:40])))
    assert found.contained == 1
    assert found.common < 0.6


def test_different_texts_have_nothing_in_common() -> None:
    found = overlap(sketch_of(shingles(WORDS)), sketch_of(shingles(words_of(CUP))))
    assert found.common < 0.05
    assert not set(bands(shingles(WORDS))) & set(bands(shingles(words_of(CUP))))


def test_a_copy_with_few_changes_shares_a_band() -> None:
    changed = [word if k % 30 else "other" for k, word in enumerate(WORDS)]
    assert set(bands(shingles(WORDS))) & set(bands(shingles(changed)))


def test_the_sketch_of_a_long_text_tells_containment_nearly() -> None:
    found = overlap(sketch_of(shingles(LONG)), sketch_of(shingles(LONG[: len(LONG) // 2])))
    assert sketch_of(shingles(LONG)).scale > 1
    assert abs(found.common - 0.5) < 0.1


def test_a_sketch_survives_the_store() -> None:
    sketch = sketch_of(shingles(LONG))
    again = Sketch.from_bytes(sketch.to_bytes(), sketch.count)
    assert again.scale == sketch.scale
    assert again.hashes.tolist() == sketch.hashes.tolist()
