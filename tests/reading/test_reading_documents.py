from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from dateline.errors import DatelineError, InputError, ItemError
from dateline.reading import ReadOptions, make_document, parse_published
from dateline.reading.documents import plain_value

BODY = "The ministry said on Thursday that its forces had entered the city."


def test_document_text_stays_as_it_is() -> None:
    text = "\ufeff A\r\nheadline\u0085\n\n\t" + BODY + " \u200b\U0001f30d é\u0301 "
    assert make_document(text).text == text


def test_document_text_loses_only_what_no_encoding_carries() -> None:
    text = f"a\x00b\ud800c\udfffd {BODY}"
    assert make_document(text).text == f"a\ufffdb\ufffdc\ufffdd {BODY}"


@pytest.mark.parametrize("text", ["", " \n\t", "\u2003"])
def test_document_needs_text(text: str) -> None:
    with pytest.raises(ItemError) as caught:
        make_document(text)
    assert caught.value.code == "E-EMPTY"


def test_document_without_a_date_says_so() -> None:
    document = make_document(BODY)
    assert document.published is None
    assert [note for note in document.notes if note.startswith("no publication date")]


def test_document_fallback_is_noted() -> None:
    document = make_document(BODY, fallback="March 10, 2017")
    assert document.published == "2017-03-10"
    assert "2017-03-10" in document.notes[0]


def test_document_refuses_a_date_that_is_none() -> None:
    with pytest.raises(InputError):
        make_document(BODY, published="soon")


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (date(2017, 3, 9), "2017-03-09"),
        (datetime(2017, 3, 9, 14, 5, tzinfo=UTC), "2017-03-09T14:05:00+00:00"),
        ("9 March 2017", "2017-03-09"),
        ("", None),
        (None, None),
    ],
)
def test_document_takes_dates_of_every_kind(published: str | date | None, expected: str | None) -> None:
    assert make_document(BODY, published=published).published == expected


def test_document_facts_are_single_lines_or_null() -> None:
    document = make_document(BODY, id=" a 1 ", title=" A\n title\ud800 ", publisher="", url=" ")
    assert (document.id, document.title, document.publisher, document.url) == ("a 1", "A title\ufffd", None, None)


def test_document_id_is_stable_and_derived_from_what_is_given() -> None:
    first = make_document(BODY, published="9 March 2017")
    assert first.id == make_document(BODY, published="2017-03-09", fallback="2018").id
    assert first.id.startswith("d-")
    assert make_document(BODY).id == make_document(BODY, fallback="2018", notes=["n"], extra={"a": 1}).id


def test_document_id_is_frozen() -> None:
    # A changed id breaks every stored reference: change the version in the hash, and this value, on purpose only.
    assert make_document("Rebels left.", title="T", published="2017").id == "d-a771fbfde5f7c6973a39"


def test_document_ids_keep_fields_apart() -> None:
    ids = {
        make_document("a b").id,
        make_document("a", title="b").id,
        make_document("a", publisher="b").id,
        make_document("a", url="b").id,
        make_document('a", "b').id,
        make_document("a").id,
    }
    assert len(ids) == 6


def test_document_extra_is_fit_for_json() -> None:
    extra = {"at": datetime(2017, 3, 9), "x": float("nan"), "y": [1, (2.5, None)], "z": {"\ud800": b"b"}, "w": True}
    document = make_document(BODY, extra=extra)
    assert document.extra == {
        "at": "2017-03-09T00:00:00",
        "x": None,
        "y": [1, [2.5, None]],
        "z": {"\ufffd": "b'b'"},
        "w": True,
    }
    json.dumps(dict(document.extra), allow_nan=False).encode()


def test_plain_value_keeps_plain_things() -> None:
    assert plain_value({"a": ["b", 1, 1.5, None, False]}) == {"a": ["b", 1, 1.5, None, False]}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"published": "soon"}, "E-DATE"),
        ({"input_format": "docx"}, "E-FORMAT"),
        ({"encoding": "klingon"}, "E-ENCODING"),
        ({"encoding": "zip"}, "E-ENCODING"),
        ({"encoding": "idna"}, "E-ENCODING"),
        ({"encoding": "utf\0"}, "E-ENCODING"),
        ({"max_chars": 0}, "E-OPTION"),
    ],
)
def test_options_refuse_what_cannot_be(options: dict[str, object], code: str) -> None:
    with pytest.raises(DatelineError) as caught:
        ReadOptions(**options)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert caught.value.exit_code == 2


def test_options_are_settled_once() -> None:
    options = ReadOptions(published="9 March 2017", encoding="Latin1")
    assert options.published == parse_published("2017-03-09")
    assert options.encoding == "iso8859-1"
