"""Finding pledges: words of one article that bind an agent to an act that lies ahead."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from onrecord.articles import Article
from onrecord.core import Span
from onrecord.limits.commitments import PLEDGES_COUNT
from onrecord.reading.commitments.agents import Agent, Agents
from onrecord.reading.commitments.binding import Bound, bound_in
from onrecord.reading.commitments.circumstances import body_in, counterpart_in, occasion_in, status_of
from onrecord.reading.commitments.dues import due_of
from onrecord.reading.commitments.forms import stretches_of
from onrecord.reading.commitments.values import Due, Pledge
from onrecord.reading.commitments.words import BE
from onrecord.reading.names import Names
from onrecord.reading.reading import Attribution, TimeExpression
from onrecord.reading.tokens import words_of

__all__ = ["find_pledges"]

_TRIGGER = re.compile(
    r"\b(?:will|won['’]t|wouldn?|shall|going|plan|plans|planned|planning|pledg|promis|vow|agree|accord|pact|"
    r"understanding|commit|intend|intent|aim|expect|anticipat|schedul|set|slated|due|prepar|decid|decision|threat|"
    r"swear|swor|guarant|undert|assur|resolv|ambition|oblig|arrang|volunteer|(?:is|are|deal|likely|excited)\s+to)|['’]ll\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:meet|vote|convene|gather|travel|arrive|visit|host|address|open|begin|start|resume|return|appear|fly|flie|hold|"
    r"testify|testifie)s?\b(?=[^.\n]{0,80}(?:day\b|tomorrow|next|\d))"
)

_SPOKEN_ENDS = ("ed", "ing", "swore", "sworn", "took")
"""Of a verb of binding in the past, or beside another verb: a day before its "to" is that of giving one's word."""


def find_pledges(
    article: Article, names: Names, attributions: Sequence[Attribution], times: Sequence[TimeExpression]
) -> tuple[Pledge, ...]:
    """Return the pledges of one article in order of their cues, at most so many as the limit allows.

    `names`, `attributions` and `times` are what was read of the same article before. Of two cues for one act
    ("promised that it will") there is one pledge.
    """
    bounds = list(islice(_bounds(article.text, names, attributions), PLEDGES_COUNT))
    agents = Agents(article.text, names, attributions)
    asked = [(one.span(one.subject) if one.subject else None, one.span((one.cue.start, one.cue.end))) for one in bounds]
    found = []
    for one, agent in zip(bounds, agents.resolve(asked), strict=True):
        told = agents.around(one.span((one.cue.start, one.cue.end)))
        foretold = agents.is_of_another(agent, told) or agents.is_unknown(agent, told)
        if foretold and one.cue.kind in ("will", "would", "going"):
            continue
        pledge = _pledge(article, one, agent, told, times)
        if one.cue.kind != "present" or _is_ahead(one, pledge.due, times, article.published_on):
            found.append(pledge)
    return tuple(found)


def _bounds(text: str, names: Names, attributions: Sequence[Attribution]) -> Iterator[Bound]:
    """Yield the cues of a text that bind, in order."""
    cuts = sorted({span.start for one in attributions for span in (*one.source, *one.cue)})
    for stretch in stretches_of(text):
        # A headline has no stop; its "to" is no word to search for.
        if text[stretch.end - 1].isalnum() or any(
            words.search(text, stretch.start, stretch.end) for words in (_TRIGGER, _PRESENT)
        ):
            yield from bound_in(words_of(text, stretch), names, cuts)


def _pledge(
    article: Article, one: Bound, agent: Agent, told: Attribution | None, times: Sequence[TimeExpression]
) -> Pledge:
    """Return a bound cue as a pledge, with what stands around it."""
    text, sentence = article.text, one.sentence
    cue = one.span((one.cue.start, one.cue.end))
    return Pledge(
        article=article.id,
        agent=agent.spans,
        agent_name=agent.name,
        cue=cue,
        act=one.span(one.act),
        force=one.judged.force,
        refuses=one.cue.refuses,
        due=_due(article, one, times),
        condition=one.span(one.condition) if one.condition else None,
        counterpart=counterpart_in(sentence, one.act),
        occasion=occasion_in(sentence),
        body=body_in(sentence, one.subject, one.act),
        status=status_of(text, sentence[0].start, cue.start, one.judged.force),
        attribution=told.id if told else None,
        told_by=told.speaker_name if told else None,
    )


def _is_ahead(one: Bound, due: Due | None, times: Sequence[TimeExpression], published: date | None) -> bool:
    """Return whether a verb in the present tells a plan: its day lies after that of publication.

    Of one in -s the day must be read so in the text, since headlines and captions tell so of what has been.
    """
    if due is None or due.interval is None or published is None or due.interval.first <= published:
        return False
    at = bisect_left(times, due.span.start, key=lambda time: time.span.start)
    named = (time for time in times[at : at + 2] if time.span.end <= due.span.end)
    return not one.cue.word.endswith("s") or any(
        time.interval is not None and time.interval.first > published for time in named
    )


def _due(article: Article, one: Bound, times: Sequence[TimeExpression]) -> Due | None:
    """Return when a pledge is due, by the time expressions of its sentence."""
    sentence = one.sentence
    opening, close = sentence[0].start, sentence[-1].end
    first, last = (bisect_left(times, place, key=lambda time: time.span.start) for place in (opening, close))
    subject = sentence[one.subject[0] if one.subject else min(one.cue.start, one.act[0])].start
    spoken = one.cue.kind in ("verb", "thing") and one.cue.word.endswith(_SPOKEN_ENDS)
    spoken = spoken and not (one.cue.word.endswith("ing") and sentence[one.cue.start].low in BE)  # "is planning to"
    lead = Span(opening, subject) if subject > opening and one.cue.kind != "noun" and not spoken else None
    first_token = one.cue.start if one.judged.is_event else min(one.cue.start, one.act[0])
    if spoken:
        first_token = one.act[0]
    act = Span(sentence[first_token].start, sentence[one.act[1] - 1].end)
    return due_of(article.text, act, lead, times[first:last], article.published_on)
