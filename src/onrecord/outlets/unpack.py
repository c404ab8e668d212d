"""Unpacking gzip streams without trusting them."""

from __future__ import annotations

import zlib
from collections import deque
from typing import Protocol

from onrecord.limits.outlets import (
    UNPACK_FREE_BYTES,
    UNPACK_RATIO,
)

__all__ = ["GZIP_MAGIC", "Readable", "Unpacker", "unpack"]

GZIP_MAGIC = b"\x1f\x8b"
_CHUNK_BYTES = 65_536
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_MEMBERS_COUNT = 100_000
"""Member starts remembered: more than an archive reader reads ahead."""


class Readable(Protocol):
    """Anything with a `read(size)` that returns bytes, empty at the end."""

    def read(self, size: int = ..., /) -> bytes:
        """Return up to `size` bytes."""
        ...


class Unpacker:
    """Reads a gzip stream of one or more members (RFC 1952) in bounded memory, and never raises for its content.

    When the stream is cut, damaged or a bomb, reading ends early and `trouble` says so in a plain sentence;
    `packed_bytes` is then the offset, in bytes of the packed stream, that was reached.
    """

    def __init__(self, stream: Readable) -> None:
        self.trouble: str | None = None
        self.packed_bytes = 0
        self._stream = stream
        self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._pending = b""
        self._ready = bytearray()
        self._unpacked_bytes = 0
        self._member_started = False
        self._ended = False
        self._members: deque[tuple[int, int]] = deque([(0, 0)], maxlen=_MEMBERS_COUNT)

    def read(self, size: int = _CHUNK_BYTES, /) -> bytes:
        """Return up to `size` unpacked bytes; empty only at the end, whether good or bad."""
        while not self._ready and not self._ended:
            self._ready += self._step(max(size, 1))
        given = bytes(self._ready[:size])
        del self._ready[:size]
        return given

    def readline(self, size: int) -> bytes:
        """Return the bytes up to and with the next line end, at most `size` of them."""
        searched = 0
        while (found := self._ready.find(b"\n", searched, size)) < 0 and len(self._ready) < size and not self._ended:
            searched = len(self._ready)
            self._ready += self._step(_CHUNK_BYTES)
        end = found + 1 if found >= 0 else size
        given = bytes(self._ready[:end])
        del self._ready[:end]
        return given

    def tell(self) -> int:
        """Return how many unpacked bytes have been given."""
        return self._unpacked_bytes - len(self._ready)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Stay in place: archive readers ask for their own position and nothing else. Raises `OSError` otherwise."""
        if (whence == 0 and offset == self.tell()) or (whence == 1 and offset == 0):
            return self.tell()
        raise OSError("a packed stream is read forwards only")

    def close(self) -> None:
        """Do nothing: who opened the stream closes it."""

    def packed_offset(self, unpacked_offset: int) -> int:
        """Return where in the packed stream the member starts that holds an unpacked offset.

        Offsets must be asked for in rising order; members left behind are forgotten.
        """
        while len(self._members) > 1 and self._members[1][0] <= unpacked_offset:
            self._members.popleft()
        return self._members[0][1]

    def _step(self, size: int) -> bytes:
        """Unpack some more, up to `size` bytes."""
        if not self._pending:
            self._pending = self._stream.read(_CHUNK_BYTES)
            self.packed_bytes += len(self._pending)
            if not self._pending:
                self._ended = True
                if self._member_started:
                    self.trouble = f"the packed file is cut off at byte {self.packed_bytes}"
                return b""
        self._member_started = True
        try:
            out = self._inflate.decompress(self._pending, size)
        except zlib.error:
            self._ended = True
            self.trouble = f"the packed file is damaged near byte {self.packed_bytes - len(self._pending)}"
            return b""
        self._pending = self._inflate.unconsumed_tail
        if self._inflate.eof:
            self._next_member(len(out))
        return self._counted(out)

    def _next_member(self, out_bytes: int) -> None:
        """Begin the member that follows; padding of zeros is passed over, anything else after the last is ignored."""
        self._pending = self._inflate.unused_data.lstrip(b"\x00")
        if not self._pending:
            self._pending = self._stream.read(_CHUNK_BYTES)
            self.packed_bytes += len(self._pending)
            self._pending = self._pending.lstrip(b"\x00")
        self._member_started = False
        self._ended = self._pending[:1] != GZIP_MAGIC[:1]
        self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._members.append((self._unpacked_bytes + out_bytes, self.packed_bytes - len(self._pending)))

    def _counted(self, out: bytes) -> bytes:
        self._unpacked_bytes += len(out)
        used = self.packed_bytes - len(self._pending)
        if self._unpacked_bytes > UNPACK_FREE_BYTES and self._unpacked_bytes > used * UNPACK_RATIO:
            self._ended = True
            self.trouble = f"the packed file swells to more than {UNPACK_RATIO} times its size, as a gzip bomb does"
            return b""
        return out


def unpack(stream: Readable, most_bytes: int) -> tuple[bytes, str | None]:
    """Return what a gzip stream holds, and None or a plain sentence on why it could not be had whole.

    At most `most_bytes` are kept in memory.
    """
    unpacker = Unpacker(stream)
    parts: list[bytes] = []
    total = 0
    while part := unpacker.read():
        total += len(part)
        if total > most_bytes:
            return b"", f"it swells to more than {most_bytes // 1_000_000} MB when unpacked"
        parts.append(part)
    return b"".join(parts), unpacker.trouble
