"""The libraries that evals/pages.py compares, each used as its documentation shows.

Libraries that give no headline, day or authors score nothing there.
"""

from __future__ import annotations

from collections.abc import Callable

from evals.pages import Read

__all__ = ["PEERS"]


def trafilatura_fast(body: bytes, url: str) -> Read:
    """Read with trafilatura without its fallback readers: the base of this project."""
    return _trafilatura(body, url, fast=True)


def trafilatura_default(body: bytes, url: str) -> Read:
    """Read with trafilatura as it comes."""
    return _trafilatura(body, url, fast=False)


def _trafilatura(body: bytes, url: str, *, fast: bool) -> Read:
    from trafilatura import bare_extraction

    found = bare_extraction(body, url=url, fast=fast, with_metadata=True)
    if found is None or isinstance(found, dict):
        return Read("")
    authors = (found.author or "").replace("; ", ", ")
    return Read(found.text or "", found.title, found.date, authors)


def readability(body: bytes, url: str) -> Read:
    """Read with readability-lxml: its summary's text."""
    from lxml.html import fromstring  # type: ignore[import-untyped]
    from readability import Document  # type: ignore[import-untyped]

    document = Document(body.decode("utf-8", "replace"), url=url)
    return Read(" ".join(fromstring(document.summary()).itertext()), document.short_title())


def newspaper(body: bytes, url: str) -> Read:
    """Read with newspaper4k."""
    import newspaper  # type: ignore[import-untyped]

    # Without images: it would fetch them.
    article = newspaper.Article(url, fetch_images=False)
    article.download(input_html=body.decode("utf-8", "replace"))
    article.parse()
    day = article.publish_date.date().isoformat() if article.publish_date else None
    return Read(article.text, article.title, day, ", ".join(article.authors))


def justext(body: bytes, url: str) -> Read:  # noqa: ARG001 - one signature for all
    """Read with jusText, with the stop words of all its languages, since a page's language is not known before."""
    import justext  # type: ignore[import-untyped]

    stop_words = frozenset().union(*(justext.get_stoplist(language) for language in justext.get_stoplists()))
    paragraphs = justext.justext(body, stop_words)
    return Read("\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate))


PEERS: dict[str, Callable[[bytes, str], Read]] = {
    "trafilatura, fast": trafilatura_fast,
    "trafilatura, default": trafilatura_default,
    "readability-lxml": readability,
    "newspaper4k": newspaper,
    "jusText": justext,
}
