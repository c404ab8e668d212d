"""Names that are one bearer on record: why, until when, and how a person takes it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from onrecord import record
from onrecord.errors import UsageError
from onrecord.linking import SameLink
from tests.record.house import LEDE, REST, Report, report

pytestmark = pytest.mark.usefixtures("store")

WHY = "the family name of Karel Oster, whom alone it fits in the story"


def joined() -> tuple[Report, Report, SameLink]:
    """Return two reports on record of which the later shows that a name of each has one bearer."""
    first = report(LEDE, keys=["term:dam"])
    first.append()
    second = report(REST, title="Nothing said", day=date(2026, 3, 4), keys=["term:dam"])
    own = second.links.entities[0]
    same = SameLink(own.entity, first.links.entities[0].entity, WHY, own.mentions[0])
    said = second.reading.attributions[0].id
    second = second.linked(same=(same,), speakers={said: own.entity})
    second.append()
    return first, second, same


def test_names_that_were_joined_are_one_bearer_with_the_reason() -> None:
    """Two entities that a report shows to be one have one entry, all names, one speaker, and the reason."""
    first, second, same = joined()
    snapshot = record.as_of()
    (entity,) = snapshot.entities([same.entity])
    assert entity.id == same.of
    assert second.links.entities[0].name in entity.aliases
    assert {article for article, _ in entity.mentions} == {first.article.id, second.article.id}
    (join,) = entity.joins
    assert (join.entity, join.of, join.why, join.article) == (same.entity, same.of, WHY, second.article.id)
    assert (join.name, join.of_name) == (second.links.entities[0].name, first.links.entities[0].name)
    assert same.entity not in {each.id for each in snapshot.entities()}
    newest = {(role.role, role.organization): role for role in entity.roles}
    (briefly,) = snapshot.entities([same.entity], mentions=False)
    assert briefly == replace(entity, mentions=(), aliases=(), roles=tuple(newest.values()))
    assert {wording.speaker for each in snapshot.statements(second.links.story.story) for wording in each.wordings} == {
        same.of
    }
    assert set(snapshot.speakers(second.article.id).values()) == {same.of}
    assert {statement.speaker for statement in snapshot.statements(second.links.story.story)} == {same.of}
    assert list(record.verify()) == []


def test_linking_is_offered_what_stands_for_both() -> None:
    """A later report is offered the bearer under both ids, and the names of each report under its own."""
    first, second, same = joined()
    offered = record.known(report().article, (), (first.article.id, second.article.id))
    (both,) = (each for each in offered.entities if len(each.members) > 1)
    assert (both.id, set(both.members)) == (same.of, {same.of, same.entity})
    by_article = {each.article.id: each for each in offered.articles}
    assert {link.entity for link in by_article[first.article.id].entities} == {
        link.entity for link in first.links.entities
    }
    assert set(by_article[second.article.id].speakers.values()) == {same.of}


def test_an_article_linked_anew_is_not_offered_what_it_showed_itself() -> None:
    """What only the article in hand shows is left aside, so that its new links show it again or not."""
    first, second, same = joined()
    held = next(link.name for link in first.links.entities if link.entity == same.of)
    names, reports = (f"name:{held.casefold()}",), (first.article.id,)
    assert [each.members for each in record.known(report().article, names, reports).entities] != [(same.of,)]
    assert [each.members for each in record.known(second.article, names, reports).entities] == [(same.of,)]
    replace(second, links=replace(second.links, linker="test-2", same=())).append()
    assert all(not each.joins for each in record.as_of().entities())


def test_a_rejected_joining_parts_the_names_until_it_is_retracted() -> None:
    """A person who rejects the pair parts it in every answer and for later reports; a retraction joins it again."""
    _, second, same = joined()
    before = record.as_of().entities([same.entity])
    judgement = record.judge("reject", [same.entity, same.of], "Ana", "two people")
    snapshot = record.as_of()
    (entity,) = snapshot.entities([same.entity])
    assert (entity.id, entity.joins) == (same.entity, ())
    assert set(snapshot.speakers(second.article.id).values()) == {same.entity}
    assert record.known(report().article, (), ()).apart == {frozenset((same.entity, same.of))}
    later = report("Nothing more was said in Varnel.", title="More", day=date(2026, 3, 5))
    late = replace(same, span=later.links.entities[0].mentions[0])
    later.linked(same=(late,)).append()
    assert next(record.as_of().entities([same.entity])).id == same.entity
    record.retract(judgement.id, "Ana", "one after all")
    assert next(record.as_of().entities([same.entity])).id == next(before).id == same.of
    assert list(record.verify()) == []


def test_a_split_gives_the_articles_that_leave_a_bearer_of_their_own() -> None:
    """Two people of one full name are parted by the articles that name the other; a retraction makes them one again."""
    first = report(LEDE)
    second = report(f"{LEDE} Again.", title="Again", day=date(2026, 3, 4))
    for each in (first, second):
        said = each.reading.attributions[0].id
        each.linked(speakers={said: each.links.entities[0].entity}).append()
    entity = first.links.entities[0].entity
    judgement = record.judge("split", [entity, second.article.id], "Ana", "a namesake")
    snapshot = record.as_of()
    (kept,) = snapshot.entities([entity])
    (made,) = (each for each in snapshot.entities() if each.name == kept.name and each.id != entity)
    assert {article for article, _ in kept.mentions} == {first.article.id}
    assert {article for article, _ in made.mentions} == {second.article.id}
    assert next(snapshot.entities([made.id])) == made
    assert set(snapshot.speakers(second.article.id).values()) == {made.id}
    record.retract(judgement.id, "Ana", "the same man")
    assert {article for article, _ in next(record.as_of().entities([entity])).mentions} == {
        first.article.id,
        second.article.id,
    }
    assert list(record.verify()) == []


def test_a_persons_merge_goes_before_what_reports_show() -> None:
    """Who merges an entity that was joined to another makes all of them stand under the one that was chosen."""
    first, _, same = joined()
    chosen = first.links.entities[1].entity
    record.judge("merge", [chosen, same.entity], "Ana", "one person")
    assert {next(record.as_of().entities([each])).id for each in (chosen, same.entity, same.of)} == {chosen}


def test_the_past_knows_nothing_of_a_later_joining() -> None:
    """As of a moment before the report that joined them, the one name stands by itself and the other is unknown."""
    report(LEDE, keys=["term:dam"]).append()
    moment = datetime.now(UTC)
    first, _, same = joined()
    (then,) = record.as_of(moment).entities([same.of])
    assert then.joins == ()
    assert {article for article, _ in then.mentions} == {first.article.id}
    with pytest.raises(UsageError):
        next(record.as_of(moment).entities([same.entity]))
