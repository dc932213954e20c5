"""Where the places of a document are: names, "the city", "there", "Iraq's northern city of Mosul"."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lexicons import small_lexicon
from phrases import clause, story
from spacy.tokens import Doc, Token
from trees import NORTH_OF_RAQQA, PARAGRAPH, tree

from dateline import records
from dateline.coding.fillers import make_filler
from dateline.coding.locations import Locations, Spot, reasons_of
from dateline.coding.resolve import resolve_pronouns
from dateline.places import Gazetteer
from dateline.records import Document

CLASSES = small_lexicon().classes
Read = Callable[..., tuple[Doc, Locations]]


@pytest.fixture
def read(gazetteer: Gazetteer) -> Read:
    """Reads a tree and its places."""

    def locations_of(text: str, viewpoint: str | None = None, **facts: object) -> tuple[Doc, Locations]:
        doc = tree(text)
        document = Document("d", doc.text, **facts)  # type: ignore[arg-type]
        return doc, Locations(doc, document, gazetteer, {}, resolve_pronouns(doc, CLASSES), viewpoint)

    return locations_of


def last(doc: Doc, form: str) -> Token:
    return [t for t in doc if t.text == form][-1]


def spot_of(found: tuple[Doc, Locations], form: str) -> Spot | None:
    doc, locations = found
    return locations.of(make_filler(last(doc, form), CLASSES))


def place_id(found: tuple[Doc, Locations], form: str) -> str | None:
    spot = spot_of(found, form)
    return spot.place.id if spot is not None and spot.place is not None else None


def record(found: tuple[Doc, Locations], form: str, relation: str | None = None) -> records.Place:
    doc, locations = found
    return locations.record(make_filler(last(doc, form), CLASSES), relation)


RAQQA, HOMS, MOSUL, DONETSK = "gn:1", "gn:2", "gn:3", "gn:14"
IN_MOSUL = clause("rebels/NNS", before="in/IN Mosul/NNP/LOC")
IDLE = clause("rain/NN")


@pytest.mark.parametrize(
    ("name", "ident"), [("Raqqa", RAQQA), ("Rakka", RAQQA), ("Mosul", MOSUL), ("Syria", "gn:163843"), ("Qasra", None)]
)
def test_locations_of_a_name(read: Read, name: str, ident: str | None) -> None:
    assert place_id(read(clause("rebels/NNS", f"{name}/NNP/LOC")), name) == ident


def test_locations_give_two_spellings_one_place(read: Read) -> None:
    found = read(story(clause("rebels/NNS", "Rakka/NNP/LOC"), clause("rebels/NNS", "Raqqa/NNP/LOC")))
    assert place_id(found, "Rakka") == place_id(found, "Raqqa") == RAQQA


def test_locations_choose_with_the_whole_document_in_view(read: Read) -> None:
    lebanon, alone = (
        read(story(*(clause("rebels/NNS", f"{name}/NNP/LOC") for name in names)))
        for names in (("Tripoli", "Lebanon", "Beirut"), ("Tripoli",))
    )
    assert (place_id(lebanon, "Tripoli"), place_id(alone, "Tripoli")) == ("gn:9", "gn:8")


@pytest.mark.parametrize(
    ("words", "ident"),
    [
        ("the/DT city/NN", MOSUL),
        ("this/DT city/NN", MOSUL),
        ("the/DT capital/NN", MOSUL),
        ("the/DT 300,000/CD city/NN", MOSUL),  # a number narrows nothing
        ("a/DT city/NN", None),
        ("the/DT other/JJ city/NN", None),
        ("the/DT port/NN city/NN", None),
        ("Syria/NNP/LOC 's/POS city/NN", "gn:163843"),  # no more is known than the country
        ("the/DT province/NN", None),
        ("the/DT bridge/NN", None),
    ],
)
def test_locations_of_a_description_are_the_place_named_last(read: Read, words: str, ident: str | None) -> None:
    form = words.split()[-1].partition("/")[0]
    named = clause("rebels/NNS", "Raqqa/NNP/LOC")
    assert place_id(read(story(named, IN_MOSUL, clause("rebels/NNS", words))), form) == ident


def test_locations_of_a_description_are_the_place_that_the_text_tells_of_most(read: Read) -> None:
    named = clause("rebels/NNS", "Raqqa/NNP/LOC")
    assert place_id(read(story(named, named, IN_MOSUL, clause("rebels/NNS", "the/DT city/NN"))), "city") == RAQQA


def test_locations_of_a_description_pass_over_other_sorts(read: Read) -> None:
    text = story(IN_MOSUL, clause("rebels/NNS", "Syria/NNP/LOC"), clause("rebels/NNS", "the/DT city/NN"))
    found = read(text)
    assert place_id(found, "city") == MOSUL
    assert place_id(read(text.replace("city", "country")), "country") == "gn:163843"


@pytest.mark.parametrize(("sentences", "ident"), [(5, MOSUL), (6, None)])
def test_locations_of_a_description_reach_back_six_sentences(read: Read, sentences: int, ident: str | None) -> None:
    found = read(story(IN_MOSUL, *[IDLE] * sentences, clause("rebels/NNS", "the/DT city/NN")))
    assert place_id(found, "city") == ident


def test_locations_of_a_description_never_look_ahead(read: Read) -> None:
    assert place_id(read(story(clause("rebels/NNS", "the/DT city/NN"), IN_MOSUL)), "city") is None


def test_locations_of_there(read: Read) -> None:
    text = story(IN_MOSUL, "They they PRON PRP 2 nsubj\nfought fight VERB VBD 0 root\nthere there ADV RB 2 advmod")
    assert place_id(read(text), "there") == MOSUL
    assert record(read(text), "there").name == "Mosul"


NORTHERN = """
Rebels rebel NOUN NNS 2 nsubj
took take VERB VBD 0 root
Iraq Iraq PROPN NNP 6 nmod:poss LOC
's 's PART POS 3 case
northern northern ADJ JJ 6 amod
city city NOUN NN 2 obj
of of ADP IN 8 case
Mosul Mosul PROPN NNP 6 nmod LOC
"""
BESIDE = """
Rebels rebel NOUN NNS 2 nsubj
took take VERB VBD 0 root
Iraq Iraq PROPN NNP 5 nmod:poss LOC
's 's PART POS 3 case
city city NOUN NN 2 obj
Mosul Mosul PROPN NNP 5 appos LOC
"""


@pytest.mark.parametrize("text", [NORTHERN, BESIDE])
def test_locations_of_a_noun_that_introduces_a_name_are_those_of_the_name(read: Read, text: str) -> None:
    assert place_id(read(text), "city") == MOSUL


def test_locations_record_carries_the_point_of_the_whole_expression(read: Read) -> None:
    place = record(read(NORTH_OF_RAQQA), "Raqqa", "of")
    assert (place.id, place.kind, place.precision, place.relation) == (RAQQA, "city", "offset", "north of")
    assert place.lat == pytest.approx(35.95 + 30 / 111.2, abs=0.01)
    assert place.lon == pytest.approx(39.01, abs=0.01)


@pytest.mark.parametrize(
    ("found", "relation"), [("in", "in"), ("at", "in"), (None, "in"), ("toward", "toward"), ("from", "from")]
)
def test_locations_record_keeps_a_preposition_that_is_no_inside(read: Read, found: str | None, relation: str) -> None:
    assert record(read(IN_MOSUL), "Mosul", found).relation == relation


@pytest.mark.parametrize(
    ("viewpoint", "country"), [(None, "disputed"), ("UA", "UA"), ("UKR", "UA"), ("RU", "RU"), ("FR", "disputed")]
)
def test_locations_record_labels_what_is_disputed_by_the_point_of_view(
    read: Read, viewpoint: str | None, country: str
) -> None:
    place = record(read(clause("rebels/NNS", "Donetsk/NNP/LOC"), viewpoint), "Donetsk")
    assert (place.id, place.country, place.claimants) == (DONETSK, country, ("UKR", "RUS"))


def test_locations_record_of_an_undisputed_place_names_its_country_alone(read: Read) -> None:
    place = record(read(IN_MOSUL, "UA"), "Mosul")
    assert (place.country, place.claimants) == ("IQ", ())


@pytest.mark.parametrize(
    ("words", "form", "name", "kind"),
    [("Qasra/NNP/LOC", "Qasra", "Qasra", "named"), ("the/DT bridge/NN", "bridge", "bridge", "described")],
)
def test_locations_record_of_what_is_not_located_keeps_null(
    read: Read, words: str, form: str, name: str, kind: str
) -> None:
    place = record(read(clause("rebels/NNS", words)), form, "in")
    assert (place.id, place.country, place.lat, place.lon, place.precision) == (None,) * 5
    assert (place.name, place.kind, place.relation) == (name, kind, "in")


def test_locations_of_an_organisation_are_not_those_of_the_place_in_its_name(read: Read) -> None:
    found = read(clause("the/DT Mosul_University/NNP/ORG", "rebels/NNS"))
    assert [s.located.toponym.nested for s in found[1].spots] == [True]
    assert place_id(found, "University") is None
    assert found[1].at(found[0].ents[0]) is None


def test_locations_of_a_place_that_the_tagger_took_for_an_organisation(read: Read) -> None:
    found = read(clause("Mosul/NNP/ORG", "rebels/NNS"))
    spot = found[1].at(found[0].ents[0])
    assert spot is not None
    assert (place_id(found, "Mosul"), spot.located.toponym.nested) == (MOSUL, False)


def test_locations_say_why_a_place_was_chosen(read: Read) -> None:
    found = read(story(*(clause("rebels/NNS", f"{name}/NNP/LOC") for name in ("Tripoli", "Beirut", "Qasra"))))
    tripoli, _, qasra = [reasons_of(spot) for spot in found[1].spots]
    assert tripoli.startswith("place “Tripoli”: Tripoli, LB (0.")
    assert "; else Tripoli, LY 0." in tripoli
    assert qasra == "place “Qasra”: not located, nothing in the gazetteer fits"


@pytest.mark.parametrize("text", ["", PARAGRAPH, ". . PUNCT . 0 root", "the the DET DT 0 root LOC"])
def test_locations_of_next_to_nothing(read: Read, text: str) -> None:
    assert [s.place for s in read(text)[1].spots if s.place is not None] == []
