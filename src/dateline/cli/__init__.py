"""The command line. Commands are thin; what they do can be imported from the modules beside this one.

Nothing heavy is imported before a command runs, so that `dateline --help` answers at once.
"""

from __future__ import annotations

from dateline.cli.app import main, run

__all__ = ["main", "run"]
