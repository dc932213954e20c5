"""Whether a happening is told as actual, future, hypothetical or negated.

The trigger's own auxiliaries, negation and marks are read first; then the words that govern it, upwards until a clause
stands on its own. The first sign decides. Cue lists: `data/cues.toml`, table `status`.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.coding.clauses import carriers, case_of
from dateline.coding.cues import cues
from dateline.records import Status

MAX_CLIMB = 6
ANNOUNCING = frozenset(
    {"announce", "schedule", "arrange", "plan", "order", "prepare", "approve", "authorise", "authorize"}
)
DEEDS = frozenset({"CONSULT", "COOPERATE", "AID", "RETREAT", "MOBILIZE", "ASSAULT", "PROTEST"})
PHYSICAL = DEEDS | {"COERCE", "SANCTION"}
SPEECH_ACTS = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "REJECT", "CONCEDE", "AGREE", "THREATEN"})
WEIGHING = frozenset({"plan", "propose", "consider", "weigh", "threaten", "prepare"})
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


def read_status(trigger: Token, speech: frozenset[int] = frozenset(), type_: str = "") -> Reading:
    """The status of what `trigger` names.

    Args:
        trigger: The verb, noun or adjective.
        speech: Token indices of reporting verbs above it: their clause is told, not wished.
        type_: What it is coded as: an announced deed is still to come, an announced demand or sanction is made.
    """
    own = _own(trigger)
    if own and not (type_ in SPEECH_ACTS and own.why == "“would”" and trigger.lemma_ in ("like", "wish")):
        return own
    if type_.islower() and any(c.lower_ in cues("status")["ended"] for c in trigger.children if c.dep_ == "advmod"):
        return Reading("negated", "said to have ended")
    at = trigger
    for _ in range(MAX_CLIMB):
        governor, link = at.head, at.dep_
        if governor == at or link not in OPEN_LINKS:
            break
        found = _from_governor(at, governor, link, speech, type_)
        if found:
            return found
        if _closed(at, governor, link) or _independent(at, governor, link):
            break
        at = governor
    return Reading("actual", "told as happening")


def _own(token: Token) -> Reading | None:
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
        if dep in ("nsubj", "nsubj:pass") and word in c["nobody"]:
            return Reading("negated", f"“{child.text}”")
        if dep == "mark" and word == "without":
            return Reading("negated", "“without”")
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
        return _own(token.head)
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


def _from_governor(at: Token, governor: Token, link: str, speech: frozenset[int], type_: str) -> Reading | None:
    """What the governing word makes of what it governs."""
    infinitive = at.tag_ == "VB" and any(m.lower_ == "to" for m in at.children if m.dep_ in ("mark", "aux"))
    if governor.pos_ in ("VERB", "AUX") or (governor.pos_ == "ADJ" and link in ("xcomp", "ccomp", "advcl", "csubj")):
        if governor.i in speech and link == "ccomp":
            return Reading("negated", f"“{governor.text}”") if governor.lemma_ in cues("status")["denials"] else None
        if link == "advcl":
            kept_from = any(m.lower_ == "from" for m in at.children if m.dep_ == "mark")
            if kept_from and governor.lemma_ in cues("status")["negated"] | cues("status")["keeping"]:
                return Reading("negated", f"“{governor.text} from”")
            return _purpose(governor, type_) if infinitive else None
        return _from_verb(at, governor, link, type_)
    if governor.pos_ in ("NOUN", "PROPN"):
        return _from_noun(governor, link, infinitive, type_)
    return None


def _from_verb(at: Token, governor: Token, link: str, type_: str) -> Reading | None:
    c = cues("status")
    lemma = governor.lemma_.lower()
    if link not in ("xcomp", "ccomp", "obj", "obl", "nsubj:pass", "nsubj"):
        return None
    if link == "xcomp" and lemma == "have" and any(m.lower_ == "yet" for m in governor.children):
        return Reading("negated", "“have yet to”")
    if type_ in SPEECH_ACTS and link in ("xcomp", "ccomp") and lemma in ("want", "like", "wish", "allow", "let"):
        return None  # "I want to thank" thanks
    if lemma in ANNOUNCING and type_ in DEEDS and link in ("obj", "nsubj:pass"):
        return Reading("future", f"“{governor.text}”")
    if lemma in c["requested"] and (link in ("xcomp", "ccomp") or (link == "obl" and case_of(at) in ("for", "on"))):
        return Reading("hypothetical", f"“{governor.text}”")
    if lemma == "call" and link == "obj" and any(m.lower_ == "off" for m in governor.children):
        return Reading("negated", "“call off”")
    through = link != "nsubj" and (
        link != "obl" or case_of(at) in ("for", "to", "of", "from", "against", "about", "on")
    )
    told = link == "ccomp" and lemma in cues("speech")["verbs"]
    carried = link in ("obj", "nsubj:pass") and lemma in cues("clauses")["light"] and lemma not in WEIGHING
    for status in ("negated", "future", "hypothetical") if through else ():
        if lemma in c[status] and not (told and status == "hypothetical") and not (carried and status != "negated"):
            return Reading(status, f"“{governor.text}”")
    if (
        link == "xcomp"
        and at.tag_ == "VB"
        and lemma not in c["actual"] | c["doing"] | c["leading"]
        and type_ in PHYSICAL
    ):
        own = _own(governor)
        return own or Reading("future", f"“{governor.text} to”")
    if link == "nsubj" and lemma.removeprefix("re-") in c["coming_about"]:  # "fighting has not resumed"
        return _own(governor)
    existential = lemma == "be" and any(m.dep_ == "expl" for m in governor.children)
    if link == "xcomp" or existential or lemma in carriers() | c["actual"] | c["leading"]:
        return _own(governor)
    return _own(governor) if link == "ccomp" and not told else None


def _purpose(governor: Token, type_: str) -> Reading | None:
    """An infinitive of purpose: what is done by the means told, or still to come after the move told."""
    if governor.lemma_.lower() in cues("status")["doing"]:
        return None
    return Reading("future" if type_ in PHYSICAL else "hypothetical", "purpose: “to”")


def _from_noun(governor: Token, link: str, infinitive: bool, type_: str) -> Reading | None:
    c = cues("status")
    lemma = governor.lemma_.lower()
    for status in ("negated", "future", "hypothetical"):
        if lemma in c[f"{status}_nouns"] and (
            link in ("acl", "ccomp") or (link in ("nmod", "compound") and status != "future")
        ):
            if status == "future" and not (infinitive or link == "ccomp"):
                continue  # "a deal signed in May" was signed
            if lemma in c["doing"] and link == "acl":
                return None
            return Reading(status, f"“{governor.text}”")
    return _purpose(governor, type_) if link == "acl" and infinitive else None


def _independent(at: Token, governor: Token, link: str) -> bool:
    """A noun under a full verb names something that is there anyway: "to discuss the campaign"."""
    known = carriers() | cues("status")["actual"] | cues("status")["leading"]
    return (
        at.pos_ in ("NOUN", "PROPN")
        and governor.pos_ == "VERB"
        and link in ("obj", "obl")
        and governor.lemma_ not in known
    )


def _closed(at: Token, governor: Token, link: str) -> bool:
    """Whether what lies further up says nothing about this happening."""
    if link in ("ccomp", "advcl", "acl:relcl", "nmod:poss", "appos"):
        return not (link == "ccomp" and governor.pos_ == "NOUN")
    if link == "conj":
        return at.pos_ == "VERB"
    if link == "nsubj" and governor.pos_ == "VERB":
        return True
    return link == "acl" and governor.pos_ not in ("NOUN",)
