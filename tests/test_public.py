"""What `import dateline` gives, and what it does not load."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import dateline

HEAVY = ("spacy", "onnxruntime", "numpy", "lxml", "trafilatura", "pyarrow", "sqlalchemy")


def fresh(code: str) -> object:
    """What an expression gives in a process of its own, just after `import dateline`."""
    script = f"import json, sys, dateline; print(json.dumps({code}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_public_names_are_the_importable_ones() -> None:
    own = fresh(
        "sorted(n for n, v in vars(dateline).items()"
        " if not n.startswith('_') and (getattr(v, '__module__', None) or '').startswith('dateline'))"
    )
    assert own == sorted(set(dateline.__all__) - {"__version__"})


def test_public_names_are_sorted_and_there() -> None:
    assert dateline.__all__ == sorted(dateline.__all__, key=lambda name: (name[0].islower(), name[0] == "_", name))
    assert all(hasattr(dateline, name) for name in dateline.__all__)


def test_public_names_have_docstrings() -> None:
    assert [name for name in dateline.__all__ if name != "__version__" and not getattr(dateline, name).__doc__] == []


@pytest.mark.parametrize("module", HEAVY)
def test_public_import_loads_nothing_heavy(module: str) -> None:
    assert fresh(f"{module!r} in sys.modules") is False
