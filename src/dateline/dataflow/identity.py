"""The coder's name and the user's layers, told without loading the model."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING

from dateline.analysis.runtime import THREADS, model_folder
from dateline.home import KINDS, layer_names, layers
from dateline.version import __version__

if TYPE_CHECKING:
    from dateline.coding import Coder


def coder_name() -> str:
    """What `Coder.name` will be."""
    model = json.loads((model_folder() / "meta.json").read_text(encoding="utf-8"))["name"]
    return " + ".join([f"dateline {__version__} / {model}", *layer_names()])


def layer_digests() -> dict[str, str]:
    """The digests of the user's layers by kind and name."""
    found = [(kind, path) for kind in KINDS for path in layers(kind)]
    return {f"{kind}:{path.stem}": hashlib.sha256(path.read_bytes()).hexdigest() for kind, path in found}


def load_for_one_core(viewpoint: str | None) -> Coder:
    """The coder with one thread: there are as many workers as cores, and more threads would only wait."""
    os.environ[THREADS] = "1"
    import dateline

    return dateline.load(viewpoint)
