from __future__ import annotations

import ipaddress

import pytest

from dateline.errors import InputError
from dateline.fetching import FetchError, Guard, check_url, make_guard
from dateline.fetching.addresses import is_public

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.88.99.1",
    "::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "fec0::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
    "2002:7f00:1::", "2002:0a00:0001::1", "2001::1",
]  # fmt: skip
PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_address_that_is_not_for_everybody_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", [address if "." in address and ":" not in address else f"[{address}]"
                                  for address in PRIVATE])  # fmt: skip
def test_url_that_names_a_private_address_is_refused_at_sight(host: str) -> None:
    with pytest.raises(FetchError) as refused:
        check_url(f"http://{host}/", Guard())
    assert refused.value.code == "E-FETCH-ADDRESS"


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://0x7f.0.0.0x1/",
        "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "javascript:alert(1)", "data:text/html,x",
        "http://", "http:///path", "//example.org/", "example.org", "", "http://user:word@example.org/",
        "http://user@example.org/", "http://example.org:0/", "http://example.org:99999/", "http://example.org:port/",
        "http://exa mple.org/", "http://example.org/\r\nHost: other", "http://example.org\\@127.0.0.1/",
        "http://[::1", f"http://example.org/{'a' * 3000}",
    ],
)  # fmt: skip
def test_what_is_no_url_for_fetching_is_refused(url: str) -> None:
    with pytest.raises(FetchError) as refused:
        check_url(url, Guard())
    assert refused.value.code == "E-FETCH-URL"


@pytest.mark.parametrize("port", [22, 25, 5432, 6379, 9200])
def test_ports_of_other_services_are_refused(port: int) -> None:
    with pytest.raises(FetchError, match=f"port {port}"):
        check_url(f"http://example.org:{port}/", Guard())


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org:8080/", "http://8.8.8.8/"])
def test_public_url_passes(url: str) -> None:
    assert check_url(url, Guard()).hostname in ("example.org", "8.8.8.8")


def test_allowed_network_is_admitted_on_any_port_and_no_other() -> None:
    guard = make_guard(["10.1.0.0/16", "fd00::7"])
    assert guard.admits(ipaddress.ip_address("10.1.2.3"), 9999)
    assert guard.admits(ipaddress.ip_address("fd00::7"), 80)
    assert not guard.admits(ipaddress.ip_address("10.2.2.3"), 80)
    assert not guard.admits(ipaddress.ip_address("8.8.8.8"), 9999)


def test_allowance_that_is_no_network_is_refused() -> None:
    with pytest.raises(InputError, match="intranet"):
        make_guard(["intranet"])


def test_host_of_which_one_address_is_private_is_refused() -> None:
    with pytest.raises(FetchError, match="public internet"):
        Guard().check("half.example", 80, ["8.8.8.8", "10.0.0.1"])
