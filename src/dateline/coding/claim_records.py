"""Fill the record: drafts, and relations that structure or network tell, become claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Token

from dateline import records
from dateline.analysis.claim_scores import claim_scores
from dateline.coding.candidates import Candidate
from dateline.coding.clauses import conjuncts
from dateline.coding.drafts import Draft, ReadSentence
from dateline.coding.fillers import Filler
from dateline.coding.locations import reasons_of
from dateline.coding.own_types import FORM, OwnType
from dateline.coding.relations import OF_PLACE, TO_PLACE, Related
from dateline.coding.resolver import Resolver
from dateline.coding.roles import RoleFiller, Roles, one_each, to_actors
from dateline.coding.sources import Attribution, find_sources
from dateline.coding.structural import Found
from dateline.ontology import codes, load_ontology

SIZED = frozenset({"present_in", "strength", "holds", "besieges", "population"})
SOURCELESS = frozenset({"role", "capital_of"})  # told in passing: the outlet speaks
MODE_BONUS = 0.3
MODE_LEAST = 0.5


class Recorder:
    """Makes records. One for a coder."""

    def __init__(self, coder: str, resolver: Resolver, own: Mapping[str, OwnType]) -> None:
        self.coder = coder
        self.resolver = resolver
        self.own = own

    def of_draft(self, draft: Draft, read: ReadSentence, document: records.Document) -> records.Claim:
        """What a frame, the network or a user's own type tells."""
        candidate, frame = draft.candidate, draft.candidate.frame
        relation = frame.relation
        if relation and draft.token.dep_ == "amod":
            draft.sources = []  # "the US-backed forces": in passing, the outlet speaks
        time = read.measures.time_of(draft)
        historical = records.is_historical(time, document.published)
        status: records.Status = frame.status or draft.status.status  # type: ignore[assignment]
        own = self.own.get(frame.type)
        modes = () if relation or own else _modes(candidate)
        coded = None if relation else own or codes(frame.type, modes)
        return records.Claim(
            id="",
            kind="relation" if relation else "event",
            type=frame.type,
            status=status,
            trigger=_span(candidate.words),
            sentence=read.record,
            document=document,
            historical=historical,
            modes=modes,
            contexts=() if relation else read.contexts,
            actors=to_actors(draft.roles.actors.values()),
            recipients=to_actors(draft.roles.recipients.values()),
            places=tuple(read.locations.record(f, r) for f, r in draft.roles.places.values()),
            time=time,
            quantities=read.measures.quantities_of(draft),
            sources=_other_than(draft.roles, _sources(draft.sources, read.filler)),
            label=frame.label or _designation(draft),
            cameo=coded.cameo if coded else None,
            quad=coded.quad if coded else None,
            intensity=coded.intensity if coded else None,
            confidence=round(min(0.99, max(0.01, candidate.score)), 3),
            reasons=tuple(_reasons(draft, time, read)),
            coder=self.coder,
        )

    def of_related(self, related: Related, read: ReadSentence, document: records.Document) -> records.Claim:
        """A relation that only the network reads."""
        type_, trigger = related.type, related.trigger
        filler = read.filler
        subjects = one_each({t.i: filler.filler(t) for t in related.subjects})
        objects = one_each({t.i: filler.filler(t) for t in related.objects})
        numbers = {head.i: q for q, head in read.measures.number_heads}
        sizes = [numbers[i] for i in objects if i in numbers]
        if type_ in SIZED:
            fillers = (*subjects.values(), *objects.values())
            sizes += [
                q
                for q in read.measures.numbers
                if q not in sizes and any(f.start <= q.quantity.start < f.end for f in fillers)
            ]
        objects = {i: f for i, f in objects.items() if i not in numbers}
        to_place = type_ in TO_PLACE or type_ == "besieges"
        located = {i: f for i, f in objects.items() if type_ in TO_PLACE or (to_place and "place" in f.classes)}
        if type_ in OF_PLACE:
            located, actors, parties = subjects, {}, objects
        else:
            actors, parties = subjects, {i: f for i, f in objects.items() if i not in located}
        return records.Claim(
            id="",
            kind="relation",
            type=type_,
            status=related.status,  # type: ignore[arg-type]
            trigger=_span([trigger]),
            sentence=read.record,
            document=document,
            actors=to_actors(actors.values()),
            recipients=to_actors(parties.values()),
            places=tuple(read.locations.record(f, None) for f in located.values()),
            quantities=tuple(q.quantity for q in sizes),
            sources=_sources(_attributions(type_, trigger, read), filler),
            label=None,
            confidence=round(related.chance, 3),
            reasons=(f"network: {type_} between mentions ({related.chance:.2f})", f"status {related.status}: network"),
            coder=self.coder,
        )

    def of_structure(
        self, found: Found, read: ReadSentence, document: records.Document, chance: float
    ) -> records.Claim:
        """A relation that the shape of a noun phrase tells."""
        filler = read.filler
        status: records.Status = "negated" if found.negated else "actual"
        return records.Claim(
            id="",
            kind="relation",
            type=found.type,
            status=status,
            trigger=_span([found.trigger]),
            sentence=read.record,
            document=document,
            actors=to_actors(filler.filler(t) for t in found.actors),
            recipients=to_actors(filler.filler(t) for t in found.recipients) or self._implied_body(found, read),
            places=tuple(read.locations.record(filler.filler(t), None) for t in found.places),
            quantities=read.measures.at(found.number) if found.number is not None else (),
            sources=_sources(_attributions(found.type, found.trigger, read), filler),
            label=found.label,
            confidence=round(min(0.99, max(0.01, chance)), 3),
            reasons=(f"structure: {found.why}", *([] if status == "actual" else ["status negated: former"])),
            coder=self.coder,
        )

    def _implied_body(self, found: Found, read: ReadSentence) -> tuple[records.Actor, ...]:
        """Whose office "President Muhammadu Buhari" holds: the body that the register gives him that office in."""
        holder = read.filler.filler(found.actors[0]).identity if found.type == "role" and found.actors else None
        entry = self.resolver.register.get(holder.id or "") if holder is not None else None
        office = read.filler.identities.office_of(found.trigger)
        if entry is None or office is None:
            return ()
        body = self.resolver.register.body_of(entry, office, read.filler.identities.setting.on)
        if body is None:
            return ()
        word, on = found.trigger, read.filler.identities.setting.on
        return (
            records.Actor(word.text, word.idx, word.idx + len(word), body.id, body.name, body.country, body.sector(on)),
        )


def _modes(candidate: Candidate) -> tuple[str, ...]:
    """The modes of an event: those that the network reads, and those of its frame that it does not rule out."""
    scores = claim_scores(candidate.token.doc)
    row = scores.modes[candidate.token.i]
    known = load_ontology().event_types[candidate.frame.type].modes
    return tuple(
        m
        for m in known
        if float(row[scores.labels["modes"].index(m)]) + MODE_BONUS * (m in candidate.frame.modes) >= MODE_LEAST
    )


def _attributions(type_: str, trigger: Token, read: ReadSentence) -> list[Attribution]:
    if type_ in SOURCELESS:
        return []
    return each_speaker(find_sources(trigger) or ([read.carried] if read.carried else []))


def _span(words: Iterable[Token]) -> records.Span:
    """The words of a trigger, as one span where they stand together, else its head."""
    ordered = sorted(words, key=lambda t: t.i)
    if ordered[-1].i - ordered[0].i >= len(ordered) + 1:
        ordered = [next(iter(words))]
    doc = ordered[0].doc
    span = doc[ordered[0].i : ordered[-1].i + 1]
    return records.Span(span.text, span.start_char, span.end_char)


def _sources(attributions: Sequence[Attribution], filler: RoleFiller) -> tuple[records.Source, ...]:
    sources = []
    for attribution in attributions:
        speakers = to_actors([filler.filler(attribution.speaker)])
        sources += [records.Source(**records.plain(speaker), cue=_cue_text(attribution)) for speaker in speakers]
    return tuple(sources)


def each_speaker(attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with coordinated speakers one by one."""
    each = [Attribution(t, a.cue) for a in attributions for t in conjuncts(a.speaker)]
    return list({a.speaker.i: a for a in reversed(each)}.values())[::-1]


def _other_than(roles: Roles, sources: tuple[records.Source, ...]) -> tuple[records.Source, ...]:
    """Leave out a source that only tells of its own act ("he said he was pleased"); "we" keeps its speaker."""
    own = {f.name for f in roles.actors.values() if f.name and f.text.lower() not in ("we", "our", "us")}
    if any(f.text.lower() == "i" for f in roles.actors.values()):
        return tuple(s for s in sources[1:] if s.name not in own)
    return tuple(s for s in sources if s.name not in own)


def _cue_text(attribution: Attribution) -> str:
    """The words that attribute: "said", "according to"."""
    fixed = [c for c in attribution.cue.children if c.dep_ == "fixed"]
    return " ".join([attribution.cue.text, *(c.text for c in fixed)])


def _designation(draft: Draft) -> str | None:
    if draft.candidate.frame.type != "designates":
        return None
    words = [
        t
        for t in draft.candidate.slots.get("as", []) + draft.candidate.slots.get("clause", [])
        if t.pos_ in ("NOUN", "PROPN", "ADJ")
    ]
    if not words:
        return None
    kept = [
        t for t in words[0].subtree if t.dep_ not in ("case", "det", "punct", "acl", "acl:relcl") and t.i <= words[0].i
    ]
    return " ".join(t.text for t in kept) or None


def _reasons(draft: Draft, time: records.Time | None, read: ReadSentence) -> list[str]:
    candidate = draft.candidate
    if candidate.form == "model":
        first = f"model: “{candidate.token.text}” tells of {candidate.frame.type} ({candidate.probability:.2f})"
    elif candidate.form == FORM:
        first = f"types/{candidate.frame.type}.json: “{candidate.token.text}” tells of it ({candidate.probability:.2f})"
    else:
        form = {"prefixes": "prefix", "relational": "relational noun"}.get(candidate.form, candidate.form[:-1])
        wording = " ".join(t.text for t in sorted(candidate.words, key=lambda t: t.i))
        first = f"frame {candidate.frame.id}: {form} “{wording}”"
        if candidate.probability is not None:
            first += f"; model {candidate.probability:.2f}"
    out = [first, *draft.roles.why, f"status {candidate.frame.status or draft.status.status}: {draft.status.why}"]
    out += [why for f in (*draft.roles.actors.values(), *draft.roles.recipients.values()) if (why := _who(f))]
    spots = [read.locations.of(f) for f, _ in draft.roles.places.values()]
    out += [reasons_of(spot) for spot in spots if spot is not None]
    if time is not None:
        out.append(f"time “{time.text}”: {time.rule}")
    out += [f"according to “{a.speaker.text}”: “{_cue_text(a)}”" for a in draft.sources]
    return out


def _who(filler: Filler) -> str | None:
    """How a mention got its identity, with the rivals that came near."""
    who = filler.identity
    if who is None or not who.why:
        return None
    rivals = "".join(f"; else {c.entry.name} {c.score:.2f}" for c in who.candidates[:2])
    return f"“{filler.text}” is {who.name} ({who.why}, {who.score:.2f}{rivals})"
