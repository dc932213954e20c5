"""Two made-up states and a few actors, for tests that must not depend on what the package ships."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

from dateline.actors import ActorRegister, Entry
from dateline.actors.files import read_entries
from dateline.world.cells import read_table
from dateline.world.countries import World, make_world

COUNTRIES = """\
id,name,alpha3,alpha2,status,aliases,adjectives,people,capital,seats,lat,lon,radius_km,claimants,neighbours
freedonia,Freedonia,FRE,FD,member,FD;~Hail,Freedonian,Freedonians,Chicoville,Marble House;Star=MIL;~Harpo,1,2,3,,SYL
sylvania,Sylvania,SYL,SV,member,,Sylvanian,Sylvanians,Trentino,,4,5,6,,FRE
old-sylvania,Old Sylvania,OSY,OS,former,,Sylvanian,Sylvanians,Trentino,,4,5,6,,
hills,Border Hills,,,territory,,Hill,Hillmen,,,7,8,9,FRE;SYL,
"""
GROUPS = """\
id,name,kind,country,sector,aliases,lineage,wikidata
blue-front,Blue Front,armed-group,FRE,REB ..2018;GOV 2018-03..,BF;Jabhat al-Zarqa;~the Front,,
red-front,Red Front,armed-group,SYL,REB,RF;~the Front,,
guard,Freedonian National Guard,army,FRE,MIL,,,
freedonian-navy,Freedonian navy,army,FRE,MIL,,,
"""
PEOPLE = """\
id,name,country,sector,aliases,offices,wikidata
rufus-firefly,Rufus T. Firefly,FRE,,Rufus Firefly,president 2001..2009-06-30;leader@blue-front 1999..2000,
bob-firefly,Bob Firefly,FRE,,,mayor 2001..2002,
moammar-qazzafi,Moammar Qazzafi,SYL,,,supreme-leader 1990..,
vera-marcal,Vera al-Marcal,SYL,,,acting-president 2005..2006;president 2007..2010,
ann-new,Ann New,FRE,,,president 2009-06-30..,
"""
KINDS = """\
id,name,sector,kind,words
protesters,protesters,OPP,people,protester;protesters;demonstrator
soldiers,soldiers,MIL,army,soldier;soldiers
"""
TITLES = """\
words,office,countries
president;head of state,president,
premier,prime-minister,
premier,governor,SYL
boss of the front,leader@blue-front,
janitor,,
"""
PATTERNS = """\
id_suffix,name,kind,sector,words
army,{adj} army,army,MIL,{adj} army;{adj} armed forces;armed forces of {name}
navy,{adj} navy,army,MIL,{adj} navy
government,{adj} government,government,GOV,{adj} government;government of the {name}
"""


def rows(text: str) -> list[Mapping[str, str]]:
    return list(read_table(text))


def entries(*tables: str, origin: str = "ours.csv") -> list[Entry]:
    return [entry for table in tables for entry in read_entries(io.StringIO(table, newline=""), origin)]


def world() -> World:
    return make_world(rows(COUNTRIES))


def register(*layers: str, kind_layers: Iterable[Mapping[str, str]] = ()) -> ActorRegister:
    """The made-up register, under layers of the user's."""
    return ActorRegister(
        entries(GROUPS, PEOPLE),
        world(),
        layers=[row for number, layer in enumerate(layers, 1) for row in entries(layer, origin=f"layer{number}.csv")],
        kinds=rows(KINDS),
        kind_layers=kind_layers,
        titles=rows(TITLES),
        patterns=rows(PATTERNS),
    )
