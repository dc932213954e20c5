from __future__ import annotations

import os
import signal
import stat
import sys
from pathlib import Path

import pytest

from dateline.output import Destination, deferred_interrupt
from dateline.output.destination import OutputError


def test_destination_appears_only_when_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    to = Destination(path)
    to.stream.write(b"new")
    assert path.read_text() == "old"
    to.keep()
    assert path.read_text() == "new"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_destination_leaves_what_was_there_when_it_is_discarded(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    to = Destination(path)
    to.stream.write(b"new")
    to.discard()
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_destination_keeps_a_link_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    to = Destination(tmp_path / "link")
    to.stream.write(b"x")
    to.keep()
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"x"


def test_destination_obeys_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        Destination(tmp_path / "out").keep()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o640


def test_destination_never_replaces_a_device() -> None:
    to = Destination(Path(os.devnull))
    to.stream.write(b"x")
    to.keep()
    assert not to.is_file
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@pytest.mark.parametrize("name", ["missing/out.csv", ".", "n" * 300])
def test_destination_that_cannot_be_written_is_one_line(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"E-OUTPUT.*check the path") as caught:
        Destination(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_destination_reports_a_full_disk() -> None:
    to = Destination(Path("/dev/full"))
    to.stream.write(b"x")
    with pytest.raises(OutputError, match="No space left"):
        to.keep()
    to.discard()


def test_destination_lets_a_closed_pipe_through(tmp_path: Path) -> None:
    to = Destination(tmp_path / "out")
    with pytest.raises(BrokenPipeError), to.errors():
        raise BrokenPipeError
    to.discard()


def test_destination_says_when_standard_output_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OutputError, match="standard output"):
        Destination(None)


def interrupt(times: int, done: list[str]) -> None:
    """Press Ctrl-C in a block, and note how far the block comes."""
    with deferred_interrupt():
        with deferred_interrupt():
            for _ in range(times):
                signal.raise_signal(signal.SIGINT)
            done.append("inner block")
        done.append("outer block")


@pytest.mark.parametrize(("times", "done"), [(1, ["inner block", "outer block"]), (2, [])])
def test_deferred_interrupt_waits_for_the_end_of_the_block_unless_pressed_twice(times: int, done: list[str]) -> None:
    came: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        interrupt(times, came)
    assert came == done
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
