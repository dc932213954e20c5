"""Documents that kill the process which codes them: found by coding one at a time, and left out with a reason.

After a worker died, units are coded carefully: what is about to be coded is noted first. A document that is noted in
two deaths is not coded again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dateline.dataflow.storage import exists, join, read_bytes, remove, write_bytes
from dateline.records import Coded, Document, Failure

if TYPE_CHECKING:
    from dateline.dataflow.worker import CoderLike

DEATHS = 2
BUG = "coding it failed ({error}); this is our mistake: please report it with the document"
REASON = "the process that coded it died, twice; code it by itself to see why (memory is the likeliest reason)"


def notebook(out: str, unit: str) -> str:
    """Where it is noted what is being coded."""
    return join(out, "_state", "tries", f"{unit}.json")


def code_carefully(coder: CoderLike, documents: Iterable[Document | Failure], note: str) -> Iterator[Coded | Failure]:
    """Code documents one at a time, and leave out those that killed the process before."""
    deaths = _deaths(note)
    for at, document in enumerate(documents):
        if isinstance(document, Failure):
            yield document
        elif deaths.get(str(at), 0) >= DEATHS:
            yield Failure(document.id, "E-CRASH", REASON)
        else:
            _write(note, deaths, at)
            yield _coded(coder, document)
    remove(note)


def _coded(coder: CoderLike, document: Document) -> Coded | Failure:
    try:
        return next(iter(coder.pipe([document])))
    except Exception as error:
        return Failure(document.id, "E-BUG", BUG.format(error=f"{type(error).__name__}: {error}"[:200]))


def _deaths(note: str) -> dict[str, int]:
    """How often the process died on each document; what was noted last was being coded when it died."""
    if not exists(note):
        return {}
    told = json.loads(read_bytes(note))
    deaths: dict[str, int] = told["deaths"]
    at = str(told["at"])
    return {**deaths, at: deaths.get(at, 0) + 1}


def _write(note: str, deaths: dict[str, int], at: int) -> None:
    write_bytes(note, json.dumps({"at": at, "deaths": deaths}).encode())
