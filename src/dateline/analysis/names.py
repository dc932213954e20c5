"""Let the names of one document agree: what is a name in one sentence is one in the next, and of the same kind.

The network reads windows; a short form ("Stillman", after "Bruce Stillman") or a rare name is often clear in one
window and missed in another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

Span = tuple[int, int, str]

DATES = frozenset(
    (
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    )
)
SURE = 2  # times that a name has to be found before it is looked for elsewhere


def agree(words: Sequence[str], tags: Sequence[str], proper: Sequence[bool]) -> list[str]:
    """Name tags that agree over a document.

    Args:
        words: The words of the document.
        tags: Their tags, "O", "B-X" or "I-X".
        proper: Whether the tagger takes each word for a proper noun.
    """
    spans = _joined(spans_of(tags))
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for start, end, kind in spans:
        votes[tuple(words[start:end])][kind] += 1
    for name, counts in list(votes.items()):
        if len(name) > 1 and counts.most_common(1)[0][0] == "PER":
            votes[name[-1:]]["PER"] += counts["PER"]  # a person is called by the last name
    agreed = ["O"] * len(words)
    for start, end, kind in spans:
        counts = votes[tuple(words[start:end])]
        best, most = counts.most_common(1)[0]
        _tag(agreed, start, end, best if most > counts[kind] else kind)
    for i, word in enumerate(words):
        if agreed[i] == "O" and proper[i] and len(word) > 2:
            counts = votes.get((word,), Counter())
            if sum(counts.values()) >= SURE:
                _tag(agreed, i, i + 1, counts.most_common(1)[0][0])
    return _with_tagger(words, agreed, proper)


def _with_tagger(words: Sequence[str], tags: list[str], proper: Sequence[bool]) -> list[str]:
    """Let names agree with the tagger: each holds a proper noun, and goes on while capitalised ones follow."""
    for start, end, kind in spans_of(tags):
        small = kind == "PER" and not any(c.isupper() for word in words[start:end] for c in word)
        if small or not any(proper[start:end]):
            tags[start:end] = ["O"] * (end - start)
            continue
        while kind != "LOC" and end < len(words) and tags[end] == "O" and _goes_on(words[end], proper[end]):
            tags[end] = f"I-{kind}"
            end += 1
    return tags


def _goes_on(word: str, proper: bool) -> bool:
    return proper and word[0].isupper() and word.lower() not in DATES


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Two organisations that touch are one name cut in two."""
    joined: list[Span] = []
    for start, end, kind in spans:
        if joined and joined[-1][1] == start and joined[-1][2] == kind == "ORG":
            joined[-1] = (joined[-1][0], end, kind)
        else:
            joined.append((start, end, kind))
    return joined


def spans_of(tags: Sequence[str]) -> list[Span]:
    """The names that tags mark: first word, end, kind."""
    spans: list[Span] = []
    start: int | None = None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I-"):
            spans.append((start, i, tags[start][2:]))
            start = None
        if tag.startswith("B-"):
            start = i
    return spans


def _tag(tags: list[str], start: int, end: int, kind: str) -> None:
    for i in range(start, end):
        tags[i] = ("B-" if i == start else "I-") + kind
