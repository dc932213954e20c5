"""Which incidents, claims and documents meet filters, of all at once.

Filters that ask of who, where, and in which words are looked up in the store; the others are read off the columns. What
was looked up is kept while the store stays as it is: whoever moves the map or the days asks the same again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sqlalchemy import select

from dateline.errors import DatelineError
from dateline.service.caching import Cache
from dateline.service.claim_columns import ClaimColumns, DocumentColumns, make_claim_columns, make_document_columns
from dateline.service.days import Ints
from dateline.service.incident_columns import IncidentColumns, Mask, make_columns
from dateline.service.snapshots import Snapshot
from dateline.store import Store
from dateline.store.columns import claim_values, document_values, incident_values
from dateline.store.filters import Filters
from dateline.store.incidents import incidents_known, told_by_claims
from dateline.store.queries import document_conditions, select_claims
from dateline.store.tables import documents

KEPT = 24  # questions whose answers are kept: of 50,000 incidents, each takes some megabytes
Claims = tuple[ClaimColumns, DocumentColumns]


@dataclass(frozen=True, slots=True)
class ChosenIncidents:
    """Incidents in columns, as they were known then, and which of them are asked for."""

    columns: IncidentColumns
    met: Mask
    stale: bool


@dataclass(frozen=True, slots=True)
class ChosenClaims:
    """Claims and documents in columns, and which of them are asked for."""

    claims: ClaimColumns
    met: Mask
    documents: DocumentColumns
    documents_met: Mask
    stale: bool


class Overview:
    """The columns of a store that is served; `version` gives the store's version."""

    def __init__(self, store: Store, version: Callable[[], str]) -> None:
        self._store = store
        self._version = version
        self._incidents = Snapshot(self._incident_columns, version)
        self._claims = Snapshot(self._claim_columns, version)
        self._of_incidents, self._of_claims = Cache(KEPT), Cache(KEPT)

    def warm(self) -> None:
        """Load the columns before anybody asks; a store that cannot be read is told to who asks."""
        with suppress(DatelineError):
            self._incidents.get(self._version())
            self._claims.get(self._version())

    def incidents(self, version: str, asked: Filters) -> ChosenIncidents:
        """The incidents that meet filters, as they were known then."""
        taken = self._incidents.get(version)
        columns = self._known(taken.version, taken.value, asked.known) if asked.known else taken.value
        met, of_claims = columns.meets(asked), asked.of_claims_only()
        if of_claims.asks_of_claims:
            met &= self._of_incidents.get(taken.version, of_claims, lambda: self._told(taken.value, of_claims))
        return ChosenIncidents(columns, met, taken.version != version)

    def claims(self, version: str, asked: Filters) -> ChosenClaims:
        """The claims that meet filters, and the documents that make such claims."""
        taken = self._claims.get(version)
        claims, papers = taken.value
        met, papers_met = self._of_claims.get(taken.version, asked, lambda: self._claims_met(taken.value, asked))
        return ChosenClaims(claims, met, papers, papers_met, taken.version != version)

    def _incident_columns(self) -> IncidentColumns:
        with self._store.reading() as connection:
            return make_columns(incident_values(connection))

    def _claim_columns(self) -> Claims:
        with self._store.reading() as connection:
            return make_claim_columns(claim_values(connection)), make_document_columns(document_values(connection))

    def _known(self, version: str, columns: IncidentColumns, known: str) -> IncidentColumns:
        """The columns in which those of which a part was known then are made of that part."""

        def make() -> IncidentColumns:
            ids = [columns.ids[at] for at in columns.begun(known)]
            with self._store.reading() as connection:
                return columns.with_records(list(incidents_known(connection, ids, known)))

        return self._of_incidents.get(version, ("known", known), make)

    def _told(self, columns: IncidentColumns, asked: Filters) -> Mask:
        """Those of which a claim meets filters."""
        with self._store.reading() as connection:
            return columns.mask_of(told_by_claims(connection, asked))

    def _claims_met(self, columns: Claims, asked: Filters) -> tuple[Mask, Mask]:
        claims, papers = columns
        met = claims.meets(asked)
        if replace(asked, **_READ_OFF) != Filters():
            with self._store.reading() as connection:
                met &= claims.mask_of(_array(connection.execute(select_claims(connection, asked)).scalars()))
        return met, self._papers_met(claims, met, papers, asked)

    def _papers_met(self, claims: ClaimColumns, met: Mask, papers: DocumentColumns, asked: Filters) -> Mask:
        """The documents that make claims that meet filters; where only an outlet is asked for, also those without."""
        if replace(asked, publishers=()).asks_of_claims:
            return np.isin(papers.n, np.unique(claims.document[met]))
        known = papers.meets(asked)
        if not asked.publishers:
            return known
        with self._store.reading() as connection:
            told = select(documents.c.n).where(*document_conditions(connection, asked))
            return known & np.isin(papers.n, _array(connection.execute(told).scalars()))


def _array(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


# What columns of claims answer, as it is where it is not asked for.
_READ_OFF: Mapping[str, Any] = {
    name: getattr(Filters(), name)
    for name in ("types", "kinds", "statuses", "min_confidence", "known", "first", "last")
}
