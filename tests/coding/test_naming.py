"""Whom the names of a document stand for: exact and short forms, acronyms, titles, names that nobody knows."""

from __future__ import annotations

import pytest
from phrases import clause, story
from small_world import head, names_of, small_register
from trees import tree

from dateline.coding.fillers import entity_of
from dateline.coding.naming import Identity, country_at, read_setting

FORCE = """
The the DET DT 4 det
Sudan Sudan PROPN NNP 4 compound ORG
Defence Defence PROPN NNP 4 compound I-ORG
Force Force PROPN NNP 8 nsubj I-ORG
( ( PUNCT -LRB- 6 punct
SDF SDF PROPN NNP 4 appos ORG
) ) PUNCT -RRB- 6 punct
left leave VERB VBD 0 root
"""
TURNED_ROUND = """
NRU NRU PROPN NNP 7 nsubj ORG
( ( PUNCT -LRB- 5 punct
Northern Northern PROPN NNP 5 compound ORG
Relief Relief PROPN NNP 5 compound I-ORG
Union Union PROPN NNP 1 appos I-ORG
) ) PUNCT -RRB- 5 punct
left leave VERB VBD 0 root
"""
UNION = FORCE.replace("Sudan", "Northern").replace("Defence", "Relief").replace("Force", "Union").replace("SDF", "NRU")
MAGHREB = """
Al-Qaeda Al-Qaeda PROPN NNP 6 nsubj ORG
in in ADP IN 5 case
the the DET DT 5 det
Islamic Islamic PROPN NNP 5 compound
Maghreb Maghreb PROPN NNP 1 nmod
left leave VERB VBD 0 root
"""
MOON = """
Moon Moon PROPN NNP 5 nsubj PER
Jae Jae PROPN NNP 1 flat I-PER
- - PUNCT HYPH 4 punct I-PER
in in PROPN NNP 1 flat
left leave VERB VBD 0 root
"""


def named(text: str, form: str, on: str | None = "2017-03-09") -> Identity:
    """The identity of the last name that holds a form."""
    doc, names = names_of(text, on)
    entity = entity_of(head(doc, form))
    assert entity is not None
    return names.at(entity)


@pytest.mark.parametrize(
    ("subject", "form", "ident"),
    [
        ("the/DT Islamic_State/NNP/ORG", "Islamic", "islamic-state"),
        ("Isis/NNP/ORG", "Isis", "islamic-state"),
        ("ISIL/NNP/ORG 's/POS fighters/NNS", "ISIL", "islamic-state"),
        ("Abdullah_Gül/NNP/PER", "Gül", "gul"),
        ("Syria/NNP/LOC", "Syria", "syria"),
        ("the/DT United_States/NNP/LOC", "United", "usa"),
        ("Washington/NNP/LOC", "Washington", "usa"),
        ("the/DT Kremlin/NNP/ORG", "Kremlin", "russia"),
    ],
)
def test_naming_finds_a_name_in_any_spelling(subject: str, form: str, ident: str) -> None:
    assert named(clause(subject), form).id == ident


def test_naming_gives_what_the_register_knows_on_the_day() -> None:
    text = clause("the/DT Workers'_Front/NNP/ORG")
    early, late = (named(text, "Front", on) for on in ("2010-05-01", "2015-05-01"))
    assert (early.name, early.kind, early.country, early.sector) == ("Workers' Front", "party", "FRA", "OPP")
    assert (late.sector, late.score) == ("GOV", 1.0)


def test_naming_keeps_the_rivals_of_a_name() -> None:
    identity = named(clause("the/DT SDF/NNP/ORG"), "SDF")
    assert identity.id == "sdf"
    assert [c.entry.id for c in identity.candidates] == ["sudan-defence-force"]
    assert identity.candidates[0].score < identity.score


@pytest.mark.parametrize(
    ("defined", "acronym", "ident"),
    [
        (FORCE, "SDF", "sudan-defence-force"),  # not the better known one
        (UNION, "NRU", "new:northern-relief-union"),
        (TURNED_ROUND, "NRU", "new:northern-relief-union"),
    ],
)
def test_naming_reads_an_acronym_as_the_text_defines_it(defined: str, acronym: str, ident: str) -> None:
    after = clause(f"the/DT {acronym}/NNP/ORG")
    assert named(story(defined, after), acronym).id == ident
    assert named(story(after, defined), acronym).id == ident


ERDOGAN, SURNAME = "Recep_Tayyip_Erdogan/NNP/PER", "Erdogan/NNP/PER"


@pytest.mark.parametrize(
    "subjects",
    [(ERDOGAN, SURNAME), (SURNAME, ERDOGAN), (ERDOGAN, "Mr/NNP Erdogan/NNP/PER"), (SURNAME, ERDOGAN, SURNAME)],
    ids=["after", "before", "with Mr", "on both sides"],
)
def test_naming_takes_a_surname_for_the_full_name_in_the_text(subjects: tuple[str, ...]) -> None:
    doc, names = names_of(story(*map(clause, subjects)))
    assert {names.at(entity).id for entity in doc.ents} == {"erdogan"}


def test_naming_takes_a_surname_for_the_namesake_in_the_text() -> None:
    text = story(clause("Asma_Assad/NNP/PER"), clause("Assad/NNP/PER"))
    assert named(text, "Assad").id == "new:asma-assad"


@pytest.mark.parametrize(
    ("text", "form", "ident"),
    [
        (clause("Assad/NNP/PER"), "Assad", "bashar-al-assad"),  # high office is enough
        (clause("Dunford/NNP/PER"), "Dunford", "new:dunford"),
        (clause("Dunford/NNP/PER", before="in/IN France/NNP/LOC"), "Dunford", "new:dunford.fra"),
        (clause("Dunford/NNP/PER", before="in/IN America/NNP/LOC"), "Dunford", "dunford"),
        (clause("army/NN chief/NN Dunford/NNP/PER"), "Dunford", "dunford"),
        (clause("US/NNP/LOC army/NN chief/NN Dunford/NNP/PER"), "Dunford", "dunford"),
    ],
)
def test_naming_of_a_bare_surname_needs_support(text: str, form: str, ident: str) -> None:
    assert named(text, form).id == ident


@pytest.mark.parametrize("order", [1, -1])
def test_naming_takes_the_title_of_one_mention_for_all(order: int) -> None:
    sentences = [clause("Dunford/NNP/PER"), clause("army/NN chief/NN Dunford/NNP/PER")][::order]
    doc, names = names_of(story(*sentences))
    assert [names.at(entity).id for entity in doc.ents] == ["dunford", "dunford"]


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        (clause("the/DT Front/NNP/ORG"), "new:front"),
        (clause("the/DT Front/NNP/ORG", before="in/IN France/NNP/LOC"), "workers-front"),
        (story(clause("the/DT Workers'_Front/NNP/ORG"), clause("the/DT Front/NNP/ORG")), "workers-front"),
        (story(clause("the/DT Front/NNP/ORG"), clause("the/DT Workers'_Front/NNP/ORG")), "workers-front"),
        (clause("the/DT Front/NNP/ORG", before="in/IN Syria/NNP/LOC"), "new:front.syr"),
    ],
    ids=["alone", "its country", "its full name before", "its full name after", "another country"],
)
def test_naming_of_a_weak_name_needs_support(text: str, ident: str) -> None:
    assert named(text, "Front").id == ident


@pytest.mark.parametrize(
    ("words", "offices"),
    [
        ("President/NNP Barack_Obama/NNP/PER", ("president",)),
        ("US/NNP/LOC President/NNP Barack_Obama/NNP/PER", ("president",)),
        ("former/JJ President/NNP Barack_Obama/NNP/PER", ()),
        ("former/JJ US/NNP/LOC President/NNP Barack_Obama/NNP/PER", ()),
        ("First/NNP Lady/NNP Barack_Obama/NNP/PER", ()),
        ("Mr/NNP Barack_Obama/NNP/PER", ()),
        ("Barack_Obama/NNP/PER", ()),
    ],
)
def test_naming_reads_the_title_before_a_name(words: str, offices: tuple[str, ...]) -> None:
    _, names = names_of(clause(words), None)
    assert names.titled.get("obama", ()) == offices


def test_naming_reads_no_title_across_sentences() -> None:
    ending = "Enter enter VERB VB 0 root\npresident president NOUN NN 1 obj"
    _, names = names_of(story(ending, clause("Barack_Obama/NNP/PER")), None)
    assert names.titled == {}


@pytest.mark.parametrize(
    ("text", "form", "ident"),
    [(MAGHREB, "Al-Qaeda", "aqim"), (MAGHREB.replace("Islamic", "Eastern"), "Al-Qaeda", "al-qaeda")],
)
def test_naming_reads_on_behind_the_span_where_the_register_knows_the_whole(text: str, form: str, ident: str) -> None:
    assert named(text, form).id == ident


def test_naming_joins_a_name_that_the_tagger_cut_at_its_hyphen() -> None:
    assert named(MOON, "Moon").name == "Moon Jae-in"


@pytest.mark.parametrize(
    ("subjects", "ident"),
    [
        (("Lena_Moravec/NNP/PER", "Moravec/NNP/PER", "Moravec/NNP/PER 's/POS party/NN"), "new:lena-moravec"),
        (("the/DT Blue_Shield/NNP/ORG", "Blue_Shield/NNP/ORG"), "new:blue-shield"),
        (("Shield/NNP/ORG", "the/DT Syrian/JJ Shield/NNP/ORG"), "new:shield.syr"),  # one word needs its setting
    ],
)
def test_naming_of_somebody_unlisted_keeps_one_id(subjects: tuple[str, ...], ident: str) -> None:
    doc, names = names_of(story(*map(clause, subjects)))
    assert {names.at(entity).id for entity in doc.ents if entity.label_ != "LOC"} == {ident}


@pytest.mark.parametrize(("label", "kind"), [("PER", "person"), ("ORG", "body")])
def test_naming_of_somebody_unlisted_tells_the_kind(label: str, kind: str) -> None:
    identity = named(clause(f"Blue_Shield/NNP/{label}"), "Blue")
    assert (identity.kind, identity.country, identity.sector) == (kind, None, None)
    assert identity.score < 0.6


def test_naming_of_a_place_makes_no_actor() -> None:
    identity = named(clause("Qasra/NNP/LOC"), "Qasra")
    assert (identity.id, identity.kind) == (None, "place")


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("South/JJ Korean/JJ troops/NNS", "south-korea"),
        ("Bosnian/JJ Serb/JJ troops/NNS", None),
        ("Serb/JJ troops/NNS", "serbia"),
        ("Serbs/NNPS", "serbia"),
        ("serb/JJ troops/NNS", None),
        ("the/DT United_States/NNP/LOC", "usa"),
        ("But/JJ Turkish/JJ troops/NNS", "turkey"),
    ],
)
def test_naming_country_at(words: str, country: str | None) -> None:
    doc = tree(clause(words))
    at = max((t for t in doc if t.text not in ("troops", "left", ".")), key=lambda t: t.i)
    found = country_at(at, small_register())
    assert (found.id if found else None) == country


def test_naming_country_at_tells_names_apart_that_only_touch() -> None:
    text = """
        In in ADP IN 2 case
        Syria Syria PROPN NNP 5 obl LOC
        Turkish turkish ADJ JJ 4 amod
        troops troop NOUN NNS 5 nsubj
        left leave VERB VBD 0 root
    """
    found = country_at(head(tree(text), "Turkish"), small_register())
    assert found is not None
    assert found.id == "turkey"


def test_naming_setting_counts_the_countries() -> None:
    text = story(clause("Turkish/JJ troops/NNS", "Syria/NNP/LOC"), clause("the/DT Turks/NNPS", "Qasra/NNP/LOC"))
    setting = read_setting(tree(text), small_register(), None)
    assert dict(setting.countries) == {"TUR": 2, "SYR": 1}
    assert (setting.main, setting.share("TUR"), setting.share("SYR"), setting.share("FRA")) == ("TUR", 1.0, 0.5, 0.0)
    assert setting.alpha2(small_register().world) == {"TR": 2.0, "SY": 1.0}


def test_naming_setting_counts_the_countries_of_whom_it_names() -> None:
    text = story(clause("Tayyip_Erdogan/NNP/PER", "Syria/NNP/LOC"), clause("Ankara/NNP/LOC"), clause("Smith/NNP/PER"))
    assert dict(read_setting(tree(text), small_register(), None).countries) == {"TUR": 2, "SYR": 1}


@pytest.mark.parametrize("subjects", [(), ("Turkish/JJ troops/NNS", "Syrian/JJ troops/NNS")])
def test_naming_setting_has_no_main_country_where_none_stands_out(subjects: tuple[str, ...]) -> None:
    assert read_setting(tree(story(*map(clause, subjects))), small_register(), None).main is None


@pytest.mark.parametrize("text", ["( ( PUNCT -LRB- 0 root", "( ( PUNCT -LRB- 2 punct\nUN UN PROPN NNP 0 root ORG", ""])
def test_naming_survives_lone_brackets(text: str) -> None:
    doc, names = names_of(text)
    assert [names.at(entity).id for entity in doc.ents] == [e and "united-nations" for e in doc.ents]
