"""Where the places of a document are: names located together, "30 km north of Raqqa", "the city", "there".

The choice among candidates is made in `dateline.places`, with the whole document in view; here the analysis hands it
the names, and mentions of places take what it answers.
"""

from __future__ import annotations

import bisect
import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from dateline import records
from dateline.coding.clauses import case_of
from dateline.coding.fillers import Filler, entity_of
from dateline.places import Gazetteer, Located, PlaceContext, locate
from dateline.places.expressions import PlaceExpression, read_expression
from dateline.places.finder import Mention, find_toponyms
from dateline.places.gazetteer import Candidate
from dateline.places.viewpoint import DISPUTED, label
from dateline.world import load_world

MEMORY = 6  # sentences after which "the city" no longer reaches back
# What a noun may call a place that was named before, by the kinds of the gazetteer.
SORTS: Mapping[str, frozenset[str]] = {
    "city": frozenset({"city", "town"}),
    "town": frozenset({"town", "village", "city"}),
    "village": frozenset({"village", "town"}),
    "capital": frozenset({"city", "town"}),
    "port": frozenset({"city", "town", "port"}),
    "province": frozenset({"admin1", "province", "region"}),
    "governorate": frozenset({"admin1", "province"}),
    "state": frozenset({"admin1"}),
    "region": frozenset({"admin1", "region", "province"}),
    "district": frozenset({"admin2", "district", "neighbourhood", "county"}),
    "county": frozenset({"admin2", "county"}),
    "enclave": frozenset({"city", "town", "village", "region", "district"}),
    "territory": frozenset({"region", "country"}),
    "country": frozenset({"country"}),
    "island": frozenset({"island", "islands"}),
    "camp": frozenset({"camp"}),
    "base": frozenset({"base"}),
    "airport": frozenset({"airport"}),
    "crossing": frozenset({"crossing"}),
}
OWN = frozenset({"the", "this", "that"})
NARROWING = frozenset({"amod", "compound", "nmod", "acl", "nmod:poss"})
INSIDE = frozenset({"in", "inside", "into", "of", "within", "across", "throughout", "on", "at", "over"})


@dataclass(frozen=True)
class Spot:
    """A place of the text: what was chosen for it, and how likely that is."""

    located: Located
    sentence: int
    text: str
    others: Sequence[Located]

    @functools.cached_property
    def expression(self) -> PlaceExpression | None:
        """What the words around the name make of its place; None where it has none. Read when first asked for."""
        if self.located.place is None:
            return None
        return read_expression(self.text, self.located.toponym, self.located.place, self.others)

    @property
    def place(self) -> Candidate | None:
        """The place that its name stands for."""
        return self.located.place


class Locations:
    """The located places of a document."""

    def __init__(
        self,
        doc: Doc,
        document: records.Document,
        gazetteer: Gazetteer,
        countries: Mapping[str, float],
        antecedents: Mapping[int, int],
        viewpoint: str | None = None,
    ) -> None:
        self.doc = doc
        self.viewpoint = viewpoint
        self.antecedents = antecedents
        self._sentence = numbers = {t.i: k for k, s in enumerate(doc.sents) for t in s}
        mentions = [Mention(e.label_, e.text, e.start_char, e.end_char, numbers.get(e.start, 0)) for e in doc.ents]
        whole = {(m.start, m.end) for m in mentions}
        context = PlaceContext(
            document.text,
            dateline=document.dateline.place if document.dateline else None,
            title=document.title,
            publisher=document.publisher,
            url=document.url,
            countries=countries,
        )
        toponyms = [
            # A name that is nothing but a place's is not nested, whatever the tagger calls it.
            replace(t, nested=False) if t.nested and (t.start, t.end) in whole else t
            for t in find_toponyms(mentions, document.text, gazetteer)
        ]
        found = locate(toponyms, context, gazetteer)
        others = [each for each in found if each.place is not None]
        self.spots = [Spot(each, each.toponym.sentence, document.text, others) for each in found]
        self.spots.sort(key=lambda s: (s.located.toponym.end, s.located.toponym.start))
        self._ends = [s.located.toponym.end for s in self.spots]

    def of(self, filler: Filler) -> Spot | None:
        """The spot of a mention: by its name, by the place named before that it describes, by "there"."""
        token = filler.head
        if token.i in self.antecedents:
            return self._named(self.doc[self.antecedents[token.i]])
        entity = entity_of(token)
        if entity is not None:
            return self._between(entity.start_char, entity.end_char) or self._between(filler.start, filler.end)
        return self._inside(token) or self._between(filler.start, filler.end) or self._described(token)

    def at(self, entity: Span) -> Spot | None:
        """The spot that a whole name stands for."""
        spot = self._between(entity.start_char, entity.end_char)
        whole = spot is not None and spot.located.toponym.text == entity.text
        return spot if whole else None

    def record(self, filler: Filler, relation: str | None) -> records.Place:
        """A mention as the record's place."""
        entity = entity_of(filler.head)
        kind = "named" if entity is not None and entity.label_ == "LOC" else "described"
        spot = self.of(filler)
        if spot is None or spot.place is None:
            return records.Place(filler.text, filler.start, filler.end, name=filler.name, kind=kind, relation=relation)
        return place_record(filler.text, filler.start, filler.end, spot, relation, self.viewpoint)

    def _inside(self, noun: Token) -> Spot | None:
        """The name that a noun introduces: "Iraq's northern city of Mosul" is Mosul."""
        for child in noun.children:
            named = child.dep_ in ("appos", "flat") or (child.dep_ == "nmod" and case_of(child) == "of")
            if child.ent_type_ and named:
                return self._named(child)
        return None

    def _named(self, token: Token) -> Spot | None:
        entity = entity_of(token)
        return self._between(entity.start_char, entity.end_char) if entity is not None else None

    def _between(self, start: int, end: int) -> Spot | None:
        """The spot of the first located name within an extent; nested names do not count."""
        for spot in self.spots[bisect.bisect_right(self._ends, start) :]:
            if spot.located.toponym.start >= end:
                return None
            if spot.place is not None and not spot.located.toponym.nested:
                return spot
        return None

    def _described(self, noun: Token) -> Spot | None:
        """The place named before that a noun can call again: "the city"."""
        kinds = SORTS.get(noun.lemma_.lower())
        definite = any(c.dep_ == "det" and c.lower_ in OWN for c in noun.children)
        plain = not any(c.dep_ in NARROWING and c.pos_ != "NUM" for c in noun.children)
        if kinds is None or not definite or not plain:
            return None
        here = self._sentence.get(noun.i, 0)
        before = self.spots[: bisect.bisect_right(self._ends, noun.idx)]
        named = [s for s in before if s.place is not None and s.place.kind in kinds and not s.located.toponym.nested]
        told = Counter(s.place.id for s in named if s.place is not None)
        recent = [s for s in named if here - s.sentence <= MEMORY]
        # The one that the text tells of most; of two, the one named last.
        return max(reversed(recent), key=lambda s: told[s.place.id] if s.place else 0, default=None)


def place_record(
    text: str, start: int, end: int, spot: Spot, relation: str | None, viewpoint: str | None
) -> records.Place:
    """A located mention as the record's place; the point is that of the whole expression."""
    place, expression = spot.place, spot.expression
    assert place is not None
    assert expression is not None
    return records.Place(
        text,
        start,
        end,
        id=place.id,
        name=place.name,
        country=country_code(place, viewpoint),
        lat=round(expression.lat, 5),
        lon=round(expression.lon, 5),
        kind=place.kind,
        precision=expression.precision,
        relation=_relation(expression.relation, relation),
        claimants=place.claimants if len(place.claimants) > 1 else (),
    )


def _relation(read: str, found: str | None) -> str:
    """What the words around a place say, else the preposition that the tree gives."""
    return read if read != "in" or found is None or found in INSIDE else found


def country_code(place: Candidate, viewpoint: str | None) -> str | None:
    """The alpha-2 code of the country that a place is labelled with; "disputed" where several states claim it."""
    name = label(place, viewpoint)
    if name is None or name == DISPUTED:
        return name
    if len(place.claimants) <= 1 and place.country:
        return place.country
    return next((c.alpha2 for c in load_world().countries if c.name == name), None)


def reasons_of(spot: Spot) -> str:
    """Why a place was chosen, as a sentence for people."""
    place = spot.place
    if place is None:
        return f"place “{spot.located.toponym.text}”: not located, nothing in the gazetteer fits"
    rivals = [f"{c.name}, {c.country} {p:.2f}" for c, p in spot.located.ranked[1:3] if p >= 0.05]
    more = f"; else {'; '.join(rivals)}" if rivals else ""
    return f"place “{spot.located.toponym.text}”: {place.name}, {place.country} ({spot.located.probability:.2f}){more}"
