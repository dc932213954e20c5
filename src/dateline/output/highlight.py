"""Finds in a text what was searched for, to mark it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.output.items import Highlight


def highlighter(typed: str) -> Highlight:
    """A function that gives the stretches of a text that a query for full text finds, in order and apart."""
    from dateline.store.text_query import occurrences, parse, words_of

    query = parse(typed)

    def find(text: str) -> Sequence[tuple[int, int]]:
        words = words_of(text)
        hit = {at for term in query.wanted for stretch in occurrences(term, words) for at in stretch}
        return [(words[at].start, words[at].end) for at in sorted(hit)]

    return find
