"""What writers are given, and what a writer is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from dateline.records import Coded, Document

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document with its linguistic analysis."""

    document: Document
    doc: Doc


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with its mentions, as `dateline annotate` prints them."""

    document: Document
    printed: Mapping[str, Any]


Item = Coded | Analysed | Annotated
Highlight = Callable[[str], Sequence[tuple[int, int]]]  # a text's stretches that are marked, from and to
I_contra = TypeVar("I_contra", contravariant=True)


class Writer(Protocol[I_contra]):
    """Writes one document after the other to a stream that somebody else opens and closes."""

    def write(self, item: I_contra) -> None:
        """Write a document; it is wholly in the stream when this returns, as far as the format allows."""

    def close(self) -> None:
        """Write what the format needs at its end. The stream stays open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a user can ask of the output; each format takes what concerns it."""

    explain: bool = False
    ids: bool = False  # in the table
    highlight: Highlight | None = None  # in the table, what to mark in sentences
    encoding: str = "utf-8"  # of the table; data is always UTF-8
