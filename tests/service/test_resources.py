"""Every resource gives what its description says, of the desk as it is and as it was known."""

from __future__ import annotations

from typing import Any

import pytest
from client import TestClient
from desk_sample import HOSTILE, claim_id
from served import is_problem
from shapes import PREFIX, Description

RAQQA = "gn:172955"
LISTS = ("documents", "claims", "incidents", "actors", "places", "situation")
ASKED = (
    "/meta",
    "/documents",
    "/documents?text=raqqa",
    "/documents?publisher=agencies&known=2017-10-01",
    "/claims?type=ASSAULT&status=actual",
    "/claims?recorded=2018-02-01",
    "/incidents",
    "/incidents?known=2017-10-15&place=Raqqa",
    "/incidents?disputed=true",
    "/incidents?recorded=2018-02-01",
    "/situation",
    "/situation?at=2017-09-10&known=2017-12-01&place=Raqqa",
    "/situation?recorded=2018-02-01",
    "/situation/diff?from=2017-09-10&to=2017-10-20",
    "/situation/diff?from=2017-09-10&to=2017-10-20&at=2017-09-10",
    "/map/incidents",
    "/map/incidents?bbox=30,30,45,40&zoom=8&known=2017-10-15",
    "/map/control?at=2017-09-10",
    "/timeline",
    "/timeline?bucket=month&actor=islamic-state",
    "/actors",
    "/places",
    "/network",
    "/network?actor=islamic-state&at=2017-09-10",
    "/search?q=raqqa",
    "/review",
    "/review?queue=disputed",
    "/judgements",
    "/health",
)


@pytest.fixture(scope="module")
def description(desk: TestClient) -> Description:
    return Description(desk)


def get(client: TestClient, path: str) -> Any:
    answer = client.get(f"{PREFIX}{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("path", ASKED)
def test_answers_are_as_described(desk: TestClient, description: Description, path: str) -> None:
    assert description.problems(path.partition("?")[0], get(desk, path)) == []


def test_things_that_are_shown_whole_are_as_described(desk: TestClient, description: Description) -> None:
    for kind in ("documents", "claims", "incidents", "actors", "places"):
        items = get(desk, f"/{kind}")["items"]
        assert items
        for each in items:
            whole = get(desk, f"/{kind}/{each['id']}")
            assert description.problems(_template(kind), whole) == [], each["id"]
    for state in get(desk, "/situation")["items"]:
        assert description.problems("/states/{id}", get(desk, f"/states/{state['id']}")) == []


def _template(kind: str) -> str:
    return f"/{kind}/{{id}}"


@pytest.mark.parametrize("kind", ["documents", "claims", "incidents", "states", "actors", "places"])
def test_what_is_not_there_is_told_with_a_remedy(desk: TestClient, kind: str) -> None:
    answer = desk.get(f"{PREFIX}/{kind}/nothing")
    assert is_problem(answer, 404, "E-NOT-FOUND")
    assert "nothing" in answer.json()["detail"]
    assert answer.json()["remedy"]


def test_document_has_text_sentences_and_claims_in_order(desk: TestClient) -> None:
    whole = get(desk, "/documents/siege")
    sentences = [whole["text"][each["start"] : each["end"]] for each in whole["sentences"]]
    assert sentences[0] == "Islamic State controls Raqqa."
    assert [claim["sentence"]["text"] for claim in whole["claims"]] == sentences


def test_document_without_claims_says_why(desk: TestClient) -> None:
    assert get(desk, "/documents/plain")["reasons"] == ["no event and no relation"]


def test_claim_names_its_incident_and_its_states(desk: TestClient) -> None:
    event, relation = (get(desk, f"/claims/{claim_id(*at)}") for at in (("blast", 0), ("siege", 0)))
    assert event["claim"]["id"] in get(desk, f"/incidents/{event['incident']}")["claims"]
    assert event["held"] is False
    (state,) = relation["states"]
    assert relation["claim"]["id"] in get(desk, f"/states/{state}")["versions"][0]["claims"]


def test_incident_tells_who_gives_which_figure(desk: TestClient) -> None:
    ident = get(desk, f"/claims/{claim_id('blast', 0)}")["incident"]
    whole = get(desk, f"/incidents/{ident}")
    assert len(whole["told"]) == 2
    (toll,) = whole["quantities"]
    assert {(each["value"], each["source"]) for each in toll["told"]} == {(12, "agencies"), (40, "the courier")}
    assert whole["disputed"]


def test_incident_is_as_it_was_known(desk: TestClient) -> None:
    ident = get(desk, f"/claims/{claim_id('siege', 3)}")["incident"]
    assert get(desk, f"/incidents/{ident}?known=2017-09-01")["status"] == "future"
    assert is_problem(desk.get(f"{PREFIX}/incidents/{ident}?known=2016-01-01"), 404, "E-NOT-FOUND")


def test_situation_moves_with_the_day_in_the_world(desk: TestClient) -> None:
    def holders(at: str) -> set[str]:
        states = get(desk, f"/situation?predicate=controls&place=Raqqa&at={at}")["items"]
        return {party["id"] for state in states for party in state["actors"] if not state["presumed"]}

    assert holders("2017-09-10") == {"islamic-state"}
    assert holders("2017-10-20") == {"ypg"}


def test_situation_without_days_is_of_the_newest_day(desk: TestClient) -> None:
    told = get(desk, "/situation")
    assert (told["at"], told["known"]) == ("2017-10-20", "2017-10-20")


def test_diff_tells_what_began_and_ended(desk: TestClient) -> None:
    changes = get(desk, "/situation/diff?from=2017-09-10&to=2017-10-20&predicate=controls")["items"]
    by_kind = {change["change"]: (change["after"] or change["before"])["actors"][0]["id"] for change in changes}
    assert by_kind["ended"] == "islamic-state"


def test_diff_of_days_the_wrong_way_round_is_refused(desk: TestClient) -> None:
    assert is_problem(desk.get(f"{PREFIX}/situation/diff?from=2017-10-20&to=2017-09-10"), 400, "E-DATE")


def test_actor_has_what_it_did_and_what_was_done_to_it(desk: TestClient) -> None:
    whole = get(desk, "/actors/islamic-state?at=2017-09-10")
    assert [(each["type"], each["claims"]) for each in whole["did"]] == [("ASSAULT", 2)]
    assert whole["did"][0]["newest"] == [claim_id("blast-2", 0), claim_id("blast", 0)]
    assert [(each["type"], each["claims"]) for each in whole["undergone"]] == [("ACCUSE", 1)]
    assert "ISIS" in whole["about"]["names"]
    assert [state["predicate"] for state in whole["relations"]] == ["controls"]


def test_actor_is_as_it_was_known(desk: TestClient) -> None:
    assert get(desk, "/actors/islamic-state?known=2017-09-30")["did"] == []


def test_place_has_its_history(desk: TestClient) -> None:
    whole = get(desk, f"/places/{RAQQA}")
    held = [(state["predicate"], state["actors"][0]["id"]) for state in whole["control"]]
    assert ("controls", "islamic-state") in held
    assert ("controls", "ypg") in held
    assert whole["incidents"]


def test_network_ties_actors(desk: TestClient) -> None:
    drawn = get(desk, "/network")
    assert [(edge["source"], edge["predicate"], edge["target"]) for edge in drawn["edges"]] == [
        ("united-states", "backs", "ypg")
    ]
    assert {node["id"]: node["degree"] for node in drawn["nodes"]} == {"united-states": 1, "ypg": 1}


def test_network_says_how_many_relations_are_left_out(desk: TestClient) -> None:
    drawn = get(desk, "/network?limit=1&predicate=backs&predicate=controls")
    assert (len(drawn["edges"]), drawn["dropped"], drawn["truncated"]) == (1, 0, False)


def test_search_marks_what_was_found_and_never_as_markup(desk: TestClient) -> None:
    groups = get(desk, "/search?q=RAQQA")["groups"]
    assert [place["name"] for place in groups["places"]] == ["Raqqa"]
    for hit in (*groups["claims"], *groups["documents"]):
        told = hit["snippet"]
        assert {told["text"][start:end] for start, end in told["marks"]} == {"Raqqa"}
    assert groups["incidents"]


def test_search_finds_actors_by_other_names(desk: TestClient) -> None:
    assert [actor["id"] for actor in get(desk, "/search?q=Daesh")["groups"]["actors"]] == ["islamic-state"]


def test_search_for_nothing_that_can_be_found_says_so(desk: TestClient) -> None:
    found = get(desk, "/search?q=-raqqa")
    assert not any(found["groups"].values())
    assert found["notes"]


def test_hostile_words_come_back_as_they_are(desk: TestClient) -> None:
    answer = desk.get(f"{PREFIX}/documents/hostile")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["text"].startswith(HOSTILE)
    assert "\u202e" not in answer.text  # as an escape, so that no reader turns the line around


def test_review_puts_what_matters_first_and_leaves_out_what_was_decided(desk: TestClient) -> None:
    told = get(desk, "/review")
    assert told["items"][0]["kind"] == "incident"
    assert "killed" in told["items"][0]["why"][0]
    doubtful = get(desk, "/review?queue=doubtful")["items"]
    assert [item["id"] for item in doubtful] == [claim_id("blast", 1), claim_id("fall", 3)]
    assert doubtful[0]["why"] == ["confidence 0.30", "no other claim tells of its incident"]


def test_meta_tells_what_is_held(desk: TestClient) -> None:
    told = get(desk, "/meta")
    assert told["store"]["documents"] == 6
    assert told["days"] == {"first": "2017-09-01", "last": "2017-10-20"}
    assert told["valid"] == {"first": "2017-09-20", "last": "2017-10-31"}
    assert told["publishers"] == [{"name": "The Courier", "documents": 3}, {"name": "Agencies", "documents": 2}]
    assert "ASSAULT" in {each["name"] for each in told["ontology"]["types"]}
    assert {"code": "RUS", "name": "Russia"} in told["viewpoints"]


@pytest.mark.parametrize("kind", LISTS)
def test_unknown_parameters_are_refused_by_name(desk: TestClient, kind: str) -> None:
    answer = desk.get(f"{PREFIX}/{kind}?colour=red")
    assert is_problem(answer, 422, "E-REQUEST")
    assert answer.json()["fields"] == [{"name": "colour", "reason": "there is no such parameter"}]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("/claims?type=ASAULT", "E-TYPE"),
        ("/claims?from=2017-13", "E-DATE"),
        ("/claims?from=2017-10&to=2017-09", "E-DATE"),
        ("/claims?bbox=1,2,3", "E-BOX"),
        ("/claims?country=Atlantis", "E-COUNTRY"),
        ("/claims?cursor=abc", "E-CURSOR"),
        ("/map/incidents?bbox=nan,0,1,1", "E-BOX"),
        ("/map/incidents?recorded=2017", "E-PAST"),
        ("/actors?format=geojson", "E-FORMAT"),
    ],
)
def test_values_that_are_none_are_refused_with_a_remedy(desk: TestClient, asked: str, code: str) -> None:
    answer = desk.get(f"{PREFIX}{asked}")
    assert is_problem(answer, 400, code)
    assert answer.json()["remedy"]


@pytest.mark.parametrize("asked", ["/claims?type=", "/claims?limit=0", "/claims?actor=%00", "/search", "/search?q=%20"])
def test_missing_values_name_the_parameter(desk: TestClient, asked: str) -> None:
    answer = desk.get(f"{PREFIX}{asked}")
    assert is_problem(answer, 422, "E-REQUEST")
    assert answer.json()["fields"]


def test_names_that_stand_for_nothing_are_told(desk: TestClient) -> None:
    told = get(desk, "/claims?actor=Kurdish%20force")
    assert told["items"] == []
    assert told["notes"] == ["no actor of the store goes by “Kurdish force”; near it: Kurdish forces (ypg)"]
