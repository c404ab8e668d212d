"""Reading web archives (WARC, ISO 28500), record by record."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from onrecord.errors import Fault
from onrecord.limits.outlets import (
    PAGE_BYTES,
    RECORD_BYTES,
    SNIFF_BYTES,
)
from onrecord.outlets.kinds import sniff
from onrecord.outlets.page import HTML, TEXT, Page
from onrecord.outlets.unpack import Unpacker

__all__ = ["read_archive"]

_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_TYPES = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": TEXT, "text/markdown": TEXT}
_UNPROMISING = ("application/http", "application/octet-stream", "")


class _Cut(Exception):
    """The record in hand is not whole."""


def read_archive(stream: BinaryIO, where: str, *, packed: bool) -> Iterator[Page | Fault]:
    """Yield a page for each response, resource or conversion record that holds HTML or plain text.

    Its place is written `where@offset`, the byte offset of the record (of its gzip member) in the file. Answers
    other than success, pictures, scripts and robots.txt are passed over without a word. When the archive is cut
    or damaged, the pages before that are given and a fault tells the offset.
    """
    source = Unpacker(stream) if packed else stream
    offset, count = 0, 0
    trouble: str | None = None
    records = _records(source)
    while trouble is None:
        try:
            record = next(records)
            offset = source.packed_offset(record.stream_pos) if isinstance(source, Unpacker) else record.stream_pos
            found = _page(record, where, offset)
        except StopIteration:
            break
        except _Cut:
            trouble = f"the archive is cut off or damaged in the record at byte {offset}"
        except OSError as error:
            trouble = f"the archive is damaged after the record at byte {offset} ({_first_words(error)})"
        else:
            count += isinstance(found, Page)
            if found:
                yield found
    if isinstance(source, Unpacker) and source.trouble:
        trouble = source.trouble
    if trouble:
        size = os.fstat(stream.fileno()).st_size
        yield Fault(
            f"{where}@{offset}", f"{trouble}; the file has {size} bytes", f"the {count} pages before that were read"
        )
    elif not count:
        yield Fault(where, "the archive holds no page of HTML or plain text", "nothing was taken from it")


def _records(source: BinaryIO | Unpacker) -> Iterator[WarcRecord]:
    # HTTP is parsed later, and records of all types are asked for: the library reads or drops a cut record without
    # a word, and only its length tells that it is not whole.
    return iter(ArchiveIterator(source, parse_http=False, stream_detect=False))


def _page(record: WarcRecord, where: str, offset: int) -> Page | Fault | None:
    """Return the page of a record, or None when it holds none. Raises `_Cut` when the record is not whole."""
    place = f"{where}@{offset}"
    declared = record.headers.get("Content-Length") or ""
    if not declared.isascii() or not declared.isdigit():
        raise _Cut
    if not record.record_type & _KINDS or int(declared) > RECORD_BYTES:
        if record.consume() != int(declared):
            raise _Cut
        if not record.record_type & _KINDS:
            return None
        return Fault(place, f"the record is longer than {RECORD_BYTES // 1_000_000} MB", "it was passed over")
    record.freeze()
    if record.content_length != int(declared):
        raise _Cut
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
    if url and url.split("?", 1)[0].endswith("/robots.txt"):
        return None
    if record.is_http:
        record.parse_http(auto_decode="all")
        if not 200 <= (record.http_headers.status_code or 200) < 300:
            return None
        media, charset = record.http_content_type, record.http_charset
        headers = tuple((k, v) for k, v in record.http_headers.to_tuples() if k.lower() != "set-cookie")
    else:
        media, charset, headers = (record.headers.get("Content-Type") or "").split(";")[0], None, ()
    if (media or "").strip().lower() not in (*_TYPES, *_UNPROMISING):
        return None
    body = _payload(record)
    if len(body) > PAGE_BYTES:
        return Fault(place, f"the page has more than {PAGE_BYTES // 1_000_000} MB", "it was passed over")
    media_type = _media_type((media or "").strip().lower(), body)
    if media_type is None:
        return None
    address = url if url and url.lower().startswith(("http://", "https://")) else None
    return Page(place, where, address, media_type, charset, body, headers, record.record_date or datetime.now(UTC))


def _payload(record: WarcRecord) -> bytes:
    """Return the body of a record, unchunked and unpacked, one byte more than allowed at most."""
    parts: list[bytes] = []
    left = PAGE_BYTES + 1
    while left and (part := record.reader.read(min(left, 1_000_000))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _media_type(declared: str, body: bytes) -> str | None:
    kind = sniff(body[:SNIFF_BYTES], "page.html" if _TYPES.get(declared) == HTML else "page.txt")
    if kind == "html":
        return HTML
    return _TYPES.get(declared) if kind == "text" else None


def _first_words(error: OSError) -> str:
    return " ".join(str(error).split()[:8]).lower() or "it does not parse"
