"""The reports and the wordings of a story as rows of the shelf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.limits.web import CITED_PLACES
from onrecord.publishing import Section, provenance
from onrecord.record import Heading
from onrecord.web.story.models import ReportRow, WordingRow

__all__ = ["report_rows", "wording_rows"]


def report_rows(section: Section, headings: Mapping[str, Heading]) -> Iterator[ReportRow]:
    """Yield a row for each report; `headings` say when each article came onto the record."""
    for report in section.reports:
        yield ReportRow(
            story=section.story,
            number=report.number,
            article=report.article,
            outlet=report.outlet,
            title=report.title,
            published_on=report.published.first if report.published else None,
            arrived_at=headings[report.article].arrived_at,
            of=report.of,
            told=provenance(report),
            revises=report.revises,
            revised_by=report.revised_by,
        )


def wording_rows(section: Section) -> Iterator[WordingRow]:
    """Yield a row for each report of each wording, statement by statement as the briefing has them."""
    place = 0
    for voice in section.voices:
        for utterance in voice.utterances:
            for variant, version in enumerate(utterance.versions, 1):
                for source in version.sources:
                    cited = [each for each in version.sentence.citations if each.article == source.article]
                    place += 1
                    yield WordingRow(
                        story=section.story,
                        place=place,
                        statement=utterance.statement,
                        number=source.number,
                        article=source.article,
                        outlet=source.outlet,
                        speaker=voice.name,
                        entity=voice.entity,
                        role=voice.role or "",
                        quoted=version.manner != "indirect",
                        variant=variant,
                        altered=utterance.altered,
                        words=" … ".join(dict.fromkeys(each.exact for each in cited)),
                        places=",".join(f"{each.start}-{each.end}" for each in cited[:CITED_PLACES]),
                    )
