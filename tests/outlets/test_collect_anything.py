"""What must always hold, whatever lies in a file."""

from __future__ import annotations

import gzip
import io
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.errors import Fault
from onrecord.outlets import Collecting, Page, collect
from onrecord.outlets.unpack import Unpacker
from tests.outlets.outlet import PAGE, archive

NAMES = st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.warc", "a.warc.gz", "a.opml", "a.jsonl.gz", "a", "a.json"])
ARCHIVE = archive(("http://a.example/", "text/html", PAGE), ("http://a.example/2", "text/plain", b"Words."))
STARTS = st.sampled_from([b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08\x00", b"<opml>", b"<html>", b'{"a": 1}\n', ARCHIVE])


def found_in(name: str, body: bytes) -> list[Page | Fault]:
    """Collect a file with this name and content."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(body)
        return [
            replace_folder(found, folder)
            for found in collect([str(path)], Collecting(connect_seconds=0.1, robots=False))
        ]


def replace_folder(found: Page | Fault, folder: str) -> Page | Fault:
    """Check the types and leave what is found as it is."""
    assert isinstance(found, (Page, Fault))
    assert found.where.startswith(folder)
    return found


@settings(deadline=None, max_examples=300)
@given(NAMES, STARTS, st.binary(max_size=2_000))
@example("a.warc", b"WARC/1.0\r\nContent-Length: 5\r\n\r\n", b"")
def test_arbitrary_bytes_give_pages_or_faults(name: str, start: bytes, rest: bytes) -> None:
    """Whatever bytes a file holds, collecting it gives a page or a fault with its place and never raises."""
    assert found_in(name, start + rest)


@settings(deadline=None, max_examples=200)
@given(st.integers(0, len(ARCHIVE) - 1), st.binary(min_size=1, max_size=6), st.booleans())
def test_a_damaged_archive_never_raises(place: int, damage: bytes, packed: bool) -> None:  # noqa: FBT001
    """Bytes changed anywhere in an archive, packed or not, give pages or faults."""
    body = ARCHIVE[:place] + damage + ARCHIVE[place + len(damage) :]
    assert found_in("a.warc", gzip.compress(body) if packed else body)


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.text("abcäß", min_size=1, max_size=4), st.binary(min_size=1, max_size=20), max_size=8))
def test_the_order_is_stable(files: dict[str, bytes]) -> None:
    """Two walks of one folder give the same places in the same order, that of the names."""
    with tempfile.TemporaryDirectory() as folder:
        for name, body in files.items():
            Path(folder, f"{name}.txt").write_bytes(body)
        first, second = ([found.where for found in collect([folder])] for _ in range(2))
        assert first == second
        assert first == sorted(first)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=5), st.integers(1, 700), st.integers(0, 30))
def test_unpacking_is_the_inverse_of_packing(parts: list[bytes], size: int, padding: int) -> None:
    """A file of several gzip members, padded or not, unpacks to what was packed, in reads of any size."""
    unpacker = Unpacker(io.BytesIO(b"".join(gzip.compress(part) for part in parts) + b"\x00" * padding))
    assert b"".join(iter(lambda: unpacker.read(size), b"")) == b"".join(parts)
    assert unpacker.trouble is None


@settings(deadline=None)
@given(st.binary(max_size=2_000), st.integers(1, 200))
def test_lines_of_a_packed_stream_are_those_of_the_plain_one(body: bytes, size: int) -> None:
    """Reading lines from a packed stream gives what a plain file gives, bounded lines included."""
    unpacker, plain = Unpacker(io.BytesIO(gzip.compress(body))), io.BytesIO(body)
    while line := plain.readline(size):
        assert unpacker.readline(size) == line
    assert unpacker.readline(size) == b""
