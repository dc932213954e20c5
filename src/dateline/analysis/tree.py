"""From arc scores to a dependency tree with exactly one root.

Most sentences need no search: the best head of each word already makes a tree. The others are solved by the
Chu-Liu/Edmonds algorithm (Chu and Liu 1965; Edmonds 1967).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Heads = npt.NDArray[np.intp]


def best_tree(scores: Scores) -> list[int]:
    """The heads of the highest-scoring tree: for each word 0 (the root) or the 1-based index of its head.

    Args:
        scores: Shape (words, words + 1); column 0 is the root, column j the j-th word. Larger is better.
    """
    n = len(scores)
    scores = scores.copy()
    scores[np.arange(n), np.arange(1, n + 1)] = -np.inf
    heads = scores.argmax(1)
    if (heads == 0).sum() == 1 and not _find_cycle(heads):
        return [int(h) for h in heads]
    return _search(scores)


def _search(scores: Scores) -> list[int]:
    """Chu-Liu/Edmonds; when several words want the root, the best single root is found by trying each."""
    heads = _edmonds(scores)
    roots = np.flatnonzero(heads == 0)
    if len(roots) > 1:
        best = -np.inf
        for root in roots:
            single = scores.copy()
            single[:, 0] = -np.inf
            single[root] = -np.inf
            single[root, 0] = scores[root, 0]
            candidate = _edmonds(single)
            total = float(single[np.arange(len(candidate)), candidate].sum())
            if total > best:
                best, heads = total, candidate
    return [int(h) for h in heads]


def _find_cycle(heads: Heads) -> list[int]:
    """The 0-based words of one cycle, empty when there is none."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, at = [], start
        while at >= 0 and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at]) - 1
        if at >= 0 and state[at] == 1:
            return path[path.index(at) :]
        for word in path:
            state[word] = 2
    return []


def _edmonds(scores: Scores) -> Heads:
    """Heads of the maximum spanning arborescence rooted in column 0; contracts one cycle at a time."""
    heads: Heads = scores.argmax(1)
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    n = len(scores)
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    columns = np.concatenate([[0], outside + 1])
    within = scores[cycle, heads[cycle]]
    # Entering the cycle at word w replaces w's arc in the cycle; leaving it, any of its words may be the head.
    entering = scores[np.ix_(np.asarray(cycle), columns)] - within[:, None]
    entry = entering.argmax(0)
    leaving = scores[np.ix_(outside, np.asarray(cycle) + 1)]
    exit_ = leaving.argmax(1)
    m = len(outside)
    smaller = np.full((m + 1, m + 2), -np.inf, dtype=np.float32)
    smaller[:m, : m + 1] = scores[np.ix_(outside, columns)]
    smaller[:m, m + 1] = leaving[np.arange(m), exit_]
    smaller[m, : m + 1] = entering[entry, np.arange(m + 1)]
    solved = _edmonds(smaller)
    result: Heads = heads.copy()
    for i, word in enumerate(outside):
        h = int(solved[i])
        result[word] = cycle[exit_[i]] + 1 if h == m + 1 else columns[h]
    opened = int(solved[m])
    result[cycle[entry[opened]]] = columns[opened]
    return result
