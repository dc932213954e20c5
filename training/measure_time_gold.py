"""Score the time parser on our own annotated expressions, from raw text and with the spans given.

`corpus/times/gold.csv` keeps places and values of expressions, never words: the texts are read from the folder of
corpora. An expression is right when a found one overlaps it and has the same TIMEX3 value or the same interval.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.mentions.timeline import Timeline
from dateline.mentions.times import find_times
from dateline.records import Time

DIGEST = 8  # characters of the digest that holds the words of a span to its place


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated expression: its place and its value; `words` are checked against a digest."""

    start: int
    end: int
    value: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotated stretch of a document, with all its expressions."""

    corpus: str
    doc: str
    published: str
    start: int
    end: int
    part: str
    text: str
    gold: tuple[Gold, ...]


@dataclass
class Score:
    """Counts of one part of the set, and a line for each expression that is wrong."""

    gold: int = 0
    found: int = 0
    overlaps: int = 0
    exact: int = 0
    right: int = 0
    given: int = 0
    lines: list[str] = field(default_factory=list)

    def report(self, name: str) -> str:
        """A line for a person."""
        rate = self.given / self.gold if self.gold else 0.0
        return (
            f"{name:8} gold {self.gold:4}  found {self.found:4}  "
            f"span P/R/F1 {_triple(self.overlaps, self)}  exact {_triple(self.exact, self)}  "
            f"value: given the span {rate:.3f}, all gold {self.right / max(self.gold, 1):.3f}, "
            f"from raw text P/R/F1 {_triple(self.right, self)}"
        )


def f1(hits: int, score: Score) -> float:
    """The harmonic mean of precision and recall."""
    both = score.gold + score.found
    return 2 * hits / both if both else 0.0


def _triple(hits: int, score: Score) -> str:
    return f"{hits / max(score.found, 1):.3f}/{hits / max(score.gold, 1):.3f}/{f1(hits, score):.3f}"


def read_passages(gold: Path, corpora: Path) -> list[Passage]:
    """The annotated passages with their texts.

    Raises:
        ValueError: A text is not the one that was annotated.
    """
    expressions: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in _rows(gold):
        expressions.setdefault((row["corpus"], row["doc"]), []).append(row)
    texts = {name: _texts(corpora / name / "dev.jsonl") for name in {corpus for corpus, _ in expressions}}
    return [
        _passage(row, texts[row["corpus"]][row["doc"]], expressions.get((row["corpus"], row["doc"]), []))
        for row in _rows(gold.with_name("passages.csv"))
    ]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _texts(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8") as lines:
        return {document["id"]: document["text"] for document in map(json.loads, lines)}


def _passage(row: dict[str, str], text: str, expressions: Iterable[dict[str, str]]) -> Passage:
    gold = tuple(_gold(expression, text) for expression in expressions)
    place = (row["corpus"], row["doc"], row["published"], int(row["start"]), int(row["end"]), row["part"])
    return Passage(*place, text, gold)


def _gold(row: dict[str, str], text: str) -> Gold:
    start, end = int(row["start"]), int(row["end"])
    if hashlib.sha256(text[start:end].encode()).hexdigest()[:DIGEST] != row["sha256"]:
        raise ValueError(f"{row['doc']}:{start} is not the text that was annotated")
    return Gold(start, end, row["value"], row["from"] or None, row["to"] or None)


def score_passages(passages: Iterable[Passage], scores: dict[str, Score]) -> None:
    """Count each passage into the score of its part."""
    for passage in passages:
        _score(passage, scores.setdefault(passage.part, Score()))


def _score(passage: Passage, score: Score) -> None:
    found = resolve_all(passage.text, passage.published)
    inside = [time for time in found if passage.start <= time.start < passage.end]
    pairs = _pairs(passage.gold, inside)
    score.gold += len(passage.gold)
    score.found += len(inside)
    score.overlaps += len(pairs)
    score.exact += sum((gold.start, gold.end) == (time.start, time.end) for gold, time in pairs)
    score.right += sum(same_value(gold, time) for gold, time in pairs)
    matched = dict(pairs)
    for gold in passage.gold:
        time = matched.get(gold) or _alone(passage, gold)
        score.given += time is not None and same_value(gold, time)
    score.lines += _errors(passage, pairs, inside)


def resolve_all(text: str, published: str) -> list[Time]:
    """The times of a document, resolved in reading order."""
    expressions = find_times(text)
    timeline = Timeline(published, expressions)
    return [timeline.resolve(expression) for expression in expressions]


def _alone(passage: Passage, gold: Gold) -> Time | None:
    """What the words of a span say by themselves, where the parser passed over them in the text."""
    found = find_times(passage.text[gold.start : gold.end])
    return found[0].resolve(passage.published) if found else None


def _pairs(gold: Sequence[Gold], found: Sequence[Time]) -> list[tuple[Gold, Time]]:
    """Each gold expression with the first free one that overlaps it."""
    free = list(found)
    pairs = []
    for expression in gold:
        time = next((t for t in free if t.start < expression.end and expression.start < t.end), None)
        if time is not None:
            free.remove(time)
            pairs.append((expression, time))
    return pairs


def same_value(gold: Gold, time: Time) -> bool:
    """Whether a time has the gold's TIMEX3 value or its interval."""
    interval = (gold.first, gold.last)
    return time.timex == gold.value or (interval != (None, None) and interval == (time.from_, time.to))


def _errors(passage: Passage, pairs: Sequence[tuple[Gold, Time]], found: Sequence[Time]) -> list[str]:
    matched = dict(pairs)
    lines = []
    for gold in passage.gold:
        time = matched.get(gold)
        if time is None or not same_value(gold, time):
            lines.append(_line(passage, gold.start, gold.end, _wanted(gold), _got(time)))
    taken = {id(time) for _, time in pairs}
    spurious = [time for time in found if id(time) not in taken]
    return lines + [_line(passage, time.start, time.end, "nothing", _got(time)) for time in spurious]


def _line(passage: Passage, start: int, end: int, wanted: str, got: str) -> str:
    text = passage.text
    words = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}".replace("\n", " ")
    return f"{passage.doc[:8]} {passage.published} | {words} | wanted {wanted} | got {got}"


def _wanted(gold: Gold) -> str:
    return f"{gold.value} {gold.first}..{gold.last}"


def _got(time: Time | None) -> str:
    return f"{time.timex} {time.from_}..{time.to} ({time.rule})" if time else "nothing"


def measure_gold(gold: Path, corpora: Path, misses: int) -> None:
    """Print the scores of the open and of the held part; errors only of the open part, which may guide changes."""
    if not corpora.is_dir():
        print(f"times skipped: the texts of {gold} are not in {corpora}; they are not ours to ship")
        return
    scores: dict[str, Score] = {}
    score_passages(read_passages(gold, corpora), scores)
    whole = Score(*(sum(getattr(s, name) for s in scores.values()) for name in _COUNTS))
    for name, score in (*sorted(scores.items()), ("all", whole)):
        print(score.report(name))
    for line in scores.get("open", whole).lines[:misses]:
        print("   ", line)


_COUNTS = ("gold", "found", "overlaps", "exact", "right", "given")
