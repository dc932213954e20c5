"""From a filler's head to its mention: words, classes, name."""

from __future__ import annotations

import pytest
from lexicons import small_lexicon
from trees import named, tree, word

from dateline.coding.fillers import entity_of, is_nationality, kinds, make_filler, satisfies, word_forms
from dateline.coding.naming import Identity

CLASSES = small_lexicon().classes


@pytest.mark.parametrize(
    ("name", "head", "text", "called"),
    [
        ("active", "Rebels", "Rebels", "Rebels"),
        ("active", "town", "the town of Qasra", "town of Qasra"),
        ("active", "Qasra", "Qasra", "Qasra"),
        ("passive", "troops", "government troops", "government troops"),
        ("passive without agent", "bridges", "Two bridges", "Two bridges"),
        ("relative subject", "militia", "The militia", "militia"),
        ("hyphen participles", "forces", "US-backed forces", "US-backed forces"),
        ("hyphen participles", "US", "US", "US"),
        ("nominalisation with possessor", "army", "The army", "army"),
        ("apposition", "Torvia", "Torvia", "Torvia"),
        ("title before a name", "Lena", "President Lena Moravec", "Lena Moravec"),
        ("title in apposition", "Samir", "Samir Haddad", "Samir Haddad"),
        ("title in apposition", "spokesman", "the army spokesman", "army spokesman"),
        ("presence", "troops", "About 2,000 US troops", "About 2,000 US troops"),
        ("coordinated subjects", "Rebels", "Rebels", "Rebels"),
        ("light verb", "rebels", "the rebels", "rebels"),
    ],
)
def test_fillers_bound_and_name_a_mention(name: str, head: str, text: str, called: str) -> None:
    doc = named(name)
    filler = make_filler(word(doc, head), CLASSES)
    assert (filler.text, filler.name) == (text, called)
    assert doc.text[filler.start : filler.end] == text


def test_fillers_name_a_description_by_the_name_in_apposition() -> None:
    doc = named("possessor of an office")
    assert make_filler(word(doc, "president"), CLASSES).name == "Lena Moravec"


def test_fillers_give_a_pronoun_the_name_it_was_resolved_to() -> None:
    doc = named("saying of its own deed")
    it = word(doc, "it")
    assert make_filler(it, CLASSES).name is None
    assert make_filler(it, CLASSES, Identity("x.army", "army")).name == "army"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Qasra Qasra PROPN NNP 0 root LOC", {"place", "party"}),
        ("Lena Lena PROPN NNP 0 root PER", {"person", "party"}),
        ("AFP AFP PROPN NNP 0 root ORG", {"group", "party"}),
        ("Varna Varna PROPN NNP 0 root", {"party"}),
        ("rebels rebel NOUN NNS 0 root", {"armed", "party"}),
        ("troops troops NOUN NNS 0 root", {"armed", "party"}),
        ("town town NOUN NN 0 root", {"place"}),
        ("they they PRON PRP 0 root", {"party"}),
        ("Turkish Turkish ADJ JJ 0 root", {"party"}),
        ("weather weather NOUN NN 0 root", set()),
    ],
)
def test_fillers_kinds(line: str, expected: set[str]) -> None:
    assert kinds(tree(line)[0], CLASSES) == expected | {"any"}


def test_fillers_kinds_look_through_a_measuring_noun() -> None:
    assert "armed" in kinds(word(named("measuring noun"), "Dozens"), CLASSES)


@pytest.mark.parametrize(
    ("line", "wanted", "met"),
    [
        ("towns town NOUN NNS 0 root", {"town"}, True),
        ("towns town NOUN NNS 0 root", {"@place"}, True),
        ("towns town NOUN NNS 0 root", {"@person", "city"}, False),
        ("towns town NOUN NNS 0 root", {"@any"}, True),
        ("towns town NOUN NNS 0 root", {"place"}, False),
        ("towns town NOUN NNS 0 root", set(), False),
        ("Qasra Qasra PROPN NNP 0 root LOC", {"@party"}, True),
    ],
)
def test_fillers_satisfies(line: str, wanted: set[str], met: bool) -> None:
    assert satisfies(tree(line)[0], wanted, CLASSES) is met


def test_fillers_word_forms_hold_the_singular_of_plural_only_words() -> None:
    assert word_forms(tree("Troops troops NOUN NNS 0 root")[0]) == {"troops", "troop"}


@pytest.mark.parametrize(("form", "known"), [("Kurdish", True), ("turks", True), ("Table", False)])
def test_fillers_is_nationality(form: str, known: bool) -> None:
    assert is_nationality(tree(f"{form} {form} ADJ JJ 0 root")[0]) is known


def test_fillers_entity_of_gives_the_whole_name_from_any_of_its_words() -> None:
    doc = named("title in apposition")
    entities = [entity_of(doc[i]) for i in (0, 1)]
    assert [(str(e), e and e.label_) for e in entities] == [("Samir Haddad", "PER")] * 2
    assert entity_of(word(doc, "army")) is None


@pytest.mark.parametrize("mark", [".", "“", ")"])
def test_fillers_make_a_mention_of_a_lone_mark(mark: str) -> None:
    assert make_filler(tree(f"{mark} {mark} PUNCT . 0 root")[0], CLASSES).text == mark


def test_fillers_survive_a_chain_of_of() -> None:
    lines = ["part part NOUN NN 0 root"]
    for i in range(150):
        lines += [f"of of ADP IN {2 * i + 3} case", f"part part NOUN NN {2 * i + 1} nmod"]
    doc = tree("\n".join(lines))
    assert make_filler(doc[0], CLASSES).text == doc.text


def test_fillers_entity_of_tells_touching_names_apart() -> None:
    doc = tree("Lena Lena PROPN NNP 0 root PER\nQasra Qasra PROPN NNP 1 dep LOC")
    assert [str(entity_of(t)) for t in doc] == ["Lena", "Qasra"]


def test_fillers_take_their_name_from_their_identity() -> None:
    doc = named("passive")
    army = Identity("torvia", "Torvia", "state")
    filler = make_filler(word(doc, "troops"), CLASSES, army)
    assert (filler.text, filler.name, filler.identity) == ("government troops", "Torvia", army)
    assert make_filler(word(doc, "troops"), CLASSES).name == "government troops"
