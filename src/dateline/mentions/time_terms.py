"""Parse ages of office: "during the Obama administration", "under President Sarkozy", "the Thatcher years".

Who held which office when is not known here: the caller gives a function that does, and names unknown to it give none.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.mentions.lexing import Words
from dateline.mentions.time_forms import Phrase, Term
from dateline.mentions.time_grammar import Expression

Terms = Callable[[str], tuple[str, str] | None]

_CUES = frozenset({"during", "under", "throughout", "in"})
_AGES = frozenset(
    {"administration", "presidency", "era", "years", "premiership", "rule", "reign", "regime", "tenure", "government"}
    | {"leadership", "chancellorship", "days", "term"}
)
_BARE_AGES = frozenset({"era", "years", "presidency", "premiership", "reign", "chancellorship"})  # need no cue
_TURNS = frozenset({"first", "second", "third", "final", "last"})
_ARTICLES = ("the", "a", "an")
_LONGEST = 6  # words of a name with its title


def terms_in(words: Words, terms: Terms) -> list[Expression]:
    """The ages of office that a text names, by the terms that are known."""
    if words.case != "mixed":
        return []
    return [found for i in range(len(words)) if _opens(words, i) and (found := _term(words, i, terms))]


def _opens(words: Words, i: int) -> bool:
    """Whether a name may start here: at a capital letter that no other name runs up to."""
    if not words.capital(i) or words.low[i] in _ARTICLES:
        return False
    goes_on = i > 0 and words.capital(i - 1) and words.low[i - 1] not in (*_ARTICLES, *_CUES)
    return not goes_on


def _cue(words: Words, i: int) -> str | None:
    before = words.low[i - 1] if i else ""
    if before == "the":
        before = words.low[i - 2] if i > 1 else ""
    return before if before in _CUES else None


def _term(words: Words, i: int, terms: Terms) -> Expression | None:
    end = _name_end(words, i)
    if end is None:
        return None
    age = _age_end(words, end)
    cue = _cue(words, i)
    bare = cue == "under" and age is None
    if not bare and (age is None or not (cue or words.low[age - 1] in _BARE_AGES)):
        return None
    name = words.text[words.start[i] : words.end[end - 1]]
    known = terms(name)
    if known is None:
        return None
    start = i - (words.low[i - 1] == "the")
    return Expression(Phrase(Term(name, *known)), start, age or end, None)


def _name_end(words: Words, i: int) -> int | None:
    """The end of a run of capitalised words; hyphens join them ("al-Assad")."""
    j = i
    while j < min(i + _LONGEST, len(words)) and (words.capital(j) or _inside(words, j)):
        j += 1
    return j if j > i else None


def _inside(words: Words, j: int) -> bool:
    """Whether a word without a capital belongs to a name: "Bashar al-Assad", "George W. Bush"."""
    if words.low[j] == ".":
        return len(words.raw[j - 1]) == 1 and words.capital(j + 1)
    if words.low[j] == "-":
        return words.capital(j + 1)
    particle = words.low[j] in ("al", "el", "bin", "ibn", "de", "van", "von")
    return particle and words.capital(j + 1 + (words.low[j + 1] == "-"))


def _age_end(words: Words, j: int) -> int | None:
    j += words.low[j] in ("'s", "-")
    j += words.low[j] in ("'",)
    j += words.low[j] in _TURNS
    return j + 1 if words.low[j] in _AGES and words.low[j - 1] not in ("of",) else None
