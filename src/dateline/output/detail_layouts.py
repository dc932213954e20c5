"""One thing whole, laid out for people: a claim in its context, an incident, a document, an actor, a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dateline.output.console import Paper
from dateline.output.items import Options
from dateline.output.list_kinds import ACTORS, DAY, DOCUMENTS, INCIDENTS, PLACES, incident_lines
from dateline.output.listing import Kind, Record
from dateline.output.safe_text import safe_line
from dateline.output.table import claims_layout
from dateline.output.words import brief
from dateline.records import Claim, Coded, Document, Sentence, claim_from_dict

LONGEST = 2_000  # characters of a text that is shown
WITH_IDS = Options(ids=True)
WITH_REASONS = Options(ids=True, explain=True)
Layout = RenderableType


def claim_layout(record: Record, paper: Paper) -> Layout:
    """A claim, the sentences around it, which incident it tells of and what people judged."""
    parts: list[Layout] = [*_documents([record["claim"]], paper, WITH_REASONS)]
    parts += [_line(f"the sentence {each}", _quoted(record[each])) for each in ("before", "after") if record[each]]
    parts.append(_line("incident", record["incident"] or "none"))
    parts.append(_line("known", f"{record['known']}, recorded {record['recorded']}"))
    if record["retired"]:
        parts.append(_line("retired", f"{record['retired']}: a newer version or coder replaced it"))
    parts += [_line("judgement", judged(each)) for each in record["judgements"]]
    return Group(*parts)


def incident_layout(record: Record, paper: Paper) -> Layout:
    """An incident, those who tell of it, and why their claims are taken to tell of one happening."""
    head = Text(f"{record.get('type') or 'untyped'}  ", style="bold") + paper.status(record["status"])
    parts: list[Layout] = [head, *incident_lines(record, paper), *_figures(record), Text()]
    parts += _documents(record["told"], paper, WITH_IDS)
    parts += [_line("joined", _link(each)) for each in record.get("links") or ()]
    return Group(*parts)


def _figures(record: Record) -> Iterator[Text]:
    """Who says how many and when: an incident's figures stand side by side."""
    for toll in record["quantities"]:
        for each in toll.get("told") or ():
            said = f"{each['text']} – {each['source']}, {each['as_of'][:DAY]} ({each['claim']})"
            yield _line(toll["unit"], said)


def _link(link: Record) -> str:
    pair = link.get("claim") or link.get("document")
    reasons = "; ".join(brief(each) for each in link["reasons"])
    return f"{pair} with {link['other'] or 'the others'}, {link['score']:.2f}: {reasons}"


def document_layout(record: Record, paper: Paper) -> Layout:
    """A document: its text, its claims, whom it copied, its versions."""
    parts: list[Layout] = [Text(brief(record["title"] or record["id"]), style="bold")]
    parts += _fields(record, "id", "publisher", "published", "url", "known", "recorded", "retired", "coder")
    parts += [Text(), Text(_readable(record["text"])), Text(), *_documents(record["told"], paper, WITH_IDS)]
    parts += [_line("why no claims" if not record["told"] else "note", each) for each in record["reasons"]]
    parts += [_line("incident", each) for each in record["incidents"]]
    parts += [_line(each["kind"], _copied(each)) for each in record["copies"]]
    if len(record["versions"]) > 1:
        parts += [_line("version", _version(each)) for each in record["versions"]]
    return Group(*parts)


def _copied(copy: Record) -> str:
    return f"{copy['other_is']} {copy['other']} ({copy['similarity']:.2f})"


def _version(version: Record) -> str:
    return f"recorded {version['recorded']}" + (f", retired {version['retired']}" if version["retired"] else ", live")


def party_layout(record: Record, paper: Paper) -> Layout:
    """An actor or a place: what happens, with whom, where."""
    parts: list[Layout] = [Text(brief(record["name"]), style="bold")]
    parts += _fields(record, "id", "country", "sector", "kind", "lat", "lon", "claims", "first_known", "last_known")
    parts.append(_line("types", ", ".join(f"{name} {count:,}" for name, count in record["types"].items())))
    for label, kind in (("with", ACTORS), ("actors", ACTORS), ("places", PLACES)):
        if record.get(label):
            parts += [Text(f"\n{label}", style="bold"), Padding(kind.layout(record[label], paper), (0, 0, 0, 2))]
    return Group(*parts)


def _fields(record: Record, *names: str) -> Iterator[Text]:
    return (_line(name.replace("_", " "), str(record[name])) for name in names if record.get(name) is not None)


def judged(record: Mapping[str, Any]) -> str:
    """A judgement in a line."""
    what = " ".join(brief(str(record[name])) for name in ("action", "field", "value") if record.get(name) is not None)
    why = f": {brief(record['reason'])}" if record.get("reason") else ""
    revoked = f" (revoked on {record['revoked'][:DAY]} by {brief(record['revoked_by'])})" if record["revoked"] else ""
    return f"{what} by {brief(record['author'])} on {record['made'][:DAY]}{why}{revoked} {record['id']}"


def _documents(printed: Iterable[Record], paper: Paper, options: Options) -> Iterator[Layout]:
    """Claims by document."""
    for _, group in groupby(printed, key=lambda claim: claim["document"]["id"]):
        claims = tuple(as_claim(each) for each in group)
        yield claims_layout(Coded(claims[0].document, claims), paper, options)


def as_claim(printed: Record) -> Claim:
    """The claim that was printed."""
    return claim_from_dict(printed, Sentence(**printed["sentence"]), Document(text="", **printed["document"]))


def _readable(text: str) -> str:
    """A text in its paragraphs, each a safe line, cut where it is long."""
    shown = "\n".join(safe_line(line) for line in text[:LONGEST].splitlines())
    return shown + ("…" if len(text) > LONGEST else "")


def _quoted(text: str) -> str:
    return f"“{safe_line(text[:LONGEST])}”"


def _line(label: str, value: str) -> Text:
    return Text.assemble((f"{label}: ", "dim"), safe_line(value))


def _of_one(kind: Kind, layout: Any) -> Kind:
    def all_of(records: Sequence[Record], paper: Paper) -> Layout:
        return Group(*(layout(record, paper) for record in records))

    return Kind(name=kind.name, columns=kind.columns, layout=all_of, point=kind.point)


ONE_CLAIM = _of_one(Kind(name="claims", columns={}, layout=INCIDENTS.layout), claim_layout)
ONE_INCIDENT = _of_one(INCIDENTS, incident_layout)
ONE_DOCUMENT = _of_one(DOCUMENTS, document_layout)
ONE_ACTOR = _of_one(ACTORS, party_layout)
ONE_PLACE = _of_one(PLACES, party_layout)
