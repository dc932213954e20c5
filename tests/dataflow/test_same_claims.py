"""With the shipped model: batch codes what `dateline code` codes."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pyarrow.parquet as pq

import dateline
from dateline.dataflow.identity import coder_name
from dateline.reading import ReadOptions, read

STORY = str(files("dateline") / "samples" / "story")


def test_batch_gives_the_claims_of_the_coder(tmp_path: Path) -> None:
    report = dateline.batch(STORY, tmp_path / "out", workers=1, link=False)
    coder = dateline.load()
    assert coder.name == coder_name()
    coded = list(coder.pipe(read([STORY], ReadOptions())))
    wanted = Counter(
        json.dumps(c.to_dict(), sort_keys=True) for each in coded if isinstance(each, dateline.Coded) for c in each
    )
    rows = pq.read_table(tmp_path / "out" / "claims", columns=["record"])["record"].to_pylist()
    assert Counter(json.dumps(json.loads(row), sort_keys=True) for row in rows) == wanted
    assert report.totals.claims == wanted.total() > 0
