"""Whether a happening is told as actual, future, hypothetical or negated.

The trigger's own auxiliaries, negation and marks are read first; then the words that govern it, upwards until a clause
stands on its own. The first sign decides. Cue lists: `data/cues.toml`, table `status`.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.coding.clauses import LIGHT, LIGHT_PASSIVE, case_of
from dateline.coding.cues import cues
from dateline.records import Status

MAX_CLIMB = 6
OPEN_LINKS = frozenset(
    {
        "obj",
        "obl",
        "nmod",
        "nsubj",
        "nsubj:pass",
        "xcomp",
        "acl",
        "advcl",
        "ccomp",
        "conj",
        "nmod:poss",
        "appos",
        "compound",
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A status and the words that gave it."""

    status: Status
    why: str


def read_status(trigger: Token, speech: frozenset[int] = frozenset()) -> Reading:
    """The status of what `trigger` names.

    Args:
        trigger: The verb, noun or adjective.
        speech: Token indices of reporting verbs above it: their clause is told, not wished.
    """
    own = _own(trigger, trigger)
    if own:
        return own
    at = trigger
    for _ in range(MAX_CLIMB):
        governor, link = at.head, at.dep_
        if governor == at or link not in OPEN_LINKS:
            break
        found = _from_governor(at, governor, link, trigger, speech)
        if found:
            return found
        if _closed(at, governor, link, speech):
            break
        at = governor
    return Reading("actual", "told as happening")


def _own(token: Token, trigger: Token) -> Reading | None:
    """Signs on the word itself."""
    c = cues("status")
    hypothetical = future = None
    for child in token.children:
        word, dep = child.lower_, child.dep_
        if dep in ("advmod", "aux", "cc", "cc:preconj", "det") and (
            word in c["negation"] or (dep == "det" and word in c["negative_determiners"])
        ):
            return Reading("negated", f"“{child.text}”")
        if dep in ("nsubj", "nsubj:pass", "obj") and any(
            g.lower_ in c["negative_determiners"] and g.dep_ == "det" for g in child.children
        ):
            return Reading("negated", f"“no {child.text}”")
        if dep in ("aux", "aux:pass"):
            if word in c["future_aux"]:
                future = Reading("future", f"“{child.text}”")
            elif word in c["hypothetical_aux"]:
                hypothetical = _would(token, child)
        if dep in ("mark", "advmod") and word in c["conditional"] and word != "should":
            hypothetical = Reading("hypothetical", f"“{child.text}”")
        if dep in ("amod", "compound") and token.pos_ in ("NOUN", "PROPN"):
            for status in ("future", "hypothetical", "negated"):
                if child.lower_ in c[f"{status}_modifiers"] or child.lemma_ in c[f"{status}_modifiers"]:
                    return Reading(status, f"“{child.text}”")
    if hypothetical or future:
        return hypothetical or future
    if (
        token.dep_ == "conj"
        and token.pos_ == "VERB"
        and token.head.pos_ in ("VERB", "AUX")
        and not any(c_.dep_ in ("nsubj", "nsubj:pass", "aux") for c_ in token.children)
    ):
        return _own(token.head, trigger)
    return None


def _would(token: Token, aux: Token) -> Reading:
    """ "Would" after a reporting verb in the past is its "will"; elsewhere it supposes."""
    governor = token.head
    reported = token.dep_ == "ccomp" and governor.tag_ in ("VBD", "VBN") and governor.lemma_ in cues("speech")["verbs"]
    if (
        aux.lower_ in ("would", "'d")
        and reported
        and not any(c.dep_ == "advcl" and any(g.lower_ == "if" for g in c.children) for c in token.children)
    ):
        return Reading("future", f"reported “{aux.text}”")
    return Reading("hypothetical", f"“{aux.text}”")


def _from_governor(at: Token, governor: Token, link: str, trigger: Token, speech: frozenset[int]) -> Reading | None:
    """What the governing word makes of what it governs."""
    c = cues("status")
    lemma = governor.lemma_.lower()
    infinitive = at.tag_ == "VB" and any(m.lower_ == "to" for m in at.children if m.dep_ in ("mark", "aux"))
    if governor.pos_ in ("VERB", "AUX") or (link == "xcomp" and governor.pos_ == "ADJ"):
        if governor.i in speech and link == "ccomp":
            return None
        if link in ("xcomp", "ccomp", "obj", "obl", "nsubj:pass") and not (
            link == "obl" and case_of(at) not in ("for", "to", "of", "from", "against", "about", "on")
        ):
            if link == "nsubj:pass" and lemma not in c["future"] | c["hypothetical"] | c["negated"]:
                return _own(governor, trigger) if lemma in LIGHT else None
            for status in ("negated", "future", "hypothetical"):
                if lemma in c[status]:
                    if (
                        lemma in LIGHT
                        and link == "obj"
                        and status != "negated"
                        and lemma not in ("plan", "propose", "consider", "weigh", "threaten", "prepare")
                    ):
                        break
                    if (
                        link == "ccomp"
                        and not infinitive
                        and status == "hypothetical"
                        and lemma in cues("speech")["verbs"]
                    ):
                        break
                    return Reading(status, f"“{governor.text}”")
        if link == "advcl" and infinitive:
            return Reading("hypothetical", "purpose: “to”")
        if link in ("xcomp", "obj", "obl", "nsubj:pass", "nsubj") and (
            link == "xcomp" or lemma in LIGHT | LIGHT_PASSIVE or lemma in c["actual"] or link in ("obj", "obl")
        ):
            return _own(governor, trigger)
        if link == "ccomp" and lemma not in cues("speech")["verbs"]:
            return _own(governor, trigger)
        return None
    if governor.pos_ in ("NOUN", "PROPN"):
        for status in ("negated", "hypothetical"):
            if lemma in c[f"{status}_nouns"] and link in ("acl", "nmod", "compound", "ccomp"):
                return Reading(status, f"“{governor.text}”")
        if link == "acl" and infinitive:
            return Reading("hypothetical", "purpose: “to”")
    return None


def _closed(at: Token, governor: Token, link: str, speech: frozenset[int]) -> bool:
    """Whether what lies further up says nothing about this happening."""
    if link in ("ccomp", "advcl", "acl:relcl", "nmod:poss", "appos"):
        return not (link == "ccomp" and governor.pos_ == "NOUN")
    if link == "conj":
        return at.pos_ == "VERB"
    if link == "nsubj" and governor.pos_ == "VERB":
        return True
    return link == "acl" and governor.pos_ not in ("NOUN",)
