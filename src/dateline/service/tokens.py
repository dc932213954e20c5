"""Tokens: who may ask the service what. The file holds no token, only what a token is recognised by.

    token, secret = make_token("A. Reader", "reader", now, days=90)     the secret is shown once and kept nowhere
    book = TokenBook(Path("tokens.json"))
    book.find(secret, now)

A secret is 256 random bits, so its SHA-256 gives nothing away and needs no salt.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, get_args

from dateline.errors import InputError
from dateline.store.moments import moment

Role = Literal["reader", "editor", "admin"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
PREFIX: Final = "dl_"  # so that a token that lies about in a file can be searched for
_VERSION: Final = 1
_LONGEST: Final = 100  # characters of a name


@dataclass(frozen=True, slots=True)
class Token:
    """A token: whose it is, what they may do, and its moments in UTC; `expires` and `revoked` are null for never."""

    name: str
    role: Role
    hash: str
    made: str
    expires: str | None = None
    revoked: str | None = None

    def state(self, at: str) -> Literal["live", "expired", "revoked"]:
        """Whether it counts at a moment."""
        if self.revoked is not None:
            return "revoked"
        return "expired" if self.expires is not None and self.expires <= at else "live"


def may(role: Role, needed: Role) -> bool:
    """Whether a role includes what another may do."""
    return ROLES.index(role) >= ROLES.index(needed)


def make_token(name: str, role: Role, now: datetime, days: int | None = None) -> tuple[Token, str]:
    """A new token, and the secret that it is recognised by.

    Raises:
        InputError: the name is no name.
    """
    shown = " ".join(name.split())
    if not shown or len(shown) > _LONGEST or not shown.isprintable():
        raise InputError("E-TOKEN", f"a token needs a name of at most {_LONGEST} letters: whose judgements it makes")
    secret = PREFIX + secrets.token_urlsafe(32)
    expires = moment(now + timedelta(days=days)) if days is not None else None
    return Token(shown, role, _hash(secret), moment(now), expires), secret


def find(tokens: Iterable[Token], secret: str) -> Token | None:
    """The token of a secret. Every token is compared, each in the same time, so that the time tells nothing."""
    given, found = _hash(secret), None
    for token in tokens:
        if hmac.compare_digest(token.hash, given):
            found = token
    return found


def read_tokens(path: Path) -> tuple[Token, ...]:
    """The tokens of a file.

    Raises:
        InputError: there is no such file, or it is none of tokens.
    """
    try:
        data = json.loads(path.read_bytes())
        if data["version"] != _VERSION:
            raise ValueError
        return tuple(_token(each) for each in data["tokens"])
    except OSError as error:
        raise InputError("E-TOKENS", f"the tokens in {path} cannot be read ({error.strerror}); make some with "
                         f"`dateline token add NAME --tokens {path}`") from None  # fmt: skip
    except (ValueError, KeyError, TypeError):
        raise InputError("E-TOKENS", f"{path} is no file of tokens; make one with `dateline token add`") from None


def write_tokens(path: Path, tokens: Sequence[Token]) -> None:
    """Write tokens to a file that only its owner may read; it is there wholly or as it was.

    Raises:
        InputError: it cannot be written.
    """
    text = json.dumps({"version": _VERSION, "tokens": [asdict(token) for token in tokens]}, indent=1) + "\n"
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InputError("E-TOKENS", f"the tokens cannot be written to {path} ({error.strerror}); give another "
                         "path") from None  # fmt: skip


def with_token(tokens: Sequence[Token], token: Token) -> tuple[Token, ...]:
    """Tokens with one more.

    Raises:
        InputError: one that counts has its name: who judged what must be clear.
    """
    if any(each.name == token.name and each.state(token.made) == "live" for each in tokens):
        raise InputError("E-TOKEN", f"there is a token for {token.name}; revoke it first, or give another name")
    return (*tokens, token)


def without_token(tokens: Sequence[Token], name: str, at: str) -> tuple[Token, ...]:
    """Tokens, those of a name revoked.

    Raises:
        InputError: no token that is not revoked has the name.
    """
    if not any(each.name == name and each.revoked is None for each in tokens):
        raise InputError("E-TOKEN", f"no token is in use for “{name}”; `dateline token list` shows the names")
    return tuple(replace(each, revoked=each.revoked or at) if each.name == name else each for each in tokens)


class TokenBook:
    """The tokens of a file, as it is now: what is added or revoked holds from the next request on."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._seen = self._stamp()
        self._tokens = read_tokens(path)

    def tokens(self) -> tuple[Token, ...]:
        """All of them, also those that no longer count.

        Raises:
            InputError: the file cannot be read any more.
        """
        with self._lock:
            if (seen := self._stamp()) != self._seen:
                self._tokens, self._seen = read_tokens(self._path), seen
            return self._tokens

    def find(self, secret: str) -> Token | None:
        """The token of a secret; see to its `state`."""
        return find(self.tokens(), secret)

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            now = self._path.stat()
        except OSError:
            return None
        return now.st_mtime_ns, now.st_size, now.st_ino


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "backslashreplace")).hexdigest()


def _token(data: dict[str, Any]) -> Token:
    token = Token(**data)
    kept = (token.name, token.hash, token.made)
    if token.role not in ROLES or not all(isinstance(each, str) and each for each in kept):
        raise ValueError
    return token
