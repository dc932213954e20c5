"""Sites on loopback that publish news as badly as the web does, and remember what they said and who asked when.

Each site is a host of its own (127.0.1.x). What a site has told of in an answer that came whole is in `told`: a word
that no other dispatch has, by which it is found again. Run as a program it serves until it is killed:

    python -m tests.feeds.hostile FOLDER SECONDS MOST

It writes a list to FOLDER/feeds.opml, and FOLDER/log.jsonl and told.jsonl as it goes on; each site publishes every so
many SECONDS, up to MOST dispatches. `tests.feeds.checking` compares these with a store.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

SAMPLES = Path(__file__).parents[2] / "src" / "dateline" / "samples"
BOMB = gzip.compress(b"<rss><channel>" + b"<item><title>boom</title></item>" * 1_500_000)
LEAD = "Fighters of the {word} brigade were seen near the road on Monday, officials said, and {n} people left."


@dataclass(frozen=True)
class Request:
    """A request as a site saw it; times are in seconds since 1970."""

    host: str
    path: str
    began: float
    ended: float
    status: int
    conditional: bool
    agent: str


@dataclass(frozen=True)
class Answer:
    """What a site answers. `whole` is false for what is broken off or never ends; then it is no promise."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/xml; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    told: tuple[str, ...] = ()
    send: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Site:
    """A host. `pages` answer a path; `robots` is its robots.txt, empty for none."""

    name: str
    host: str
    web: Web
    port: int = 0
    robots: str | Answer = ""
    pages: dict[str, Callable[[dict[str, str]], Answer]] = field(default_factory=dict)

    def url(self, path: str = "/feed") -> str:
        return f"http://{self.host}:{self.port}{path}"

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        if path == "/robots.txt":
            if isinstance(self.robots, Answer):
                return self.robots
            return Answer(self.robots.encode(), kind="text/plain") if self.robots else Answer(status=404)
        longest = max((each for each in self.pages if path.startswith(each)), key=len, default=None)
        return self.pages[longest](headers | {"path": path}) if longest else Answer(status=404)


@dataclass
class Web:
    """All sites. A new dispatch is published by each every `tick` seconds, until there are `most`."""

    tick: float
    most: int = 10_000
    sites: dict[str, Site] = field(default_factory=dict)
    log: list[Request] = field(default_factory=list)
    told: dict[str, float] = field(default_factory=dict)
    began: float = field(default_factory=time.time)
    on_request: Callable[[Request, Answer, bool], None] = lambda request, answer, is_whole: None

    def count(self, every: float = 1.0) -> int:
        """How many dispatches a site has published by now."""
        return min(self.most, 2 + int((time.time() - self.began) / (self.tick * every)))

    def date(self, number: int) -> datetime:
        return datetime.fromtimestamp(int(self.began) - 600 + number, UTC)

    def site(self, name: str, robots: str | Answer = "") -> Site:
        site = self.sites[name] = Site(name, f"127.0.1.{len(self.sites) + 1}", self, robots=robots)
        return site


def word(site: str, number: int | str, version: int = 1) -> str:
    """The word by which a dispatch is found again."""
    letters = "".join(c for c in site if c.isalpha())
    return f"zq{letters}{number}v{version}z"


@cache
def paragraphs() -> list[str]:
    """What the dispatches are made of: paragraphs of the samples, so that they are as unlike as news are."""
    found = [line for path in sorted(SAMPLES.glob("**/*.txt")) for line in path.read_text().splitlines()]
    return [line.strip() for line in found if len(line.split()) > 20]


def text(unique: str) -> list[str]:
    """A dispatch of its own, the same for the same word."""
    dice = random.Random(unique)
    return [LEAD.format(word=unique, n=dice.randint(10, 900)), *dice.sample(paragraphs(), 3)]


def article(unique: str, title: str = "Attack") -> bytes:
    body = f"<nav>Home</nav><article><h1>{title}</h1>{whole(unique)}</article>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


# --- feeds


def item(link: str, unique: str, *, guid: str = "", summary: str = "", content: str = "", date: str = "",
         title: str = "") -> str:  # fmt: skip
    parts = [f"<title>{title or 'Attack by ' + unique}</title>", f"<link>{escape(link)}</link>"]
    parts += [f'<guid isPermaLink="false">{escape(guid)}</guid>'] if guid else []
    parts += [f"<description>{escape(summary)}</description>"] if summary else []
    parts += [f"<content:encoded><![CDATA[{content}]]></content:encoded>"] if content else []
    parts += [f"<pubDate>{date}</pubDate>"] if date else []
    return f"<item>{''.join(parts)}</item>"


def rss(items: list[str], head: str = "") -> str:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    opening = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {space}><channel><title>News</title>'
    return f"{opening}{head}{''.join(items)}</channel></rss>"


def whole(unique: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text(unique))


def conditional(body: bytes, headers: dict[str, str], told: list[str], **more: Any) -> Answer:
    """The body with an ETag, or that nothing changed."""
    tag = f'"{hash(body) & 0xFFFFFFFF:x}"'
    if headers.get("if-none-match") == tag:
        return Answer(status=304, headers=(("ETag", tag), *more.get("headers", ())))
    return Answer(body, headers=(("ETag", tag), *more.get("headers", ())), told=tuple(told))


def numbers(web: Web, every: float = 1.0) -> range:
    """The numbers of the dispatches that a feed has now: it shows the last thirty."""
    count = web.count(every)
    return range(max(0, count - 30), count)


def publish_rss(web: Web) -> Site:
    """Sound: summaries, pages, an ETag; asks for two seconds between requests and keeps robots out of a part."""
    site = web.site("rss", "User-agent: *\nCrawl-delay: 2\nDisallow: /private/\n")

    def feed(headers: dict[str, str]) -> Answer:
        now = numbers(web, 4)
        items = [item(f"/story/{n}", word("rss", n), guid=f"r{n}", summary=f"In short: {word('rss', n)}.",
                      date=format_datetime(web.date(n))) for n in now]  # fmt: skip
        secret = "A part that no robot may read tells of fighting in the hills near the city. " * 2
        items.append(item("/private/1", word("private", 0), guid="secret", summary=f"{word('private', 0)} {secret}",
                          date=format_datetime(web.date(0))))  # fmt: skip
        return conditional(rss(items).encode(), headers, [*(word("rss", n) for n in now), word("private", 0)])

    site.pages["/feed"] = feed
    site.pages["/story/"] = lambda h: Answer(article(word("rss", h["path"].rpartition("/")[2])), kind="text/html")
    site.pages["/private/"] = lambda h: Answer(article("zqtrespassz"), kind="text/html")
    return site


def publish_atom(web: Web) -> Site:
    """Whole texts, relative links, an xml:base; each dispatch is updated once, some ticks later."""
    site = web.site("atom")

    def feed(headers: dict[str, str]) -> Answer:
        entries, told = [], []
        for n in numbers(web):
            version = 2 if web.count() - n > 4 else 1
            told.append(word("atom", n, version))
            updated = web.date(n + 4 if version == 2 else n).isoformat()
            entries.append(
                f"<entry><id>tag:a,{n}</id><title>Attack {n}</title><link href='story/{n}'/>"
                f"<published>{web.date(n).isoformat()}</published><updated>{updated}</updated>"
                f"<content type='html'>{escape(whole(told[-1]))}</content></entry>"
            )
        head = f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='{site.url('/x/')}'><title>Atom</title>"
        return conditional(f"{head}{''.join(entries)}</feed>".encode(), headers, told)

    site.pages["/feed"] = feed
    return site


def publish_json(web: Web) -> Site:
    """JSON Feed, whole; ids are numbers, against the standard; it asks not to be asked for a while."""
    site = web.site("json")

    def feed(headers: dict[str, str]) -> Answer:
        now = numbers(web)
        items = [{"id": n, "url": f"/story/{n}", "title": f"J {n}", "content_html": whole(word("json", n)),
                  "date_published": web.date(n).isoformat()} for n in now]  # fmt: skip
        body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": items}).encode()
        fresh = ("Cache-Control", f"max-age={max(1, int(web.tick * 3))}")
        return Answer(body, kind="application/feed+json", headers=(fresh,), told=tuple(word("json", n) for n in now))

    site.pages["/feed"] = feed
    return site


def publish_rdf(web: Web) -> Site:
    """RSS 1.0 in Latin-1 that says it is UTF-8, without guids."""
    site = web.site("rdf")

    def feed(headers: dict[str, str]) -> Answer:
        now = numbers(web)
        items = "".join(
            f"<item rdf:about='{site.url(f'/story/{n}')}'><title>Caf\xe9 {n}</title><link>/story/{n}</link>"
            f"<dc:date>{web.date(n).isoformat()}</dc:date>"
            f"<description>{escape(whole(word('rdf', n)) * 2)}</description></item>"
            for n in now
        )
        body = (
            '<?xml version="1.0" encoding="utf-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
            ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<channel><title>Caf\xe9</title></channel>{items}</rdf:RDF>"
        )
        return Answer(body.encode("cp1252", "xmlcharrefreplace"), told=tuple(word("rdf", n) for n in now))

    site.pages["/feed"] = feed
    return site


def publish_sitemap(web: Web) -> Site:
    """An index that names a packed sitemap of news; a page fails at first, one is a video, one sends into a circle."""
    site = web.site("sitemap")
    failures: dict[str, int] = {}

    def index(headers: dict[str, str]) -> Answer:
        return Answer(f"<sitemapindex><sitemap><loc>{site.url('/news.xml.gz')}</loc></sitemap></sitemapindex>".encode())

    def news(headers: dict[str, str]) -> Answer:
        now = numbers(web, 6)
        urls = "".join(
            f"<url><loc>{site.url(f'/story/{n}')}</loc><n:news><n:publication><n:name>The Map</n:name></n:publication>"
            f"<n:publication_date>{web.date(n).isoformat()}</n:publication_date><n:title>S {n}</n:title></n:news></url>"
            for n in now
        )
        body = f"<urlset xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>{urls}</urlset>"
        told = tuple(word("sitemap", n) for n in now if n not in (4, 5))
        return Answer(gzip.compress(body.encode()), kind="application/gzip", told=told)

    def story(headers: dict[str, str]) -> Answer:
        n = headers["path"].rpartition("/")[2]
        failures[n] = failures.get(n, 0) + 1
        if n == "3" and failures[n] < 2:
            return Answer(status=500)
        if n == "4":
            return Answer(b"\0\1\2" * 1000, kind="video/mp4")
        if n == "5":
            return Answer(status=302, headers=(("Location", "/story/5"),))
        return Answer(article(word("sitemap", n)), kind="text/html")

    site.pages |= {"/feed": index, "/news.xml.gz": news, "/story/": story}
    return site


def publish_live(web: Web) -> Site:
    """A live blog: one entry that never changes, and a page to which posts are added, one of them edited."""
    site = web.site("live")

    def post(n: int) -> dict[str, Any]:
        version = 2 if n == 0 and web.count() > 6 else 1
        return {"@type": "BlogPosting", "@id": site.url(f"/live#p{n}"), "headline": f"Post {n}",
                "articleBody": " ".join(text(word("live", n, version))), "datePublished": web.date(n).isoformat(),
                "dateModified": web.date(n + 50 * (version - 1)).isoformat()}  # fmt: skip

    def page(headers: dict[str, str]) -> Answer:
        count = web.count()
        end = datetime.fromtimestamp(web.began + 86_400, UTC).isoformat()
        blog = {"@type": "LiveBlogPosting", "coverageEndTime": end, "liveBlogUpdate": [post(n) for n in range(count)]}
        body = f"<html><head><script type='application/ld+json'>{json.dumps(blog)}</script></head><body>x</body></html>"
        told = tuple(word("live", n, 2 if n == 0 and count > 6 else 1) for n in range(count))
        return Answer(body.encode(), kind="text/html", told=told)

    site.pages["/feed"] = lambda h: conditional(
        rss([item("/live", "live", guid="live", summary="Live: all that happens.")]).encode(), h, []
    )
    site.pages["/live"] = page
    return site


def publish_shared(web: Web) -> Site:
    """All entries have the same guid and lead to the front page; none has a date; each comes twice."""
    site = web.site("shared")

    def feed(headers: dict[str, str]) -> Answer:
        now = numbers(web)
        items = [item("/", word("shared", n), guid="1", content=whole(word("shared", n))) for n in now for _ in "ab"]
        return Answer(rss(items, "<ttl>0</ttl>").encode(), told=tuple(word("shared", n) for n in now))

    site.pages["/feed"] = feed
    return site


def publish_broken(web: Web) -> Site:
    """A warning of PHP's before the XML, entities that no XML has, and the end is missing."""
    site = web.site("broken")

    def feed(headers: dict[str, str]) -> Answer:
        now = numbers(web)
        items = [item("/", word("broken", n), guid=f"b{n}", summary=whole(word("broken", n)) * 2) for n in now]
        cut = rss([*items, "<item><title>&nbsp;&bogus; half"]).partition("</channel>")[0]
        body = f"Warning: foo() in bar.php\n{cut}"
        return Answer(body.encode(), kind="text/html", told=tuple(word("broken", n) for n in now))

    site.pages["/feed"] = feed
    return site


def publish_busy(web: Web) -> Site:
    """Every second request is refused, with a time to wait."""
    site = web.site("busy")
    asked = [0]

    def feed(headers: dict[str, str]) -> Answer:
        asked[0] += 1
        if asked[0] % 2:
            wait = str(max(1, round(web.tick * 2)))
            return Answer(status=503 if asked[0] % 4 == 1 else 429, headers=(("Retry-After", wait),))
        now = numbers(web)
        items = [item(f"/s/{n}", word("busy", n), guid=f"y{n}", content=whole(word("busy", n))) for n in now]
        return Answer(rss(items).encode(), told=tuple(word("busy", n) for n in now))

    site.pages["/feed"] = feed
    return site


def publish_moved(web: Web) -> Site:
    """It lies elsewhere for good, by way of two addresses."""
    site = web.site("moved")

    def feed(headers: dict[str, str]) -> Answer:
        now = numbers(web)
        items = [item(f"/s/{n}", word("moved", n), guid=f"m{n}", content=whole(word("moved", n))) for n in now]
        return Answer(rss(items).encode(), told=tuple(word("moved", n) for n in now))

    site.pages["/feed"] = lambda h: Answer(status=301, headers=(("Location", "/second"),))
    site.pages["/second"] = lambda h: Answer(status=308, headers=(("Location", site.url("/third")),))
    site.pages["/third"] = feed
    return site


def publish_pages(web: Web) -> Site:
    """Links to pages that cannot be had: gone, private, of another scheme, endless, without text; summaries remain."""
    site = web.site("pages")
    links = ("/404", "http://10.0.0.1/x", "file:///etc/passwd", "/endless", "/buttons", "/loop", "javascript:alert(1)")

    def summary(n: int) -> str:
        return " ".join(text(word("pages", n)))

    def feed(headers: dict[str, str]) -> Answer:
        items = [item(link, word("pages", n), guid=f"p{n}", summary=summary(n)) for n, link in enumerate(links)]
        return Answer(rss(items).encode(), told=tuple(word("pages", n) for n in range(len(links))))

    site.pages["/feed"] = feed
    site.pages["/endless"] = lambda h: Answer(send=drip, kind="text/html")
    site.pages["/buttons"] = lambda h: Answer(b"<html><body><a>Home</a><a>More</a></body></html>", kind="text/html")
    site.pages["/loop"] = lambda h: Answer(status=302, headers=(("Location", "/loop2"),))
    site.pages["/loop2"] = lambda h: Answer(status=302, headers=(("Location", "/loop"),))
    return site


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Send a little, for ever."""
    while True:
        handler.wfile.write(b"<item>")
        handler.wfile.flush()
        time.sleep(0.05)


def keep_silent(handler: BaseHTTPRequestHandler) -> None:
    """Say nothing until the other side hangs up."""
    handler.connection.settimeout(60)
    handler.connection.recv(1)


def publish_rubbish(web: Web) -> Iterator[Site]:
    """Sites that never answer with a feed."""
    page = (
        b"<html><head><link rel='alternate' type='application/rss+xml' href='/real.xml'></head><body>Hi</body></html>"
    )
    answers: dict[str, Answer] = {
        "gone": Answer(status=410),
        "page": Answer(page, kind="text/html"),
        "bomb": Answer(BOMB, headers=(("Content-Encoding", "gzip"),)),
        "endless": Answer(send=drip),
        "circle": Answer(status=302, headers=(("Location", "/feed"),)),
        "cut": Answer(rss([item("/1", "zqcutz", guid="1")]).encode(), headers=(("Content-Length", "99999"),)),
        "silent": Answer(send=keep_silent),
        "slow": Answer(send=slow),
    }
    for name, answer in answers.items():
        site = web.site(name)
        site.pages["/feed"] = lambda h, answer=answer: answer
        yield site
    unreadable = web.site("unreadable", Answer(status=503))
    unreadable.pages["/feed"] = lambda h: Answer(rss([item("/1", "zqunreadablez", guid="1")]).encode())
    yield unreadable
    forbidden = web.site("forbidden", "User-agent: *\nDisallow: /\n")
    forbidden.pages["/feed"] = lambda h: Answer(rss([item("/1", "zqforbiddenz", guid="1")]).encode())
    yield forbidden


def slow(handler: BaseHTTPRequestHandler) -> None:
    """A sound feed, a byte at a time."""
    for byte in rss([item("/1", "zqslowz", guid="1")]).encode():
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.4)


SOUND = (publish_rss, publish_atom, publish_json, publish_rdf, publish_sitemap, publish_live, publish_shared,
         publish_broken, publish_busy, publish_moved, publish_pages)  # fmt: skip
RUBBISH = ("gone", "page", "bomb", "endless", "circle", "cut", "silent", "slow", "unreadable", "forbidden")


def opml(web: Web) -> bytes:
    outlines = "".join(f'<outline text="{each.name}" xmlUrl="{each.url()}"/>' for each in web.sites.values())
    return f'<opml version="2.0"><body><outline text="all">{outlines}</outline></body></opml>'.encode()


# --- serving


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            began = time.time()
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = site.answer(self.path, headers)
            self.close_connection = True
            is_whole = False
            with suppress(OSError):
                self._send(answer)
                is_whole = True
            conditions = "if-none-match" in headers or "if-modified-since" in headers
            agent = headers.get("user-agent", "")
            request = Request(site.host, self.path, began, time.time(), answer.status, conditions, agent)
            site.web.log.append(request)
            if is_whole:
                for unique in answer.told:
                    site.web.told.setdefault(unique, request.ended)
            site.web.on_request(request, answer, is_whole)

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            named = {name for name, _ in answer.headers}
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Type", answer.kind)
            if "Content-Length" not in named and answer.send is None:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if answer.send is not None:
                answer.send(self)
            elif answer.status != 304:
                self.wfile.write(answer.body)
            self.wfile.flush()

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    return Handler


@contextmanager
def serving(web: Web) -> Iterator[Web]:
    """Open all sites of a web until it is left."""
    servers = []
    try:
        for site in web.sites.values():
            server = ThreadingHTTPServer((site.host, 0), _handler(site))
            server.daemon_threads = True
            server.block_on_close = False
            site.port = server.server_port
            servers.append(server)
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield web
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


@contextmanager
def hostile_web(tick: float, most: int = 10_000) -> Iterator[Web]:
    """All that is wrong with the web, served."""
    web = Web(tick, most)
    for publish in SOUND:
        publish(web)
    list(publish_rubbish(web))
    with serving(web):
        yield web


def main() -> None:
    folder = Path(sys.argv[1])
    tick, most = float(sys.argv[2]), int(sys.argv[3])
    lock = threading.Lock()
    with (
        hostile_web(tick, most) as web,
        open(folder / "log.jsonl", "w") as log,
        open(folder / "told.jsonl", "w") as told,
    ):

        def write(request: Request, answer: Answer, is_whole: bool) -> None:
            with lock:
                print(json.dumps(request.__dict__), file=log, flush=True)
                if is_whole and answer.told:
                    print(json.dumps({"told": answer.told, "at": request.ended}), file=told, flush=True)

        web.on_request = write
        (folder / "feeds.opml").write_bytes(opml(web))
        threading.Event().wait()


if __name__ == "__main__":
    main()
