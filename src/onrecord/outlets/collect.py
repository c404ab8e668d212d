"""The room's verb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.errors import Fault
from onrecord.outlets.collecting import Collecting
from onrecord.outlets.fetch import Fetcher
from onrecord.outlets.files import read_file
from onrecord.outlets.folders import FilePath, walk
from onrecord.outlets.follow import from_address, from_listing
from onrecord.outlets.listing import Listing
from onrecord.outlets.page import Page
from onrecord.outlets.places import is_folder, shown

__all__ = ["collect"]

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")
"""A scheme of any kind, so that `ftp://` is told that it is not fetched and not that no such file exists."""


def collect(where: Sequence[str], options: Collecting = Collecting()) -> Iterator[Page | Fault]:  # noqa: B008 - frozen
    """Yield the pages at each of `where`, in order: files, folders and http(s) addresses, as a person types them.

    What cannot be had is a `Fault` in its place, and the rest goes on; nothing is raised for bad input. It is a
    stream: memory does not grow with the number of pages. Raises `TypeError` for one place given as a bare `str`,
    whose letters would each be read as a place, "/" among them.
    """
    if isinstance(where, str):
        raise TypeError(f"places come as a sequence, and {where!r} is one place by itself")
    with Fetcher(options) as fetcher:
        for place in where:
            if _ADDRESS.match(place):
                yield from from_address(place, fetcher)
            elif is_folder(place):
                yield from _from_folder(place, fetcher)
            else:
                yield from _from_file(place, fetcher)


def _from_folder(root: str, fetcher: Fetcher) -> Iterator[Page | Fault]:
    seen = False
    for found in walk(root):
        seen = True
        if isinstance(found, FilePath):
            yield from _from_file(found.path, fetcher)
        else:
            yield found
    if not seen:
        yield Fault(shown(root), "the folder holds no file that can be read", "nothing was taken from it")


def _from_file(path: str, fetcher: Fetcher) -> Iterator[Page | Fault]:
    for found in read_file(path):
        if isinstance(found, Listing):
            yield from from_listing(found, fetcher)
        else:
            yield found
