"""What the program says to people, on standard error: one safe line at a time."""

from __future__ import annotations

import click

from dateline.output.safe_text import safe_line

LONGEST = 1_000


def say(text: str) -> None:
    """Print a line that begins with the program's name; news text in it cannot steer the terminal."""
    line = safe_line(text[: 2 * LONGEST])
    click.echo(f"dateline: {line if len(line) <= LONGEST else line[:LONGEST] + '…'}", err=True)
