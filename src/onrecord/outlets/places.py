"""Naming places to people, and saying plainly why one cannot be read."""

from __future__ import annotations

import errno
import os
from pathlib import Path

__all__ = ["is_folder", "shown", "why"]

_REASONS = {
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "there is no such file or folder",
    errno.EACCES: "we have no permission to read it",
    errno.EPERM: "we have no permission to read it",
    errno.ELOOP: "its symbolic links lead round in a circle",
    errno.ENAMETOOLONG: "its name is too long to be a file's",
    errno.EISDIR: "it is a folder",
    errno.EIO: "the disk could not be read",
    errno.EMFILE: "too many files are open",
    errno.ENXIO: "it is neither a file nor a folder, but a pipe, a socket or a device",
}


def shown(path: str) -> str:
    r"""Return a path as text that can be stored: bytes of a name that are not UTF-8 are written as `\xff`."""
    try:
        return os.fsencode(path).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return path.encode("ascii", "backslashreplace").decode()


def is_folder(path: str) -> bool:
    """Return whether a path leads to a folder; one that may not be looked at, or is no path, does not."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def why(error: OSError | ValueError) -> str:
    """Return a plain sentence for what the system said."""
    if not isinstance(error, OSError):
        return "this cannot be a file's name"
    return _REASONS.get(error.errno or 0, f"it could not be read ({(error.strerror or str(error)).lower()})")
