"""Predicate-argument structure over a UD tree: the deep slots of a verb, noun or adjective.

`slots(token)` undoes what grammar does to arguments: passives, relative and participial clauses, control and raising,
coordination, light verbs. A slot is `subject`, `object`, `indirect`, `clause`, `modifier`, or a preposition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Token

from dateline.coding.cues import cues

Slots = dict[str, list[Token]]
KEPT = "dateline_slots"

HERE_THERE = frozenset({"there", "here"})
RELATIVE = frozenset({"who", "whom", "which", "that", "where", "whose"})
COMMON_CASES = {
    "towards": "toward",
    "amongst": "among",
    "onto": "on",
    "upon": "on",
    "alongside": "with",
    "versus": "against",
    "out": "from",
    "out of": "from",
    "away from": "from",
}


def carriers() -> frozenset[str]:
    """Verbs that may only carry a noun that names the happening ("launch an attack", "suffer a defeat")."""
    return cues("clauses")["light"] | cues("clauses")["undergoing"]


def is_time(token: Token) -> bool:
    """Whether a nominal names a time rather than a party, a place or a thing."""
    if token.lemma_.lower() in cues("clauses")["time"] and not token.ent_type_:
        return token.lower_ != "may" or token.pos_ != "AUX"
    if token.pos_ != "NUM":
        return False
    if any(c.lemma_.lower() in cues("clauses")["time"] for c in token.children):
        return True
    return ":" in token.text or (
        len(token.text) == 4 and token.text.isdigit() and "1500" <= token.text < "2100" and case_of(token) is not None
    )


def content_head(token: Token) -> Token:
    """What a measuring noun measures: "troops" in "thousands of troops"; else the token itself."""
    if _is_measuring(token):
        for child in token.children:
            if child.dep_ == "nmod" and case_of(child) == "of":
                return content_head(child)
    return token


def _is_measuring(token: Token) -> bool:
    """Whether a word only counts what its "of" phrase names: "half of the town", "30 of its fighters"."""
    words = cues("clauses")["transparent"]
    return token.lemma_.lower() in words or token.lower_ in words or token.pos_ == "NUM"


def mixed(token: Token) -> list[Token]:
    """Who is meant by a mixture of some: "a mixture of Kurds and Arabs" are both; else the token itself."""
    if token.lemma_.lower() in cues("clauses")["mixed"]:
        for child in token.children:
            if child.dep_ == "nmod" and case_of(child) == "of":
                return conjuncts(child)
    return [token]


def _outer(noun: Token) -> Token:
    """The measuring noun that stands for `noun` in its clause: "a series of strikes" -> "series"."""
    head = noun.head
    if noun.dep_ == "nmod" and head != noun and content_head(head) == noun:
        return _outer(head)
    return noun


def case_of(token: Token) -> str | None:
    """The preposition that marks a nominal, in lower case; None where it is bare."""
    for child in token.children:
        if child.dep_ == "case" and child.i < token.i:
            word = child.lower_
            if word in cues("clauses")["approximate"] and _is_measuring(token):
                continue  # "about half of the town"
            if any(c.dep_ == "fixed" for c in child.children):
                word = " ".join([word, *(c.lower_ for c in child.children if c.dep_ == "fixed")])
            return COMMON_CASES.get(word, word)
    return None


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, left to right."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX"):
            found.extend(conjuncts(child))
    return found


def is_passive(token: Token) -> bool:
    """Whether a verb is a passive: by its auxiliary or subject, or a past participle that modifies a noun."""
    if any(c.dep_ in ("aux:pass", "nsubj:pass", "obl:agent") for c in token.children):
        return True
    if token.tag_ != "VBN":
        return False
    if token.dep_ == "conj" and token.head.pos_ == "VERB" and not _own(token, "nsubj"):
        return not any(c.dep_ == "aux" and c.lemma_ == "have" for c in token.children) and is_passive(token.head)
    return token.dep_ in ("acl", "amod", "advcl") and not any(c.dep_ in ("aux", "obj") for c in token.children)


def slots(token: Token) -> Slots:
    """The deep slots of a predicate; each holds the heads of its fillers, conjuncts included.

    Kept on the document, since control and coordination ask for the same governors again; an entry in the making is
    empty, so that a malformed tree cannot send two predicates round in a circle.
    """
    kept: dict[int, Slots] = token.doc.user_data.setdefault(KEPT, {})
    if token.i in kept:
        return kept[token.i]
    kept[token.i] = {}
    found: Slots = defaultdict(list)
    if token.pos_ in ("VERB", "AUX") or (token.pos_ == "ADJ" and token.tag_ in ("VBN", "VBG")):
        _verb(token, found)
    elif token.pos_ == "ADJ":
        _adjective(token, found)
    else:
        _noun(token, found)
    kept[token.i] = {slot: _spread(heads) for slot, heads in found.items() if heads}
    return kept[token.i]


def _spread(heads: list[Token]) -> list[Token]:
    spread: list[Token] = []
    for head in heads:
        each = [c for one in mixed(head) for c in conjuncts(one)]
        each += [c for one in list(each) for named in one.children if _is_example(named) for c in conjuncts(named)]
        spread.extend(dict.fromkeys(c for c in each if c not in spread))
    return spread


def _is_example(token: Token) -> bool:
    """Whether a name is given as one of those before it: "militias, including Hezbollah"."""
    return token.dep_ == "nmod" and bool(token.ent_type_) and case_of(token) in ("including", "such as")


def _own(token: Token, *deps: str) -> list[Token]:
    return [c for c in token.children if c.dep_ in deps]


def _verb(token: Token, found: Slots) -> None:
    passive = is_passive(token)
    for child in token.children:
        dep = child.dep_
        if dep in ("obl", "obl:unmarked") and is_time(child):
            found["when"].append(child)
        elif dep in ("nsubj", "nsubj:outer"):
            found["object" if passive and dep != "nsubj:outer" and token.tag_ == "VBN" else "subject"].append(child)
        elif dep == "nsubj:pass":
            found["object"].append(child)
        elif dep == "obj":
            found["object"].append(child)
        elif dep == "iobj":
            found["indirect"].append(child)
        elif dep in ("obl", "obl:agent"):
            case = case_of(child)
            if case is None and not passive and child.i > token.i and _is_measuring(child):
                found["object"].append(child)  # "control about half of the town"
                continue
            found["subject" if case == "by" and (passive or dep == "obl:agent") else case or "bare"].append(child)
        elif dep == "obl:unmarked" and not (passive and child.i < token.i):
            found["bare"].append(child)
        elif dep in ("ccomp", "xcomp", "advcl") and (dep != "xcomp" or child.pos_ in ("VERB", "AUX", "NOUN", "ADJ")):
            found["clause" if dep != "advcl" else "purpose"].append(child)
            if dep == "xcomp" and child.pos_ in ("NOUN", "PROPN", "ADJ"):
                found["as"].append(child)
        elif dep in ("advmod", "compound:prt"):
            found["in" if child.lower_ in HERE_THERE else "modifier"].append(child)
    if passive and token.dep_ in ("amod", "acl", "advcl"):
        found["participle"].append(token)
    _participle(token, found, passive)
    _relative(token, found)
    if passive and not found.get("object"):
        found["object"].extend(_said_of(token))
    if not found.get("object" if passive else "subject"):
        _shared_subject(token, found, passive)
    if passive and not found.get("subject"):  # "trained and advised by X": the agent is shared
        for child in token.children:
            if child.dep_ == "conj" and child.tag_ == "VBN" and not _own(child, "nsubj", "nsubj:pass"):
                found["subject"].extend(
                    g for g in child.children if g.dep_ == "obl:agent" or (g.dep_ == "obl" and case_of(g) == "by")
                )
    if passive and not found.get("subject"):  # "branded as a gang by X": the agent often hangs one noun too low
        for child in token.children:
            if child.dep_ in ("obl", "xcomp", "obj") and child.i > token.i:
                found["subject"].extend(g for g in child.children if g.dep_ == "nmod" and case_of(g) == "by")


def _participle(token: Token, found: Slots, passive: bool) -> None:
    """A participle's noun is its object ("troops backed by"), or its subject ("troops backing")."""
    if token.dep_ not in ("acl", "amod"):
        return
    noun = token.head
    if passive:
        found["object"].append(noun)
        if token.dep_ == "amod":
            for child in token.children:  # "US-backed", "rebel-held"
                if child.i < token.i and child.dep_ in (
                    "compound",
                    "obl",
                    "obl:unmarked",
                    "obl:agent",
                    "nsubj",
                    "nmod",
                    "amod",
                    "obj",
                ):
                    found["subject"] = [child]
            before = token.doc[token.i - 1] if token.i > 1 else None
            if before is not None and before.text in ("-", "–") and not found.get("subject"):
                found["subject"] = [token.doc[token.i - 2]]
    elif token.tag_ != "VB":
        found["subject"].append(noun)
    elif noun.pos_ in ("NOUN", "PROPN"):
        found["subject"].extend(slots(noun).get("subject", []) or _governing_subject(noun))


def _said_of(token: Token) -> list[Token]:
    """Of whom a participle is said that stands beside them: "X, which remains besieged", "In X, controlled by Y"."""
    before = token.doc[token.i - 1] if token.i > token.sent.start else None
    if before is None:
        return []
    if before.lemma_ in cues("clauses")["staying"]:
        return slots(before).get("subject", [])
    named = before.i > token.sent.start and token.doc[before.i - 1]
    if before.text == "," and token.dep_ == "advcl" and named and named.ent_type_ == "LOC":
        return [named.head if named.dep_ == "flat" else named]
    return []


def _relative(token: Token, found: Slots) -> None:
    """A relative pronoun stands for the noun; where there is none, the noun fills the empty slot."""
    if token.dep_ != "acl:relcl":
        return
    noun = token.head
    replaced = False
    for heads in found.values():
        for k, head in enumerate(heads):
            if head.lower_ in RELATIVE and head.pos_ in ("PRON", "DET", "SCONJ"):
                heads[k] = noun
                replaced = True
    if not replaced:
        found["object" if found.get("subject") else "subject"].append(noun)


def _shared_subject(token: Token, found: Slots, passive: bool) -> None:
    """The subject that coordination, control or adjunction gives to a verb without its own."""
    governor = token.head
    if governor == token or token.dep_ in ("ccomp", "parataxis"):
        return
    slot = "object" if passive else "subject"
    if token.dep_ == "conj" and governor.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
        above = slots(governor)
        was_passive = governor.pos_ == "VERB" and is_passive(governor)
        found[slot].extend(above.get("object" if was_passive else "subject", []))
    elif token.dep_ == "xcomp" and governor.pos_ in ("VERB", "AUX", "ADJ"):
        above = slots(governor)
        controlled = governor.lemma_ in cues("clauses")["object_control"] and (
            above.get("object") or above.get("indirect")
        )
        passive_above = governor.pos_ == "VERB" and is_passive(governor) and above.get("object")
        found[slot].extend(controlled or passive_above or above.get("subject", []))
    elif token.dep_ == "advcl" and governor.pos_ in ("VERB", "AUX", "ADJ"):
        above = slots(governor)
        blamed = token.tag_ == "VBG" and any(
            c.lower_ in ("of", "from", "into") for c in token.children if c.dep_ == "mark"
        )
        if blamed and governor.lemma_ in cues("clauses")["object_control"] and above.get("object"):
            found[slot].extend(above["object"])  # "accused X of shelling"
            return
        shown = above.get("object") if governor.pos_ == "VERB" and is_passive(governor) else above.get("subject")
        found[slot].extend(shown or above.get("subject", []))
    elif token.dep_ in ("advcl", "acl") and governor.pos_ == "NOUN":
        found[slot].extend(slots(governor).get("subject", []))


def _relative_noun(token: Token, found: Slots) -> None:
    """The noun that a relative pronoun stands for beside a noun that is said of somebody: "of which X is a part"."""
    if token.dep_ != "acl:relcl":
        return
    for heads in found.values():
        heads[:] = [token.head if head.lower_ in RELATIVE and head != token.head else head for head in heads]


def _governing_subject(noun: Token) -> list[Token]:
    governor = noun.head
    if noun.dep_ in ("obj", "obl") and governor.pos_ == "VERB":
        above: Slots = defaultdict(list)
        for child in governor.children:
            if child.dep_ == "nsubj":
                above["subject"].append(child)
        if not above["subject"]:
            _shared_subject(governor, above, is_passive(governor))
        return above.get("subject", [])
    return []


def _noun(token: Token, found: Slots) -> None:
    for child in token.children:
        dep = child.dep_
        if dep in ("nmod", "obl", "nmod:poss", "nmod:unmarked", "compound") and is_time(child):
            found["when"].append(child)
        elif dep == "nmod:poss":
            found["possessor"].append(child)
        elif dep in ("nmod", "obl"):
            case = case_of(child)
            found["agent" if case == "by" else case or "bare"].append(child)
        elif dep in ("compound", "amod", "nmod:desc", "nmod:unmarked"):
            found["against" if child.lower_.startswith(("anti-", "counter-")) else "modifier"].append(child)
        elif dep == "case" and child.i < token.i:
            found["case"].append(child)
        elif dep == "advmod" and child.lower_ in HERE_THERE:
            found["in"].append(child)
        elif dep in ("appos", "flat") and child.ent_type_:
            found["named"].append(child)
        elif dep in ("acl", "acl:relcl") and child.pos_ == "VERB":
            if dep == "acl" and child.tag_ == "VB":
                found["purpose"].append(child)
            elif child.lemma_ in cues("clauses")["light"] | {"target", "aim", "involve"}:
                _from_light(child, token, found)
        elif dep == "nsubj" and token.dep_ in ("root", "ROOT", "ccomp", "conj", "advcl", "acl:relcl", "parataxis"):
            found["copula"].append(child)
    if token.dep_ in ("appos", "nmod:desc") and token.head.ent_type_:
        found["named"].append(token.head)
    _relative_noun(token, found)
    found["subject"] = found.get("agent", []) + found.get("possessor", [])
    outer = _outer(token)
    governor = outer.head
    if governor != outer and governor.pos_ == "VERB" and _carries(governor, outer):
        _from_light(governor, outer, found)
    elif outer.dep_ in ("nsubj", "nsubj:pass") and governor.lemma_ in cues("clauses")["occurring"]:
        # "Clashes broke out in the capital on Monday"
        for child in governor.children:
            if child.dep_ == "obl":
                found["when" if is_time(child) else case_of(child) or "bare"].append(child)


def _carries(governor: Token, noun: Token) -> bool:
    return governor.lemma_ in carriers() and (
        noun.dep_ in ("obj", "nsubj:pass", "obl") or (noun.dep_ == "nsubj" and is_passive(governor))
    )


def _from_light(verb: Token, noun: Token, found: Slots) -> None:
    """Lend the verb's arguments to the noun that names the happening."""
    above: Slots = defaultdict(list)
    _verb(verb, above)
    passive = verb.lemma_ in cues("clauses")["undergoing"]
    for slot, heads in above.items():
        heads = [h for h in heads if h != noun and noun not in conjuncts(h)]
        if slot == "subject":
            found["object" if passive else "subject"].extend(heads)
        elif slot not in ("object", "clause", "modifier", "as"):
            found[slot].extend(heads)
        elif slot == "object" and noun.dep_ == "obl":
            found["object"].extend(heads)


def _adjective(token: Token, found: Slots) -> None:
    for child in token.children:
        if child.dep_ in ("nsubj", "nsubj:pass", "csubj"):
            found["subject"].append(child)
        elif child.dep_ in ("obl", "nmod"):
            found[case_of(child) or "bare"].append(child)
        elif child.dep_ in ("ccomp", "xcomp", "advcl"):
            found["clause"].append(child)
        elif child.dep_ == "advmod":
            found["modifier"].append(child)
    if token.dep_ in ("amod", "acl", "acl:relcl"):
        found["subject"].append(token.head)
    elif token.dep_ == "xcomp" and not found["subject"]:  # "remains committed"
        found["subject"].extend(slots(token.head).get("subject", []))


def ancestors(token: Token) -> Iterator[Token]:
    """The governors of a token, nearest first."""
    while token.head != token:
        token = token.head
        yield token
