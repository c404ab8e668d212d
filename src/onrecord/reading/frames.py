"""Frames: a cue in its sentence with its source, and what stands between the cue and the content.

A frame is a finite cue with its subject before or after it ("Smith said", "said Smith"), a gerund that goes on
an earlier predicate (", adding that"), a second predicate ("and promised to"), or "according to" with its object.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.limits.reading import APPOSITION_TOKENS
from onrecord.reading.circumstances import Circumstances, after_cue
from onrecord.reading.cues import (
    ADVERBS,
    COMMON_VERBS,
    DETERMINERS,
    MODALS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    VERB_FORMS,
    Verb,
)
from onrecord.reading.phrases import Range, leading_subject, phrase_after, phrase_before
from onrecord.reading.speaking import is_noun_phrase
from onrecord.reading.tokens import Sentence

__all__ = ["Frame", "frames_of"]

_BE = frozenset("is are was were be been being 's ’s".split())
_HAVE = frozenset("has have had having".split())
_LINKERS = frozenset("and but then or".split())
_BEFORE_GERUND = frozenset((",", "—", "–", ";", "and", "while", "by", "before", "after", "or"))
_PLURAL = frozenset("they we i you people some many most others critics few several both police all who".split())
_COUNTING = frozenset("two three four five six seven eight nine ten several many these those few most some".split())
_NOUN_TOO = frozenset(
    "report claim plan call demand state hope fear question offer promise note show find view support comment answer "
    "wish doubt request mention address back favor favour credit attack slam label project order signal pitch post "
    "reference outline worry wonder welcome mock compare list quip joke remark urge pledge vow counter voice raise "
    "document forecast estimate address conclude read".split()
)
_AFTER_NOUN = PREPOSITIONS | frozenset("and or were was are is have has".split())
_ATTITUDE_GERUNDS = frozenset("call cite accuse describe praise criticize criticise blame compare dismiss".split())


@dataclass(frozen=True, slots=True)
class Frame:
    """One cue in its sentence, in token indices.

    `left` is where the frame begins (its source or cue), `right` where what is attributed may begin. `shared`
    says that the source is the subject of an earlier predicate. `inverted` says that the source follows the cue.
    """

    cue: Range
    source: Range | None
    left: int
    right: int
    lemma: str
    strength: str
    circumstances: Circumstances
    shared: bool = False
    inverted: bool = False


def frames_of(sentence: Sentence) -> list[Frame]:
    """Return the frames of one sentence in order; none overlaps the one before."""
    found: list[Frame] = []
    at = 0
    while at < len(sentence):
        frame = _frame_at(sentence, at, found[-1] if found else None)
        if frame is not None:
            found.append(frame)
            at = max(frame.right, at + 1)
        else:
            at += 1
    return found


def _frame_at(sentence: Sentence, at: int, earlier: Frame | None) -> Frame | None:
    token = sentence[at]
    if token.kind != "word":
        return None
    if token.low == "according" and at + 1 < len(sentence) and sentence[at + 1].low == "to":
        return _according(sentence, at)
    verb = VERB_FORMS.get(token.low)
    if verb is None or (token.capital and at > 0 and sentence[at - 1].kind != "quote"):
        return None
    start = _group_start(sentence, at)
    if not _is_verb(sentence, at, start, verb):
        return None
    floor = earlier.right if earlier else 0
    if verb.form == "gerund" and not _progressive(sentence, at, start):
        return _gerund(sentence, at, verb, earlier)
    return _finite(sentence, at, start, verb, floor, earlier)


def _according(sentence: Sentence, at: int) -> Frame | None:
    source = phrase_after(sentence, at + 2)
    if source is None:
        return None
    if at == 0 and (source[1] >= len(sentence) or sentence[source[1]].text != ","):
        comma = next((index for index in range(*source) if sentence[index].text == ","), source[1])
        source = (source[0], comma)
    return Frame((at, at + 2), source, at, source[1], "according", "speech", Circumstances(), inverted=True)


def _group_start(sentence: Sentence, at: int) -> int:
    """Return where the cue's words begin: its auxiliaries and adverbs."""
    start, floor = at, max(0, at - 5)
    while start > floor:
        low = sentence[start - 1].low
        if (
            low in _BE
            or low in _HAVE
            or low in MODALS
            or low in ADVERBS
            or low in ("not", "never", "to", "did", "does")
            or (low.endswith("ly") and len(low) > 4 and not sentence[start - 1].capital)
        ):
            start -= 1
        else:
            break
    return start


def _is_verb(sentence: Sentence, at: int, start: int, verb: Verb) -> bool:
    """Return whether the form at `at` is an active verb here, not a noun, a passive or a modifier."""
    group = [sentence[index].low for index in range(start, at)]
    before = sentence[start - 1].low if start else ""
    if before.endswith(("'s", "’s")) or before in ("'", "’"):
        return False
    following = sentence[at + 1].low if at + 1 < len(sentence) else "."
    if verb.form in ("past", "participle"):
        if any(word in _BE for word in group) or following == "by" or before in DETERMINERS - PRONOUNS:
            return False
        return verb.form == "past" or any(word in _HAVE for word in group)
    if verb.form == "gerund":
        return True
    if verb.form == "present":
        noun = following in _AFTER_NOUN or following in COMMON_VERBS or following.endswith(("ing", "ed"))
        noun = noun or before in PREPOSITIONS or before in DETERMINERS
        if verb.lemma in _NOUN_TOO and noun:
            return False
        return not (group and group[-1] in MODALS)
    if "to" in group:
        return False
    if any(word in MODALS or word in ("did", "does", "not") for word in group):
        return True
    plural = before in _PLURAL or (before.endswith("s") and not before.endswith(("'s", "’s", "ss", "us", "is")))
    plural = plural or (start > 2 and sentence[start - 2].low == "and" and sentence[start - 1].capital)
    return plural and not (verb.lemma in _NOUN_TOO and (following in _AFTER_NOUN or following in ",."))


def _progressive(sentence: Sentence, at: int, start: int) -> bool:
    return any(sentence[index].low in _BE for index in range(start, at))


def _gerund(sentence: Sentence, at: int, verb: Verb, earlier: Frame | None) -> Frame | None:
    if verb.strength == "attitude" and verb.lemma not in _ATTITUDE_GERUNDS:
        return None
    before = sentence[at - 1] if at else None
    if before is not None and before.text not in _BEFORE_GERUND and before.low not in ("also", "later", "then"):
        return None
    source = earlier.source if earlier and earlier.source else leading_subject(sentence, at)
    cue, circumstances, right = _beyond(sentence, at, at, verb)
    return Frame(cue, source, at, right, verb.lemma, verb.strength, circumstances, shared=True)


def _finite(sentence: Sentence, at: int, start: int, verb: Verb, floor: int, earlier: Frame | None) -> Frame | None:
    cue, circumstances, right = _beyond(sentence, at, start, verb)
    subject_end = _before_day(sentence, start)
    if subject_end < start:
        circumstances = replace(circumstances, days=(*circumstances.days, (subject_end, start)))
    before = sentence[subject_end - 1] if subject_end else None
    if before is not None and before.low in _LINKERS:
        source = earlier.source if earlier and earlier.source else _shared_subject(sentence, start)
        if source is None:
            return None
        return Frame(cue, source, start, right, verb.lemma, verb.strength, circumstances, shared=True)
    source = _subject_before(sentence, subject_end)
    if source is not None and source[0] < floor:
        source = None
    if verb.lemma in ("learn", "hear") and source and cue[1] < len(sentence) and sentence[cue[1]].low == "from":
        return _heard_from(sentence, cue, source, verb)
    if before is None or before.kind == "quote" or before.text in (",", "—", "–"):
        after = phrase_after(sentence, cue[1])
        after = after if after is not None and _speaks(sentence, after) else None
        sure = after is not None and _closes(sentence, after[1], verb.lemma)
        if after is not None and verb.strength == "speech" and (sure or (before and before.kind == "quote")):
            circumstances, right = after_cue(sentence, after[1], verb.lemma, circumstances)
            return Frame(cue, after, start, right, verb.lemma, verb.strength, circumstances, inverted=True)
        if source is None and before is not None and before.text == "," and verb.strength != "attitude":
            source = leading_subject(sentence, start - 1) if floor == 0 else None
    if source is None or not _may_speak(sentence[source[0]].low, verb):
        return None
    if source[1] - source[0] == 1 and sentence[source[0]].low.endswith("ing") and not sentence[source[0]].capital:
        return None
    return Frame(cue, source, source[0], right, verb.lemma, verb.strength, circumstances)


def _speaks(sentence: Sentence, phrase: Range) -> bool:
    return is_noun_phrase(" ".join(token.text for token in sentence[phrase[0] : phrase[1]]))


def _shared_subject(sentence: Sentence, start: int) -> Range | None:
    """Return the subject of a second predicate: the one that opens the sentence, or a "who" behind it."""
    source = leading_subject(sentence, start - 1)
    if source is None or _speaks(sentence, source):
        return source
    floor = max(source[1], start - APPOSITION_TOKENS)
    return next(((at, at + 1) for at in range(start - 1, floor, -1) if sentence[at].low == "who"), source)


def _subject_before(sentence: Sentence, end: int) -> Range | None:
    """Return the phrase before a cue, or, when it is no subject ("Voters interviewed"), the one before or the first."""
    source = phrase_before(sentence, end)
    if source is None or _speaks(sentence, source) or sentence[source[0]].low.endswith("ing"):
        return source
    for found in (phrase_before(sentence, source[0]), leading_subject(sentence, source[0])):
        if found is not None and _speaks(sentence, found):
            return found
    return source


def _may_speak(first: str, verb: Verb) -> bool:
    """Return whether a subject that begins with this word may be the source of the verb."""
    if first == "who":
        return verb.strength == "speech"
    return first not in SUBORDINATORS and not (first in _COUNTING and verb.form == "present")


def _before_day(sentence: Sentence, start: int) -> int:
    """Return where the words before the cue end without a day: "The ministry on Tuesday rejected"."""
    if start > 1 and sentence[start - 1].low in TIME_WORDS:
        return start - 2 if start > 2 and sentence[start - 2].low == "on" else start - 1
    if start > 3 and [token.low for token in sentence[start - 3 : start]] == ["in", "the", "past"]:
        return start - 3
    return start


def _heard_from(sentence: Sentence, cue: Range, hearer: Range, verb: Verb) -> Frame | None:
    """Return the frame of "The paper learned from officials that ...": the officials speak, the paper passes on."""
    source = phrase_after(sentence, cue[1] + 1)
    if source is None:
        return None
    around = Circumstances(reporter=hearer)
    return Frame((cue[0], cue[1] + 1), source, hearer[0], source[1], verb.lemma, "speech", around, inverted=True)


def _closes(sentence: Sentence, at: int, lemma: str) -> bool:
    """Return whether nothing but circumstances and a mark follows token `at`, so that "said X" closes its clause."""
    if lemma in ("tell", "ask", "inform", "remind", "assure", "warn"):
        return False
    _, end = after_cue(sentence, at, lemma, Circumstances())
    return end >= len(sentence) or sentence[end].kind != "word" or sentence[end].low in ("adding", "who", "in", "at")


def _beyond(sentence: Sentence, at: int, start: int, verb: Verb) -> tuple[Range, Circumstances, int]:
    """Return the cue's range with its particle, what surrounds it, and where the content may begin."""
    end = at + 1
    if (end < len(sentence) and sentence[end].low in PARTICLES.get(verb.lemma, ())) or (
        end < len(sentence) and sentence[end].low in ("out", "up") and verb.lemma in ("point", "speak")
    ):
        end += 1
    circumstances, right = after_cue(sentence, end, verb.lemma, Circumstances())
    return (start, end), circumstances, right
