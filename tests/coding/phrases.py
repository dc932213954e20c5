"""Short sentences in one line, for tests that are about noun phrases: `clause("the/DT Turkish/JJ president/NN")`.

A word is `form/XPOS[/ENTITY][/DEPREL]`; "-" stands for no entity. A name of several words is joined by "_"
("Lena_Moravec/NNP/PER") and headed by its first word. The last word of a phrase is its head and the others hang on it,
each by what its tag says. A preposition (IN) begins a phrase that hangs on the first one, `'s` (POS) makes the word
before it a possessor, and a hyphen (HYPH) hangs the word before it on the one behind it ("US-led"). The answer is in
the notation of `trees.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

UPOS = {
    "DT": "DET", "JJ": "ADJ", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "CD": "NUM",
    "PRP$": "PRON", "PRP": "PRON", "IN": "ADP", "POS": "PART", "HYPH": "PUNCT", "VBN": "VERB", ",": "PUNCT",
}  # fmt: skip
DEPS = {
    "DT": "det", "JJ": "amod", "NN": "compound", "NNS": "compound", "NNP": "compound", "NNPS": "compound",
    "CD": "nummod", "PRP$": "nmod:poss", "IN": "case", "POS": "case", "HYPH": "punct", "VBN": "amod",
}  # fmt: skip
LEMMAS = {"militias": "militia", "police": "police", "countries": "country", "authorities": "authority"}


@dataclass
class Word:
    """A word in the making; `head` counts from 0 within the sentence, -1 is the verb."""

    form: str
    xpos: str
    entity: str = ""
    dep: str = ""
    head: int = -1

    def line(self, verb: int) -> str:
        """The word in the notation of `trees.py`."""
        lemma = LEMMAS.get(self.form, self.form.removesuffix("s") if self.xpos == "NNS" else self.form)
        head = verb if self.head < 0 else self.head
        return f"{self.form} {lemma} {UPOS[self.xpos]} {self.xpos} {head + 1} {self.dep} {self.entity}".strip()


def clause(subject: str, obj: str = "", verb: str = "left leave", before: str = "") -> str:
    """A sentence: a subject, a verb (form and lemma) and an object; `before` is an oblique in front of the subject."""
    words = [*_phrase(before, "obl", 0), Word(",", ",", "", "punct")] if before else []
    words += _phrase(subject, "nsubj", len(words))
    at = len(words)
    after = _phrase(obj, "obj", at + 1) if obj else []
    lines = [*(w.line(at) for w in words), f"{verb} VERB VBD 0 root", *(w.line(at) for w in after)]
    return "\n".join([*lines, f". . PUNCT . {at + 1} punct"])


def story(*sentences: str) -> str:
    """Sentences one after another."""
    return "\n\n".join(sentences)


def _phrase(text: str, dep: str, start: int) -> list[Word]:
    """A noun phrase with the prepositional phrases behind it, its words counted from `start`."""
    groups: list[list[Word]] = [[]]
    for spec in text.split():
        words = _words(spec)
        if words[0].xpos == "IN" and groups[-1]:
            groups.append([])
        groups[-1] += words
    found: list[Word] = []
    outer = -1
    for group in groups:
        top = group[_attach(group, start + len(found))]
        top.dep, top.head = (dep, -1) if outer < 0 else ("nmod", outer)
        found += group
        outer = start + found.index(top) if outer < 0 else outer
    return found


def _words(spec: str) -> list[Word]:
    """The words of one entry: several where they are a name."""
    form, xpos, entity, dep, *_ = [*spec.split("/"), "", ""]
    entity = entity.replace("-", "")
    first, *others = form.split("_")
    inner = f"I-{entity}" if entity else ""
    return [Word(first, xpos, entity, dep), *(Word(other, xpos, inner, "flat") for other in others)]


def _attach(group: list[Word], start: int) -> int:
    """Hang the words of a phrase on its head; the answer is the head's place in the phrase."""
    heads = [i for i, word in enumerate(group) if word.dep != "flat" and word.xpos not in ("POS", "HYPH")]
    for i, word in enumerate(group):
        before = max((j for j in heads if j < i), default=0)
        after = min((j for j in heads if j > i), default=heads[-1])
        if word.dep == "flat":
            word.head = start + before
        elif word.xpos == "POS":
            word.head, word.dep, group[before].dep = start + before, "case", "nmod:poss"
        elif i != heads[-1]:
            glued = word.xpos == "HYPH" or group[i + 1].xpos == "HYPH"
            word.head = start + (after if glued else heads[-1])
            word.dep = word.dep or DEPS[word.xpos]
    return heads[-1]
