"""What of a document is compared with others: its shingles, its terms, whom it comes from, when."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row

from dateline.linking.shingles import Hashes, Sketch, shingles, sketch_of
from dateline.linking.terms import terms_of, words_of
from dateline.reading.agencies import agency_named, closing_credit

LEAD = 60  # words of the beginning count twice, the title's three times
CHARACTERISTIC = 9  # terms, any two of which bring two documents together
PERIOD = 28  # days
_NAME = re.compile(r"(?<![.!?:\"“”‘\n] )(?<=[\w,;)] )[A-Z][^\W\d_]+")
_SITE = re.compile(r"^(?:https?://)?(?:www\.)?")


@dataclass(frozen=True, slots=True)
class Profile:
    """A document as it is compared.

    `origin` is the agency that it credits, else its publisher; two documents of one origin are one source. `known` is
    when it was published, `day` that day's number.
    """

    n: int
    id: str
    known: str
    origin: str | None
    agency: str | None
    sketch: Sketch
    terms: dict[str, float]
    title: dict[str, float]
    names: frozenset[str]

    @property
    def day(self) -> int:
        """The day of publication, counted."""
        return date.fromisoformat(self.known[:10]).toordinal()

    def to_row(self) -> dict[str, Any]:
        """Its row in `signatures`."""
        told = {"origin": self.origin, "agency": self.agency, "terms": self.terms, "title": self.title}
        return {
            "document": self.n,
            "shingles": self.sketch.count,
            "minhash": self.sketch.to_bytes(),
            "terms": {**told, "names": sorted(self.names)},
        }


def profile_of(row: Row[Any]) -> tuple[Profile, Hashes]:
    """The profile of a row of `documents`, and all its shingles."""
    words, title = words_of(row.text), words_of(row.title or "")
    hashes = shingles(words)
    terms = terms_of(words, (*title, *title, *words[:LEAD]))
    agency = _agency(row)
    profile = Profile(
        n=row.n,
        id=row.id,
        known=row.known,
        origin=agency or site(row.publisher),
        agency=agency,
        sketch=sketch_of(hashes),
        terms=terms,
        title=terms_of(title),
        names=frozenset(word for word in words_of(" ".join(_NAME.findall(row.text))) if word in terms),
    )
    return profile, hashes


def profile_from_row(row: Row[Any]) -> Profile:
    """The profile that a row of `signatures`, joined with its document's id and known, holds."""
    told = row.terms
    return Profile(
        n=row.document,
        id=row.id,
        known=row.known,
        origin=told["origin"],
        agency=told["agency"],
        sketch=Sketch.from_bytes(row.minhash, row.shingles),
        terms=told["terms"],
        title=told["title"],
        names=frozenset(told["names"]),
    )


def story_bands(profile: Profile) -> list[str]:
    """Bands under which a document of the same story finds this one."""
    return list(_story_bands(profile, profile.day // PERIOD))


def site(publisher: str | None) -> str | None:
    """A publisher's name, so that one outlet is one."""
    return _SITE.sub("", publisher.casefold().strip()).rstrip("/") or None if publisher else None


def _story_bands(profile: Profile, period: int) -> Iterator[str]:
    leading = sorted(list(profile.terms)[:CHARACTERISTIC])  # terms come with the heaviest first
    for k, a in enumerate(leading):
        for b in leading[k + 1 :]:
            yield f"{period}:{_short(a, b)}"


def _short(a: str, b: str) -> str:
    return f"{zlib.crc32(f'{a} {b}'.encode()):08x}"


def _agency(row: Row[Any]) -> str | None:
    """The agency that a document credits in its first line, at its end, or that publishes it."""
    filed = (row.filed or {}).get("agency")
    named = filed or closing_credit(row.text) or (agency_named(row.publisher) if row.publisher else None)
    return named.casefold() if named else None
