"""Text that reports share: who has the words of whom, as copies, rewrites and excerpts."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.articles import Article
from onrecord.core import fold
from onrecord.limits.linking import (
    COPY_SHARE,
    CREDIT_HEAD_CHARS,
    EXCERPT_WORDS,
    MOST_EXCERPTS,
    MOST_TAKEN,
    RETOLD_SHARE,
)
from onrecord.linking.links import Known, KnownArticle, ReuseKind, ReuseLink
from onrecord.linking.origins import credited, is_origin
from onrecord.linking.retelling import Pair, Retelling, retelling
from onrecord.reading import Reading

__all__ = ["reuse"]


def reuse(article: Article, reading: Reading, known: Known) -> tuple[ReuseLink, ...]:
    """Return who has whose text among `article` and the reports of its story that are known, and its wires.

    Where a known report had the text first, `article` has it from that one: one such report is named, rather a
    copied one than a retold one, rather that of a wire it credits, rather one that credits nobody, then the one that
    shares most; excerpts of others stand beside it only when there is none. Where `article` had it first, each known
    report that has it from there gets a link of its own. What nothing decides is decided by arrival.
    A wire that is credited and not held is named too: its share is 0, which says that it is not known, since nobody
    has compared the two.
    """
    taken: list[tuple[tuple[bool, bool, bool, float], ReuseLink]] = []
    given: list[ReuseLink] = []
    excerpts: list[ReuseLink] = []
    held: set[str] = set()
    for other in known.articles:
        if _revises(article, other.article):
            continue
        held.add(fold(other.article.outlet or ""))
        link = _link(article, reading, other)
        if link is None:
            continue
        if link.article != article.id:
            given.append(link)
        elif link.kind == "excerpt":
            excerpts.append(link)
        else:
            rank = (link.kind == "copy", link.wire is not None, not other.article.credits, link.share)
            taken.append((rank, link))
    best = [link for _, link in sorted(taken, key=lambda each: (each[0], each[1].of or ""), reverse=True)]
    own = best[:MOST_TAKEN] or sorted(excerpts, key=_order)[:MOST_EXCERPTS]
    return (*own, *sorted(_absent(article, held), key=_order), *sorted(given, key=_order))


def _order(link: ReuseLink) -> tuple[float, str, str, str]:
    return (-link.share, link.article, link.of or "", link.wire or "")


def _absent(article: Article, held: set[str]) -> list[ReuseLink]:
    """Return a link to each wire that the article credits and of which no report of the story is known."""
    heads = {fold(c.wire) for c in article.credits if c.span is not None and c.span.start < CREDIT_HEAD_CHARS}
    own = f" {fold(article.outlet or '')} "
    wires = {fold(credit.wire): credit.wire for credit in article.credits}
    return [
        ReuseLink(article.id, None, wire, "copy" if folded in heads else "excerpt", 0.0, ())
        for folded, wire in wires.items()
        if folded not in held and f" {folded} " not in own
    ]


def _revises(article: Article, other: Article) -> bool:
    return article.address is not None and article.address == other.address


def _link(article: Article, reading: Reading, known: KnownArticle) -> ReuseLink | None:
    """Return the link from whichever has the text to whichever had it first; None when they share too little.

    A report that is mostly its own is no copy and no rewrite of a shorter one, however much of that it holds: where
    credits and times tell nothing the shorter one has its text from there, else it holds an excerpt.
    """
    other = known.article
    found = retelling((article, reading), (other, known.reading))
    kind = _kind(found)
    here, there = _share(found), _share(found.turned())
    origin = is_origin(article, reading, other, known.reading)
    if origin is None:
        mostly_own = kind in ("copy", "rewrite") and min(here, there) < COPY_SHARE
        origin = here < there if mostly_own else known.later
    if kind in ("copy", "rewrite") and (there if origin else here) < COPY_SHARE:
        kind = _excerpt(found)
    if kind is None:
        return None
    if origin:
        article, other, found = other, article, found.turned()
    pairs = found.passages if kind == "excerpt" else found.sentences
    share = _share(found, pairs)
    return ReuseLink(article.id, other.id, credited(article, other), kind, round(share, 3), pairs)


def _share(found: Retelling, pairs: Sequence[Pair] | None = None) -> float:
    """Return the share of the first report's sentences that are paired, all or by these pairs."""
    here = {span for span, _, _ in (found.sentences if pairs is None else pairs)}
    return min(1.0, len(here) / max(1, found.counts[0]))


def _kind(found: Retelling) -> ReuseKind | None:
    if found.copied >= COPY_SHARE:
        return "copy"
    if found.retold >= RETOLD_SHARE:
        return "rewrite"
    return _excerpt(found)


def _excerpt(found: Retelling) -> ReuseKind | None:
    return "excerpt" if found.passage_words >= EXCERPT_WORDS else None
