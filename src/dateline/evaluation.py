"""Scores coded claims against gold annotation, so that everybody counts the same way.

A coded record matches a gold one of the same kind and type in the same sentence, one to one, the pair with the most in
common first. A role filler is right only on a matched record; fillers of missed records count as missed. Whatever the
gold marks optional neither rewards nor punishes. The definitions are those of the project's gold guidelines.

    gold = load_gold(Path("gold/dev"))
    coded = load_coded(Path("coded.jsonl"), gold)
    print(evaluate(gold, coded.records).table())
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from dateline.evaluation_records import ROLES, Filler, GoldDocument, Record, load_coded, load_gold, parse_coded

__all__ = ["Count", "Evaluation", "Mistake", "evaluate", "load_coded", "load_gold", "parse_coded"]

PARTS_OF_A_WHOLE = ("actors", "recipients", "places", "time")
FIGURE_TOLERANCE = 1e-6


@dataclass(slots=True)
class Count:
    """How many were found, how many there are in gold and how many were coded."""

    hit: int = 0
    gold: int = 0
    coded: int = 0

    def add(self, other: Count) -> None:
        """Count the other's in."""
        self.hit += other.hit
        self.gold += other.gold
        self.coded += other.coded

    @property
    def precision(self) -> float:
        """The share of what was coded that is right."""
        return self.hit / self.coded if self.coded else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was found."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def to_dict(self) -> dict[str, float | int]:
        """The figures under the names that `dateline evaluate --json` prints."""
        figures: dict[str, float | int] = {"p": self.precision, "r": self.recall, "f1": self.f1}
        return figures | {"gold": self.gold, "coded": self.coded, "hit": self.hit}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A record that was missed, or coded without a counterpart in gold."""

    document: str
    record: Record

    def line(self) -> str:
        """One line that names the document, the sentence and the record."""
        return f"{self.document} {self.record.line()}"


@dataclass(slots=True)
class Evaluation:
    """The figures by measure, and the records behind the misses."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    unreal: Count = field(default_factory=Count)  # of matched records: future, hypothetical or negated
    missed: list[Mistake] = field(default_factory=list)
    spurious: list[Mistake] = field(default_factory=list)

    @property
    def status_accuracy(self) -> float:
        """The share of matched records whose status is right."""
        return self.counts["status"].recall

    @property
    def roles(self) -> Count:
        """All roles together."""
        total = Count()
        for role in ROLES:
            total.add(self.counts[f"role:{role}"])
        return total

    def macro(self, kind: str) -> float:
        """The mean F1 of the types of a kind ("event", "relation") that gold has."""
        found = [c.f1 for name, c in self.counts.items() if name.startswith(f"{kind}:") and c.gold]
        return sum(found) / len(found) if found else 0.0

    def to_dict(self) -> dict[str, dict[str, float | int]]:
        """Every figure of the shared scorer, by measure; `event:ASSAULT` and the like are those of one type."""
        measures = sorted(set(self.counts) | {"event", "relation", "joint", "detect", "modes"})
        scores = {name: self.counts[name].to_dict() for name in measures}
        scores["status"] = {"accuracy": self.status_accuracy, "n": self.counts["status"].gold}
        scores["roles"] = self.roles.to_dict()
        return scores

    def table(self) -> str:
        """Every figure as aligned text."""
        lines = [f"{'':28}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'coded':>7}"]
        lines += [_table_line(name, figures) for name, figures in self.to_dict().items()]
        lines.append(_table_line("status not actual", self.unreal.to_dict()))
        lines += [f"{'macro ' + kind:28}{'':14}{self.macro(kind):7.3f}" for kind in ("event", "relation")]
        return "\n".join(lines)


def evaluate(gold: Mapping[str, GoldDocument], coded: Mapping[str, Sequence[Record]]) -> Evaluation:
    """Compare coded records with gold; documents that only one side has count as wholly missed."""
    result = Evaluation()
    for document in gold.values():
        left, right = by_sentence(document.records), by_sentence(coded.get(document.id, ()))
        for sentence in sorted({*left, *right}):
            _score_sentence(result, document.id, left.get(sentence, []), right.get(sentence, []))
    return result


def by_sentence(records: Iterable[Record]) -> dict[int, list[Record]]:
    """Records grouped by the sentence they stand in."""
    groups: dict[int, list[Record]] = defaultdict(list)
    for record in records:
        groups[record.sentence].append(record)
    return groups


def _score_sentence(result: Evaluation, document: str, gold: list[Record], coded: list[Record]) -> None:
    mates = match(gold, coded)
    for index, record in enumerate(gold):
        if not record.optional:
            mate = coded[mates[index]] if index in mates else None
            _score_gold(result, document, record, mate)
    owners = {theirs: ours for ours, theirs in mates.items()}
    for index, record in enumerate(coded):
        owner = gold[owners[index]] if index in owners else None
        if owner is None or not owner.optional:
            _score_coded(result, document, record, owner)
    result.counts["detect"].add(detection(gold, coded))


def match(gold: Sequence[Record], coded: Sequence[Record]) -> dict[int, int]:
    """Pair the records of one sentence one to one, the closest first: index in gold -> index in coded."""
    candidates = [
        (-closeness(ours, theirs), i, j)
        for i, ours in enumerate(gold)
        for j, theirs in enumerate(coded)
        if (ours.kind, ours.category) == (theirs.kind, theirs.category)
    ]
    mates: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in mates and j not in taken:
            mates[i] = j
            taken.add(j)
    return mates


def closeness(gold: Record, coded: Record) -> float:
    """How much two records have in common: two for the trigger, one for the status, one for each filler."""
    points = 2.0 * bool(gold.trigger_words & coded.trigger_words)
    points += coded.status in gold.statuses
    return points + sum(sum(found(role, gold.roles[role], coded.roles[role])) for role in ROLES)


def found(role: str, gold: Sequence[Filler], coded: Sequence[Filler]) -> tuple[int, int]:
    """How many required gold fillers were coded, and how many coded ones met an optional one."""
    left = list(coded)
    hits = excused = 0
    for filler in sorted(gold, key=lambda each: each.optional):
        mate = next((index for index, other in enumerate(left) if AGREES[role](filler, other)), None)
        if mate is None:
            continue
        del left[mate]
        hits, excused = hits + (not filler.optional), excused + filler.optional
    return hits, excused


def _score_gold(result: Evaluation, document: str, gold: Record, mate: Record | None) -> None:
    kind, by_type = result.counts[gold.kind], result.counts[f"{gold.kind}:{gold.category}"]
    right = mate is not None and wholly_right(gold, mate)
    result.counts["joint"].add(Count(hit=right, gold=1))
    for count in (kind, by_type):
        count.add(Count(hit=mate is not None, gold=1))
    for role in ROLES:
        result.counts[f"role:{role}"].add(_role_count(role, gold, mate))
    if mate is None:
        result.missed.append(Mistake(document, gold))
        return
    result.counts["status"].add(Count(hit=mate.status in gold.statuses, gold=1))
    unreal = "actual" not in gold.statuses
    told = unreal and mate.status in gold.statuses
    result.unreal.add(Count(hit=told, gold=unreal, coded=mate.status != "actual"))
    if gold.kind == "event":
        shared = len(gold.modes & mate.modes)
        result.counts["modes"].add(Count(hit=shared, gold=len(gold.modes), coded=len(mate.modes)))


def _role_count(role: str, gold: Record, mate: Record | None) -> Count:
    needed = sum(not filler.optional for filler in gold.roles[role])
    hits, excused = found(role, gold.roles[role], mate.roles[role]) if mate else (0, 0)
    return Count(hit=hits, gold=needed, coded=-excused)


def _score_coded(result: Evaluation, document: str, coded: Record, owner: Record | None) -> None:
    for name in (coded.kind, f"{coded.kind}:{coded.category}", "joint"):
        result.counts[name].coded += 1
    for role in ROLES:
        result.counts[f"role:{role}"].coded += len(coded.roles[role])
    if owner is None:
        result.spurious.append(Mistake(document, coded))


def wholly_right(gold: Record, coded: Record) -> bool:
    """Whether status, parties, places and time are all there and nothing is too much."""
    return coded.status in gold.statuses and all(
        _role_is_right(role, gold.roles[role], coded.roles[role]) for role in PARTS_OF_A_WHOLE
    )


def _role_is_right(role: str, gold: Sequence[Filler], coded: Sequence[Filler]) -> bool:
    hits, excused = found(role, gold, coded)
    return hits == sum(not filler.optional for filler in gold) and hits + excused == len(coded)


def detection(gold: Sequence[Record], coded: Sequence[Record]) -> Count:
    """Whether happenings were seen at all, whatever type they were given."""
    events = [record for record in coded if record.kind == "event"]
    needed = [record for record in gold if record.kind == "event" and not record.optional]
    excusable = [record for record in gold if record.kind == "event" and record.optional]
    used: set[int] = set()
    for record in needed:
        free = (index for index in range(len(events)) if index not in used)
        used.update(islice((index for index in free if events[index].trigger_words & record.trigger_words), 1))
    surplus = [event for index, event in enumerate(events) if index not in used]
    excused = sum(any(event.trigger_words & record.trigger_words for record in excusable) for event in surplus)
    return Count(hit=len(used), gold=len(needed), coded=len(events) - excused)


def same_mention(gold: Filler, coded: Filler) -> bool:
    """Whether two mentions name the same: equal names, or half of the shorter one's words in common."""
    if gold.name and gold.name == coded.name:
        return True
    pairs = [(ours, theirs) for ours in (gold.words, gold.name) for theirs in (coded.words, coded.name)]
    return any(_overlap(ours, theirs) >= 0.5 for ours, theirs in pairs)


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    shorter = min(len(left), len(right))
    return len(left & right) / shorter if shorter else 0.0


def same_time(gold: Filler, coded: Filler) -> bool:
    """Whether the coded time starts within the gold one, or both are intervals that end together."""
    ours, theirs = gold.interval, coded.interval
    if theirs[0].startswith(ours[0]):
        return True
    return len(ours) > 1 and len(theirs) > 1 and theirs[-1].startswith(ours[-1])


def same_quantity(gold: Filler, coded: Filler) -> bool:
    """Whether two quantities give the same figure; the unit is not compared."""
    if gold.figure is None or coded.figure is None:
        return False
    return abs(gold.figure - coded.figure) <= FIGURE_TOLERANCE * max(1.0, abs(gold.figure))


AGREES: Mapping[str, Callable[[Filler, Filler], bool]] = {
    "actors": same_mention,
    "recipients": same_mention,
    "places": same_mention,
    "time": same_time,
    "quantities": same_quantity,
    "sources": same_mention,
}


def _table_line(name: str, figures: Mapping[str, float | int]) -> str:
    if "accuracy" in figures:
        return f"{name:28}{'':14}{figures['accuracy']:7.3f}{figures['n']:7}   (share of matched records)"
    shares = "".join(f"{figures[key]:7.3f}" for key in ("p", "r", "f1"))
    return f"{name:28}{shares}{figures['gold']:7}{figures['coded']:7}"
