"""A client for the application, in process."""

from __future__ import annotations

import warnings
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Starlette would rather have httpx2, which is not among the project's packages
    from starlette import testclient


class TestClient(testclient.TestClient):
    """It asks for the service by a name that it goes by."""

    def __init__(self, app: Any, base_url: str = "http://127.0.0.1", **options: Any) -> None:
        super().__init__(app, base_url, **options)


__all__ = ["TestClient"]
