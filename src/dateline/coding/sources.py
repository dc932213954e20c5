"""Whom a sentence says something according to: direct and indirect speech, "according to", quotations across sentences.

Sources are listed nearest first, the outermost last. The outlet itself is the document's publisher and never listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from dateline.coding.clauses import ancestors, case_of, is_passive, slots
from dateline.coding.cues import cues

MARKS = re.compile("[“”«»\"]|``|''")
OPEN_MARKS, CLOSE_MARKS = frozenset({"“", "«", "``"}), frozenset({"”", "»", "''", '"'})
QUOTED = "dateline_quotations"
TOLD = frozenset({"tell", "inform", "brief"})
REGARDING = frozenset(
    {"regard", "view", "see", "consider", "deem", "label", "brand", "describe", "denounce", "dismiss"}
)
ATTRIBUTION = ("according to", "per", "citing")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source's head word and the word that attributes; `speaker` is None for a cue whose speaker was not found."""

    speaker: Token
    cue: Token


def is_speech(token: Token) -> bool:
    """Whether a verb reports what somebody said or holds."""
    return token.pos_ == "VERB" and token.lemma_ in cues("speech")["verbs"]


def speech_above(trigger: Token) -> frozenset[int]:
    """The reporting verbs in whose clause the trigger stands."""
    found, at = set(), trigger
    for governor in ancestors(trigger):
        if is_speech(governor) and at.dep_ in ("ccomp", "parataxis"):
            found.add(governor.i)
        at = governor
    return frozenset(found)


def find_sources(trigger: Token) -> list[Attribution]:
    """The sources of the clause that the trigger stands in."""
    found: list[Attribution] = []
    at = trigger
    for governor in [trigger, *ancestors(trigger)]:
        if governor != trigger and is_speech(governor) and at.dep_ in ("ccomp", "parataxis", "xcomp", "obj"):
            clause = at.dep_ in ("ccomp", "parataxis") or (
                at.dep_ == "xcomp" and is_passive(governor) and at.tag_ == "VB"
            )
            if clause:
                found += _speakers(governor)
        elif (
            governor != trigger
            and governor.lemma_ in REGARDING
            and at.dep_ in ("obl", "xcomp")
            and not is_passive(governor)
        ):
            found += _speakers(governor)
        for child in governor.children:
            if child.dep_ in ("obl", "nmod", "advmod", "advcl") and case_of(child) in ATTRIBUTION and child != at:
                found += [Attribution(child, _cue(child))]
            elif (
                child.dep_ in ("parataxis", "ccomp", "advcl")
                and child != at
                and is_speech(child)
                and _is_tag(child, trigger)
            ):
                found += _speakers(child)
            elif child.dep_ in ("advcl", "acl") and child.lemma_ in cues("speech")["quoting"] and child != at:
                found += [Attribution(quoted, child) for quoted in slots(child).get("object", [])]
        at = governor
    return _unique(found)


def _is_tag(verb: Token, trigger: Token) -> bool:
    """Whether a reporting clause hangs on the end of what it reports ("…, the army said")."""
    if any(c.dep_ == "ccomp" for c in verb.children):
        return False
    if any(c.dep_ == "obj" for c in verb.children) and verb.lemma_ not in TOLD:
        return False
    return verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and any(c.lower_ == "as" for c in verb.children))


def _cue(nominal: Token) -> Token:
    return next((c for c in nominal.children if c.dep_ == "case"), nominal)


def _speakers(verb: Token) -> list[Attribution]:
    """Who says it, and to whom it was told when that is a news agency's "told AFP"."""
    above = slots(verb)
    if is_passive(verb):
        return [Attribution(s, verb) for s in above.get("subject", []) if s.i > verb.i]
    found = [Attribution(s, verb) for s in above.get("subject", []) if s.lower_ not in ("it", "this", "that", "which")]
    if verb.lemma_ in TOLD:
        found += [
            Attribution(o, verb) for o in above.get("object", []) + above.get("indirect", []) if o.ent_type_ == "ORG"
        ]
    return found


def _unique(found: list[Attribution]) -> list[Attribution]:
    seen: set[int] = set()
    return [a for a in found if not (a.speaker.i in seen or seen.add(a.speaker.i))]  # type: ignore[func-returns-value]


def quotations(doc: Doc) -> list[tuple[int, int]]:
    """Token spans inside quotation marks, across sentences; an unclosed quotation ends with its paragraph.

    Kept on the document.
    """
    kept: list[tuple[int, int]] | None = doc.user_data.get(QUOTED)
    if kept is None:
        kept = list(_quotations([t.text for t in doc])) if MARKS.search(doc.text) else []
        doc.user_data[QUOTED] = kept
    return kept


def _quotations(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    for i, mark in enumerate(words):
        if mark in OPEN_MARKS or (mark == '"' and opened is None):
            opened = i
        elif opened is not None and (mark in CLOSE_MARKS or (mark.isspace() and mark.count("\n") > 1)):
            yield opened, i
            opened = None
    if opened is not None:
        yield opened, len(words) - 1


def carried_speakers(doc: Doc, sentences: list[Span]) -> dict[int, Attribution]:
    """The speakers of sentences that name none themselves.

    A sentence that lies wholly in a quotation is the speaker's of the sentence before, or of the one in which the
    same quotation ends; what follows "X said:" is X's until somebody else speaks.
    """
    spans = quotations(doc)
    quoted, spoken = [], []
    for sentence in sentences:
        words = [t for t in sentence if not t.is_space and not t.is_punct]
        inside = next((k for k, (a, b) in enumerate(spans) if words and a <= words[0].i and words[-1].i <= b), None)
        quoted.append(inside)
        outer = [t for t in sentence if is_speech(t) and not any(a < t.i < b for a, b in spans)]
        spoken.append([s for t in outer for s in _speakers(t)] if words else [])
    carried: dict[int, Attribution] = {}
    last: Attribution | None = None
    announced = False
    for k, sentence in enumerate(sentences):
        if spoken[k]:
            last = spoken[k][0]
            announced = sentence.text.rstrip().endswith(":")
        elif quoted[k] is not None:
            ahead = _speaker_ahead(k, quoted, spoken, spans, sentences) if last is None else None
            if last is not None or ahead is not None:
                carried[k] = last or ahead  # type: ignore[assignment]
        elif announced and last is not None:
            carried[k] = last
        elif sentence.text.strip():
            last = None
    return carried


def _speaker_ahead(
    k: int,
    quoted: list[int | None],
    spoken: list[list[Attribution]],
    spans: list[tuple[int, int]],
    sentences: list[Span],
) -> Attribution | None:
    """The speaker named in the sentence in which a quotation goes on or ends."""
    span = spans[quoted[k] or 0]
    for j in range(k + 1, min(k + 4, len(sentences))):
        if sentences[j].start > span[1]:
            return None
        if spoken[j]:
            return spoken[j][0]
    return None
