"""`dateline doctor`: what is installed, what it is, and what is missing."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any, Literal

import click

from dateline.cli.options import debug_option
from dateline.cli.session import CoderLike, Session
from dateline.errors import DatelineError, RunError
from dateline.output.safe_text import safe_line

State = Literal["ok", "optional", "failed"]
REINSTALL = "install it again: pip install --force-reinstall dateline"
EXTRA = re.compile(r"""extra\s*==\s*["']([\w.-]+)["']""")
NAME = re.compile(r"[\w.-]+")
SHOWN_SCORES = 8


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was looked at: `optional` is missing but not needed, `failed` must be mended by `remedy`."""

    what: str
    state: State
    found: str
    remedy: str = ""

    def line(self) -> str:
        """The check as a line of text."""
        remedy = f" -> {self.remedy}" if self.remedy else ""
        return f"{self.state:8}  {safe_line(f'{self.what}: {self.found}{remedy}')}"


@click.command(short_help="Show what is installed and what is missing.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@debug_option
@click.pass_obj
def doctor(session: Session, as_json: bool) -> int:
    """Show which versions, model and data are installed, check them, and say how to get what is missing.

    It changes nothing. Exit code 0 when everything that is needed is there, else 3.
    """
    checks = list(examine(session))
    if as_json:
        click.echo(json.dumps([asdict(check) for check in checks], indent=1))
    else:
        click.echo("\n".join(check.line() for check in checks))
    return RunError.exit_code if any(check.state == "failed" for check in checks) else 0


def examine(session: Session) -> Iterator[Check]:
    """Look at everything that Dateline needs."""
    yield Check("dateline", "ok", metadata.version("dateline"))
    yield Check("python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    packages = {check.what: check for check in map(_package, metadata.requires("dateline") or ()) if check}
    yield from packages.values()
    yield _guarded("sqlite", _sqlite)
    yield look_at_page(Path(str(resources.files("dateline"))) / "service" / "page")
    yield _guarded("ontology", lambda: _ontology(session))
    yield from _model(session)
    yield from _own_types(session)


def _package(requirement: str) -> Check | None:
    name, extra = NAME.match(requirement), EXTRA.search(requirement)
    if name is None or name[0] == "dateline":  # an extra that gathers other extras
        return None
    try:
        return Check(name[0], "ok", metadata.version(name[0]))
    except metadata.PackageNotFoundError:
        if extra:
            return Check(name[0], "optional", "not installed", f"pip install 'dateline[{extra[1]}]'")
        return Check(name[0], "failed", "not installed", REINSTALL)


def _sqlite() -> Check:
    """Python's own SQLite, in which stores are kept; PostgreSQL needs none of it."""
    import sqlite3

    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
        except sqlite3.OperationalError:
            remedy = "take a Python whose SQLite has FTS5, or a PostgreSQL store"
            return Check("sqlite", "failed", f"{sqlite3.sqlite_version}, without full text", remedy)
    return Check("sqlite", "ok", f"{sqlite3.sqlite_version}, with full text (FTS5)")


def look_at_page(folder: Path) -> Check:
    """The page of `dateline serve`; an installed package brings it, a checkout builds it."""
    if (folder / "index.html").is_file():
        return Check("page", "ok", "built")
    return Check("page", "optional", "not built", "in a checkout: make page; else install Dateline again")


def _ontology(session: Session) -> Check:
    ontology = session.ontology()
    return Check("ontology", "ok", f"{len(ontology.event_types)} event types, {len(ontology.relations)} relations")


def _model(session: Session) -> Iterator[Check]:
    coders: list[CoderLike] = []
    yield _guarded("model", lambda: _loaded(session, coders))
    for coder in coders:
        info = coder.model_info
        yield _guarded("model digest", lambda info=info: _digest(info, session.digest()))  # type: ignore[misc]
        if scores := info.get("scores"):
            yield Check("model scores", "ok", _scores(scores))
        for what, found in coder.data_info.items():
            yield Check(what, "ok", found)


def _own_types(session: Session) -> Iterator[Check]:
    from dateline.home import layers

    for path in layers("types"):
        yield _guarded(f"event type {path.stem}", lambda path=path: _own_type(path, session.digest()))  # type: ignore[misc]


def _own_type(path: Path, model: str) -> Check:
    from dateline.coding.own_types import read_own_type

    own = read_own_type(path, model)
    scores = ", ".join(f"{name} {value:.2f}" for name, value in own.scores.items())
    return Check(f"event type {own.name}", "ok", f"{sum(own.examples.values())} examples; held back: {scores}")


def _loaded(session: Session, coders: list[CoderLike]) -> Check:
    coder = session.load()
    coders.append(coder)
    info = coder.model_info
    facts = [str(info[key]) for key in ("name", "version", "licence") if info.get(key)]
    if isinstance(info.get("size"), int | float):
        facts.append(f"{info['size'] / 1e6:.1f} MB")
    return Check("model", "ok", f"{coder.name}; {', '.join(facts)}")


def _digest(info: Mapping[str, Any], actual: str) -> Check:
    if info.get("sha256") == actual:
        return Check("model digest", "ok", f"sha256 {actual}")
    return Check("model digest", "failed", f"sha256 {actual}, but it should be {info.get('sha256')}", REINSTALL)


def _scores(scores: Any) -> str:
    if not isinstance(scores, Mapping):
        return str(scores)
    return ", ".join(f"{name} {value}" for name, value in list(scores.items())[:SHOWN_SCORES])


def _guarded(what: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except DatelineError as error:
        return Check(what, "failed", str(error))
    except Exception as error:  # whatever is broken, the other checks are still wanted
        return Check(what, "failed", f"{type(error).__name__}: {error}", REINSTALL)
