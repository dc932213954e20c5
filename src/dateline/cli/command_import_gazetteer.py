"""`dateline import-gazetteer`: GeoNames dumps into a gazetteer of the user's own."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from dateline.cli.options import debug_option
from dateline.cli.speech import say
from dateline.errors import InputError

NAMES = "abcdefghijklmnopqrstuvwxyz0123456789-_"


@click.command("import-gazetteer", short_help="Read GeoNames dumps into the gazetteer.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--name", default="geonames", show_default=True, help="What to call the import; the same name again replaces it."
)
@click.option("-o", "--output", "out", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT",
              help="Write the gazetteer to OUT and not to the user's data folder.")  # fmt: skip
@click.option("--quiet", "-q", is_flag=True, help="Nothing on standard error but errors.")
@debug_option
def import_gazetteer(files: tuple[Path, ...], name: str, out: Path | None, quiet: bool) -> None:
    """Read each FILE of GeoNames and lay its places over those that ship with Dateline.

    FILE is a dump as download.geonames.org has it, plain or zipped: allCountries or a country's extract,
    admin1CodesASCII, admin2Codes, alternateNames. The result goes to the user's folder (DATELINE_HOME, or
    ~/.local/share/dateline), where every later run finds it.
    """
    from dateline.home import home
    from dateline.places.geonames import import_geonames

    path = out or home() / "gazetteers" / f"{checked_name(name)}.sqlite"
    imported = import_geonames(files, path, None if quiet else _Talker())
    if not quiet:
        counts = f"{imported.places:,} places, {imported.divisions:,} divisions by code, {imported.names:,} more names"
        say(f"{counts} in {path} ({imported.skipped:,} lines of no use for news left out); GeoNames, CC BY 4.0")


def checked_name(name: str) -> str:
    """A name that can be a file's.

    Raises:
        InputError: It has other characters than letters, digits, hyphens.
    """
    if not name or set(name.lower()) - set(NAMES):
        raise InputError("E-NAME", f'"{name}" cannot name an import; use letters, digits and hyphens')
    return name.lower()


class _Talker:
    """Says every few seconds how far the import is, to a person at a terminal."""

    EVERY = 5.0

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, name: str, lines: int) -> None:
        if sys.stderr is not None and sys.stderr.isatty() and time.monotonic() - self._last > self.EVERY:
            self._last = time.monotonic()
            say(f"{name}: {lines:,} lines read")
