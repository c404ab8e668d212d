"""One statement by itself: every wording with all that the record knows of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.articles import Article
from onrecord.errors import UsageError
from onrecord.publishing.check import checked
from onrecord.publishing.ground import Frame, frame_of, ground
from onrecord.publishing.speech import voices
from onrecord.publishing.values import Briefing, Collation, Section, Testimony
from onrecord.publishing.wordings import Coverage, testimonies
from onrecord.record import Snapshot, Statement

__all__ = ["collate"]


def collate(snapshot: Snapshot, statement: Statement, within: Frame | None = None) -> Collation:
    """Return a statement with all its wordings side by side, checked against their articles.

    Its story is told from `within` where that is given, without a look at the articles that do not word the statement.
    Raises `UsageError` when none of its words stand in an article.
    """
    if within is None:
        under = ground(snapshot, snapshot.story(statement.story), {}, passages=False)
        frame, coverage = frame_of(under), under.coverage
    else:
        frame, coverage = within, _coverage(snapshot, statement, within)
    speakers = {statement.speaker} if statement.speaker else set()
    known = {entity.id: entity for entity in snapshot.entities(speakers, mentions=False)}
    said = testimonies(statement, coverage)
    section = _head(frame)
    for voice in voices([statement], coverage, known):
        whole = replace(voice.utterances[0], versions=tuple(each.version for each in said))
        section = replace(section, voices=(replace(voice, utterances=(whole,)),))
    articles = tuple(coverage.articles.values())
    briefing = checked(
        Briefing(
            headline=section.headline,
            interval=section.interval,
            report_count=section.report_count,
            independent_count=section.independent_count,
            sections=(section,),
            articles=articles,
            moment=snapshot.moment,
            withheld_count=len({wording.article for wording in statement.wordings} - coverage.articles.keys()),
        )
    )
    if not briefing.sections[0].voices:
        raise UsageError(f"the statement {statement.id} has no words that stand in a stored article")
    kept = briefing.sections[0].voices[0].utterances[0].versions
    said = tuple(each for each in said if each.version in kept)
    independent_count, _ = coverage.reach(each.version for each in said)
    return Collation(briefing, said, independent_count, _report_count(said, coverage))


def _coverage(snapshot: Snapshot, statement: Statement, frame: Frame) -> Coverage:
    """Return the trusted articles that word a statement; what has no number in `frame` is left out."""
    wording = {each.article for each in statement.wordings} & frame.numbers.keys()
    articles: dict[str, Article] = {article.id: article for article in snapshot.articles(wording)}
    return Coverage(articles, frame.numbers, frame.replaced, frame.independent)


def _head(frame: Frame) -> Section:
    """Return the section of a story with its headline, days and counts alone."""
    return Section(
        story=frame.story,
        headline=frame.headline,
        interval=frame.interval,
        report_count=frame.report_count,
        independent_count=frame.independent_count,
        follows=(),
        followed_by=(),
        synopsis=(),
        takeaways=(),
        voices=(),
        reports=(),
        placed=(),
    )


def _report_count(said: Iterable[Testimony], coverage: Coverage) -> int:
    """Return how many reports word it, a version that a later one of them replaced left out."""
    carried = {source.article for each in said for source in each.version.sources}
    return sum(coverage.replaced.get(article) not in carried for article in carried)
