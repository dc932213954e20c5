"""Where output goes: standard output, or a file that appears under its name only when it is whole."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from dateline.errors import RunError


class OutputError(RunError):
    """The output cannot be written; what was written is not kept."""


class Destination:
    """A stream to write to, and the decision at the end: `keep` what was written, or `discard` it.

    A file is written beside its final place and renamed, so that a reader never sees half of it. What is no ordinary
    file (`/dev/null`, a named pipe) is written in place.
    """

    def __init__(self, path: Path | None) -> None:
        """Open the output.

        Raises:
            OutputError: it cannot be written.
        """
        self._ours = path is not None
        self.name = str(path) if path else "standard output"
        self._final: Path | None = None
        self._part: Path | None = None
        with self.errors():
            self.stream = self._open(path)

    def _open(self, path: Path | None) -> BinaryIO:
        if path is None:
            return _standard_output()
        final = Path(os.path.realpath(path))
        if final.exists() and not final.is_file():
            return final.open("wb")
        part = final.with_name(f".{final.name}.{os.getpid()}.part")
        stream = part.open("xb")
        self._final, self._part = final, part
        return stream

    @property
    def is_file(self) -> bool:
        """Whether it is a file that appears when it is kept."""
        return self._final is not None

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn what the system says about the output into one line; a closed pipe is not an error."""
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            reason = error.strerror or str(error)
            remedy = "check the path, the permissions and the space left"
            raise OutputError("E-OUTPUT", f"{self.name} cannot be written: {reason}; {remedy}") from error

    def keep(self) -> None:
        """Finish the file and give it its name."""
        with self.errors():
            self.stream.flush()
            if self._ours:
                self.stream.close()
            if self._final and self._part:
                os.replace(self._part, self._final)
                self._part = None

    def discard(self) -> None:
        """Take away what was written to a file; what stood under its name before stays. After `keep`, nothing."""
        if self._ours:
            with suppress(OSError):  # what is left in the buffer may not fit, and is not wanted
                self.stream.close()
        if self._part:
            self._part.unlink(missing_ok=True)
            self._part = None


def _standard_output() -> BinaryIO:
    if sys.stdout is None:  # started with its output closed (`>&-`)
        raise OSError("it is closed")
    return sys.stdout.buffer


@contextmanager
def deferred_interrupt() -> Iterator[None]:
    """Hold Ctrl-C back until the block is done, so that no record is cut in half; a second one breaks through."""
    usual = signal.getsignal(signal.SIGINT)
    if usual is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if came:
            raise KeyboardInterrupt
        came.append(number)

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
    if came:
        raise KeyboardInterrupt
