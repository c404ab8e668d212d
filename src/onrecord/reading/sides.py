"""Taking sides by verb or noun: "backs the plan", "urged them to cancel it", "voiced support for", "his refusal to"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.limits.acts import DIRECTED_TOKENS, REQUEST_TOKENS
from onrecord.reading.actors import (
    is_infinitive,
    is_loose_gerund,
    is_passive,
    negated,
    past_time,
    predicate_start,
    subject_of,
)
from onrecord.reading.cues import DETERMINERS, PREPOSITIONS, PRONOUNS, TIME_WORDS
from onrecord.reading.phrases import Range, phrase_after
from onrecord.reading.stance import Stand
from onrecord.reading.targets import (
    DENIED,
    ENDING_FORMS,
    FORMS_OF_BE,
    OPENERS,
    STOPS,
    TAME,
    Shown,
    target_from,
    turned,
)
from onrecord.reading.tokens import Sentence
from onrecord.reading.wanting import CLAIMS, DIRECTIVES, NOUNS, REFUSALS, VERBS, WISHES, forms, looks_like_noun

__all__ = ["by_noun", "by_verb"]


def by_verb(sentence: Sentence) -> Iterator[Shown]:
    """Yield what verbs show, with the actor before them or after "by"."""
    for at, token in enumerate(sentence):
        if token.low not in VERBS or (token.capital and at):
            continue
        for entry, after, stand in VERBS[token.low]:
            end = _end_of(sentence, at, after)
            if end is None:
                continue
            found = _verb_at(sentence, at, end, entry, stand)
            if found is not None:
                yield found
                break


def _end_of(sentence: Sentence, at: int, after: tuple[str, ...]) -> int | None:
    """Return where a verb's words end, words of time between them or not: "called on Friday for"."""
    starts = (at + 1, past_time(sentence, at + 1)) if after else (at + 1,)
    for start in starts:
        end = start + len(after)
        if tuple(word.low for word in sentence[start:end]) == after:
            timed = after[-1:] == ("on",) and end < len(sentence) and past_time(sentence, end - 1) > end
            return None if timed else end
    return None


def _verb_at(sentence: Sentence, at: int, end: int, entry: str, stand: Stand) -> Shown | None:
    """Return the stance of the verb at `at` whose words end before `end`."""
    start = predicate_start(sentence, at)
    if start == at and at and sentence[at - 1].low in (OPENERS | PREPOSITIONS) - {"that"}:
        return None
    if any(token.low in ("should", "must", "ought") for token in sentence[start:at]):
        return None
    if passive := _passive(sentence, start, at, end, stand):
        return passive
    if not _is_finite(sentence, start, at) or (
        stand != "open" and any(token.low in ("could", "may", "might") for token in sentence[start:at])
    ):
        return None
    actor = subject_of(sentence, start)
    if actor is None or end >= len(sentence) or not _is_verb(sentence, actor, start, at, end):
        return None
    if _is_directive(sentence, entry, end):
        return None if negated(sentence, start, at) else _directed(sentence, actor, at, end, entry)
    refused = entry in REFUSALS and _REQUESTS.intersection(word.low for word in sentence[end : end + REQUEST_TOKENS])
    if entry in WISHES | REFUSALS and not (_has_deed(sentence, end, wish=entry in WISHES) or refused):
        return None
    target = target_from(sentence, end)
    if target is None or sentence[target[0]].low in _NO_TARGET | FORMS_OF_BE:
        return None
    if entry in _DISMISSALS and CLAIMS.intersection(token.low for token in sentence[target[0] : target[0] + 4]):
        return None  # a denial
    denied = negated(sentence, start, at) or any(
        token.low in _NEITHER for token in sentence[max(0, actor[0] - 2) : actor[0]]
    )
    if denied and entry == "endorse" and _YET.intersection(token.low for token in sentence[start:at]):
        return None  # who "has not endorsed" has not spoken
    if denied and stand == "against" and entry not in _REVERSIBLE:
        return None
    side, target = turned(sentence, target, DENIED[stand] if denied else stand)
    return Shown(actor, side, (start if denied else at, end), target)


def _is_finite(sentence: Sentence, start: int, at: int) -> bool:
    """Return whether the actor of a verb group stands before it and acts: no infinitive, passive, gerund, "nor"."""
    return not (
        is_infinitive(sentence, start, at)
        or is_passive(sentence, start, at)
        or is_loose_gerund(sentence, start, at)
        or sentence[start - 1].low in _NEITHER
    )


_YET = frozenset("has have had did hasn't haven't hadn't didn't hasn’t haven’t hadn’t didn’t".split())
_NEITHER = frozenset(("neither", "nor"))


def _is_directive(sentence: Sentence, entry: str, end: int) -> bool:
    """Return whether somebody else is to do something: "urged the council to", "called for Governor Brandt to"."""
    if entry.endswith("+for"):
        return _named_to(sentence, end)
    return entry in DIRECTIVES and not (entry in WISHES and sentence[end].low == "to")


def _named_to(sentence: Sentence, start: int) -> bool:
    """Return whether a name and "to" with a verb follow: "called for | Governor Brandt to cancel"."""
    at = start
    while at < len(sentence) and at - start < REQUEST_TOKENS and sentence[at].capital:
        at += 1
    return start < at < len(sentence) - 1 and sentence[at].low == "to" and _may_be_verb(sentence, at)


def _has_deed(sentence: Sentence, end: int, *, wish: bool) -> bool:
    """Return whether "to" and a deed follow; to want to know is no stance, nor to decline to comment."""
    if sentence[end].low != "to" or end + 1 >= len(sentence):
        return False
    if not wish and tuple(token.low for token in sentence[end + 1 : end + 4 : 2]) in _NO_SIDES:
        return False  # "declined to take a position"
    return sentence[end + 1].low not in (TAME | _WISHED if wish else _SILENT)


_SILENT = frozenset(
    "comment speculate respond discuss elaborate answer say address name identify be provide give".split()
)
_NO_SIDES = {("take", noun) for noun in ("position", "stance", "side", "stand")} | {("take", "on")}
_ASKED = frozenset("about if whether how why what who when where which that to by of on in at and him her".split())
"""Words after "asked" that ask or belong to no request."""
_REQUESTS = frozenset(
    "request requests invitation invitations offer offers proposal proposals demand demands bid appeal plea".split()
)
_WISHED = frozenset("ask send ensure provide convey hear show learn understand live speak give".split())
_NO_TARGET = TIME_WORDS | {"himself", "themselves", "herself", "itself", "by", "comment"}
_REVERSIBLE = frozenset("oppose reject veto block object+to rule+out resist forbid".split()) | REFUSALS
"""Who does not oppose is open; who does not criticise says nothing."""
_WEIGHING = frozenset(form for lemma in "consider weigh talk think look".split() for form in forms(lemma))
_DISMISSALS = frozenset("dismiss reject question challenge slam blast ridicule mock denounce decry".split())


def _is_verb(sentence: Sentence, actor: Range, start: int, at: int, end: int) -> bool:
    """Return whether a form that may be a noun's is a verb: its subject stands before it, an object follows."""
    token, following = sentence[at], sentence[end]
    if following.low in ("if", "whether", "how", "about") and token.low.startswith("question"):
        return False
    if token.low in _WEIGHING and not negated(sentence, start, at):
        return following.low.endswith("ing") or following.low in ("a", "an", "whether", "his", "her", "its", "their")
    if not looks_like_noun(token.low):
        return True
    opens = following.capital or following.low in OPENERS or following.low in ENDING_FORMS
    gerund = following.low.endswith("ing") and token.low.endswith("s") and token.low != "questions"
    if gerund and end + 1 < len(sentence):
        opens = opens or sentence[end + 1].low in OPENERS  # "backs closing the port"
    if end == at + 1 and not (opens or following.low.endswith("s")):
        return False
    if start < at:
        return True
    last = sentence[actor[1] - 1]
    if last.low.endswith(("'s", "’s")):
        return False
    plural = last.low.endswith("s") or last.low in ("people", "we", "they", "i", "you")
    return actor[1] == at and (last.capital or last.low in PRONOUNS or plural != token.low.endswith("s"))


def _passive(sentence: Sentence, start: int, at: int, end: int, stand: Stand) -> Shown | None:
    """Return the stance of "the plan was rejected by the council", or of "a plan backed by the council"."""
    if end >= len(sentence) or sentence[end].low != "by" or not sentence[at].low.endswith(("ed", "n", "t")):
        return None
    actor = phrase_after(sentence, end + 1)
    target = subject_of(sentence, start)
    if target is None and start > 1 and sentence[start - 1].text == ",":
        target = subject_of(sentence, start - 1)
    return Shown(actor, stand, (at, end + 1), target) if actor and target else None


def _directed(sentence: Sentence, actor: Range, at: int, end: int, entry: str) -> Shown | None:
    """Return the stance of "urged X to do", "demanded that X do": on the deed, or on what the deed would end."""
    count = len(sentence)
    stand: Stand = "for"
    if entry == "ask" and (sentence[end].low in _ASKED or sentence[end].kind == "mark"):
        return None
    for place in range(end, min(count, end + DIRECTED_TOKENS)):
        token = sentence[place]
        if token.text in ".;:?!" or (token.low in STOPS and token.low not in ("who", "which", "whose")):
            break
        if token.low == "not" and place + 1 < count and sentence[place + 1].low == "to":
            target = target_from(sentence, place + 2)
            return Shown(actor, "against", (at, end), target) if target else None
        if token.low == "to" and place + 1 < count and _may_be_verb(sentence, place):
            deed = target_from(sentence, place + 1)
            if deed is None or (sentence[deed[0]].low in TAME and entry in ("want", "ask")):
                return None
            side, target = turned(sentence, deed, stand)
            whole = target_from(sentence, end)
            kept = (end, deed[1]) if whole is not None and side == "for" and place > end else target
            return Shown(actor, side, (at, end), kept)
    if entry in ("want", "tell", "ask", "press", "order", "challenge", "advise", "encourage"):
        return None
    target = target_from(sentence, end)
    if target is None:
        return None
    side, target = turned(sentence, target, stand)
    return Shown(actor, side, (at, end), target)


def _may_be_verb(sentence: Sentence, to: int) -> bool:
    """Return whether "to" is followed by a verb rather than by a noun phrase or a name."""
    after = sentence[to + 1]
    return after.kind == "word" and not after.capital and after.low not in OPENERS and not after.low.isdigit()


def by_noun(sentence: Sentence) -> Iterator[Shown]:
    """Yield what nouns show: "voiced support for", "his refusal to", "critics of the plan say"."""
    for at, token in enumerate(sentence[:-2]):
        if token.low not in _NOUN_HEADS or (token.capital and at):
            continue
        link = at + 1 if f"{token.low} {sentence[at + 1].low}" in NOUNS else past_time(sentence, at + 1)
        stand = NOUNS.get(f"{token.low} {sentence[link].low}") if link < len(sentence) - 1 else None
        if stand is None:
            continue
        held = _held(sentence, at) if sentence[link].low in ("of", "from") else None
        if held is not None:
            actor, target = phrase_after(sentence, link + 1), subject_of(sentence, predicate_start(sentence, held))
            stand = "against" if sentence[held].low in ("lost", "loses", "losing") else stand
        elif sentence[link].low == "from":
            continue
        else:
            actor, target = _owner(sentence, at), target_from(sentence, link + 1)
            if token.low.rstrip("s") in _AGENTS:
                target = phrase_after(sentence, link + 1) or target
        if actor is None or target is None:
            continue
        if token.low not in ("support", "backing", "refusal"):
            stand, target = turned(sentence, target, stand)
        if any(word.low in _WITHHOLDING for word in sentence[max(0, at - 2) : at]):
            stand = DENIED[stand]
        yield Shown(actor, stand, (at, link + 1), target)


_WITHHOLDING = frozenset("no not without withdrawn withdrew withdraw withheld dropped lifted pulled".split())
"""Words before a support or an opposition that is not there, or no more."""
_NOUN_HEADS = frozenset(phrase.split()[0] for phrase in NOUNS)


def _held(sentence: Sentence, noun: int) -> int | None:
    """Return the verb that says that somebody has a support: "has the support of", "won key backing from"."""
    for at in range(noun - 1, max(-1, noun - 4), -1):
        if sentence[at].low in _HOLDING:
            return at
    return None


_AGENTS = frozenset("critic opponent supporter proponent advocate".split())
_LASTING = frozenset("repeated continued renewed outspoken stated determined".split())
_HOLDING = frozenset("has have had received won gained got lost enjoys enjoyed wins drew draws losing loses".split())


def _owner(sentence: Sentence, noun: int) -> Range | None:
    """Return whose support it is: "Brandt's support", "his refusal", "Brandt voiced support", "critics of"."""
    before = noun - 1
    if sentence[noun].low.rstrip("s") in _AGENTS:
        if sentence[noun].low.endswith("s"):
            return (noun, noun + 1)
        linked = next((at for at in range(noun - 1, max(-1, noun - 5), -1) if sentence[at].low in FORMS_OF_BE), None)
        return None if linked is None else subject_of(sentence, predicate_start(sentence, linked))
    while before > 0 and not sentence[before].capital and sentence[before].low not in PRONOUNS | OPENERS:
        if sentence[before].kind != "word" or noun - before > 3:
            break
        if (sentence[before].low.endswith("ed") and sentence[before].low not in _LASTING) or sentence[
            before
        ].low in FORMS_OF_BE:
            break
        before -= 1
    token = sentence[before]
    if token.low in ("his", "her", "their", "its", "my", "our"):
        voiced = before - 1
        if voiced > 0 and sentence[voiced].kind == "word" and sentence[voiced].low not in PREPOSITIONS:
            subject = subject_of(sentence, predicate_start(sentence, voiced))
            return subject or (before, before + 1)
        return (before, before + 1)
    if token.low in DETERMINERS:
        return subject_of(sentence, predicate_start(sentence, before - 1)) if before > 1 else None
    if token.text.endswith(("'s", "’s", "s'", "s’")) and token.capital:
        start = before
        while start > 0 and sentence[start - 1].capital:
            start -= 1
        return (start, before + 1)
    if token.low.endswith("ed") and not token.capital:
        return subject_of(sentence, predicate_start(sentence, before))
    return subject_of(sentence, before + 1 if sentence[before].low in OPENERS else noun)
