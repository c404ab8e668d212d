"""Forms of words without a tagger: adverbs, verbs in their base form, the auxiliaries before a verb."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from onrecord.core import Span, sentences
from onrecord.limits.commitments import GROUP_TOKENS, SENTENCE_CHARS
from onrecord.reading.commitments.words import BE
from onrecord.reading.cues import ADVERBS, DETERMINERS, PREPOSITIONS, PRONOUNS, VERB_FORMS
from onrecord.reading.tokens import Sentence, Token

__all__ = [
    "HAVE",
    "NOT",
    "group_before",
    "group_start",
    "is_adverb",
    "is_base",
    "is_contracted",
    "is_negated",
    "is_verbal",
    "stretches_of",
]

NOT = frozenset("not never no n't neither nor without cannot".split())
HAVE = frozenset("has have had having".split())
_HELPING = frozenset("will would could might may should must to do does did".split())
_ING_VERBS = frozenset("bring sing ring swing cling fling spring king".split())


def stretches_of(text: str) -> Iterator[Span]:
    """Yield the sentences of a text; what runs on without an end is cut, which bounds the work for one of them.

    A line that ends in a word goes on in the next one where that begins in lower case: "who has / pledged to".
    """
    for line in _joined(text):
        for start in range(line.start, line.end, SENTENCE_CHARS):
            yield Span(start, min(line.end, start + SENTENCE_CHARS))


def _joined(text: str) -> Iterator[Span]:
    """Yield the sentences, those that only a line break parts as one."""
    held: Span | None = None
    for line in sentences(text):
        goes_on = held is not None and text[held.end : line.start].strip(" ") == "\n" and text[line.start].islower()
        if held is not None and goes_on and (text[held.end - 1].isalnum() or text[held.end - 1] == ","):
            held = Span(held.start, line.end)
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def is_adverb(token: Token) -> bool:
    """Return whether a token is an adverb: a known one, or a word in -ly."""
    return token.low in ADVERBS or (token.low.endswith("ly") and len(token.low) > 4 and not token.capital)


def is_verbal(token: Token) -> bool:
    """Return whether a token is a verb of telling in a finite form or a gerund."""
    return token.low in VERB_FORMS and VERB_FORMS[token.low].form in ("past", "gerund", "present") and not token.capital


def is_base(token: Token) -> bool:
    """Return whether a token may be a verb in its base form, as after "to", or an adverb before one."""
    low = token.low
    if token.kind != "word" or low in DETERMINERS or low in PREPOSITIONS - {"like"} or low in PRONOUNS:
        return is_adverb(token) and not token.capital
    if low.endswith("ing") and low not in _ING_VERBS:
        return False
    return not low[0].isdigit() and not low.endswith(("'s", "’s"))


def is_contracted(low: str) -> bool:
    """Return whether a verb is drawn to a word: "he's", "they're"."""
    return low.replace("’", "'").endswith(("'s", "'re", "'m"))


def is_negated(group: Collection[str]) -> bool:
    """Return whether one of the words before a verb denies it."""
    return not NOT.isdisjoint(group) or any(word.replace("’", "'").endswith("n't") for word in group)


def group_start(sentence: Sentence, at: int) -> int:
    """Return where the auxiliaries before a word begin."""
    start, floor = at, max(0, at - GROUP_TOKENS)
    while start > floor:
        before = sentence[start - 1]
        low = before.low.replace("’", "'")
        if not (low in BE | HAVE | NOT | _HELPING or low.endswith("n't") or is_adverb(before)):
            break
        start -= 1
    while start < at and is_adverb(sentence[start]):
        start += 1
    return start


def group_before(sentence: Sentence, at: int) -> frozenset[str]:
    """Return the auxiliaries before a word."""
    return frozenset(sentence[index].low for index in range(group_start(sentence, at), at))
