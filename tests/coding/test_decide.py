"""What the role model changes of the roles that the frames propose, with weights set by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lexicons import small_lexicon
from small_model import Weights, agreeing, small_model
from small_world import ON, small_register, with_vectors
from trees import TYPES, tree, treebank

from dateline.coding.claims import ClaimMaker, Draft, ReadSentence
from dateline.coding.decide import decide, pair
from dateline.coding.resolver import Resolver
from dateline.coding.role_model import LABELS, RoleModel
from dateline.places import Gazetteer
from dateline.records import Document

LEXICON = small_lexicon()
SCORES = dict.fromkeys(("attacked", "captured", "killed", "shelled"), ("ASSAULT", 0.9))
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
Decided = Callable[..., Draft]


@pytest.fixture
def read_of(gazetteer: Gazetteer) -> Callable[[str], list[ReadSentence]]:
    """The sentences of a tree with the drafts that the frames make."""

    def read(text: str) -> list[ReadSentence]:
        doc = with_vectors(tree(text, SCORES))
        resolver = Resolver(small_register(), gazetteer, LEXICON.classes)
        maker = ClaimMaker(LEXICON, TYPES, "test coder", resolver, None)
        return list(maker.read(doc, resolver.resolve(doc, Document("d", doc.text, published=ON))))

    return read


@pytest.fixture
def decided(read_of: Callable[[str], list[ReadSentence]]) -> Decided:
    """The draft of a tree's last sentence after a model has decided."""

    def draft_of(text: str, model: RoleModel, type_: str = "ASSAULT") -> Draft:
        for read in read_of(text):
            decide(model, read, LEXICON.classes)
        return next(d for d in read.drafts if d.candidate.frame.type == type_)

    return draft_of


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


PROPOSED = {
    "actors": ["The army"],
    "recipients": ["two convoys"],
    "places": ["Qasra"],
    "sources": ["minister"],
    "time": ["Friday"],
    "quantities": ["two"],
}


def test_decide_keeps_what_the_frames_propose_where_the_model_agrees(decided: Decided) -> None:
    draft = decided(ATTACK, agreeing())
    assert brief(draft) == PROPOSED
    assert not any("role model" in why for why in draft.roles.why)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"rule=recipients": {"actors": 12}}, {"actors": ["The army", "two convoys"], "recipients": []}),
        ({"rule=recipients": {"places": 12}}, {"recipients": [], "places": ["two convoys", "Qasra"]}),
        ({"rule=actors": {"none": 12}}, {"actors": []}),
        ({"rule=places": {"recipients": 12}}, {"recipients": ["two convoys", "Qasra"], "places": []}),
        ({"rule=sources": {"actors": 12}}, {"actors": ["The army", "a minister"], "sources": []}),
        ({"l=minister": {"recipients": 30}}, {"recipients": ["two convoys", "a minister"]}),
    ],
)
def test_decide_moves_parties_as_the_model_has_it(
    decided: Decided, changes: Weights, expected: dict[str, list[str]]
) -> None:
    assert brief(decided(ATTACK, agreeing(changes))) == PROPOSED | expected


def test_decide_says_what_it_changed(decided: Decided) -> None:
    draft = decided(ATTACK, agreeing({"rule=recipients": {"actors": 12}}))
    assert "“convoys” acts (role model 1.00)" in draft.roles.why


@pytest.mark.parametrize(("margin", "kept"), [(-0.1, True), (-0.3, False)])
def test_decide_counts_none_less_than_a_role(decided: Decided, margin: float, kept: bool) -> None:
    draft = decided(ATTACK, agreeing({"rule=actors": {"actors": 6.0 + margin, "none": 6.0}}))
    assert brief(draft)["actors"] == (["The army"] if kept else [])


# The bias is -6: a weight of 6 is even odds.
@pytest.mark.parametrize(
    ("role", "weight", "kept"),
    [
        ("sources", 3.2, True),
        ("sources", 2.9, False),
        ("time", 2.6, True),
        ("time", 2.4, False),
        ("quantities", 5.2, True),
        ("quantities", 5.1, False),
    ],
)
def test_decide_keeps_a_proposal_unless_the_model_is_against_it(
    decided: Decided, role: str, weight: float, kept: bool
) -> None:
    draft = decided(ATTACK, agreeing({f"rule={role}": {role: weight, "none": 6.0}}))
    assert brief(draft)[role] == (PROPOSED[role] if kept else [])


TWO_TIMES = ATTACK.replace(
    ". . PUNCT . 3 punct", "on on ADP IN 15 case\nMonday Monday PROPN NNP 13 obl\n. . PUNCT . 3 punct"
)


@pytest.mark.parametrize(
    ("changes", "time"),
    [
        ({}, "Friday"),
        ({"rule=none;time": {"time": 14}}, "Friday"),  # though the other is likelier
        ({"rule=none;time": {"time": 14}, "rule=time": {"time": 0}}, "Monday"),
        ({"rule=none;time": {"time": 5.9}, "rule=time": {"time": 0}}, None),  # less than even odds
    ],
)
def test_decide_keeps_the_proposed_time_though_another_is_likelier(
    decided: Decided, changes: Weights, time: str | None
) -> None:
    draft = decided(TWO_TIMES, agreeing(changes))
    assert brief(draft)["time"] == ([time] if time else [])


def test_decide_adds_quantities_and_sources_that_the_model_is_sure_of(decided: Decided) -> None:
    text = ATTACK.replace("The the DET DT 2 det", "Forty forty NUM CD 2 nummod").replace(
        "army army NOUN NN", "towns town NOUN NNS"
    )
    assert brief(decided(text, agreeing({"l=town": {"sources": 30}})))["sources"] == ["minister", "towns"]
    every = agreeing({"sort=quantity": {"quantities": 30}})
    assert brief(decided(text, every))["quantities"] == ["Forty", "two"]


@pytest.mark.parametrize(
    ("changes", "recipients"),
    [
        ({}, ["Torvia"]),
        ({"rule=recipients": {"none": 12}}, ["Torvia"]),  # a relation has two sides
        ({"rule=actors": {"none": 12}}, ["Torvia"]),
        ({"rule=recipients": {"actors": 12}}, ["Torvia"]),
        ({"l=Torvia": {"none": 30}, "rule=none": {"recipients": 0}}, ["Torvia"]),
    ],
)
def test_decide_keeps_both_sides_of_a_relation(decided: Decided, changes: Weights, recipients: list[str]) -> None:
    text = treebank()["adjective"]
    draft = decided(text, agreeing(changes), "backs")
    assert brief(draft)["actors"] == ["The militia"]
    assert brief(draft)["recipients"] == recipients


def test_decide_turns_a_relation_round(decided: Decided) -> None:
    turned = agreeing({"rule=recipients": {"actors": 12}, "rule=actors": {"recipients": 12}})
    assert brief(decided(treebank()["adjective"], turned, "backs")) | {"time": []} == {
        "actors": ["Torvia"], "recipients": ["The militia"], "places": [], "sources": [], "time": [], "quantities": [],
    }  # fmt: skip


def test_decide_leaves_a_speaker_of_another_sentence_out_of_the_parties(decided: Decided) -> None:
    quoted = treebank()["quotation across sentences"]
    draft = decided("\n\n".join(quoted.strip().split("\n\n")[:2]), agreeing({"apart": {"actors": 30}}), "ASSAULT")
    inside = draft.token.sent
    assert all(inside.start <= i < inside.end for i in draft.roles.heads())
    assert [a.speaker.text for a in draft.sources] == ["commander"]


def test_decide_pairs_a_claim_with_every_mention_of_its_sentence(
    read_of: Callable[[str], list[ReadSentence]],
) -> None:
    (read,) = read_of(ATTACK)
    pairs = pair(read.drafts[0], read)
    assert [(m.token.text, m.sort, m.proposed) for m in pairs.mentions()] == [
        ("army", "nominal", "actors"),
        ("convoys", "nominal", "recipients"),
        ("Qasra", "nominal", "places"),
        ("Friday", "nominal", "none"),
        ("minister", "nominal", "sources"),
        ("Friday", "time", "time"),
        ("two", "quantity", "quantities"),
    ]
    assert pairs.word.filled == (1, 1, 1)


@pytest.mark.parametrize("name", treebank())
def test_decide_survives_a_model_that_sees_one_label_everywhere(
    read_of: Callable[[str], list[ReadSentence]], name: str
) -> None:
    models = [small_model({f"sort={s}": {label: 30.0} for s in ("nominal", "time", "quantity")}) for label in LABELS]
    for model in models:
        for read in read_of(treebank()[name]):
            decide(model, read, LEXICON.classes)
            assert not any(d.roles.actors.keys() & d.roles.recipients.keys() for d in read.drafts)


def test_decide_leaves_a_sentence_without_claims_alone(read_of: Callable[[str], list[ReadSentence]]) -> None:
    for read in read_of(treebank()["unrelated"]):
        decide(agreeing(), read, LEXICON.classes)
        assert read.drafts == []


def test_decide_makes_nothing_of_a_lone_word(decided: Decided) -> None:
    draft = decided("Attacked attack VERB VBD 0 root", agreeing())
    assert not any(brief(draft).values())
