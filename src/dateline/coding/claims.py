"""Make the claims of a document from its analysis: read its sentences, weigh frames and network, fill the records."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from dateline import records
from dateline.coding.candidates import Finder
from dateline.coding.claim_records import Recorder, each_speaker
from dateline.coding.decide import decide
from dateline.coding.drafts import Draft, ReadSentence
from dateline.coding.events import Candidates, EventReader, retype_vow, settle_status
from dateline.coding.frames import Frame, Lexicon
from dateline.coding.measures import Measures
from dateline.coding.narration import with_narrated
from dateline.coding.own_types import OwnType
from dateline.coding.relations import Reader, sides
from dateline.coding.resolver import Resolved, Resolver
from dateline.coding.roles import RoleFiller
from dateline.coding.sources import carried_speakers, find_sources, speech_above
from dateline.coding.status import read_status
from dateline.coding.structural import find_structural

# Chosen on half of the development gold and on the dispatches held back (docs/accuracy.md).
RELATION_LEAST = 0.5
RELATED_LEAST = 0.65  # of a relation that the network alone reads
QUIET = 0.34  # events a sentence; news tells of one and more
LONG_ENOUGH = 6  # sentences from which that can be said
SURE_IN_QUIET = 0.75
SPORT_WORDS = 5  # different ones
SPORT_SHARE = 0.2  # of all nouns


class ClaimMaker:
    """Makes claims. One for a coder; holds no state of a document."""

    def __init__(
        self, lexicon: Lexicon, types: Sequence[str], coder: str, resolver: Resolver, own: Sequence[OwnType] = ()
    ) -> None:
        self.lexicon = lexicon
        self.resolver = resolver
        generic = {t: Frame(f"model/{t.lower()}", t) for t in types if t != "O"}
        self.finder = Finder(lexicon, types, generic)
        self._events = EventReader(self.finder, lexicon.classes, own)
        self._recorder = Recorder(coder, resolver, {each.name: each for each in own})

    def make(self, doc: Doc, document: records.Document) -> tuple[list[records.Claim], list[str]]:
        """The claims of an analysed document, and reasons where there are none."""
        sport = _sport(doc, self.lexicon)
        if sport:
            return [], [f"no claim: it reads as a report of sport ({', '.join(sport)})"]
        resolved = self.resolver.resolve(doc, document)
        claims: list[records.Claim] = []
        below = 0
        for read in self.read(doc, resolved):
            below += read.weak
            decide(read)
            claims += self.claims(read, document)
        claims = _without_doubtful(without_repeats(claims), len(resolved.sentences))
        claims = with_narrated(claims, resolved, document.published)
        notes = resolved.notes()
        return claims, notes if claims else [*notes, _why_none(resolved.sentences, below)]

    def read(self, doc: Doc, resolved: Resolved) -> Iterator[ReadSentence]:
        """What each sentence tells; roles, times and figures as the frames alone propose them."""
        filler = RoleFiller(self.lexicon, resolved.identities)
        carried = carried_speakers(doc, list(resolved.sentences))
        for index, sentence in enumerate(resolved.sentences):
            words = {t.lower_ for t in sentence} | {t.lemma_.lower() for t in sentence}
            found = {token: list(self.finder.candidates(token, words)) for token in sentence}
            events, weak = self._events.events(found, filler)
            relations = self._relations(found, filler)
            # "Under siege" is a state: where a relation's own preposition says so, the event gives way.
            stated = {d.token.i for d in relations if "case" in d.candidate.frame.require}
            drafts = [*(d for d in events if d.token.i not in stated), *relations]
            own = self._events.own_events(sentence)
            for draft in (*drafts, *own):
                if index in carried and not draft.sources:
                    draft.sources = [carried[index]]
                draft.sources = each_speaker(draft.sources)
                settle_status(draft)
                retype_vow(draft, filler)
            measures = Measures(sentence, drafts, resolved.times[index], resolved.timeline)
            drafts = [*drafts, *own]
            yield ReadSentence(sentence, index, drafts, measures, filler, resolved.locations, carried.get(index), weak)

    def claims(self, read: ReadSentence, document: records.Document) -> Iterator[records.Claim]:
        """The claims of a sentence: its drafts, and the relations that structure and network tell."""
        structural = list(find_structural(read.sentence, self.lexicon.classes))
        relations = [d for d in read.drafts if d.candidate.frame.relation]
        asked = [*read.nominals, *(head for _, head in read.measures.number_heads)]
        asked += [t for found in structural for side in sides(found) for t in side]
        asked += [read.sentence.doc[i] for d in relations for i in d.roles.heads()]
        reader = Reader(read.sentence, asked)
        for draft in read.drafts:
            if draft.candidate.frame.relation:
                draft.candidate = dataclasses.replace(draft.candidate, score=_agreed(draft, reader))
            yield self._recorder.of_draft(draft, read, document)
        for found in structural:
            yield self._recorder.of_structure(found, read, document, reader.agree(found.type, *sides(found)))
        counted = {found.number.i for found in structural if found.number is not None}
        for related in reader.related(RELATED_LEAST):
            if related.type == "strength" and counted & {t.i for t in related.objects}:
                continue  # "the city of 200,000" counts its people, not the force that holds it
            yield self._recorder.of_related(related, read, document)

    def _relations(self, found: Candidates, filler: RoleFiller) -> list[Draft]:
        drafts = []
        for token, candidates in found.items():
            types: set[str] = set()
            for candidate in candidates:
                frame = candidate.frame
                if not frame.relation or frame.type in types or frame.weight < RELATION_LEAST:
                    continue
                roles = filler.fill(candidate)
                if (not roles.actors and frame.type not in ("besieges",)) or not (roles.recipients or roles.places):
                    continue
                types.add(frame.type)
                drafts.append(
                    Draft(candidate, roles, read_status(token, speech_above(token), frame.type), find_sources(token))
                )
        return drafts


def _agreed(draft: Draft, reader: Reader) -> float:
    """The confidence of a frame's relation, which the network's opinion raises or lowers."""
    subjects = [f.head for f in draft.roles.actors.values()]
    objects = [f.head for f in draft.roles.recipients.values()] + [f.head for f, _ in draft.roles.places.values()]
    return reader.agree(draft.candidate.frame.type, subjects, objects)


def _sport(doc: Doc, lexicon: Lexicon) -> list[str]:
    """The words that make a text a report of sport; empty when it is none. Its attacks and defeats are no events."""
    found = [t.lemma_.lower() for t in doc if t.pos_ == "NOUN"]
    words = [w for w in found if w in lexicon.classes["sport"]]
    force = sum(w in lexicon.classes["armed"] or w in lexicon.classes["weapon"] for w in found)
    kinds_ = sorted(set(words))
    enough = len(kinds_) >= SPORT_WORDS and len(words) >= SPORT_SHARE * len(found)
    return kinds_[:6] if enough and len(words) > 2 * force else []


def without_repeats(claims: list[records.Claim]) -> list[records.Claim]:
    """Drop a relation that the same sentence states twice between the same mentions, or of one actor to itself."""
    seen: set[object] = set()
    kept = []
    for claim in claims:
        key = (
            claim.kind, claim.type, claim.sentence.index, claim.label,
            *(tuple(m.start for m in role) for role in (claim.actors, claim.recipients, claim.places)),
            claim.trigger.start if claim.kind == "event" else 0,
        )  # fmt: skip
        if key not in seen and not _is_to_itself(claim):
            seen.add(key)
            kept.append(claim)
    return kept


def _is_to_itself(claim: records.Claim) -> bool:
    """Whether a relation holds between one actor and itself: that is one mention read twice."""
    subjects, objects = ({a.id for a in side} for side in (claim.actors, claim.recipients))
    return claim.kind == "relation" and len(subjects) == 1 and subjects == objects and None not in subjects


def _without_doubtful(claims: list[records.Claim], sentences: int) -> list[records.Claim]:
    """Of a text that tells of next to nothing, only what is sure: there a doubtful event is most often none."""
    events = sum(claim.kind == "event" for claim in claims)
    if sentences < LONG_ENOUGH or events >= QUIET * sentences:
        return claims
    return [claim for claim in claims if claim.kind == "relation" or claim.confidence >= SURE_IN_QUIET]


def _why_none(sentences: Sequence[Span], below: int) -> str:
    count = sum(1 for s in sentences if s.text.strip())
    if not count:
        return "no claim: the text holds no sentence"
    if below:
        return f"no claim: {count} sentences read; {below} words looked like events but too little spoke for them"
    return f"no claim: {count} sentences read; none has a word that tells of a codable event or relation"
