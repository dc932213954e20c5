"""What the register knows of an actor."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.world.cells import Dated, Names, not_after, not_before

OFFICES = frozenset(
    (
        "monarch", "president", "acting-president", "vice-president", "prime-minister", "acting-prime-minister",
        "deputy-prime-minister", "foreign-minister", "defence-minister", "interior-minister", "finance-minister",
        "supreme-leader", "ruler", "army-chief", "spy-chief", "national-security-adviser", "speaker",
        "opposition-leader", "ambassador", "envoy", "governor", "mayor", "secretary-general", "high-representative",
        "commissioner", "chair", "leader", "deputy-leader", "commander", "spokesperson", "founder",
    )
)  # fmt: skip
KINDS = frozenset(
    (
        "state", "territory", "person", "people", "armed-group", "party", "coalition", "igo", "ngo", "agency", "army",
        "police", "ministry", "court", "parliament", "media", "company", "movement", "criminal-group",
        "religious-body", "university", "government", "body", "unknown",
    )
)  # fmt: skip
SECTORS = frozenset(
    (
        "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "REB", "PRM", "UAF", "CRM", "PTY", "OPP", "CVL", "JRN", "MED",
        "EDU", "BUS", "LAB", "REL", "REF", "ELI", "PRE", "SOC", "AGR", "IGO", "NGO", "MNC", "UNK",
    )
)  # fmt: skip
LINEAGE = frozenset(("part-of", "wing-of", "split-from", "succeeded", "merged-into"))
IN_OFFICE = {"army-chief": "MIL", "commander": "MIL", "spy-chief": "SPY", "opposition-leader": "OPP", "speaker": "LEG"}


@dataclass(frozen=True, slots=True)
class Term:
    """An office of a person: of which body (an actor's id; None for the person's country), and when."""

    office: str
    body: str | None = None
    first: str | None = None
    last: str | None = None

    def holds(self, on: str | None) -> bool:
        """Whether it may run on a date, cut to what is known."""
        return on is None or (not_before(on, self.first) and not_after(on, self.last))


@dataclass(frozen=True, slots=True)
class Link:
    """Where an actor comes from or belongs: `kind` is one of LINEAGE, `target` an actor's id."""

    kind: str
    target: str
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of the register.

    `countries` are ISO 3166-1 alpha-3 codes, the main one first; `sectors` are PLOVER codes with the days on which
    they hold, several at one time joined by "+". `origin` names the file that the entry came from; `implied` says that
    its row gave no id, so that its name stands for one.
    """

    id: str
    name: str
    kind: str
    countries: tuple[str, ...] = ()
    sectors: tuple[Dated, ...] = ()
    names: Names = field(default_factory=Names)
    terms: tuple[Term, ...] = ()
    lineage: tuple[Link, ...] = ()
    wikidata: str | None = None
    origin: str = ""
    implied: bool = False

    @property
    def country(self) -> str | None:
        """Its main country, alpha-3."""
        return self.countries[0] if self.countries else None

    def sector(self, on: str | None) -> str | None:
        """Its main PLOVER sector on a date; by its office where the file gives none.

        A dated sector beats an undated one that it falls under; without a date the last one counts.
        """
        holding = [s for s in self.sectors if s.holds(on)]
        if holding:
            dated = [s for s in holding if s.first or s.last]
            chosen = (dated or holding)[-1 if on is None else 0]
            return chosen.value.split("+")[0]
        if self.sectors:
            return self.sectors[-1].value.split("+")[0]
        if self.kind != "person":
            return None
        serving = [t for t in self.terms if t.holds(on)]
        if not serving:
            return "ELI" if self.terms else None
        return IN_OFFICE.get(serving[0].office, "GOV")
