"""Read the training corpora into one form: documents of paragraphs of sentences of labelled words.

What each corpus is and its licence: `../shared/corpora/README.md`. Nothing is copied; only weights come out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
UD = SHARED / "corpora" / "ud"
NER = SHARED / "corpora" / "ner"

TITLES = frozenset(
    (
        "mr mrs ms dr sir lord lady prof professor gen general lt lieutenant col colonel maj major capt "
        "captain sgt sergeant adm admiral brig brigadier cpl sen senator rep representative gov governor "
        "president vice prime minister secretary chancellor king queen prince princess pope archbishop "
        "bishop cardinal ayatollah sheikh judge justice ambassador spokesman spokeswoman deputy chief "
        "foreign defence defense interior press state speaker mayor chairman director commander leader "
    ).split()
)


PRONOUNS = frozenset("i we he she they it you our their his her its us them him my me your who".split())


@dataclass(slots=True)
class Filler:
    """A role filler: the word that heads it, the words that it spans, whether annotators may differ on it."""

    role: str
    head: int
    span: tuple[int, ...]
    optional: bool = False


@dataclass(slots=True)
class ClaimLabel:
    """A claim: the words of its trigger (the head first; none for a relation), its labels, its fillers.

    Words are indices in the document.
    """

    type: str
    status: str
    words: tuple[int, ...]
    modes: tuple[str, ...] = ()
    fillers: list[Filler] = field(default_factory=list)
    optional: bool = False

    def of(self, *roles: str) -> list[Filler]:
        """The fillers of some roles."""
        return [f for f in self.fillers if f.role in roles]


@dataclass(slots=True)
class Word:
    """One syntactic word; labels that a corpus does not give are None."""

    form: str
    space: bool = True
    lemma: str | None = None
    upos: str | None = None
    xpos: str | None = None
    feats: str | None = None
    head: int | None = None  # 0 is the root, else the 1-based index in the sentence
    deprel: str | None = None
    ner: str | None = None
    trigger: str | None = None


@dataclass(slots=True)
class Sentence:
    """Words in order; `paragraph` opens one."""

    words: list[Word]
    paragraph: bool = False
    misc: list[str] = field(default_factory=list)
    claims: list[ClaimLabel] | None = None  # None where a corpus says nothing of claims
    start: int = 0  # its first word's index in the document, to which claims count


@dataclass(slots=True)
class Text:
    """The sentences of one document, in order."""

    name: str
    sentences: list[Sentence]


def read_conllu(path: Path) -> list[Text]:
    """Documents of a UD treebank; words of multiword tokens stand without space between them."""
    texts: list[Text] = []
    words: list[Word] = []
    misc: list[str] = []
    paragraph, glued_until, space_after_mwt = False, 0, True
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc"):
            texts.append(Text(line.split("=")[-1].strip(), []))
        elif line.startswith("# newpar"):
            paragraph = True
        elif not line:
            if words:
                texts[-1].sentences.append(Sentence(words, paragraph or not texts[-1].sentences, misc))
            words, misc, paragraph, glued_until = [], [], False, 0
        elif not line.startswith("#"):
            cols = line.split("\t")
            if "-" in cols[0]:
                glued_until = int(cols[0].split("-")[1])
                space_after_mwt = "SpaceAfter=No" not in cols[9]
            elif "." not in cols[0]:
                position = int(cols[0])
                space = "SpaceAfter=No" not in cols[9]
                if position < glued_until:
                    space = False
                elif position == glued_until:
                    space = space_after_mwt
                words.append(Word(cols[1], space, cols[2], cols[3], cols[4], cols[5], int(cols[6]), cols[7]))
                misc.append(cols[9])
    return texts


def paragraphs(text: Text) -> Iterator[list[Sentence]]:
    """The sentences of each paragraph."""
    run: list[Sentence] = []
    for sentence in text.sentences:
        if sentence.paragraph and run:
            yield run
            run = []
        run.append(sentence)
    if run:
        yield run


def surface(sentences: list[Sentence]) -> tuple[str, list[tuple[int, int]], list[int]]:
    """The running text, the span of each word, and where sentences start (word indices)."""
    out, spans, starts, at = [], [], [], 0
    for sentence in sentences:
        starts.append(len(spans))
        for i, word in enumerate(sentence.words):
            spans.append((at, at + len(word.form)))
            space = word.space or i == len(sentence.words) - 1
            out.append(word.form + (" " if space else ""))
            at += len(word.form) + space
    return "".join(out).rstrip(), spans, starts


def read_uner(path: Path) -> dict[tuple[str, ...], list[str]]:
    """Universal NER: tags by the words of the sentence, to be laid over the treebank's sentences."""
    tagged: dict[tuple[str, ...], list[str]] = {}
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        if not line:
            if words:
                tagged[tuple(words)] = tags
            words, tags = [], []
        else:
            cols = line.split("\t")
            words.append(cols[1])
            tags.append(cols[2] if cols[2][2:] in ("PER", "ORG", "LOC") else "O")
    return tagged


def read_wikigold(path: Path) -> list[Text]:
    """WikiGold in IOB2; MISC counts as no mention. Documents are told apart by -DOCSTART-."""
    texts = [Text("wikigold-0", [])]
    words: list[Word] = []
    last = "O"
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("-DOCSTART-"):
            texts.append(Text(f"wikigold-{len(texts)}", []))
        elif not line.strip():
            if words:
                texts[-1].sentences.append(Sentence(words, True))
            words, last = [], "O"
        else:
            form, tag = line.rsplit(" ", 1)
            kind = tag[2:] if tag[2:] in ("PER", "ORG", "LOC") else ""
            begins = kind and (tag != last)
            words.append(Word(form, ner=f"{'B' if begins else 'I'}-{kind}" if kind else "O"))
            last = tag
    return [text for text in texts if text.sentences]


def add_gum_names(text: Text) -> None:
    """Label names in a GUM document from its entity spans: those whose head is a proper noun."""
    kinds = {"person": "PER", "organization": "ORG", "place": "LOC"}
    for sentence in text.sentences:
        for word in sentence.words:
            word.ner = "O"
        for start, end, kind in sorted(_gum_spans(sentence), key=lambda s: (s[1] - s[0], s[0])):
            span = list(range(start, end + 1))
            head = next(
                (
                    i
                    for i in span
                    if not start < (sentence.words[i].head or 0) <= end + 1
                    and (sentence.words[i].head or 0) - 1 not in span
                ),
                end,
            )
            if sentence.words[head].upos != "PROPN":
                continue
            core = _name_core(sentence.words, start, end, head)
            if kind not in kinds:  # an event or a work with a name hides the places in it no more than UNER does
                continue
            if kind == "person":
                while core and sentence.words[core[0]].form.strip(".").lower() in TITLES:
                    core = core[1:]
            if not core:
                continue
            for i in core:
                sentence.words[i].ner = ("B-" if i == core[0] else "I-") + kinds[kind]
            after = core[-1] + 1
            if after < len(sentence.words) and (sentence.words[after].ner or "O").startswith("I-"):
                sentence.words[after].ner = "B-" + (sentence.words[after].ner or "")[2:]


def _gum_spans(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    open_: list[tuple[str, int, str]] = []
    for i, misc in enumerate(sentence.misc):
        entity = next((f[7:] for f in misc.split("|") if f.startswith("Entity=")), "")
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", entity):
            if piece.startswith("("):
                fields = piece.strip("()").split("-")
                if piece.endswith(")"):
                    yield i, i, fields[1] if len(fields) > 1 else ""
                else:
                    open_.append((fields[0], i, fields[1] if len(fields) > 1 else ""))
            else:
                name = piece.strip("()").split("-")[0]
                for k in range(len(open_) - 1, -1, -1):
                    if open_[k][0] == name:
                        _, start, kind = open_.pop(k)
                        yield start, i, kind
                        break


def _name_core(words: list[Word], start: int, end: int, head: int) -> list[int]:
    """The proper nouns around the head, with "of", "the", hyphens between them."""
    inner = {"of", "the", "for", "and", "-", "–", "'", "’s", "'s", "&", "de", "al", "el", "."}
    left = right = head
    at = head + 1
    while at <= end and (words[at].upos == "PROPN" or words[at].form.lower() in inner):
        if words[at].upos == "PROPN":
            right = at
        at += 1
    at = head - 1
    while at >= start and (
        words[at].upos in ("PROPN", "NUM") or words[at].form[0].isupper() or words[at].form.lower() in inner
    ):
        if words[at].upos == "PROPN" or (words[at].form[0].isupper() and words[at].upos in ("ADJ", "NOUN", "VERB")):
            left = at
        at -= 1
    return list(range(left, right + 1))


def read_re3d(path: Path, tokenize) -> list[Text]:  # type: ignore[no-untyped-def]
    """re3d: its names as mentions; capitalised words that it leaves out or doubts carry no label."""
    kinds = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
    texts = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        sentences = []
        for start, para in _lines(record["text"]):
            tokens = [t for t in tokenize(para) if not t.is_space]
            words = [Word(t.text, bool(t.whitespace_)) for t in tokens]
            for word in words:
                word.ner = None if word.form[0].isupper() else "O"
            for e in sorted(record["entities"], key=lambda e: e["end"] - e["start"]):
                inside = [
                    i
                    for i, t in enumerate(tokens)
                    if e["start"] <= start + t.idx and start + t.idx + len(t) <= e["end"]
                ]
                while inside and words[inside[0]].form.lower() in (
                    {"the", "a", "an"} | (TITLES if e["type"] == "Person" else set())
                ):
                    inside = inside[1:]
                pronoun = len(inside) == 1 and words[inside[0]].form.lower() in PRONOUNS
                if not inside or e["type"] not in kinds or pronoun or words[inside[0]].form.lower() == "of":
                    continue
                named = all(
                    words[i].form[0].isupper() or words[i].form.lower() in ("of", "the", "and", "for", "in", "-", "al")
                    for i in inside
                )
                sure = named and words[inside[-1]].form[0].isupper() and e["confidence"] >= 0.5
                for i in inside:
                    words[i].ner = (
                        ("B-" if i == inside[0] else "I-") + kinds[e["type"]]
                        if sure
                        else None
                        if words[i].form[0].isupper()
                        else "O"
                    )
            if words:
                sentences.append(Sentence(words, True))
        texts.append(Text(f"re3d-{record['id']}", sentences))
    return texts


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1
