"""The records that `evaluation` compares, read from gold files and from printed claims.

Gold files and printed claims write the same facts differently; both are brought into `Record` here, with the words
that mentions are compared by already cut out.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import InputError

ROLES = ("actors", "recipients", "places", "time", "quantities", "sources")

# An act that is only announced counts as the announcement (PLOVER manual, future events).
WHEN_FUTURE = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
LITTLE_WORDS = frozenset(
    ("the", "a", "an", "of", "in", "on", "at", "for", "to", "and", "s", "its", "their", "his", "her", "this", "that")
)
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Filler:
    """What stands in a role: a mention (`words`, `name`), a time (`interval`) or a quantity (`figure`)."""

    words: frozenset[str] = frozenset()
    name: frozenset[str] = frozenset()
    interval: tuple[str, ...] = ()
    figure: float | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A gold or coded record in the form that is compared; `statuses` are those that count as right."""

    kind: str
    type: str
    sentence: int
    status: str
    statuses: tuple[str, ...]
    trigger: str
    trigger_words: frozenset[str]
    modes: frozenset[str]
    roles: Mapping[str, tuple[Filler, ...]]
    who: str = ""
    optional: bool = False

    @property
    def category(self) -> str:
        """The type that is compared: some future acts count as another one."""
        if self.kind == "event" and self.status == "future":
            return WHEN_FUTURE.get(self.type, self.type)
        return self.type

    def line(self) -> str:
        """One line for a person who looks through the errors."""
        return f"[{self.sentence}] {self.kind} {self.type} {self.status} {self.trigger!r} by {self.who!r}"


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An annotated document: where its sentences stand and the records in them."""

    id: str
    sentences: tuple[tuple[int, int], ...]
    records: tuple[Record, ...]

    def sentence_at(self, offset: int) -> int | None:
        """The index of the last sentence that starts at or before `offset`; None past the end of the document."""
        if not self.sentences or offset > self.sentences[-1][1]:
            return None
        return max((index for index, (start, _) in enumerate(self.sentences) if start <= offset), default=0)


@dataclass(frozen=True, slots=True)
class CodedRecords:
    """Coded records by gold document; `ignored` counts the lines that belong to none of them."""

    records: Mapping[str, Sequence[Record]]
    ignored: int = 0


def content_words(text: str | None) -> frozenset[str]:
    """The words that two mentions are compared by; the little ones only where there are no others."""
    words = frozenset(WORD.findall((text or "").lower().replace("’", "'")))
    return words - LITTLE_WORDS or words


def load_gold(folder: Path) -> dict[str, GoldDocument]:
    """Read a folder of gold files, one JSON document each.

    Raises:
        InputError: the folder has no gold files, or one of them does not have the form.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise InputError("E-GOLD", f"{folder} holds no gold file; name a folder of *.json annotation files")
    documents = [_gold_document(path) for path in paths]
    return {document.id: document for document in documents}


def _gold_document(path: Path) -> GoldDocument:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        sentences = tuple((int(start), int(end)) for start, end in raw["sentences"])
        return GoldDocument(raw["doc"], sentences, tuple(gold_record(each) for each in raw["records"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InputError("E-GOLD", f"{path} is no gold file ({type(error).__name__}: {error})") from error


def gold_record(raw: Mapping[str, Any]) -> Record:
    """A record of a gold file in the form that is compared."""
    status = raw.get("status") or "actual"
    return Record(
        kind=raw["kind"],
        type=raw["type"],
        sentence=raw["sent"],
        status=status,
        statuses=tuple(raw.get("status_any") or (status,)),
        trigger=raw.get("trigger") or "",
        trigger_words=content_words(raw.get("trigger")),
        modes=frozenset(raw.get("modes") or ()),
        roles={role: tuple(_gold_fillers(role, raw.get(role))) for role in ROLES},
        who=", ".join(actor["text"] for actor in raw.get("actors") or ()),
        optional=bool(raw.get("optional")),
    )


def _gold_fillers(role: str, value: Any) -> Iterator[Filler]:
    if role == "time":
        for each in value if isinstance(value, list) else [value] if value else []:
            yield _gold_time(each)
    else:
        for each in value or ():
            yield _gold_filler(role, each)


def _gold_time(value: str | Mapping[str, Any]) -> Filler:
    if isinstance(value, str):
        return Filler(interval=tuple(value.split("/")))
    return Filler(interval=tuple(value["value"].split("/")), optional=bool(value.get("optional")))


def _gold_filler(role: str, raw: Mapping[str, Any]) -> Filler:
    optional = bool(raw.get("optional"))
    if role == "quantities":
        return Filler(figure=_figure(raw), optional=optional)
    name = raw.get("entity") or raw.get("place")
    return Filler(words=content_words(raw["text"]), name=content_words(name), optional=optional)


def _figure(raw: Mapping[str, Any]) -> float | None:
    figures = (raw[key] for key in ("value", "low", "high") if raw.get(key) is not None)
    first = next(figures, None)
    return None if first is None else float(first)


def load_coded(path: Path, gold: Mapping[str, GoldDocument]) -> CodedRecords:
    """Read claims as `dateline code --format jsonl` prints them.

    Raises:
        InputError: the file cannot be read, or a line is no claim.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InputError("E-CODED", f"{path} cannot be read: {error}") from error
    return parse_coded(text, gold, where=str(path))


def parse_coded(text: str, gold: Mapping[str, GoldDocument], *, where: str = "coded") -> CodedRecords:
    """Sort printed claims by gold document; `where` names the source in messages.

    Raises:
        InputError: a line is no claim.
    """
    records: dict[str, list[Record]] = defaultdict(list)
    ignored = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        document, record = _coded_line(line, gold, f"{where}:{number}")
        if record is None:
            ignored += 1
        else:
            records[document].append(record)
    return CodedRecords(records, ignored)


def _coded_line(line: str, gold: Mapping[str, GoldDocument], where: str) -> tuple[str, Record | None]:
    try:
        raw = json.loads(line)
        document = raw["document"]["id"]
        return document, coded_record(raw, gold[document]) if document in gold else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        remedy = "give the lines that `dateline code --format jsonl` prints"
        raise InputError("E-CODED", f"{where} is no claim ({type(error).__name__}: {error}); {remedy}") from error


def coded_record(raw: Mapping[str, Any], document: GoldDocument) -> Record | None:
    """A printed claim in the form that is compared; None when it stands beyond the document's last sentence."""
    sentence = document.sentence_at((raw.get("trigger") or raw["sentence"])["start"])
    if sentence is None:
        return None
    trigger = (raw.get("trigger") or {}).get("text") or ""
    status = raw.get("status") or "actual"
    return Record(
        kind=raw["kind"],
        type=raw["type"],
        sentence=sentence,
        status=status,
        statuses=(status,),
        trigger=trigger,
        trigger_words=content_words(trigger),
        modes=frozenset(raw.get("modes") or ()),
        roles={role: tuple(_coded_fillers(role, raw.get(role))) for role in ROLES},
        who=", ".join(_either(actor, "text", "name") for actor in raw.get("actors") or ()),
    )


def _coded_fillers(role: str, value: Any) -> Iterator[Filler]:
    if role == "time":
        if value and value.get("from"):
            yield Filler(interval=_interval(value["from"], value.get("to")))
        return
    for raw in value or ():
        if role == "quantities":
            yield Filler(figure=_figure(raw))
        else:
            words, name = _either(raw, "text", "name"), _either(raw, "name", "text")
            yield Filler(words=content_words(words), name=content_words(name))


def _interval(start: str, end: str | None) -> tuple[str, ...]:
    return (start, end) if end and end != start else (start,)


def _either(raw: Mapping[str, Any], first: str, second: str) -> str:
    return raw.get(first) or raw.get(second) or ""
