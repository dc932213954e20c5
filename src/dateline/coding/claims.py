"""Make the claims of a document from its analysis: choose candidates, join what is one happening, fill the record."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from dateline import records
from dateline.coding.candidates import Candidate, Finder
from dateline.coding.clauses import carriers, conjuncts
from dateline.coding.decide import decide
from dateline.coding.fillers import Filler, kinds
from dateline.coding.frames import Frame, Lexicon
from dateline.coding.locations import Locations, reasons_of
from dateline.coding.measures import Measures
from dateline.coding.resolver import Resolved, Resolver
from dateline.coding.role_model import RoleModel, nominals
from dateline.coding.roles import RoleFiller, Roles, to_actors
from dateline.coding.sources import Attribution, carried_speakers, find_sources, speech_above
from dateline.coding.status import Reading, read_status
from dateline.coding.structural import Found, find_structural
from dateline.mentions import QuantityExpression, TimeExpression
from dateline.ontology import codes, find_contexts

# Measured on part of the development gold (see docs/accuracy.md); change one only with `make evaluate`.
EVENT_LEAST = 0.40
RELATION_LEAST = 0.5
MODEL_LEAST = 0.45
BARE_NOUN_LEAST = 0.6
MODIFIER_LEAST = 0.5
SURE = 0.8
THINGS = frozenset({"weapon", "armed", "person", "group", "place"})  # classes of words that name no happening
SPORT_WORDS = 5  # different ones
SPORT_SHARE = 0.2  # of all nouns
FRAME_SHARE = 0.6
RESULTS = frozenset(
    {"kill", "wound", "injure", "maim", "destroy", "damage", "leave", "claim", "displace", "hit", "target"}
)
TOLL_VERBS = frozenset(
    ("kill", "wound", "injure", "die", "maim", "perish", "hurt", "hit", "strike", "rock", "pound", "target", "damage")
)
BACK_REFERENCES = frozenset({"the", "this", "that", "these", "those", "such"})
JOINING = frozenset({"acl", "acl:relcl", "advcl", "xcomp", "parataxis", "conj"})


Candidates = Mapping[Token, Sequence[Candidate]]


@dataclass(slots=True)
class Draft:
    """A claim in the making."""

    candidate: Candidate
    roles: Roles
    status: Reading
    sources: list[Attribution] = field(default_factory=list)
    time: TimeExpression | None = None
    sizes: list[QuantityExpression] = field(default_factory=list)

    @property
    def token(self) -> Token:
        """The trigger's head."""
        return self.candidate.token


@dataclass
class ReadSentence:
    """A sentence with the claims in the making; `carried` is its speaker where it names none, `weak` counts words
    that looked like events but for which too little spoke."""

    sentence: Span
    index: int
    drafts: list[Draft]
    measures: Measures
    filler: RoleFiller
    locations: Locations
    carried: Attribution | None
    weak: int

    @functools.cached_property
    def nominals(self) -> list[Token]:
        """The heads of its noun phrases."""
        return list(nominals(self.sentence))

    @functools.cached_property
    def record(self) -> records.Sentence:
        """The sentence as the record has it."""
        text = self.sentence.text.strip()
        start = self.sentence.start_char + len(self.sentence.text) - len(self.sentence.text.lstrip())
        return records.Sentence(text, start, start + len(text), self.index)

    @functools.cached_property
    def contexts(self) -> tuple[str, ...]:
        """The contexts that its words point to."""
        return tuple(find_contexts(self.sentence.text, {t.lemma_.lower() for t in self.sentence}))


class ClaimMaker:
    """Makes claims. One for a coder; holds no state of a document. Without `roles` the frames alone fill the roles."""

    def __init__(
        self, lexicon: Lexicon, types: Sequence[str], coder: str, resolver: Resolver, roles: RoleModel | None
    ) -> None:
        self.lexicon = lexicon
        self.coder = coder
        self.resolver = resolver
        self.roles = roles
        generic = {t: Frame(f"model/{t.lower()}", t) for t in types if t != "O"}
        self.finder = Finder(lexicon, types, generic)

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
            if self.roles is not None:
                decide(self.roles, read, self.lexicon.classes)
            claims += self.claims(read, document)
        claims = _without_repeats(claims)
        notes = resolved.notes()
        return claims, notes if claims else [*notes, _why_none(resolved.sentences, below)]

    def read(self, doc: Doc, resolved: Resolved) -> Iterator[ReadSentence]:
        """What each sentence tells by the frames alone, before the role model has its say."""
        filler = RoleFiller(self.lexicon, resolved.identities)
        carried = carried_speakers(doc, list(resolved.sentences))
        for index, sentence in enumerate(resolved.sentences):
            words = {t.lower_ for t in sentence} | {t.lemma_.lower() for t in sentence}
            found = {token: list(self.finder.candidates(token, words)) for token in sentence}
            events, weak = self._events(found, filler)
            relations = self._relations(found, filler)
            # "Under siege" is a state: where a relation's own preposition says so, the event gives way.
            stated = {d.token.i for d in relations if "case" in d.candidate.frame.require}
            drafts = [*(d for d in events if d.token.i not in stated), *relations]
            for draft in drafts:
                if index in carried and not draft.sources:
                    draft.sources = [carried[index]]
                draft.sources = _each(draft.sources)
                self._retype_vow(draft, filler)
            measures = Measures(sentence, drafts, resolved.times[index], resolved.timeline)
            yield ReadSentence(sentence, index, drafts, measures, filler, resolved.locations, carried.get(index), weak)

    def claims(self, read: ReadSentence, document: records.Document) -> Iterator[records.Claim]:
        """The claims of a sentence."""
        for draft in read.drafts:
            yield self._claim(draft, read, document)
        for found in find_structural(read.sentence, self.lexicon.classes):
            yield self._structural(found, read, document)

    # --- events

    def _events(self, found: Candidates, filler: RoleFiller) -> tuple[list[Draft], int]:
        chosen: dict[int, Candidate] = {}
        weak = 0
        for token, candidates in found.items():
            best = self._best(token, candidates)
            if best is None:
                continue
            if best.score < EVENT_LEAST:
                weak += 1
            else:
                chosen[token.i] = best
        self._join(chosen)
        drafts = []
        for i in sorted(chosen):
            candidate = chosen[i]
            roles = filler.fill(candidate)
            if _adds_nothing(candidate, roles):
                weak += 1
                continue
            drafts.append(
                Draft(
                    candidate,
                    roles,
                    read_status(candidate.token, speech_above(candidate.token), candidate.frame.type),
                    find_sources(candidate.token),
                )
            )
        return self._contents(drafts), weak

    @staticmethod
    def _retype_vow(draft: Draft, filler: RoleFiller) -> None:
        """Force that the speaker himself says he will use is a threat (guidelines, decision 8)."""
        frame = draft.candidate.frame
        if frame.type != "ASSAULT" or draft.status.status != "future" or draft.status.why.startswith("purpose"):
            return
        speakers = {filler.filler(a.speaker).name for a in draft.sources}
        actors = draft.roles.actors.values()
        if any(f.text.lower() in ("we", "i") or (f.name and f.name in speakers) for f in actors):
            vow = dataclasses.replace(frame, type="THREATEN", modes=("violence",))
            draft.candidate = dataclasses.replace(draft.candidate, frame=vow)
            draft.status = Reading("actual", f"force vowed by the speaker ({draft.status.why})")

    def _best(self, token: Token, candidates: Sequence[Candidate]) -> Candidate | None:
        """The event that a word most likely tells: frames and model weighed together, or the model alone."""
        found = [c for c in candidates if not c.frame.relation]
        sure = [c for c in found if c.frame.weight >= SURE]  # wordings whose conditions leave little doubt
        best = max(sure or found, key=_score, default=None)
        if best is not None:
            best = dataclasses.replace(best, score=_score(best))
        if best is not None and token.dep_ == "compound":
            armament = {"weapon", "armed"} & kinds(token.head, self.lexicon.classes)
            if armament or (best.probability or 0.0) < MODIFIER_LEAST:
                return None  # "attack helicopters"
        if best is None or best.score < EVENT_LEAST:
            names_thing = token.pos_ != "VERB" and not THINGS.isdisjoint(kinds(token, self.lexicon.classes))
            return (None if names_thing else self.finder.suggestion(token, MODEL_LEAST)) or best
        return best

    def _join(self, chosen: dict[int, Candidate]) -> None:
        """One happening told by two words is one claim."""
        for i in sorted(chosen):
            here = chosen.get(i)
            if here is None:
                continue
            token, head = here.token, here.token.head
            if head == token or head.i not in chosen:
                continue
            above = chosen[head.i]
            same = here.frame.type == above.frame.type
            if token in above.words or (token.dep_ in ("compound", "amod") and same):
                del chosen[i]
            elif (
                head.pos_ == "VERB"
                and token.dep_ in ("obj", "nsubj:pass", "obl")
                and head.lemma_ in carriers()
                and token.pos_ != "VERB"
            ):
                if same or above.score <= here.score:
                    del chosen[head.i]
            elif head.pos_ == "VERB" and token.dep_ == "nsubj" and same and token.pos_ != "VERB":
                # "Shelling killed three": the noun's agent is the verb's.
                agents = [
                    h
                    for h in here.slots.get("subject", []) + here.slots.get("modifier", [])
                    if "party" in kinds(h, self.lexicon.classes)
                ]
                above.slots["subject"] = agents
                for slot in ("in", "near", "at"):
                    above.slots.setdefault(slot, []).extend(here.slots.get(slot, []))
                del chosen[i]
            elif (
                same
                and head.lemma_ in TOLL_VERBS
                and token.dep_ in ("obl", "obl:agent", "nmod")
                and token.pos_ != "VERB"
            ):
                # "Killed in an air strike": the strike is the happening, the dead are whom it hit.
                victims = above.slots.get("object", []) or above.slots.get("subject", [])
                here.slots.setdefault("object", []).extend(v for v in victims if v not in here.words)
                for slot in ("in", "near", "at", "when"):
                    here.slots.setdefault(slot, []).extend(h for h in above.slots.get(slot, []) if h != token)
                del chosen[head.i]
            elif same and token.dep_ == "acl" and token.tag_ == "VB" and head.pos_ == "NOUN":
                # "An offensive to retake the town" is one happening.
                for slot in ("object", "in", "from", "at"):
                    above.slots.setdefault(slot, []).extend(here.slots.get(slot, []))
                del chosen[i]
            elif same and token.lemma_ in RESULTS and token.dep_ in JOINING - {"conj"}:
                above.slots.setdefault("object", []).extend(
                    h for h in here.slots.get("object", []) if h not in above.words and h != head
                )
                del chosen[i]

    def _contents(self, drafts: list[Draft]) -> list[Draft]:
        """Give what is demanded, alleged or threatened its status, or drop it where it is the same happening."""
        by_token = {d.token.i: d for d in drafts}
        dropped: set[int] = set()
        for draft in drafts:
            rule = draft.candidate.frame.content
            heads = [*draft.roles.content, *self._clauses(draft.candidate)]
            for head in heads:
                for part in conjuncts(head) + [c for c in head.children if c.dep_ == "conj"]:
                    inner = by_token.get(part.i)
                    if inner is None or inner is draft:
                        continue
                    if rule == "absorb":
                        dropped.add(part.i)
                    elif rule in ("hypothetical", "future", "actual") and inner.status.status != "negated":
                        if rule != "actual":
                            inner.status = Reading(rule, f"content of “{draft.token.text}”")  # type: ignore[arg-type]
                        else:
                            inner.sources = [
                                *(Attribution(t, draft.token) for t in draft.candidate.slots.get("subject", [])),
                                *inner.sources,
                            ]
        return [d for d in drafts if d.token.i not in dropped]

    @staticmethod
    def _clauses(candidate: Candidate) -> list[Token]:
        """The verbs of what is demanded, promised or alleged; "accused of shelling" hangs as an adverbial clause."""
        if not candidate.frame.content:
            return []
        gerunds = [
            t
            for t in candidate.slots.get("purpose", [])
            if t.tag_ == "VBG" and any(c.lower_ in ("of", "from") for c in t.children)
        ]
        return [*candidate.slots.get("clause", []), *gerunds]

    # --- relations

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

    def _structural(self, found: Found, read: ReadSentence, document: records.Document) -> records.Claim:
        filler = read.filler
        status: records.Status = "negated" if found.negated else "actual"
        attributions = (
            []
            if found.type in ("role", "capital_of")
            else find_sources(found.trigger) or ([read.carried] if read.carried else [])
        )
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
            sources=_sources(_each(attributions), filler),
            label=found.label,
            confidence=0.75,
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

    # --- the record

    def _claim(self, draft: Draft, read: ReadSentence, document: records.Document) -> records.Claim:
        candidate, frame = draft.candidate, draft.candidate.frame
        relation = frame.relation
        if relation and draft.token.dep_ == "amod":
            draft.sources = []  # "the US-backed forces": in passing, the outlet speaks
        time = read.measures.time_of(draft)
        status: records.Status = frame.status or draft.status.status  # type: ignore[assignment]
        coded = None if relation else codes(frame.type, frame.modes)
        return records.Claim(
            id="",
            kind="relation" if relation else "event",
            type=frame.type,
            status=status,
            trigger=_span(candidate.words),
            sentence=read.record,
            document=document,
            modes=frame.modes,
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


def _adds_nothing(candidate: Candidate, roles: Roles) -> bool:
    """Whether a noun only points back ("the attack") or names a happening of which its sentence tells nothing."""
    token = candidate.token
    if token.pos_ not in ("NOUN", "PROPN") or roles.heads():
        return False
    if candidate.slots.get("when") or any(c.dep_ == "nummod" for c in token.children):
        return False
    pointing = any(c.dep_ == "det" and c.lower_ in BACK_REFERENCES for c in token.children)
    return pointing or (candidate.probability or 0.0) < BARE_NOUN_LEAST


def _score(candidate: Candidate) -> float:
    """How far frame and model together speak for an event."""
    return FRAME_SHARE * candidate.frame.weight + (1 - FRAME_SHARE) * (candidate.probability or 0.0)


def _sport(doc: Doc, lexicon: Lexicon) -> list[str]:
    """The words that make a text a report of sport; empty when it is none. Its attacks and defeats are no events."""
    found = [t.lemma_.lower() for t in doc if t.pos_ == "NOUN"]
    words = [w for w in found if w in lexicon.classes["sport"]]
    force = sum(w in lexicon.classes["armed"] or w in lexicon.classes["weapon"] for w in found)
    kinds_ = sorted(set(words))
    enough = len(kinds_) >= SPORT_WORDS and len(words) >= SPORT_SHARE * len(found)
    return kinds_[:6] if enough and len(words) > 2 * force else []


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


def _each(attributions: Sequence[Attribution]) -> list[Attribution]:
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


def _without_repeats(claims: list[records.Claim]) -> list[records.Claim]:
    """Drop a relation that the same sentence states twice between the same mentions."""
    seen: set[object] = set()
    kept = []
    for claim in claims:
        key = (
            claim.kind, claim.type, claim.sentence.index, claim.label,
            *(tuple(m.start for m in role) for role in (claim.actors, claim.recipients, claim.places)),
            claim.trigger.start if claim.kind == "event" else 0,
        )  # fmt: skip
        if key not in seen:
            seen.add(key)
            kept.append(claim)
    return kept


def _why_none(sentences: Sequence[Span], below: int) -> str:
    count = sum(1 for s in sentences if s.text.strip())
    if not count:
        return "no claim: the text holds no sentence"
    if below:
        return f"no claim: {count} sentences read; {below} words looked like events but too little spoke for them"
    return f"no claim: {count} sentences read; none has a word that tells of a codable event or relation"
