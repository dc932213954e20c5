"""What a host asks of robots (robots.txt, RFC 9309), and how it is left alone when it fails or asks for that."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from dateline.errors import InputError
from dateline.feeds.replies import Reply
from dateline.feeds.schedule import Host
from dateline.feeds.settings import AGENT, HOUR, MINUTE, Settings
from dateline.feeds.waits import retry_after

_LONGEST: Final = 512_000  # characters that are read, as the standard has it
_TOO_MANY: Final = 429
_NOWHERE: Final = frozenset({"E-FETCH-REDIRECT", "E-FETCH-ADDRESS", "E-FETCH-URL"})
_UNREAD_FOR: Final = 10 * MINUTE


@dataclass(frozen=True, slots=True)
class Robots:
    """The robots.txt of an origin: its text, and until when it holds. Without `readable` nothing may be asked."""

    text: str
    until: float
    readable: bool = True

    def allows(self, url: str) -> bool:
        """Whether we may ask for a URL."""
        return self.readable and (not self.text or bool(_rules(self.text).can_fetch(url, AGENT)))

    def delay(self) -> float:
        """The seconds that it asks for between two requests."""
        if not self.text:
            return 0.0
        rules = _rules(self.text)
        rate = rules.request_rate(AGENT)
        return max(float(rules.crawl_delay(AGENT) or 0.0), rate.seconds / rate.requests if rate else 0.0)


def read_robots(reply: Reply, now: float, settings: Settings) -> Robots:
    """The robots.txt that an origin answered with. One that it refuses to show allows all; one that cannot be had for
    the moment forbids all for the moment."""
    if reply.status == 200:
        text = reply.body.decode("utf-8", "replace")[:_LONGEST].replace("\0", "\ufffd")
        return Robots(text if ":" in text else "", now + settings.robots_for)
    if 400 <= reply.status < 500 and reply.status != _TOO_MANY:
        return Robots("", now + settings.robots_for)
    if reply.code in _NOWHERE:  # there is none to be had, and what is asked for next will say why
        return Robots("", now + _UNREAD_FOR)
    wait = max(min(_UNREAD_FOR, settings.every), min(retry_after(reply.headers, now), settings.longest_wait))
    return Robots("", now + wait, readable=False)


def after(host: Host, reply: Reply, pause: float, now: float, settings: Settings) -> Host:
    """How a host is treated after a reply; `pause` is what is kept between two requests to it."""
    if not reply.is_passing_failure:
        return Host(now + pause, last=host.last)
    failures = host.failures + 1
    back_off = min(pause * 2.0 ** min(failures, 16), HOUR)
    asked = min(retry_after(reply.headers, now), settings.longest_wait)
    return Host(now + max(back_off, asked), failures=failures, last=host.last)


@lru_cache(maxsize=2_000)
def _rules(text: str) -> Any:
    try:
        from protego import Protego
    except ModuleNotFoundError:
        raise InputError("E-EXTRA", "watching feeds needs: pip install 'dateline[watch]'") from None
    logging.getLogger("protego").addHandler(logging.NullHandler())
    return Protego.parse(text)
