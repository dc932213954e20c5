"""Read the actor and agent dictionaries of PETRARCH and TABARI into our own rows.

An actor file lists names with dated CAMEO codes, an agent file common nouns with the code that they add to an actor's.
The format is that of the PETRARCH2 dictionaries (Open Event Data Alliance). Codes are three-letter groups: a country
(ISO 3166-1 alpha-3) or a kind of organisation, then roles; roles become PLOVER sectors, in which media are JRN and
medicine MED. Ethnic and religious groups of a code have no place in our record and are left out.

The files do not say what is a person and what a place: a dated office makes a person, a code that is only a country
makes a name of that country. Cities stand there for their state; they become weak names of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateline.actors.entries import SECTORS
from dateline.actors.files import NO_SLUG
from dateline.actors.spelling import name_key
from dateline.world import World
from dateline.world.cells import WEAK, is_date

ROLES = {
    "MED": "JRN", "HLH": "MED", "NGM": "NGO", "UIS": "UAF", "INS": "REB", "SEP": "REB", "IMG": "REB", "ENV": "SOC",
    "HRI": "SOC",
}  # fmt: skip
ORGANISATIONS = {"IGO": "igo", "NGO": "ngo", "NGM": "ngo", "MNC": "company", "IMG": "armed-group", "MED": "media"}
KINDS = {"REB": "armed-group", "INS": "armed-group", "SEP": "armed-group", "CRM": "criminal-group", "PTY": "party"}
AGENT_KINDS = {
    "MIL": "army", "COP": "police", "REB": "armed-group", "UAF": "armed-group", "PRM": "armed-group",
    "CRM": "criminal-group",
}  # fmt: skip
FORMER = "ELI"  # the role of people who held an office or will hold one; bodies do not have it
BODIES = frozenset(
    (
        "administration", "agency", "army", "assembly", "committee", "council", "court", "force", "forces", "front",
        "government", "ministry", "movement", "parliament", "party", "police", "union",
    )
)  # fmt: skip
CODES = re.compile(r"\[([^\[\]]*)\]")
PLURAL = re.compile(r"\{([^{}]*)\}")
CODE = re.compile(r"(?P<code>[^\s<>]*)(?P<dates>.*)", re.DOTALL)
LETTERS = re.compile(r"[A-Z]{3}[A-Z0-9/]*")
DATES = re.compile(r"(?P<how>[<>]?)(?P<first>\d+)?(?:-(?P<last>\d+))?", re.ASCII)
SET = re.compile(r"!(?P<name>\w+)!\s*=\s*(?P<words>.*)")
SET_USED = re.compile(r"!(\w+)!")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
NO_CODE = "---"
LONGEST = 4096  # characters of a line; the longest of the published files has some 200
PIVOT = 30  # YY up to this is 20YY


@dataclass(frozen=True, slots=True)
class Coded:
    """A CAMEO code and the ISO dates on which it holds, both inclusive; an end that is None is open."""

    code: str
    first: str | None = None
    last: str | None = None


@dataclass(slots=True)
class Row:
    """An entry on the way: the line of its head, its names, the first of them the head's, and its codes."""

    line: int
    names: list[str] = field(default_factory=list)
    codes: list[Coded] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Agent:
    """A common noun for people with its forms, the one that the file spells first."""

    id: str
    sector: str
    forms: Sequence[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that could not be used, and why; the rest of the file was."""

    line: int
    reason: str


def is_agents(lines: Iterable[str]) -> bool:
    """Whether a dictionary lists agents: its codes are to be added to an actor's."""
    for _, line in _lines(lines, []):
        codes = CODES.findall(line)
        if codes:
            return "~" in codes[0]
    return False


# --- actors


def read_actors(lines: Iterable[str], world: World, problems: list[Problem]) -> Iterator[dict[str, str]]:
    """The rows, in the columns of an actor file, of a PETRARCH actor dictionary; what cannot be used is reported.

    A row has no id of its own but for states, whose further names come last.
    """
    countries = _countries_by_name(world)
    places: dict[str, dict[str, None]] = defaultdict(dict)
    for row in _entries(lines, problems):
        if not row.codes:
            problems.append(Problem(row.line, "an entry without a code"))
        elif state := _state(row, world, countries):
            places[state].update(dict.fromkeys(row.names))
        else:
            yield _actor(row, world)
    for state, names in places.items():
        aliases = ";".join(WEAK + _title(name) for name in names)
        yield _cells(id=state, name=world.by_id[state].name, aliases=aliases)


def _cells(**cells: str) -> dict[str, str]:
    return {column: cells.get(column, "") for column in ("id", "name", "kind", "country", "sector", "aliases")}


def _entries(lines: Iterable[str], problems: list[Problem]) -> Iterator[Row]:
    row = Row(0)
    for number, text in _lines(lines, problems):
        if not text.startswith(("[", "+")):
            if row.names:
                yield row
            row = Row(number)
        name = " ".join(CODES.sub("", text).lstrip("+").replace("_", " ").split())
        if "[" in name or "]" in name:
            problems.append(Problem(number, "a bracket without its other half"))
        elif NO_SLUG.sub("", name_key(name)):
            row.names.append(name)
        elif not text.startswith("["):
            problems.append(Problem(number, "a name without Latin letters"))
        _add_codes(row, text, number, problems)
    if row.names:
        yield row


def _add_codes(row: Row, text: str, number: int, problems: list[Problem]) -> None:
    for bracket in CODES.findall(text):
        found = CODE.match(bracket.strip())
        code = found["code"].upper().split("/")[0] if found else ""
        if found and LETTERS.fullmatch(code):
            row.codes.append(Coded(code, *_span("".join(found["dates"].split()), bracket, number, problems)))
        elif code != NO_CODE:
            problems.append(Problem(number, f"the code [{bracket}] cannot be read"))


def _span(text: str, bracket: str, number: int, problems: list[Problem]) -> tuple[str | None, str | None]:
    found = DATES.fullmatch(text)
    first, last = (_date(found["first"]), _date(found["last"])) if found else (None, None)
    if found is None or (found["first"] and not first) or (found["last"] and not last):
        problems.append(Problem(number, f"the dates of [{bracket}] cannot be read; taken as undated"))
        return None, None
    if found["how"] == "<" and not last:
        return None, _day_before(first)
    if first and last and first > last:
        problems.append(Problem(number, f"[{bracket}] ends before it begins; taken as undated"))
        return None, None
    return first, last


def _date(digits: str | None) -> str | None:
    """An ISO date from YYMMDD or YYYYMMDD; None for other lengths and for days that the calendar has not."""
    if digits is None or len(digits) not in (6, 8):
        return None
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= PIVOT else "19") + digits
    year, month, day = digits[:4], digits[4:6], digits[6:]
    text = year if month == "00" else f"{year}-{month}" if day == "00" else f"{year}-{month}-{day}"
    return text if is_date(text) else None


def _day_before(day: str | None) -> str | None:
    if day is None or len(day) < 10:
        return day
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _countries_by_name(world: World) -> Mapping[str, Sequence[str]]:
    named: dict[str, list[str]] = defaultdict(list)
    for country in world.countries:
        for key in {name_key(name) for name in (country.name, *country.names.strong, *country.names.weak)}:
            named[key].append(country.id)
    return named


def _state(row: Row, world: World, countries: Mapping[str, Sequence[str]]) -> str | None:
    """The id of the state that an entry names, or of which it names a place."""
    if any(_roles(coded.code) for coded in row.codes):
        return None
    bare = [coded.code for coded in row.codes if coded.code in world.by_alpha3]
    named = countries.get(name_key(row.names[0]), ())
    if bare and (named or len(bare) == len(row.codes)):
        return world.by_alpha3[bare[-1]].id
    return named[0] if len(named) == 1 else None


def _actor(row: Row, world: World) -> dict[str, str]:
    codes = [coded.code for coded in row.codes]
    countries = dict.fromkeys(code[:3] for code in reversed(codes) if code[:3] in world.by_alpha3)
    person = _is_person(row)
    names = [_title(name) for name in row.names]
    return _cells(
        name=names[0],
        kind="person" if person else _kind(codes[0]),
        country=";".join(countries),  # the last code is the undated one, or the latest
        sector=";".join(dict.fromkeys(_sectors(row.codes))),
        aliases=";".join(dict.fromkeys(_weakened(names) if person else names[1:])),
    )


def _is_person(row: Row) -> bool:
    if not BODIES.isdisjoint(name_key(row.names[0]).split()):
        return False
    with_role = [coded for coded in row.codes if _roles(coded.code)]
    return any(FORMER in _groups(c.code) or c.first or c.last for c in with_role)


def _weakened(names: Sequence[str]) -> Iterator[str]:
    """The further names of a person; one word stands for more people than one, and the register knows last names."""
    last = {name.split()[-1] for name in names if " " in name}
    for name in names[1:]:
        if " " in name:
            yield name
        elif name not in last:
            yield WEAK + name


def _kind(code: str) -> str:
    if code[:3] in ORGANISATIONS:
        return ORGANISATIONS[code[:3]]
    return next((KINDS[group] for group in _groups(code) if group in KINDS), "unknown")


def _sectors(codes: Sequence[Coded]) -> Iterator[str]:
    """Dated sectors; a code gives way to the next one on the day on which that begins."""
    starts = {coded.first for coded in codes}
    for coded in codes:
        roles = "+".join(dict.fromkeys(_roles(coded.code)))
        last = _day_before(coded.last) if coded.last in starts and coded.last != coded.first else coded.last
        if roles:
            yield f"{roles} {coded.first or ''}..{last or ''}" if coded.first or last else roles


def _groups(code: str) -> list[str]:
    return [code[i : i + 3] for i in range(0, len(code), 3)]


def _roles(code: str) -> list[str]:
    """The PLOVER sectors of a CAMEO code, in its order."""
    return [sector for group in _groups(code) if (sector := ROLES.get(group, group)) in SECTORS]


def _title(name: str) -> str:
    """A name in capitals as a text would write it; a short one by itself stays, since it may be an acronym."""
    name = name.replace(";", " ").strip(f"{WEAK} ")
    if " " not in name and len(name) <= 4:
        return name
    return WORD.sub(lambda word: word.group().capitalize(), name)


# --- agents


def read_agents(lines: Iterable[str], problems: list[Problem]) -> Iterator[dict[str, str]]:
    """The rows, in the columns of a table of kinds, of a PETRARCH agent dictionary.

    Of two entries alike the first counts. A plural that is an entry of its own is left to that: "armed force" may
    be another sector than "armed forces".
    """
    agents = {agent.id: agent for agent in reversed([*_agents(lines, problems)])}
    entries = {agent.forms[0] for agent in agents.values()}
    for agent in reversed(agents.values()):
        name, *others = agent.forms
        words = ";".join([name, *(form for form in others if form not in entries)])
        kind = AGENT_KINDS.get(agent.sector, "people")
        yield {"id": agent.id, "name": name, "sector": agent.sector, "kind": kind, "words": words}


def _agents(lines: Iterable[str], problems: list[Problem]) -> Iterator[Agent]:
    sets: dict[str, list[str]] = {}
    for number, line in _lines(lines, problems):
        if found := SET.match(line):
            sets[found["name"]] = [_words(word) for word in found["words"].split(",")]
            continue
        sector = next((s for code in CODES.findall(line) for s in _roles(code.strip().strip("~").upper())), None)
        forms = [form for form in _agent_forms(line, sets) if name_key(form)]
        ident = NO_SLUG.sub("-", name_key(forms[0])).strip("-") if forms else ""
        if sector is None:
            problems.append(Problem(number, "no code that names a sector"))
        elif not ident:
            problems.append(Problem(number, "no word in Latin letters, or a set that is not defined"))
        else:
            yield Agent(ident, sector, forms)


def _agent_forms(line: str, sets: Mapping[str, Sequence[str]]) -> list[str]:
    phrase = re.split(r"[\[{]", line, maxsplit=1)[0].replace(";", " ")
    if used := SET_USED.search(phrase):
        return [_words(phrase.replace(used[0], word)) for word in sets.get(used[1], ())]
    word, plural = _words(phrase), PLURAL.search(line)
    return [word, _words(plural[1].replace(";", " ")) if plural else _plural(word)] if word else []


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _words(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).lower()


# --- lines


def _lines(lines: Iterable[str], problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """The lines that say something, without comments, with their numbers."""
    opened = 0
    for number, raw in enumerate(lines, 1):
        if len(raw) > LONGEST:
            problems.append(Problem(number, f"a line of more than {LONGEST:,} characters"))
            continue
        text, inside = _uncommented(raw, opened > 0)
        opened = (opened or number) if inside else 0
        if text and not text.startswith("<!"):
            yield number, text
    if opened:
        problems.append(Problem(opened, "a comment that does not end; what follows it was left out"))


def _uncommented(line: str, inside: bool) -> tuple[str, bool]:
    """A line without `# ...` and `<!-- ... -->`, and whether a comment goes on after it."""
    text = ""
    while True:
        if inside:
            _, end, line = line.partition("-->")
            if not end:
                return text.strip(), True
        at = min((i for i in (line.find("#"), line.find("<!--")) if i >= 0), default=len(line))
        text += line[:at]
        if not line.startswith("<!--", at):
            return text.strip(), False
        line, inside = line[at + 4 :], True
