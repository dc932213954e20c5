"""Batch on a Ray cluster of this machine with two workers; the cluster is started once, in a process of its own."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.dataflow.fakes import ROOT, code, files, lines

pytestmark = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed")

PATIENCE = 60  # seconds
BUSY = 3  # processes that want each core: a cluster then takes minutes to start
SCRIPT = """
import sys
from tests.dataflow.fakes import code
code(sys.argv[1], sys.argv[2], engine="ray", workers=2, unit_bytes=400, link=False)
print("killed", code(sys.argv[3], sys.argv[4], engine="ray", workers=2, unit_bytes=400, link=False).totals.claims)
"""


def test_ray_gives_the_same_bytes_also_when_a_worker_is_killed(tmp_path: Path) -> None:
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    if load > BUSY:
        pytest.skip(f"the machine is too busy to start a cluster: {load:.0f} processes want each core")
    sources = [tmp_path / "calm.jsonl", tmp_path / "killed.jsonl"]
    texts = [f"Rebels attacked town {k}." for k in range(20)]
    sources[0].write_text(lines(*texts), encoding="utf-8")
    sources[1].write_text(lines(*texts, "Rebels attacked once.", *texts), encoding="utf-8")
    for source in sources:
        code(source, tmp_path / f"local-{source.stem}", unit_bytes=400, link=False)
    (tmp_path / "once").touch()
    outs = [tmp_path / f"ray-{source.stem}" for source in sources]
    command = [sys.executable, "-c", SCRIPT, *(str(path) for pair in zip(sources, outs, strict=True) for path in pair)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, timeout=PATIENCE, check=False)
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert not (tmp_path / "once").exists()
    assert b"killed 41" in ended.stdout
    for source, out in zip(sources, outs, strict=True):
        assert files(out) == files(tmp_path / f"local-{source.stem}")
