"""Claims built by hand for the tests of the output formats."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from dateline.output import FORMATS, Item, Options, open_writer
from dateline.records import Actor, Claim, Coded, Document, Place, Quantity, Sentence, Source, Span, Time

TEXT = "The United States is sending 400 troops to Syria, officials said Thursday."
DOCUMENT = Document("raqqa", TEXT, title="Troops for Raqqa", publisher="Agencies", published="2017-03-09")
EVENT = Claim(
    id="c-1",
    kind="event",
    type="MOBILIZE",
    status="actual",
    trigger=Span("sending", 21, 28),
    sentence=Sentence(TEXT, 0, len(TEXT), 0),
    document=DOCUMENT,
    modes=("troops",),
    actors=(Actor("The United States", 0, 17, name="United States", country="USA"),),
    recipients=(Actor("the group", 0, 0, name="Islamic State"),),
    places=(Place("Syria", 43, 48),),
    time=Time("Thursday", 65, 73, "2017-03-09", "2017-03-09", "day", "weekday-before-publication"),
    quantities=(Quantity("400", 29, 32, 400.0, 400.0, 400.0, "troops", "additional"),),
    sources=(Source("officials", 50, 59, cue="said"),),
    confidence=0.8,
    reasons=("the verb send with troops",),
    coder="test",
)
RELATION = replace(
    EVENT,
    id="c-2",
    kind="relation",
    type="controls",
    status="negated",
    modes=(),
    recipients=(),
    places=(Place("Raqqa", 43, 48, lat=35.95, lon=39.01),),
    time=None,
    quantities=(),
    sources=(),
)
CODED = Coded(DOCUMENT, (EVENT, RELATION))
EMPTY = Coded(DOCUMENT, (), ("no sentence names a happening",))
# What a hostile dispatch may hold: a terminal escape, its 8-bit form, a bell, an override that turns text around,
# markup of rich, a lone surrogate, line breaks of several kinds.
HOSTILE = "a\x1b[31mb\x9b2Jc\x07d\u202ee[red]f[/red]g\ud800h\r\ni\u2028j\x85k"


def hostile_coded(text: str = HOSTILE) -> Coded:
    """A document whose every string is hostile."""
    document = Document(text, text, title=text, publisher=text, published=text, url=text, extra={"desk": text})
    claim = replace(
        EVENT,
        trigger=Span(text, 0, 5),
        sentence=Sentence(text, 0, len(text), 0),
        document=document,
        actors=(Actor(text, 0, 5, name=f"{text} x"),),
        recipients=(Actor(text, 0, 5),),
        places=(Place(text, 0, 5),),
        time=Time(text, 0, 5, text, None, "day", text),
        quantities=(Quantity(text, 0, 5, None, None, None, text),),
        sources=(Source(text, 0, 5),),
        label=text,
        reasons=(text,),
    )
    return Coded(document, (claim,))


def written(name: str, *items: Item, **options: Any) -> bytes:
    """What a format makes of some documents."""
    stream = io.BytesIO()
    writer = open_writer(FORMATS[name], stream, Options(**options))
    for item in items:
        writer.write(item)
    writer.close()
    return stream.getvalue()
