"""The description of the API is true: what it allows is answered as it says, whatever is sent."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from client import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from served import serving

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it imports parts of its own dependencies by names that will go
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    from schemathesis import checks
    from schemathesis.specs.openapi import checks as of_openapi

EXAMPLES = 8  # of each operation
CHECKS = (
    checks.not_a_server_error,
    of_openapi.status_code_conformance,
    of_openapi.content_type_conformance,
    of_openapi.response_schema_conformance,
    of_openapi.negative_data_rejection,
)


SETTINGS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_whatever_is_asked_is_answered_as_described(desk_file: str, mode: str) -> None:
    with serving(desk_file, hosts=()) as client:
        described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app)
        for result in described.include(method="GET").exclude(path_regex="/jobs").get_all_operations():
            check(result.ok(), schemathesis.GenerationMode(mode))


def check(operation: Any, mode: Any) -> None:
    @SETTINGS
    @given(operation.as_strategy(generation_mode=mode))
    def holds(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    try:
        holds()
    except Unsatisfiable:
        assert mode.is_negative, operation.label  # nothing that could be sent would be wrong


def test_every_operation_is_described_for_people(desk: TestClient) -> None:
    described = desk.get("/api/v1/openapi.json").json()
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], f"{method} {path}"
            assert operation["tags"], f"{method} {path}"
            assert {"4XX", "5XX"} <= set(operation["responses"]), f"{method} {path}"
