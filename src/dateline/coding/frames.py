"""Frames: the data that says which words make which claims. The format is described in `data/frames/README.md`."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from dateline.errors import RunError

PREPOSITIONS = frozenset({"of", "to", "with", "for", "from", "in", "on", "between", "against"})
FORMS = ("verbs", "nouns", "relational", "adjectives", "prefixes")
KEYS = {"name", "type", "modes", "require", "forbid", "slots", "content", "weight", "note", "label", "status", *FORMS}
CONTENTS = ("hypothetical", "future", "actual", "absorb", None)
FILL = ("actors", "recipients", "places", "target", "content", "none")


@dataclass(frozen=True, slots=True)
class Frame:
    """One reading of some words. `id` is "file/name"; `relation` tells relations from events."""

    id: str
    type: str
    modes: tuple[str, ...] = ()
    require: Mapping[str, frozenset[str]] = field(default_factory=dict)
    forbid: Mapping[str, frozenset[str]] = field(default_factory=dict)
    slots: Mapping[str, str] = field(default_factory=dict)
    content: str | None = None
    weight: float = 0.8
    label: str | None = None
    status: str | None = None

    @property
    def relation(self) -> bool:
        """Whether the frame makes a relation."""
        return self.type.islower()


@dataclass(frozen=True, slots=True)
class Entry:
    """A wording of a frame: the word that heads it and the words that must come with it."""

    frame: Frame
    form: str
    others: tuple[str, ...] = ()

    @property
    def specificity(self) -> float:
        """More words and more conditions are tried first, then the surer."""
        return 4 * len(self.others) + 2 * len(self.frame.require) + len(self.frame.forbid) * 0.1 + self.frame.weight


class WordClasses(Mapping[str, frozenset[str]]):
    """Word classes by name, and by word: `of` tells the classes of a word's forms."""

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        self._words = {name: frozenset(words) for name, words in classes.items()}
        self._classes: dict[str, set[str]] = {}
        for name, words in self._words.items():
            for word in words:
                self._classes.setdefault(word, set()).add(name)

    def __getitem__(self, name: str) -> frozenset[str]:
        return self._words[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def of(self, forms: Iterable[str]) -> set[str]:
        """The classes that hold any of the forms."""
        return {name for form in forms for name in self._classes.get(form, ())}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries by form and head lemma, the most specific first; word classes; default slots of each type."""

    entries: Mapping[tuple[str, str], tuple[Entry, ...]]
    classes: WordClasses
    defaults: Mapping[str, Mapping[str, str]]
    frames: tuple[Frame, ...]

    def find(self, form: str, lemma: str) -> tuple[Entry, ...]:
        """The entries headed by a lemma."""
        return self.entries.get((form, lemma), ())

    def role(self, frame: Frame, slot: str) -> str | None:
        """The role that a slot of a frame fills."""
        return frame.slots.get(slot) or self.defaults[frame.type].get(slot)


@functools.cache
def load_lexicon() -> Lexicon:
    """The shipped frames."""
    folder = resources.files("dateline.coding") / "data"
    files = {
        path.name.removesuffix(".toml"): tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((folder / "frames").iterdir(), key=lambda p: p.name)
        if path.name.endswith(".toml")
    }
    words = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    types = tomllib.loads((folder / "types.toml").read_text(encoding="utf-8"))
    return make_lexicon(files, words["classes"], types)


def make_lexicon(
    files: Mapping[str, Mapping[str, Any]],
    classes: Mapping[str, Sequence[str]],
    types: Mapping[str, Mapping[str, str]],
) -> Lexicon:
    """Build a lexicon from parsed data, refusing what the format does not know.

    Args:
        files: File name (without ending) to its content, `{"frame": [...]}`.
        classes: Word class to its lemmas.
        types: Type to its default slots; "event" and "relation" hold what all of a kind share.
    """
    problems: list[str] = []
    by_head: dict[tuple[str, str], list[Entry]] = {}
    frames: list[Frame] = []
    for file, content in files.items():
        names: set[str] = set()
        for raw in content.get("frame", ()):
            where = f"{file}/{raw.get('name')}"
            problems += _problems(where, raw, classes, types)
            if raw.get("name") in names:
                problems.append(f"{where}: name used twice")
            names.add(raw.get("name", ""))
            if problems:
                continue
            frame = _frame(where, raw)
            frames.append(frame)
            for form in FORMS:
                for wording in raw.get(form, ()):
                    head, others = _parts(form, wording)
                    by_head.setdefault((form, head), []).append(Entry(frame, form, others))
    if problems:
        raise RunError("E-FRAMES", "frames cannot be used: " + "; ".join(problems))
    return Lexicon(
        {key: tuple(sorted(found, key=lambda e: -e.specificity)) for key, found in by_head.items()},
        WordClasses(classes),
        {
            name: {**types["relation" if name.islower() else "event"], **own}
            for name, own in types.items()
            if name not in ("event", "relation")
        },
        tuple(frames),
    )


def _parts(form: str, wording: str) -> tuple[str, tuple[str, ...]]:
    words = wording.split()
    behind = any(word in PREPOSITIONS for word in words)  # "state of emergency", "cover for": the head comes first
    if form in ("nouns", "relational") and len(words) > 1 and not behind:
        return words[-1], tuple(words[:-1])
    return words[0], tuple(words[1:])


def _frame(where: str, raw: Mapping[str, Any]) -> Frame:
    return Frame(
        id=where,
        type=raw["type"],
        modes=tuple(raw.get("modes", ())),
        require={slot: frozenset(words) for slot, words in raw.get("require", {}).items()},
        forbid={slot: frozenset(words) for slot, words in raw.get("forbid", {}).items()},
        slots=dict(raw.get("slots", {})),
        content=raw.get("content"),
        weight=float(raw.get("weight", 0.8)),
        label=raw.get("label"),
        status=raw.get("status"),
    )


def _problems(
    where: str, raw: Mapping[str, Any], classes: Mapping[str, Sequence[str]], types: Mapping[str, Mapping[str, str]]
) -> list[str]:
    found = [f"{where}: unknown key {key!r}" for key in raw if key not in KEYS]
    if raw.get("type") not in types:
        found.append(f"{where}: unknown type {raw.get('type')!r}")
    if not any(raw.get(form) for form in FORMS):
        found.append(f"{where}: no words; give {', '.join(FORMS)}")
    if raw.get("content") not in CONTENTS:
        found.append(f"{where}: content {raw['content']!r} is none of {CONTENTS[:-1]}")
    for slot, role in raw.get("slots", {}).items():
        if role not in FILL and not (slot == "of" and role in ("subject", "object")):
            found.append(f"{where}: slot {slot} fills no role {role!r}")
    known = {"place", "person", "group", "party", "any", *classes}
    for table in ("require", "forbid"):
        for words in raw.get(table, {}).values():
            found += [f"{where}: unknown class {w}" for w in words if w.startswith("@") and w[1:] not in known]
    return found
