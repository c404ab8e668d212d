"""The files that pages bring along: style sheets, fonts, scripts. They are served under an address of their content."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import platformdirs

__all__ = ["digest_of", "pack", "packed"]


def digest_of(folders: Iterable[Path | tuple[str, Path]], packages: Iterable[str] = ()) -> str:
    """Return a short digest of all files in the folders, so that browsers may keep them for ever.

    `packages` are installed ones that bring files along too; their versions stand for these.
    """
    held = sha256(" ".join(map(version, packages)).encode())
    for entry in folders:
        folder = entry if isinstance(entry, Path) else entry[1]
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                held.update(file.name.encode())
                held.update(file.read_bytes())
    return held.hexdigest()[:12]


def packed(digest: str) -> Path | None:
    """Return the folder that `pack` made for this digest, or None when it made none."""
    folder = _folder(digest)
    return folder if folder.is_dir() else None


def _folder(digest: str) -> Path:
    return Path(platformdirs.user_cache_dir("onrecord")) / "static" / digest


def pack(digest: str) -> None:
    """Gather all files that pages bring along in one folder, each beside its packed form, once for each digest.

    The processes that begin afterwards serve them from there. When the folder cannot be made, they are served from
    where they are, unpacked.
    """
    from django.contrib.staticfiles import finders
    from whitenoise.compress import Compressor

    target = _folder(digest)
    if target.exists():
        return
    compressor = Compressor(quiet=True)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=target.parent))
    except OSError:
        return
    try:
        for finder in finders.get_finders():
            for path, storage in finder.list(None):
                file = folder / (getattr(storage, "prefix", None) or "") / path
                if not file.exists():
                    file.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(storage.path(path), file)
                    if compressor.should_compress(file.name):
                        compressor.compress(str(file))
        folder.chmod(0o755)
        folder.rename(target)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
