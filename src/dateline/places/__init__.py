"""Places: a gazetteer, and which of its places a text means."""

from dateline.places.gazetteer import Candidate, Gazetteer
from dateline.places.resolve import locate
from dateline.places.toponyms import Located, PlaceContext, Toponym

__all__ = ["Candidate", "Gazetteer", "Located", "PlaceContext", "Toponym", "locate"]
