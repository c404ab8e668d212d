"""Reading `.jsonl`: one page a line, each line exactly as it stands. What the line says is read elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from onrecord.errors import Fault
from onrecord.limits.outlets import LINE_BYTES
from onrecord.outlets.page import ITEM, Page
from onrecord.outlets.unpack import Unpacker

__all__ = ["read_lines"]

_UTF8_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_lines(stream: BinaryIO, where: str, *, packed: bool) -> Iterator[Page | Fault]:
    """Yield a page for each line that is not blank, its place written `where:line`, counted from 1.

    A line longer than `LINE_BYTES` is a fault and is read past without being kept. When a packed file is cut,
    the whole lines before the cut are given and a fault tells where it is.
    """
    lines = Unpacker(stream) if packed else stream
    number = 0
    while line := lines.readline(LINE_BYTES + 1):
        number += 1
        place = f"{where}:{number}"
        if number == 1:
            if line.startswith(_WIDE_MARKS) or b"\x00" in line[:64]:
                yield Fault(where, "its lines are written in UTF-16 or UTF-32, not in UTF-8", "it was passed over")
                return
            line = line.removeprefix(_UTF8_MARK)
        if len(line) > LINE_BYTES and not line.endswith(b"\n"):
            while (rest := lines.readline(1_000_000)) and not rest.endswith(b"\n"):
                pass
            what = f"the line is longer than {LINE_BYTES // 1_000_000} MB"
            yield Fault(place, what, "the line was passed over")
            continue
        if isinstance(lines, Unpacker) and lines.trouble and not line.endswith(b"\n"):
            break
        line = line.rstrip(b"\r\n")
        if line.strip():
            yield Page(place, where, None, ITEM, None, line, (), datetime.now(UTC))
    if isinstance(lines, Unpacker) and lines.trouble:
        yield Fault(where, lines.trouble, f"the {number - 1 if number else 0} whole lines before that were read")
