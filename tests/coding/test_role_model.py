"""Which features the role model sees, and what it makes of them, with weights set by hand."""

from __future__ import annotations

import numpy as np
import pytest
from lexicons import small_lexicon
from small_model import HIDDEN, small_model
from small_world import WIDTH, with_vectors
from spacy.tokens import Doc, Token
from trees import named, tree, treebank, word

from dateline.coding.role_model import (
    BUCKETS,
    LABELS,
    ClaimWord,
    Mention,
    RoleModel,
    features,
    hashed,
    load_role_model,
    nominals,
    path,
    words_of,
)  # fmt: skip

CLASSES = small_lexicon().classes
ATTACK = """
The the DET DT 2 det
army army NOUN NN 3 nsubj
attacked attack VERB VBD 0 root
two two NUM CD 6 nummod
Torvian torvian ADJ JJ 6 amod
convoys convoy NOUN NNS 3 obj
near near ADP IN 8 case
Qasra Qasra PROPN NNP 3 obl LOC
"""


def claim_word(token: Token) -> ClaimWord:
    return ClaimWord(token, "ASSAULT", False, "verbs", 0.83, (1, 1, 1))


def seen(doc: Doc, form: str, proposed: str = "none", sort: str = "nominal", detail: str = "") -> list[str]:
    """The features of a mention and the doc's first verb."""
    token = next(t for t in doc if t.pos_ == "VERB")
    mention = Mention(word(doc, form), sort, proposed, detail)
    return features(claim_word(token), mention, [token], CLASSES)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("army", {"p=nsubj|;act", "side=L", "dep=nsubj", "ks=armed+party", "len=1+0", "c=-", "nearer=False"}),
        ("convoys", {"p=obj|", "side=R", "dep=obj", "ks=armed+party", "dist=R0", "et=-", "attack;p=obj|"}),
        ("Qasra", {"p=obl|;c=near", "c=near;ASSAULT", "et=LOC", "ks=place+party", "rule=none;et=LOC", "sort=nominal"}),
        ("Torvian", {"p=amod>obj|", "len=2+0", "pos=ADJ"}),
    ],
)
def test_role_model_features_tell_of_the_pair(form: str, expected: set[str]) -> None:
    assert expected <= set(seen(tree(ATTACK), form))


@pytest.mark.parametrize(
    ("sort", "detail", "expected"),
    [
        ("time", "since", {"x=since;time", "x=since;ASSAULT", "rule=time;time"}),
        ("quantity", "killed", {"x=killed;quantity", "x=killed;rule=time"}),
    ],
)
def test_role_model_features_tell_times_and_quantities_apart(sort: str, detail: str, expected: set[str]) -> None:
    found = set(seen(tree(ATTACK), "two", "time", sort, detail))
    assert expected <= found
    assert expected.isdisjoint(seen(tree(ATTACK), "two", "time"))


def test_role_model_features_do_not_say_who_is_named() -> None:
    found = seen(tree(ATTACK), "Qasra")
    assert "l=<LOC>" in found
    assert not [f for f in found if "Qasra" in f]


def test_role_model_features_say_that_speech_lies_between() -> None:
    doc = named("indirect speech")
    attack = word(doc, "attacked")
    speaker = next(t for t in doc if t.dep_ == "nsubj")
    found = features(claim_word(attack), Mention(speaker, "nominal", "sources"), [attack], CLASSES)
    assert "speech" in found


def test_role_model_features_of_another_sentence_are_few() -> None:
    doc = tree(f"{ATTACK}\n{ATTACK}")
    first, second = (t for t in doc if t.text == "attacked")
    assert features(claim_word(first), Mention(doc[second.i - 1], "nominal", "sources"), [first], CLASSES) == [
        "apart", "sort=nominal", "rule=sources",
    ]  # fmt: skip


@pytest.mark.parametrize("name", treebank())
def test_role_model_features_are_the_same_wherever_the_sentence_stands(name: str) -> None:
    alone, after = tree(treebank()[name]), tree(f"{ATTACK}\n{treebank()[name].strip()}")
    shift = len(after) - len(alone)
    for token in alone:
        here, there = (
            features(claim_word(doc[k]), Mention(doc[i], "nominal", "none"), [doc[k]], CLASSES)
            for doc, k, i in ((alone, 0, token.i), (after, shift, token.i + shift))
        )
        assert here == there
        assert all(isinstance(feature, str) for feature in here)


@pytest.mark.parametrize(("feature", "bucket"), [("dep=nsubj", 775), ("rule=actors", 7609), ("é", 3390), ("", 0)])
def test_role_model_buckets_are_those_that_the_weights_were_made_for(feature: str, bucket: int) -> None:
    assert hashed([feature]) == [bucket]


@pytest.mark.parametrize("name", ["active", "direct speech", "hyphen participles"])
def test_role_model_buckets_lie_within_the_table(name: str) -> None:
    doc = named(name)
    found = [b for t in doc for b in hashed(seen(doc, t.text))]
    assert all(0 <= bucket < BUCKETS for bucket in found)
    assert len(set(found)) > 50


@pytest.mark.parametrize(
    ("start", "end", "way"),
    [
        ("army", "attacked", ("army", "attacked", "")),
        ("Torvian", "attacked", ("Torvian convoys", "attacked", "")),
        ("Torvian", "Qasra", ("Torvian convoys", "attacked", "Qasra")),
        ("attacked", "army", ("", "attacked", "army")),
        ("army", "army", ("", "army", "")),
    ],
)
def test_role_model_path_through_the_tree(start: str, end: str, way: tuple[str, str, str]) -> None:
    doc = tree(ATTACK)
    found = path(words_of(doc).heads, word(doc, start).i, word(doc, end).i)
    assert found is not None
    up, top, down = found
    assert (" ".join(doc[i].text for i in up), doc[top].text, " ".join(doc[i].text for i in down)) == way


def test_role_model_path_is_none_between_sentences_and_where_it_is_too_far() -> None:
    doc = tree(f"{ATTACK}\n{ATTACK}")
    assert path(words_of(doc).heads, 1, len(doc) - 1) is None
    chain = tree("\n".join(f"hold hold NOUN NN {i} {'nmod' if i else 'root'}" for i in range(40)))
    assert path(words_of(chain).heads, 0, 39) is None
    assert path(words_of(chain).heads, 39, 0) is None


def test_role_model_path_of_a_cyclic_tree_comes_to_an_end() -> None:
    words = ["hold"] * 6
    doc = Doc(tree("").vocab, words=words, heads=[1, 0, 3, 2, 5, 4], deps=["nmod"] * 6)
    assert path(words_of(doc).heads, 0, 5) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ATTACK, ["army", "convoys", "Qasra"]),  # no numbers, and "Torvian" is no nationality that is listed
        (
            "Turkish turkish ADJ JJ 2 amod\narmy army NOUN NN 3 compound\nposts post NOUN NNS 0 root",
            ["Turkish", "posts"],
        ),
        (
            "Lena Lena PROPN NNP 3 nsubj PER\nMoravec Moravec PROPN NNP 1 flat I-PER\nleft leave VERB VBD 0 root",
            ["Lena"],
        ),
        ("They they PRON PRP 2 nsubj\nleft leave VERB VBD 0 root\n. . PUNCT . 2 punct", ["They"]),
        ("", []),
    ],
)
def test_role_model_nominals(text: str, expected: list[str]) -> None:
    assert [t.text for t in nominals(tree(text)[:])] == expected


def scores(model: RoleModel, *proposals: str) -> np.ndarray:
    doc = with_vectors(tree(ATTACK))
    mentions = [Mention(t, "nominal", p) for t, p in zip(nominals(doc[:]), proposals, strict=False)]
    return model.scores(claim_word(word(doc, "attacked")), mentions, [word(doc, "attacked")], CLASSES)


@pytest.mark.parametrize("count", [1, 3])
def test_role_model_scores_have_a_row_for_each_mention(count: int) -> None:
    found = scores(small_model({}), *["none"] * count)
    assert found.shape == (count, len(LABELS))
    assert np.isfinite(found).all()


def test_role_model_scores_add_the_weights_of_features() -> None:
    plain = scores(small_model({}), "actors", "none")
    found = scores(small_model({"rule=actors": {"actors": 3.0, "none": -1.0}}), "actors", "none")
    difference = found - plain
    assert difference[0, LABELS.index("actors")] == 3.0
    assert difference[0, LABELS.index("none")] == -1.0
    assert not difference[1].any()


def test_role_model_scores_project_the_vectors_of_both_words() -> None:
    weights = {
        "embedding": np.zeros((BUCKETS, HIDDEN + len(LABELS))),
        "word": np.full((WIDTH, HIDDEN), 1.0),
        "mention": np.full((WIDTH, HIDDEN), 10.0),
        "bias": np.array([0.0, -1000.0]),  # the second unit stays below nought
        "out": np.ones((HIDDEN, len(LABELS))),
        "out_bias": np.full(len(LABELS), 0.5),
    }
    doc = with_vectors(tree(ATTACK))
    doc.user_data["dateline_vectors"][:] = np.arange(len(doc))[:, None]
    attack = word(doc, "attacked")
    found = RoleModel(weights).scores(claim_word(attack), [Mention(doc[1], "nominal", "none")], [attack], CLASSES)
    assert found.tolist() == [[WIDTH * (2 + 10 * 1) + 0.5] * len(LABELS)]


def test_role_model_weights_that_ship_fit_the_features() -> None:
    model = load_role_model()
    assert model.embedding.shape == (BUCKETS, model.hidden + len(LABELS))
    assert model.out.shape == (model.hidden, len(LABELS))
    assert model.word.shape == model.mention.shape
    assert load_role_model() is model
