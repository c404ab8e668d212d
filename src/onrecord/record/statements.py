"""The statements of a story, made from the wordings that its articles' links give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from onrecord.core import Span
from onrecord.limits.record import ROWS_PER_QUERY
from onrecord.linking import Worded, joined, stretches, words_of
from onrecord.reading import Attribution, Reading
from onrecord.record import loading
from onrecord.record import models as entries
from onrecord.record.entities import bearers
from onrecord.record.judging import Decisions
from onrecord.record.loading import batches
from onrecord.record.values import Statement, Story, Wording

__all__ = ["statements_of"]


def statements_of(
    held: Story, moment: datetime | None, decided: Decisions
) -> tuple[tuple[Statement, ...], Mapping[str, str]]:
    """Return the statements of a story in order of their first wording, and which stands for each id founded."""
    linked = loading.links_in_force(held.articles, moment)
    readings = loading.readings(reading for _, reading in linked.values())
    said: dict[str, tuple[int, int, Attribution, Reading]] = {}
    for number, article in enumerate(held.articles):
        reading = decided.apply(readings[linked[article][1]])
        said.update({each.id: (number, place, each, reading) for place, each in enumerate(reading.attributions)})
    reasons: dict[Worded, str] = {}
    speaking: list[tuple[str, str, str]] = []
    for batch in batches((links for links, _ in linked.values()), ROWS_PER_QUERY):
        columns = ("attribution", "statement_id", "evidence__start", "evidence__end", "why")
        found = entries.WordingEntry.objects.filter(links_id__in=batch).order_by("id").values_list(*columns)
        for each, told, start, end, why in found:
            if each in said:
                span = Span(start, end)
                _, quoted = words_of(said[each][2], said[each][3].quotations, span)
                reasons[Worded(each, told, span, quoted)] = why
        spoken = entries.SpeakerEntry.objects.filter(links_id__in=batch)
        speaking += spoken.values_list("article_id", "attribution", "entity_id")
    together = bearers({entity for _, _, entity in speaking}, decided, moment)
    speakers: dict[str, str] = {}
    for article, said_in, entity in speaking:
        speakers |= together.speakers(article, [(said_in, entity)])
    worded = decided.worded(reasons)
    stands = joined(worded)
    whys: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in worded:
        whys[stands[row.statement], row.attribution][reasons[row]] = None
    names = dict(entries.EntityEntry.objects.filter(id__in=set(speakers.values())).values_list("id", "name"))
    made: list[tuple[list[tuple[int, int, int]], Statement]] = []
    for statement, spans in stretches(worded, stands).items():
        wordings = []
        for each in sorted(spans, key=lambda each: said[each][:2]):
            attribution, reading = said[each][2:]
            words, quoted = words_of(attribution, reading.quotations, spans[each])
            wordings.append(Wording(attribution, attribution.article, words, quoted, tuple(whys[statement, each])))
        order = [(*said[each.attribution.id][:2], spans[each.attribution.id].start) for each in wordings]
        made.append((order, loading.statement(statement, held.id, wordings, speakers, names)))
    return tuple(each for _, each in sorted(made, key=lambda pair: (pair[0], pair[1].id))), stands
