"""The ontology: what claims can be. Sixteen event types with modes, fourteen relations, four statuses, contexts.

The data lie in `ontology.toml` and `contexts.toml`, with their origin in comments.
"""

from dateline.ontology.contexts import find_contexts
from dateline.ontology.loading import load_ontology
from dateline.ontology.readings import codes, implied_contexts, plover_reading
from dateline.ontology.shape import Codes, EventType, Mode, Ontology, RelationType, Status

__all__ = [
    "Codes",
    "EventType",
    "Mode",
    "Ontology",
    "RelationType",
    "Status",
    "codes",
    "find_contexts",
    "implied_contexts",
    "load_ontology",
    "plover_reading",
]
