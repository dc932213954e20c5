"""What the evidence of a key has come to: who is told to have held it on which days, and when it changed.

A timeline takes evidence in the order in which it was known, and stays small however much says the same: runs of one
party with no turn between them are one. It is all that a further piece of evidence needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.situation.evidence import Evidence, Party, Spot, values
from dateline.situation.tally import Support, Tally

FIGURES = 16  # latest figures that are kept
OF_CONTROL = "controls"


@dataclass(slots=True)
class Turn:
    """A beginning or an end, told once or often; `last` is the latest day that is told of it."""

    day: str
    last: str
    effect: str
    party: str | None
    part: bool
    dated: bool
    precision: str
    tally: Tally

    @property
    def exactness(self) -> str:
        """The precision of its day; "by" where only the day on which it was told is known."""
        return self.precision if self.dated else "by"

    def to_list(self) -> list[Any]:
        """The JSON form."""
        head = [self.day, self.last, self.effect, self.party, self.part, self.dated, self.precision]
        return [*head, self.tally.to_list()]

    @classmethod
    def from_list(cls, data: Sequence[Any]) -> Turn:
        """The turn whose `to_list` is `data`."""
        day, last, effect, party, part, dated, precision, tally = data
        return cls(day, last, effect, party, part, dated, precision, Tally.from_list(tally))


@dataclass(slots=True)
class Run:
    """Days from `first` to `last` on which a party is told to hold it (or to be planned to, or denied).

    `start`, `end` are the half-open bounds that claims give; null where they give none.
    """

    first: str
    last: str
    party: str
    status: str
    start: str | None
    end: str | None
    part: bool
    epithet: bool
    tally: Tally

    def to_list(self) -> list[Any]:
        """The JSON form."""
        head = [self.first, self.last, self.party, self.status, self.start, self.end, self.part, self.epithet]
        return [*head, self.tally.to_list()]

    @classmethod
    def from_list(cls, data: Sequence[Any]) -> Run:
        """The run whose `to_list` is `data`."""
        first, last, party, status, start, end, part, epithet, tally = data
        return cls(first, last, party, status, start, end, part, epithet, Tally.from_list(tally))

    def is_like(self, evidence: Evidence, party: str) -> bool:
        """Whether evidence says the same of the same party."""
        mine = (self.party, self.status, self.end, self.part, self.epithet)
        return mine == (party, evidence.status, evidence.valid_to, evidence.part, evidence.epithet)


@dataclass(slots=True)
class Timeline:
    """See the module. `head` is what the key's evidence has in common: predicate, object, place, label."""

    head: dict[str, Any] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    figures: list[list[Any]] = field(default_factory=list)

    @property
    def predicate(self) -> str:
        """The predicate of the key."""
        return str(self.head["predicate"])

    @property
    def place(self) -> Spot | None:
        """The place of the key."""
        return Spot(*self.head["place"]) if self.head.get("place") else None

    def take(self, evidence: Evidence) -> None:
        """Take one piece, the latest known."""
        if not self.head:
            self._begin(evidence)
        party = evidence.subject.id if evidence.subject else ""
        if evidence.subject:
            self.parties.setdefault(party, evidence.subject)
        self._take_figures(evidence)
        if evidence.effect == "holds":
            self._take_run(evidence, party)
        else:
            self._take_turn(evidence, party or None)

    def _begin(self, evidence: Evidence) -> None:
        self.head = {"predicate": evidence.predicate, "label": evidence.label}
        if evidence.object:
            self.head["object"] = values(evidence.object)
        if evidence.planned:
            self.head["planned"] = list(evidence.planned)
        if evidence.place:
            self.head["place"] = values(evidence.place)

    def _take_figures(self, evidence: Evidence) -> None:
        for figure in evidence.figures:
            self.figures.append([values(figure), evidence.on, evidence.known, evidence.claim, evidence.unit])
        del self.figures[:-FIGURES]

    def _take_turn(self, evidence: Evidence, party: str | None) -> None:
        day = evidence.valid_from or evidence.valid_to or evidence.on
        dated = evidence.rule != "publication"
        support = Support.of(evidence)
        same = self._same_turn(day, evidence, party)
        if same is not None:
            if day < same.day:
                same.day, same.dated, same.precision = day, dated, evidence.precision
            same.last = max(same.last, day)
            same.tally.add(support)
            return
        self._cut(day)
        turn = Turn(day, day, evidence.effect, party, evidence.part, dated, evidence.precision, Tally())
        turn.tally.add(support)
        self.turns.append(turn)
        self.turns.sort(key=_turn_order)

    def _same_turn(self, day: str, evidence: Evidence, party: str | None) -> Turn | None:
        """The turn that evidence tells of again: nothing else happened between its day and theirs."""
        for turn in self.turns:
            if (turn.effect, turn.party, turn.part) == (evidence.effect, party, evidence.part):
                low, high = min(day, turn.day), max(day, turn.last)
                if not any(low <= other.last and other.day <= high for other in self.turns if other is not turn):
                    return turn
        return None

    def _cut(self, day: str) -> None:
        """Cut runs and turns in two where a new turn falls into them."""
        for turn in [t for t in self.turns if t.day < day <= t.last]:
            early, late = turn.tally.split(day)
            again = Turn(turn.last, turn.last, turn.effect, turn.party, turn.part, turn.dated, turn.precision, late)
            turn.last, turn.tally = max((s.on for s in early.recent), default=turn.day), early
            turn.last = min(turn.last, day)
            if late.count:
                self.turns.append(again)
        for run in [r for r in self.runs if r.first < day <= r.last]:
            self._cut_run(run, day)

    def _cut_run(self, run: Run, day: str) -> None:
        early, late = run.tally.split(day)
        first = min((s.on for s in late.recent), default=run.last)
        rest = Run(first, run.last, run.party, run.status, None, run.end, run.part, run.epithet, late)
        run.last, run.tally = max((s.on for s in early.recent), default=run.first), early
        if late.count:
            self.runs.append(rest)
            self.runs.sort(key=_run_order)

    def _take_run(self, evidence: Evidence, party: str) -> None:
        found = next((r for r in self.runs if r.is_like(evidence, party) and self._joins(r, evidence.on)), None)
        if found is None:
            start = evidence.valid_from
            found = Run(
                evidence.on, evidence.on, party, evidence.status, start, evidence.valid_to, evidence.part,
                evidence.epithet, Tally(),
            )  # fmt: skip
            self.runs.append(found)
        found.first, found.last = min(found.first, evidence.on), max(found.last, evidence.on)
        if evidence.valid_from is not None:
            found.start = min(found.start or evidence.valid_from, evidence.valid_from)
        found.tally.add(Support.of(evidence))
        self.runs.sort(key=_run_order)

    def _joins(self, run: Run, on: str) -> bool:
        """Whether nothing turned between a run and a day."""
        low, high = min(on, run.first), max(on, run.last)
        return not any(low < turn.day <= high for turn in self.turns)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "head": self.head,
            "parties": [values(each) for each in self.parties.values()],
            "turns": [each.to_list() for each in self.turns],
            "runs": [each.to_list() for each in self.runs],
            "figures": self.figures,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Timeline:
        """The timeline whose `to_dict` is `data`."""
        return cls(
            dict(data["head"]),
            {each[0]: Party(*each) for each in data["parties"]},
            [Turn.from_list(each) for each in data["turns"]],
            [Run.from_list(each) for each in data["runs"]],
            list(data["figures"]),
        )


def _turn_order(turn: Turn) -> tuple[str, bool, str, bool]:
    return turn.day, turn.effect == "begins", turn.party or "", turn.part


def _run_order(run: Run) -> tuple[str, str, str, str, bool, bool]:
    return run.start or run.first, run.party, run.status, run.end or "", run.part, run.epithet
