"""A stream of dispatches of any length, made from real ones that were coded; the same at every run.

It is the desk of one region for years: some ten dispatches a day, mostly in the order of their days, one in twenty late
by up to three months. A story is a real dispatch with other actors and places of the same stream in place of its own,
some much oftener than others, on another day, by which its times move along. It is told once or by several outlets
within days: each tells most of its claims, in words of which two thirds are those of the story, so that claims of one
happening come from several dispatches (about one happening in six is told by more than one). Words keep their length,
so that every span stands where it stood.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import heapq
import itertools
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateline.records import Actor, Claim, Coded, Document, Place, Time

FIRST_DAY = date(2015, 1, 1)
STORIES = 5  # that begin on a day
TELLINGS = (1, 1, 1, 1, 2, 2, 3)  # of a story, one as likely as the other
WITHIN = 4  # days in which it is told
LATE, LATEST = 0.05, 90  # how many dispatches come late, and by how many days at most
OUTLETS = 40
KEPT = 0.3  # of a real dispatch's words
SAME = 0.65  # of a story's words, in each telling
TOLD = 0.8  # of a story's claims
NAMESAKES = 16  # actors and places made of each real one: a decade tells of more than the real dispatches do
_WORD = re.compile(r"[A-Za-z]{3,}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class World:
    """What the stream tells with: words by length, actors and places, each as often as it is likely to come."""

    words: dict[int, list[str]]
    actors: list[Actor]
    places: list[Place]

    @classmethod
    def of(cls, real: Sequence[Coded]) -> World:
        """The world of real dispatches."""
        words: dict[int, list[str]] = defaultdict(list)
        for word in _WORD.findall(" ".join(coded.document.text for coded in real)):
            words[len(word)].append(word.lower())
        told = [claim for coded in real for claim in coded]
        actors = (actor for claim in told for actor in (*claim.actors, *claim.recipients) if actor.id)
        places = (place for claim in told for place in claim.places if place.id and place.lat is not None)
        return cls(dict(words), _by_rank(actors), _by_rank(places))


def _by_rank(mentions: Any) -> list[Any]:
    """One mention of each identity, those that are told of most first; after them, others like them."""
    met = list(mentions)
    first = {mention.id: mention for mention in reversed(met)}
    real = [first[ident] for ident, _ in Counter(mention.id for mention in met).most_common()]
    made = (dataclasses.replace(each, id=f"{each.id}~{k}", name=f"{each.name or each.text} {k}")
            for k in range(1, NAMESAKES) for each in real)  # fmt: skip
    return [*real, *made]


def stream(real: Sequence[Coded], claims: int) -> Iterator[Coded]:
    """Dispatches with at least so many claims in all."""
    world, told, waiting = World.of(real), 0, list[tuple[int, int, int, int]]()
    for n in itertools.count():
        for story in range(n * STORIES, (n + 1) * STORIES):
            for k, (comes, day) in enumerate(_days(story, n)):
                heapq.heappush(waiting, (comes, story, k, day))
        while waiting and waiting[0][0] <= n:
            _, story, k, day = heapq.heappop(waiting)
            made = _telling(_story(real[story % len(real)], story, world), (story, k), day, world)
            told += len(made)
            yield made
            if told >= claims:
                return


def _days(story: int, first: int) -> Iterator[tuple[int, int]]:
    """The days on which the tellings of a story come to the store, and on which they are published."""
    chance = random.Random(f"days {story}")
    for _ in range(chance.choice(TELLINGS)):
        late = chance.randint(1, LATEST) if chance.random() < LATE else 0
        day = first + chance.randint(0, WITHIN)
        yield day + late, day


def _telling(story: Coded, which: tuple[int, int], day: int, world: World) -> Coded:
    """A story as one outlet tells it."""
    n, k = which
    chance = random.Random(f"telling {n} {k}")
    document = dataclasses.replace(
        story.document,
        id=f"d{n}-{k}",
        text=_other_words(story.document.text, chance, world, SAME),
        title=_other_words(story.document.title or "", chance, world, SAME),
        publisher=f"outlet{chance.randrange(OUTLETS)}.example",
        published=(FIRST_DAY + timedelta(days=day)).isoformat(),
    )
    claims = tuple(_told(claim, document, f"{n} {k} {at}") for at, claim in enumerate(story) if chance.random() < TOLD)
    return Coded(document, claims, story.reasons, tuple(_moved(each, document.text) for each in story.sentences))


def _told(claim: Claim, document: Document, what: str) -> Claim:
    moved = _other_claim(claim, document, timedelta())
    who = {name: tuple(_moved(mention, document.text) for mention in getattr(claim, name)) for name in _WHO}
    return dataclasses.replace(moved, id=f"c-{hashlib.sha256(what.encode()).hexdigest()[:16]}", **who)


def _story(coded: Coded, n: int, world: World) -> Coded:
    """A real dispatch with other words, parties and places, on another day."""
    chance = random.Random(n)
    old = date.fromisoformat((coded.document.published or FIRST_DAY.isoformat())[:10])
    new = FIRST_DAY + timedelta(days=n // STORIES)
    text = _other_words(coded.document.text, chance, world, KEPT)
    title = _other_words(coded.document.title or coded.document.text[:60], chance, world, KEPT)
    facts: dict[str, Any] = {"title": title, "published": new.isoformat()}
    document = dataclasses.replace(coded.document, text=text, dateline=None, **facts)
    same: dict[str, Any] = {}
    other = functools.partial(_other, text=text, chance=chance, world=world, same=same)
    claims = tuple(
        dataclasses.replace(
            _other_claim(claim, document, new - old),
            **{name: tuple(other(mention) for mention in getattr(claim, name)) for name in _WHO},
        )
        for claim in coded
    )
    return Coded(document, claims, coded.reasons, coded.sentences)


def _other_claim(claim: Claim, document: Document, by: timedelta) -> Claim:
    text = document.text
    return dataclasses.replace(
        claim,
        document=document,
        sentence=_moved(claim.sentence, text),
        trigger=_moved(claim.trigger, text),
        time=_later(claim.time, text, by),
        quantities=tuple(_moved(quantity, text) for quantity in claim.quantities),
    )


_WHO = ("actors", "recipients", "places", "sources")


def _other_words(text: str, chance: random.Random, world: World, kept: float) -> str:
    def other(match: re.Match[str]) -> str:
        word = match[0]
        if chance.random() < kept or len(word) not in world.words:
            return word
        found = chance.choice(world.words[len(word)])
        return found.title() if word[0].isupper() else found

    return _WORD.sub(other, text)


def _moved(span: Any, text: str) -> Any:
    return dataclasses.replace(span, text=text[span.start : span.end])


def _other(mention: Any, text: str, chance: random.Random, world: World, same: dict[str, Any]) -> Any:
    """Another actor or place; in one dispatch, always the same in place of the same."""
    moved = _moved(mention, text)
    pool = world.places if isinstance(mention, Place) else world.actors
    if mention.id is None:
        return moved
    rank = int(len(pool) ** chance.random()) - 1
    new = same.setdefault(mention.id, pool[rank])
    taken = ("id", "name", "country", "lat", "lon", "kind") if isinstance(mention, Place) else _ACTOR
    return dataclasses.replace(moved, **{name: getattr(new, name) for name in taken})


_ACTOR = ("id", "name", "country", "sector")


def _later(time: Time | None, text: str, by: timedelta) -> Time | None:
    if time is None:
        return None
    return dataclasses.replace(_moved(time, text), from_=_shifted(time.from_, by), to=_shifted(time.to, by))


def _shifted(day: str | None, by: timedelta) -> str | None:
    if day is None:
        return None
    if _DAY.fullmatch(day[:10]):
        return (date.fromisoformat(day[:10]) + by).isoformat()
    return f"{int(day[:4]) + by.days // 365:04}{day[4:]}"
