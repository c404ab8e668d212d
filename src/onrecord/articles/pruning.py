"""Cutting from a page's tree what its own markup calls something other than the report.

Class names, ids and elements are the page's own words for its parts ("caption", "newsletter", "related"); they are
read as words, whatever the outlet. A part that holds much of the page's prose is never cut: some pages call the
report itself "subscription content".
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from onrecord.articles.article import Removed, RemovedKind
from onrecord.articles.blocks import link_share, text_of
from onrecord.limits.articles import (
    LINK_LIST_SHARE,
    PRUNED_SHARE,
    REMOVED_CHARS,
    SHORT_PAGE_SHARE,
)

__all__ = ["prune"]

_KINDS: tuple[tuple[RemovedKind, str, str], ...] = (
    (
        "caption",
        "a caption or picture credit",
        "caption captions figcaption bildunterschrift imagecaption imgcaption img-description image-description "
        "image-credit photo-credit photocredit picture-credit image-caption photo-caption credit-caption "
        "legend-image fotoquelle",
    ),
    (
        "promotion",
        "promotion of the outlet's own",
        "newsletter newsletters promo promos promobox promotion signup sign-up advert adverts advertisement "
        "advertising advertorial sponsor sponsored donate donation donations cta app-download piano-offer "
        "aboteaser",
    ),
    (
        "navigation",
        "ways to other pages",
        "related relateds related-articles relatedarticles related-content related-posts recommended "
        "recommendation recommendations recirculation recirc readmore read-more also-read alsoread read-also "
        "readalso more-on mostread most-read most-popular trending breadcrumb breadcrumbs tags taglist tag-list "
        "topics topic-list keywords inline-teaser teaser-inline linkbox link-box see-also seealso outbrain "
        "taboola jp-relatedposts siderail sidebar pagination next-article previous-article up-next crosslink "
        "crosslinks",
    ),
    (
        "widget",
        "buttons, polls and embedded posts",
        "share sharing share-buttons sharebuttons social social-share socialshare social-links sharedaddy toolbar "
        "vote poll rating ratings reactions likes twitter-tweet instagram-media tiktok-embed fb-post "
        "telegram-post embed-twitter audio-player audioplayer text-to-speech tts print-button addtoany",
    ),
    (
        "comment",
        "reader comments",
        "comments comment-list commentlist comment-section disqus_thread disqus respond",
    ),
    (
        "metadata",
        "the page's own words on author, day and rights",
        "author-bio authorbio author-box authorbox author-info about-author aboutauthor author-card "
        "author-description bio-box byline bylines copyright copyrights dateline-meta timestamp article-meta "
        "articlemeta post-meta entry-meta publish-date published-date pubdate reading-time readingtime "
        "correction-note editors-note disclaimer",
    ),
)
_BY_NAME = {name: (kind, reason) for kind, reason, names in _KINDS for name in names.split()}
_ELEMENTS: dict[str, tuple[RemovedKind, str]] = {
    "figcaption": ("caption", "a caption or picture credit"),
    "aside": ("navigation", "beside the report"),
    "nav": ("navigation", "ways to other pages"),
    "footer": ("navigation", "the foot of the page or of a part"),
    "form": ("widget", "a form"),
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MODIFIER = re.compile(r"^(?:is|has|no|with|hide|show|not|js|without|data)$")


def prune(tree: HtmlElement) -> list[Removed]:
    """Cut such parts from `tree`; return those with words that stood inside its article, in the order of the page."""
    prose = sum(len(element.text_content()) for element in tree.iter("p")) or len(tree.text_content())
    limit = max(min(REMOVED_CHARS, SHORT_PAGE_SHARE * prose), PRUNED_SHARE * prose)
    inner = next(tree.iter("article"), None)
    inner = inner if inner is not None else next(tree.iter("main"), tree)
    removed: list[Removed] = []
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        found = (_named(element) or _list_of_links(element)) if _may_go(element) else None
        words = text_of(element) if found else ""
        if found is None or len(words) > limit or next(element.iter("h1"), None) is not None:
            waiting.extend(child for child in reversed(element) if isinstance(child.tag, str) and child.tag != "head")
            continue
        if words and any(parent is inner for parent in element.iterancestors()):
            removed.append(Removed(found[0], words[:REMOVED_CHARS], found[1]))
        _drop(element)
    return removed


def _may_go(element: HtmlElement) -> bool:
    return element.getparent() is not None and element.tag not in {"html", "body", "main", "article"}


def _named(element: HtmlElement) -> tuple[RemovedKind, str] | None:
    """Return the kind and reason that the element, its class or its id name, or None."""
    if element.tag in _ELEMENTS:
        return _ELEMENTS[element.tag]
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-component') or ''}".split()
    for name in names[:12]:
        if found := _by_name(name):
            return found
    return None


def _by_name(name: str) -> tuple[RemovedKind, str] | None:
    if len(name) > 80:
        return None
    parts = [part for part in re.split(r"[-_:.]+", _CAMEL.sub("-", name).lower()) if part]
    if not parts or _MODIFIER.match(parts[0]):
        return None
    whole = "-".join(parts)
    if whole in _BY_NAME:
        return _BY_NAME[whole]
    for first in range(len(parts)):
        if "-".join(parts[first : first + 2]) in _BY_NAME:
            return _BY_NAME["-".join(parts[first : first + 2])]
        # A single word counts at a name's end, where the noun stands ("article-newsletter"), or at its head.
        if first in {0, len(parts) - 1} and parts[first] in _BY_NAME:
            return _BY_NAME[parts[first]]
    return None


def _list_of_links(element: HtmlElement) -> tuple[RemovedKind, str] | None:
    """Return navigation for a list that consists of links."""
    if element.tag not in {"ul", "ol"} or len(element) < 2:
        return None
    return ("navigation", "a list of links") if link_share(element) >= LINK_LIST_SHARE else None


def _drop(element: HtmlElement) -> None:
    """Take an element out of its tree, leaving the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + " " + element.tail
        else:
            parent.text = (parent.text or "") + " " + element.tail
    parent.remove(element)
