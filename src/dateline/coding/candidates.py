"""Find the words of a document that may make claims: frame entries whose words and conditions are met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.tokens import Token

from dateline.analysis.claim_scores import claim_scores
from dateline.coding.clauses import Slots, slots
from dateline.coding.fillers import entity_of, joined, satisfies
from dateline.coding.frames import PREPOSITIONS, Entry, Frame, Lexicon

HYPHENS = ("-", "–", "‑")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may make a claim: the frame that it meets, its other words, its slots, and how likely the type is.

    `probability` is the model's for the type at this word, None for relations.
    """

    token: Token
    frame: Frame
    form: str
    words: tuple[Token, ...]
    slots: Slots
    probability: float | None
    score: float


class Finder:
    """Finds candidates. Made once; holds the lexicon and the model's event types."""

    def __init__(self, lexicon: Lexicon, types: Sequence[str], generic: dict[str, Frame]) -> None:
        self.lexicon = lexicon
        self.types = {name: i for i, name in enumerate(types)}
        self.names = list(types)
        self.generic = generic

    def candidates(self, token: Token, words: Set[str] | None = None) -> Iterator[Candidate]:
        """Every frame that the token meets, the most specific first.

        `words`, all forms and lemmas of its sentence, spares looking for those that are not there.
        """
        for form in _forms(token):
            for lemma in _lemmas(token, form):
                for entry in self.lexicon.find(form, lemma):
                    if words is not None and any(word not in words for word in entry.others):
                        continue
                    found = self._meets(token, entry)
                    if found is not None:
                        yield found

    def suggestion(self, token: Token, least: float) -> Candidate | None:
        """What the model alone says: a frame without words for its likeliest type, when that is likely enough."""
        row = _row(token)
        best = int(row[1:].argmax()) + 1
        if row[best] < least or token.pos_ not in ("VERB", "NOUN", "ADJ", "PROPN"):
            return None
        frame = self.generic[self.names[best]]
        return Candidate(token, frame, "model", (token,), _own_slots(token), float(row[best]), float(row[best]))

    def probability(self, words: Sequence[Token], type_: str) -> float | None:
        """The model's probability of an event type at any of the words."""
        column = self.types.get(type_)
        return None if column is None else max(float(_row(w)[column]) for w in words)

    def _meets(self, token: Token, entry: Entry) -> Candidate | None:
        words = _match(token, entry)
        if words is None:
            return None
        found = _merged(token, words, entry)
        if _in_name(token):
            name = entity_of(token) or ()
            found = {slot: [t for t in heads if t not in name] for slot, heads in found.items()}
        frame = entry.frame
        noun = token.pos_ in ("NOUN", "PROPN")
        for slot, wanted in frame.require.items():
            if not any(satisfies(t, wanted, self.lexicon.classes) for t in _slot(found, slot, noun)):
                return None
        for slot, unwanted in frame.forbid.items():
            if any(satisfies(t, unwanted, self.lexicon.classes) for t in _slot(found, slot, noun)):
                return None
        probability = None if frame.relation else self.probability(words, frame.type)
        return Candidate(token, frame, entry.form, words, found, probability, frame.weight)


def _own_slots(token: Token) -> Slots:
    """A copy that a candidate may change: the slots themselves are kept on the document for others."""
    return {slot: list(heads) for slot, heads in slots(token).items()}


def _row(token: Token) -> npt.NDArray[np.float32]:
    row: npt.NDArray[np.float32] = claim_scores(token.doc).types[token.i]
    return row


def _slot(found: Slots, slot: str, noun: bool) -> list[Token]:
    if slot == "object":  # of a noun: its "of", "on" and "against" phrases
        return [*found.get("object", []), *found.get("of", [])]
    if slot == "subject":  # of a noun: "Saudi backing"
        return [*found.get("subject", []), *(found.get("modifier", []) if noun else [])]
    return found.get(slot, [])


def _forms(token: Token) -> tuple[str, ...]:
    if token.pos_ in ("VERB", "AUX") and token.tag_ not in ("NNP", "NNPS"):
        return (
            ("verbs", "nouns")
            if token.tag_ == "VBG" and token.dep_ not in ("advcl", "acl", "root", "ROOT", "ccomp")
            else ("verbs",)
        )
    if token.pos_ in ("NOUN", "PROPN"):
        if _in_name(token):
            return ("relational",)
        return ("nouns", "relational", "prefixes") if "-" in token.text else ("nouns", "relational")
    if token.pos_ == "ADJ":
        return (
            ("adjectives", "prefixes", "verbs")
            if token.tag_ in ("VBN", "VBG") or token.lower_.endswith(("ed", "ing"))
            else ("adjectives", "prefixes")
        )
    return ()


def _in_name(token: Token) -> bool:
    """Whether a word is part of a longer name ("People's Liberation Army", "Detention Center")."""
    if not token.ent_type_:
        return False
    doc, i = token.doc, token.i
    return doc[i].ent_iob_ == "I" or (i + 1 < len(doc) and doc[i + 1].ent_iob_ == "I")


def _lemmas(token: Token, form: str) -> list[str]:
    """The lemma, and what else the word may be listed as."""
    lemma = token.lemma_.lower()
    if form == "prefixes":
        return [token.lower_.split("-")[0]] if "-" in token.text else []
    if form == "nouns" and token.lower_ != lemma and token.tag_ in ("VBG", "NN"):
        return [*joined(token), lemma, token.lower_]
    return [*joined(token), lemma]


def _match(token: Token, entry: Entry) -> tuple[Token, ...] | None:
    """The tokens of a wording of several words: each depends on one found before it."""
    matched = [token]
    for word in entry.others:
        found = next(
            (t for t in _within(matched) if t not in matched and (t.lemma_.lower() == word or t.lower_ == word)), None
        )
        if found is None:
            return None
        if (
            entry.form in ("nouns", "relational")
            and found.i > token.i
            and not any(w in PREPOSITIONS for w in entry.others)
        ):
            return None
        matched.append(found)
    return tuple(matched)


def _within(matched: Sequence[Token]) -> Iterator[Token]:
    """Dependents of the words found so far, nearest first; prepositions stand under what they govern."""
    for token in matched:
        for child in token.children:
            yield child
            if child.dep_ in ("obl", "nmod", "obj", "advcl", "xcomp"):
                yield from (g for g in child.children if g.dep_ in ("case", "mark") and g.i < child.i)
    # A hyphened or detached modifier: "air" in "air and missile strikes".
    for token in matched[:1]:
        yield from (g for c in token.children if c.dep_ in ("compound", "amod") for g in c.children if g.dep_ == "conj")


def _merged(token: Token, words: tuple[Token, ...], entry: Entry) -> Slots:
    """The slots of the head word; a fixed object ("take control of X") lends its own "of" as the object."""
    found = _own_slots(token)
    if entry.form == "prefixes":
        return {"subject": [token.head], "object": [token]} if token.dep_ in ("amod", "compound", "nmod") else {}
    fixed = [w for w in words[1:] if w.dep_ in ("obj", "obl", "nsubj:pass") and w.pos_ in ("NOUN", "PROPN")]
    for noun in fixed:
        inner = slots(noun)
        found["object"] = (
            [t for t in found.get("object", []) if t != noun] + inner.get("of", []) + inner.get("possessor", [])
        )
        for slot, heads in inner.items():
            if slot not in ("of", "possessor", "subject", "modifier"):
                found.setdefault(slot, []).extend(h for h in heads if h not in found[slot])
    for w in words[1:]:  # "fall to": the preposition's own slot stays; other fixed words fill none
        if w.dep_ in ("case", "compound:prt", "advmod", "mark", "fixed"):
            continue
        found = {slot: [t for t in heads if t != w] for slot, heads in found.items()}
    return found
