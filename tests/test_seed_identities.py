"""The seed dispatch from raw text: one place of two spellings, one actor of five names, its days and its figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.coding.coder import Coder
from dateline.reading import make_document

SEED = Path(__file__).resolve().parents[2] / "shared" / "gold" / "seed" / "raqqa-2017-03-09.json"
pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="needs ../shared/gold/seed, absent here")


@pytest.fixture(scope="module")
def coder() -> Coder:
    return dateline.load()


def annotated(coder: Coder, published: str | None) -> dict[str, Any]:
    text = json.loads(SEED.read_text(encoding="utf-8"))["text"]
    return coder.annotate(make_document(text, published=published))


@pytest.fixture(scope="module")
def dated(coder: Coder) -> dict[str, Any]:
    """The mentions of the dispatch with its date."""
    return annotated(coder, "2017-03-09")


@pytest.fixture(scope="module")
def undated(coder: Coder) -> dict[str, Any]:
    """The mentions of the dispatch without its date."""
    return annotated(coder, None)


def values(found: dict[str, Any], kind: str, text: str, field: str) -> set[Any]:
    """What the mentions of these words have in a field; there is at least one."""
    mentions = [m for m in found["mentions"] if m["kind"] == kind and m["text"] == text]
    assert mentions, f"no {kind} “{text}”"
    return {mention[field] for mention in mentions}


def test_seed_gives_two_spellings_one_place(dated: dict[str, Any]) -> None:
    raqqa = values(dated, "place", "Raqqa", "id")
    assert len(raqqa) == 1
    assert raqqa == values(dated, "place", "Raqa", "id")
    assert values(dated, "place", "Raqa", "country") == {"SY"}
    assert values(dated, "place", "Mosul", "country") == {"IQ"}


@pytest.mark.parametrize("text", ["the Islamic State group", "IS", "ISIS", "the jihadists", "the militants"])
@pytest.mark.parametrize("published", ["2017-03-09", None])
def test_seed_gives_five_names_one_actor(
    dated: dict[str, Any], undated: dict[str, Any], published: str | None, text: str
) -> None:
    assert values(dated if published else undated, "actor", text, "id") == {"islamic-state"}


@pytest.mark.parametrize(("text", "day"), [("Thursday", "2017-03-09"), ("March 22", "2017-03-22")])
def test_seed_gives_days_by_the_date_of_publication(dated: dict[str, Any], text: str, day: str) -> None:
    assert values(dated, "time", text, "from") == values(dated, "time", text, "to") == {day}


def test_seed_without_its_date_gives_year_and_month_with_reasons(undated: dict[str, Any]) -> None:
    inferred = undated["document"]["published_inferred"]
    assert undated["document"]["published"] is None
    assert inferred["best"] == "2017-03"
    assert inferred["earliest"] <= "2017-03-09" <= inferred["latest"]
    told = " ".join(inferred["reasons"])
    assert "counted from the US-led air war against Islamic State" in told
    assert "“March 22” has no year" in told


def test_seed_without_its_date_gives_dates_their_year(undated: dict[str, Any]) -> None:
    assert values(undated, "time", "March 22", "from") == {"2017-03-22"}


@pytest.mark.parametrize(
    ("text", "value", "unit", "change"),
    [("400", 400, "troops", "additional"), ("68", 68, "countries", None), ("300,000", 300_000, "people", None)],
)
def test_seed_gives_figures_with_their_units(
    dated: dict[str, Any], text: str, value: int, unit: str, change: str | None
) -> None:
    assert values(dated, "quantity", text, "value") == {value}
    assert values(dated, "quantity", text, "unit") == {unit}
    assert change is None or change in values(dated, "quantity", text, "change")


def test_seed_claims_carry_what_was_resolved(coder: Coder) -> None:
    text = json.loads(SEED.read_text(encoding="utf-8"))["text"]
    claims = [claim for claim in coder(text, published="2017-03-09") if claim.sentence.index == 0]
    sending = next(c for c in claims if any(q.value == 400 for q in c.quantities))
    assert sending.type == "MOBILIZE"
    assert [a.id for a in sending.actors] == ["united-states"]
    assert [p.id for p in sending.places] == ["gn:163843"]
