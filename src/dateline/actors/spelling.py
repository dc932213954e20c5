"""When two spellings are one name: keys for exact, normalised and transliterated look-up.

`name_key` forgives case, accents, apostrophes, hyphens and full stops. `sound_key` forgives also how a name was put
into Latin letters: Moammar Gadhafi and Muammar Qaddafi share one. It is our own folding of the variants that English
outlets print for Arabic, Persian, Turkic and Slavic names.
"""

from __future__ import annotations

import functools
import re
import unicodedata

ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul"})
LEADING = frozenset({"the", "a", "an", "so-called"})
APOSTROPHES = "'’‘ʻʼ`´"
SEPARATORS = re.compile(r"[^\w]+")
DOTTED = re.compile(r"\b(?:\w\.){2,}\w?")
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
    | dict.fromkeys(APOSTROPHES, "")
)
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
        name = DOTTED.sub(lambda m: m.group().replace(".", ""), name)
    low = name.lower().translate(LETTERS)
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    words = SEPARATORS.sub(" ", low).split()
    while len(words) > 1 and words[0] in LEADING:
        words = words[1:]
    return " ".join(words)


def sound_key(name: str) -> str | None:
    """How a name of two words or more sounds; None for names that are too short to be told apart so."""
    words = [w for w in name_key(name).split() if w not in ARTICLES]
    if len(words) < 2:
        return None
    folded = [_fold(w) for w in words]
    return " ".join(folded) if all(folded[:1]) and len("".join(folded)) >= 4 else None


def _fold(word: str) -> str:
    first = "a" if word[0] in "aeiou" else ""
    for pattern, to in FOLDS:
        word = pattern.sub(to, word)
    return first + word


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
