"""Files by path or URL: listed, opened, and written aside so that they appear whole.

A local file is written beside its place, forced to the disk, and renamed. An object store shows an object only when
it is whole; there a file is written to this machine's temporary folder and then sent.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from dateline.errors import InputError, RunError

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the input: where, how large, and what changes when its content does."""

    path: str
    size: int
    stamp: str


def is_url(path: str) -> bool:
    """Whether a path names a store by its scheme."""
    return bool(_URL.match(path)) and not path.lower().startswith("file://")


def plain(path: str) -> str:
    """A path without `file://` and without what means nothing in it."""
    if is_url(path):
        return path.rstrip("/")
    return os.path.abspath(path[len("file://") :] if path.lower().startswith("file://") else path)


def join(folder: str, *names: str) -> str:
    """A path within a folder."""
    return "/".join((folder.rstrip("/"), *names))


@contextmanager
def open_read(path: str) -> Iterator[BinaryIO]:
    """Open a file to read and to seek in."""
    if not is_url(path):
        with open(path, "rb") as file:
            yield file
        return
    with filesystem(path).open(path, "rb") as remote:
        yield cast("BinaryIO", remote)


def exists(path: str) -> bool:
    """Whether there is a file or a folder."""
    return bool(filesystem(path).exists(path)) if is_url(path) else os.path.exists(path)


def names_in(folder: str) -> list[str]:
    """The names of the files in a folder, sorted; none where there is no folder."""
    if not is_url(folder):
        return sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    store = filesystem(folder)
    with contextlib.suppress(FileNotFoundError):
        return sorted(str(each).rsplit("/", 1)[-1] for each in store.ls(folder, detail=False, refresh=True))
    return []


def read_bytes(path: str) -> bytes:
    """All of a small file."""
    with open_read(path) as file:
        return file.read()


def write_bytes(path: str, data: bytes) -> None:
    """Write a small file that appears whole."""
    with Aside(path) as aside:
        aside.stream.write(data)


@contextmanager
def writable(out: str) -> Iterator[None]:
    """Turn what the system says about the output into one line.

    Raises:
        RunError: it cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise unwritable(out, error) from error


def unwritable(out: str, error: OSError) -> RunError:
    """What is said of an output that cannot be written."""
    reason = error.strerror or str(error).partition("\n")[0][:300]
    return RunError("E-OUTPUT", f"{out} cannot be written: {reason}; check the permissions and the space left")


def remove(path: str) -> None:
    """Take a file away if it is there."""
    if is_url(path):
        with contextlib.suppress(FileNotFoundError):
            filesystem(path).rm(path)
    else:
        Path(path).unlink(missing_ok=True)


def remove_folder(path: str) -> None:
    """Take a folder away with all that is in it."""
    if is_url(path):
        with contextlib.suppress(FileNotFoundError):
            filesystem(path).rm(path, recursive=True)
    else:
        shutil.rmtree(path, ignore_errors=True)


class Aside:
    """A file that is written aside; leaving the block gives it its name, leaving by an error takes it away."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._remote = is_url(path)
        if self._remote:
            handle, self._part = tempfile.mkstemp(prefix="dateline-")
            self.stream: BinaryIO = os.fdopen(handle, "wb")
        else:
            folder, name = os.path.split(path)
            os.makedirs(folder, exist_ok=True)
            self._part = os.path.join(folder, f".{name}.{uuid.uuid4().hex[:12]}.part")
            self.stream = open(self._part, "xb")  # noqa: SIM115  # closed by `keep` or `discard`

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        try:
            if kind is None:
                self.keep()
        finally:
            self.discard()

    def keep(self) -> None:
        """Force the file to the disk and give it its name."""
        self.finish()
        if self._remote:
            filesystem(self._path).put_file(self._part, self._path)
        else:
            os.replace(self._part, self._path)

    def finish(self) -> None:
        """Write what is left, so that a full disk is known before anything has its name."""
        if not self.stream.closed:
            self.stream.flush()
            os.fsync(self.stream.fileno())
            self.stream.close()

    def size(self) -> int:
        """The bytes of the finished file."""
        return os.path.getsize(self._part)

    def discard(self) -> None:
        """Take away what was not kept."""
        with contextlib.suppress(OSError):  # what is left in the buffer may not fit, and is not wanted
            self.stream.close()
        Path(self._part).unlink(missing_ok=True)


def clear_parts(folder: str) -> None:
    """Take away what stopped runs left beside their files; only on local disks is there anything."""
    if is_url(folder) or not os.path.isdir(folder):
        return
    for name in os.listdir(folder):
        if name.startswith(".") and name.endswith(".part"):
            Path(folder, name).unlink(missing_ok=True)


def filesystem(url: str) -> Any:
    """The store that a URL names.

    Raises:
        InputError: nothing that is installed can reach it.
    """
    try:
        import fsspec  # type: ignore[import-untyped]

        return fsspec.core.url_to_fs(url)[0]
    except ImportError as error:
        scheme = url.partition("://")[0]
        raise InputError("E-EXTRA", f"{scheme}:// needs a package that is not installed: {error}") from None
    except ValueError as error:
        raise InputError("E-SOURCE", f"{url} cannot be read: {error}; check the scheme") from None
