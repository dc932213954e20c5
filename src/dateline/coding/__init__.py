"""From an analysed document to claims: frames over trees, status, sources, relations."""

from dateline.coding.coder import Coder

__all__ = ["Coder"]
