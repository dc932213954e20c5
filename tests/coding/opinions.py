"""A network's opinion on a document, said by hand: what it scores other than nothing, by the forms of the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from spacy.tokens import Doc
from trees import UNLIKELY, no_opinion

from dateline.analysis.claim_scores import CLAIMS, ROLES, ClaimScores, Floats, claim_scores

Roles = Mapping[str, Mapping[str, float]]  # form of a mention (or "*") to role to logit
Relations = Mapping[tuple[str, str], tuple[str, float]]  # forms of subject and object to relation and probability


class Opinion(ClaimScores):
    """Scores by hand; what is not said is left to the frames."""

    def __init__(self, doc: Doc, roles: Roles, relations: Relations) -> None:
        plain = no_opinion(doc, claim_scores(doc).types)
        super().__init__(plain.types, plain.statuses, plain.modes, plain.sides, plain.weights, plain.labels)
        self.doc, self.said, self.related = doc, roles, relations

    def roles(self, word: int, mentions: Sequence[int]) -> Floats:
        """The logits that were given for each mention."""
        rows = np.full((len(mentions), len(ROLES)), UNLIKELY, dtype=np.float32)
        for k, i in enumerate(mentions):
            for role, logit in (self.said.get("*", {}) | dict(self.said.get(self.doc[i].text, {}))).items():
                rows[k, ROLES.index(role)] = logit
        return rows

    def relations(self, mentions: Sequence[int]) -> tuple[Floats, Floats]:
        """The probabilities that were given for each pair."""
        chances, statuses = super().relations(mentions)
        names = list(self.labels["relations"])
        for a, i in enumerate(mentions):
            for b, j in enumerate(mentions):
                said = self.related.get((self.doc[i].text, self.doc[j].text))
                if said is not None:
                    chances[a, b] = 0.0
                    chances[a, b, [names.index(said[0]), 0]] = said[1], 1 - said[1]
        return chances, statuses


def with_opinion(doc: Doc, roles: Roles | None = None, relations: Relations | None = None) -> Doc:
    """The document with what the network says of it."""
    doc.user_data[CLAIMS] = Opinion(doc, roles or {}, relations or {})
    return doc
