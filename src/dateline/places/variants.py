"""Other forms under which a name may be stored, when it is not stored as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.places.kinds import DIVISIONS, POPULATED

# Words that tell the kind of a division and may stand before or after its name.
DIVISION_WORDS = frozenset(
    {
        *("province", "governorate", "region", "district", "county", "parish", "oblast", "krai", "raion", "rayon"),
        *("department", "state", "prefecture", "municipality", "borough", "canton", "emirate", "republic", "territory"),
        *("division", "subdistrict", "area", "co", "shire", "muhafazat", "wilayat", "wilaya", "vilayet", "woreda"),
        *("voivodeship", "zone", "commune", "township", "regency", "tehsil", "okrug", "uezd", "kray"),
    }
)
_BEFORE = ("the", "greater", "city of", "town of", "village of", "port of", "metro")
_POPULATED = POPULATED | {"district"}


def variants(norm: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Other normal forms to try, in order, each with the kinds that it may mean (empty: any)."""
    words = norm.split()
    if words[-1] == "co" and len(words) > 1:
        yield " ".join([*words[:-1], "county"]), DIVISIONS
    core = norm
    for before in _BEFORE:  # in this order: "the greater city of"
        if core.startswith(before + " "):
            core = core[len(before) + 1 :]
            yield core, frozenset()
    if len(words) > 1 and words[-1] == "city":
        yield " ".join(words[:-1]), _POPULATED
    if len(words) > 1 and words[-1] == "township":
        yield " ".join(words[:-1]), _POPULATED


def division_core(norm: str) -> str | None:
    """The name inside a division's name: "homs province" is "homs"; None when no word says that it is one."""
    words = norm.split()
    if len(words) > 1 and words[-1] in DIVISION_WORDS:
        return " ".join(words[:-1])
    if len(words) > 2 and words[0] in DIVISION_WORDS and words[1] == "of":
        return " ".join(words[2:])
    return None
