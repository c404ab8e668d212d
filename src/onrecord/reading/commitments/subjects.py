"""The subject of a cue: whose promise, plan or act it is. Token ranges of one sentence."""

from __future__ import annotations

from onrecord.limits.commitments import APART_TOKENS, CLAUSE_TOKENS, EVENT_TOKENS
from onrecord.reading.commitments.cue import Cue
from onrecord.reading.commitments.forms import is_adverb, is_verbal
from onrecord.reading.commitments.words import (
    ASKING,
    BACKSHIFTING,
    BE,
    EVENTS,
    MARKS,
    OUTCOMES,
    QUOTES,
    SKIPPED,
    SUBJECT_PRONOUNS,
)
from onrecord.reading.cues import (
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    VERB_FORMS,
)
from onrecord.reading.phrases import Range, leading_subject, phrase_after, phrase_before
from onrecord.reading.tokens import Sentence

__all__ = ["event_start", "head_at", "minimal_of", "object_before", "subject_of", "teller_of"]

_RELATIVE = frozenset(("who", "which", "that"))
_TIME_NOUNS = frozenset("morning afternoon evening night week month year".split())


def subject_of(sentence: Sentence, cue: Cue) -> Range | None:
    """Return the subject of a cue: the noun phrase before it, the antecedent of its "who", or the clause's first."""
    if cue.kind == "noun":
        return _owner(sentence, cue)
    if cue.word.endswith("'ll"):
        return (cue.start, cue.start + 1)
    end = _past_adverbs(sentence, cue.start)
    if not end:
        return None
    before = sentence[end - 1]
    low = before.low.replace("’", "'")
    if cue.kind == "going" and low.endswith(("'s", "'re", "'m")):
        return (end - 1, end)
    if before.low in _RELATIVE:
        return _antecedent(sentence, end - 1)
    if before.low in CONJUNCTIONS or (before.text == "," and cue.word.endswith("ing")):
        return _earlier(sentence, end)
    found = phrase_before(sentence, end)
    if found is None or (found[1] - found[0] == 1 and is_verbal(sentence[found[0]])):
        found = _earlier(sentence, end) if cue.kind in ("verb", "thing", "fixed") or before.text == "," else found
    return _without_clause(sentence, found) if found else None


def _past_adverbs(sentence: Sentence, end: int) -> int:
    """Return where the words between a subject and its cue begin: adverbs, a quotation mark, a day."""
    while end and (sentence[end - 1].low in SKIPPED or is_adverb(sentence[end - 1])):
        end -= 1
    while end > 1 and sentence[end - 1].text in QUOTES:
        end -= 1
    if end > 1 and sentence[end - 1].text == "," and sentence[end - 2].low in ("also", "however", "meanwhile"):
        end -= 1
    while end > 1 and _is_day(sentence, end - 1):
        end -= 1
    return end - 1 if end > 1 and sentence[end - 1].low == "on" else end


def _is_day(sentence: Sentence, at: int) -> bool:
    """Return whether a token closes words of time between subject and cue: "on Tuesday", "this week"."""
    low = sentence[at].low
    return low in TIME_WORDS or (
        at > 0 and (low in _TIME_NOUNS or low in ("this", "last", "next", "earlier", "late")) and _timed(sentence, at)
    )


def _timed(sentence: Sentence, at: int) -> bool:
    low = sentence[at].low
    if low in ("this", "last", "next", "earlier", "late"):
        return at + 1 < len(sentence) and (sentence[at + 1].low in _TIME_NOUNS | TIME_WORDS | {"this", "last"})
    return sentence[at - 1].low in ("this", "last", "next") or sentence[at - 1].low in TIME_WORDS


def _owner(sentence: Sentence, cue: Cue) -> Range | None:
    """Return whose plan or promise it is: the possessor before the noun, or the subject of the verb before it."""
    floor = max(-1, cue.start - CLAUSE_TOKENS)
    at = cue.start - 1
    while at > floor and at >= cue.start - 6:
        token = sentence[at]
        low = token.low
        if low in ("his", "her", "their", "its", "my", "our"):
            return (at, at + 1)
        if low.endswith(("'s", "’s", "s'", "s’")):
            return _possessor(sentence, at)
        if token.text in ("'", "’") and at and sentence[at - 1].low.endswith("s"):
            return _possessor(sentence, at - 1)
        if token.kind == "mark" or low in PREPOSITIONS or low in MODALS or is_verbal(token):
            break
        at -= 1
    while at > floor:
        token = sentence[at]
        if token.kind == "mark" and token.text not in ("’", "'", "-"):
            break
        if is_verbal(token) or token.low in BE or token.low in ("has", "have", "had"):
            found = phrase_before(sentence, _group(sentence, at))
            if found is not None:
                return _without_clause(sentence, found)
        at -= 1
    return leading_subject(sentence, cue.start)


def _possessor(sentence: Sentence, last: int) -> Range:
    """Return the noun phrase whose last word bears the 's."""
    return (_plain_start(sentence, last), last + 1)


def _plain_start(sentence: Sentence, last: int) -> int:
    """Return where the plain noun phrase begins that ends at `last`: no preposition, no verb, one determiner."""
    at, floor = last, max(0, last - 7)
    while at > floor:
        before = sentence[at - 1]
        low = before.low
        if before.kind != "word" or low in PREPOSITIONS or low in CONJUNCTIONS or low in BE or low in _RELATIVE:
            break
        if low in PRONOUNS or low in TIME_WORDS or (is_verbal(before) and not low.endswith("ing")) or low in MODALS:
            break
        at -= 1
        if low in DETERMINERS or low.isdigit():
            break
    return at


def teller_of(sentence: Sentence, subject: Range) -> Range | None:
    """Return who says what a pronoun begins: "the envoys have said that they will"."""
    at = subject[0] - 1
    if subject[1] - subject[0] != 1 or sentence[subject[0]].low not in ("he", "she", "it", "they") or at < 1:
        return None
    at -= sentence[at].low == "that"
    if sentence[at].low not in BACKSHIFTING and sentence[at].low not in ("says", "say", "states", "announces"):
        return None
    found = phrase_before(sentence, _group(sentence, at))
    return _without_clause(sentence, found) if found is not None else None


def event_start(sentence: Sentence, subject: Range) -> int:
    """Return where an event's noun phrase begins: "a vote on the dues", without "speaking of"."""
    nouns = [at for at in range(*subject) if sentence[at].low in EVENTS | OUTCOMES]
    start = max(subject[0], _plain_start(sentence, nouns[-1] if nouns else subject[1] - 1))
    for at in range(start - 1, max(-1, start - EVENT_TOKENS), -1):
        token = sentence[at]
        if token.kind == "mark" or is_verbal(token) or token.low in BE:
            return start
        if token.low in EVENTS and sentence[at + 1].low in PREPOSITIONS:
            return _plain_start(sentence, at)
    return start


def minimal_of(sentence: Sentence, phrase: Range) -> Range:
    """Return the last plain noun phrase of a longer one: "the crews" of "a gift to the crews"."""
    return (max(phrase[0], _plain_start(sentence, phrase[1] - 1)), phrase[1])


def _group(sentence: Sentence, verb: int) -> int:
    """Return where the auxiliaries before a verb begin."""
    at = verb
    while at and (sentence[at - 1].low in BE | {"has", "have", "had", "also"} or is_adverb(sentence[at - 1])):
        at -= 1
    return at


def _antecedent(sentence: Sentence, relative: int) -> Range | None:
    """Return the noun phrase before "who", "which" or "that"."""
    end = relative
    if end and sentence[end - 1].text == ",":
        end -= 1
        return phrase_before(sentence, end) or (phrase_before(sentence, end + 1) if end else None)
    found = phrase_before(sentence, end) if end else None
    if found is None or found[0] < 2 or sentence[found[0]].low not in ("a", "an", "the"):
        return found
    if sentence[found[0] - 1].text == "," and sentence[found[0] - 2].capital:
        return phrase_before(sentence, found[0] - 1) or found
    return found


def object_before(sentence: Sentence, subject: Range, act: int) -> int | None:
    """Return where the noun phrase begins that a clause without "that" belongs to: "the quota it vowed to meet"."""
    at = subject[0] - 1
    following = sentence[act + 1] if act + 1 < len(sentence) else None
    if following is not None and following.kind == "word" and following.low not in PREPOSITIONS:
        return None
    if at < 1 or subject[1] - subject[0] != 1 or sentence[subject[0]].low not in SUBJECT_PRONOUNS:
        return None
    before = sentence[at]
    plain = before.kind == "word" and not (
        before.low in PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | ASKING | DETERMINERS | MODALS | BE
        or before.low in VERB_FORMS
        or is_adverb(before)
        or before.low in ("that", "reporters", "them", "him", "her", "us", "me", "than", "as")
        or before.low in TIME_WORDS | _TIME_NOUNS
    )
    return _plain_start(sentence, at) if plain else None


def _earlier(sentence: Sentence, end: int) -> Range | None:
    """Return the subject of an earlier predicate: of the last clause with "that", else of the sentence."""
    for at in range(end - 1, max(-1, end - APART_TOKENS), -1):
        if sentence[at].low == "that" and at + 1 < end and sentence[at + 1].low in SUBJECT_PRONOUNS:
            return (at + 1, at + 2)
        verb = VERB_FORMS.get(sentence[at].low)
        if verb and verb.strength == "speech" and verb.form == "past" and at + 1 < end - 2:
            start = at + 2 if sentence[at + 1].low == "that" else at + 1
            if sentence[start].low in DETERMINERS | SUBJECT_PRONOUNS and (found := phrase_after(sentence, start)):
                return found if found[1] < end else leading_subject(sentence, end)
    found = leading_subject(sentence, end)
    if found is not None and not (found[1] - found[0] == 1 and sentence[found[0]].low.endswith(("ed", "ing"))):
        return found
    return _main_subject(sentence, end)


def _main_subject(sentence: Sentence, end: int) -> Range | None:
    """Return the noun phrase before the first finite verb that a comma and a name or pronoun precede."""
    for at in range(2, end):
        token = sentence[at]
        subject = sentence[at - 1]
        if (token.low.endswith("ed") or is_verbal(token)) and (subject.capital or subject.low in SUBJECT_PRONOUNS):
            found = phrase_before(sentence, at)
            if found is not None and (found[0] == 0 or sentence[found[0] - 1].text == ","):
                return found
    return None


def _without_clause(sentence: Sentence, found: Range) -> Range:
    """Begin a phrase behind a word that introduces it as a clause: "said Brandt", "that the city"."""
    start, end = found
    for at in range(end - 1, start, -1):
        low = sentence[at - 1].low
        if low in ("that", "said", "says", "say", "told", "reporters", "announced", "added") and at < end:
            return (at, end)
    while start < end - 1 and (sentence[start].text in MARKS or sentence[start].low in SUBORDINATORS | CONJUNCTIONS):
        start += 1
    return (start, end)


def head_at(sentence: Sentence, phrase: Range) -> int:
    """Return the index of a noun phrase's head: its last word before a preposition, a comma or a bracket."""
    start, end = phrase
    for at in range(start + 1, end):
        token = sentence[at]
        if token.text in (",", "(", "—", "–") or token.low in PREPOSITIONS or token.low in _RELATIVE:
            return at - 1
    return end - 1
