"""Actual, future, hypothetical or negated: own signs first, then what governs the word."""

from __future__ import annotations

import pytest
from trees import named, tree, word

from dateline.coding.sources import speech_above
from dateline.coding.status import Reading, read_status
from dateline.records import Status


def status_of(name: str, trigger: str, type_: str = "") -> Reading:
    token = word(named(name), trigger)
    return read_status(token, speech_above(token), type_)


@pytest.mark.parametrize(
    ("name", "trigger", "status"),
    [
        ("active", "captured", "actual"),
        ("passive", "destroyed", "actual"),
        ("relative subject", "seized", "actual"),
        ("relative object", "seized", "actual"),
        ("passive participle", "backed", "actual"),
        ("nominalisation", "capture", "actual"),
        ("light verb", "offensive", "actual"),
        ("light verb in the passive", "offensive", "actual"),
        ("light verb turned round", "attack", "actual"),
        ("come under attack", "attack", "actual"),
        ("coordinated verbs", "seized", "actual"),
        ("adjunct participle", "seizing", "actual"),
        ("beginning", "shell", "actual"),
        ("raising", "attacked", "actual"),
        ("indirect speech", "attacked", "actual"),
        ("direct speech", "seized", "actual"),
        ("speech within speech", "attacked", "actual"),
        ("according to", "attacked", "actual"),
        ("accusation", "accused", "actual"),
        ("demand", "urged", "actual"),
        ("condition", "respond", "future"),
        ("future", "attack", "future"),
        ("future of two verbs", "seize", "future"),
        ("reported future", "attack", "future"),
        ("subject control", "release", "future"),
        ("expected", "attack", "future"),
        ("plan", "attack", "future"),
        ("planned", "attack", "future"),
        ("possibility", "attack", "hypothetical"),
        ("supposition", "attack", "hypothetical"),
        ("condition", "attack", "hypothetical"),
        ("wish", "seize", "hypothetical"),
        ("attempt", "arrest", "hypothetical"),
        ("likely", "attack", "hypothetical"),
        ("object control", "leave", "hypothetical"),
        ("demand", "release", "hypothetical"),
        ("threat noun", "attack", "hypothetical"),
        ("negation", "attack", "negated"),
        ("negation of the second verb", "attack", "negated"),
        ("negation of the second verb", "captured", "actual"),
        ("negative subject", "attacked", "negated"),
        ("negative noun", "attack", "negated"),
        ("failure", "capture", "negated"),
    ],
)
def test_status_of(name: str, trigger: str, status: Status) -> None:
    assert status_of(name, trigger).status == status


@pytest.mark.parametrize(("name", "trigger"), [("purpose", "seize"), ("plan to do", "attack")])
def test_status_of_a_purpose_or_plan_is_not_yet_actual(name: str, trigger: str) -> None:
    assert status_of(name, trigger).status in ("future", "hypothetical")


@pytest.mark.parametrize(
    ("name", "trigger", "sign"),
    [
        ("negation", "attack", "not"),
        ("future", "attack", "will"),
        ("failure", "capture", "failed"),
        ("condition", "attack", "If"),
    ],
)
def test_status_says_which_word_gave_it(name: str, trigger: str, sign: str) -> None:
    assert f"“{sign}”" in status_of(name, trigger).why


@pytest.mark.parametrize(("type_", "status"), [("RETREAT", "future"), ("REQUEST", "actual"), ("", "actual")])
def test_status_of_what_is_announced_is_to_come_only_where_it_is_a_deed(type_: str, status: Status) -> None:
    assert status_of("announced visit", "withdrawal", type_).status == status


def test_status_of_would_after_a_condition_is_hypothetical_though_reported() -> None:
    doc = tree("""
        He he PRON PRP 2 nsubj
        said say VERB VBD 0 root
        rebels rebel NOUN NNS 5 nsubj
        would would AUX MD 5 aux
        attack attack VERB VB 2 ccomp
        if if SCONJ IN 8 mark
        troops troop NOUN NNS 8 nsubj
        left leave VERB VBD 5 advcl
    """)
    assert read_status(word(doc, "attack"), speech_above(word(doc, "attack"))).status == "hypothetical"


def test_status_negation_wins_over_modality() -> None:
    doc = tree("""
        Rebels rebel NOUN NNS 4 nsubj
        will will AUX MD 4 aux
        not not PART RB 4 advmod
        attack attack VERB VB 0 root
    """)
    assert read_status(word(doc, "attack")).status == "negated"


def test_status_does_not_pass_a_negation_down_to_a_relative_clause() -> None:
    doc = tree("""
        Police police NOUN NNS 4 nsubj
        did do AUX VBD 4 aux
        not not PART RB 4 advmod
        arrest arrest VERB VB 0 root
        men man NOUN NNS 4 obj
        who who PRON WP 7 nsubj
        attacked attack VERB VBD 5 acl:relcl
        guards guard NOUN NNS 7 obj
    """)
    assert read_status(word(doc, "attacked")).status == "actual"


@pytest.mark.parametrize(
    "word_", ["Attack attack NOUN NN 0 root", "Attack attack VERB VB 0 root", ". . PUNCT . 0 root"]
)
def test_status_of_a_single_word_is_actual(word_: str) -> None:
    assert read_status(tree(word_)[0]).status == "actual"


@pytest.mark.parametrize("dep", ["xcomp", "conj", "nmod", "acl", "ccomp"])
def test_status_survives_a_chain_of_words_that_say_nothing(dep: str) -> None:
    lines = ["hold hold VERB VB 0 root", *(f"hold hold VERB VB {i} {dep}" for i in range(1, 300))]
    assert read_status(tree("\n".join(lines))[-1]).status == "actual"
