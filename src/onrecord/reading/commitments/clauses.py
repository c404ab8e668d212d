"""The clause around a cue: its subject before it, the act after it, its condition. Token ranges of one sentence."""

from __future__ import annotations

from onrecord.limits.commitments import ACT_TOKENS, CONDITION_TOKENS, CLAUSE_TOKENS
from onrecord.reading.commitments.cues import Cue
from onrecord.reading.commitments.words import BACKSHIFTING, BE, EVENTS, OUTCOMES
from onrecord.reading.cues import (
    ADVERBS,
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
from onrecord.reading.tokens import Sentence, Token

__all__ = [
    "act_end",
    "condition_of",
    "event_start",
    "head_at",
    "is_embedded",
    "minimal_of",
    "object_before",
    "subject_of",
    "verb_at",
]

_SKIPPED = frozenset("also now then still instead soon later both however therefore again never not".split())
_RELATIVE = frozenset(("who", "which", "that"))
_SUBJECTS = frozenset("i we he she they it you".split())
_CONDITIONS = frozenset(("if", "unless", "until", "till", "once", "provided", "assuming", "should"))
_CLAUSE_ENDS = frozenset("because although though while whereas but yet so which who whom whose where".split())
_AFTER_COMMA = _CLAUSE_ENDS | frozenset(
    "and or as after before since when if unless until once with saying adding citing according despite including "
    "amid following in at on by for the a an he she they it we i that to from under during per barring pending".split()
)
_QUESTION = frozenset("whether if how why what when where who which whom unless because".split())
_DASHES = frozenset(("—", "–", "--", "―", "-", "..."))
_CLOSING = frozenset(("”", '"', "»", "''"))
_MARKS = frozenset("“”\"‘’'«»")
_TIME_NOUNS = frozenset("morning afternoon evening night week month year".split())


def subject_of(sentence: Sentence, cue: Cue) -> Range | None:
    """Return the subject of a cue: the noun phrase before it, the antecedent of its "who", or the clause's first."""
    end = cue.start
    if cue.kind == "noun":
        return _owner(sentence, cue)
    if cue.word.endswith("'ll"):
        return (cue.start, cue.start + 1)
    while end and (sentence[end - 1].low in _SKIPPED or _adverb(sentence[end - 1])):
        end -= 1
    if end > 1 and sentence[end - 1].text == "," and sentence[end - 2].low in ("also", "however", "meanwhile"):
        end -= 1
    while end > 1 and _is_day(sentence, end - 1):
        end -= 1
    if end > 1 and sentence[end - 1].low == "on":
        end -= 1
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
    if found is None or (found[1] - found[0] == 1 and _is_verbal(sentence[found[0]])):
        found = _earlier(sentence, end) if cue.kind in ("verb", "thing", "fixed") or before.text == "," else found
    return _without_clause(sentence, found) if found else None


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
        if token.kind == "mark" or low in PREPOSITIONS or low in MODALS or _is_verbal(token):
            break
        at -= 1
    while at > floor:
        token = sentence[at]
        if token.kind == "mark" and token.text not in ("’", "'", "-"):
            break
        if _is_verbal(token) or token.low in BE or token.low in ("has", "have", "had"):
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
        if low in PRONOUNS or low in TIME_WORDS or (_is_verbal(before) and not low.endswith("ing")) or low in MODALS:
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
    """Return where an event's noun phrase begins: "a vote on the measures", without "speaking of"."""
    nouns = [at for at in range(*subject) if sentence[at].low in EVENTS | OUTCOMES]
    start = max(subject[0], _plain_start(sentence, nouns[-1] if nouns else subject[1] - 1))
    for at in range(start - 1, max(-1, start - 8), -1):
        token = sentence[at]
        if token.kind == "mark" or _is_verbal(token) or token.low in BE:
            return start
        if token.low in EVENTS and sentence[at + 1].low in PREPOSITIONS:
            return _plain_start(sentence, at)
    return start


def minimal_of(sentence: Sentence, phrase: Range) -> Range:
    """Return the last plain noun phrase of a longer one: "Democrats" of "ammunition to Democrats"."""
    return (max(phrase[0], _plain_start(sentence, phrase[1] - 1)), phrase[1])


def _group(sentence: Sentence, verb: int) -> int:
    """Return where the auxiliaries before a verb begin."""
    at = verb
    while at and (sentence[at - 1].low in BE | {"has", "have", "had", "also"} or _adverb(sentence[at - 1])):
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
    """Return where the noun phrase begins that a clause without "that" belongs to: "the target it pledged to reach"."""
    at = subject[0] - 1
    following = sentence[act + 1] if act + 1 < len(sentence) else None
    if following is not None and following.kind == "word" and following.low not in PREPOSITIONS:
        return None
    if at < 1 or subject[1] - subject[0] != 1 or sentence[subject[0]].low not in _SUBJECTS:
        return None
    before = sentence[at]
    plain = before.kind == "word" and not (
        before.low in PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | _QUESTION | DETERMINERS | MODALS | BE
        or before.low in VERB_FORMS
        or _adverb(before)
        or before.low in ("that", "reporters", "them", "him", "her", "us", "me", "than", "as")
        or before.low in TIME_WORDS | _TIME_NOUNS
    )
    return _plain_start(sentence, at) if plain else None


def _earlier(sentence: Sentence, end: int) -> Range | None:
    """Return the subject of an earlier predicate: of the last clause with "that", else of the sentence."""
    for at in range(end - 1, max(-1, end - 40), -1):
        if sentence[at].low == "that" and at + 1 < end and sentence[at + 1].low in _SUBJECTS:
            return (at + 1, at + 2)
        verb = VERB_FORMS.get(sentence[at].low)
        if verb and verb.strength == "speech" and verb.form == "past" and at + 1 < end - 2:
            start = at + 2 if sentence[at + 1].low == "that" else at + 1
            if sentence[start].low in DETERMINERS | _SUBJECTS and (found := phrase_after(sentence, start)):
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
        if (token.low.endswith("ed") or _is_verbal(token)) and (subject.capital or subject.low in _SUBJECTS):
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
    while start < end - 1 and (sentence[start].text in _MARKS or sentence[start].low in SUBORDINATORS | CONJUNCTIONS):
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


def verb_at(sentence: Sentence, act: int) -> int:
    """Return the index of the verb with which an act begins: behind "not", "also" and adverbs."""
    at = act
    limit = min(len(sentence) - 1, act + 6)
    while at < limit and (
        sentence[at].low in _SKIPPED
        or _adverb(sentence[at])
        or sentence[at].text in _MARKS
        or (sentence[at].text == "," and at > act)
    ):
        at += 1
    return at


def act_end(sentence: Sentence, start: int, stop: int) -> int:
    """Return the index after the last token of the act that begins at `start`; `stop` bounds it from outside."""
    limit = min(len(sentence), stop, start + ACT_TOKENS)
    at = start
    while at < limit:
        token = sentence[at]
        if at > start and _closes(sentence, at, start):
            break
        at += 1
    while at > start + 1 and (
        sentence[at - 1].text in ".,;:!?—–-" or sentence[at - 1].low in ("and", "or", "but", "that", "as")
    ):
        at -= 1
    return at


def _closes(sentence: Sentence, at: int, start: int) -> bool:
    """Return whether the act ends before the token at `at`."""
    token = sentence[at]
    if token.kind == "mark":
        if token.text[0] in ".!?;:":
            return not (token.text == ":" and at + 1 < len(sentence) and sentence[at + 1].low.isdigit())
        if token.text in _DASHES and token.text != "-":
            return True
        if token.text == ",":
            return _parts(sentence, at)
        return token.text == "(" and at + 1 < len(sentence) and sentence[at + 1].low.startswith("http")
    if token.low in ("because", "although", "though", "whereas", "but") or _is_condition(sentence, at):
        return True
    if token.low in ("and", "while", "as"):
        return _new_clause(sentence, at + 1)
    return False


def _parts(sentence: Sentence, comma: int) -> bool:
    """Return whether a comma ends the act: what follows is a clause, an attribution or an aside, no list."""
    after = comma + 1
    if after >= len(sentence):
        return True
    token = sentence[after]
    if token.text in _CLOSING:
        return True
    if token.low in ("and", "or"):
        return _new_clause(sentence, after + 1)
    if token.low in _CLAUSE_ENDS or token.low in ("saying", "adding", "citing", "according", "as", "if", "unless"):
        return True
    if token.low in _AFTER_COMMA or token.low.endswith("ing") or token.low in _SUBJECTS:
        return not _is_list(sentence, comma)
    return _attributes(sentence, after) or (token.capital and _has_modal(sentence, after))


def _has_modal(sentence: Sentence, start: int) -> bool:
    """Return whether words behind a comma are a clause with a modal of its own."""
    for at in range(start + 1, min(len(sentence), start + 5)):
        if sentence[at].kind == "mark":
            return False
        if sentence[at].low in MODALS:
            return True
    return False


def _is_list(sentence: Sentence, comma: int) -> bool:
    """Return whether a comma stands in a list that an "and" closes soon."""
    for at in range(comma + 1, min(len(sentence), comma + 8)):
        if sentence[at].text == "," and at + 1 < len(sentence) and sentence[at + 1].low in ("and", "or"):
            return True
        if sentence[at].kind == "mark" and sentence[at].text in ".;:":
            return False
    return False


def _attributes(sentence: Sentence, start: int) -> bool:
    """Return whether "Brandt said", "officials say" or "said Brandt" begins at `start`."""
    for at in range(start, min(len(sentence), start + 9)):
        token = sentence[at]
        if token.kind == "mark" and token.text in ",.;:":
            return False
        verb = VERB_FORMS.get(token.low)
        if verb and verb.strength in ("speech", "report") and verb.form in ("past", "present") and not token.capital:
            return at > start or token.low in ("said", "says")
    return False


def _new_clause(sentence: Sentence, start: int) -> bool:
    """Return whether words after "and" begin a clause of their own: a subject, then a finite verb."""
    if start >= len(sentence):
        return True
    first = sentence[start]
    if first.low in ("that", "said", "says", "has", "have", "had", "is", "are", "was", "were"):
        return True
    if first.low in _SUBJECTS or first.low.replace("’", "'").endswith(("'ll", "'re", "'s")) and len(first.low) < 6:
        return True
    verb = VERB_FORMS.get(first.low)
    if verb and verb.form in ("past", "present") and not first.capital and first.low not in ("plans", "read"):
        return True
    for at in range(start, min(len(sentence), start + 9)):
        token = sentence[at]
        if at > start and (token.low in MODALS or token.low in BE or token.low in ("has", "have", "had")):
            return token.low not in ("be", "been", "being")
        if token.kind == "mark" and token.text in ",.;:":
            return False
    return False


def _is_condition(sentence: Sentence, at: int) -> bool:
    low = sentence[at].low
    following = sentence[at + 1].low if at + 1 < len(sentence) else ""
    if low == "once" and following in ("again", "more"):
        return False
    if low in ("if", "unless", "until", "till", "once", "assuming"):
        return low not in ("until", "till") or not _dated(sentence, at + 1)
    if low == "should":
        return following in _SUBJECTS
    if low == "provided":
        return following in ("that", "the") or following in _SUBJECTS
    if low == "as" and following in ("long", "soon"):
        return at + 2 < len(sentence) and sentence[at + 2].low == "as"
    return low == "in" and following == "exchange"


def _dated(sentence: Sentence, at: int) -> bool:
    """Return whether "until" is followed by a time and not by a clause."""
    window = sentence[at : at + 4]
    return any(token.low in TIME_WORDS or token.low[0].isdigit() for token in window if token.low) or (
        bool(window) and window[0].low in ("next", "the") and len(window) > 1 and window[1].low in ("end", "week")
    )


def condition_of(sentence: Sentence, cue: Cue, end: int) -> Range | None:
    """Return the condition that follows the act or opens the sentence: "if the strait freezes"."""
    if end < len(sentence):
        at = end + 1 if sentence[end].text == "," and end + 1 < len(sentence) else end
        if _is_condition(sentence, at):
            return (at, _condition_end(sentence, at, cue_limit=len(sentence)))
    opening = (at for at, token in enumerate(sentence[:4]) if token.kind == "word" and token.low not in ("and", "but"))
    first = next(opening, 0)
    opens = first < cue.start and (
        _is_condition(sentence, first)
        or (sentence[first].low == "when" and cue.kind in ("will", "going"))
        or (sentence[first].low == "as" and first + 1 < len(sentence) and sentence[first + 1].low == "president")
    )
    if opens:
        close = _condition_end(sentence, first, cue_limit=cue.start)
        return (first, close) if close < cue.start else None
    return None


def _condition_end(sentence: Sentence, start: int, *, cue_limit: int) -> int:
    limit = min(len(sentence), cue_limit, start + CONDITION_TOKENS)
    for at in range(start + 1, limit):
        token = sentence[at]
        if token.kind == "mark" and token.text in ',.;:!?—–”"':
            return at
    return limit


def is_embedded(sentence: Sentence, start: int) -> bool:
    """Return whether the clause whose subject begins at `start` is a question, a supposition or a reason asked for."""
    at = start - 1
    while at >= 0 and sentence[at].text in _MARKS:
        at -= 1
    if at < 0:
        return False
    if sentence[at].low in _QUESTION:
        return not (sentence[at].low in ("where", "who", "which", "when") and at and sentence[at - 1].text == ",")
    floor = max(-1, at - CLAUSE_TOKENS)
    while at > floor:
        token = sentence[at]
        if token.kind == "mark" or token.low in ("that", "but") or token.low in BE:
            return False
        if token.low == "whether":
            return True
        at -= 1
    return False


def _is_verbal(token: Token) -> bool:
    return token.low in VERB_FORMS and VERB_FORMS[token.low].form in ("past", "gerund", "present") and not token.capital


def _adverb(token: Token) -> bool:
    return token.low in ADVERBS or (
        token.low.endswith("ly") and len(token.low) > 4 and not token.capital and token.low not in DETERMINERS
    )
