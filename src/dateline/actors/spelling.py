"""When two spellings are one name: keys for exact, normalised and transliterated look-up.

`name_key` forgives case, accents, apostrophes, hyphens and full stops. `sound_key` forgives also how a name was put
into Latin letters: Moammar Gadhafi and Muammar Qaddafi share one. It is our own folding of the variants that English
outlets print for Arabic, Persian, Turkic and Slavic names: of the further spellings of people in our files 69 % share
the key of the main one.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul"})
LEADING = frozenset({"the", "a", "an"})
SO_CALLED = ["so", "called"]
APOSTROPHES = "'’‘ʻʼ`´"
SEPARATORS = re.compile(r"[^\w]+")
DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
    | dict.fromkeys(APOSTROPHES, "")
)
VOWELS, BACK = frozenset("aeiouy"), frozenset("ou")
FOLDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        ("tch|tsch|sch|sh|ch|dzh|dj|zh|cz|j|x", "x"),
        ("kh|gh|q|ck|k|g|c(?=[aou])", "k"),
        ("ph|ff?|v|w", "f"),
        ("dh|th|dd|d|t", "t"),
        ("ts|tz|ss|zz|z|s", "s"),
        ("[aeiouyh]+", ""),
        (r"(\w)\1+", r"\1"),
    )
)


@functools.lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """A name as look-ups write it; empty for a name without letters or digits."""
    if "." in name:
        name = DOTTED.sub(_undotted, name)
    low = name.lower().translate(LETTERS)
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
        low = low.lower().translate(LETTERS)
    words = SEPARATORS.sub(" ", low).split()
    return " ".join(words[_leading(words) :])


def _leading(words: Sequence[str]) -> int:
    """How many words at the beginning are no part of a name; the last word always is."""
    first = 0
    while first < len(words) - 1 and (words[first] in LEADING or words[first : first + 2] == SO_CALLED):
        first += 1 if words[first] in LEADING else 2
    return first if first < len(words) else 0


def _undotted(found: re.Match[str]) -> str:
    return found.group().replace(".", "") + (" " if found.group().endswith(".") else "")


def sound_key(name: str) -> str | None:
    """How a name of two words or more sounds; None for names that are too short to be told apart so."""
    words = [w for w in name_key(name).split() if w not in ARTICLES]
    if len(words) < 2:
        return None
    folded = [_fold(w) for w in words]
    kept = [word.rstrip("o") for word in folded]
    return " ".join(folded) if kept[0] and len("".join(kept)) >= 4 else None


def _fold(word: str) -> str:
    """The consonants of a word by class, whether it begins with a vowel, and whether its first vowel is an o or u.

    Of the vowels outlets agree on little more, but they tell Hassan from Hussein.
    """
    vowel = next((c for c in word if c in VOWELS), "")
    start = "a" if word[0] in VOWELS else ""
    for pattern, to in FOLDS:
        word = pattern.sub(to, word)
    return start + word + ("o" if vowel in BACK else "")


def is_acronym(name: str) -> bool:
    """Whether a name is written as an acronym: "SDF", "U.N.", "PYD"."""
    letters = name.replace(".", "").replace("-", "")
    return 2 <= len(letters) <= 6 and letters.isupper() and letters.isalnum() and not letters.isdigit()


def stands_for(acronym: str, name: str) -> bool:
    """Whether an acronym's letters are the initials of a name, small words left out or not."""
    letters = name_key(acronym).replace(" ", "")
    words = name_key(name).split()
    small = {"of", "the", "and", "for", "in", "de", "del", "la", "du", "des", "fur", "al", "to"}
    initials = {"".join(w[0] for w in words), "".join(w[0] for w in words if w not in small)}
    return len(letters) > 1 and letters in initials
