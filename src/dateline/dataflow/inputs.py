"""The files that inputs stand for: paths, folders, globs and URLs, in one order, with what their folders' names say."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from dateline.dataflow.storage import Found, filesystem, is_url, plain
from dateline.errors import InputError

NOTHING = "__HIVE_DEFAULT_PARTITION__"
_WILD = frozenset("*?[")


def find_inputs(inputs: Iterable[str], out: str) -> list[Found]:
    """All files, each once, in the order of the inputs and of their paths.

    Args:
        inputs: What the user named.
        out: Where results go; it must not be among the inputs.

    Raises:
        InputError: an input is not there, or holds the output.
    """
    found: dict[str, Found] = {}
    for each in inputs:
        if each == "-":
            raise InputError("E-SOURCE", "standard input cannot be read twice, as batch must after a stop; name a file")
        some = list(_remote(each) if is_url(each) else _local(each))
        if not some:
            raise InputError("E-SOURCE", f"there is no file in {each}; check the name")
        found.update((file.path, file) for file in sorted(some, key=lambda file: file.path))
    within = plain(out) + "/"
    if any(path.startswith(within) for path in found):
        raise InputError("E-OUTPUT", f"{out} is also an input; choose another folder for the output")
    return list(found.values())


def folder_columns(path: str) -> dict[str, Any]:
    """The columns that folders of a path name, as Hive does: `publisher=AFP/date=2017-03-09/part.jsonl`."""
    parts = [part.partition("=") for part in path.split("/")[:-1]]
    pairs = {unquote(name): unquote(value) for name, mark, value in parts if mark and name}
    return {name: None if value == NOTHING else value for name, value in pairs.items()}


def _local(given: str) -> Iterator[Found]:
    path = plain(given)
    if os.path.isdir(path):
        yield from _folder(path)
    elif os.path.exists(path):
        yield _file(path)
    elif _WILD & set(path):
        for each in glob.iglob(path, recursive=True):
            yield from _folder(each) if os.path.isdir(each) and not path.endswith("**") else _files([each])
    else:
        raise InputError("E-SOURCE", f"there is no {given}; check the name")


def _folder(folder: str) -> Iterator[Found]:
    """The files of a folder and of its folders; hidden ones and those that begin with _ are no dispatches."""
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        yield from _files(os.path.join(root, name) for name in names if not name.startswith((".", "_")))


def _files(paths: Iterable[str]) -> Iterator[Found]:
    """Ordinary files; a pipe would be waited for without end."""
    return (_file(path) for path in paths if stat.S_ISREG(os.stat(path).st_mode))


def _file(path: str) -> Found:
    told = os.stat(path)
    return Found(path, told.st_size, str(told.st_mtime_ns))


def _remote(url: str) -> Iterator[Found]:
    store = filesystem(url)
    try:
        if _WILD & set(url):
            told = store.glob(url, detail=True)
        elif store.isdir(url):
            told = store.find(url, detail=True)
        else:
            told = {store._strip_protocol(url): store.info(url)}
    except FileNotFoundError:
        raise InputError("E-SOURCE", f"there is no {url}; check the name") from None
    except Exception as error:  # stores raise what their clients raise
        raise InputError("E-SOURCE", f"{url} cannot be read: {error}; check the name and your credentials") from error
    for path, info in told.items():
        name = str(path).rsplit("/", 1)[-1]
        if info.get("type", "file") == "file" and not name.startswith((".", "_")):
            stamp = next((str(info[key]) for key in _STAMPS if info.get(key)), "")
            yield Found(store.unstrip_protocol(path), int(info.get("size") or 0), stamp)


_STAMPS = ("ETag", "etag", "md5Hash", "contentHash", "LastModified", "last_modified", "mtime", "updated", "created")
