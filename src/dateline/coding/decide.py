"""Let the network settle what the frames proposed: who acts, who receives, where, when, how many, who says so.

Its score of a pair of a claim's word and a mention decides, with a bonus for what the frames propose. A mention is one
party of a claim at most; sources, times and quantities are decided each by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Token

from dateline.analysis.claim_scores import ROLES, Floats, claim_scores
from dateline.coding.clauses import case_of
from dateline.coding.drafts import Draft, ReadSentence
from dateline.coding.fillers import Filler
from dateline.coding.roles import one_each
from dateline.coding.sources import Attribution
from dateline.mentions import TimeExpression

PARTIES = ROLES[:3]
VERBS = {"actors": "acts", "recipients": "receives", "places": "is the place"}
# Chosen on half of the development gold and the dispatches held back (`make evaluate`). In logits.
BONUS = {"actors": 2.0, "recipients": 1.0, "places": 1.0, "time": 3.0, "quantities": 1.5, "sources": 3.0}
LEAST = {"actors": 0.0, "recipients": 0.3, "places": 0.3, "time": 0.0, "quantities": 0.0, "sources": -0.5}


def decide(read: ReadSentence) -> None:
    """Set the roles of the sentence's events as network and frames together say."""
    for draft in read.drafts:
        if not draft.candidate.frame.relation:
            _decide(draft, read)


def _decide(draft: Draft, read: ReadSentence) -> None:
    scores = claim_scores(draft.token.doc)
    own = {t.i for t in draft.candidate.words}
    speakers = {a.speaker.i: a for a in draft.sources}
    proposed = draft.roles.heads()
    mentions = [t for t in read.nominals if t.i in proposed or t.i not in own]
    known = {t.i for t in mentions}
    mentions += [read.sentence.doc[i] for i in sorted({*proposed, *speakers} - known)]
    times, numbers = read.measures.time_heads, read.measures.number_heads
    asked = [*(t.i for t in mentions), *(head.i for _, head in (*times, *numbers))]
    if not asked:
        return
    table = scores.roles(draft.token.i, asked)
    n, m = len(mentions), len(mentions) + len(times)
    _set_parties(draft, read, mentions, table[:n])
    _set_sources(draft, mentions, table[:n, ROLES.index("sources")])
    draft.time = _time(draft, read, table[n:m, ROLES.index("time")])
    draft.sizes = [
        q
        for (q, _), score in zip(numbers, table[m:, ROLES.index("quantities")], strict=True)
        if float(score) + BONUS["quantities"] * (q in draft.sizes) > LEAST["quantities"]
    ]


def _time(draft: Draft, read: ReadSentence, column: Floats) -> TimeExpression | None:
    """The time of a claim: the likeliest expression, if it is likely enough."""
    found = [
        (float(score) + BONUS["time"] * (draft.time is e), e)
        for (e, _), score in zip(read.measures.time_heads, column, strict=True)
    ]
    best = max(found, key=lambda each: each[0], default=None)
    return best[1] if best is not None and best[0] > LEAST["time"] else None


def _set_parties(draft: Draft, read: ReadSentence, mentions: Sequence[Token], table: Floats) -> None:
    roles = draft.roles
    found: dict[str, dict[int, Filler]] = {role: {} for role in PARTIES}
    for token, row in sorted(zip(mentions, table[:, : len(PARTIES)], strict=True), key=lambda each: each[0].i):
        before = roles.role_of(token.i)
        total = [float(s) + BONUS[r] * (r == before) - LEAST[r] for s, r in zip(row, PARTIES, strict=True)]
        best = int(np.argmax(total))
        role = PARTIES[best]
        if total[best] <= 0 or not read.sentence.start <= token.i < read.sentence.end:
            continue  # the speaker of a quotation may stand in another sentence
        found[role][token.i] = read.filler.filler(token)
        if before != role:
            roles.why.append(f"“{token.text}” {VERBS[role]} (network {1 / (1 + np.exp(-row[best])):.2f})")
    roles.actors, roles.recipients = one_each(found["actors"]), one_each(found["recipients"])
    roles.places = _named_first(
        {i: roles.places.get(i) or (filler, case_of(filler.head)) for i, filler in found["places"].items()}
    )


def _named_first(places: dict[int, tuple[Filler, str | None]]) -> dict[int, tuple[Filler, str | None]]:
    """The places without bare plurals ("camps", "cities") where another one is named."""
    named = any(filler.head.ent_type_ for filler, _ in places.values())
    bare = {
        i
        for i, (filler, _) in places.items()
        if named and filler.head.tag_ == "NNS" and filler.text == filler.head.text
    }
    return {i: place for i, place in places.items() if i not in bare}


def _set_sources(draft: Draft, mentions: Sequence[Token], column: Floats) -> None:
    known = {a.speaker.i: a for a in draft.sources}
    kept = {
        t.i
        for t, score in zip(mentions, column, strict=True)
        if float(score) + BONUS["sources"] * (t.i in known) > LEAST["sources"]
    }
    sources = [a for i, a in known.items() if i in kept]
    sources += [Attribution(t, t.head) for t in sorted(mentions, key=lambda t: t.i) if t.i in kept and t.i not in known]
    draft.sources = sources
