from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reading import make_document
from dateline.reading.agencies import agency_named, closing_credit
from dateline.reading.datelines import find_dateline
from dateline.reading.lines import first_lines, last_line

BODY = "The ministry said on Thursday that its forces had entered the northern districts of the city."


def dateline_of(text: str, published: str | None = None) -> tuple[str, str | None, str | None, str | None] | None:
    line = make_document(text, published=published).dateline
    return (text[line.start : line.end], line.place, line.date, line.agency) if line else None


@pytest.mark.parametrize(
    ("head", "place", "date", "agency"),
    [
        ("WASHINGTON:", "WASHINGTON", None, None),
        ("BEIRUT (Reuters) -", "BEIRUT", None, "Reuters"),
        ("Beirut (AFP) -", "Beirut", None, "AFP"),
        ("KABUL, March 9 -", "KABUL", "2017-03-09", None),
        ("KABUL, Dec. 31 -", "KABUL", "2016-12-31", None),
        ("GENEVA, 12 May 2004 (UN News) —", "GENEVA", "2004-05-12", "UN News"),
        ("PARIS —", "PARIS", None, None),
        ("PARIS—", "PARIS", None, None),
        ("BAGHDAD, Iraq (AP) --", "BAGHDAD, Iraq", None, "AP"),
        ("MOSCOW/KYIV, Feb 3 (Reuters) -", "MOSCOW/KYIV", "2017-02-03", "Reuters"),
        ("(Reuters) -", None, None, "Reuters"),
        ("(CNN) --", None, None, "CNN"),
        ("March 9 (Reuters) -", None, "2017-03-09", "Reuters"),
        ("Washington (CNN)", "Washington", None, "CNN"),
        ("(Beirut) –", "Beirut", None, None),
        ("(New York, March 9, 2017) –", "New York", "2017-03-09", None),
        ("Beirut, Lebanon -", "Beirut, Lebanon", None, None),
        ("MOSCOW, March 9. /TASS/.", "MOSCOW", "2017-03-09", "TASS"),
        ("MOSCOW. March 9 (Interfax) -", "MOSCOW", "2017-03-09", "Interfax"),
        ("Damascus, SANA-", "Damascus", None, "SANA"),
        ("Tehran, March 9, IRNA –", "Tehran", "2017-03-09", "IRNA"),
        ("BEIRUT, Lebanon, March 9, 2017 /PRNewswire/ --", "BEIRUT, Lebanon", "2017-03-09", "PRNewswire"),
        ("SOUTHWEST ASIA, Apr. 28, 2017 -", "SOUTHWEST ASIA", "2017-04-28", None),
        ("WASHINGTON, D.C. —", "WASHINGTON, D.C.", None, None),
        ("WASHINGTON (AP) _", "WASHINGTON", None, "AP"),
        ("UNITED NATIONS —", "UNITED NATIONS", None, None),
        ("PORT-AU-PRINCE, Haiti (AP) —", "PORT-AU-PRINCE, Haiti", None, "AP"),
        ("DEIR al-ZOR, Syria (Reuters) -", "DEIR al-ZOR, Syria", None, "Reuters"),
        ("N'DJAMENA, Chad —", "N'DJAMENA, Chad", None, None),
        ("SÃO PAULO —", "SÃO PAULO", None, None),
        ("London, Thursday (Reuters) -", "London", None, "Reuters"),
        ("SAN SALVADOR, 3 JAN 90 --", "SAN SALVADOR", "1990-01-03", None),
        ("BAGHDAD (Radio Nowhere) —", "BAGHDAD", None, "Radio Nowhere"),
    ],
)
def test_datelines_read(head: str, place: str | None, date: str | None, agency: str | None) -> None:
    assert dateline_of(f"{head} {BODY}", "2017-03-10") == (head, place, date, agency)


@pytest.mark.parametrize(
    "head",
    [
        "UPDATE:",
        "BREAKING:",
        "ANALYSIS —",
        "FILE -",
        "NATO:",
        "CNN:",
        "U.S. -",
        "Iraq:",
        "Obama -",
        "However, Turkey –",
        "Yesterday, Turkey –",
        "In Mosul, March 9 -",
        "On March 9:",
        "Smith (aged 45) -",
        "The president -",
        "Rebels left on Saturday. MOSUL (AP) -",
        "14:05 -",
        "-",
        ":",
        "() -",
        ", -",
    ],
)
def test_datelines_leave_other_openings_alone(head: str) -> None:
    assert dateline_of(f"{head} {BODY}") is None


@pytest.mark.parametrize(
    "opening", ["Turkey, Syria – whose border is closed – said", "PARIS — which had refused — said"]
)
def test_datelines_are_followed_by_a_sentence(opening: str) -> None:
    assert dateline_of(f"{opening} that its forces had left the city in the morning.") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MOSUL, MARCH 9 (REUTERS) - " + BODY.upper(), "MOSUL, MARCH 9 (REUTERS) -"),
        ("MOSUL - " + BODY.upper(), "MOSUL -"),
        ("MOSUL, IRAQ -- " + BODY.upper(), "MOSUL, IRAQ --"),
        (BODY.upper(), None),
        ("HE SAID: " + BODY.upper(), None),
        ("FELLOW CITIZENS: " + BODY.upper(), None),
        ("GOOD EVENING, DEAR LISTENERS -- " + BODY.upper(), None),
        ("THE REBELS LEFT THE TOWN - " + BODY.upper(), None),
        ("FIVE KILLED, TEN WOUNDED IN BLAST - " + BODY.upper(), None),
        ("san salvador, 3 jan 90 -- " + BODY.lower(), "san salvador, 3 jan 90 --"),
        ("mosul (reuters) - " + BODY.lower(), "mosul (reuters) -"),
        ("mosul - " + BODY.lower(), None),
        ("on monday, march 9 - " + BODY.lower(), None),
    ],
)
def test_datelines_in_copy_of_one_case(text: str, expected: str | None) -> None:
    found = dateline_of(text)
    assert (found and found[0]) == expected


def test_datelines_in_capitals_are_at_most_one() -> None:
    text = "\n".join(["MOSUL - " + BODY.upper(), "IRBIL - " + BODY.upper()])
    assert dateline_of(text) == ("MOSUL -", "MOSUL", None, None)


def test_datelines_follow_headline_and_byline() -> None:
    text = f"Rebels leave the town\n\nBy Jo Doe\n\nBEIRUT (Reuters) - {BODY}"
    assert dateline_of(text) == ("BEIRUT (Reuters) -", "BEIRUT", None, "Reuters")


def test_datelines_are_no_interviewers() -> None:
    text = (
        f"TIMES: {'Why did your party leave the talks, and what would bring it back? ' * 2}\nX: Because.\nTIMES: And?"
    )
    assert dateline_of(text) is None


def test_dateline_span_counts_code_points() -> None:
    text = f"\U0001f30d\n\n BEIRUT (Reuters) - {BODY}"
    line = make_document(text).dateline
    assert line is not None
    assert text[line.start : line.end] == "BEIRUT (Reuters) -"


def test_facts_note_a_dateline_without_a_year() -> None:
    document = make_document(f"KABUL, March 9 - {BODY}")
    assert document.dateline is not None
    assert document.dateline.date is None
    assert document.published is None
    assert any("without a year" in note for note in document.notes)


def test_facts_take_a_full_dateline_as_publication() -> None:
    document = make_document(f"GENEVA, 12 May 2004 (UN News) — {BODY}", fallback="2017-03-10")
    assert document.published == "2004-05-12"
    assert "publication date 2004-05-12 is taken from the dateline" in document.notes


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published: 9 March 2017 14:05 GMT", "2017-03-09T14:05+00:00"),
        ("Published on March 9, 2017", "2017-03-09"),
        ("First published 9 Mar 2017", "2017-03-09"),
        ("By Jo Doe | March 9, 2017", "2017-03-09"),
        ("By Jo Doe | March 9, 2017 | 2:05 pm EST", "2017-03-09T14:05-05:00"),
        ("MARCH 9, 2017 / 2:05 PM / 3 YEARS AGO", "2017-03-09T14:05"),
        ("Thursday, 9 March 2017", "2017-03-09"),
        ("Date: 2017-03-09", "2017-03-09"),
        ("9 March 2017 | Updated 11 March 2017", "2017-03-09"),
        ("Updated: 9 March 2017", "2017-03-09"),
        ("Published: March 2017", None),
        ("Published: soon", None),
        ("The plan was published on 9 March 2017 in Geneva", None),
    ],
)
def test_facts_read_when_a_dispatch_says_it_was_published(line: str, expected: str | None) -> None:
    document = make_document(f"Rebels leave the town\n{line}\n\n{BODY}")
    assert document.published == expected
    assert expected is None or any(line in note for note in document.notes)


def test_facts_prefer_publication_to_update() -> None:
    document = make_document(f"Updated: 11 March 2017\nPublished: 9 March 2017\n\n{BODY}")
    assert document.published == "2017-03-09"


def test_facts_keep_what_is_given() -> None:
    text = f"A headline here\n\nPublished: 9 March 2017\n\nBEIRUT (Reuters) - {BODY}\n\n(AFP)"
    document = make_document(text, title="T", published="2016", publisher="P")
    assert (document.title, document.published, document.publisher) == ("T", "2016", "P")
    assert document.notes == ()


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        ("\n\n—Agencies", "Agencies"),
        ("\n— AP\n", "AP"),
        ("\n(AFP)", "AFP"),
        ("\nReuters", "Reuters"),
        ("\nREUTERS", "Reuters"),
        ("\n[Xinhua]", "Xinhua"),
        ("\nSource: Al-Jazeera", "Al Jazeera"),
        ("\nAFP/Reuters", "AFP/Reuters"),
        ("\nAP and Reuters.", "AP/Reuters"),
        ("\nThe Associated Press", "AP"),
        (" (AFP)", "AFP"),
        (" —Agencies", "Agencies"),
        ("\n(With inputs from agencies)", None),
        ("\nMap", None),
        ("\nThe end", None),
        (" (see map)", None),
        ("\n" + "(" * 70, None),
    ],
)
def test_facts_read_the_closing_credit(ending: str, expected: str | None) -> None:
    document = make_document(BODY + ending)
    assert document.publisher == expected
    assert (expected is not None) == any("publisher" in note for note in document.notes)


def test_facts_take_publisher_from_a_known_agency_only() -> None:
    assert make_document(f"BEIRUT (Reuters) - {BODY}").publisher == "Reuters"
    assert make_document(f"BEIRUT (Green Zone) - {BODY}").publisher is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Rebels leave the town\n\n{BODY}", "Rebels leave the town"),
        (f"\n\n  Rebels leave the town  \n \n{BODY}", "Rebels leave the town"),
        (f"Rebels leave the town\r\n\r\n{BODY}", "Rebels leave the town"),
        (f"Rebels leave the town\nBy Jo Doe\n{BODY}", "Rebels leave the town"),
        (f"Rebels leave the town\nBEIRUT (Reuters) - {BODY}", "Rebels leave the town"),
        (f"REBELS LEAVE THE TOWN\n\n{BODY.upper()}", "REBELS LEAVE THE TOWN"),
        (f"Rebels leave the town\n{BODY}", None),
        (f"Rebels leave the town.\n\n{BODY}", None),
        ("Rebels leave the town", None),
        (f"{'Rebels leave the town ' * 10}\n\n{BODY}", None),
        (f"https://example.org/a\n\n{BODY}", None),
        (f"By Jo Doe\n\n{BODY}", None),
        (f"9 March 2017\n\n{BODY}", None),
        (f"-----\n\n{BODY}", None),
        (f"BEIRUT, March 9 (Reuters) - Rebels left\n\n{BODY}", None),
    ],
)
def test_facts_read_the_headline(text: str, expected: str | None) -> None:
    document = make_document(text)
    assert document.title == expected
    assert document.text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reuters", "Reuters"),
        ("RFE/RL", "RFE/RL"),
        ("ap", "AP"),
        ("AFP and AP", "AFP/AP"),
        ("", None),
        ("/", None),
        ("x" * 500, None),
    ],
)
def test_agency_named(text: str, expected: str | None) -> None:
    assert agency_named(text) == expected


def test_lines_first_and_last() -> None:
    text = "\n \n one \r\n\r\n two\u2028three\rfour\n\n"
    assert [(line.text, line.apart) for line in first_lines(text, 3, 100)] == [
        ("one", True),
        ("two", False),
        ("three", False),
    ]
    assert all(text[line.start : line.end] == line.text for line in first_lines(text, 9, 100))
    last = last_line(text)
    assert last is not None
    assert last.text == "four"
    assert text[last.start : last.end] == "four"
    assert last_line("x" * 5000) is None
    assert last_line(" \n") is None


HOSTILE = {
    "brackets": "(" * 1_000_000,
    "closed brackets": "()" * 500_000,
    "dashes": "- " * 500_000,
    "long dash": "—" * 1_000_000,
    "commas": "A, " * 300_000,
    "capitals": "A" * 1_000_000,
    "capital words": "AB " * 300_000,
    "dots": "A." * 500_000,
    "slashes": "/" * 1_000_000,
    "colons": ": " * 500_000,
    "blanks": " " * 1_000_000 + "x",
    "blank lines": "\n" * 1_000_000 + "x",
    "blank lines and spaces": " \n" * 500_000 + "x",
    "digits": "1" * 1_000_000,
    "dates": "March 9, 2017 | " * 60_000,
    "quotes": "“" * 1_000_000,
    "speaker": "MOSUL: " + BODY + "\nMOSUL" * 150_000,
    "controls": "\x1b[2J\x07\x0b" * 200_000,
    "surrogates": "\ud800" * 1_000_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_facts_take_no_longer_over_hostile_text(text: str) -> None:
    start = time.process_time()
    document = make_document(text)
    assert len(document.text) == len(text)
    assert time.process_time() - start < 1.0


@given(st.text(alphabet='AB ab.,:;-—(/)\n"’19 March2017APReuters|', max_size=200))
@settings(max_examples=150, deadline=None)
def test_facts_of_any_text_point_into_it(text: str) -> None:
    found = find_dateline(text, first_lines(text, 8, 320))
    assert found is None or (0 <= found.start < found.end <= len(text) and text[found.start : found.end].strip())
    closing_credit(text)
