"""Which mentions of a sentence fill which role of a claim, learnt from annotated dispatches.

The frames propose (`roles.py`, `measures.py`, `sources.py`); this model decides. It scores each pair of a claim's word
and a mention by what the frames propose, the path between the two in the tree, the kinds of both, and their vectors
from the analysis. It is a sum of embeddings of hashed features and two projected vectors, one hidden layer, and a
linear layer: small enough to read a sentence in some hundred microseconds. `training/roles.py` makes the weights.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Span, Token

from dateline.analysis.pipeline import VECTORS
from dateline.coding.clauses import case_of, is_passive
from dateline.coding.fillers import entity_of, is_nationality, kinds
from dateline.coding.frames import WordClasses
from dateline.coding.sources import is_speech

Floats = npt.NDArray[np.float32]

PARTIES = ("none", "actors", "recipients", "places")  # one of these for each nominal
OTHERS = ("sources", "time", "quantities")  # each of these by itself
LABELS = (*PARTIES, *OTHERS)
BUCKETS = 1 << 14
WORDS = "dateline_words"
FARTHEST = 12  # steps in the tree
KINDS = ("place", "person", "group", "armed", "party", "weapon", "aid", "captive", "nationality")
KEPT_LABELS = frozenset({"nsubj:pass", "nmod:poss", "acl:relcl", "obl:agent"})
SKIPPED = frozenset({"fixed", "flat", "det", "case", "nummod"})


@dataclass(frozen=True, slots=True)
class ClaimWord:
    """What the model sees of a claim: its word and what the frames made of it."""

    token: Token
    type: str
    relation: bool
    form: str
    score: float
    filled: tuple[int, int, int]  # actors, recipients, places that the frames propose


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention that may fill a role: its head, whether it is a nominal, a time or a quantity, and the proposal."""

    token: Token
    sort: str
    proposed: str
    detail: str = ""


def nominals(sentence: Span) -> Iterator[Token]:
    """The heads of the sentence's noun phrases, names inside of others included."""
    for token in sentence:
        if token.is_punct or token.is_space:
            continue
        entity = entity_of(token)
        if entity is not None:
            if token.i == entity.root.i:
                yield token
        elif token.pos_ in ("NOUN", "PROPN", "PRON", "NUM") and token.dep_ not in SKIPPED:
            if token.dep_ != "compound" or is_nationality(token):
                yield token
        elif token.pos_ == "ADJ" and is_nationality(token):
            yield token


@dataclass(slots=True)
class Words:
    """The words of a document as plain lists, since a pair asks for them often; made once a document."""

    heads: list[int]
    labels: list[str]
    deps: list[str]
    lemmas: list[str]
    speech: list[bool]
    own: dict[int, tuple[str, ...]]  # what a mention says of itself, by token


def words_of(doc: Doc) -> Words:
    """The words of a document; kept on it."""
    kept: Words | None = doc.user_data.get(WORDS)
    if kept is None:
        deps = [t.dep_ for t in doc]
        kept = Words(
            [t.head.i for t in doc],
            [dep if dep in KEPT_LABELS else dep.partition(":")[0] for dep in deps],
            deps,
            [t.lemma_ for t in doc],
            [is_speech(t) for t in doc],
            {},
        )
        doc.user_data[WORDS] = kept
    return kept


def features(word: ClaimWord, mention: Mention, others: Sequence[Token], classes: WordClasses) -> list[str]:
    """What speaks for or against a pair, as strings.

    Args:
        word: The claim's word.
        mention: The mention.
        others: The words of all claims of the sentence.
        classes: The lexicon's word classes.
    """
    t, c = word.token, mention.token
    known = words_of(t.doc)
    way = path(known.heads, c.i, t.i)
    if way is None:
        return ["apart", f"sort={mention.sort}", f"rule={mention.proposed}"]
    up, top, down = way
    near = _near_features(word, c, len(up) + len(down), others, known)
    return [*_path_features(word, c, up, top, down, known), *near, *_own(word, mention, classes, known)]


def path(heads: Sequence[int], start: int, end: int) -> tuple[list[int], int, list[int]] | None:
    """The way through the tree, as indices: those up from `start`, the one where it turns, those down to `end`."""
    up = [start]
    at = start
    while heads[at] != at and len(up) <= FARTHEST + 1:
        at = heads[at]
        up.append(at)
    down: list[int] = []
    at = end
    while at not in up:
        if heads[at] == at or len(down) > FARTHEST:
            return None
        down.append(at)
        at = heads[at]
    return up[: up.index(at)], at, down[::-1]


def _path_features(word: ClaimWord, c: Token, up: list[int], top: int, down: list[int], known: Words) -> list[str]:
    t, kind = word.token, word.type
    rise = ">".join([known.labels[i] for i in up[:5]])
    fall = "<".join([known.labels[i] for i in down[:4]])
    way = f"{rise}|{fall}" if len(up) + len(down) <= 6 else "long"
    case = case_of(c) or "-"
    voice = "pass" if t.pos_ == "VERB" and is_passive(t) else "act"
    dep = known.deps[c.i]
    found = [
        f"p={way}", f"p={way};c={case}", f"p={way};{kind}", f"p={way};{t.pos_}", f"p={way};{voice}",
        f"{known.lemmas[t.i]};p={way}", f"len={len(up)}+{len(down)}", f"len={min(6, len(up) + len(down))}",
        f"c={case}", f"c={case};{kind}", f"dep={dep}", f"dep={dep};{kind}", f"u={rise}", f"d={fall}",
    ]  # fmt: skip
    if any(known.speech[i] for i in (*up, *down, top) if i != t.i and i != c.i):
        found += ["speech", f"speech;{len(up)},{len(down)}"]
    return found


def _near_features(word: ClaimWord, c: Token, steps: int, others: Sequence[Token], known: Words) -> list[str]:
    here, there = word.token.i, c.i
    side = "L" if there < here else "R"
    far = min(6, abs(there - here) // 4)
    low, high = min(here, there), max(here, there)
    rivals = [o.i for o in others if o.i != here]
    between = sum(low < i < high for i in rivals)
    nearer = any(distance(known.heads, there, i) < steps for i in rivals)
    return [
        f"side={side}", f"side={side};{word.token.pos_}", f"side={side};{word.type}", f"dist={side}{far}",
        f"btw={min(3, between)}", f"nearer={nearer}", f"nearer={nearer};{steps}",
    ]  # fmt: skip


def distance(heads: Sequence[int], a: int, b: int) -> int:
    """How many steps in the tree lie between two words."""
    way = path(heads, a, b)
    return len(way[0]) + len(way[2]) if way else 99


def _own(word: ClaimWord, mention: Mention, classes: WordClasses, known: Words) -> list[str]:
    c, rule, kind = mention.token, mention.proposed, word.type
    if c.i not in known.own:
        known.own[c.i] = _of_mention(c, classes)
    ks, et, lemma, pos, tag = known.own[c.i]
    actors, recipients, places = word.filled
    out = [
        f"sort={mention.sort}", f"lem={known.lemmas[word.token.i]}", f"type={kind}", f"rel={word.relation}",
        f"rule={rule}", f"rule={rule};{kind}", f"rule={rule};{word.relation}", f"rule={rule};et={et}",
        f"rule={rule};ks={ks}", f"rule={rule};conf={int(word.score * 5)}", f"rule={rule};form={word.form}",
        f"rule={rule};dep={known.deps[c.i]}", f"rule={rule};na={min(2, actors)}",
        f"rule={rule};nr={min(2, recipients)}",
        f"rule={rule};np={min(2, places)}", f"et={et}", f"et={et};{kind}", f"pos={pos}", f"tag={tag}", f"ks={ks}",
        f"ks={ks};{kind}", f"l={lemma}",
    ]  # fmt: skip
    if mention.sort != "nominal":
        out += [f"{f};{mention.sort}" for f in out[4:8]]
        out += [f"x={mention.detail};{mention.sort}", f"x={mention.detail};{kind}", f"x={mention.detail};rule={rule}"]
    return out


def _of_mention(c: Token, classes: WordClasses) -> tuple[str, str, str, str, str]:
    """Kinds, sort of name, lemma, tags. A name stands for its sort only: who is named must not change the code."""
    found = kinds(c, classes)
    name = c.ent_type_ or ("PROPN" if c.pos_ == "PROPN" or is_nationality(c) else "")
    return (
        "+".join(k for k in KINDS if k in found),
        c.ent_type_ or "-",
        f"<{name}>" if name else c.lemma_,
        c.pos_,
        c.tag_,
    )


@functools.lru_cache(maxsize=1 << 17)
def bucket(feature: str) -> int:
    """The row of the embedding that a feature shares with others of its hash."""
    return zlib.crc32(feature.encode()) % BUCKETS


def hashed(found: Sequence[str]) -> list[int]:
    """The buckets of features."""
    return [bucket(f) for f in found]


class RoleModel:
    """The weights. `projected` is asked once a sentence, `scores` once a claim."""

    def __init__(self, weights: dict[str, npt.NDArray[np.floating]]) -> None:
        self.embedding = weights["embedding"].astype(np.float32)  # (BUCKETS, hidden + labels)
        self.word = weights["word"].astype(np.float32)  # (vector, hidden)
        self.mention = weights["mention"].astype(np.float32)
        self.bias = weights["bias"].astype(np.float32)  # (hidden,)
        self.out = weights["out"].astype(np.float32)  # (hidden, labels)
        self.out_bias = weights["out_bias"].astype(np.float32)
        self.hidden = len(self.bias)

    def scores(
        self, word: ClaimWord, mentions: Sequence[Mention], others: Sequence[Token], classes: WordClasses
    ) -> Floats:
        """The logits of each mention: (mentions, labels)."""
        vectors: Floats = word.token.doc.user_data[VECTORS]
        own = vectors[word.token.i] @ self.word + self.bias
        bags = [hashed(features(word, m, others, classes)) for m in mentions]
        starts = np.cumsum([0, *(len(bag) for bag in bags[:-1])])
        sums = np.add.reduceat(self.embedding[[b for bag in bags for b in bag]], starts, axis=0)
        theirs = vectors[[m.token.i for m in mentions]] @ self.mention
        hidden = np.maximum(own + theirs + sums[:, : self.hidden], 0.0)
        logits: Floats = hidden @ self.out + self.out_bias + sums[:, self.hidden :]
        return logits


@functools.cache
def load_role_model() -> RoleModel:
    """The weights that ship with the package."""
    with (resources.files("dateline.coding") / "data" / "roles.npz").open("rb") as file:
        return RoleModel(dict(np.load(file)))
