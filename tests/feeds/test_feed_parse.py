from __future__ import annotations

import gzip
import json
import time

import pytest
from tests.feeds.hostile import item, rss, whole

from dateline.feeds.parse import Answer, looks_like_feed, parse
from dateline.feeds.records import NoFeed, Parsed, Quiet

AT = "https://news.example/feeds/all.xml"
LONG = " ".join(["The army attacked the town, and nobody spoke of it for many days."] * 15)


def read(body: bytes | str, charset: str | None = None) -> Parsed:
    parsed = parse(Answer(body.encode() if isinstance(body, str) else body, AT, charset))
    assert isinstance(parsed, Parsed), parsed
    return parsed


def refused(body: bytes | str) -> str:
    parsed = parse(Answer(body.encode() if isinstance(body, str) else body, AT))
    assert isinstance(parsed, NoFeed), parsed
    return parsed.reason


def atom(entry: str) -> str:
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title><entry>{entry}</entry></feed>"


def test_parse_reads_rss_with_whole_text() -> None:
    content = f"<p>One &amp; two.</p><script>x()</script><p>{LONG}</p>"
    date = "Thu, 09 Mar 2017 14:05:00 +0300"
    feed = read(
        rss(
            [
                item(
                    "/a/1",
                    "w",
                    guid="g1",
                    summary="Short.",
                    content=content,
                    date=date,
                    title="Troops &lt;b&gt;move&lt;/b&gt;",
                )
            ]
        )
    )
    (entry,) = feed.entries
    assert (entry.guid, entry.link, entry.title) == ("g1", "https://news.example/a/1", "Troops move")
    assert entry.text.startswith("One & two.\nThe army")
    assert entry.whole
    assert entry.published == "2017-03-09T14:05:00+03:00"
    assert (feed.kind, feed.title, entry.publisher) == ("rss20", "News", "News")


def test_parse_tells_a_summary_from_a_whole_text() -> None:
    short = item("/1", "w", summary="Troops moved.")
    cut = item("/2", "w", content=f"<p>{LONG} Read more</p>")
    ellipsis = item("/3", "w", summary=f"{LONG} {LONG} and then […]")
    long_summary = item("/4", "w", summary=LONG)
    assert [each.whole for each in read(rss([short, cut, ellipsis, long_summary])).entries] == [
        False,
        False,
        False,
        True,
    ]


def test_parse_leaves_out_what_the_program_of_the_feed_adds() -> None:
    content = f"<p>{LONG}</p><p>The post Troops appeared first on Some News.</p>"
    (entry,) = read(rss([item("/1", "w", content=content)])).entries
    assert entry.text == LONG
    assert entry.whole


def test_parse_reads_atom_with_base_and_update() -> None:
    entry = (
        "<id>tag:1</id><title>T</title><link rel='self' href='x'/><link href='story/1'/>"
        "<published>2017-03-09T10:00:00Z</published><updated>2017-03-10T10:00:00Z</updated><summary>S</summary>"
    )
    (found,) = read(atom(entry).replace("<feed ", "<feed xml:base='https://other.example/x/' ")).entries
    assert found.link == "https://other.example/x/story/1"
    assert (found.published, found.updated) == ("2017-03-09T10:00:00+00:00", "2017-03-10T10:00:00+00:00")
    assert not found.whole


def test_parse_reads_rdf() -> None:
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>R</title></channel>'
        "<item><title>T</title><link>http://a.example/1</link><dc:date>2017-03-09</dc:date></item></rdf:RDF>"
    )
    (entry,) = read(body).entries
    assert (entry.link, entry.updated, entry.published) == ("http://a.example/1", "2017-03-09", None)


def test_parse_reads_json_feed() -> None:
    items = [{"id": 7, "url": "/1", "title": "T", "content_text": LONG, "date_published": "2017-03-09T10:00:00+03:00"}]
    feed = read(json.dumps({"version": "https://jsonfeed.org/version/1", "title": "J", "items": [*items, 3]}))
    (entry,) = feed.entries
    assert (entry.guid, entry.link, entry.whole) == ("7", "https://news.example/1", True)
    assert entry.published == "2017-03-09T10:00:00+03:00"


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_parse_reads_a_sitemap_of_news(pack) -> None:
    body = (
        b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>"
        b"<url><loc>https://news.example/1</loc><n:news><n:publication><n:name>The Map</n:name></n:publication>"
        b"<n:publication_date>2017-03-09</n:publication_date><n:title>T</n:title></n:news></url></urlset>"
    )
    feed = read(pack(body))
    (entry,) = feed.entries
    assert (entry.link, entry.title, entry.published) == ("https://news.example/1", "T", "2017-03-09")
    assert (feed.kind, entry.publisher) == ("news sitemap", "The Map")


def test_parse_takes_of_a_plain_sitemap_what_is_recent() -> None:
    urls = "".join(
        f"<url><loc>https://a.example/{day}</loc><lastmod>2017-03-{day}</lastmod></url>" for day in ("01", "09")
    )
    body = f"<urlset>{urls}<url><loc>https://a.example/undated</loc></url></urlset>".encode()
    feed = parse(Answer(body, AT), recent_from="2017-03-08T00:00:00Z")
    assert isinstance(feed, Parsed)
    assert [entry.link for entry in feed.entries] == ["https://a.example/09"]
    assert "2 of its pages are not news" in feed.notes[0]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<sitemapindex><sitemap><loc>/s.xml</loc></sitemap></sitemapindex>", "sitemap index"),
        (
            "<opml><body><outline text='g'><outline xmlURL='/s.xml'/></outline></body></opml>".replace(
                "/s", AT.replace("all.xml", "s")[:-1] + "s"
            ),
            "opml",
        ),
        ("# mine\n\nfeed:https://news.example/s.xml   # good\n", "list"),
    ],
    ids=["index", "opml", "lines"],
)
def test_parse_reads_lists_of_feeds(body: str, kind: str) -> None:
    feed = read(body)
    assert feed.kind == kind
    assert len(feed.feeds) == 1
    assert feed.feeds[0].endswith("s.xml")


def test_parse_reads_what_can_be_read_of_broken_xml() -> None:
    cut = rss([item("/1", "w", guid="a"), item("/2", "w", guid="b")]).partition("</channel>")[0] + "<item>&bogus;"
    feed = read(f"Warning: foo() in bar.php on line 3\n{cut}")
    assert [entry.guid for entry in feed.entries][:2] == ["a", "b"]
    assert "broken" in " ".join(feed.notes)
    assert "before the XML" in " ".join(feed.notes)


def test_parse_corrects_a_wrong_encoding() -> None:
    feed = read(rss([item("/1", "w", title="Café à Orléans")]).encode("cp1252"), "utf-8")
    assert feed.entries[0].title == "Café à Orléans"
    assert "encoding is not what it says" in feed.notes[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_parse_heeds_a_byte_order_mark(encoding: str) -> None:
    body = rss([item("/1", "w", title="Kyïv")]).replace(' encoding="utf-8"', "")
    assert read(body.encode(encoding)).entries[0].title == "Kyïv"


def test_parse_resolves_no_entity_of_a_feed() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    feed = read(bomb + rss([item("/1", "w", title="&b; &f;")]).partition("?>")[2])
    assert "aaaa" not in (feed.entries[0].title or "")
    assert "root:" not in (feed.entries[0].title or "")


def test_parse_names_the_feeds_of_a_page() -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    reason = refused(f"<!DOCTYPE html><html><head>{link}</head><body>Hello</body></html>")
    assert reason == "it is a web page and no feed; it names these feeds: https://news.example/rss.xml"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "it is empty"),
        ("   \n", "it is empty"),
        ('{"version": "1"}', "no JSON Feed"),
        ('{"version": ', "broken or cut off"),
        ("Hello there", "neither a feed"),
        ("https://a.example/f\nhello", "line 2"),
        ("<opml><body/></opml>", "names no feed"),
        (b"\x1f\x8b damaged", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "neither a feed"),
        ("<rss" + "<" * 500_000, "too many"),
        ("[" * 100_000, "cannot be taken apart"),
    ],
)
def test_parse_says_why_something_is_no_feed(body: bytes | str, reason: str) -> None:
    assert reason in refused(body)


def test_parse_leaves_out_links_that_lead_out_of_the_web() -> None:
    links = ["javascript:alert(1)", "file:///etc/passwd", "http://[bad", "https://a.example/" + "x" * 3000]
    entries = read(rss([item(link, f"w{n}", guid=str(n)) for n, link in enumerate(links)])).entries
    assert [entry.link for entry in entries] == [None] * 4
    assert "none to the web" in entries[3].notes[-1]


def test_parse_notes_a_date_that_cannot_be_read() -> None:
    (entry,) = read(rss([item("/1", "w", date="sometime last week")])).entries
    assert (entry.published, entry.updated) == (None, None)
    assert "sometime last week" in entry.notes[0]


def test_parse_reads_when_a_feed_wants_to_be_left_alone() -> None:
    hours = "<skipHours><hour>0</hour><hour>24</hour><hour>13</hour></skipHours>"
    head = f"<ttl>90</ttl>{hours}<skipDays><day>Sunday</day></skipDays>"
    assert read(rss([], head)).quiet == Quiet(5400.0, frozenset({0, 13}), frozenset({"sunday"}))


@pytest.mark.parametrize(
    "rubbish",
    [b"<rss>" + b"&" * 90_000, b"<rss><channel>" + b"<item>" * 9_000,
     b"<rss><channel><item><title>" + b"<b>" * 9_000, b"<feed><entry><content type='html'>" + b"&lt;div&gt;" * 9_000],
    ids=["ampersands", "items", "depth", "escaped depth"],
)  # fmt: skip
def test_parse_takes_no_long_time_over_rubbish(rubbish: bytes) -> None:
    began = time.process_time()
    parse(Answer(rubbish, AT))
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("body", "is_feed"),
    [
        (rss([]).encode(), True),
        (b"<urlset>", True),
        (b'{"version": "https://jsonfeed.org/version/1"}', True),
        (b"<!DOCTYPE html><html><body><rss></body>", False),
        (b'{"text": "a dispatch"}', False),
        (b"Rebels attacked the town.", False),
    ],
)
def test_looks_like_feed(body: bytes, is_feed: bool) -> None:
    assert looks_like_feed(body) is is_feed


def test_whole_dispatches_of_the_test_sites_are_whole() -> None:
    assert read(rss([item("/1", "w", content=whole("zqa1v1z"))])).entries[0].whole
