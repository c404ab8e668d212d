"""Cited words marked in their article."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Span, paragraphs
from onrecord.publishing.highlight import marked

TEXTS = st.text(alphabet="ab <&\n“", min_size=1, max_size=60).filter(lambda text: bool(paragraphs(text)))


class Marks(HTMLParser):
    """Reads which words each mark holds, and that the marks nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: dict[str, list[str]] = {}
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a mark."""
        if tag == "mark":
            given_ = dict(attrs)
            key = given_.get("id") or given_.get("class") or ""
            self.open.append(key)
            self.words.setdefault(key, []).append("")

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost mark."""
        if tag == "mark":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Give the words to every open mark."""
        self.text += data
        for key in self.open:
            self.words[key][-1] += data


def read(html: list[str]) -> Marks:
    """Parse paragraphs, each ending in a line end."""
    reader = Marks()
    for each in html:
        reader.feed(each)
        assert reader.open == []
    reader.close()
    return reader


def test_nested_marks_hold_their_own_words() -> None:
    """A mark within a mark: each holds its cited words and nothing else."""
    html, cut = marked("one two three", {"1a": Span(0, 13), "1b": Span(4, 7)})
    found = read([str(each) for each in html]).words
    assert (found["w-1a"], found["w-1b"]) == (["one two three"], ["two"])
    assert cut == []


def test_crossing_marks_are_cut_and_named() -> None:
    """Where two stretches cross, the later one goes on in a second element of the same key."""
    html, cut = marked("one two three", {"1a": Span(0, 7), "1b": Span(4, 13)})
    found = read([str(each) for each in html]).words
    assert "".join(found["w-1b"]) == "two three"
    assert cut == ["1b"]


def test_the_article_is_escaped() -> None:
    """Markup in an article is text on the page."""
    html, _ = marked("<b>one</b> & two", {"1a": Span(3, 6)})
    assert "<b>" not in html[0]
    assert unescape(re.sub(r"<[^>]+>", "", html[0])) == "<b>one</b> & two"


@given(TEXTS, st.data())
def test_marks_hold_exactly_the_cited_words(text: str, data: st.DataObject) -> None:
    """Whatever the spans, the page shows the article's paragraphs unchanged and each mark its own words."""
    spans = {}
    for number in range(data.draw(st.integers(0, 5))):
        start = data.draw(st.integers(0, len(text) - 1))
        spans[f"1{'abcde'[number]}"] = Span(start, data.draw(st.integers(start + 1, len(text))))
    html, _ = marked(text, spans)
    reader = read([str(each) for each in html])
    assert reader.text == "".join(line.of(text) for line in paragraphs(text))
    for key, span in spans.items():
        wanted = "".join(
            text[max(span.start, line.start) : min(span.end, line.end)]
            for line in paragraphs(text)
            if span.start < line.end and line.start < span.end
        )
        held = "".join("".join(parts) for name, parts in reader.words.items() if name == f"w-{key}")
        assert held == wanted
