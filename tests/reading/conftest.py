from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.reading import ReadOptions, read
from dateline.records import Document, Failure

Write = Callable[[str, str | bytes], str]
ReadAll = Callable[..., list[Document | Failure]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file under the test's folder and give its path."""

    def write_file(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write_file


@pytest.fixture
def read_all() -> ReadAll:
    """Read sources with the options given as keywords, all at once."""

    def read_sources(*sources: str, **options: object) -> list[Document | Failure]:
        return list(read(sources, ReadOptions(**options)))  # type: ignore[arg-type]

    return read_sources
