"""Which URLs and addresses may be asked: those of the public web, and what an operator allows beside them.

A page that somebody names must not make Dateline read a router's settings or a cloud's secrets. So the host is
resolved once, every address it has is looked at, and the connection goes to the address that was looked at: a name
that points elsewhere a moment later gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from dateline.errors import InputError
from dateline.fetching.answers import ADDRESS, URL, FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PORTS: Final = frozenset({80, 443, 8080, 8443})
SCHEMES: Final = {"http": 80, "https": 443}
LONGEST: Final = 2_000  # characters of a URL
# IPv6 addresses that carry an IPv4 address, and by how many bits from the right.
_CARRIERS: Final = (
    (ipaddress.IPv6Network("::/96"), 0),
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 0),
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),
    (ipaddress.IPv6Network("2002::/16"), 80),
)
# Not for everybody, though Python counts them as global.
_SPECIAL: Final = tuple(map(ipaddress.ip_network, ("192.88.99.0/24", "64:ff9b:1::/48", "2001::/23", "fec0::/10")))
# Hosts made of numbers alone, which resolvers read as addresses: 2130706433, 0x7f.1, 0177.0.0.1.
_NUMERIC: Final = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", re.IGNORECASE)
_UNFIT: Final = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True, slots=True)
class Guard:
    """Which addresses may be asked: public ones on the usual ports; `allowed` networks on any port."""

    allowed: tuple[Network, ...] = ()

    def admits(self, address: Address, port: int) -> bool:
        """Whether an address may be asked on a port."""
        if any(address.version == network.version and address in network for network in self.allowed):
            return True
        return port in PORTS and is_public(address)

    def check(self, host: str, port: int, addresses: Iterable[str]) -> list[str]:
        """The addresses of a host, all of which may be asked.

        Raises:
            FetchError: one of them may not: a host that is half private is none to talk to.
        """
        found = list(addresses)
        if not all(self.admits(ipaddress.ip_address(each), port) for each in found):
            raise _refused(host, port)
        return found


def make_guard(allowed: Iterable[str] = ()) -> Guard:
    """The guard of an operator who allows further addresses: 10.1.0.0/16, 192.168.1.7, fd00::/8.

    Raises:
        InputError: one of them is no address and no network.
    """
    return Guard(tuple(map(_network, allowed)))


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, also when it is an IPv4 address in the dress of an IPv6 one."""
    if isinstance(address, ipaddress.IPv6Address) and (inner := _carried(address)) is not None:
        return is_public(inner)
    if any(address.version == network.version and address in network for network in _SPECIAL):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def check_url(url: str, guard: Guard) -> SplitResult:
    """The parts of a URL that may be fetched as far as can be told without asking for its host's addresses.

    Raises:
        FetchError: it is none, is neither http nor https, holds a name and password, or names an address or a port
            that must not be asked.
    """
    parts, port = _parts(url)
    host = parts.hostname or ""
    address = _literal(host)
    if address is not None and not guard.admits(address, port):
        raise _refused(host, port)
    if address is None and port not in PORTS and not guard.allowed:
        raise _refused(host, port)
    return parts


def port_of(parts: SplitResult) -> int:
    """The port that a URL names or its scheme has."""
    return parts.port or SCHEMES[parts.scheme.lower()]


def _parts(url: str) -> tuple[SplitResult, int]:
    if len(url) > LONGEST or _UNFIT.search(url):
        raise FetchError(URL, "this is no URL that can be fetched: it is too long or has characters that none has")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise FetchError(URL, "this is no URL that can be fetched; it should look like https://host/path") from None
    if parts.scheme.lower() not in SCHEMES or not parts.hostname:
        raise FetchError(URL, "only http and https can be fetched; the URL should look like https://host/path")
    if port == 0:
        raise FetchError(URL, "there is no port 0; leave it out")
    if parts.username is not None or parts.password is not None:
        raise FetchError(URL, "the URL holds a name or a password, which would be stored with the dispatch; "
                         "take it out")  # fmt: skip
    return parts, port_of(parts)


def _literal(host: str) -> Address | None:
    """The address that a host is written as, if it is one."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        if _NUMERIC.fullmatch(host):
            raise FetchError(URL, f"“{host}” is neither a name nor an address in its usual form; write it as "
                             "four numbers or as a name") from None  # fmt: skip
        return None


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    for network, shift in _CARRIERS:
        if address in network:
            return ipaddress.IPv4Address(int(address) >> shift & 0xFFFFFFFF)
    return None


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise InputError("E-ADDRESS", f"“{text}” is no address or network; give one like 10.1.0.0/16") from None


def _refused(host: str, port: int) -> FetchError:
    allow = "whoever runs Dateline can allow its address (--allow-address)"
    if port not in PORTS:
        usual = ", ".join(map(str, sorted(PORTS)))
        return FetchError(ADDRESS, f"port {port} of {host} is not fetched from, only {usual} are; {allow}")
    return FetchError(ADDRESS, f"{host} is not on the public internet and is not fetched from; {allow}")
