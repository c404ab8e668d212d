"""What the record knows that may matter to one new article: a bounded number of candidates, found by shared keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from onrecord.articles import Article
from onrecord.core import Span, key
from onrecord.limits.record import (
    KNOWN_ARTICLES,
    LOOK_UP_KEY_ARTICLES,
    LOOK_UP_KEYS,
    LOOK_UP_WINDOW_DAYS,
)
from onrecord.linking import Candidate, Known, KnownArticle, Worded
from onrecord.record import entities, loading
from onrecord.record import models as entries
from onrecord.record.codec import hashed
from onrecord.record.entities import Bearers
from onrecord.record.judging import Decisions, decisions
from onrecord.record.store import trouble

__all__ = ["candidates", "held", "identity", "key_numbers", "known"]

UNDATED = (0, 0)
"""The range of days in which look-up keys of articles without a day stand."""
COMPOUND_SELECTS = 200
"""Questions tied into one statement; SQLite takes up to 500."""

_POSTINGS = """SELECT * FROM (
    SELECT key, article_id FROM record_lookupkey WHERE key = %s AND day BETWEEN %s AND %s
    ORDER BY day DESC, article_id DESC LIMIT %s
) held"""
"""Articles (by number) under one key, the newest first. The limit bounds the work for a key that half the record
shares, as the reports of one large story do; one such question for each key and range of days, tied by UNION ALL, lets
the index answer from the window alone."""
_WORDED = """SELECT attribution, statement_id, start, "end" FROM record_wordingentry worded
    JOIN record_evidence evidence ON evidence.id = worded.evidence_id
    WHERE worded.links_id IN ({ids}) ORDER BY worded.id"""


def held(page: str, versions: tuple[str, str, str]) -> str | None:
    """Return the article that the extractor, reader and linker of `versions` made of `page` (see the room's door)."""
    extractor, reader, linker = versions
    with trouble():
        taken = entries.ExtractionEntry.objects.filter(page_id=page, extractor=extractor).values("article_id")
        linked = entries.LinksEntry.objects.filter(article_id__in=taken, linker=linker, reading__reader=reader)
        return linked.values_list("article_id", flat=True).first()


def identity() -> str | None:
    """Return the id and the instant of the first article on record as one key (see the room's door)."""
    with trouble():
        first = entries.ArticleEntry.objects.order_by("number").values_list("id", "appended_at").first()
        return key("rec", first[0], first[1].isoformat()) if first else None


def candidates(article: Article, keys: Sequence[str]) -> tuple[Candidate, ...]:
    """Return the articles that may report the same event as `article` (see the room's door)."""
    with trouble():
        decided = decisions(None)
        ids = _nearest(article, _under(keys[:LOOK_UP_KEYS], _window(article)))
        linked = loading.links_in_force(ids, None)
        texts = loading.articles(linked.keys(), None)
        readings = loading.readings(reading for _, reading in linked.values())
        stories = dict(
            loading.asked(
                "SELECT article_id, story_id FROM record_storymember WHERE links_id IN ({ids})",
                [links for links, _ in linked.values()],
            )
        )
        return tuple(
            Candidate(texts[each], decided.apply(readings[linked[each][1]]), decided.story_of(each, stories[each]))
            for each in ids
            if each in linked
        )


def known(article: Article, keys: Sequence[str], reports: Sequence[str]) -> Known:
    """Return what ties the articles `reports` to one of their story (see the room's door)."""
    with trouble():
        decided = decisions(None)
        names = entities.named(keys)
        found, together = _articles(reports, decided, names, article.id)
        return Known(articles=found, entities=entities.known_entities(names, together), apart=decided.apart)


def key_numbers(keys: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers under which `keys` are stored (see the room's door)."""
    return tuple(dict.fromkeys(hashed(each) for each in keys[:LOOK_UP_KEYS]))


def _window(article: Article) -> tuple[int, int]:
    """Return the first and last day, as ordinals, on which articles may belong with this one."""
    day = article.published_on
    if day is None:
        return (date.min.toordinal(), date.max.toordinal())
    first, last = day.toordinal() - LOOK_UP_WINDOW_DAYS, day.toordinal() + LOOK_UP_WINDOW_DAYS
    return (max(first, date.min.toordinal()), min(last, date.max.toordinal()))


def _under(keys: Sequence[str], window: tuple[int, int]) -> dict[str, set[int]]:
    """Return the articles (by number) under each of `keys`, at most the `LOOK_UP_KEY_ARTICLES` newest of each kind.

    The kinds are those of the window, and those without a day.
    """
    names = {hashed(each): each for each in keys}
    under: dict[str, set[int]] = {each: set() for each in keys}
    asked = [(each, *days, LOOK_UP_KEY_ARTICLES) for each in names for days in (window, UNDATED)]
    for each, number in _all(_POSTINGS, asked):
        under[names[each]].add(number)
    return under


def _all(sql: str, asked: Sequence[tuple[Any, ...]]) -> list[tuple[int, int]]:
    """Return what `sql` gives for each of `asked`, all together."""
    found: list[tuple[int, int]] = []
    with connection.cursor() as cursor:
        for batch in loading.batches(asked, COMPOUND_SELECTS):
            cursor.execute(" UNION ALL ".join([sql] * len(batch)), [value for values in batch for value in values])
            found += cursor.fetchall()
    return found


def _nearest(article: Article, under: Mapping[str, set[int]]) -> list[str]:
    """Return the ids of the articles that share most, a key weighing the less the more articles have it."""
    weight: dict[int, float] = defaultdict(float)
    for numbers in under.values():
        for number in numbers:
            weight[number] += 1 / len(numbers)
    # One more than wanted, since the article itself may be among them when it is linked anew.
    best = sorted(weight, key=lambda number: (-round(weight[number], 9), -number))[: KNOWN_ARTICLES + 1]
    ids = dict(loading.asked("SELECT number, id FROM record_articleentry WHERE number IN ({ids})", best))
    return [ids[number] for number in best if ids[number] != article.id][:KNOWN_ARTICLES]


def _later(article: str, ids: Sequence[str]) -> set[str]:
    """Return those of `ids` that were put on record after `article`, when that is on record itself."""
    numbers = dict(loading.asked("SELECT id, number FROM record_articleentry WHERE id IN ({ids})", (*ids, article)))
    return {each for each in ids if article in numbers and numbers[each] > numbers[article]}


def _articles(
    ids: Sequence[str], decided: Decisions, names: Sequence[str], new: str
) -> tuple[tuple[KnownArticle, ...], Bearers]:
    """Return the articles `ids` with what ties them, in the same order, and who stands for the entities they name.

    `names` are further entities, `new` is the article that is linked and that says nothing of itself yet.
    """
    later = _later(new, ids)
    linked = loading.links_in_force(ids, None)
    texts = loading.articles(ids, None)
    readings = loading.readings(linked[each][1] for each in ids)
    links = [linked[each][0] for each in ids]
    worded = loading.asked(_WORDED, links)
    # Statements by the ids they were founded under: those that stand for others as the record is shown also stand
    # for what one report alone says, of which another may word only a part.
    kept = decided.worded(Worded(said, statement, Span(*places)) for said, statement, *places in worded)
    statements: defaultdict[str, list[tuple[str, Span]]] = defaultdict(list)
    for each in kept:
        statements[each.attribution].append((each.statement, each.span))
    speakers = _by_article("SELECT article_id, attribution, entity_id FROM record_speakerentry", links)
    borne = entities.borne({each: linked[each] for each in ids}, texts, readings)
    mentioned = {link.entity for each in borne.values() for link in each}
    together = entities.bearers(mentioned.union(names), decided, None, without=new)
    found = tuple(
        KnownArticle(
            article=texts[each],
            reading=decided.apply(readings[linked[each][1]]),
            statements={
                said.id: tuple(statements[said.id])
                for said in readings[linked[each][1]].attributions
                if said.id in statements
            },
            speakers=together.speakers(each, speakers[each]),
            entities=borne[each],
            later=each in later,
        )
        for each in ids
    )
    return found, together


def _by_article(select: str, links: Sequence[str]) -> defaultdict[str, list[tuple[str, str]]]:
    gathered: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for article, attribution, tied in loading.asked(f"{select} WHERE links_id IN ({{ids}}) ORDER BY id", links):
        gathered[article].append((attribution, tied))
    return gathered
