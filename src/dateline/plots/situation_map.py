"""A map of who is said to hold, to besiege or to be at which place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch

from dateline.output.words import plural
from dateline.plots.base_map import CREDIT, countries, country_at
from dateline.plots.style import (
    BORDER,
    FAINT,
    INK,
    LAND,
    OTHERS,
    SEA,
    Label,
    area,
    as_of,
    colours_of,
    foot,
    nothing,
    sheet,
    words,
    write_labels,
)  # fmt: skip

HOLDS, BESIEGES, IS_AT = "controls", "besieges", "present_in"
AREAS = frozenset({"country", "continent", "region", "sea"})  # kinds that no dot may stand for
STALE_DAYS = 90  # without a word since then, a holder is drawn faint
SMALLEST, MARGIN = 2.5, 0.18  # degrees that a map spans at least; what is left free around the places
HEIGHT = 7.4  # inches, as are these
LAID_OUT = {"left": 0.3, "right": 0.3, "bottom": 1.5, "top": 0.95}
WIDE = (11 - 0.6) / (HEIGHT - 1.5 - 0.95)  # how wide the map is for its height
FAR, FEW = (
    5.0,
    6,
)  # how many times the usual distance from the middle is too far, where there are more places than a few


@dataclass(slots=True)
class Spot:
    """What is said of a place: who holds it, who besieges it, who is there; each with the day of the last word."""

    name: str
    kind: str
    longitude: float
    latitude: float
    holders: dict[str, str] = field(default_factory=dict)
    besiegers: dict[str, str] = field(default_factory=dict)
    present: dict[str, str] = field(default_factory=dict)
    disputed: bool = False

    @property
    def weight(self) -> tuple[int, int, str]:
        """What is labelled first: the disputed and besieged, then places of which most is told."""
        told = len(self.holders) + len(self.besiegers) + len(self.present)
        return -(self.disputed + bool(self.besiegers) + bool(self.holders)), -told, self.name


def draw_map(states: Sequence[Mapping[str, Any]], at: str, known: str | None) -> Figure:
    """Draw who is where; what is no more exact than a country gets an outline and no dot."""
    shown = [state for state in states if _meant(state)]
    spots = _spots(shown)
    near = _near(spots)
    figure = sheet("Who is said to hold what", as_of(at, known), height=HEIGHT)
    axes = area(figure, **LAID_OUT)
    _frame(axes, near)
    _draw_land(axes)
    colours = colours_of(_holders(near), (name for spot in near for name in (*spot.besiegers, *spot.present)))
    hidden = _draw_spots(figure, axes, near, colours, at)
    _legend(axes, near, colours)
    if not spots:
        nothing(axes, "Of no place is it told who holds it, besieges it or is there.")
    foot(figure, CREDIT, _left_out(states, shown, len(spots) - len(near), hidden))
    return figure


def _meant(state: Mapping[str, Any]) -> bool:
    located = any(place["lat"] is not None and place["lon"] is not None for place in state["places"])
    told = state["status"] == "actual" and not state["presumed"]
    return state["predicate"] in (HOLDS, BESIEGES, IS_AT) and told and located and bool(state["actors"])


def _spots(states: Sequence[Mapping[str, Any]]) -> list[Spot]:
    spots: dict[str, Spot] = {}
    for state in states:
        place = state["places"][0]
        spot = spots.setdefault(place["id"], Spot(place["name"], place["kind"] or "", place["lon"], place["lat"]))
        _tell(spot, state)
    return sorted(spots.values(), key=lambda spot: spot.weight)


def _tell(spot: Spot, state: Mapping[str, Any]) -> None:
    of = {HOLDS: spot.holders, BESIEGES: spot.besiegers, IS_AT: spot.present}[state["predicate"]]
    for actor in state["actors"]:
        of[actor["name"]] = max(of.get(actor["name"], ""), state["last_confirmed"] or "")
    if state["predicate"] == HOLDS and (state["disputed"] or state["contested"]):
        spot.disputed = True
        for rival in state["against"]["actors"]:
            of.setdefault(rival["name"], state["last_confirmed"] or "")


def _holders(spots: Sequence[Spot]) -> Iterator[str]:
    for spot in spots:
        yield from spot.holders if spot.kind not in AREAS else sorted(spot.holders)[:1]


def _near(spots: Sequence[Spot]) -> list[Spot]:
    """The places without the few that lie so far from the others that these would shrink to a point."""
    points = [spot for spot in spots if spot.kind not in AREAS]
    if len(points) < FEW:
        return list(spots)
    middle = median(spot.longitude for spot in points), median(spot.latitude for spot in points)
    away = {id(spot): math.dist(middle, (spot.longitude, spot.latitude)) for spot in spots}
    most = FAR * max(median(away[id(spot)] for spot in points), SMALLEST / 2)
    return [spot for spot in spots if spot.kind in AREAS or away[id(spot)] <= most]


def _frame(axes: Axes, spots: Sequence[Spot]) -> None:
    """Show the places; areas widen the view only where there is nothing else."""
    points = [spot for spot in spots if spot.kind not in AREAS] or list(spots)
    west, east = _span([spot.longitude for spot in points], (-170.0, 190.0))
    south, north = _span([spot.latitude for spot in points], (-58.0, 78.0))
    middle = math.radians((south + north) / 2)
    squeeze = max(0.2, math.cos(middle))  # a degree of longitude, in degrees of latitude
    height = max(north - south, (east - west) * squeeze / WIDE)
    half_height, half_width = height / 2, height * WIDE / squeeze / 2
    axes.set_xlim((west + east) / 2 - half_width, (west + east) / 2 + half_width)
    axes.set_ylim((south + north) / 2 - half_height, (south + north) / 2 + half_height)
    axes.set_aspect(1 / squeeze, adjustable="box")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(SEA)
    for edge in axes.spines.values():
        edge.set_edgecolor(BORDER)


def _span(values: Sequence[float], whole: tuple[float, float]) -> tuple[float, float]:
    if not values:
        return whole
    low, high = min(values), max(values)
    spare = max((high - low) * MARGIN, (SMALLEST - (high - low)) / 2)
    return low - spare, high + spare


def _draw_land(axes: Axes) -> None:
    view = (*axes.get_xlim(), *axes.get_ylim())
    for country in countries():
        if country.meets(*view):
            axes.add_patch(PathPatch(country.path, facecolor=LAND, edgecolor=BORDER, linewidth=0.7, zorder=1))


def _draw_spots(figure: Figure, axes: Axes, spots: Sequence[Spot], colours: Mapping[str, str], at: str) -> int:
    labels = []
    for spot in spots:
        if spot.kind in AREAS:
            _draw_area(axes, spot, colours)
        else:
            _draw_spot(axes, spot, colours, at)
        if _is_in_view(axes, spot):
            labels.append(Label(spot.longitude, spot.latitude, _caption(spot), gap=7.5))
    figure.draw_without_rendering()
    return write_labels(axes, labels)


def _is_in_view(axes: Axes, spot: Spot) -> bool:
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return west <= spot.longitude <= east and south <= spot.latitude <= north


def _caption(spot: Spot) -> str:
    """The name; of an area, which has no dot for them, also who holds some of it or is there."""
    there = spot.holders or spot.present
    names = sorted(there, key=lambda name: (there[name], name), reverse=True)
    if spot.kind not in AREAS or not names:
        return spot.name
    more = f" and {len(names) - 1} more" if names[1:] else ""
    return f"{spot.name} ({'held' if spot.holders else 'there'}: {names[0]}{more})"


def _draw_area(axes: Axes, spot: Spot, colours: Mapping[str, str]) -> None:
    """A country gets an outline, as to hold in it is seldom to hold all of it; any other wide area is only named."""
    country = country_at(spot.longitude, spot.latitude) if spot.kind == "country" else None
    if country and spot.holders:
        axes.add_patch(
            PathPatch(
                country.path, facecolor="none", edgecolor=colours[min(spot.holders)], linewidth=1.6, linestyle="--",
                alpha=0.8, zorder=2,
            )
        )  # fmt: skip


def _draw_spot(axes: Axes, spot: Spot, colours: Mapping[str, str], at: str) -> None:
    x, y = spot.longitude, spot.latitude
    for name in sorted(spot.besiegers)[:1]:
        axes.plot(
            x, y, "o", markersize=17, fillstyle="none", color=colours[name], markeredgewidth=1.6, linestyle="", zorder=4
        )
    for step, name in enumerate(sorted(spot.present)[:4]):
        if name not in spot.holders:
            angle = math.radians(225 + 45 * step)
            axes.annotate(
                "", (x, y), xytext=(11 * math.cos(angle), 11 * math.sin(angle)), textcoords="offset points",
                arrowprops={"arrowstyle": "-|>", "color": colours[name], "shrinkA": 0, "shrinkB": 4, "linewidth": 1.4},
                zorder=5,
            )  # fmt: skip
    if spot.holders:
        _draw_holders(axes, spot, colours, at)
    else:
        axes.plot(x, y, "o", markersize=4, color="white", markeredgecolor=INK, markeredgewidth=0.9, zorder=6)


def _draw_holders(axes: Axes, spot: Spot, colours: Mapping[str, str], at: str) -> None:
    """A disc in the holder's colour, or in two where it is disputed; faint where the last word is old."""
    names = sorted(spot.holders, key=lambda name: (spot.holders[name], name), reverse=True)
    first, second = colours[names[0]], colours[names[1]] if len(names) > 1 else None
    axes.plot(
        spot.longitude, spot.latitude, "o", markersize=10, zorder=6, linestyle="",
        fillstyle="left" if second else "full", markerfacecolor=first, markerfacecoloralt=second or "white",
        markeredgecolor="#c00000" if spot.disputed else "white", markeredgewidth=1.4,
        alpha=0.4 if _is_stale(spot.holders[names[0]], at) else 1.0,
    )  # fmt: skip


def _is_stale(confirmed: str, at: str) -> bool:
    return not confirmed or (date.fromisoformat(at) - date.fromisoformat(confirmed[:10])).days > STALE_DAYS


def _legend(axes: Axes, spots: Sequence[Spot], colours: Mapping[str, str]) -> None:
    own = [Patch(color=colour, label=words(name)) for name, colour in colours.items() if colour != OTHERS]
    more: list[Artist] = [Patch(color=OTHERS, label="others")] if OTHERS in colours.values() else []
    signs = [
        (any(spot.holders for spot in spots), _sign("o", 8, INK), "holds"),
        (any(spot.holders and spot.kind == "country" for spot in spots), _dashes(), "holds somewhere in it"),
        (any(spot.disputed for spot in spots), _sign("o", 8, "white", "#c00000"), "held, and disputed"),
        (any(spot.besiegers for spot in spots), _sign("o", 12, "none"), "besieges"),
        (any(spot.present for spot in spots), _sign(">", 7, FAINT), "is there"),
    ]
    for wanted, sign, label in signs:
        if wanted:
            sign.set_label(label)
            more.append(sign)
    if own or more:
        legend = axes.legend(
            handles=[*own, *more], loc="upper left", bbox_to_anchor=(0, -0.015), ncols=min(5, len(own) + len(more)),
            fontsize=8, frameon=False, handlelength=1.1, columnspacing=1.4, borderaxespad=0,
        )  # fmt: skip
        for text in legend.get_texts():
            text.set_parse_math(False)


def _sign(marker: str, size: float, colour: str, edge: str = INK) -> Line2D:
    return Line2D([], [], marker=marker, markersize=size, linestyle="", color=colour, markeredgecolor=edge)


def _dashes() -> Line2D:
    return Line2D([], [], linestyle="--", linewidth=1.6, color=INK)


def _left_out(states: Sequence[Mapping[str, Any]], shown: Sequence[Any], far: int, hidden: int) -> str:
    unshown = sum(state["predicate"] in (HOLDS, BESIEGES, IS_AT) for state in states) - len(shown)
    parts = [
        f"Faint: no word for more than {STALE_DAYS} days.",
        f"Left out: {plural(unshown, 'state')} only presumed, not actual or without a place." if unshown else "",
        f"{plural(far, 'place')} far from the others." if far else "",
        f"{plural(hidden, 'name')} for want of room." if hidden else "",
    ]
    return " ".join(part for part in parts if part)
