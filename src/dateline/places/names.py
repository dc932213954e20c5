"""Keys under which place names are stored and looked up.

`normalise` makes spellings equal that differ in case, marks, apostrophes, hyphens and the usual short forms (Saint,
Mount). `fuzzy_key` goes on to what transliteration leaves open: articles, q and k, ee and i, ou and u, double
letters, a final vowel or h. Names with one fuzzy key may be one name; names with one normal form are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 80  # letters; nothing longer is the name of a place
ARTICLES = frozenset(
    {
        *("al", "ar", "as", "ash", "at", "ad", "az", "an", "el", "er", "es", "esh", "et", "ed", "ez", "en", "ech"),
        *("ul", "ur", "us", "ush", "ut", "ud", "uz", "un", "il", "adh", "ath", "edh", "eth"),
    }
)  # fmt: skip
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "e", "ð": "d", "þ": "th",
        "ħ": "h", "ŋ": "ng", "ƙ": "k", "ɗ": "d", "ɓ": "b", "ɛ": "e", "ɔ": "o", "ˌ": "",
        **dict.fromkeys("'’‘`´ʻʼʽʾʿʹʺˈˊˋ′″\u02bb\u02bc\u02bf\u02be", ""),
        "&": " and ",
    }
)  # fmt: skip
_WORDS = {"saint": "st", "sainte": "st", "ste": "st", "mount": "mt", "ft": "fort", "twp": "township"}
_FIRST_PARTS = {
    **dict.fromkeys(("tel", "tell", "tall"), "tal"),
    **dict.fromkeys(("kfar", "kafar", "kufr", "kufur", "kefar"), "kafr"),
    **dict.fromkeys(("jebel", "gebel", "jabel", "djebel", "jbel"), "jabal"),
    **dict.fromkeys(("oum", "om", "umm", "oumm"), "um"),
    **dict.fromkeys(("khirbet", "khirbat", "kherbet"), "khirba"),
    **dict.fromkeys(("qasr", "kasr"), "qasr"),
}
_POSSESSIVE = re.compile(r"['’]s$")
_GAPS = re.compile(r"[^a-z0-9]+")
_SUN = re.compile(r"^[aeu]([dtsznrl])\1(?=\w)")
_FOLDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"c(?=[eiy])", "s"),
        (r"ch", "x"),
        (r"tch|tsch|tsh", "x"),
        (r"dj|dzh", "j"),
        (r"ph", "f"),
        (r"([kgdtz])h", r"\1"),
        (r"sch|sh", "s"),
        (r"[qc]", "k"),
        (r"ks", "x"),
        (r"w(?=[aeiouy])", "v"),
        (r"a[wu]|ou|oo|o|w", "u"),
        (r"a[yi]|e[yi]|ee|ea|ie|iy|yi|e|y", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?<=\w\w\w)h$", ""),
        (r"(?<=\w\w)[aiu]h?$", ""),
    )
)


@lru_cache(maxsize=20_000)
def normalise(name: str) -> str:
    """The form by which two spellings of one name are equal; empty when nothing of a name is left."""
    if len(name) > LONGEST:
        return ""
    name = _POSSESSIVE.sub("", name.lower().strip())
    marks = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    plain = "".join(c for c in marks if not unicodedata.combining(c)).translate(_LETTERS)
    words = _GAPS.sub(" ", plain).split()
    return " ".join(_join_initials([_WORDS.get(word, word) for word in words]))


def _join_initials(words: list[str]) -> list[str]:
    """Single letters in a row are an abbreviation: `u s` is `us`, `washington d c` is `washington dc`."""
    joined: list[str] = []
    initials = False
    for word in words:
        if len(word) == 1 and initials:
            joined[-1] += word
        else:
            joined.append(word)
        initials = len(word) == 1
    return joined


def strip_articles(norm: str) -> str:
    """A normal form without Arabic articles; as it is when nothing else would be left."""
    words = [word for word in norm.split() if word not in ARTICLES]
    return " ".join(words) if words else norm


@lru_cache(maxsize=20_000)
def fuzzy_key(norm: str) -> str:
    """The key that spellings of one name share however they are transliterated."""
    words = strip_articles(norm).split()
    return "".join(_fold(_FIRST_PARTS.get(word) or _SUN.sub(r"\1", word)) for word in words)


def _fold(word: str) -> str:
    for pattern, to in _FOLDS:
        word = pattern.sub(to, word)
    return word


def similarity(left: str, right: str) -> float:
    """How alike two normal forms are, 0 to 1: one less the share of letters to change."""
    left, right = strip_articles(left).replace(" ", ""), strip_articles(right).replace(" ", "")
    if left == right:
        return 1.0
    longest = max(len(left), len(right))
    return 1.0 - _edits(left, right) / longest if longest else 0.0


def _edits(left: str, right: str) -> int:
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]
