"""Stores in both databases, as the tests of the store have them."""

from tests.store.conftest import postgres, postgres_store, store

__all__ = ["postgres", "postgres_store", "store"]
