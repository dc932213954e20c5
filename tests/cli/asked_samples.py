"""Dispatches coded by hand, in a store, for the tests of the commands that ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from dateline.records import Actor, Claim, Coded, Document, Failure, Place, Quantity, Sentence, Source, Span, Time
from dateline.store import Store
from dateline.store.moments import moment
from dateline.store.writer import add

NOW = datetime(2018, 1, 2, 3, 4, 5, tzinfo=UTC)
CODER = "dateline test / hand"
REBELS = Actor("rebels", 0, 0, id="northern-rebels", name="Northern Rebels", country="MLI", sector="REB")
ARMY = Actor("the army", 0, 0, id="mali.army", name="Malian army", country="MLI", sector="MIL")
KIDAL = Place("Kidal", 0, 0, "gn:2455290", "Kidal", "ML", 18.44, 1.41, "city", "city", "in")
GAO = Place("Gao", 0, 0, "gn:2457163", "Gao", "ML", 16.27, -0.04, "city", "city", "in")
FIJI = Place("Suva", 0, 0, "gn:2198148", "Suva", "FJ", -18.14, 178.44, "city", "city", "in")


def document(ident: str, text: str, published: str, publisher: str = "Desk News", title: str | None = None) -> Document:
    return Document(ident, text, title=title, publisher=publisher, published=published)


def sentences(text: str) -> list[Sentence]:
    found = enumerate(re.finditer(r"[^.\s][^.]*\.", text))
    return [Sentence(match[0], match.start(), match.end(), index) for index, match in found]


def at(mention: Actor | Place, told: Sentence) -> Actor | Place:
    """The mention where its sentence has it, so that offsets hold."""
    inside = told.text.find(mention.text)
    start = told.start + inside
    return replace(mention, start=start, end=start + len(mention.text))


def claim(
    told: Document,
    index: int,
    trigger: str,
    kind: str = "ASSAULT",
    *,
    actors: Iterable[Actor] = (),
    recipients: Iterable[Actor] = (),
    places: Iterable[Place] = (),
    source: str | None = None,
    when: tuple[str, str] | None = None,
    status: str = "actual",
    confidence: float = 0.8,
    dead: int | None = None,
) -> Claim:
    """A claim of a sentence, its mentions found in the words."""
    sentence = sentences(told.text)[index]
    start = sentence.start + sentence.text.index(trigger)
    speaker = Source(source or "", 0, 0, id="the-army-said", name="Army spokesman", cue="said")
    weekday = next((each for each in ("Friday", "Tuesday") if each in told.text), "")
    day = told.text.find(weekday)
    toll = told.text.find(str(dead))
    killed = Quantity(str(dead), toll, toll + len(str(dead)), dead, dead, dead, "killed")
    return Claim(
        id=f"c-{told.id}-{index}",
        kind="event" if kind.isupper() else "relation",
        type=kind,
        status=status,  # type: ignore[arg-type]
        trigger=Span(trigger, start, start + len(trigger)),
        sentence=sentence,
        document=told,
        actors=tuple(at(each, sentence) for each in actors),  # type: ignore[misc]
        recipients=tuple(at(each, sentence) for each in recipients),  # type: ignore[misc]
        places=tuple(at(each, sentence) for each in places),  # type: ignore[misc]
        time=Time(weekday, day, day + len(weekday), *when, "day", "test") if when else None,
        quantities=(killed,) if dead else (),
        sources=(at(speaker, sentence),) if source else (),  # type: ignore[arg-type]
        confidence=confidence,
        reasons=(f"the verb {trigger}",),
        coder=CODER,
    )


def coded(told: Document, *claims: Claim) -> Coded:
    reasons = () if claims else ("no sentence names a happening",)
    return Coded(told, claims, reasons, tuple(sentences(told.text)))


def dispatches() -> list[Coded]:
    """Four dispatches: an attack told by two outlets with other figures, a capture, and one without claims."""
    first = document("first", "On Friday rebels attacked Kidal and 12 people died. Nobody answered.", "2012-04-02")
    other = document(
        "other", "The rebels attacked Kidal on Friday, killing 20, the army said.", "2012-04-03", "Other News", "Attack"
    )
    third = document("third", "Then rebels captured Gao. A ship attacked Suva.", "2012-05-10", title="Gao falls")
    quiet = document("quiet", "It rained on the hills all day.", "2012-06-01")
    day = ("2012-03-30", "2012-03-30")
    return [
        coded(first, claim(first, 0, "attacked", actors=[REBELS], places=[KIDAL], when=day, dead=12)),
        coded(other, claim(other, 0, "attacked", actors=[REBELS], places=[KIDAL], when=day, dead=20, source=ARMY.text)),
        coded(
            third,
            claim(third, 0, "captured", actors=[REBELS], places=[GAO], confidence=0.9),
            claim(third, 1, "attacked", places=[FIJI], status="hypothetical", confidence=0.3),
        ),
        coded(quiet),
    ]


@dataclass
class HandCoder:
    """A coder that knows what to say of the dispatches of these samples, by their ids."""

    name: str = CODER
    items: Sequence[Coded] = field(default_factory=lambda: (*dispatches(), later()))

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
        by_id = {item.document.id: item for item in self.items}
        yield from (each if isinstance(each, Failure) else by_id[each.id] for each in documents)


def later() -> Coded:
    """A dispatch by which a town changes hands again."""
    told = document("back", "The army captured Gao on Tuesday.", "2012-06-20", "Other News", "Gao retaken")
    by, day = replace(ARMY, text="The army"), ("2012-06-19", "2012-06-19")
    return coded(told, claim(told, 0, "captured", actors=[by], places=[GAO], when=day))


def fill(path: Path, items: Iterable[Coded] | None = None) -> Path:
    """A store with these dispatches."""
    with Store.open(path) as store:
        for item in dispatches() if items is None else items:
            add(store, item, CODER, moment(NOW))
    return path
