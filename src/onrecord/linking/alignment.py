"""Setting two wordings word against word: the stretch where they run side by side, and the changes within it.

Words are aligned by the longest common subsequence of their forms (rapidfuzz's Indel opcodes); of it, the stretch of
greatest weight is kept, as in local alignment (Smith and Waterman 1981). What lies outside was cut by one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rapidfuzz.distance import Indel

from onrecord.core import fold
from onrecord.limits.linking import (
    ALIGNED_LEAST_SHARE,
    ALIGNED_LEAST_WEIGHT,
    ALIGNED_WORD_WEIGHT,
    CHANGE_COST,
    CHANGE_COST_MOST,
    CHANGE_COST_WORD,
    ELISION_COST,
    SCATTERED_LEAST_SHARE,
)
from onrecord.linking.forms import form_of, together
from onrecord.linking.terms import STOP_WORDS

__all__ = ["ELISION", "Block", "Word", "align", "cut"]

ELISION = "…"
"""The form of a place where words were left out: an ellipsis, or the reporter's own words between two quotations."""

_WORD = re.compile(r"(?P<elision>\.\s?\.\s?\.(?:\s?\.)?|…)|[^\W_]+(?:['’.][^\W_]+)*|[%&]")
_BRACKET = re.compile(r"[\[(][^\])]*[\])]")
_SENTENCE_END = re.compile(r"[.!?;:]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a wording: its place, as it is written and as it is compared.

    `bracketed` says that an editor put it in, `begins` that a sentence begins with it or that words before it
    were left out.
    """

    start: int
    end: int
    written: str
    form: str
    bracketed: bool
    begins: bool


Block: TypeAlias = tuple[int, int, int, int]
"""From and to a word of one wording, from and to a word of the other."""
_Run: TypeAlias = tuple[bool, int, int, int, int]
"""Whether the words are equal, and the block."""


def cut(text: str, breaks: Sequence[int] = ()) -> list[Word]:
    """Cut a wording into the words that are compared; at each place of `breaks`, words were left out."""
    brackets = [match.span() for match in _BRACKET.finditer(text)]
    gaps = sorted(place for place in breaks if 0 < place < len(text))
    found: list[Word] = []
    before = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while gaps and gaps[0] <= start:
            place = gaps.pop(0)
            found.append(Word(place, place, "", ELISION, bracketed=False, begins=True))
        form = ELISION if match["elision"] else form_of(fold(match.group()))
        begins = not found or found[-1].form == ELISION or bool(_SENTENCE_END.search(text, before, start))
        inside = any(first <= start and end <= last for first, last in brackets)
        if found and not begins and (number := together(found[-1].form, text[before:start], form)):
            last = found.pop()
            found.append(Word(last.start, end, text[last.start : end], number, inside, last.begins))
        else:
            found.append(Word(start, end, match.group(), form, inside, begins))
        before = end
    return found


def align(left: Sequence[Word], right: Sequence[Word]) -> tuple[Block, list[Block]] | None:
    """Return the stretch where two wordings run side by side, and the changes within it.

    None when they share too little to be compared: each then words another part of the statement.
    """
    if left and [word.form for word in left] == [word.form for word in right]:
        return (0, len(left), 0, len(right)), []
    if whole := _contained(left, right):
        return whole, []
    runs = list(_runs(left, right))
    weight, first, last = _heaviest(runs, left, right)
    least = ALIGNED_LEAST_SHARE * min(_weight(left), _weight(right))
    if weight <= 0 or (weight < ALIGNED_LEAST_WEIGHT and weight < least):
        # Few words agree anywhere, but so many in all that the one is the other said otherwise.
        equal = [number for number, run in enumerate(runs) if run[0]]
        alike = sum(_weight(left[runs[number][1] : runs[number][2]]) for number in equal)
        if not equal or alike < SCATTERED_LEAST_SHARE * min(_weight(left), _weight(right)):
            return None
        first, last = equal[0], equal[-1] + 1
    stretch = runs[first:last]
    a0, a1, b0, b1 = stretch[0][1], stretch[-1][2], stretch[0][3], stretch[-1][4]
    # A repeated phrase may have been aligned with its other half further off.
    while a0 and b0 and _equal(left[a0 - 1], right[b0 - 1]):
        a0, b0 = a0 - 1, b0 - 1
    while a1 < len(left) and b1 < len(right) and _equal(left[a1], right[b1]):
        a1, b1 = a1 + 1, b1 + 1
    return (a0, a1, b0, b1), _changes(stretch, left)


def _equal(a: Word, b: Word) -> bool:
    return a.form == b.form != ELISION


def _contained(left: Sequence[Word], right: Sequence[Word]) -> Block | None:
    """Return where the whole of one wording stands in the other, word for word."""

    def within(part: Sequence[Word], whole: Sequence[Word]) -> tuple[int, int, int, int] | None:
        first = next((n for n, word in enumerate(part) if word.form != ELISION), len(part))
        last = next((n for n in range(len(part), first, -1) if part[n - 1].form != ELISION), first)
        sought = "".join(f" {word.form} " for word in part[first:last])
        place = "".join(f" {word.form} " for word in whole).find(sought) if sought and ELISION not in sought else -1
        if place < 0:
            return None
        start = "".join(f" {word.form} " for word in whole)[:place].count(" ") // 2
        return first, last, start, start + last - first

    if len(right) <= len(left) and (found := within(right, left)):
        return found[2], found[3], found[0], found[1]
    return within(left, right)


def _runs(left: Sequence[Word], right: Sequence[Word]) -> Iterator[_Run]:
    """Yield equal and changed runs in turn; two elisions never equal, since what each leaves out is not known."""
    ours = [word.form for word in left]
    theirs = [word.form if word.form != ELISION else "" for word in right]
    changed: Block | None = None
    for code in Indel.opcodes(ours, theirs):
        block = (code.src_start, code.src_end, code.dest_start, code.dest_end)
        if code.tag != "equal":
            changed = (changed[0], block[1], changed[2], block[3]) if changed else block
            continue
        if changed:
            yield False, *changed
            changed = None
        yield True, *block
    if changed:
        yield False, *changed


def _heaviest(runs: Sequence[_Run], left: Sequence[Word], right: Sequence[Word]) -> tuple[float, int, int]:
    """Return the greatest weight of runs in a row, equal words counted for and changes against, and which they are."""
    best, here, start = (0.0, 0, 0), 0.0, 0
    for number, (equal, a0, a1, b0, b1) in enumerate(runs):
        if not equal:
            here -= _cost(left[a0:a1], right[b0:b1])
            continue
        if here <= 0:
            here, start = 0.0, number
        here += _weight(left[a0:a1])
        if here > best[0]:
            best = here, start, number + 1
    return best


def _weight(words: Sequence[Word]) -> float:
    return sum(ALIGNED_WORD_WEIGHT if word.form in STOP_WORDS else 1.0 for word in words if word.form != ELISION)


def _cost(gone: Sequence[Word], come: Sequence[Word]) -> float:
    """Return what a change counts against its surroundings; words left out at an elision count little."""
    lost = sum(word.form != ELISION for word in gone)
    won = sum(word.form != ELISION for word in come)
    if (not lost or not won) and lost + won < len(gone) + len(come):
        return ELISION_COST
    return min(CHANGE_COST_MOST, CHANGE_COST + CHANGE_COST_WORD * max(lost, won))


def _changes(runs: Sequence[_Run], left: Sequence[Word]) -> list[Block]:
    """Return the changed runs, those joined between which only function words agree, as if by chance."""
    found: list[Block] = []
    carried = False
    for number, (equal, a0, a1, b0, b1) in enumerate(runs):
        if equal:
            chance = a1 - a0 <= 2 and all(word.form in STOP_WORDS for word in left[a0:a1])
            between = chance and bool(found) and number + 1 < len(runs)
            carried = between and _parted(found[-1], runs[number + 1][1:], a1 - a0)
        elif carried:
            found[-1] = (found[-1][0], a1, found[-1][2], b1)
        else:
            found.append((a0, a1, b0, b1))
    return found


def _parted(before: Block, after: Block, between: int) -> bool:
    """Return whether two changes are such that the words between them agree by chance.

    One word does where the changes together have words on both sides; two where both are long.
    """
    sides = [(a1 > a0, b1 > b0) for a0, a1, b0, b1 in (before, after)]
    if between == 1 and any(ours for ours, _ in sides) and any(theirs for _, theirs in sides):
        return True
    return min(max(a1 - a0, b1 - b0) for a0, a1, b0, b1 in (before, after)) >= 3
