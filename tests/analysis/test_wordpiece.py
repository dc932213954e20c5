"""Words to the pieces of the encoder's vocabulary, with their letter case."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.analysis.wordpiece import LOWER, MAX_PIECES, MIXED, TITLE, UPPER, WordPieces, letter_case

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "rebel", "##s", "is", "us", "cafe", "'", "-", "a", "##a", "中"]


@pytest.fixture
def pieces() -> WordPieces:
    return WordPieces(VOCABULARY)


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("rebels", LOWER), ("Rebels", TITLE), ("US", UPPER), ("U.S.", UPPER), ("YouTube", MIXED), ("eBay", MIXED),
        ("A", TITLE), ("a", LOWER), ("3", LOWER), ("-", LOWER), ("", LOWER), ("2,000", LOWER),
        ("É", TITLE), ("ÉTAT", UPPER),
    ],
)  # fmt: skip
def test_wordpiece_letter_case(word: str, case: int) -> None:
    assert letter_case(word) == case


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("rebel", ["rebel"]),
        ("Rebels", ["rebel", "##s"]),
        ("IS", ["is"]),
        ("Café", ["cafe"]),
        ("cafe\u0301", ["cafe"]),
        ("us-is", ["us", "-", "is"]),
        ("rebel's", ["rebel", "'", "[UNK]"]),
        ("xyz", ["[UNK]"]),
        ("is中us", ["is", "中", "us"]),
        ("is us", ["is", "us"]),
        ("\u200b\u0000", ["[UNK]"]),
        ("", ["[UNK]"]),
    ],
)
def test_wordpiece_cuts_a_word(pieces: WordPieces, word: str, expected: list[str]) -> None:
    ids, _ = pieces.word(word)
    assert [VOCABULARY[i] for i in ids] == expected


def test_wordpiece_encodes_words_with_their_cases_and_first_pieces(pieces: WordPieces) -> None:
    ids, cases, firsts = pieces.encode(["US", "rebels", "xyz"])
    assert [VOCABULARY[i] for i in ids] == ["[CLS]", "us", "rebel", "##s", "[UNK]", "[SEP]"]
    assert cases == [LOWER, UPPER, LOWER, LOWER, LOWER, LOWER]
    assert firsts == [1, 2, 4]


def test_wordpiece_encodes_nothing(pieces: WordPieces) -> None:
    assert pieces.encode([]) == ([2, 3], [LOWER, LOWER], [])


def test_wordpiece_tells_us_from_us_by_case_alone(pieces: WordPieces) -> None:
    assert pieces.word("us")[0] == pieces.word("US")[0]
    assert pieces.word("us")[1] != pieces.word("US")[1]


@pytest.mark.parametrize("word", ["a" * 1_000_000, "-" * 1_000_000, "'a" * 100_000, "\u0301" * 100_000])
def test_wordpiece_bounds_the_pieces_of_a_word(pieces: WordPieces, word: str) -> None:
    assert 1 <= len(pieces.word(word)[0]) <= MAX_PIECES


def test_wordpiece_answers_the_same_when_asked_again(pieces: WordPieces) -> None:
    assert pieces.word("Rebels") == pieces.word("Rebels") == WordPieces(VOCABULARY).word("Rebels")


def test_wordpiece_reads_a_vocabulary_file(tmp_path: Path) -> None:
    path = tmp_path / "vocab.txt"
    path.write_text("".join(f"{piece}\n" for piece in VOCABULARY), encoding="utf-8")
    assert WordPieces.from_file(path).ids == WordPieces(VOCABULARY).ids
