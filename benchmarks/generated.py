"""A stream of dispatches of any length, made from real ones that were coded; the same at every run.

Each takes a real dispatch and puts other words of the same length in place of most of its own, so that every span
stands where it stood and no two texts are copies; other actors and places of the same stream in place of its own, some
much oftener than others; and another day, by which its times move along.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import itertools
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateline.records import Actor, Claim, Coded, Document, Place, Time

FIRST_DAY, DAYS = date(2015, 1, 1), 3650
KEPT = 0.3  # of the words
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
    """One mention of each identity, those that are told of most first."""
    met = list(mentions)
    first = {mention.id: mention for mention in reversed(met)}
    return [first[ident] for ident, _ in Counter(mention.id for mention in met).most_common()]


def stream(real: Sequence[Coded], claims: int) -> Iterator[Coded]:
    """Dispatches with at least so many claims in all."""
    world, told = World.of(real), 0
    for n in itertools.count():
        if told >= claims:
            return
        made = _vary(real[n % len(real)], n, world)
        told += len(made)
        yield made


def _vary(coded: Coded, n: int, world: World) -> Coded:
    chance = random.Random(n)
    document, by = _other_document(coded, n, chance, world)
    sentences = tuple(_moved(sentence, document.text) for sentence in coded.sentences)
    same: dict[str, Any] = {}
    other = functools.partial(_other, text=document.text, chance=chance, world=world, same=same)
    claims = (
        dataclasses.replace(
            _other_claim(claim, document, by),
            id=f"c-{hashlib.sha256(f'{n} {k}'.encode()).hexdigest()[:16]}",
            **{name: tuple(other(mention) for mention in getattr(claim, name)) for name in _WHO},
        )
        for k, claim in enumerate(coded)
    )
    return Coded(document, tuple(claims), coded.reasons, sentences)


def _other_document(coded: Coded, n: int, chance: random.Random, world: World) -> tuple[Document, timedelta]:
    """The document, and how far its day is moved."""
    text = _other_words(coded.document.text, chance, world)
    title = _other_words(coded.document.title or coded.document.text[:60], chance, world)
    old = date.fromisoformat((coded.document.published or FIRST_DAY.isoformat())[:10])
    new = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    facts: dict[str, Any] = {"id": f"d{n}", "title": title, "published": new.isoformat()}
    return dataclasses.replace(coded.document, text=text, dateline=None, **facts), new - old


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


def _other_words(text: str, chance: random.Random, world: World) -> str:
    def other(match: re.Match[str]) -> str:
        word = match[0]
        if chance.random() < KEPT or len(word) not in world.words:
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
