"""Who every mention of a document is: names, titles, descriptions and pronouns, in the order of the text.

    names          the register, or an identity inside the corpus             naming.py
    pronouns       the antecedent's identity                                  resolve.py
    titles         "the Turkish president": who held the office on the day
    bodies         "Turkish troops", "the army": a body that every state has
    members        "Houthi militants", "Pentagon officials": whom they belong to or speak for
    descriptions   "the group", "the kingdom": the last actor named that can be meant
    kinds          "protesters", "gunmen": people of a kind

The first that applies counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from dateline.actors import ActorRegister
from dateline.actors.spelling import name_key
from dateline.coding.clauses import case_of, conjuncts, content_head
from dateline.coding.descriptions import KIND, Memory, Mentioned, load_descriptions
from dateline.coding.fillers import PERSONAL, entity_of, is_age, is_nationality, joined, kinds, make_filler, word_forms
from dateline.coding.frames import WordClasses
from dateline.coding.naming import UNLISTED, Identity, Names, country_at, identity_of, read_setting
from dateline.coding.phrases import BEFORE, definite, led, modifiers, with_prefix, words_before
from dateline.coding.resolve import WE, resolve_pronouns
from dateline.world import Country

OWNERS = frozenset({"of", "for", "from", "in", "at", "with"})
NAMES_BESIDE = frozenset({"flat", "appos", "nmod:desc"})
PEOPLE = frozenset({"person"})
TWO = frozenset({"two", "both"})
PREFIXES = frozenset({"anti", "pro", "counter", "ex", "non"})
NEUTRAL = frozenset(
    ("additional", "extra", "more", "new", "other", "further", "own", "many", "several", "remaining", "main", "local")
)
FOCUS_ACTING, FOCUS_NEAR = 0.4, 0.2


class Identities:
    """The identities of a document's mentions, by the index of their head token."""

    def __init__(self, doc: Doc, register: ActorRegister, classes: WordClasses, on: str | None) -> None:
        self.register = register
        self.classes = classes
        self.tables = load_descriptions()
        self.setting = read_setting(doc, register, on)
        self.antecedents = resolve_pronouns(doc, classes)
        self.names = Names(doc, register, self.setting)
        self._known: dict[int, Identity | None] = {}
        self._owned: dict[int, list[Identity]] = {}
        self._memory = Memory()
        self._named_pairs: dict[str, list[Identity]] = {}
        self._sentence = 0
        self._near: str | None = None  # the country named last (alpha-3)
        for k, sentence in enumerate(doc.sents):
            self._sentence = k
            for token in sentence:
                self._see(token)

    def of(self, token: Token) -> Identity | None:
        """Who the mention headed by a token is; None where it is nobody that can be told."""
        token = content_head(token)
        if token.i not in self._known:
            self._known[token.i] = None  # a circle of descriptions ends here
            self._known[token.i] = self._identify(token)
        return self._known[token.i]

    def each_of(self, token: Token) -> list[Identity]:
        """All whom a mention means: two for "Russian and Syrian forces" and for "the two leaders"."""
        noun = content_head(token)
        if noun.pos_ == "NOUN" and noun.tag_ == "NNS":
            several = self._of_each_country(noun) or self._pair(noun)
            if several:
                return several
        identity = self.of(token)
        return [identity] if identity is not None else []

    def _of_each_country(self, noun: Token) -> list[Identity]:
        """ "Russian and Syrian forces": those of each state."""
        adjectives = [c for c in noun.children if c.dep_ in BEFORE and c.i < noun.i]
        adjectives += [c for a in list(adjectives) for c in a.children if c.dep_ == "conj"]
        countries = {c.id: c for a in adjectives if (c := country_at(a, self.register)) is not None}
        lemma = noun.lemma_.lower()
        if len(countries) < 2 or lemma not in self.tables.forces | self.tables.agents:
            return []
        sector = "MIL" if lemma in self.tables.forces else "GOV"
        entries = [entry for ident in countries if (entry := self.register.get(ident)) is not None]
        return [replace(identity_of(e, self.setting.on, 0.8, "of each state"), sector=sector) for e in entries]

    def _pair(self, noun: Token) -> list[Identity]:
        """ "The two leaders", "both sides": those named so before, else the last two that can be meant."""
        named = self._names_beside(noun)
        if len(named) > 1:
            return named
        two = any(c.lower_ in TWO for c in noun.children if c.dep_ in ("nummod", "det", "det:predet", "advmod"))
        wanted = self.tables.pairs.get(noun.lemma_.lower())
        if two and noun.lemma_.lower() in self._named_pairs:
            return self._named_pairs[noun.lemma_.lower()]
        if not two or wanted is None or self._listed_owner(noun) is not None:
            return []
        found: dict[str, Identity] = {}
        for m in self._memory.recent(noun.i):
            if m.identity.kind in wanted and m.identity.id and m.prominence >= 0.2:
                found.setdefault(
                    m.identity.id, replace(m.identity, score=0.5, why=f"“{noun.text}”: the two named last")
                )
            if len(found) == 2:
                return list(found.values())[::-1]
        return []

    def _names_beside(self, noun: Token) -> list[Identity]:
        """All who are named in apposition to a plural: "the two men, Smith and Jones"."""
        first = next((c for c in noun.children if c.dep_ == "appos" and c.ent_type_ in ("PER", "ORG")), None)
        names = [t for t in conjuncts(first) if t.ent_type_] if first is not None and noun.tag_ == "NNS" else []
        return [identity for t in names if (identity := self.of(t)) is not None]

    # --- reading on

    def _see(self, token: Token) -> None:
        country = country_at(token, self.register)
        if country is not None and country.alpha3:
            self._near = country.alpha3
        inside = bool(token.ent_type_) and token.ent_iob_ == "B" and token.dep_ == "compound"
        if not inside and (token.pos_ not in ("NOUN", "PROPN", "PRON") or token.dep_ in ("compound", "flat")):
            return
        named = self._names_beside(token)
        if len(named) == 2:
            self._named_pairs[token.lemma_.lower()] = named
        identity = self.of(token)
        if identity is None or identity.id is None:
            return
        prominence = {"nsubj": 1.0, "nsubj:pass": 1.0, "obl:agent": 0.8, "obj": 0.5}.get(token.dep_, 0.2)
        self._memory.mentions.append(Mentioned(identity, self._sentence, token.i, prominence))
        if token.pos_ == "NOUN":
            self._memory.described[identity.id].add(token.lemma_.lower())
        elif token.ent_type_:
            for other in [token.head, *token.children]:
                beside = other.dep_ in NAMES_BESIDE or (other == token.head and token.dep_ in ("compound", "appos"))
                if beside and other.pos_ == "NOUN":
                    self._memory.described[identity.id].add(other.lemma_.lower())

    # --- who it is

    def _identify(self, token: Token) -> Identity | None:
        if token.pos_ in ("PRON", "DET") and token.lower_ in PERSONAL:
            return self._pronoun(token)
        entity = entity_of(token)
        if entity is not None:
            return self._named(token, entity)
        beside = self._name_beside(token) or self._name_before(token)
        if beside is not None:
            return beside
        prefix, hyphen, rest = token.text.partition("-")
        if hyphen and prefix.lower() in PREFIXES:
            return self.names.look_up(rest)
        if is_age(token) and token.left_edge.lower_ == "the":
            return self._memory.last(PEOPLE, "", self._sentence)
        if token.pos_ in ("ADJ", "PROPN") or token.text[:1].isupper():
            named = self._adjective(token)
            if named is not None:
                return named
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or self._says_nothing(token):
            return None
        return (
            self._title(token)
            or self._forces(token)
            or self._listed_phrase(token)
            or self._body(token)
            or self._member(token)
            or self._described(token)
            or self._kind(token)
        )

    def _name_before(self, noun: Token) -> Identity | None:
        """Of "John Cantlie, a British journalist": the person named, whom the noun only describes."""
        head = noun.head
        single = noun.tag_ == "NN" or (noun.tag_ == "NNP" and is_nationality(noun))
        entity = entity_of(head) if noun.dep_ == "appos" and single and head.i < noun.i else None
        return self.of(head) if entity is not None and entity.label_ == "PER" else None

    def _says_nothing(self, noun: Token) -> bool:
        """Whether a common noun is in no table: most are, and need no closer look."""
        low = noun.lower_
        if noun.text != low or "-" in low or joined(noun):
            return False
        known, tables = self.register.common_heads, self.tables
        lemma = noun.lemma_.lower()
        return not any(w in known or w in tables.words for w in {low, lemma, low.removesuffix("s")})

    def _pronoun(self, token: Token) -> Identity | None:
        at = self.antecedents.get(token.i)
        if at is None:
            return None
        identity = self.of(token.doc[at])
        if identity is None:
            name = make_filler(token.doc[at], self.classes).name
            return Identity(None, name, why="named before") if name else None
        if token.lower_ in WE and token.lower_ not in ("i", "me", "my"):
            return self._side(identity)
        return identity

    def _side(self, speaker: Identity) -> Identity:
        """Whose "we" a speaker's is: the body that he speaks for."""
        entry = self.register.get(speaker.id or "")
        if entry is None or entry.kind != "person":
            return speaker
        for term, body in self.register.terms(entry):
            found = self.register.get(body)
            if found is not None and self.setting.on is not None and term.holds(self.setting.on):
                return identity_of(found, self.setting.on, 0.7, f"the side of {speaker.name}, its {term.office}")
        return speaker

    def _named(self, token: Token, entity: Span) -> Identity:
        identity = self.names.at(entity)
        if entity.label_ == "ORG" and (identity.id or "").startswith(UNLISTED):
            identity = self._common_name(token, entity) or identity
        if identity.kind == "person" and identity.country is None:
            belongs = self._affiliation(token)
            if belongs is not None:
                return replace(identity, country=belongs.country, sector=belongs.sector)
        return identity

    def _common_name(self, token: Token, entity: Span) -> Identity | None:
        """Who a name that is made of common words stands for: "Parliament", "UN Secretary-General"."""
        office = self.register.office(entity.text)
        if office is not None and office[0] and office[1]:
            holder = self.register.holder(office[0], office[1], self.setting.on)
            if holder is not None:
                return identity_of(holder, self.setting.on, 0.8, f"{office[0]} of {office[1]} on {self.setting.on}")
        pattern = self.register.pattern(entity.text)
        focus = self._focus() if pattern is not None else None
        body = self.register.body(focus.id, pattern.suffix) if pattern is not None and focus is not None else None
        return identity_of(body, self.setting.on, 0.6, "of the country in question") if body is not None else None

    def _affiliation(self, token: Token) -> Identity | None:
        """The body that the nouns beside a person's name tie it to: "Mustafa Bali, an SDF spokesman"."""
        beside = [c for c in token.children if c.dep_ in NAMES_BESIDE and not c.ent_type_]
        if token.dep_ in NAMES_BESIDE and not token.head.ent_type_:
            beside.append(token.head)
        for noun in beside:
            for owner in self._owners(noun):
                return owner
        return None

    def _name_beside(self, token: Token) -> Identity | None:
        """The person or body named in apposition to a noun: "the Turkish president, Recep Tayyip Erdogan"."""
        if token.pos_ not in ("NOUN", "PROPN"):
            return None
        for child in token.children:
            if child.dep_ in NAMES_BESIDE and child.ent_type_ in ("PER", "ORG"):
                entity = entity_of(child)
                if entity is not None:
                    return self._named(child, entity)
        return None

    def _adjective(self, token: Token) -> Identity | None:
        """A state or people that an adjective or a noun for its people names: "Turkish"-backed, "Kurds"."""
        country = country_at(token, self.register)
        if country is not None:
            entry = self.register.get(country.id)
            return identity_of(entry, self.setting.on, 0.9, "a nationality") if entry is not None else None
        if not token.text[:1].isupper() or token.pos_ == "NOUN" or self.register.country(token.text) is not None:
            return None  # the "Serb" of "Bosnian Serb" is not Serbia's
        return self.names.look_up(token.text)

    # --- nouns

    def _owners(self, noun: Token) -> list[Identity]:
        """The actors that a noun's modifiers name, the nearest to it first: "US officials", "officials of the US"."""
        if noun.i not in self._owned:
            after = [c for c in noun.children if c.dep_ == "nmod" and case_of(c) in OWNERS]
            found = (self._owner(child) for child in [*words_before(noun), *after])
            self._owned[noun.i] = [owner for owner in found if owner is not None]
        return self._owned[noun.i]

    def _listed_owner(self, noun: Token) -> Identity | None:
        """The nearest owner that has an id."""
        return next((owner for owner in self._owners(noun) if owner.id), None)

    def _owner(self, child: Token) -> Identity | None:
        if child.ent_type_ or country_at(child, self.register) is not None:
            return self.of(child)
        if child.dep_ == "nmod:poss" or child.dep_ == "nmod":
            return self.of(child)
        if child.text[:1].isupper() and child.pos_ in ("PROPN", "ADJ"):
            return self.of(child)
        return None

    def _country_of(self, noun: Token) -> Country | None:
        for owner in self._owners(noun):
            entry = self.register.world.by_id.get(owner.id or "")
            if entry is not None:
                return entry
        return None

    def _focus(self) -> Country | None:
        """The country that a bare "the government" belongs to: much talked of, acting of late, named last."""
        scores = {c: self.setting.share(c) for c in self.setting.countries}
        for m in self._memory.mentions[-12:]:
            if m.identity.country in scores and m.prominence >= 0.5 and self._sentence - m.sentence <= 2:
                scores[m.identity.country] += FOCUS_ACTING / (1 + self._sentence - m.sentence)
        if self._near in scores:
            scores[self._near] += FOCUS_NEAR
        if not scores:
            return None
        best = max(scores, key=lambda c: (scores[c], c))
        return self.register.world.by_alpha3.get(best)

    def _phrase(self, noun: Token, *, named: bool = False) -> str:
        """The noun with the words right before it that belong to it; names and nationalities only when asked for."""
        words = [with_prefix(noun)]
        for word in modifiers(noun):
            if not named and (word.ent_type_ or country_at(word, self.register) is not None):
                break
            words.insert(0, word.text)
        return " ".join(words)

    def _nameless(self, noun: Token, country: Country | None) -> str:
        """The noun with those words but for names: "former president" of "the former Turkish president"."""
        words = [w.text for w in modifiers(noun) if not (w.ent_type_ or self._is_part(w, country))]
        return " ".join([*reversed(words), with_prefix(noun)])

    def _title(self, noun: Token) -> Identity | None:
        """Who held an office on the day: "the Turkish president", "Britain's foreign secretary"."""
        if noun.tag_ in ("NNS", "NNPS"):
            return None
        owners = self._owners(noun)
        country = self._country_of(noun)
        rest = self._rest_of_title(noun)
        office = self._called(noun, country, rest) if rest else None
        whole = office is not None
        office = office or self._called(noun, country)
        if office is None or not office[0]:
            return None
        owner = self._listed_owner(noun)
        body = owner.id if owner is not None else office[1]
        if body is None:
            of = any(c.dep_ == "nmod" and case_of(c) in OWNERS for c in noun.children)
            if (of and not whole) or not definite(noun):
                return None
            before = self._holder_before(office[0])
            if before is not None:
                return before
            focus = self._focus()
            body = focus.id if focus is not None else None
        holder = self.register.holder(office[0], body or "", self.setting.on) if body else None
        if holder is None:
            return self._spoken_for(owners) if owners else None
        return identity_of(holder, self.setting.on, 0.8, f"{office[0]} of {body} on {self.setting.on}")

    def _called(self, noun: Token, country: Country | None, rest: str = "") -> tuple[str, str | None] | None:
        """The office that a noun with its modifiers names, with or without the names among them."""
        code = country.alpha3 if country is not None else None
        words = self._nameless(noun, country).split()
        for phrase in (self._phrase(noun, named=True), *(" ".join(words[start:]) for start in range(len(words)))):
            office = self.register.office(phrase + rest, code)
            if office is not None:
                return office
        return None

    def office_of(self, title: Token) -> str | None:
        """The office that a title names, without its body."""
        called = self._called(title, None)
        return called[0] or None if called is not None else None

    def _rest_of_title(self, noun: Token) -> str:
        """What follows a noun and may belong to its title: " of state"; empty where nothing does."""
        after = next((c for c in noun.children if c.dep_ == "nmod" and case_of(c) == "of" and not c.ent_type_), None)
        return f" of {self._phrase(after)}" if after is not None else ""

    def _holder_before(self, office: str) -> Identity | None:
        for m in self._memory.recent():
            entry = self.register.get(m.identity.id or "")
            if entry is not None and any(t.office == office and t.holds(self.setting.on) for t in entry.terms):
                return replace(m.identity, score=0.7, why=f"the {office} named before")
        return None

    def _spoken_for(self, owners: Sequence[Identity]) -> Identity | None:
        return replace(owners[0], score=0.7, why="acts for it") if owners[0].id else None

    def _listed_phrase(self, noun: Token) -> Identity | None:
        """An actor of the register whose name the phrase is: "white helmets", "border guards of Hungary"."""
        phrase = self._phrase(noun, named=True)
        if phrase[:1].isupper() and " " in phrase:
            found = self.names.look_up(phrase)
            if found is not None:
                return found
        if not noun.text[:1].isupper() or noun.is_sent_start:
            return None
        whole = make_filler(noun, self.classes).name or ""
        return self.names.look_up(whole) if " " in whole else None

    def _forces(self, noun: Token) -> Identity | None:
        """Troops of a state act for it: "Turkish troops" are Turkey under arms."""
        if noun.lemma_.lower() not in self.tables.forces or led(noun):
            return None
        words = self._phrase(noun).split()[:-1]
        if any(w.lower() not in NEUTRAL | {"government", "regime", "army", "military", "ground"} for w in words):
            return None
        owner = self._listed_owner(noun)
        country = self.register.world.by_id.get(owner.id or "") if owner is not None else None
        strangers = [w for w in words_before(noun) if w.text[:1].isupper() and not self._is_of(w, country)]
        entry = self.register.get(country.id) if country is not None and not strangers else None
        return replace(identity_of(entry, self.setting.on, 0.85, "its forces"), sector="MIL") if entry else None

    def _is_of(self, word: Token, country: Country | None) -> bool:
        """Whether a word may be part of a country's name or adjective; the first of a sentence always may."""
        return bool(word.is_sent_start) or self._is_part(word, country)

    def _is_part(self, word: Token, country: Country | None) -> bool:
        """Whether a word is part of a country's name or adjective: both of "South Korean"."""
        here = country_at(word, self.register)
        after = country_at(word.doc[word.i + 1], self.register) if word.i + 1 < len(word.doc) else None
        return country is not None and word.text[:1].isupper() and country in (here, after)

    def _body(self, noun: Token) -> Identity | None:
        """A body of a state: "Turkish troops", "France's parliament"; bare, that of the country in question."""
        pattern = None
        words = self._phrase(noun).split()
        lemma = [*words[:-1], noun.lemma_.lower()]
        left: list[str] = []
        for start in range(len(words)):
            pattern = self.register.pattern(" ".join(words[start:])) or self.register.pattern(" ".join(lemma[start:]))
            if pattern is not None:
                left = words[:start]
                break
        if pattern is None or any(w.lower() not in NEUTRAL for w in left) or led(noun):
            return None
        owner = self._listed_owner(noun)
        if owner is not None:
            country = self._state_of(owner, pattern.kind)
            if country is None:
                return None
            entry = self.register.body(country.id, pattern.suffix)
            why = "a body of the state"
            return identity_of(entry, self.setting.on, 0.85, why) if entry is not None else None
        if not definite(noun) and noun.tag_ not in ("NNS", "NN", "NNP"):
            return None
        return self._bare_body(noun, pattern.suffix)

    def _state_of(self, owner: Identity, kind: str) -> Country | None:
        """The state whose body an owner's is: its own, or for governments that of the person who leads it."""
        country = self.register.world.by_id.get(owner.id or "")
        if country is None and owner.kind == "person" and kind == "government":
            country = self.register.world.by_alpha3.get(owner.country or "")
        return country

    def _bare_body(self, noun: Token, suffix: str) -> Identity | None:
        if any(c.dep_ in BEFORE and c.pos_ in ("ADJ", "PROPN", "NOUN") for c in noun.children) or any(
            c.dep_ == "det" and c.lower_ in ("a", "an", "any", "no") for c in noun.children
        ):
            return None
        for m in self._memory.recent():
            if (m.identity.id or "").endswith(f".{suffix}"):
                return replace(m.identity, score=0.7, why="named before")
        if not definite(noun) and suffix not in ("police", "security-forces", "parliament"):
            return None
        focus = self._focus()
        entry = self.register.body(focus.id, suffix) if focus is not None else None
        return identity_of(entry, self.setting.on, 0.6, "of the country in question") if entry is not None else None

    def _member(self, noun: Token) -> Identity | None:
        """Whom people belong to or speak for: "Houthi militants", "Pentagon officials", "a spokesman for the SDF"."""
        lemma = noun.lemma_.lower()
        owner = self._listed_owner(noun)
        if owner is None:
            return None
        if lemma in self.tables.agents:
            return replace(owner, score=min(owner.score, 0.8), why="speaks or acts for it")
        if lemma in self.tables.members and owner.kind not in ("state", "territory", "people", "person"):
            return replace(owner, score=min(owner.score, 0.85), why="belongs to it")
        return None

    def _described(self, noun: Token) -> Identity | None:
        """The actor named before that a description can mean: "the group", "the militants", "the kingdom"."""
        wanted = self.tables.kinds.get(noun.lemma_.lower())
        if wanted is None or not definite(noun):
            return None
        if noun.tag_ == "NNS" and not {"armed", "person"} & kinds(noun, self.classes):
            return None  # "the militants" are one group, "the countries" are several
        if self._listed_owner(noun) is not None:
            return None
        found = self._memory.last(wanted, noun.lemma_.lower(), self._sentence)
        return replace(found, score=0.6, why=f"“the {noun.text}”: named before") if found is not None else None

    def _kind(self, noun: Token) -> Identity | None:
        """People of a kind: "protesters", "Iraqi civilians"."""
        words = self._phrase(noun).split()
        forms = [" ".join(words[start:]) for start in range(len(words))]
        forms += joined(noun) or sorted(word_forms(noun))  # a secretary-general is no general
        kind = next((self.register.kinds[name_key(f)] for f in forms if name_key(f) in self.register.kinds), None)
        if kind is None:
            return None
        country = self._country_of(noun)
        owner = self._listed_owner(noun)
        name = kind.name if noun.pos_ == "ADJ" else make_filler(noun, self.classes).name or noun.text
        ident = f"{KIND}{kind.id}" + (f".{country.id}" if country is not None else "")
        code = country.alpha3 if country is not None else owner.country if owner is not None else None
        return Identity(ident, name, kind.kind, code, kind.sector, 0.5, "a kind of people")
