from __future__ import annotations

import time

import pytest
from register_samples import register

from dateline.actors.register import EXACT, NATIONALITY, SEAT, SOUND, WEAK, ActorRegister


@pytest.fixture(scope="module")
def actors() -> ActorRegister:
    return register()


def ids(actors: ActorRegister, name: str, on: str | None = None) -> list[str]:
    return [candidate.entry.id for candidate in actors.find(name, on)]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Blue Front", [("blue-front", EXACT, "name")]),
        ("the BLUE FRONT", [("blue-front", EXACT, "name")]),
        ("Jabhat al-Zarqa", [("blue-front", EXACT, "name")]),
        ("B.F.", [("blue-front", EXACT, "name")]),
        ("bf", []),
        ("the Front", [("blue-front", WEAK, "weak name"), ("red-front", WEAK, "weak name")]),
        ("Freedonia", [("freedonia", EXACT, "name")]),
        ("F.D.", [("freedonia", EXACT, "name")]),
        ("fd", []),
        ("Hail", [("freedonia", WEAK, "weak name")]),
        ("Freedonians", [("freedonia", NATIONALITY, "nationality")]),
        ("freedonians", []),
        ("Chicoville", [("freedonia", SEAT, "capital")]),
        ("the Marble House", [("freedonia", SEAT, "seat of government")]),
        ("Harpo", [("freedonia", WEAK, "seat of government")]),
        ("the Freedonian army", [("freedonia.army", 0.95, "body of a state")]),
        ("Freedonian armed forces", [("freedonia.army", 0.95, "body of a state")]),
        ("Freedonian navy", [("freedonian-navy", EXACT, "name")]),
        ("Sylvanian navy", [("sylvania.navy", 0.95, "body of a state")]),
        ("Sylvanian government", [("sylvania", 0.95, "body of a state")]),
        ("Mooamar Kazzafi", [("moammar-qazzafi", SOUND, "sound")]),
        ("Nobody Known", []),
        ("", []),
        ("“—”", []),
    ],
)
def test_register_finds_by_name_and_says_how(
    actors: ActorRegister, name: str, found: list[tuple[str, float, str]]
) -> None:
    assert [(c.entry.id, c.score, c.how) for c in actors.find(name)] == found


@pytest.mark.parametrize(
    ("name", "on", "likeliest"),
    [
        ("Firefly", "2005-01-01", ["rufus-firefly", "bob-firefly"]),
        ("Firefly", None, ["rufus-firefly", "bob-firefly"]),
        ("Rufus Firefly", None, ["rufus-firefly"]),
        ("al-Marcal", None, ["vera-marcal"]),
        ("Marcal", None, ["vera-marcal"]),
        ("Vera Marcal", None, ["vera-marcal"]),
    ],
)
def test_register_finds_people_by_surname_the_higher_office_first(
    actors: ActorRegister, name: str, on: str | None, likeliest: list[str]
) -> None:
    assert ids(actors, name, on) == likeliest


def test_register_scores_who_is_in_office_above_who_was(actors: ActorRegister) -> None:
    then, later = (actors.find("Marcal", on)[0].score for on in ("2008", "2012"))
    assert then > later


def test_register_gives_each_actor_once_with_its_best_score() -> None:
    doubled = register("id,name,aliases\nrufus-firefly,Rufus T. Firefly,~Firefly\n")
    found = doubled.find("Firefly", "2005")
    assert [c.entry.id for c in found] == ["rufus-firefly", "bob-firefly"]
    assert found[0].how == "surname"


@pytest.mark.parametrize(
    ("name", "how"),
    [("Chicoville", "capital"), ("Marble House", "seat of government"), ("Freedonian", "nationality")],
)
def test_register_keeps_the_better_of_two_ways_to_an_actor(name: str, how: str) -> None:
    found = register(f"id,name,aliases\nfreedonia,Freedonia,~{name}\n").find(name)
    assert [(c.entry.id, c.how) for c in found] == [("freedonia", how)]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Freedonia", "freedonia"), ("freedonian", "freedonia"), ("Freedonians", "freedonia"), ("FD", "freedonia"),
        ("Sylvanian", "sylvania"), ("Old Sylvania", "old-sylvania"), ("Hail", None), ("Chicoville", None),
        ("Blue Front", None), ("", None),
    ],
)  # fmt: skip
def test_register_knows_what_names_a_country_beyond_doubt(
    actors: ActorRegister, name: str, country: str | None
) -> None:
    found = actors.country(name)
    assert (found.id if found else None) == country


@pytest.mark.parametrize(
    ("title", "country", "office"),
    [
        ("president", None, ("president", None)),
        ("Head of State", "SYL", ("president", None)),
        ("premier", "FRE", ("prime-minister", None)),
        ("premier", "SYL", ("governor", None)),
        ("boss of the front", None, ("leader", "blue-front")),
        ("janitor", None, ("", None)),
        ("cook", None, None),
        ("", None, None),
    ],
)
def test_register_reads_titles(
    actors: ActorRegister, title: str, country: str | None, office: tuple[str, str | None] | None
) -> None:
    assert actors.office(title, country) == office


@pytest.mark.parametrize(
    ("office", "body", "on", "holder"),
    [
        ("president", "freedonia", "2005", "rufus-firefly"),
        ("president", "freedonia", "2009-06-29", "rufus-firefly"),
        ("president", "freedonia", "2009-06-30", None),
        ("president", "freedonia", "2009-07-01", "ann-new"),
        ("president", "freedonia", "2009", None),
        ("president", "freedonia", "2000", None),
        ("president", "freedonia", None, None),
        ("president", "sylvania", "2005-06", "vera-marcal"),
        ("leader", "blue-front", "1999", "rufus-firefly"),
        ("leader", "freedonia", "2005", "rufus-firefly"),
        ("leader", "sylvania", "2008", "moammar-qazzafi"),
        ("mayor", "freedonia", "2001-05-01", "bob-firefly"),
        ("president", "nowhere", "2005", None),
    ],
)
def test_register_names_who_holds_an_office_on_a_day(
    actors: ActorRegister, office: str, body: str, on: str | None, holder: str | None
) -> None:
    found = actors.holder(office, body, on)
    assert (found.id if found else None) == holder


def test_register_gives_the_terms_of_a_person_with_their_bodies(actors: ActorRegister) -> None:
    terms = actors.terms(actors.entries["rufus-firefly"])
    assert [(term.office, body) for term, body in terms] == [("president", "freedonia"), ("leader", "blue-front")]


@pytest.mark.parametrize(
    ("country", "suffix", "ident"),
    [
        ("freedonia", "army", "freedonia.army"),
        ("freedonia", "navy", "freedonian-navy"),
        ("sylvania", "navy", "sylvania.navy"),
        ("sylvania", "government", "sylvania"),
        ("hills", "army", "hills.army"),
        ("freedonia", "circus", None),
        ("nowhere", "army", None),
    ],
)
def test_register_makes_the_bodies_of_states(
    actors: ActorRegister, country: str, suffix: str, ident: str | None
) -> None:
    body = actors.body(country, suffix)
    assert (body.id if body else None) == ident


def test_register_finds_a_body_by_an_id_of_another_run() -> None:
    body = register().get("sylvania.army")
    assert body is not None
    assert (body.name, body.kind, body.country, body.sector(None)) == ("Sylvanian army", "army", "SYL", "MIL")


@pytest.mark.parametrize("ident", ["", ".", "nobody", "sylvania.circus", "nowhere.army", ".army", "new:someone"])
def test_register_has_no_actor_for_other_ids(actors: ActorRegister, ident: str) -> None:
    assert actors.get(ident) is None


@pytest.mark.parametrize(
    ("words", "suffix"), [("armed forces", "army"), ("Army", "army"), ("government", "government"), ("circus", None)]
)
def test_register_knows_bodies_without_their_country(actors: ActorRegister, words: str, suffix: str | None) -> None:
    pattern = actors.pattern(words)
    assert (pattern.suffix if pattern else None) == suffix


def test_register_knows_kinds_by_their_words(actors: ActorRegister) -> None:
    assert actors.kinds["demonstrator"].id == "protesters"
    assert actors.kinds["soldier"].sector == "MIL"


@pytest.mark.parametrize("name", ["Freedonian " * 100_000, "a." * 500_000, "\x00\x1b[31m", "(" * 1_000_000])
def test_register_takes_any_text_for_a_name(actors: ActorRegister, name: str) -> None:
    start = time.perf_counter()
    actors.find(name)
    actors.country(name)
    actors.office(name)
    actors.pattern(name)
    actors.get(name)
    assert time.perf_counter() - start < 5
