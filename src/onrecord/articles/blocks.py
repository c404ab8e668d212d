"""A page as a sequence of blocks of text, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement  # type: ignore[import-untyped]

__all__ = ["BLOCK_TAGS", "Block", "blocks_of", "link_share", "text_of"]

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section select summary table tbody td tfoot "
    "th thead tr ul".split()
)
"""Elements that begin a line of their own (HTML Standard, section 15.3)."""

_UNSEEN = frozenset(
    "script style noscript template iframe svg math head object embed audio video canvas button".split()
)


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a page: the element that holds it, its text with single blanks, and its share (0..1) inside links."""

    element: HtmlElement
    text: str
    link_share: float


def blocks_of(tree: HtmlElement) -> list[Block]:
    """Return the blocks of a page. One walk over the tree, so that its time grows with the page."""
    return list(_walk(tree))


def _walk(tree: HtmlElement) -> Iterator[Block]:
    owner: HtmlElement = tree
    parts: list[tuple[str, bool]] = []
    unseen = linked = 0
    stack: list[tuple[HtmlElement, bool]] = [(tree, True)]
    while stack:
        element, entering = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else None
        step = 1 if entering else -1
        ends_line = tag in BLOCK_TAGS or (tag == "br" and not entering)
        if ends_line:
            yield from _closed(owner, parts)
            owner = element if entering or element.getparent() is None else element.getparent()
        unseen += step if tag in _UNSEEN or tag is None else 0
        linked += step if tag == "a" else 0
        text = element.text if entering else element.tail
        if text and not unseen:
            parts.append((text, linked > 0))
        if entering:
            stack.append((element, False))
            if not unseen:
                stack.extend((child, True) for child in reversed(element))
    yield from _closed(owner, parts)


def _closed(owner: HtmlElement, parts: list[tuple[str, bool]]) -> Iterator[Block]:
    text = " ".join("".join(part for part, _ in parts).replace("\u00ad", "").split())
    if text:
        whole = sum(len(part.strip()) for part, _ in parts)
        inside = sum(len(part.strip()) for part, linked in parts if linked)
        yield Block(owner, text, inside / max(1, whole))
    parts.clear()


def text_of(element: HtmlElement) -> str:
    """Return the text of an element with single blanks, blocks parted by a blank."""
    return " ".join(block.text for block in _walk(element))


def link_share(element: HtmlElement) -> float:
    """Return the share (0..1) of an element's letters that stand inside links."""
    whole = sum(len(part.strip()) for part in element.itertext())
    if not whole:
        return 0.0
    if element.tag == "a":
        return 1.0
    inside = sum(len(part.strip()) for link in element.iter("a") for part in link.itertext())
    return min(1.0, inside / whole)
