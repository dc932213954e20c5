"""Choose which place each toponym of a document names, with the whole document in view.

    groups of equal names -> candidates with a prior -> where is the document? -> scores again -> probabilities

A name means one place in a document. Each round estimates from the present probabilities which countries, divisions
and surroundings the document is about, and scores the candidates again; a few rounds settle it. Local news, where
small towns support one another, and world news, where what is large and known is meant, take the same road.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.places.cues import Cues, lies_in, read_cues
from dateline.places.gazetteer import Candidate, Gazetteer
from dateline.places.geometry import EARTH_KM, unit_vector
from dateline.places.kinds import DIVISIONS, POPULATED
from dateline.places.names import normalise
from dateline.places.scoring import NOTHING, WEIGHTS, known, prior
from dateline.places.toponyms import Located, PlaceContext, Toponym

MOST = 24  # candidates of a name that are weighed; the best by their prior
HEAT = (2.7, 1.9, 1.4, 1.0, 1.0)  # each round's; flat at first, so that small places that fit together find each other
NEAR_KM, WIDE_KM = 60.0, 275.0  # how far towns of one piece of local news lie apart, and places of one region
SLICE = 400  # toponyms that are settled together
MOST_TOGETHER = 1_500  # candidates of a document
MANY_COUNTRIES = 2.0  # from which on a document is world news
WIDEST_KM = 30.0  # of a circle that counts as near all that lies in it
LEAST_PROBABILITY = 0.33  # no place is better than a wrong one
SHOWN = 5
HEAD = 250  # letters of headline and lead
Vector = NDArray[np.float64]


@dataclass(slots=True)
class Group:
    """The mentions of one name, which mean one place."""

    members: list[int]
    cues: list[Cues]
    candidates: list[Candidate]
    scores: list[float]
    weight: float = 1.0


def locate(
    toponyms: Sequence[Toponym],
    context: PlaceContext,
    gazetteer: Gazetteer,
    weights: Mapping[str, float] = WEIGHTS,
) -> list[Located]:
    """Choose the place of each toponym; the answer has their order."""
    if len(toponyms) > SLICE:  # a book, or something hostile: each part of it is a document of its own
        parts = (toponyms[i : i + SLICE] for i in range(0, len(toponyms), SLICE))
        return [each for part in parts for each in locate(part, context, gazetteer, weights)]
    groups = _groups(toponyms, context, gazetteer)
    for group in groups:
        _weigh(group, toponyms, context, gazetteer, weights)
    _favour_known(groups, context, weights)
    _keep_few(groups)
    located: list[Located | None] = [None] * len(toponyms)
    for group, probabilities in zip(groups, _settle(groups, context, weights), strict=True):
        for member in group.members:
            located[member] = _choice(toponyms[member], group, probabilities)
    return [each for each in located if each is not None]


def _keep_few(groups: Sequence[Group]) -> None:
    """Bound the candidates of a document: each is compared with each."""
    if sum(len(group.candidates) for group in groups) > MOST_TOGETHER:
        most = max(2, MOST_TOGETHER // len(groups))
        for group in groups:
            del group.candidates[most:], group.scores[most:]


def _groups(toponyms: Sequence[Toponym], context: PlaceContext, gazetteer: Gazetteer) -> list[Group]:
    groups: dict[tuple[str, bool], Group] = {}
    for i, toponym in enumerate(toponyms):
        cues = read_cues(context.text, toponym, gazetteer)
        key = (normalise(toponym.text), bool(cues.kinds & DIVISIONS))  # "Homs" and "Homs province" are two places
        group = groups.setdefault(key, Group([], [], [], []))
        group.members.append(i)
        group.cues.append(cues)
    return list(groups.values())


def _weigh(
    group: Group,
    toponyms: Sequence[Toponym],
    context: PlaceContext,
    gazetteer: Gazetteer,
    weights: Mapping[str, float],
) -> None:
    """Give a group its candidates with what can be said of them before the other groups are looked at."""
    first = toponyms[group.members[0]]
    cues = next((each for each in group.cues if each.kinds), group.cues[0])
    found = {c.id: c for c in _find(first.text, cues, gazetteer)}
    kinds = cues.kinds if any(c.kind in cues.kinds for c in found.values()) else frozenset()
    filed = normalise(context.dateline or "")
    scored = []
    for candidate in found.values():
        score = prior(candidate, weights) + _kind_score(candidate, kinds, weights)
        score += max((_container_score(candidate, each, weights) for each in group.cues), default=0.0)
        if filed and normalise(first.text) == filed and candidate.kind in POPULATED:
            score += weights["dateline"]
        score -= weights["namesake"] * _has_namesake(candidate, found.values(), gazetteer)
        scored.append((score, candidate))
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    group.candidates = [candidate for _, candidate in scored[:MOST]]
    group.scores = [score for score, _ in scored[:MOST]]
    leads = any(toponyms[i].start < HEAD for i in group.members)
    if all(toponyms[i].nested for i in group.members):
        leads = False
    group.weight = min(2.0, 1.0 + 0.25 * (len(group.members) - 1)) * (1.5 if leads else 1.0)


def _favour_known(groups: Sequence[Group], context: PlaceContext, weights: Mapping[str, float]) -> None:
    """Where several countries are named it is world news, and world news means the places that the world knows."""
    countries = {g.candidates[0].country for g in groups if g.candidates and g.candidates[0].kind == "country"}
    share = min(1.0, len(countries | set(context.countries)) / MANY_COUNTRIES)
    for group in groups:
        group.scores = [
            score + share * known(candidate, weights)
            for candidate, score in zip(group.candidates, group.scores, strict=True)
        ]


def _find(text: str, cues: Cues, gazetteer: Gazetteer) -> list[Candidate]:
    found = list(gazetteer.find(text))
    if cues.word and not text.lower().endswith(cues.word):
        known = {c.id for c in found if c.how != "fuzzy"}
        longer = (c for c in gazetteer.find(f"{text} {cues.word}") if c.how not in ("fuzzy", "variant"))
        found += [c for c in longer if c.id not in known]
    return found


def _kind_score(candidate: Candidate, kinds: frozenset[str], weights: Mapping[str, float]) -> float:
    if not kinds:
        return 0.0
    return weights["of_kind"] if candidate.kind in kinds else weights["not_of_kind"]


def _container_score(candidate: Candidate, cues: Cues, weights: Mapping[str, float]) -> float:
    links = {container.link for container in cues.containers if lies_in(candidate, container.area)}
    named = {"comma": "comma", "in": "in", "adjective": "adjective_link"}
    return max((weights[named[link]] for link in links), default=0.0)


def _has_namesake(candidate: Candidate, others: Iterable[Candidate], gazetteer: Gazetteer) -> bool:
    """Whether a division shares its name with a town in it: the bare name means the town.

    Not so where the town is told from it as a city ("Quebec City", and Quebec is the province).
    """
    if candidate.kind not in ("admin1", "admin2"):
        return False
    towns = [c for c in others if c.kind in POPULATED and c.how != "short" and lies_in(c, candidate)]
    if candidate.kind == "admin1" and any(c.how == "name" for c in towns):
        cities = {c.id for c in gazetteer.find(f"{candidate.name} city") if c.how == "alternate"}
        return not all(town.id in cities for town in towns)
    return bool(towns)


@dataclass(slots=True)
class _Table:
    """All candidates of a document in one row each."""

    group: NDArray[np.int64]
    base: Vector
    weight: Vector
    country: NDArray[np.int64]
    admin1: NDArray[np.int64]
    near: Vector
    wide: Vector
    inside: Vector
    countries: Vector  # weight that the document's actors give to each country


def _settle(groups: Sequence[Group], context: PlaceContext, weights: Mapping[str, float]) -> list[Vector]:
    """The probabilities of each group's candidates; what they lack to 1 is that of no place."""
    if not any(group.candidates for group in groups):
        return [np.zeros(0) for _ in groups]
    table = _tabulate(groups, context)
    count = len(groups)
    p = _softmax(table.base / HEAT[0], table.group, count, NOTHING / HEAT[0])
    for heat in HEAT:
        p = _softmax((table.base + _support(table, p, count, weights)) / heat, table.group, count, NOTHING / heat)
    ends = np.cumsum(np.bincount(table.group, minlength=count))[:-1]
    return np.split(p, ends)


def _tabulate(groups: Sequence[Group], context: PlaceContext) -> _Table:
    everyone = [(i, c) for i, group in enumerate(groups) for c in group.candidates]
    countries: dict[str | None, int] = {None: 0}
    divisions: dict[tuple[str, str] | None, int] = {None: 0}
    country = [countries.setdefault(c.country, len(countries)) for _, c in everyone]
    admin1 = [divisions.setdefault(_division(c), len(divisions)) for _, c in everyone]
    group = np.array([i for i, _ in everyone])
    near, wide = _kernels([c for _, c in everyone], group)
    name = np.array(_names(groups))[group]
    inside = _containment([c for _, c in everyone], name)
    pointed = np.array([context.countries.get(code or "", 0.0) for code in countries])
    return _Table(
        group, np.array([score for g in groups for score in g.scores]),
        np.array([groups[i].weight for i, _ in everyone]),
        np.array(country), np.array(admin1), near, wide, inside, pointed,
    )  # fmt: skip


def _division(candidate: Candidate) -> tuple[str, str] | None:
    return (candidate.country, candidate.admin1) if candidate.country and candidate.admin1 else None


def _kernels(candidates: Sequence[Candidate], group: NDArray[np.int64]) -> tuple[Vector, Vector]:
    """How much each candidate supports each other by nearness; none in its own group, and no country at all."""
    points = np.array([unit_vector((c.lat, c.lon)) for c in candidates])
    radii = np.array([min(c.radius_km, WIDEST_KM) for c in candidates])
    local = np.array([c.kind not in ("country", "continent") for c in candidates], dtype=float)
    apart = EARTH_KM * np.sqrt(np.maximum(0.0, 2.0 - 2.0 * (points @ points.T)))
    apart = np.maximum(0.0, apart - radii[:, None] - radii[None, :])
    others = (group[:, None] != group[None, :]) * local[:, None] * local[None, :]
    return np.exp(-apart / NEAR_KM) * others, np.exp(-apart / WIDE_KM) * others


def _names(groups: Sequence[Group]) -> list[int]:
    """A number for each group, the same for those that may name one place ("Raqqa", "Raqqa city")."""
    first: dict[str, int] = {}
    numbers = []
    for i, group in enumerate(groups):
        ids = [c.id for c in group.candidates if c.kind in POPULATED and c.how in ("name", "alternate")]
        number = min((first[ident] for ident in ids if ident in first), default=i)
        numbers.append(number)
        for ident in ids:
            first.setdefault(ident, number)
    return numbers


def _containment(candidates: Sequence[Candidate], name: NDArray[np.int64]) -> Vector:
    """1 where one of two candidates of two names is a second-level division and the other a place in it."""
    codes: dict[tuple[str | None, str | None, str] | None, int] = {None: 0}
    area = np.array(
        [codes.setdefault((c.country, c.admin1, c.admin2) if c.admin2 else None, len(codes)) for c in candidates]
    )
    division = np.array([c.kind == "admin2" for c in candidates])
    same = (area[:, None] == area[None, :]) & (area[:, None] > 0) & (name[:, None] != name[None, :])
    contained: Vector = (same & (division[:, None] != division[None, :])).astype(float)
    return contained


def _softmax(scores: Vector, group: NDArray[np.int64], count: int, nothing: float) -> Vector:
    top = np.full(count, nothing)
    np.maximum.at(top, group, scores)
    odds = np.exp(scores - top[group])
    total = np.bincount(group, odds, minlength=count) + np.exp(nothing - top)
    result: Vector = odds / total[group]
    return result


def _support(table: _Table, p: Vector, count: int, weights: Mapping[str, float]) -> Vector:
    """What the other groups say for each candidate, as their probabilities stand."""
    mass = p * table.weight
    total: Vector = weights["same_country"] * _share(table.country, table.group, mass, count, table.countries)
    total += weights["same_admin1"] * _share(table.admin1, table.group, mass, count)
    total += weights["near"] * np.log1p(table.near @ mass)
    total += weights["wide"] * np.log1p(table.wide @ mass)
    total += weights["inside"] * np.log1p(table.inside @ mass)
    return total


def _share(
    area: NDArray[np.int64], group: NDArray[np.int64], mass: Vector, count: int, extra: Vector | None = None
) -> Vector:
    """Which share of the other groups' mass lies in a candidate's area; area 0 is none."""
    areas = int(area.max()) + 1
    inside = np.zeros((count, areas))
    np.add.at(inside, (group, area), mass)
    whole = inside.sum(axis=0) + (extra if extra is not None else 0.0)
    known = inside.sum() + (extra.sum() if extra is not None else 0.0) - inside.sum(axis=1)
    rest = whole[area] - inside[group, area]
    share: Vector = np.where(area == 0, 0.0, rest / (known[group] + 0.5))
    return share


def _choice(toponym: Toponym, group: Group, probabilities: Vector) -> Located:
    order = np.argsort(-probabilities, kind="stable")[:SHOWN]
    ranked = tuple((group.candidates[i], round(float(probabilities[i]), 4)) for i in order)
    if not ranked or ranked[0][1] < LEAST_PROBABILITY:
        return Located(toponym, None, round(1.0 - float(probabilities.sum()), 4), ranked)
    return Located(toponym, ranked[0][0], ranked[0][1], ranked, tuple(_reasons(ranked[0][0], group)))


def _reasons(place: Candidate, group: Group) -> Iterator[str]:
    """What a person would want to know of the choice."""
    if place.how != "name":
        yield f"{place.name} by {place.how}"
    areas = {each.area.name for cues in group.cues for each in cues.containers if lies_in(place, each.area)}
    yield from (f"the text names {area} beside it" for area in sorted(areas))
    words = {cues.word for cues in group.cues if place.kind in cues.kinds}
    yield from (f"the text calls it {word}" for word in sorted(filter(None, words)))
    if len(group.candidates) > 1:
        yield f"of {len(group.candidates)} candidates, by prominence and by what else the text names"
