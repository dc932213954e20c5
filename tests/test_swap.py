"""Actors change places throughout a dispatch: what is coded stays the same but for who they are.

Two things can differ. The analysis reads "Libya" a little differently from "Syria" in the same words, and what it says
less surely goes the other way: that is measured with the text exchanged. What the coder does with an analysis must
not depend on who the actors are: that is measured with the register exchanged, so that one analysis serves both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib import resources
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.actors import Candidate
from dateline.coding import Coder
from dateline.reading import make_document
from dateline.records import Claim
from dateline.world import Country, load_world

STREAM = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "stream" / "dev.jsonl"
DISPATCHES = 50
LONGEST = 5_000  # characters: longer articles say no more and take the time
# Measured: 0.924, 0.843, 0.800 with the articles. Nearly every difference begins in the two networks, which read names
# (roles were less even by three points before the network decided on them), since with the same analysis all but one
# claim in a thousand stay: that one is of a state whose capital, not exchanged, accuses it.
FLOORS = {"codes": 0.91, "roles": 0.83, "all": 0.785}
SAME_ANALYSIS = 0.995
GROUPS = (("Hezbollah", "Hamas"), ("PKK", "YPG"), ("FARC", "ELN"), ("Taliban", "Hezbollah"))

Coded = tuple[Any, ...]


@dataclass(frozen=True)
class Forms:
    """The words that stand for an actor, in the order in which they are exchanged for another's."""

    words: tuple[str, ...]

    def count(self, text: str) -> int:
        return len(re.findall(rf"\b(?:{'|'.join(self.words)})\b", text))


@dataclass(frozen=True)
class Exchange:
    """Two actors that change places; its call changes a text."""

    one: Forms
    other: Forms

    def __call__(self, text: str) -> str:
        words = self._words()
        longest_first = "|".join(sorted(words, key=len, reverse=True))
        return re.sub(rf"\b(?:([Aa])n? )?({longest_first})\b", lambda found: _put(words[found[2]], found[1]), text)

    def _words(self) -> Mapping[str, str]:
        pairs = list(zip(self.one.words, self.other.words, strict=True))
        both = dict(pairs) | {other: one for one, other in pairs}
        return both | {word.upper(): other.upper() for word, other in both.items()}

    def __str__(self) -> str:
        return f"{self.one.words[0]} and {self.other.words[0]}"


def _put(word: str, article: str | None) -> str:
    if article is None:
        return word
    return f"{article}{'n' if word[0] in 'AEIOU' else ''} {word}"


def states() -> list[Forms]:
    """The states of one word whose adjective is also the noun for one of its people: Syria, Syrian, Syrians."""
    return [
        Forms((c.name, c.adjectives.strong[0], f"{c.adjectives.strong[0]}s")) for c in _plain(load_world().countries)
    ]


def _plain(countries: Sequence[Country]) -> Iterator[Country]:
    for country in countries:
        adjective = next(iter(country.adjectives.strong), "")
        one_word = country.name.isalpha() and adjective.isalpha() and adjective != country.name
        if country.status == "member" and one_word and {adjective, f"{adjective}s"} <= set(country.people):
            yield country


def exchanges(text: str, known: Sequence[Forms]) -> list[Exchange]:
    """What can be exchanged in a text: its two commonest states, a pair of groups, a state and two not in it."""
    counted = sorted(((forms.count(text), forms) for forms in known), key=lambda pair: -pair[0])
    there = [forms for count, forms in counted if count]
    strangers = [forms for count, forms in counted if not count][:2]
    groups = [Exchange(Forms((one,)), Forms((other,))) for one, other in GROUPS if Forms((one, other)).count(text)]
    return [
        *(Exchange(one, other) for one, other in pairwise(there[:2])),
        *groups[:1],
        *(Exchange(one, stranger) for one in there[:1] for stranger in strangers),
    ]


def dispatches() -> list[tuple[str, str, str | None, Exchange]]:
    """Fifty texts with their names, dates and exchanges: our samples, then articles, or the samples another time."""
    known = states()
    texts = [*_samples(), *_articles()]
    once = ((*text, found[0]) for text in texts if (found := exchanges(text[1], known)))
    more = ((*text, exchange) for text in _samples() for exchange in exchanges(text[1], known)[1:])
    chosen = list(islice(once, DISPATCHES))
    return [*chosen, *islice(more, DISPATCHES - len(chosen))]


def _samples() -> Iterator[tuple[str, str, str | None]]:
    folder = resources.files("dateline") / "samples"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".txt"):
            yield entry.name, entry.read_text(encoding="utf-8"), None


def _articles() -> Iterator[tuple[str, str, str | None]]:
    if not STREAM.is_file():
        return
    for line in STREAM.read_text(encoding="utf-8").split("\n"):
        article = json.loads(line) if line.strip() else {"text": ""}
        if 0 < len(article["text"]) <= LONGEST:
            yield article["id"], article["text"], article["published"]


class Exchanged:
    """A register in which two actors have changed names."""

    def __init__(self, register: Any) -> None:
        self._register = register
        self.exchange: Callable[[str], str] = str

    def find(self, name: str, on: str | None = None) -> list[Candidate]:
        found: list[Candidate] = self._register.find(self.exchange(name), on)
        return found

    def country(self, name: str) -> Country | None:
        found: Country | None = self._register.country(self.exchange(name))
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._register, name)


def codes(claim: Claim) -> Coded:
    return claim.kind, claim.type, claim.modes, claim.status


def roles(claim: Claim) -> Coded:
    return (*codes(claim), len(claim.actors), len(claim.recipients), len(claim.sources))


def everything(claim: Claim) -> Coded:
    return (*roles(claim), len(claim.places), len(claim.quantities), claim.time is not None)


COMPARED: Mapping[str, Callable[[Claim], Coded]] = {"codes": codes, "roles": roles, "all": everything}


@dataclass
class Comparison:
    """The claims of a dispatch before and after, with the words of the one put into the other."""

    name: str
    before: Sequence[Claim]
    after: Sequence[Claim]
    exchange: Callable[[str], str]

    def compare(self, what: str) -> tuple[int, int, list[str]]:
        """How many claims stay the same, of how many, and those that do not."""
        coded = COMPARED[what]
        old = [(coded(claim), self.exchange(claim.trigger.text)) for claim in self.before]
        new = [(coded(claim), claim.trigger.text) for claim in self.after]
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        same = sum(block.size for block in matcher.get_matching_blocks())
        return same, max(len(old), len(new)), [*self._told(matcher, old, new)]

    def _told(self, matcher: SequenceMatcher[Any], old: list[Any], new: list[Any]) -> Iterator[str]:
        for how, first, last, start, end in matcher.get_opcodes():
            if how != "equal":
                yield from (
                    f"{self.name} - {coded}: {claim.sentence.text}"
                    for coded, claim in zip(old[first:last], self.before[first:last], strict=True)
                )
                yield from (
                    f"{self.name} + {coded}: {claim.sentence.text}"
                    for coded, claim in zip(new[start:end], self.after[start:end], strict=True)
                )


@dataclass
class Swapped:
    """Every dispatch with its text exchanged, and with the register exchanged."""

    texts: list[Comparison]
    registers: list[Comparison]


@pytest.fixture(scope="module")
def swapped(tmp_path_factory: pytest.TempPathFactory) -> Swapped:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_HOME", str(tmp_path_factory.mktemp("home")))
        coder = dateline.load()
    register = Exchanged(coder.register)
    other: Any = Coder(coder.nlp, coder.lexicon, register, coder.gazetteer)  # type: ignore[arg-type]
    found = Swapped([], [])
    for name, text, published, exchange in dispatches():
        document = make_document(text, published=published)
        doc = coder.analyse(document)
        before = coder.code(document, doc)
        after = coder(exchange(text), published=published)
        register.exchange = exchange
        found.texts.append(Comparison(f"{name}, {exchange}", before, after, exchange))
        found.registers.append(Comparison(f"{name}, {exchange}", before, other.code(document, doc), str))
    return found


def share(comparisons: Sequence[Comparison], what: str) -> tuple[float, str]:
    """The share of claims that stay the same, and the others, for people."""
    found = [comparison.compare(what) for comparison in comparisons]
    same, of = sum(f[0] for f in found), sum(f[1] for f in found)
    differ = sum(1 for f in found if f[2])
    head = f"{what}: {same} of {of} claims the same ({same / of:.3f}); {differ} of {len(found)} dispatches differ"
    return same / of, "\n".join([head, *(line for f in found for line in f[2])])


def test_swap_has_fifty_dispatches_in_which_names_change() -> None:
    found = dispatches()
    assert len(found) == DISPATCHES
    assert [name for name, text, _, exchange in found if exchange(text) == text] == []


def test_swap_back_gives_the_text() -> None:
    assert [name for name, text, _, exchange in dispatches() if exchange(exchange(text)) != text] == []


@pytest.mark.parametrize(
    ("text", "exchanged"),
    [
        ("Syria’s army and Iraqi troops", "Iraq’s army and Syrian troops"),
        ("a Syrian, An Iraqi", "an Iraqi, A Syrian"),
        ("SYRIA: IRAQIS AND SYRIANS", "IRAQ: SYRIANS AND IRAQIS"),
        ("Syria-backed Assyrians", "Iraq-backed Assyrians"),
    ],
)
def test_swap_exchanges_whole_words(text: str, exchanged: str) -> None:
    by_name = {forms.words[0]: forms for forms in states()}
    assert Exchange(by_name["Syria"], by_name["Iraq"])(text) == exchanged


@pytest.mark.parametrize("what", FLOORS)
def test_swap_of_names_in_the_text_leaves_the_codes(swapped: Swapped, what: str) -> None:
    same, told = share(swapped.texts, what)
    print(told)
    assert same >= FLOORS[what], told


@pytest.mark.parametrize("what", FLOORS)
def test_swap_of_names_in_the_register_leaves_the_codes(swapped: Swapped, what: str) -> None:
    same, told = share(swapped.registers, what)
    print(told)
    assert same >= SAME_ANALYSIS, told


def test_swap_changes_who_the_actors_are(swapped: Swapped) -> None:
    def identities(claims: Sequence[Claim]) -> list[list[str | None]]:
        return [[actor.id for actor in (*claim.actors, *claim.recipients)] for claim in claims]

    changed = [c.name for c in swapped.registers if identities(c.before) != identities(c.after)]
    assert len(changed) > DISPATCHES // 2
