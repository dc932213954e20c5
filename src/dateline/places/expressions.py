"""Read what the words around a toponym make of its place: "30 km north of Raqqa", "western Mosul".

    covering words -> relation -> point, how exact

`relation` is one of
  in          in it, or in a named part of it ("western Mosul": the point moves towards that side)
  near        near, around, so far from it without a direction
  north of    and the seven other directions; the point moves by the distance, or a little where none is given
  outside     on its outskirts, in its suburbs or its countryside
  between     between two places
  border      on or near a country's border
  along       along a river, a road, a coast
  off         off its coast
  toward      towards it
  from        away from it
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.places.borders import border_point, share_border
from dateline.places.compass import DIRECTION, DISTANCE, bearing, direction, kilometres
from dateline.places.gazetteer import Candidate
from dateline.places.geometry import Point, distance_km, mean_point, move
from dateline.places.kinds import POPULATED, PlacePrecision
from dateline.places.toponyms import Located, Toponym

REACH = 110  # letters on either side that are looked at
PART = 0.5  # how far towards its rim a part of a place lies
BESIDE_KM = 10.0  # how far outside a place "near" and "north of" are when no distance is given
OFF_KM = 30.0
FARTHEST_KM = 800.0  # apart, for two places to have a between
_SORT = (
    r"(?:city|town|village|hamlet|suburb|district|province|governorate|region|state|county|capital|area|port|island"
    r"|neighbou?rhood|enclave|stronghold|camp|base|airport|crossing|river|valley|peninsula|oasis|coast"
    r"|cities|towns|villages|districts|provinces|capitals|ports)"
)
_NAMED = rf"(?:(?:the|a)\s+(?:[\w’'-]+\s+){{0,4}}?{_SORT}(?:\s+of)?\s+|the\s+)?"


@dataclass(frozen=True, slots=True)
class PlaceExpression:
    """A toponym with the words that belong to it, and the point that they name together.

    `start`, `end` cover all those words. `part` is the side of the place that is meant; `distance_km` the distance
    that is given. `radius_km` says how far around the point the place may lie. `places` are those it is built from.
    """

    text: str
    start: int
    end: int
    relation: str
    lat: float
    lon: float
    precision: PlacePrecision
    radius_km: float
    places: tuple[Candidate, ...]
    part: str | None = None
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class _View:
    """A toponym with its surroundings, as the rules see it."""

    text: str
    toponym: Toponym
    place: Candidate
    others: Sequence[Located]
    before: str
    after: str

    def covering(self, start: int, end: int) -> tuple[str, int, int]:
        """The words from `start` to `end` of the document, without blanks at the ends."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        return words.strip(), start, start + len(words.strip())

    def make(self, start: int, end: int, relation: str, **changes: Any) -> PlaceExpression:
        """An expression over these words; what `changes` does not say is that of the place itself."""
        plain = PlaceExpression(
            *self.covering(start, end), relation, self.place.lat, self.place.lon, self.place.precision,
            max(1.0, self.place.radius_km), (self.place,),
        )  # fmt: skip
        return replace(plain, **changes)

    def begins(self, match: re.Match[str]) -> int:
        """Where a match in the words before the toponym begins in the document."""
        return self.toponym.start - len(self.before) + match.start()


def read_expression(text: str, toponym: Toponym, place: Candidate, others: Sequence[Located] = ()) -> PlaceExpression:
    """Read the words around a located toponym; `others` are the document's located toponyms."""
    view = _View(
        text, toponym, place, others, text[max(0, toponym.start - REACH) : toponym.start],
        text[toponym.end : toponym.end + REACH],
    )  # fmt: skip
    for rule in RULES:
        found = rule(view)
        if found is not None:
            return found
    return view.make(_named_start(view), toponym.end, "in")


def _named_start(view: _View) -> int:
    match = _NAMED_END.search(view.before)
    return view.begins(match) if match and match[0] else view.toponym.start


_NAMED_END = re.compile(rf"\b{_NAMED}$", re.I)
_BETWEEN = re.compile(rf"\b(?:[Bb]etween|from)\s+{_NAMED}$")
_AND = re.compile(rf"\s+(?:and|to)\s+{_NAMED}$", re.I)
_PAIR = re.compile(r"\s?[-–]\s?$")
_ROAD = re.compile(r"\s+(?:border|road|highway|motorway|railway|route|front\s?line|corridor|axis)s?\b")


def _between(view: _View) -> PlaceExpression | None:
    """ "between Homs and Palmyra", read at the first of the two; "the Aleppo-Damascus highway"."""
    other = _next(view)
    if other is None or other.place is None or other.place.id == view.place.id:
        return None
    gap = view.text[view.toponym.end : other.toponym.start]
    start = _BETWEEN.search(view.before)
    after = view.text[other.toponym.end : other.toponym.end + 20]
    road = _ROAD.match(after)
    if not _close(view.place, other.place):
        return None
    if start and start[0].lower().startswith("between") and _AND.fullmatch(gap):
        return _middle(view, view.begins(start), other)
    if road and _PAIR.fullmatch(gap):
        end = other.toponym.end + road.end()
        if "border" in road[0]:
            return _border_of(view, view.toponym.start, end, other.place)
        return replace(_middle(view, view.toponym.start, other), **_words(view, view.toponym.start, end))
    return None


def _close(a: Candidate, b: Candidate) -> bool:
    """Whether one can be on the way between two places; "between Ankara and Washington" is no spot."""
    if "country" in (a.kind, b.kind):
        return a.kind == b.kind and share_border(a, b)
    return distance_km((a.lat, a.lon), (b.lat, b.lon)) <= FARTHEST_KM


def _words(view: _View, start: int, end: int) -> dict[str, Any]:
    text, start, end = view.covering(start, end)
    return {"text": text, "start": start, "end": end}


def _next(view: _View) -> Located | None:
    later = (each for each in view.others if each.place and 0 < each.toponym.start - view.toponym.end < 40)
    return min(later, key=lambda each: each.toponym.start, default=None)


def _middle(view: _View, start: int, other: Located) -> PlaceExpression:
    assert other.place is not None
    ends: list[Point] = [(view.place.lat, view.place.lon), (other.place.lat, other.place.lon)]
    lat, lon = mean_point(ends) if ends[0] != ends[1] else ends[0]
    return view.make(
        start, other.toponym.end, "between", lat=round(lat, 5), lon=round(lon, 5), precision="area",
        radius_km=round(max(1.0, distance_km(*ends) / 2), 1), places=(view.place, other.place),
    )  # fmt: skip


_BORDER_AFTER = re.compile(r"(?:['’]s)?(?:\s+(?:land|international|state|common))?\s+(?:border|frontier)s?\b")
_BORDER_BEFORE = re.compile(
    rf"(?:\b(?:near|on|at|along|across|close\s+to|toward|towards)\s+)?\b(?:the|its|their|a)\s+(?:[\w’'-]+\s+)?"
    rf"(?:border|frontier)s?\s+(?:with|of)\s+{_NAMED}$",
    re.I,
)
_BORDER_LEAD = re.compile(r"\b(?:near|on|at|along|across|close\s+to|toward|towards|of|by)\s+(?:the\s+)?$", re.I)


def _border(view: _View) -> PlaceExpression | None:
    """ "near the Turkish border", "its border with Turkey"."""
    if view.place.kind != "country":
        return None
    before, after = _BORDER_BEFORE.search(view.before), _BORDER_AFTER.match(view.after)
    if before is None and after is None:
        return None
    lead = before or _BORDER_LEAD.search(view.before)
    start = view.begins(lead) if lead else view.toponym.start
    return _border_of(view, start, view.toponym.end + (after.end() if after else 0), _neighbour(view))


def _neighbour(view: _View) -> Candidate | None:
    """What the border is near: a toponym close by in the text that lies on its other side, and not far from it."""
    near = [each for each in view.others if each.place and abs(each.toponym.start - view.toponym.start) < 2 * REACH]
    near.sort(key=lambda each: abs(each.toponym.start - view.toponym.start))
    places = [each.place for each in near if each.place and share_border(view.place, each.place)]
    return next(iter(places), None)


def _border_of(view: _View, start: int, end: int, other: Candidate | None) -> PlaceExpression:
    if other is None:
        return view.make(start, end, "border", precision="region")
    spot = border_point(view.place, other)
    return view.make(
        start, end, "border", lat=spot.lat, lon=spot.lon, precision="area", radius_km=spot.radius_km,
        places=(view.place, other),
    )  # fmt: skip


_FAR = re.compile(
    rf"\b(?:(?:about|some|around|roughly|nearly|almost|just|over|only|at\s+least|more\s+than|less\s+than)\s+)?{DISTANCE}"
    rf"\s+(?:away\s+)?(?:(?:to\s+the\s+)?{DIRECTION}\s+(?:of|from)|from|outside(?:\s+of)?|off|away\s+from|inside|into)"
    rf"\s+{_NAMED}$",
    re.I,
)
_SIDE_OF = re.compile(
    rf"\b(?:just\s+|immediately\s+|directly\s+|far\s+|further\s+)?(?:to\s+the\s+)?{DIRECTION}\s+of\s+{_NAMED}$", re.I
)


def _distance(view: _View) -> PlaceExpression | None:
    """ "30 km (20 miles) north of Raqqa", "20 miles from Aleppo"."""
    match = _FAR.search(view.before)
    if match is None:
        return None
    km = kilometres(match["amount"], match["upper"], match["unit"])
    start, end = view.begins(match), view.toponym.end
    if match["point"] is None:
        return view.make(
            start, end, "near", precision="area", distance_km=km, radius_km=round(km + view.place.radius_km, 1)
        )
    lat, lon = move((view.place.lat, view.place.lon), km, bearing(match["point"]))
    return view.make(
        start, end, f"{direction(match['point'])} of", lat=lat, lon=lon, precision="offset", distance_km=km,
        radius_km=round(max(2.0, 0.2 * km), 1),
    )  # fmt: skip


_PART_NOUN = r"(?:parts?|areas?|sides?|districts?|half|section|suburbs?|outskirts|countryside|edges?|fringes?)"
_PART_OF = re.compile(
    rf"\b(?:the\s+)?(?:{DIRECTION}\s+{_PART_NOUN}\s+of|{DIRECTION.replace('point', 'point2')}\s+of)\s+{_NAMED}$", re.I
)
_IN_THE_NORTH = re.compile(rf"(?<!\bto )\b(?:(?:in|across|throughout)\s+)?the\s+{DIRECTION}\s+of\s+{_NAMED}$", re.I)
_PART = re.compile(rf"\b(?:the\s+)?{DIRECTION}\s+(?:and\s+central\s+)?$", re.I)
_CENTRAL = re.compile(
    r"\b(?:the\s+)?(?:central|downtown|inner|mid)[\s-]+$|\bthe\s+(?:centre|center|heart)\s+of\s+$", re.I
)
_OWN_PART = re.compile(rf"['’]s\s+{DIRECTION}\s+{_PART_NOUN}\b", re.I)


def _part(view: _View) -> PlaceExpression | None:
    """ "western Mosul", "the north of Syria", "Damascus's eastern suburbs"."""
    own = _OWN_PART.match(view.after)
    match = own or _IN_THE_NORTH.search(view.before) or _part_noun(view) or _PART.search(view.before)
    if match is None:
        centre = _CENTRAL.search(view.before)
        return view.make(view.begins(centre), view.toponym.end, "in", part="centre") if centre else None
    point = match["point"]
    start = view.toponym.start if own else view.begins(match)
    end = view.toponym.end + (own.end() if own else 0)
    reach = PART * max(1.0, view.place.radius_km)
    lat, lon = move((view.place.lat, view.place.lon), reach, bearing(point))
    return view.make(
        start, end, "in", lat=lat, lon=lon, part=direction(point), precision=_finer(view.place),
        radius_km=round(max(1.0, reach), 1),
    )  # fmt: skip


def _part_noun(view: _View) -> re.Match[str] | None:
    match = _PART_OF.search(view.before)
    return match if match and match["point"] else None


def _finer(place: Candidate) -> PlacePrecision:
    """A part of a place is named more exactly than the place."""
    if place.kind == "country":
        return "region"
    return "district" if place.kind in POPULATED or place.kind in ("admin1", "province", "region") else place.precision


def _direction_only(view: _View) -> PlaceExpression | None:
    """ "just south of Kirkuk", with no distance."""
    match = _SIDE_OF.search(view.before)
    if match is None:
        return None
    lat, lon = move((view.place.lat, view.place.lon), view.place.radius_km + BESIDE_KM, bearing(match["point"]))
    return view.make(
        view.begins(match), view.toponym.end, f"{direction(match['point'])} of", lat=lat, lon=lon, precision="area",
        radius_km=round(view.place.radius_km + BESIDE_KM, 1),
    )  # fmt: skip


_OUTSIDE = re.compile(
    rf"\b(?:(?:on|in|at)\s+)?(?:the\s+)?(?:[\w-]+\s+)?(?:outskirts|suburbs?|countryside|edges?|fringes?|environs|gates"
    rf"|surroundings|rural\s+areas?)\s+(?:of|around)\s+{_NAMED}$|\b(?:just\s+)?outside(?:\s+of)?\s+{_NAMED}$"
    rf"|\brural\s+$",
    re.I,
)
_OUTSIDE_AFTER = re.compile(r"(?:['’]s)?\s+(?:[\w-]+\s+)?(?:countryside|suburbs?|outskirts|hinterland|environs)\b")
_NEAR = re.compile(
    rf"\b(?:(?:just\s+|very\s+)?near(?:by)?|close\s+to|not\s+far\s+from|in\s+the\s+vicinity\s+of|next\s+to"
    rf"|adjacent\s+to|around|surrounding|in\s+and\s+around|bordering|overlooking)\s+{_NAMED}$",
    re.I,
)
_OFF = re.compile(rf"\boff\s+(?:of\s+)?(?:(?:the\s+)?(?:[\w-]+\s+)?(?:coast|shores?)\s+of\s+)?{_NAMED}$", re.I)
_OFF_AFTER = re.compile(r"(?:['’]s)?(?:\s+[\w-]+)?\s+coast\b")
_OFF_LEAD = re.compile(r"\boff\s+(?:the\s+)?$", re.I)
_ALONG = re.compile(rf"\b(?:along|alongside|on\s+the\s+banks?\s+of|down|up)\s+{_NAMED}$", re.I)
_TOWARD = re.compile(rf"\b(?:towards?|en\s+route\s+to|bound\s+for|in\s+the\s+direction\s+of)\s+{_NAMED}$", re.I)
_FROM = re.compile(rf"\b(?:from|out\s+of)\s+{_NAMED}$", re.I)
_AROUND_AFTER = re.compile(r"\s+(?:area|region|pocket|enclave|front|surroundings)\b")

_DIVISION_AFTER = re.compile(r"\s+(?:[Pp]rovince|[Gg]overnorate|[Dd]istrict|[Cc]ounty|[Ss]tate|[Oo]blast)\b")


def _off(view: _View) -> PlaceExpression | None:
    lead, coast = _OFF_LEAD.search(view.before), _OFF_AFTER.match(view.after)
    match = _OFF.search(view.before)
    if match is None and not (lead and coast):
        return None
    start = view.begins(match or lead)  # type: ignore[arg-type]
    end = view.toponym.end + (coast.end() if lead and coast else 0)
    return view.make(start, end, "off", precision="area", radius_km=round(view.place.radius_km + OFF_KM, 1))


def _around(relation: str, pattern: re.Pattern[str], wider: float) -> Callable[[_View], PlaceExpression | None]:
    """A rule for words before the toponym that leave its point and widen it to an area."""

    def rule(view: _View) -> PlaceExpression | None:
        match = pattern.search(view.before)
        if match is None:
            return None
        radius = round(view.place.radius_km + wider, 1)
        return view.make(view.begins(match), view.toponym.end, relation, precision="area", radius_km=radius)

    return rule


def _outside_after(view: _View) -> PlaceExpression | None:
    """ "the Aleppo countryside", "Damascus suburbs"."""
    match = _OUTSIDE_AFTER.match(view.after)
    if match is None or _OWN_PART.match(view.after):
        return None
    end, radius = view.toponym.end + match.end(), round(view.place.radius_km + 15.0, 1)
    side = _PART.search(view.before)
    if side is None:
        return view.make(_named_start(view), end, "outside", precision="area", radius_km=radius)
    lat, lon = move((view.place.lat, view.place.lon), view.place.radius_km + BESIDE_KM, bearing(side["point"]))
    return view.make(
        view.begins(side), end, "outside", lat=lat, lon=lon, part=direction(side["point"]), precision="area",
        radius_km=radius,
    )  # fmt: skip


def _movement(relation: str, pattern: re.Pattern[str]) -> Callable[[_View], PlaceExpression | None]:
    """A rule for movement: the place stays what it is."""

    def rule(view: _View) -> PlaceExpression | None:
        match = pattern.search(view.before)
        return view.make(view.begins(match), view.toponym.end, relation) if match else None

    return rule


def _area(view: _View) -> PlaceExpression | None:
    """ "the Afrin region", where Afrin is a town; "Homs province", which is a place as it stands."""
    match = _AROUND_AFTER.match(view.after) or _DIVISION_AFTER.match(view.after)
    if match is None:
        return None
    start, end = _named_start(view), view.toponym.end + match.end()
    if view.place.kind not in POPULATED:
        return view.make(start, end, "in")
    return view.make(start, end, "in", precision="district", radius_km=round(max(15.0, 2 * view.place.radius_km), 1))


# In this order; the first that fits counts.
RULES: tuple[Callable[[_View], PlaceExpression | None], ...] = (
    _between,
    _border,
    _distance,
    _around("outside", _OUTSIDE, 15.0),
    _outside_after,
    _part,
    _direction_only,
    _off,
    _around("near", _NEAR, BESIDE_KM),
    _movement("along", _ALONG),
    _movement("toward", _TOWARD),
    _movement("from", _FROM),
    _area,
)
