"""The reports of a story: which stand on their own, which take their text from what, and how many are independent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlsplit

from onrecord.articles import Article
from onrecord.core import Evidence, Interval, anchor, fold, words
from onrecord.linking import ReuseLink
from onrecord.publishing.marks import headline, label
from onrecord.publishing.values import Report
from onrecord.reading import KNOWN_LANGUAGES

__all__ = ["group", "outlet_of", "safe_url", "standing", "table"]


def outlet_of(article: Article) -> str:
    """Return who published the article: its outlet, or the host of its address, or that it is not known."""
    if label(article.outlet):
        return label(article.outlet)
    host = urlsplit(safe_url(article.url) or "").hostname
    return label(host.removeprefix("www.")) if host else "outlet not known"


def safe_url(url: str | None) -> str | None:
    """Return `url` when it is an http(s) address with a host and without blanks or controls; else None."""
    if not url or len(url) > 2_000 or any(character.isspace() or not character.isprintable() for character in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host else None


def group(
    articles: Sequence[str], reuse: Mapping[str, Sequence[ReuseLink]], revisions: Mapping[str, str]
) -> list[list[str]]:
    """Return the articles in groups that each hold one independent report with all that repeat its text.

    Copies and rewrites go with the report whose text they are, or with the other copies of a wire's report that
    is not held; revisions with what they revise. Excerpts stay independent. `articles` gives the order.
    """
    parent: dict[str, str] = {article: article for article in articles}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for article in articles:
        for link in reuse.get(article, ()):
            if link.kind == "excerpt" or (link.of is not None and link.of not in parent):
                continue
            other = link.of or f"wire:{fold(link.wire or '')}"
            parent[root(article)] = root(other)
        earlier = revisions.get(article)
        if earlier in parent:
            parent[root(article)] = root(earlier)
    groups: dict[str, list[str]] = {}
    for article in articles:
        groups.setdefault(root(article), []).append(article)
    return list(groups.values())


def standing(groups: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return the number of its group for each article; articles with one number are one independent report."""
    return {article: number for number, articles in enumerate(groups) for article in articles}


def table(
    articles: Sequence[Article],
    numbers: Mapping[str, int],
    independent: Mapping[str, int],
    reuse: Mapping[str, Sequence[ReuseLink]],
    revisions: Mapping[str, str],
) -> tuple[Report, ...]:
    """Return one row for each article, by number. `revisions` maps an article to the earlier one it revises."""
    later = {earlier: article for article, earlier in revisions.items()}
    whole = [link for links in reuse.values() for link in links if link.kind != "excerpt"]
    taken = {link.article for link in whole if link.of in numbers}
    rows = []
    for article in articles:
        link = _origin(reuse.get(article.id, ()), numbers, taken)
        rows.append(
            Report(
                number=numbers[article.id],
                article=article.id,
                independent=independent[article.id],
                outlet=outlet_of(article),
                title=headline(article.title, [article.text]),
                published=Interval.on(article.published_on) if article.published_on else None,
                word_count=len(words(article.text)),
                kind=link.kind if link else "own",
                of=numbers[link.of] if link and link.of else None,
                wire=label(link.wire) or None if link else None,
                share=link.share if link else 0.0,
                credits=_credits(article),
                revises=numbers.get(revisions.get(article.id, "")),
                revised_by=numbers.get(later.get(article.id, "")),
                url=safe_url(article.url),
                unread=article.language if article.language not in (None, *KNOWN_LANGUAGES) else None,
            )
        )
    return tuple(rows)


def _origin(links: Sequence[ReuseLink], numbers: Mapping[str, int], taken: Collection[str]) -> ReuseLink | None:
    """Return the link that says whose text a report is: rather that of a report that is not itself `taken`.

    Of equals the first is meant, which linking put first.
    """
    held = [link for link in links if link.of is None or link.of in numbers]

    def rank(link: ReuseLink) -> tuple[bool, bool, bool, bool, bool]:
        whole, known = link.kind != "excerpt", link.of is not None
        return whole, known, link.of not in taken, link.wire is not None, link.kind == "copy"

    return max(held, key=rank, default=None)


def _credits(article: Article) -> tuple[tuple[str, Evidence | None], ...]:
    """Return each agency that the article credits once, with the first words that say so."""
    found: dict[str, tuple[str, Evidence | None]] = {}
    for credit in article.credits:
        name = label(credit.wire)
        fits = credit.span is not None and credit.span.end <= len(article.text)
        evidence = anchor(article.id, article.text, credit.span) if fits and credit.span else None
        if name and (fold(name) not in found or found[fold(name)][1] is None):
            found[fold(name)] = (name, evidence)
    return tuple(found.values())
