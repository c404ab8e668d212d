"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import PublishingError

__all__ = ["staging", "write"]


def write(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8, whole or not at all; folders on the way are made.

    What a link leads to is written, not the link. Raises `PublishingError` when it cannot be written, or when
    something other than a file stands there; what stood there before then stands there still.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise PublishingError(f"cannot write to {path}: what stands there is not a file", path=str(path))
    with staging(target.parent) as stage:
        draft = stage / "draft"
        draft.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        draft.replace(target)


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give a new folder inside `folder`, on the same file system, and take it away again with what is left in it.

    Raises `PublishingError` for every fault of the file system met within, such as a full disk.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".onrecord-", dir=folder) as stage:
            yield Path(stage)
    except OSError as fault:
        reason = os.strerror(fault.errno) if fault.errno else str(fault)
        raise PublishingError(f"cannot write to {folder}: {reason}", path=str(folder)) from fault
