"""The mentions of a sentence that may fill a role: the heads of its noun phrases."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from dateline.coding.fillers import entity_of, is_nationality

SKIPPED = frozenset({"fixed", "flat", "det", "case", "nummod"})


def nominals(sentence: Span) -> Iterator[Token]:
    """The heads of the sentence's noun phrases, names inside of others included."""
    for token in sentence:
        if token.is_punct or token.is_space:
            continue
        entity = entity_of(token)
        if entity is not None:
            if token.i == entity.root.i:
                yield token
        elif token.pos_ in ("NOUN", "PROPN", "PRON", "NUM") and token.dep_ not in SKIPPED:
            if token.dep_ != "compound" or is_nationality(token):
                yield token
        elif token.pos_ == "ADJ" and is_nationality(token):
            yield token
