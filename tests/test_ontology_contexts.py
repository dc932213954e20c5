"""Contexts: which words give which, and which do not."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.errors import RunError
from dateline.ontology import find_contexts, load_ontology
from dateline.ontology.contexts import make_context_words, normal

# Context, a sentence that has it, a sentence that comes near it and does not.
SENTENCES = [
    ("military", "The frigate and two warships left the harbour.", "Paramilitaries and militiamen set up roadblocks."),
    ("intelligence", "Two men were held for spying.", "The firm builds artificial intelligence for farms."),
    ("executive", "The president sacked his interior chief.", "The club president praised his players."),
    ("legislative", "Lawmakers voted on the draft law.", "The law of the jungle prevails there, he said."),
    ("election", "Voters queued at polling stations.", "The vaccine candidate did well in a first test."),
    ("political_institutions", "They agreed on a new constitution.", "Winning the contract was a publicity coup."),
    ("pro_democracy", "Pro-democracy activists gathered.", "The Democrats gathered for dinner."),
    ("pro_autocracy", "The junta imposed martial law.", "He gave the horse the coup de grâce."),
    ("economic", "Inflation rose and the currency fell.", "He flew economy class."),
    ("legal", "A judge put off the trial.", "The clinical trial of the pill began on a tennis court."),
    ("reparations", "Survivors will get compensation.", "Passengers got compensation for late trains."),
    ("human_rights", "A rights group counted 40 dead.", "A far-right group marched through the town."),
    ("rights_freedoms", "The decree curbs freedom of speech.", "The prisoner's first taste of freedom was coffee."),
    ("repression", "Police used tear gas on the crowd.", "A crackdown on smuggling began in May."),
    ("human_security", "The town has no drinking water.", "He ended his hunger strike in the prison."),
    ("gender", "The bill would ban abortion.", "A woman was among the dead."),
    ("lgbt", "Police broke up a Pride march.", "The lions of the pride slept."),
    ("religion_ethnicity", "Gunmen attacked a mosque.", "The governor was religious about his morning walk."),
    ("inequality", "The gap between rich and poor has grown.", "The rich harvest pleased them."),
    ("diplomatic", "The ambassador was called home.", "The climbers reached the summit at dawn."),
    ("territory", "The region declared independence.", "The firm wants strategic autonomy in chips."),
    ("peacekeeping", "Peacekeepers patrol the line.", "Police kept the peace at the market."),
    ("health", "Cholera has reached the camp.", "Who will pay? The virus of hatred spreads."),
    ("asylum", "He sought asylum in the embassy.", "The painting shows a lunatic asylum."),
    ("migration", "Thousands of refugees crossed the river.", "The migration of birds began early."),
    ("disasters", "An earthquake shook the coast.", "The party won by a landslide."),
    ("natural_resource", "Fighters hold the oil field.", "She cooked it in olive oil."),
    ("environment", "The plant's pollution killed the fish.", "The security environment got worse."),
    ("technology", "The country exports semiconductors.", "The Institute of Technology closed its gates."),
    ("terrorism", "He was charged with terrorism.", "The children screamed in terror."),
    ("cbrn", "Inspectors found sarin.", "The nuclear power plant was shut for repairs."),
    ("cyber", "Hackers shut down the website.", "Three villagers were hacked to death."),
    ("misinformation", "The ministry spread disinformation.", "The ministry spread salt on the roads."),
    ("crime", "Three men were charged with murder.", "The court indicted him for war crimes."),
    ("corruption", "The mayor took bribes.", "He had a skin graft after the fire."),
    ("illegal_drugs", "The navy seized two tons of cocaine.", "The hospital ran out of drugs."),
    ("trafficking", "Smugglers left them in the desert.", "Traffic on the bridge was heavy."),
]


def test_contexts_table_has_them_all() -> None:
    assert [context for context, _, _ in SENTENCES] == list(load_ontology().contexts)


@pytest.mark.parametrize(("context", "sentence", "_"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_contexts_found(context: str, sentence: str, _: str) -> None:
    assert context in find_contexts(sentence, ["sack"] if "sacked" in sentence else ())


@pytest.mark.parametrize(("context", "_", "sentence"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_contexts_not_found(context: str, _: str, sentence: str) -> None:
    assert context not in find_contexts(sentence, sentence.lower().split())


@pytest.mark.parametrize(
    ("text", "lemmas", "contexts"),
    [
        ("", [], ()),
        ("The talks lasted an hour.", ["talk", "last", "hour"], ()),
        ("They smuggled it in.", ["they", "smuggle", "it", "in"], ("trafficking",)),
        ("They smuggled it in.", [], ()),
        ("Peace-talks began.", [], ("diplomatic",)),
        ("Women’s rights groups marched.", [], ("human_rights", "rights_freedoms", "gender")),
        ("The U.S. State Department said so.", [], ("diplomatic",)),
        ("THE ARMY SHELLED THE CAMP, WHO SAID SO", [], ("military",)),
        ("the army shelled the camp of refugees", [], ("military", "migration")),
        ("WHO sent help.", [], ("health",)),
        ("Who sent help?", [], ()),
        ("The army took a far-right group and a rights group.", [], ("military", "human_rights")),
        ("The army fought the rebels' military wing.", [], ("military",)),
    ],
)
def test_contexts_of_text_and_lemmas(text: str, lemmas: list[str], contexts: tuple[str, ...]) -> None:
    assert find_contexts(text, lemmas) == contexts


def test_contexts_come_in_the_order_of_the_ontology() -> None:
    order = list(load_ontology().contexts)
    found = find_contexts("Smugglers, refugees, judges, voters and soldiers met the ambassador.", ())
    assert list(found) == sorted(found, key=order.index)
    assert len(found) == 6


def test_contexts_name_a_crime_only_where_nothing_names_it_closer() -> None:
    assert find_contexts("Criminals robbed the bank after a murder.", ()) == ("crime",)
    assert "crime" not in find_contexts("Criminals robbed the bank to pay for cocaine.", ())
    assert find_contexts("Criminal hackers emptied accounts.", ()) == ("cyber", "crime")


@pytest.mark.parametrize(
    "party",
    [
        "Turkey",
        "the Free Syrian Army",
        "the Lord's Resistance Army",
        "Economic Freedom Fighters",
        "the Justice and Development Party",
        "the Movement for Democratic Change and Economic Renewal",
        "the Popular Front for the Liberation of Palestine",
        "the Muslim Brotherhood",
        "the Religious Zionist Party",
        "the Indigenous People’s Front",
        "Islamic State",
        "the Army of Islam",
    ],
)
def test_contexts_do_not_hang_on_who_acts(party: str) -> None:
    sentence = f"Fighters of {party} took the ambassador to the village."
    assert find_contexts(sentence, sentence.lower().split()) == ("diplomatic",)


@pytest.mark.parametrize(
    ("text", "contexts"),
    [
        ("The Muslim Brotherhood. Army units came.", ("military",)),
        ("The Army said so.", ("military",)),
        ("Muslims joined the Peace Front.", ("religion_ethnicity",)),
        ("Muslim Front fighters shelled a mosque.", ("religion_ethnicity",)),
        ("Muslim Front fighters shelled a town.", ()),
    ],
)
def test_contexts_of_words_beside_the_name_of_a_party(text: str, contexts: tuple[str, ...]) -> None:
    assert find_contexts(text, ()) == contexts


@pytest.mark.parametrize(
    "hostile",
    [
        "coup de " * 20_000,
        "x" * 200_000,
        "Army of " * 20_000,
        "Party " * 20_000,
        "\x00\ud800" * 1_000,
        "far " * 20_000 + "right group",
        "-'’ " * 20_000,
    ],
    ids=["phrases", "one word", "names", "heads", "broken", "near misses", "gaps"],
)
def test_contexts_of_hostile_text_are_found_in_time(hostile: str) -> None:
    assert set(find_contexts(hostile, ())) <= set(load_ontology().contexts)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Women", "woman"),
        ("rights", "right"),
        ("Cities", "city"),
        ("churches", "church"),
        ("crisis", "crisis"),
        ("virus", "virus"),
        ("Congress", "congress"),
        ("gas", "gas"),
        ("bus", "bus"),
        ("", ""),
    ],
)
def test_contexts_compare_words_without_case_and_plural(word: str, expected: str) -> None:
    assert normal(word) == expected


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({}, "legal: no words"),
        ({"legal": {"ignore": ["tennis court"]}}, "legal: no words"),
        ({"legal": {"cues": ["court"]}, "weather": {"cues": ["rain"]}}, "weather: unknown context"),
        ({"legal": {"cues": ["court"], "color": ["blue"]}}, "unknown key 'color'"),
        ({"legal": {"cues": ["court"], "yields_to": ["weather"]}}, "unknown context 'weather'"),
        ({"legal": {"cues": ["..."]}}, "holds no word"),
    ],
)
def test_contexts_refuse_data_that_cannot_be_used(data: dict[str, Any], named: str) -> None:
    with pytest.raises(RunError, match=named):
        make_context_words(data, ["legal"])
