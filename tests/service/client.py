"""A client for the application, in process."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Starlette would rather have httpx2, which is not among the project's packages
    from starlette.testclient import TestClient

__all__ = ["TestClient"]
