"""The claims of a window as tensors, and their losses: status and modes of a claim's word, its roles, relations.

Sums over a sentence, since a sentence's claims are few among its many pairs of words.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dateline.analysis.claim_scores import ROLES
from dateline.ontology import load_ontology
from training.corpora import ClaimLabel, Filler
from training.model import ClaimNetwork
from training.windows import IGNORE

UNKNOWN = -1.0  # a role that annotators may differ on
TYPES, SMALLER = 2.0, 0.7  # weights of event types, and of status and modes, beside the other losses
AS_SUBJECT = ("capital_of", "population")  # their subject is the place
SIZED = ("strength", "population", "present_in", "holds")  # whose object may be a number


def inventories() -> dict[str, list[str]]:
    """The labels of the heads for claims, in a fixed order; index 0 of relations is none."""
    ontology = load_ontology()
    modes = {mode for kind in ontology.event_types.values() for mode in kind.mode_details}
    return {
        "types": ["O", *sorted(ontology.event_types)],
        "status": list(ontology.statuses),
        "modes": sorted(modes),
        "roles": list(ROLES),
        "relations": ["none", *ontology.relations],
    }


def pair_sizes(labels: dict[str, list[str]]) -> dict[str, int]:
    """How many scores each pair of words gets: relations also carry a status, the first of which is fixed at 0."""
    return {"roles": len(labels["roles"]), "relations": len(labels["relations"]) + len(labels["status"]) - 1}


@dataclasses.dataclass(slots=True)
class ClaimTensors:
    """Targets of a batch. Events are listed; relations fill a matrix of word pairs."""

    window: Tensor  # (events,)
    word: Tensor  # (events,)
    status: Tensor  # (events,)
    modes: Tensor  # (events, modes), 0 or 1
    roles: Tensor  # (events, words, roles), 0, 1 or UNKNOWN
    relations: Tensor  # (windows, words, words), IGNORE across sentences
    related: Tensor  # (relations, 4): window, subject, object, status
    sentences: int


def claim_tensors(
    claims: Sequence[Sequence[tuple[int, ClaimLabel]]], sentence: Tensor, labels: dict[str, list[str]]
) -> ClaimTensors:
    """Targets for a batch of windows.

    Args:
        claims: Each window's claims with the document's index of its first word.
        sentence: The sentence of each word (windows, words), -1 in padding.
        labels: The label inventories.
    """
    n = sentence.shape[1]
    same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence[:, :, None] >= 0)
    relations = torch.where(same, 0, IGNORE)
    events: list[tuple[int, int, ClaimLabel, int]] = []
    related: list[tuple[int, int, int, int]] = []
    for k, window in enumerate(claims):
        inside = [(base, c) for base, c in window if all(0 <= w - base < n for w in c.words)]
        events += [(k, c.words[0] - base, c, base) for base, c in inside if c.words and not c.optional]
        _relations(k, [(base, c) for base, c in inside if not c.words], relations, related, labels)
    modes = torch.zeros(len(events), len(labels["modes"]))
    roles = torch.full((len(events), n, len(labels["roles"])), UNKNOWN)
    for i, (k, word, claim, base) in enumerate(events):
        modes[i, [labels["modes"].index(m) for m in claim.modes]] = 1
        roles[i, sentence[k] == sentence[k, word]] = 0
        inside = [f for f in claim.fillers if all(0 <= w - base < n and sentence[k, w - base] >= 0 for w in f.span)]
        for filler in inside:  # which word of a mention heads it is the parser's guess: the others count for nothing
            role = labels["roles"].index(filler.role)
            roles[i, [w - base for w in filler.span], role] = UNKNOWN
        for filler in inside:
            if not filler.optional:
                roles[i, filler.head - base, labels["roles"].index(filler.role)] = 1
    return ClaimTensors(
        torch.tensor([e[0] for e in events], dtype=torch.long),
        torch.tensor([e[1] for e in events], dtype=torch.long),
        torch.tensor([labels["status"].index(e[2].status) for e in events], dtype=torch.long),
        modes,
        roles,
        relations,
        torch.tensor(related, dtype=torch.long).reshape(-1, 4),
        sum(len(set(row.tolist()) - {-1}) for row in sentence),
    )


def _relations(
    k: int, claims: Sequence[tuple[int, ClaimLabel]], out: Tensor, related: list[tuple[int, int, int, int]],
    labels: dict[str, list[str]],
) -> None:  # fmt: skip
    n = out.shape[1]
    found = [
        (s, o, base, claim)
        for base, claim in claims
        for s, o in pairs_of(claim)
        if all(0 <= w - base < n for w in (*s.span, *o.span, s.head, o.head))
    ]
    for s, o, base, _ in found:
        for i in s.span:
            for j in o.span:
                if out[k, i - base, j - base] == 0:
                    out[k, i - base, j - base] = IGNORE
    for s, o, base, claim in found:
        at = (k, s.head - base, o.head - base)
        unsure = claim.optional or s.optional or o.optional
        out[at] = IGNORE if unsure else labels["relations"].index(claim.type)
        if not unsure:
            related.append((*at, labels["status"].index(claim.status)))


def pairs_of(claim: ClaimLabel) -> Iterator[tuple[Filler, Filler]]:
    """The subject and object of a relation, each with each; where there is no object, its number stands for it."""
    if claim.type in AS_SUBJECT:
        subjects = claim.of("places") or claim.of("actors")
        objects = claim.of("recipients") or (claim.of("actors") if claim.of("places") else [])
    else:
        subjects, objects = claim.of("actors"), claim.of("recipients", "places")
    if claim.type in SIZED and not objects:
        objects = claim.of("quantities")
    return ((s, o) for s in subjects for o in objects if s.head != o.head)


def claim_losses(net: ClaimNetwork, words: Tensor, types: Tensor, target: ClaimTensors) -> Tensor:
    """The loss of a batch, a sentence on average; `types` (windows, words) are ids, IGNORE where unsure."""
    scores = net.heads["types"](words).float()
    total = TYPES * F.cross_entropy(scores.flatten(0, 1), types.flatten(), ignore_index=IGNORE, reduction="sum")
    if len(target.word):
        at = words[target.window, target.word]
        known = target.roles != UNKNOWN
        left, right = net.pairs["roles"].sides(words)
        left, right = left[target.window, target.word][:, None], right[target.window]
        roles = net.pairs["roles"].scores(left, right)[:, 0].float()
        status, modes = net.heads["status"](at).float(), net.heads["modes"](at).float()
        total = total + F.binary_cross_entropy_with_logits(roles[known], target.roles[known], reduction="sum")
        total = total + SMALLER * F.cross_entropy(status, target.status, reduction="sum")
        total = total + SMALLER * F.binary_cross_entropy_with_logits(modes, target.modes, reduction="sum")
    known = target.relations != IGNORE
    if known.any():
        scores = net.pairs["relations"].scores(*net.pairs["relations"].sides(words)).float()
        kinds = scores.shape[-1] - (net.heads["status"].out_features - 1)
        total = total + F.cross_entropy(scores[known][:, :kinds], target.relations[known], reduction="sum")
        if len(target.related):
            k, s, o, status = target.related.T
            rest = scores[k, s, o][:, kinds:]
            rest = torch.cat([torch.zeros_like(rest[:, :1]), rest], 1)
            total = total + SMALLER * F.cross_entropy(rest, status, reduction="sum")
    return total / max(1, target.sentences)


@torch.no_grad()
def start_low(net: ClaimNetwork) -> None:
    """Biases that make claims rare from the start, else the many empty pairs drown everything else."""
    net.pairs["roles"].weight[:, -1, -1] = -4.0
    net.pairs["relations"].weight[0, -1, -1] = 7.0
    for name, rest in (("modes", -4.0), ("status", 0.0), ("types", 0.0)):
        nn.init.constant_(net.heads[name].bias, rest)
    net.heads["status"].bias[0] = 2.0
    net.heads["types"].bias[0] = 4.0
