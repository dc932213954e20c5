"""Each rule that actor data must keep is noticed when a hand-made row breaks it."""

from collections.abc import Iterable

import pytest

from dateline.actors.entries import Entry
from dateline.actors.files import make_entry
from dateline.actors.lint import Row, lint
from dateline.world import World
from dateline.world.countries import make_world

BLANK = {
    "alpha2": "",
    "status": "member",
    "aliases": "",
    "people": "",
    "capital": "",
    "seats": "",
    "lat": "0",
    "lon": "0",
}
REST = {"radius_km": "100", "claimants": "", "neighbours": "", "existed": ""}
PATTERNS = [{"id_suffix": "army", "name": "{adj} army", "kind": "army", "sector": "MIL", "words": "{adj} army"}]


@pytest.fixture(scope="module")
def world() -> World:
    rows = (("turkey", "Turkey", "TUR", "Turkish"), ("syria", "Syria", "SYR", "Syrian;~Assadist"))
    return make_world(
        {**BLANK, **REST, "id": ident, "name": name, "alpha3": code, "adjectives": adjectives}
        for ident, name, code, adjectives in rows
    )


def group(ident: str, name: str, **cells: str) -> Entry:
    return make_entry({"id": ident, "name": name, "kind": "armed-group", **cells}, "groups.csv")


def person(ident: str, name: str, offices: str = "", country: str = "TUR", **cells: str) -> Entry:
    return make_entry({"id": ident, "name": name, "offices": offices, "country": country, **cells}, "people.csv")


def problems(
    world: World,
    entries: list[Entry],
    titles: Iterable[Row] = (),
    kinds: Iterable[Row] = (),
    shared_offices: Iterable[Row] = (),
) -> list[str]:
    return lint(entries, world, titles, kinds, patterns=PATTERNS, shared_offices=shared_offices)


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([group("sdf", "SDF", lineage="part-of ypg")], id="lineage to nobody"),
        pytest.param([group("sdf", "SDF"), group("sdf", "Syrian Defence")], id="id twice"),
        pytest.param([group("turkey", "Wild Turkeys")], id="id of a state"),
        pytest.param([group("a", "Army of God"), group("b", "B", aliases="army of god")], id="name on two"),
        pytest.param([group("a", "A", aliases="Turkish")], id="name is an adjective"),
        pytest.param([group("a", "A", country="XXX")], id="unknown country"),
        pytest.param([group("a", "A", sector="REB 2011..2014;GOV 2013..")], id="sectors at one time"),
        pytest.param([group("a", "A", sector="REB;GOV")], id="undated sectors"),
        pytest.param([person("p", "A B", "leader@nobody 2001..2003")], id="office of nobody"),
        pytest.param([person("p", "A B", "commander@turkey.choir")], id="body that no state has"),
        pytest.param(
            [person("p", "A B", "president 2001..2005"), person("q", "C D", "president 2002..")], id="overlap"
        ),
        pytest.param([person("p", "A B", "mayor@x 2001..2006;mayor@x 2003..2007")], id="own overlap"),
    ],
)
def test_lint_tells_one_problem(world: World, entries: list[Entry]) -> None:
    assert len(problems(world, entries)) == 1


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([group("sdf", "SDF", lineage="part-of syria")], id="lineage to a state"),
        pytest.param([group("a", "Army of God"), group("b", "B", aliases="~Army of God")], id="weak on one"),
        pytest.param([group("a", "God's Army", aliases="~God's Army"), group("b", "B", aliases="Gods Army")], id="own"),
        pytest.param([group("a", "A", aliases="~Turkish;Assadist")], id="weak adjective"),
        pytest.param([group("a", "A", sector="REB ..2014-06;GOV 2014-06..")], id="sectors that meet"),
        pytest.param([person("p", "A B", "commander@turkey.army")], id="body of a state"),
        pytest.param([person("p", "A B", "governor@raqqa 2014..;envoy@sahel")], id="places"),
        pytest.param(
            [person("p", "A B", "president 2001..2003"), person("q", "C D", "president 2003..")], id="same year"
        ),
        pytest.param([person("p", "A B", "envoy 2001.."), person("q", "C D", "envoy 2001..")], id="several envoys"),
        pytest.param(
            [person("p", "A B", "president 2001..2003-05-09"), person("q", "C D", "president 2003-05-01..")],
            id="handover",
        ),
        pytest.param(
            [person("p", "A B", "president 2001.."), person("q", "C D", "president 2001..", country="SYR")],
            id="other states",
        ),
    ],
)
def test_lint_allows(world: World, entries: list[Entry]) -> None:
    assert problems(world, entries) == []


def test_lint_allows_offices_that_are_listed_as_shared(world: World) -> None:
    pair = [person("p", "A B", "leader@a 2001..2006"), person("q", "C D", "leader@a 2001..2006")]
    shared = [{"office": "leader", "body": "a", "reason": "twins"}]
    assert len(problems(world, [group("a", "A"), *pair])) == 1
    assert problems(world, [group("a", "A"), *pair], shared_offices=shared) == []


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ({"words": "president", "office": "president", "countries": "TUR"}, 0),
        ({"words": "first lady", "office": "", "countries": ""}, 0),
        ({"words": "UN chief", "office": "secretary-general@united-nations", "countries": ""}, 1),
        ({"words": "grand vizier", "office": "vizier", "countries": ""}, 1),
        ({"words": "president", "office": "president", "countries": "OTT"}, 1),
    ],
)
def test_lint_reads_titles(world: World, title: Row, count: int) -> None:
    assert len(problems(world, [], titles=[title])) == count


def test_lint_tells_of_a_name_that_is_a_kind(world: World) -> None:
    kinds = [{"id": "militia", "name": "militia", "sector": "PRM", "kind": "armed-group", "words": "janjaweed;militia"}]
    assert len(problems(world, [group("janjaweed", "Janjaweed")], kinds=kinds)) == 1
    assert problems(world, [group("a", "A", aliases="~Janjaweed")], kinds=kinds) == []


def test_lint_tells_of_kinds_without_vocabulary(world: World) -> None:
    kinds = [{"id": "x", "name": "x", "sector": "ABC", "kind": "crowd", "words": "x"}]
    assert len(problems(world, [], kinds=kinds)) == 2
