"""Who stands before a cue of wanting: the subject's words and the fullest name that the article gives them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onrecord.core import Interval, Span, covers, overlap
from onrecord.limits.acts import CLAIM_CHARS, GROUP_TOKENS, PRONOUN_CHARS, SUBJECT_TOKENS, TIME_TOKENS
from onrecord.reading.cues import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    TIME_WORDS,
    VERB_FORMS,
)
from onrecord.reading.names import Names
from onrecord.reading.phrases import Range, leading_subject, phrase_before
from onrecord.reading.reading import Attribution
from onrecord.reading.sources import head_of, main_of
from onrecord.reading.tokens import Block, Sentence, Token

__all__ = [
    "Actors",
    "clauses",
    "is_infinitive",
    "is_loose_gerund",
    "is_passive",
    "negated",
    "past_time",
    "predicate_start",
    "subject_of",
]

_RELATIVE = frozenset(("who", "which", "that"))
_FIRST = frozenset("i we my our me us".split())
_OTHERS = frozenset("he she it they his her its their him them".split())
_KINDS = {
    **dict.fromkeys(("it", "its"), ("organization", "place")),
    **dict.fromkeys(("they", "their", "them"), ("organization", "group")),
}
"""What a pronoun may stand for, but for "he" and "she" a person: no person is "they"."""
_NOBODY = frozenset(
    "you your this there what nobody none one everyone everybody anyone anybody nothing something these those".split()
)
_SUPPOSING = frozenset("if whether unless".split())
_INTENDING = frozenset(
    "wants want wanted hopes hope hoped plans plan planned vows vow vowed pledges pledge pledged promises promise "
    "promised intends intend intended decides decide decided agrees agree agreed continues continue continued began "
    "begun begins trying tried tries moved moves moving prepares prepared preparing ready expected expects set "
    "threatens threatened threatening chose chosen failed willing prefer prefers preferred likely promising vowing "
    "pledging planning hoping".split()
)
_BE = frozenset("is are was were be been being am".split())


_QUOTES = frozenset((*"\"“”«»‘’'`", "``", "''"))


def clauses(block: Block) -> Iterator[Sentence]:
    """Yield a block's sentences without quotation marks, so that "would be “a mistake”" reads as if none stood there.

    A sentence that begins with a comma goes on the one before, which an abbreviation seemed to end ("D-N.Y.,").
    """
    held: Sentence = ()
    for sentence in block:
        if held and sentence[0].text not in _GOES_ON:
            yield held
            held = ()
        held += tuple(token for token in sentence if token.text not in _QUOTES)
    if held:
        yield held


_GOES_ON = frozenset((",", ";", ")"))


def predicate_start(sentence: Sentence, cue: int) -> int:
    """Return where the verb group that ends in the verb at `cue` begins: "has not yet | called"."""
    at, floor = cue, max(0, cue - GROUP_TOKENS)
    while at > floor and (_is_auxiliary(sentence[at - 1]) or (sentence[at - 1].low in TIME_WORDS and at > 1)):
        at -= 1
        if sentence[at].low in TIME_WORDS and sentence[at - 1].low in ("on", "last", "early", "late"):
            at -= 1
        if sentence[at].low == "to" and at and sentence[at - 1].low in _INTENDING:
            at -= 1
    if at > 2 and sentence[at - 1].low in _UNITS and sentence[at - 2].low in ("this", "last"):
        at -= 2  # "the court this month | rejected"
    return at


def past_time(sentence: Sentence, start: int) -> int:
    """Return the index behind words of time, or an adverb, that begin at `start`: "Friday", "in recent days"."""
    at = end = start
    if at < len(sentence) and sentence[at].low in ("on", "in", "over", "during"):
        at += 1
    while at < min(len(sentence), start + TIME_TOKENS):
        low = sentence[at].low
        if low in TIME_WORDS or low in _UNITS or low in MONTHS or (low.isdigit() and at > start):
            end = at + 1
        elif low not in _TIMELY:
            break
        at += 1
    if (
        end == start
        and start < len(sentence)
        and (sentence[start].low in ADVERBS or sentence[start].low.endswith("ly"))
    ):
        end = start + 1
    return end


_UNITS = frozenset("day days week weeks month months year years weekend morning afternoon evening night".split())
_TIMELY = frozenset("this last the recent past few several early late earlier same".split())


def is_infinitive(sentence: Sentence, start: int, cue: int) -> bool:
    """Return whether a verb is another's infinitive ("asked them to reject"), so that its actor is not before it."""
    tos = [at for at in range(start, cue) if sentence[at].low == "to"]
    return any(at == 0 or sentence[at - 1].low not in _INTENDING for at in tos)


def is_passive(sentence: Sentence, start: int, cue: int) -> bool:
    """Return whether a verb with an ending of the past stands after a form of "be"."""
    past = sentence[cue].low.endswith(("ed", "en", "ought", "own"))
    return past and any(token.low in _BE for token in sentence[start:cue])


def is_loose_gerund(sentence: Sentence, start: int, cue: int) -> bool:
    """Return whether an "-ing" form has no actor near: neither "is fighting" nor ", fighting" nor "before fighting"."""
    if not sentence[cue].low.endswith("ing"):
        return False
    if any(token.low in _BE or token.low.endswith(("'m", "'re", "’m", "’re")) for token in sentence[start:cue]):
        return False
    return start == 0 or not (sentence[start - 1].text == "," or sentence[start - 1].low in _BEFORE_GERUND)


_BEFORE_GERUND = frozenset("letter statement resolution before after".split())


def _is_auxiliary(token: Token) -> bool:
    low = token.low
    return (
        low in AUXILIARIES
        or low in ADVERBS
        or (low.endswith("ly") and len(low) > 4 and not token.capital)
        or low.endswith(("n't", "n’t"))
        or low in ("longer", "strongly", "both", "all")
    )


def negated(sentence: Sentence, start: int, cue: int) -> bool:
    """Return whether a negation stands in the verb group `[start, cue)`."""
    return any(
        token.low in ("not", "never", "cannot", "no", "neither", "hardly") or token.low.endswith(("n't", "n’t"))
        for token in sentence[max(0, start) : cue]
    )


def subject_of(sentence: Sentence, start: int) -> Range | None:
    """Return the subject of the verb group that begins at `start`, also before "who" or at the head of the clause."""
    if start <= 0:
        return None
    before = sentence[start - 1]
    if before.low in _RELATIVE and start > 1:
        found = phrase_before(sentence, start - 2 if sentence[start - 2].text == "," else start - 1)
        found = _last_name(sentence, found) if found is not None and before.low == "who" else found
        return _named_before(sentence, found) if found is not None and _may_act(sentence, found) else None
    found = None if before.low in ("to", "and", "or", "but") else phrase_before(sentence, start)
    if found is not None and _is_supposed(sentence, found):
        return None  # "asked whether he would propose": nobody else proposes either
    if found is not None and sentence[found[0]].low not in _NOBODY and _may_act(sentence, found):
        return found
    found = leading_subject(sentence, start)
    if found is None or start - found[1] > SUBJECT_TOKENS or not _may_act(sentence, found):
        return None
    return found


def _last_name(sentence: Sentence, found: Range) -> Range:
    """Return the name that ends a phrase without a head of its own: "risky for | Brandt", "gifts to | Mr. Okoro"."""
    start, end = found
    at = end
    while at > start and sentence[at - 1].capital:
        at -= 1
    headless = at < end and at - start > 1 and not (sentence[start].capital or sentence[start].low in DETERMINERS)
    return (at, end) if headless and sentence[at - 1].low in PREPOSITIONS else found


def _named_before(sentence: Sentence, described: Range) -> Range:
    """Return a description with the name to which it is put: "Ana Brandt, a pilot | who"."""
    start = described[0]
    if start < 2 or sentence[start - 1].text != "," or not sentence[start - 2].capital:
        return described
    named = phrase_before(sentence, start - 1)
    return (named[0], described[1]) if named is not None and sentence[named[0]].capital else described


def _is_supposed(sentence: Sentence, subject: Range) -> bool:
    """Return whether a subject stands in a supposition or a question that is only told: after "if" or "whether"."""
    return any(token.low in _SUPPOSING for token in sentence[max(0, subject[0] - 1) : subject[0] + 1])


def _may_act(sentence: Sentence, subject: Range) -> bool:
    """Return whether a subject may want something: a pronoun for somebody, a name, or a noun with what goes with it."""
    words = [token for token in sentence[slice(*subject)] if token.kind == "word"]
    if not words or words[0].low in _NOBODY or any(word.low in ("percent", "poll", "polls") for word in words):
        return False
    if _is_supposed(sentence, subject):
        return False
    first = words[0]
    if first.low in PRONOUNS or first.low in DETERMINERS or first.capital or first.text[0].isdigit():
        return True
    verb = VERB_FORMS.get(first.low)
    is_verb = first.low.endswith(("ed", "ing", "en")) or (verb is not None and verb.form != "base")
    return not is_verb and (len(words) > 1 or first.low.endswith("s") or first.low in ("people", "police"))


class Actors:
    """The names and attributions of one article, to ask who a subject is and in whose words something stands."""

    def __init__(self, text: str, attributions: Sequence[Attribution], names: Names) -> None:
        self.text = text
        self.names = names
        self.by_source = sorted(
            ((span, one) for one in attributions for span in one.source), key=lambda entry: entry[0].start
        )
        self._sources = [span.start for span, _ in self.by_source]
        self.contents = sorted(
            ((span, one) for one in attributions for span in one.content), key=lambda entry: entry[0].start
        )
        self._contents = [span.start for span, _ in self.contents]
        self._mentions = [mention.span.start for mention in names.mentions]

    def attribution_around(self, span: Span) -> Attribution | None:
        """Return the innermost attribution whose content holds `span`."""
        found: tuple[int, Attribution] | None = None
        at = bisect_right(self._contents, span.start)
        for content, one in reversed(self.contents[max(0, at - 12) : at]):
            if covers(content, span) and (found is None or len(content) < found[0]):
                found = (len(content), one)
        return found[1] if found else None

    def attribution_by(self, actor: Span) -> Attribution | None:
        """Return an attribution whose source shares words with an actor's."""
        at = bisect_right(self._sources, actor.end)
        for source, one in reversed(self.by_source[max(0, at - 3) : at]):
            if overlap(source, actor):
                return one
        return None

    def who(self, actor: Span, around: Attribution | None) -> tuple[tuple[Span, ...], str | None]:
        """Return an actor's words and fullest name; "I" and "we" are the speaker of the attribution around."""
        words = actor.of(self.text)
        low = words.lower()
        if low in _FIRST:
            if around is None or not around.source:
                return (actor,), around.speaker_name if around else None
            return around.source, around.speaker_name
        if low in _OTHERS:
            return (actor,), self._behind(actor, around)
        if (given := self.attribution_by(actor)) is not None and given.speaker_name:
            return (actor,), given.speaker_name
        main = main_of(self.text, actor, label=False)
        head = head_of(self.text, actor, main, self.names) if main else None
        if head is not None and head.kind != "group":
            return (actor,), head.name
        return (actor,), None

    def told_before(self, place: int, but: str | None) -> Attribution | None:
        """Return the attribution that ends last before `place`, close by, and is not of the speaker `but`."""
        at = bisect_right(self._contents, place)
        for content, one in reversed(self.contents[max(0, at - 4) : at]):
            if place - content.end > CLAIM_CHARS:
                break
            if content.end <= place and one.source and (one.speaker_name is None or one.speaker_name != but):
                return one
        return None

    def _behind(self, pronoun: Span, around: Attribution | None) -> str | None:
        """Return who a pronoun is: by an attribution, or the latest fitting name before it that begins a clause."""
        given = self.attribution_by(pronoun)
        if given is not None and given.speaker_name:
            return given.speaker_name
        kinds = _KINDS.get(pronoun.of(self.text).lower(), ("person",))
        at = bisect_right(self._mentions, pronoun.start)
        if around is not None and around.speaker_name and around.kind == "indirect":
            return around.speaker_name
        for mention in reversed(self.names.mentions[max(0, at - 8) : at]):
            if pronoun.start - mention.span.end > PRONOUN_CHARS:
                break
            if mention.kind in kinds:
                return mention.name
        return None

    def said_on(self, around: Attribution | None, actor: Span) -> Interval | None:
        """Return the day of the words around, or of what else the actor says in that place."""
        if around is not None:
            return around.said_on
        given = self.attribution_by(actor)
        return given.said_on if given else None
