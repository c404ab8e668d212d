"""Collecting from files."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from onrecord.limits.outlets import (
    LINE_BYTES,
    PAGE_BYTES,
)
from onrecord.outlets import HTML, ITEM, TEXT, Page, collect
from onrecord.outlets.kinds import ending, sniff
from tests.outlets.outlet import PAGE, bomb, gathered


@pytest.mark.parametrize("name", ["a.txt", "a.md", "report", "report.2031"])
def test_text_is_one_page_with_its_exact_bytes(tmp_path: Path, name: str) -> None:
    """A text file becomes one page of plain text with the bytes of the file, named as it was typed."""
    body = "Ferry talks resumed on Monday, the harbour master said.\r\n\r\nNo date was set. Ægir".encode("latin-1")
    (tmp_path / name).write_bytes(body)
    pages, faults = gathered(tmp_path / name)
    assert not faults
    assert [(p.where, p.path, p.url, p.media_type, p.charset, p.body) for p in pages] == [
        (str(tmp_path / name), str(tmp_path / name), None, TEXT, None, body)
    ]


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a.txt", "a.warc", "a", "a.jsonl", "a.html.gz"])
def test_html_is_told_by_its_content(tmp_path: Path, name: str) -> None:
    """HTML is read as HTML whatever the file is called, packed or not."""
    (tmp_path / name).write_bytes(gzip.compress(PAGE) if name.endswith(".gz") else PAGE)
    pages, faults = gathered(tmp_path / name)
    assert not faults
    assert [(p.media_type, p.body) for p in pages] == [(HTML, PAGE)]


def test_a_text_that_is_secretly_packed_is_unpacked(tmp_path: Path) -> None:
    """A `.txt` that holds gzip is unpacked, since content decides before the ending."""
    (tmp_path / "a.txt").write_bytes(gzip.compress(b"The bridge is closed."))
    assert [p.body for p in gathered(tmp_path / "a.txt")[0]] == [b"The bridge is closed."]


def test_text_of_two_bytes_a_character_is_text(tmp_path: Path) -> None:
    """UTF-16 with or without its mark is text, not binary, and is left for the next room to decode."""
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        (tmp_path / "a.txt").write_bytes("The minister left the hall.".encode(encoding))
        assert [p.media_type for p in gathered(tmp_path / "a.txt")[0]] == [TEXT]


def test_deeply_nested_html_is_a_page_like_any_other(tmp_path: Path) -> None:
    """HTML nested 100,000 deep is received; nothing in this room walks its elements."""
    body = b"<html><body>" + b"<div>" * 100_000 + b"deep"
    (tmp_path / "a.html").write_bytes(body)
    assert [p.body for p in gathered(tmp_path / "a.html")[0]] == [body]


def test_lines_are_pages_with_their_number(tmp_path: Path) -> None:
    """Each line of a JSONL file is a page with the exact bytes of the line; blank lines are passed over."""
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "One."}\r\n\n   \nnot json\n{"text": "Last."}')
    pages, faults = gathered(path)
    assert not faults
    assert [(p.where, p.media_type, p.body) for p in pages] == [
        (f"{path}:1", ITEM, b'{"text": "One."}'),
        (f"{path}:4", ITEM, b"not json"),
        (f"{path}:5", ITEM, b'{"text": "Last."}'),
    ]


def test_packed_lines_cut_off_give_the_whole_lines(tmp_path: Path) -> None:
    """A JSONL file packed and cut gives the lines before the cut and a fault with the byte where it is."""
    lines = b"".join(b'{"text": "%s"}\n' % os.urandom(200).hex().encode() for _ in range(2_000))
    packed = gzip.compress(lines)
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    pages, faults = gathered(path)
    assert 100 < len(pages) < 2_000
    assert all(p.body.endswith(b'"}') for p in pages)
    assert f"cut off at byte {len(packed) // 2}" in faults[0].what
    assert str(len(pages)) in faults[0].done


def test_an_overlong_line_is_a_fault_and_the_next_is_read(tmp_path: Path) -> None:
    """A line beyond the limit is named with its number and read past; the lines around it are given."""
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'{"text": "a"}\n' + b"x" * (LINE_BYTES + 5) + b'\n{"text": "b"}\n')
    pages, faults = gathered(path)
    assert [p.where for p in pages] == [f"{path}:1", f"{path}:3"]
    assert [f.where for f in faults] == [f"{path}:2"]


def test_lines_in_utf16_are_refused_plainly(tmp_path: Path) -> None:
    """JSONL in UTF-16 is one fault that says so, not a fault a line."""
    path = tmp_path / "news.jsonl"
    path.write_bytes('{"text": "a"}\n'.encode("utf-16"))
    pages, faults = gathered(path)
    assert not pages
    assert "UTF-16" in faults[0].what


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("a.txt", b"", "empty"),
        ("a.html", b" \r\n\t\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.txt.gz", gzip.compress(b"", mtime=0), "empty"),
        ("a.txt", b"%PDF-1.7 \n", "not text"),
        ("a.txt", bytes(range(256)) * 20, "not text"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00", "not text"),
        ("a.txt.gz", gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "twice"),
        ("a.txt.gz", gzip.compress(b"word " * 50, mtime=0)[:-12], "cut off"),
        ("a.txt.gz", b"\x1f\x8b\x08\x00junkjunkjunkjunk", "damaged"),
        ("a.json", b'{\n "text": "a"\n}', "one article a line"),
        ("a.xml", b'<?xml version="1.0"?><nitf><body/></nitf>', "not a feed"),
        ("a.xml", b'<?xml version="1.0"?><opml', "not well-formed"),
    ],
)
def test_bad_files_are_faults_in_plain_words(tmp_path: Path, name: str, body: bytes, words: str) -> None:
    """A file that is empty, binary, cut, damaged or of a strange kind is a fault with its path, and no page."""
    (tmp_path / name).write_bytes(body)
    pages, faults = gathered(tmp_path / name)
    assert not pages
    assert [f.where for f in faults] == [str(tmp_path / name)]
    assert words in faults[0].what


def test_a_gigabyte_is_refused_without_being_read(tmp_path: Path) -> None:
    """A file of a gigabyte is refused by its size alone; a sparse one of zeros as what it is."""
    path = tmp_path / "big.txt"
    with path.open("wb") as out:
        out.write(b"The talks went on. " * 5_000)
        out.truncate(1_000_000_000)
    pages, faults = gathered(path)
    assert not pages
    assert "1,000 MB" in faults[0].what
    (tmp_path / "zeros.txt").touch()
    os.truncate(tmp_path / "zeros.txt", 1_000_000_000)
    assert "not text" in gathered(tmp_path / "zeros.txt")[1][0].what


def test_a_gzip_bomb_is_stopped_at_the_ceiling(tmp_path: Path) -> None:
    """A page that swells beyond the limit when unpacked is a fault, and no more than the limit is unpacked."""
    (tmp_path / "a.html.gz").write_bytes(bomb(PAGE_BYTES * 5))
    pages, faults = gathered(tmp_path / "a.html.gz")
    assert not pages
    assert "swells" in faults[0].what


def test_a_bomb_of_lines_is_stopped_by_its_ratio(tmp_path: Path) -> None:
    """A packed stream without a size limit is stopped when it swells as no text does, and what came before is kept."""
    first = gzip.compress(b'{"text": "Before."}\n')
    (tmp_path / "a.jsonl.gz").write_bytes(first + bomb(150_000_000))
    pages, faults = gathered(tmp_path / "a.jsonl.gz")
    assert [p.body for p in pages] == [b'{"text": "Before."}']
    assert "bomb" in faults[-1].what


@pytest.mark.parametrize("place", ["no such file", "a\x00b", "x" * 5_000, "\udc80\udcff", "\ud800", "", "a/b/c"])
def test_places_that_are_not_there_are_faults(place: str) -> None:
    """A path that does not exist, or cannot, is a fault whose place can be written to any file."""
    pages, faults = gathered(place)
    assert not pages
    assert len(faults) == 1
    faults[0].where.encode()


def test_a_pipe_is_refused_and_does_not_hold_the_run(tmp_path: Path) -> None:
    """A named pipe without a writer is a fault at once."""
    os.mkfifo(tmp_path / "pipe")
    assert "pipe" in gathered(tmp_path / "pipe")[1][0].what
    assert "device" in gathered("/dev/zero")[1][0].what


def test_files_are_read_one_at_a_time(tmp_path: Path) -> None:
    """Collecting is a stream: the second file is not opened before the first page has been taken."""
    (tmp_path / "a.txt").write_text("First.")
    (tmp_path / "b.txt").write_text("Second.")
    stream = collect([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    first = next(stream)
    (tmp_path / "b.txt").write_text("Second, corrected.")
    second = next(stream)
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert second.body == b"Second, corrected."


def test_the_same_bytes_are_the_same_page(tmp_path: Path) -> None:
    """Ids come from content: a copy of a file under another name has the same page id."""
    (tmp_path / "a.txt").write_text("Same.")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"Same."))
    first, second = gathered(tmp_path / "a.txt", tmp_path / "b.txt.gz")[0]
    assert first.id == second.id


def test_endings_are_read_past_the_packing() -> None:
    """The ending of a file is the one before `.gz`; a name that only starts with a full stop has none."""
    assert [ending(name) for name in ("a.HTML.gz", "b.txt", "c", ".hidden", "d.tar.gz", "e. 2")] == [
        ".html", ".txt", "", "", ".tar", "",
    ]  # fmt: skip


def test_comments_before_the_root_do_not_hide_it() -> None:
    """The root element is found behind a declaration, comments and a document type; an open comment ends the search."""
    assert sniff(b'<?xml version="1.0"?>\n<!-- <html> -->\n<!DOCTYPE rss>\n<rss version="2.0">', "a.xml") == "feed"
    assert sniff(b"<!-- never closed <html>", "a.txt") == "text"
    assert sniff(b"{" * 60_000, "a.txt") == "text"


def test_one_place_by_itself_is_refused() -> None:
    """A bare string is not taken for a list of its letters."""
    with pytest.raises(TypeError, match="sequence"):
        list(collect("/somewhere"))
