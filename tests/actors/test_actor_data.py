"""The actor files that ship hold together: what `lint` finds in them is nothing, and they cover what they promise."""

import pytest

from dateline.actors import ActorRegister, load_register
from dateline.actors.entries import Entry
from dateline.actors.lint import lint_package, package_entries
from dateline.world import load_world

HEADS = {"president", "monarch", "prime-minister", "supreme-leader", "ruler"}


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return package_entries()


@pytest.fixture(scope="module")
def register() -> ActorRegister:
    return load_register()


def states_with(entries: list[Entry], offices: set[str], since: str) -> set[str]:
    """The countries of whose own people some held one of the offices after a date."""
    return {
        entry.country
        for entry in entries
        for term in entry.terms
        if entry.country and term.office in offices and term.body is None and (term.last or "9999") >= since
    }


def test_actor_data_has_no_problem() -> None:
    assert lint_package() == []


def test_actor_data_covers_every_state() -> None:
    assert len([country for country in load_world().countries if country.status == "member"]) == 193


def test_actor_data_knows_who_led_the_states_in_conflict_news(entries: list[Entry]) -> None:
    members = {c.alpha3 for c in load_world().countries if c.status == "member"}
    posts = (HEADS, {"foreign-minister"}, {"defence-minister"})
    assert len(members.intersection(*(states_with(entries, office, "2000") for office in posts))) >= 130


@pytest.mark.parametrize(
    ("kinds", "floor"),
    [
        pytest.param({"armed-group"}, 650, id="armed groups"),
        pytest.param({"party", "coalition", "movement"}, 700, id="parties"),
        pytest.param({"igo", "ngo"}, 400, id="organisations"),
        pytest.param({"media"}, 200, id="media"),
        pytest.param({"person"}, 7000, id="people"),
    ],
)
def test_actor_data_has_enough_of_a_kind(entries: list[Entry], kinds: set[str], floor: int) -> None:
    assert len([entry for entry in entries if entry.kind in kinds]) >= floor


def test_actor_data_covers_all_groups(entries: list[Entry]) -> None:
    assert len([entry for entry in entries if entry.kind != "person"]) >= 3800


def test_actor_data_groups_mostly_have_several_spellings(entries: list[Entry]) -> None:
    groups = [entry for entry in entries if entry.kind != "person"]
    bare = [entry for entry in groups if not (entry.names.strong or entry.names.weak)]
    assert len(bare) < len(groups) / 10


@pytest.mark.parametrize(
    ("ident", "on", "sector"),
    [
        ("taliban", "2001-03", "GOV"),
        ("taliban", "2014", "REB"),
        ("taliban", "2022", "GOV"),
        ("partido-popular", "2015", "PTY"),
        ("ltte", "2008", "REB"),
    ],
)
def test_actor_data_sectors_change_in_time(entries: list[Entry], ident: str, on: str, sector: str) -> None:
    assert next(entry for entry in entries if entry.id == ident).sector(on) == sector


@pytest.mark.parametrize(
    ("title", "country", "on", "holder"),
    [
        ("president", "turkey", "2017", "recep-tayyip-erdogan"),
        ("prime minister", "united-kingdom", "2019-08", "boris-johnson"),
        ("prime minister", "iraq", "2016", "haider-al-abadi"),
        ("prime minister", "libya", "2012-05", "abdurrahim-el-keib"),
        ("prime minister", "lebanon", "2017", "saad-hariri"),
        ("president", "france", "2015", "francois-hollande"),
        ("president", "ukraine", "2014-05-10", "oleksandr-turchynov"),
        ("president", "egypt", "2013-05", "mohammed-morsi"),
        ("president", "yemen", "2015", "abed-rabbo-mansour-hadi"),
        ("president", "south-sudan", "2014", "salva-kiir"),
        ("president", "united-states", "2017-03", "donald-trump"),
        ("chancellor", "germany", "2010", "angela-merkel"),
        ("taoiseach", "ireland", "2018", "leo-varadkar"),
        ("king", "saudi-arabia", "2012", "king-abdullah-saudi"),
        ("crown prince", "saudi-arabia", "2018", "mohammed-bin-salman"),
        ("supreme leader", "iran", "2009", "ali-khamenei"),
        ("foreign minister", "syria", "2013", "walid-al-moallem"),
        ("foreign minister", "russia", "2022", "sergei-lavrov"),
        ("secretary of state", "united-states", "2014", "john-kerry"),
        ("defense secretary", "united-states", "2017-06", "jim-mattis"),
        ("defence minister", "israel", "2014", "moshe-yaalon"),
        ("chief of staff", "israel", "2014-07", "benny-gantz"),
        ("home secretary", "united-kingdom", "2015", "theresa-may"),
        ("army chief", "pakistan", "2018", "qamar-javed-bajwa"),
        ("military ruler", "myanmar", "2022", "min-aung-hlaing"),
        ("UN chief", None, "2019", "antonio-guterres"),
        ("UN refugee chief", None, "2018", "filippo-grandi"),
        ("NATO chief", None, "2016", "jens-stoltenberg"),
        ("EU foreign policy chief", None, "2016", "federica-mogherini"),
        ("pope", None, "2017", "pope-francis"),
        ("CIA director", None, "2014", "john-brennan"),
        ("ICC prosecutor", None, "2018", "fatou-bensouda"),
        ("World Bank president", None, "2016", "jim-yong-kim"),
    ],
)
def test_actor_data_holds_a_titles_bearer(
    register: ActorRegister, title: str, country: str | None, on: str, holder: str
) -> None:
    office, body = register.office(title, register.world.by_id[country].alpha3 if country else None) or ("", None)
    found = register.holder(office, body or country or "", on)
    assert found is not None
    assert found.id == holder


@pytest.mark.parametrize(
    ("name", "on", "ident"),
    [
        ("Erdoğan", "2016", "recep-tayyip-erdogan"),
        ("al-Abadi", "2016", "haider-al-abadi"),
        ("Hifter", "2019", "khalifa-hifter"),
        ("Qaddafi", "2011", "moammar-gadhafi"),
        ("Zelenskiy", "2019", "volodymyr-zelenskyy"),
        ("Yanukovich", "2014", "viktor-yanukovych"),
        ("Suu Kyi", "2016", "aung-san-suu-kyi"),
        ("Bush", "2003", "george-w-bush"),
        ("May", "2017", "theresa-may"),
        ("de Mistura", "2015", "staffan-de-mistura"),
        ("Ahmad al-Shara", "2025", "ahmed-al-sharaa"),
        ("U.S.-led coalition", "2017", "global-coalition-against-daesh"),
        ("Hizbollah", "2006", "hezbollah"),
        ("Hashed al-Shaabi", "2016", "popular-mobilization-forces"),
        ("Tamil Tigers", "2008", "ltte"),
        ("Pentagon", "2003", "us-department-of-defense"),
        ("Kremlin", "2014", "russia"),
    ],
)
def test_actor_data_finds_names_as_outlets_write_them(register: ActorRegister, name: str, on: str, ident: str) -> None:
    assert register.find(name, on)[0].entry.id == ident
