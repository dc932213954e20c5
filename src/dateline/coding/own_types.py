"""A user's own event types: files that `dateline train-type` wrote, and what they say of the words of a document.

A type is a linear reading of the vectors that the encoder makes of words, so it holds for the model that it was
trained for and no other.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Span, Token

from dateline.analysis.pipeline import VECTORS
from dateline.analysis.runtime import digest, model_folder
from dateline.coding.candidates import Candidate
from dateline.coding.clauses import slots
from dateline.coding.frames import Frame
from dateline.errors import InputError
from dateline.home import home, layers
from dateline.ontology import load_ontology

Floats = npt.NDArray[np.float64]
Up = Callable[[int], int | None]

KIND = "types"
FORM = "own"  # of their candidates
FORMAT = 1
NAME = re.compile(r"[A-Z][A-Z0-9_-]{1,40}", re.ASCII)
CAMEO = re.compile(r"(?:0[1-9]|1\d|20)\d{0,2}", re.ASCII)
WORDS = frozenset({"VERB", "NOUN", "ADJ", "PROPN"})  # parts of speech that can tell of an event
APART = frozenset({"conj", "ccomp", "advcl", "acl:relcl", "parataxis", "list", "root", "ROOT"})  # another happening


@dataclass(frozen=True, slots=True)
class OwnType:
    """An event type of the user's: what it means, and which word tells of it.

    `threshold` is the least chance at which a word tells of it, `model` the digest of the model that it reads,
    `examples` and `scores` what it was trained on and how well that went (held-back examples).
    """

    name: str
    weights: Floats
    bias: float
    threshold: float
    model: str
    gist: str | None = None
    quad: str | None = None
    cameo: str | None = None
    intensity: float | None = None
    examples: Mapping[str, int] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)

    def chances(self, vectors: npt.NDArray[Any]) -> Floats:
        """How likely each word (a row) tells of the event."""
        return sigmoid(vectors @ self.weights + self.bias)

    def to_dict(self) -> dict[str, Any]:
        """The form in which it is stored."""
        return {
            "format": FORMAT,
            "name": self.name,
            "gist": self.gist,
            "quad": self.quad,
            "cameo": self.cameo,
            "intensity": self.intensity,
            "threshold": self.threshold,
            "model": self.model,
            "examples": dict(self.examples),
            "scores": dict(self.scores),
            "bias": self.bias,
            "weights": [float(f"{weight:.7g}") for weight in self.weights],
        }

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> OwnType:
        """Read the stored form.

        Raises:
            ValueError: Something is missing or of the wrong kind.
        """
        try:
            if raw["format"] != FORMAT:
                raise ValueError(f"its format is {raw['format']!r}, not {FORMAT}")
            made = cls(
                name=str(raw["name"]),
                weights=np.asarray(raw["weights"], dtype=np.float64),
                bias=float(raw["bias"]),
                threshold=float(raw["threshold"]),
                model=str(raw["model"]),
                gist=_words(raw["gist"]),
                quad=_words(raw["quad"]),
                cameo=_words(raw["cameo"]),
                intensity=None if raw["intensity"] is None else float(raw["intensity"]),
                examples={str(key): int(value) for key, value in raw["examples"].items()},
                scores={str(key): float(value) for key, value in raw["scores"].items()},
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{type(error).__name__}: {error}") from error
        numbers = [*made.weights.ravel(), made.bias, made.threshold, made.intensity or 0.0]
        if made.weights.ndim != 1 or not np.isfinite(numbers).all():
            raise ValueError("its weights are no list of numbers")
        check_facts(made.name, made.quad, made.cameo, made.intensity)
        return made


def _words(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def sigmoid(x: Floats) -> Floats:
    """The logistic function; large values of either sign do no harm."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * x)), dtype=np.float64)


def check_facts(name: str, quad: str | None, cameo: str | None, intensity: float | None) -> None:
    """Check what a user says of a type.

    Raises:
        InputError: A name, quad class, CAMEO code or intensity that cannot be one.
    """
    ontology = load_ontology()
    if not NAME.fullmatch(name):
        raise InputError(
            "E-NAME", f"{name!r} cannot name a type; use capitals A-Z, then digits, _ and - too: RANSOM, COUP_ATTEMPT"
        )
    if name in ontology.event_types:
        raise InputError("E-NAME", f"{name} is a type that Dateline has already; choose another name")
    if quad is not None and quad not in ontology.quads:
        raise InputError("E-QUAD", f"no quad class {quad!r}; there are {', '.join(ontology.quads)}")
    if cameo is not None and not CAMEO.fullmatch(cameo):
        raise InputError("E-CAMEO", f"{cameo!r} is no CAMEO code; two to four digits, the first two from 01 to 20")
    if intensity is not None and not -10 <= intensity <= 10:
        raise InputError("E-INTENSITY", f"the intensity {intensity} does not lie between -10 and 10")


# --- files


def type_path(name: str) -> Path:
    """Where a type of this name is kept."""
    return home() / KIND / f"{name}.json"


def write_own_type(own: OwnType) -> Path:
    """Store a type so that its file appears whole; one of the same name is replaced."""
    path = type_path(own.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(own.to_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(part, path)
    return path


def read_own_type(path: Path, model: str | None = None) -> OwnType:
    """Read a stored type; with `model`, only one that was trained for the model of that digest.

    Raises:
        InputError: It cannot be read, or was trained for another model.
    """
    remedy = f"train it again with `dateline train-type {path.stem} ...`, or remove {path}"
    try:
        own = OwnType.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, RecursionError, InputError) as error:
        why = error.message if isinstance(error, InputError) else error
        raise InputError("E-TYPE-FILE", f"{path} holds no event type ({why}); {remedy}") from error
    if own.name != path.stem:
        raise InputError("E-TYPE-FILE", f"{path} holds the type {own.name}; rename it to {own.name}.json")
    if model is not None and own.model != model:
        raise InputError("E-TYPE-MODEL", f"the event type {own.name} was trained for another model; {remedy}")
    return own


def load_own_types(model: str | None = None) -> tuple[OwnType, ...]:
    """The types in the user's folder, in the order of their names; see `read_own_type`."""
    return tuple(read_own_type(path, model) for path in layers(KIND))


def own_types_in_use() -> tuple[OwnType, ...]:
    """The types in the user's folder, all trained for the shipped model; see `read_own_type`."""
    # Not the digest that the model states of itself: weights that read other vectors would go wrong in silence.
    return load_own_types(digest(model_folder())) if layers(KIND) else ()


# --- words


def tells(token: Token) -> bool:
    """Whether a word can tell of an event: a verb, noun or adjective, or a name, which a headline makes of any."""
    return token.pos_ in WORDS


def own_candidates(sentence: Span, types: Iterable[OwnType]) -> Iterator[Candidate]:
    """The words of a sentence that tell of the user's types, as candidates for claims.

    Raises:
        InputError: A type's weights do not fit the vectors.
    """
    words = [token for token in sentence if tells(token)]
    for own in types if words else ():
        frame = Frame(f"own/{own.name}", own.name)
        for token, chance in _found(words, own):
            copied = {slot: list(heads) for slot, heads in slots(token).items()}
            yield Candidate(token, frame, FORM, (token,), copied, chance, chance)


def _found(words: Sequence[Token], own: OwnType) -> Iterator[tuple[Token, float]]:
    """The words that tell of a type, with their chances; one a connected stretch."""
    vectors = words[0].doc.user_data[VECTORS]
    if vectors.shape[1] != len(own.weights):
        raise InputError(
            "E-TYPE-FILE", f"the event type {own.name} has {len(own.weights)} weights where the model has "
            f"{vectors.shape[1]} numbers a word; train it again, or remove {type_path(own.name)}"
        )  # fmt: skip
    tokens = {token.i: token for token in words}
    chances = dict(zip(tokens, own.chances(vectors[list(tokens)]).tolist(), strict=True))
    over = [i for i, chance in chances.items() if chance >= own.threshold]
    for i in likeliest(over, chances, lambda i: upwards(tokens[i])):
        yield tokens[i], chances[i]


def upwards(token: Token) -> int | None:
    """The word above, where both tell of one happening if both tell of one: a verb and its object, not two clauses."""
    return None if token.dep_ in APART or token.head == token else int(token.head.i)


def likeliest(over: Iterable[int], chances: Mapping[int, float], up: Up) -> Iterator[int]:
    """Of words that hang together, the likeliest (the first, of equals)."""
    chosen = set(over)
    groups: dict[int, list[int]] = {}
    for i in sorted(chosen):
        groups.setdefault(top_of(i, chosen, up), []).append(i)
    return (max(group, key=lambda i: chances[i]) for group in groups.values())


def top_of(i: int, chosen: set[int], up: Up) -> int:
    """The highest word to which chosen words lead up from one."""
    seen = {i}
    while (above := up(i)) is not None and above in chosen and above not in seen:
        seen.add(above)
        i = above
    return i
