"""How likely an event is, by the network and by the frame whose words and conditions are met.

A logistic function of the network's log-odds and the frame's weight, fitted by `training.calibrate` on annotated
dispatches that no training saw.
"""

from __future__ import annotations

import math

SLOPE, FRAME, WEIGHT, OFFSET = 0.55, -0.50, 1.62, -0.34
TINY = 1e-4


def chance(probability: float, weight: float | None) -> float:
    """The probability that a word tells of an event of a type.

    Args:
        probability: The network's for that type.
        weight: The weight of the frame for that type, None without one.
    """
    p = min(max(probability, TINY), 1 - TINY)
    z = SLOPE * math.log(p / (1 - p)) + OFFSET + (0.0 if weight is None else FRAME + WEIGHT * weight)
    return 1 / (1 + math.exp(-z))
