"""The version, in one place: the installed distribution's."""

from __future__ import annotations

from importlib.metadata import version

__version__ = version("dateline")
