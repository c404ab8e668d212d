"""Finding pledges: words of one article that bind an agent to an act that lies ahead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.articles import Article
from onrecord.core import Span, sentences
from onrecord.limits.commitments import PLEDGES_COUNT
from onrecord.reading.commitments.acts import act_end, condition_of
from onrecord.reading.commitments.agents import Agents
from onrecord.reading.commitments.circumstances import body_in, counterpart_in, occasion_in, status_of
from onrecord.reading.commitments.cue import Cue
from onrecord.reading.commitments.cues import cues_of
from onrecord.reading.commitments.dues import due_of
from onrecord.reading.commitments.judging import Judged, judge, may_be_shortened
from onrecord.reading.commitments.subjects import event_start, minimal_of, object_before, subject_of, teller_of
from onrecord.reading.commitments.values import Pledge
from onrecord.reading.names import Names
from onrecord.reading.phrases import Range, leading_subject
from onrecord.reading.reading import Attribution, TimeExpression
from onrecord.reading.tokens import Sentence, words_of

__all__ = ["find_pledges"]

_TRIGGER = re.compile(
    r"\b(?:will|won['’]t|wouldn?|shall|going|plan|plans|planned|planning|pledg|promis|vow|agree|accord|pact|"
    r"understanding|commit|intend|intent|aim|expect|anticipat|schedul|set|slated|due|prepar|decid|decision|threat|"
    r"swear|swor|guarant|undert|assur|resolv|ambition|oblig|arrang|is\s+to|are\s+to|deal\s+to|\w+\s+to)|['’]ll\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Bound:
    """A cue that binds, in its sentence: its subject, its act and its condition in token indices."""

    sentence: Sentence
    cue: Cue
    judged: Judged
    subject: Range | None
    act: Range
    condition: Range | None


def find_pledges(
    article: Article, names: Names, attributions: Sequence[Attribution], times: Sequence[TimeExpression]
) -> tuple[Pledge, ...]:
    """Return the pledges of one article in order of their cues.

    `names`, `attributions` and `times` are what was read of the same article before. A pledge's act overlaps none of
    another's: of two cues for one act ("promised that it will") the first stands for both.
    """
    text = article.text
    bound = list(_bound(text, names, attributions))[:PLEDGES_COUNT]
    agents = Agents(text, names, attributions)
    subjects = [_span(one.sentence, one.subject) if one.subject else None for one in bound]
    resolved = agents.resolve(
        [
            (subject, _span(one.sentence, (one.cue.start, one.cue.end)))
            for subject, one in zip(subjects, bound, strict=True)
        ]
    )
    found: list[Pledge] = []
    for one, agent in zip(bound, resolved, strict=True):
        cue, act = _span(one.sentence, (one.cue.start, one.cue.end)), _span(one.sentence, one.act)
        opening = one.sentence[0].start
        subject_start = one.sentence[one.subject[0]].start if one.subject else cue.start
        lead = Span(opening, subject_start) if subject_start > opening else None
        around = Span(opening, one.sentence[-1].end)
        attribution = agents.around(cue)
        if one.cue.kind in ("will", "would", "going") and (
            agents.is_of_another(agent, attribution) or agents.is_unknown(agent, attribution)
        ):
            continue
        found.append(
            Pledge(
                article=article.id,
                agent=agent.spans,
                agent_name=agent.name,
                cue=cue,
                act=act,
                force=one.judged.force,
                refuses=one.cue.refuses,
                due=due_of(text, Span(min(cue.start, act.start), act.end), lead, times, article.published_on),
                condition=_span(one.sentence, one.condition) if one.condition else None,
                counterpart=counterpart_in(one.sentence, one.act),
                occasion=occasion_in(one.sentence),
                body=body_in(one.sentence, one.subject, one.act),
                status=status_of(text, around, cue, one.judged.force),
                attribution=attribution.id if attribution else None,
                told_by=attribution.speaker_name if attribution else None,
            )
        )
    return tuple(found)


def _bound(text: str, names: Names, attributions: Sequence[Attribution]) -> Iterator[_Bound]:
    """Yield the cues that bind, in order, none inside the act of one before."""
    cuts = sorted({span.start for one in attributions for span in (*one.source, *one.cue)})
    for stretch in sentences(text):
        if _TRIGGER.search(text, stretch.start, stretch.end) is None:
            continue
        sentence = words_of(text, stretch)
        reach = -1
        for cue in cues_of(sentence):
            if (cue.start < reach and cue.kind != "event") or cue.act >= len(sentence):
                continue
            one = _read(sentence, cue, names, cuts)
            if one is not None:
                yield one
                reach = max(reach, one.act[1])


def _read(sentence: Sentence, cue: Cue, names: Names, cuts: Sequence[int]) -> _Bound | None:
    """Return a cue with its clause, or None where it binds nobody."""
    subject = subject_of(sentence, cue)
    judged = judge(sentence, cue, subject, names)
    if judged is None and subject is not None and may_be_shortened(sentence, cue, subject, names):
        for other in (minimal_of(sentence, subject), leading_subject(sentence, cue.start)):
            if judged is None and other is not None and (other == subject or other[1] > other[0]):
                subject = other
                judged = judge(sentence, cue, subject, names)
                if cue.kind not in ("verb", "thing", "fixed"):
                    break
    if judged is None:
        return None
    end = act_end(sentence, cue.act, _stop(sentence, cue.act, cuts))
    if end <= cue.act:
        return None
    condition = condition_of(sentence, cue, end)
    start = cue.act
    if judged.is_event and subject:
        start = event_start(sentence, subject)
    elif subject and cue.kind == "verb" and (earlier := object_before(sentence, subject, cue.act)) is not None:
        start = earlier
    if judged.is_ownerless:
        subject = None
    elif judged.is_event or judged.is_owned:
        subject = _of_event(sentence, subject)
    elif subject is not None:
        subject = teller_of(sentence, subject) or subject
    return _Bound(sentence, cue, judged, subject, (start, end), condition)


def _of_event(sentence: Sentence, event: Range | None) -> Range | None:
    """Return who holds an event: the possessor in its noun phrase, as in "Brandt's speech"."""
    if event is not None:
        for at in range(*event):
            if sentence[at].low.endswith(("'s", "’s")):
                return (event[0], at + 1)
    return None


def _stop(sentence: Sentence, start: int, cuts: Sequence[int]) -> int:
    """Return the token before which an attribution's source or cue begins behind the act's first words."""
    at = bisect_right(cuts, sentence[min(start + 1, len(sentence) - 1)].end)
    if at == len(cuts):
        return len(sentence)
    place = cuts[at]
    index = bisect_right(sentence, place, key=lambda token: token.start) - 1
    if index <= start + 1 or sentence[index].start != place:
        return len(sentence)
    before = sentence[index - 1].text
    return index if before in (",", "”", '"', "’", "'", "—", "–") else len(sentence)


def _span(sentence: Sentence, tokens: Range) -> Span:
    return Span(sentence[tokens[0]].start, sentence[tokens[1] - 1].end)
