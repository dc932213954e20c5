"""CoNLL-U: the Universal Dependencies analysis, one block a sentence, named mentions in MISC (`NE=B-PERSON`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from dateline.output.items import Analysed, Options, Writer
from dateline.output.safe_text import safe_line

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
# The letters of spaCy's BILUO scheme for the places in a mention: alone, first, between, last.
ALONE, FIRST, BETWEEN, LAST = "U", "B", "I", "L"


def make_writer(stream: BinaryIO, options: Options) -> Writer[Analysed]:
    """A writer of CoNLL-U."""
    return ConlluWriter(stream)


class ConlluWriter:
    """Writes a document's sentences and flushes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, item: Analysed) -> None:
        """Write the document's sentences."""
        name = safe_line(item.document.id) or "document"
        self._stream.write("".join(f"{block}\n\n" for block in blocks(name, item.doc)).encode("utf-8"))
        self._stream.flush()

    def close(self) -> None:
        """CoNLL-U has no end."""


def blocks(name: str, doc: Doc) -> Iterator[str]:
    """The sentences of a document as CoNLL-U; spaces that are tokens are left out."""
    text, mentions = doc.text, _mentions(doc)
    end_of_last: int | None = None
    number = 0
    for sentence in doc.sents:
        words = [token for token in sentence if safe_line(token.text)]
        if not words:
            continue
        number += 1
        head = _head(name, number, text[end_of_last : words[0].idx] if end_of_last is not None else None)
        lines = _word_lines(words, mentions)
        yield "\n".join([*head, f"# text = {_text(words)}", *lines])
        end_of_last = words[-1].idx + len(words[-1].text)


def _head(name: str, number: int, gap: str | None) -> list[str]:
    lines = [f"# newdoc id = {name}"] if gap is None else []
    if gap is None or BLANK_LINE.search(gap):
        lines.append("# newpar")
    return [*lines, f"# sent_id = {name}-{number}"]


def _text(words: list[Token]) -> str:
    """The sentence as its words and their SpaceAfter give it, so that the two always agree."""
    return "".join(safe_line(word.text) + " " * _space_after(word) for word in words).rstrip()


def _space_after(word: Token) -> bool:
    follower = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
    return bool(word.whitespace_) or follower is None or follower.text.isspace()


def _word_lines(words: list[Token], mentions: Mapping[int, str]) -> Iterator[str]:
    numbers = {word.i: number for number, word in enumerate(words, start=1)}
    for number, word in enumerate(words, start=1):
        head = _kept_head(word, numbers)
        relation = "root" if head == 0 else word.dep_ or "dep"
        fields = (word.text, word.lemma_ or word.text, word.pos_ or "X", word.tag_, str(word.morph))
        columns = [safe_line(field) or "_" for field in fields]
        yield "\t".join([str(number), *columns, str(head), relation, "_", _misc(word, mentions)])


def _kept_head(word: Token, numbers: Mapping[int, int]) -> int:
    """The number of the nearest head that is written; 0 for the root."""
    head = word
    while head.head.i != head.i:
        head = head.head
        if head.i in numbers:
            return numbers[head.i]
    return 0


def _misc(word: Token, mentions: Mapping[int, str]) -> str:
    notes = [f"NE={mentions[word.i]}"] if word.i in mentions else []
    if not _space_after(word):
        notes.append("SpaceAfter=No")
    return "|".join(notes) or "_"


def _mentions(doc: Doc) -> dict[int, str]:
    return {token.i: f"{_position(token, span)}-{span.label_ or 'MISC'}" for span in doc.ents for token in span}


def _position(token: Token, span: Span) -> str:
    if len(span) == 1:
        return ALONE
    return FIRST if token.i == span.start else LAST if token.i == span.end - 1 else BETWEEN
