"""Wordings of one statement side by side: which are the same words, and how the others differ.

Words are aligned by the longest common subsequence of their folded forms (rapidfuzz's Indel opcodes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel, Prefix

from onrecord.core import Span, fold, words
from onrecord.linking.terms import STOP_WORDS

__all__ = ["Comparison", "Difference", "DifferenceKind", "Quoted", "compare"]

DifferenceKind = Literal["style", "trim", "bracket", "inflection", "order", "substitution", "insertion", "omission"]
HARMLESS: frozenset[str] = frozenset({"style", "trim", "bracket"})
"""Differences that leave the words inside quotation marks unaltered."""

_NUMERALS = dict(zip("one two three four five six seven eight nine ten".split(), map(str, range(1, 11)), strict=True))
_SHORT = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "mr": "mister",
    "dr": "doctor",
}
_STYLE = _NUMERALS | _SHORT
"""Forms that newsrooms write one way or the other."""
_ELLIPSIS = re.compile(r"\.\s?\.\s?\.|…")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One wording to compare: its id, its words, and whether they stand inside quotation marks."""

    id: str
    text: str
    direct: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Where wording `b` departs from wording `a`.

    Spans are `(start, end)` in code points of each wording's text; an empty one marks the place where the
    other wording has words and this one has none.
    """

    a: str
    b: str
    a_span: tuple[int, int]
    b_span: tuple[int, int]
    a_text: str
    b_text: str
    kind: DifferenceKind


@dataclass(frozen=True, slots=True)
class Comparison:
    """The wordings of one statement side by side.

    `fullest` is the id of the longest wording inside quotation marks (or of all, when none is).
    `variants` gives each wording a number: the same number means the same words up to trimming.
    `altered` says that wordings inside quotation marks differ by more than style, trim and bracket.
    `differences` are those of each other wording from the fullest.
    """

    fullest: str
    variants: Mapping[str, int]
    altered: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    form: str
    bracketed: bool


def compare(quoted: Sequence[Quoted]) -> Comparison:
    """Compare the wordings of one statement; `quoted` is not empty and its ids differ.

    Raises `ValueError` when it is empty.
    """
    if not quoted:
        raise ValueError("nothing to compare")
    cut = {each.id: _cut(each.text) for each in quoted}
    order = sorted(quoted, key=lambda each: (not each.direct, -len(cut[each.id]), each.id))
    fullest = order[0]
    variants: dict[str, int] = {}
    heads: list[Quoted] = []
    differences: list[Difference] = []
    for each in order:
        found = _variant(each, heads, cut)
        if found is None:
            heads.append(each)
            found = len(heads)
        variants[each.id] = found
        if each is not fullest:
            differences += _differences(fullest, each, cut)
    direct = {variants[each.id] for each in quoted if each.direct}
    return Comparison(fullest.id, variants, len(direct) > 1, tuple(differences))


def _variant(each: Quoted, heads: Sequence[Quoted], cut: Mapping[str, list[_Word]]) -> int | None:
    """Return the number of the variant whose longest wording holds the same words as `each`, if any."""
    for number, head in enumerate(heads, 1):
        if head.direct == each.direct and all(found.kind in HARMLESS for found in _differences(head, each, cut)):
            return number
    return None


def _cut(text: str) -> list[_Word]:
    """Cut a wording into words that are compared; an ellipsis counts as a word of its own."""
    found = []
    marks = [Span(*m.span()) for m in _ELLIPSIS.finditer(text)]
    brackets = [Span(*m.span()) for m in re.finditer(r"[\[(][^\])]*[\])]", text)]
    for span in sorted((*_parts(text), *marks)):
        form = "…" if span in marks else fold(span.of(text))
        inside = any(b.start <= span.start and span.end <= b.end for b in brackets)
        found.append(_Word(span, _STYLE.get(form, form), inside))
    return found


def _parts(text: str) -> list[Span]:
    """Return words, those with hyphens cut at them, so that "long-stalled" equals "long stalled"."""
    return [
        Span(word.start + part.start(), word.start + part.end())
        for word in words(text)
        for part in re.finditer(r"[^\-‐‑]+", word.of(text))
    ]


def _differences(a: Quoted, b: Quoted, cut: Mapping[str, list[_Word]]) -> list[Difference]:
    """Return where `b` departs from `a`, in order."""
    left, right = cut[a.id], cut[b.id]
    codes = Indel.opcodes([w.form for w in left], [w.form for w in right])
    found: list[Difference] = []
    blocks = _blocks([(code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end) for code in codes], left)
    for a0, a1, b0, b1 in blocks:
        gone, come = left[a0:a1], right[b0:b1]
        at_end = (a0 == 0 and b0 == 0) or (a1 == len(left) and b1 == len(right))
        kind = _kind(gone, come, at_end=at_end)
        a_span, b_span = _place(left, a0, a1, a.text), _place(right, b0, b1, b.text)
        found.append(Difference(a.id, b.id, a_span, b_span, a.text[slice(*a_span)], b.text[slice(*b_span)], kind))
    return _moved(found)


def _blocks(codes: Sequence[tuple[str, int, int, int, int]], left: Sequence[_Word]) -> list[tuple[int, int, int, int]]:
    """Join neighbouring deletions and insertions into blocks of change.

    One function word that agrees between two changes agrees by chance ("a", "the", "of") and goes with them.
    """
    blocks: list[tuple[int, int, int, int]] = []
    bridge = False
    for number, (tag, a0, a1, b0, b1) in enumerate(codes):
        if tag == "equal":
            alone = a1 - a0 == 1 and left[a0].form in STOP_WORDS
            bridge = alone and 0 < number < len(codes) - 1 and _both_sided(codes, number)
            continue
        if blocks and (bridge or (blocks[-1][1] == a0 and blocks[-1][3] == b0)):
            a0, b0 = blocks.pop()[::2]
        blocks.append((a0, a1, b0, b1))
        bridge = False
    return blocks


def _both_sided(codes: Sequence[tuple[str, int, int, int, int]], number: int) -> bool:
    """Return whether words change on both sides between the equal runs before and after the one at `number`."""

    def changed(numbers: range) -> tuple[int, int]:
        gone = come = 0
        for each in numbers:
            tag, a0, a1, b0, b1 = codes[each]
            if tag == "equal":
                break
            gone, come = gone + a1 - a0, come + b1 - b0
        return gone, come

    before, after = changed(range(number - 1, -1, -1)), changed(range(number + 1, len(codes)))
    return all(before) and all(after)


def _kind(gone: Sequence[_Word], come: Sequence[_Word], *, at_end: bool) -> DifferenceKind:
    """Name one block of change."""
    changed = [w.form for w in gone], [w.form for w in come]
    if not gone or not come:
        rest = come or gone
        if all(w.bracketed for w in rest):
            return "bracket"
        if at_end:
            return "trim"
        return "insertion" if come else "omission"
    if changed[1] == ["…"] or changed[0] == ["…"]:
        return "trim"
    if all(w.bracketed for w in come) or all(w.bracketed for w in gone):
        return "bracket"
    if "".join(changed[0]).replace(".", "") == "".join(changed[1]).replace(".", ""):
        return "style"
    if len(gone) == len(come) and all(map(_inflected, *changed)):
        return "inflection"
    return "substitution"


def _inflected(a: str, b: str) -> bool:
    """Return whether two words differ in their ending only: "reopen" and "reopening"."""
    common = Prefix.similarity(a, b)
    return a == b or (common >= 3 and max(len(a), len(b)) - common <= 3)


def _place(cut: Sequence[_Word], first: int, last: int, text: str) -> tuple[int, int]:
    """Return the stretch of `text` from word `first` up to word `last`, empty between words when they are equal."""
    if first < last:
        return cut[first].span.start, cut[last - 1].span.end
    here = cut[first - 1].span.end if first else 0
    return min(here, len(text)), min(here, len(text))


def _moved(found: list[Difference]) -> list[Difference]:
    """Rename an omission and an insertion of the same words to a change of order."""
    gone = {fold(d.a_text) for d in found if d.kind == "omission"}
    come = {fold(d.b_text) for d in found if d.kind == "insertion"}
    both = gone & come
    return [
        Difference(d.a, d.b, d.a_span, d.b_span, d.a_text, d.b_text, "order")
        if fold(d.a_text or d.b_text) in both and d.kind in ("omission", "insertion")
        else d
        for d in found
    ]
