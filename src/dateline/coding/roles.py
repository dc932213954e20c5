"""Fill a claim's roles from the slots of its word: who, to whom, where, when, how many, according to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from dateline.coding.candidates import Candidate
from dateline.coding.clauses import HERE_THERE, case_of, conjuncts, slots
from dateline.coding.descriptions import KIND
from dateline.coding.fillers import NAMED, PERSONAL, Filler, is_nationality, kinds, make_filler
from dateline.coding.frames import Lexicon
from dateline.coding.identities import Identities
from dateline.coding.naming import Identity
from dateline.records import Actor

OBJECTS = ("object", "on", "against", "of", "at", "target")
INNER_PLACES = frozenset({"in", "at", "near", "inside", "around", "outside", "across", "along"})
NOT_PARTIES = frozenset(
    {"that", "this", "which", "what", "there", "it", "these", "those", "such", "one", "something", "nothing"}
)
MOVING = frozenset({"MOBILIZE", "RETREAT"})
IMPERSONAL = frozenset({"it", "this", "that", "there", "which", "what"})


@dataclass(slots=True)
class Roles:
    """The fillers of a claim's roles, by the index of their head token, in the order found."""

    actors: dict[int, Filler] = field(default_factory=dict)
    recipients: dict[int, Filler] = field(default_factory=dict)
    places: dict[int, tuple[Filler, str | None]] = field(default_factory=dict)
    content: list[Token] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    def heads(self) -> set[int]:
        """The head tokens of all fillers."""
        return {*self.actors, *self.recipients, *self.places}

    def role_of(self, i: int) -> str | None:
        """The role that a token fills so far."""
        filled = (("actors", i in self.actors), ("recipients", i in self.recipients), ("places", i in self.places))
        return next((role for role, fills in filled if fills), None)


class RoleFiller:
    """Fills roles by the lexicon's tables; `identities` knows who the document's mentions are."""

    def __init__(self, lexicon: Lexicon, identities: Identities) -> None:
        self.lexicon = lexicon
        self.classes = lexicon.classes
        self.identities = identities

    def fill(self, candidate: Candidate) -> Roles:
        """The roles of a candidate."""
        roles = Roles()
        frame = candidate.frame
        found = dict(candidate.slots)
        noun = candidate.form in ("nouns", "relational") or (
            candidate.form == "model" and candidate.token.pos_ != "VERB"
        )
        if noun:
            found = self._noun_slots(candidate, found)
        for slot, heads in found.items():
            role = self.lexicon.role(frame, slot)
            if slot == "between" and frame.relation:  # "the rivalry between A and B"
                for k, head in enumerate(heads):
                    self._place_filler(roles, "recipients" if k else "actors", slot, head, relation=True)
                continue
            if slot == "object" and role == "actors" and frame.type in MOVING and found.get("subject"):
                continue  # "Russia sent troops": Russia acts; "troops were sent": the troops do
            for head in heads:
                if role is None or (head in candidate.words and candidate.form not in ("prefixes", "relational")):
                    continue
                self._place_filler(roles, role, slot, head, relation=frame.relation)
        if not frame.relation:
            self._inner_places(roles, found)
        return roles

    def filler(self, token: Token) -> Filler:
        """The mention headed by a token."""
        found = self.identities.each_of(token)
        return make_filler(token, self.classes, found[0] if found else None, tuple(found[1:]))

    # --- slots of nouns

    def _noun_slots(self, candidate: Candidate, found: dict[str, list[Token]]) -> dict[str, list[Token]]:
        """Settle what "of" and the words before a noun stand for."""
        frame, token = candidate.frame, candidate.token
        out = {
            slot: list(heads)
            for slot, heads in found.items()
            if slot not in ("of", "modifier", "possessor", "agent", "copula")
        }
        out["subject"] = list(found.get("subject", []))
        of = frame.slots.get("of", "object")
        if candidate.form == "relational":
            return self._relational_slots(candidate, found, out)
        case = found["case"][0].lower_ if found.get("case") else None
        if case == "under" or (case == "in" and frame.relation):  # "a town under siege", "is in the hands of"
            out.setdefault("object", []).extend(_stands_in(token, found))
            out["subject"] = [t for t in out["subject"] if t not in out["object"]]
        elif found.get("copula") and case:  # "we are in touch with", "X is at war with"
            out["subject"].extend(found["copula"] if case in ("in", "at", "on") else [])
        if found.get("of"):
            if of in ("subject", "object"):
                out.setdefault(of, []).extend(found["of"])
            else:
                out["of"] = found["of"]
        taken = set(candidate.words)
        for modifier in found.get("modifier", []):
            if modifier in taken:
                continue
            if (
                modifier.ent_type_ == "LOC"
                and modifier.dep_ == "compound"
                and not _acronym(modifier)
                and not frame.relation
            ):
                out.setdefault("in", []).append(modifier)
            elif self._names_party(modifier):
                slot = (
                    "subject"
                    if not out["subject"]
                    else "object"
                    if not out.get("object") and not frame.relation
                    else None
                )
                if slot:
                    out.setdefault(slot, []).append(modifier)
        return out

    def _relational_slots(
        self, candidate: Candidate, found: dict[str, list[Token]], out: dict[str, list[Token]]
    ) -> dict[str, list[Token]]:
        """The noun itself is one party ("a NATO ally"); its name, where one stands beside it, is better."""
        token = candidate.token
        referents = [c for c in token.children if c.dep_ in ("appos", "flat") and c.ent_type_]
        if token.dep_ in ("appos", "nmod:desc", "compound") and token.head.pos_ in ("PROPN", "NOUN"):
            referents.append(token.head)
        referents += found.get("copula", [])
        if token.dep_ in ("obl", "xcomp", "obj") and case_of(token) == "as" and token.head.pos_ == "VERB":
            referents += slots(token.head).get("object", [])  # "regards X as a front for Y"
        of = found.get("of", [])
        if candidate.frame.slots.get("subject") == "places":  # "the group's stronghold of X", "bastions in X"
            located = [t for t in of if t.ent_type_ == "LOC"] + found.get("in", [])
            of = [t for t in of if t not in located]
            referents = located or referents[:1]
        out["subject"] = (
            referents
            if len(referents) > 1 and candidate.frame.slots.get("subject") == "places"
            else referents[:1] or [token]
        )
        others = found.get("possessor", []) + of
        if not others:
            named = [m for m in found.get("modifier", []) if m not in candidate.words and self._names_party(m)]
            others = named[:1]
        for slot in ("to", "with", "against", "for"):
            others += [] if others else found.get(slot, [])
        out["object"] = others
        for slot in ("to", "with", "against", "of", "for", "in"):
            out.pop(slot, None)
        return out

    def _names_party(self, modifier: Token) -> bool:
        """Whether a word before a noun names a party: "NATO ally", "Turkish officials", "rebel stronghold"."""
        named = modifier.ent_type_ in NAMED or is_nationality(modifier)
        return named or bool(kinds(modifier, self.classes) & {"group", "armed"})

    # --- roles

    def _place_filler(self, roles: Roles, role: str, slot: str, head: Token, *, relation: bool) -> None:
        if role == "none":
            return
        if role == "content":
            roles.content.append(head)
            return
        if role == "target":
            role = "places" if self._is_place(head) else "recipients"
        if role == "places":
            self._add_place(roles, head, slot)
        elif role == "actors":
            if self._is_party(head, slot):
                roles.actors.setdefault(head.i, self.filler(head))
                roles.why.append(f"{slot} “{head.text}” acts")
        elif head.lower_ not in IMPERSONAL and (
            self._is_party(head, slot) or (not relation and head.pos_ in ("NOUN", "PROPN", "NUM", "PRON"))
        ):
            roles.recipients.setdefault(head.i, self.filler(head))
            roles.why.append(f"{slot} “{head.text}” receives")

    def _is_party(self, token: Token, slot: str) -> bool:
        if token.lower_ in NOT_PARTIES and token.i not in self.identities.antecedents:
            return False
        if token.pos_ == "PRON":
            return token.lower_ in PERSONAL or token.lower_ in (
                "who",
                "others",
                "some",
                "many",
                "all",
                "both",
                "everyone",
            )
        if token.lower_.startswith(("anti-", "pro-", "counter-")):  # "anti-government"
            return True
        if "party" in kinds(token, self.classes):
            return True
        if token.ent_type_ or is_nationality(token):
            return True
        if token.pos_ == "NUM" and slot in ("subject", "object"):
            return True
        return slot in ("subject", "agent") and "place" in kinds(token, self.classes) and token.pos_ == "PROPN"

    def _is_place(self, token: Token) -> bool:
        if token.ent_type_ in ("PER", "ORG"):
            return False
        return "place" in kinds(token, self.classes)

    def _add_place(self, roles: Roles, head: Token, slot: str) -> None:
        """The place, by its name where the noun phrase holds one ("the city of X", "X's northern city of Y")."""
        if head.lower_ in HERE_THERE:
            if head.i in self.identities.antecedents:
                roles.places.setdefault(head.i, (self.filler(head), "in"))
            return
        if "place" not in kinds(head, self.classes) and head.ent_type_ != "ORG":
            return
        if head.ent_type_ == "ORG" and slot not in INNER_PLACES | {"into", "to", "from"}:
            return
        named = head
        if not head.ent_type_:
            for child in head.children:
                if child.ent_type_ == "LOC" and (
                    child.dep_ in ("appos", "flat", "compound") or (child.dep_ == "nmod" and case_of(child) == "of")
                ):
                    named = child
                    break
        for token in conjuncts(named) if named != head else [named]:
            roles.places.setdefault(
                token.i, (self.filler(token), case_of(head) or (slot if slot in INNER_PLACES else None))
            )

    def _inner_places(self, roles: Roles, found: Mapping[str, Sequence[Token]]) -> None:
        """Places inside what is acted on: "strikes on positions in X"."""
        for slot in OBJECTS:
            for head in found.get(slot, ()):
                for child in head.children:
                    if (
                        child.dep_ == "nmod"
                        and case_of(child) in INNER_PLACES
                        and (child.ent_type_ == "LOC" or "place" in kinds(child, self.classes))
                    ):
                        for token in conjuncts(child):
                            self._add_place(roles, token, case_of(child) or "in")


def _stands_in(noun: Token, found: Mapping[str, list[Token]]) -> list[Token]:
    """Who or what is in the state that a noun with its preposition names: "X is under siege", "areas under siege"."""
    if found.get("copula"):
        return found["copula"]
    head = noun.head
    if noun.dep_ == "nmod":
        return [head]
    if noun.dep_ == "obl" and head.pos_ in ("VERB", "AUX"):
        above = slots(head)
        return above.get("object", []) or above.get("subject", [])
    return []


def _acronym(token: Token) -> bool:
    return token.text.replace(".", "").isupper() and len(token.text) <= 4


def to_actors(fillers: Iterable[Filler]) -> tuple[Actor, ...]:
    """Fillers as the record's actors, in the order of the text."""
    return tuple(actor_of(f, who) for f in sorted(fillers, key=lambda f: f.start) for who in (f.identity, *f.others))


def actor_of(filler: Filler, who: Identity | None) -> Actor:
    """A filler as the record's actor, with one of the identities that its words mean."""
    if who is None:
        return Actor(filler.text, filler.start, filler.end, name=filler.name)
    return Actor(filler.text, filler.start, filler.end, who.id, who.name, who.country, who.sector)


def one_each(fillers: Mapping[int, Filler]) -> dict[int, Filler]:
    """One filler for each actor: of "the Turkish president, Recep Tayyip Erdogan", the name; none inside another."""
    kept: dict[int, Filler] = {}
    by_id: dict[str, int] = {}
    for i, filler in fillers.items():
        if any(o.start <= filler.start and filler.end < o.end for o in fillers.values() if o.head.i > i):
            continue  # "Kurdish" in "US-backed Kurdish forces"
        ident = filler.identity.id if filler.identity is not None and not filler.others else None
        if ident is None or ident.startswith(KIND) or ident not in by_id:
            kept[i] = filler
            if ident is not None:
                by_id[ident] = i
        elif filler.head.ent_type_ and not kept[by_id[ident]].head.ent_type_:
            del kept[by_id[ident]]
            kept[i] = filler
            by_id[ident] = i
    return kept
