"""Who dismisses what somebody else claims, read by rule: "denied", "dismissed the report as inaccurate", "not true"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.core import Span
from onrecord.limits.acts import CLAIM_TOKENS, POINTING_WORDS, TARGET_TOKENS
from onrecord.reading.actors import (
    Actors,
    clauses,
    is_infinitive,
    negated,
    predicate_start,
    subject_of,
)
from onrecord.reading.cues import DETERMINERS, PRONOUNS
from onrecord.reading.names import Names
from onrecord.reading.phrases import Range, phrase_after
from onrecord.reading.reading import Attribution
from onrecord.reading.stance import Denial
from onrecord.reading.tokens import Block, Sentence, blocks
from onrecord.reading.wanting import CLAIMS, forms

__all__ = ["find_denials"]

_PLAIN = {form for lemma in ("deny", "refute", "rebut", "debunk", "dispute") for form in forms(lemma)}
"""Verbs whose object, whatever it is, is a claim."""
_OF_CLAIMS = {
    form
    for lemma in (
        "dismiss reject dispute contradict contest question criticize criticise slam blast disprove shoot brush wave "
        "push hit fire knock call label brand describe decry denounce ridicule mock discount challenge"
    ).split()
    for form in forms(lemma)
} | {"shot"}
"""Verbs that deny when what follows is a claim: "dismissed the report", "pushed back on claims that"."""
_FALSE = frozenset(
    "inaccurate false untrue baseless groundless unfounded misleading fake phony fabricated fabrication fiction "
    "lie lies nonsense wrong incorrect ridiculous absurd erroneous unsubstantiated unsupported bogus ludicrous "
    "preposterous hoax".split()
)
_VIEWS = frozenset("wrong incorrect ridiculous absurd ludicrous preposterous nonsense misleading".split())
"""Said of deeds and views as well, so that "that is wrong" is no denial."""
_NOT = (
    ("not", "true"), ("not", "accurate"), ("not", "correct"), ("not", "the", "case"), ("no", "truth"),
    ("without", "merit"), ("without", "foundation"), ("not", "based", "on", "fact"), ("not", "factual"),
    ("never", "happened"), ("no", "basis"), ("fake", "news"),
)  # fmt: skip
_BE = frozenset("is are was were be been being as totally completely a an absolutely entirely simply just".split())
_NO_CLAIM = frozenset(
    "request requests entry access bail asylum permission visa motion petition appeal opportunity chance status right "
    "rights services benefits coverage".split()
)
"""Objects of "denied" that are refused rather than said to be untrue."""


@dataclass(frozen=True, slots=True)
class _Found:
    actor: Range | None
    cue: Range
    claim: Range


def find_denials(
    text: str, attributions: Sequence[Attribution], names: Names, laid: Sequence[Block] | None = None
) -> tuple[Denial, ...]:
    """Return the denials of one article in order of their cues; `laid` as for `find_stances`."""
    actors = Actors(text, attributions, names)
    found = []
    for block in blocks(text, ()) if laid is None else laid:
        for sentence in clauses(block):
            for one in _in_sentence(sentence):
                denial = _denial(text, sentence, one, actors)
                if denial is not None:
                    found.append(denial)
                    break
    return tuple(found)


def _denial(text: str, sentence: Sentence, one: _Found, actors: Actors) -> Denial | None:
    cue, claim = _span(sentence, one.cue), _span(sentence, one.claim)
    around = actors.attribution_around(cue)
    if one.actor is None:
        if around is None or not around.source:
            return None
        words, name, place = around.source, around.speaker_name, around.source[0]
    else:
        place = _span(sentence, one.actor)
        words, name = actors.who(place, around)
        if name is None and place.of(text).lower() in PRONOUNS:
            return None
    told = actors.told_before(claim.start, name) if len(claim.of(text).split()) <= POINTING_WORDS else None
    return Denial(
        words,
        name,
        (cue,),
        (claim, *told.content) if told else (claim,),
        (told.speaker_name or told.source[0].of(text)) if told else _claimant(text, claim, actors),
        actors.said_on(around, place),
        around.id if around else None,
    )


def _span(sentence: Sentence, tokens: Range) -> Span:
    return Span(sentence[tokens[0]].start, sentence[tokens[1] - 1].end)


def _claimant(text: str, claim: Span, actors: Actors) -> str | None:
    """Return the first body or person named in the words of a claim before it tells what is claimed."""
    words = claim.of(text)
    that = words.find(" that ")
    until = claim.start + (that if that > 0 else min(len(words), 60))
    for mention in actors.names.within(Span(claim.start, max(until, claim.start + 1))):
        if mention.kind in ("organization", "person"):
            return mention.name
    return None


def _in_sentence(sentence: Sentence) -> Iterator[_Found]:
    for at, token in enumerate(sentence):
        if token.low in _PLAIN or token.low in _OF_CLAIMS:
            found = _by_verb(sentence, at)
        elif token.low in _FALSE or token.low in ("not", "no", "without", "never", "fake") or token.low.endswith("n't"):
            found = _by_predicate(sentence, at)
        else:
            continue
        if found is not None:
            yield found


def _by_verb(sentence: Sentence, at: int) -> _Found | None:
    """Return the denial of a verb with its object: a claim, or anything after "denied"."""
    token = sentence[at]
    start = predicate_start(sentence, at)
    if negated(sentence, start, at) or at + 1 >= len(sentence) or is_infinitive(sentence, start, at):
        return None
    actor = subject_of(sentence, start)
    if sentence[at + 1].low == "by" and token.low in _PLAIN:
        by, claim = phrase_after(sentence, at + 2), subject_of(sentence, start)
        return _Found(by, (at, at + 2), claim) if by and claim else None
    if actor is None:
        return None
    claim = _claim(sentence, at + 1)
    if claim is None:
        return None
    words = [word.low for word in sentence[slice(*claim)]]
    if (beside := _WITH.get(token.low)) is not None and sentence[at + 1].low not in beside:
        return None
    if token.low.startswith("disput") and (token.low == "dispute" or not _opens(sentence, at + 1)):
        return None  # "the dispute", "disputed waters"
    if token.low in _PLAIN:
        return None if _refuses(words) else _Found(actor, (at, at + 1), claim)
    until = words.index("as") if "as" in words else len(words)
    noun = next((place for place, word in enumerate(words[:9]) if word in CLAIMS), None)
    false = any(word in _FALSE for word in words)
    judging = token.low in _JUDGING
    if (judging and not false) or (noun is None and not false):
        return None
    if noun is None and not judging and "as" not in words:
        return None
    return _Found(actor, (at, at + 1), (claim[0], claim[0] + until) if until else claim)


def _opens(sentence: Sentence, at: int) -> bool:
    """Return whether an object begins at a token: a name, a determiner, "that", or soon a word for a claim."""
    if sentence[at].capital or sentence[at].low in DETERMINERS:
        return True
    return any(token.low in CLAIMS for token in sentence[at : at + 6])


def _refuses(words: list[str]) -> bool:
    """Return whether the object of "denied" is something that was not given: "a permit", "licences to sailors"."""
    if _NO_CLAIM.intersection(words[:4]):
        return True
    given = words.index("to") if "to" in words[:6] else 0
    return given > 0 and words[0] not in ("that", "having", "being") and not CLAIMS.intersection(words[:given])


_WITH = {
    form: beside
    for lemma, beside in (
        ("push", ("back",)), ("hit", ("back",)), ("fire", ("back",)), ("shoot", ("down",)), ("knock", ("down",)),
        ("brush", ("off", "aside", "away")), ("wave", ("off", "aside", "away")),
    )
    for form in (*forms(lemma), "shot" if lemma == "shoot" else lemma)
}  # fmt: skip
"""Verbs that deny only with a word beside them."""
_JUDGING = {form for lemma in ("call", "label", "brand", "describe", "decry") for form in forms(lemma)}


def _by_predicate(sentence: Sentence, at: int) -> _Found | None:
    """Return the denial of "the report is groundless", "that is not true", said by the speaker of the words."""
    end = at + 1
    if sentence[at].low not in _FALSE:
        low = ["not" if word.low.endswith(("n't", "n’t")) else word.low for word in sentence[at : at + 4]]
        phrase = next((words for words in _NOT if tuple(low[: len(words)]) == words), None)
        if phrase is None:
            return None
        end = at + len(phrase)
    start = at
    while start > 0 and (sentence[start - 1].low in _BE or sentence[start - 1].low in ("not", "there", "of")):
        start -= 1
    if start == at and not sentence[at].low.endswith(("n't", "n’t")):
        return None
    if sentence[at].low in _FALSE and any(word.low in ("not",) for word in sentence[start:at]):
        return None
    if any(word.low in ("no", "any", "if", "whether") for word in sentence[max(0, start - CLAIM_TOKENS) : start]):
        return None
    pointing = sentence[start - 1].low in ("it", "this", "that") and start > 0
    subject = (start - 1, start) if pointing else subject_of(sentence, start)
    opening = [word.low for word in sentence[: min(start, CLAIM_TOKENS)]]
    if subject is None or not (CLAIMS | {"it", "this", "that"}).intersection(
        word.low for word in sentence[slice(*subject)]
    ):
        subject = (0, start) if start and (CLAIMS | {"description"}).intersection(opening) else subject
    if subject is None:
        return None
    words = [word.low for word in sentence[slice(*subject)]]
    if sentence[at].low in _VIEWS and not CLAIMS.intersection(words):
        return None
    if not ((CLAIMS | {"description"}).intersection(words) or words[0] in ("it", "this", "that")):
        return None
    return _Found(None, (at, end), subject)


def _claim(sentence: Sentence, start: int) -> Range | None:
    """Return the object of a denying verb up to the end of its clause."""
    at, count = start, len(sentence)
    if at < count and sentence[at].kind == "mark":
        return None
    while at < count and sentence[at].low in ("back", "down", "off", "away", "aside", "out", "against", "on", "at"):
        at += 1
    first = at
    while at < count and at - first < max(TARGET_TOKENS, CLAIM_TOKENS):
        if sentence[at].text[:1] in (".", ";", "?", "!", ",") or sentence[at].low in ("but", "while", "although"):
            break
        at += 1
    while at > first and sentence[at - 1].kind == "mark":
        at -= 1
    return (first, at) if at > first else None
