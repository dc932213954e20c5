"""Which words tell of events: frames and network weighed, words of one happening joined, statuses read."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence

from spacy.tokens import Span, Token

from dateline.analysis.claim_scores import claim_scores
from dateline.coding.candidates import Candidate, Finder
from dateline.coding.chance import chance
from dateline.coding.clauses import carriers, conjuncts
from dateline.coding.drafts import Draft
from dateline.coding.fillers import kinds
from dateline.coding.frames import WordClasses
from dateline.coding.own_types import OwnType, own_candidates
from dateline.coding.roles import RoleFiller, Roles
from dateline.coding.sources import Attribution, find_sources, speech_above
from dateline.coding.status import Reading, read_status

# Chosen on half of the development gold and on the dispatches held back (docs/accuracy.md).
EVENT_LEAST = 0.32
WORTH_A_LOOK = 0.1
BARE_NOUN_LEAST = 0.2
MODIFIER_LEAST = 0.5
SURE = 0.8
# Of what the words say, in logits: a "not" says more than a mark that is missing.
STATUS_BONUS = {"actual": 1.5, "future": 2.2, "hypothetical": 1.5, "negated": 3.0}
THINGS = frozenset({"weapon", "armed", "person", "group", "place"})  # classes of words that name no happening
RESULTS = frozenset(
    {"kill", "wound", "injure", "maim", "destroy", "damage", "leave", "claim", "displace", "hit", "target"}
)
TOLL_VERBS = frozenset(
    ("kill", "wound", "injure", "die", "maim", "perish", "hurt", "hit", "strike", "rock", "pound", "target", "damage")
)
BACK_REFERENCES = frozenset({"the", "this", "that", "these", "those", "such"})
JOINING = frozenset({"acl", "acl:relcl", "advcl", "xcomp", "parataxis", "conj"})

Candidates = Mapping[Token, Sequence[Candidate]]


class EventReader:
    """Reads the events of sentences. One for a coder; `own` are the user's own types."""

    def __init__(self, finder: Finder, classes: WordClasses, own: Sequence[OwnType]) -> None:
        self.finder = finder
        self.classes = classes
        self.own = own

    def events(self, found: Candidates, filler: RoleFiller) -> tuple[list[Draft], int]:
        """The events of a sentence, and how many words looked like one but for which too little spoke."""
        chosen: dict[int, Candidate] = {}
        weak = 0
        for token, candidates in found.items():
            best = self._best(token, candidates)
            if best is None:
                continue
            if best.score < EVENT_LEAST:
                weak += 1
            else:
                chosen[token.i] = best
        self._join(chosen)
        drafts = []
        for i in sorted(chosen):
            candidate = chosen[i]
            roles = filler.fill(candidate)
            if _adds_nothing(candidate, roles):
                weak += 1
                continue
            drafts.append(_draft(candidate, roles))
        return self._contents(drafts), weak

    def own_events(self, sentence: Span) -> list[Draft]:
        """Events of the user's own types; `decide` fills their roles, since no frame proposes any."""
        found = own_candidates(sentence, self.own)
        return [_draft(candidate, Roles()) for candidate in found]

    def _best(self, token: Token, candidates: Sequence[Candidate]) -> Candidate | None:
        """The event that a word most likely tells: by a frame and the network, or by the network alone."""
        found = [c for c in candidates if not c.frame.relation]
        names_thing = token.pos_ != "VERB" and not THINGS.isdisjoint(kinds(token, self.classes))
        alone = None if names_thing else self.finder.suggestion(token, WORTH_A_LOOK)
        scored = [dataclasses.replace(c, score=_score(c)) for c in [*found, *([alone] if alone else [])]]
        best = max(scored, key=lambda c: c.score, default=None)
        if best is not None and token.dep_ == "compound":
            armament = {"weapon", "armed"} & kinds(token.head, self.classes)
            if armament or (best.probability or 0.0) < MODIFIER_LEAST:
                return None  # "attack helicopters"
        return best

    def _join(self, chosen: dict[int, Candidate]) -> None:
        """One happening told by two words is one claim."""
        for i in sorted(chosen):
            here = chosen.get(i)
            if here is None:
                continue
            token, head = here.token, here.token.head
            if head == token or head.i not in chosen:
                continue
            above = chosen[head.i]
            same = here.frame.type == above.frame.type
            if token in above.words or (token.dep_ in ("compound", "amod") and same):
                del chosen[i]
            elif (
                head.pos_ == "VERB"
                and token.dep_ in ("obj", "nsubj:pass", "obl")
                and head.lemma_ in carriers()
                and token.pos_ != "VERB"
            ):
                if same or above.score <= here.score:
                    del chosen[head.i]
            elif head.pos_ == "VERB" and token.dep_ == "nsubj" and same and token.pos_ != "VERB":
                # "Shelling killed three": the noun's agent is the verb's.
                agents = [
                    h
                    for h in here.slots.get("subject", []) + here.slots.get("modifier", [])
                    if "party" in kinds(h, self.classes)
                ]
                above.slots["subject"] = agents
                for slot in ("in", "near", "at"):
                    above.slots.setdefault(slot, []).extend(here.slots.get(slot, []))
                del chosen[i]
            elif (
                same
                and head.lemma_ in TOLL_VERBS
                and token.dep_ in ("obl", "obl:agent", "nmod")
                and token.pos_ != "VERB"
            ):
                # "Killed in an air strike": the strike is the happening, the dead are whom it hit.
                victims = above.slots.get("object", []) or above.slots.get("subject", [])
                here.slots.setdefault("object", []).extend(v for v in victims if v not in here.words)
                for slot in ("in", "near", "at", "when"):
                    here.slots.setdefault(slot, []).extend(h for h in above.slots.get(slot, []) if h != token)
                del chosen[head.i]
            elif same and token.dep_ == "acl" and token.tag_ == "VB" and head.pos_ == "NOUN":
                # "An offensive to retake the town" is one happening.
                for slot in ("object", "in", "from", "at"):
                    above.slots.setdefault(slot, []).extend(here.slots.get(slot, []))
                del chosen[i]
            elif same and token.lemma_ in RESULTS and token.dep_ in JOINING - {"conj"}:
                above.slots.setdefault("object", []).extend(
                    h for h in here.slots.get("object", []) if h not in above.words and h != head
                )
                del chosen[i]

    def _contents(self, drafts: list[Draft]) -> list[Draft]:
        """Give what is demanded, alleged or threatened its status, or drop it where it is the same happening."""
        by_token = {d.token.i: d for d in drafts}
        dropped: set[int] = set()
        for draft in drafts:
            rule = draft.candidate.frame.content
            heads = [*draft.roles.content, *_clauses(draft.candidate)]
            for head in heads:
                for part in conjuncts(head) + [c for c in head.children if c.dep_ == "conj"]:
                    inner = by_token.get(part.i)
                    if inner is None or inner is draft:
                        continue
                    if rule == "absorb":
                        dropped.add(part.i)
                    elif rule in ("hypothetical", "future", "actual") and inner.status.status != "negated":
                        if rule != "actual":
                            inner.status = Reading(rule, f"content of “{draft.token.text}”")  # type: ignore[arg-type]
                        else:
                            inner.sources = [
                                *(Attribution(t, draft.token) for t in draft.candidate.slots.get("subject", [])),
                                *inner.sources,
                            ]
        return [d for d in drafts if d.token.i not in dropped]


def _draft(candidate: Candidate, roles: Roles) -> Draft:
    status = read_status(candidate.token, speech_above(candidate.token), candidate.frame.type)
    return Draft(candidate, roles, status, find_sources(candidate.token))


def _clauses(candidate: Candidate) -> list[Token]:
    """The verbs of what is demanded, promised or alleged; "accused of shelling" hangs as an adverbial clause."""
    if not candidate.frame.content:
        return []
    gerunds = [
        t
        for t in candidate.slots.get("purpose", [])
        if t.tag_ == "VBG" and any(c.lower_ in ("of", "from") for c in t.children)
    ]
    return [*candidate.slots.get("clause", []), *gerunds]


def retype_vow(draft: Draft, filler: RoleFiller) -> None:
    """Force that the speaker himself says he will use is a threat (guidelines, decision 8)."""
    frame = draft.candidate.frame
    if frame.type != "ASSAULT" or draft.status.status != "future" or draft.status.why.startswith("purpose"):
        return
    speakers = {filler.filler(a.speaker).name for a in draft.sources}
    actors = draft.roles.actors.values()
    if any(f.text.lower() in ("we", "i") or (f.name and f.name in speakers) for f in actors):
        vow = dataclasses.replace(frame, type="THREATEN", modes=("violence",))
        draft.candidate = dataclasses.replace(draft.candidate, frame=vow)
        draft.status = Reading("actual", f"force vowed by the speaker ({draft.status.why})")


def _adds_nothing(candidate: Candidate, roles: Roles) -> bool:
    """Whether a noun only points back ("the attack") or names a happening of which its sentence tells nothing."""
    token = candidate.token
    if token.pos_ not in ("NOUN", "PROPN") or roles.heads():
        return False
    if candidate.slots.get("when") or any(c.dep_ == "nummod" for c in token.children):
        return False
    pointing = any(c.dep_ == "det" and c.lower_ in BACK_REFERENCES for c in token.children)
    return pointing or (candidate.probability or 0.0) < BARE_NOUN_LEAST


def _score(candidate: Candidate) -> float:
    """How far frame and network together speak for an event: a probability, by `training.calibrate`.

    Of a wording whose conditions leave little doubt the network is asked only whether it tells of an event at all.
    """
    weight = None if candidate.form == "model" else candidate.frame.weight
    probability = candidate.probability or 0.0
    if weight is not None and weight >= SURE:
        types = claim_scores(candidate.token.doc).types
        probability = max(1.0 - float(types[word.i][0]) for word in candidate.words)
    return chance(probability, weight)


def settle_status(draft: Draft) -> None:
    """Weigh the network's reading of the status against that of the words."""
    if draft.candidate.frame.relation or draft.candidate.frame.status:
        return
    scores = claim_scores(draft.token.doc)
    row = scores.statuses[draft.token.i]
    names = scores.labels["status"]
    total = [
        math.log(max(float(p), 1e-6)) + STATUS_BONUS[n] * (n == draft.status.status)
        for n, p in zip(names, row, strict=True)
    ]
    best = max(range(len(names)), key=total.__getitem__)
    if names[best] != draft.status.status:
        draft.status = Reading(names[best], f"network {row[best]:.2f}")  # type: ignore[arg-type]
