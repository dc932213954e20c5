"""Copies of the project's own dispatches as news sites make them, to measure whether copies are found.

Each dispatch is rewritten once, in one of seven ways by turns: an agency's line and credit added; the end cut off;
sentences dropped; words exchanged; an excerpt with a beginning of its own; all of that lightly at once; printed as it
is under another headline. Under a third of the originals and a third of the copies stands the same invitation to
subscribe, so that texts that have nothing to do with each other share words. The same dispatches give the same copies.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dateline.records import Dateline, Document

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "dispatches"
AGENCIES = ("Reuters", "AP", "AFP", "dpa", "Xinhua")
INVITATION = (
    "Thank you for reading. Please verify that you are not a robot by clicking the box below. Sign up for our daily "
    "newsletter and get the latest stories, analysis and photographs from our correspondents around the world every "
    "morning. By subscribing you agree to our terms of service and to our privacy policy. You may unsubscribe at any "
    "time. An error has occurred, please try again later."
)
EXCHANGED = {
    "said": "stated", "told": "informed", "killed": "slain", "people": "persons", "attack": "assault", "city": "town",
    "officials": "authorities", "soldiers": "troops", "talks": "negotiations", "also": "likewise", "after": "following",
    "about": "around", "government": "administration", "began": "started", "near": "close to", "many": "numerous",
    "houses": "homes", "early": "in the first hours of", "large": "big", "police": "the police", "week": "seven days",
}  # fmt: skip
OPENINGS = (
    "Here is what we know so far about the events that made headlines today. Our editors have put together the report.",
    "This story is being updated as more details come in from the scene. Readers have asked us for a summary.",
)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A dispatch, its copy, and how that was made."""

    original: Document
    copy: Document
    how: str


def rewritten() -> Iterator[Rewritten]:
    """Every dispatch with a copy of it."""
    ways = tuple(WAYS)
    for k, path in enumerate(sorted(CORPUS.glob("*.json"))):
        data = json.loads(path.read_text(encoding="utf-8"))
        how = ways[k % len(ways)]
        chance = random.Random(path.stem)
        original = Document(data["doc"], data["text"], data.get("title"), data["publisher"], data["date"])
        text = WAYS[how](sentences(data), chance)
        copy = Document(f"{data['doc']}-copy", text, f"Report {k}", f"site-{k % 50}.example", data["date"])
        if how == "agency":
            copy = replace(copy, dateline=Dateline(0, 0, agency=chance.choice(AGENCIES)))
        yield Rewritten(_invite(original, k % 3 == 0), _invite(copy, k % 3 == 1), how)


def sentences(data: dict[str, Any]) -> list[str]:
    """The sentences of a dispatch of the corpus."""
    return [data["text"][start:end] for start, end in data["sentences"]]


def _invite(document: Document, invited: bool) -> Document:
    return replace(document, text=f"{document.text}\n\n{INVITATION}") if invited else document


def _agency(told: Sequence[str], chance: random.Random) -> str:
    name = chance.choice(AGENCIES)
    return f"{' '.join(told)} ({name})"


def _cut(told: Sequence[str], chance: random.Random) -> str:
    return " ".join(told[: max(3, int(len(told) * chance.uniform(0.4, 0.7)))])


def _drop(told: Sequence[str], chance: random.Random) -> str:
    return " ".join(each for each in told if chance.random() < 0.7)


def _exchange(told: Sequence[str], chance: random.Random) -> str:
    return re.sub(r"[A-Za-z]+", lambda m: EXCHANGED.get(m[0], m[0]) if chance.random() < 0.7 else m[0], " ".join(told))


def _excerpt(told: Sequence[str], chance: random.Random) -> str:
    return f"{chance.choice(OPENINGS)} {' '.join(told[: max(4, len(told) // 3)])}"


def _mixed(told: Sequence[str], chance: random.Random) -> str:
    kept = [each for each in told[: max(4, int(len(told) * 0.8))] if chance.random() < 0.85]
    return f"{chance.choice(OPENINGS)} {_exchange(kept, chance)}"


def _same(told: Sequence[str], chance: random.Random) -> str:
    return " ".join(told)


WAYS: dict[str, Callable[[Sequence[str], random.Random], str]] = {
    "agency": _agency,
    "cut": _cut,
    "dropped": _drop,
    "exchanged": _exchange,
    "excerpt": _excerpt,
    "mixed": _mixed,
    "same": _same,
}
