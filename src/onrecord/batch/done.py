"""What is done: outputs written once, whole, with a mark that says from what; and who works on a folder."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.errors import UsageError
from onrecord.limits.batch import ROW_GROUP_ROWS

__all__ = ["MARK", "content_of", "drafted", "file_digest", "is_done", "locked", "mark_of", "put"]

MARK = "_done.json"
"""The mark's name; what reads a folder of Parquet files passes over names that begin so."""
_LOCK = "batch.lock"


def file_digest(file: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def mark_of(folder: Path) -> str | None:
    """Return the digest of the mark of a finished output, which stands for all that it holds; None without one."""
    mark = folder / MARK
    return file_digest(mark) if mark.is_file() else None


def content_of(folder: Path, *, without: str) -> str:
    """Return a digest of what a finished output holds, the file `without` aside."""
    files = json.loads((folder / MARK).read_text(encoding="utf-8"))["files"]
    told = sorted((name, digest) for name, digest in files.items() if name != without)
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def is_done(folder: Path, made_from: Mapping[str, str]) -> bool:
    """Return whether `folder` holds a whole output that was made from just this; every file is looked at anew."""
    try:
        mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
        return bool(
            mark["from"] == dict(made_from)
            and all(file_digest(folder / name) == digest for name, digest in mark["files"].items())
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def put(folder: Path, tables: Mapping[str, pa.Table], made_from: Mapping[str, str]) -> None:
    """Write tables into `folder`, a Parquet file each, with the mark that says from what they were made."""
    with drafted(folder, made_from) as draft:
        for name, table in tables.items():
            pq.write_table(table, draft / f"{name}.parquet", compression="zstd", row_group_size=ROW_GROUP_ROWS)


@contextmanager
def drafted(folder: Path, made_from: Mapping[str, str]) -> Iterator[Path]:
    """Give a new folder to write in, and let it take the place of `folder`, marked, when all is written.

    It lies beside it and is then renamed, so that a reader finds the old output, none, or the new one.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield draft
        files = {str(each.relative_to(draft)): file_digest(each) for each in sorted(draft.rglob("*")) if each.is_file()}
        text = json.dumps({"from": dict(made_from), "files": files}, indent=1, sort_keys=True)
        with (draft / MARK).open("w", encoding="utf-8") as mark:
            mark.write(text)
            mark.flush()
            os.fsync(mark.fileno())
        if folder.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent)) / "old"
            folder.rename(old)
            draft.rename(folder)
            shutil.rmtree(old.parent)
        else:
            draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` for one batch. Raises `UsageError` when another one holds it.

    The lock is a file that only one can make; one that a killed batch of this machine left is taken over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = folder / _LOCK
    mine = f"{os.uname().nodename} {os.getpid()}"
    while True:
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            _refuse_or_take_over(lock)
            continue
        with os.fdopen(handle, "w") as made:
            made.write(mine)
        break
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _refuse_or_take_over(lock: Path) -> None:
    try:
        machine, _, process = lock.read_text(encoding="utf-8").partition(" ")
    except FileNotFoundError:
        return
    if machine == os.uname().nodename and process.isdigit():
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            lock.unlink(missing_ok=True)
            return
        except PermissionError:
            pass
    who = f"process {process} on {machine}" if process else "one that has just begun"
    raise UsageError(
        f"another batch writes to {lock.parent} ({who}); when none does any more, remove {lock} and run this again"
    )
