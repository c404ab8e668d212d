"""The second pass: what surrounds a report is cut from it, and kept beside it with its kind and reason.

Works on paragraphs, whatever they came from. Lines are judged by what they say (`phrases.py`), by their shape and
by where they stand; no rule is for a single outlet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.articles import phrases
from onrecord.articles.article import Credit, Removed, RemovedKind
from onrecord.articles.datelines import dateline_of, day_in_words
from onrecord.articles.wires import credit_line
from onrecord.core import fold
from onrecord.limits.articles import (
    BODY_LINE_CHARS,
    BYLINE_EXTRA_WORDS,
    BYLINE_SPARE_CHARS,
    COMMENTS_AFTER_CHARS,
    LINE_CHARS,
    MEMBERS_ONLY_CHARS,
    PROMOTION_CHARS,
    PULLED_LINES,
    REPEATED_WORDS,
    SEE_ALSO_CHARS,
    SHORT_LINE_WORDS,
    TITLE_MIN_CHARS,
    TITLE_PLACES,
    WIDGET_RUN_LINES,
)

__all__ = ["Cleaned", "Known", "clean"]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page before its paragraphs are judged.

    `titles` are the headlines it goes under, `authors` their names, `headings` the headings within its report.
    """

    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    headings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What remains, what was cut in the order of the page, and credits that stood on lines of their own."""

    paragraphs: tuple[str, ...]
    removed: tuple[Removed, ...] = ()
    credits: tuple[Credit, ...] = ()


_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_INITIALS = re.compile(r"[(\[][a-zäöüéåøæ]{2,5}(?:[/, .]+[a-zäöüéåøæ]{2,5}){0,4}\.?[)\]]")
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’»)\]]*$")
_BULLET = re.compile(r"^\s*(?:[-*•‣▪●◦–—·]|\d{1,2}[.)])\s")
_WORDS = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass
class _Pass:
    """One page's paragraphs on their way: which are still body, and what was cut."""

    lines: list[str]
    known: Known
    cut: dict[int, tuple[RemovedKind, str]] = field(default_factory=dict)
    credits: list[Credit] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)

    def take(self, at: int, kind: RemovedKind, reason: str) -> None:
        self.cut.setdefault(at, (kind, reason))

    def left(self) -> list[int]:
        return [at for at in range(len(self.lines)) if at not in self.cut]


def clean(paragraphs: Sequence[str], known: Known) -> Cleaned:
    """Cut what surrounds the report from its paragraphs, in this order.

    1. single lines by what they say: sharing, advertising, promotion, ways to other pages, rights.
    2. reader comments: all that follows their heading.
    3. reward and vote widgets, with the short lines that run on from them.
    4. the outlet's own summary.
    5. the headline again, paragraphs said twice, bylines, dates and credits at the edges.
    """
    work = _Pass(list(paragraphs), known)
    work.folded = [fold(line) if len(line) <= LINE_CHARS else "" for line in work.lines]
    _cut_lines(work)
    _cut_comments(work)
    _cut_widgets(work)
    _cut_summary(work)
    _cut_repeated(work)
    _cut_edges(work)
    removed = tuple(Removed(*(work.cut[at][0], work.lines[at], work.cut[at][1])) for at in sorted(work.cut))
    return Cleaned(tuple(work.lines[at] for at in work.left()), removed, tuple(work.credits))


def _cut_lines(work: _Pass) -> None:
    for at, line in enumerate(work.folded):
        if not line:
            continue
        if not _WORDS.search(line):
            work.take(at, "navigation", "no words")
        elif found := judged(line):
            work.take(at, *found)
            if found[0] == "metadata" and (wire := credit_line(work.lines[at])):
                work.credits.append(Credit(wire, None))


def judged(line: str) -> tuple[RemovedKind, str] | None:
    """Return the kind and reason for which a single line, folded, is no part of a report; None when it may be."""
    length = len(line)
    if length <= BODY_LINE_CHARS:
        if phrases.SHARING.fullmatch(line):
            return "widget", "a button for sharing, printing or listening"
        if phrases.ADVERTISING.fullmatch(line):
            return "promotion", "announces advertising"
    if phrases.MEMBERS_ONLY.match(line) and length <= MEMBERS_ONLY_CHARS:
        return "promotion", "says that the rest is for subscribers"
    if length <= SEE_ALSO_CHARS and (found := phrases.SEE_ALSO.match(line)):
        rest = line[found.end() :].strip(" :;|>-")
        if (
            not rest
            or line[found.end() - 1] == ":"
            or line[found.end() : found.end() + 1] in ":|>"
            or not _SENTENCE_END.search(line)
        ):
            return "navigation", "leads to another page"
    if length <= PROMOTION_CHARS and phrases.PROMOTION.search(line) and ("newsletter" in line or line[0] not in "\"'"):
        return "promotion", "asks for a subscription, a follower, a download or a message"
    if phrases.RIGHTS.fullmatch(line):
        return "metadata", "says whose work it is"
    return None


def _cut_widgets(work: _Pass) -> None:
    """Cut lines of widgets, and the run of short lines around two or more of them."""
    at, count = 0, len(work.lines)
    while at < count:
        end = at
        while (
            end < count
            and work.folded[end]
            and len(_WORDS.findall(work.folded[end])) <= SHORT_LINE_WORDS
            and not _is_body_line(work.lines[end])
        ):
            end += 1
        run = range(at, end)
        marks = [i for i in run if phrases.WIDGET.fullmatch(work.folded[i])]
        if len(run) >= WIDGET_RUN_LINES and len(marks) >= 2:
            for i in range(marks[0], end):
                if not phrases.COMMENTS.fullmatch(work.folded[i]):
                    work.take(i, "widget", "a table of rewards, votes or ratings")
        else:
            for i in marks:
                work.take(i, "widget", "a line of a reward, vote or rating widget")
        at = max(end, at + 1)


def _is_body_line(line: str) -> bool:
    return bool(_BULLET.match(line)) or (
        bool(_SENTENCE_END.search(line)) and bool(_LETTER.search(line)) and not line.rstrip().endswith("...")
    )


def _cut_comments(work: _Pass) -> None:
    """Cut the section that opens with "5 Comments", once a report has gone before it."""
    before = 0
    for at, line in enumerate(work.folded):
        if line and phrases.COMMENTS.fullmatch(line):
            if before < COMMENTS_AFTER_CHARS:
                work.take(at, "comment", "leads to reader comments")
                continue
            for i in range(at, len(work.lines)):
                work.take(i, "comment", "reader comments")
            return
        if at not in work.cut and (not line or len(line) > BODY_LINE_CHARS):
            before += len(work.lines[at])


def _cut_summary(work: _Pass) -> None:
    """Cut "Key takeaways" with its bullets, and "Synopsis" with its bullets or its one paragraph."""
    left = work.left()
    for place, at in enumerate(left):
        line = work.folded[at]
        if not line or len(line) > BODY_LINE_CHARS or not phrases.SUMMARY.fullmatch(line) or at in work.cut:
            continue
        work.take(at, "metadata", "the outlet's own summary")
        following = left[place + 1 :]
        bullets = 0
        for i in following:
            if not _BULLET.match(work.lines[i]):
                break
            work.take(i, "metadata", "the outlet's own summary")
            bullets += 1
        if bullets or len(following) < 3:
            continue
        first = work.lines[following[0]]
        if not (work.folded[following[0]] and phrases.SUMMARY.fullmatch(work.folded[following[0]])) and not dateline_of(
            first
        ):
            work.take(following[0], "metadata", "the outlet's own summary")


def _cut_repeated(work: _Pass) -> None:
    """Cut the headline said again at the top, whole paragraphs said before, and pulled-out quotations."""
    titles = [title for title in map(fold, work.known.titles) if title]
    seen: set[str] = set()
    left = work.left()
    for place, at in enumerate(left):
        whole = work.folded[at] or fold(work.lines[at])
        if place < TITLE_PLACES and any(_repeats(whole, title) for title in titles):
            work.take(at, "duplicate", "the headline again")
        elif whole in seen and len(_WORDS.findall(whole)) >= 4:
            work.take(at, "duplicate", "said before in the same words")
        seen.add(whole)
    left = work.left()
    if len(left) > PULLED_LINES:
        return
    text = "\n".join(_plain(work.lines[at]) for at in left)
    headings = {fold(heading) for heading in work.known.headings}
    for at in left:
        if work.folded[at] in headings:
            continue
        bare = _plain(work.lines[at])
        if (
            work.folded[at]
            and bare.count(" ") >= REPEATED_WORDS
            and not _SENTENCE_END.search(work.lines[at].strip("\"'“”„«»‘’ ")[-1:])
        ):
            place = text.find(bare)
            if text.find(bare, place + 1) >= 0:
                work.take(at, "duplicate", "words of another paragraph, pulled out")


def _repeats(line: str, title: str) -> bool:
    """Return whether a line is the headline, or the headline with a kicker or label and no sentence around it."""
    if line == title:
        return True
    label = title in line and len(line) <= len(title) + BODY_LINE_CHARS and len(title) >= TITLE_MIN_CHARS
    return label and (not _SENTENCE_END.search(line) or bool(_SENTENCE_END.search(title)))


def _plain(line: str) -> str:
    return " ".join(_WORDS.findall(fold(line)))


def _cut_edges(work: _Pass) -> None:
    """Cut bylines, dates and credits that stand before the lede or after the end."""
    left = work.left()
    authors = [fold(author) for author in work.known.authors if author]
    for order in (left, left[::-1]):
        for at in order[:6]:
            line = work.folded[at]
            if not line or len(line) > BODY_LINE_CHARS * 1.5 or dateline_of(work.lines[at]):
                break
            if wire := credit_line(work.lines[at]):
                work.credits.append(Credit(wire, None))
                work.take(at, "metadata", "a credit line")
            elif found := edge_line(line, authors):
                work.take(at, "metadata", found)
            elif order is not left:
                break
    for at in work.left():
        line = work.folded[at]
        if any(line and author in line and len(line) <= len(author) + BYLINE_SPARE_CHARS for author in authors):
            work.take(at, "metadata", "the byline")


def edge_line(line: str, authors: Sequence[str]) -> str | None:
    """Return why a short line at the top or end of a report, folded, is no part of it; None when it may be."""
    words = len(_WORDS.findall(line))
    if any(author in line and words <= len(author.split()) + BYLINE_EXTRA_WORDS for author in authors):
        return "the byline"
    if _INITIALS.fullmatch(line):
        return "the writers' initials"
    if phrases.STAFF.match(line) and words <= SHORT_LINE_WORDS and not _SENTENCE_END.search(line):
        return "the byline"
    if words <= 2 * SHORT_LINE_WORDS and not (_SENTENCE_END.search(line) and words > SHORT_LINE_WORDS):
        if day_in_words(line) and (words <= SHORT_LINE_WORDS or phrases.DATED.search(line)):
            return "the page's own date"
        if phrases.DATED.search(line) and (re.search(r"\d", line)):
            return "the page's own date or reading time"
        if _CLOCK.search(line) and words <= SHORT_LINE_WORDS:
            return "the page's own date"
    return None
