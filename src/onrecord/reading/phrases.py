"""Noun phrases beside a cue, found without a parser: from closed word classes, capitals and commas.

All functions take one sentence and token indices, look at a bounded number of tokens, and return half-open
ranges of token indices or None.
"""

from __future__ import annotations

from onrecord.limits.reading import (
    APPOSITION_TOKENS,
    DATELINE_TOKENS,
    PHRASE_TOKENS,
)
from onrecord.reading.cues import (
    ADVERBS,
    AUXILIARIES,
    COMMON_VERBS,
    CONJUNCTIONS,
    DETERMINERS,
    OCCASIONS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    VERB_FORMS,
)
from onrecord.reading.speaking import is_tag
from onrecord.reading.tokens import Sentence, Token

__all__ = ["Range", "leading_subject", "past_dateline", "phrase_after", "phrase_before"]

Range = tuple[int, int]


_LINKS = frozenset("of for in at from with on to by near familiar close briefed".split())
_OPEN_SUBJECT = frozenset("i we you he she they it who everyone everybody someone anyone nobody".split())


def past_dateline(sentence: Sentence) -> int:
    """Return the index after a dateline that opens the sentence: "SEOUL, May 4 (Wire) —"."""
    for index, token in enumerate(sentence[:DATELINE_TOKENS]):
        if token.text in ("—", "–", "-", "--") and index:
            closed = sentence[index - 1].text == ")" or all(
                t.text.isupper() or t.kind == "mark" for t in sentence[:index]
            )
            return index + 1 if closed else 0
        if token.kind == "quote" or (token.kind == "word" and not token.capital and not token.text.isdigit()):
            return 0
    return 0


def phrase_before(sentence: Sentence, cue: int) -> Range | None:
    """Return the noun phrase that ends just before the cue at index `cue`, with its apposition."""
    last = cue - 1
    if last < 0:
        return None
    token = sentence[last]
    if token.text in (",", "—", "–") and last > 1:
        return _with_apposition(sentence, last)
    if token.kind != "word" and token.text != ")":
        return None
    start = _start_of(sentence, last)
    if start is None:
        return None
    opening = past_dateline(sentence) if start < DATELINE_TOKENS else 0
    return (max(start, opening) if opening < cue else start, cue)


def _with_apposition(sentence: Sentence, comma: int) -> Range | None:
    """Return the phrase in "Name, description, said": `comma` is the second comma."""
    closing = sentence[comma].text
    opening, floor = comma, max(0, comma - APPOSITION_TOKENS)
    for _ in range(5):
        at = opening - 1
        while at > floor and sentence[at].text != closing and sentence[at].kind != "quote":
            at -= 1
        if at <= floor or sentence[at].text != closing:
            return None
        head = sentence[at - 1]
        if head.kind != "word" and head.text != ")":
            return None
        if head.low in TIME_WORDS or sentence[at + 1].low in CONJUNCTIONS:
            return None
        start = _start_of(sentence, at - 1)
        if start is None:
            return None
        if _qualifies(sentence, start, at):
            opening = at
            continue
        if sentence[start].capital or sentence[start].low in DETERMINERS or sentence[start].low in PRONOUNS:
            lowercase = not any(sentence[index].capital for index in range(start, at))
            if not (lowercase and start and sentence[start - 1].text == ","):
                return (start, comma)
        opening = at
    return None


def _qualifies(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether a stretch between commas only qualifies the name before it: "R-TX", "30", "of Raleigh", "N.C."."""
    before = sentence[start - 1] if start else None
    if before is None or not (before.text == "," or (before.low == "of" and sentence[start - 2].text == ",")):
        return False
    words = sentence[start].text
    return before.low == "of" or (end - start == 1 and (words.isdigit() or is_tag(words)))


def _start_of(sentence: Sentence, last: int) -> int | None:
    """Return where the noun phrase whose last token is `last` starts, or None when there is none."""
    if sentence[last].low in _OPEN_SUBJECT:
        return last
    at, floor = last, max(-1, last - PHRASE_TOKENS)
    while at > floor and _continues(sentence, at, last):
        if sentence[at].text == ")":
            at = _opening_bracket(sentence, at, floor)
        at -= 1
    return _trimmed(sentence, at + 1, last)


def _opening_bracket(sentence: Sentence, at: int, floor: int) -> int:
    index = at
    while index > floor and sentence[index].text != "(":
        index -= 1
    return index if index > floor else at


def _continues(sentence: Sentence, at: int, last: int) -> bool:
    """Return whether the token at `at` may belong to the noun phrase that ends at `last`."""
    token = sentence[at]
    if token.kind == "quote":
        return False
    if token.kind == "mark":
        return token.text in (")", "’", "'", "&", "%", "$", "/", "-", "‑")
    if token.low in ("and", "or"):
        return _coordinates(sentence, at)
    if token.low in PREPOSITIONS:
        return token.low in _LINKS and at < last
    if token.low in TIME_WORDS:
        return at == last and at > 0 and sentence[at - 1].low not in PREPOSITIONS and _possessive(token)
    if token.low in SUBORDINATORS or token.low in CONJUNCTIONS or token.low in AUXILIARIES or token.low in PRONOUNS:
        return False
    verb = VERB_FORMS.get(token.low)
    return not (verb and verb.form in ("past", "participle", "gerund") and at < last and not token.capital)


def _possessive(token: Token) -> bool:
    return token.text.endswith(("'s", "’s"))


def _coordinates(sentence: Sentence, at: int) -> bool:
    """Return whether an "and" joins two names or two plain nouns rather than two clauses."""
    if at == 0 or at + 1 >= len(sentence):
        return False
    before, after = sentence[at - 1], sentence[at + 1]
    return before.kind == "word" and before.capital and (after.capital or after.low in DETERMINERS)


def _trimmed(sentence: Sentence, start: int, last: int) -> int | None:
    """Drop what introduces the phrase: adverbs, prepositional phrases, a second word of the clause before."""
    while start <= last and (
        sentence[start].kind == "mark" or sentence[start].low in CONJUNCTIONS or _adverb(sentence[start])
    ):
        start += 1
    if start > last:
        return None
    if sentence[start].low in PREPOSITIONS:
        return _minimal(sentence, start, last)
    return start


def _minimal(sentence: Sentence, start: int, last: int) -> int | None:
    """Return the start of the last plain noun phrase: a run of names, or from the last determiner on."""
    at = last
    if sentence[at].capital:
        while at > start and sentence[at - 1].capital:
            at -= 1
        if at > start and sentence[at - 1].low in DETERMINERS:
            at -= 1
        return at
    while at > start and sentence[at].low not in DETERMINERS and sentence[at].low not in PREPOSITIONS:
        at -= 1
    return at if sentence[at].low in DETERMINERS else min(at + 1, last)


def _adverb(token: Token) -> bool:
    return token.low in ADVERBS or (token.low.endswith("ly") and len(token.low) > 4 and not token.capital)


def phrase_after(sentence: Sentence, start: int) -> Range | None:
    """Return the noun phrase that begins at index `start`, with its apposition, as after an inverted cue."""
    if start >= len(sentence) or sentence[start].kind != "word":
        return None
    first = sentence[start]
    if first.low in PRONOUNS:
        return (start, start + 1) if first.low in ("he", "she", "they", "i", "we") else None
    if first.low in TIME_WORDS or not (first.capital or first.low in DETERMINERS or _plain(first)):
        return None
    limit = min(len(sentence), start + PHRASE_TOKENS)
    at = start
    while at < limit and _extends(sentence, at, start):
        at = _past_bracket(sentence, at, limit)
    if at == start:
        return None
    return (start, _past_apposition(sentence, at))


def _past_bracket(sentence: Sentence, at: int, limit: int) -> int:
    if sentence[at].text == "(":
        for index in range(at, limit):
            if sentence[index].text == ")":
                return index + 1
    return at + 1


def _plain(token: Token) -> bool:
    """Return whether a lower-case word may be a noun or adjective."""
    low = token.low
    return not (
        low in PREPOSITIONS
        or low in CONJUNCTIONS
        or low in SUBORDINATORS
        or low in AUXILIARIES
        or low in PRONOUNS
        or low in VERB_FORMS
        or _adverb(token)
    )


def _extends(sentence: Sentence, at: int, start: int) -> bool:
    """Return whether the token at `at` goes on the phrase begun at `start`."""
    token = sentence[at]
    if token.kind == "quote":
        return False
    if token.kind == "mark":
        return token.text in ("(", "’", "'", "&", "-", "‑", "/") and at > start
    if token.low in TIME_WORDS or (token.low in SUBORDINATORS and at > start):
        return False
    if token.low in PREPOSITIONS:
        return at > start and _links(sentence, at)
    if token.low in ("and", "or"):
        return at > start and _coordinates(sentence, at)
    if token.capital or token.low in DETERMINERS or (at > start and sentence[at - 1].low in DETERMINERS):
        return True
    return _plain(token) and not token.low.endswith("ing")


def _links(sentence: Sentence, at: int) -> bool:
    """Return whether a preposition goes on a noun phrase ("of the party") rather than begins an adverbial."""
    token = sentence[at]
    if at + 1 >= len(sentence) or sentence[at + 1].low in TIME_WORDS:
        return False
    if token.low in ("of", "for") or sentence[at - 1].low in ("briefed", "familiar", "close", "involved"):
        return True
    if token.low == "to":
        return not sentence[at - 1].capital and sentence[at + 1].capital
    if token.low not in ("in", "at", "from", "with"):
        return False
    upcoming = [sentence[index].low for index in range(at + 1, min(at + 5, len(sentence)))]
    return not sentence[at - 1].capital and not any(word in OCCASIONS or word.isdigit() for word in upcoming)


def _past_apposition(sentence: Sentence, at: int) -> int:
    """Return the end of the phrase that ends at `at`, with a following ", a description" up to the next comma."""
    if at + 1 >= len(sentence) or sentence[at].text != ",":
        return at
    first = sentence[at + 1]
    opens = first.low in ("a", "an", "the", "who", "whose", "one", "another", "then", "now") or (
        first.kind == "word"
        and _plain(first)
        and not first.low.endswith("ing")
        and not (first.low in TIME_WORDS or first.low in DETERMINERS)
    )
    if not opens:
        return at
    for index in range(at + 1, min(len(sentence), at + APPOSITION_TOKENS)):
        token = sentence[index]
        if token.kind == "quote":
            return at
        if token.kind == "mark" and token.text[0] in ",.;:!?—":
            return _past_apposition(sentence, index) if first.low.isdigit() else index
    return at


def leading_subject(sentence: Sentence, limit: int) -> Range | None:
    """Return the subject that opens the sentence or its last clause before token `limit`, for a second predicate."""
    at = past_dateline(sentence)
    if at < len(sentence) and sentence[at].low in (PREPOSITIONS | SUBORDINATORS):
        at = next((index + 1 for index in range(at, min(limit, at + 40)) if sentence[index].text == ","), at)
    while at < limit and (sentence[at].kind != "word" or _adverb(sentence[at]) or sentence[at].low in CONJUNCTIONS):
        at += 1
    found = phrase_after(sentence, at) if at < limit else None
    if found is not None:
        found = (at, _verb_from(sentence, at + 1, found[1]))
    if found is None and at < limit and sentence[at].low in _OPEN_SUBJECT:
        found = (at, at + 1)
    return found if found and found[1] <= limit else None


def _verb_from(sentence: Sentence, start: int, end: int) -> int:
    """Return the index of the first token in the range that looks like a finite verb, or `end`."""
    for index in range(start, end):
        low = sentence[index].low
        if not sentence[index].capital and (low in COMMON_VERBS or (low.endswith("ed") and len(low) > 4)):
            return index
    return end
