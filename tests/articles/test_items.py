"""Lines of JSONL files, and entries of feeds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.articles.house import ENTRY, ITEM, article_of, extraction_of

TEXT = "EIDVIK, March 3 (Fjordpress) - The envoy spoke, Kyodo News reported.\n\nFollow us on Facebook  \n"


def test_text_is_stored_unchanged() -> None:
    """The text of a line is stored as it is, blanks and promotion included; credits and dateline are found in it."""
    item = {"id": 7, "url": "https://a.example/1", "outlet": "A", "title": "T", "byline": "B", "text": TEXT}
    article = article_of(ITEM, item | {"published": "2026-03-03T10:00:00+09:00", "language": "en-GB"})
    assert article.text == TEXT
    assert (article.external_id, article.url, article.outlet, article.title) == ("7", "https://a.example/1", "A", "T")
    assert article.published == datetime.fromisoformat("2026-03-03T10:00:00+09:00")
    assert article.published_on == date(2026, 3, 3)
    assert article.language == "en"
    assert article.dateline == "EIDVIK, March 3 (Fjordpress)"
    assert [credit.wire for credit in article.credits] == ["Fjordpress", "Kyodo"]
    assert not article.removed


def test_report_of_another_outlet() -> None:
    """A dateline's bracket that names another than the outlet is a credit, and one that names the outlet is none."""
    (credit, _) = article_of(ITEM, {"text": TEXT, "outlet": "Ferry Post"}).credits
    assert credit.span is not None
    assert (credit.wire, credit.span.of(TEXT)) == ("Fjordpress", "(Fjordpress)")
    assert [credit.wire for credit in article_of(ITEM, {"text": TEXT, "outlet": "The Fjordpress"}).credits] == ["Kyodo"]


def test_day_without_an_hour() -> None:
    """`published` may be a day alone."""
    assert article_of(ITEM, {"text": TEXT, "published": "2026-03-03"}).published == date(2026, 3, 3)
    assert article_of(ITEM, {"text": TEXT, "published": "2026-03-03T00:00:00Z"}).published == datetime(
        2026, 3, 3, tzinfo=UTC
    )


@pytest.mark.parametrize("given", ["2025-02-31", "yesterday", "2025-13-01T00:00:00"])
def test_date_that_does_not_exist(given: str) -> None:
    """A date that does not exist is a fault, and the article is kept without it."""
    extraction = extraction_of(ITEM, {"text": TEXT, "published": given})
    assert extraction.article is not None
    assert extraction.article.published is None
    assert extraction.faults[0].what == f"the date {given} does not exist"
    assert extraction.faults[0].done == "kept the article without a date"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"text": "cut', "is not JSON"),
        ("[1, 2]", "is not an article"),
        ('{"title": "T"}', "has no text"),
        ('{"text": "  "}', "has no text"),
        ('{"text": 5}', "has a text that is not a string"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_line_that_is_no_article(line: str, what: str) -> None:
    """A broken line, or one without text, is left out with a fault that says why and where."""
    extraction = extraction_of(ITEM, line)
    assert extraction.article is None
    assert extraction.faults[0].what.startswith(what)
    assert extraction.faults[0].where == "saved/a"


def test_field_of_a_wrong_type() -> None:
    """A field that is not text is left empty with a fault, and the article is kept."""
    extraction = extraction_of(ITEM, {"text": TEXT, "title": 5, "language": "english"})
    assert extraction.article is not None
    assert extraction.article.title is None
    assert [fault.what for fault in extraction.faults] == [
        'the field "title" is not text',
        "the language english is no ISO 639-1 code",
    ]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/motd", "a.example/1", "ftp://a.example/1"])
def test_address_that_is_no_page(url: str) -> None:
    """An address that is not http(s) is a fault, and the article is kept without it, told by its id."""
    extraction = extraction_of(ITEM, {"text": TEXT, "url": url, "id": "7"})
    assert extraction.article is not None
    assert extraction.article.url is None
    assert extraction.article.address == "id::7"
    (fault,) = extraction.faults
    assert (fault.what, fault.done) == ("the address is not http(s)", "kept the article without it")
    assert article_of(ITEM, {"text": TEXT, "url": "HTTPS://a.example/1"}).url == "HTTPS://a.example/1"


def test_characters_that_no_database_holds() -> None:
    """NUL and half a surrogate pair become one replacement character each, so that offsets stay."""
    extraction = extraction_of(ITEM, b'{"text": "a\\u0000b \\ud800 c"}')
    assert extraction.article is not None
    assert extraction.article.text == "a\ufffdb \ufffd c"
    assert extraction.faults[0].what.startswith("has 2 characters")


def test_entry_of_a_feed() -> None:
    """A feed's entry gives its paragraphs without markup, scripts or promotion."""
    entry = {
        "url": "https://a.example/2",
        "title": "Harbour stays open",
        "author": "Anna Moe",
        "published": "2026-03-03T10:00:00+00:00",
        "outlet": "Fjordpress",
        "html": "<p>The harbour stays open &amp; free.</p><script>x()</script>"
        "<p>Follow us on Facebook</p><p>It rained.</p>",
    }
    article = article_of(ENTRY, entry)
    assert article.text == "The harbour stays open & free.\n\nIt rained."
    assert (article.title, article.byline, article.outlet) == ("Harbour stays open", "Anna Moe", "Fjordpress")
    assert [cut.kind for cut in article.removed] == ["promotion"]
    assert extraction_of(ENTRY, {"title": "T", "html": "<p> </p>"}).article is None
