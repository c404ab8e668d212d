"""The reports and the wordings of a story as rows of the shelf."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from onrecord.core import Interval
from onrecord.limits.web import CITED_PLACES
from onrecord.publishing import Frame, Section, provenance
from onrecord.record import Heading
from onrecord.web.models import ReportRow, StorySheet, WordingRow

__all__ = ["report_rows", "shelved_frame", "still_shelved", "wording_rows"]


def shelved_frame(story: str, articles: Collection[str]) -> tuple[Frame | None, ReportRow | None]:
    """Return what statements in these articles of a story are shown with, and a row on which that rests.

    Nothing is returned while the shelf does not have the story with all these articles.
    """
    sheet = StorySheet.objects.filter(story=story).defer("parts", "outlets", "arrivals", "follows").first()
    rows = list(ReportRow.objects.filter(story=story, article__in=articles, independent__isnull=False))
    if sheet is None or not rows or len(rows) < len(articles):
        return None, None
    revised = {row.revised_by for row in rows if row.revised_by}
    later = ReportRow.objects.filter(story=story, number__in=revised) if revised else []
    by_number = {row.number: row.article for row in later}
    frame = Frame(
        story=story,
        headline=sheet.headline,
        interval=Interval(sheet.first_on, sheet.last_on) if sheet.first_on and sheet.last_on else None,
        report_count=sheet.report_count,
        independent_count=sheet.independent_count,
        numbers={row.article: row.number for row in rows},
        replaced={row.article: by_number[row.revised_by] for row in rows if row.revised_by in by_number},
        independent={row.article: row.independent for row in rows if row.independent is not None},
    )
    return frame, rows[0]


def still_shelved(row: ReportRow) -> bool:
    """Return whether a report is still on the shelf; its story's sheet then lasts as long as the transaction.

    What is made from rows of the shelf is kept only beside them, since with the story's next sheet it goes too.
    """
    list(StorySheet.objects.select_for_update().filter(story=row.story).values_list("story"))
    return ReportRow.objects.filter(id=row.id).exists()


def report_rows(section: Section, headings: Mapping[str, Heading]) -> Iterator[ReportRow]:
    """Yield a row for each report; `headings` say when each article came onto the record."""
    for report in section.reports:
        yield ReportRow(
            story=section.story,
            number=report.number,
            article=report.article,
            independent=report.independent,
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
