"""The act after a cue, its condition, and clauses that ask or suppose. Token ranges of one sentence."""

from __future__ import annotations

from onrecord.limits.commitments import ACT_TOKENS, CLAUSE_TOKENS, CONDITION_TOKENS
from onrecord.reading.commitments.cue import Cue
from onrecord.reading.commitments.forms import HAVE, is_adverb
from onrecord.reading.commitments.words import ASKING, BE, MARKS, SKIPPED, SUBJECT_PRONOUNS
from onrecord.reading.cues import COMMON_VERBS, DETERMINERS, MODALS, TIME_WORDS, VERB_FORMS
from onrecord.reading.phrases import Range
from onrecord.reading.tokens import Sentence

__all__ = ["act_end", "condition_of", "is_embedded", "phrase_end", "verb_at"]

_CLAUSE_ENDS = frozenset("because although though while whereas but yet so which who whom whose where".split())
_AFTER_COMMA = _CLAUSE_ENDS | frozenset(
    "and or as after before since when if unless until once with saying adding citing according despite including "
    "amid following in at on by for the a an he she they it we i that to from under during per barring pending".split()
)
_DASHES = frozenset(("—", "–", "--", "―", "-", "..."))
_CLOSING = frozenset(("”", '"', "»", "''"))


def verb_at(sentence: Sentence, act: int) -> int:
    """Return the index of the verb with which an act begins: behind "not", "also" and adverbs."""
    at = act
    limit = min(len(sentence) - 1, act + 6)
    while at < limit and (
        sentence[at].low in SKIPPED
        or is_adverb(sentence[at])
        or sentence[at].text in MARKS
        or (sentence[at].text == "," and at > act)
    ):
        at += 1
    return at


def act_end(sentence: Sentence, start: int, stop: int) -> int:
    """Return the index after the last token of the act that begins at `start`; `stop` bounds it from outside."""
    limit = min(len(sentence), stop, start + ACT_TOKENS)
    at = start
    while at < limit:
        if at > start and _closes(sentence, at):
            break
        at += 1
    while at > start + 1 and (
        sentence[at - 1].text in ".,;:!?—–-" or sentence[at - 1].low in ("and", "or", "but", "that", "as")
    ):
        at -= 1
    return at


def phrase_end(sentence: Sentence, start: int, end: int) -> int:
    """Return where an act within a noun phrase ends: before the verb of the clause whose subject that phrase is."""
    for at in range(start + 2, end - 1):
        token, following = sentence[at], sentence[at + 1]
        if token.low in (BE | HAVE) - {"be", "been", "being", "having"}:
            return at
        takes = following.low in DETERMINERS or following.low in SUBJECT_PRONOUNS or following.capital
        named = sentence[at - 1].kind == "word" and sentence[at - 1].low not in DETERMINERS
        if takes and named and token.low.endswith("ed") and not token.capital:
            return at
    return end


def _closes(sentence: Sentence, at: int) -> bool:
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
    if token.low in BE | HAVE:
        return True
    if token.low in _CLAUSE_ENDS or token.low in ("saying", "adding", "citing", "according", "as", "if", "unless"):
        return True
    if token.low in _AFTER_COMMA or token.low.endswith("ing") or token.low in SUBJECT_PRONOUNS:
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
    if first.low in SUBJECT_PRONOUNS or (
        first.low.replace("’", "'").endswith(("'ll", "'re", "'s")) and len(first.low) < 6
    ):
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
        return following in SUBJECT_PRONOUNS
    if low == "provided":
        return following in ("that", "the") or following in SUBJECT_PRONOUNS
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
        or (sentence[first].low == "when" and cue.kind in ("will", "going") and not _is_past(sentence, first))
        or (sentence[first].low == "as" and first + 1 < len(sentence) and sentence[first + 1].low == "president")
    )
    if opens:
        close = _condition_end(sentence, first, cue_limit=cue.start)
        return (first, close) if close < cue.start else None
    return None


def _is_past(sentence: Sentence, start: int) -> bool:
    """Return whether a clause tells what has been: "when she first saw the quay"."""
    return any(token.low.endswith("ed") or token.low in COMMON_VERBS for token in sentence[start + 1 : start + 6])


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
    while at >= 0 and sentence[at].text in MARKS:
        at -= 1
    if at < 0:
        return False
    if sentence[at].low in ASKING:
        return not (sentence[at].low in ("where", "who", "which", "when") and at and sentence[at - 1].text == ",")
    floor = max(-1, at - CLAUSE_TOKENS)
    while at > floor:
        token = sentence[at]
        if token.low == "whether":
            return True
        if (token.kind == "mark" and token.text != ",") or token.low in ("that", "but") or token.low in BE:
            return False
        at -= 1
    return False
