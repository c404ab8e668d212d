"""Reading one file: whole for a text, an HTML page or a feed; line by line or record by record otherwise."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from onrecord.errors import Fault
from onrecord.limits.outlets import (
    PAGE_BYTES,
    SNIFF_BYTES,
)
from onrecord.outlets.archives import read_archive
from onrecord.outlets.kinds import Kind, sniff
from onrecord.outlets.lines import read_lines
from onrecord.outlets.listing import Listing
from onrecord.outlets.page import HTML, TEXT, Page
from onrecord.outlets.places import shown, why
from onrecord.outlets.unpack import GZIP_MAGIC, Unpacker, unpack

__all__ = ["read_file"]

PASSED = "it was passed over"
_REFUSED: dict[Kind, str] = {
    "empty": "the file is empty",
    "binary": "the file is not text (it may be a picture, a PDF, an office document or damaged)",
    "json": "the file is JSON, but not with one article a line",
    "xml": "the file is XML, but not a feed, an OPML list or a web page",
}


def read_file(path: str) -> Iterator[Page | Listing | Fault]:
    """Yield what one file holds: pages, faults, or a `Listing` when it names other places to collect from.

    The kind is told by content first and by ending second. Only regular files are read, so that a pipe or a
    device cannot hold the run.
    """
    where = shown(path)
    try:
        with _open_regular(path) as stream:
            yield from _read_open(stream, where)
    except _NotRegular:
        yield Fault(where, "this is neither a file nor a folder, but a pipe, a socket or a device", PASSED)
    except (OSError, ValueError) as error:
        yield Fault(where, why(error), PASSED)


class _NotRegular(Exception):
    """The path leads to something that is neither file nor folder."""


def _open_regular(path: str) -> BinaryIO:
    # Without O_NONBLOCK, opening a named pipe waits for a writer that may never come.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise _NotRegular
        return os.fdopen(number, "rb")
    except BaseException:
        os.close(number)
        raise


def _read_open(stream: BinaryIO, where: str) -> Iterator[Page | Listing | Fault]:
    head = stream.read(SNIFF_BYTES)
    packed = head.startswith(GZIP_MAGIC)
    stream.seek(0)
    if packed:
        unpacker = Unpacker(stream)
        head = unpacker.read(SNIFF_BYTES)
        if unpacker.trouble and not head:
            yield Fault(where, unpacker.trouble, PASSED)
            return
        if head.startswith(GZIP_MAGIC):
            yield Fault(where, "the file is packed twice over", PASSED)
            return
        stream.seek(0)
    kind = sniff(head, where)
    if kind in _REFUSED:
        yield Fault(where, _REFUSED[kind], PASSED)
    elif kind == "lines":
        yield from read_lines(stream, where, packed=packed)
    elif kind == "archive":
        yield from read_archive(stream, where, packed=packed)
    else:
        yield _read_whole(stream, where, kind, packed=packed)


def _read_whole(stream: BinaryIO, where: str, kind: Kind, *, packed: bool) -> Page | Listing | Fault:
    size = os.fstat(stream.fileno()).st_size
    if size > PAGE_BYTES:
        what = f"the file has {size / 1_000_000:,.0f} MB, and no article has more than {PAGE_BYTES // 1_000_000}"
        return Fault(where, what, "it was passed over without being read")
    if packed:
        body, trouble = unpack(stream, PAGE_BYTES)
        if trouble:
            return Fault(where, trouble, "nothing was taken from it, since half an article may mislead")
    else:
        body = stream.read(PAGE_BYTES)
    if kind in ("feed", "opml"):
        return Listing(where, kind, None, None, body)
    return Page(where, where, None, HTML if kind == "html" else TEXT, None, body, (), datetime.now(UTC))
