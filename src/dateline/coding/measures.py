"""Attach the times and quantities of a sentence to the claims that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from dateline.coding.clauses import carriers
from dateline.coding.cues import cues
from dateline.coding.sources import is_speech
from dateline.mentions import Direction, QuantityExpression, TimeExpression, Timeline, find_quantities
from dateline.records import Quantity, Time

if TYPE_CHECKING:
    from dateline.coding.drafts import Draft

CLAUSE = frozenset({"xcomp", "advcl", "ccomp", "conj", "acl", "parataxis", "acl:relcl"})


PROSPECTIVE = frozenset({"AGREE", "CONCEDE", "THREATEN", "REQUEST"})


def direction_of(draft: Draft) -> Direction:
    """Whether a draft tells what was or what is to come; what promises and demands are about may be either."""
    if draft.status.status in ("future", "hypothetical"):
        return "future"
    return "unknown" if draft.candidate.frame.type in PROSPECTIVE else "past"


class Measures:
    """The times and quantities of one sentence; making it proposes to each draft those that belong to it.

    `time_heads` and `number_heads` pair each with the word that governs it.
    """

    def __init__(
        self, sentence: Span, drafts: Sequence[Draft], expressions: Sequence[TimeExpression], timeline: Timeline
    ) -> None:
        self.sentence = sentence
        self.timeline = timeline
        self.drafts = {d.token.i: d for d in drafts}
        self.numbers: list[QuantityExpression] = find_quantities(sentence.text, sentence.start_char, times=expressions)
        heads = [(e, self._head(e.start, e.end)) for e in expressions]
        self.time_heads = [(e, head) for e, head in heads if head is not None]
        sized = [(q, self._head(q.quantity.start, q.quantity.end)) for q in self.numbers]
        self.number_heads = [(q, head) for q, head in sized if head is not None]
        times: dict[int, TimeExpression] = {}
        for expression in expressions:
            for owner in self._owners(expression.start, expression.end):
                times.setdefault(owner, expression)
        for draft in drafts:
            draft.time = times.get(draft.token.i)
        for quantity in self.numbers:
            owners = self._sized(quantity)
            for draft in drafts:
                if draft.token.i in owners:
                    draft.sizes.append(quantity)

    def time_of(self, draft: Draft) -> Time | None:
        """When a draft's happening took place, by the sentence."""
        expression = draft.time
        if expression is None or (draft.candidate.frame.relation and expression.text.lower() in ("now", "today")):
            return None
        time = self.timeline.resolve(expression, direction_of(draft))
        return time if time.from_ or time.to else None

    @staticmethod
    def quantities_of(draft: Draft) -> tuple[Quantity, ...]:
        """The figures that size a draft's happening."""
        return tuple(q.quantity for q in draft.sizes)

    def at(self, number: Token) -> tuple[Quantity, ...]:
        """The quantity whose number a token is."""
        return tuple(q.quantity for q in self.numbers if q.quantity.start <= number.idx < q.quantity.end)[:1]

    # --- who owns a time

    def _owners(self, start: int, end: int) -> list[int]:
        head = self._head(start, end)
        if head is None:
            return []
        following = next((t for t in self.sentence if t.idx >= end and not t.is_space), None)
        coarse = head.lemma_ in ("year", "month", "decade")
        if coarse and following is not None and following.lower_ == "after":  # it dates what comes next
            later = [i for i in sorted(self.drafts) if i > following.i]
            return later[:1]
        at = head
        for _ in range(12):
            if at.i in self.drafts and at != head:
                return self._with_conjuncts(at, start)
            carried = self._carried_by(at)
            if carried:
                return carried
            if is_speech(at) and at != head:
                return []
            if at.head == at:
                break
            if at.dep_ in ("ccomp", "parataxis") and at.head.i not in self.drafts:
                break
            at = at.head
        below = [i for i in self.drafts if self._under(i, at)]
        return below[:1]

    def _with_conjuncts(self, token: Token, start: int) -> list[int]:
        """A time before the first of coordinated verbs holds for all of them."""
        if start > token.idx:
            return [token.i]
        return [token.i, *(c.i for c in token.children if c.dep_ == "conj" and c.i in self.drafts)]

    def _carried_by(self, verb: Token) -> list[int]:
        """The noun that a light verb carries."""
        if verb.pos_ in ("VERB", "AUX") and verb.lemma_ in cues("clauses")["occurring"]:
            subjects = [c.i for c in verb.children if c.i in self.drafts and c.dep_ in ("nsubj", "nsubj:pass")]
            if subjects:
                return subjects[:1]
        if verb.pos_ != "VERB" or verb.lemma_ not in carriers():
            return []
        return [c.i for c in verb.children if c.i in self.drafts and c.dep_ in ("obj", "nsubj:pass", "obl")][:1]

    def _under(self, i: int, top: Token) -> bool:
        """Whether a draft's word hangs on `top` by clauses only, without a reporting verb between them."""
        token = self.drafts[i].token
        while token.head != token:
            if token.head == top:
                return token.dep_ in CLAUSE | {"obj", "nsubj", "nsubj:pass", "obl"}
            token = token.head
            if is_speech(token):
                return False
        return False

    # --- who owns a quantity

    def _sized(self, quantity: QuantityExpression) -> list[int]:
        """The drafts whose filler holds the number; else the nearest word above it that tells of a happening."""
        q = quantity.quantity
        start, end = q.start, max(q.end, quantity.noun.end if quantity.noun else q.end)
        owners = []
        for i, draft in self.drafts.items():
            fillers = [*draft.roles.actors.values(), *draft.roles.recipients.values()]
            inside = any(f.start < q.end and q.start < f.end for f in fillers)
            if inside and not (
                draft.candidate.frame.relation
                and draft.candidate.frame.type not in ("present_in", "holds", "strength", "besieges")
            ):
                owners.append(i)
        if owners:
            return owners
        head = self._head(start, end)
        while head is not None:
            if head.i in self.drafts and not self.drafts[head.i].candidate.frame.relation:
                return [head.i]
            carried = self._carried_by(head)
            if carried:
                return carried
            head = head.head if head.head != head and not is_speech(head) else None
        return []

    def _head(self, start: int, end: int) -> Token | None:
        """The word of a stretch of text that governs the others."""
        inside = [t for t in self.sentence if t.idx < end and start < t.idx + len(t) and not t.is_space]
        for token in inside:
            if token.head not in inside or token.head == token:
                return token
        return None
