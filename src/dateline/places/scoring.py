"""How much speaks for a candidate: a weighted sum of what is known of it and of its document.

Weights were set by hand and by coarse search on toponyms of local and world news. They balance one another: do not
change one alone, and measure with `training/measure_places.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from dateline.places.gazetteer import Candidate

WEIGHTS: dict[str, float] = {
    # what the gazetteer says
    "population": 1.5,  # log10 of its people
    "fame": 0.25,  # log2 of the number of its names
    "known": 0.7,  # the same in world news
    "known_capital": 2.0,
    "seat": 0.2,  # the seat of a division
    "capital": 3.0,  # of a country
    "country": 1.4,
    "admin1": 0.3,
    "admin2": 0.0,
    "namesake": 4.5,  # taken from a division with a town of its name in it
    "neighbourhood": -1.0,
    "continent": 3.0,
    "sea": 2.0,
    "feature": 2.5,  # what we wrote into the gazetteer because news names it
    # how the name matches
    "alternate": -1.5,
    "short": -1.1,
    "abbreviation": 0.0,
    "adjective": -0.5,
    "variant": -2.0,
    "fuzzy": -3.5,
    "fuzzy_known": 0.65,  # times what its people and fame say: great names draw all that look like them
    "unlike": -8.0,  # times the share of letters that differ
    # what the words around it say
    "of_kind": 1.0,  # the kind that they name
    "not_of_kind": -7.5,
    "comma": 7.0,  # "Alexandria, La."
    "in": 5.5,
    "adjective_link": 5.0,  # "the Syrian city of"
    "dateline": 2.0,
    # what the other toponyms say
    "same_country": 3.2,
    "same_admin1": 3.0,
    "inside": 4.8,  # a town and its county
    "near": 3.6,
    "wide": 1.5,
}
NOTHING = 4.2  # the score of "no place that we know"
_LOG2 = math.log(2)


def prior(candidate: Candidate, weights: Mapping[str, float] = WEIGHTS) -> float:
    """What the gazetteer and the match of the name say, before the document is looked at."""
    score = (
        weights["population"] * math.log10(candidate.population + 100)
        + weights["fame"] * math.log(candidate.fame + 1) / _LOG2
        + (weights["capital"] if candidate.seat == 3 else weights["seat"] * candidate.seat)
    )
    if candidate.how == "fuzzy":
        score *= weights["fuzzy_known"]
    score += weights.get(candidate.kind, 0.0)
    if candidate.how != "name":
        score += weights.get(candidate.how, 0.0) + weights["unlike"] * (1.0 - candidate.alike)
    if candidate.id.startswith("dl:") and not candidate.id.startswith("dl:adm"):
        score += weights["feature"]
    return score


def known(candidate: Candidate, weights: Mapping[str, float] = WEIGHTS) -> float:
    """How much more a place counts in news of the world than in local news."""
    if candidate.how == "fuzzy":
        return 0.0
    if candidate.kind == "country":
        return weights["known_capital"]
    fame = weights["known"] * max(0.0, math.log(candidate.fame + 1) / _LOG2 - 4.0)
    return fame + (weights["known_capital"] if candidate.seat == 3 else 0.0)
