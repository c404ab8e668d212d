"""People's decisions: what they change in what is read, and that they can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from onrecord import record
from onrecord.core import key
from onrecord.errors import UsageError
from onrecord.linking import FollowLink
from tests.record.house import LEDE, REST, Report, report

pytestmark = pytest.mark.usefixtures("store")


def two() -> tuple[Report, Report]:
    """Return two reports on record, each with a story of its own, found under the same key."""
    first = report(LEDE, keys=["term:dam"])
    second = report(REST, title="Nothing said", day=date(2026, 3, 4), keys=["term:dam"])
    first.append()
    second.append()
    return first, second


def known_as(each: Report, other: Report) -> str:
    """Return the story under which linking would be offered `each` when it links `other`."""
    offered = record.candidates(other.article, ("term:dam",))
    return next(found.story for found in offered if found.article.id == each.article.id)


def test_merged_stories_are_one_until_the_merge_is_retracted() -> None:
    """A merge puts the articles of both under the first story, in every answer; a retraction parts them again."""
    first, second = two()
    kept, gone = first.links.story.story, second.links.story.story
    judgement = record.judge("merge", [kept, gone], "Ana", "one event")
    snapshot = record.as_of()
    (story,) = snapshot.stories()
    assert story.id == kept
    assert story.articles == (first.article.id, second.article.id)
    assert snapshot.story(gone) == story
    assert snapshot.stands_for(kept) == snapshot.stands_for(gone) == (gone,)
    assert list(snapshot.stories(articles=[second.article.id])) == [story]
    assert {statement.story for statement in snapshot.statements(gone)} == {kept}
    assert known_as(second, first) == kept
    record.retract(judgement.id, "Ana", "two events after all")
    assert [story.id for story in record.as_of().stories()] == [kept, gone]
    assert record.as_of().stands_for(kept) == ()
    assert known_as(second, first) == gone
    assert list(record.verify()) == []


def test_a_split_gives_the_leaving_articles_a_story_of_their_own() -> None:
    """The articles that leave a story make a new one, which later articles may join."""
    first = report(LEDE, keys=["term:dam"])
    second = report(REST, title="Nothing said", day=date(2026, 3, 4), keys=["term:dam"], story=first.links.story.story)
    first.append()
    second.append()
    whole = first.links.story.story
    judgement = record.judge("split", [whole, second.article.id], "Ana", "another event")
    left, made = record.as_of().stories()
    assert (left.id, left.articles) == (whole, (first.article.id,))
    assert (made.articles, made.title) == ((second.article.id,), "Nothing said")
    assert known_as(second, first) == made.id
    third = report("Mira Tolan said more.", title="More", day=date(2026, 3, 5), story=made.id)
    third.append()
    assert record.as_of().story(made.id).articles == (second.article.id, third.article.id)
    assert record.as_of().stands_for(whole) == ()
    record.retract(judgement.id, "Ana", "the same event")
    assert record.as_of().story(whole).articles == (first.article.id, second.article.id)
    assert list(record.verify()) == []


def test_merged_entities_speak_with_one_name() -> None:
    """Two entities merged are one, with all names and mentions, as speaker too."""
    first, second = two()
    kept, gone = first.links.entities[0].entity, second.links.entities[-1].entity
    said = second.reading.attributions[0].id
    relinked = replace(second.links, linker="test-2", speakers={said: gone})
    replace(second, links=relinked).append()
    record.judge("merge", [kept, gone], "Ana", "one person")
    snapshot = record.as_of()
    (entity,) = snapshot.entities([gone])
    assert entity.id == kept
    assert second.links.entities[-1].name in entity.aliases
    assert {article for article, _ in entity.mentions} == {first.article.id, second.article.id}
    assert snapshot.speakers(second.article.id) == {said: kept}
    assert gone not in {each.id for each in snapshot.entities()}
    named = record.known(first.article, (f"name:{second.links.entities[-1].name.casefold()}",), ())
    assert [each.id for each in named.entities] == [kept]


def test_a_rejected_attribution_is_read_no_more() -> None:
    """A rejected attribution leaves the reading and the statements, and what was nested in it stands by itself."""
    first, _ = two()
    (said,) = first.reading.attributions
    record.judge("reject", [said.id], "Ana", "nobody speaks here")
    snapshot = record.as_of()
    assert snapshot.reading(first.article.id).attributions == ()
    assert snapshot.statements(first.links.story.story) == ()


def test_a_rejected_wording_leaves_its_statement() -> None:
    """A rejected wording leaves the statement while the attribution stays in the reading."""
    first, _ = two()
    (link,) = first.links.wordings
    record.judge("reject", [link.statement, link.attribution], "Ana", "another occasion")
    snapshot = record.as_of()
    assert snapshot.statements(first.links.story.story) == ()
    assert snapshot.reading(first.article.id) == first.reading


def test_a_rejection_means_all_that_a_statement_stands_for() -> None:
    """Where a later wording joined two statements, rejecting an attribution from the one shown takes it out of both."""
    first, second = report(LEDE), report(LEDE, title="Again", day=date(2026, 3, 4))
    story = first.links.story
    first.append()
    (own,) = second.links.wordings
    both = (own, replace(own, statement=first.links.wordings[0].statement))
    second.linked(story=story, wordings=both).append()
    (shown,) = record.as_of().statements(story.story)
    assert len(shown.wordings) == 2
    record.judge("reject", [shown.id, own.attribution], "Ana", "another occasion")
    (left,) = record.as_of().statements(story.story)
    assert [wording.article for wording in left.wordings] == [first.article.id]


def test_a_rejected_follow_up_is_followed_no_more() -> None:
    """A rejected follow-up leaves both stories without a tie."""
    first, second = two()
    one, other = first.links.story.story, second.links.story.story
    tie = FollowLink(other, one, "a day later")
    replace(second, links=replace(second.links, linker="test-2", follows=(tie,))).append()
    assert record.as_of().story(other).follows == (tie,)
    record.judge("reject", [other, one], "Ana", "no tie")
    assert record.as_of().story(other).follows == ()


def test_a_corrected_speaker_is_named_anew() -> None:
    """A correction names the speaker, and the entity that was linked is no longer taken for it."""
    first, _ = two()
    (said,) = first.reading.attributions
    entity = first.links.entities[0].entity
    replace(first, links=replace(first.links, linker="test-2", speakers={said.id: entity})).append()
    assert record.as_of().statements(first.links.story.story)[0].speaker == entity
    record.judge("correct", [said.id], "Ana", "a slip of the reader", "Mira Tolan")
    snapshot = record.as_of()
    assert snapshot.reading(first.article.id).attributions[0].speaker_name == "Mira Tolan"
    assert snapshot.speakers(first.article.id) == {}
    (statement,) = snapshot.statements(first.links.story.story)
    assert (statement.speaker, statement.speaker_name) == (None, "Mira Tolan")


def test_the_past_keeps_the_judgements_of_its_day() -> None:
    """As of a moment, only the judgements then made, and not then retracted, are applied."""
    first, second = two()
    moments = [datetime.now(UTC)]
    judgement = record.judge("merge", [first.links.story.story, second.links.story.story], "Ana", "one event")
    moments.append(datetime.now(UTC))
    record.retract(judgement.id, "Ben", "two events")
    moments.append(datetime.now(UTC))
    assert [len(list(record.as_of(moment).stories())) for moment in moments] == [2, 1, 2]


def test_a_judgement_is_signed_dated_and_kept() -> None:
    """A judgement and its retraction stay on record, signed and reasoned; a second retraction changes nothing."""
    first, _ = two()
    judgement = record.judge("reject", [first.reading.attributions[0].id], "Ana", "nobody speaks here")
    assert record.judgements() == (judgement,)
    taken_back = record.retract(judgement.id, "Ben", "somebody does")
    assert record.retract(judgement.id, "Cleo", "again") == taken_back
    (held,) = record.judgements()
    assert (held.by, held.reason, held.retracted_at) == ("Ana", "nobody speaks here", taken_back.retracted_at)


def test_merges_of_merged_stories_lead_to_one() -> None:
    """Merges may be chained and may go round in a circle; each story still has one that it stands for."""
    reports = [report(f"{LEDE} {number}.", title=str(number)) for number in range(4)]
    for each in reports:
        each.append()
    a, b, c, d = (each.links.story.story for each in reports)
    record.judge("merge", [a, b], "Ana", "one")
    record.judge("merge", [c, a], "Ana", "one")
    record.judge("merge", [b, c], "Ana", "round")
    stories = {story.id: len(story.articles) for story in record.as_of().stories()}
    assert stories == {c: 3, d: 1}
    assert record.as_of().story(b).id == c
    assert record.as_of().stands_for(c) == tuple(sorted((a, b)))
    assert record.as_of().stands_for(d) == ()


def test_a_judgement_that_fits_nothing_is_refused() -> None:
    """Unknown targets, mixed kinds, missing values and unsigned judgements are refused in words."""
    first, second = two()
    story, said = first.links.story.story, first.reading.attributions[0].id
    entity = first.links.entities[0].entity
    asked: tuple[tuple[str, list[str]], ...] = (
        ("merge", [story]),
        ("merge", [story, story]),
        ("merge", [story, entity]),
        ("merge", [story, "story-none"]),
        ("split", [story]),
        ("split", [story, "art-none"]),
        ("split", ["story-none", second.article.id]),
        ("reject", [story]),
        ("reject", [key("stm", "none"), said]),
        ("reject", []),
        ("correct", [said]),
        ("burn", [story]),
    )
    for kind, targets in asked:
        with pytest.raises(UsageError):
            record.judge(kind, targets, "Ana", "because")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="name"):
        record.judge("reject", [said], " ", "because")
    with pytest.raises(UsageError, match="no judgement"):
        record.retract("judge-none", "Ana", "because")
    assert record.judgements() == ()
