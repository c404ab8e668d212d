"""The statements of a story, made from the wordings that its articles' links give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
from onrecord.record.values import Statement, Wording

__all__ = ["Row", "chained", "statements_of", "tied"]

Row = tuple[str, str, str, int, int, str]
"""A wording as it lies in its table: article, attribution, statement, start, end, why."""


def statements_of(
    story: str, articles: Sequence[str], moment: datetime | None, decided: Decisions, chain: Sequence[Row] | None = None
) -> tuple[tuple[Statement, ...], Mapping[str, str]]:
    """Return the statements of a story in order of their first wording, and which stands for each id founded.

    `articles` are those of the story in their order. With `chain`, only those of these rows (see `chained`).
    """
    linked = loading.links_in_force(articles, moment)
    rows = _rows([links for links, _ in linked.values()]) if chain is None else chain
    wording = {article for article, *_ in rows}
    numbered = [(number, article) for number, article in enumerate(articles) if article in wording]
    read = [linked[article][1] for _, article in numbered]
    readings = loading.readings(read) if chain is None else loading.readings_saying(read, {row[1] for row in rows})
    said: dict[str, tuple[int, int, Attribution, Reading]] = {}
    for number, article in numbered:
        reading = decided.apply(readings[linked[article][1]])
        said.update({each.id: (number, place, each, reading) for place, each in enumerate(reading.attributions)})
    reasons: dict[Worded, str] = {}
    for _, each, told, start, end, why in rows:
        if each in said:
            span = Span(start, end)
            _, quoted = words_of(said[each][2], said[each][3].quotations, span)
            reasons[Worded(each, told, span, quoted)] = why
    speaking: list[tuple[str, str, str]] = []
    for batch in batches((linked[article][0] for _, article in numbered), ROWS_PER_QUERY):
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
            own = tuple(whys[statement, each])
            wordings.append(Wording(attribution, attribution.article, words, quoted, own, speakers.get(each)))
        order = [(*said[each.attribution.id][:2], spans[each.attribution.id].start) for each in wordings]
        made.append((order, loading.statement(statement, story, wordings, speakers, names)))
    return tuple(each for _, each in sorted(made, key=lambda pair: (pair[0], pair[1].id))), stands


def chained(statement: str, moment: datetime | None) -> list[Row]:
    """Return the wordings that some chain of attributions ties to a statement.

    What stands for it, and in which words, follows from those of its story alone.
    """
    rows: list[Row] = []
    articles: set[str] = set()
    statements, new = {statement}, {statement}
    while new:
        here: set[str] = set()
        for batch in batches(new, ROWS_PER_QUERY):
            wording = entries.WordingEntry.objects.filter(statement_id__in=batch)
            here.update(wording.values_list("links__article_id", flat=True))
        if here <= articles:
            break
        linked = loading.links_in_force(here - articles, moment)
        articles |= here
        rows += _rows([links for links, _ in linked.values()])
        new = {told for _, _, told, *_ in tied(rows, statement)} - statements
        statements |= new
    return tied(rows, statement)


def _rows(links: list[str]) -> list[Row]:
    columns = ("evidence__article_id", "attribution", "statement_id", "evidence__start", "evidence__end", "why")
    found: list[Row] = []
    for batch in batches(links, ROWS_PER_QUERY):
        found += entries.WordingEntry.objects.filter(links_id__in=batch).order_by("id").values_list(*columns)
    return found


def tied(rows: Sequence[Row], statement: str) -> list[Row]:
    """Return the rows that lead from a statement to its attributions, from these to all that they word, and so on."""
    by_end: dict[str, list[int]] = defaultdict(list)
    for place, (_, attribution, told, *_) in enumerate(rows):
        by_end[attribution].append(place)
        by_end[told].append(place)
    seen, new = {statement}, [statement]
    found: set[int] = set()
    while new:
        for place in by_end[new.pop()]:
            found.add(place)
            ends = {*rows[place][1:3]} - seen
            seen |= ends
            new += ends
    return [rows[place] for place in sorted(found)]
