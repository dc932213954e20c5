from __future__ import annotations

import gzip
import time
import zlib
from http.server import BaseHTTPRequestHandler

import pytest
from sites import Site

from dateline.fetching import PAGES, Fetched, FetchError, Guard, Limits, fetch, make_guard, require_success

OPEN = make_guard(["127.0.0.0/8"])
SMALL = Limits(size=100_000, seconds=5.0, silence=2.0)


def refusal(url: str, **given: object) -> FetchError:
    options = {"guard": OPEN, "limits": SMALL, **given}
    with pytest.raises(FetchError) as refused:
        fetch(url, **options)  # type: ignore[arg-type]
    return refused.value


def test_answer_has_body_kind_encoding_and_headers(site: Site) -> None:
    url = site.page("/", "Grüße".encode("latin-1"), Content_Type='text/html; charset="ISO-8859-1"', ETag='"7"')
    found = fetch(url, guard=OPEN, kinds=PAGES)
    assert (found.status, found.kind, found.encoding) == (200, "text/html", "iso-8859-1")
    assert found.body == "Grüße".encode("latin-1")
    assert found.headers["etag"] == '"7"'
    assert require_success(found) is found


def test_request_names_the_host_and_the_program_and_carries_no_cookie(site: Site) -> None:
    fetch(site.page("/", b"x"), guard=OPEN)
    (_, headers) = site.asked[0]
    assert headers["host"] == f"127.0.0.1:{site.port}"
    assert headers["user-agent"].startswith("dateline/")
    assert "cookie" not in headers


def test_unchanged_answer_is_304_without_body(site: Site) -> None:
    url = site.page("/", b"", status=304)
    found = fetch(url, guard=OPEN, etag='"7"', modified="Mon, 01 Jan 2018 00:00:00 GMT")
    assert (found.status, found.body) == (304, b"")
    assert site.asked[0][1]["if-none-match"] == '"7"'
    assert site.asked[0][1]["if-modified-since"] == "Mon, 01 Jan 2018 00:00:00 GMT"


def test_failing_status_is_given_back_and_refused_where_success_is_required(site: Site) -> None:
    found = fetch(site.page("/", b"gone", status=410), guard=OPEN)
    assert (found.status, found.body) == (410, b"gone")
    with pytest.raises(FetchError, match="410"):
        require_success(found)


def test_loopback_is_refused_without_allowance(site: Site) -> None:
    assert refusal(site.page("/", b"secret"), guard=Guard()).code == "E-FETCH-ADDRESS"
    assert site.asked == []


def test_name_that_resolves_to_loopback_is_refused(site: Site) -> None:
    url = f"http://news.example:8080{'/'}"
    assert refusal(url, guard=Guard(), resolve=lambda host, port: ["127.0.0.1"]).code == "E-FETCH-ADDRESS"


def test_connection_goes_to_the_address_that_was_checked(site: Site) -> None:
    """A name that answers otherwise the second time (DNS rebinding) is asked once only."""
    site.page("/", b"mine")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    assert fetch(site.url(host="news.example"), guard=OPEN, resolve=resolve).body == b"mine"
    assert asked == ["news.example"]
    assert site.asked[0][1]["host"] == f"news.example:{site.port}"


def test_next_address_is_tried_where_the_first_does_not_answer(site: Site) -> None:
    site.page("/", b"here")
    found = fetch(site.url(host="two.example"), guard=OPEN, resolve=lambda *_: ["127.0.0.2", "127.0.0.1"])
    assert found.body == b"here"


def test_redirect_to_a_private_address_is_refused(site: Site) -> None:
    url = site.page("/", b"", status=302, Location="http://169.254.169.254/latest/meta-data/")
    assert refusal(url).code == "E-FETCH-ADDRESS"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://user:word@127.0.0.1/", "http://0x7f.1/", "http://["])
def test_redirect_to_what_is_no_url_is_refused(site: Site, target: str) -> None:
    assert refusal(site.page("/", b"", status=301, Location=target)).code in ("E-FETCH-URL", "E-FETCH-REDIRECT")


def test_redirects_are_followed_and_the_lasting_ones_told(site: Site) -> None:
    site.page("/c", b"end")
    site.page("/b", b"", status=302, Location="/c#part")
    found = fetch(site.page("/a", b"", status=301, Location="b"), guard=OPEN)
    assert found == Fetched(
        url=site.url("/c"), status=200, headers=found.headers, body=b"end", moved=site.url("/b")
    )  # fmt: skip


def test_redirects_in_a_ring_end(site: Site) -> None:
    assert refusal(site.page("/", b"", status=302, Location="/")).code == "E-FETCH-REDIRECT"
    assert len(site.asked) == SMALL.redirects + 1


def test_each_url_is_shown_to_the_callers_check(site: Site) -> None:
    site.page("/b", b"end")
    seen: list[str] = []
    fetch(site.page("/a", b"", status=302, Location="/b"), guard=OPEN, check=seen.append)
    assert seen == [site.url("/a"), site.url("/b")]


def test_answer_that_tells_a_size_over_the_limit_is_refused_unread(site: Site) -> None:
    assert refusal(site.page("/", b"", Content_Length="200000")).code == "E-FETCH-SIZE"


def test_answer_without_end_is_stopped_at_the_limit(site: Site) -> None:
    sent: list[int] = []

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            sent.append(handler.wfile.write(b"x" * 10_000))

    site.pages["/"] = endless
    assert refusal(site.url()).code == "E-FETCH-SIZE"
    assert sum(sent) < 50_000_000


@pytest.mark.parametrize(
    ("packing", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", lambda body: zlib.compress(body)[2:-4])],
)
def test_packed_answer_is_unpacked(site: Site, packing: str, pack) -> None:  # type: ignore[no-untyped-def]
    text = b"The army said on Friday. " * 500
    assert fetch(site.page("/", pack(text), Content_Encoding=packing), guard=OPEN).body == text


def test_packed_answer_that_swells_is_stopped(site: Site) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < SMALL.size
    assert refusal(site.page("/", bomb, Content_Encoding="gzip")).code == "E-FETCH-SIZE"


@pytest.mark.parametrize("packing", ["gzip, gzip", "br", "zstd", "nonsense"])
def test_answer_packed_in_a_way_not_asked_for_is_refused(site: Site, packing: str) -> None:
    assert refusal(site.page("/", b"x", Content_Encoding=packing)).code == "E-FETCH-TYPE"


def test_damaged_packing_is_a_reason(site: Site) -> None:
    assert refusal(site.page("/", b"not packed at all", Content_Encoding="gzip")).code == "E-FETCH-REACH"


def test_answer_that_dribbles_ends_with_the_time(site: Site) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    site.pages["/"] = slow
    began = time.monotonic()
    assert refusal(site.url(), limits=Limits(seconds=0.4, silence=2.0)).code == "E-FETCH-TIME"
    assert time.monotonic() - began < 2.0


def test_headers_that_dribble_end_with_the_time(site: Site) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            handler.wfile.write(f"X-{number}: x\r\n".encode())
            time.sleep(0.05)

    site.pages["/"] = slow
    assert refusal(site.url(), limits=Limits(seconds=0.4, silence=2.0)).code == "E-FETCH-TIME"


def test_server_that_says_nothing_is_left(site: Site) -> None:
    site.pages["/"] = lambda handler: time.sleep(1.0)
    assert refusal(site.url(), limits=Limits(seconds=5.0, silence=0.2)).code == "E-FETCH-TIME"


def test_resolver_that_hangs_is_left() -> None:
    def hang(host: str, port: int) -> list[str]:
        time.sleep(1.0)
        return ["8.8.8.8"]

    assert refusal("http://slow.example/", limits=Limits(seconds=0.2), resolve=hang).code == "E-FETCH-TIME"


def test_host_that_is_not_there_is_a_reason() -> None:
    def missing(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    assert "no host nowhere.example" in refusal("http://nowhere.example/", resolve=missing).message


def test_server_that_does_not_speak_http_is_a_reason(site: Site) -> None:
    site.pages["/"] = lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n") and None
    assert refusal(site.url()).code == "E-FETCH-REACH"


def test_media_type_that_is_not_taken_is_refused_and_none_is_taken(site: Site) -> None:
    assert refusal(site.page("/", b"x", Content_Type="video/mp4"), kinds=PAGES).code == "E-FETCH-TYPE"
    assert fetch(site.page("/", b"x"), guard=OPEN, kinds=PAGES).kind == ""
    assert fetch(site.page("/", b"x", Content_Type="text/markdown"), guard=OPEN, kinds=frozenset({"text/*"})).body


def test_certificate_is_asked_for_the_name_and_not_for_the_address(site: Site) -> None:
    site.page("/", b"plain")
    assert refusal(f"https://127.0.0.1:{site.port}/").code == "E-FETCH-REACH"
