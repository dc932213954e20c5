"""A coder for tests that needs no model, and a run with it as a program of its own.

Every sentence with the word "attacked" is a claim. Some words in a text do harm: "slow" takes a moment, "bug" is a
mistake of ours, "deadly" kills the process that codes it, "once" kills it if the file `once` lies in $FAKES.

    python -m tests.dataflow.fakes IN OUT [UNIT_BYTES] [LINK]
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.cli.cli_fakes import SENTENCE, claim

from dateline.dataflow.options import BatchOptions
from dateline.dataflow.report import Report
from dateline.dataflow.run import Setting, run
from dateline.records import Coded, Document, Failure, Sentence

ROOT = Path(__file__).parents[2]
NOW = datetime(2018, 1, 2, 3, 4, 5, tzinfo=UTC)
NAME = "dateline test / fake"
MOMENT = 0.05  # seconds


class FakeCoder:
    """Codes without a model."""

    name = NAME

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
        for document in documents:
            yield document if isinstance(document, Failure) else self._code(document)

    def _code(self, document: Document) -> Coded | Failure:
        words = set(re.findall(r"\w+", document.text))
        if "slow" in words:
            time.sleep(MOMENT)
        if "bug" in words:
            raise ZeroDivisionError("a mistake")
        if "deadly" in words or ("once" in words and _was_there(Path(os.environ["FAKES"], "once"))):
            os.kill(os.getpid(), signal.SIGKILL)
        found = [*enumerate(SENTENCE.finditer(document.text))]
        claims = tuple(claim(document, k, match) for k, match in found if "attacked" in match[0])
        sentences = tuple(Sentence(match[0], match.start(), match.end(), k) for k, match in found)
        return Coded(document, claims, () if claims else ("no sentence names a happening",), sentences)


def _was_there(file: Path) -> bool:
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    return True


def load(viewpoint: str | None = None) -> FakeCoder:
    return FakeCoder()


SETTING = Setting(load=load, coder=lambda: NAME, now=lambda: NOW)


def code(source: Path | str, out: Path | str, **options: Any) -> Report:
    """A run with the coder."""
    return run(BatchOptions(inputs=(str(source),), out=str(out), **options), setting=SETTING)


def files(out: Path) -> dict[str, bytes]:
    """All that lies in an output but the report, which tells how long runs took."""
    found = (path for path in out.rglob("*") if path.is_file() and path.name != "report.json")
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(found)}


def lines(*texts: str, day: int = 9) -> str:
    """Dispatches as JSON Lines."""
    return "".join(
        f'{{"id": "d{k}", "text": "{text}", "published": "2017-03-{day:02}"}}\n' for k, text in enumerate(texts)
    )


if __name__ == "__main__":
    size = int(sys.argv[3]) if len(sys.argv) > 3 else None
    code(sys.argv[1], sys.argv[2], unit_bytes=size, link=sys.argv[4:] == ["link"], workers=2)
