"""`dateline serve`: the desk as a web page and a REST API."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from dateline.cli.options import allow_option, debug_option
from dateline.cli.session import Session, load_coder
from dateline.cli.speech import say
from dateline.cli.store_options import db_option
from dateline.errors import InputError

PORT = 8321
_NEEDED = ("fastapi", "uvicorn", "multipart", "httpx", "limits")


@click.command(short_help="Serve the desk: a web page and a REST API.")
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=PORT,
    show_default=True,
    metavar="N",
    help="The port; 0 for any that is free.",
)
@click.option(
    "--tokens",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="DATELINE_TOKENS",
    metavar="FILE",
    help="Who may ask: what `dateline token add` wrote. Without it everybody on this machine.",
)
@click.option("--name", "names", multiple=True, metavar="HOST", help="A name by which it is asked, behind a proxy.")
@click.option("--proxy", "proxies", multiple=True, metavar="ADDRESS", help="A reverse proxy whose word is taken.")
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help="Another site whose pages may use the API.")
@click.option(
    "--rate", type=click.IntRange(0), metavar="N", help="Requests of a client in a minute, 0 for any; with tokens 1200."
)
@click.option("--style", metavar="URL", help="A map style in place of the bundled base map.")
@allow_option
@click.option("--viewpoint", metavar="COUNTRY", help="Whose claims label disputed places in what is added.")
@click.option("--open/--no-browser", "opened", default=False, help="Open a browser on it.")
@click.option("--demo", is_flag=True, help="Serve the dispatches that come with Dateline, in a passing store.")
@debug_option
@click.pass_obj
def serve(session: Session, /, *, db: str, demo: bool, **options: Any) -> int:
    """Serve the desk at http://127.0.0.1:8321/ until Ctrl-C.

    The page shows what the store holds: map, timeline, actors, search, review. Below /api/v1 is the same as JSON;
    /api/v1/openapi.json describes it. It works without a network.

    Only this machine reaches it unless --host says otherwise, and then it needs --tokens. For others to use it safely
    put a reverse proxy with TLS before it: docs/serve.md tells how.
    """
    require_serving()
    if not demo:
        return serve_store(session, db, **options)
    with demo_store(session) as store:
        return serve_store(session, store, **options)


def serve_store(
    session: Session,
    db: str,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    tokens: Path | None = None,
    names: tuple[str, ...] = (),
    proxies: tuple[str, ...] = (),
    origins: tuple[str, ...] = (),
    rate: int | None = None,
    style: str | None = None,
    allowed: tuple[str, ...] = (),
    viewpoint: str | None = None,
    opened: bool = False,
) -> int:
    """Serve a store until Ctrl-C; the exit code.

    Raises:
        InputError: it would be open to everybody, or an option cannot be.
        RunError: the address is taken, or the store is unusable.
    """
    from dateline.fetching import make_guard
    from dateline.service.app import make_app
    from dateline.service.operating import READS, Operation
    from dateline.service.serving import Address, listen, run

    check_openness(host, tokens, names, proxies)
    operation = Operation(
        tokens=tokens,
        hosts=_hosts(host, names),
        origins=tuple(map(_origin, origins)),
        reads=rate if rate is not None else (READS if tokens else 0),
        guard=make_guard(allowed),
        viewpoint=viewpoint,
        load=None if session.load is load_coder else lambda: session.load(viewpoint),
        now=session.now,
    )
    _make_store(session, db)
    app = make_app(db, _settings(style), operation)
    listening = listen(host, port)
    address = Address(host, listening.getsockname()[1])
    with listening:
        run(app, listening, proxies=",".join(proxies), ready=lambda: _tell(address, db, opened))
    say("stopped")
    return 0


def require_serving() -> None:
    """See that what serving needs is installed.

    Raises:
        InputError: it is not; the message says what to install.
    """
    if not can_serve():
        raise InputError("E-EXTRA", "serving needs: pip install 'dateline[serve]'")


def can_serve() -> bool:
    """Whether what serving needs is installed."""
    return all(find_spec(name) for name in _NEEDED)


def check_openness(host: str, tokens: Path | None, names: Iterable[str], proxies: Iterable[str]) -> None:
    """Refuse to let everybody do everything where others than the people of this machine may come.

    Raises:
        InputError: they may, and there are no tokens.
    """
    from dateline.service.serving import is_loopback

    if tokens is not None:
        return
    reached = f"at {host}" if not is_loopback(host) else "behind a proxy" if [*names, *proxies] else None
    if reached:
        raise InputError("E-OPEN", f"{reached} others can reach it and could change everything; make tokens with "
                         "`dateline token add NAME --role reader --tokens FILE` and give --tokens FILE")  # fmt: skip


@contextmanager
def demo_store(session: Session) -> Iterator[str]:
    """A store that holds the bundled dispatches, until it is left."""
    from dateline.cli.command_add import add
    from dateline.cli.command_demo import samples_folder

    samples = [*sorted(map(str, samples_folder().glob("*.txt"))), str(samples_folder() / "story")]
    with tempfile.TemporaryDirectory(prefix="dateline-demo-") as folder:
        store = str(Path(folder) / "demo.db")
        say("the dispatches that come with Dateline go into a passing store …")
        add.main([*samples, "--db", store, "-q"], obj=session, standalone_mode=False)
        yield store


def has_browser() -> bool:
    """Whether there is a screen to open a browser on; on others one would take over the terminal."""
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _make_store(session: Session, db: str) -> None:
    """Make the store where there is none: it is filled from the page."""
    from dateline.store.engines import store_url

    url = store_url(db)
    is_new = url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()
    session.open_store(db, create=True).close()
    if is_new:
        say(f"{db} is new and empty; add dispatches on the page or with `dateline add`")


def _hosts(host: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names by which it may be asked: this machine's and those that are given; elsewhere, any where none is."""
    from dateline.service.origins import LOCAL_HOSTS
    from dateline.service.serving import is_loopback

    if not is_loopback(host) and not names:
        return ()
    return (*LOCAL_HOSTS, host, *names)


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query:
        raise InputError("E-ORIGIN", f"“{text}” is no origin; give one like https://desk.example.org")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _settings(style: str | None) -> Any:
    from dateline.service.settings import Settings

    if style is None:
        return Settings()
    parts = urlsplit(style)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise InputError(
            "E-STYLE", f"“{style}” is no URL of a map style; give one like https://tiles.example/style.json"
        )
    return Settings(style=style, map_hosts=(_origin(f"{parts.scheme}://{parts.netloc}"),))


def _tell(address: Any, db: str, opened: bool) -> None:
    click.echo(f"Dateline serves {db} at {address.url} (Ctrl-C stops it)")
    if sys.stdout is not None:
        sys.stdout.flush()
    if opened:
        import webbrowser

        webbrowser.open(address.url)
