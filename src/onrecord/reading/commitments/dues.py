"""When a pledged act is due: the time expression that belongs to it, with its preposition, as days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from onrecord.core import Interval, Span
from onrecord.limits.commitments import DEADLINE_CHARS, EPITHET_CHARS, OPENING_WORDS, TAIL_CHARS
from onrecord.reading.commitments.values import Due, Precision
from onrecord.reading.reading import TimeExpression
from onrecord.reading.times import due_in

__all__ = ["due_of", "precision_of"]

_BEFORE = re.compile(
    r"\b(?P<by>(?:no\s+later\s+than|not\s+later\s+than|on\s+or\s+before|by|until|till|within|before|ahead\s+of|prior\s+to|up\s+to)"
    r"(?:\s+the\s+end\s+of)?)\s+(?:the\s+|this\s+|next\s+)?\Z"
    r"|\b(?P<at>(?:late|early|later|earlier|towards?\s+the\s+end\s+of|at\s+the\s+end\s+of|in|on|for|from|during|after|"
    r"starting|beginning|over|throughout|around|since|as\s+early\s+as|as\s+soon\s+as)(?:\s+(?:the|late|early))?)\s+\Z",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?:['’]s\s\w+)?,(?![^.;]{0,120}\b(?:said|told|announced|added)\b)")
_FREE = re.compile(r"(?:^|[,;—–])\s*(?:(?:starting|beginning|in|on|by|from|later|early)\s+)*\Z", re.IGNORECASE)
_BESIDE = re.compile(r",?\s+(?:(?:on|in|by|until|before|from)\s+)?(?:the\s+)?")
_RELATIVE = re.compile(
    r"\b(?:which|who|whose|where|that\s+(?:opens?|ends?|begins?|starts?|expires?|is|are|was|were|will|has|have|had|took|came))\b"
)
_FROM = re.compile(r"\b(?:from|between)\s\Z", re.IGNORECASE)
_JOINED = re.compile(r"\s?(?:to|until|till|through|and|-|–|—)\s?", re.IGNORECASE)
_OWNING = re.compile(r"(?:['’]s|\b(?:his|her|their|its|the))\s\Z")
_OTHER = re.compile(
    r"[;:.!?]|\b(?:said|says|told|announced|added|reported|confirmed|that|will|would|after|since|when|while|who|which|"
    r"because|although|but|was|were|had|marking|following)\b|[^\W\d_]+ed\b"
)
_PAST = re.compile(r"\b(?:since|last|past|ago|earlier|yesterday|previous|recent)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:soon|shortly|promptly|immediately|in\s+due\s+course|as\s+soon\s+as\s+possible|in\s+the\s+(?:near\s+future|"
    r"coming\s+(?:days|weeks|months|years))|(?:over|within)\s+the\s+(?:coming|next)\s+(?:few\s+|several\s+)?(?:days|weeks|months|"
    r"years)|eventually)\b",
    re.IGNORECASE,
)
_VALUES: tuple[tuple[re.Pattern[str], Precision], ...] = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "day"),
    (re.compile(r"\d{4}-W\d\d"), "week"),
    (re.compile(r"\d{4}-\d\d\Z"), "month"),
    (re.compile(r"\d{4}-Q\d"), "quarter"),
    (re.compile(r"\d{4}-H\d"), "half-year"),
    (re.compile(r"\d{4}\Z"), "year"),
    (re.compile(r"\d{3}\Z"), "decade"),
)


def precision_of(time: TimeExpression) -> Precision:
    """Return the unit of a time expression from its TIMEX3 value, else from the length of its interval."""
    for pattern, precision in _VALUES:
        if pattern.match(time.value):
            return precision
    if time.interval is None:
        return "vague"
    days = (time.interval.last - time.interval.first).days + 1
    sizes: tuple[tuple[int, Precision], ...] = (
        (1, "day"),
        (7, "week"),
        (31, "month"),
        (92, "quarter"),
        (184, "half-year"),
    )
    return next((unit for most, unit in sizes if days <= most), "year" if days <= 366 else "range")


def due_of(
    text: str, act: Span, lead: Span | None, times: Sequence[TimeExpression], published: date | None
) -> Due | None:
    """Return when an act is due, or None where nothing says it.

    `act` are the words in which the time may stand, or just behind which; `lead` those before the subject, which may
    open with one ("On Friday the port will open"); `times` are those of the article in order. A time that lies before
    the day of publication is none.
    """
    inside = [
        time
        for time in times
        if act.start <= time.span.start
        and time.span.end <= act.end
        and not _RELATIVE.search(text, act.start + 1, time.span.start)
    ]
    inside += [
        time for time in times if act.end < time.span.start and _BESIDE.fullmatch(text, act.end, time.span.start)
    ][:1]
    if (joined := _range(text, inside)) is not None:
        return joined
    found = [due for time in inside if (due := _due(text, time, act.start, published))]
    if found:
        return min(found, key=lambda due: (due.interval is None, not due.is_deadline, _is_epithet(text, due.span)))
    if lead is not None:
        opening = [time for time in times if lead.start <= time.span.start and time.span.end <= lead.end]
        for time in opening:
            opens = len(text[lead.start : time.span.start].split()) <= OPENING_WORDS
            opens = opens and _ASIDE.match(text, time.span.end) is not None
            beside = not text[time.span.end : lead.end].strip(" ,") and _FREE.search(text[lead.start : time.span.start])
            if (opens or beside) and (due := _due(text, time, lead.start, published)):
                return due
    for time in [time for time in times if time.span.start > act.end][:1]:
        between = text[act.end : time.span.start]
        if len(between) <= TAIL_CHARS and not _OTHER.search(between) and (due := _due(text, time, act.end, published)):
            return due if due.interval and due.span.start < time.span.start else None
    vague = _VAGUE.search(text, act.start, act.end)
    return Due(Span(*vague.span()), None, "vague") if vague else None


def _range(text: str, times: Sequence[TimeExpression]) -> Due | None:
    """Return the days of "from March 3 to April 8" and "between May and July", of which both ends are expressions."""
    for one, two in pairwise(times):
        opened = _FROM.search(text, max(0, one.span.start - DEADLINE_CHARS), one.span.start)
        if opened is None or one.interval is None or two.interval is None or one.interval.first > two.interval.last:
            continue
        if _JOINED.fullmatch(text, one.span.end, two.span.start):
            span = Span(opened.start(), two.span.end)
            return Due(span, Interval(one.interval.first, two.interval.last), "range")
    return None


def _is_epithet(text: str, span: Span) -> bool:
    """Return whether a time stands before a noun as its epithet: "the minister's Tuesday speech"."""
    owned = _OWNING.search(text, max(0, span.start - EPITHET_CHARS), span.start) is not None
    return owned and text[span.end : span.end + 2].strip()[:1].isalpha()


def _due(text: str, time: TimeExpression, floor: int, published: date | None) -> Due | None:
    """Return a time expression as a due time, or None where it lies before the day of publication."""
    words = time.span.of(text)
    if time.type not in ("DATE", "TIME", "DURATION") or _PAST.search(words):
        return None
    start = max(floor, time.span.start - DEADLINE_CHARS)
    before = _BEFORE.search(text[start : time.span.start])
    span = Span(start + before.start(), time.span.end) if before else time.span
    if before and before.group().lower().startswith("since"):
        return None
    if time.type == "DURATION" and not (before and before["by"]):
        return None
    interval = time.interval
    if interval is not None and published is not None and interval.last < published:
        return None
    if not (before and before["by"]):
        return Due(span, interval, precision_of(time))
    term, *_ = due_in(text, [replace(time, interval=interval)], published)
    return Due(span, term, precision_of(time), is_deadline=interval is not None)
