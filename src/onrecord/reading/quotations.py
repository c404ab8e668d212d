"""Finding every pair of quotation marks: straight, curly, single, guillemets, low-high, TeX and corner marks.

Only the outermost pair is a quotation; marks inside it belong to it. A quotation whose opening mark is repeated at
each paragraph and closed once is one quotation; a mark left open otherwise runs to the end of its paragraph.
Every step is one walk over the marks, so the work grows with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.core import Span, paragraphs
from onrecord.limits.reading import TURN_CHARS

__all__ = ["Pair", "find_pairs"]

_MARK = re.compile(r"``|''|[\"“”„‟＂«»‹›「」『』‘’‛']")
_CURLY = re.compile("[“”]")
_DOUBLE = frozenset(("``", "''", '"', "“", "”", "„", "‟", "＂"))
_GUILLEMET = frozenset("«»‹›")
_CORNER = frozenset("「」『』")
_STRAIGHT = frozenset(('"', "＂", "''"))
_OPENS_DOUBLE = frozenset(("“", "„", "‟", "``"))
_OPPOSITE = {"«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』"}
_BEFORE_OPENING = frozenset("([{—–-/|>“\"„«‘'…:;,")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-…/|<”\"’'»")
_ENDS_SENTENCE = frozenset(".!?,;:…—")
_APOSTROPHE_WORD = re.compile(r"\d|(?:em|til|tis|twas|cause|cuz|n|bout|round|ere|neath|cept)\b", re.IGNORECASE)

_CLOSERS = {'"': '"', "“": "”"}
_INNER_END = re.compile(r"[,.?!…][\"”](?=\s)")
_WORDS_FOLLOW = re.compile(r"\s[^\W_]")
_TURN = re.compile(r"[\"“]\(?[^\W\d_a-z]{2,}[^\Wa-z]*(?:[ .'’-]+[^\W\d_a-z][^\Wa-z]*){0,3}[:)]")


@dataclass(frozen=True, slots=True)
class Pair:
    """One outermost pair of marks: `span` with the marks, `words` without them and without outer blanks."""

    span: Span
    words: Span


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark in its surroundings: where it stands, and on which sides it touches words."""

    start: int
    end: int
    sign: str
    can_open: bool
    can_close: bool


def find_pairs(text: str) -> tuple[Pair, ...]:
    """Return the outermost quotations of `text` in order; they never overlap and their words are never blank."""
    found: list[Pair] = []
    lines = paragraphs(text)
    pending: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        marks = _marks(text, line)
        following = _beginning(text, lines[number + 1]) if number + 1 < len(lines) else ""
        spans, left_open = _walk(text, line, marks, pending, following)
        for start, end in spans:
            if pair := _pair(text, start, end):
                found.append(pair)
        pending = left_open
    return tuple(found)


def _beginning(text: str, line: Span) -> str:
    """Return the first two characters of a paragraph; nothing when it opens a speaker's turn in a transcript."""
    return (
        ""
        if _TURN.match(text, line.start, min(line.end, line.start + TURN_CHARS))
        else text[line.start : line.start + 2]
    )


def _marks(text: str, line: Span) -> list[_Mark]:
    """Return the marks of one paragraph; apostrophes within a word are none."""
    found = []
    skipped = _excerpt_marks(text, line)
    for match in _MARK.finditer(text, line.start, line.end):
        start, end = match.span()
        if start in skipped:
            continue
        before = text[start - 1] if start > line.start else " "
        after = text[end] if end < line.end else " "
        if match.group() in "'’" and before.isalnum() and after.isalnum():
            continue
        touches_left = not before.isspace() and before not in _BEFORE_OPENING
        touches_right = not after.isspace() and after not in _AFTER_CLOSING
        opens = not touches_left and not after.isspace()
        closes = not touches_right and not before.isspace()
        found.append(_Mark(start, end, match.group(), opens, closes))
    return found


def _excerpt_marks(text: str, line: Span) -> frozenset[int]:
    """Return the straight marks at the ends of a paragraph whose own quotations are curly: they set off an excerpt.

    A curly mark that closes before any opens is the partner of the straight one.
    """
    if doubled := _doubled_marks(text, line):
        return doubled
    curly = _CURLY.search(text, line.start + 1, line.end)
    if text[line.start] != '"' or curly is None or curly.group() == "”":
        return frozenset()
    inner = text.find('"', line.start + 1, line.end)
    if 0 <= inner < line.end - 1:
        return frozenset()
    return frozenset((line.start, inner))


def _doubled_marks(text: str, line: Span) -> frozenset[int]:
    """Return the outer marks of a paragraph that opens with two: an excerpt whose inner quotations have their cues.

    The inner one must close behind a comma or full stop with words after it (““We sail,” Brandt said. ...).
    """
    outer, inner = text[line.start], text[line.start + 1 : line.start + 2]
    closer, last = _CLOSERS.get(inner, ""), line.end - 1
    if outer not in ('"', "“") or not closer:
        return frozenset()
    close = next(
        (m.end() - 1 for m in _INNER_END.finditer(text, line.start + 2, line.end) if m.group()[1] == closer), -1
    )
    if close < 0 or not _WORDS_FOLLOW.match(text, close + 1, line.end):
        return frozenset()
    if outer == inner == '"':
        surplus = text.count('"', line.start + 1, line.end) % 2 == 1 and text[last] == '"'
    else:
        surplus = text[last] == ('"' if outer == '"' else "”") and _is_surplus(text, line, outer)
        if not surplus and closer != ("”" if outer == "“" else outer):
            return frozenset()
    return frozenset((line.start, last)) if surplus else frozenset((line.start,))


def _is_surplus(text: str, line: Span, outer: str) -> bool:
    """Return whether the paragraph's last mark closes its first one: nothing before it does."""
    closing = '"' if outer == '"' else "”"
    opened = text.count("“", line.start, line.end) if closing == "”" else text.count('"', line.start, line.end) - 1
    return text.count(closing, line.start + 1, line.end) == opened


def _family(sign: str) -> str:
    if sign in _DOUBLE:
        return "double"
    if sign in _GUILLEMET:
        return "guillemet"
    return "corner" if sign in _CORNER else "single"


def _walk(
    text: str, line: Span, marks: Sequence[_Mark], pending: tuple[int, str] | None, following: str
) -> tuple[list[tuple[int, int]], tuple[int, str] | None]:
    """Pair the marks of one paragraph.

    `pending` is where a quotation left open by the paragraph before began, and its mark; `following` is how the
    next paragraph begins. Returns the spans that end here and what is left open.
    """
    spans: list[tuple[int, int]] = []
    singles = _single_pairs(text, line, marks, following)
    at, start, sign = 0, -1, ""
    if pending is not None and marks:
        start, sign, at = pending[0], pending[1], 1
        if _family(sign) == "single" and line.start not in singles:
            singles[line.start] = _first_closer(marks)
    closers = _last_of_each(marks)
    nested = True
    while at < len(marks) or start >= 0:
        if start < 0:
            opened = _opens(text, marks, at, singles, closers)
            if not opened:
                at += 1
                continue
            start, sign, at = marks[at].start, marks[at].sign, at + 1
        if _family(sign) == "single":
            end, at = _close_single(marks, at, singles.get(marks[at - 1].start, -1))
        else:
            end, after = _close(text, marks, at, sign, nested=nested)
            if end < -1:
                nested = False
                end, after = _close(text, marks, at, sign, nested=nested)
            at = after
        if end < 0:
            if _repeats(sign, following):
                return spans, (start, sign)
            spans.append((start, line.end))
        else:
            spans.append((start, end))
        start = -1
    return spans, None


def _repeats(sign: str, following: str) -> bool:
    """Return whether the next paragraph, which begins with `following`, repeats the opening mark `sign`."""
    first = following if following in _DOUBLE else following[:1]
    if first == sign:
        return sign not in "”’»」"
    return first in ("“", "„", "``") and sign in ("“", "„", "``", "‟")


def _opens(text: str, marks: Sequence[_Mark], at: int, singles: dict[int, int], closers: dict[str, int]) -> bool:
    """Return whether the mark, met outside any quotation, opens one."""
    mark = marks[at]
    family = _family(mark.sign)
    if family == "single":
        return mark.start in singles
    if family == "corner":
        return mark.sign in "「『"
    if family == "guillemet":
        return (mark.sign in "«‹" or mark.can_open) and closers.get(_OPPOSITE[mark.sign], -1) > at
    if mark.sign in _OPENS_DOUBLE:
        return True
    if mark.sign == "”":
        return mark.can_open and closers.get("”", -1) > at
    before = text[mark.start - 1] if mark.start else " "
    inches = before.isdigit() and not text[mark.end : mark.end + 1].isalnum()
    return not inches and (mark.can_open or not mark.can_close)


def _last_of_each(marks: Sequence[_Mark]) -> dict[str, int]:
    """Return the index of the last mark of each sign."""
    return {mark.sign: index for index, mark in enumerate(marks)}


def _close_single(marks: Sequence[_Mark], at: int, close: int) -> tuple[int, int]:
    """Return where the single mark at `close` ends and the next mark to look at; -1 when it closes nowhere here."""
    if close < 0:
        return -1, len(marks)
    while marks[at].start < close:
        at += 1
    return marks[at].end, at + 1


def _close(text: str, marks: Sequence[_Mark], at: int, sign: str, *, nested: bool) -> tuple[int, int]:
    """Return where the quotation opened by `sign` just before mark `at` ends, and the next mark to look at.

    The end is -1 when nothing closes it in this paragraph, and -2 when inner quotations are left open, so that
    the paragraph must be walked again without nesting.
    """
    family, depth = _family(sign), 1
    for index in range(at, len(marks)):
        mark = marks[index]
        step = _step(text, mark, sign, nested=nested) if _family(mark.sign) == family else 0
        depth += step
        if depth <= 0:
            return (mark.end, index + 1) if step == -1 else (mark.start, index)
    return (-1 if depth == 1 else -2), len(marks)


def _step(text: str, mark: _Mark, sign: str, *, nested: bool) -> int:
    """Return how one mark changes the depth: 1 opens an inner quotation, -1 closes, -9 shows a closing mark missing."""
    if sign in _OPPOSITE:
        return -1 if mark.sign == _OPPOSITE[sign] else (1 if mark.sign == sign and nested else 0)
    if sign == "„":
        return -1 if mark.sign in ("“", "”", '"') else 0
    if mark.sign in _OPENS_DOUBLE or (mark.sign in _STRAIGHT and mark.can_open and not mark.can_close):
        if not nested:
            return 0 if mark.sign in _OPENS_DOUBLE else -1
        before = text[max(0, mark.start - 2) : mark.start].rstrip()[-1:]
        return -9 if before in _ENDS_SENTENCE else 1
    return -1


def _first_closer(marks: Sequence[_Mark]) -> int:
    """Return where the first single mark that may close stands, or -1."""
    return next((m.start for m in marks[1:] if m.sign in "'’" and m.can_close and not m.can_open), -1)


def _single_pairs(text: str, line: Span, marks: Sequence[_Mark], following: str) -> dict[int, int]:
    """Return {opening mark: closing mark} of single quotation marks, told apart from apostrophes.

    A mark after a final s that stands before a word may be a plural's possessive: it closes only when no surer mark
    follows before the next opening. Double marks between the two must be balanced. -1 says that a quotation opened
    at the paragraph's start goes on in the next paragraph.
    """
    pairs: dict[int, int] = {}
    doubles = 0
    before: list[int] = []
    for mark in marks:
        before.append(doubles)
        doubles += mark.sign in _DOUBLE
    sure = unsure = opening = -1
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        if _family(mark.sign) != "single":
            continue
        if mark.sign in "'’" and mark.can_close and not (mark.sign == "'" and mark.can_open):
            if _may_be_possessive(text, mark, line.end):
                unsure = index
            else:
                sure, unsure = index, -1
        elif mark.sign in "'‘‛" and mark.can_open and not _APOSTROPHE_WORD.match(text, mark.end):
            close = sure if unsure < 0 or (sure >= 0 and not unsure < opening < sure) else unsure
            if close >= 0 and (before[close] - before[index]) % 2 == 0:
                pairs[mark.start] = marks[close].start
            elif close < 0 and mark.start == line.start and following[:1] in ("‘", "'"):
                pairs[mark.start] = -1
            opening = index
    return pairs


def _may_be_possessive(text: str, mark: _Mark, limit: int) -> bool:
    if text[mark.start - 1] not in "sSnN":
        return False
    return mark.end + 1 < limit and text[mark.end] == " " and text[mark.end + 1].isalpha()


def _pair(text: str, start: int, end: int) -> Pair | None:
    """Return the pair of the stretch, or None when nothing but marks and blanks stands in it."""
    opening, closing = start, end
    if match := _MARK.match(text, start):
        opening = match.end()
    if end - 2 >= opening and text[end - 2 : end] == "''":
        closing = end - 2
    elif end - 1 >= opening and _MARK.fullmatch(text, end - 1, end):
        closing = end - 1
    body = text[opening:closing]
    first = opening + len(body) - len(body.lstrip())
    last = first + len(body.strip())
    if not any(letter.isalnum() for letter in body):
        return None
    return Pair(Span(start, end), Span(first, last))
