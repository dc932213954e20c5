"""The coder in a process of its own. This loads the shipped model."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from dateline.errors import RunError
from dateline.reading import make_document
from dateline.service.coding import CodingApart
from dateline.store import Store
from dateline.store.filters import Filters
from dateline.store.queries import find_documents

AT = "2018-01-01T00:00:00Z"


def test_coder_apart_adds_and_is_replaced_when_it_breaks(tmp_path: Path) -> None:
    db = str(tmp_path / "desk.db")
    text = "Rebels attacked an army base near Kidal on Friday, killing 12 soldiers, the government said."
    with Store.open(db) as store:
        coding = CodingApart(db)
        try:
            assert not coding.is_ready
            outcome = coding.add(make_document(text, id="a", published="2012-04-02"), AT)
            assert (outcome.document, outcome.outcome) == ("a", "added")
            assert outcome.claims > 0
            assert coding.is_ready
            assert coding._process is not None
            assert coding._process.pid is not None
            os.kill(coding._process.pid, signal.SIGKILL)
            with pytest.raises(RunError, match="broke off"):
                coding.add(make_document(text, id="b", published="2012-04-02"), AT)
            assert coding.add(make_document(text, id="b", published="2012-04-02"), AT).outcome == "added"
        finally:
            coding.close()
        with store.reading() as connection:
            assert len(find_documents(connection, Filters()).items) == 2
