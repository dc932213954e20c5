"""From an analysed document to claims, with a small lexicon and the model's scores set by hand."""

from __future__ import annotations

import dataclasses

import pytest
from lexicons import small_lexicon
from spacy.tokens import Doc
from trees import PARAGRAPH, TYPES, named, tree, treebank

from dateline import records
from dateline.actors import ActorRegister
from dateline.coding.claims import ClaimMaker, without_repeats
from dateline.coding.resolver import Resolver
from dateline.places import Gazetteer
from dateline.records import Claim, Document
from dateline.world.countries import make_world

PUBLISHED = "2017-03-09"
# What the model would say of these words, sure enough.
SCORES = {
    **dict.fromkeys(
        ("captured", "capture", "seized", "seize", "seizing", "destroyed", "fell", "took"), ("ASSAULT", 0.9)
    ),
    **dict.fromkeys(("attacked", "attacking", "attack", "offensive", "killed"), ("ASSAULT", 0.9)),
    **dict.fromkeys(("strikes", "strike", "shelled", "shelling", "shell"), ("ASSAULT", 0.9)),
    **dict.fromkeys(("withdrew", "withdrawal", "release", "leave"), ("RETREAT", 0.9)),
    **dict.fromkeys(("arrest", "arrested"), ("COERCE", 0.9)),
    "entered": ("MOBILIZE", 0.9),
    "gave": ("AID", 0.9),
    "accused": ("ACCUSE", 0.9),
    "urged": ("REQUEST", 0.9),
    "promised": ("AGREE", 0.9),
}


def made(doc: Doc, published: str | None = PUBLISHED) -> tuple[list[Claim], list[str]]:
    lexicon = small_lexicon()
    resolver = Resolver(ActorRegister([], make_world([])), Gazetteer([]), lexicon.classes)
    maker = ClaimMaker(lexicon, TYPES, "test coder", resolver)
    return maker.make(doc, Document("d", doc.text, published=published))


def claims_of(name: str) -> list[Claim]:
    return made(named(name, SCORES))[0]


def claim_of(name: str) -> Claim:
    """The only claim of a tree."""
    (claim,) = claims_of(name)
    return claim


def brief(claim: Claim) -> str:
    """One line: type, status where it is not actual, trigger: actors > recipients @ places."""
    status = "" if claim.status == "actual" else f" {claim.status}"
    actors, recipients, places = (
        ", ".join(filler.text for filler in role) for role in (claim.actors, claim.recipients, claim.places)
    )
    line = f"{claim.type}{status} “{claim.trigger.text}”: {actors} > {recipients} @ {places}"
    return " ".join(line.split())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("active", ["ASSAULT “captured”: Rebels > @ Qasra"]),
        ("passive", ["ASSAULT “destroyed”: government troops > @ The bridge"]),
        ("passive without agent", ["ASSAULT “destroyed”: > @ Two bridges"]),
        ("passive of many", ["ASSAULT “attacked”: rebels, militants > @ The base"]),
        ("indirect object", ["AID “gave”: The president > the rebels @"]),
        (
            "relative subject",
            ["ASSAULT “seized”: The militia > @ the port", "RETREAT “withdrew”: The militia > @"],
        ),
        ("relative object", ["ASSAULT “seized”: the militia > @ The port"]),
        ("relative without pronoun", ["ASSAULT “seized”: the militia > @ The port"]),
        ("passive participle", ["MOBILIZE “entered”: Troops > @ the city", "backs “backed”: Torvia > Troops @"]),
        ("active participle", ["controls “holding”: Rebels > @ the airport"]),
        (
            "hyphen participles",
            [
                "ASSAULT “seized”: US-backed forces > @ the rebel-held town",
                "backs “backed”: US > US-backed forces @",
                "controls “held”: rebel > @ the rebel-held town",
            ],
        ),
        ("nominalisation", ["ASSAULT “capture”: the rebels > @ Qasra"]),
        ("nominalisation with possessor", ["RETREAT “withdrawal”: The army > @ Qasra"]),
        ("nominalisation with nationality", ["ASSAULT “killed”: Turkish > three civilians @"]),
        ("raising", ["ASSAULT “attacked”: The group > the convoy @"]),
        ("raising over a passive", ["ASSAULT “shelled”: > @ The port"]),
        ("attempt", ["COERCE hypothetical “arrest”: Police > the activist @"]),
        (
            "coordinated verbs",
            ["ASSAULT “shelled”: The army > @ the town", "ASSAULT “seized”: The army > @ the airport"],
        ),
        ("coordinated subjects", ["ASSAULT “attacked”: Rebels, militants > @ the base"]),
        (
            "coordinated clauses",
            ["ASSAULT “attacked”: Rebels > @ the base", "ASSAULT “shelled”: the army > @ the town"],
        ),
        ("stronghold", ["controls “stronghold”: The rebels > @ Qasra"]),
        ("apposition", ["allied_with “ally”: Torvia > NATO @"]),
        ("light verb", ["ASSAULT “offensive”: The army > the rebels @ Qasra"]),
        ("light verb in the passive", ["ASSAULT “offensive”: the army > @"]),
        ("light verb turned round", ["ASSAULT “attack”: the army > The rebels @"]),
        ("light verb with a particle", ["ASSAULT “air strikes”: The army > @ the village"]),
        ("come under attack", ["ASSAULT “attack”: > @ The town"]),
        ("under a noun", ["besieges “siege”: > Militants @ the city"]),
        ("wording with an object", ["ASSAULT “took control of”: The fighters > @ the town"]),
        ("wording with a preposition", ["ASSAULT “fell to”: the rebels > @ The town"]),
        ("adjective", ["backs “loyal to”: The militia > Torvia @"]),
        (
            "adjective after its noun",
            ["ASSAULT “attacked”: Militants > @", "backs “loyal to”: Militants > Torvia @"],
        ),
        (
            "prefix",
            [
                "RETREAT “withdrew”: The anti-government fighters > @",
                "opposes “anti-government”: The anti-government fighters > anti-government @",
            ],
        ),
        (
            "prefix with a name",
            [
                "RETREAT “withdrew”: The anti-Torvia fighters > @",
                "opposes “anti-Torvia”: The anti-Torvia fighters > anti-Torvia @",
            ],
        ),
        ("direct speech", ["ASSAULT “seized”: We > @ the town"]),
        ("indirect speech", ["ASSAULT “attacked”: rebels > @ the base"]),
        ("negation", ["ASSAULT negated “attack”: Rebels > @ the base"]),
        ("negative noun", ["ASSAULT negated “attack”: > @ the base"]),
        ("failure", ["ASSAULT negated “capture”: Rebels > @ the town"]),
        (
            "future of two verbs",
            ["ASSAULT future “attack”: The army > @ the town", "ASSAULT future “seize”: The army > @ the port"],
        ),
        ("possibility", ["ASSAULT hypothetical “attack”: Rebels > @ the base"]),
        ("condition", ["ASSAULT hypothetical “attack”: rebels > @ the base"]),
        ("plan", ["ASSAULT future “attack”: The rebels > @ the base"]),
        (
            "demand",
            [
                "REQUEST “urged”: The minister > the rebels @",
                "RETREAT hypothetical “release”: the rebels > the hostages @",
            ],
        ),
        ("subject control", ["AGREE “promised”: The rebels > @"]),
        ("designation", ["designates “regards”: Torvia > the militia @"]),
        ("killed in a strike", ["ASSAULT “air strike”: > Three civilians @ Qasra"]),
        ("measuring noun", ["ASSAULT “attacked”: Dozens of rebels > @ the base"]),
        ("unrelated", []),
    ],
)  # fmt: skip
def test_claims_of(name: str, expected: list[str]) -> None:
    assert [brief(c) for c in claims_of(name) if c.type != "role"] == expected


@pytest.mark.parametrize(
    ("name", "sources"),
    [
        ("active", []),
        ("direct speech", ["the commander"]),
        ("indirect speech", ["The army"]),
        ("speech within speech", ["the army", "The minister"]),
        ("according to", ["the army"]),
        ("speech at the end", ["the army"]),
        ("told an agency", ["An army officer", "AFP"]),
        ("impersonal report", []),
        ("saying of its own deed", []),
        ("announced by a colon", ["The minister"]),
    ],
)
def test_claims_are_attributed(name: str, sources: list[str]) -> None:
    claim = claim_of(name)
    assert [s.text for s in claim.sources] == sources
    assert all(s.cue for s in claim.sources)


def test_claims_inside_a_quotation_have_the_speaker_of_the_sentence_before() -> None:
    first, second, outside = claims_of("quotation across sentences")
    assert [s.name for s in first.sources] == [s.name for s in second.sources] == ["commander"]
    assert outside.sources == ()
    assert (second.sentence.index, outside.sentence.index) == (1, 3)


def test_claims_of_an_accusation_are_according_to_the_accuser() -> None:
    accusation, deed = claims_of("accusation")
    assert brief(accusation) == "ACCUSE “accused”: The army > the rebels @"
    assert brief(deed) == "ASSAULT “attacking”: the rebels > @ the base"
    assert [s.text for s in deed.sources] == ["The army"]


def test_claims_of_a_purpose_are_not_yet_actual() -> None:
    entry, purpose = claims_of("purpose")
    assert (brief(entry), entry.status) == ("MOBILIZE “entered”: Troops > @ the city", "actual")
    assert purpose.status in ("future", "hypothetical")
    assert [a.text for a in purpose.actors] == ["Troops"]


def test_claims_name_what_a_pronoun_stands_for() -> None:
    assert [(a.text, a.name) for a in claim_of("saying of its own deed").actors] == [("it", "army")]


def test_claims_of_one_killing_told_by_two_words_are_one() -> None:
    claim = claim_of("killed in a strike")
    assert claim.modes == ("aerial",)
    assert [(q.value, q.unit) for q in claim.quantities] == [(3, "killed")]


def test_claims_carry_the_time_of_their_sentence() -> None:
    time = claim_of("active").time
    assert time is not None
    assert (time.text, time.from_) == ("Friday", "2017-03-03")


def test_claims_leave_the_day_of_the_saying_to_the_saying() -> None:
    assert claim_of("speech at the end").time is None


def test_claims_without_a_publication_date_keep_their_place_and_parties() -> None:
    (claim,) = made(named("active", SCORES), published=None)[0]
    assert brief(claim) == "ASSAULT “captured”: Rebels > @ Qasra"


@pytest.mark.parametrize(
    ("name", "type_", "label", "status"),
    [
        ("title before a name", "role", "President", "actual"),
        ("former title", "role", "president", "negated"),
        ("capital of a party", "capital_of", None, "negated"),
        ("presence", "present_in", None, "actual"),
        ("population told", "population", None, "actual"),
        ("designation", "designates", "terrorist group", "actual"),
    ],
)
def test_claims_of_relations(name: str, type_: str, label: str | None, status: str) -> None:
    claim = claim_of(name)
    assert (claim.kind, claim.type, claim.label, claim.status) == ("relation", type_, label, status)
    assert (claim.cameo, claim.quad, claim.intensity, claim.contexts) == (None, None, None, ())


@pytest.mark.parametrize(("name", "value"), [("presence", 2000), ("population told", 300_000)])
def test_claims_of_relations_carry_their_number(name: str, value: int) -> None:
    assert [q.value for q in claim_of(name).quantities] == [value]


def test_claims_of_events_carry_the_older_codes() -> None:
    claim = claim_of("light verb with a particle")
    assert (claim.quad, claim.cameo is not None) == ("material conflict", True)
    assert claim.intensity is not None
    assert claim.intensity < 0


@pytest.mark.parametrize(("name", "word_"), [("active", "seize-place"), ("adjective", "loyal")])
def test_claims_say_which_frame_made_them(name: str, word_: str) -> None:
    claim = claim_of(name)
    assert word_ in claim.reasons[0]
    assert any(reason.startswith("status actual") for reason in claim.reasons)
    assert claim.coder == "test coder"


def test_claims_of_the_model_alone_say_so() -> None:
    doc = named("unrelated", {"shone": ("PROTEST", 0.95)})
    (claim,) = made(doc)[0]
    assert claim.type == "PROTEST"
    assert claim.reasons[0].startswith("model:")


def test_claims_need_more_than_a_word_where_the_model_says_no() -> None:
    doc = tree("A a DET DT 2 det\nwithdrawal withdrawal NOUN NN 0 root", {"withdrawal": ("RETREAT", 0.05)})
    claims, (reason,) = made(doc)
    assert claims == []
    assert "too little spoke for them" in reason


def test_claims_say_where_no_word_tells_of_anything() -> None:
    claims, (reason,) = made(named("unrelated"))
    assert claims == []
    assert "1 sentences read; none has a word" in reason


def test_claims_tell_named_places_from_described_ones() -> None:
    assert [p.kind for p in claim_of("active").places] == ["named"]
    assert [p.kind for p in claim_of("passive").places] == ["described"]


def spans(claim: Claim) -> list[tuple[str, int, int]]:
    """Every stretch of its own sentence that a claim points to."""
    fillers = (*claim.actors, *claim.recipients, *claim.places)
    times = () if claim.time is None else (claim.time,)
    return [(s.text, s.start, s.end) for s in (claim.trigger, *fillers, *claim.quantities, *times)]


@pytest.mark.parametrize("name", treebank())
def test_claims_point_into_the_text(name: str) -> None:
    doc = named(name, SCORES)
    for claim in made(doc)[0]:
        sentence = claim.sentence
        sources = [(s.text, s.start, s.end) for s in claim.sources]
        assert all(doc.text[a:b] == text for text, a, b in [*spans(claim), *sources])
        assert all(sentence.start <= a < b <= sentence.end for _, a, b in spans(claim))
        assert doc.text[sentence.start : sentence.end] == sentence.text
        assert 0 < claim.confidence < 1
        assert claim.reasons


@pytest.mark.parametrize("name", treebank())
def test_claims_are_the_same_on_every_run(name: str) -> None:
    assert claims_of(name) == claims_of(name)


@pytest.mark.parametrize("name", treebank())
def test_claims_or_a_reason(name: str) -> None:
    claims, reasons = made(named(name, SCORES))
    assert bool(claims) != bool(reasons)


@pytest.mark.parametrize(("one", "other"), [("Torvia", "Zemland"), ("Qasra", "Dorn")])
@pytest.mark.parametrize(
    "name", ["passive participle", "apposition", "adjective", "designation", "light verb", "nominalisation"]
)
def test_claims_do_not_depend_on_who_is_named(name: str, one: str, other: str) -> None:
    swapped = tree(treebank()[name].replace(one, other), SCORES)
    assert [brief(c) for c in made(swapped)[0]] == [brief(c).replace(one, other) for c in claims_of(name)]


# --- hostile documents

ONE_WORD = "Attack attack NOUN NN 0 root"


@pytest.mark.parametrize(
    "text", ["", PARAGRAPH, ". . PUNCT . 0 root", ONE_WORD], ids=["empty", "spaces", "a stop", "a word"]
)
def test_claims_of_next_to_nothing_give_a_reason(text: str) -> None:
    claims, reasons = made(tree(text))
    assert claims == []
    assert len(reasons) == 1
    assert reasons[0].startswith("no claim: ")


def test_claims_of_one_sure_word() -> None:
    (claim,) = made(tree(ONE_WORD, {"Attack": ("ASSAULT", 0.95)}))[0]
    assert (claim.trigger.text, claim.sentence) == ("Attack", records.Sentence("Attack", 0, 6, 0))


@pytest.mark.parametrize(
    ("link", "step"), [("conj VERB VBD", -1), ("xcomp VERB VB", 1), ("ccomp VERB VBD", -1), ("nmod NOUN NN", 1)]
)
def test_claims_of_a_malformed_sentence_of_300_words(link: str, step: int) -> None:
    dep, pos, tag = link.split()
    root = 300 if step > 0 else 1
    lines = [
        f"hold hold {pos} {tag} {0 if i == root else i + step} {'root' if i == root else dep}" for i in range(1, 301)
    ]
    lines[149] = lines[149].replace("hold hold", "attack attack")
    claims, reasons = made(tree("\n".join(lines), {"attack": ("ASSAULT", 0.9)}))
    assert bool(claims) != bool(reasons)


def test_claims_of_an_actor_list_of_300_names() -> None:
    names = [f"Name{i} Name{i} PROPN NNP {'301 nsubj' if i == 1 else '1 conj'} ORG" for i in range(1, 301)]
    (claim,) = made(tree("\n".join([*names, "attacked attack VERB VBD 0 root"]), {"attacked": ("ASSAULT", 0.9)}))[0]
    assert len(claim.actors) == 300


def test_claims_do_not_cross_paragraphs() -> None:
    active = treebank()["active"].strip()
    claims, _ = made(tree(f"{active}\n{PARAGRAPH}\n{active}", SCORES))
    assert [c.sentence.index for c in claims] == [0, 1]
    first, second = (dataclasses.asdict(c)["sentence"]["text"] for c in claims)
    assert first == second


@pytest.mark.parametrize(("subject", "object_", "kept"), [("a", "a", 0), ("a", "b", 1), (None, None, 1)])
def test_claims_of_a_relation_of_one_actor_to_itself_are_none(
    subject: str | None, object_: str | None, kept: int
) -> None:
    sides = (records.Actor("the group", 0, 9, id=subject), records.Actor("it", 20, 22, id=object_))
    span, sentence = records.Span("backs", 10, 15), records.Sentence("The group backs it.", 0, 19)
    claim = Claim("c", "relation", "backs", "actual", span, sentence, Document("d", sentence.text))
    assert len(without_repeats([dataclasses.replace(claim, actors=sides[:1], recipients=sides[1:])])) == kept
