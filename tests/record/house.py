"""Values for the tests of the record, made by hand or by hypothesis; all texts are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from onrecord.articles import Article, Credit, Removed
from onrecord.core import Interval, Span, key, sentences, words
from onrecord.linking import EntityLink, FollowLink, Links, ReuseLink, StoryLink, WordingLink
from onrecord.outlets import HTML, ITEM, TEXT, Page
from onrecord.reading import (
    Anonymous,
    Attribution,
    Mention,
    Quotation,
    Reading,
    Role,
    TimeExpression,
)
from onrecord.record import Receipt, append

LEDE = "Karel Oster, the water minister of Veldria, said on Tuesday the dam “will open in spring”."
REST = "His counterpart Mira Tolan said nothing. “We wait,” an official of the ministry told the Varnel Post."


@dataclass(frozen=True)
class Report:
    """What `append` takes."""

    page: Page
    article: Article
    reading: Reading
    links: Links

    def append(self) -> Receipt:
        """Put it on record."""
        return append(self.page, self.article, self.reading, self.links)

    def linked(self, **changes: Any) -> Report:
        """Return it with other links."""
        return replace(self, links=replace(self.links, **changes))


def page(body: bytes, name: str, url: str | None = None) -> Page:
    """Return a page received at noon."""
    return Page(name, name, url, TEXT, None, body, (), datetime(2026, 3, 1, 12, tzinfo=UTC))


def report(
    text: str = f"{LEDE}\n\n{REST}",
    *,
    day: date | None = date(2026, 3, 3),
    url: str | None = None,
    title: str | None = "Dam to open in spring",
    keys: Sequence[str] = (),
    story: str | None = None,
) -> Report:
    """Return a report with these words: every word before “said” speaks, and every capital word is a mention."""
    received = page(text.encode(), f"saved/{key('file', text, title)}.txt", url)
    article = Article(
        page=received.id,
        where=received.where,
        external_id=None,
        path=received.path,
        url=url,
        outlet="Varnel Post",
        title=title,
        byline=None,
        dateline=None,
        published=day,
        language="en",
        text=text,
        removed=(),
        credits=(),
        extractor="test-1",
    )
    said = []
    for sentence in sentences(text):
        cue = text.find(" said ", sentence.start, sentence.end)
        if cue > sentence.start:
            source = Span(sentence.start, cue)
            said.append(attribution(article, source, Span(cue + 1, cue + 5), Span(cue + 6, sentence.end)))
    mentions = tuple(
        Mention(span, "person", span.of(text)) for span in words(text) if span.of(text)[0].isupper() and len(span) > 3
    )
    reading = Reading(article.id, "test-1", sentences(text), (), tuple(said), mentions, ())
    links = Links(
        article.id,
        "test-1",
        tuple(keys),
        StoryLink(story or key("story", article.id), 1.0, "founds a story"),
        entities=tuple(
            EntityLink(key("ent", m.name), "person", m.name, (), (m.span,), ())
            for m in {m.name: m for m in mentions}.values()
        ),
        wordings=tuple(
            WordingLink(key("stm", each.id), each.id, each.content[0], "founds a statement") for each in said
        ),
    )
    return Report(received, article, reading, links)


def attribution(article: Article, source: Span, cue: Span, content: Span) -> Attribution:
    """Return an indirect attribution with these places."""
    return Attribution(
        article=article.id,
        kind="indirect",
        source=(source,),
        cue=(cue,),
        content=(content,),
        speaker_name=source.of(article.text),
        anonymous=None,
        role=None,
        venue=None,
        addressee=None,
        said_on=None,
        via=None,
        nested_in=None,
        confidence=0.9,
    )


# --- whatever may come ------------------------------------------------------------------------------------

ODD = "a b\u0301 ‮עִבְרִית‬ é\u0323 😀👩‍👩‍👧 “x” 'y' \u2028 ﬁ İ ß 中文 \t \u200d \ud7ff\ue000 \U0010ffff"
letters = st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8", exclude_characters="\0"))
names = st.text(letters, min_size=1, max_size=12)
maybe = st.none() | names
days = st.dates(date(1, 1, 2), date(9999, 12, 30))
zones = st.sampled_from((UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-3, minutes=-30))))
instants = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 28), timezones=zones)  # noqa: DTZ001 - bounds


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    """Return a span within a text of `length` code points."""
    start = draw(st.integers(0, length - 1))
    return Span(start, draw(st.integers(start + 1, length)))


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Return any page."""
    return Page(
        draw(names),
        draw(maybe),
        draw(maybe),
        draw(st.sampled_from((TEXT, HTML, ITEM))),
        draw(maybe),
        draw(st.binary(max_size=200)),
        tuple(draw(st.lists(st.tuples(names, names), max_size=3))),
        draw(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=zones)),  # noqa: DTZ001 - bounds
    )


@st.composite
def articles(draw: st.DrawFn, page: Page) -> Article:
    """Return any article taken from `page`."""
    text = draw(st.text(letters, min_size=1, max_size=80))
    kinds = st.sampled_from(("promotion", "navigation", "widget", "comment", "caption", "metadata", "duplicate"))
    return Article(
        page.id,
        page.where,
        draw(maybe),
        page.path,
        page.url,
        draw(maybe),
        draw(maybe),
        draw(maybe),
        draw(maybe),
        draw(st.none() | days | instants),
        draw(st.none() | st.sampled_from(("en", "ko"))),
        text,
        tuple(draw(st.lists(st.builds(Removed, kinds, names, names), max_size=2))),
        tuple(draw(st.lists(st.builds(Credit, names, st.none() | spans(len(text))), max_size=2))),
        draw(st.sampled_from(("x-1", "x-2"))),
    )


@st.composite
def readings(draw: st.DrawFn, article: Article) -> Reading:
    """Return any reading of `article`, each of its attributions once."""
    span = spans(len(article.text))
    some = st.lists(span, max_size=2).map(tuple)
    roles = st.builds(Role, names, maybe, span)
    intervals = st.lists(days, min_size=2, max_size=2).map(lambda two: Interval(*sorted(two)))
    kinds = st.sampled_from(("person", "organization", "place", "group"))
    said = st.builds(
        Attribution,
        st.just(article.id),
        st.sampled_from(("direct", "indirect", "mixed")),
        some,
        some,
        st.lists(span, min_size=1, max_size=3).map(tuple),
        maybe,
        st.none() | st.builds(Anonymous, names, maybe),
        maybe,
        maybe,
        maybe,
        st.none() | intervals,
        maybe,
        st.none() | st.just(key("att", "outer")),
        st.floats(0, 1),
    )
    kinds_of_time = st.sampled_from(("DATE", "TIME", "DURATION", "SET"))
    return Reading(
        article.id,
        draw(st.sampled_from(("r-1", "r-2"))),
        tuple(draw(st.lists(span, max_size=3))),
        tuple(draw(st.lists(st.builds(Quotation, span, span, st.sampled_from(("speech", "scare", "title")))))),
        tuple(draw(st.lists(said, max_size=3, unique_by=lambda each: each.id))),
        tuple(draw(st.lists(st.builds(Mention, span, kinds, names, st.lists(roles, max_size=2).map(tuple))))),
        tuple(
            draw(st.lists(st.builds(TimeExpression, span, kinds_of_time, names, maybe, st.none() | intervals, maybe)))
        ),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Return any page with an article, a reading and links that fit together."""
    received = draw(pages())
    article = draw(articles(received))
    reading = draw(readings(article))
    span = spans(len(article.text))
    kinds = st.sampled_from(("person", "organization", "place", "group"))
    entities = st.builds(
        EntityLink,
        st.sampled_from(("ent-a", "ent-b", "ent-c")),
        kinds,
        names,
        st.lists(names, max_size=2).map(tuple),
        st.lists(span, min_size=1, max_size=3).map(tuple),
        st.lists(st.builds(Role, names, maybe, span), max_size=2).map(tuple),
    )
    linked = tuple(draw(st.lists(entities, max_size=3, unique_by=lambda link: link.entity)))
    ids = [said.id for said in reading.attributions]
    speakers: Mapping[str, str] = dict.fromkeys(ids[:2], linked[0].entity) if linked else {}
    wires = st.builds(ReuseLink, st.just(article.id), st.none(), names, st.just("copy"), st.floats(0, 1), st.just(()))
    links = Links(
        article.id,
        draw(st.sampled_from(("l-1", "l-2"))),
        tuple(draw(st.lists(names, max_size=4))),
        StoryLink(key("story", draw(names)), draw(st.floats(0, 1)), draw(names)),
        linked,
        speakers,
        (),
        tuple(draw(st.lists(wires, max_size=2, unique_by=lambda link: link.wire))),
        tuple(WordingLink(key("stm", said.id), said.id, said.content[0], draw(names)) for said in reading.attributions),
    )
    return Report(received, article, reading, links)


__all__ = [
    "LEDE",
    "REST",
    "FollowLink",
    "Report",
    "attribution",
    "page",
    "report",
    "reports",
]
