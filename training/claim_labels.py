"""Annotated dispatches as labels on words: which word tells of what, and which words fill its roles.

Gold gives fillers as text, times as values and quantities as numbers; here each becomes the word that heads it, by the
shipped analysis and by the finders of times and quantities.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

import dateline
from dateline.coding.resolver import Resolved
from dateline.mentions import Direction, find_quantities
from dateline.reading import make_document
from training.corpora import ClaimLabel, Filler, Sentence, Text, Word
from training.measure_actors import load_scorer

SMALL = frozenset("the a an of to in on at its his her their up out off over by with".split())


def read_gold(folders: Sequence[Path]) -> Iterator[Text]:
    """The annotated dispatches of folders, sentence by sentence with their claims.

    A word that heads a trigger carries the event's type; the others of an optional record's trigger carry no label.
    """
    coder, scorer = dateline.load(), load_scorer()
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            yield _document(coder, scorer, json.loads(path.read_text(encoding="utf-8")))


def _document(coder: Any, scorer: Any, gold: dict[str, Any]) -> Text:
    document = make_document(gold["text"], published=gold.get("date"), id=gold["doc"])
    doc = coder.analyse(document)
    resolved = coder.resolver.resolve(doc, document)
    # The document's text may differ from gold's only in white space at its ends.
    shift = gold["text"].find(document.text[:40])
    tokens = [t for t in doc if not t.is_space]
    at = {t.i: k for k, t in enumerate(tokens)}
    bounds = [(a - shift, b - shift) for a, b in gold["sentences"]]
    text = Text(gold["doc"], [])
    for index, span in enumerate(bounds):
        after = bounds[index + 1][0] if index + 1 < len(bounds) else len(doc.text) + 1
        inside = [t for t in tokens if (span[0] if index else 0) <= t.idx < after]
        if not inside:
            continue
        found = [
            _claim(scorer, doc, inside, record, span, gold["text"], shift, resolved, at)
            for record in gold["records"]
            if record["sent"] == index
        ]
        claims = [claim for claim in found if claim is not None]
        first = at[inside[0].i]
        words = [Word(t.text, bool(t.whitespace_), trigger="O") for t in inside]
        for claim in sorted(claims, key=lambda c: not c.optional):
            for k in claim.words if claim.optional else claim.words[:1]:
                if 0 <= k - first < len(words):
                    words[k - first].trigger = None if claim.optional else claim.type
        opens = first == 0 or "\n" in doc.text[tokens[first - 1].idx : inside[0].idx]
        text.sentences.append(Sentence(words, opens, claims=claims, start=first))
    return text


def _claim(
    scorer: Any, doc: Doc, inside: list[Token], record: dict[str, Any], span: tuple[int, int], text: str, shift: int,
    resolved: Resolved, at: dict[int, int],
) -> ClaimLabel | None:  # fmt: skip
    words: tuple[int, ...] = ()
    centre = (span[0] + span[1]) // 2
    if record["kind"] == "event":
        start = record.get("trigger_start")
        start = text.find(record["trigger"], span[0] + shift) - span[0] - shift if start is None else start
        found = _tokens(inside, span[0] + start, span[0] + start + len(record["trigger"]))
        if not found:
            return None
        head = _head(found)
        words = (at[head.i], *(at[t.i] for t in found if t != head and t.lower_ not in SMALL))
        centre = head.idx
    label = ClaimLabel(
        record["type"], record.get("status", "actual"), words, tuple(record.get("modes") or ()),
        optional=bool(record.get("optional")),
    )  # fmt: skip
    if record.get("status_any"):
        label.status = record["status_any"][0]
    for role in ("actors", "recipients", "places", "sources"):
        for mention in record.get(role) or []:
            where = _nearest(doc.text, mention["text"], centre, span)
            found = _tokens(doc, where, where + len(mention["text"])) if where >= 0 else []
            if found:
                label.fillers.append(_filler(role, found, at, not scorer.required(mention)))
    for role, tokens in _measured(scorer, doc, inside, record, resolved, span):
        label.fillers.append(_filler(role, tokens, at, False))
    return label


def _filler(role: str, tokens: list[Token], at: dict[int, int], optional: bool) -> Filler:
    return Filler(role, at[_head(tokens).i], tuple(at[t.i] for t in tokens), optional)


def _tokens(tokens: Iterable[Token], start: int, end: int) -> list[Token]:
    return [t for t in tokens if t.idx < end and start < t.idx + len(t) and not t.is_space]


def _head(tokens: Sequence[Token]) -> Token:
    """The word of a span that governs the others."""
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head == t]
    full = [t for t in tops if t.pos_ in ("NOUN", "PROPN", "PRON", "VERB", "NUM", "ADJ")]
    return (full or tops or list(tokens))[0]


def _nearest(text: str, wanted: str, centre: int, span: tuple[int, int]) -> int:
    """Where a mention stands: in the sentence nearest to the trigger, else the last before it, else the first."""
    found, start = [], text.find(wanted)
    while start >= 0:
        before = text[start - 1 : start]
        after = text[start + len(wanted) : start + len(wanted) + 1]
        if not (before.isalnum() or after.isalnum()):
            found.append(start)
        start = text.find(wanted, start + 1)
    here = [s for s in found if span[0] <= s < span[1]]
    if here:
        return min(here, key=lambda s: abs(s - centre))
    earlier = [s for s in found if s < span[0]]
    return earlier[-1] if earlier else found[0] if found else -1


def _measured(
    scorer: Any, doc: Doc, inside: list[Token], record: dict[str, Any], resolved: Resolved, span: tuple[int, int]
) -> Iterator[tuple[str, list[Token]]]:
    """The words of the sentence whose time or quantity has the value that gold gives."""
    times = [
        e for found in resolved.times for e in found if span[0] <= e.start < span[1]
    ]  # fmt: skip
    wanted = scorer.fillers(record, "time")
    if wanted:
        for expression in times:
            directions: tuple[Direction, ...] = ("past", "future", "unknown")
            values = [resolved.timeline.resolve(expression, d) for d in directions]
            texts = [f"{v.from_}/{v.to}" if v.to and v.to != v.from_ else v.from_ for v in values]
            if any(v and scorer.agree("time", w, v) for w in wanted for v in texts):
                tokens = _tokens(inside, expression.start, expression.end)
                if tokens:
                    yield "time", tokens
    for w in scorer.fillers(record, "quantities"):
        text = doc.text[span[0] : span[1]]
        for found in find_quantities(text, span[0], times=times):
            q = found.quantity
            if scorer.same_quantity(w, {"value": q.value, "low": q.low, "high": q.high}):
                tokens = _tokens(inside, q.start, q.end)
                if tokens:
                    yield "quantities", tokens
                    break
