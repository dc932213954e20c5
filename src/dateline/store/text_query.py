"""What a user types to search texts, taken apart; and words of texts as the index sees them.

    raqqa deal            both words
    "deal in Raqqa"       the words in this order
    -denied               not this word
    evacuat*              words that begin so

Letter case and letter marks make no difference ("Erdoğan" is "erdogan"); every other sign separates words, so that
"al-Bab" means "al bab" in this order. Anything may be typed: what has no meaning is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_TERMS = 32
LONGEST_WORD = 100  # letters
LEAST_BEGINNING = 2  # letters before a *
_TERM = re.compile(r'(?P<no>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand next to each other; of the last one, only its beginning where `prefix`."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What a text must have and must not have. `notes` says what of the user's words was left out, and why."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()
    notes: tuple[str, ...] = ()


def parse(typed: str) -> Query:
    """Take apart what a user typed; never fails."""
    terms = [(bool(match["no"]), _term(match)) for match in _TERM.finditer(typed)]
    meant = [(no, term) for no, term in terms if term.words]
    kept = [(no, term) for no, term in meant if _can_be_found(term)][:MOST_TERMS]
    wanted = tuple(term for no, term in kept if not no)
    return Query(wanted, tuple(term for no, term in kept if no), tuple(_notes(wanted, len(kept), len(meant))))


def _can_be_found(term: Term) -> bool:
    """One letter begins too many words, and words longer than any are none."""
    shortest = LEAST_BEGINNING if term.prefix else 1
    return len(term.words[-1]) >= shortest and max(map(len, term.words)) <= LONGEST_WORD


def _notes(wanted: Sequence[Term], kept: int, meant: int) -> Iterator[str]:
    if kept < meant:
        yield (
            f"only {kept} of {meant} search terms are used: at most {MOST_TERMS}, no word of more than {LONGEST_WORD} "
            f"letters, and {LEAST_BEGINNING} letters at least before a *"
        )
    if not wanted:
        yield "nothing to search for: give at least one word that is not excluded"


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(text.lower()) if text.isascii() else [fold(word) for word in _WORD.findall(text)]


def spans_of(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand."""
    return [match.span() for match in _WORD.finditer(text)]


def fold(word: str) -> str:
    """A word without letter case and letter marks."""
    if word.isascii():
        return word.lower()
    plain = (letter for letter in unicodedata.normalize("NFKD", word.lower()) if not "\u0300" <= letter <= "\u036f")
    return unicodedata.normalize("NFC", "".join(plain))


def occurrences(term: Term, words: Sequence[str]) -> list[int]:
    """Where a term begins among words."""
    *first, last = term.words
    ends = _begun(last, words) if term.prefix else _found(last, words)
    return [end - len(first) for end in ends if list(words[max(0, end - len(first)) : end]) == first]


def times(term: Term, words: Sequence[str]) -> int:
    """How often a term stands among words."""
    return words.count(term.words[0]) if len(term.words) == 1 and not term.prefix else len(occurrences(term, words))


def _term(match: re.Match[str]) -> Term:
    said = match["phrase"] if match["phrase"] is not None else match["word"]
    return Term(tuple(words_of(fold(said))), match["word"] is not None and said.endswith("*"))


def _begun(beginning: str, words: Sequence[str]) -> list[int]:
    return [at for at, word in enumerate(words) if word.startswith(beginning)]


def _found(wanted: str, words: Sequence[str]) -> list[int]:
    return [at for at, word in enumerate(words) if word == wanted]
