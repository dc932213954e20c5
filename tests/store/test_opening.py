from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from store_samples import CODER, RECORDED, coded
from tests.postgres import PASSWORD, USER, Server, as_ordinary_user, without_password

from dateline.errors import DatelineError, InputError, RunError
from dateline.store import Store, engines, migrating
from dateline.store.tables import claims, documents
from dateline.store.writer import add

NOBODY_LISTENS = "postgresql://nobody@127.0.0.1:1/none"


def refused(where: str | Path, *, create: bool = True) -> DatelineError:
    with pytest.raises(DatelineError) as raised:
        Store.open(where, create=create)
    assert "Traceback" not in str(raised.value)
    assert "\n" not in str(raised.value)
    assert PASSWORD not in str(raised.value)
    return raised.value


def n_documents(store: Store) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(documents)).scalar_one()


# --- a store that is there, and one that is not


def test_store_keeps_what_was_added(where: str) -> None:
    with Store.open(where) as store:
        add(store, coded(), CODER, RECORDED)
    with Store.open(where, create=False) as store:
        assert n_documents(store) == 1


def test_store_names_itself_without_a_password(where: str) -> None:
    with Store.open(where) as store:
        assert store.name == without_password(where)


def test_store_that_is_not_there_is_not_made_unless_wanted(where: str) -> None:
    error = refused(where, create=False)
    assert isinstance(error, InputError)
    assert "`dateline add` makes one" in str(error)
    assert where.startswith("postgresql") or not Path(where).exists()


def test_store_in_an_empty_file_is_made_when_wanted(tmp_path: Path) -> None:
    (tmp_path / "desk.db").touch()
    assert "there is no store" in str(refused(tmp_path / "desk.db", create=False))
    Store.open(tmp_path / "desk.db").close()


def test_store_lives_in_memory() -> None:
    with Store.open(":memory:") as store:
        add(store, coded(), CODER, RECORDED)
        assert n_documents(store) == 1


def test_store_path_may_have_any_letters(tmp_path: Path) -> None:
    path = tmp_path / "100 % – déjà?#&mode=ro.db"
    Store.open(path).close()
    assert path.exists()


# --- what is no store


@pytest.mark.parametrize("content", [b"Rebels shelled the bridge.\n" * 99, b"\x89PNG" + bytes(9000)])
def test_store_that_is_another_kind_of_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "news.txt"
    path.write_bytes(content)
    error = refused(path)
    assert isinstance(error, InputError)
    assert "is no Dateline store" in str(error)
    assert path.read_bytes() == content


def test_store_that_is_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "photos.db") as connection:
        connection.execute("CREATE TABLE photos (n INTEGER)")
    connection.close()
    assert "is a database of something else (it has the tables photos)" in str(refused(tmp_path / "photos.db"))


def test_store_that_would_take_the_tables_of_another_program_is_refused(postgres: Server) -> None:
    url = postgres.new_database()
    execute(url, "CREATE TABLE claims (n INTEGER)")
    assert "it has the tables claims" in str(refused(url))


def test_store_shares_a_database_with_tables_of_other_names(postgres: Server) -> None:
    url = postgres.new_database()
    execute(url, "CREATE TABLE photos (n INTEGER)")
    Store.open(url).close()


def test_store_that_a_newer_dateline_made_is_refused(where: str) -> None:
    with Store.open(where) as store, store.writing() as connection:
        connection.execute(text(f"UPDATE {migrating.VERSION_TABLE} SET version_num = '9999'"))
    error = refused(where)
    assert error.code == "E-STORE-NEWER"
    assert "pip install --upgrade dateline" in str(error)


def test_store_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in str(refused(tmp_path))


def test_store_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "there is no folder" in str(refused(tmp_path / "no" / "desk.db"))


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("mysql://user@host/name", "a store is a SQLite file or a PostgreSQL URL, not mysql"),
        ("postgresql://user@host:port/name", "cannot be read"),
        ("https://example.org/desk.db", "not https"),
    ],
)
def test_store_url_that_cannot_be_one_is_refused(where: str, says: str) -> None:
    error = refused(where)
    assert isinstance(error, InputError)
    assert says in str(error)


# --- servers


def test_store_on_a_server_that_does_not_answer_says_what_to_check() -> None:
    error = refused(NOBODY_LISTENS)
    assert (type(error), error.code) == (RunError, "E-STORE-REACH")
    assert "check host, port, name and user" in str(error)


def test_store_with_a_wrong_password_says_where_it_is_taken_from(postgres: Server) -> None:
    error = refused(postgres.url("postgres", "wrong"))
    assert (type(error), error.code) == (RunError, "E-STORE-REACH")
    assert "password authentication failed" in str(error)
    assert "PGPASSWORD" in str(error)


def test_store_in_a_database_that_is_not_there_is_refused(postgres: Server) -> None:
    assert '"nowhere" does not exist' in str(refused(postgres.url("nowhere")))


def test_store_in_a_database_that_cannot_hold_all_letters_is_refused(postgres: Server) -> None:
    assert "createdb --encoding UTF8" in str(refused(postgres.new_database(encoding="LATIN1")))


def test_store_with_few_rights_says_so(postgres: Server) -> None:
    url = postgres.new_database()
    execute(url, f"CREATE ROLE guest LOGIN PASSWORD '{PASSWORD}'")
    assert "ask its administrator" in str(refused(url.replace(f"{USER}:", "guest:")))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_store_url_of_postgresql_has_several_spellings(postgres: Server, scheme: str) -> None:
    with Store.open(postgres.new_database().replace("postgresql:", f"{scheme}:")) as store:
        assert n_documents(store) == 0


def execute(url: str, statement: str) -> None:
    engine = engines.make_engine(engines.store_url(url))
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


# --- several at once

OPEN_AND_ADD = """
import sys
from store_samples import CODER, RECORDED, coded
from dateline.store import Store
from dateline.store.writer import add
with Store.open(sys.argv[1]) as store:
    add(store, coded(sys.argv[2], f"Dispatch {sys.argv[2]} came."), CODER, RECORDED)
"""


def test_several_processes_make_one_store(where: str) -> None:
    running = [start(OPEN_AND_ADD, where, str(n)) for n in range(4)]
    assert [finish(process) for process in running] == [""] * 4
    with Store.open(where) as store:
        assert n_documents(store) == 4


def test_readers_see_the_last_committed_state_and_do_not_wait(where: str) -> None:
    with Store.open(where) as store, Store.open(where) as other:
        add(store, coded(), CODER, RECORDED)
        with other.reading() as reading:
            before = reading.execute(select(func.count()).select_from(claims)).scalar_one()
            with store.writing() as writing:
                writing.execute(claims.delete())
                assert reading.execute(select(func.count()).select_from(claims)).scalar_one() == before
            assert reading.execute(select(func.count()).select_from(claims)).scalar_one() == before
        with other.reading() as reading:
            assert reading.execute(select(func.count()).select_from(claims)).scalar_one() == 0


def test_writers_take_turns(store: Store) -> None:
    done: list[str] = []

    def write() -> None:
        with store.writing():
            done.append("second")

    with store.writing():
        second = threading.Thread(target=write)
        second.start()
        second.join(0.2)
        done.append("first")
    second.join()
    assert done == ["first", "second"]


def test_writer_that_waits_too_long_says_so(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "WAIT", 0.05)
    with Store.open(where) as store, Store.open(where) as other, store.writing():
        with pytest.raises(RunError) as raised, other.writing():
            pass
        assert raised.value.code == "E-STORE-BUSY"


def test_reading_cannot_write_on_postgresql(postgres_store: Store) -> None:
    with pytest.raises(RunError, match="READ-ONLY"), postgres_store.reading() as connection:
        connection.execute(claims.delete())


# --- what may be read and not written


def read_and_try_to_write(path: Path) -> str:
    """What a user sees of a store that is not theirs."""
    with Store.open(path, create=False) as store:
        seen = n_documents(store)
        try:
            with store.writing():
                return "written"
        except DatelineError as error:
            return f"{seen} {error.code}"


@pytest.mark.parametrize("protected", ["file", "folder", "both"])
def test_store_that_is_read_only_can_be_read(tmp_path: Path, protected: str) -> None:
    folder = tmp_path / "shelf"
    folder.mkdir()
    with Store.open(folder / "desk.db") as store:
        add(store, coded(), CODER, RECORDED)
    (folder / "desk.db").chmod(0o666 if protected == "folder" else 0o444)
    folder.chmod(0o777 if protected == "file" else 0o555)
    let_pass(folder)
    try:
        assert as_someone_else(lambda: read_and_try_to_write(folder / "desk.db")) == "1 E-STORE-READ-ONLY"
    finally:
        folder.chmod(0o755)


def as_someone_else(do: Callable[[], str]) -> str:
    """Do something in a process of an ordinary user: root may write everywhere."""
    user = as_ordinary_user()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if user:
                os.setgroups([])
                os.setgid(user["group"])
                os.setuid(user["user"])
            os.write(writing, do().encode())
        except BaseException as error:
            os.write(writing, repr(error).encode())
        os._exit(0)
    os.close(writing)
    with open(reading) as said:
        os.waitpid(child, 0)
        return said.read()


def let_pass(folder: Path) -> None:
    """Let other users through to a folder of pytest's."""
    for above in folder.parents:
        if above.stat().st_uid == os.getuid() and not above.stat().st_mode & 0o001:
            above.chmod(above.stat().st_mode | 0o711)


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip


def finish(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate(timeout=120)
    return said
