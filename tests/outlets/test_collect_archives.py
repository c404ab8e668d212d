"""Collecting from web archives."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from onrecord.limits.outlets import PAGE_BYTES
from onrecord.outlets import HTML, TEXT
from tests.outlets.outlet import PAGE, archive, bomb, gathered, record

THREE = tuple((f"http://herald.example/{n}", "text/html; charset=koi8-r", PAGE + b" " * n * 400) for n in range(3))


@pytest.mark.parametrize("packed", [False, True])
def test_records_become_pages_with_their_offset(tmp_path: Path, packed: bool) -> None:  # noqa: FBT001
    """Each response with HTML is a page with its address, charset and day; reading at its offset finds its record."""
    path = tmp_path / "crawl.warc"
    path.write_bytes(archive(*THREE, packed=packed))
    pages, faults = gathered(path)
    assert not faults
    assert [(p.url, p.media_type, p.charset, p.body) for p in pages] == [(u, HTML, "koi8-r", b) for u, _, b in THREE]
    assert {p.received_at.year for p in pages} == {2031}
    assert {p.path for p in pages} == {str(path)}
    assert all(name.lower() != "set-cookie" for p in pages for name, _ in p.headers)
    for page in pages:
        rest = path.read_bytes()[int(page.where.rpartition("@")[2]) :]
        found = gzip.GzipFile(fileobj=io.BytesIO(rest)).read(600) if packed else rest[:600]
        assert found.startswith(b"WARC/1")
        assert str(page.url).encode() in found


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    """Pictures, scripts, robots.txt and answers other than success are passed over without a word."""
    path = tmp_path / "crawl.warc"
    path.write_bytes(
        archive(
            ("http://herald.example/a.png", "image/png", b"\x89PNG"),
            ("http://herald.example/robots.txt", "text/plain", b"User-agent: *"),
            ("http://herald.example/a.txt", "text/plain", b"Plain words."),
        )
        + archive(("http://herald.example/gone", "text/html", PAGE), status="404 Not Found")
        + record(
            "request", "http://herald.example/a.txt", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"
        )
        + record("metadata", "http://herald.example/a.txt", "text/plain", b"a: b")
    )
    pages, faults = gathered(path)
    assert not faults
    assert [(p.media_type, p.body) for p in pages] == [(TEXT, b"Plain words.")]


def test_resource_records_are_read(tmp_path: Path) -> None:
    """A resource record, saved without HTTP, is a page too; an address that is no web address is left out."""
    (tmp_path / "a.warc").write_bytes(record("resource", "file:///a", "text/plain", b"Plain words."))
    assert [(p.url, p.media_type, p.body) for p in gathered(tmp_path / "a.warc")[0]] == [(None, TEXT, b"Plain words.")]


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_archive_gives_the_pages_before_the_cut(tmp_path: Path, packed: bool) -> None:  # noqa: FBT001
    """However an archive is cut, the pages before are given whole and a fault tells the byte offset."""
    whole = archive(*THREE, packed=packed)
    path = tmp_path / "crawl.warc"
    path.write_bytes(whole)
    offsets = [int(p.where.rpartition("@")[2]) for p in gathered(path)[0]]
    for cut in range(6, len(whole) - 4, 37):
        if cut in offsets:
            continue
        path.write_bytes(whole[:cut])
        pages, faults = gathered(path)
        assert [p.body for p in pages] == [b for _, _, b in THREE[: len(pages)]]
        assert len(faults) == 1
        assert "byte" in faults[0].what or "holds no page" in faults[0].what
    path.write_bytes(whole[: offsets[2] + 150])
    pages, faults = gathered(path)
    assert len(pages) == 2
    assert "byte" in faults[0].what


@pytest.mark.parametrize(
    "body",
    [
        b"WARC/1.0\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\nabc",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000\r\n\r\nabc",
        b"WARC/" * 5_000,
    ],
)
def test_hostile_records_are_faults(tmp_path: Path, body: bytes) -> None:
    """Records with impossible lengths or none give a fault and no page."""
    (tmp_path / "a.warc").write_bytes(body)
    pages, faults = gathered(tmp_path / "a.warc")
    assert not pages
    assert len(faults) >= 1


def test_a_bomb_within_a_record_is_a_fault_with_its_offset(tmp_path: Path) -> None:
    """A page that swells beyond the limit when its content coding is undone is a fault; the next record is read."""
    inner = bomb(PAGE_BYTES * 3)
    whole = archive(("http://herald.example/b", "text/html\r\nContent-Encoding: gzip", inner), THREE[0])
    (tmp_path / "a.warc").write_bytes(whole)
    pages, faults = gathered(tmp_path / "a.warc")
    assert [p.url for p in pages] == [THREE[0][0]]
    assert [f.where for f in faults] == [f"{tmp_path / 'a.warc'}@0"]
