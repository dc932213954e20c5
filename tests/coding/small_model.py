"""A role model whose decisions are made by hand: weights of single features, everything else nothing."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from small_world import WIDTH

from dateline.coding.role_model import BUCKETS, LABELS, RoleModel, hashed

HIDDEN = 2
Weights = Mapping[str, Mapping[str, float]]  # feature to label to weight
AGREEING: Weights = {
    "rule=none": {"none": 6.0},
    "rule=actors": {"actors": 6.0},
    "rule=recipients": {"recipients": 6.0},
    "rule=places": {"places": 6.0},
    "rule=sources": {"none": 6.0, "sources": 12.0},
    "rule=time": {"time": 12.0},
    "rule=quantities": {"quantities": 12.0},
}
UNSURE = -6.0  # the bias of sources, times and quantities: none by itself


def small_model(weights: Weights) -> RoleModel:
    """A model of these weights."""
    embedding = np.zeros((BUCKETS, HIDDEN + len(LABELS)), dtype=np.float32)
    for feature, labels in weights.items():
        for label, weight in labels.items():
            embedding[hashed([feature])[0], HIDDEN + LABELS.index(label)] += weight
    zeros = np.zeros((WIDTH, HIDDEN), dtype=np.float32)
    bias = [0.0 if label in ("none", "actors", "recipients", "places") else UNSURE for label in LABELS]
    return RoleModel(
        {
            "embedding": embedding,
            "word": zeros,
            "mention": zeros,
            "bias": np.zeros(HIDDEN, dtype=np.float32),
            "out": np.zeros((HIDDEN, len(LABELS)), dtype=np.float32),
            "out_bias": np.array(bias, dtype=np.float32),
        }
    )


def agreeing(changes: Weights | None = None) -> RoleModel:
    """A model that does what the frames propose, but for `changes`, which weigh more."""
    return small_model({**AGREEING, **(changes or {})})
