"""Who stands before a cue of wanting: the subject's words and the fullest name that the article gives them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.core import Interval, Span, covers, overlap
from onrecord.limits.acts import PRONOUN_CHARS, SUBJECT_TOKENS
from onrecord.reading.cues import ADVERBS, AUXILIARIES
from onrecord.reading.names import Names
from onrecord.reading.phrases import Range, leading_subject, phrase_before
from onrecord.reading.reading import Attribution
from onrecord.reading.sources import head_of, main_of
from onrecord.reading.tokens import Sentence, Token

__all__ = ["Actors", "negated", "predicate_start", "subject_of"]

_RELATIVE = frozenset(("who", "which", "that"))
_FIRST = frozenset("i we my our me us".split())
_OTHERS = frozenset("he she it they his her its their him them".split())
_NOBODY = frozenset(
    "you your this there what nobody none one everyone everybody anyone anybody nothing something these those".split()
)
_SUPPOSING = frozenset("if whether unless".split())
_QUOTES = frozenset("\"“”‘'’«»")


def predicate_start(sentence: Sentence, cue: int) -> int:
    """Return where the verb group that ends in the verb at `cue` begins: "has not yet | called"."""
    at = cue
    while at > 0 and (_is_auxiliary(sentence[at - 1]) or sentence[at - 1].text in _QUOTES):
        at -= 1
    return at


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
    """Return the subject of the verb group that begins at `start`: before it, before its "who", or at the clause's head."""
    if start <= 0:
        return None
    before = sentence[start - 1]
    if before.low in _RELATIVE and start > 1:
        found = phrase_before(sentence, start - 2 if sentence[start - 2].text == "," else start - 1)
        return found if found is not None and _may_act(sentence, found) else None
    found = None if before.low in ("to", "and", "or", "but") else phrase_before(sentence, start)
    if found is not None and sentence[found[0]].low not in _NOBODY and _may_act(sentence, found):
        return found
    found = leading_subject(sentence, start)
    if found is None or start - found[1] > SUBJECT_TOKENS or not _may_act(sentence, found):
        return None
    return found


def _may_act(sentence: Sentence, subject: Range) -> bool:
    """Return whether a subject may want something: a pronoun for somebody, a name, or a noun with what goes with it."""
    words = [token for token in sentence[slice(*subject)] if token.kind == "word"]
    if not words or words[0].low in _NOBODY:
        return False
    if any(token.low in _SUPPOSING for token in sentence[max(0, subject[0] - 1) : subject[0]]):
        return False
    return words[-1].low.endswith(("s", "ed")) or not words[-1].low.isdigit()


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

    def _behind(self, pronoun: Span, around: Attribution | None) -> str | None:
        """Return who a pronoun is: by an attribution, or the latest fitting name before it that begins a clause."""
        given = self.attribution_by(pronoun)
        if given is not None and given.speaker_name:
            return given.speaker_name
        kinds = ("organization", "place") if pronoun.of(self.text).lower() in ("it", "its") else ("person",)
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
