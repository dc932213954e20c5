"""Let the role model settle what the frames proposed: who acts, who receives, where, when, how many, who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from spacy.tokens import Token

from dateline.analysis.runtime import softmax
from dateline.coding.clauses import case_of
from dateline.coding.fillers import Filler
from dateline.coding.frames import WordClasses
from dateline.coding.role_model import PARTIES, ClaimWord, Floats, Mention, RoleModel, distance, words_of
from dateline.coding.roles import one_each
from dateline.coding.sources import Attribution
from dateline.mentions import QuantityExpression, TimeExpression

if TYPE_CHECKING:
    from dateline.coding.claims import Draft, ReadSentence

# Chosen on part of the development gold (docs/accuracy.md).
FAR = 4  # steps in the tree beyond which a mention fills no role unless the frames say so; 8 gave the same figures
KEEP_NONE = 0.85  # how much "none" weighs against the roles
# The least probability with which a proposal of the frames is kept, and another mention is added.
KEEP = {"sources": 0.05, "time": 0.03, "quantities": 0.3}
ADD = {"sources": 0.5, "time": 0.5, "quantities": 0.5}
VERBS = {"actors": "acts", "recipients": "receives", "places": "is where it is"}


Chosen = dict[int, tuple[str, float]]  # by token: the role and its probability


@dataclass(frozen=True, slots=True)
class Pairs:
    """A claim in the making with every mention of its sentence that may fill a role."""

    word: ClaimWord
    nominals: Sequence[Mention]
    times: Sequence[tuple[Mention, TimeExpression]]
    quantities: Sequence[tuple[Mention, QuantityExpression]]

    def mentions(self) -> list[Mention]:
        """All mentions, nominals first."""
        return [*self.nominals, *(m for m, _ in self.times), *(m for m, _ in self.quantities)]


def pair(draft: Draft, read: ReadSentence) -> Pairs:
    """A claim's word and what may fill its roles, with what the frames propose."""
    roles, candidate = draft.roles, draft.candidate
    filled = (len(roles.actors), len(roles.recipients), len(roles.places))
    word = ClaimWord(
        draft.token, candidate.frame.type, candidate.frame.relation, candidate.form, candidate.score, filled
    )
    speakers = {a.speaker.i for a in draft.sources}
    heads = [*roles.heads(), *speakers]
    own = {t.i for t in candidate.words}
    tree = words_of(read.sentence.doc).heads
    tokens = [
        t for t in read.nominals if t.i in heads or (t.i not in own and distance(tree, t.i, draft.token.i) <= FAR)
    ]
    known = {t.i for t in tokens}
    tokens += [read.sentence.doc[i] for i in sorted(set(heads) - known)]
    return Pairs(
        word,
        [Mention(t, "nominal", _proposed(draft, t.i, speakers)) for t in tokens],
        [
            (Mention(head, "time", "time" if draft.time is e else "none", e.cue or ""), e)
            for e, head in read.measures.time_heads
        ],
        [
            (Mention(head, "quantity", "quantities" if q in draft.sizes else "none", q.quantity.unit), q)
            for q, head in read.measures.number_heads
        ],
    )


def _proposed(draft: Draft, i: int, speakers: set[int]) -> str:
    return draft.roles.role_of(i) or ("sources" if i in speakers else "none")


def decide(model: RoleModel, read: ReadSentence, classes: WordClasses) -> None:
    """Set the roles of a sentence's claims as the model decides."""
    others = [d.token for d in read.drafts]
    for draft in read.drafts:
        pairs = pair(draft, read)
        mentions = pairs.mentions()
        if mentions:
            _set(draft, read, pairs, model.scores(pairs.word, mentions, others, classes))


def _set(draft: Draft, read: ReadSentence, pairs: Pairs, logits: Floats) -> None:
    n = len(pairs.nominals)
    parties = softmax(logits[:n, : len(PARTIES)])
    parties[:, 0] *= KEEP_NONE
    single = np.asarray(1 / (1 + np.exp(-logits[:, len(PARTIES) :])), dtype=np.float32)
    best = zip(pairs.nominals, parties, parties.argmax(1), strict=True)
    chosen = {m.token.i: (PARTIES[k], float(p[k])) for m, p, k in best}
    _set_parties(draft, read, pairs.nominals, chosen)
    _set_sources(draft, pairs.nominals, single[:n, 0])
    draft.time = _time(pairs, single[n : n + len(pairs.times), 1])
    sizes = single[n + len(pairs.times) :, 2]
    draft.sizes = [q for (m, q), p in zip(pairs.quantities, sizes, strict=True) if _passes(m, p, "quantities")]


def _time(pairs: Pairs, shares: Floats) -> TimeExpression | None:
    """The time of a claim: what the frames propose unless the model is against it, else the likeliest."""
    able = [(float(p), m, e) for (m, e), p in zip(pairs.times, shares, strict=True) if _passes(m, p, "time")]
    proposed = next((e for _, m, e in able if m.proposed == "time"), None)
    return proposed or (max(able, key=lambda each: each[0])[2] if able else None)


def _passes(mention: Mention, share: float, role: str) -> bool:
    return bool(share >= (KEEP if mention.proposed == role else ADD)[role])


def _set_parties(draft: Draft, read: ReadSentence, mentions: Sequence[Mention], chosen: Chosen) -> None:
    roles = draft.roles
    if draft.candidate.frame.relation and not _holds_together(draft, chosen):
        return
    actors: dict[int, Filler] = {}
    recipients: dict[int, Filler] = {}
    places: dict[int, tuple[Filler, str | None]] = {}
    for token in _tokens(mentions):
        role, share = chosen[token.i]
        if role == "none" or not read.sentence.start <= token.i < read.sentence.end:
            continue  # the speaker of a quotation may stand in another sentence
        if role == "places":
            places[token.i] = roles.places.get(token.i) or (read.filler.filler(token), case_of(token))
        else:
            (actors if role == "actors" else recipients)[token.i] = read.filler.filler(token)
        if roles.role_of(token.i) != role:
            roles.why.append(f"“{token.text}” {VERBS[role]} (role model {share:.2f})")
    roles.actors, roles.recipients = one_each(actors), one_each(recipients)
    roles.places = _named_first(places)


def _named_first(places: dict[int, tuple[Filler, str | None]]) -> dict[int, tuple[Filler, str | None]]:
    """The places without bare plurals ("camps", "cities") where another one is named."""
    named = any(filler.head.ent_type_ for filler, _ in places.values())
    bare = {
        i
        for i, (filler, _) in places.items()
        if named and filler.head.tag_ == "NNS" and filler.text == filler.head.text
    }
    return {i: place for i, place in places.items() if i not in bare}


def _holds_together(draft: Draft, chosen: Chosen) -> bool:
    """Whether a relation keeps both its sides."""
    found = {role for role, _ in chosen.values()}
    subject = "actors" in found or draft.candidate.frame.type == "besieges"
    return subject and bool(found & {"recipients", "places"})


def _set_sources(draft: Draft, mentions: Sequence[Mention], shares: Floats) -> None:
    known = {a.speaker.i: a for a in draft.sources}
    kept = {
        m.token.i
        for m, share in zip(mentions, shares, strict=True)
        if share >= (KEEP if m.token.i in known else ADD)["sources"]
    }
    sources = [a for i, a in known.items() if i in kept]
    for token in _tokens(mentions):
        if token.i in kept and token.i not in known:
            sources += [Attribution(token, token.head)]
    draft.sources = sources


def _tokens(mentions: Sequence[Mention]) -> Iterator[Token]:
    return (m.token for m in sorted(mentions, key=lambda m: m.token.i))
