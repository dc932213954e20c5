"""The store: documents, claims and judgements as they came, and what follows from them."""

from dateline.store.opening import Store

__all__ = ["Store"]
