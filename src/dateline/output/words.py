"""Says the fields of a claim in words, for people who read them on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.output.safe_text import safe_line
from dateline.records import Actor, Claim, Coded, Document, Place, Quantity, Time

CHANGES = {"additional": "more", "increase": "up by this", "decrease": "down by this", "total": "in all"}
SNIPPET = 240
LONGEST = 160
ENORMOUS = 1e15


@dataclass(frozen=True, slots=True)
class Snippet:
    """The words around a trigger."""

    before: str
    trigger: str
    after: str


def brief(text: str) -> str:
    """The text as a safe line, cut where it would fill the screen."""
    return safe_line(text[:LONGEST]) + ("…" if len(text) > LONGEST else "")


def why_none(coded: Coded) -> str:
    """Why a document gave no claims; what reading noticed is no reason for that."""
    reasons = [reason for reason in coded.reasons if reason not in coded.document.notes]
    return "; ".join(brief(reason) for reason in reasons)


def caption(document: Document) -> str:
    """What to call a document: its title, else its id, which need not mean anything to a person."""
    return brief(document.title or "") or brief(document.id)


def heading(document: Document) -> str:
    """What is known of a document besides its caption: publisher, date and id."""
    known = (document.publisher, document.published or "no date", document.id if document.title else None)
    return " · ".join(brief(each) for each in known if each)


def parties(claim: Claim, arrow: str) -> str:
    """Who to whom; an ellipsis stands for a side that the sentence leaves out."""
    left, right = named(claim.actors), named(claim.recipients)
    if place := relation_place(claim):
        left, right = (left, place) if left else (place, right)
    if not left and not right:
        return "nobody named"
    return f"{left or '…'} {arrow} {right}" if right else left


def relation_place(claim: Claim) -> str:
    """The place that a relation is with or of ("controls", "capital_of"); where it has two parties there is none."""
    return "" if claim.kind == "event" or (claim.actors and claim.recipients) else named(claim.places)


def named(mentions: Iterable[Actor | Place]) -> str:
    """Mentions with their usual names where these differ."""
    return ", ".join(_named(mention) for mention in mentions)


def _named(mention: Actor | Place) -> str:
    text, name = brief(mention.text), brief(mention.name or "")
    if not name or name.casefold() in text.casefold():
        return text
    return f"{text} ({name})" if text else name


def details(claim: Claim) -> Iterator[tuple[str, str]]:
    """The remaining fields that are filled: a label and the value in words."""
    if claim.label:
        yield "as", brief(claim.label)
    if claim.places and not relation_place(claim):
        yield "where", named(claim.places)
    if claim.time:
        yield "when", when(claim.time)
    if claim.quantities:
        yield "how many", ", ".join(how_many(each) for each in claim.quantities)
    if claim.sources:
        yield "according to", named(claim.sources)


def when(time: Time) -> str:
    """The interval and the words it was read from."""
    text = brief(time.text)
    ends = [brief(end) for end in (time.from_, time.to) if end]
    if not ends:
        return f"“{text}”"
    interval = ends[0] if len(set(ends)) == 1 else " to ".join(ends)
    if len(ends) == 1:
        interval = f"from {ends[0]}" if time.from_ else f"until {ends[0]}"
    return interval if text == interval else f"{interval} (“{text}”)"


def how_many(quantity: Quantity) -> str:
    """The figure or its bounds, the unit, and what changed by it."""
    unit = "" if quantity.unit == "other" else quantity.unit
    change = CHANGES.get(quantity.change or "", "")
    figure = _figure(quantity) or brief(quantity.text)
    return " ".join(each for each in (figure, brief(unit), change) if each)


def _figure(quantity: Quantity) -> str:
    if quantity.value is not None:
        return number(quantity.value)
    if quantity.low is not None and quantity.high is not None:
        return f"{number(quantity.low)}–{number(quantity.high)}"
    if quantity.low is not None:
        return f"at least {number(quantity.low)}"
    return f"at most {number(quantity.high)}" if quantity.high is not None else ""


def number(value: float) -> str:
    """A number with thousands apart and no more digits than it has."""
    if not abs(value) < ENORMOUS:  # also what is no number at all
        return "beyond counting"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"


def plural(count: int, noun: str) -> str:
    """A number with its noun."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def snippet(claim: Claim, length: int = SNIPPET) -> Snippet:
    """The sentence around the trigger, cut to about `length` characters."""
    sentence, trigger = claim.sentence, claim.trigger
    start = min(max(trigger.start - sentence.start, 0), len(sentence.text))
    end = min(max(trigger.end - sentence.start, start), len(sentence.text))
    # Cut before cleaning: a sentence can be a megabyte long.
    first, last = max(0, start - length // 2), min(len(sentence.text), end + length // 2)
    before, after = sentence.text[first:start], sentence.text[end:last]
    words = sentence.text[start : min(end, start + length)]
    return Snippet(
        before=("… " if first else "") + _inner(before, left=False),
        trigger=safe_line(words),
        after=_inner(after, left=True) + (" …" if last < len(sentence.text) else ""),
    )


def _inner(text: str, *, left: bool) -> str:
    """A piece of a sentence; the space towards the trigger is kept."""
    line = safe_line(text)
    if not line:
        return ""
    touching = text[0] if left else text[-1]
    space = " " if touching.isspace() else ""
    return space + line if left else line + space
