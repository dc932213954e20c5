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
from spacy.tokens import Span, Token

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


def features(word: ClaimWord, mention: Mention, others: Sequence[Token], classes: WordClasses) -> list[str]:
    """What speaks for or against a pair, as strings.

    Args:
        word: The claim's word.
        mention: The mention.
        others: The words of all claims of the sentence.
        classes: The lexicon's word classes.
    """
    t, c = word.token, mention.token
    way = path(c, t)
    if way is None:
        return ["apart", f"sort={mention.sort}", f"rule={mention.proposed}"]
    up, top, down = way
    return [
        *_path_features(word, c, up, top, down),
        *_near_features(word, c, len(up) + len(down), others),
        *_own(word, mention, classes),
    ]


def path(start: Token, end: Token) -> tuple[list[Token], Token, list[Token]] | None:
    """The way through the tree: the tokens up from `start`, the one where it turns, those down to `end`."""
    above: dict[int, int] = {}
    at, steps = start, 0
    up: list[Token] = []
    while True:
        above[at.i] = steps
        up.append(at)
        if at.head == at or steps > FARTHEST:
            break
        at, steps = at.head, steps + 1
    down: list[Token] = []
    at = end
    while at.i not in above:
        if at.head == at or len(down) > FARTHEST:
            return None
        down.append(at)
        at = at.head
    return up[: above[at.i]], at, down[::-1]


def _label(token: Token) -> str:
    dep: str = token.dep_
    return dep if dep in KEPT_LABELS else dep.partition(":")[0]


def _path_features(word: ClaimWord, c: Token, up: list[Token], top: Token, down: list[Token]) -> list[str]:
    t, kind = word.token, word.type
    rise = ">".join(map(_label, up[:5]))
    fall = "<".join(map(_label, down[:4]))
    way = f"{rise}|{fall}" if len(up) + len(down) <= 6 else "long"
    case = case_of(c) or "-"
    voice = "pass" if t.pos_ == "VERB" and is_passive(t) else "act"
    found = [
        f"p={way}", f"p={way};c={case}", f"p={way};{kind}", f"p={way};{t.pos_}", f"p={way};{voice}",
        f"p={way};{voice};{word.relation}", f"{t.lemma_};p={way}", f"len={len(up)}+{len(down)}",
        f"len={min(6, len(up) + len(down))}", f"c={case}", f"c={case};{kind}", f"dep={c.dep_}", f"dep={c.dep_};{kind}",
        f"u={rise}", f"d={fall}", f"top={top.pos_}",
    ]  # fmt: skip
    if any(is_speech(x) for x in (*up, *down, top) if x != t and x != c):
        found += ["speech", f"speech;{len(up)},{len(down)}"]
    return found


def _near_features(word: ClaimWord, c: Token, steps: int, others: Sequence[Token]) -> list[str]:
    t = word.token
    side = "L" if c.i < t.i else "R"
    far = min(6, abs(c.i - t.i) // 4)
    low, high = min(t.i, c.i), max(t.i, c.i)
    between = sum(low < o.i < high for o in others)
    nearer = any(_steps(c, o) < steps for o in others if o != t)
    return [
        f"side={side}", f"side={side};{t.pos_}", f"side={side};{word.type}", f"dist={far}", f"dist={side}{far}",
        f"btw={min(3, between)}", f"nearer={nearer}", f"nearer={nearer};{steps}",
    ]  # fmt: skip


def _steps(a: Token, b: Token) -> int:
    way = path(a, b)
    return len(way[0]) + len(way[2]) if way else 99


def _own(word: ClaimWord, mention: Mention, classes: WordClasses) -> list[str]:
    c, rule, kind = mention.token, mention.proposed, word.type
    found = kinds(c, classes)
    ks = "+".join(k for k in KINDS if k in found)
    et = c.ent_type_ or "-"
    actors, recipients, places = word.filled
    out = [
        f"sort={mention.sort}", f"lem={word.token.lemma_}", f"type={kind}", f"rel={word.relation}", f"rule={rule}",
        f"rule={rule};{kind}", f"rule={rule};{word.relation}", f"rule={rule};et={et}", f"rule={rule};ks={ks}",
        f"rule={rule};conf={int(word.score * 5)}", f"rule={rule};form={word.form}", f"rule={rule};dep={c.dep_}",
        f"rule={rule};na={min(2, actors)}", f"rule={rule};nr={min(2, recipients)}", f"rule={rule};np={min(2, places)}",
        f"et={et}", f"et={et};{kind}", f"pos={c.pos_}", f"tag={c.tag_}", f"ks={ks}", f"ks={ks};{kind}", f"l={c.lemma_}",
    ]  # fmt: skip
    if mention.sort != "nominal":
        out += [f"{f};{mention.sort}" for f in out[4:8]]
        out += [f"x={mention.detail};{mention.sort}", f"x={mention.detail};{kind}", f"x={mention.detail};rule={rule}"]
    return out


def hashed(found: Sequence[str]) -> list[int]:
    """The buckets of features."""
    return [zlib.crc32(f.encode()) % BUCKETS for f in found]


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
        sums = np.stack([self.embedding[hashed(features(word, m, others, classes))].sum(0) for m in mentions])
        theirs = np.stack([vectors[m.token.i] @ self.mention for m in mentions])
        hidden = np.maximum(own + theirs + sums[:, : self.hidden], 0.0)
        logits: Floats = hidden @ self.out + self.out_bias + sums[:, self.hidden :]
        return logits


@functools.cache
def load_role_model() -> RoleModel:
    """The weights that ship with the package."""
    with (resources.files("dateline.coding") / "data" / "roles.npz").open("rb") as file:
        return RoleModel(dict(np.load(file)))
