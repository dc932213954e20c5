"""`dateline token`: who may ask a service that listens to others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from dateline.cli.options import debug_option
from dateline.cli.session import Session
from dateline.cli.speech import say

F = TypeVar("F", bound=Callable[..., Any])
ROLES = ("reader", "editor", "admin")
DEFAULT = "tokens.json"


def tokens_option(command: F) -> F:
    """`--tokens`, which names the file."""
    option = click.option(
        "--tokens",
        "path",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar="DATELINE_TOKENS",
        default=DEFAULT,
        show_default=True,
        metavar="FILE",
        help="The file of tokens; DATELINE_TOKENS names it too.",
    )
    return debug_option(option(command))


@click.group(short_help="Say who may ask `dateline serve`.")
@debug_option
def token() -> None:
    """Make, list and revoke the tokens by which people and programs ask `dateline serve --tokens FILE`.

    A reader looks; an editor also judges and adds; an admin also revokes what others decided. A service that runs takes
    changes up at once.
    """


@token.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What they may do.")
@click.option("--days", type=click.IntRange(1, 36_500), metavar="N", help="For how long; without it until revoked.")
@tokens_option
@click.pass_obj
def add_token(session: Session, /, *, name: str, role: Any, days: int | None, path: Path) -> int:
    """Make a token for NAME, which their judgements carry, and print it.

    It is printed this once: FILE only holds what it is recognised by.
    """
    from dateline.service.tokens import make_token, read_tokens, with_token, write_tokens

    present = read_tokens(path) if path.exists() else ()
    made, secret = make_token(name, role, session.now(), days)
    write_tokens(path, with_token(present, made))
    until = f"until {made.expires[:10]}" if made.expires else "until it is revoked"
    say(f"{made.name} may ask as {made.role} {until}; the token is shown this once:")
    click.echo(secret)
    return 0


@token.command("list")
@tokens_option
@click.pass_obj
def list_tokens(session: Session, /, *, path: Path) -> int:
    """Print whose tokens there are, a line each."""
    from dateline.output.safe_text import safe_line
    from dateline.service.tokens import read_tokens
    from dateline.store.moments import moment

    for each in read_tokens(path):
        until = (each.revoked or each.expires or "")[:10] or "no end"
        state = each.state(moment(session.now()))
        click.echo(f"{safe_line(each.name):30}  {each.role:6}  {state:7}  {each.made[:10]}  {until}")
    return 0


@token.command("revoke")
@click.argument("name")
@tokens_option
@click.pass_obj
def revoke_token(session: Session, /, *, name: str, path: Path) -> int:
    """Take the token of NAME back; it counts for nothing from now on."""
    from dateline.service.tokens import read_tokens, without_token, write_tokens
    from dateline.store.moments import moment

    write_tokens(path, without_token(read_tokens(path), name, moment(session.now())))
    say(f"the token of {name} is revoked")
    return 0
