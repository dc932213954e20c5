"""Whom the names of a document stand for: one identity for "Recep Tayyip Erdogan", "Mr Erdogan" and "Erdogan".

Names are looked up in the register; what the document says decides among candidates: the countries that it tells of,
the day, titles before a name, acronyms that it defines, full names that it gave before.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from dateline.actors import ActorRegister, Candidate, Entry
from dateline.actors.spelling import is_acronym, name_key, stands_for
from dateline.world import Country, World

UNLISTED = "new:"  # before the id of an actor that only the corpus knows
LEAST = 0.6
COUNTRY_BONUS, TITLE_BONUS, FULL_NAME_BONUS = 0.2, 0.25, 0.2
CLOSE = 0.03  # candidates nearer to one another than this cannot be told apart
TITLE_WORDS = 6
MODIFYING = frozenset({"compound", "amod", "flat", "nmod:desc", "nmod:unmarked"})
GOING_ON = frozenset({"in", "of", "for", "without", "and", "against", "-"})  # words inside a name that taggers cut
LONGEST_TAIL = 7
# What kinds of actor a name of each kind may be, and what that speaks for.
FITS: Mapping[str, Mapping[str, float]] = {
    "PER": {"person": 0.1, "people": 0.0, "unknown": 0.0},
    "LOC": {"state": 0.1, "territory": 0.1},
    "ORG": {"person": -0.4, "state": -0.05, "territory": -0.05},
}
MISFIT: Mapping[str, float] = {"PER": -0.4, "LOC": -0.35, "ORG": 0.0}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a mention is: an actor of the register, one that only the corpus knows, or a kind of people.

    `id` is None where the mention names nobody in particular; `candidates` are the rivals, likeliest first;
    `why` says how it was resolved, for people.
    """

    id: str | None
    name: str
    kind: str = "unknown"
    country: str | None = None
    sector: str | None = None
    score: float = 0.0
    why: str = ""
    candidates: tuple[Candidate, ...] = ()


def identity_of(entry: Entry, on: str | None, score: float, why: str, rivals: Sequence[Candidate] = ()) -> Identity:
    """The identity that an actor of the register gives on a date."""
    return Identity(
        entry.id, entry.name, entry.kind, entry.country, entry.sector(on), round(min(score, 1.0), 2), why, tuple(rivals)
    )


HOMED = frozenset({"PER", "ORG", "LOC"})
SURE = 0.8  # of a look-up in the register


@dataclass(slots=True)
class Setting:
    """What a document says as a whole: its day and the countries that it tells of, by how often (alpha-3)."""

    on: str | None
    countries: Counter[str] = field(default_factory=Counter)

    def share(self, country: str | None) -> float:
        """How much of the document's talk of countries is of this one, from 0 to 1."""
        top = max(self.countries.values(), default=0)
        return self.countries[country] / top if country and top else 0.0

    def alpha2(self, world: World) -> dict[str, float]:
        """How often the document points to each country, by alpha-2 code."""
        pairs = ((world.alpha2(code), float(count)) for code, count in self.countries.items())
        return {code: count for code, count in pairs if code}

    @property
    def main(self) -> str | None:
        """The country that the document tells of, where one stands out."""
        ranked = self.countries.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[1][1] > 0.8 * ranked[0][1]):
            return None
        return ranked[0][0]


def read_setting(doc: Doc, register: ActorRegister, on: str | None) -> Setting:
    """The countries that a document's names and adjectives point to."""
    setting = Setting(on)
    for token in doc:
        country = country_at(token, register)
        if country is not None and country.alpha3:
            setting.countries[country.alpha3] += 1
    for entity in doc.ents:
        if entity.label_ == "LOC" and len(entity) > 2:
            country = register.country(entity.text)
            if country is not None and country.alpha3:
                setting.countries[country.alpha3] += 1
    for code in _home_countries(doc, register, on):
        setting.countries[code] += 1
    return setting


def _home_countries(doc: Doc, register: ActorRegister, on: str | None) -> Iterator[str]:
    """The countries of the groups, bodies and seats of government that a document names beyond doubt."""
    for entity in doc.ents:
        found = register.find(entity.text, on) if entity.label_ in HOMED else ()
        sure = [c for c in found if c.score >= SURE]
        if len(sure) == 1 and len(sure[0].entry.countries) == 1 and sure[0].entry.id not in register.world.by_id:
            yield sure[0].entry.countries[0]
        elif len(sure) == 1 and sure[0].how in ("capital", "seat of government"):
            yield from sure[0].entry.countries[:1]


def country_at(token: Token, register: ActorRegister) -> Country | None:
    """The country that a word names, or the adjective or noun for its people, together with the word before it.

    "Korean" after "South" is South Korea; "Serb" after "Bosnian" is no country's.
    """
    if not token.text[:1].isupper():
        return None
    doc = token.doc
    before = doc[token.i - 1] if token.i and doc[token.i - 1].text[:1].isupper() else None
    if before is not None:
        both = register.country(f"{before.text} {token.text}")
        if both is not None or (register.country(before.text) is not None and _in_one_phrase(before, token)):
            return both
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if after is not None and after.text[:1].isupper() and register.country(f"{token.text} {after.text}") is not None:
        return None  # the second word says it
    return register.country(token.text)


def _in_one_phrase(before: Token, token: Token) -> bool:
    """Whether two words that touch belong together: those of "Bosnian Serb" do, not those of "in Syria Turkish"."""
    return token.head == before or (before.head in (token, token.head) and before.dep_ in MODIFYING)


class Names:
    """The names of one document, each with its identity."""

    def __init__(self, doc: Doc, register: ActorRegister, setting: Setting) -> None:
        self.register = register
        self.setting = setting
        self._full: dict[str, str] = {}  # last word of a full name to the name
        self._first: dict[str, str] = {}
        self._defined = dict(_definitions(doc))
        self.titled: dict[str, tuple[str, ...]] = {}  # by id: the offices that the text gives a person
        self._offices: dict[str, dict[tuple[str, str | None], None]] = {}  # by full name
        self._known: dict[tuple[str, str], Identity] = {}
        self._by_start: dict[int, Identity] = {}
        people = [entity for entity in doc.ents if entity.label_ == "PER"]
        for entity in people:
            self._note_full(_bare(entity.text))
        for entity in people:
            self._offices.setdefault(self._key(entity), {}).update(dict.fromkeys(self._titles(entity)))
        self._given = {entry.id for entity in doc.ents if (entry := self._in_full(entity)) is not None}
        for entity in doc.ents:
            self._by_start[entity.start] = self._identify(entity)

    def at(self, entity: Span) -> Identity:
        """The identity of a name of the document."""
        found = self._by_start.get(entity.start)
        return found if found is not None else self._identify(entity)

    def look_up(self, text: str, label: str = "ORG") -> Identity | None:
        """Whom words stand for in this document; None where the register knows nobody that fits."""
        return self._listed(text, label, ())

    def _identify(self, entity: Span) -> Identity:
        text, label = self._whole(entity), entity.label_
        if label == "PER":
            text = self._full_name(text)
        key = name_key(text)
        if (key, label) not in self._known:
            offices = tuple(self._offices.get(key, ())) if label == "PER" else ()
            found = self._listed(text, label, offices) or self._unlisted(text, label)
            self._known[key, label] = found
            if offices and found.id:
                self.titled[found.id] = (*self.titled.get(found.id, ()), *(office for office, _ in offices))
        return self._known[key, label]

    def _whole(self, entity: Span) -> str:
        """The name, with the words behind it where the register knows it so: "al-Qaeda in the Islamic Maghreb"."""
        text, doc = _bare(entity.text), entity.doc
        if text.endswith("-") and entity.end < len(doc):
            text += doc[entity.end].text  # "Moon Jae-" "in"
        if entity.end < len(doc) and doc[entity.end].lower_ in GOING_ON:
            for end in range(min(entity.end + LONGEST_TAIL, len(doc)), entity.end + 1, -1):
                whole = _bare(doc[entity.start : end].text)
                if doc[end - 1].text[:1].isupper() and self.register.find_named(whole) is not None:
                    return whole
        return text

    def _note_full(self, text: str) -> None:
        """Remember by which short forms a full name may be meant: its last word, or the first ("Kim", "Saddam")."""
        words = name_key(text).split()
        if len(words) > 1:
            self._full.setdefault(words[-1], text)
            self._first.setdefault(words[0], text)

    def _full_name(self, text: str) -> str:
        key = name_key(text)
        return text if " " in key else self._full.get(key) or self._first.get(key, text)

    def _key(self, entity: Span) -> str:
        """What a person's full name is looked up by."""
        return name_key(self._full_name(self._whole(entity)))

    def _in_full(self, entity: Span) -> Entry | None:
        """The actor whose full name a name is: it supports the short forms beside it."""
        text = _bare(entity.text)
        return self.register.find_named(text) if " " in text else None

    def _titles(self, entity: Span) -> Iterator[tuple[str, str | None]]:
        """The office that the words right before a name give: "US Defence Secretary" Jim Mattis.

        The longest title counts, with or without the names in it: "former US President" is none that is held.
        """
        doc, first = entity.doc, entity.start
        while first > max(0, entity.start - TITLE_WORDS) and not doc[first].is_sent_start:
            first -= 1
        words = doc[first : entity.start]
        nameless = [t for t in words if not t.ent_type_ and country_at(t, self.register) is None]
        for word in words:
            plain = " ".join(t.text for t in nameless if t.i >= word.i)
            office = self.register.office(doc[word.i : entity.start].text) or self.register.office(plain)
            if office is not None:
                if office[0]:
                    yield office
                return

    def _listed(self, text: str, label: str, offices: Sequence[tuple[str, str | None]]) -> Identity | None:
        full = self._defined.get(name_key(text))
        found = self.register.find(full, self.setting.on) if full else []
        found = found or self.register.find(text, self.setting.on)
        ranked = sorted(
            (Candidate(c.entry, c.score + self._support(c, label, offices), c.how) for c in found),
            key=lambda c: (-c.score, c.entry.id),
        )
        if not ranked or ranked[0].score < LEAST:
            return None
        if len(ranked) > 1 and ranked[0].score - ranked[1].score < CLOSE and ranked[0].how in ("surname", "weak name"):
            return None
        best = ranked[0]
        why = f"{best.how} of the register" + (f", by {full}" if full else "")
        return identity_of(best.entry, self.setting.on, best.score, why, ranked[1:4])

    def _support(self, candidate: Candidate, label: str, offices: Sequence[tuple[str, str | None]]) -> float:
        entry = candidate.entry
        fits = FITS.get(label, {}).get(entry.kind, MISFIT.get(label, 0.0))
        support = fits + COUNTRY_BONUS * max((self.setting.share(c) for c in entry.countries), default=0.0)
        held = {(t.office, of) for t, body in self.register.terms(entry) for of in (body, None)} if offices else set()
        if not held.isdisjoint(offices):
            support += TITLE_BONUS
        if entry.id in self._given and candidate.how in ("surname", "weak name"):
            support += FULL_NAME_BONUS
        return support

    def _unlisted(self, text: str, label: str) -> Identity:
        """An actor that only the corpus knows: the same name in the same setting is the same actor."""
        kind = {"PER": "person", "ORG": "body"}.get(label, "unknown")
        slug = name_key(self._defined.get(name_key(text), text)).replace(" ", "-")
        if label == "LOC" or not slug:
            return Identity(None, text, "place" if label == "LOC" else kind, score=0.3, why="a name without an actor")
        country = self.setting.main if "-" not in slug else None  # a full name says enough by itself
        ident = f"{UNLISTED}{slug}" + (f".{country.lower()}" if country else "")
        return Identity(ident, self._defined.get(name_key(text), text), kind, score=0.5, why="not in the register")


def _bare(text: str) -> str:
    """A name without the possessive that taggers leave on it."""
    for ending in ("'s", "’s"):
        text = text.removesuffix(ending)
    return " ".join(text.split())


def _definitions(doc: Doc) -> Iterator[tuple[str, str]]:
    """Acronyms that the text defines: "Syrian Democratic Forces (SDF)", "SDF (Syrian Democratic Forces)"."""
    for token in doc:
        if token.text != "(" or token.i + 2 >= len(doc) or token.i == 0:
            continue
        close = next((t.i for t in doc[token.i + 1 : token.i + 9] if t.text == ")"), None)
        if close is None:
            continue
        inside = doc[token.i + 1 : close].text.split(",")[0].strip().strip("\"'“”")
        before = doc[token.i - 1]
        if is_acronym(inside):
            name = _named_by(doc, token.i, inside)
            if name:
                yield name_key(inside), name
        elif is_acronym(before.text) and stands_for(before.text, inside):
            yield name_key(before.text), inside


def _named_by(doc: Doc, end: int, acronym: str) -> str | None:
    """The words before an index whose initials an acronym is; else the name that ends there."""
    for length in range(2, min(10, end) + 1):
        words = doc[end - length : end]
        if words[0].text[:1].isupper() and stands_for(acronym, words.text):
            return words.text
    last: Token = doc[end - 1]
    if not last.ent_type_:
        return None
    start = next((i for i in itertools.count(end - 1, -1) if i == 0 or doc[i].ent_iob_ == "B"), end - 1)
    return doc[start:end].text if end - start > 1 else None
