"""A small register of actors for tests: some states, groups and people, with the titles, kinds and patterns they need.

Terms of office are those of record, cut to what the tests need.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from lexicons import small_lexicon
from spacy.tokens import Doc, Token
from trees import tree

from dateline.actors import ActorRegister, Entry
from dateline.actors.files import make_entry
from dateline.coding.fillers import entity_of
from dateline.coding.identities import Identities
from dateline.coding.naming import Identity, Names, read_setting
from dateline.world import World
from dateline.world.countries import make_world

# id, name, alpha-3, alpha-2, aliases, adjectives, people, capital, seats
STATES = (
    ("bosnia", "Bosnia and Herzegovina", "BIH", "BA", "Bosnia", "Bosnian", "Bosnian;Bosnians", "Sarajevo", ""),
    ("france", "France", "FRA", "FR", "", "French", "French", "Paris", "the Elysee"),
    ("georgia", "Georgia", "GEO", "GE", "", "Georgian", "Georgian;Georgians", "Tbilisi", ""),
    ("iraq", "Iraq", "IRQ", "IQ", "", "Iraqi", "Iraqi;Iraqis", "Baghdad", ""),
    ("north-korea", "North Korea", "PRK", "KP", "", "North Korean", "North Koreans", "Pyongyang", ""),
    ("russia", "Russia", "RUS", "RU", "", "Russian", "Russian;Russians", "Moscow", "the Kremlin"),
    ("saudi-arabia", "Saudi Arabia", "SAU", "SA", "", "Saudi", "Saudi;Saudis", "Riyadh", ""),
    ("serbia", "Serbia", "SRB", "RS", "", "Serbian;Serb", "Serb;Serbs", "Belgrade", ""),
    ("south-korea", "South Korea", "KOR", "KR", "", "South Korean", "South Koreans", "Seoul", ""),
    ("syria", "Syria", "SYR", "SY", "", "Syrian", "Syrian;Syrians", "Damascus", ""),
    ("turkey", "Turkey", "TUR", "TR", "", "Turkish", "Turk;Turks", "Ankara", ""),
    ("usa", "United States", "USA", "US", "US;America", "US;American", "American;Americans", "Washington", ""),
)  # fmt: skip

# id, name, kind, country, sector, aliases, offices; people are in the table below
GROUPS = (
    ("islamic-state", "Islamic State", "armed-group", "SYR;IRQ", "REB", "ISIS;ISIL;IS;Islamic State group", ""),
    ("sdf", "Syrian Democratic Forces", "armed-group", "SYR", "REB", "SDF", ""),
    ("sudan-defence-force", "Sudan Defence Force", "army", "SDN", "MIL", "~SDF", ""),
    ("houthis", "Houthis", "armed-group", "YEM", "REB", "Houthi;Ansar Allah", ""),
    ("al-qaeda", "al-Qaeda", "armed-group", "", "REB", "al Qaeda;Al Qaida", ""),
    ("aqim", "al-Qaeda in the Islamic Maghreb", "armed-group", "DZA", "REB", "AQIM", ""),
    ("nato", "NATO", "igo", "", "IGO", "North Atlantic Treaty Organization", ""),
    ("united-nations", "United Nations", "igo", "", "IGO", "UN;U.N.", ""),
    ("akp", "Justice and Development Party", "party", "TUR", "PTY", "AKP", ""),
    ("workers-front", "Workers' Front", "party", "FRA", "OPP ..2012;GOV 2013..", "~the Front", ""),
    ("kurds", "Kurds", "people", "TUR;IRQ;SYR", "CVL", "Kurd;Kurdish", ""),
)
# id, name, country, sector, aliases, offices
PEOPLE = (
    ("gul", "Abdullah Gul", "TUR", "", "Abdullah Gül", "president 2007-08-28..2014-08-28"),
    ("erdogan", "Recep Tayyip Erdogan", "TUR", "", "Tayyip Erdogan",
     "prime-minister 2003-03-14..2014-08-28;president 2014-08-28.."),
    ("obama", "Barack Obama", "USA", "", "", "president 2009-01-20..2017-01-20"),
    ("trump", "Donald Trump", "USA", "", "", "president 2017-01-20..2021-01-20;president 2025-01-20.."),
    ("mattis", "Jim Mattis", "USA", "", "James Mattis", "defence-minister 2017-01-20..2019-01-01"),
    ("dunford", "Joseph Dunford", "USA", "", "", "army-chief 2015-10-01..2019-09-30"),
    ("bashar-al-assad", "Bashar al-Assad", "SYR", "", "", "president 2000-07-17..2024-12-08"),
    ("putin", "Vladimir Putin", "RUS", "", "", "president 2000-05-07..2008-05-07;president 2012-05-07.."),
    ("lavrov", "Sergei Lavrov", "RUS", "", "Sergey Lavrov", "foreign-minister 2004-03-09.."),
    ("guterres", "Antonio Guterres", "PRT", "", "", "secretary-general@united-nations 2017-01-01.."),
    ("abdul-malik-al-houthi", "Abdul-Malik al-Houthi", "YEM", "REB", "", "leader@houthis 2004-09.."),
    ("kim-jong-un", "Kim Jong Un", "PRK", "", "Kim Jong-un", "supreme-leader 2011-12-17.."),
    ("salman", "King Salman", "SAU", "", "Salman bin Abdulaziz", "monarch 2015-01-23.."),
)  # fmt: skip

# words, office, countries
TITLES = (
    ("president;head of state", "president", ""),
    ("prime minister;premier", "prime-minister", ""),
    ("foreign minister", "foreign-minister", ""),
    ("defence minister;defence secretary;secretary of defence", "defence-minister", ""),
    ("army chief", "army-chief", ""),
    ("king;monarch", "monarch", ""),
    ("leader", "leader", ""),
    ("UN secretary-general;UN chief", "secretary-general@united-nations", ""),
    ("former president;vice president;first lady", "", ""),
)

# id, name, sector, kind, words
KINDS = (
    ("protesters", "protesters", "OPP", "people", "protester;protesters;demonstrators"),
    ("civilians", "civilians", "CVL", "people", "civilian;civilians"),
    ("soldiers", "soldiers", "MIL", "army", "soldier;soldiers;troops;forces"),
    ("rebels", "rebels", "REB", "armed-group", "rebel;rebels"),
    ("gunmen", "gunmen", "UAF", "armed-group", "gunman;gunmen;militants"),
    ("aid-workers", "aid workers", "NGO", "people", "aid worker;aid workers"),
)

# id_suffix, name, kind, sector, words
PATTERNS = (
    ("army", "{adj} army", "army", "MIL", "{adj} army;{adj} military;{adj} forces;{adj} troops;armed forces of {name}"),
    ("police", "{adj} police", "police", "COP", "{adj} police;{adj} police officers"),
    ("government", "{adj} government", "government", "GOV", "{adj} government;{adj} authorities;government of {name}"),
    ("parliament", "{adj} parliament", "parliament", "LEG", "{adj} parliament;parliament of {name}"),
    ("foreign-ministry", "{adj} foreign ministry", "ministry", "GOV", "{adj} foreign ministry"),
)


def _rows(columns: str, rows: Iterable[tuple[str, ...]]) -> list[Mapping[str, str]]:
    return [dict(zip(columns.split(), row, strict=True)) for row in rows]


@functools.cache
def small_world() -> World:
    """The states of the tests."""
    columns = "id name alpha3 alpha2 aliases adjectives people capital seats"
    fixed = {"status": "member", "lat": "0", "lon": "0", "radius_km": "100", "claimants": "", "neighbours": ""}
    return make_world([{**row, **fixed} for row in _rows(columns, STATES)])


def small_actors() -> list[Entry]:
    """The groups and people of the tests."""
    groups = _rows("id name kind country sector aliases offices", GROUPS)
    people = _rows("id name country sector aliases offices", PEOPLE)
    return [make_entry(row, "tests") for row in [*groups, *({**row, "kind": "person"} for row in people)]]


@functools.cache
def small_register() -> ActorRegister:
    """The register of these states and actors."""
    return ActorRegister(
        small_actors(),
        small_world(),
        kinds=_rows("id name sector kind words", KINDS),
        titles=_rows("words office countries", TITLES),
        patterns=_rows("id_suffix name kind sector words", PATTERNS),
    )


ON = "2017-03-09"


def names_of(text: str, on: str | None = ON) -> tuple[Doc, Names]:
    """A tree and its names."""
    doc = tree(text)
    register = small_register()
    return doc, Names(doc, register, read_setting(doc, register, on))


def identities_of(text: str, on: str | None = ON) -> tuple[Doc, Identities]:
    """A tree and its identities."""
    doc = tree(text)
    return doc, Identities(doc, small_register(), small_lexicon().classes, on)


def who(text: str, form: str, on: str | None = ON) -> Identity | None:
    """Who the last mention headed by a form is; the head of a name is found from any of its words."""
    doc, identities = identities_of(text, on)
    return identities.of(head(doc, form))


def who_id(text: str, form: str, on: str | None = ON) -> str | None:
    """The id of the last mention headed by a form."""
    identity = who(text, form, on)
    return identity.id if identity is not None else None


def head(doc: Doc, form: str) -> Token:
    """The last token of a form, or the head of the name that it belongs to."""
    token = [t for t in doc if t.text == form][-1]
    entity = entity_of(token)
    return token if entity is None else entity.root
