"""The register of actors: find who a name, a title or a description may stand for.

    register = load_register()
    register.find("Moammar Gadhafi")[0].entry.id             # muammar-gaddafi
    register.holder("president", "turkey", "2017-03-09")     # Recep Tayyip Erdogan
    register.body("turkey", "army")                          # the Turkish army, a body that every state has

Ambiguity is kept: `find` ranks candidates with a score - 1 for a name by itself, more for a name of the user's own -
and leaves the choice to who knows the document.
"""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from dateline.actors.entries import Entry, Term
from dateline.actors.files import read_entries
from dateline.actors.layering import lay_over, read_actor_layer, read_kind_layer
from dateline.actors.offices import ACTING, LEADERS, is_called, short_forms, standing, with_sectors
from dateline.actors.spelling import is_acronym, name_key, sound_key
from dateline.home import layers
from dateline.world import Country, World, load_world
from dateline.world.cells import WEAK as WEAK_MARK
from dateline.world.cells import Dated, Names, read_table, split

# How much a look-up is worth by the way it matched; what the document says is added to it by the linker.
EXACT, NATIONALITY, SEAT, WEAK, SOUND, SURNAME, TWO_NAMES = 1.0, 0.9, 0.8, 0.5, 0.7, 0.4, 0.75
OWN = 1.25  # a name of the user's layers: the document alone does not outweigh it
REMEMBERED = 20_000  # look-ups by name


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a name may stand for; `how` is the kind of match."""

    entry: Entry
    score: float
    how: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A generic kind of people or bodies ("protesters", "gunmen")."""

    id: str
    name: str
    sector: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A body that every state has: `suffix` is joined to the state's id, `name` holds {adj} or {name}."""

    suffix: str
    name: str
    kind: str
    sector: str


class ActorRegister:
    """Actors by id and by every spelling. Make it with `load_register()` and keep it.

    `layers` and `kind_layers` are the user's own actors and kinds of people; they win over `entries` and `kinds`.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        world: World,
        *,
        layers: Iterable[Entry] = (),
        kinds: Iterable[Mapping[str, str]] = (),
        kind_layers: Iterable[Mapping[str, str]] = (),
        titles: Iterable[Mapping[str, str]] = (),
        patterns: Iterable[Mapping[str, str]] = (),
    ) -> None:
        self.world = world
        self.entries: dict[str, Entry] = {c.id: _state(c) for c in world.countries}
        self.entries.update((entry.id, entry) for entry in entries)
        self._names: dict[str, list[tuple[str, float, str]]] = defaultdict(list)
        self._spoken: list[tuple[str, str]] = []
        self._surnames: dict[str, list[str]] = defaultdict(list)
        self._offices: dict[tuple[str, str], list[tuple[Term, str]]] = defaultdict(list)
        self.nationalities: dict[str, Country] = {}
        self.kinds: dict[str, Kind] = {}
        self._titles: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._patterns: dict[str, Pattern] = {}
        self._suffixes: dict[str, Pattern] = {}
        self._bodies: dict[str, Entry] = {}
        self._found: dict[tuple[str, str | None], Sequence[Candidate]] = {}
        for own in lay_over(self.entries, layers, world):
            self._index_own(own)
        for ident, entry in self.entries.items():
            self.entries[ident] = with_sectors(entry, self.entries, world.by_id)
            self._index(self.entries[ident])
        for country in world.countries:
            self._index_country(country)
        for row in kinds:
            self._index_kind(row)
        for row in kind_layers:
            self._lay_kind(row)
        for row in titles:
            for words in split(row["words"]):
                self._titles[name_key(words)].append((row["office"], tuple(split(row["countries"]))))
        for row in patterns:
            self._index_pattern(row)

    # --- building

    def _index_own(self, own: Entry) -> None:
        for name in (own.name, *own.names.strong):
            self._add(name, own.id, OWN, "name")

    def _index(self, entry: Entry) -> None:
        for name in (entry.name, *entry.names.strong):
            self._add(name, entry.id, EXACT, "name")
        for name in entry.names.weak:
            self._add(name, entry.id, WEAK, "weak name")
        if entry.kind == "person":
            self._index_person(entry)
        for term in entry.terms:
            body = term.body or self._country_id(entry.country)
            if body:
                self._offices[term.office, body].append((term, entry.id))

    def _add(self, name: str, ident: str, score: float, how: str) -> None:
        key = name_key(name)
        bearers = self._names[key] if key else []
        at = next((i for i, (known, _, _) in enumerate(bearers) if known == ident), len(bearers))
        if key and (at == len(bearers) or bearers[at][1] < score):
            bearers[at : at + 1] = [(ident, score, how)]
            if score >= EXACT and " " in key:
                self._spoken.append((name, ident))

    def _index_person(self, entry: Entry) -> None:
        for name in (entry.name, *entry.names.strong):
            for short in short_forms(name, entry.country):
                if entry.id not in self._surnames[short]:
                    self._surnames[short].append(entry.id)

    def _index_country(self, country: Country) -> None:
        for seat in country.seats:
            self._add_seat(seat, country.id, "seat of government")
        for word in (*country.adjectives.strong, *country.people):
            key = name_key(word)
            if country.status != "former" or key not in self.nationalities:
                self.nationalities[key] = country
        if country.capital and country.status in ("member", "observer"):
            self._add_seat(country.capital, country.id, "capital")

    def _add_seat(self, name: str, ident: str, how: str) -> None:
        self._add(name.lstrip(WEAK_MARK), ident, WEAK if name.startswith(WEAK_MARK) else SEAT, how)

    def _index_kind(self, row: Mapping[str, str]) -> None:
        kind = Kind(row["id"], row["name"], row["sector"] or None, row["kind"])
        for words in (row["name"], *split(row["words"])):
            self.kinds.setdefault(name_key(words), kind)

    def _lay_kind(self, row: Mapping[str, str]) -> None:
        """A kind of the user's own; one that ours has with the same sector stays ours and gets the words."""
        keys = [name_key(words) for words in (row["name"], *split(row["words"]))]
        same = (self.kinds[key] for key in keys if key in self.kinds)
        kind = Kind(row["id"], row["name"], row["sector"] or None, row["kind"])
        kind = next((known for known in same if known.sector == kind.sector), kind)
        self.kinds.update((key, kind) for key in keys if key)

    def _index_pattern(self, row: Mapping[str, str]) -> None:
        pattern = Pattern(row["id_suffix"], row["name"], row["kind"], row["sector"])
        self._suffixes[pattern.suffix] = pattern
        for words in split(row["words"]):
            key = name_key(words.replace("{adj}", " ").replace("{name}", " ").replace("of the", " "))
            self._patterns.setdefault(key.removesuffix(" of").strip(), pattern)

    def _country_id(self, alpha3: str | None) -> str | None:
        country = self.world.by_alpha3.get(alpha3 or "")
        return country.id if country else None

    @functools.cached_property
    def common_heads(self) -> frozenset[str]:
        """Words of titles, last words of kinds and bodies: a common noun that is none of them names nobody."""
        wordings = itertools.chain(self.kinds, self._patterns)
        titles = (word for title in self._titles for word in title.split())
        return frozenset({*titles, *(wording.rpartition(" ")[2] for wording in wordings)})

    # --- looking up

    def get(self, ident: str) -> Entry | None:
        """The actor with an id; bodies of states are made from their pattern."""
        return self.entries.get(ident) or self._made(*ident.rpartition(".")[::2])

    def find(self, name: str, on: str | None = None) -> Sequence[Candidate]:
        """Whom a name may stand for, the likeliest first; what was asked before is remembered.

        Args:
            name: The words as the text has them.
            on: The day, cut to what is known: who is in office then is likelier to be meant by a surname.
        """
        asked = (name, on)
        if asked not in self._found:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            self._found[asked] = tuple(self._find(name, on))
        return self._found[asked]

    def _find(self, name: str, on: str | None) -> list[Candidate]:
        key = name_key(name)
        if not key:
            return []
        found = [Candidate(self.entries[i], score, how) for i, score, how in self._names.get(key, ())]
        if is_acronym(name) is False and name.islower():
            found = [c for c in found if not _lettered(c.entry, key)]
        people = self.nationalities.get(key)
        if people is not None and name[:1].isupper():
            found.append(Candidate(self.entries[people.id], NATIONALITY, "nationality"))
        body = self._body_by_name(key)
        if body is not None and not any(c.score >= EXACT for c in found):
            found.append(Candidate(body, 0.95, "body of a state"))
        found += self._by_surname(key, on)
        if not found:
            sound = sound_key(name)
            found = [Candidate(self.entries[i], SOUND, "sound") for i in self._sounds.get(sound or "", ())]
        best: dict[str, Candidate] = {}
        for candidate in sorted(found, key=lambda c: (-c.score, c.entry.id)):
            best.setdefault(candidate.entry.id, candidate)
        return list(best.values())

    def _by_surname(self, key: str, on: str | None) -> Iterator[Candidate]:
        score = TWO_NAMES if " " in key else SURNAME
        for ident in self._surnames.get(key, ()):
            yield Candidate(self.entries[ident], score + standing(self.entries[ident], on, self.world.by_id), "surname")

    @functools.cached_property
    def _sounds(self) -> Mapping[str, Sequence[str]]:
        """Ids by how their names sound; made when first asked for, since many texts never ask."""
        sounds: dict[str, dict[str, None]] = defaultdict(dict)
        for name, ident in self._spoken:
            key = sound_key(name)
            if key:
                sounds[key][ident] = None
        return {key: list(ids) for key, ids in sounds.items()}

    def country(self, name: str) -> Country | None:
        """The country that a name, an adjective or a noun for its people names beyond doubt."""
        key = name_key(name)
        if key in self.nationalities:
            return self.nationalities[key]
        for ident, score, how in self._names.get(key, ()):
            if score >= EXACT and how == "name" and ident in self.world.by_id:
                return self.world.by_id[ident]
        return None

    def office(self, title: str, country: str | None = None) -> tuple[str, str | None] | None:
        """The office that a title names, and the body that it belongs to when that is not the country.

        Args:
            title: Its words, without the country ("foreign minister").
            country: Alpha-3 code of the country in question, since some titles mean different offices.

        Returns:
            None for words that are no title; the office is "" for a title that is none of those the register keeps.
        """
        best = None
        for office, countries in self._titles.get(name_key(title), ()):
            if country in countries:
                best = office
                break
            if not countries:
                best = best or office
        if best is None:
            return None
        name, _, body = best.partition("@")
        return name, body or None

    def holder(self, office: str, body: str, on: str | None) -> Entry | None:
        """Who holds an office of a body on a date; None where nobody or more than one may."""
        offices = LEADERS if office == "leader" and body in self.world.by_id else (office, *ACTING.get(office, ()))
        for name in offices:
            holders = self._holders(name, body, on)
            if len(holders) == 1:
                return holders[0]
            if holders:
                return None
        return None

    def _holders(self, office: str, body: str, on: str | None) -> list[Entry]:
        if on is None:
            return []
        serving = [(t, i) for t, i in self._offices.get((office, body), ()) if t.holds(on)]
        settled = [(t, i) for t, i in serving if t.first != on and t.last != on] or serving
        return [self.entries[i] for i in dict.fromkeys(i for _, i in settled)]

    def body_of(self, entry: Entry, office: str, on: str | None) -> Entry | None:
        """The body in which a person holds an office on a date; None where several may be meant."""
        held = {body for term, body in self.terms(entry) if is_called(term, office) and term.holds(on)}
        return self.get(next(iter(held))) if len(held) == 1 else None

    def terms(self, entry: Entry) -> Iterator[tuple[Term, str]]:
        """The offices of a person with the ids of their bodies."""
        for term in entry.terms:
            body = term.body or self._country_id(entry.country)
            if body:
                yield term, body

    def pattern(self, words: str) -> Pattern | None:
        """The body of a state that words without the country name ("armed forces")."""
        return self._patterns.get(name_key(words))

    def body(self, country: str, suffix: str) -> Entry | None:
        """A body that every state has, by the ids of state and pattern; the government is the state itself."""
        if suffix == "government":
            return self.entries.get(country)
        made = self._made(country, suffix)
        return made and (self.find_named(made.name) or made)

    def _made(self, country: str, suffix: str) -> Entry | None:
        pattern, state = self._suffixes.get(suffix), self.world.by_id.get(country)
        if pattern is None or state is None:
            return None
        ident = f"{country}.{suffix}"
        if ident not in self._bodies:
            self._bodies[ident] = _body(ident, pattern, state)
        return self._bodies[ident]

    def find_named(self, name: str) -> Entry | None:
        """The actor of the files that bears exactly this name."""
        for ident, score, how in self._names.get(name_key(name), ()):
            if score >= EXACT and how == "name":
                return self.entries[ident]
        return None

    def _body_by_name(self, key: str) -> Entry | None:
        words = key.split()
        for cut in range(min(3, len(words) - 1), 0, -1):
            country = self.nationalities.get(" ".join(words[:cut]))
            pattern = self._patterns.get(" ".join(words[cut:]))
            if country is not None and pattern is not None:
                return self.body(country.id, pattern.suffix)
        return None


def _state(country: Country) -> Entry:
    kind = "state" if country.status in ("member", "observer", "former") else "territory"
    codes = (country.alpha3,) if country.alpha3 else tuple(c for c in country.claimants if c.isupper())
    return Entry(country.id, country.name, kind, tuple(codes), (Dated("GOV"),), country.names, origin="countries.csv")


def _body(ident: str, pattern: Pattern, state: Country) -> Entry:
    adjective = state.adjectives.strong[0] if state.adjectives.strong else state.name
    name = pattern.name.format(adj=adjective, name=state.name)
    codes = (state.alpha3,) if state.alpha3 else ()
    return Entry(ident, name, pattern.kind, codes, (Dated(pattern.sector),), Names(), origin="patterns.csv")


def _lettered(entry: Entry, key: str) -> bool:
    """Whether the key is only known as an acronym of the entry: "us" is not the US."""
    return any(name_key(n) == key and is_acronym(n) for n in (entry.name, *entry.names.strong, *entry.names.weak))


def load_register() -> ActorRegister:
    """The register that ships with the package, under the user's own layers (`dateline import-actors`).

    Raises:
        RunError: A layer cannot be read; the message names it.
    """
    return _load(tuple(map(_version, layers("actors"))), tuple(map(_version, layers("kinds"))))


def _version(path: Path) -> tuple[Path, int, int]:
    """What changes when a layer is brought in again."""
    facts = path.stat()
    return path, facts.st_mtime_ns, facts.st_size


@functools.lru_cache(maxsize=2)
def _load(actors: Sequence[tuple[Path, int, int]], kinds: Sequence[tuple[Path, int, int]]) -> ActorRegister:
    entries: list[Entry] = []
    data = resources.files("dateline.actors") / "data"
    for folder in ("groups", "people"):
        for path in sorted((data / folder).iterdir(), key=lambda p: p.name):
            if path.name.endswith(".csv"):
                entries += read_entries(path.read_text(encoding="utf-8").splitlines(True), path.name)
    return ActorRegister(
        entries,
        load_world(),
        layers=[row for path, *_ in actors for row in read_actor_layer(path)],
        kinds=_rows("dateline.actors", "data/kinds.csv"),
        kind_layers=[row for path, *_ in kinds for row in read_kind_layer(path)],
        titles=_rows("dateline.actors", "data/titles.csv"),
        patterns=_rows("dateline.world", "patterns.csv"),
    )


def _rows(package: str, path: str) -> Sequence[Mapping[str, str]]:
    text = (resources.files(package) / path).read_text(encoding="utf-8")
    return list(read_table(text))
