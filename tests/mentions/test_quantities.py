"""Quantities: figures with their bounds, units from nouns and fates, and numbers that count nothing."""

import time as clock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.mentions.quantities import QuantityExpression, find_quantities
from dateline.mentions.times import find_times


def read(text: str) -> list[tuple[str, float | None, float | None, float | None, str]]:
    return [(q.text, q.value, q.low, q.high, q.unit) for q in (found.quantity for found in find_quantities(text))]


def only(text: str) -> QuantityExpression:
    found = find_quantities(text)
    assert len(found) == 1, read(text)
    return found[0]


def units(text: str) -> list[tuple[float | None, str]]:
    quantities = [found.quantity for found in find_quantities(text)]
    return [(q.value if q.value is not None else q.low if q.low is not None else q.high, q.unit) for q in quantities]


@pytest.mark.parametrize(
    ("text", "span", "value", "low", "high"),
    [
        ("1,200 troops", "1,200", 1200, 1200, 1200),
        ("1.5 million refugees", "1.5 million", 1_500_000, 1_500_000, 1_500_000),
        ("2.3m refugees", "2.3m", 2_300_000, 2_300_000, 2_300_000),
        ("four hundred soldiers", "four hundred", 400, 400, 400),
        ("the 68 countries", "68", 68, 68, 68),
        ("two dozen men", "two dozen", 24, 24, 24),
        ("dozens of men", "dozens", None, 24, None),
        ("scores of men", "scores", None, 40, None),
        ("several hundred men", "several hundred", None, 200, None),
        ("tens of thousands of men", "tens of thousands", None, 20_000, None),
        ("at least four men", "at least four", None, 4, None),
        ("more than a dozen men", "more than a dozen", None, 12, None),
        ("over 900 men", "over 900", None, 900, None),
        ("no fewer than 12 men", "no fewer than 12", None, 12, None),
        ("200 or more men", "200 or more", None, 200, None),
        ("60-plus nations", "60-plus", None, 60, None),
        ("500+ men", "500+", None, 500, None),
        ("up to 5,000 men", "up to 5,000", None, None, 5000),
        ("as many as 40 men", "as many as 40", None, None, 40),
        ("nearly 300 men", "nearly 300", None, None, 300),
        ("fewer than 10 men", "fewer than 10", None, None, 10),
        ("about 100 men", "about 100", 100, None, None),
        ("some 5,000 men", "some 5,000", 5000, None, None),
        ("20 or so men", "20 or so", 20, None, None),
        ("20 to 30 men", "20 to 30", None, 20, 30),
        ("20-30 men", "20-30", None, 20, 30),
        ("three or four men", "three or four", None, 3, 4),
        ("two to three hundred men", "two to three hundred", None, 200, 300),
        ("between 200 and 300 men", "between 200 and 300", None, 200, 300),
        ("an additional 400 men", "400", 400, 400, 400),
    ],
)
def test_quantities_reads_figures_with_their_bounds(text, span, value, low, high):
    quantity = only(text).quantity
    assert (quantity.text, quantity.value, quantity.low, quantity.high) == (span, value, low, high)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("400 US troops", "troops"),
        ("300 foreign fighters", "fighters"),
        ("30 police officers", "people"),
        ("12 Syrian refugees", "people"),
        ("16 oil tanker trucks", "vehicles"),
        ("two Il-76 transport aircraft", "aircraft"),
        ("24 Leopard 2 tanks", "vehicles"),
        ("three ballistic missiles", "weapons"),
        ("two car bombs", "weapons"),
        ("four air strikes", "strikes"),
        ("one strike", "strikes"),
        ("twin bombings", "strikes"),
        ("60 regional and international nations", "countries"),
        ("four villages", "other"),
        ("30% of the territory", "other"),
        ("200 tons of aid", "other"),
        ("the 60,000-strong SDF", "fighters"),
        ("a 500-strong crowd", "people"),
        ("a 12-member team", "people"),
        ("a city of 300,000", "people"),
    ],
)
def test_quantities_takes_the_unit_from_the_noun(text, unit):
    assert only(text).quantity.unit == unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed 12 people.", [(12, "killed")]),
        ("12 dead, 30 wounded", [(12, "killed"), (30, "wounded")]),
        ("12 people were killed and 30 injured.", [(12, "killed"), (30, "wounded")]),
        ("A raid killing at least four", [(4, "killed")]),
        ("The death toll rose to 31.", [(31, "killed")]),
        ("The attack left 19 soldiers dead.", [(19, "killed")]),
        ("the deaths of 101 soldiers", [(101, "killed")]),
        ("In all 18 people died.", [(18, "killed")]),
        ("The bombing claimed 20 lives.", [(20, "killed")]),
        ("Gunmen shot dead 12 people.", [(12, "killed")]),
        ("About 40 people, mostly women, were killed.", [(40, "killed")]),
        ("At least 20 rebels and 27 fighters are killed.", [(20, "killed"), (27, "killed")]),
        ("70 civilians in Syria and 20 civilians in Turkey were killed", [(70, "killed"), (20, "killed")]),
        ("It left 6 dead, including 4 Iraqi soldiers.", [(6, "killed"), (4, "killed")]),
        ("They killed General Salama along with 20 of his men.", [(20, "killed")]),
        ("60 civilians were killed and injured.", [(60, "people")]),
        ("12 soldiers killed three rebels.", [(12, "troops"), (3, "killed")]),
        ("injured scores of others", [(40, "wounded")]),
        ("Masked men kidnap 16 workers.", [(16, "captured")]),
        ("10 were taken hostage", [(10, "captured")]),
        ("The 20 hostages were freed.", [(20, "released")]),
        ("freeing about 350 prisoners", [(350, "released")]),
        ("300,000 displaced", [(300_000, "displaced")]),
        ("4 million people have fled", [(4_000_000, "displaced")]),
        ("half a million displaced Syrians", [(500_000, "displaced")]),
        ("Police arrested 15 protesters.", [(15, "detained")]),
        ("Two Palestinians were shot dead by troops.", [(2, "killed")]),
        ("The army lost two of its men.", [(2, "killed")]),
        ("They abducted 276 girls; 57 escaped.", [(276, "captured"), (57, "people")]),
        ("Thousands protested.", [(2000, "people")]),
        ("6.5 million people are internally displaced.", [(6_500_000, "displaced")]),
        ("At least 12 people, including three children, were killed.", [(12, "killed"), (3, "killed")]),
        ("No deaths were reported.", [(0, "killed")]),
        ("42 agents are in Kandahar and another 12 in Jalalabad", [(42, "people"), (12, "people")]),
    ],
)
def test_quantities_takes_the_fate_of_persons_from_the_words_beside_them(text, expected):
    assert units(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A soldier was killed.", [(1, "killed")]),
        ("A bomb killed a policeman and two civilians.", [(1, "killed"), (2, "killed")]),
        ("One soldier was wounded.", [(1, "wounded")]),
        ("Police arrested a man.", [(1, "detained")]),
        ("A soldier said so.", []),
        ("One official said so.", []),
        ("One of the reasons was clear.", []),
        ("No one was hurt.", []),
    ],
)
def test_quantities_counts_one_person_only_with_a_fate(text, expected):
    assert units(text) == expected


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("$400 million", "$400 million", 4e8, "money-USD"),
        ("a $6.4 million settlement", "$6.4 million", 6.4e6, "money-USD"),
        ("US$5m", "US$5m", 5e6, "money-USD"),
        ("USD 1,000", "USD 1,000", 1000, "money-USD"),
        ("€20bn", "€20bn", 2e10, "money-EUR"),
        ("£1.1bn", "£1.1bn", 1.1e9, "money-GBP"),
        ("R$200,000", "R$200,000", 2e5, "money-BRL"),
        ("422,000 euros", "422,000 euros", 422e3, "money-EUR"),
        ("50 million Syrian pounds", "50 million Syrian pounds", 5e7, "money-SYP"),
        ("5,000 Pakistani rupees", "5,000 Pakistani rupees", 5000, "money-PKR"),
        ("5,000 rupees", "5,000 rupees", 5000, "other"),
    ],
)
def test_quantities_reads_money(text, span, value, unit):
    quantity = only(text).quantity
    assert (quantity.text, quantity.value, quantity.unit) == (span, value, unit)


def test_quantities_reads_ranges_of_money():
    assert read("$5-10 million") == [("$5-10 million", None, 5e6, 10e6, "money-USD")]
    assert read("millions of dollars") == [("millions of dollars", None, 2e6, None, "money-USD")]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("sent an additional 400 troops", "additional"),
        ("sent another 400 troops", "additional"),
        ("an extra 200 troops", "additional"),
        ("saved 200 more", "additional"),
        ("a total of 627 people", "total"),
        ("the death toll rose to 31", "total"),
        ("increased by 200 troops", "increase"),
        ("cut by 2,000 troops", "decrease"),
        ("sent 400 troops", None),
        ("sent more than 400 troops", None),
    ],
)
def test_quantities_says_what_the_number_changes(text, change):
    assert only(text).quantity.change == change


@pytest.mark.parametrize(
    "text",
    [
        "the 82nd Airborne",
        "Resolution 2254",
        "155mm howitzers",
        "F-16 and Su-24",
        "Flight 370",
        "Article 5 applies",
        "a Boeing 737",
        "a Falcon 9 rocket",
        "the G20",
        "COVID-19",
        "a 23-year-old man",
        "a man aged 24",
        "Joe Smith, 42, from Leeds",
        "on 9 March 2017",
        "in 2014 they left",
        "at 8:30 a.m.",
        "for six months",
        "won 3-1",
        "30 km from Mosul",
        "No. 5",
        "phone 212-555-1234",
        "host 10.0.0.1",
        "the first man",
        "a one-off",
        "Copyright 2018",
    ],
)
def test_quantities_passes_over_numbers_that_count_nothing(text):
    assert read(text) == []


def test_quantities_reads_the_length_of_a_sentence_in_court():
    assert units("He was sentenced to 14 years in prison.") == [(14, "other")]


def test_quantities_shows_noun_and_cue_for_the_coder():
    text = "Two blasts killed at least 12 people."
    found = find_quantities(text, offset=10)[1]
    assert found.noun is not None
    assert found.cue is not None
    assert (found.noun.text, found.noun.start) == ("people", 10 + text.index("people"))
    assert (found.cue.text, found.cue.start) == ("killed", 10 + text.index("killed"))
    assert (found.quantity.start, found.quantity.end) == (10 + 18, 10 + 29)


def test_quantities_takes_times_already_found():
    text = "In March 30 people were killed."
    assert find_quantities(text, 7, times=find_times(text, 7)) == find_quantities(text, 7)


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_quantities_reads_capitals_and_lower_case(change):
    text = change("The death toll rose to 31 and 15 US soldiers were wounded in May.")
    assert units(text) == [(31, "killed"), (15, "wounded")]


@given(st.text(max_size=200))
def test_quantities_spans_are_words_of_any_text(text):
    for found in find_quantities(text):
        quantity = found.quantity
        assert text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    "word", ["killed 12 and ", "dozens of the ", "at least ", "20 men in ", "3-", "$", "12, ", "a man ", "2 more "]
)
def test_quantities_of_hostile_text_take_linear_time(word):
    short, long = (word * (size // len(word)) for size in (10_000, 40_000))
    quick = min(_seconds(short), _seconds(short))
    assert _seconds(long) < 12 * quick + 1


def _seconds(text: str) -> float:
    start = clock.perf_counter()
    find_quantities(text)
    return clock.perf_counter() - start
