"""The coder: documents in, claims out.

    document -> analysis -> candidates -> claims

Claims of a sentence are made from its candidates in the order of the words; what two words tell of one happening is
one claim.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from dateline.actors import ActorRegister, load_register
from dateline.analysis.pipeline import BREAK, make_nlp
from dateline.analysis.runtime import load_model
from dateline.coding.ahead import ahead
from dateline.coding.annotate import annotate
from dateline.coding.claims import ClaimMaker
from dateline.coding.drafts import sentence_record
from dateline.coding.frames import Lexicon, load_lexicon
from dateline.coding.own_types import own_types_in_use
from dateline.coding.resolver import Resolver, is_dateline
from dateline.errors import DatelineError
from dateline.home import layer_names
from dateline.places import Gazetteer
from dateline.places.viewpoint import check_viewpoint
from dateline.reading import make_document
from dateline.records import Claim, Coded, Document, Failure
from dateline.version import __version__

UNCODABLE = (DatelineError, RecursionError, MemoryError)
Begun = tuple[Document | Failure, Future[Doc] | None]  # a document and its analysis
AHEAD = 2  # documents whose analysis has begun while one is coded: the network leaves Python's lock to the coder
TOGETHER = 2  # documents analysed at a time: one is cut into words while the network reads the other


class Coder:
    """Codes documents. Make one with `dateline.load()` and keep it: it holds the model."""

    def __init__(
        self,
        nlp: Language | None = None,
        lexicon: Lexicon | None = None,
        register: ActorRegister | None = None,
        gazetteer: Gazetteer | None = None,
        viewpoint: str | None = None,
    ) -> None:
        self.nlp = nlp or make_nlp()
        self.lexicon = lexicon or load_lexicon()
        self.register = register or load_register()
        self.gazetteer = gazetteer or Gazetteer.open()
        self.resolver = Resolver(self.register, self.gazetteer, self.lexicon.classes, check_viewpoint(viewpoint))
        self.model_info: dict[str, Any] = dict(load_model().meta)
        self.name = " + ".join([f"dateline {__version__} / {self.model_info['name']}", *layer_names()])
        self.types: tuple[str, ...] = tuple(load_model().claim_labels["types"])
        self._maker = ClaimMaker(self.lexicon, self.types, self.name, self.resolver, own_types_in_use())

    @property
    def data_info(self) -> dict[str, str]:
        """The actors, places and layers that are in use, for people."""
        files = ", ".join(path.name for path in self.gazetteer.paths)
        return {
            "actors": f"{len(self.register.entries):,}",
            "gazetteer": files,
            "layers": ", ".join(layer_names()) or "none",
        }

    def __call__(self, text: str, *, published: str | None = None, **facts: Any) -> Coded:
        """Code one text.

        Args:
            text: The dispatch.
            published: When it was published: an ISO date or date-time, or another unambiguous form.
            **facts: `id`, `title`, `publisher`, `url`, as far as known.
        """
        return self.code(make_document(text, published=published, **facts))

    def code(self, document: Document, doc: Doc | None = None) -> Coded:
        """Code one document; `doc` is its analysis where that is at hand."""
        doc = self.analyse(document) if doc is None else doc
        claims, reasons = self._maker.make(doc, document)
        told = (s for s in doc.sents if not is_dateline(s, document))
        sentences = tuple(sentence_record(s, k) for k, s in enumerate(told) if not s.text.isspace())
        return Coded(document, tuple(_with_ids(claims)), (*document.notes, *reasons), sentences)

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
        """Code a stream, in order, one document in memory at a time. Failures pass through; new ones join them."""
        for document, analysis in ahead(self._begun(documents), AHEAD):
            yield document if isinstance(document, Failure) else self._finished(document, analysis)

    def _begun(self, documents: Iterable[Document | Failure]) -> Iterator[Begun]:
        """Documents whose analysis is under way."""
        with ThreadPoolExecutor(TOGETHER, thread_name_prefix="dateline-analysis") as pool:
            for document in documents:
                yield document, None if isinstance(document, Failure) else pool.submit(self.analyse, document)

    def _finished(self, document: Document, analysis: Future[Doc] | None) -> Coded | Failure:
        try:
            return self.code(document, analysis.result() if analysis else None)
        except UNCODABLE as error:
            return Failure(document.id, *_reason(error))

    def analyse(self, document: Document) -> Doc:
        """The document's analysis, as a spaCy `Doc` over its text."""
        doc = self.nlp.make_doc(document.text)
        if document.dateline is not None:
            doc.user_data[BREAK] = document.dateline.end
        return self.nlp(doc)

    def annotate(self, document: Document) -> dict[str, Any]:
        """The mentions of a document: actors, places, times, quantities."""
        return annotate(self.analyse(document), document, self.resolver)


def _reason(error: BaseException) -> tuple[str, str]:
    if isinstance(error, DatelineError):
        return error.code, error.message
    return "E-CODE", f"the text could not be analysed ({type(error).__name__})"


def _with_ids(claims: list[Claim]) -> list[Claim]:
    """Content-derived ids: the same claim of the same document keeps its id from run to run."""
    seen: dict[str, int] = {}
    out = []
    for claim in claims:
        key = json.dumps(
            [
                claim.document.id, claim.kind, claim.type, claim.trigger.start, claim.trigger.end, claim.label,
                claim.sentence.start, claim.sentence.text,
                *([m.start for m in role] for role in (claim.actors, claim.recipients, claim.places)),
            ]
        )  # fmt: skip
        seen[key] = seen.get(key, 0) + 1
        digest = hashlib.sha256(f"{key}#{seen[key]}".encode()).hexdigest()[:20]
        out.append(dataclasses.replace(claim, id=f"c-{digest}"))
    return out
