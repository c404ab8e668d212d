"""The standfirst: the sentence or two between headline and report, which libraries take for a label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from onrecord.articles.blocks import Block
from onrecord.articles.surroundings import judged
from onrecord.core import fold
from onrecord.limits.articles import (
    STANDFIRST_BLOCKS,
    STANDFIRST_CHARS,
    SUMMARY_SHARE,
)

__all__ = ["standfirst_of"]

_NAMES = re.compile(
    r"stand-?first|sub-?(?:title|head|headline|heading|deck)|teaser-?text|(?:\b|[-_])(?:lead|lede|dek|deck)\b|intro|"
    r"excerpt|summary|abstract|description|entradilla|bajada|chapo|\bsapo\b|sommario|occhiello|ingress|preamble|"
    r"manchete|perex|vorspann|anrei(?:ss|ß)er|strapline|article-?desc|article__desc|podtytul|zajawka|undertittel|"
    r"underrubrik|\bsubtit|resumo|resumen|copete|catenaccio|linha-?fina",
    re.IGNORECASE,
)


def standfirst_of(
    blocks: Sequence[Block], lines: Sequence[str], titles: Sequence[str], summaries: Sequence[str]
) -> list[str]:
    """Return the paragraphs of the standfirst that stands before the body's `lines`, or none.

    It is a block between the headline and the body that the page's description repeats, or whose class or
    itemprop says that it is one, and that the body does not say again; with the paragraphs beside it in one element.
    """
    if not lines:
        return []
    heads = {fold(title) for title in titles}
    first = _place(blocks, lines)
    start = max(0, first - STANDFIRST_BLOCKS[0])
    for is_head in (lambda block: block.element.tag == "h1", lambda block: fold(block.text) in heads):
        after = [i + 1 for i in range(max(0, first - STANDFIRST_BLOCKS[1]), first) if is_head(blocks[i])]
        if after:
            start = after[-1]
            break
    said = [fold(summary).rstrip(".… ") for summary in summaries]
    body = "\n".join(map(fold, lines))
    fitting = [i for i in range(start, first) if _fits(blocks[i], heads, body)]
    told = [i for i in fitting if any(_same(fold(blocks[i].text), summary) for summary in said)]
    named = [i for i in fitting if _is_named(blocks[i].element)]
    for i in (*told, *named):
        return [blocks[j].text for j in fitting if j >= i and _beside(blocks[i].element, blocks[j].element)]
    return []


def _fits(block: Block, heads: set[str], body: str) -> bool:
    folded = fold(block.text)
    if not STANDFIRST_CHARS[0] <= len(folded) <= STANDFIRST_CHARS[1] or folded in heads or folded in body:
        return False
    return block.element.tag not in {"figcaption", "li", "td"} and judged(folded) is None


def _beside(a: HtmlElement, b: HtmlElement) -> bool:
    """Return whether two elements are one, or paragraphs of one element."""
    return a is b or (a.tag == b.tag == "p" and a.getparent() is b.getparent() and a.get("class") == b.get("class"))


def _place(blocks: Sequence[Block], lines: Sequence[str]) -> int:
    """Return where the body begins: the first block that opens as one of the body's first lines does."""
    openings = [fold(line.removeprefix("• "))[:60] for line in lines[:3] if len(line) > 30]
    for opening in openings:
        for i, block in enumerate(blocks):
            if len(block.text) > 20 and fold(block.text[:200]).startswith(opening):
                return i
    return 0


def _same(block: str, summary: str) -> bool:
    """Return whether a block is what a description says, which may be cut short or say a little more."""
    if len(summary) < STANDFIRST_CHARS[0]:
        return False
    if summary in block or block.startswith(summary[:80]):
        return True
    return block.rstrip(".… ") in summary and len(block) > SUMMARY_SHARE * len(summary)


def _is_named(element: HtmlElement) -> bool:
    each = element
    for _ in range(3):
        if each is None or each.tag in {"body", "html", "article", "main"}:
            return False
        name = f"{each.get('class') or ''} {each.get('itemprop') or ''} {each.get('data-testid') or ''}"
        if len(name) < 400 and _NAMES.search(name) and len(each.text_content()) < 2 * STANDFIRST_CHARS[1]:
            return True
        each = each.getparent()
    return False
