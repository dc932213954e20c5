"""All claims and documents in columns, to be counted by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.service.days import DAY, NONE, Ints, day_number, moment_number, numbers
from dateline.service.incident_columns import Floats, Mask
from dateline.store.columns import ClaimValues, DocumentValues
from dateline.store.filters import Filters


@dataclass(frozen=True, slots=True)
class ClaimColumns:
    """Claims by position, in the order of their rows `n`. Days are half-open, `NONE` where open or unknown."""

    n: Ints
    document: Ints
    names: dict[str, tuple[Sequence[str], Ints]]  # of type, kind and status: which there are, and which each has
    first: Ints
    end: Ints
    historical: Mask
    known: Ints
    confidence: Floats

    def meets(self, asked: Filters) -> Mask:
        """What is asked of claims by themselves, as `store/filters.py` asks it; not of who, where, in which words."""
        met = np.ones(len(self.n), np.bool_)
        for name, wanted in (("type", asked.types), ("kind", asked.kinds), ("status", asked.statuses)):
            if wanted:
                table, codes = self.names[name]
                met &= np.isin(codes, [code for code, each in enumerate(table) if each in wanted])
        if asked.min_confidence:
            met &= self.confidence >= asked.min_confidence
        if asked.known:
            met &= self.known < moment_number(asked.known)
        if asked.first or asked.last:
            met &= self._on(asked.first, asked.last)
        return met

    @property
    def dated(self) -> Mask:
        """Whether a sentence tells when."""
        return np.asarray((self.first != NONE) | (self.end != NONE), np.bool_)

    def _on(self, first: str | None, last: str | None) -> Mask:
        dated, untold = self.dated, ~self.dated & ~self.historical
        if first:
            begin = day_number(first)
            dated = dated & ((self.end == NONE) | (self.end > begin))
            untold = untold & (self.known >= begin * DAY)
        if last:
            end = day_number(last)
            dated = dated & ((self.first == NONE) | (self.first < end))
            untold = untold & (self.known < end * DAY)
        return np.asarray(dated | untold, np.bool_)

    def mask_of(self, ns: Ints) -> Mask:
        """Those with these rows."""
        return np.isin(self.n, ns)


@dataclass(frozen=True, slots=True)
class DocumentColumns:
    """Documents by position; `published` says whether the dispatch tells when."""

    n: Ints
    known: Ints
    published: Mask

    def meets(self, asked: Filters) -> Mask:
        """Whether they were known then."""
        if asked.known is None:
            return np.ones(len(self.n), np.bool_)
        return np.asarray(self.known < moment_number(asked.known), np.bool_)


def make_claim_columns(values: ClaimValues) -> ClaimColumns:
    """The columns of claims."""
    return ClaimColumns(
        n=np.array(values.n, np.int64),
        document=np.array(values.document, np.int64),
        names={name: _coded(getattr(values, name)) for name in ("type", "kind", "status")},
        first=numbers(values.valid_from, day_number),
        end=numbers(values.valid_to, day_number),
        historical=np.array(values.historical, np.bool_),
        known=numbers(values.known, moment_number),
        confidence=np.array(values.confidence, np.float64),
    )


def make_document_columns(values: DocumentValues) -> DocumentColumns:
    """The columns of documents."""
    published: npt.NDArray[np.bool_] = np.array([each is not None for each in values.published], np.bool_)
    return DocumentColumns(np.array(values.n, np.int64), numbers(values.known, moment_number), published)


def _coded(values: Sequence[str]) -> tuple[list[str], Ints]:
    table = sorted(set(values))
    codes = {name: code for code, name in enumerate(table)}
    return table, np.array([codes[value] for value in values], np.int64)
