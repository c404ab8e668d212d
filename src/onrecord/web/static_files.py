"""The files that pages bring along: style sheets, fonts, scripts. They are served under an address of their content."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

__all__ = ["digest_of"]


def digest_of(folders: Iterable[Path | tuple[str, Path]]) -> str:
    """Return a short digest of all files in the folders, so that browsers may keep them for ever."""
    held = sha256()
    for entry in folders:
        folder = entry if isinstance(entry, Path) else entry[1]
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                held.update(file.name.encode())
                held.update(file.read_bytes())
    return held.hexdigest()[:12]
