"""The mentions of a document, for those who need a tagger of actors, places, times and quantities only."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from dateline.coding.fillers import make_filler
from dateline.coding.frames import WordClasses
from dateline.mentions import find_quantities, find_times
from dateline.records import Actor, Document, Place, plain


def annotate(doc: Doc, document: Document, classes: WordClasses) -> dict[str, Any]:
    """The JSON object that `dateline annotate` prints for a document."""
    mentions: list[dict[str, Any]] = []
    for entity in doc.ents:
        kind = "place" if entity.label_ == "LOC" else "actor"
        record: Actor | Place
        if kind == "place":
            record = Place(entity.text, entity.start_char, entity.end_char, name=entity.text, kind="named")
        else:
            record = Actor(entity.text, entity.start_char, entity.end_char, name=entity.text)
        described = plain(record)
        if kind == "place":  # `kind` tells mentions apart; a place's own kind moves aside
            described["place_kind"] = described.pop("kind")
        mentions.append({"kind": kind, **described, "score": None})
    for token in doc:
        if (
            token.pos_ == "NOUN"
            and not token.ent_type_
            and token.dep_ != "compound"
            and _names_kind(token.lemma_.lower(), classes)
        ):
            filler = make_filler(token, classes)
            mentions.append(
                {
                    "kind": "actor",
                    **plain(Actor(filler.text, filler.start, filler.end, name=filler.name)),
                    "score": None,
                }
            )
    for sentence in doc.sents:
        for expression in find_times(sentence.text, sentence.start_char):
            time = plain(expression.resolve(document.published, "unknown"))
            mentions.append({"kind": "time", **time})
        quantities = find_quantities(sentence.text, sentence.start_char)
        mentions += [{"kind": "quantity", **plain(found.quantity)} for found in quantities]
    mentions.sort(key=lambda m: (m["start"], m["end"], m["kind"]))
    return {"document": document.facts(), "mentions": mentions}


def _names_kind(lemma: str, classes: WordClasses) -> bool:
    return any(lemma in classes[name] for name in ("person", "armed", "group"))
