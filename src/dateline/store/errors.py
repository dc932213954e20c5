"""What the database complains of, as Dateline's errors with a remedy: the only place that maps them.

    with store_errors("desk.db"):
        ...                        every use of the database

Complaints that are not in the tables are our mistakes and pass through as they are.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError

from dateline.errors import DatelineError, InputError, RunError


class _Complaint(NamedTuple):
    kind: type[DatelineError]
    code: str
    message: str  # `{store}` is the store's name, `{words}` what the database says


_FULL = _Complaint(
    RunError,
    "E-STORE-FULL",
    "there is no room left for the store {store}; what was added before is kept: make room and run this again, "
    "it goes on where it stopped",
)
_UNWRITTEN = _Complaint(
    RunError,
    "E-STORE-FULL",
    "the store {store} could not be written ({words}): its disk, your quota or the size that a file may have leaves no "
    "room, or the disk is damaged; what was added before is kept: make room and run this again, it goes on where it "
    "stopped",
)
_DAMAGED = _Complaint(
    RunError,
    "E-STORE-DAMAGED",
    "the disk or the file of the store {store} is damaged ({words}); put back the last `dateline backup`, or copy the "
    "file to another disk",
)
_BUSY = _Complaint(
    RunError,
    "E-STORE-BUSY",
    "another program has kept the store {store} busy for too long; try again when it is done",
)
_READ_ONLY = _Complaint(
    RunError,
    "E-STORE-READ-ONLY",
    "the store {store} cannot be written ({words}); ask for write permission on it and its folder, or use a copy",
)
_CLOSED = _Complaint(
    RunError,
    "E-STORE-REACH",
    "the store {store} cannot be opened ({words}); is its folder there, and may you read and write it?",
)
_UNREACHED = _Complaint(
    RunError,
    "E-STORE-REACH",
    "the database {store} cannot be reached ({words}); check host, port, name and user in the URL and that the server "
    "runs; the password comes from the URL, PGPASSWORD or ~/.pgpass",
)
_FORBIDDEN = _Complaint(
    RunError,
    "E-STORE-REACH",
    "the database {store} does not allow this ({words}); ask its administrator for the right to do so",
)
_STOPPED = _Complaint(
    RunError,
    "E-STORE-REACH",
    "the connection to {store} was lost ({words}); what was added before is kept: run this again when the server is "
    "back",
)
_NO_STORE = _Complaint(
    InputError,
    "E-STORE",
    "{store} is no Dateline store ({words}); give the file that `dateline add` made, or another name for a new one",
)
_UNHELD = _Complaint(
    InputError,
    "E-STORE-VALUE",
    "the database {store} cannot hold this ({words}): an id or a name of thousands of letters, or a sign that no text "
    "has; shorten it or take it out",
)

_BY_SQLITE_NAME = {
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR_WRITE": _UNWRITTEN,  # a quota and a limit on a file's size look like this, not like a full disk
    "SQLITE_IOERR_SHMSIZE": _UNWRITTEN,
    "SQLITE_IOERR_TRUNCATE": _UNWRITTEN,
    "SQLITE_IOERR": _DAMAGED,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_PERM": _READ_ONLY,
    "SQLITE_CANTOPEN": _CLOSED,
    "SQLITE_NOTADB": _NO_STORE,
}
_BY_SQLSTATE = {
    "53100": _FULL,
    "53300": _UNREACHED,
    "58": _DAMAGED,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
    "54": _UNHELD,
    "55P03": _BUSY,
    "40": _BUSY,
    "25006": _READ_ONLY,
    "42501": _FORBIDDEN,
    "28": _UNREACHED,
    "3D000": _UNREACHED,
    "08": _STOPPED,
    "57P": _STOPPED,
}


@contextlib.contextmanager
def store_errors(name: str) -> Iterator[None]:
    """Turn the database's complaints about the store of that name into Dateline's errors.

    Raises:
        InputError: it is no store, or words cannot be asked for or kept because they are no text.
        RunError: it is full, damaged, busy, cannot be written or cannot be reached.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        mapped = _mapped(error, name)
        if mapped is None:
            raise
        raise mapped from error
    except UnicodeEncodeError as error:
        raise InputError("E-CHARACTERS", f"{error.object[error.start : error.end]!a} is half a character and no "
                         "text; write it in UTF-8") from error  # fmt: skip


def _mapped(error: DBAPIError | sqlite3.Error, name: str) -> DatelineError | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    found = _of_sqlite(cause) if isinstance(cause, sqlite3.Error) else _of_postgresql(cause, error)
    if found is None:
        return None
    words = str(cause).strip().partition("\n")[0]
    return found.kind(found.code, found.message.format(store=name, words=words))


def _of_sqlite(cause: sqlite3.Error) -> _Complaint | None:
    said = getattr(cause, "sqlite_errorname", "")
    return next((found for known, found in _BY_SQLITE_NAME.items() if said.startswith(known)), None)


def _of_postgresql(cause: BaseException | None, error: DBAPIError | sqlite3.Error) -> _Complaint | None:
    state = getattr(cause, "sqlstate", None)
    if state is None:  # the client library's own: no server answered, or it was refused before it could ask
        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        found = {"OperationalError": _UNREACHED, "DataError": _UNHELD}  # of the latter, only zeros in text
        return _STOPPED if lost else found.get(type(cause).__name__)
    return next((found for known, found in _BY_SQLSTATE.items() if state.startswith(known)), None)
