"""Whom a sentence says something according to."""

from __future__ import annotations

import pytest
from trees import named, tree, treebank, word

from dateline.coding.clauses import conjuncts
from dateline.coding.sources import (
    carried_speakers,
    find_sources,
    is_speech,
    quotations,
    speech_above,
)


@pytest.mark.parametrize(
    ("name", "trigger", "sources"),
    [
        ("active", "captured", []),
        ("direct speech", "seized", ["commander/said"]),
        ("indirect speech", "attacked", ["army/said"]),
        ("speech within speech", "attacked", ["army/reported", "minister/said"]),
        ("speech at the end", "attacked", ["army/said"]),
        ("told an agency", "attacked", ["officer/told", "AFP/told"]),
        ("impersonal report", "attacked", []),
        ("reported future", "attack", ["army/said"]),
        ("designation", "group", ["Torvia/regards"]),
        ("demand", "release", []),
        ("object control", "leave", []),
        ("indirect speech", "said", []),
        ("active participle", "fired", []),
    ],
)
def test_sources_of_a_clause_nearest_first(name: str, trigger: str, sources: list[str]) -> None:
    found = find_sources(word(named(name), trigger))
    assert [f"{a.speaker.text}/{a.cue.text}" for a in found] == sources


def test_sources_of_a_clause_according_to_somebody() -> None:
    doc = named("according to")
    (attribution,) = find_sources(word(doc, "attacked"))
    assert attribution.speaker == word(doc, "army")
    assert attribution.cue.lower_.startswith("according")


def test_sources_name_a_speaker_once() -> None:
    doc = tree("""
        The the DET DT 2 det
        army army NOUN NN 3 nsubj
        said say VERB VBD 0 root
        rebels rebel NOUN NNS 5 nsubj
        attacked attack VERB VBD 3 ccomp
        , , PUNCT , 7 punct
        adding add VERB VBG 3 advcl
        that that SCONJ IN 10 mark
        they they PRON PRP 10 nsubj
        withdrew withdraw VERB VBD 7 ccomp
    """)
    assert [a.speaker.text for a in find_sources(word(doc, "withdrew"))] == ["army"]


def test_sources_of_coordinated_speakers() -> None:
    doc = tree("""
        Police police NOUN NNS 4 nsubj
        and and CCONJ CC 3 cc
        witnesses witness NOUN NNS 1 conj
        said say VERB VBD 0 root
        rebels rebel NOUN NNS 6 nsubj
        attacked attack VERB VBD 4 ccomp
    """)
    found = find_sources(word(doc, "attacked"))
    assert {t.text for a in found for t in conjuncts(a.speaker)} == {"Police", "witnesses"}


def test_sources_leave_out_an_impersonal_subject() -> None:
    doc = tree("""
        This this PRON DT 2 nsubj
        shows show VERB VBZ 0 root
        rebels rebel NOUN NNS 4 nsubj
        attacked attack VERB VBD 2 ccomp
    """)
    assert find_sources(word(doc, "attacked")) == []


@pytest.mark.parametrize(
    ("name", "token", "speech"),
    [("indirect speech", "said", True), ("active", "captured", False), ("title in apposition", "report", False)],
)
def test_sources_is_speech(name: str, token: str, speech: bool) -> None:
    assert is_speech(word(named(name), token)) is speech


@pytest.mark.parametrize(
    ("name", "trigger", "verbs"),
    [
        ("speech within speech", "attacked", ["said", "reported"]),
        ("indirect speech", "said", []),
        ("direct speech", "seized", ["said"]),
        ("active", "captured", []),
    ],
)
def test_sources_speech_above(name: str, trigger: str, verbs: list[str]) -> None:
    doc = named(name)
    assert [doc[i].text for i in sorted(speech_above(word(doc, trigger)))] == verbs


# --- quotations


def quoted(lines: str) -> list[str]:
    doc = tree(lines)
    return [doc[a : b + 1].text.strip() for a, b in quotations(doc)]


W = "word word NOUN NN 0 root"
OPEN, SHUT, STRAIGHT = '“ " PUNCT `` 1 punct', "” \" PUNCT '' 1 punct", "\" \" PUNCT '' 1 punct"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([W], []),
        ([OPEN, W, SHUT], ["“word”"]),
        ([STRAIGHT, W, STRAIGHT], ['" word "']),
        ([OPEN, W, "", W, SHUT], ["“word word”"]),
        ([OPEN, W, SHUT, W, OPEN, W, SHUT], ["“word”", "“word”"]),
        ([OPEN, W, "¶", W], ["“word"]),
        ([OPEN, W], ["“word"]),
        ([W, SHUT], []),
    ],
    ids=["none", "curly", "straight", "across sentences", "two", "ends with its paragraph", "unclosed", "never opened"],
)
def test_sources_quotations(lines: list[str], expected: list[str]) -> None:
    assert quoted("\n".join(lines)) == expected


def carried(name: str) -> dict[int, str]:
    doc = named(name)
    return {k: a.speaker.text for k, a in carried_speakers(doc, list(doc.sents)).items()}


def test_sources_carry_a_speaker_through_a_quotation_and_no_further() -> None:
    assert carried("quotation across sentences") == {1: "commander", 2: "commander"}


def test_sources_carry_the_speaker_announced_by_a_colon() -> None:
    assert carried("announced by a colon") == {1: "minister"}


def test_sources_find_the_speaker_where_the_quotation_ends() -> None:
    assert carried("speaker at the end of the quotation") == {0: "he"}


@pytest.mark.parametrize(
    "name",
    ["direct speech", "indirect speech", "pronouns", "according to", "quotation after another sentence"],
)
def test_sources_carry_nothing_where_no_quotation_goes_on(name: str) -> None:
    assert carried(name) == {}


def test_sources_of_nothing() -> None:
    doc = tree("")
    assert quotations(doc) == []
    assert carried_speakers(doc, list(doc.sents)) == {}


@pytest.mark.parametrize("name", treebank())
def test_sources_are_never_the_trigger_itself(name: str) -> None:
    for token in named(name):
        assert all(a.speaker != token for a in find_sources(token))


def test_sources_survive_speech_in_speech_in_speech() -> None:
    lines = ["say say VERB VBD 0 root", *(f"say say VERB VBD {i} ccomp" for i in range(1, 300))]
    doc = tree("\n".join(lines))
    assert find_sources(doc[-1]) == []
    assert len(speech_above(doc[-1])) == 299
