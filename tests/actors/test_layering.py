from __future__ import annotations

import time
from pathlib import Path

import pytest
from register_samples import KINDS, register, rows

from dateline.actors import ActorRegister, load_register
from dateline.actors.layering import KIND_COLUMNS
from dateline.actors.register import EXACT, OWN
from dateline.errors import RunError
from dateline.world.cells import Dated

Home = Path


@pytest.fixture
def user_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A user's folder without layers."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    return tmp_path


def put(user_home: Home, kind: str, name: str, text: str | bytes) -> Path:
    path = user_home / kind / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def likeliest(actors: ActorRegister, name: str, on: str | None = None) -> str | None:
    found = actors.find(name, on)
    return found[0].entry.id if found else None


# --- a row with an id


def test_layers_change_the_actor_whose_id_a_row_has() -> None:
    actors = register("id,name,kind,country,sector,aliases\nblue-front,Azure Front,party,SYL,PTY,AF;~Azures\n")
    entry = actors.entries["blue-front"]
    assert (entry.name, entry.kind, entry.countries) == ("Blue Front", "party", ("SYL",))
    assert entry.sectors == (Dated("PTY"),)
    assert entry.names.strong == ("BF", "Jabhat al-Zarqa", "Azure Front", "AF")
    assert entry.names.weak == ("the Front", "Azures")
    assert entry.origin == "ours.csv + layer1.csv"


def test_layers_leave_what_a_row_does_not_say() -> None:
    ours, changed = register().entries["blue-front"], register("id,name\nblue-front,AF\n").entries["blue-front"]
    assert (changed.kind, changed.countries, changed.sectors) == (ours.kind, ours.countries, ours.sectors)


def test_layers_replace_offices() -> None:
    actors = register("id,name,offices\nann-new,Ann New,prime-minister 2009-06-30..\n")
    assert actors.holder("president", "freedonia", "2012") is None
    held = actors.holder("prime-minister", "freedonia", "2012")
    assert held is not None
    assert held.id == "ann-new"


def test_layers_change_a_state_that_stays_a_country() -> None:
    actors = register("id,name,aliases\nfreedonia,Fredonia,Freeland\n")
    assert likeliest(actors, "Freeland") == "freedonia"
    country = actors.country("Freeland")
    assert country is not None
    assert country.id == "freedonia"


def test_layers_add_an_actor_with_an_id_of_its_own_beside_a_namesake() -> None:
    actors = register("id,name\nmine,Blue Front\n")
    assert [c.entry.id for c in actors.find("Blue Front")] == ["mine", "blue-front"]


# --- a row without id


@pytest.mark.parametrize(
    ("row", "ident"),
    [
        ("Rufus T. Firefly,person,FRE,", "rufus-firefly"),
        ("RUFUS FIREFLY,person,FRE,", "rufus-firefly"),
        ("Rufus Firefly,,,", "rufus-firefly"),
        ("R. Firefly,person,FRE,Rufus Firefly", "rufus-firefly"),
        ("R. Firefly,unknown,FRE,Rufus Firefly", "r-firefly"),
        ("Rufus Firefly,person,SYL,", "rufus-firefly.syl"),
        ("Rufus Firefly,party,FRE,", "rufus-firefly.fre"),
        ("BF,armed-group,FRE,", "blue-front"),
        ("The Front,armed-group,FRE,", "front"),
        ("Marble House,,FRE,", "freedonia"),
        ("Star,,SYL,", "star"),
        ("Border Hills,,,", "hills"),
    ],
)
def test_layers_know_ours_by_name_and_country(row: str, ident: str) -> None:
    actors = register(f"name,kind,country,aliases\n{row}\n")
    assert likeliest(actors, row.split(",")[0]) == ident


def test_layers_do_not_take_a_name_of_two_for_either() -> None:
    ours = "id,name,kind,country\ntwin-a,Twin,party,FRE\ntwin-b,Twin,party,FRE\n"
    actors = register(ours, "name,kind,country,sector\nTwin,party,FRE,OPP\n")
    assert likeliest(actors, "Twin") == "twin"
    assert actors.entries["twin"].sectors == (Dated("OPP"),)


def test_layers_without_id_fill_what_ours_leaves_open_and_nothing_else() -> None:
    actors = register("name,kind,country,sector,aliases\nRed Front,party,SYL,PTY,Scarlets\nBorder Hills,,FRE,REB,\n")
    red = actors.entries["red-front"]
    assert (red.kind, red.sectors) == ("armed-group", (Dated("REB"),))
    assert likeliest(actors, "Scarlets") == "red-front"
    assert likeliest(actors, "Border Hills") == "hills"


def test_layers_do_not_give_office_holders_the_sector_of_another_project() -> None:
    actors = register("name,kind,country,sector\nRufus Firefly,person,FRE,GOV 2001..\n")
    entry = actors.entries["rufus-firefly"]
    assert (entry.sector("2005"), entry.sector("2012")) == ("GOV", "ELI")


def test_layers_join_rows_of_one_actor() -> None:
    actors = register("name,country,aliases\nNew League,FRE,NL\nNew League,FRE,Newbies\n", "name\nNew League\n")
    assert {likeliest(actors, name) for name in ("New League", "NL", "Newbies")} == {"new-league"}


def test_layers_tell_namesakes_of_two_countries_apart() -> None:
    actors = register("name,country\nNew League,FRE\nNew League,SYL\n")
    assert {c.entry.id: c.entry.country for c in actors.find("New League")} == {
        "new-league": "FRE",
        "new-league.syl": "SYL",
    }


# --- which name wins


@pytest.mark.parametrize(
    ("layer", "name", "ident", "score"),
    [
        ("id,name,aliases\nmine,My Group,Red Front\n", "Red Front", "mine", OWN),
        ("id,name,aliases\nmine,My Group,~Red Front\n", "Red Front", "red-front", EXACT),
        ("id,name\nmine,Freedonians\n", "Freedonians", "mine", OWN),
        ("id,name\nmine,Freedonian army\n", "Freedonian army", "mine", OWN),
        ("id,name,aliases\nblue-front,X,Red Front\n", "Red Front", "blue-front", OWN),
        ("id,name\nmine,Other\n", "Red Front", "red-front", EXACT),
    ],
)
def test_layers_names_are_preferred(layer: str, name: str, ident: str, score: float) -> None:
    best = register(layer).find(name)[0]
    assert (best.entry.id, best.score) == (ident, score)


def test_layers_that_come_later_say_the_last_word_on_an_actor() -> None:
    actors = register("id,name,sector\nmine,A,REB\n", "id,name,sector\nmine,A,GOV\n")
    assert actors.entries["mine"].sectors == (Dated("GOV"),)


# --- kinds of people


def kinds(*cells: str) -> ActorRegister:
    return register(kind_layers=[dict(zip(KIND_COLUMNS, row.split(","), strict=True)) for row in cells])


def test_layers_of_kinds_win_over_ours() -> None:
    actors = kinds("hecklers,heckler,CVL,people,heckler;demonstrator")
    assert (actors.kinds["demonstrator"].id, actors.kinds["demonstrator"].sector) == ("hecklers", "CVL")
    assert actors.kinds["protester"].id == "protesters"


def test_layers_of_kinds_add_words_to_a_kind_of_the_same_sector() -> None:
    actors = kinds("soldier,soldier,MIL,army,soldier;squaddie")
    assert actors.kinds["squaddie"] == actors.kinds["soldiers"] == register().kinds["soldiers"]


# --- the register that ships, under the user's layers


def test_load_register_lays_the_user_s_actors_over_ours(user_home: Home) -> None:
    put(user_home, "actors", "mine.csv", "\ufeffname,country,aliases\nZzyzx Brigade,SYR,\nRussia,,~Zzland\n")
    put(user_home, "kinds", "mine.csv", KINDS.replace("demonstrator", "zzchanter"))
    actors = load_register()
    assert likeliest(actors, "the Zzyzx Brigade") == "zzyzx-brigade"
    assert likeliest(actors, "Zzland") == "russia"
    assert actors.kinds["zzchanter"].sector == rows(KINDS)[0]["sector"]


def test_load_register_notices_another_home_and_another_layer(
    user_home: Home, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = load_register()
    assert load_register() is bare
    path = put(user_home, "actors", "mine.csv", "name\nZzyzx Brigade\n")
    assert likeliest(load_register(), "Zzyzx Brigade") == "zzyzx-brigade"
    path.write_text("name\nZzyzx Battalion\n")
    assert likeliest(load_register(), "Zzyzx Battalion") == "zzyzx-battalion"
    assert likeliest(load_register(), "Zzyzx Brigade") is None
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path_factory.mktemp("other")))
    assert likeliest(load_register(), "Zzyzx Battalion") is None


@pytest.mark.parametrize("name", [".hidden.csv", "mine.part", "mine.txt"])
def test_load_register_reads_no_other_files(user_home: Home, name: str) -> None:
    put(user_home, "actors", name, b"\xff")
    (user_home / "actors" / "folder.csv").mkdir()
    assert load_register().entries


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("actors", "title\nA\n", "there is no column"),
        ("actors", "name,kind\nA,party\nB,gang\n", "line 3: the kind 'gang'"),
        ("actors", "", "there is no column"),
        ("actors", b"name\n\xff\xfe\n", "can't decode"),
        ("actors", f"name\n{'x' * 200_000}\n", "field larger"),
        ("kinds", "id,name\na,b\n", "lacks one of the columns id, name, sector, kind, words"),
        ("kinds", "id,name,sector,kind,words\na,b\n", "lacks one of the columns"),
        ("kinds", b"\xff\xfe", "can't decode"),
        ("kinds", f"id,name,sector,kind,words\na,b,c,d,{'x' * 200_000}\n", "field larger"),
    ],
)
def test_load_register_names_a_layer_that_is_broken_and_the_remedy(
    user_home: Home, kind: str, text: str | bytes, words: str
) -> None:
    path = put(user_home, kind, "mine.csv", text)
    with pytest.raises(RunError, match=words) as raised:
        load_register()
    assert raised.value.code == "E-LAYER"
    assert str(path) in raised.value.message
    command = "import-actors" if kind == "actors" else "import-dictionary"
    assert f"bring it in again with `dateline {command}`, or remove the file" in raised.value.message
    path.unlink()
    assert load_register().entries


def test_load_register_takes_a_layer_of_many_thousand_names(user_home: Home) -> None:
    people = "".join(f"Given{n % 97} Middle{n % 89} Family{n},person,SYR,~Name{n}\n" for n in range(18_000))
    put(user_home, "actors", "many.csv", f"name,kind,country,aliases\n{people}")
    start = time.process_time()
    actors = load_register()
    assert time.process_time() - start < 6
    assert likeliest(actors, "Given0 Middle0 Family0") == "given0-middle0-family0"
    assert likeliest(actors, "Family17999") == "given54-middle21-family17999"
