"""How the words of a sentence join a trigger to a place: as what is captured, left, or only near."""

from __future__ import annotations

import re

from dateline.records import Actor, Claim, Place
from dateline.situation.words import stems, words

FAR = 24  # words between a place that falls and its verb
NEXT = 4  # words between a trigger and the place that it names
REACH = 12  # words between a verb and a place that is its object
_WORD = re.compile(r"[\w'’-]+")
_STOP = re.compile(r"[.;:!?()“]")
_PASSIVE = re.compile(r"(?:\b(?:was|were|is|are|been|being|be|get|got|gets)\b)(?:\s+\w+ly)?\s*$", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:he|she|they|it|we|i|who|whom|where|when|and|but)\b", re.IGNORECASE)  # subjects of their own
_OUT = re.compile(r"\b(?:from|out of|off)\b", re.IGNORECASE)
_OUT_AT_END = re.compile(r"^\w+ out\b(?! of)", re.IGNORECASE)  # "were pushed out"
_PREPOSITION = re.compile(r"\b(?:in|at|near|from|outside|inside|around|to|on|by|with)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?:\b(?:after|having|by|since|following)|,)\s*(?:\w+ly\s+)?$", re.IGNORECASE)
_BY_SOMEBODY = re.compile(r"\bby\b", re.IGNORECASE)
_BY = re.compile(r"^\W*by\b", re.IGNORECASE)


def is_done(claim: Claim) -> bool:
    """Whether the trigger tells of something done: "against X falling", "capable of taking X" do not."""
    first = claim.trigger.text.split()[0].lower()
    before = claim.sentence.text[: claim.trigger.start - claim.sentence.start]
    return not first.endswith("ing") or _PARTICIPLE.search(before) is not None


def is_object(claim: Claim, place: Place) -> bool:
    """Whether a place is what the trigger is done to: "captured the town of X", "X, which was captured"."""
    between, after = _between(claim, place)
    if between is None:
        return False
    return _is_after(between) if after else is_passive(claim, place)


def is_passive(claim: Claim, place: Place) -> bool:
    """Whether a place is the subject of a passive trigger, or stands before "captured by"."""
    between, after = _between(claim, place)
    if between is None or after:
        return False
    passive = _PASSIVE.search(between)
    if passive is None:
        return between.strip(" ,") == "" and bool(_BY.search(_rest(claim)))
    return _OTHERS.search(between[: passive.start()]) is None


def is_subject(claim: Claim, place: Place) -> bool:
    """Whether a place is what does it: "X fell"; or is meant by a noun: "the fall of X"."""
    between, after = _between(claim, place, FAR)
    if between is None:
        return False
    return between.strip().lower().startswith("of") if after else True


def is_left(claim: Claim, place: Place) -> bool:
    """Whether a place is what somebody is driven or goes out of: "from X"."""
    between, after = _between(claim, place)
    if between is None or not after:
        return between is not None and bool(_OUT_AT_END.search(claim.trigger.text + _rest(claim)[:8]))
    *_, rest = _OUT.split(between)
    return rest != between and len(_WORD.findall(rest)) <= REACH // 2 and _is_after(rest)


def is_directly_after(claim: Claim, place: Place) -> bool:
    """Whether a place is the direct object: "left X"."""
    between, after = _between(claim, place)
    return between is not None and after and _is_after(between) and len(_WORD.findall(between)) <= REACH // 2


def is_named_by(claim: Claim, place: Place) -> bool:
    """Whether the trigger itself names the place: "the stronghold of X", "X-held Y"."""
    between, after = _between(claim, place)
    if between is None or not after or len(_WORD.findall(between)) > NEXT:
        return False
    return between.strip().lower().startswith("of") or _PREPOSITION.search(between) is None


def is_robbed(claim: Claim, actor: Actor) -> bool:
    """Whether an actor is who had the place: "from X" after the trigger, or X between it and its object."""
    if actor.start < claim.trigger.end:
        return False
    text, offset = claim.sentence.text, claim.sentence.start
    before = text[claim.trigger.end - offset : actor.start - offset]
    if before.rstrip().lower().endswith(" from"):
        return True
    objects = (place for place in claim.places if place.start >= actor.end and is_object(claim, place))
    return any(objects) and _BY_SOMEBODY.search(before) is None


def is_after_to(claim: Claim, actor: Actor) -> bool:
    """Whether an actor stands behind "to" after the trigger: "lost X to Y"."""
    text, offset = claim.sentence.text, claim.sentence.start
    before = text[max(0, claim.trigger.end - offset - len(" to")) : max(0, actor.start - offset)]
    return actor.start >= claim.trigger.end and before.rstrip().lower().endswith(" to")


def says_to(claim: Claim) -> bool:
    """Whether "to" follows the trigger, or ends it: "fell to", "lost X to Y"."""
    return claim.trigger.text.lower().endswith(" to") or bool(re.search(r"\bto\b", _rest(claim)[:60], re.IGNORECASE))


def sentence_has(claim: Claim, table: str, name: str) -> bool:
    """Whether the sentence has a word that begins with one of a list."""
    return bool(stems(table, name).search(claim.sentence.text))


def _is_after(between: str) -> bool:
    return words("gain", "blocks").search(between) is None


def _between(claim: Claim, place: Place, reach: int = REACH) -> tuple[str | None, bool]:
    """The words between, and whether the place comes after; none where they are too far apart."""
    text, offset = claim.sentence.text, claim.sentence.start
    after = place.start >= claim.trigger.end
    ends = (claim.trigger.end, place.start) if after else (place.end, claim.trigger.start)
    between = text[max(0, ends[0] - offset) : max(0, ends[1] - offset)]
    if place.start < claim.trigger.end and place.end > claim.trigger.start:
        return None, after
    far = len(_WORD.findall(between)) > reach or _STOP.search(between)
    return (None if far else between), after


def _rest(claim: Claim) -> str:
    return claim.sentence.text[claim.trigger.end - claim.sentence.start :]
