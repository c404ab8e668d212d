"""What can be counted of a sentence in which an actor does something to a target: the features of `acts`.

Two parties are put aside as marks, so that no name is learnt. What remains is: words and pairs of words, by where they
stand towards the two; the verb that the actor governs, and what may turn it ("will", "refused to", "threatened to");
and vectors of the words around. Words lean towards roots by a phrase book of our own, `training/acts.txt`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.core import Span, overlap
from onrecord.limits.acts import ACT_CHARS, ACTOR_WORDS, BEYOND_WORDS

__all__ = [
    "ACTOR",
    "AUXILIARIES",
    "LIGHT",
    "STOP",
    "TARGET",
    "Dyad",
    "Leanings",
    "Worded",
    "counts",
    "stem",
    "stretches",
]

ACTOR, TARGET = "<A>", "<T>"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]")

_IRREGULAR = {
    form: base
    for entry in (
        "meet:met hold:held give:gave,given send:sent seek:sought take:took,taken begin:began,begun say:said tell:told "
        "shoot:shot fight:fought speak:spoke,spoken withdraw:withdrew,withdrawn lead:led blow:blew,blown "
        "break:broke,broken build:built overrun:overran make:made pay:paid lend:lent find:found strike:struck "
        "drive:drove fly:flew throw:threw leave:left be:is,are,was,were,been,being have:has,had win:won "
        "will:wo,would not:cannot"
    ).split()
    for base, forms in [entry.split(":")]
    for form in forms.split(",")
}
_ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_DOUBLE = frozenset("lsz")


def stem(word: str) -> str:
    """Return a word in lower case without the endings of English verbs and plurals."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word.endswith("ss")):
            word = word[: -len(ending)] + instead
            if ending in ("ing", "ed") and len(word) > 3 and word[-1] == word[-2] and word[-1] not in _DOUBLE:
                word = word[:-1]
            break
    return word.rstrip("e") if len(word) > 3 else word


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


AUXILIARIES = _stems("be have do will can could may might shall should must")
LIGHT = _stems(
    "make hold take give launch start begin open order announce impose issue carry stage conduct declare express put "
    "send place pay provide pass say decide continue have be do file call lead go come keep set play sign reach seek "
    "show urge"
)
"""Verbs that say little without their noun: "launch an investigation", "launch an assault"."""
STOP = _stems("a an the to of in on with for at by its it and be as will from his her say over against")
_TURNS = {
    "not": _stems("not never no refuse reject fail decline without deny block prevent cancel"),
    "to come": _stems(
        "will shall must may might could plan intend expect schedule due willing ready prepare agree promise pledge "
        "vow commit offer decide consider want"
    ),
    "threat": _stems("threaten warn ultimatum"),
    "asked": _stems("urge demand ask call request appeal insist press should must"),
    "ended": _stems("end lift stop halt suspend cancel ease reverse remove drop"),
}
"""Words before a verb that turn what it says, by the way they turn it."""
_FUNCTION = frozenset(
    "the a an of to in on for with by and at its it is was were has have had that as be been are from he she his her "
    "their they".split()
)

Leanings = Mapping[str, Mapping[str, float]]
"""Of a stem, of two stems, or of "o " and a stem that is an object: the roots towards which it leans, with shares."""


@dataclass(frozen=True, slots=True)
class Dyad:
    """A sentence with the words that name who acts and upon whom; either may be missing."""

    text: str
    actor: Span | None
    target: Span | None

    @classmethod
    def of(cls, sentence: str, actor: str, target: str) -> Dyad:
        """Find the words of both parties in a sentence; where they would overlap, a later place is looked for."""
        first, second = sentence.find(actor) if actor else -1, sentence.find(target) if target else -1
        if first >= 0 and second >= 0 and second < first + len(actor) and first < second + len(target):
            later = sentence.find(target, first + len(actor))
            if later >= 0:
                second = later
            else:
                first = sentence.find(actor, second + len(target))
        return cls(
            sentence,
            Span(first, first + len(actor)) if first >= 0 else None,
            Span(second, second + len(target)) if second >= 0 else None,
        )


@dataclass(frozen=True, slots=True)
class Worded:
    """A dyad as words: lower case, stems, and the places of the two parties or -1."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    actor: int
    target: int

    @classmethod
    def of(cls, dyad: Dyad) -> Worded:
        """Cut a dyad into words; of a text beyond all bounds only the stretch around the parties is looked at."""
        marks = [(span, mark) for span, mark in ((dyad.actor, ACTOR), (dyad.target, TARGET)) if span]
        if len(marks) == 2 and overlap(marks[0][0], marks[1][0]):
            marks.pop()
        marks.sort()
        first = marks[0][0].start if marks else 0
        start = max(0, first - ACT_CHARS)
        end = min(len(dyad.text), first + 2 * ACT_CHARS)
        words: list[str] = []
        for span, mark in marks:
            if span.end <= end:
                words += [*_cut(dyad.text[start : span.start]), mark]
                start = span.end
        words += _cut(dyad.text[start:end])
        stems = tuple(word if word in (ACTOR, TARGET) else "0" if word.isdigit() else stem(word) for word in words)
        return cls(
            tuple(words),
            stems,
            words.index(ACTOR) if ACTOR in words else -1,
            words.index(TARGET) if TARGET in words else -1,
        )

    @property
    def order(self) -> str:
        """Which party stands first, or which is there at all."""
        if self.actor >= 0 and self.target >= 0:
            return "AT" if self.actor < self.target else "TA"
        return "A" if self.actor >= 0 else "T" if self.target >= 0 else "-"

    @property
    def between(self) -> tuple[int, int]:
        """The places that bound what stands between the parties, or after the only one."""
        if self.actor >= 0 and self.target >= 0:
            return min(self.actor, self.target), max(self.actor, self.target)
        return max(self.actor, self.target), len(self.words)

    def governed(self) -> list[int]:
        """Return the places where the verb of the actor is looked for, in order."""
        count = len(self.words)
        if self.order == "TA":
            return [*range(self.target + 1, self.actor), *range(self.actor + 1, min(count, self.actor + BEYOND_WORDS))]
        if self.order == "AT":
            return list(range(self.actor + 1, min(count, self.target + BEYOND_WORDS)))
        return list(range(self.actor + 1, count))


def _cut(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        word = match.group().lower().replace("’", "'")
        if word.endswith("n't"):
            yield from (word[:-3], "not") if len(word) > 3 else ("not",)
        elif word.endswith("'s"):
            yield from (word[:-2], "'s")
        else:
            yield word


def counts(one: Worded, leanings: Leanings) -> dict[str, float]:
    """Return the named features of a dyad with their counts."""
    found: defaultdict[str, float] = defaultdict(float)
    found[f"order {one.order}"] = 1
    _count_words(one, found)
    _count_leanings(one, leanings, found)
    _count_governed(one, leanings, found)
    return found


def _count_words(one: Worded, found: defaultdict[str, float]) -> None:
    """Count words, pairs and threes, and words by their place towards the parties."""
    stems, count = one.stems, len(one.stems)
    low, high = one.between
    for at, word in enumerate(stems):
        zone = "B" if low < at < high else "L" if at < low else "R"
        found[word] += 1
        found[f"{zone}{one.order} {word}"] += 1
        if at + 1 < count:
            pair = f"{word} {stems[at + 1]}"
            found[pair] = 1
            if zone == "B":
                found[f"B {pair}"] = 1
        if at + 2 < count:
            found[f"{word} {stems[at + 1]} {stems[at + 2]}"] = 1
            found[f"{word} _ {stems[at + 2]}"] = 1
        for name, place in (("A", one.actor), ("T", one.target)):
            if place < 0 or at == place or abs(at - place) > ACTOR_WORDS:
                continue
            if (at > place) == (name == "A"):
                found[f"{name}~ {word}"] = 1
            if abs(at - place) <= 2:
                found[f"{name}{at - place} {word}"] = 1


def _count_leanings(one: Worded, leanings: Leanings, found: defaultdict[str, float]) -> None:
    """Add up the leanings of the words between and just beyond the parties, apart by what turns them."""
    low, high = one.between
    turns: set[str] = set()
    settled = False
    for word in one.stems[max(0, low) : high + BEYOND_WORDS]:
        shares = leanings.get(f"w {word}")
        for root, share in (shares or {}).items():
            found[f"w {root}"] += share
            for turn in turns or ("plain",):
                found[f"w {turn} {root}"] += share
            if not settled:
                found[f"w first {root}"] += share
        settled = settled or (shares is not None and max(shares.values()) > 0.5)
        for turn, words in _TURNS.items():
            if word in words:
                turns.add(turn)
                found[f"turn {turn}"] = 1


def _count_governed(one: Worded, leanings: Leanings, found: defaultdict[str, float]) -> None:
    """Add up the leanings of verbs and of what they govern: the first verb, those after it, their objects."""
    turns: list[str] = []
    head: str | None = None
    places = one.governed()
    for number, at in enumerate(places):
        word = one.stems[at]
        if head is None:
            turns += [turn for turn, words in _TURNS.items() if word in words and turn not in turns]
        if word in leanings and word not in AUXILIARIES:
            after = [one.stems[place] for place in places[number + 1 : number + 7]]
            kind = "then"
            if head is None:
                head, kind = word, "head"
                found[f"head {word}"] = 1
                for other in after:
                    found[f"head {word} {other}"] = 1
            pairs = [pair for other in after if (pair := f"{word} {other}") in leanings]
            for key in pairs or [word]:
                for root, share in leanings[key].items():
                    found[f"{kind} {root}"] += share
                    for turn in turns or ("plain",):
                        found[f"{kind} {turn} {root}"] += share
        for root, share in leanings.get(f"o {word}", {}).items():
            found[f"o {root}"] += share
    found["turns " + " ".join(turns[:3])] = 1


def stretches(one: Worded, leanings: Leanings) -> list[Sequence[str]]:
    """Return the six stretches of words whose mean vectors are features, each without function words."""
    low, high = one.between
    verb = next(
        (
            at
            for at in one.governed()
            if one.stems[at] in leanings and one.stems[at] not in AUXILIARIES and one.stems[at] not in LIGHT
        ),
        None,
    )
    after = one.actor if verb is None else verb
    ranges = (
        (low + 1, high),
        (one.actor + 1, one.actor + 5),
        (one.target - 3, one.target),
        (after, after + 1) if verb is not None else (0, 0),
        (one.target + 1, one.target + 4),
        (after + 1, after + 5),
    )
    return [
        [word for word in one.words[max(0, start) : max(0, end)] if word.isalpha() and word not in _FUNCTION]
        for start, end in ranges
    ]
