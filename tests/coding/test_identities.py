"""Who every mention of a document is: titles, forces, bodies, members, descriptions, pronouns, kinds of people."""

from __future__ import annotations

import pytest
from lexicons import small_lexicon
from phrases import clause, story
from small_world import ON, head, identities_of, small_register, who, who_id
from spacy.tokens import Doc
from trees import named, tree, treebank

from dateline.actors.entries import KINDS
from dateline.coding.descriptions import load_descriptions
from dateline.coding.identities import Identities

IN_SYRIA = "in/IN Syria/NNP/LOC"


def subject(words: str, on: str | None = ON, before: str = "") -> str | None:
    """The id of the subject of a sentence; the subject is one phrase or its first noun has another behind it."""
    doc, identities = identities_of(clause(words, before=before), on)
    found = identities.of(next(t for t in doc if t.dep_ == "nsubj"))
    return found.id if found is not None else None


# --- titles


@pytest.mark.parametrize(("on", "ident"), [("2013-05-01", "gul"), ("2015-05", "erdogan"), ("2014-08-28", "turkey")])
@pytest.mark.parametrize(
    "words",
    [
        "the/DT Turkish/JJ president/NN",
        "Turkish/JJ president/NN",
        "Turkey/NNP/LOC 's/POS president/NN",
        "the/DT president/NN of/IN Turkey/NNP/LOC",
        "the/DT Turkish/JJ head/NN of/IN state/NN",
    ],
)
def test_identities_of_a_title_depend_on_the_day(words: str, on: str, ident: str) -> None:
    # On the day of a handover it may be either: then it is whom they act for.
    assert subject(words, on) == ident


@pytest.mark.parametrize(
    ("words", "ident"),
    [
        ("the/DT US/NNP/LOC defence/NN secretary/NN", "mattis"),
        ("the/DT American/JJ president/NN", "trump"),
        ("the/DT Russian/JJ foreign/JJ minister/NN", "lavrov"),
        ("the/DT North/JJ Korean/JJ leader/NN", "kim-jong-un"),
        ("the/DT Saudi/JJ king/NN", "salman"),
        ("the/DT UN/NNP/ORG secretary-general/NN", "guterres"),
        ("the/DT Houthi/NNP/ORG leader/NN", "abdul-malik-al-houthi"),
        ("the/DT leader/NN of/IN the/DT Houthis/NNPS/ORG", "abdul-malik-al-houthi"),
        ("the/DT French/JJ president/NN", "france"),  # nobody that the register knows: who he acts for
        ("the/DT Turkish/JJ defence/NN minister/NN", "turkey"),
        ("the/DT American/JJ secretary/NN of/IN defence/NN", "mattis"),
        ("the/DT presidents/NNS of/IN Turkey/NNP/LOC", None),
        ("the/DT Turkish/JJ vice/NN -/HYPH president/NN", None),
        ("the/DT UN/NNP/ORG secretary/NN -/HYPH general/NN", "guterres"),
        ("the/DT wife/NN of/IN the/DT president/NN", None),
        ("the/DT Turkish/JJ first/JJ lady/NN", None),
        ("the/DT former/JJ Turkish/JJ president/NN", None),
        ("the/DT former/JJ South/JJ Korean/JJ president/NN", None),
        ("Turkey/NNP/LOC 's/POS former/JJ president/NN", None),
        ("a/DT president/NN", None),
        ("the/DT president/NN of/IN the/DT club/NN", None),
    ],
)
def test_identities_of_a_title(words: str, ident: str | None) -> None:
    assert subject(words) == ident


def test_identities_of_a_bare_title_are_of_the_country_in_question() -> None:
    assert subject("the/DT president/NN", before="in/IN Turkey/NNP/LOC") == "erdogan"
    assert subject("the/DT president/NN") is None
    assert subject("the/DT president/NN", None, "in/IN Turkey/NNP/LOC") is None


def test_identities_of_a_bare_title_are_of_whom_the_text_named_before() -> None:
    text = story(clause("Vladimir_Putin/NNP/PER"), clause("the/DT president/NN"))
    identity = who(text, "president")
    assert identity is not None
    assert (identity.id, identity.why) == ("putin", "the president named before")


@pytest.mark.parametrize("dep", ["appos", "flat", "nmod:desc"])
def test_identities_of_a_title_with_its_name_are_of_the_name(dep: str) -> None:
    text = f"""
        The the DET DT 3 det
        Turkish turkish ADJ JJ 3 amod
        president president NOUN NN 6 nsubj
        Abdullah Abdullah PROPN NNP 3 {dep} PER
        Gul Gul PROPN NNP 4 flat I-PER
        left leave VERB VBD 0 root
    """
    assert who_id(text, "president") == "gul"  # though another is in office


# --- forces and bodies


@pytest.mark.parametrize(
    ("words", "ident", "sector"),
    [
        ("Turkish/JJ troops/NNS", "turkey", "MIL"),
        ("Turkey/NNP/LOC 's/POS troops/NNS", "turkey", "MIL"),
        ("400/CD additional/JJ US/NNP/LOC troops/NNS", "usa", "MIL"),
        ("US/NNP/LOC ground/NN forces/NNS", "usa", "MIL"),
        ("South/JJ Korean/JJ troops/NNS", "south-korea", "MIL"),
        ("Turkish/JJ soldiers/NNS", "turkey", "MIL"),
        ("US/NNP/LOC -/HYPH led/VBN forces/NNS", "kind:soldiers", "MIL"),
        ("Turkish/JJ -/HYPH backed/VBN forces/NNS", "kind:soldiers", "MIL"),
        ("foreign/JJ forces/NNS", "kind:soldiers", "MIL"),
        ("Bosnian/JJ Serb/JJ forces/NNS", "kind:soldiers.bosnia", "MIL"),
        ("Turkish/JJ rebel/NN forces/NNS", "kind:soldiers.turkey", "MIL"),
        ("SDF/NNP/ORG forces/NNS", "sdf", "REB"),
    ],
)
def test_identities_of_forces(words: str, ident: str, sector: str) -> None:
    identity = who(clause(words), words.split()[-1].partition("/")[0])
    assert identity is not None
    assert (identity.id, identity.sector) == (ident, sector)


def test_identities_of_a_people_named_after_another_are_not_a_state() -> None:
    assert who(clause("Bosnian/JJ Serbs/NNPS"), "Serbs") is None
    assert who_id(clause("the/DT Serbs/NNPS"), "Serbs") == "serbia"


@pytest.mark.parametrize(
    ("words", "ident"),
    [
        ("the/DT army/NN", "syria.army"),
        ("the/DT Turkish/JJ army/NN", "turkey.army"),
        ("Turkey/NNP/LOC 's/POS parliament/NN", "turkey.parliament"),
        ("the/DT parliament/NN of/IN Turkey/NNP/LOC", "turkey.parliament"),
        ("Parliament/NNP/ORG", "syria.parliament"),
        ("the/DT Turkish/JJ foreign/JJ ministry/NN", "turkey.foreign-ministry"),
        ("the/DT government/NN", "syria"),
        ("the/DT Turkish/JJ government/NN", "turkey"),
        ("the/DT authorities/NNS", "syria"),
        ("Erdogan/NNP/PER 's/POS government/NN", "turkey"),
        ("police/NNS", "syria.police"),
        ("Turkish/JJ police/NNS", "turkey.police"),
        ("an/DT army/NN", None),
        ("a/DT new/JJ government/NN", None),
        ("the/DT rebel/NN army/NN", None),
        ("the/DT US/NNP/LOC -/HYPH backed/VBN government/NN", None),
    ],
)
def test_identities_of_bodies_of_a_state(words: str, ident: str | None) -> None:
    assert subject(words, before=IN_SYRIA) == ident


def test_identities_of_a_body_are_of_the_one_named_before() -> None:
    text = story(clause("the/DT Turkish/JJ army/NN"), clause("the/DT army/NN", before=IN_SYRIA))
    assert who_id(text, "army") == "turkey.army"


def test_identities_of_a_body_need_a_country() -> None:
    assert subject("the/DT army/NN") is None


def test_identities_of_a_body_are_of_the_country_that_acts() -> None:
    acting = story(
        clause("Syria/NNP/LOC", "the/DT town/NN"),
        clause("Turkey/NNP/LOC", "the/DT town/NN"),
        clause("Turkey/NNP/LOC", "the/DT town/NN"),
        clause("the/DT government/NN"),
    )
    assert who_id(acting, "government") == "turkey"


# --- several at once

BOTH = """
Russian russian ADJ JJ 4 amod
and and CCONJ CC 3 cc
Syrian syrian ADJ JJ 1 conj
{0} {1} NOUN NNS 5 nsubj
left leave VERB VBD 0 root
"""


def each(text: str, form: str) -> list[tuple[str | None, str | None]]:
    """The ids and sectors of all whom the last mention headed by a form means."""
    doc, identities = identities_of(text)
    return [(found.id, found.sector) for found in identities.each_of(head(doc, form))]


@pytest.mark.parametrize(
    ("form", "lemma", "expected"),
    [
        ("forces", "force", [("russia", "MIL"), ("syria", "MIL")]),
        ("officials", "official", [("russia", "GOV"), ("syria", "GOV")]),
        ("towns", "town", []),
    ],
)
def test_identities_of_what_two_states_share_are_each_state(
    form: str, lemma: str, expected: list[tuple[str, str]]
) -> None:
    assert each(BOTH.format(form, lemma), form) == expected


@pytest.mark.parametrize(
    ("before", "words", "expected"),
    [
        (["Vladimir_Putin/NNP/PER", "Tayyip_Erdogan/NNP/PER"], "the/DT two/CD leaders/NNS", ["putin", "erdogan"]),
        (["Vladimir_Putin/NNP/PER"], "the/DT two/CD leaders/NNS", []),  # one is not two
        (["Russia/NNP/LOC", "Turkey/NNP/LOC"], "both/DT countries/NNS", ["russia", "turkey"]),
        (["Russia/NNP/LOC", "Turkey/NNP/LOC"], "the/DT countries/NNS", []),
        (["Russia/NNP/LOC", "Turkey/NNP/LOC"], "the/DT two/CD towns/NNS", []),
        (["Turkey/NNP/LOC", "the/DT SDF/NNP/ORG"], "the/DT two/CD sides/NNS", ["turkey", "sdf"]),
    ],
)
def test_identities_of_two_are_the_last_two_named(before: list[str], words: str, expected: list[str]) -> None:
    text = story(*map(clause, before), clause(words))
    assert [ident for ident, _ in each(text, words.split()[-1].partition("/")[0])] == expected


def test_identities_of_two_never_look_ahead() -> None:
    text = story(
        clause("the/DT two/CD leaders/NNS"), clause("Tayyip_Erdogan/NNP/PER"), clause("Vladimir_Putin/NNP/PER")
    )
    assert each(text, "leaders") == []


# --- members and agents


@pytest.mark.parametrize(
    ("words", "ident"),
    [
        ("Houthi/NNP/ORG militants/NNS", "houthis"),
        ("members/NNS of/IN the/DT SDF/NNP/ORG", "sdf"),
        ("the/DT SDF/NNP/ORG militia/NN", "sdf"),
        ("a/DT spokesman/NN for/IN the/DT SDF/NNP/ORG", "sdf"),
        ("an/DT SDF/NNP/ORG commander/NN", "sdf"),
        ("US/NNP/LOC officials/NNS", "usa"),
        ("a/DT US/NNP/LOC military/JJ spokesman/NN", "usa"),
        ("officials/NNS in/IN Ankara/NNP/LOC", "turkey"),
        ("Blue_Shield/NNP/ORG fighters/NNS", "new:blue-shield"),
        ("Houthi/NNP/ORG -/HYPH backed/VBN fighters/NNS", None),
        ("Turkish/JJ fighters/NNS", None),  # fighters from Turkey are not its forces
        ("officials/NNS", None),
    ],
)
def test_identities_of_members_and_agents(words: str, ident: str | None) -> None:
    assert subject(words) == ident


@pytest.mark.parametrize(
    ("form", "ident"), [("anti-ISIS", "islamic-state"), ("pro-Houthi", "houthis"), ("anti-war", None)]
)
def test_identities_of_a_prefixed_name_are_of_the_name(form: str, ident: str | None) -> None:
    assert who_id(clause(f"{form}/JJ fighters/NNS"), form) == ident


def test_identities_of_an_unlisted_person_take_country_and_sector_of_the_body_beside() -> None:
    text = """
        Mustafa Mustafa PROPN NNP 8 nsubj PER
        Bali Bali PROPN NNP 1 flat I-PER
        , , PUNCT , 6 punct
        an a DET DT 6 det
        SDF SDF PROPN NNP 6 compound ORG
        spokesman spokesman NOUN NN 1 appos
        , , PUNCT , 6 punct
        left leave VERB VBD 0 root
    """
    identity = who(text, "Bali")
    assert identity is not None
    assert (identity.id, identity.country, identity.sector) == ("new:mustafa-bali", "SYR", "REB")


# --- descriptions

IS, SDF = "the/DT Islamic_State/NNP/ORG", "the/DT SDF/NNP/ORG"
IDLE = clause("rain/NN")


@pytest.mark.parametrize(
    ("before", "description", "ident"),
    [
        ([IS], "the/DT group/NN", "islamic-state"),
        ([IS], "the/DT jihadists/NNS", "islamic-state"),
        ([IS], "the/DT militants/NNS", "islamic-state"),
        ([IS], "these/DT fighters/NNS", "islamic-state"),
        ([IS], "a/DT group/NN", None),
        ([IS], "groups/NNS", None),
        ([IS, SDF], "the/DT groups/NNS", None),  # more than one
        ([IS], "the/DT party/NN", None),
        (["the/DT AKP/NNP/ORG"], "the/DT party/NN", "akp"),
        (["Nato/NNP/ORG"], "the/DT alliance/NN", "nato"),
        (["Saudi_Arabia/NNP/LOC"], "the/DT kingdom/NN", "saudi-arabia"),
        (["Blue_Shield/NNP/ORG"], "the/DT group/NN", "new:blue-shield"),
        ([IS, SDF], "the/DT group/NN", "sdf"),  # the last
        ([f"{IS} group/NN", SDF], "the/DT group/NN", "islamic-state"),  # what was called so
        (["the/DT SDF/NNP/ORG militia/NN", IS], "the/DT militia/NN", "sdf"),
        ([IS, "rebels/NNS"], "the/DT militants/NNS", "islamic-state"),  # rather than people of a kind
        (["rebels/NNS"], "the/DT militants/NNS", "kind:rebels"),
        ([], "the/DT group/NN", None),
    ],
)
def test_identities_of_a_description(before: list[str], description: str, ident: str | None) -> None:
    text = story(*map(clause, before), clause(description))
    assert who_id(text, description.split()[-1].partition("/")[0]) == ident


@pytest.mark.parametrize(("sentences", "ident"), [(7, "islamic-state"), (8, None)])
def test_identities_of_a_description_reach_back_eight_sentences(sentences: int, ident: str | None) -> None:
    text = story(clause(IS), *[IDLE] * sentences, clause("the/DT group/NN"))
    assert who_id(text, "group") == ident


def test_identities_of_a_description_prefer_what_acts() -> None:
    text = story(clause(IS, SDF), clause("the/DT group/NN"))
    assert who_id(text, "group") == "islamic-state"


# --- kinds


@pytest.mark.parametrize(
    ("words", "ident", "country", "sector"),
    [
        ("protesters/NNS", "kind:protesters", None, "OPP"),
        ("the/DT demonstrators/NNS", "kind:protesters", None, "OPP"),
        ("Iraqi/JJ civilians/NNS", "kind:civilians.iraq", "IRQ", "CVL"),
        ("dozens/NNS of/IN civilians/NNS", "kind:civilians", None, "CVL"),
        ("aid/NN workers/NNS", "kind:aid-workers", None, "NGO"),
        ("local/JJ aid/NN workers/NNS", "kind:aid-workers", None, "NGO"),
        ("ex/NN -/HYPH soldiers/NNS", None, None, None),
        ("weather/NN", None, None, None),
    ],
)
def test_identities_of_a_kind(words: str, ident: str | None, country: str | None, sector: str | None) -> None:
    doc, identities = identities_of(clause(words))
    found = identities.of(next(t for t in doc if t.dep_ == "nsubj"))
    if ident is None:
        assert found is None
    else:
        assert found is not None
        assert (found.id, found.country, found.sector) == (ident, country, sector)


# --- pronouns

HE = "{0} {0} PRON PRP 2 nsubj\nleft leave VERB VBD 0 root"


@pytest.mark.parametrize(
    ("before", "pronoun", "ident"),
    [
        ("Vladimir_Putin/NNP/PER", "he", "putin"),
        (IS, "it", "islamic-state"),
        ("the/DT Turkish/JJ army/NN", "it", "turkey.army"),
        ("the/DT rebels/NNS", "they", "kind:rebels"),
        (IS, "he", None),
    ],
)
def test_identities_of_a_pronoun_are_of_its_antecedent(before: str, pronoun: str, ident: str | None) -> None:
    assert who_id(story(clause(before), HE.format(pronoun)), pronoun) == ident


def test_identities_of_a_pronoun_keep_the_name_of_somebody_unknown() -> None:
    identity = who(story(clause("the/DT militia/NN"), HE.format("it")), "it")
    assert identity is not None
    assert (identity.id, identity.name) == (None, "militia")


def quotation(pronoun: str, speaker: str, entity: str = "PER") -> str:
    """ "We left," the speaker said."""
    return f"""
        “ " PUNCT `` 3 punct
        {pronoun} we PRON PRP 3 nsubj
        left leave VERB VBD 7 ccomp
        , , PUNCT , 3 punct
        ” " PUNCT '' 3 punct
        {speaker} {speaker} PROPN NNP 7 nsubj {entity}
        said say VERB VBD 0 root
    """


@pytest.mark.parametrize(
    ("pronoun", "speaker", "entity", "on", "ident"),
    [
        ("We", "Erdogan", "PER", ON, "turkey"),
        ("We", "Guterres", "PER", ON, "united-nations"),
        ("We", "Erdogan", "PER", None, "erdogan"),  # whom he speaks for is not known without a day
        ("I", "Erdogan", "PER", ON, "erdogan"),
        ("We", "Houthis", "ORG", ON, "houthis"),
        ("We", "Moravec", "PER", ON, "new:moravec.tur"),  # in a text that is of Turkey, by its president
    ],
)
def test_identities_of_we_are_the_side_of_the_speaker(
    pronoun: str, speaker: str, entity: str, on: str | None, ident: str
) -> None:
    first = clause("Antonio_Guterres/NNP/PER") if speaker == "Guterres" else clause("Tayyip_Erdogan/NNP/PER")
    assert who_id(story(first, quotation(pronoun, speaker, entity)), pronoun, on) == ident


def test_identities_of_our_are_the_side_of_the_speaker() -> None:
    text = quotation("We", "Erdogan").replace("We we PRON PRP 3 nsubj", "our we PRON PRP$ 3 nmod:poss")
    assert who_id(story(clause("Tayyip_Erdogan/NNP/PER"), text), "our") == "turkey"


# --- hostile trees


def ring(dep: str, pos: str, step: int, count: int = 24) -> Doc:
    """Words that govern one another in circles."""
    words = ["Turkish" if k % 3 else "officials" for k in range(count)]
    heads = [k ^ 1 if step == 0 else (k + step) % count for k in range(count)]
    same = [[each] * count for each in (dep, pos, "NNP")]
    return Doc(tree("").vocab, words=words, lemmas=words, heads=heads, deps=same[0], pos=same[1], tags=same[2])


@pytest.mark.parametrize("step", [0, 1, 5])
@pytest.mark.parametrize("pos", ["NOUN", "PROPN"])
@pytest.mark.parametrize("dep", ["amod", "compound", "nmod", "nmod:poss", "appos", "flat", "conj", "nsubj"])
def test_identities_of_a_cyclic_tree_come_to_an_end(dep: str, pos: str, step: int) -> None:
    doc = ring(dep, pos, step)
    identities = Identities(doc, small_register(), small_lexicon().classes, ON)
    assert len([identities.of(token) for token in doc]) == len(doc)


@pytest.mark.parametrize("text", ["", "a a DET DT 0 root", ". . PUNCT . 0 root", "of of ADP IN 0 root"])
def test_identities_of_next_to_nothing(text: str) -> None:
    doc, identities = identities_of(text)
    assert [identities.of(token) for token in doc] == [None] * len(doc)


@pytest.mark.parametrize("name", treebank())
def test_identities_are_the_same_on_every_run(name: str) -> None:
    first, second = (Identities(named(name), small_register(), small_lexicon().classes, ON) for _ in range(2))
    doc = named(name)
    assert [first.of(t) for t in doc] == [second.of(t) for t in doc]


@pytest.mark.parametrize(
    ("one", "other"), [("Turkish/JJ", "Russian/JJ"), ("Turkish/JJ", "Syrian/JJ"), ("Turkish/JJ", "Saudi/JJ")]
)
@pytest.mark.parametrize("words", ["{} troops/NNS", "the/DT {} army/NN", "{} civilians/NNS", "{} officials/NNS"])
def test_identities_do_not_depend_on_who_is_named(words: str, one: str, other: str) -> None:
    first, second = (who(clause(words.format(each)), words.split()[-1].partition("/")[0]) for each in (one, other))
    assert first is not None
    assert second is not None
    assert (first.kind, first.sector, first.score) == (second.kind, second.sector, second.score)


def test_identities_descriptions_name_kinds_of_the_register() -> None:
    assert set().union(*load_descriptions().kinds.values()) <= KINDS


def test_identities_of_a_name_are_found_from_its_head() -> None:
    doc, identities = identities_of(clause("the/DT Syrian_Democratic_Forces/NNP/ORG"))
    identity = identities.of(head(doc, "Democratic"))
    assert identity is not None
    assert identity.id == "sdf"


def test_identities_of_a_noun_after_a_name_are_the_person_named() -> None:
    text = """
        Erdogan Erdogan PROPN NNP 6 nsubj PER
        , , PUNCT , 4 punct
        a a DET DT 4 det
        journalist journalist NOUN NN 1 appos
        , , PUNCT , 4 punct
        left leave VERB VBD 0 root
    """
    assert who_id(text, "journalist", ON) == who_id(text, "Erdogan", ON)
