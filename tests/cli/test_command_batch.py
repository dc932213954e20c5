from __future__ import annotations

import pytest

from dateline.cli.command_batch import duration, words
from dateline.dataflow.run import Step

STEP = Step(
    done=2, units=4, bytes=50, all_bytes=100, documents=1_200, claims=9_000, failed=0, coded=1_200, seconds=600.0,
    new_bytes=50,
)  # fmt: skip


def test_batch_progress_says_speed_and_what_is_left() -> None:
    assert words(STEP) == "1,200 documents, 9,000 claims, 2.0 documents/s, 10 min left"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (89, "89 s"), (720, "12 min"), (12_000, "3 h 20 min"), (345_600, "4 days")],
)
def test_batch_durations_are_said_as_people_say_them(seconds: float, said: str) -> None:
    assert duration(seconds) == said
