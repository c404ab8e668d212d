"""What is put on record is what comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from onrecord import record
from onrecord.core import Span, key
from onrecord.errors import EvidenceRejected, RecordError, UsageError
from onrecord.linking import FollowLink, ReuseLink
from onrecord.reading import TimeExpression
from onrecord.record.codec import read_time, time_row
from tests.conftest import Templates, point_django_at
from tests.record.house import LEDE, REST, Report, page, report, reports

pytestmark = pytest.mark.usefixtures("store")


@settings(max_examples=40, deadline=None)
@given(reports())
def test_any_report_comes_back_as_it_was(template: Templates, given: Report) -> None:
    """Whatever letters, places and days it holds, a report is read back equal to what was appended."""
    point_django_at(template().url)
    assert given.append().added > 0
    snapshot = record.as_of()
    assert snapshot.article(given.article.id) == given.article
    assert snapshot.page(given.page.id) == given.page
    assert snapshot.reading(given.article.id) == given.reading
    assert snapshot.speakers(given.article.id) == given.links.speakers
    assert snapshot.reuse(given.article.id) == given.links.reuse
    assert snapshot.story(given.links.story.story).articles == (given.article.id,)
    assert [entity.id for entity in snapshot.entities()] == sorted(link.entity for link in given.links.entities)
    assert list(record.verify()) == []
    assert given.append() == record.Receipt(given.article.id, 0, None)


def test_a_second_append_adds_nothing() -> None:
    """The same report twice is on record once, and the page keeps the instant at which it first came."""
    first = report()
    assert first.append().added > 0
    later = replace(first.page, received_at=datetime(2027, 1, 1, tzinfo=UTC))
    assert replace(first, page=later).append() == record.Receipt(first.article.id, 0, None)
    assert record.as_of().page(first.page.id).received_at == first.page.received_at


def test_a_page_with_its_headers_comes_back() -> None:
    """A page is kept byte for byte with its headers, and a file name that is no Unicode becomes readable."""
    plain = report()
    received = replace(plain.page, headers=(("ETag", '"a\0b"'), ("Date", "été")), where="saved/\udcff.txt")
    replace(plain, page=received).append()
    held = record.as_of().page(received.id)
    assert (held.body, held.headers, held.where) == (received.body, received.headers, "saved/\\udcff.txt")


def test_changed_words_at_one_address_are_a_revision() -> None:
    """Another text from the same address follows the newest one held; the old one stays."""
    url = "https://varnel.example/dam"
    first, second, third = (report(f"{LEDE}\n\nUpdate {number}.", url=url) for number in (1, 2, 3))
    receipts = [each.append() for each in (first, second, third)]
    assert [receipt.revision_of for receipt in receipts] == [None, first.article.id, second.article.id]
    snapshot = record.as_of()
    assert snapshot.revision_of(third.article.id) == second.article.id
    assert snapshot.revision_of(first.article.id) is None
    assert second.append() == record.Receipt(second.article.id, 0, first.article.id)


def test_an_attribution_leads_to_its_article() -> None:
    """The id of an attribution tells the article in which it was read, and one not on record then is unknown."""
    before = datetime.now(UTC)
    held = report()
    held.append()
    for said in held.reading.attributions:
        assert record.as_of().said_in(said.id) == held.article.id
        with pytest.raises(UsageError, match=said.id):
            record.as_of(before).said_in(said.id)
    assert held.reading.attributions


def test_a_newer_reader_reads_beside_the_older() -> None:
    """A new reader's reading is in force, and the old one is still what stood on record before."""
    old = report()
    old.append()
    before = datetime.now(UTC)
    newer = replace(old.reading, reader="test-2", attributions=())
    replace(old, reading=newer, links=replace(old.links, linker="test-2", wordings=())).append()
    assert record.as_of().reading(old.article.id) == newer
    assert record.as_of(before).reading(old.article.id) == old.reading
    assert record.held(old.page.id, ("test-1", "test-2", "test-2")) == old.article.id
    assert record.held(old.page.id, ("test-1", "test-3", "test-2")) is None


def test_the_past_knows_nothing_of_the_future() -> None:
    """As of a moment, nothing that was appended later is seen."""
    first, second = report(REST), report(title="Nothing said", day=date(2026, 3, 4))
    first.append()
    between = datetime.now(UTC)
    second.append()
    then, now = record.as_of(between), record.as_of()
    assert [each.id for each in then.articles()] == [first.article.id]
    assert [each.id for each in now.articles()] == [first.article.id, second.article.id]
    assert [story.articles for story in then.stories()] == [(first.article.id,)]
    assert len(list(now.stories())) == 2
    assert {entity.name for entity in then.entities()} < {entity.name for entity in now.entities()}
    with pytest.raises(UsageError):
        then.article(second.article.id)
    assert list(record.as_of(datetime(2000, 1, 1, tzinfo=UTC)).stories()) == []


def test_shared_text_and_follow_ups_come_back() -> None:
    """Passages shared with an earlier report, and the story it goes on from, are read back as they were linked."""
    first = report()
    first.append()
    second = report(f"{LEDE}\n\nA day later nothing had changed.", title="Still shut", day=date(2026, 3, 4))
    pairs = ((Span(0, len(LEDE)), Span(0, len(LEDE)), 1.0),)
    shared = ReuseLink(second.article.id, first.article.id, None, "excerpt", 0.5, pairs)
    wire = ReuseLink(second.article.id, None, "Northwire", "rewrite", 0.25, ())
    follows = FollowLink(second.links.story.story, first.links.story.story, "a day later")
    second.linked(reuse=(shared, wire), follows=(follows,)).append()
    snapshot = record.as_of()
    assert snapshot.reuse(second.article.id) == (shared, wire)
    assert [story.follows for story in snapshot.stories()] == [(), (follows,)]
    assert [story.follows for story in snapshot.stories(articles=[second.article.id])] == [(follows,)]
    assert list(record.verify()) == []


def test_a_report_on_record_may_have_its_text_from_one_that_arrives_later() -> None:
    """The links of the later arrival say so with words of both, and it is read back as the earlier one's."""
    first = report()
    first.append()
    second = report(f"{LEDE}\n\nThe original went on.", title="Still shut", day=date(2026, 3, 1))
    pairs = ((Span(0, len(LEDE)), Span(0, len(LEDE)), 1.0),)
    given = ReuseLink(first.article.id, second.article.id, None, "copy", 1.0, pairs)
    second.linked(reuse=(given,), story=first.links.story).append()
    snapshot = record.as_of()
    assert snapshot.reuse(first.article.id) == (given,)
    assert snapshot.reuse(second.article.id) == ()
    assert list(record.verify()) == []


def test_who_has_whose_text_is_told_once_and_as_the_newest_links_have_it() -> None:
    """When both reports were linked and say the same, the link is read once, the newer one."""
    first = report()
    first.append()
    second = report(f"{LEDE}\n\nThe original went on.", title="Still shut", day=date(2026, 3, 1))
    pairs = ((Span(0, len(LEDE)), Span(0, len(LEDE)), 1.0),)
    given = ReuseLink(first.article.id, second.article.id, None, "copy", 1.0, pairs)
    second.linked(reuse=(given,), story=first.links.story).append()
    anew = replace(given, share=0.5)
    again = first.linked(reuse=(anew,))
    replace(again, links=replace(again.links, linker="test-2")).append()
    assert record.as_of().reuse(first.article.id) == (anew,)


def test_statements_gather_their_wordings() -> None:
    """Wordings of one statement in two reports of a story stand under it, in order of publication."""
    first = report(LEDE)
    second = report(LEDE.replace("will open", "opens"), title="Dam opens", day=date(2026, 3, 2))
    statement = first.links.wordings[0].statement
    worded = replace(second.links.wordings[0], statement=statement, why="in like words")
    first.append()
    second.linked(wordings=(worded,), story=first.links.story).append()
    (found,) = record.as_of().statements(first.links.story.story)
    assert found.id == statement
    assert [(wording.article, wording.why) for wording in found.wordings] == [
        (second.article.id, ("in like words",)),
        (first.article.id, (first.links.wordings[0].why,)),
    ]


def test_a_wording_keeps_the_words_that_word_it() -> None:
    """Of an attribution that words two statements, each has its own words, and they are the wording's evidence."""
    only = report(LEDE)
    (link,) = only.links.wordings
    middle = link.span.start + len(link.span) // 2
    halves = (Span(link.span.start, middle), Span(middle, link.span.end))
    one, other = (replace(link, statement=key("stm", half.start), span=half) for half in halves)
    second = report(LEDE, title="Again", day=date(2026, 3, 4))
    shared = replace(second.links.wordings[0], statement=one.statement)
    only.linked(wordings=(one, other)).append()
    second.linked(story=only.links.story, wordings=(shared,)).append()
    found = record.as_of().statements(only.links.story.story)
    assert [[wording.spans for wording in each.wordings] for each in found] == [
        [(halves[0],), second.reading.attributions[0].content],
        [(halves[1],)],
    ]
    assert list(record.verify()) == []


def test_what_does_not_fit_together_is_refused() -> None:
    """Parts of different articles, places beyond the text, entities without evidence: refused, and nothing is kept."""
    good, other = report(), report(REST)
    beyond = replace(good.reading, attributions=(replace(good.reading.attributions[0], content=(Span(0, 9999),)),))
    (entity, *_) = good.links.entities
    unknown = ReuseLink(good.article.id, key("art", "x"), None, "copy", 1.0, ((Span(0, 1), Span(0, 1), 1.0),))
    elsewhere = replace(unknown, article=other.article.id, of=None, pairs=())
    bad: list[tuple[type[Exception], Report]] = [
        (RecordError, replace(good, page=page(b"else", "else.txt"))),
        (RecordError, replace(good, reading=other.reading)),
        (EvidenceRejected, replace(good, reading=beyond).linked(wordings=())),
        (EvidenceRejected, replace(good, reading=replace(good.reading, sentences=(Span(0, 9999),)))),
        (EvidenceRejected, good.linked(entities=(replace(entity, mentions=()),))),
        (EvidenceRejected, good.linked(speakers={key("att", "x"): entity.entity})),
        (EvidenceRejected, good.linked(wordings=(replace(good.links.wordings[0], span=Span(0, 9999)),))),
        (EvidenceRejected, good.linked(reuse=(unknown,))),
        (EvidenceRejected, good.linked(reuse=(elsewhere,))),
        (RecordError, good.linked(follows=(FollowLink(good.links.story.story, key("story", "x"), "why"),))),
    ]
    for kind, each in bad:
        with pytest.raises(kind):
            each.append()
        assert list(record.as_of().articles()) == []
    assert good.append().added > 0


def test_an_article_that_moves_leaves_a_way_to_the_story_it_founded() -> None:
    """Linked again, an article stands in its new story; the emptied one, and what follows it, lead there."""
    first = report()
    second = report("Karel Oster said the dam was full.", title="Dam full")
    later = report("Karel Oster said on Friday it was open.", title="Dam open", day=date(2026, 3, 6))
    for each in (first, second):
        each.append()
    tie = FollowLink(later.links.story.story, first.links.story.story, "about the same things 3 days later")
    later.linked(follows=(tie,)).append()
    before = datetime.now(UTC)
    there = replace(first.links.story, story=second.links.story.story)
    first.linked(linker="test-1 after another", story=there).append()
    now = record.as_of()
    moved = now.story(second.links.story.story)
    assert set(moved.articles) == {first.article.id, second.article.id}
    assert now.story(first.links.story.story) == moved
    assert now.stands_for(moved.id) == (first.links.story.story,)
    assert [follow.of for follow in now.story(later.links.story.story).follows] == [moved.id]
    assert now.followed_by(moved.id) == (FollowLink(later.links.story.story, moved.id, tie.why),)
    assert [(each.article, each.story, each.after) for each in now.placings(moved.id)] == [
        (first.article.id, first.links.story.story, None),
        (first.article.id, moved.id, "another"),
        (second.article.id, moved.id, None),
    ]
    assert len(list(now.stories())) == 2
    founded = first.links.wordings[0].statement
    assert now.statement(founded) in now.statements(moved.id)
    then = record.as_of(before)
    assert then.story(first.links.story.story).articles == (first.article.id,)
    assert then.stands_for(moved.id) == ()
    assert [each.after for each in then.placings(first.links.story.story)] == [None]
    assert [each.story for each in then.followed_by(first.links.story.story)] == [later.links.story.story]
    assert not list(record.verify())


def test_two_emptied_stories_of_one_founder_both_lead_to_where_it_is() -> None:
    """An article founded a story, moved and founded another, and moved again: either id, and a follow-up, leads on."""
    first, home = report(), report("Karel Oster said the dam was full.", title="Dam full")
    later = report("Karel Oster said on Friday it was open.", title="Dam open", day=date(2026, 3, 6))
    home.append()
    first.append()
    for count, story in enumerate(("story-between", home.links.story.story)):
        first.linked(linker=f"test-1 after {count}", story=replace(first.links.story, story=story)).append()
    emptied = (first.links.story.story, "story-between")
    ties = tuple(FollowLink(later.links.story.story, each, "about the same things 3 days later") for each in emptied)
    later.linked(follows=ties).append()
    now = record.as_of()
    assert {now.story(each).id for each in emptied} == {home.links.story.story}
    assert now.stands_for(home.links.story.story) == tuple(sorted(emptied))
    record.judge("merge", [home.links.story.story, later.links.story.story], "Ana", "one event")
    assert len(record.as_of().stands_for(home.links.story.story)) == 3
    assert [follow.of for follow in now.story(later.links.story.story).follows] == [home.links.story.story]
    assert [each.story for each in now.followed_by(home.links.story.story)] == [later.links.story.story]


def test_a_time_put_down_before_precision_was_kept_is_read_without_it() -> None:
    """Readings on record are never changed, so rows that end with the interval are read as they are."""
    kept = TimeExpression(Span(0, 4), "DATE", "2031", None, None, "year")
    assert read_time(time_row(kept)) == kept
    assert read_time(time_row(kept)[:6]) == replace(kept, precision=None)
