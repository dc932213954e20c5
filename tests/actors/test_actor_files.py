from __future__ import annotations

import io
import re

import pytest

from dateline.actors.entries import Entry, Link, Term
from dateline.actors.files import make_entry, read_entries
from dateline.errors import InputError
from dateline.world.cells import Dated, Names


def read(text: str) -> list[Entry]:
    return list(read_entries(io.StringIO(text, newline=""), "mine.csv"))


def entry(**cells: str) -> Entry:
    return make_entry({"name": "Blue Front"} | cells, "mine.csv")


def test_files_read_every_column() -> None:
    found = entry(
        id="blue-front",
        kind="armed-group",
        country="SYR;irq",
        sector="REB ..2018;GOV+MIL 2018-03..",
        aliases="Jabhat al-Zarqa;BF;~the Front",
        lineage="split-from red-front 2014-02;part-of grand-union 2015..2017",
        wikidata="Q1",
    )
    assert found == Entry(
        "blue-front",
        "Blue Front",
        "armed-group",
        ("SYR", "IRQ"),
        (Dated("REB", None, "2018"), Dated("GOV+MIL", "2018-03")),
        Names(("Jabhat al-Zarqa", "BF"), ("the Front",)),
        (),
        (Link("split-from", "red-front", "2014-02", "2014-02"), Link("part-of", "grand-union", "2015", "2017")),
        "Q1",
        "mine.csv",
    )


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("", ()),
        ("president 2003..2008", (Term("president", None, "2003", "2008"),)),
        ("leader@blue-front 2014-06-29..", (Term("leader", "blue-front", "2014-06-29"),)),
        ("founder@x; mayor 2001", (Term("founder", "x"), Term("mayor", None, "2001", "2001"))),
    ],
)
def test_files_read_offices(cell: str, terms: tuple[Term, ...]) -> None:
    assert entry(offices=cell).terms == terms


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({}, "unknown"),
        ({"kind": "", "offices": ""}, "unknown"),
        ({"kind": "", "offices": "president 2003.."}, "person"),
        ({"offices": ""}, "person"),
        ({"kind": "party", "offices": ""}, "party"),
    ],
)
def test_files_take_who_has_offices_for_a_person(cells: dict[str, str], kind: str) -> None:
    assert entry(**cells).kind == kind


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("Blue Front", "blue-front"),
        ("The Łódź Group", "lodz-group"),
        ("U.S. Army", "us-army"),
        ("a_b", "a-b"),
        ("حزب X", "x"),
    ],
)
def test_files_make_an_id_of_the_name(name: str, ident: str) -> None:
    found = entry(name=name, id="")
    assert (found.id, found.implied) == (ident, True)
    assert not entry(id="given").implied


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"name": ""}, "name is empty"),
        ({"id": "Blue Front"}, "not made of a-z"),
        ({"id": "-x"}, "not made of a-z"),
        ({"name": "حزب الله"}, "no id can be made.*give one"),
        ({"kind": "gang"}, "kind 'gang' is none of agency, armed-group"),
        ({"country": "Syria"}, "'SYRIA' is not a code of three letters"),
        ({"country": "SYR IRQ"}, "not a code of three letters"),
        ({"sector": "REBEL"}, "sector 'REBEL' is none of"),
        ({"sector": "REB+X"}, "sector 'X' is none of"),
        ({"sector": "REB 2014-13.."}, "there is no 2014-13"),
        ({"offices": "king 2001.."}, "office 'king' is none of"),
        ({"offices": "president 2005..2001"}, "ends before"),
        ({"lineage": "cousin-of x"}, "lineage 'cousin-of' is none of"),
        ({"lineage": "part-of"}, "the id ''"),
    ],
)
def test_files_refuse_a_cell_and_say_what_is_allowed(cells: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        entry(**cells)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("name\nA\nB\n", ["A", "B"]),
        ("name\r\nA\r\n\r\nB", ["A", "B"]),
        (" Name ,KIND\nA,party\n", ["A"]),
        ("name\n  A  \n", ["A"]),
        ("name,note\nA,x,too,many\nB\n", ["A", "B"]),
        ('name\n"A\nB"\n', ["A\nB"]),
        ("name\nA\u2028B\n", ["A\u2028B"]),
        ("name\n", []),
        ("name\nA\x00\x1bB\n", ["A\x00\x1bB"]),
    ],
)
def test_files_read_rows_however_they_are_laid_out(text: str, names: list[str]) -> None:
    assert [e.name for e in read(text)] == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "mine.csv, line 1: there is no column “name”"),
        ("id,title\na,b\n", "no column “name”; the columns are id, name"),
        ("name,kind\nA,party\n\nB,gang\n", "mine.csv, line 4: the kind 'gang'"),
        ('name,kind\n"A\nB",gang\n', "mine.csv, line 3: the kind"),
        (f"name\n{'x' * 200_000}\n", "mine.csv, line [12]: field larger than"),
    ],
)
def test_files_name_the_line_that_cannot_be_read(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as raised:
        read(text)
    assert raised.value.code == "E-ACTORS"


@pytest.mark.parametrize(
    ("on", "sector"),
    [
        ("2001-05-04", "ELI"), ("2002-11-18", "GOV"), ("2002", "GOV"), ("2014-08-27", "GOV"), ("2014-08-28", "MIL"),
        ("2020-01-01", "ELI"), (None, "MIL"),
    ],
)  # fmt: skip
def test_entries_have_the_sector_of_the_day(on: str | None, sector: str) -> None:
    found = entry(sector="GOV+LEG 2002-11-18..2014-08-27;MIL 2014-08-28..2019;ELI")
    assert found.sector(on) == sector


@pytest.mark.parametrize(
    ("cells", "on", "sector"),
    [
        ({"sector": "REB 2001..2002"}, "2010", "REB"),
        ({"offices": "president 2001..2005"}, "2003", "GOV"),
        ({"offices": "president 2001..2005"}, "2010", "ELI"),
        ({"offices": "army-chief 2001..2005"}, "2003", "MIL"),
        ({"offices": "speaker 2001..2005;opposition-leader 2006.."}, "2009", "OPP"),
        ({"offices": ""}, "2009", None),
        ({"kind": "party"}, "2009", None),
    ],
)
def test_entries_without_a_sector_for_the_day_follow_the_office(
    cells: dict[str, str], on: str, sector: str | None
) -> None:
    assert entry(**cells).sector(on) == sector


def test_entries_put_the_main_country_first() -> None:
    assert entry(country="SYR;IRQ").country == "SYR"
    assert entry().country is None


def test_files_explain_without_a_traceback_s_worth_of_words() -> None:
    with pytest.raises(InputError) as raised:
        read("name,kind\nA,gang\n")
    assert re.fullmatch(r"\[E-ACTORS\] [^\n]+", str(raised.value))
