"""Measure the whole coder on texts that were not made for it, and on texts that were changed.

    python -m training.measure_outside [NAME...] [--errors N]

`gsr` reads the gold-standard sentences of the PLOVER manual, `quiet` texts that have little or nothing to code, `re3d`
the relations of re3d, `capitals` the development gold in capitals and in small letters, `twice` the same text again.
Each is a function of a coder that gives a flat dict of figures; what it counts as found stands in its docstring.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import itertools
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import dateline
from dateline.evaluation_records import content_words
from dateline.ontology import plover_reading
from training.corpora import SHARED, UD, Sentence, Text, paragraphs, read_conllu, surface
from training.heldout import CORPUS, is_held_back
from training.measure_actors import load_scorer

GOLD = SHARED / "gold"
GSR = SHARED / "corpora" / "plover" / "gsr-dev.jsonl"
RE3D = SHARED / "corpora" / "re3d" / "dev.jsonl"
CODABLE = CORPUS.parent / "quiet" / "codable.csv"

NEWS = frozenset(("news", "interview"))  # genres of GUM that are no test of quiet
BORDER = "speech"  # a genre of GUM that may well hold claims: counted apart
NOBODY = frozenset(("IGO", "IMG", "NGO", "NGM", "MNC", "ISM"))  # codes of the PLOVER records that name no country

PARTIES = frozenset(("Organisation", "Person", "Nationality"))  # entities of re3d that act
RELATIONS = ("FightingAgainst", "AlliesOf", "BelongsTo", "InChargeOf")
SYMMETRIC = frozenset(("FightingAgainst", "AlliesOf"))
SURE = 0.5  # relations of re3d that its annotators trusted less neither count nor cost
IN_CHARGE = frozenset(
    "chairman chief commander director emir general governor head king leader mayor minister premier president "
    "ruler secretary".split()
)
BENEATH = frozenset("acting assistant deputy spokesman spokesperson spokeswoman under vice".split())

Record = dict[str, Any]
Figures = dict[str, float]
Misses = defaultdict[str, list[str]]


def code(coder: Any, text: str, published: str | None, name: str) -> list[Record]:
    """The claims of a text in the form that is printed."""
    return [claim.to_dict() for claim in coder(text, published=published, id=name)]


def read_lines(path: Path) -> list[Record]:
    """The records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def share(part: float, whole: float, digits: int = 3) -> float:
    """A share, rounded; 0 of nothing."""
    return round(part / whole, digits) if whole else 0.0


def words_meet(left: str | None, right: str | None) -> bool:
    """Whether two wordings share half of the content words of the shorter; "U.S." is one word."""
    a, b = (content_words((text or "").replace(".", "")) for text in (left, right))
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= 0.5


# The gold-standard records of the PLOVER manual


def same_party(gold: Record, filler: Record) -> bool:
    """Whether a filler is the gold party: its text or name meets the gold words, or it has the same country code."""
    if any(words_meet(gold["text"], filler.get(key)) for key in ("text", "name")):
        return True
    return gold["code"] not in NOBODY and gold["code"] == filler.get("country")


def parties_found(gold: Sequence[Record], fillers: Sequence[Record]) -> list[Record]:
    """The gold parties that are among the fillers, one to one; those with the same words choose first."""
    free, found = list(fillers), []
    for match in (lambda g, f: same_party({**g, "code": ""}, f), same_party):
        for party in gold:
            filler = None if party in found else next((f for f in free if match(party, f)), None)
            if filler is not None:
                free.remove(filler)
                found.append(party)
    return found


class Fit(NamedTuple):
    """What of a gold-standard record one claim has; claims are compared by it, the first fields weighing most."""

    parties: int  # actors and recipients in their roles
    mode: bool
    contexts: int
    anywhere: int  # actors and recipients, in any role or as places
    actors: int
    recipients: int


def fit(gold: Record, claim: Record) -> Fit:
    """Compare a claim with a gold-standard record."""
    actors, recipients = (len(parties_found(gold[role], claim[role + "s"])) for role in ("actor", "recipient"))
    everyone = [*claim["actors"], *claim["recipients"], *claim["places"]]
    return Fit(
        parties=actors + recipients,
        mode=gold["mode"] in claim["modes"],
        contexts=len(set(gold["context"] or ()) & set(claim["contexts"])),
        anywhere=len(parties_found([*gold["actor"], *gold["recipient"]], everyone)),
        actors=actors,
        recipients=recipients,
    )


def acceptable(gold: Record, claim: Record) -> bool:
    """Whether a claim is an event of a category that the record accepts, as it is or as PLOVER folds it."""
    if claim["kind"] != "event":
        return False
    return bool({claim["type"], plover_reading(claim["type"], claim["status"])[0]} & set(gold["event_accept"]))


def gsr(coder: Any, misses: Misses | None = None) -> Figures:
    """The gold-standard records of the PLOVER manual, one sentence and one event each.

    A record is found (`category`) when a claim of its sentence is an event of an acceptable category, as it is or
    folded; of several the one with most parties in their roles counts, then with the right mode, then with most
    contexts. `silent` is the share of sentences without any event, `events` how many a sentence has. A gold actor is
    found when one of the claim's actors shares half of the content words of the shorter wording, in text or name, or
    has the same country code; a recipient likewise; no filler stands for two. `parties` looks for both among actors,
    recipients and places alike: the manual makes a place that is attacked or visited a recipient, our guidelines do
    not. These shares are of all gold parties, those of records not found included; `..._given` of the found records
    only, as are the contexts. A mode is right when it is one of the claim's.
    """
    count: Counter[str] = Counter()
    misses = defaultdict(list) if misses is None else misses
    for gold in read_lines(GSR):
        events = [claim for claim in code(coder, gold["text"], None, gold["id"]) if claim["kind"] == "event"]
        size = {"actors": len(gold["actor"]), "recipients": len(gold["recipient"]), "modes": bool(gold["mode"])}
        count.update(["records", f"records:{gold['event']}"], events=len(events), silent=not events, **size)
        fitting = [(fit(gold, claim), claim) for claim in events if acceptable(gold, claim)]
        if fitting:
            best, claim = max(fitting, key=lambda pair: pair[0])
            count.update(["found", f"found:{gold['event']}"], **{f"given_{name}": n for name, n in size.items()})
            count.update(_found(gold, best, claim))
            _note_record(misses, gold, best, claim)
        else:
            coded = ", ".join(f"{c['type']} {c['status']} {c['trigger']['text']!r}" for c in events) or "no event"
            wanted = "/".join(gold["event_accept"])
            misses["gsr category"].append(f"{gold['id']} {wanted}, coded {coded}: {gold['text']}")
    return _gsr_figures(count)


def _found(gold: Record, best: Fit, claim: Record) -> dict[str, int]:
    return {
        "found_actors": best.actors,
        "found_recipients": best.recipients,
        "found_anywhere": best.anywhere,
        "found_modes": best.mode,
        "contexts": best.contexts,
        "gold_contexts": len(gold["context"] or ()),
        "coded_contexts": len(claim["contexts"]),
    }


def _note_record(misses: Misses, gold: Record, best: Fit, claim: Record) -> None:
    sides = [
        ("actor", best.actors < len(gold["actor"]), [f["text"] for f in gold["actor"]]),
        ("recipient", best.recipients < len(gold["recipient"]), [f["text"] for f in gold["recipient"]]),
        ("mode", bool(gold["mode"]) and not best.mode, gold["mode"]),
        ("context", set(gold["context"] or ()) != set(claim["contexts"]), gold["context"]),
    ]
    for name, wrong, wanted in sides:
        if wrong:
            coded = [f if isinstance(f, str) else f["text"] for f in claim[f"{name}s"]]
            head = f"{gold['id']} {claim['type']} {claim['trigger']['text']!r}"
            misses[f"gsr {name}"].append(f"{head}: {wanted}, coded {coded}: {gold['text']}")


def _gsr_figures(count: Counter[str]) -> Figures:
    figures: Figures = {"records": count["records"], "category": share(count["found"], count["records"])}
    figures |= {name: share(count[name], count["records"]) for name in ("silent", "events")}
    for name in ("actors", "recipients", "modes"):
        figures[name] = share(count[f"found_{name}"], count[name])
        figures[f"{name}_given"] = share(count[f"found_{name}"], count[f"given_{name}"])
    figures["parties"] = share(count["found_anywhere"], count["actors"] + count["recipients"])
    figures["parties_given"] = share(count["found_anywhere"], count["given_actors"] + count["given_recipients"])
    figures["contexts_p"] = share(count["contexts"], count["coded_contexts"])
    figures["contexts_r"] = share(count["contexts"], count["gold_contexts"])
    types = sorted(key.split(":")[1] for key in count if key.startswith("records:"))
    return figures | {f"category:{t}": share(count[f"found:{t}"], count[f"records:{t}"]) for t in types}


# Texts that have little to code


def running_text(text: Text) -> str:
    """A treebank's document as it would be read, its paragraphs apart."""
    return "\n\n".join(surface(paragraph)[0] for paragraph in paragraphs(text))


def sentence_spans(text: Text) -> list[tuple[int, int]]:
    """Where each sentence of a treebank's document stands in its running text."""
    spans, at = [], 0
    for paragraph in paragraphs(text):
        running, words, starts = surface(paragraph)
        for first, after in itertools.pairwise([*starts, len(words)]):
            spans.append((at + words[first][0], at + words[after - 1][1]))
        at += len(running) + 2
    return spans


def sentence_hash(sentence: Sentence) -> str:
    """The first 8 hexadecimal characters of the SHA-256 of a sentence's text."""
    return hashlib.sha256(surface([sentence])[0].encode()).hexdigest()[:8]


def read_codable(path: Path) -> dict[str, dict[int, str]]:
    """The sentences of each document that hold a codable claim, or may, with the hash of each; see its README."""
    listed: dict[str, dict[int, str]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            listed[row["document"]][int(row["sentence"])] = row["sha256_8"]
    return dict(listed)


def quiet_sentences(text: Text, listed: dict[int, str]) -> set[int]:
    """The sentences of a document that hold nothing to code: those not listed, whose hashes must be the text's own."""
    for i, expected in listed.items():
        if i >= len(text.sentences) or sentence_hash(text.sentences[i]) != expected:
            raise ValueError(f"{text.name} [{i}] is not the sentence that was annotated ({expected})")
    return set(range(len(text.sentences))) - listed.keys()


def kind_of(claim: Record) -> str:
    """How quiet counts a claim: an event, a relation, or the role of a named person."""
    return "roles" if claim["type"] == "role" else claim["kind"] + "s"


def quiet(coder: Any, misses: Misses | None = None) -> Figures:
    """Claims per 100 sentences of texts that should give few.

    The documents of GUM's development and test files that are neither news nor interviews, by genre and together
    (`gum`); speeches stand apart. Then the hard negatives of our own corpus that training does not see (`negative`):
    of these, only sentences without any gold record. `claims` are events and relations other than `role`, which have a
    figure of their own: a named office holder in a biography is a right claim.

    Some sentences of GUM do hold a claim: `corpus/quiet/codable.csv` lists them. What is coded in the others is false:
    `claims_per_100_quiet` counts all of it, roles too, for 100 of these `quiet_sentences`, and `silent_share` is the
    share of them without any claim. A list that is not of these texts is an error.
    """
    count: Counter[str] = Counter()
    misses = defaultdict(list) if misses is None else misses
    listed = read_codable(CODABLE)
    for text in itertools.chain.from_iterable(read_conllu(UD / f"en_gum-{part}.conllu") for part in ("dev", "test")):
        genre = text.name.split("_")[1]
        if genre not in NEWS:
            groups = [genre] if genre == BORDER else [genre, "gum"]
            claims = code(coder, running_text(text), None, text.name)
            _count_quiet(count, misses, groups, len(text.sentences), claims)
            _count_false(count, misses, groups, text, quiet_sentences(text, listed.pop(text.name, {})), claims)
    if listed:
        raise ValueError(f"{CODABLE} lists documents that are not read: {', '.join(sorted(listed))}")
    for gold in negatives(CORPUS):
        claims = code(coder, gold["text"], gold.get("date"), gold["doc"])
        silent = set(range(len(gold["sentences"]))) - {record["sent"] for record in gold["records"]}
        spurious = [c for c in claims if sentence_of(c, gold["sentences"]) in silent]
        _count_quiet(count, misses, ["negative"], len(silent), spurious)
    groups = [key.split(":")[0] for key in count if key.endswith(":sentences")]
    return {
        f"{group}_{name}": value
        for group in sorted(groups, key=lambda g: (g in ("gum", BORDER, "negative"), g))
        for name, value in _quiet_figures(count, group).items()
    }


def negatives(folder: Path) -> Iterator[Record]:
    """The hard negatives of our own corpus that are held back from training."""
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if str(gold.get("genre")).startswith("negative") and is_held_back(gold["doc"]):
            yield gold


def sentence_of(claim: Record, spans: Sequence[Sequence[int]]) -> int:
    """The gold sentence in which a claim's trigger starts, as the scorer has it."""
    at = (claim.get("trigger") or claim["sentence"])["start"]
    return max((i for i, (start, _) in enumerate(spans) if start <= at), default=0)


def _count_quiet(
    count: Counter[str], misses: Misses, groups: Iterable[str], sentences: int, claims: Sequence[Record]
) -> None:
    for group in groups:
        count[f"{group}:sentences"] += sentences
        count.update(f"{group}:{kind_of(claim)}" for claim in claims)
    for claim in claims:
        line = f"{claim['document']['id']} {claim['type']} {claim['status']} {claim['trigger']['text']!r}"
        misses[f"quiet {kind_of(claim)}"].append(f"{line}: {claim['sentence']['text']}")


def _count_false(
    count: Counter[str], misses: Misses, groups: Iterable[str],
    text: Text, silent: set[int], claims: Sequence[Record],
) -> None:  # fmt: skip
    spans = sentence_spans(text)
    at = [sentence_of(claim, spans) for claim in claims]
    false = sum(i in silent for i in at)
    for group in groups:
        count[f"{group}:quiet"] += len(silent)
        count[f"{group}:false"] += false
        count[f"{group}:silent"] += len(silent.difference(at))
    for i, claim in zip(at, claims, strict=True):
        if i in silent:
            line = f"{text.name} [{i}] {claim['type']} {claim['status']} {claim['trigger']['text']!r}"
            misses["quiet false"].append(f"{line}: {claim['sentence']['text']}")


def _quiet_figures(count: Counter[str], group: str) -> Figures:
    sentences = count[f"{group}:sentences"]
    events, relations, roles = (100 * count[f"{group}:{kind}"] for kind in ("events", "relations", "roles"))
    figures: Figures = {
        "sentences": sentences,
        "claims": share(events + relations, sentences, 1),
        "events": share(events, sentences, 1),
        "roles": share(roles, sentences, 1),
    }
    if f"{group}:quiet" in count:
        silent = count[f"{group}:quiet"]
        figures["quiet_sentences"] = silent
        figures["claims_per_100_quiet"] = share(100 * count[f"{group}:false"], silent, 1)
        figures["silent_share"] = share(count[f"{group}:silent"], silent)
    return figures


# The relations of re3d


class Pair(NamedTuple):
    """Two parties that stand in one of several relations of re3d, the likeliest first."""

    relations: tuple[str, ...]
    left: Record
    right: Record


def leads(label: str | None) -> bool:
    """Whether a title is that of whoever is in charge."""
    words = set(re.findall(r"[a-z]+", (label or "").lower()))
    return bool(words & IN_CHARGE) and not words & BENEATH


def pairs_of(claim: Record) -> list[Pair]:
    """The pairs that a claim asserts in the terms of re3d; none when it is negated."""
    relations, targets, mutual = _reading(claim["type"], claim.get("label"))
    if not relations or claim["status"] == "negated":
        return []
    actors, others = claim["actors"], claim[targets]
    # Three who strike together are no three enemies.
    mutual = mutual and (len(actors) == 2 or relations != ("FightingAgainst",))
    sides = itertools.product(actors, others) if others or not mutual else itertools.combinations(actors, 2)
    joined = itertools.combinations(actors, 2) if claim["type"] == "COOPERATE" and others else ()
    return [Pair(relations, left, right) for left, right in itertools.chain(sides, joined)]


def _reading(type: str, label: str | None) -> tuple[tuple[str, ...], str, bool]:
    """The relations that a type may be, the role of their second party, and whether actors alone may be both sides."""
    match type:
        case "ASSAULT" | "opposes":
            return ("FightingAgainst",), "recipients", True
        case "allied_with" | "COOPERATE":
            return ("AlliesOf",), "recipients", True
        case "backs" | "AID":
            return ("AlliesOf",), "recipients", False
        case "role":
            return ("InChargeOf", "BelongsTo") if leads(label) else ("BelongsTo",), "recipients", False
        case "member_of" | "affiliated_with":
            return ("BelongsTo", "InChargeOf") if leads(label) else ("BelongsTo",), "recipients", False
        case "controls":
            return ("InChargeOf",), "places", False
    return (), "recipients", False


def required(relation: Record, types: dict[tuple[int, int], str]) -> bool:
    """Whether a claim could tell of this relation: between parties, or a party in charge of a place."""
    source, target = (types.get(tuple(relation[side]), "") for side in ("source", "target"))
    return source in PARTIES and (target in PARTIES or (relation["type"], target) == ("InChargeOf", "Location"))


def mention_met(filler: Record, text: str, span: Sequence[int]) -> bool:
    """Whether a filler overlaps with an entity in the text, or has half of the words of the shorter."""
    start, end = span
    return (filler["start"] < end and start < filler["end"]) or words_meet(filler["text"], text[start:end])


def pair_met(pair: Pair, relation: Record, text: str) -> bool:
    """Whether a coded pair is the gold relation; the order is free for symmetric ones."""
    if relation["type"] not in pair.relations:
        return False
    source, target = relation["source"], relation["target"]
    ways = [(pair.left, pair.right)] + [(pair.right, pair.left)] * (relation["type"] in SYMMETRIC)
    return any(mention_met(a, text, source) and mention_met(b, text, target) for a, b in ways)


def gold_relations(record: Record) -> tuple[list[Record], list[Record]]:
    """The relations of a re3d document that we ask for and those that we excuse; a symmetric one stands once."""
    types = {(e["start"], e["end"]): e["type"] for e in sorted(record["entities"], key=lambda e: e["confidence"])}
    wanted: dict[tuple[Any, ...], Record] = {}
    excused = []
    for relation in record["relations"]:
        if relation["type"] not in RELATIONS:
            continue
        sides = [tuple(relation["source"]), tuple(relation["target"])]
        if relation["confidence"] >= SURE and required(relation, types):
            wanted[(relation["type"], *(sorted(sides) if relation["type"] in SYMMETRIC else sides))] = relation
        else:
            excused.append(relation)
    return list(wanted.values()), excused


def re3d(coder: Any, misses: Misses | None = None) -> Figures:
    """Pairs of parties in four relations of re3d, `all` and in documents that training did not see (`unseen`).

    We read as FightingAgainst an ASSAULT and `opposes`; as AlliesOf `allied_with`, `backs`, COOPERATE and AID (military
    help, in these texts); as BelongsTo `member_of`, `affiliated_with` and `role`; as InChargeOf a `role` or membership
    whose title leads, which may be BelongsTo as well, and `controls` with its place. Without a
    recipient two actors are the sides of a clash, and any number those of an alliance or a cooperation. Negated claims
    say nothing.

    A gold relation is found when a claim of its sentence gives a pair whose fillers overlap with the two entities or
    share half of the words; the order is free for the two symmetric relations. Only relations between organisations,
    persons and peoples are asked for, and InChargeOf of a location: re3d also has weapons, vehicles and places as
    parties, which our guidelines do not; such pairs, and those with a confidence below one half, neither count nor
    cost. A coded pair that meets none counts against precision, though re3d does not mark all that holds.
    """
    count: Counter[str] = Counter()
    misses = defaultdict(list) if misses is None else misses
    trained = trained_re3d(GOLD / "train")
    for record in read_lines(RE3D):
        groups = ["all"] if record["id"] in trained else ["all", "unseen"]
        wanted, excused = gold_relations(record)
        claims = code(coder, record["text"], None, record["id"])
        coded = {_pair_key(pair): (claim, pair) for claim in claims for pair in pairs_of(claim)}
        _count_pairs(count, misses, groups, record, (wanted, excused), list(coded.values()))
    return {
        f"{group}{name}_{figure}": value
        for group in ("all", "unseen")
        for name in ("", *(f":{relation}" for relation in RELATIONS))
        for figure, value in _pair_figures(count, group + name).items()
    }


def trained_re3d(folder: Path) -> set[str]:
    """The ids of the re3d documents that training sees, by our own annotation of them."""
    golds = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("re3d-*.json")))
    return {gold["origin"].split()[-1] for gold in golds if not is_held_back(gold["doc"])}


def _pair_key(pair: Pair) -> tuple[Any, ...]:
    return pair.relations, pair.left["start"], pair.left["text"], pair.right["start"], pair.right["text"]


def _count_pairs(
    count: Counter[str], misses: Misses, groups: Sequence[str], record: Record,
    gold: tuple[list[Record], list[Record]], coded: Sequence[tuple[Record, Pair]],
) -> None:  # fmt: skip
    text, name = record["text"], record["id"][:8]

    def met(claim: Record, pair: Pair, relation: Record) -> bool:
        at = relation["source"][0]
        inside = claim["sentence"]["start"] <= at < claim["sentence"]["end"]
        return inside and pair_met(pair, relation, text)

    for relation in gold[0]:
        found = any(met(claim, pair, relation) for claim, pair in coded)
        _add(count, groups, relation["type"], gold=1, found=found)
        if not found:
            line = f"{name} {relation['type']} {relation['source_text']!r} - {relation['target_text']!r}"
            misses["re3d missed"].append(f"{line}: {_around(text, relation)}")
    for claim, pair in coded:
        hits = [r["type"] for r in gold[0] if met(claim, pair, r)]
        if hits or not any(met(claim, pair, r) for r in gold[1]):
            _add(count, groups, hits[0] if hits else pair.relations[0], coded=1, right=bool(hits))
        if not hits:
            line = f"{name} {claim['type']} {pair.left['text']!r} - {pair.right['text']!r}"
            misses["re3d spurious"].append(f"{line}: {claim['sentence']['text']}")


def _add(count: Counter[str], groups: Iterable[str], relation: str, **counts: int) -> None:
    for group in groups:
        for name in (group, f"{group}:{relation}"):
            count.update({f"{name}_{key}": value for key, value in counts.items()})


def _around(text: str, relation: Record) -> str:
    ends = [*relation["source"], *relation["target"]]
    return text[max(0, min(ends) - 60) : max(ends) + 40].replace("\n", " ")


def _pair_figures(count: Counter[str], name: str) -> Figures:
    precision = share(count[f"{name}_right"], count[f"{name}_coded"])
    recall = share(count[f"{name}_found"], count[f"{name}_gold"])
    return {"p": precision, "r": recall, "coded": count[f"{name}_coded"], "gold": count[f"{name}_gold"]}


# Text in capitals, and text that comes again


def recase(text: str, change: Callable[[str], str]) -> str:
    """The text in another case, character by character; those that would change their length stay as they are."""
    return "".join(new if len(new := change(char)) == 1 else char for char in text)


def capitals(coder: Any, misses: Misses | None = None) -> Figures:
    """F1 of events and relations on the development gold as it is, in capitals and in small letters."""
    scorer = load_scorer()
    misses = defaultdict(list) if misses is None else misses
    gold = scorer.load_gold(GOLD / "dev")
    figures: Figures = {}
    before: set[str] = set()
    for name, change in (("as_is", str), ("upper", str.upper), ("lower", str.lower)):
        coded = {doc: _scored_form(scorer, coder, g, recase(g["text"], change)) for doc, g in gold.items()}
        result = scorer.score(gold, coded)
        figures |= {f"{kind}_{name}": round(result["scores"][kind]["f1"], 3) for kind in ("event", "relation")}
        missed = [f"{doc} [{r['sent']}] {r['type']} {r.get('trigger', '')!r}" for doc, r in result["missed"]]
        if name == "as_is":
            before = set(missed)
        misses[f"capitals {name}"] += [line for line in missed if name == "as_is" or line not in before]
    return figures


def _scored_form(scorer: Any, coder: Any, gold: Record, text: str) -> list[Record]:
    found = (scorer.from_output(c, {gold["doc"]: gold}) for c in code(coder, text, gold.get("date"), gold["doc"]))
    return [pair[1] for pair in found if pair]


def claim_key(claim: Record) -> tuple[Any, ...]:
    """What makes two claims the same wherever they stand: type, status, and the words of all their parts."""
    fillers = [
        (role, filler["text"])
        for role in ("actors", "recipients", "places", "quantities", "sources")
        for filler in claim[role]
    ]
    if claim["time"]:
        fillers.append(("time", claim["time"]["text"]))
    return claim["type"], claim["status"], claim["trigger"]["text"], claim["sentence"]["text"], tuple(sorted(fillers))


def differences(left: Iterable[Record], right: Iterable[Record]) -> tuple[int, int, list[str]]:
    """How many claims two codings share, how many distinct ones they have together, and the others in words."""
    a, b = Counter(map(claim_key, left)), Counter(map(claim_key, right))
    lines = [f"{sign} {key}" for sign, rest in (("-", a - b), ("+", b - a)) for key in rest.elements()]
    return (a & b).total(), (a | b).total(), lines


def twice(coder: Any, misses: Misses | None = None) -> Figures:
    """The share of claims that stay the same when the development texts are coded again, or doubled.

    `again` codes all of them a second time in the same process, in the opposite order. `first` and `second` are the
    halves of a text with itself appended after a blank line, each against the text alone. The share is of all claims
    that either coding has; claims are the same by type, status, trigger, sentence and the words of their fillers.
    """
    count: Counter[str] = Counter()
    misses = defaultdict(list) if misses is None else misses
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((GOLD / "dev").glob("*.json"))]
    alone = [code(coder, gold["text"], gold.get("date"), gold["doc"]) for gold in golds]
    for gold, claims in reversed(list(zip(golds, alone, strict=True))):
        text, date, name = gold["text"], gold.get("date"), gold["doc"]
        doubled = code(coder, f"{text}\n\n{text}", date, name)
        others = {
            "again": code(coder, text, date, name),
            "first": [c for c in doubled if c["trigger"]["start"] < len(text)],
            "second": [c for c in doubled if c["trigger"]["start"] >= len(text)],
        }
        for part, other in others.items():
            same, together, lines = differences(claims, other)
            count.update({part: same, f"all:{part}": together})
            misses[f"twice {part}"] += [f"{name} {line}" for line in lines]
    figures = {part: share(count[part], count[f"all:{part}"]) for part in ("again", "first", "second")}
    return figures | {"claims": sum(map(len, alone))}


MEASURES: dict[str, Callable[[Any, Misses | None], Figures]] = {
    "gsr": gsr,
    "quiet": quiet,
    "re3d": re3d,
    "capitals": capitals,
    "twice": twice,
}


def main() -> None:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(MEASURES)}; all by default")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N misses of each kind")
    args = parser.parse_args()
    unknown = [name for name in args.names if name not in MEASURES]
    if unknown:
        parser.error(f"no measure {', '.join(unknown)}; there are {', '.join(MEASURES)}")
    coder = dateline.load()
    for name in args.names or MEASURES:
        misses: Misses = defaultdict(list)
        print(f"\n{name}")
        for key, value in MEASURES[name](coder, misses).items():
            print(f"  {key:28}{value:>8}")
        for kind, lines in misses.items():
            for line in lines[: args.errors]:
                print(f"{kind}: {line}")


if __name__ == "__main__":
    main()
