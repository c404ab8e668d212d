"""What a story tells of people and bodies: who appears, who said what about whom, which offices they hold.

The sheet of an entity is the sum of what its stories tell. A story that is made anew adds the difference, so that
shelving it costs what its own reports name, however many other stories name the same.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from onrecord import record
from onrecord.core import Span, covers, fold
from onrecord.limits.web import ABOUT_ENTITIES, ALIASES_KEPT, NAME_KEY_CHARS
from onrecord.linking import KnownEntity, Report
from onrecord.publishing import Section
from onrecord.reading import Role
from onrecord.record import Snapshot, Statement
from onrecord.web.list_models import Appearance, EntityOffice, EntityStory, StatementRow
from onrecord.web.models import AgendaEntry, EntitySheet

__all__ = ["People", "name_key", "people_of", "put_down", "stories_to_rejoin"]

_TABLES = (EntityStory, EntityOffice, StatementRow, Appearance)


@dataclass(frozen=True)
class People:
    """The rows that one story gives, and who the entities are that they name."""

    stories: Sequence[EntityStory] = ()
    offices: Sequence[EntityOffice] = ()
    statements: Sequence[StatementRow] = ()
    appearances: Sequence[Appearance] = ()
    known: Mapping[str, KnownEntity] = field(default_factory=dict)


def name_key(name: str) -> str:
    """Return a name as lists put it in order: folded, and without accents."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    return fold(bare).lstrip("'\"-.( ")[:NAME_KEY_CHARS]


def people_of(snapshot: Snapshot, section: Section, agenda: Iterable[AgendaEntry]) -> People:
    """Return what the story of a section tells of people and bodies."""
    reports = {report.article.id: report for report in snapshot.reports(section.story)}
    statements = {each.id: each for each in snapshot.statements(section.story)}
    # Versions that were later replaced are no reports of their own.
    current = [reports[each.article] for each in section.reports if each.revised_by is None and each.article in reports]
    sheets = list(_statements(section, statements))
    offices = list(_offices(section.story, current))
    appearances = [row for sheet in sheets for row in _about(sheet, statements[sheet.statement], reports)]
    appearances += [row for entry in agenda if entry.kind == "conflicts" for row in _in_conflict(entry)]
    named = list(_stories(section.story, current, sheets, offices))
    known = {each.id: each for each in record.bearers([row.entity for row in named])}
    named = [row for row in named if row.entity in known]
    return People(named, offices, sheets, appearances, known)


def _statements(section: Section, statements: Mapping[str, Statement]) -> Iterator[StatementRow]:
    for voice in section.voices:
        for uttered in voice.utterances:
            held = statements.get(uttered.statement)
            if held is None:
                continue
            fullest = uttered.versions[0]
            said = uttered.said_on or uttered.reported_on
            sources = [source for version in uttered.versions for source in version.sources]
            cited = fullest.sentence.citations[0]
            yield StatementRow(
                statement=uttered.statement,
                story=section.story,
                headline=section.headline,
                speaker=held.speaker,
                speaker_name=voice.name,
                day=said.first if said else None,
                said=uttered.said_on is not None,
                words=fullest.sentence.text,
                manner=fullest.manner,
                wording_count=len(uttered.versions),
                report_count=len({source.article for source in sources}),
                altered=uttered.altered,
                outlets=list(dict.fromkeys(source.outlet for source in sources)),
                article=cited.article,
                start=cited.start,
                end=cited.end,
            )


def _about(sheet: StatementRow, said: Statement, reports: Mapping[str, Report]) -> Iterator[Appearance]:
    """Yield whom the words of a statement name, but for who speaks."""
    found: dict[str, None] = {}
    for wording in said.wordings:
        report = reports.get(wording.article)
        spans = wording.spans or wording.attribution.content
        found |= dict.fromkeys(_named_in(report, spans) if report else ())
    found.pop(sheet.speaker or "", None)
    if len(found) <= ABOUT_ENTITIES:
        for entity in found:
            yield Appearance(entity=entity, kind="about", entry=sheet.statement, story=sheet.story, day=sheet.day)


def _named_in(report: Report, spans: Iterable[Span]) -> list[str]:
    spans = tuple(spans)
    return [entity for place, entity in report.bearers.items() if any(covers(span, place) for span in spans)]


def _in_conflict(entry: AgendaEntry) -> Iterator[Appearance]:
    days = [side["on"] for side in entry.data["between"] if side["on"]]
    day = date.fromisoformat(max(days)) if days else None
    for entity in dict.fromkeys(side["entity"] for side in entry.data["between"] if side["entity"]):
        yield Appearance(entity=entity, kind="conflict", entry=entry.id, story=entry.story, day=day)


def _offices(story: str, reports: Iterable[Report]) -> Iterator[EntityOffice]:
    """Yield the offices that a story gives, each report counted once, with the words of the first."""
    found: dict[tuple[str, str], EntityOffice] = {}
    for report in reports:
        for key, (role, day) in _given_in(report).items():
            held = found.setdefault(key, EntityOffice(entity=key[0], story=story, office_key=key[1], report_count=0))
            if not held.report_count:
                held.role, held.organization = role.role, role.organization or ""
                held.article, held.start, held.end = report.article.id, role.span.start, role.span.end
                held.first_on = day
            held.report_count += 1
            held.last_on = max(filter(None, (held.last_on, day)), default=None)
    yield from found.values()


def _given_in(report: Report) -> dict[tuple[str, str], tuple[Role, date | None]]:
    """Return the first place of each office that a report gives, by its bearer and its folded words."""
    found: dict[tuple[str, str], tuple[Role, date | None]] = {}
    for mention in report.reading.mentions:
        entity = report.bearers.get(mention.span)
        for role in mention.roles if entity is not None else ():
            key = f"{fold(role.role)} / {fold(role.organization or '')}"
            found.setdefault((str(entity), key), (role, report.article.published_on))
    return found


def _stories(
    story: str, reports: Iterable[Report], sheets: Iterable[StatementRow], offices: Iterable[EntityOffice]
) -> Iterator[EntityStory]:
    """Yield a row for each entity that a story names, in the order of their ids."""
    days: dict[str, list[date | None]] = defaultdict(list)
    for report in reports:
        for entity in set(report.bearers.values()) | set(report.speakers.values()):
            days[entity].append(report.article.published_on)
    spoken = Counter(sheet.speaker for sheet in sheets if sheet.speaker)
    held: dict[str, EntityOffice] = {}
    for office in sorted(offices, key=lambda each: (each.last_on or date.min, each.report_count)):
        held[office.entity] = office
    for entity in sorted({*days, *spoken}):
        yield EntityStory(
            entity=entity,
            story=story,
            article_count=len(days[entity]),
            statement_count=spoken[entity],
            last_on=max(filter(None, days[entity]), default=None),
            role=held[entity].role if entity in held else "",
        )


# --- putting it down ----------------------------------------------------------------------------------------


def put_down(people: People, stories: Collection[str]) -> None:
    """Put what a story tells in the place of what `stories` told. The caller has a transaction open."""
    articles: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for entity, article_count, statement_count in EntityStory.objects.filter(story__in=stories).values_list(
        "entity", "article_count", "statement_count"
    ):
        articles[entity] -= article_count
        spoken[entity] -= statement_count
    for table in _TABLES:
        table._default_manager.filter(story__in=stories).delete()
    StatementRow.objects.filter(statement__in=[each.statement for each in people.statements]).delete()
    EntityStory.objects.bulk_create(people.stories, batch_size=200)
    EntityOffice.objects.bulk_create(people.offices, batch_size=200)
    StatementRow.objects.bulk_create(people.statements, batch_size=200)
    Appearance.objects.bulk_create(people.appearances, batch_size=200)
    for row in people.stories:
        articles[row.entity] += row.article_count
        spoken[row.entity] += row.statement_count
    _add(people.known, articles, spoken)


def _add(known: Mapping[str, KnownEntity], articles: Counter[str], spoken: Counter[str]) -> None:
    """Add these counts to the sheets of the entities, in the order of ids so that two workers never wait crosswise."""
    new = [
        EntitySheet(
            entity=each,
            name=known[each].name,
            name_key=name_key(known[each].name),
            kind=known[each].kind,
            aliases=[name for name in known[each].aliases if name != known[each].name][:ALIASES_KEPT],
            article_count=0,
            statement_count=0,
        )
        for each in sorted(articles)
        if each in known
    ]
    EntitySheet.objects.bulk_create(
        new,
        update_conflicts=True,
        unique_fields=["entity"],
        update_fields=["name", "name_key", "kind", "aliases"],
        batch_size=200,
    )
    of = EntityStory.objects.filter(entity=OuterRef("entity"))
    touched = sorted(articles)
    for start in range(0, len(touched), 200):
        some = touched[start : start + 200]
        EntitySheet.objects.filter(entity__in=some).update(
            article_count=F("article_count") + _by_entity(articles, some),
            statement_count=F("statement_count") + _by_entity(spoken, some),
            last_on=Subquery(of.filter(last_on__isnull=False).order_by("-last_on", "id").values("last_on")[:1]),
            role=_or_nothing(Subquery(of.exclude(role="").order_by("-last_on", "id").values("role")[:1])),
        )
        EntitySheet.objects.filter(entity__in=some, article_count__lte=0, statement_count__lte=0).delete()


def _by_entity(counts: Counter[str], entities: Iterable[str]) -> Any:
    changed = [When(entity=each, then=Value(counts[each])) for each in entities if counts[each]]
    return Case(*changed, default=Value(0), output_field=IntegerField())


def _or_nothing(role: Subquery) -> Any:
    return Coalesce(role, Value(""))


def stories_to_rejoin(entities: Collection[str]) -> list[str]:
    """Return the stories that are shelved under a name which, as articles show by now, is another's.

    A new report that joins two names changes whom the reports of other stories name.
    """
    joined = [each for bearer in record.bearers(entities) for each in bearer.members if each != bearer.id]
    found: set[str] = set()
    for start in range(0, len(joined), 500):
        rows = EntityStory.objects.filter(entity__in=joined[start : start + 500])
        found.update(rows.values_list("story", flat=True))
    return sorted(found)
