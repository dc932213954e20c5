"""Makes text from the news safe to show: what a terminal would obey instead of printing is taken out."""

from __future__ import annotations

import re

# C0 and C1 controls (a terminal obeys both), and lone surrogates, which no encoding can write.
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
# Marks that reorder or hide the text around them: bidirectional overrides and isolates, tags, byte order marks.
INVISIBLE = re.compile("[\u200b\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


def safe_line(text: str) -> str:
    """The text as one line without anything that a terminal would act on; controls show as U+FFFD."""
    return " ".join(INVISIBLE.sub(" ", UNPRINTABLE.sub("\ufffd", text)).split())
