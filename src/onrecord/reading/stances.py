"""What actors want, read by rule from the words of one article: who is for, against, open or undecided, and on what.

1. A verb with an actor before it ("backs", "called for", "ruled out", "urged X to"), turned by negation.
2. A noun with its preposition ("support for", "refusal to"), or a predicate ("opposed to", "open to").
3. A deed that is refused or put off ("will not", "has no plans to", "may", "is considering").
4. In the words of a speaker, what ought to be ("should", "must") and what something is ("unacceptable").
Deeds of ending turn the stance: who urges to cancel a meeting is against the meeting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.core import Span
from onrecord.reading.actors import Actors, clauses, negated, predicate_start, subject_of
from onrecord.reading.cues import PREPOSITIONS, PRONOUNS
from onrecord.reading.moods import Mood, is_asked, mood_of, past_belief
from onrecord.reading.names import Names
from onrecord.reading.phrases import Range
from onrecord.reading.reading import Attribution
from onrecord.reading.sides import by_noun, by_verb
from onrecord.reading.stance import Stance, Stand
from onrecord.reading.targets import (
    DENIED,
    ENDING_FORMS,
    ENDING_PAIRS,
    FORMS_OF_BE,
    OPENERS,
    TAME,
    TURNED,
    Shown,
    target_from,
    turned,
)
from onrecord.reading.tokens import Block, Sentence, blocks
from onrecord.reading.wanting import JUDGED, PREDICATES, forms

__all__ = ["find_stances"]

_MODALS = frozenset("should must ought needs need".split())


def find_stances(
    text: str, attributions: Sequence[Attribution], names: Names, laid: Sequence[Block] | None = None
) -> tuple[Stance, ...]:
    """Return the stances of one article in order of their cues.

    `laid` are the article's sentences with quotation marks as tokens (`blocks(text, ())`), if they are there already.
    """
    actors = Actors(text, attributions, names)
    found: dict[tuple[str, Stand, str], Stance] = {}
    for block in blocks(text, ()) if laid is None else laid:
        for sentence in clauses(block):
            taken: set[int] = set()
            for one in _in_sentence(sentence, actors):
                if taken.intersection(range(*one.cue)):
                    continue
                stance = _stance(text, sentence, one, actors)
                if stance is not None:
                    taken.update(range(*one.cue))
                    who = stance.actor_name or stance.actor[0].of(text)
                    found.setdefault((who, stance.stance, stance.target[0].of(text).lower()), stance)
    return tuple(sorted(found.values(), key=lambda one: (one.cue[0], one.target[0])))


def _in_sentence(sentence: Sentence, actors: Actors) -> Iterator[Shown]:
    yield from (one for one in by_verb(sentence) if not is_asked(sentence, one.cue[0]))
    yield from by_noun(sentence)
    yield from (one for one in _by_predicate(sentence) if not is_asked(sentence, one.cue[0]))
    yield from (one for one in _by_refusal(sentence) if not is_asked(sentence, one.cue[0]))
    yield from _by_imperative(sentence)
    yield from _by_judgement(sentence, actors)


def _stance(text: str, sentence: Sentence, one: Shown, actors: Actors) -> Stance | None:
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
        if name is None and (place.of(text).lower() in PRONOUNS or _is_thing(sentence, one)):
            return None
    said_on = actors.said_on(around, place)
    return Stance(words, name, one.stand, (cue,), (target,), said_on, around.id if around else None)


def _is_thing(sentence: Sentence, one: Shown) -> bool:
    """Return whether an actor without a name is rather a thing: no capital, no noun for a body, no plural."""
    if one.actor is None:
        return False
    words = [token for token in sentence[slice(*one.actor)] if token.kind == "word"]
    if any(token.capital for token in words[one.actor[0] == 0 :]) or _BODIES.intersection(token.low for token in words):
        return False
    plural = words[-1].low.endswith("s") or words[-1].low in ("people", "police", "some", "many", "others")
    return not plural or sentence[one.cue[0]].low in _OF_THINGS


_OF_THINGS = frozenset(
    form
    for lemma in "block fight attack defend resist challenge promote accept embrace question pressure".split()
    for form in forms(lemma)
) | {"will", "won't", "won’t", "would", "wouldn't", "wouldn’t"}
"""Words of wanting that are said of things as well: "a flood blocked the road", "prices will not fall"."""
_BODIES = frozenset(
    "administration government ministry cabinet council committee campaign party union court parliament senate "
    "congress house agency department commission company group coalition alliance opposition side team office "
    "embassy military army police board official spokesman spokeswoman spokesperson aide adviser advisor minister "
    "president governor mayor senator lawmaker leader chairman chairwoman judge lawyer director secretary source "
    "man woman member public majority crowd community organization institution panel bank league association "
    "federation industry nation country state city king queen prime bloc labor candidate".split()
)


def _span(sentence: Sentence, tokens: Range) -> Span:
    return Span(sentence[tokens[0]].start, sentence[tokens[1] - 1].end)


def _by_predicate(sentence: Sentence) -> Iterator[Shown]:
    """Yield what actors are said to be: "is opposed to", "remains open to", "has not decided whether"."""
    for at, token in enumerate(sentence):
        if token.low not in _PREDICATE_OPENERS:
            continue
        for words, stand in _PREDICATE_OPENERS[token.low]:
            end = at + len(words)
            if tuple(word.low for word in sentence[at:end]) != words or end >= len(sentence):
                continue
            start = predicate_start(sentence, at)
            linked = start < at and any(word.low in FORMS_OF_BE for word in sentence[start:at])
            linked = linked or (start > 0 and sentence[start - 1].low in FORMS_OF_BE)
            if words[0] == "against" and not linked:
                continue
            if start > 0 and sentence[start - 1].low in FORMS_OF_BE:
                start = predicate_start(sentence, start - 1)
            actor, target = subject_of(sentence, start), target_from(sentence, end)
            if actor is None or target is None:
                continue
            if words[0] != "not" and negated(sentence, start, at):
                stand = DENIED[stand]
            stand, target = turned(sentence, target, stand)
            yield Shown(actor, stand, (at, end), target)
            break


def _by_imperative(sentence: Sentence) -> Iterator[Shown]:
    """Yield what a speaker tells others to end: "Drop the toll," Brandt wrote."""
    for at in (0, *(index + 1 for index, token in enumerate(sentence) if token.text == ":" or token.low in _WROTE)):
        if at + 1 >= len(sentence) or ENDING_FORMS.get(sentence[at].low) != sentence[at].low:
            pair = ENDING_PAIRS.get((sentence[at].low, sentence[at + 1].low)) if at + 2 < len(sentence) else None
            if pair is None or not pair.startswith(sentence[at].low):
                continue
            end = at + 2
        else:
            end = at + 1
        if sentence[at - 1].low == "to" and at and sentence[at].start - sentence[at - 1].end < 2:
            continue  # no quotation mark between: a plain infinitive
        if end < len(sentence) and (sentence[end].low in OPENERS or sentence[end].low == "your"):
            target = target_from(sentence, end)
            if target is not None:
                yield Shown(None, "against", (at, end), target)


_WROTE = frozenset("tweeted wrote to".split())


def _by_refusal(sentence: Sentence) -> Iterator[Shown]:
    """Yield deeds that an actor will not do, has no plans to do, or may do."""
    for at, token in enumerate(sentence):
        end, stand = _refusal_at(sentence, at)
        if end is None:
            continue
        actor = subject_of(sentence, predicate_start(sentence, at))
        if actor is None or end >= len(sentence) or sentence[end].low in TAME:
            continue
        if stand == "open" and not _is_who(sentence, actor):
            continue
        target = target_from(sentence, end)
        if target is None or token.capital:
            continue
        stand, target = (stand, target) if stand == "open" else turned(sentence, target, stand)
        yield Shown(actor, stand, (at, end), target)


def _is_who(sentence: Sentence, actor: Range) -> bool:
    """Return whether an actor is a person or body by its words: a name, "he", "she", "the administration"."""
    first, last = sentence[actor[0]], sentence[actor[1] - 1]
    return first.low in ("he", "she", "we", "i", "they") or last.capital


def _refusal_at(sentence: Sentence, at: int) -> tuple[int | None, Stand]:
    """Return where the words of refusing or considering that begin at `at` end, and their stance."""
    low = sentence[at].low
    if low in ("may", "might") and at + 1 < len(sentence) and sentence[at + 1].low in _CHOSEN:
        return at + 1, "open"
    if low.replace("’", "'") in ("cannot", "can't") and at + 1 < len(sentence) and sentence[at + 1].low in _BORNE:
        return at + 1, "against"
    for words in _REFUSING.get(low.replace("’", "'"), ()):
        if tuple(token.low for token in sentence[at + 1 : at + len(words)]) == words[1:]:
            return at + len(words), "against"
    return None, "open"


_CHOSEN = frozenset(
    "consider reconsider resign run support back oppose reject veto seek propose accept agree join withdraw leave "
    "pursue boycott allow delay postpone challenge step quit impose lift adjust".split()
)
"""Deeds that somebody decides on: "may resign" is open, "may rain" is no stance."""

_BORNE = frozenset("allow accept support tolerate permit back endorse agree condone".split())
"""Deeds of which "cannot" refuses: "cannot allow", but not "cannot swim"."""

_REFUSING: dict[str, list[tuple[str, ...]]] = {}
for _phrase in (
    "will not|won't|will no longer|would no longer|will never|would never|would not|wouldn't|is not going to|"
    "isn't going to|are not going to|am not going to|has no plans to|"
    "have no plans to|had no plans to|no plans to|has no plan to|has no intention of|have no intention of|"
    "is not planning to|are not planning to|isn't planning to|does not plan to|do not plan to|does not intend to|"
    "do not intend to|don't want to|doesn't want to|do not want to|does not want to|did not want to|shall not|"
    "not planning to|not interested in|has no interest in"
).split("|"):
    _REFUSING.setdefault(_phrase.split()[0], []).append(tuple(_phrase.split()))


def _by_judgement(sentence: Sentence, actors: Actors) -> Iterator[Shown]:
    """Yield what a speaker's words say ought to be, or say that something is; the speaker is the actor."""
    for at, token in enumerate(sentence):
        judged = _JUDGED_OPENERS.get(token.low, ())
        if token.low not in _MODALS | {"reason"} and not judged:
            continue
        around = actors.attribution_around(Span(token.start, token.end))
        if around is None or not around.source:
            continue
        if is_asked(sentence, at) or (mood := mood_of(sentence, at)) == "open":
            continue
        if not judged:
            found = _no_need(sentence, at) or (_ought(sentence, at) if token.low in _MODALS else None)
            if found is not None:
                yield _in_mood(found, mood)
            continue
        for words, stand in judged:
            end = at + len(words)
            if tuple(word.low for word in sentence[at:end]) == words:
                found = _is_judged(sentence, at, end, stand, denied=words[0] not in ("not", "no"))
                if found is not None:
                    yield _in_mood(found, mood)
                    break


def _in_mood(one: Shown, mood: Mood) -> Shown:
    """Return a finding as words outside its clause turn it: "I don't think that the port should close"."""
    return replace(one, stand=TURNED[one.stand]) if mood == "denied" else one


def _no_need(sentence: Sentence, at: int) -> Shown | None:
    """Return the stance of "there is no need to close the port", "no reason to" and "we do not need to"."""
    if sentence[at].low not in ("need", "needs", "reason") or at + 2 >= len(sentence) or sentence[at + 1].low != "to":
        return None
    if not negated(sentence, min(at - 1, predicate_start(sentence, at)), at):
        return None
    rest = target_from(sentence, at + 2)
    return Shown(None, "against", (at - 1, at + 2), rest) if rest and rest[1] - rest[0] > 1 else None


def _ought(sentence: Sentence, at: int) -> Shown | None:
    """Return the stance of "the meeting should not take place", "the council must act", "there should be no vote"."""
    if at and sentence[at - 1].low in OPENERS - {"this", "that"}:
        return None  # "the need to"
    low = [token.low for token in sentence[at : at + 6]]
    end, stand = _past_modal(low, at)
    if end is None:
        return None
    if [token.low for token in sentence[end : end + 2]] == ["be", "no"]:
        target = target_from(sentence, end + 2)
        return Shown(None, "against", (at, end + 2), target) if target else None
    subject = subject_of(sentence, predicate_start(sentence, at))
    rest = target_from(sentence, end)
    if rest is None:
        return None
    if at and sentence[at - 1].low == "there" and sentence[rest[0]].low == "be":
        target = target_from(sentence, rest[0] + 1)
        return Shown(None, "for", (at, rest[0] + 1), target) if target else None
    if sentence[rest[0]].low in TAME and (sentence[rest[0]].low != "be" or low[0] in ("need", "needs")):
        return None
    if low[0] in ("need", "needs") and subject is not None and sentence[subject[0]].low in ("i", "we", "you", "he"):
        return None
    verb = sentence[rest[0]]
    if verb.low == "be" and rest[0] + 1 < rest[1] and sentence[rest[0] + 1].low in ("a", "an"):
        return None  # "it should be a close race"
    if verb.low == "be" and rest[0] + 1 < rest[1] and sentence[rest[0] + 1].low in ENDING_FORMS and subject:
        return Shown(None, TURNED[stand], (at, rest[0] + 2), subject)
    if rest[1] - rest[0] < 2:
        return None
    side, target = turned(sentence, rest, stand)
    if side == stand and subject is not None and sentence[subject[0]].low not in PRONOUNS:
        target = (past_belief(sentence, subject)[0], rest[1])
    return Shown(None, side, (at, end), target)


def _past_modal(low: list[str], at: int) -> tuple[int | None, Stand]:
    """Return where the words of "should", "ought to" or "must not" at `at` end, and for or against."""
    count = 2 if low[0] in ("ought", "need", "needs") else 1
    if "have" in low[1:3] or (count == 2 and low[1:2] != ["to"]):
        return None, "for"
    if low[count : count + 1] and low[count] in ("not", "never"):
        return at + count + 1, "against"
    return at + count, "for"


def _is_be(low: str) -> bool:
    """Return whether a word is a form of "be", also with "not" drawn to it."""
    word, _, drawn = low.replace("’", "'").partition("'")
    return word.removesuffix("n") in FORMS_OF_BE if drawn == "t" else low in FORMS_OF_BE


def _is_judged(sentence: Sentence, at: int, end: int, stand: Stand, *, denied: bool) -> Shown | None:
    """Return the stance of "the cut is unacceptable", "it is too early to say whether"."""
    start = predicate_start(sentence, at)
    if not any(_is_be(token.low) for token in sentence[max(0, at - 3) : at]):
        return None
    if end < len(sentence) and not (sentence[end].kind == "mark" or sentence[end].low in _AFTER_JUDGEMENT):
        return None
    if denied and negated(sentence, start, at):
        stand = DENIED[stand] if stand != "undecided" else "open"
    following = sentence[end].low if end < len(sentence) else ""
    if following == "of" and stand == "for":
        return None  # "critical of"
    subject = subject_of(sentence, start)
    if following in ("to", "for", "that", "if") and (
        subject is None or sentence[subject[0]].low in ("it", "this", "that")
    ):
        target = target_from(sentence, end + 1)
    else:
        target = subject if subject and sentence[subject[0]].low not in ("he", "she", "i", "we", "they") else None
    if target is None:
        return None
    stand, target = turned(sentence, target, stand) if stand != "undecided" else (stand, target)
    return Shown(None, stand, (at, end), target)


_AFTER_JUDGEMENT = PREPOSITIONS | {"that", "if", "and", "or", "but", "because", "when", "now", "today"}


def _openers(table: dict[str, Stand]) -> dict[str, tuple[tuple[tuple[str, ...], Stand], ...]]:
    """Return phrases by their first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Stand]]] = {}
    for phrase, stand in table.items():
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append((words, stand))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


_PREDICATE_OPENERS = _openers(PREDICATES)
_JUDGED_OPENERS = _openers(JUDGED)
