"""What actors want, read by rule from the words of one article: who is for, against, open or undecided, and on what.

1. A verb with an actor before it ("backs", "called for", "ruled out", "urged X to"), turned by negation.
2. A noun with its preposition ("support for", "refusal to"), or a predicate ("opposed to", "open to").
3. A deed that is refused or put off ("will not", "has no plans to", "may", "is considering").
4. In the words of a speaker, what ought to be ("should", "must") and what something is ("unacceptable").
Deeds of ending turn the stance: who urges to cancel a meeting is against the meeting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.core import Span
from onrecord.limits.acts import DIRECTED_TOKENS, TARGET_TOKENS
from onrecord.reading.actors import Actors, negated, predicate_start, subject_of
from onrecord.reading.cues import PREPOSITIONS, PRONOUNS, TIME_WORDS
from onrecord.reading.names import Names
from onrecord.reading.phrases import Range, phrase_after
from onrecord.reading.reading import Attribution
from onrecord.reading.stance import Stance, Stand
from onrecord.reading.tokens import Block, Sentence, blocks
from onrecord.reading.wanting import (
    DIRECTIVES,
    ENDING_NOUNS,
    ENDINGS,
    JUDGED,
    NOUNS,
    PREDICATES,
    REFUSALS,
    VERBS,
    WISHES,
    forms,
)

__all__ = ["find_stances"]

_STOPS = frozenset(
    "because while after although though when since unless until if which who whereas amid despite whose adding saying "
    "but arguing citing calling".split()
)
_MARKS = frozenset(".;:!?…()—–,")
_TURNED: dict[Stand, Stand] = {"for": "against", "against": "for", "open": "open", "undecided": "undecided"}
_DENIED: dict[Stand, Stand] = {"for": "against", "against": "open", "open": "against", "undecided": "undecided"}
"""What a negation makes of a stance: who does not rule out is open, who does not consider is against."""
_ENDING_FORMS = {form: lemma for lemma in ENDINGS if " " not in lemma for form in forms(lemma)}
_ENDING_PAIRS = {
    (form, pair.split()[1]): pair for pair in ENDINGS if " " in pair for form in forms(pair.split()[0])
}
_OBJECTS = frozenset("the a an his her its their any this that these those our my some new such".split())
_MODALS = frozenset("should must ought needs need".split())
_TAME = frozenset(
    "be have do know see think say tell thank go get let make come like feel talk want need seem become happen".split()
)
"""Verbs after "will not" or "should" that mostly state how things are rather than what is to be done."""
_FORMS_OF_BE = frozenset("is are was were be been being remains remain remained stands".split())


@dataclass(frozen=True, slots=True)
class _Found:
    """A stance as ranges of tokens; `actor` is None where it is the speaker of the words."""

    actor: Range | None
    stand: Stand
    cue: Range
    target: Range


def find_stances(
    text: str, attributions: Sequence[Attribution], names: Names, laid: Sequence[Block] | None = None
) -> tuple[Stance, ...]:
    """Return the stances of one article in order of their cues.

    `laid` are the article's sentences with quotation marks as tokens (`blocks(text, ())`), if they are there already.
    """
    actors = Actors(text, attributions, names)
    found: dict[tuple[str | None, Stand, Span], Stance] = {}
    for block in blocks(text, ()) if laid is None else laid:
        for sentence in block:
            taken: set[int] = set()
            for one in _in_sentence(text, sentence, actors):
                if taken.intersection(range(*one.cue)):
                    continue
                stance = _stance(text, sentence, one, actors)
                if stance is not None:
                    taken.update(range(*one.cue))
                    found.setdefault((stance.actor_name, stance.stance, stance.target[0]), stance)
    return tuple(sorted(found.values(), key=lambda one: (one.cue[0], one.target[0])))


def _in_sentence(text: str, sentence: Sentence, actors: Actors) -> Iterator[_Found]:
    yield from _by_verb(sentence)
    yield from _by_noun(sentence)
    yield from _by_predicate(sentence)
    yield from _by_refusal(sentence)
    yield from _by_judgement(text, sentence, actors)


def _stance(text: str, sentence: Sentence, one: _Found, actors: Actors) -> Stance | None:
    """Return a finding as spans with its actor's name, or None where nobody is the actor."""
    cue, target = _span(sentence, one.cue), _span(sentence, one.target)
    around = actors.attribution_around(cue)
    if one.actor is None:
        if around is None or not around.source:
            return None
        words, name = around.source, around.speaker_name
        place = around.source[0]
    else:
        place = _span(sentence, one.actor)
        words, name = actors.who(place, around)
        if name is None and place.of(text).lower() in PRONOUNS:
            return None
    said_on = actors.said_on(around, place)
    return Stance(words, name, one.stand, (cue,), (target,), said_on, around.id if around else None)


def _span(sentence: Sentence, tokens: Range) -> Span:
    return Span(sentence[tokens[0]].start, sentence[tokens[1] - 1].end)


def _target(sentence: Sentence, start: int, limit: int = TARGET_TOKENS) -> Range | None:
    """Return the phrase or clause from `start` up to the next mark or word that begins another clause."""
    at, count = start, len(sentence)
    while at < count and (sentence[at].text in "\"“‘'”’" or sentence[at].low in ("that", "to", "of", "on")):
        at += 1
    first = at
    while at < count and at - first < limit:
        token = sentence[at]
        if (token.kind == "mark" and token.text[0] in _MARKS and not _inside(sentence, at)) or (
            at > first and token.low in _STOPS
        ):
            break
        at += 1
    while at > first and sentence[at - 1].kind == "mark":
        at -= 1
    return (first, at) if at > first else None


def _inside(sentence: Sentence, at: int) -> bool:
    """Return whether a comma stands in a list of names or a number's place: a capital on either side."""
    return sentence[at].text == "," and at + 1 < len(sentence) and sentence[at - 1].capital and sentence[at + 1].capital


def _turned(sentence: Sentence, target: Range, stand: Stand) -> tuple[Stand, Range]:
    """Return a stance on a deed of ending as one on what would end."""
    start, end = target
    at = start
    while at < end and sentence[at].low in ("a", "an", "the", "to", "not", "consider", "immediately", "his", "its"):
        at += 1
    if at + 1 >= end:
        return stand, target
    low, after = sentence[at].low, sentence[at + 1].low
    step = 0
    if (low, after) in _ENDING_PAIRS:
        step = 2
    elif low in _ENDING_FORMS and after not in ("to", "by", "in"):
        step = 1
    elif low in ENDING_NOUNS and after in ("of", "to", "in", "on"):
        step = 2
    if not step or at + step >= end:
        return stand, target
    rest = _target(sentence, at + step)
    return (_TURNED[stand], rest) if rest else (stand, target)


def _by_verb(sentence: Sentence) -> Iterator[_Found]:
    """Yield what verbs show, with the actor before them or after "by"."""
    for at, token in enumerate(sentence):
        if token.low not in VERBS or (token.capital and at):
            continue
        for entry, after, stand in VERBS[token.low]:
            end = at + 1 + len(after)
            if tuple(word.low for word in sentence[at + 1 : end]) != after:
                continue
            found = _verb_at(sentence, at, end, entry, stand)
            if found is not None:
                yield found
                break


def _verb_at(sentence: Sentence, at: int, end: int, entry: str, stand: Stand) -> _Found | None:
    """Return the stance of the verb at `at` whose words end before `end`."""
    start = predicate_start(sentence, at)
    if start == at and at and sentence[at - 1].low in (_OBJECTS | PREPOSITIONS):
        return None
    if passive := _passive(sentence, start, at, end, stand):
        return passive
    actor = subject_of(sentence, start)
    if actor is None or end >= len(sentence):
        return None
    denied = negated(sentence, start, at)
    target: Range | None
    if entry in REFUSALS:
        if sentence[end].low != "to":
            return None
        target = _target(sentence, end)
    elif entry in WISHES and sentence[end].low == "to":
        if end + 1 < len(sentence) and sentence[end + 1].low in _TAME:
            return None
        target = _target(sentence, end)
    elif entry in DIRECTIVES:
        return _directed(sentence, actor, at, end, entry, denied=denied)
    else:
        target = _target(sentence, end)
    if target is None or sentence[target[0]].low in TIME_WORDS | {"himself", "themselves", "herself", "itself", "by"}:
        return None
    stand = _DENIED[stand] if denied else stand
    stand, target = _turned(sentence, target, stand)
    return _Found(actor, stand, (start if denied else at, end), target)


def _passive(sentence: Sentence, start: int, at: int, end: int, stand: Stand) -> _Found | None:
    """Return the stance of "the plan was rejected by the council", or of "a plan backed by the council"."""
    if end >= len(sentence) or sentence[end].low != "by" or not sentence[at].low.endswith(("ed", "n", "t")):
        return None
    actor = phrase_after(sentence, end + 1)
    target = subject_of(sentence, start)
    if target is None and start > 1 and sentence[start - 1].text == ",":
        target = subject_of(sentence, start - 1)
    return _Found(actor, stand, (at, end + 1), target) if actor and target else None


def _directed(sentence: Sentence, actor: Range, at: int, end: int, entry: str, *, denied: bool) -> _Found | None:
    """Return the stance of "urged X to do", "demanded that X do": on the deed, or on what the deed would end."""
    if denied:
        return None
    count = len(sentence)
    stand: Stand = "for"
    for place in range(end, min(count, end + DIRECTED_TOKENS)):
        token = sentence[place]
        if token.text in ".;:?!" or (token.low in _STOPS and token.low not in ("who", "which", "whose")):
            break
        if token.low == "not" and place + 1 < count and sentence[place + 1].low == "to":
            target = _target(sentence, place + 2)
            return _Found(actor, "against", (at, end), target) if target else None
        if token.low == "to" and place + 1 < count and _may_be_verb(sentence, place):
            deed = _target(sentence, place + 1)
            if deed is None or sentence[deed[0]].low in _TAME and entry == "want":
                return None
            turned, target = _turned(sentence, deed, stand)
            whole = _target(sentence, end)
            kept = (end, deed[1]) if whole is not None and turned == "for" and place > end else target
            return _Found(actor, turned, (at, end), kept)
    if entry in ("want", "tell", "ask", "press", "order", "challenge", "advise", "encourage"):
        return None
    target = _target(sentence, end)
    if target is None:
        return None
    turned, target = _turned(sentence, target, stand)
    return _Found(actor, turned, (at, end), target)


def _may_be_verb(sentence: Sentence, to: int) -> bool:
    """Return whether "to" is followed by a verb rather than by a noun phrase or a name."""
    after = sentence[to + 1]
    return after.kind == "word" and not after.capital and after.low not in _OBJECTS and not after.low.isdigit()


def _by_noun(sentence: Sentence) -> Iterator[_Found]:
    """Yield what nouns show: "voiced support for", "his refusal to", "critics of the plan say"."""
    for at, token in enumerate(sentence[:-2]):
        stand = NOUNS.get(f"{token.low} {sentence[at + 1].low}")
        if stand is None:
            continue
        if token.low in ("support", "backing") and sentence[at + 1].low == "from":
            actor, target = phrase_after(sentence, at + 2), subject_of(sentence, max(0, at - 2))
        else:
            actor, target = _owner(sentence, at), _target(sentence, at + 2)
        if actor is None or target is None:
            continue
        if token.low not in ("support", "backing", "refusal"):
            stand, target = _turned(sentence, target, stand)
        if at and sentence[at - 1].low in ("no", "not", "without", "withdrawn", "withdrew", "withdraw"):
            stand = _TURNED[stand]
        yield _Found(actor, stand, (at, at + 2), target)


def _owner(sentence: Sentence, noun: int) -> Range | None:
    """Return whose support it is: "Brandt's support", "his refusal", "Brandt voiced support", "critics of"."""
    before = noun - 1
    if sentence[noun].low.rstrip("s") in ("critic", "opponent", "supporter", "proponent"):
        return (noun, noun + 1) if sentence[noun].low.endswith("s") else subject_of(sentence, noun)
    while before > 0 and not sentence[before].capital and sentence[before].low not in PRONOUNS | _OBJECTS:
        if sentence[before].kind != "word" or noun - before > 3:
            break
        if sentence[before].low.endswith("ed") or sentence[before].low in _FORMS_OF_BE:
            break
        before -= 1
    token = sentence[before]
    if token.low in ("his", "her", "their", "its", "my", "our"):
        return (before, before + 1)
    if token.text.endswith(("'s", "’s", "s'", "s’")) and token.capital:
        start = before
        while start > 0 and sentence[start - 1].capital:
            start -= 1
        return (start, before + 1)
    return subject_of(sentence, before + 1 if sentence[before].low in _OBJECTS else noun)


def _by_predicate(sentence: Sentence) -> Iterator[_Found]:
    """Yield what actors are said to be: "is opposed to", "remains open to", "has not decided whether"."""
    for at, token in enumerate(sentence):
        if token.low not in _PREDICATE_OPENERS:
            continue
        for words, stand in _PREDICATE_OPENERS[token.low]:
            end = at + len(words)
            if tuple(word.low for word in sentence[at:end]) != words or end >= len(sentence):
                continue
            start = predicate_start(sentence, at)
            linked = start < at and any(word.low in _FORMS_OF_BE for word in sentence[start:at])
            linked = linked or (start > 0 and sentence[start - 1].low in _FORMS_OF_BE)
            if words[0] in ("against", "for") and not linked:
                continue
            if start > 0 and sentence[start - 1].low in _FORMS_OF_BE:
                start = predicate_start(sentence, start - 1)
            actor, target = subject_of(sentence, start), _target(sentence, end)
            if actor is None or target is None or (words[0] == "for" and sentence[target[0]].low not in _OBJECTS):
                continue
            if words[0] != "not" and negated(sentence, start, at):
                stand = _DENIED[stand]
            stand, target = _turned(sentence, target, stand)
            yield _Found(actor, stand, (at, end), target)
            break


def _by_refusal(sentence: Sentence) -> Iterator[_Found]:
    """Yield deeds that an actor will not do, has no plans to do, or may do."""
    for at, token in enumerate(sentence):
        end, stand = _refusal_at(sentence, at)
        if end is None:
            continue
        actor = subject_of(sentence, predicate_start(sentence, at))
        if actor is None or end >= len(sentence) or sentence[end].low in _TAME:
            continue
        if stand == "open" and not _is_who(sentence, actor):
            continue
        target = _target(sentence, end)
        if target is None or token.capital:
            continue
        stand, target = (stand, target) if stand == "open" else _turned(sentence, target, stand)
        yield _Found(actor, stand, (at, end), target)


def _is_who(sentence: Sentence, actor: Range) -> bool:
    """Return whether an actor is a person or body by its words: a name, "he", "she", "the administration"."""
    first, last = sentence[actor[0]], sentence[actor[1] - 1]
    return first.low in ("he", "she", "we", "i", "they") or last.capital


def _refusal_at(sentence: Sentence, at: int) -> tuple[int | None, Stand]:
    """Return where the words of refusing or considering that begin at `at` end, and their stance."""
    low = [token.low.replace("’", "'") for token in sentence[at : at + 6]]
    for words in _REFUSING:
        if tuple(low[: len(words)]) == words:
            return at + len(words), "against"
    if low[0] in ("may", "might") and len(low) > 1 and low[1] != "not":
        return at + 1, "open"
    return None, "open"


_REFUSING = tuple(
    tuple(words.split())
    for words in (
        "will not|won't|will no longer|would no longer|will never|would never|would not|wouldn't|is not going to|"
        "isn't going to|'re not going to|are not going to|am not going to|'m not going to|has no plans to|"
        "have no plans to|had no plans to|no plans to|has no plan to|has no intention of|have no intention of|"
        "is not planning to|are not planning to|isn't planning to|does not plan to|do not plan to|does not intend to|"
        "do not intend to|don't want to|doesn't want to|do not want to|does not want to|did not want to|shall not|"
        "not planning to|not interested in|has no interest in"
    ).split("|")
)


def _by_judgement(text: str, sentence: Sentence, actors: Actors) -> Iterator[_Found]:
    """Yield what a speaker's words say ought to be, or say that something is; the speaker is the actor."""
    for at, token in enumerate(sentence):
        judged = _JUDGED_OPENERS.get(token.low, ())
        if token.low not in _MODALS and not judged:
            continue
        around = actors.attribution_around(Span(token.start, token.end))
        if around is None or not around.source:
            continue
        if token.low in _MODALS:
            found = _ought(sentence, at)
            if found is not None:
                yield found
            continue
        for words, stand in judged:
            end = at + len(words)
            if tuple(word.low for word in sentence[at:end]) == words:
                found = _is_judged(sentence, at, end, stand, denied=words[0] not in ("not", "no"))
                if found is not None:
                    yield found
                    break


def _ought(sentence: Sentence, at: int) -> _Found | None:
    """Return the stance of "the meeting should not take place", "the council must act", "there should be no vote"."""
    low = [token.low for token in sentence[at : at + 6]]
    end, against = at + 1, False
    if low[0] in ("ought", "need", "needs"):
        if low[1:2] != ["to"]:
            return None
        end += 1
    if sentence[end : end + 1] and sentence[end].low in ("not", "never"):
        end, against = end + 1, True
    if [token.low for token in sentence[end : end + 2]] == ["be", "no"]:
        target = _target(sentence, end + 2)
        return _Found(None, "against", (at, end + 2), target) if target else None
    subject = subject_of(sentence, predicate_start(sentence, at))
    rest = _target(sentence, end)
    if rest is None or (subject is None and sentence[at - 1].low not in ("there", "this", "that", "who")):
        return None
    stand: Stand = "against" if against else "for"
    verb = sentence[rest[0]]
    if verb.low == "be" and rest[0] + 1 < rest[1] and sentence[rest[0] + 1].low in _ENDING_FORMS and subject:
        return _Found(None, _TURNED[stand], (at, rest[0] + 2), subject)
    turned, target = _turned(sentence, rest, stand)
    if turned == stand and subject is not None and sentence[subject[0]].low not in PRONOUNS:
        target = (subject[0], rest[1])
    return _Found(None, turned, (at, end), target)


def _is_judged(sentence: Sentence, at: int, end: int, stand: Stand, *, denied: bool) -> _Found | None:
    """Return the stance of "the cut is unacceptable", "it is too early to say whether"."""
    start = predicate_start(sentence, at)
    if start == at and (at == 0 or sentence[at - 1].low not in ("a", "an", "the", *_FORMS_OF_BE)):
        return None
    if denied and negated(sentence, start, at):
        stand = _DENIED[stand] if stand != "undecided" else "open"
    following = sentence[end].low if end < len(sentence) else ""
    subject = subject_of(sentence, start)
    if following in ("to", "for", "that", "if") and (
        subject is None or sentence[subject[0]].low in ("it", "this", "that")
    ):
        target = _target(sentence, end + 1)
    else:
        target = subject if subject and sentence[subject[0]].low not in ("he", "she", "i", "we", "they") else None
    if target is None:
        return None
    stand, target = _turned(sentence, target, stand) if stand != "undecided" else (stand, target)
    return _Found(None, stand, (at, end), target)


def _openers(table: dict[str, Stand]) -> dict[str, tuple[tuple[tuple[str, ...], Stand], ...]]:
    """Return phrases by their first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Stand]]] = {}
    for phrase, stand in table.items():
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append((words, stand))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


_PREDICATE_OPENERS = _openers(PREDICATES)
_JUDGED_OPENERS = _openers(JUDGED)
