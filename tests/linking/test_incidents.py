"""Claims of one happening, joined."""

from __future__ import annotations

import random
from typing import Any

import pytest
from tests.linking.desk import everything, hold, records, together, typed
from tests.linking.texts import CUP
from tests.linking.told import MOSUL, RAQQA, SYRIA, deed, dispatch, toll

from dateline.store import Store

RAID = deed(
    "Turkish planes bombed a market in Raqqa.", by=("turkey",), at=(RAQQA,), on="2017-09-01", quantities=(toll(12),)
)
RAID_AGAIN = deed("An air raid by Turkey hit the market.", "raid", by=("turkey",), at=(RAQQA,), on="2017-09-01")
ELSEWHERE = deed("Turkish planes bombed a bridge in Mosul.", by=("turkey",), at=(MOSUL,), on="2017-09-01")
PLAN = deed(
    "The Russian and the Turkish minister will meet on Friday.", "will meet", "AGREE",
    by=("russia",), to=("turkey",), on="2017-09-08", status="future",
)  # fmt: skip
MEETING = deed(
    "The ministers of Russia and Turkey met on Friday.",
    "met",
    "CONSULT",
    by=("turkey",),
    to=("russia",),
    on="2017-09-08",
)


def only(store: Store) -> dict[str, Any]:
    [record] = typed(store)
    return record


def test_incidents_join_claims_of_several_documents(store: Store) -> None:
    hold(store, [dispatch("a", "2017-09-01", RAID), dispatch("b", "2017-09-02", RAID_AGAIN, ELSEWHERE)])
    assert together(store) == [["a", "b"]]
    assert len(typed(store)) == 2


def test_incidents_show_first_and_last_known_and_the_number_of_sources(store: Store) -> None:
    hold(store, [dispatch("a", "2017-09-01", RAID), dispatch("b", "2017-09-02", RAID_AGAIN, publisher="a.example")])
    record = only(store)
    assert (record["first_known"][:10], record["last_known"][:10]) == ("2017-09-01", "2017-09-02")
    assert record["sources"] == 1
    assert record["place"]["id"] == RAQQA.id
    assert (record["from"], record["to"]) == ("2017-09-01", "2017-09-01")


def test_incidents_say_why_claims_are_joined(store: Store) -> None:
    hold(store, [dispatch("a", "2017-09-01", RAID), dispatch("b", "2017-09-02", RAID_AGAIN)])
    [link] = only(store)["links"]
    assert link["score"] > 0.5
    assert any("the same actor" in reason for reason in link["reasons"])


def test_incidents_follow_a_plan_to_what_came_of_it(store: Store) -> None:
    hold(store, [dispatch("a", "2017-09-01", PLAN)])
    assert (only(store)["type"], only(store)["status"]) == ("AGREE", "future")
    hold(store, [dispatch("b", "2017-09-08", MEETING)])
    record = only(store)
    assert (record["type"], record["status"], record["disputed"]) == ("CONSULT", "actual", False)
    assert [each["status"] for each in record["statuses"]] == ["future", "actual"]


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({"status": "negated"}, "status"),
        ({"quantities": (toll(40),)}, "killed"),
    ],
)
def test_incidents_show_who_disagrees(store: Store, change: dict[str, Any], about: str) -> None:
    other = {**RAID, "text": "Turkish planes bombed a crowded market in Raqqa.", **change}
    hold(store, [dispatch("a", "2017-09-01", RAID), dispatch("b", "2017-09-01", other)])
    record = only(store)
    assert record["disputed"]
    assert about in [dispute["about"] for dispute in record["disputes"]]


def test_incidents_do_not_call_a_rising_toll_a_dispute(store: Store) -> None:
    later = {**RAID, "quantities": (toll(19),)}
    hold(store, [dispatch("a", "2017-09-01", RAID), dispatch("b", "2017-09-06", later)])
    record = only(store)
    assert not record["disputed"]
    [figure] = record["quantities"]
    assert (figure["value"], figure["low"], figure["high"]) == (19, 12, 19)
    assert [each["as_of"][:10] for each in figure["told"]] == ["2017-09-01", "2017-09-06"]


def test_incidents_forget_an_older_version(store: Store) -> None:
    hold(store, [dispatch("a", "2017-09-01", RAID), dispatch("b", "2017-09-02", RAID_AGAIN)])
    hold(store, [dispatch("b", "2017-09-02", ELSEWHERE)])
    assert together(store) == []
    assert len(typed(store)) == 2


def test_incidents_keep_their_id_when_more_is_told(store: Store) -> None:
    hold(store, [dispatch("a", "2017-09-01", RAID)])
    before = only(store)["id"]
    hold(store, [dispatch("b", "2017-09-02", RAID_AGAIN)])
    assert only(store)["id"] == before


def test_incidents_leave_relations_out(store: Store) -> None:
    hold(
        store,
        [
            dispatch(
                "a", "2017-09-01", {**deed("Turkey backs them.", "backs", "backs", by=("turkey",)), "kind": "relation"}
            )
        ],
    )
    assert records(store) == []


def test_a_story_told_by_claims_that_are_not_shared_has_an_incident_without_a_type(store: Store) -> None:
    hold(store, [dispatch("a", "2017-09-03", RAID, text=CUP), dispatch("b", "2017-09-03", text=f"{CUP} And more.")])
    [untyped] = [record for record in records(store) if record["type"] is None]
    assert untyped["documents"] == ["a", "b"]


def test_a_story_whose_documents_share_an_incident_has_no_other(store: Store) -> None:
    hold(
        store,
        [dispatch("a", "2017-09-03", RAID, text=CUP), dispatch("b", "2017-09-03", RAID_AGAIN, text=f"{CUP} And more.")],
    )
    assert only(store)["documents"] == ["a", "b"]
    assert len(records(store)) == 1


@pytest.mark.parametrize("seed", range(4))
def test_incidents_are_the_same_in_whatever_order_dispatches_come(store: Store, tmp_path: Any, seed: int) -> None:
    dispatches = stream()
    hold(store, dispatches)
    with Store.open(tmp_path / "other.db") as other:
        hold(other, random.Random(seed).sample(dispatches, len(dispatches)))
        assert everything(other) == everything(store)
    assert together(store)


def test_incidents_follow_dispatches_in_both_databases(either: Store) -> None:
    hold(either, stream())
    hold(either, [dispatch("d0", "2017-09-05", ELSEWHERE), dispatch("x", "2017-09-05", PLAN, text=PLAN["text"])])
    before = everything(either)
    assert together(either)
    hold(either, [dispatch("late", "2017-09-09", MEETING)])
    assert len(everything(either)["incidents"]) == len(before["incidents"])  # the meeting joins its plan


WHO, WHAT = ("Planes", "Troops", "Gunners"), ("a market", "a bridge", "the hill")


def stream() -> list[Any]:
    """Dispatches of two weeks that tell of a few happenings, some of them twice, in words of their own."""
    chance = random.Random(1)
    parties, places = ["turkey", "russia", "ypg", "islamic-state"], [RAQQA, MOSUL, SYRIA]
    found = []
    for k in range(14):
        deeds = [
            deed(
                f"{chance.choice(WHO)} {word} {chance.choice(WHAT)}.",
                word,
                by=(chance.choice(parties),),
                at=(chance.choice(places),),
                on=f"2017-09-{chance.randint(1, 5):02}",
            )
            for word in chance.sample(["bombed", "attacked", "shelled", "seized"], 3)
        ]
        found.append(dispatch(f"d{k}", f"2017-09-{chance.randint(5, 9):02}", *deeds))
    return [*found, dispatch("x", "2017-09-05", text=CUP), dispatch("y", "2017-09-06", text=f"{CUP} And more.")]
