"""Collecting over the network, from a real server on the loopback interface."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from onrecord import __version__
from onrecord.errors import Fault
from onrecord.outlets import HTML, TEXT, Collecting
from onrecord.outlets.addresses import refusal
from onrecord.outlets.fetch import Fetcher, Received, Surroundings
from tests.outlets.outlet import LOCAL, PAGE, Outlet, answer, bomb, gathered, running


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    """An outlet that runs for one test."""
    with running() as started:
        yield started


def fault_of(address: str, options: Collecting = LOCAL) -> Fault:
    """Collect an address that gives one fault and nothing else, and return it."""
    pages, faults = gathered(address, options=options)
    assert not pages
    assert len(faults) == 1
    return faults[0]


def test_an_address_gives_its_page(outlet: Outlet) -> None:
    """A page is received with its address, charset and headers, cookies left out; no cookie is ever sent."""
    address = outlet.says("/a", PAGE, "text/html; charset=ISO-8859-2", Set_Cookie="id=1", X_Edition="evening")
    pages, faults = gathered(address + "#comments", address)
    assert not faults
    assert [(p.where, p.path, p.url, p.media_type, p.charset, p.body) for p in pages] == [
        (address + "#comments", None, address, HTML, "iso-8859-2", PAGE),
        (address, None, address, HTML, "iso-8859-2", PAGE),
    ]
    assert ("X-Edition", "evening") in pages[0].headers
    assert all(name.lower() != "set-cookie" for name, _ in pages[0].headers)
    assert all("Cookie" not in headers for _, headers in outlet.asked)


def test_we_say_who_we_are(outlet: Outlet) -> None:
    """Every request, the one for robots.txt too, carries our name and version."""
    gathered(outlet.says("/a", PAGE))
    assert [path for path, _ in outlet.asked] == ["/robots.txt", "/a"]
    assert all(headers["User-Agent"].startswith(f"onrecord/{__version__} ") for _, headers in outlet.asked)


def test_plain_text_is_a_page(outlet: Outlet) -> None:
    """Plain text over the network is a page of text."""
    assert [p.media_type for p in gathered(outlet.says("/a", b"Words.", "text/plain"))[0]] == [TEXT]


def test_robots_may_keep_us_out(outlet: Outlet) -> None:
    """What robots.txt disallows for us is not asked for; the rest is, and robots.txt is read once."""
    outlet.says("/robots.txt", b"User-agent: onrecord\nDisallow: /private\n", "text/plain")
    allowed, kept = outlet.says("/a", PAGE), outlet.says("/private/b", PAGE)
    pages, faults = gathered(kept, allowed, kept)
    assert [p.url for p in pages] == [allowed]
    assert all("robots.txt" in f.what for f in faults)
    assert [path for path, _ in outlet.asked] == ["/robots.txt", "/a"]
    assert gathered(kept, options=replace(LOCAL, robots=False))[0]


def test_a_broken_robots_file_closes_the_site(outlet: Outlet) -> None:
    """A robots.txt that the server fails to give (5xx) means that nothing may be asked (RFC 9309, 2.3.1.4)."""
    outlet.says("/robots.txt", b"", status=500)
    assert "500" in fault_of(outlet.says("/a", PAGE)).what
    assert outlet.paths() == []


def test_private_addresses_are_refused_unless_allowed(outlet: Outlet) -> None:
    """By default this machine and private networks are not asked, by whatever name."""
    address = outlet.says("/a", PAGE)
    port = outlet.address.rpartition(":")[2]
    strict = replace(LOCAL, allow_private=False)
    for place in (address, f"http://localhost:{port}/a", f"http://2130706433:{port}/a", f"http://[::1]:{port}/a"):
        assert "this machine" in fault_of(place, strict).what
    assert outlet.asked == []


def test_redirects_are_followed_and_checked_again(outlet: Outlet) -> None:
    """A redirect leads on to the page, with the last address as its own."""
    last = outlet.says("/last", PAGE)
    outlet.says("/next", b"", status=301, Location="/last")
    pages, faults = gathered(outlet.says("/first", b"", status=302, Location=outlet.address + "/next"))
    assert not faults
    assert [p.url for p in pages] == [last]


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("/loop", "more than 5 redirects"),
        ("file:///etc/hostname", "only http and https"),
        ("http://user:word@127.0.0.1/", "password"),
        ("http://[::1", "not a web address"),
        ("", "without saying where"),
    ],
)
def test_bad_redirects_are_faults(outlet: Outlet, location: str, words: str) -> None:
    """A redirect in a circle, to another scheme, with a password or to nonsense is a fault."""
    assert words in fault_of(outlet.says("/loop", b"", status=302, Location=location)).what


def but_for_the_outlet(address: str) -> str | None:
    """Refuse what is refused, but for the loopback address of the outlet, which stands in for a public one."""
    return None if address == "127.0.0.1" else refusal(address)


@pytest.mark.parametrize(
    "inside", ["http://10.9.8.7/a", "http://169.254.169.254/latest", "http://[::1]/a", "http://0/a"]
)
def test_a_redirect_may_not_lead_to_a_private_address(outlet: Outlet, inside: str) -> None:
    """A public host that redirects to a private address is stopped before that is asked."""
    address = outlet.says("/out", b"", status=302, Location=inside)
    strict = replace(LOCAL, allow_private=False)
    with Fetcher(strict, Surroundings(refuse=but_for_the_outlet)) as fetcher:
        stopped = fetcher.get(address)
    assert isinstance(stopped, Fault)
    assert stopped.where == address
    assert "such addresses are not asked" in stopped.what
    assert outlet.paths() == ["/out"]


def test_a_name_that_changes_its_answer_gains_nothing(outlet: Outlet) -> None:
    """The connection goes to the very address that was checked; a name that then turns private is refused."""

    def closing(request: BaseHTTPRequestHandler) -> None:
        answer(request, 200, PAGE, {"Content-Type": "text/html", "Connection": "close"})
        request.close_connection = True

    outlet.answers["/a"] = closing
    port = outlet.address.rpartition(":")[2]
    answers = iter(["127.0.0.1", "10.0.0.1"])
    strict = replace(LOCAL, allow_private=False, robots=False)
    around = Surroundings(resolve=lambda _host, _port: [next(answers)], refuse=but_for_the_outlet)
    with Fetcher(strict, around) as fetcher:
        first = fetcher.get(f"http://rebinding.example:{port}/a")
        second = fetcher.get(f"http://rebinding.example:{port}/a")
    assert isinstance(first, Received)
    assert outlet.asked[0][1]["Host"] == f"rebinding.example:{port}"
    assert isinstance(second, Fault)
    assert "10.0.0.1" in second.what
    assert len(outlet.asked) == 1


def test_one_private_address_among_several_refuses_the_host() -> None:
    """A host that has a public and a private address is refused, since either might be connected to."""
    with Fetcher(Collecting(pace_seconds=0), Surroundings(resolve=lambda _h, _p: ["8.8.8.8", "10.0.0.1"])) as fetcher:
        refused = fetcher.get("http://two-faced.example/")
    assert isinstance(refused, Fault)
    assert "10.0.0.1" in refused.what


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://herald.example/a", "only http and https"),
        ("file:///etc/hostname", "only http and https"),
        ("http://", "no host"),
        ("http://ann:secret@herald.example/", "password"),
        ("http://[::1", "not a valid web address"),
        ("http://x/\ud800", "not a valid web address"),
        ("http://nobody.invalid/", "could not be reached"),
        ("http://" + "a" * 300 + ".example/", ""),
    ],
)
def test_bad_addresses_are_faults(address: str, words: str) -> None:
    """What is no web address, or names no host, is a fault that can be written down and shows no password."""
    fault = fault_of(address)
    assert words in fault.what
    assert "secret" not in str(fault).encode().decode()


def test_what_has_not_changed_gives_nothing(outlet: Outlet, tmp_path: Path) -> None:
    """With a cache, a page is asked for only if it has changed; 304 gives neither page nor fault."""

    def versioned(request: BaseHTTPRequestHandler) -> None:
        known = request.headers.get("If-None-Match") == '"v1"'
        request.send_response(304 if known else 200)
        request.send_header("ETag", '"v1"')
        request.send_header("Content-Type", "text/html")
        request.send_header("Content-Length", "0" if known else str(len(PAGE)))
        request.end_headers()
        request.wfile.write(b"" if known else PAGE)

    outlet.answers["/a"] = versioned
    options = replace(LOCAL, cache_dir=tmp_path / "cache")
    assert len(gathered(outlet.address + "/a", options=options)[0]) == 1
    assert gathered(outlet.address + "/a", options=options) == ([], [])
    for kept in (tmp_path / "cache").rglob("*.json"):
        kept.write_text("{damaged")
    assert len(gathered(outlet.address + "/a", options=options)[0]) == 1


def test_a_feed_is_asked_again_until_all_of_it_came(outlet: Outlet, tmp_path: Path) -> None:
    """The state of a feed is remembered only when all its pages came, so that a later run fetches what failed."""
    options = replace(LOCAL, cache_dir=tmp_path)
    feed = (
        b"<rss><channel><title>Herald</title><item><link>"
        + outlet.address.encode()
        + b"/late</link></item></channel></rss>"
    )
    address = outlet.says("/feed", feed, "application/rss+xml", ETag='"f1"')
    assert len(gathered(address, options=options)[1]) == 1
    outlet.says("/late", PAGE)
    assert len(gathered(address, options=options)[0]) == 1
    assert outlet.asked[1][1].get("If-None-Match") is None
    gathered(address, options=options)
    assert [h.get("If-None-Match") for path, h in outlet.asked if path == "/feed"] == [None, None, '"f1"']


@pytest.mark.parametrize(
    ("body", "media_type", "headers", "words"),
    [
        (b"%PDF-1.7", "application/pdf", {}, "application/pdf"),
        (b"\x89PNG\x00\x00", "text/html", {}, "neither a page"),
        (b"", "text/html", {}, "empty"),
        (bomb(60_000_000), "text/html", {"Content_Encoding": "gzip"}, "swells"),
        (gzip.compress(PAGE, mtime=0)[:-9], "text/html", {"Content_Encoding": "gzip"}, "cut off"),
        (b"xx", "text/html", {"Content_Encoding": "br"}, "did not ask for"),
        (b"x" * 3_000, "text/html", {}, "more than 0.002 MB"),
    ],
)
def test_bad_answers_are_faults(
    outlet: Outlet, body: bytes, media_type: str, headers: dict[str, Any], words: str
) -> None:
    """An answer of a wrong type, empty, too long, cut or packed as a bomb is a fault and no page."""
    options = replace(LOCAL, page_bytes=2_000) if words.startswith("more") else LOCAL
    assert words in fault_of(outlet.says("/a", body, media_type, **headers), options).what


def test_a_packed_page_is_unpacked(outlet: Outlet) -> None:
    """A page that comes packed by gzip is received as the server meant it."""
    assert gathered(outlet.says("/a", gzip.compress(PAGE), Content_Encoding="gzip"))[0][0].body == PAGE


def test_a_missing_page_is_a_fault(outlet: Outlet) -> None:
    """A page that is not there is a fault with the server's own words."""
    assert "404 Not Found" in fault_of(outlet.address + "/none").what


def drip(request: BaseHTTPRequestHandler) -> None:
    """Answer without end, a little at a time."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    for _ in range(400):
        request.wfile.write(b"<p>more</p>")
        request.wfile.flush()
        time.sleep(0.02)
    request.close_connection = True


def flood(request: BaseHTTPRequestHandler) -> None:
    """Answer with a body that does not end and says no length."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    for _ in range(10_000):
        request.wfile.write(b"<p>more</p>" * 5_000)
    request.close_connection = True


def test_a_server_that_drips_is_cut_off(outlet: Outlet) -> None:
    """A server that sends a little now and then cannot hold a run longer than the whole time allowed."""
    outlet.answers["/a"] = drip
    assert "within 0.3 seconds" in fault_of(outlet.address + "/a", replace(LOCAL, total_seconds=0.3)).what


def test_a_silent_server_is_left(outlet: Outlet) -> None:
    """A server that accepts and then says nothing is a fault after the time we wait for its next bytes."""
    outlet.answers["/a"] = lambda _request: time.sleep(1)
    assert "sent nothing" in fault_of(outlet.address + "/a", replace(LOCAL, read_seconds=0.2)).what


def test_an_endless_body_is_cut_off(outlet: Outlet) -> None:
    """A body without an end is read to the limit and no further."""
    outlet.answers["/a"] = flood
    assert "more than 1 MB" in fault_of(outlet.address + "/a", replace(LOCAL, page_bytes=1_000_000)).what


def test_requests_to_one_host_are_paced(outlet: Outlet) -> None:
    """Between two requests to one host we wait the pace, or the Crawl-delay when that is longer, up to its limit."""
    outlet.says("/robots.txt", b"User-agent: *\nCrawl-delay: 7\n", "text/plain")
    outlet.says("/a", PAGE)
    now, waits = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    options = replace(LOCAL, pace_seconds=2.0, total_seconds=60.0)
    with Fetcher(options, Surroundings(clock=lambda: now[0], sleep=sleep)) as fetcher:
        for _ in range(3):
            assert isinstance(fetcher.get(outlet.address + "/a"), Received)
    assert waits == [7.0, 7.0, 7.0]


@pytest.mark.parametrize(("after", "waits"), [("3", [3.0]), ("9999", []), ("soon", [])])
def test_retry_after_is_honoured_within_reason(outlet: Outlet, after: str, waits: list[float]) -> None:
    """A server that asks us to come back shortly is asked once more; a long wait is a fault instead."""
    slept: list[float] = []

    def busy(request: BaseHTTPRequestHandler) -> None:
        if slept:
            outlet.says("/a", PAGE)
            outlet.answers["/a"](request)
        else:
            request.send_response(503)
            request.send_header("Retry-After", after)
            request.send_header("Content-Length", "0")
            request.end_headers()

    outlet.answers["/a"] = busy
    with Fetcher(replace(LOCAL, robots=False), Surroundings(sleep=slept.append)) as fetcher:
        got = fetcher.get(outlet.address + "/a")
    assert slept == waits
    assert isinstance(got, Received if waits else Fault)


def test_entry_pages_hold_what_the_feed_says(outlet: Outlet) -> None:
    """When an entry's page cannot be had, the words of the feed become a page of their own, and a fault says so."""
    feed = b"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
      <title>The Port Herald</title>
      <item><title>Ferry talks &amp;amp; tides</title><link>/gone</link><dc:creator>Ann Ek</dc:creator>
        <pubDate>Tue, 04 Mar 2031 08:00:00 +0900</pubDate>
        <description>&lt;p&gt;Talks&nbsp;resumed.&lt;/p&gt;</description></item>
      <item><title>No link</title><description>Only words.</description></item>
      <item><title>Nothing</title></item></channel></rss>"""
    address = outlet.says("/feed", feed, "application/rss+xml")
    pages, faults = gathered(address)
    assert [json.loads(p.body) for p in pages] == [
        {
            "url": outlet.address + "/gone",
            "title": "Ferry talks & tides",
            "author": "Ann Ek",
            "published": "2031-03-04T08:00:00+09:00",
            "outlet": "The Port Herald",
            "html": "<p>Talks\u00a0resumed.</p>",
        },
        {
            "url": None,
            "title": "No link",
            "author": None,
            "published": None,
            "outlet": "The Port Herald",
            "html": "Only words.",
        },
    ]
    assert [(f.where, "feed carries" in f.done) for f in faults] == [
        (outlet.address + "/gone", True),
        (address + "#3", False),
    ]


def test_opml_leads_to_feeds_and_feeds_to_pages(outlet: Outlet, tmp_path: Path) -> None:
    """An OPML file leads to its feeds, each to the pages it links, once, in order; a feed file does the same."""
    one, two = outlet.says("/1", PAGE), outlet.says("/2", PAGE + b" ")
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>H</title><entry><link href="{one}"/></entry>'
    atom += f'<entry><link rel="alternate" href="/2"/></entry><entry><link href="{one}"/></entry></feed>'
    feed = outlet.says("/feed", atom.encode(), "application/atom+xml")
    (tmp_path / "a.opml").write_text(
        f'<opml version="2.0"><body><outline text="x"><outline xmlUrl="{feed}"/></outline>'
        f'<outline xmlUrl="{one}"/></body></opml>'
    )
    (tmp_path / "b.xml").write_text(atom)
    pages, faults = gathered(tmp_path / "a.opml")
    assert [p.url for p in pages] == [one, two, one]
    assert not faults
    pages, faults = gathered(tmp_path / "b.xml")
    assert [p.url for p in pages] == [one]
    assert [f.where for f in faults] == [f"{tmp_path / 'b.xml'}#2"]


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not here to make a certificate")
def test_a_certificate_is_checked_against_the_name_and_not_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over https we connect to the checked address, yet ask for and verify the certificate of the name."""
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    request = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=herald.example"
    extensions = ["-addext", "subjectAltName=DNS:herald.example", "-keyout", key, "-out", certificate]
    subprocess.run([*request.split(), *extensions], check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", certificate)
    around = Surroundings(resolve=lambda _host, _port: ["127.0.0.1"])
    with running(certificate=(certificate, key)) as outlet, Fetcher(LOCAL, around) as fetcher:
        outlet.says("/a", PAGE)
        port = outlet.address.rpartition(":")[2]
        good = fetcher.get(f"https://herald.example:{port}/a")
        bad = fetcher.get(f"https://impostor.example:{port}/a")
    assert isinstance(good, Received)
    assert good.body == PAGE
    assert isinstance(bad, Fault)
    assert "certificate" in bad.what
