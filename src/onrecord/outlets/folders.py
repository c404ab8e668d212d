"""Walking a folder: every file once, in a stable order, whatever its links do."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import Fault
from onrecord.limits.outlets import FOLDER_DEPTH
from onrecord.outlets.kinds import COMPANIONS, READ_ENDINGS, ending
from onrecord.outlets.places import shown, why

__all__ = ["FilePath", "walk"]

_SAVED_BESIDE = ("_files", ".files", "-files", "_dateien", "-dateien", "_fichiers", "_archivos", "_ficheiros")
"""Folders in which browsers put the pictures and scripts of the page saved beside them."""


@dataclass(frozen=True, slots=True)
class FilePath:
    """A file to read: its path, begun with the folder as the user typed it."""

    path: str


def walk(root: str) -> Iterator[FilePath | Fault]:
    """Yield the files of a folder and of the folders in it, sorted by name, and a fault for what cannot be read.

    Hidden files and what browsers and systems lay beside a saved page are passed over without a word; files of
    other kinds that we do not read are counted in one fault a folder. A symbolic link to a folder is followed
    only out of `root`, since what lies within it is read at its own place, and never twice.
    """
    real_root = os.path.realpath(root)
    yield from _Walk(real_root).folder(root, 0)


class _Walk:
    """One walk: remembers the folders outside the root that links have led to."""

    def __init__(self, real_root: str) -> None:
        self._real_root = real_root
        self._followed: set[str] = set()

    def folder(self, path: str, depth: int) -> Iterator[FilePath | Fault]:
        """Yield what lies in one folder, `depth` folders below the root."""
        try:
            with os.scandir(path) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except (OSError, ValueError) as error:
            yield Fault(shown(path), why(error), "nothing in this folder was read")
            return
        names = {entry.name.lower() for entry in entries}
        unknown: Counter[str] = Counter()
        for entry in entries:
            if entry.name.startswith(".") or _beside_a_page(entry.name.lower(), names):
                continue
            if _is_folder(entry):
                yield from self._subfolder(entry, depth)
            elif _is_dangling(entry):
                yield Fault(
                    shown(entry.path), "the symbolic link leads nowhere or round in a circle", "it was passed over"
                )
            elif (end := ending(entry.name)) in READ_ENDINGS or not end:
                yield FilePath(entry.path)
            elif end not in COMPANIONS:
                unknown[end] += 1
        if unknown:
            kinds = ", ".join(f"{count} {shown(end)}" for end, count in sorted(unknown.items()))
            what = f"the folder holds files of kinds that are not read here: {kinds}"
            yield Fault(shown(path), what, "they were passed over")

    def _subfolder(self, entry: os.DirEntry[str], depth: int) -> Iterator[FilePath | Fault]:
        if depth >= FOLDER_DEPTH:
            what = f"folders lie more than {FOLDER_DEPTH} deep in each other"
            yield Fault(shown(entry.path), what, "the deeper ones were passed over")
            return
        if entry.is_symlink():
            target = os.path.realpath(entry.path)
            here = os.path.realpath(Path(entry.path).parent)
            if _within(here, target):
                what = "the symbolic link leads back to a folder that it lies in"
                yield Fault(shown(entry.path), what, "it was not followed")
                return
            if _within(target, self._real_root) or target in self._followed:
                return
            self._followed.add(target)
        yield from self.folder(entry.path, depth + 1)


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_dangling(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_symlink() and not Path(entry.path).exists()
    except OSError:
        return True


def _beside_a_page(name: str, names: set[str]) -> bool:
    """Return whether a name is that of the folder a browser saved beside a page of the same name."""
    for suffix in _SAVED_BESIDE:
        stem = name.removesuffix(suffix)
        if stem != name and (f"{stem}.html" in names or f"{stem}.htm" in names):
            return True
    return False
