"""How one document relates to another: a copy, an edited copy, a wire or its excerpt, another telling of the story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.linking.logistic import score, settings, weights
from dateline.linking.profiles import Profile
from dateline.linking.shingles import Overlap, overlap
from dateline.linking.terms import cosine

Kind = Literal["exact", "near", "wire", "story"]
SHOWN = 5  # shared words that a reason names


@dataclass(frozen=True, slots=True)
class Copy:
    """What two documents have in common, from 0 to 1, and why it was found."""

    kind: Kind
    similarity: float
    reasons: tuple[str, ...]


def relation(a: Profile, b: Profile) -> Copy | None:
    """What one document is to another; None where they have little in common."""
    alike = cosine(a.terms, b.terms)
    if alike < settings("story")["least"]:
        return None
    return _copy(a, b) or _story(a, b, alike)


def _copy(a: Profile, b: Profile) -> Copy | None:
    limits = settings("copies")
    if min(a.sketch.count, b.sketch.count) < limits["shortest"]:
        return None
    found = overlap(a.sketch, b.sketch)
    if found.seen < limits["fewest"]:
        return None
    agencies = {a.agency, b.agency} - {None}
    if found.common >= limits["exact"]:
        return Copy("exact", 1.0, ("the same words",))
    if agencies and _same_agency(a, b) and found.contained >= limits["wire"]:
        return _wording("wire", found, f"credited to {' and '.join(sorted(str(name) for name in agencies))}")
    if found.common >= limits["near"] or found.contained >= limits["excerpt"]:
        return _wording("wire" if agencies else "near", found)
    return None


def _same_agency(a: Profile, b: Profile) -> bool:
    """Whether both credit one agency; a paper may also leave out whose text it prints."""
    return a.agency is None or b.agency is None or bool(set(a.agency.split("/")) & set(b.agency.split("/")))


def _wording(kind: Kind, found: Overlap, *more: str) -> Copy:
    shares = f"{found.common:.0%} of all three-word runs are in both, {found.contained:.0%} of the shorter text's"
    return Copy(kind, round(max(found.common, found.contained), 3), (shares, *more))


def _story(a: Profile, b: Profile, alike: float) -> Copy | None:
    weigh = weights("story")
    apart = abs(a.day - b.day)
    titles = cosine(a.title, b.title)
    names = a.names & b.names
    log_odds = weigh["bias"] + weigh["terms"] * alike + weigh["title"] * titles + weigh["day_apart"] * apart
    log_odds += weigh["name"] * min(len(names), weigh["names_counted"])
    if log_odds < 0:
        return None
    shared = sorted(a.terms.keys() & b.terms.keys(), key=lambda word: (-a.terms[word] * b.terms[word], word))[:SHOWN]
    days = "the same day" if not apart else f"{apart} day{'s' * (apart > 1)} apart"
    return Copy("story", score(log_odds), (f"terms {alike:.2f} alike: {', '.join(shared)}", days))
