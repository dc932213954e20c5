from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Dateline, Write

from dateline.actors import load_register

ACTORS = "# a comment\nZZYZX_BRIGADE [SYRREB 110315-141231]\n+ZZB_\n\t[SYRGOV >150101]\nNO_CODE\nPORT_ZZYZX [SYR]\n"
AGENTS = "!PERSON! = MAN, MEN\nZZCHANTER [~OPP]\nZZ!PERSON! [~REB]\nZZMONK [~BUD]\n"

pytestmark = pytest.mark.usefixtures("home")


def layers(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


def likeliest(name: str) -> str | None:
    found = load_register().find(name)
    return found[0].entry.id if found else None


def test_import_actors_makes_a_layer_that_the_register_reads(dateline: Dateline, write: Write, home: Path) -> None:
    ended = dateline("import-actors", write("My Actors.csv", "\ufeffname,aliases\r\nZzyzx Brigade,ZZB\r\n"))
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "dateline: 1 actors of My Actors.csv added as layer “my-actors”\n"
    assert layers(home) == ["actors/my-actors.csv"]
    assert likeliest("ZZB") == "zzyzx-brigade"


def test_import_actors_replaces_a_layer_of_the_same_name(dateline: Dateline, write: Write, home: Path) -> None:
    for name in ("Zzyzx Brigade", "Zzyzx Battalion"):
        assert dateline("import-actors", "--name", "mine", write("a.csv", f"name\n{name}\n")).code == 0
    assert layers(home) == ["actors/mine.csv"]
    assert (likeliest("Zzyzx Battalion"), likeliest("Zzyzx Brigade")) == ("zzyzx-battalion", None)


def test_import_actors_takes_several_files(dateline: Dateline, write: Write, home: Path) -> None:
    assert dateline("import-actors", write("a.csv", "name\nA B\n"), write("b.csv", "name\nC D\n")).code == 0
    assert layers(home) == ["actors/a.csv", "actors/b.csv"]


def test_import_actors_says_which_columns_it_does_not_read(dateline: Dateline, write: Write) -> None:
    ended = dateline("import-actors", write("a.csv", "Name,alias,note\nA B,AB,x\n"))
    assert ended.code == 0
    assert "a.csv: not read: alias, note; the columns are id, name, kind" in ended.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "[E-ACTORS] a.csv, line 1: there is no column “name”"),
        ("name\n", "names no actor; below its header"),
        ("name,kind\nA,gang\n", "[E-ACTORS] a.csv, line 2: the kind 'gang' is none of agency"),
        ("name,country\nA,Syria\n", "not a code of three letters"),
        ("name\nحزب الله\n", "give one of a-z, 0-9 and hyphens in the column “id”"),
        (b"name\n\xff\xfe\n", "[E-ENCODING]"),
        (f"name\n{'x' * 200_000}\n", "field larger than field limit"),
        (b"\x00\x01\x02" * 1000, "[E-ACTORS]"),
    ],
)
def test_import_actors_refuses_a_file_in_one_line_and_keeps_nothing(
    dateline: Dateline, write: Write, home: Path, text: str | bytes, words: str
) -> None:
    ended = dateline("import-actors", write("a.csv", text))
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert ended.err.count("\n") == 1
    assert layers(home) == []


@pytest.mark.parametrize("command", ["import-actors", "import-dictionary"])
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--name", "../x", "a.csv"], "'../x' is no name for a layer; use a-z"),
        (["--name", "", "a.csv"], "is no name for a layer"),
        (["--name", ".x", "a.csv"], "is no name for a layer"),
        (["--name", "x", "a.csv", "b/a.csv"], "each with its own --name"),
        (["a.csv", "b/a.csv"], "two files would make one layer"),
        (["missing.csv"], "does not exist"),
        (["."], "is a directory"),
        ([], "Missing argument"),
    ],
)
def test_import_explains_names_and_files_that_it_cannot_take(
    dateline: Dateline, write: Write, home: Path, command: str, arguments: list[str], words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    folder = write("a.csv", "name\nA B\n").parent
    write("b/a.csv", "name\nC D\n")
    monkeypatch.chdir(folder)
    ended = dateline(command, *arguments)
    assert ended.code == 2
    assert words in ended.err
    assert layers(home) == []


def test_import_dictionary_makes_layers_of_actors_and_agents(dateline: Dateline, write: Write, home: Path) -> None:
    ended = dateline("import-dictionary", write("my.actors.txt", ACTORS), write("my.agents.txt", AGENTS))
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.splitlines() == [
        "dateline: 2 actors of my.actors.txt added as layer “my-actors”; 1 lines could not be used",
        "dateline: my.actors.txt, line 5: an entry without a code",
        "dateline: 2 agents of my.agents.txt added as layer “my-agents”; 1 lines could not be used",
        "dateline: my.agents.txt, line 4: no code that names a sector",
    ]
    assert layers(home) == ["actors/my-actors.csv", "kinds/my-agents.csv"]


def test_import_dictionary_is_known_to_the_register(dateline: Dateline, write: Write) -> None:
    dateline("import-dictionary", write("my.actors.txt", ACTORS), write("my.agents.txt", AGENTS))
    register = load_register()
    brigade = register.find("Zzyzx Brigade")[0].entry
    assert (brigade.country, brigade.sector("2012"), brigade.sector("2016")) == ("SYR", "REB", "GOV")
    assert likeliest("Port Zzyzx") == "syria"
    assert register.kinds["zzchanters"].sector == "OPP"
    assert register.kinds["zzmen"].kind == "armed-group"


def test_import_dictionary_shows_the_first_problems_only(dateline: Dateline, write: Write) -> None:
    ended = dateline("import-dictionary", write("a.txt", "GOOD_ONE [SYRREB]\n" + "BAD_ONE\n" * 100))
    assert "100 lines could not be used" in ended.err
    assert ended.err.count("\n") == 6


@pytest.mark.parametrize("text", ["", "name\nA\n", "# only a comment\n", b"\x00" * 5000, "[" * 1_000_000])
def test_import_dictionary_refuses_a_file_without_entries(
    dateline: Dateline, write: Write, home: Path, text: str | bytes
) -> None:
    ended = dateline("import-dictionary", write("a.txt", text))
    assert ended.code == 2
    assert "[E-DICTIONARY]" in ended.err
    assert "is it a PETRARCH actor or agent file?" in ended.err
    assert layers(home) == []


def test_import_into_a_home_that_is_a_file_is_one_line(dateline: Dateline, write: Write, home: Path) -> None:
    home.write_text("not a folder")
    ended = dateline("import-actors", write("a.csv", "name\nA B\n"))
    assert ended.code == 3
    assert "[E-SYSTEM]" in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("command", ["import-actors", "import-dictionary"])
def test_import_help_says_what_it_does(dateline: Dateline, command: str) -> None:
    ended = dateline(command, "--help")
    assert ended.code == 0
    assert "--name NAME" in ended.out
