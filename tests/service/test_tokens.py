from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.service.tokens import (
    TokenBook,
    find,
    make_token,
    may,
    read_tokens,
    with_token,
    without_token,
    write_tokens,
)  # fmt: skip

NOW = datetime(2018, 1, 2, tzinfo=UTC)
NEVER = "2999-01-01T00:00:00Z"


def test_token_is_found_by_its_secret_and_by_no_other() -> None:
    token, secret = make_token("A. Reader", "reader", NOW)
    other, _ = make_token("B", "editor", NOW)
    assert find([other, token], secret) == token
    assert find([other, token], secret[:-1]) is None
    assert find([other, token], "") is None
    assert find([other, token], token.hash) is None


def test_file_holds_no_secret_and_is_the_owners_alone(tmp_path: Path) -> None:
    token, secret = make_token("A", "admin", NOW, days=30)
    path = tmp_path / "tokens.json"
    write_tokens(path, [token])
    assert secret not in path.read_text()
    assert secret.removeprefix("dl_") not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_tokens(path) == (token,)
    assert list(tmp_path.iterdir()) == [path]


def test_token_expires_at_its_moment() -> None:
    token, _ = make_token("A", "reader", NOW, days=1)
    assert token.state("2018-01-02T23:59:59Z") == "live"
    assert token.state("2018-01-03T00:00:00Z") == "expired"
    assert make_token("A", "reader", NOW)[0].state(NEVER) == "live"


def test_two_tokens_of_one_name_do_not_count_at_once() -> None:
    first, _ = make_token("A", "reader", NOW, days=1)
    second, _ = make_token("A", "editor", NOW)
    with pytest.raises(InputError, match="there is a token for A"):
        with_token([first], second)
    later, _ = make_token("A", "editor", NOW + timedelta(days=2))
    assert with_token([first], later) == (first, later)


def test_revoked_token_stays_in_the_file_and_does_not_count() -> None:
    token, _ = make_token("A", "reader", NOW)
    (revoked,) = without_token([token], "A", "2018-02-01T00:00:00Z")
    assert revoked.state("2018-01-15T00:00:00Z") == "revoked"
    with pytest.raises(InputError, match="no token is in use"):
        without_token([revoked], "A", "2018-03-01T00:00:00Z")


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "A\x00B", "\u202eA"])
def test_name_that_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        make_token(name, "reader", NOW)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 2, "tokens": []}', '{"version": 1, "tokens": [{}]}', "\xff"]
)  # fmt: skip
def test_file_that_is_none_of_tokens_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tokens.json"
    path.write_text(text, "latin-1")
    with pytest.raises(InputError, match="no file of tokens"):
        read_tokens(path)


def test_file_with_an_unknown_role_is_refused(tmp_path: Path) -> None:
    token, _ = make_token("A", "reader", NOW)
    path = tmp_path / "tokens.json"
    write_tokens(path, [token])
    data = json.loads(path.read_text())
    data["tokens"][0]["role"] = "owner"
    path.write_text(json.dumps(data))
    with pytest.raises(InputError, match="no file of tokens"):
        read_tokens(path)


def test_file_that_is_not_there_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="dateline token add"):
        read_tokens(tmp_path / "tokens.json")
    with pytest.raises(InputError, match="dateline token add"):
        TokenBook(tmp_path / "tokens.json")


def test_book_sees_what_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "tokens.json"
    token, secret = make_token("A", "reader", NOW)
    write_tokens(path, [])
    book = TokenBook(path)
    assert book.find(secret) is None
    write_tokens(path, [token])
    assert book.find(secret) == token
    path.unlink()
    with pytest.raises(InputError):
        book.find(secret)


def test_roles_include_those_below() -> None:
    assert [may(role, "editor") for role in ("reader", "editor", "admin")] == [False, True, True]
