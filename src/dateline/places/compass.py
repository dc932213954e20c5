"""Directions and distances as words: "north-east", "western", "30 km (20 miles)", "two dozen miles"."""

from __future__ import annotations

import re

BEARINGS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip
_SIDE = r"(?:north|south)(?:[-–\s]?(?:east|west))?|east|west"
# "north", "north-western", "far south"; the name of the direction is group `point`
DIRECTION = rf"(?:(?:far|extreme|mainly|mostly)\s+)?(?P<point>{_SIDE})(?:ern(?:most)?)?"
_NUMBERS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "fifteen": 15.0, "twenty": 20.0,
    "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0,
    "dozen": 12.0, "a dozen": 12.0, "two dozen": 24.0, "a few": 3.0, "few": 3.0, "several": 5.0, "a couple of": 2.0,
    "a hundred": 100.0, "hundreds of": 300.0, "dozens of": 36.0, "tens of": 30.0, "half a": 0.5,
}  # fmt: skip
_UNITS = {"k": 1.0, "mi": 1.609344, "me": 0.001, "m": 0.001, "y": 0.0009144, "n": 1.852}
_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_AMOUNT = rf"(?:\d{{1,4}}(?:[.,]\d{{1,3}})?|{_WORDS})"
_UNIT = r"(?:km|kms|kilomet(?:re|er)s?|nautical miles?|miles?|mi|met(?:re|er)s?|m|yards?)"
# one distance, maybe a range, maybe the same again in another unit
DISTANCE = (
    rf"(?P<amount>{_AMOUNT})(?:\s?(?:-|–|to)\s?(?P<upper>{_AMOUNT}))?[\s-]?(?P<unit>{_UNIT})\.?"
    rf"(?:\s?[(,]\s?(?:about\s|some\s)?{_AMOUNT}[\s-]?{_UNIT}\.?\s?\)?,?)?"
)


def bearing(point: str) -> float:
    """The bearing of a direction's name, in degrees clockwise from north."""
    return BEARINGS[direction(point)]


def direction(point: str) -> str:
    """The plain name of a direction: "North-East" is "northeast"."""
    return re.sub(r"[^a-z]", "", point.lower())


def kilometres(amount: str, upper: str | None, unit: str) -> float:
    """The length of a distance in words; that of a range is its middle."""
    values = [_number(each) for each in (amount, upper) if each]
    unit = unit.lower()
    factor = next(size for start, size in _UNITS.items() if unit.startswith(start))
    return round(sum(values) / len(values) * factor, 3)


def _number(amount: str) -> float:
    known = _NUMBERS.get(amount.lower())
    if known is not None:
        return known
    if re.fullmatch(r"\d+,\d{3}", amount):
        return float(amount.replace(",", ""))
    return float(amount.replace(",", "."))
