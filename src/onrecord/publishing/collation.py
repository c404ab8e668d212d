"""One statement by itself: every wording with all that the record knows of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.errors import UsageError
from onrecord.publishing.check import checked
from onrecord.publishing.ground import Ground, ground, head_of
from onrecord.publishing.speech import voices
from onrecord.publishing.values import Briefing, Collation, Testimony
from onrecord.publishing.wordings import testimonies
from onrecord.record import Snapshot

__all__ = ["collate"]


def collate(snapshot: Snapshot, id: str) -> Collation:
    """Return the statement with this id and all its wordings side by side, checked against their articles.

    Raises `UsageError` when there is no such statement, or none of its words stand in an article.
    """
    statement = snapshot.statement(id)
    under = ground(snapshot, snapshot.story(statement.story), {}, passages=False)
    known = {entity.id: entity for entity in snapshot.entities({statement.speaker} if statement.speaker else set())}
    said = testimonies(statement, under.coverage)
    section = head_of(under)
    for voice in voices([statement], under.coverage, known):
        whole = replace(voice.utterances[0], versions=tuple(each.version for each in said))
        section = replace(section, voices=(replace(voice, utterances=(whole,)),))
    briefing = checked(
        Briefing(
            headline=section.headline,
            interval=section.interval,
            report_count=section.report_count,
            independent_count=section.independent_count,
            sections=(section,),
            articles=under.articles,
            moment=snapshot.moment,
            withheld_count=len(under.story.articles) - len(under.articles),
        )
    )
    if not briefing.sections[0].voices:
        raise UsageError(f"the statement {id} has no words that stand in a stored article")
    kept = briefing.sections[0].voices[0].utterances[0].versions
    said = tuple(each for each in said if each.version in kept)
    independent_count, _ = under.coverage.reach(each.version for each in said)
    return Collation(briefing, said, independent_count, _report_count(said, under))


def _report_count(said: Iterable[Testimony], under: Ground) -> int:
    """Return how many reports word it, a version that a later one of them replaced left out."""
    carried = {source.article for each in said for source in each.version.sources}
    return sum(under.coverage.replaced.get(article) not in carried for article in carried)
