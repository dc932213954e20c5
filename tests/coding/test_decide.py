"""What the network changes of the roles that the frames propose, with opinions given by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lexicons import small_lexicon
from opinions import Roles, with_opinion
from small_world import ON, small_register
from trees import TYPES, tree, treebank

from dateline.analysis.claim_scores import ROLES
from dateline.coding.claims import ClaimMaker
from dateline.coding.decide import BONUS, LEAST, decide
from dateline.coding.drafts import Draft, ReadSentence
from dateline.coding.resolver import Resolver
from dateline.places import Gazetteer
from dateline.records import Document

LEXICON = small_lexicon()
SCORES = dict.fromkeys(("attacked", "Attacked", "captured", "killed", "seized", "shelled"), ("ASSAULT", 0.9))
ATTACK = """
The the DET DT 2 det
army army NOUN NN 3 nsubj
attacked attack VERB VBD 0 root
two two NUM CD 5 nummod
convoys convoy NOUN NNS 3 obj
in in ADP IN 7 case
Qasra Qasra PROPN NNP 3 obl LOC
on on ADP IN 9 case
Friday Friday PROPN NNP 3 obl
, , PUNCT , 12 punct
a a DET DT 12 det
minister minister NOUN NN 13 nsubj
said say VERB VBD 3 parataxis
. . PUNCT . 3 punct
"""
Read = Callable[..., list[ReadSentence]]


@pytest.fixture
def read_of(gazetteer: Gazetteer) -> Read:
    """The sentences of a tree with the drafts that frames and opinions make."""

    def read(text: str, roles: Roles | None = None) -> list[ReadSentence]:
        doc = with_opinion(tree(text, SCORES), roles)
        resolver = Resolver(small_register(), gazetteer, LEXICON.classes)
        maker = ClaimMaker(LEXICON, TYPES, "test coder", resolver)
        found = list(maker.read(doc, resolver.resolve(doc, Document("d", doc.text, published=ON))))
        for each in found:
            decide(each)
        return found

    return read


def brief(draft: Draft) -> dict[str, list[str]]:
    """The words of each role."""
    roles = draft.roles
    return {
        "actors": [f.text for f in roles.actors.values()],
        "recipients": [f.text for f in roles.recipients.values()],
        "places": [f.text for f, _ in roles.places.values()],
        "sources": [a.speaker.text for a in draft.sources],
        "time": [draft.time.text] if draft.time else [],
        "quantities": [q.quantity.text for q in draft.sizes],
    }


def attack(read_of: Read, roles: Roles | None = None, text: str = ATTACK) -> Draft:
    """The attack of a text's last sentence."""
    return next(d for d in read_of(text, roles)[-1].drafts if d.candidate.frame.type == "ASSAULT")


PROPOSED = {
    "actors": ["The army"],
    "recipients": ["two convoys"],
    "places": ["Qasra"],
    "sources": ["minister"],
    "time": ["Friday"],
    "quantities": ["two"],
}


def test_decide_keeps_what_the_frames_propose_where_the_network_says_nothing(read_of: Read) -> None:
    draft = attack(read_of)
    assert brief(draft) == PROPOSED
    assert not any("network" in why for why in draft.roles.why)


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ({"convoys": {"actors": 9}}, {"actors": ["The army", "two convoys"], "recipients": []}),
        ({"convoys": {"places": 9}}, {"recipients": [], "places": ["two convoys", "Qasra"]}),
        ({"army": {"actors": -9}}, {"actors": []}),
        ({"Qasra": {"recipients": 9}}, {"recipients": ["two convoys", "Qasra"], "places": []}),
        ({"minister": {"actors": 9, "sources": -9}}, {"actors": ["The army", "a minister"], "sources": []}),
        ({"minister": {"recipients": 9}}, {"recipients": ["two convoys", "a minister"]}),
        ({"army": {"sources": 9}}, {"sources": ["minister", "army"]}),
        ({"Friday": {"time": -9}}, {"time": []}),
        ({"two": {"quantities": -9}}, {"quantities": []}),
    ],
)
def test_decide_does_as_the_network_says(read_of: Read, roles: Roles, expected: dict[str, list[str]]) -> None:
    assert brief(attack(read_of, roles)) == PROPOSED | expected


def test_decide_says_what_it_changed(read_of: Read) -> None:
    draft = attack(read_of, {"convoys": {"actors": 9}})
    assert "“convoys” acts (network 1.00)" in draft.roles.why


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("margin", "kept"), [(0.1, True), (-0.1, False)])
def test_decide_gives_a_proposal_its_bonus(read_of: Read, role: str, margin: float, kept: bool) -> None:
    word = {
        "actors": "army", "recipients": "convoys", "places": "Qasra", "time": "Friday", "quantities": "two",
        "sources": "minister",
    }[role]  # fmt: skip
    opinion = {word: {**dict.fromkeys(ROLES[:3], -9.0), role: LEAST[role] - BONUS[role] + margin}}
    assert brief(attack(read_of, opinion))[role] == (PROPOSED[role] if kept else [])


def test_decide_takes_the_likelier_of_two_times(read_of: Read) -> None:
    text = ATTACK.replace(
        ". . PUNCT . 3 punct", "on on ADP IN 15 case\nMonday Monday PROPN NNP 13 obl\n. . PUNCT . 3 punct"
    )
    assert brief(attack(read_of, None, text))["time"] == ["Friday"]
    assert brief(attack(read_of, {"Monday": {"time": 9}}, text))["time"] == ["Monday"]


def test_decide_leaves_a_speaker_of_another_sentence_out_of_the_parties(read_of: Read) -> None:
    quoted = treebank()["quotation across sentences"]
    reads = read_of("\n\n".join(quoted.strip().split("\n\n")[:2]), {"commander": {"actors": 9, "sources": 9}})
    draft = reads[-1].drafts[0]
    inside = draft.token.sent
    assert all(inside.start <= i < inside.end for i in draft.roles.heads())
    assert [a.speaker.text for a in draft.sources] == ["commander"]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", treebank())
def test_decide_survives_a_network_that_sees_one_role_everywhere(read_of: Read, name: str, role: str) -> None:
    for read in read_of(treebank()[name], {"*": {role: 30.0}}):
        assert not any(d.roles.actors.keys() & d.roles.recipients.keys() for d in read.drafts)


def test_decide_leaves_a_sentence_without_claims_alone(read_of: Read) -> None:
    assert all(read.drafts == [] for read in read_of(treebank()["unrelated"]))


def test_decide_makes_nothing_of_a_lone_word(read_of: Read) -> None:
    assert not any(brief(attack(read_of, None, "Attacked attack VERB VBD 0 root")).values())
