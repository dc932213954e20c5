from __future__ import annotations

from tests.store.conftest import postgres, postgres_store, store, where

__all__ = ["postgres", "postgres_store", "store", "where"]
