"""Mentions: the spans of text that name times and quantities, found in plain text and resolved."""

from dateline.mentions.quantities import QuantityExpression, find_quantities
from dateline.mentions.timeline import Timeline
from dateline.mentions.times import Direction, Terms, TimeExpression, find_times
from dateline.mentions.undated import Bound, Inferred, infer_date
from dateline.mentions.undated_lengths import Starts, elapsed_bounds

__all__ = [
    "Bound",
    "Direction",
    "Inferred",
    "QuantityExpression",
    "Starts",
    "Terms",
    "TimeExpression",
    "Timeline",
    "elapsed_bounds",
    "find_quantities",
    "find_times",
    "infer_date",
]
