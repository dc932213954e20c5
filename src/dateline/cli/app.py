"""The program: its commands, and how it ends.

Exit codes: 0 all well; 1 some dispatches failed and others were coded; 2 the user gave something unusable; 3 the
model, the data or the output is unusable; 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Sequence

import click

from dateline.cli.batch import INTERRUPTED
from dateline.cli.command_actors import actors
from dateline.cli.command_add import add
from dateline.cli.command_annotate import annotate
from dateline.cli.command_backup import backup
from dateline.cli.command_batch import batch
from dateline.cli.command_claims import claims
from dateline.cli.command_code import code
from dateline.cli.command_demo import demo
from dateline.cli.command_doctor import doctor
from dateline.cli.command_documents import documents
from dateline.cli.command_evaluate import evaluate
from dateline.cli.command_import import import_actors, import_dictionary
from dateline.cli.command_import_gazetteer import import_gazetteer
from dateline.cli.command_incidents import incidents
from dateline.cli.command_judge import judge
from dateline.cli.command_places import places
from dateline.cli.command_recode import recode
from dateline.cli.command_schema import schema
from dateline.cli.command_serve import serve
from dateline.cli.command_situation import situation
from dateline.cli.command_token import token
from dateline.cli.command_train_type import train_type
from dateline.cli.command_verify import verify
from dateline.cli.command_watch import watch
from dateline.cli.options import debug_option
from dateline.cli.session import Session
from dateline.cli.speech import say
from dateline.errors import DatelineError, InputError, RunError

COMMANDS = (
    code, annotate, add, watch, batch, claims, incidents, documents, actors, places, situation, judge, recode, verify,
    backup, serve, token, schema, doctor, evaluate, demo, import_actors, import_dictionary, import_gazetteer,
    train_type,
)  # fmt: skip


@click.group(
    invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="dateline", message="dateline %(version)s")
@debug_option
@click.pass_context
def app(context: click.Context) -> int | None:
    """Read news dispatches and keep what they claim: who did what to whom, where, when, and who says so.

    Try `dateline demo` first, then `dateline code FILE`.
    """
    if context.invoked_subcommand is not None:
        return None
    click.echo(context.get_help(), err=True)
    return InputError.exit_code


for _command in COMMANDS:
    app.add_command(_command)


SWITCH = 0.001  # seconds; at Python's 0.005 the network's threads wait long for the coder's to let go


def main(session: Session | None = None) -> None:
    """Run the program; this is what the `dateline` script calls."""
    sys.setswitchinterval(SWITCH)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that cannot show a letter is no reason to stop
    code = run(sys.argv[1:], session)
    _let_go_of_output()
    sys.exit(code)


def run(arguments: Sequence[str], session: Session | None = None) -> int:
    """Run a command line and return its exit code; every expected failure is one line on standard error."""
    session = session or Session()
    try:
        # Not `app.main`, which ends the process by itself when the output is closed.
        with app.make_context("dateline", list(arguments), obj=session) as context:
            outcome = app.invoke(context)
        _flush()
        return outcome if isinstance(outcome, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except BrokenPipeError:
        return 0  # the reader has seen enough (`| head`)
    except (KeyboardInterrupt, click.Abort):
        say("interrupted")
        return INTERRUPTED
    except Exception as error:
        return _explain(error, session)


def _explain(error: Exception, session: Session) -> int:
    if session.debug:
        traceback.print_exc()
    if isinstance(error, DatelineError):
        say(str(error))
        return error.exit_code
    if isinstance(error, click.ClickException):
        say(f"[E-USAGE] {_usage(error)}")
        return InputError.exit_code
    if isinstance(error, OSError | MemoryError):
        say(f"[E-SYSTEM] {error or 'out of memory'}; --debug shows where")
        return RunError.exit_code
    say(f"[E-BUG] {type(error).__name__}: {error}; this is our mistake: please report it with the output of --debug")
    return RunError.exit_code


def _usage(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "dateline"
    return f"{error.format_message().rstrip('.')}; see `{path} --help`"


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _let_go_of_output() -> None:
    """Drop what a closed pipe or a full disk did not take, or Python complains about it when it exits."""
    try:
        _flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
