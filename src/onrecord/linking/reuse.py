"""Text that reports share: copies sentence by sentence, and rewrites that keep the order of what is told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from onrecord.articles import Article
from onrecord.core import Span, fold
from onrecord.limits import (
    COPY_SHARE,
    CREDIT_HEAD_CHARS,
    EXCERPT_SHARE,
    MOST_EXCERPTS,
    REUSE_SENTENCE_CHARS,
    REUSE_SENTENCES,
    REWRITE_SHARE,
    SENTENCE_COPY,
    SENTENCE_REWRITE,
)
from onrecord.linking.links import Known, KnownArticle, ReuseKind, ReuseLink
from onrecord.linking.terms import stems
from onrecord.reading import Reading

__all__ = ["reuse"]

Pair = tuple[Span, Span, float]


def reuse(article: Article, reading: Reading, story: str, known: Known) -> tuple[ReuseLink, ...]:
    """Return what `article` shares with the reports of its story that were on record before it, or with a wire.

    One report is named as the one whose text it is: rather a copied one than a retold one, rather that of a wire
    it credits, rather one that is not itself taken from another, then the one that shares most. Excerpts of
    others stand beside it. The direction is that of arrival. A wire that is credited and not held is named too:
    its share is 0, which says that it is not known, since nobody has compared the two.
    """
    wires = {fold(credit.wire): credit.wire for credit in article.credits}
    held: set[str] = set()
    taken: list[tuple[tuple[bool, bool, bool, float], ReuseLink]] = []
    excerpts: list[ReuseLink] = []
    for other in known.articles:
        if other.story != story or other.article.id == article.id or _revises(article, other.article):
            continue
        wire = fold(other.article.outlet or "")
        held.add(wire)
        link = _compare(article, reading, other, wires.get(wire))
        if link is None:
            continue
        if link.kind == "excerpt":
            excerpts.append(link)
        else:
            first = not other.article.credits
            taken.append(((link.kind == "copy", wire in wires, first, link.share), link))
    best = [max(taken, key=lambda each: (each[0], each[1].of or ""))[1]] if taken else []
    found = best or excerpts[:MOST_EXCERPTS]
    heads = {fold(c.wire) for c in article.credits if c.span is not None and c.span.start < CREDIT_HEAD_CHARS}
    own = f" {fold(article.outlet or '')} "
    for folded, wire in sorted(wires.items()):
        if folded not in held and f" {folded} " not in own:
            found.append(ReuseLink(article.id, None, wire, "copy" if folded in heads else "excerpt", 0.0, ()))
    return tuple(sorted(found, key=lambda link: (-link.share, link.of or "", link.wire or "")))


def _revises(article: Article, other: Article) -> bool:
    return article.address is not None and article.address == other.address


def _compare(article: Article, reading: Reading, other: KnownArticle, wire: str | None) -> ReuseLink | None:
    """Return the link between two reports, or None when they do not share enough to say so."""
    here = _sentences(article.text, reading.sentences)
    there = _sentences(other.article.text, other.reading.sentences)
    if not here or not there:
        return None
    pairs = _align(here, there)
    copied = sum(score >= SENTENCE_COPY for *_, score in pairs) / len(here)
    share = len(pairs) / len(here)
    kind: ReuseKind
    if copied >= COPY_SHARE:
        kind = "copy"
    elif share >= REWRITE_SHARE and len(pairs) >= 3:
        kind = "rewrite"
    elif copied >= EXCERPT_SHARE and copied * len(here) >= 2:
        kind = "excerpt"
    else:
        return None
    return ReuseLink(article.id, other.article.id, wire, kind, round(share, 3), tuple(pairs))


@lru_cache(maxsize=512)
def _sentences(text: str, spans: tuple[Span, ...]) -> tuple[tuple[Span, str, frozenset[str]], ...]:
    """Return the sentences long enough to compare: span, folded words, stems."""
    kept = [span for span in spans if len(span) >= REUSE_SENTENCE_CHARS][:REUSE_SENTENCES]
    return tuple((span, fold(span.of(text)), frozenset(stems(span.of(text)))) for span in kept)


def _align(
    here: Sequence[tuple[Span, str, frozenset[str]]], there: Sequence[tuple[Span, str, frozenset[str]]]
) -> list[Pair]:
    """Return the monotone alignment of two reports' sentences with the greatest total score.

    Dynamic programming over sentence similarities (Needleman and Wunsch 1970, gaps free).
    """
    scores = [[_similar(a[1:], b[1:]) for b in there] for a in here]
    best = [[0.0] * (len(there) + 1) for _ in range(len(here) + 1)]
    for i in range(len(here) - 1, -1, -1):
        for j in range(len(there) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], scores[i][j] + best[i + 1][j + 1])
    pairs: list[Pair] = []
    i = j = 0
    while i < len(here) and j < len(there):
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((here[i][0], there[j][0], round(scores[i][j], 3)))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _similar(a: tuple[str, frozenset[str]], b: tuple[str, frozenset[str]]) -> float:
    """Return how much two sentences say the same (0..1), 0 below what a rewrite keeps."""
    shared = len(a[1] & b[1])
    if shared < 2:
        return 0.0
    meaning = 2 * shared / (len(a[1]) + len(b[1]))
    if meaning < SENTENCE_REWRITE:
        return 0.0
    if meaning >= SENTENCE_COPY - 0.2 and fuzz.ratio(a[0], b[0]) / 100 >= SENTENCE_COPY:
        return 1.0
    return min(meaning, SENTENCE_COPY - 0.001)
