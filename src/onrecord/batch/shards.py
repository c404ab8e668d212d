"""The shards of a batch: each file that the plan names, on a disk or in an object store."""

from __future__ import annotations

import fnmatch
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
from pyarrow import ArrowException, fs

from onrecord.errors import Fault, UsageError
from onrecord.outlets import ITEM, Collecting, Page, collect

__all__ = ["pages_of", "shards_of", "whole"]

_PARQUET = b"PAR1"
_ARCHIVE = re.compile(r"\.warc(\.gz)?$")
_HEAD_BYTES = 64


def shards_of(read: tuple[str, ...]) -> list[str]:
    """Return the files that the places name, in their order, those of one place by name.

    Raises `UsageError` for a place where there is none.
    """
    found: dict[str, None] = {}
    for place in read:
        files = _stored(place) if "://" in place else _on_disk(place)
        if not files:
            raise UsageError(f"there is nothing to read at {place}")
        found |= dict.fromkeys(files)
    return list(found)


def _on_disk(place: str) -> list[str]:
    path = Path(place)
    if path.is_dir():
        return sorted(str(each) for each in path.rglob("*") if each.is_file())
    if path.is_file():
        return [place]
    return sorted(str(each) for each in Path(path.anchor or ".").glob(_below(path)) if each.is_file())


def _below(path: Path) -> str:
    return str(path.relative_to(path.anchor)) if path.anchor else str(path)


def _stored(address: str) -> list[str]:
    """Return the files at an address of an object store, which may end in a pattern."""
    store, path = _opened(address)
    fixed = path.split("*", 1)[0].rpartition("/")[0] if "*" in path else path
    scheme = address.partition("://")[0]
    options = f"?{address.partition('?')[2]}" if "?" in address else ""
    try:
        if "*" not in path and store.get_file_info(path).type == fs.FileType.File:
            return [address]
        listed = store.get_file_info(fs.FileSelector(fixed, recursive=True))
    except OSError as error:
        bucket = path.partition("/")[0]
        raise UsageError(f"the bucket {bucket} of {address} cannot be read: {_short(error)}") from None
    files = sorted(each.path for each in listed if each.type == fs.FileType.File)
    return [f"{scheme}://{each}{options}" for each in files if "*" not in path or fnmatch.fnmatch(each, path)]


def _opened(address: str) -> tuple[fs.FileSystem, str]:
    try:
        store, path = fs.FileSystem.from_uri(address)
    except (ArrowException, OSError, ValueError) as error:
        raise UsageError(f"the address {address} cannot be understood: {_short(error)}") from None
    return store, path


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


@contextmanager
def whole(shard: str) -> Iterator[Path]:
    """Give the file of a shard on this machine's disk, fetched for as long as it is needed."""
    if "://" not in shard:
        yield Path(shard)
        return
    store, path = _opened(shard)
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        file = Path(folder) / path.rpartition("/")[2]
        with store.open_input_stream(path, compression=None) as source, file.open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        yield file


def pages_of(file: Path, shard: str) -> Iterator[Page | Fault]:
    """Yield the pages of a shard's file, and what is wrong with it, as collecting does, under the shard's own name."""
    with file.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    parquet = head.startswith(_PARQUET)
    if _ARCHIVE.search(shard.partition("?")[0].lower()) and not head.startswith((b"WARC/", b"\x1f\x8b")):
        begins = head[:24].decode("utf-8", "replace")
        yield Fault(shard, f"it is named as a web archive and is none; it begins with {begins!r}", "it was passed over")
        return
    for each in _rows(file, shard) if parquet else collect([str(file)], Collecting()):
        if str(file) == shard:
            yield each
        elif isinstance(each, Fault):
            yield replace(each, where=each.where.replace(str(file), shard))
        else:
            yield replace(each, where=each.where.replace(str(file), shard), path=shard)


def _rows(file: Path, shard: str) -> Iterator[Page | Fault]:
    """Yield each row of a Parquet file as a page: the line that JSONL would have for it."""
    number = 0
    try:
        with pq.ParquetFile(file) as rows:
            for batch in rows.iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    number += 1
                    given = {name: value for name, value in row.items() if value is not None}
                    line = json.dumps(given, ensure_ascii=False, default=_text).encode("utf-8", "surrogatepass")
                    yield Page(f"{shard}:{number}", shard, None, ITEM, None, line, (), datetime.now(UTC))
    except (ArrowException, OSError) as error:
        yield Fault(shard, f"it cannot be read as Parquet: {_short(error)}", f"its first {number} rows were read")


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
