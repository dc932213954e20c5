"""Text out of the pieces of HTML that feeds hold, and whether a text is the whole dispatch or its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from dateline.feeds.words import words

_MOST_TAGS: Final = 60_000  # the parser's time is not linear; entries have far fewer
_LEFT_OUT: Final = frozenset(
    {
        "script", "style", "noscript", "iframe", "form", "button", "svg", "template", "object", "figcaption", "aside",
        "nav", "audio", "video", "select", "textarea", "head",
    }
)  # fmt: skip
_BLOCKS: Final = frozenset(
    {
        "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article",
        "tr", "table", "pre", "hr", "dd", "dt", "dl", "figure", "main", "header", "footer", "address", "details",
        "summary",
    }
)  # fmt: skip
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--")
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_LAST: Final = 60
_WHOLE_CONTENT, _WHOLE_SUMMARY = 60, 150  # words


def plain_text(markup: str) -> str:
    """The text of a piece of HTML, a line for each block; what has no markup stays as it is."""
    if not _TAG.search(markup) and not _ENTITY.search(markup):
        return _tidy(markup)
    if markup.count("<") > _MOST_TAGS:
        return _tidy(_TAG.sub(" ", markup))
    return element_text(_parsed(markup))


def plain_line(markup: str | None) -> str | None:
    """The same as one line; null where nothing is left."""
    return " ".join(plain_text(markup).split()) or None if markup else None


def element_text(element: Any) -> str:
    """The text below an element that lxml parsed."""
    return _tidy("".join(_pieces(element)))


def is_whole(text: str, *, is_content: bool) -> bool:
    """Whether a text is a whole dispatch: long enough for what it is given as, and not cut off."""
    least = _WHOLE_CONTENT if is_content else _WHOLE_SUMMARY
    return len(text.split()) >= least and not is_cut_off(text)


def is_cut_off(text: str) -> bool:
    """Whether a text ends like the beginning of a longer one."""
    last = text.rstrip()[-_LAST:].casefold()
    bare = last.rstrip(" .»›→>")
    return any(_ends_with(end, mark) for end in (last, bare) for mark in words().cut_off)


def without_footer(text: str) -> str:
    """The text without a last line that only the feed's program put there."""
    body, _, last = text.rstrip().rpartition("\n")
    return body.rstrip() if body and words().footers.fullmatch(last.strip()) else text


def _ends_with(text: str, mark: str) -> bool:
    """Whether a text ends with a mark; one of letters must be a line or follow the end of a sentence."""
    if not text.endswith(mark):
        return False
    before = text[: -len(mark)]
    return not mark[0].isalpha() or not before or before.rstrip(" ")[-1:] in "\n.!?…»”\"'’)]|:"


def _parsed(markup: str) -> Any:
    from lxml import html  # type: ignore[import-untyped]

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    whole = f"<html><body>{markup}</body></html>".encode("utf-8", "replace")
    tree = html.document_fromstring(whole, parser=parser)
    return tree.body if tree.body is not None else tree


def _pieces(root: Any) -> Iterator[str]:
    """The texts of an element in their order, with a line end around each block; what is no text is left out."""
    from lxml import etree

    skipped = None  # the element that is left out with all below it
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else None
        if event == "start" and skipped is None:
            if name in _LEFT_OUT:
                skipped = element
            else:
                yield _around(name) + (element.text or "")
        elif event != "start":
            if skipped is element:
                skipped = None
            if skipped is None and element is not root:
                yield _around(name) + (element.tail or "")


def _around(name: str | None) -> str:
    return "\n" if name in _BLOCKS else ""


def _tidy(text: str) -> str:
    """Lines without spare blanks, and none that is empty."""
    return "\n".join(line for each in text.splitlines() if (line := " ".join(each.split())))
