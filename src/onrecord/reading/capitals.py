"""Runs of capitalised words, with the title or office that stands before a name split off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.core import Span
from onrecord.limits.reading import (
    NAME_WORDS,
    ROLE_WORDS_BEFORE,
)
from onrecord.reading.cues import (
    ADVERBS,
    AUXILIARIES,
    COMMON_VERBS,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    SUBORDINATORS,
    VERB_FORMS,
)
from onrecord.reading.first_names import FIRST_NAMES
from onrecord.reading.gazetteer import (
    BODY_WORDS,
    COMMON_WORDS,
    GROUPS,
    HONORIFICS,
    NOT_NAMES,
    PLACE_WORDS,
    PLACES,
    ROLE_WORDS,
)

__all__ = ["Run", "capitals_inside", "runs_of"]

_WORD = re.compile(r"[^\W_]+(?:[-‐‑'’&.][^\W_]+)*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_PARTICLES = frozenset("de da do dos del della der den di du la le van von bin ibn al el ben ter zu".split())
_DESCRIBING = BODY_WORDS | COMMON_WORDS | PLACES | GROUPS | frozenset(("Libertarian", "Senate"))
_FUNCTION = DETERMINERS | PREPOSITIONS | AUXILIARIES | CONJUNCTIONS | SUBORDINATORS | ADVERBS
_MARKS = frozenset("\"“”'‘’()")
_NICKNAME_OPENS = (" “", ' "', " ‘", " '", " (")
_NICKNAME_CLOSES = ("” ", '" ', "’ ", "' ", ") ", '," ', ",” ")
_OPENS_SENTENCE = frozenset('.!?:“"‘•*\n')


@dataclass(frozen=True, slots=True)
class Run:
    """A name as it stands: its span and words, the office before it, and whether an honorific or "the" stood there."""

    span: Span
    words: tuple[str, ...]
    role: Span | None
    honorific: bool
    after_the: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    first: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def bare(self) -> str:
        return self.text.lower().rstrip(".")


def runs_of(text: str) -> Iterator[Run]:
    """Yield the names of `text` in order, without leading function words, possessives and offices."""
    words = list(_words(text))
    seen_inside = {word.text for word in words if word.capital and not word.first}
    at = 0
    while at < len(words):
        if not words[at].capital:
            at += 1
            continue
        end = _run_end(text, words, at)
        if at < (middle := _past_place(words, at, end)):
            place = Span(words[at].start, words[middle - 1].end)
            yield Run(place, tuple(word.text for word in words[at:middle]), role=None, honorific=False)
        if run := _run(words, middle, end, text, seen_inside):
            yield run
        at = end


def capitals_inside(text: str) -> frozenset[str]:
    """Return the words that are written with a capital although they begin no sentence, or that begin two of them."""
    words = [word for word in _words(text) if word.capital]
    openings = Counter(word.text for word in words if word.first and not word.text.endswith(_NO_NAME_ENDS))
    return frozenset(word.text for word in words if not word.first or openings[word.text] > 1)


def _past_place(words: Sequence[_Word], start: int, end: int) -> int:
    """Return where a person's name begins behind a place's ("ambassador to South Korea Ada Brandt"), else `start`."""
    for length in (3, 2, 1):
        if end - start >= length + 2 and " ".join(word.text for word in words[start : start + length]) in PLACES:
            rest = words[start + length : end]
            plain = not any(word.text in BODY_WORDS | COMMON_WORDS | PLACE_WORDS for word in rest)
            return start + length if plain and not any(word.bare in ROLE_WORDS for word in rest) else start
    return start


def _words(text: str) -> Iterator[_Word]:
    previous = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        if word.endswith(("'s", "’s")):
            word, end = word[:-2], end - 2
        if text[end : end + 1] == "." and (word.lower() in _DOTTED or (len(word) < 8 and _INITIALS.fullmatch(word))):
            word, end = word + ".", end + 1
        gap = text[previous:start]
        first = previous == 0 or any(sign in _OPENS_SENTENCE for sign in gap)
        yield _Word(start, end, word, first)
        previous = end


_NO_NAME_ENDS = ("s", "ing", "ed", "ly")
_SURNAMES_TOO = frozenset("justice king judge prince bishop pope marshal farmer dean singer page priest major".split())
_OF_THE = frozenset("Appeals Department Ministry Office Bureau Institute Court Council Secretary".split())
_ON = frozenset("Commission Committee Subcommittee Council Conference Panel Institute".split())
_ADJECTIVAL = ("ed", "ly", "less", "ful", "ous")
_NOT_IN_OFFICE = frozenset("day days week weeks month months year years night out up down off ago threw".split())
_ADJECTIVES_TOO = frozenset(("major", "general", "head", "chief", "deputy", "veteran", "able"))
_DOTTED = frozenset("mr mrs ms dr sen sens rep reps gov gen lt col capt maj sgt adm prof rev st jr sr hon".split())


def _run_end(text: str, words: Sequence[_Word], at: int) -> int:
    """Return the index after the last word of the run that begins at `at`."""
    end = at + 1
    while end < len(words) and end - at < NAME_WORDS:
        if words[end].capital and _adjacent(text, words, end) and not words[end].first:
            end += 1
            continue
        if _is_nickname(text, words, end):
            end += 2
            continue
        after = end
        while after < len(words) and after - end < 3 and words[after].text in _PARTICLES:
            after += 1
        if after == end and words[end].text in ("of", "for") and _joins(words[end - 1]):
            after += 1 + (after + 1 < len(words) and words[end - 1].text in _OF_THE and words[after + 1].text == "the")
        if after == end and words[end].text == "on" and words[end - 1].text in _ON:
            after += after + 1 < len(words) and words[after + 1].text not in NOT_NAMES
        follows = end < after < len(words) and words[after].capital
        if not follows or not all(_adjacent(text, words, index) for index in range(end, after + 1)):
            break
        end = after + 1
    return end


def _is_nickname(text: str, words: Sequence[_Word], at: int) -> bool:
    """Return whether the word at `at` stands in marks of its own between two words of a name: Robert "Bobby" Scott."""
    if at + 1 >= len(words) or not words[at].capital or not words[at + 1].capital:
        return False
    before, after = text[words[at - 1].end : words[at].start], text[words[at].end : words[at + 1].start]
    named = words[at - 1].text.endswith(".") or words[at - 1].text.lower() in FIRST_NAMES
    return named and before in _NICKNAME_OPENS and after in _NICKNAME_CLOSES


def _as_written(text: str, word: _Word) -> str:
    """Return a word of a name, a nickname with its marks."""
    if text[word.start - 1 : word.start] in _MARKS and text[word.end : word.end + 1] in _MARKS:
        return text[word.start - 1 : word.end + 1]
    return word.text


def _joins(word: _Word) -> bool:
    return word.text in BODY_WORDS or word.bare in ("secretary", "minister", "speaker", "bank", "appeals")


def _adjacent(text: str, words: Sequence[_Word], at: int) -> bool:
    """Return whether one blank and nothing else stands before the word at `at`."""
    return text[words[at - 1].end : words[at].start] in (" ", "\u00a0")


def _run(words: Sequence[_Word], start: int, end: int, text: str, seen_inside: set[str]) -> Run | None:
    while start < end and words[start].text in NOT_NAMES:
        start += 1
    if end - start > 1 and words[start].first and words[start].text not in seen_inside:
        described = words[start].text.endswith(_ADJECTIVAL) and words[start + 1].text in seen_inside
        start += described or _opens_before_name(words, start, end)
    while end > start and words[end - 1].text in NOT_NAMES:
        end -= 1
    if start == end:
        return None
    name = start
    for at in range(start, end - 1):
        if words[at].bare in ROLE_WORDS or words[at].bare in HONORIFICS:
            name = at + 1
    name = _first_name(words, name, end)
    if name > start and all(word.text in BODY_WORDS for word in words[name:end]):
        name = start
    if name < end - 1 and words[name].text.lower() in ("of", "for"):
        name = min(name + 2, end - 1)
        while end - name > 2 and (words[name].text in BODY_WORDS or words[name].text in COMMON_WORDS):
            name += 1
    honorific = name > start and words[name - 1].bare in HONORIFICS
    if not honorific and _is_office(words, name, end):
        return None
    opening = end - name == 1 and words[name].first and words[name].text not in seen_inside
    if opening and not words[name].text.endswith(".") and not _is_initials(words[name].text):
        return None
    role = _role_before(text, words, start, name)
    parts = [words[name].text, *(_as_written(text, word) for word in words[name + 1 : end])]
    after_the = name > 0 and words[name - 1].text in ("The", "the") and _adjacent(text, words, name)
    return Run(Span(words[name].start, words[end - 1].end), tuple(parts), role, honorific, after_the)


def _first_name(words: Sequence[_Word], start: int, end: int) -> int:
    """Return where a first name begins behind words that describe ("House Republican Ada Brandt"), else `start`."""
    at = start
    while at < end - 1 and (words[at].text in _DESCRIBING or (words[at].text.isupper() and len(words[at].text) > 2)):
        at += 1
    if words[at].text.lower() not in FIRST_NAMES and end - start > 3:
        at = max(end - 2, start)
    plain = not any(word.text in BODY_WORDS | PLACE_WORDS for word in words[at:end])
    alone = at == start or words[at - 1].text.lower() not in FIRST_NAMES
    return at if plain and alone and at < end - 1 and words[at].text.lower() in FIRST_NAMES else start


def _opens_before_name(words: Sequence[_Word], start: int, end: int) -> bool:
    """Return whether a sentence's first word, no name itself, stands before a full name: "Hold Ada Brandt to it"."""
    before = words[start]
    if end - start < 3 or words[start + 1].text.lower() not in FIRST_NAMES:
        return False
    named = before.text.lower() in FIRST_NAMES or before.bare in ROLE_WORDS | HONORIFICS or before.text.endswith(".")
    return not named and not any(word.text in _DESCRIBING | PLACE_WORDS for word in words[start:end])


def _is_office(words: Sequence[_Word], name: int, end: int) -> bool:
    """Return whether a run ends with an office, which is neither a body's name nor a family name (Jim Justice)."""
    if words[end - 1].bare not in ROLE_WORDS or any(word.text in BODY_WORDS for word in words[name:end]):
        return False
    return not (end - name > 1 and words[end - 1].bare in _SURNAMES_TOO and words[name].text.lower() in FIRST_NAMES)


def _is_initials(word: str) -> bool:
    """Return whether a word is a body's initials, which have their capitals wherever they stand."""
    return word.isupper() and word.isalpha() and 3 <= len(word) <= 5


def _role_before(text: str, words: Sequence[_Word], start: int, name: int) -> Span | None:
    """Return the office before the word at `name`: in capitals within the run, or in lower case before it."""
    last = name
    while last > start and words[last - 1].bare in HONORIFICS:
        last -= 1
    if last > start:
        return Span(words[start].start, words[last - 1].end) if words[last - 1].bare not in HONORIFICS else None
    first = name
    while first > 0 and name - first < ROLE_WORDS_BEFORE and _adjacent(text, words, first):
        before = words[first - 1]
        if before.text.lower() in _FUNCTION or (first == name and before.bare not in ROLE_WORDS):
            break
        if before.bare.endswith(("ed", "ing")) and before.bare not in ROLE_WORDS:
            break
        if before.bare in _NOT_IN_OFFICE or (not before.capital and _is_told(before.bare)):
            break
        first -= 1
    if name - first == 1 and words[first].text in _ADJECTIVES_TOO:
        return None
    return Span(words[first].start, words[name - 1].end) if first < name else None


def _is_told(word: str) -> bool:
    """Return whether a lower-case word is a finite verb ("said campaign manager ..."), and so ends an office."""
    verb = VERB_FORMS.get(word)
    return word in COMMON_VERBS or (verb is not None and verb.form in ("past", "present") and word not in ROLE_WORDS)
