"""What of a story should come before a person: made with the story's sheet, kept in a table of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from onrecord.core import key
from onrecord.limits.web import REVIEW_CONFIDENCE, REVIEW_JOIN, REVIEW_PLACE, REVIEW_ROWS
from onrecord.publishing import Section
from onrecord.record import Snapshot
from onrecord.web.desk.models import Reviewed, ReviewItem
from onrecord.web.desk.passages import short

__all__ = ["KINDS", "item_id", "put_down", "review_items"]

KINDS = {
    "attribution": "Uncertain attributions",
    "speaker": "Speakers not named",
    "altered": "Altered statements",
    "place": "Reports loosely placed",
    "join": "Names joined",
    "follow": "Follow-ups",
}
"""The kinds of things that come to the desk, as its page names them."""
_FIELDS = ("kind", "story", "headline", "targets", "article", "score", "says", "why")
_ROWS = 100


def item_id(kind: str, targets: Iterable[str]) -> str:
    """Return the id of what is to be reviewed: the same question about the same entries is the same item."""
    return key("rev", kind, *targets)


def review_items(snapshot: Snapshot, story: str, section: Section) -> list[ReviewItem]:
    """Return what of a story should come before a person, given its section of a briefing."""
    found: list[ReviewItem] = []
    for rows in (
        _attributions(snapshot, story),
        _altered(section),
        _places(snapshot, story),
        _joins(snapshot, story),
        _follows(snapshot, story),
    ):
        found += islice(sorted(rows, key=lambda each: each.score), REVIEW_ROWS)
    for each in found:
        each.story, each.headline = story, section.headline
    return list({each.id: each for each in found}.values())


def put_down(stories: Iterable[str], items: list[ReviewItem]) -> None:
    """Put these items down in place of those that the stories had, but for what somebody let stand.

    Two names are joined in many stories, so that two workers may put one item down at once: each writes in the order
    of ids, and removes what its stories no longer offer only afterwards, so that neither waits for the other in a
    circle.
    """
    stand: set[str] = set()
    for batch in _batches([each.id for each in items]):
        stand.update(Reviewed.objects.filter(item__in=batch).values_list("item", flat=True))
    kept = sorted((each for each in items if each.id not in stand), key=lambda each: each.id)
    ReviewItem.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["id"], update_fields=_FIELDS, batch_size=_ROWS
    )
    had = ReviewItem.objects.filter(story__in=list(stories)).values_list("id", flat=True)
    for batch in _batches(sorted(set(had) - {each.id for each in kept})):
        ReviewItem.objects.filter(id__in=batch).delete()


def _batches(ids: list[str]) -> Iterator[list[str]]:
    return (ids[place : place + _ROWS] for place in range(0, len(ids), _ROWS))


def _item(
    kind: str, targets: tuple[str, ...], score: float, says: str, why: str = "", article: str | None = None
) -> ReviewItem:
    return ReviewItem(
        id=item_id(kind, targets), kind=kind, targets=list(targets), score=score, says=says, why=why, article=article
    )


def _attributions(snapshot: Snapshot, story: str) -> Iterator[ReviewItem]:
    for report in snapshot.reports(story):
        for said in report.reading.attributions:
            words = short(report.words(*said.content))
            name = said.speaker_name or (said.anonymous.description if said.anonymous else None)
            if said.confidence < REVIEW_CONFIDENCE:
                yield _item(
                    "attribution",
                    (said.id,),
                    said.confidence,
                    f"{name or 'speaker not known'}: {words}",
                    f"confidence {said.confidence:.2f}",
                    report.article.id,
                )
            elif name is None and said.kind != "indirect":
                why = f"source: {short(report.words(*said.source))}" if said.source else "no source in the text"
                yield _item("speaker", (said.id,), said.confidence, words, why, report.article.id)


def _altered(section: Section) -> Iterator[ReviewItem]:
    for voice in section.voices:
        for told in voice.utterances:
            if told.altered:
                first = told.versions[0].sentence
                why = f"{len(told.versions)} wordings; the words inside quotation marks differ"
                says = f"{voice.name}: {short(first.text)}"
                yield _item("altered", (told.statement,), 0.5, says, why, first.citations[0].article)


def _places(snapshot: Snapshot, story: str) -> Iterator[ReviewItem]:
    titles = {report.article.id: report.article for report in snapshot.reports(story)}
    now = {placing.article: placing for placing in snapshot.placings(story)}
    for placing in now.values():
        if placing.score < REVIEW_PLACE and placing.story == story and not placing.judged and placing.article in titles:
            article = titles[placing.article]
            says = f"{article.outlet or 'outlet not known'}: {short(article.title or article.text)}"
            yield _item("place", (story, article.id), placing.score, says, placing.why, article.id)


def _joins(snapshot: Snapshot, story: str) -> Iterator[ReviewItem]:
    borne = {entity for report in snapshot.reports(story) for entity in report.bearers.values()}
    for join in snapshot.joins(borne):
        says = f"{join.of_name} and {join.name} are one"
        yield _item("join", (join.of, join.entity), REVIEW_JOIN, says, join.why, join.article)


def _follows(snapshot: Snapshot, story: str) -> Iterator[ReviewItem]:
    held = snapshot.story(story)
    for link in held.follows:
        earlier = snapshot.story(link.of)
        apart = (held.interval.first - earlier.interval.last).days if held.interval and earlier.interval else 0
        says = f"goes on from “{short(earlier.title)}”"
        yield _item("follow", (story, link.of), 1 / (1 + max(1, apart)), says, link.why)
