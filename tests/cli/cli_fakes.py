"""A coder for tests that needs no model: every sentence with the word "attacked" is a claim.

Run as a program it is the whole command line with that coder, for the tests that need a process of their own:

    python cli_fakes.py SECONDS ARGUMENTS...    each document takes so many seconds
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dateline.cli import main
from dateline.cli.session import Session
from dateline.errors import ItemError
from dateline.records import Actor, Claim, Coded, Document, Failure, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

DIGEST = "0" * 64
NOW = datetime(2018, 1, 2, 3, 4, 5, tzinfo=UTC)
SENTENCE = re.compile(r"[^.\n]+\.?")


@dataclass
class FakeCoder:
    """Codes "X attacked Y"; a document with "unreadable" in it fails. It may be slow, or break after some documents."""

    seconds: float = 0.0
    breaks_after: int | None = None
    error: BaseException = field(default_factory=lambda: RuntimeError("the coder broke"))
    name: str = "dateline test / fake"
    model_info: Mapping[str, Any] = field(
        default_factory=lambda: {
            "name": "fake",
            "version": "1",
            "sha256": DIGEST,
            "size": 1_500_000,
            "scores": {"LAS": 89.5},
        }
    )

    data_info: Mapping[str, str] = field(default_factory=lambda: {"actors": "3"})

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
        for done, document in enumerate(documents):
            if done == self.breaks_after:
                raise self.error
            time.sleep(self.seconds)
            yield document if isinstance(document, Failure) else self._code(document)

    def _code(self, document: Document) -> Coded | Failure:
        if "unreadable" in document.text:
            return Failure(document.id, "E-FAKE", "it is unreadable")
        sentences = enumerate(SENTENCE.finditer(document.text))
        claims = tuple(claim(document, index, match) for index, match in sentences if "attacked" in match[0])
        return Coded(document, claims, () if claims else ("no sentence names a happening",))

    def annotate(self, document: Document) -> dict[str, Any]:
        if "unreadable" in document.text:
            raise ItemError("E-FAKE", "it is unreadable")
        return {"document": document.facts(), "mentions": []}

    def analyse(self, document: Document) -> Doc:
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        words = document.text.split()
        return Doc(Vocab(), words=words, heads=[0] * len(words), deps=["ROOT"] + ["dep"] * (len(words) - 1))


def claim(document: Document, index: int, match: re.Match[str]) -> Claim:
    at = match.start() + match[0].index("attacked")
    return Claim(
        id=f"{document.id}-{index}",
        kind="event",
        type="ASSAULT",
        status="actual",
        trigger=Span("attacked", at, at + 8),
        sentence=Sentence(match[0], match.start(), match.end(), index),
        document=document,
        actors=(Actor(document.text[match.start() : at].strip(), match.start(), at),),
        confidence=0.9 if "surely" in match[0] else 0.4,
        reasons=("the verb attack",),
        coder="fake",
    )


def session(coder: FakeCoder | None = None) -> Session:
    return Session(load=lambda viewpoint=None: coder or FakeCoder(), digest=lambda: DIGEST, now=lambda: NOW)


if __name__ == "__main__":
    slow = FakeCoder(seconds=float(sys.argv.pop(1)))
    main(session(slow))
