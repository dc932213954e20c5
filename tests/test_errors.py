"""The errors that Dateline raises."""

from __future__ import annotations

import pickle

import pytest

from dateline.errors import DatelineError, InputError, ItemError, RunError


@pytest.mark.parametrize("kind", [DatelineError, InputError, ItemError, RunError])
def test_error_comes_back_whole_from_another_process(kind: type[DatelineError]) -> None:
    back = pickle.loads(pickle.dumps(kind("E-CODE", "what happened")))
    assert (type(back), back.code, str(back)) == (kind, "E-CODE", "[E-CODE] what happened")
