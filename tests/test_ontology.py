"""The ontology: what is in it, and what an event is in older schemes."""

from __future__ import annotations

import copy
import typing
from collections.abc import Callable
from typing import Any

import pytest

from dateline.errors import InputError, RunError
from dateline.ontology import codes, implied_contexts, load_ontology, plover_reading
from dateline.ontology.loading import make_ontology, read_data
from dateline.records import Status

QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional sideAB",
}
RELATIONS = (
    "role member_of backs allied_with opposes affiliated_with designates controls besieges present_in strength holds "
    "capital_of population"
)
# What CAMEO's roots are in PLOVER, and the two codes below 17 that are not what 17 is.
TYPES_OF_CAMEO = {
    "03": {"AGREE"},
    "04": {"CONSULT"},
    "05": {"SUPPORT"},
    "06": {"COOPERATE"},
    "07": {"AID"},
    "08": {"CONCEDE", "RETREAT"},
    "09": {"ACCUSE"},
    "10": {"REQUEST"},
    "11": {"ACCUSE"},
    "12": {"REJECT"},
    "13": {"THREATEN"},
    "14": {"PROTEST"},
    "15": {"MOBILIZE"},
    "16": {"SANCTION"},
    "17": {"COERCE"},
    "1712": {"ASSAULT"},
    "175": {"ASSAULT"},
    "18": {"ASSAULT"},
    "19": {"ASSAULT"},
    "20": {"ASSAULT"},
}


def test_ontology_has_the_types_of_the_guidelines_by_quad() -> None:
    by_quad: dict[str, list[str]] = {}
    for name, kind in load_ontology().event_types.items():
        by_quad.setdefault(kind.quad, []).append(name)
    assert {quad: tuple(names) for quad, names in by_quad.items()} == QUADS


def test_ontology_has_the_modes_of_the_guidelines_and_of_the_gold_checker() -> None:
    assert {name: " ".join(kind.modes) for name, kind in load_ontology().event_types.items() if kind.modes} == MODES


def test_ontology_has_the_relations_of_the_guidelines() -> None:
    assert " ".join(load_ontology().relations) == RELATIONS


def test_ontology_statuses_are_those_of_the_records() -> None:
    assert load_ontology().statuses == typing.get_args(Status)


def test_ontology_has_thirty_seven_contexts() -> None:
    assert len(load_ontology().contexts) == 37


def test_ontology_tells_what_everything_means() -> None:
    ontology = load_ontology()
    modes = [mode for kind in ontology.event_types.values() for mode in kind.mode_details.values()]
    records = [*ontology.event_types.values(), *modes, *ontology.relations.values(), *ontology.status_details.values()]
    gists = [*(record.gist for record in records), *ontology.contexts.values()]
    assert all(gist.endswith(".") for gist in gists)


def test_ontology_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load_ontology().event_types["SHOUT"] = load_ontology().event_types["AGREE"]  # type: ignore[index]


def test_ontology_relations_fill_fields_of_a_claim() -> None:
    relations = load_ontology().relations
    assert [name for name, relation in relations.items() if relation.symmetric] == ["allied_with"]
    assert [name for name, relation in relations.items() if relation.label] == ["role", "member_of", "designates"]
    assert relations["controls"].object_in == ("places",)
    assert relations["besieges"].object_in == ("places", "recipients")
    assert relations["capital_of"].subject_in == relations["population"].subject_in == "places"
    assert relations["strength"].object_in == ("quantities",)


@pytest.mark.parametrize(
    ("type", "modes", "cameo", "intensity"),
    [
        ("AGREE", [], "03", 2.5),
        ("CONSULT", ["phone"], "041", 1.5),
        ("CONSULT", ["visit"], "04", 4),
        ("CONCEDE", [], "08", 4.5),
        ("RETREAT", ["release"], "0841", 6.5),
        ("REQUEST", ["meet"], "10", 0),
        ("ACCUSE", [], "11", -3),
        ("ACCUSE", ["investigate"], "09", -3.5),
        ("PROTEST", ["vandalize"], "14", -5),
        ("SANCTION", ["convict"], "16", -6),
        ("MOBILIZE", ["troops"], "15", -6.5),
        ("COERCE", ["arrest"], "173", -7),
        ("ASSAULT", [], "19", -9),
        ("ASSAULT", ["aerial"], "195", -9.5),
        ("ASSAULT", ["sideAB"], "19", -9),
    ],
)
def test_codes_of_a_type_with_at_most_one_mode(type: str, modes: list[str], cameo: str, intensity: float) -> None:
    found = codes(type, modes)
    assert (found.cameo, found.intensity) == (cameo, intensity)
    assert type in QUADS[found.quad]


@pytest.mark.parametrize(
    ("type", "modes", "cameo", "intensity"),
    [
        ("ASSAULT", ["beat", "primitive"], "182", -8),
        ("ASSAULT", ["beat", "torture"], "1822", -8.5),
        ("ASSAULT", ["torture", "sexual"], "182", -8.5),
        ("ASSAULT", ["aerial", "heavy-weapons"], "19", -9.5),
        ("ASSAULT", ["aerial", "sideAB"], "195", -9.5),
        ("ASSAULT", ["destroy", "crowd-control"], "19", -8.5),
        ("ASSAULT", ["firearms", "abduct"], "19", -9),
        ("ACCUSE", ["allege", "investigate"], "11", -3.5),
        ("COERCE", ["curfew", "martial-law"], "172", -7.5),
        ("CONSULT", ["phone", "multilateral"], "041", 4),
        ("REQUEST", ["assist", "change"], "104", -1),
    ],
)
def test_codes_of_several_modes_fit_all_in_any_order(type: str, modes: list[str], cameo: str, intensity: float) -> None:
    found = codes(type, modes)
    assert (found.cameo, found.intensity) == (cameo, intensity)
    assert codes(type, modes[::-1]) == found


@pytest.mark.parametrize("type", list(load_ontology().event_types))
def test_codes_lead_back_to_the_type(type: str) -> None:
    modes = load_ontology().event_types[type].modes
    for pair in [(), *((first, second) for first in modes for second in modes)]:
        cameo = codes(type, pair).cameo
        assert cameo is not None
        assert type in (TYPES_OF_CAMEO.get(cameo) or TYPES_OF_CAMEO[cameo[:2]]), pair


@pytest.mark.parametrize("type", list(load_ontology().event_types))
def test_codes_have_the_sign_of_their_quad(type: str) -> None:
    for modes in [(), *((mode,) for mode in load_ontology().event_types[type].modes)]:
        found = codes(type, modes)
        assert -10 <= found.intensity <= 10
        # Asking is verbal conflict in PLOVER but hardly conflict in its scores.
        assert type == "REQUEST" or (found.intensity > 0) == found.quad.endswith("cooperation")


@pytest.mark.parametrize(
    ("type", "modes", "code"),
    [("SHOUT", [], "E-TYPE"), ("backs", [], "E-TYPE"), ("AGREE", ["aerial"], "E-MODE"), ("ASSAULT", ["x"], "E-MODE")],
)
def test_codes_refuse_what_there_is_not(type: str, modes: list[str], code: str) -> None:
    with pytest.raises(InputError, match=code):
        codes(type, modes)


def test_codes_name_the_modes_that_there_are() -> None:
    with pytest.raises(InputError, match="there are: troops, weapons, police, militia"):
        codes("MOBILIZE", ["tanks"])


def test_implied_contexts_come_with_two_modes_of_coercion() -> None:
    assert implied_contexts("COERCE", ["cyber", "misinformation"]) == ("cyber", "misinformation")
    assert implied_contexts("COERCE", ["arrest"]) == ()


@pytest.mark.parametrize(
    ("type", "status", "reading"),
    [
        ("CONSULT", "future", ("AGREE", "")),
        ("SUPPORT", "future", ("AGREE", "")),
        ("COOPERATE", "future", ("AGREE", "")),
        ("AID", "future", ("AGREE", "")),
        ("RETREAT", "future", ("CONCEDE", "")),
        ("CONCEDE", "future", ("CONCEDE", "future")),
        ("ASSAULT", "future", ("ASSAULT", "future")),
        ("AID", "actual", ("AID", "")),
        ("AID", "hypothetical", ("AID", "hypothetical")),
        ("RETREAT", "negated", ("RETREAT", "negation")),
    ],
)
def test_plover_reading_folds_what_is_to_come(type: str, status: str, reading: tuple[str, str]) -> None:
    assert plover_reading(type, status) == reading


@pytest.mark.parametrize(("type", "status"), [("AID", "historical"), ("holds", "future")])
def test_plover_reading_refuses_what_there_is_not(type: str, status: str) -> None:
    with pytest.raises(InputError):
        plover_reading(type, status)


def _bad_quad(data: dict[str, Any]) -> None:
    data["event_types"]["AID"]["quad"] = "friendly"


def _bad_context(data: dict[str, Any]) -> None:
    data["event_types"]["COERCE"]["modes"]["cyber"]["context"] = "computers"


def _bad_auxiliary(data: dict[str, Any]) -> None:
    data["statuses"]["negated"]["auxiliary"] = "denial"


def _bad_fold(data: dict[str, Any]) -> None:
    data["future_folds"]["AID"] = "PROMISE"


def _missing_gist(data: dict[str, Any]) -> None:
    del data["relations"]["backs"]["gist"]


def _unknown_key(data: dict[str, Any]) -> None:
    data["event_types"]["AID"]["color"] = "blue"


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (_bad_quad, "friendly"),
        (_bad_context, "computers"),
        (_bad_auxiliary, "denial"),
        (_bad_fold, "PROMISE"),
        (_missing_gist, "gist"),
        (_unknown_key, "color"),
    ],
)
def test_loading_refuses_data_that_do_not_fit_together(spoil: Callable[[dict[str, Any]], None], named: str) -> None:
    data = copy.deepcopy(read_data("ontology.toml"))
    spoil(data)
    with pytest.raises(RunError, match=named):
        make_ontology(data)
