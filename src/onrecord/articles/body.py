"""Which blocks of a page are its report: the library's choice, completed and bounded by where its prose stands.

The library reads most pages well and fails on some altogether: it stops at the first box, or runs on into the
next report. Both show in the tree: one element holds most of the page's prose.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from onrecord.articles.blocks import Block
from onrecord.core import fold
from onrecord.limits.articles import (
    CONTAINER_SHARE,
    LINK_LINE_SHARE,
    PROSE_CHARS,
    PROSE_LINK_SHARE,
    TWIN_STEPS,
    WITNESS_CHARS,
    WITNESS_SHARE,
)

__all__ = ["choose"]

_HEADINGS = frozenset({"h2", "h3", "h4"})
_PROSE_TAGS = frozenset({"p", "div", "section", "li", "blockquote", "td", "pre", "article", "dd"})
_BARE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the body at its place: the number of its block, or between two blocks."""

    place: float
    text: str


def choose(blocks: Sequence[Block], found: Sequence[str], witness: str | None) -> list[str]:
    """Return the lines of the report in the order of the page.

    1. place the lines that the library `found` among the page's blocks;
    2. find the element that holds most prose, and add its prose and headings that the library passed over;
    3. drop what the library took from behind that element;
    4. drop prose that the page's own `articleBody`, the `witness`, has not.
    """
    lines = _placed(blocks, found)  # 1
    lines = [line for line in lines if not _is_link(blocks, line)]
    prose = [i for i, block in enumerate(blocks) if _is_prose(block)]
    container = _container(blocks, prose)
    if container is not None:
        holders = _twins(blocks, prose, container)
        inside = [i for i, block in enumerate(blocks) if _within(block.element, holders)]
        lines = _completed(blocks, lines, inside, prose, holders)  # 2
        lines = _bounded(blocks, lines, inside)  # 3
    if witness and len(witness) >= WITNESS_CHARS:
        lines = _witnessed(lines, witness)  # 4
    return [line.text for line in lines]


def _placed(blocks: Sequence[Block], found: Sequence[str]) -> list[_Line]:
    places: dict[str, list[int]] = defaultdict(list)
    for i, block in enumerate(blocks):
        places[fold(block.text)].append(i)
    lines: list[_Line] = []
    last = -1
    for text in found:
        # The library writes "- " before an item of a list; a page may write it too, before speech.
        known = places.get(fold(text)) or places.get(fold(text.removeprefix("- "))) or []
        at = bisect_right(known, last)
        if at == len(known):
            lines.append(_Line(last + 0.5, text))
            continue
        last = known[at]
        lines.append(_Line(last, _written(blocks[last])))
    return lines


def _written(block: Block) -> str:
    """Return a block's text, with a bullet when it is an item of a list."""
    return f"• {block.text}" if block.element.tag == "li" and block.text[0].isalnum() else block.text


def _is_prose(block: Block) -> bool:
    return len(block.text) >= PROSE_CHARS and block.element.tag in _PROSE_TAGS and block.link_share < PROSE_LINK_SHARE


def _is_link(blocks: Sequence[Block], line: _Line) -> bool:
    """Return whether a line is one link from end to end."""
    return line.place == int(line.place) and blocks[int(line.place)].link_share > LINK_LINE_SHARE


def _container(blocks: Sequence[Block], prose: Sequence[int]) -> HtmlElement | None:
    """Return the element with the most prose, what stands deeper counting half for each step (as in Readability)."""
    scores: dict[HtmlElement, float] = defaultdict(float)
    for i in prose:
        element, weight = blocks[i].element, 1.0
        if element.tag == "p":
            element = element.getparent()
        while element is not None and weight > 0.1:
            scores[element] += weight * len(blocks[i].text)
            element, weight = element.getparent(), weight / 2
    return max(scores, key=lambda element: scores[element], default=None)


def _twins(blocks: Sequence[Block], prose: Sequence[int], container: HtmlElement) -> set[HtmlElement]:
    """Return the container with the elements near it of the same class that hold prose: a report parted by boxes."""
    twins = {container}
    if not container.get("class"):
        return twins
    near = container
    for _ in range(TWIN_STEPS):
        # Not beyond the headline: what has a headline of its own is another report.
        if near.getparent() is None or next(near.iter("h1"), None) is not None:
            break
        near = near.getparent()
    for i in prose:
        parent = blocks[i].element.getparent()
        if blocks[i].element.tag != "p" or parent is None:
            continue
        if (parent.tag, parent.get("class")) == (container.tag, container.get("class")) and _within(parent, {near}):
            twins.add(parent)
    return twins


def _within(element: HtmlElement, holders: set[HtmlElement]) -> bool:
    while element is not None:
        if element in holders:
            return True
        element = element.getparent()
    return False


def _completed(
    blocks: Sequence[Block], lines: list[_Line], inside: Sequence[int], prose: Sequence[int], holders: set[HtmlElement]
) -> list[_Line]:
    """Add the paragraphs of the container that were passed over, and headings between its paragraphs."""
    held = {line.place for line in lines}
    said = {fold(line.text) for line in lines}
    alike = {_mark(blocks[int(i)]) for i in held if i == int(i) and len(blocks[int(i)].text) >= PROSE_CHARS}
    parents = {parent for parent, _ in alike} | holders
    classes = {name for _, name in alike if name}
    within = set(inside)
    written = [i for i in prose if i in within and blocks[i].element.tag == "p"]
    if not written:
        return lines
    near = [i for i in inside if i not in held and (_mark(blocks[i])[0] in parents or _mark(blocks[i])[1] in classes)]
    passed = set(written)
    added = [i for i in near if i in passed and fold(blocks[i].text) not in said]
    headings = [i for i in near if blocks[i].element.tag in _HEADINGS and written[0] < i < written[-1]]
    more = [_Line(i, _written(blocks[i])) for i in (*added, *headings)]
    return sorted((*lines, *more), key=lambda line: line.place)


def _mark(block: Block) -> tuple[HtmlElement, str | None]:
    """Return what paragraphs of one report share: the element that holds them, or a class of their own."""
    return block.element.getparent(), block.element.get("class")


def _bounded(blocks: Sequence[Block], lines: list[_Line], inside: Sequence[int]) -> list[_Line]:
    """Drop lines from behind the container when it holds most of the body."""
    first, last = inside[0], inside[-1]
    total = sum(len(line.text) for line in lines)
    held = sum(len(line.text) for line in lines if first <= line.place <= last + 0.5)
    if held < CONTAINER_SHARE * total:
        return lines
    alike = {_signature(blocks[int(line.place)]) for line in lines if first <= line.place <= last}
    return [line for line in lines if line.place <= last + 0.5 or _signature(blocks[int(line.place)]) in alike]


def _signature(block: Block) -> tuple[str, ...]:
    """Return how a block is marked up: its own and its parent's element and class."""
    parent = block.element.getparent()
    pair = (block.element,) if parent is None else (block.element, parent)
    return tuple(f"{element.tag} {element.get('class') or ''}" for element in pair)


def _witnessed(lines: list[_Line], witness: str) -> list[_Line]:
    """Prune by the page's own `articleBody`, when it and the body are plainly the same text.

    Headings, lists and the standfirst are often left out there, so only prose among and behind the witnessed
    paragraphs is dropped. Nothing is added: some pages hold their paragraphs twice, once for those who pay.
    """
    said = _bare(witness)
    prose = [line for line in lines if len(line.text) >= PROSE_CHARS]
    agreed = {line for line in prose if _bare(line.text) in said}
    if sum(len(line.text) for line in agreed) < WITNESS_SHARE * max(1, sum(len(line.text) for line in prose)):
        return lines
    first = min((line.place for line in agreed), default=0.0)
    denied = {line for line in prose if line not in agreed and line.place > first}
    return [line for line in lines if line not in denied]


def _bare(text: str) -> str:
    return _BARE.sub("", fold(text))
