"""Deep slots: what grammar does to arguments is undone."""

from __future__ import annotations

import random

import pytest
from spacy.tokens import Doc, Token
from trees import named, tree, treebank, word

from dateline.coding.clauses import (
    ancestors,
    carriers,
    case_of,
    conjuncts,
    content_head,
    is_passive,
    is_time,
    slots,
)


def filled(token: Token, slot: str) -> list[str]:
    """The fillers of one slot, in the order of the text."""
    return [t.text for t in sorted(slots(token).get(slot, []), key=lambda t: t.i)]


@pytest.mark.parametrize(
    ("name", "predicate", "expected"),
    [
        ("active", "captured", {"subject": "Rebels", "object": "town", "when": "Friday"}),
        ("active", "town", {"of": "Qasra"}),
        ("passive", "destroyed", {"subject": "troops", "object": "bridge"}),
        ("passive without agent", "destroyed", {"subject": "", "object": "bridges"}),
        ("passive of many", "attacked", {"subject": "rebels militants", "object": "base"}),
        ("indirect object", "gave", {"subject": "president", "indirect": "rebels", "object": "weapons"}),
        ("relative subject", "seized", {"subject": "militia", "object": "port"}),
        ("relative object", "seized", {"subject": "militia", "object": "port", "when": "May"}),
        ("relative without pronoun", "seized", {"subject": "militia", "object": "port"}),
        ("passive participle", "backed", {"subject": "Torvia", "object": "Troops"}),
        ("active participle", "holding", {"subject": "Rebels", "object": "airport"}),
        ("active participle", "fired", {"subject": "Rebels", "object": "rockets", "at": "capital"}),
        ("shared agent", "trained", {"subject": "Torvia", "object": "fighters"}),
        ("shared agent", "advised", {"subject": "Torvia", "object": "fighters"}),
        ("hyphen participles", "backed", {"subject": "US", "object": "forces"}),
        ("hyphen participles", "held", {"subject": "rebel", "object": "town"}),
        ("hyphen participle with a stray first half", "backed", {"subject": "Torvia", "object": "territory"}),
        ("nominalisation", "capture", {"subject": "rebels", "of": "Qasra"}),
        ("nominalisation with nationality", "shelling", {"modifier": "Turkish", "of": "village"}),
        ("nominalisation with possessor", "withdrawal", {"subject": "army", "from": "Qasra"}),
        ("object control", "leave", {"subject": "rebels", "object": "town"}),
        ("object control", "ordered", {"subject": "army", "object": "rebels", "clause": "leave"}),
        ("subject control", "release", {"subject": "rebels", "object": "hostages"}),
        ("raising", "attacked", {"subject": "group", "object": "convoy"}),
        ("raising over a passive", "shelled", {"subject": "", "object": "port"}),
        ("beginning", "shell", {"subject": "Troops", "object": "town"}),
        ("attempt", "arrest", {"subject": "Police", "object": "activist"}),
        ("likely", "attack", {"subject": "army", "object": "base"}),
        ("expected", "attack", {"subject": "army", "object": "base"}),
        ("accusation", "attacking", {"subject": "rebels", "object": "base"}),
        ("demand", "release", {"subject": "rebels", "object": "hostages"}),
        ("plan to do", "attack", {"subject": "army", "object": "base"}),
        ("purpose", "seize", {"subject": "Troops", "object": "port"}),
        ("purpose", "entered", {"purpose": "seize", "object": "city"}),
        ("adjunct participle", "seizing", {"subject": "Troops", "object": "port"}),
        ("coordinated verbs", "seized", {"subject": "army", "object": "airport"}),
        ("coordinated subjects", "attacked", {"subject": "Rebels militants", "object": "base"}),
        ("coordinated clauses", "shelled", {"subject": "army", "object": "town"}),
        ("coordinated passives", "killed", {"subject": "", "object": "rebels"}),
        ("apposition", "condemned", {"subject": "Torvia", "object": "raid"}),
        ("apposition", "ally", {"modifier": "NATO"}),
        ("light verb", "offensive", {"subject": "army", "against": "rebels", "in": "Qasra"}),
        ("light verb in the passive", "offensive", {"subject": "army"}),
        ("light verb turned round", "attack", {"subject": "army", "object": "rebels"}),
        ("light verb with a particle", "strikes", {"subject": "army", "on": "village", "modifier": "air"}),
        ("plan", "attack", {"subject": "rebels", "on": "base"}),
        ("under a noun", "siege", {"copula": "Militants", "case": "under", "in": "city"}),
        ("wording with a preposition", "fell", {"subject": "town", "to": "rebels"}),
        ("adjective", "loyal", {"subject": "militia", "to": "Torvia"}),
        ("adjective after its noun", "loyal", {"subject": "Militants", "to": "Torvia"}),
        ("prefix", "fighters", {"against": "anti-government"}),
        ("indirect speech", "said", {"subject": "army", "clause": "attacked"}),
        ("indirect speech", "attacked", {"subject": "rebels", "object": "base"}),
        ("designation", "regards", {"subject": "Torvia", "object": "militia", "as": "group"}),
        ("title given", "elected", {"object": "Lena", "as": "president"}),
    ],
)
def test_clauses_slots(name: str, predicate: str, expected: dict[str, str]) -> None:
    token = word(named(name), predicate)
    assert {slot: " ".join(filled(token, slot)) for slot in expected} == expected


@pytest.mark.parametrize(
    ("name", "verb", "passive"),
    [
        ("active", "captured", False),
        ("passive", "destroyed", True),
        ("passive participle", "backed", True),
        ("active participle", "holding", False),
        ("hyphen participles", "backed", True),
        ("coordinated passives", "killed", True),
        ("coordinated verbs", "seized", False),
        ("raising", "attacked", False),
        ("raising over a passive", "shelled", True),
    ],
)
def test_clauses_is_passive(name: str, verb: str, passive: bool) -> None:
    assert is_passive(word(named(name), verb)) is passive


@pytest.mark.parametrize(
    ("name", "noun", "case"),
    [
        ("active", "Rebels", None),
        ("active", "Qasra", "of"),
        ("according to", "army", "according to"),
        ("nominalisation with possessor", "army", None),
    ],
)
def test_clauses_case_of(name: str, noun: str, case: str | None) -> None:
    assert case_of(word(named(name), noun)) == case


@pytest.mark.parametrize(("given", "common"), [("towards", "toward"), ("upon", "on"), ("Near", "near")])
def test_clauses_case_of_gives_one_of_several_spellings(given: str, common: str) -> None:
    doc = tree(f"{given} {given} ADP IN 2 case\nQasra Qasra PROPN NNP 0 root")
    assert case_of(doc[1]) == common


def test_clauses_conjuncts_follow_chains_but_no_clauses() -> None:
    doc = named("coordinated subjects")
    assert [t.text for t in conjuncts(doc[0])] == ["Rebels", "militants"]
    verbs = named("coordinated verbs")
    assert conjuncts(word(verbs, "shelled")) == [word(verbs, "shelled")]


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("Friday Friday PROPN NNP 0 root", True),
        ("nights night NOUN NNS 0 root", True),
        ("March March PROPN NNP 0 root", True),
        ("March March PROPN NNP 0 root PER", False),
        ("may may AUX MD 0 root", False),
        ("10:30 10:30 NUM CD 0 root", True),
        ("2,000 2,000 NUM CD 0 root", False),
        ("1991 1991 NUM CD 0 root", False),
        ("Qasra Qasra PROPN NNP 0 root LOC", False),
    ],
)
def test_clauses_is_time(line: str, time: bool) -> None:
    assert is_time(tree(line)[0]) is time


def test_clauses_is_time_knows_a_year_by_its_preposition() -> None:
    assert is_time(tree("in in ADP IN 2 case\n1991 1991 NUM CD 0 root")[1])


def test_clauses_content_head_looks_through_measuring_nouns() -> None:
    doc = named("measuring noun")
    assert content_head(doc[0]).text == "rebels"
    assert content_head(word(doc, "base")).text == "base"


def test_clauses_ancestors_are_nearest_first_and_end_at_the_root() -> None:
    doc = named("object control")
    assert [t.text for t in ancestors(doc[-2])] == ["leave", "ordered"]
    assert list(ancestors(word(doc, "ordered"))) == []


def test_clauses_carriers_hold_light_verbs_of_both_directions() -> None:
    assert {"launch", "carry", "suffer"} <= carriers()


# --- hostile trees

LONG = 300


def all_slots(doc: Doc, order: list[int]) -> dict[int, dict[str, list[int]]]:
    for i in order:
        slots(doc[i])
    return {t.i: {slot: [h.i for h in heads] for slot, heads in slots(t).items()} for t in doc}


@pytest.mark.parametrize("name", treebank())
def test_clauses_slots_do_not_depend_on_who_asks_first(name: str) -> None:
    order = list(range(len(named(name))))
    shuffled = random.Random(name).sample(order, len(order))
    expected = all_slots(named(name), order)
    assert all_slots(named(name), order[::-1]) == expected
    assert all_slots(named(name), shuffled) == expected


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize(
    "link",
    [
        "conj VERB VBD", "conj VERB VBN", "conj NOUN NN", "xcomp VERB VB", "advcl VERB VBG", "acl VERB VB",
        "acl VERB VBN", "acl:relcl VERB VBD", "ccomp VERB VBD", "nmod NOUN NN", "obj NOUN NN", "amod ADJ JJ",
        "dep PUNCT .",
    ],
)  # fmt: skip
def test_clauses_slots_survive_a_long_chain(link: str, backward: bool) -> None:
    doc = chain(link, LONG, backward=backward)
    asked = [slots(t) for t in doc]
    assert len(asked) == LONG


def chain(link: str, length: int, *, backward: bool) -> Doc:
    """A malformed sentence in which each word hangs on its neighbour."""
    dep, pos, tag = link.split()
    root = length if backward else 1
    step = 1 if backward else -1
    return tree(
        "\n".join(
            f"hold hold {pos} {tag} {0 if i == root else i + step} {'root' if i == root else dep}"
            for i in range(1, length + 1)
        )
    )


def test_clauses_slots_end_where_two_words_ask_for_each_other() -> None:
    # The noun lends from the light verb that modifies it, and the verb's subject is the noun's.
    doc = tree("attack attack NOUN NN 0 root\nto to PART TO 3 mark\nlaunch launch VERB VB 1 acl")
    assert set(slots(doc[2])) <= {"subject", "object"}
    assert "purpose" in slots(doc[0])


def test_clauses_slots_of_one_word() -> None:
    assert slots(tree("Attack attack NOUN NN 0 root")[0]) == {}
    assert slots(tree("Attack attack VERB VB 0 root")[0]) == {}


SHARE = """
The the DET DT 2 det
army army NOUN NN 3 nsubj
controls control VERB VBZ 0 root
about about ADP IN 5 case
half half NOUN NN 3 obl
of of ADP IN 7 case
Qasra Qasra PROPN NNP 5 nmod LOC
. . PUNCT . 3 punct
"""
MIXTURE = """
Qasra Qasra PROPN NNP 2 nsubj LOC
remains remain VERB VBZ 0 root
besieged besiege VERB VBN 2 xcomp
by by ADP IN 6 case
a a DET DT 6 det
mixture mixture NOUN NN 3 obl:agent
of of ADP IN 8 case
rebels rebel NOUN NNS 6 nmod
and and CCONJ CC 10 cc
militias militia NOUN NNS 8 conj
, , PUNCT , 13 punct
including include VERB VBG 13 case
Hilal Hilal PROPN NNP 10 nmod ORG
. . PUNCT . 2 punct
"""
OF_WHICH = """
The the DET DT 2 det
League League PROPN NNP 10 nsubj ORG
, , PUNCT , 9 punct
of of ADP IN 5 case
which which PRON WDT 9 obl
Hilal Hilal PROPN NNP 9 nsubj ORG
is be AUX VBZ 9 cop
a a DET DT 9 det
part part NOUN NN 2 acl:relcl
won win VERB VBD 0 root
. . PUNCT . 10 punct
"""
BESIDE = """
In in ADP IN 2 case
Qasra Qasra PROPN NNP 8 obl LOC
, , PUNCT , 2 punct
held hold VERB VBN 8 advcl
by by ADP IN 6 case
rebels rebel NOUN NNS 4 obl:agent
life life NOUN NN 8 nsubj
went go VERB VBD 0 root
. . PUNCT . 8 punct
"""


@pytest.mark.parametrize(
    ("text", "predicate", "slot", "expected"),
    [
        (SHARE, "controls", "object", ["half"]),
        (MIXTURE, "besieged", "subject", ["rebels", "militias", "Hilal"]),
        (MIXTURE, "besieged", "object", ["Qasra"]),
        (OF_WHICH, "part", "of", ["League"]),
        (BESIDE, "held", "object", ["Qasra"]),
    ],
)
def test_shares_mixtures_and_what_stands_beside_a_participle_are_seen_through(
    text: str, predicate: str, slot: str, expected: list[str]
) -> None:
    assert filled(word(tree(text), predicate), slot) == expected
