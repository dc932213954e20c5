"""What commands reach outside for, in one place; tests hand in their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from dateline.records import Coded, Document, Failure

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dateline.ontology import Ontology
    from dateline.store import Store


class CoderLike(Protocol):
    """What the commands need of a coder."""

    @property
    def name(self) -> str:
        """The version of the program and of the model."""

    @property
    def model_info(self) -> Mapping[str, Any]:
        """The model's name, version, sha256, size and scores."""

    @property
    def data_info(self) -> Mapping[str, str]:
        """The actors, places and layers that are in use, for people."""

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
        """Code documents lazily and in order; failures pass through."""

    def annotate(self, document: Document) -> Mapping[str, Any]:
        """The document's mentions as they are printed."""

    def analyse(self, document: Document) -> Doc:
        """The document's linguistic analysis."""


class LoadCoder(Protocol):
    """A function that makes a coder."""

    def __call__(self, viewpoint: str | None = None) -> CoderLike:
        """Make it; `viewpoint` is the country whose claims label disputed places."""


def load_coder(viewpoint: str | None = None) -> CoderLike:
    """The coder that ships with the package, with the user's layers."""
    import dateline

    coder: CoderLike = dateline.load(viewpoint=viewpoint)
    return coder


def read_ontology() -> Ontology:
    """The ontology that ships with the package."""
    from dateline.ontology import load_ontology

    return load_ontology()


def model_digest() -> str:
    """The digest of the model's files as they lie on the disk."""
    from dateline.analysis.runtime import digest, model_folder

    return digest(model_folder())


class OpenStore(Protocol):
    """A function that opens a store."""

    def __call__(self, where: str, *, create: bool) -> Store:
        """Open it; `create` says whether one that is not there is made."""


def open_store(where: str, *, create: bool) -> Store:
    """The store at a path or URL."""
    from dateline.store import Store

    return Store.open(where, create=create)


def now() -> datetime:
    """The clock of the machine; nothing below the commands reads it."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Session:
    """One run of the program: what it reaches outside for, and whether to show full tracebacks."""

    load: LoadCoder = load_coder
    ontology: Callable[[], Ontology] = read_ontology
    digest: Callable[[], str] = model_digest
    open_store: OpenStore = open_store
    now: Callable[[], datetime] = now
    debug: bool = False
