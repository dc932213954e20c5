from __future__ import annotations

import json
from pathlib import Path

from conftest import Dateline
from jsonschema import Draft202012Validator


def test_schema_describes_what_code_prints(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels attacked the town.")
    schema = json.loads(dateline("schema").out)
    claim = json.loads(dateline("code", tmp_path / "a.txt").out)
    Draft202012Validator(schema).validate(claim)
