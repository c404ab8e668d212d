"""Wordings of one statement side by side: which are the same words, and how the others differ."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Prefix

from onrecord.core import fold
from onrecord.limits.linking import COMPARISONS_HELD, NEAR_VARIANTS
from onrecord.linking.alignment import ELISION, Block, Word, align, cut
from onrecord.linking.forms import contracted, masked, transliterated

__all__ = ["Comparison", "Difference", "DifferenceKind", "Quoted", "compare"]

DifferenceKind = Literal["style", "trim", "bracket", "inflection", "order", "substitution", "insertion", "omission"]
_HARMLESS: frozenset[str] = frozenset({"style", "trim", "bracket"})
_MASKS = re.compile(r"\*+|[-–—]{2,}")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One wording to compare: its id, its words, and whether they stand inside quotation marks.

    `breaks` are the places in `text` at which the report has words of its own between two quotations.
    """

    id: str
    text: str
    direct: bool
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Where wording `b` departs from wording `a`.

    Spans are `(start, end)` in code points of each wording's text; an empty one marks the place where the
    other wording has words and this one has none. `alters` says that the words are not the same: any kind but
    *style*, *trim* and *bracket*, and of style a contraction beside its full form, which is a choice of words.
    """

    a: str
    b: str
    a_span: tuple[int, int]
    b_span: tuple[int, int]
    a_text: str
    b_text: str
    kind: DifferenceKind
    alters: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The wordings of one statement side by side.

    `fullest` is the id of the longest wording inside quotation marks (or of all, when none is).
    `variants` gives each wording a number: the same number means the same words up to trimming.
    `altered` says that wordings inside quotation marks differ by more than style, trim and bracket where they run
    side by side. A contraction beside its full form counts ("he's", "he is"), as do a dropped "that", an ending and
    a sentence left out without a mark; what a fuller wording has beyond the ends of a shorter one does not.
    `differences` are those of each other wording from the fullest.
    """

    fullest: str
    variants: Mapping[str, int]
    altered: bool
    differences: tuple[Difference, ...]


def compare(quoted: Sequence[Quoted]) -> Comparison:
    """Compare the wordings of one statement; `quoted` is not empty and its ids differ.

    Whoever shows a statement in several forms asks again for the same: the last answers are remembered.
    Raises `ValueError` when it is empty.
    """
    if not quoted:
        raise ValueError("nothing to compare")
    if len(quoted) == 1:
        return Comparison(fullest=quoted[0].id, variants={quoted[0].id: 1}, altered=False, differences=())
    return _compared(tuple(quoted))


@lru_cache(maxsize=COMPARISONS_HELD)
def _compared(quoted: tuple[Quoted, ...]) -> Comparison:
    cuts = {each.id: cut(each.text, each.breaks) for each in quoted}
    order = sorted(quoted, key=lambda each: (not each.direct, -len(cuts[each.id]), each.text, each.id))
    pairs = _Pairs(cuts)
    groups: list[list[Quoted]] = []
    for each in order:
        home = _home(each, groups, pairs)
        if home is None:
            groups.append([each])
        else:
            home.append(each)
    variants = {each.id: number for number, group in enumerate(groups, 1) for each in group}
    fullest = order[0]
    return Comparison(
        fullest=fullest.id,
        variants={each.id: variants[each.id] for each in quoted},
        altered=sum(group[0].direct for group in groups) > 1,
        differences=tuple(d for each in order[1:] for d in _from_fullest(fullest, each, pairs)),
    )


def _home(each: Quoted, groups: Sequence[list[Quoted]], pairs: _Pairs) -> list[Quoted] | None:
    """Return the variant that has the same words as `each`.

    The longest wording of a variant decides, where the two run side by side: if both hold the same words of it,
    two others cannot alter each other. A quotation that shares no words with any other goes with the fullest.
    """
    alike = [group for group in groups if group[0].direct == each.direct]
    apart = True
    for group in pairs.nearest(each, alike):
        altered = next((found for member in group if (found := pairs.altered(member, each)) is not None), None)
        if altered is False:
            return group
        apart = apart and altered is None
    return alike[0] if alike and apart and each.direct else None


class _Pairs:
    """The differences of each two wordings, each pair of texts aligned once."""

    def __init__(self, cuts: Mapping[str, list[Word]]) -> None:
        self.cuts = cuts
        self.forms = {name: frozenset(word.form for word in words) for name, words in cuts.items()}
        self.known: dict[tuple[object, ...], list[Difference] | None] = {}

    def _aligned(self, a: Quoted, b: Quoted) -> list[Difference] | None:
        """Return the differences of two texts, under the ids of those wordings of them that were met first."""
        texts = (a.text, a.breaks, b.text, b.breaks)
        if texts not in self.known:
            self.known[texts] = _differences(a, b, self.cuts[a.id], self.cuts[b.id])
        return self.known[texts]

    def nearest(self, each: Quoted, groups: Sequence[list[Quoted]]) -> Sequence[list[Quoted]]:
        """Return the variants to compare with, in their order: of very many, those that share most words."""
        if len(groups) <= NEAR_VARIANTS:
            return groups
        own = self.forms[each.id]
        shared = sorted(range(len(groups)), key=lambda n: (-len(own & self.forms[groups[n][0].id]), n))
        return [groups[n] for n in sorted(shared[:NEAR_VARIANTS])]

    def differences(self, a: Quoted, b: Quoted) -> list[Difference] | None:
        """Return where `b` departs from `a`, in order; None when they run nowhere side by side."""
        found = self._aligned(a, b)
        return None if found is None else [replace(each, a=a.id, b=b.id) for each in found]

    def altered(self, a: Quoted, b: Quoted) -> bool | None:
        """Return whether `b` has other words than `a` where both run side by side, None when they do not."""
        found = self._aligned(a, b)
        return None if found is None else any(each.alters for each in found)


def _from_fullest(a: Quoted, b: Quoted, pairs: _Pairs) -> list[Difference]:
    """Return where `b` departs from `a`; when they share nothing, each has cut what the other gives."""
    found = pairs.differences(a, b)
    if found is not None or a.text == b.text:
        return found or []
    whole = (0, len(a.text)), (0, len(b.text))
    return [Difference(a.id, b.id, *whole, a.text, b.text, kind="trim", alters=False)]


def _differences(a: Quoted, b: Quoted, left: Sequence[Word], right: Sequence[Word]) -> list[Difference] | None:
    """Return where `b` departs from `a`, in order; None when they run nowhere side by side."""
    aligned = align(left, right)
    if aligned is None:
        return None
    (a0, a1, b0, b1), changes = aligned

    def difference(block: Block, kind: DifferenceKind, *, alters: bool) -> Difference:
        a_span, b_span = _place(left, block[0], block[1]), _place(right, block[2], block[3])
        return Difference(a.id, b.id, a_span, b_span, a.text[slice(*a_span)], b.text[slice(*b_span)], kind, alters)

    found = []
    for first, block in ((True, (0, a0, 0, b0)), (False, (a1, len(left), b1, len(right)))):
        outer, inner = _edge(left, right, block, first=first)
        named: list[tuple[Block, tuple[DifferenceKind, bool]]] = [(outer, ("trim", False))] if _size(outer) else []
        if _size(inner):
            named.append((inner, _kind(left[inner[0] : inner[1]], right[inner[2] : inner[3]], a.text, b.text)))
        for place, (kind, alters) in named if first else reversed(named):
            found.append(difference(place, kind, alters=alters))
        if first:
            for change in changes:
                kind, alters = _kind(left[change[0] : change[1]], right[change[2] : change[3]], a.text, b.text)
                found.append(difference(change, kind, alters=alters))
    return _moved(found)


def _size(block: Block) -> int:
    return block[1] - block[0] + block[3] - block[2]


def _edge(left: Sequence[Word], right: Sequence[Word], block: Block, *, first: bool) -> tuple[Block, Block]:
    """Part what lies beyond the aligned stretch into what was cut, and what each says instead of the other.

    Where only one goes on, the other was cut there. Where both do, and one begins or ends a sentence, they tell of
    different sentences; else the rest of the sentence is said otherwise.
    """
    a0, a1, b0, b1 = block
    nothing = (a1, a1, b1, b1) if first else (a0, a0, b0, b0)
    if a0 == a1 or b0 == b1:
        return block, nothing
    if first:
        if (a1 < len(left) and left[a1].begins) or (b1 < len(right) and right[b1].begins):
            return block, nothing
        here = max(n for n in range(a0, a1) if n == a0 or left[n].begins)
        there = max(n for n in range(b0, b1) if n == b0 or right[n].begins)
        return (a0, here, b0, there), (here, a1, there, b1)
    if left[a0].begins or right[b0].begins or ELISION in (left[a0].form, right[b0].form):
        return block, nothing
    here = next((n for n in range(a0, a1) if left[n].begins), a1)
    there = next((n for n in range(b0, b1) if right[n].begins), b1)
    return (here, a1, there, b1), (a0, here, b0, there)


def _kind(gone: Sequence[Word], come: Sequence[Word], a_text: str, b_text: str) -> tuple[DifferenceKind, bool]:
    """Name one change, and say whether it alters the words."""
    lost, won = ([word for word in words if word.form != ELISION] for words in (gone, come))
    if not lost or not won:
        if all(word.bracketed for word in (*lost, *won)) and (lost or won):
            return "bracket", False
        # The mark must stand where the words are missing.
        marked = (not lost and len(gone) > 0) or (not won and len(come) > 0)
        return ("trim", False) if marked else ("insertion" if won else "omission", True)
    # Marks at the same end leave both with words there; elsewhere each mark may stand for the other's words.
    same_end = any(gone[end].form == come[end].form == ELISION for end in (0, -1))
    if len(lost) < len(gone) and len(won) < len(come) and not same_end:
        return "trim", False
    plain = [[word for word in words if not word.bracketed] for words in (lost, won)]
    a, b = ([word.form for word in words] for words in plain)
    if not a or not b or a == b:
        return "bracket", False
    if "".join(a).replace(".", "") == "".join(b).replace(".", "") or _same_name(plain[0], plain[1], a_text, b_text):
        return "style", False
    if contracted(a, b):
        return "style", True
    if len(a) == len(b) and all(map(_inflected, a, b)):
        return "inflection", True
    return "substitution", True


def _same_name(lost: Sequence[Word], won: Sequence[Word], a_text: str, b_text: str) -> bool:
    """Return whether two runs of words are one word with letters masked, or one name in two spellings."""
    hidden = [fold(_with_mask(words, text)) for words, text in ((lost, a_text), (won, b_text))]
    if masked(*hidden):
        return True
    return transliterated([word.written for word in lost], [word.written for word in won])


def _with_mask(words: Sequence[Word], text: str) -> str:
    """Return the words as they are written, with the marks that follow the last letter: "d***"."""
    mask = _MASKS.match(text, words[-1].end)
    return text[words[0].start : mask.end() if mask else words[-1].end].replace("—", "--")


def _inflected(a: str, b: str) -> bool:
    """Return whether two words differ in their ending only: "reopen" and "reopening"."""
    common = Prefix.similarity(a, b)
    return a == b or (common >= 3 and max(len(a), len(b)) - common <= 3)


def _place(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """Return the stretch from word `first` up to word `last`, empty between words when they are equal."""
    if first < last:
        return words[first].start, words[last - 1].end
    here = words[first - 1].end if first else 0
    return here, here


def _moved(found: list[Difference]) -> list[Difference]:
    """Rename an omission and an insertion of the same words to a change of order."""
    kinds = ("omission", "insertion", "trim")
    gone = {fold(d.a_text) for d in found if d.kind in kinds and d.a_text and not d.b_text}
    come = {fold(d.b_text) for d in found if d.kind in kinds and d.b_text and not d.a_text}
    both = gone & come
    return [
        replace(d, kind="order", alters=True)
        if d.kind in kinds and not (d.a_text and d.b_text) and fold(d.a_text or d.b_text) in both
        else d
        for d in found
    ]
