"""What pronouns stand for, within one document: the nearest fitting party that was the subject before.

Number, person and prominence decide. Who the antecedent is, and what descriptions ("the group") stand for, is settled
in `identities.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.coding.clauses import HERE_THERE
from dateline.coding.fillers import entity_of, kinds, make_filler
from dateline.coding.frames import WordClasses
from dateline.coding.sources import find_sources, quotations

HE_SHE = frozenset({"he", "she", "him", "his", "her", "himself", "herself"})
THEY = frozenset({"they", "them", "their", "themselves"})
IT = frozenset({"it", "its", "itself"})
WE = frozenset({"we", "us", "our", "i", "my", "me"})
RANK = {"nsubj": 3, "nsubj:pass": 3, "obl:agent": 2, "obj": 1}
MEMORY = 4  # sentences


@dataclass(slots=True)
class Party:
    """A party mentioned before: where, and how prominently."""

    sentence: int
    position: int
    rank: int
    person: bool
    plural: bool


def resolve_pronouns(doc: Doc, classes: WordClasses) -> dict[int, int]:
    """For the pronouns that could be resolved, and for "here" and "there": the index of the antecedent's head."""
    found: dict[int, int] = {}
    parties: list[Party] = []
    quoted = quotations(doc)
    place: int | None = None
    for k, sentence in enumerate(doc.sents):
        for token in sentence:
            if token.pos_ in ("PRON", "DET") and token.lower_ in HE_SHE | THEY | IT | WE:
                at = _speaker(token, quoted, classes) if token.lower_ in WE else _antecedent(token, k, parties)
                if at is not None:
                    found[token.i] = at
            elif token.lower_ in HERE_THERE and token.pos_ == "ADV" and place is not None:
                found[token.i] = place
            elif _is_party(token, classes):
                parties.append(_party(token, k, classes))
            if token.ent_type_ == "LOC" and token.ent_iob_ == "B":
                entity = entity_of(token)
                place = entity.root.i if entity is not None else place
        parties = [p for p in parties if k - p.sentence < MEMORY]
    return found


def _is_party(token: Token, classes: WordClasses) -> bool:
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "flat", "nmod:desc"):
        return False
    entity = entity_of(token)
    if entity is not None:
        return entity.label_ != "LOC" or token.dep_ in ("nsubj", "nsubj:pass")
    return bool({"person", "armed", "group"} & kinds(token, classes))


def _party(token: Token, k: int, classes: WordClasses) -> Party:
    person = "person" in kinds(token, classes) and token.tag_ not in ("NNS", "NNPS")
    plural = token.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in token.children)
    return Party(k, token.i, RANK.get(token.dep_, 0), person, plural)


def _antecedent(token: Token, k: int, parties: list[Party]) -> int | None:
    word = token.lower_

    def fits(p: Party) -> bool:
        if word in HE_SHE:
            return p.person
        return (p.plural or not p.person) if word in THEY else not p.person and not p.plural

    fitting = [p for p in parties if fits(p)]
    if not fitting:
        return None
    # A subject of the sentence before beats a nearer object; within a sentence the earlier mention leads.
    best = max(fitting, key=lambda p: (p.rank - 1.5 * (k - p.sentence), p.plural == (word in THEY), p.position))
    return best.position


def _speaker(token: Token, quoted: list[tuple[int, int]], classes: WordClasses) -> int | None:
    """ "We" in a quotation is the speaker's side."""
    if not any(a < token.i < b for a, b in quoted):
        return None
    for attribution in find_sources(token.head):
        filler = make_filler(attribution.speaker, classes)
        if filler.name and "party" in filler.classes:
            return attribution.speaker.i
    return None
