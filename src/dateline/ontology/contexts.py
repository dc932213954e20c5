"""Contexts: the fields that a sentence and its neighbours speak of, found by the words in `contexts.toml`."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.errors import RunError
from dateline.ontology.loading import load_ontology, read_data

KEYS = {"cues", "written", "together", "ignore", "yields_to"}
WORD = re.compile(r"[^\W_]+")
IRREGULAR = {"women": "woman", "men": "man", "children": "child", "crises": "crisis", "viruses": "virus"}
SINGULAR_ENDINGS = ("ss", "us", "is", "as", "os")
# What may stand between the words of a name, and how many words one may have besides its head.
NAME_GAP = re.compile(r"[\s'’-]{1,3}")
LONGEST_NAME = 8
BEFORE_HEAD = frozenset({"and", "al"})
AFTER_HEAD = frozenset({"of", "for", "to", "and", "the"})
NOWHERE: frozenset[int] = frozenset()

Phrase = tuple[str, ...]
# Phrases by their first word, each with the contexts it stands under, so that a text is walked once for all of them.
Phrases = Mapping[str, Mapping[Phrase, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class ContextWords:
    """The words of all contexts; all but those in `written` are normalised as by `normal`."""

    contexts: tuple[str, ...]
    name_heads: frozenset[str]
    cues: Phrases
    ignore: Phrases
    written: Mapping[str, tuple[str, ...]]
    together: tuple[tuple[frozenset[str], str], ...]
    yields_to: Mapping[str, frozenset[str]]

    def find(self, text: str, lemmas: Iterable[str]) -> tuple[str, ...]:
        """The contexts of a text; see `find_contexts`."""
        all_caps = text.isupper()
        raw = [*WORD.finditer(text)]
        named = set() if all_caps else _named(raw, text, self.name_heads)
        known = {normal(lemma) for lemma in lemmas} - {normal(raw[at][0]) for at in named}
        written = [token[0] for at, token in enumerate(raw) if at not in named]
        # "women's rights" is "women rights": what is left of a possessive or of "U.S." is no word.
        found = self._cued([normal(word) for word in written if word not in ("s", "S")], known)
        if not all_caps:
            found |= {name for word in set(written) for name in self.written.get(word, ())}
        return tuple(name for name in self.contexts if name in found and found.isdisjoint(self.yields_to[name]))

    def _cued(self, words: Sequence[str], lemmas: set[str]) -> set[str]:
        shadows = self._shadows(words)
        found = {
            name
            for name, start, end in _occurrences(self.cues, words)
            if shadows.get(name, NOWHERE).isdisjoint(range(start, end))
        }
        ignored = {name: {words[at] for at in places} for name, places in shadows.items()}
        for lemma in lemmas & self.cues.keys():
            found.update(name for name in self.cues[lemma].get((lemma,), ()) if lemma not in ignored.get(name, ()))
        seen = lemmas.union(words)
        return found | {name for group, name in self.together if group <= seen - ignored.get(name, set())}

    def _shadows(self, words: Sequence[str]) -> dict[str, set[int]]:
        """Per context, where the words stand that do not count for it."""
        shadows: dict[str, set[int]] = {}
        for name, start, end in _occurrences(self.ignore, words):
            shadows.setdefault(name, set()).update(range(start, end))
        return shadows


def find_contexts(text_of_sentence_and_neighbours: str, lemmas: Collection[str]) -> tuple[str, ...]:
    """The contexts of what a sentence says, in the ontology's order.

    Args:
        text_of_sentence_and_neighbours: The sentence, and those beside it that may tell its context.
        lemmas: Lemmas of that text, in any case; may be empty when they are not known.
    """
    return context_words().find(text_of_sentence_and_neighbours, lemmas)


@functools.cache
def context_words() -> ContextWords:
    """The shipped words of every context."""
    return make_context_words(read_data("contexts.toml"), tuple(load_ontology().contexts))


def make_context_words(data: Mapping[str, Any], contexts: Sequence[str]) -> ContextWords:
    """Build the words of all contexts from parsed data.

    Args:
        data: Context to its words, and `name_heads`, as described at the top of `contexts.toml`.
        contexts: The names of all contexts, in the order in which they are found.

    Raises:
        RunError: A context or key is unknown, or a context has no words; the message lists every such place.
    """
    data = dict(data)
    heads = data.pop("name_heads", ())
    problems = [*_problems(data, contexts)]
    if problems:
        raise RunError("E-CONTEXTS", "contexts.toml cannot be used: " + "; ".join(problems))
    return ContextWords(
        contexts=tuple(contexts),
        name_heads=frozenset(heads),
        cues=_phrases(data, "cues"),
        ignore=_phrases(data, "ignore"),
        written=_by_key((word, name) for name, raw in data.items() for word in raw.get("written", ())),
        together=tuple(
            (frozenset(map(normal, group)), name) for name, raw in data.items() for group in raw.get("together", ())
        ),
        yields_to={name: frozenset(data[name].get("yields_to", ())) for name in contexts},
    )


def normal(word: str) -> str:
    """A word without case and plural ending, as cues and text are compared."""
    word = word.casefold()
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(SINGULAR_ENDINGS):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zzes")) else word[:-1]


def _named(tokens: Sequence[re.Match[str]], text: str, heads: frozenset[str]) -> set[int]:
    """Where the names of parties stand: "Justice and Development Party" speaks of no justice and no development."""
    named: set[int] = set()
    for at, token in enumerate(tokens):
        if token[0] in heads:
            first = _reach(tokens, text, at, -1, BEFORE_HEAD)
            last = _reach(tokens, text, at, 1, AFTER_HEAD) if _joined(tokens, text, at, AFTER_HEAD) else at
            # "The Army said" names nobody in particular.
            if {tokens[beside][0] for beside in range(first, last + 1)} - {token[0], "The"}:
                named.update(range(first, last + 1))
    return named


def _joined(tokens: Sequence[re.Match[str]], text: str, at: int, joints: frozenset[str]) -> bool:
    following = at + 1 < len(tokens)
    return following and tokens[at + 1][0] in joints and text[tokens[at].end() : tokens[at + 1].start()].isspace()


def _reach(tokens: Sequence[re.Match[str]], text: str, at: int, step: int, joints: frozenset[str]) -> int:
    """The furthest token of a name, from its head in one direction: capitalised words and what joins them."""
    furthest = at
    for _ in range(LONGEST_NAME):
        onward = at + step
        if not 0 <= onward < len(tokens):
            break
        left, right = sorted((at, onward))
        word = tokens[onward][0]
        if not NAME_GAP.fullmatch(text, tokens[left].end(), tokens[right].start()):
            break
        if word[0].isupper() or word == "s":
            furthest = onward
        elif word not in joints:
            break
        at = onward
    return furthest


def _occurrences(phrases: Phrases, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    for start, word in enumerate(words):
        for phrase, names in phrases.get(word, {}).items():
            end = start + len(phrase)
            if len(phrase) == 1 or tuple(words[start:end]) == phrase:
                yield from ((name, start, end) for name in names)


def _phrases(data: Mapping[str, Mapping[str, Any]], key: str) -> Phrases:
    all_of_them = _by_key((_normal_words(words), name) for name, raw in data.items() for words in raw.get(key, ()))
    by_first: dict[str, dict[Phrase, tuple[str, ...]]] = {}
    for phrase, names in all_of_them.items():
        by_first.setdefault(phrase[0], {})[phrase] = names
    return by_first


def _normal_words(phrase: str) -> Phrase:
    return tuple(normal(word) for word in WORD.findall(phrase))


def _by_key(pairs: Iterable[tuple[Any, str]]) -> dict[Any, tuple[str, ...]]:
    by_key: dict[Any, tuple[str, ...]] = {}
    for key, name in pairs:
        by_key[key] = (*by_key.get(key, ()), name)
    return by_key


def _problems(data: Mapping[str, Mapping[str, Any]], contexts: Sequence[str]) -> Iterator[str]:
    for name in contexts:
        if not data.get(name, {}).keys() & {"cues", "written", "together"}:
            yield f"{name}: no words; give cues, written or together"
    for name, raw in data.items():
        if name not in contexts:
            yield f"{name}: unknown context"
        yield from (f"{name}: unknown key {key!r}" for key in raw if key not in KEYS)
        yield from (f"{name}: unknown context {other!r}" for other in raw.get("yields_to", ()) if other not in contexts)
        empty = [cue for key in ("cues", "ignore") for cue in raw.get(key, ()) if not WORD.search(cue)]
        yield from (f"{name}: {cue!r} holds no word" for cue in empty)
