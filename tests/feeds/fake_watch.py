"""The whole command line with a coder that needs no model and the machine's clock, as a process of its own.

python -m tests.feeds.fake_watch SECONDS ARGUMENTS...    each document takes so many seconds
"""

from __future__ import annotations

import sys

from tests.cli.cli_fakes import DIGEST, FakeCoder

from dateline.cli import main
from dateline.cli.session import Session

if __name__ == "__main__":
    coder = FakeCoder(seconds=float(sys.argv.pop(1)))
    main(Session(load=lambda viewpoint=None: coder, digest=lambda: DIGEST))
