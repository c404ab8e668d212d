"""HTML pages: what they say of themselves, their body, and what is cut from them."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.articles.house import ENTRY, HTML, article_of, extraction_of, html

HEADLINE = "Norrland keeps the harbour of Eidvik open"
STANDFIRST = "An envoy names three conditions, and the neighbour answers within the hour."
BODY = [
    "The government of Norrland will keep the harbour of Eidvik open to its neighbour this winter, its envoy said.",
    '"We have more than one key in our pocket, and we use none of them today," Envoy Mara Lindqvist told reporters.',
    "The two states have argued over the harbour since the spring, when ice closed the northern route for six weeks.",
    "Shipping companies in Eidvik counted 1,200 tons of grain on the quay, and had no ship for any of it until May.",
    "Another round of talks begins next week in Sundby, where both delegations have rooms in the same old hotel.",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "datePublished": "2026-03-03T10:00:00+02:00",
    "author": [{"@type": "Person", "name": "Anna Moe"}, {"@type": "Person", "name": "Per Dahl"}],
    "publisher": {"@type": "Organization", "name": "Fjordpress"},
    "description": STANDFIRST,
    "inLanguage": "en-GB",
}
LINKED_DATA = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
FULL = html(
    f"""<article><h1>{HEADLINE}</h1><div class="lead-text">{STANDFIRST}</div>
    <p class="byline">By Anna Moe and Per Dahl</p>
    <figure><img src="a.jpg"><figcaption>The quay in March. Photo: Per Dahl</figcaption></figure>
    <p>{BODY[0]}</p><div class="newsletter-box">Sign up to our newsletter</div><p>{BODY[1]}</p>
    <div class="related-articles"><a href="/x">Ferry fares rise</a></div><p>{BODY[2]}</p><p>{BODY[3]}</p>
    <p><a href="/y">Read more: the ice of last spring</a></p><p>{BODY[4]}</p><p>(dpa)</p>
    <script>track()</script></article>
    <section class="comments"><p>Nobody asked me.</p></section>""",
    f"<title>{HEADLINE} | Fjordpress</title>{LINKED_DATA}",
)


def test_what_a_page_says_of_itself() -> None:
    """Headline, authors, outlet, language and the instant with its zone come from the page's own metadata."""
    article = article_of(HTML, FULL)
    assert (article.title, article.byline, article.outlet) == (HEADLINE, "Anna Moe, Per Dahl", "Fjordpress")
    assert (article.published, article.language) == (datetime.fromisoformat("2026-03-03T10:00:00+02:00"), "en")


def test_body_with_standfirst_and_nothing_else() -> None:
    """The body is the standfirst and the report; caption, newsletter, links, scripts and comments are no part of it."""
    article = article_of(HTML, FULL)
    assert article.text == "\n\n".join([STANDFIRST, *BODY])


def test_what_was_cut_is_kept_with_its_kind() -> None:
    """Parts cut from inside the article are kept with kind and reason, and a credit line becomes a credit."""
    article = article_of(HTML, FULL)
    cut = {text.text: text.kind for text in article.removed}
    assert cut["The quay in March. Photo: Per Dahl"] == "caption"
    assert cut["Sign up to our newsletter"] == "promotion"
    assert cut["Ferry fares rise"] == "navigation"
    assert cut["By Anna Moe and Per Dahl"] == "metadata"
    assert cut["(dpa)"] == "metadata"
    assert [(credit.wire, credit.span) for credit in article.credits] == [("dpa", None)]


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>Rain falls on Eidvik - Fjordpress</title>", "Rain falls on Eidvik", "Rain falls on Eidvik"),
        ("<meta property='og:title' content='Rain falls | The Fjord'>", "", "Rain falls | The Fjord"),
        (
            "<meta property='og:title' content='Rain falls on us | The Fjord'>"
            "<meta property='og:site_name' content='The Fjord'>",
            "",
            "Rain falls on us",
        ),
        (
            '<title>Eidvik rain</title><script type="application/ld+json">'
            '{"@type":"Article","headline":"Rain, again"}</script>',
            "Rain falls",
            "Rain, again",
        ),
    ],
)
def test_headline(head: str, heading: str, title: str) -> None:
    """The headline is JSON-LD's, else the heading that the page's title repeats, without the outlet's name."""
    body = f"<article><h1>{heading}</h1>{PARAGRAPHS}</article>" if heading else f"<article>{PARAGRAPHS}</article>"
    assert article_of(HTML, html(body, head)).title == title


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("<meta property='article:published_time' content='2026-03-03 10:00:00 +0200'>", "2026-03-03T10:00:00+02:00"),
        ("<meta name='date' content='2026-02-31'><meta name='pubdate' content='2026-03-01'>", "2026-03-01"),
    ],
)
def test_day_in_metadata(head: str, published: str) -> None:
    """The first day or instant that exists is taken, whichever way the page writes it."""
    found = article_of(HTML, html(f"<article>{PARAGRAPHS}</article>", head)).published
    assert found is not None
    assert found.isoformat() == published


def test_day_shown_above_the_report() -> None:
    """Without metadata the day that stands above the report is taken."""
    page = html(f"<article><h1>{HEADLINE}</h1><p>Updated March 3, 2026</p>{PARAGRAPHS}</article>")
    assert article_of(HTML, page).published == date(2026, 3, 3)


def test_report_parted_by_boxes() -> None:
    """A report whose paragraphs lie in several elements of one class is read whole."""
    parts = f'<div class="text">{"".join(f"<p>{p}</p>" for p in BODY[:2])}</div><div class="video">Play</div>'
    rest = f'<div class="text">{"".join(f"<p>{p}</p>" for p in BODY[2:])}</div>'
    assert article_of(HTML, html(f"<div><h1>{HEADLINE}</h1>{parts}{rest}</div>")).text == "\n\n".join(BODY)


def test_speech_that_begins_with_a_dash() -> None:
    """A dash before speech stays, and an item of a list gets a bullet."""
    body = f"<article><p>{BODY[0]}</p><p>- {BODY[2]}</p><ul><li>{BODY[3]}</li><li>{BODY[4]}</li></ul></article>"
    text = article_of(HTML, html(body)).text
    assert f"- {BODY[2]}" in text
    assert f"• {BODY[3]}" in text


def test_declared_encoding() -> None:
    """A page is read in the encoding that its own meta element declares, as browsers read that name."""
    raw = html(
        f"<article>{PARAGRAPHS}<p>Ein “Märchen” über Eidvik erzählte die Gesandte am Abend im Rathaus.</p></article>"
    )
    body = raw.replace("<head>", "<head><meta charset='iso-8859-1'>").encode("cp1252")
    extraction = extraction_of(HTML, body)
    assert extraction.article is not None
    assert "Ein “Märchen” über" in extraction.article.text
    assert not extraction.faults


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li"])
def test_page_nested_to_the_sky(tag: str) -> None:
    """A page nested 100,000 deep is read in seconds, with a fault that says so, and never crashes."""
    extraction = extraction_of(HTML, html(f"{PARAGRAPHS}{f'<{tag}>' * 100_000}deep"))
    assert extraction.faults[0].what.startswith("its elements nest 250 deep")
    assert extraction.article is not None
    assert BODY[0] in extraction.article.text


def test_page_without_an_article() -> None:
    """A page that is empty, or holds only ways to other pages, is a fault."""
    assert extraction_of(HTML, b"").faults[0].what == "is empty or not HTML"
    assert extraction_of(HTML, html("<nav><a href='/a'>Home</a></nav>")).article is None


SHAPES = st.sampled_from(
    "<p> </p> <div\tclass='caption'> </div> <h1> <ul><li> <table><tr><td> <a\thref='x'> <br> <!-- --> </script> [[ "
    '&amp; &#0; <script\ttype=\'application/ld+json\'> {"@type":"Article","headline": <![CDATA['.split(" ")
    + BODY
)


@settings(max_examples=60)
@given(st.lists(SHAPES | st.text(max_size=12), max_size=30))
def test_no_markup_raises(parts: list[str]) -> None:
    """However a page is broken, it gives an article or a fault, and its credits lie inside its text."""
    extraction = extraction_of(HTML, "".join(parts).encode("utf-8", "surrogatepass"))
    assert extraction.article or extraction.faults
    if extraction.article:
        assert extraction.article.text.strip()
        assert "<script" not in extraction.article.text or "<script" in "".join(BODY)


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_no_bytes_raise(raw: bytes) -> None:
    """Arbitrary bytes under any kind of page give an article or a fault."""
    for kind in (HTML, "text/plain", "application/vnd.onrecord.article+json", "application/vnd.onrecord.entry+json"):
        extraction = extraction_of(kind, raw)
        assert extraction.article or extraction.faults


def test_text_that_only_scripts_draw() -> None:
    """A page whose report stands only in its own metadata is read from there."""
    linked = LINKED | {"articleBody": "\n".join(BODY)}
    page = html("<div id='root'></div>", f'<script type="application/ld+json">{json.dumps(linked)}</script>')
    assert article_of(HTML, page).text == "\n\n".join(BODY)


def test_report_under_a_misleading_name() -> None:
    """A report that its page calls promotion is read all the same, since it is most of the page."""
    assert article_of(HTML, html(f"<div class='promo'>{PARAGRAPHS}</div>")).text == "\n\n".join(BODY)


def test_characters_that_no_database_holds_in_metadata() -> None:
    """Half a character or a NUL that a page's JSON spells out is replaced wherever it stands."""
    head = '<script type="application/ld+json">{"@type":"Article","headline":"Rain \\ud800 a\\u0000b"}</script>'
    article = article_of(HTML, html(f"<article>{PARAGRAPHS}</article>", head))
    assert article.title == "Rain � a�b"
    article_of(ENTRY, {"title": "a\ud800", "html": "<p>It rained &#0; on the quay.</p>"}).text.encode()
