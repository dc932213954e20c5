"""Read the actor and agent dictionaries of PETRARCH and TABARI into our own rows.

An actor file lists names with dated CAMEO codes, an agent file common nouns with the code that they add to an actor's.
The format is that of the PETRARCH2 dictionaries (Open Event Data Alliance). Codes are three-letter groups: a country
(ISO 3166-1 alpha-3) or a kind of organisation, then roles; roles become PLOVER sectors, in which media are JRN and
medicine MED. Ethnic and religious groups of a code have no place in our record and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dateline.actors.entries import SECTORS
from dateline.actors.spelling import name_key
from dateline.world import World

ROLES = {"MED": "JRN", "HLH": "MED", "NGM": "NGO", "UIS": "UAF", "INS": "REB", "SEP": "REB", "ENV": "SOC", "HRI": "SOC"}
ORGANISATIONS = {"IGO": "igo", "NGO": "ngo", "NGM": "ngo", "MNC": "company", "IMG": "armed-group"}
KINDS = {"REB": "armed-group", "INS": "armed-group", "SEP": "armed-group", "CRM": "criminal-group", "PTY": "party"}
COMMENT = re.compile(r"<!--.*?-->|#.*")
CODES = re.compile(r"\[([^\]]*)\]")
PLURAL = re.compile(r"\{([^}]*)\}")
DATES = re.compile(r"(?P<code>[A-Z/~]+(?:\d{3}(?!\d))?)(?P<how>[<>]?)(?P<first>\d{6,9})?(?:-(?P<last>\d{6,9}))?")
SET = re.compile(r"!(?P<name>\w+)!\s*=\s*(?P<words>.*)")
PIVOT = 30  # YY up to this is 20YY


@dataclass(slots=True)
class Row:
    """An entry on the way: its names, the first of them the head's, and its dated codes."""

    names: list[str] = field(default_factory=list)
    codes: list[tuple[str, str | None, str | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that could not be used, and why; the rest of the file was."""

    line: int
    reason: str


def is_agents(lines: Iterable[str]) -> bool:
    """Whether a dictionary lists agents: its codes are to be added to an actor's."""
    for line in lines:
        codes = CODES.findall(COMMENT.sub("", line))
        if codes:
            return "~" in codes[0]
    return False


def read_actors(lines: Iterable[str], world: World, problems: list[Problem]) -> Iterator[dict[str, str]]:
    """The rows, in the columns of an actor file, of a PETRARCH actor dictionary; what cannot be used is reported."""
    taken: set[str] = set()
    for row in _entries(lines, problems):
        made = _actor(row, world, taken)
        if made is not None:
            yield made


def read_agents(lines: Iterable[str], problems: list[Problem]) -> Iterator[dict[str, str]]:
    """The rows, in the columns of a table of kinds, of a PETRARCH agent dictionary."""
    sets: dict[str, list[str]] = {}
    for number, raw in enumerate(lines, 1):
        line = COMMENT.sub("", raw).strip()
        found = SET.match(line)
        if found:
            sets[found["name"]] = [_words(w) for w in found["words"].split(",")]
            continue
        codes = CODES.findall(line)
        if not line or line.startswith("<!"):
            continue
        sector = next((s for c in codes for s in _roles(c.replace("~", ""))), None)
        if sector is None:
            problems.append(Problem(number, "no code that names a sector"))
            continue
        forms = _agent_forms(line, sets)
        if forms:
            yield {
                "id": name_key(forms[0]).replace(" ", "-"),
                "name": forms[0],
                "sector": sector,
                "kind": "people",
                "words": ";".join(forms),
            }


def _agent_forms(line: str, sets: dict[str, list[str]]) -> list[str]:
    plural = PLURAL.search(line)
    phrase = line[: min(p for p in (line.find("["), line.find("{"), len(line)) if p >= 0)]
    marked = re.search(r"!(\w+)!", phrase)
    if marked:
        return [_words(phrase.replace(marked[0], w)) for w in sets.get(marked[1], [])]
    word = _words(phrase)
    if not word:
        return []
    return [w for w in (word, _words(plural[1]) if plural else _plural(word)) if w]


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith("s") else "s")


def _words(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).lower()


def _entries(lines: Iterable[str], problems: list[Problem]) -> Iterator[Row]:
    row = Row()
    for number, raw in enumerate(lines, 1):
        line = COMMENT.sub("", raw).rstrip()
        text = line.strip()
        if not text or text.startswith("<!"):
            continue
        if text.startswith("["):
            _add_codes(row, text, number, problems)
            continue
        if not text.startswith("+"):
            if row.names:
                yield row
            row = Row()
        name = " ".join(CODES.sub("", text.lstrip("+")).replace("_", " ").split())
        if name:
            row.names.append(name)
        else:
            problems.append(Problem(number, "an entry without a name"))
        _add_codes(row, text, number, problems)
    if row.names:
        yield row


def _add_codes(row: Row, text: str, number: int, problems: list[Problem]) -> None:
    for code in CODES.findall(text):
        found = DATES.fullmatch("".join(code.split()))
        if found is None:
            problems.append(Problem(number, f"the code [{code}] cannot be read"))
            continue
        first, last = _date(found["first"]), _date(found["last"])
        if (found["first"] and not first) or (found["last"] and not last):
            problems.append(Problem(number, f"the dates of [{code}] cannot be read; taken as undated"))
            first = last = None
        elif found["how"] == "<":
            first, last = None, first
        if first and last and first > last:
            problems.append(Problem(number, f"[{code}] ends before it begins; taken as undated"))
            first = last = None
        row.codes.append((found["code"].split("/")[0], first, last))


def _date(digits: str | None) -> str | None:
    """An ISO date from YYMMDD or YYYYMMDD; None for other lengths and for months and days that do not exist."""
    if digits is None or len(digits) not in (6, 8):
        return None
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= PIVOT else "19") + digits
    year, month, day = digits[:4], digits[4:6], digits[6:]
    if not "00" <= month <= "12" or not "00" <= day <= "31":
        return None
    return year if month == "00" else f"{year}-{month}" if day == "00" else f"{year}-{month}-{day}"


def _actor(row: Row, world: World, taken: set[str]) -> dict[str, str] | None:
    if not row.codes:
        return None
    codes = [code for code, _, _ in row.codes]
    country = next((code[:3] for code in codes if code[:3] in world.by_alpha3), "")
    sectors = [_dated(s[0], first, last) for code, first, last in row.codes if (s := _roles(code))]
    slug = re.sub(r"[^a-z0-9]+", "-", name_key(row.names[0])).strip("-")
    if not slug:
        return None
    ident = slug if slug not in taken else f"{slug}-{len(taken)}"
    taken.add(ident)
    name = _title(row.names[0])
    return {
        "id": ident,
        "name": name,
        "kind": _kind(codes[0], country),
        "country": country,
        "sector": ";".join(dict.fromkeys(sectors)),
        "aliases": ";".join(dict.fromkeys(_title(n).replace(";", " ") for n in row.names[1:])),
    }


def _kind(code: str, country: str) -> str:
    if code == country:
        return "state"
    if code[:3] in ORGANISATIONS:
        return ORGANISATIONS[code[:3]]
    return KINDS.get(code[3:6], "unknown")


def _roles(code: str) -> list[str]:
    """The PLOVER sectors of a CAMEO code, in its order."""
    groups = [code[i : i + 3] for i in range(0, len(code), 3)]
    return [ROLES.get(g, g) for g in groups if ROLES.get(g, g) in SECTORS]


def _dated(sector: str, first: str | None, last: str | None) -> str:
    return f"{sector} {first or ''}..{last or ''}" if first or last else sector


def _title(name: str) -> str:
    """A name in capitals as a text would write it; a short one by itself stays, since it may be an acronym."""
    if " " not in name and len(name) <= 4:
        return name
    return " ".join(word.capitalize() for word in name.split())
