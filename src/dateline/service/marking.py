"""What a search found, as words and stretches to highlight; never as markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.output.highlight import highlighter


def marked(text: str, typed: str) -> dict[str, Any]:
    """Words with the stretches that a query finds in them."""
    return {"text": text, "marks": _joined(highlighter(typed)(text))}


def _joined(spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Stretches in order; those that touch or overlap are one."""
    found: list[list[int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([start, end])
    return found
