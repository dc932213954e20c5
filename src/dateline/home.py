"""Where a user's own actors, places and event types lie: layers over those that ship with the package.

The folder is `$DATELINE_HOME`, else the usual one of the platform. Each kind of layer has a folder in it; layers are
read in the order of their names, and what a later one says of an actor wins.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

VARIABLE = "DATELINE_HOME"
# The folder and the ending of each kind of layer.
KINDS = {"actors": ".csv", "kinds": ".csv", "gazetteers": ".sqlite", "types": ".json"}


def home() -> Path:
    """The user's folder; it may not exist."""
    named = os.environ.get(VARIABLE)
    return Path(named).expanduser() if named else Path(click.get_app_dir("dateline"))


def layers(kind: str) -> list[Path]:
    """The layers of a kind (one of KINDS), in the order in which they apply."""
    folder = home() / kind
    found = folder.glob(f"[!.]*{KINDS[kind]}") if folder.is_dir() else ()
    return sorted(path for path in found if path.is_file())


def layer_names() -> list[str]:
    """The layers in use, by kind and name; they are part of what a claim was coded with."""
    found = [(kind, path) for kind in KINDS for path in layers(kind)]
    return [f"{kind}:{path.stem}" for kind, path in found]
