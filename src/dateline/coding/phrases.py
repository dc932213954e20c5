"""The words of a noun phrase: what stands before a noun and belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from dateline.coding.fillers import joined

DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
BEFORE = frozenset({"compound", "amod", "nmod:poss", "nmod:unmarked", "nmod:desc", "flat"})
TITLE_LENGTH = 4
LONGEST_PHRASE = 12  # words before a noun that are looked at
LED = re.compile(
    r"[-–‑]\s?(?:led|backed|dominated|trained|funded|supported|allied|aligned|linked|held)\b|\b(?:anti|pro)[-–‑]"
)


def words_before(noun: Token) -> Iterator[Token]:
    """The words before a noun that belong to it, nearest first; what belongs to a verb ("US"-backed) does not."""
    for i in range(noun.i - 1, max(noun.i - LONGEST_PHRASE, -1), -1):
        word = noun.doc[i]
        if word.doc[i + 1].is_sent_start:
            return
        at = word
        for _ in range(LONGEST_PHRASE):  # words that a malformed tree sends round in a circle end here
            if at.i >= noun.i or at.head == at or at.dep_ not in BEFORE:
                break
            at = at.head
            if at.pos_ == "VERB":
                break
        if at == noun:
            yield word
        elif not (word.is_punct or noun in word.ancestors):
            return


def modifiers(noun: Token) -> Iterator[Token]:
    """The few words right before a noun that belong to it, nearest first."""
    first = noun.i - 2 if joined(noun) else noun.i
    for i in range(first - 1, max(first - TITLE_LENGTH, -1), -1):
        word = noun.doc[i]
        if word.doc[i + 1].is_sent_start:
            return
        if word.head not in (noun, noun.doc[first], noun.doc[i + 1]) or word.dep_ not in ("compound", "amod"):
            return
        yield word


def led(noun: Token) -> bool:
    """Whether something led, backed or opposed stands before the noun: a "US-led" force is no body of a state."""
    before = noun.doc[noun.left_edge.i : noun.i].text
    return bool(LED.search(before))


def definite(noun: Token) -> bool:
    """Whether a noun phrase points to something known: "the group", "their army"."""
    return any(c.dep_ in ("det", "nmod:poss") and c.lower_ in DEFINITE for c in noun.children)


def with_prefix(noun: Token) -> str:
    """A noun with what stands before its hyphen: "vice-president"."""
    before = joined(noun)
    return f"{before[0].rpartition('-')[0]}-{noun.lower_}" if before else noun.lower_
