"""The mentions of a document: kinds, fields, order, rivals."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from lexicons import small_lexicon
from phrases import clause, story
from small_world import ON, small_register
from trees import NORTH_OF_RAQQA, tree

from dateline.coding.annotate import annotate
from dateline.coding.resolver import Resolver
from dateline.places import Gazetteer
from dateline.records import Document

Annotated = Callable[..., dict[str, Any]]
SENTENCE = """
Turkey Turkey PROPN NNP 2 nsubj LOC
sent send VERB VBD 0 root
400 400 NUM CD 4 nummod
troops troop NOUN NNS 2 obj
to to ADP IN 6 case
Mosul Mosul PROPN NNP 2 obl LOC
on on ADP IN 8 case
Thursday Thursday PROPN NNP 2 obl
. . PUNCT . 2 punct
"""


@pytest.fixture
def annotated(gazetteer: Gazetteer) -> Annotated:
    """Annotates a tree."""

    def annotate_tree(text: str, published: str | None = ON, viewpoint: str | None = None) -> dict[str, Any]:
        doc = tree(text)
        resolver = Resolver(small_register(), gazetteer, small_lexicon().classes, viewpoint)
        return annotate(doc, Document("d", doc.text, published=published), resolver)

    return annotate_tree


def mentions(found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [m for m in found["mentions"] if m["kind"] == kind]


def test_annotate_gives_every_kind_in_the_order_of_the_text(annotated: Annotated) -> None:
    assert [(m["kind"], m["text"]) for m in annotated(SENTENCE)["mentions"]] == [
        ("actor", "Turkey"),
        ("place", "Turkey"),
        ("quantity", "400"),
        ("actor", "400 troops"),
        ("place", "Mosul"),
        ("time", "Thursday"),
    ]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("actor", "kind text start end id name country sector actor_kind score why candidates"),
        (
            "place",
            "kind text start end id name country lat lon precision relation claimants expression radius_km place_kind"
            " score nested candidates",
        ),
        ("time", "kind text start end from to precision rule timex"),
        ("quantity", "kind text start end value low high unit change"),
    ],
)
def test_annotate_gives_the_same_fields_to_every_mention_of_a_kind(
    annotated: Annotated, kind: str, fields: str
) -> None:
    found = mentions(annotated(SENTENCE), kind)
    assert found
    assert all(set(mention) == set(fields.split()) for mention in found)


def test_annotate_points_into_the_text_and_is_plain_json(annotated: Annotated) -> None:
    found = annotated(story(SENTENCE, clause("the/DT city/NN")))
    text = tree(story(SENTENCE, clause("the/DT city/NN"))).text
    assert all(text[m["start"] : m["end"]] == m["text"] for m in found["mentions"])
    assert json.loads(json.dumps(found)) == found
    assert found["document"]["published"] == ON


def test_annotate_resolves_actors(annotated: Annotated) -> None:
    turkey, troops = mentions(annotated(SENTENCE), "actor")
    assert (turkey["id"], turkey["name"], turkey["country"], turkey["sector"]) == ("turkey", "Turkey", "TUR", "GOV")
    assert (turkey["actor_kind"], turkey["score"], turkey["candidates"]) == ("state", 1.0, [])
    assert (troops["id"], troops["actor_kind"]) == ("kind:soldiers", "army")


def test_annotate_keeps_the_rivals_of_an_actor(annotated: Annotated) -> None:
    (sdf,) = mentions(annotated(clause("the/DT SDF/NNP/ORG")), "actor")
    assert sdf["id"] == "sdf"
    (rival,) = sdf["candidates"]
    assert (rival["id"], rival["name"]) == ("sudan-defence-force", "Sudan Defence Force")
    assert rival["score"] < sdf["score"]


def test_annotate_resolves_places_with_their_rivals(annotated: Annotated) -> None:
    text = story(clause("rebels/NNS", "Tripoli/NNP/LOC"), clause("rebels/NNS", "Beirut/NNP/LOC"))
    tripoli, beirut = mentions(annotated(text), "place")
    assert (tripoli["id"], tripoli["name"], tripoli["country"]) == ("gn:9", "Tripoli", "LB")
    assert (tripoli["place_kind"], tripoli["precision"], tripoli["relation"]) == ("city", "city", "in")
    assert [c["id"] for c in tripoli["candidates"]] == ["gn:9", "gn:8"]
    assert sum(c["score"] for c in tripoli["candidates"]) == pytest.approx(1.0, abs=0.05)
    assert tripoli["score"] == tripoli["candidates"][0]["score"]
    assert beirut["nested"] is False


def test_annotate_gives_the_words_that_belong_to_a_place(annotated: Annotated) -> None:
    (place,) = mentions(annotated(NORTH_OF_RAQQA), "place")
    assert (place["text"], place["expression"]["text"]) == ("Raqqa", "30 km north of Raqqa")
    assert place["radius_km"] > 0


def test_annotate_gives_a_place_that_is_not_located_as_null(annotated: Annotated) -> None:
    (place,) = mentions(annotated(clause("rebels/NNS", "Qasra/NNP/LOC")), "place")
    assert (place["text"], place["name"]) == ("Qasra", "Qasra")
    empty = ("id", "country", "lat", "lon", "place_kind", "precision", "relation", "score")
    assert [place[field] for field in empty] == [None] * len(empty)
    assert (place["candidates"], place["claimants"], place["nested"]) == ([], [], False)


@pytest.mark.parametrize(("viewpoint", "country"), [(None, "disputed"), ("UKR", "UA")])
def test_annotate_labels_disputed_places_by_the_point_of_view(
    annotated: Annotated, viewpoint: str | None, country: str
) -> None:
    (place,) = mentions(annotated(clause("rebels/NNS", "Donetsk/NNP/LOC"), viewpoint=viewpoint), "place")
    assert (place["country"], place["claimants"]) == (country, ["UKR", "RUS"])


def test_annotate_resolves_times_and_quantities(annotated: Annotated) -> None:
    found = annotated(SENTENCE, "2017-03-11")
    (time,), (quantity,) = mentions(found, "time"), mentions(found, "quantity")
    assert (time["from"], time["to"], time["precision"], time["timex"]) == (ON, ON, "day", ON)
    assert (quantity["value"], quantity["low"], quantity["high"], quantity["unit"]) == (400, 400, 400, "troops")


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (clause("Turkey/NNP/LOC"), ["Turkey"]),
        (clause("rain/NN", "Turkey/NNP/LOC"), []),  # where, not who
        (clause("rain/NN", before="in/IN Turkey/NNP/LOC"), []),
        (clause("Turkish/JJ troops/NNS"), ["Turkish troops"]),
        (clause("rain/NN", "Qasra/NNP/LOC"), []),
        (clause("Mosul/NNP/ORG"), []),  # a place that the tagger takes for a body
        (clause("Blue_Shield/NNP/ORG"), ["Blue Shield"]),
        (clause("the/DT Syrian_Democratic_Forces/NNP/ORG"), ["the Syrian Democratic Forces"]),  # once
        (clause("Lena_Moravec/NNP/PER"), ["Lena Moravec"]),
        (clause("the/DT group/NN"), []),  # nobody that is known
        (clause("the/DT weather/NN"), []),
        (story(clause("the/DT Houthis/NNPS/ORG"), clause("the/DT group/NN")), ["the Houthis", "the group"]),
    ],
)
def test_annotate_gives_as_actors_who_acts(annotated: Annotated, text: str, actors: list[str]) -> None:
    assert [m["text"] for m in mentions(annotated(text), "actor")] == actors


def test_annotate_flags_places_in_names_of_organisations(annotated: Annotated) -> None:
    text = story(clause("the/DT Mosul_University/NNP/ORG"), clause("rebels/NNS", "Mosul/NNP/LOC"))
    assert [(m["text"], m["nested"]) for m in mentions(annotated(text), "place")] == [("Mosul", True), ("Mosul", False)]


def test_annotate_tells_what_was_inferred_of_the_date(annotated: Annotated) -> None:
    text = story(clause("President/NNP Barack_Obama/NNP/PER"), SENTENCE)
    document = annotated(text, None)["document"]
    window = document["published_inferred"]
    assert (document["published"], window["earliest"], window["latest"]) == (None, "2009-01-20", "2017-01-20")
    assert window["best"] is None
    assert window["reasons"] == ["Barack Obama is called president: in office from 2009-01-20 to 2017-01-20."]
    assert "published_inferred" not in annotated(text)["document"]


@pytest.mark.parametrize("text", ["", ". . PUNCT . 0 root", "of of ADP IN 0 root"])
def test_annotate_of_next_to_nothing(annotated: Annotated, text: str) -> None:
    assert annotated(text)["mentions"] == []
