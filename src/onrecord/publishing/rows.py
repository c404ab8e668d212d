"""The rows of the export: the fields of each file are a contract with whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from onrecord.articles import Article
from onrecord.core import Evidence, Interval, Span, anchor, join, key
from onrecord.errors import Fault
from onrecord.linking import ReuseLink, compare
from onrecord.publishing.bearers import offices
from onrecord.publishing.wordings import Spoken, spoken
from onrecord.reading import Attribution, TimeExpression
from onrecord.record import Entity, Statement, Story

__all__ = ["Row", "article", "attribution", "entity", "evidence", "fault", "reuse", "statement", "story", "time"]

Row: TypeAlias = dict[str, object]


def article(held: Article, revision_of: str | None) -> Row:
    """Return a line of `articles`."""
    return {
        "id": held.id,
        "external_id": held.external_id,
        "path": held.path,
        "where": held.where,
        "url": held.url,
        "outlet": held.outlet,
        "title": held.title,
        "byline": held.byline,
        "dateline": held.dateline,
        "published": held.published.isoformat() if held.published else None,
        "language": held.language,
        "text": held.text,
        "removed": [{"kind": cut.kind, "text": cut.text, "reason": cut.reason} for cut in held.removed],
        "credits": [{"wire": line.wire, "span": _span(line.span)} for line in held.credits if line.span],
        "credit_lines": [line.wire for line in held.credits if not line.span],
        "revision_of": revision_of,
        "extractor": held.extractor,
    }


def attribution(said: Attribution, text: str, speaker: str | None) -> Row:
    """Return a line of `attributions`; `text` is its article's."""
    anonymous = said.anonymous
    return {
        "id": said.id,
        "article": said.article,
        "kind": said.kind,
        "source": _spans(said.source),
        "cue": _spans(said.cue),
        "content": _spans(said.content),
        "source_text": join(text, said.source),
        "cue_text": join(text, said.cue),
        "content_text": join(text, said.content),
        "speaker": speaker,
        "speaker_name": said.speaker_name,
        "anonymous": {"description": anonymous.description, "reason": anonymous.reason} if anonymous else None,
        "role": said.role,
        "venue": said.venue,
        "addressee": said.addressee,
        "said_on": _interval(said.said_on),
        "via": said.via,
        "nested_in": said.nested_in,
        "confidence": said.confidence,
    }


def time(found: TimeExpression, held: Article) -> Row:
    """Return a line of `times`."""
    span = found.span
    return {
        "id": key("time", held.id, span.start, span.end, found.type, found.value),
        "article": held.id,
        "span": _span(span),
        "text": span.of(held.text),
        "type": found.type,
        "value": found.value,
        "mod": found.mod,
        "interval": _interval(found.interval),
        "precision": found.precision,
    }


def entity(bearer: Entity) -> Row:
    """Return a line of `entities`."""
    return {
        "id": bearer.id,
        "name": bearer.name,
        "kind": bearer.kind,
        "aliases": list(bearer.aliases),
        "roles": [
            {
                "role": office.role,
                "organization": office.organization,
                "on": office.days[0].isoformat() if office.days else None,
                "days": [day.isoformat() for day in office.days],
                "evidence": [evidence(words) for words in office.evidence],
            }
            for office in offices(bearer)
        ],
        "joins": [
            {"entity": j.entity, "name": j.name, "of": j.of, "of_name": j.of_name, "why": j.why, "article": j.article}
            for j in bearer.joins
        ],
        "mentions": [{"article": where, "span": _span(span)} for where, span in bearer.mentions],
    }


def story(told: Story, independent: Sequence[Sequence[str]]) -> Row:
    """Return a line of `stories`; `independent` groups its articles by independent report."""
    return {
        "id": told.id,
        "title": told.title,
        "articles": list(told.articles),
        "independent": [list(articles) for articles in independent],
        "interval": _interval(told.interval),
        "follows": [{"story": link.of, "why": link.why} for link in told.follows],
    }


def reuse(link: ReuseLink) -> Row:
    """Return a line of `reuse`."""
    return {
        "id": key("reuse", link.article, link.of, link.wire, link.kind),
        "article": link.article,
        "of": link.of,
        "wire": link.wire,
        "kind": link.kind,
        "share": round(link.share, 4),
        "pairs": [[_span(here), _span(there), round(score, 4)] for here, there, score in link.pairs],
    }


def statement(uttered: Statement, articles: Mapping[str, Article]) -> Row:
    """Return a line of `statements`, its wordings compared; `articles` holds those that word it, by id.

    A wording names the attribution of its words: the whole one, or the part of it that is nested in it.
    Offsets of a difference, `a_span` and `b_span`, count in the wording's text, the parts of its content in order.
    """
    named = {wording.attribution.id: wording.part.id for wording in uttered.wordings}
    held: dict[str, Spoken] = {}
    for wording in uttered.wordings:
        found = spoken(articles[wording.article], wording) if wording.article in articles else None
        if found:
            held[wording.attribution.id] = found
    compared = compare([each.quoted for each in held.values()]) if held else None
    return {
        "id": uttered.id,
        "story": uttered.story,
        "speaker": uttered.speaker,
        "speaker_name": uttered.speaker_name,
        "said_on": _interval(uttered.said_on),
        "occasion": uttered.occasion,
        "speakers_differ": uttered.speakers_differ,
        "wordings": [
            {
                "attribution": named[wording.attribution.id],
                "article": wording.article,
                "variant": compared.variants.get(wording.attribution.id) if compared else None,
                "spans": _spans(wording.spans or wording.attribution.content),
                "quoted": wording.quoted or wording.attribution.kind == "direct",
                "within": wording.attribution.id,
            }
            for wording in uttered.wordings
        ],
        "fullest": named[compared.fullest] if compared else None,
        "altered": compared.altered if compared else False,
        "differences": [
            {
                "a": named[each.a],
                "b": named[each.b],
                "a_text": each.a_text,
                "b_text": each.b_text,
                "kind": each.kind,
                "alters": each.alters,
                "a_span": list(each.a_span),
                "b_span": list(each.b_span),
            }
            for each in (compared.differences if compared else ())
        ],
        "evidence": [
            evidence(anchor(each.article, articles[each.article].text, part))
            for each in held.values()
            for part in each.parts
        ],
    }


def fault(met: Fault) -> Row:
    """Return a line of `faults`."""
    # A path that is not UTF-8 holds lone surrogates, which only this encoding writes.
    parts = (part.encode("utf-8", "surrogatepass") for part in (met.where, met.what, met.done))
    return {"id": key("fault", *parts), "where": met.where, "what": met.what, "done": met.done}


def evidence(words: Evidence) -> Row:
    """Return evidence as the export writes it, an item of an `evidence` list."""
    return {
        "article": words.article,
        "start": words.start,
        "end": words.end,
        "exact": words.exact,
        "prefix": words.prefix,
        "suffix": words.suffix,
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [_span(span) for span in spans]


def _interval(interval: Interval | None) -> list[str] | None:
    return interval.as_json() if interval else None
