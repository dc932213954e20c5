"""A network of actors: who backs, opposes, belongs to and leads whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from dateline.output.words import plural
from dateline.plots.style import FAINT, INK, OTHERS, PREDICATES, Label, area, as_of, foot, nothing, sheet, write_labels

MOST = 40  # actors that a sheet has room for
ROUNDS = 300
Dash = Literal["-", "--", ":", "-."]  # beside the colour, for those who do not see it
DASHES: Mapping[str, Dash] = {
    "backs": "-", "allied_with": "-", "opposes": "-", "affiliated_with": "--", "member_of": ":", "role": "--",
    "holds": "-.", "designates": "-.",
}  # fmt: skip
MUTUAL = frozenset({"allied_with", "affiliated_with"})
Positions = NDArray[np.float64]  # actors x 2
Edge = tuple[str, str, str]  # from, to (ids), predicate


def draw_network(states: Sequence[Mapping[str, Any]], at: str, known: str | None) -> Figure:
    """Draw the actors of most ties and the ties among them."""
    names, edges = _ties(states)
    most = _most_tied(edges)
    ties = sorted({edge for edge in edges if edge[0] in most and edge[1] in most})
    kept = _most_tied(ties)
    figure = sheet("Who is said to stand with and against whom", as_of(at, known), height=8.2)
    axes = area(figure, left=0.3, right=0.3, bottom=1.1, top=0.95)
    axes.axis("off")
    hidden = 0
    if ties:
        hidden = _draw(figure, axes, kept, ties, names)
        _legend(axes, ties)
    else:
        nothing(axes, "No tie between two actors is told of.")
    left = len({end for edge in edges for end in edge[:2]}) - len(kept)
    foot(figure, _note(left, hidden))
    return figure


def _note(left: int, hidden: int) -> str:
    more = f"{plural(left, 'actor')} of fewer ties left out. " if left else ""
    return more + (f"{plural(hidden, 'name')} left out for want of room." if hidden else "")


def _ties(states: Sequence[Mapping[str, Any]]) -> tuple[dict[str, str], list[Edge]]:
    names: dict[str, str] = {}
    edges: list[Edge] = []
    for state in states:
        if state["predicate"] in DASHES and state["status"] == "actual":
            for one in state["actors"]:
                for other in state["recipients"]:
                    names |= {one["id"]: one["name"], other["id"]: other["name"]}
                    edges.append((one["id"], other["id"], state["predicate"]))
    return names, edges


def _most_tied(edges: Sequence[Edge]) -> list[str]:
    degrees = Counter(end for edge in sorted(set(edges)) for end in edge[:2])
    return [name for name, _ in sorted(degrees.items(), key=lambda item: (-item[1], item[0]))[:MOST]]


def _draw(figure: Figure, axes: Axes, kept: Sequence[str], ties: Sequence[Edge], names: Mapping[str, str]) -> int:
    row = {name: place for place, name in enumerate(kept)}
    at = lay_out(len(kept), [(row[a], row[b]) for a, b, _ in ties])
    axes.set_xlim(at[:, 0].min() - 0.12, at[:, 0].max() + 0.12)
    axes.set_ylim(at[:, 1].min() - 0.08, at[:, 1].max() + 0.08)
    together: Counter[frozenset[str]] = Counter()
    for a, b, predicate in ties:
        _draw_tie(axes, at[row[a]], at[row[b]], predicate, bend=0.16 * together[frozenset((a, b))])
        together[frozenset((a, b))] += 1
    degrees = Counter(end for tie in ties for end in tie[:2])
    sizes = [22 + 16 * degrees[name] for name in kept]
    axes.scatter(at[:, 0], at[:, 1], s=sizes, color="white", edgecolor=INK, linewidth=1.2, zorder=4)
    figure.draw_without_rendering()
    spots = zip(at, kept, sizes, strict=True)
    labels = [Label(float(x), float(y), names[name], gap=4 + 0.5 * size**0.5) for (x, y), name, size in spots]
    return write_labels(axes, labels)


def _draw_tie(axes: Axes, a: Positions, b: Positions, predicate: str, *, bend: float) -> None:
    axes.annotate(
        "", tuple(b), xytext=tuple(a),
        arrowprops={
            "arrowstyle": "-" if predicate in MUTUAL else "-|>", "color": PREDICATES.get(predicate, OTHERS),
            "linestyle": DASHES[predicate], "linewidth": 1.3,
            "shrinkA": 5, "shrinkB": 6, "connectionstyle": f"arc3,rad={0.06 + bend}", "mutation_scale": 9,
        },
        zorder=2,
    )  # fmt: skip


def lay_out(count: int, ties: Sequence[tuple[int, int]]) -> Positions:
    """Places for actors so that the tied lie near each other, in a space about one wide.

    Fruchterman and Reingold, "Graph drawing by force-directed placement" (1991), from a circle and with a pull to the
    middle that keeps parts which are not tied to the rest in the picture. The same ties give the same places.
    """
    angles = 2 * np.pi * np.arange(count) * 0.381966  # the golden angle: neighbours in rank start far apart
    at = np.stack([np.cos(angles), np.sin(angles)], axis=1) * (0.2 + 0.3 * np.arange(count)[:, None] / max(count, 1))
    ends = np.array(ties, dtype=np.int64).reshape(-1, 2)
    ideal = 0.9 / np.sqrt(max(count, 1))
    for step in range(ROUNDS):
        at += _limited(_forces(at, ends, ideal), 0.1 * (1 - step / ROUNDS))
    return at


def _forces(at: Positions, ends: NDArray[np.int64], ideal: float) -> Positions:
    apart = at[:, None, :] - at[None, :, :]
    far = np.maximum(np.linalg.norm(apart, axis=2), 1e-3)
    force: Positions = (apart * (ideal**2 / far**2)[:, :, None]).sum(axis=1)
    along = at[ends[:, 1]] - at[ends[:, 0]]
    ties = np.maximum(np.bincount(ends.ravel(), minlength=len(at)), 1)
    soft = np.sqrt(np.minimum(ties[ends[:, 0]], ties[ends[:, 1]]))[
        :, None
    ]  # the most tied must not fall into one point
    pull = along * (np.linalg.norm(along, axis=1, keepdims=True) / (ideal * soft))
    np.add.at(force, ends[:, 0], pull)
    np.add.at(force, ends[:, 1], -pull)
    return np.asarray(force - at * (0.9 * ideal * len(at) ** 0.5))


def _limited(moves: Positions, most: float) -> Positions:
    far = np.maximum(np.linalg.norm(moves, axis=1, keepdims=True), 1e-9)
    return np.asarray(moves / far * np.minimum(far, most))


def _legend(axes: Axes, ties: Sequence[Edge]) -> None:
    counts = Counter(predicate for _, _, predicate in ties)
    handles = [_line(name, counts[name]) for name in DASHES if counts[name]]
    axes.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(0, -0.01), ncols=min(6, len(handles)), fontsize=8,
        frameon=False, labelcolor=FAINT, borderaxespad=0,
    )  # fmt: skip


def _line(predicate: str, count: int) -> Line2D:
    label = f"{predicate.replace('_', ' ')} ({count})"
    return Line2D([], [], color=PREDICATES.get(predicate, OTHERS), linestyle=DASHES[predicate], label=label)
