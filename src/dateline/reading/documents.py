"""Documents from text and facts: the one place where a `Document` is made, for every input format and for Python."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dateline.errors import ItemError
from dateline.reading import codes
from dateline.reading.dates import iso_published, parse_published
from dateline.reading.facts import Given, find_facts
from dateline.records import Document

_UNFIT = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def make_document(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    published: str | date | None = None,
    publisher: str | None = None,
    url: str | None = None,
    extra: Mapping[str, Any] | None = None,
    fallback: str | None = None,
    notes: Sequence[str] = (),
) -> Document:
    """Make a document of a text and fill its facts from the text; use it wherever dispatches enter.

    The text stays as it is, but for characters that no encoding can carry (lone surrogates, NUL), each replaced by one
    U+FFFD, so that offsets hold.

    Args:
        text: The dispatch.
        id: Its identity; without one it is derived from the text and the facts given here.
        title: Its headline; without one, a headline at the top of the text.
        published: When it was published, in any form that `parse_published` reads.
        publisher: The outlet; without one, the agency that the text credits.
        url: Where it was published.
        extra: Other fields to carry along.
        fallback: The publication date to take when neither `published` nor the text gives one.
        notes: What reading has already noticed.

    Raises:
        InputError: A date is no date.
        ItemError: The text is blank.
    """
    text = clean(text)
    if not text.strip():
        raise ItemError(codes.EMPTY, "the text is empty; give the words of a dispatch")
    given = Given(
        title=_line(title),
        published=iso_published(published) if published else None,
        publisher=_line(publisher),
        fallback=parse_published(fallback) if fallback else None,
    )
    facts = find_facts(text, given)
    url, id = _line(url), clean(id or "").strip()
    return Document(
        id=id or _derived_id(text, given.title, given.published, given.publisher, url),
        text=text,
        title=facts.title,
        publisher=facts.publisher,
        published=facts.published,
        url=url,
        dateline=facts.dateline,
        notes=(*notes, *facts.notes),
        extra={str(name): plain_value(value) for name, value in (extra or {}).items()},
    )


def clean(text: str) -> str:
    """The text with what no encoding can carry replaced, one character for one."""
    return _UNFIT.sub(_REPLACEMENT, text)


def plain_value(value: Any) -> Any:
    """A value that JSON can carry: dates in ISO form, unknown things as their words, not-a-number as null."""
    match value:
        case None | bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else None
        case str():
            return clean(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {clean(str(name)): plain_value(inner) for name, inner in value.items()}
        case list() | tuple():
            return [plain_value(inner) for inner in value]
    return clean(str(value))


def _line(value: str | None) -> str | None:
    """A fact as one line, or null where nothing is left of it."""
    return (" ".join(clean(value).split()) or None) if value else None


def _derived_id(*fields: str | None) -> str:
    # JSON keeps the fields apart (joined strings would collide); the version in front freezes what the hash covers.
    encoded = json.dumps(["document.v1", *fields]).encode("ascii")
    return "d-" + hashlib.sha256(encoded).hexdigest()[:20]
