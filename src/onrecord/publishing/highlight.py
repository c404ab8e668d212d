"""An article's text with stretches of it marked, nested and crossing ones included."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from onrecord.core import Span, paragraphs

__all__ = ["Stretch", "marked", "stretches", "turns", "woven"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a cited span that one element can hold. `first` carries the id, `last` the label.

    A span is cut where a paragraph ends and where it crosses the end of another one.
    """

    start: int
    end: int
    key: str
    first: bool
    last: bool


def stretches(text: str, spans: Mapping[str, Span]) -> list[list[Stretch]]:
    """Return for each paragraph of `text` its stretches, properly nested, outer before inner."""
    found: list[list[Stretch]] = []
    waiting = deque(sorted(spans.items(), key=lambda item: (item[1].start, -item[1].end, item[0])))
    active: list[tuple[str, Span]] = []
    for line in paragraphs(text):
        while waiting and waiting[0][1].start < line.end:
            active.append(waiting.popleft())
        found.append(_nested([_within(line, key, span) for key, span in active if span.end > line.start]))
        active = [(key, span) for key, span in active if span.end > line.end]
    return found


def _within(line: Span, key: str, span: Span) -> Stretch:
    """Return the part of a span that lies in one paragraph."""
    first, last = span.start >= line.start, span.end <= line.end
    return Stretch(max(span.start, line.start), min(span.end, line.end), key, first, last)


def _nested(flat: Sequence[Stretch]) -> list[Stretch]:
    """Cut stretches that cross the end of one that is still open, so that they nest."""
    queue = sorted(flat, key=lambda s: (s.start, -s.end, s.key))
    done: list[Stretch] = []
    open_ends: list[int] = []
    while queue:
        stretch = queue.pop(0)
        while open_ends and open_ends[-1] <= stretch.start:
            open_ends.pop()
        limit = open_ends[-1] if open_ends else stretch.end
        if stretch.end > limit:
            rest = replace(stretch, start=limit, first=False)
            stretch = replace(stretch, end=limit, last=False)
            queue.append(rest)
            queue.sort(key=lambda s: (s.start, -s.end, s.key))
        open_ends.append(stretch.end)
        done.append(stretch)
    return done


def turns(inside: Sequence[Stretch]) -> Iterator[tuple[int, Stretch, bool]]:
    """Yield in order where each stretch of one paragraph opens (True) and where it closes (False)."""
    opened: list[Stretch] = []
    for stretch in inside:
        while opened and opened[-1].end <= stretch.start:
            yield opened[-1].end, opened.pop(), False
        opened.append(stretch)
        yield stretch.start, stretch, True
    while opened:
        yield opened[-1].end, opened.pop(), False


def woven(
    text: str,
    line: Span,
    inside: Sequence[Stretch],
    opening: Callable[[Stretch], str],
    closing: Callable[[Stretch], str],
) -> SafeString:
    """Return one paragraph of `text` as HTML, escaped, with the safe tags that `opening` and `closing` give."""
    parts: list[str] = []
    place = line.start
    for at, stretch, opens in turns(inside):
        parts += [escape(text[place:at]), opening(stretch) if opens else closing(stretch)]
        place = at
    return mark_safe("".join([*parts, escape(text[place : line.end])]))  # noqa: S308 - every part is escaped above


def marked(text: str, spans: Mapping[str, Span]) -> tuple[list[SafeString], list[str]]:
    """Return the paragraphs of `text` as HTML with marks, and the keys whose span had to be cut.

    The element of a span has the id `w-KEY`; further parts of a cut span have the class `w-KEY`. Every character
    of the article is escaped; the label at a mark's end is a link back to `c-KEY` without text of its own, so that
    the mark's text is the cited words and nothing else.
    """
    cut: set[str] = set()
    html: list[SafeString] = []
    for line, inside in zip(paragraphs(text), stretches(text, spans), strict=True):
        cut |= {stretch.key for stretch in inside if not (stretch.first and stretch.last)}
        html.append(woven(text, line, inside, _open, _close))
    return html, sorted(cut)


def _open(stretch: Stretch) -> str:
    key = escape(stretch.key)
    return f'<mark id="w-{key}">' if stretch.first else f'<mark class="w-{key}">'


def _close(stretch: Stretch) -> str:
    if not stretch.last:
        return "</mark>"
    key = escape(stretch.key)
    name = f"Back to the sentence that cites {key}"
    return f'<a class="back" href="#c-{key}" aria-label="{name}" data-key="{key}"></a></mark>'
