"""docs/serve.md says what is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from served import fill, serving

from dateline.fetching import PORTS, Limits
from dateline.service import bodies, protocol, rates
from dateline.service import serving as at
from dateline.service.operating import READS, Operation

PAGE = (Path(__file__).parents[2] / "docs" / "serve.md").read_text("utf-8")
EXAMPLES = re.findall(r"^    (GET|POST) (/\S+)(?: (\{.*\}))?$", PAGE, re.MULTILINE)


def test_page_has_examples() -> None:
    assert len(EXAMPLES) > 12


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    return fill(tmp_path_factory.mktemp("serve") / "desk.db")


def test_every_example_is_answered(store: str) -> None:
    with serving(store) as client:
        for method, path, body in EXAMPLES:
            answer = client.request(method, path, json=json.loads(body) if body else None)
            assert answer.status_code < 300, (method, path, answer.text)


@pytest.mark.parametrize(
    "told",
    [
        f"{READS:,} a minute",
        f"{rates.WRONG_TOKENS} a minute",
        f"{Operation().body // 1_000_000} MB; {Operation().upload // 1_000_000} MB for what is added",
        f"{at.HEAD // 1024} KB, within {protocol.HEADERS:g} s",
        f"{bodies.SECONDS:g} s, and longer as far as {bodies.SLOWEST // 1000} KB a second",
        f"| {protocol.READING:g} s | the connection is closed |",
        f"connections | {protocol.CONNECTIONS} |",
        f"jobs that wait | {Operation().waiting} |",
        f"may have {Limits().size // 1_000_000} MB, packed and unpacked, and take {Limits().seconds:g} seconds",
    ],
)
def test_limits_are_as_the_page_says(told: str) -> None:
    assert told in PAGE


def test_ports_are_as_the_page_says() -> None:
    told = PAGE.partition("on ports")[2].partition(", whatever")[0]
    assert {int(port) for port in re.findall(r"\d+", told)} == set(PORTS)
