"""Mentions: the spans of text that name times and quantities, found in plain text and resolved."""

from dateline.mentions.quantities import QuantityExpression, find_quantities
from dateline.mentions.timeline import Timeline
from dateline.mentions.times import Direction, TimeExpression, find_times

__all__ = ["Direction", "QuantityExpression", "TimeExpression", "Timeline", "find_quantities", "find_times"]
