"""The room's verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.errors import Fault
from onrecord.outlets.collecting import Collecting
from onrecord.outlets.files import read_file
from onrecord.outlets.folders import FilePath, walk
from onrecord.outlets.listing import Listing
from onrecord.outlets.page import Page
from onrecord.outlets.places import is_folder, shown

__all__ = ["collect"]


def collect(where: Sequence[str], options: Collecting = Collecting()) -> Iterator[Page | Fault]:  # noqa: B008 - frozen
    """Yield the pages at each of `where`, in order: files, folders and http(s) addresses, as a person types them.

    What cannot be had is a `Fault` in its place, and the rest goes on; nothing is raised for bad input. It is a
    stream: memory does not grow with the number of pages.
    """
    for place in where:
        if is_folder(place):
            yield from _from_folder(place, options)
        else:
            yield from _from_file(place, options)


def _from_folder(root: str, options: Collecting) -> Iterator[Page | Fault]:
    seen = False
    for found in walk(root):
        seen = True
        if isinstance(found, FilePath):
            yield from _from_file(found.path, options)
        else:
            yield found
    if not seen:
        yield Fault(shown(root), "the folder holds no file that can be read", "nothing was taken from it")


def _from_file(path: str, options: Collecting) -> Iterator[Page | Fault]:
    for found in read_file(path):
        if isinstance(found, Listing):
            yield Fault(found.where, "feeds are not read yet", "it was passed over")
        else:
            yield found
