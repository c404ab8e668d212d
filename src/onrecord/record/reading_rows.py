"""The rows of one reading: its parts, and its attributions as entries of their own."""

from __future__ import annotations

from datetime import datetime

from onrecord.core import key
from onrecord.errors import EvidenceRejected
from onrecord.reading import Reading
from onrecord.record import models as entries
from onrecord.record.codec import dump, mention_row, quotation_row, span_row, time_row
from onrecord.record.inserting import Batch
from onrecord.record.packing import packed, spans_in
from onrecord.record.rows import Words, hull

__all__ = ["agenda_of", "reading_rows"]


def agenda_of(reading: Reading) -> tuple[object, ...]:
    """Return all that a reading holds of what is promised, set up, wanted and denied."""
    return (*reading.pledges, *reading.bodies, *reading.stances, *reading.denials)


def reading_rows(reading: Reading, words: Words, batch: Batch, at: datetime) -> None:
    """Put a reading and its attributions into `batch`.

    Raises `EvidenceRejected` when it speaks of places beyond the text.
    """
    places = (reading.quotations, reading.mentions, reading.times)
    spans = [*reading.sentences, *(each.span for part in places for each in part)]
    last = max((span.end for span in (*spans, *spans_in(agenda_of(reading)))), default=0)
    if last > len(words.text):
        raise EvidenceRejected(f"the reading of {reading.article} speaks of places beyond its end")
    batch.add(
        entries.ReadingEntry,
        id=reading.id,
        article_id=reading.article,
        reader=reading.reader,
        sentences=dump([span_row(sentence) for sentence in reading.sentences]),
        quotations=dump([quotation_row(quotation) for quotation in reading.quotations]),
        mentions=dump([mention_row(mention) for mention in reading.mentions]),
        times=dump([time_row(time) for time in reading.times]),
        pledges=dump([packed(pledge) for pledge in reading.pledges]),
        bodies=dump([packed(body) for body in reading.bodies]),
        stances=dump([packed(stance) for stance in reading.stances]),
        denials=dump([packed(denial) for denial in reading.denials]),
        appended_at=at,
    )
    for ordinal, said in enumerate(reading.attributions):
        batch.add(
            entries.AttributionEntry,
            id=key("atr", reading.id, ordinal, said.id),
            article_id=reading.article,
            evidence_id=words.at(hull(said)),
            reading_id=reading.id,
            ordinal=ordinal,
            attribution=said.id,
            kind=said.kind,
            source=dump([span_row(span) for span in said.source]),
            cue=dump([span_row(span) for span in said.cue]),
            content=dump([span_row(span) for span in said.content]),
            speaker_name=said.speaker_name,
            anonymous=dump([said.anonymous.description, said.anonymous.reason]) if said.anonymous else None,
            role=said.role,
            venue=said.venue,
            addressee=said.addressee,
            said_first=said.said_on.first if said.said_on else None,
            said_last=said.said_on.last if said.said_on else None,
            via=said.via,
            nested_in=said.nested_in,
            confidence=said.confidence,
        )
