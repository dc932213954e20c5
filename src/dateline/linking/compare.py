"""Whether two claims tell of one happening: features, their weighted sum, and the reasons in words.

Each feature is something that both claims say; where one is silent the feature is left out. Distance and day alone
never suffice: a party, a figure or the wording must speak for it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dateline.linking.deeds import is_group
from dateline.linking.logistic import score, settings, weights, words
from dateline.linking.parties import are_akin, compare_parties
from dateline.linking.terms import likeness
from dateline.linking.traits import Amount, Party, Spot, Traits
from dateline.places.geometry import distance_km
from dateline.places.kinds import POPULATED

WIDE = ("country", "region", "continent", "area")  # precisions of more than a town
_WITHIN_3_DAYS, _WITHIN_WEEK, _WITHIN_6_WEEKS = 3, 7, 42
_PLACES = ("place_same", "place_near", "place_within", "place_wide", "place_far")  # from the closest
_NAMED = {"actors_same", "actors_kin", "recipients_same", "recipients_kin"}
_SUPPORT = _NAMED | {"place_same", "place_near", "day_same", "figure_same", "both_lead", "same_text"}
_AGAINST = {"mode_different", "actors_different", "recipients_different", "place_far", "time_apart", "figure_different"}
_DEED = {"day_same", "word_shared", "mode_shared"}
_TOWN = {"place_same", "place_near"}
_ALIKE = {"recipients_generic", "actors_generic"}

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Link:
    """How likely two claims tell of one happening, and why."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """What is known of the two claims' documents."""

    story: bool = False  # they tell one story, or one copies the other


def family(kind: str) -> str:
    """What stands for the types that a claim of a type may be joined with."""
    return next((name for name, types in settings("families").items() if kind in types), kind)


def compare(a: Traits, b: Traits, together: Together = Together()) -> Link | None:
    """The link between two claims; None where they do not tell of one happening.

    Args:
        a: A claim.
        b: Another, of the same family of types.
        together: What is known of their documents.
    """
    if b.order < a.order:
        a, b = b, a  # which is which must not hang on who came first
    if not _worthwhile(a, b, together):
        return None
    found = features(a, b, together)
    if not _suffices(found):
        return None
    weigh = weights("incident")
    total = score(weigh["bias"] + sum(weigh[name] * value for name, value in found.items()))
    return Link(total, reasons(found)) if total >= settings("incident_limits")["kept"] else None


def _worthwhile(a: Traits, b: Traits, together: Together) -> bool:
    """Whether anything may speak for it: a cheap look that rejects nothing which `_suffices` would accept."""
    if a.amounts and b.amounts:
        return True
    may = together.story or a.document == b.document or (a.days and a.days == b.days)
    if may and any(deed in b.deeds for deed in a.deeds):
        return True
    if are_akin(a.actors, b.actors) or are_akin(a.recipients, b.recipients):
        return True
    if likeness(a.terms, b.terms) >= settings("incident_limits")["wording"]:
        return True
    return _symmetric(a, b) and (are_akin(a.actors, b.recipients) or are_akin(a.recipients, b.actors))


def features(a: Traits, b: Traits, together: Together = Together()) -> dict[str, float]:
    """What speaks for and against, by name; most are there (1) or left out."""
    found: dict[str, float] = {}
    for part in _PARTS:
        for name in part(a, b):
            found[name] = 1.0
    _add_wording(found, a, b)
    if not together.story and a.document != b.document:
        found["other_story"] = 1.0
    if together.story:
        found["same_story"] = 1.0
        if max(a.sentence, b.sentence) < settings("incident_limits")["lead"]:
            found["both_lead"] = 1.0
    if _SUPPORT.isdisjoint(found):
        found["words_only"] = 1.0
    return found


def reasons(found: Features) -> tuple[str, ...]:
    """The features in words, the weightiest first."""
    weigh, said = weights("incident"), words("incident")
    ordered = sorted(found, key=lambda name: (-abs(weigh[name] * found[name]), name))
    return tuple(f"{said[name]} ({weigh[name] * found[name]:+.1f})" for name in ordered)


def _suffices(found: Features) -> bool:
    """Whether more than place and day speaks for it."""
    parties = not _NAMED.isdisjoint(found)
    alike = found.get("wording", 0.0) >= settings("incident_limits")["wording"] or "same_text" in found
    return parties or alike or "figure_same" in found or _same_news(found) or _same_deed(found)


def _same_news(found: Features) -> bool:
    """Whether two sentences tell the news of one story, or of one document again, and nothing contradicts it."""
    told = "told_again" in found or ("both_lead" in found and "word_different" not in found)
    return told and _AGAINST.isdisjoint(found)


def _same_deed(found: Features) -> bool:
    """Whether the same word tells of one means, against a like target, in one town on one day: tolls may differ."""
    there = not _TOWN.isdisjoint(found) and not _ALIKE.isdisjoint(found)
    return there and found.keys() >= _DEED and (_AGAINST - {"figure_different"}).isdisjoint(found)


def _type(a: Traits, b: Traits) -> Iterator[str]:
    if a.type != b.type:
        yield "neighbour_type"
    elif a.modes and b.modes:
        yield "mode_shared" if set(a.modes) & set(b.modes) else "mode_different"
    if a.deeds and b.deeds:
        yield _words(a, b)


def _words(a: Traits, b: Traits) -> str:
    both = set(a.deeds) & set(b.deeds)
    if any(not is_group(word) for word in both):
        return "word_shared"
    return "word_akin" if both else "word_different"


def _parties(a: Traits, b: Traits) -> Iterator[str]:
    names = _sides(a, b.actors, b.recipients)
    if _symmetric(a, b):
        weigh = weights("incident")
        names = max(names, _sides(a, b.recipients, b.actors), key=lambda each: sum(weigh[name] for name in each))
    yield from names


def _symmetric(a: Traits, b: Traits) -> bool:
    types = settings("symmetric")["types"]
    return a.type in types and b.type in types


def _sides(a: Traits, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> list[str]:
    levels = {"actors": compare_parties(a.actors, actors), "recipients": compare_parties(a.recipients, recipients)}
    return [f"{side}_{level}" for side, level in levels.items() if level]


def _place(a: Traits, b: Traits) -> Iterator[str]:
    found = {level for ours in a.places for theirs in b.places if (level := _spots(ours, theirs))}
    yield from [level for level in _PLACES if level in found][:1]


def is_wide(spot: Spot) -> bool:
    """Whether a place is more than a town and what lies near it."""
    return spot.precision in WIDE and not (spot.precision == "area" and spot.kind in POPULATED)  # "near Raqqa"


def _spots(a: Spot, b: Spot) -> str | None:
    wide_a, wide_b = is_wide(a), is_wide(b)
    if a.id == b.id:
        return "place_wide" if wide_a or wide_b else "place_same" if a.precision == b.precision else "place_near"
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    if a.country and b.country and a.country != b.country:
        return "place_far"
    if wide_a or wide_b:
        return "place_within" if a.country == b.country and "country" in (a.precision, b.precision) else None
    near = distance_km((a.lat, a.lon), (b.lat, b.lon)) <= settings("incident_limits")["near_km"]
    return "place_near" if near else "place_far"


def _time(a: Traits, b: Traits) -> Iterator[str]:
    if a.days and b.days:
        yield _intervals(a.days, b.days)
    elif a.days or b.days:
        dated, other = (a, b) if a.days else (b, a)
        yield _told(_gap(dated.days or (0, 0), other.day))
    elif a.document != b.document:
        yield _told(abs(a.day - b.day))
    if a.historical != b.historical:
        yield "history_other"


def _intervals(a: tuple[int, int], b: tuple[int, int]) -> str:
    gap = max(a[0], b[0]) - min(a[1], b[1])
    single = a[1] - a[0] == 1 and b[1] - b[0] == 1
    if gap < 0:
        return "day_same" if single else "time_overlaps"
    return "day_next" if gap == 0 and single else "time_apart"


def _gap(days: tuple[int, int], day: int) -> int:
    return max(days[0] - day, day - days[1] + 1, 0)


def _told(apart: int) -> str:
    if apart <= 0:
        return "told_same_day"
    if apart <= _WITHIN_3_DAYS:
        return "told_days_apart"
    if apart <= _WITHIN_WEEK:
        return "told_week_apart"
    return "told_weeks_apart" if apart <= _WITHIN_6_WEEKS else "told_long_apart"


def _figures(a: Traits, b: Traits) -> Iterator[str]:
    pairs = [(x, y) for x in a.amounts for y in b.amounts if x.unit == y.unit]
    if any(x.value is not None and x.value == y.value and x.value > 2 for x, y in pairs):
        yield "figure_same"
    elif pairs and not any(overlap(x, y) for x, y in pairs):
        yield "figure_different"


def overlap(a: Amount, b: Amount) -> bool:
    """Whether two figures may be the same; an end that is not told is open."""
    low_a, high_a = _ends(a)
    low_b, high_b = _ends(b)
    return max(low_a, low_b) <= min(high_a, high_b)


def _ends(amount: Amount) -> tuple[float, float]:
    low = amount.low if amount.low is not None else amount.value
    high = amount.high if amount.high is not None else amount.value
    return (-math.inf if low is None else low), (math.inf if high is None else high)


def _status(a: Traits, b: Traits) -> Iterator[str]:
    statuses = {a.status, b.status}
    if len(statuses) == 1:
        return
    if "hypothetical" in statuses:
        yield "hypothetical_other"
    elif "negated" in statuses:
        yield "negated_other"
    else:
        yield "planned_then_done"


def _where_told(a: Traits, b: Traits) -> Iterator[str]:
    if a.document == b.document:
        yield "same_sentence" if a.sentence == b.sentence else "same_document"
        if a.sentence != b.sentence and _words(a, b) == "word_shared":
            yield "told_again"


def _add_wording(found: dict[str, float], a: Traits, b: Traits) -> None:
    if "same_sentence" in found:
        return  # its words are those of both
    if a.terms == b.terms:
        found["same_text" if "word_shared" in found else "wording"] = 1.0
    elif alike := likeness(a.terms, b.terms):
        found["wording"] = round(alike, 3)
    else:
        found["wording_none"] = 1.0


_PARTS: tuple[Callable[[Traits, Traits], Iterator[str]], ...] = (
    _type, _parties, _place, _time, _figures, _status, _where_told,
)  # fmt: skip
