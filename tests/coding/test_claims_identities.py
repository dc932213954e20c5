"""Claims say who their actors are, where their places lie and how they know."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lexicons import small_lexicon
from opinions import Roles, with_opinion
from phrases import clause, story
from small_world import ON, small_register
from trees import TYPES, tree

from dateline.coding.claims import ClaimMaker
from dateline.coding.resolver import Resolver
from dateline.places import Gazetteer
from dateline.records import Claim, Document

SCORES = dict.fromkeys(("attacked", "captured", "seized"), ("ASSAULT", 0.9))
LEXICON = small_lexicon()
Outcome = tuple[list[Claim], list[str]]
Made = Callable[..., Outcome]
ATTACK = """
{attacker} {attacker} PROPN NNP 2 nsubj {label}
attacked attack VERB VBD 0 root
the the DET DT 4 det
jihadists jihadist NOUN NNS 2 obj
in in ADP IN 6 case
Rakka Rakka PROPN NNP 2 obl LOC
, , PUNCT , 10 punct
the the DET DT 9 det
Kremlin Kremlin PROPN NNP 10 nsubj ORG
said say VERB VBD 2 parataxis
. . PUNCT . 2 punct
"""
TURKEY = ATTACK.format(attacker="Turkey", label="LOC")
IS = clause("the/DT Islamic_State/NNP/ORG", verb="shone shine")
SAYING = """
Turkey Turkey PROPN NNP 4 nsubj LOC
and and CCONJ CC 3 cc
Russia Russia PROPN NNP 1 conj LOC
said say VERB VBD 0 root
rebels rebel NOUN NNS 6 nsubj
attacked attack VERB VBD 4 ccomp
the the DET DT 8 det
base base NOUN NN 6 obj
. . PUNCT . 4 punct
"""


@pytest.fixture
def made(gazetteer: Gazetteer) -> Made:
    """Makes the claims of a tree, by the frames alone unless the network has an opinion."""

    def claims_of(text: str, published: str | None = ON, roles: Roles | None = None) -> tuple[list[Claim], list[str]]:
        doc = with_opinion(tree(text, SCORES), roles)
        resolver = Resolver(small_register(), gazetteer, LEXICON.classes)
        maker = ClaimMaker(LEXICON, TYPES, "test coder", resolver)
        return maker.make(doc, Document("d", doc.text, published=published))

    return claims_of


def test_claims_carry_the_identities_of_their_actors(made: Made) -> None:
    (claim,) = made(story(IS, TURKEY))[0]
    (actor,), (recipient,), (source,) = claim.actors, claim.recipients, claim.sources
    assert (actor.id, actor.name, actor.country, actor.sector) == ("turkey", "Turkey", "TUR", "GOV")
    assert (recipient.text, recipient.id, recipient.name) == ("the jihadists", "islamic-state", "Islamic State")
    assert (source.id, source.name, source.cue) == ("russia", "Russia", "said")


def test_claims_carry_the_points_of_their_places(made: Made) -> None:
    (claim,) = made(TURKEY)[0]
    (place,) = claim.places
    assert (place.text, place.id, place.name, place.country) == ("Rakka", "gn:1", "Ar Raqqah", "SY")
    assert (place.kind, place.precision, place.relation) == ("city", "city", "in")


def test_claims_say_how_identities_and_places_were_found(made: Made) -> None:
    (claim,) = made(story(IS, TURKEY))[0]
    assert "“Turkey” is Turkey (name of the register, 1.00)" in claim.reasons
    assert "“the jihadists” is Islamic State (“the jihadists”: named before, 0.60)" in claim.reasons
    assert any(reason.startswith("place “Rakka”: Ar Raqqah, SY (") for reason in claim.reasons)


def test_claims_name_the_rivals_of_an_actor_in_their_reasons(made: Made) -> None:
    (claim,) = made(ATTACK.format(attacker="SDF", label="ORG"))[0]
    (reason,) = [r for r in claim.reasons if r.startswith("“SDF” is")]
    assert "else Sudan Defence Force 0." in reason


def test_claims_are_according_to_each_of_coordinated_speakers(made: Made) -> None:
    (claim,) = made(SAYING)[0]
    assert [s.id for s in claim.sources] == ["turkey", "russia"]


def test_claims_without_a_date_tell_what_was_inferred(made: Made) -> None:
    text = story(clause("President/NNP Barack_Obama/NNP/PER", verb="shone shine"), TURKEY)
    claims, notes = made(text, None)
    assert len([c for c in claims if c.kind == "event"]) == 1
    assert notes == [
        "no date of publication could be inferred; Barack Obama is called president: in office from 2009-01-20 to"
        " 2017-01-20."
    ]
    assert made(text)[1] == []


@pytest.mark.parametrize(
    ("changes", "actors", "recipients"),
    [
        ({}, ["turkey"], ["islamic-state"]),
        ({"jihadists": {"actors": 12}}, ["turkey", "islamic-state"], []),
        ({"Turkey": {"actors": -12}}, [], ["islamic-state"]),
    ],
)
def test_claims_take_the_roles_that_the_network_decides(
    made: Made, changes: Roles, actors: list[str], recipients: list[str]
) -> None:
    (claim,) = made(story(IS, TURKEY), roles=changes)[0]
    assert [a.id for a in claim.actors] == actors
    assert [a.id for a in claim.recipients] == recipients


@pytest.mark.parametrize("other", ["Syria", "France", "Serbia"])
@pytest.mark.parametrize("text", [TURKEY, SAYING.replace("Russia", "Qasra")])
def test_claims_differ_in_the_actor_alone_where_names_are_exchanged(made: Made, text: str, other: str) -> None:
    def told(claims: list[Claim]) -> list[tuple[object, ...]]:
        return [
            (
                c.type,
                c.status,
                c.confidence,
                c.trigger.text,
                len(c.actors),
                [r.id for r in c.recipients],
                len(c.sources),
            )
            for c in claims
        ]

    assert told(made(text)[0]) == told(made(text.replace("Turkey", other))[0])
