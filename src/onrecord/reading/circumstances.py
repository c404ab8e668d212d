"""What stands between a cue and its content: to whom, where, when, and on what terms it was said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.limits.reading import (
    ADDRESSEE_TOKENS,
    OCCASION_TOKENS,
    REASON_TOKENS,
)
from onrecord.reading.cues import DETERMINERS, MONTHS, OCCASIONS, PREPOSITIONS, PRONOUNS, SUBORDINATORS, TIME_WORDS
from onrecord.reading.tokens import Sentence

__all__ = ["Circumstances", "after_cue"]

Range = tuple[int, int]

_ADDRESSING = frozenset("tell ask inform assure remind advise urge warn".split())
_ADDRESSES = frozenset("told asked informed assured reminded tells informs telling informing assuring warned".split())
_PLACE = frozenset("in at during on through via to from after before".split())
_PARTS = frozenset("late early earlier last this next morning afternoon evening night week month year later".split())
_STOPS = frozenset((",", ":", ";", ".", "—", "–", "?", "!"))


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Token ranges of the addressee, the occasions and places, the days beside a cue, and who passes it on."""

    addressee: Range | None = None
    venues: tuple[Range, ...] = ()
    days: tuple[Range, ...] = ()
    reporter: Range | None = None


def after_cue(sentence: Sentence, start: int, lemma: str, known: Circumstances) -> tuple[Circumstances, int]:
    """Return the circumstances that follow token `start` added to `known`, and where they end."""
    at = start
    if known.addressee is None and lemma in ("tell", "inform", "remind", "assure"):
        end = _addressee_end(sentence, at)
        if end > at:
            known, at = replace(known, addressee=(at, end)), end
    while at < len(sentence):
        if (end := _day_end(sentence, at)) > at:
            known, at = replace(known, days=(*known.days, (at, end))), end
        elif (end := _to_whom(sentence, at)) > at:
            known, at = replace(known, addressee=(at + 1, end)), end
        elif (end := _occasion_end(sentence, at)) > at:
            known = _with_venue(sentence, known, at, end)
            at = end
        elif sentence[at].low in ("again", "later", "separately", "too", "recently") and at > start:
            at += 1
        else:
            break
    return known, at


def _with_venue(sentence: Sentence, known: Circumstances, start: int, end: int) -> Circumstances:
    """Add a venue; a day at its end ("at a press briefing Tuesday") is a day of its own."""
    last = end
    while last - 1 > start and sentence[last - 1].low in TIME_WORDS:
        last -= 1
    if last > start + 1 and sentence[last - 1].low in PREPOSITIONS:
        last -= 1
    days = known.days if last == end else (*known.days, (last, end))
    return replace(known, venues=(*known.venues, (start, last)), days=days)


def _addressee_end(sentence: Sentence, at: int) -> int:
    """Return where the addressee of "told" ends: before that, a quotation, a comma, a place or a clause."""
    end, limit = at, min(len(sentence), at + ADDRESSEE_TOKENS)
    while end < limit:
        token = sentence[end]
        if token.kind == "quote" or token.text in _STOPS or token.low in SUBORDINATORS or token.low == "to":
            break
        if token.low in TIME_WORDS or (token.low in ("in", "on", "at", "during", "about") and end > at):
            break
        if token.low in PRONOUNS and end > at:
            break
        end += 1
        if token.low in ("him", "her", "them", "us", "me", "it", "reporters", "journalists", "delegates", "lawmakers"):
            break
        if token.low not in DETERMINERS and end < limit and sentence[end].low in DETERMINERS:
            break
    return end


def _to_whom(sentence: Sentence, at: int) -> int:
    """Return where "to reporters" ends."""
    crowd = ("reporters", "journalists", "lawmakers", "supporters")
    if sentence[at].low == "to" and at + 1 < len(sentence) and sentence[at + 1].low in crowd:
        return at + 2
    return at


def _day_end(sentence: Sentence, at: int) -> int:
    """Return where a day or time that begins at `at` ends: "on Sunday, December 7, 2025", "last month", "Tuesday"."""
    end = at
    if sentence[end].low in ("on", "late", "early", "earlier", "in", "by") and end + 1 < len(sentence):
        end += 1
    first = end
    while end < len(sentence) and _is_day(sentence, end, first):
        end += 1
    if end == first:
        return at
    dated = any(sentence[index].low in TIME_WORDS or _month(sentence, index) for index in range(first, end))
    parts = end - first > 1 and all(sentence[index].low in _PARTS for index in range(first, end))
    if sentence[end - 1].text == ",":
        end -= 1
    return end if dated or (parts and first == at) else at


def _is_day(sentence: Sentence, at: int, first: int) -> bool:
    token = sentence[at]
    if token.low in TIME_WORDS or token.low in _PARTS or _month(sentence, at):
        return True
    if at == first:
        return False
    if token.text == ",":
        following = sentence[at + 1] if at + 1 < len(sentence) else None
        return following is not None and (_month(sentence, at + 1) or following.low.isdigit()) and at - first < 6
    return token.low.isdigit() and (_month(sentence, at - 1) or sentence[at - 1].text == ",")


def _month(sentence: Sentence, at: int) -> bool:
    token = sentence[at]
    return token.capital and (token.low in MONTHS or token.low.rstrip(".") in _SHORT_MONTHS)


_SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())


def _occasion_end(sentence: Sentence, at: int) -> int:
    """Return where "in a statement", "at a briefing ..." or "on condition of anonymity" ends, else `at`."""
    if sentence[at].low not in _PLACE or at + 1 >= len(sentence):
        return at
    end, limit = at + 1, min(len(sentence), at + OCCASION_TOKENS)
    seen = 0
    while end < limit:
        token = sentence[end]
        if token.kind == "quote" or token.text in _STOPS or token.low in SUBORDINATORS:
            break
        if token.low in OCCASIONS or token.low == "anonymity":
            seen = end + 1
        end += 1
    if not seen:
        return at
    if sentence[seen - 1].low == "anonymity":
        return _reason_end(sentence, seen)
    closes = end >= len(sentence) or sentence[end].kind == "quote" or sentence[end].text in _STOPS
    return end if closes or (end < limit and sentence[end].low in ("that", "when", "where", "after")) else seen


def _reason_end(sentence: Sentence, at: int) -> int:
    """Return where the reason that follows "on condition of anonymity" ends."""
    if at >= len(sentence) or sentence[at].low not in ("because", "since", "as", "to", "in"):
        return at
    limit = min(len(sentence), at + REASON_TOKENS)
    end = next((index for index in range(at, limit) if sentence[index].text in _STOPS), at)
    follows = end + 1 < len(sentence) and sentence[end].text == "," and sentence[end + 1].low == "that"
    return end + 1 if follows else end
