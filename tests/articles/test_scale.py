"""Hostile sizes: every page is read in a time that grows with it."""

from __future__ import annotations

import pytest

from tests.articles.house import ENTRY, HTML, ITEM, TEXT, extraction_of, html

MILLION = 1_000_000
LINE = "The envoy of Norrland said that the talks would go on for another week in the old capital. "


@pytest.mark.parametrize(
    "unit",
    ["word ", "a", "Abc ", "(", '"a" ', "AP ", "1 ", "by A ", "Monday, "],
)
def test_a_million_characters_without_a_full_stop(unit: str) -> None:
    """A million characters without a full stop or a line's end are read as text and as a line of JSONL."""
    text = "The harbour of Eidvik opens again at noon x" + unit * (MILLION // len(unit)) + "x"
    for extraction in (extraction_of(TEXT, text), extraction_of(ITEM, {"text": text})):
        assert extraction.article is not None
        assert len(extraction.article.text) == len(text)


@pytest.mark.parametrize(
    "body",
    [
        "<p>" + LINE * 10_000,
        "".join(f"<p>{i} {LINE}</p>" for i in range(2_000)),
        "word<br>" * 8_000 + f"<p>{LINE}</p>",
        f"<p class='{'a-' * 100_000}'>{LINE}</p>",
        f"<p>{LINE}</p>" + "<" * 300_000,
        f"<h1>{'a - ' * 100_000}</h1><p>{LINE}</p>",
    ],
    ids=["paragraph", "paragraphs", "breaks", "class", "brackets", "headline"],
)
def test_large_pages(body: str) -> None:
    """HTML with hundreds of thousands of characters of one thing gives an article."""
    assert extraction_of(HTML, html(body)).article is not None


def test_large_metadata() -> None:
    """Metadata of any size or depth leaves the report readable."""
    for head in (
        "<title>" + "a - " * 100_000 + "</title>",
        "<script type='application/ld+json'>" + "[" * 300_000 + "</script>",
        "<script type='application/ld+json'>" + '{"@type":"Article","headline":"x"},' * 10_000 + "</script>",
    ):
        assert extraction_of(HTML, html(f"<article><p>{LINE}</p><p>It rained.</p></article>", head)).article is not None


def test_deep_entry() -> None:
    """A feed's entry nested 100,000 deep gives an article or a fault."""
    extraction = extraction_of(ENTRY, {"title": "T", "html": "<div>" * 100_000 + LINE})
    assert extraction.article or extraction.faults
