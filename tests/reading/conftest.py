"""What the tests of the room share: an article made from bare text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.articles import Article
from onrecord.reading import Reading, read, read_by_rules

Reader = Callable[..., Reading]


def article_of(text: str, *, language: str | None = "en", published: date | None = date(2031, 5, 14)) -> Article:
    """Return an article with this text and nothing else; 14 May 2031 is a Wednesday."""
    return Article(
        page="page",
        where="made.txt",
        external_id=None,
        path=None,
        url=None,
        outlet=None,
        title=None,
        byline=None,
        dateline=None,
        published=published,
        language=language,
        text=text,
        removed=(),
        credits=(),
        extractor="test",
    )


def _reader(door: Callable[[Article], Reading]) -> Reader:
    def read_text(text: str, *, language: str | None = "en", published: date | None = date(2031, 5, 14)) -> Reading:
        return door(article_of(text, language=language, published=published))

    return read_text


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Read a bare text by rules, published on Wednesday 14 May 2031 unless told otherwise."""
    return _reader(read_by_rules)


@pytest.fixture(scope="session")
def trained() -> Reader:
    """Read a bare text with the trained network, published on Wednesday 14 May 2031 unless told otherwise."""
    return _reader(read)
