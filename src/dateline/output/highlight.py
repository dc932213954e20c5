"""Finds in a text what was searched for, to mark it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.output.items import Highlight


def highlighter(typed: str) -> Highlight:
    """A function that gives the stretches of a text that a query for full text finds, in order and apart."""
    from dateline.store.text_query import occurrences, parse, spans_of, words_of

    wanted = parse(typed).wanted

    def find(text: str) -> Sequence[tuple[int, int]]:
        words, spans = words_of(text), spans_of(text)
        hit = {at + k for term in wanted for at in occurrences(term, words) for k in range(len(term.words))}
        return [spans[at] for at in sorted(hit)]

    return find
