"""What pronouns stand for within a document."""

from __future__ import annotations

import pytest
from lexicons import small_lexicon
from trees import named, tree, treebank

from dateline.coding.fillers import make_filler
from dateline.coding.resolve import resolve_pronouns

PRESIDENT = """
President President PROPN NNP 2 nmod:desc
Lena Lena PROPN NNP 4 nsubj PER
Moravec Moravec PROPN NNP 2 flat I-PER
met meet VERB VBD 0 root
the the DET DT 6 det
rebels rebel NOUN NNS 4 obj
"""
GROUP = """
The the DET DT 2 det
militia militia NOUN NN 3 nsubj
left leave VERB VBD 0 root
Qasra Qasra PROPN NNP 3 obj LOC
"""
# A place that is acted on is no party.
TAKEN = """
Torrents torrent NOUN NNS 2 nsubj
hit hit VERB VBD 0 root
Qasra Qasra PROPN NNP 2 obj LOC
"""
OTHER = "Rain rain NOUN NN 2 nsubj\nfell fall VERB VBD 0 root\n\n"


def resolved(text: str) -> dict[str, str]:
    doc = tree(text)
    classes = small_lexicon().classes
    found = resolve_pronouns(doc, classes)
    return {doc[i].text: make_filler(doc[at], classes).name or "" for i, at in found.items()}


@pytest.mark.parametrize(
    ("before", "pronoun", "name"),
    [
        (PRESIDENT, "She she PRON PRP 2 nsubj", "Lena Moravec"),
        (PRESIDENT, "They they PRON PRP 2 nsubj", "rebels"),
        (PRESIDENT, "their they PRON PRP$ 2 nmod:poss", "rebels"),
        (GROUP, "It it PRON PRP 2 nsubj", "militia"),
        (GROUP, "Its it PRON PRP$ 2 nmod:poss", "militia"),
        (GROUP, "They they PRON PRP 2 nsubj", "militia"),
        (GROUP, "He he PRON PRP 2 nsubj", None),
        (GROUP, "We we PRON PRP 2 nsubj", None),
        (GROUP, "This this PRON DT 2 nsubj", None),
        (TAKEN, "It it PRON PRP 2 nsubj", None),
        ("", "It it PRON PRP 2 nsubj", None),
    ],
)
def test_resolve_a_pronoun_of_the_next_sentence(before: str, pronoun: str, name: str | None) -> None:
    form = pronoun.split()[0]
    assert resolved(f"{before}\n{pronoun}\nwon win VERB VBD 0 root").get(form) == name


def test_resolve_gives_the_speaker_for_we_in_a_quotation() -> None:
    doc = named("direct speech")
    assert [doc[at].text for at in resolve_pronouns(doc, small_lexicon().classes).values()] == ["commander"]


def test_resolve_prefers_the_subject_of_the_sentence_before() -> None:
    text = """
        Anna Anna PROPN NNP 2 nsubj PER
        thanked thank VERB VBD 0 root
        Maria Maria PROPN NNP 2 obj PER

        She she PRON PRP 2 nsubj
        left leave VERB VBD 0 root
    """
    assert resolved(text) == {"She": "Anna"}


def test_resolve_forgets_after_some_sentences() -> None:
    late = "It it PRON PRP 2 nsubj\nwon win VERB VBD 0 root"
    assert resolved(f"{GROUP}\n{OTHER}{late}") == {"It": "militia"}
    assert resolved(f"{GROUP}\n{OTHER * 8}{late}") == {}


@pytest.mark.parametrize("name", treebank())
def test_resolve_names_pronouns_only(name: str) -> None:
    doc = named(name)
    assert all(doc[i].pos_ in ("PRON", "DET") for i in resolve_pronouns(doc, small_lexicon().classes))
