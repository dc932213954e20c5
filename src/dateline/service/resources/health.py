"""Whether the service answers: for whoever starts and watches it. It needs no token and says nothing of the store."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["service"])


class Health(BaseModel):
    """The service answers."""

    status: Literal["ok"] = "ok"


@router.get("/health")
def health() -> Health:
    """Say that the service answers."""
    return Health()
