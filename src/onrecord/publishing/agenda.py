"""What a story sets in motion, as parts of its briefing: commitments, bodies and the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.core import Evidence, Interval, Span, anchor
from onrecord.limits.publishing import (
    COMMITMENT_ITEMS,
    CONFLICT_ITEMS,
    ENTRY_SENTENCES,
    THREAD_STORIES,
    TIMELINE_ENTRIES,
)
from onrecord.linking import (
    ActingBody,
    Commitment,
    Conflict,
    Happening,
    Position,
    Report,
    Side,
    acting_bodies,
    calendar,
    commitments,
    conflicts,
    positions,
    timeline,
)
from onrecord.publishing.ground import Ground
from onrecord.publishing.marks import label, quotable
from onrecord.publishing.prose import counted, days, due_days
from onrecord.publishing.values import Item, Listing, ListingKind, Piece, Sentence
from onrecord.record import Snapshot

__all__ = ["Gathered", "due_line", "gather", "listings", "reports_of_thread"]


def thread(snapshot: Snapshot, story: str) -> tuple[str, ...]:
    """Return the story and those it goes on from and that go on from it, near ones first, `THREAD_STORIES` at most."""
    found = {story: None}
    todo = [story]
    while todo and len(found) < THREAD_STORIES:
        told = snapshot.story(todo.pop(0))
        near = [*(link.of for link in told.follows), *(link.story for link in snapshot.followed_by(told.id))]
        new = [each for each in dict.fromkeys(near) if each not in found]
        found |= dict.fromkeys(new)
        todo += new
    return tuple(found)[:THREAD_STORIES]


def reports_of_thread(snapshot: Snapshot, story: str) -> list[Report]:
    """Return the reports of a story and of those tied to it, but for articles that are not what was read."""
    found = snapshot.reports_by_story(thread(snapshot, story))
    return [each for reports in found.values() for each in reports if each.article.id == each.reading.article]


@dataclass(frozen=True)
class Gathered:
    """What the reports of a story, and of the stories tied to it, give together."""

    reports: Sequence[Report]
    positions: Sequence[Position]
    conflicts: Sequence[Conflict]
    commitments: Sequence[Commitment]
    bodies: Sequence[ActingBody]
    timeline: Sequence[Happening]


def gather(snapshot: Snapshot, story: str) -> Gathered:
    """Gather over the reports of a story and of those tied to it."""
    reports = reports_of_thread(snapshot, story)
    held = positions(reports)
    differing = conflicts(reports, held)
    return Gathered(reports, held, differing, commitments(reports), acting_bodies(reports), timeline(reports))


@dataclass(frozen=True)
class _Shown:
    """What may be shown and cited: the reports of the story that is told, by article."""

    reports: Mapping[str, Report]

    def sentences(self, evidence: Sequence[Evidence]) -> tuple[Sentence, ...]:
        """Return the sentences that hold the evidence, one a report, at most `ENTRY_SENTENCES`."""
        found: dict[str, Sentence] = {}
        for each in evidence:
            if each.article in self.reports and each.article not in found:
                sentence = self._sentence(each)
                if sentence.text not in {other.text for other in found.values()}:  # a copy says no more
                    found[each.article] = sentence
        return tuple(found.values())[:ENTRY_SENTENCES]

    def _sentence(self, evidence: Evidence) -> Sentence:
        """Return the whole sentence around the evidence, without quotation marks that have their partner elsewhere."""
        report = self.reports[evidence.article]
        text = report.article.text
        around = [s for s in report.reading.sentences if s.start < evidence.end and evidence.start < s.end]
        whole = Span(min([evidence.start, *(s.start for s in around)]), max([evidence.end, *(s.end for s in around)]))
        shown = [anchor(evidence.article, text, span) for span in quotable(text, whole)] or [evidence]
        pieces = [piece for each in shown for piece in (Piece("words", " … "), Piece("exact", each.exact, each))]
        return Sentence(tuple(pieces[1:]), tuple(shown))


def listings(found: Gathered, under: Ground, today: date) -> tuple[Listing, ...]:
    """Return the parts that have something to say of a story, by its reports and those of the stories tied to it."""
    reports = found.reports
    own = {article.id for article in under.articles}
    shown = _Shown({report.article.id: report for report in reports if report.article.id in own})
    count, last = len(reports), max((r.article.published_on for r in reports if r.article.published_on), default=None)
    promised = [c for c in found.commitments if own.intersection(c.reports)]
    first = sorted(promised, key=_by_due)[:COMMITMENT_ITEMS]
    agenda = [_commitment(each, shown, today, count, last) for each in first]
    agenda += [_body(each, shown) for each in found.bodies if own.intersection(each.reports)]
    told = [_happening(each, shown) for each in _chosen(found.timeline, own)]
    differing = [c for c in found.conflicts if own.intersection(c.reports)]
    made: list[tuple[ListingKind, str, list[Item]]] = [
        ("conflicts", "Where accounts differ", [_conflict(each, shown) for each in differing[:CONFLICT_ITEMS]]),
        ("commitments", "Commitments and bodies", agenda),
        ("timeline", "Timeline", told),
    ]
    told_of = (
        Listing(kind, title, tuple(entry for entry in entries if entry.sentences)) for kind, title, entries in made
    )
    return tuple(listing for listing in told_of if listing.items)


def _conflict(each: Conflict, shown: _Shown) -> Item:
    here = [side for side in each.between if side.evidence.article in shown.reports]
    return Item(
        id=each.id,
        head=label(each.issue),
        mark=each.kind,
        interval=None,
        facts=_facts((side.name or "Not named", _elsewhere(side)) for side in each.between if side not in here),
        sentences=tuple(_side(side, shown) for side in here),
    )


def _elsewhere(side: Side) -> str:
    """Return what a side holds that a report of another story tells."""
    since = f" ({days(Interval.on(side.on))})" if side.on else ""
    return f"{side.holds}{since}, told in a story tied to this one"


def _side(side: Side, shown: _Shown) -> Sentence:
    """Return who holds what since when, and the words that show it."""
    (told,) = shown.sentences([side.evidence])
    since = f", {days(Interval.on(side.on))}" if side.on else ""
    lead = (Piece("name", label(side.name or "Not named")), Piece("words", f": {label(side.holds)}{since} — "))
    return Sentence((*lead, *told.pieces), told.citations)


def _by_due(each: Commitment) -> tuple[bool, date, int]:
    """Order commitments by the day they are due; those without one follow, the most reported first."""
    days = each.interval
    return (days is None, days.last if days else date.max, -len(each.reports))


def _commitment(each: Commitment, shown: _Shown, today: date, count: int, last: date | None) -> Item:
    act = label(each.act)
    refuses = "not " if each.refuses and not act.startswith("not ") else ""
    told = each.official != "announced" or each.due is not None
    facts = [
        ("due", due_days(each.due, each.due_text)),
        ("on condition", each.condition),
        ("with", each.counterpart),
        ("told in", each.occasion),
        ("carried out by", each.body),
        ("officials say", each.official if told else None),
        ("evidence shows", each.shown),
        ("the calendar says", due_line(each, today, count, last) if each.due else None),
    ]
    history = [f"{change.status} ({days(Interval.on(change.on) if change.on else None)})" for change in each.history]
    if len(history) > 1:
        facts.append(("status so far", ", then ".join(history)))
    return Item(
        id=each.id,
        head=f"{label(each.agent.name)}: {refuses}{act}" if each.agent else act,
        mark=f"{each.force}, {each.status}",
        interval=each.interval,
        facts=_facts(facts),
        sentences=shown.sentences(each.evidence),
    )


def due_line(each: Commitment, today: date, count: int, last: date | None) -> str:
    """Return what the calendar says of a commitment on a day, by the newest of `count` reports, of the day `last`."""
    said = calendar(each, today)
    until = f" up to {days(Interval.on(last))}" if last else ""
    if said == "past":
        return f"overdue, no evidence found{until} in {counted(count, 'article')}"
    due = each.interval
    return {
        "no day given": "no day given",
        "settled": each.status,
        "ahead": f"ahead, {counted((due.first - today).days, 'day')} from now" if due else "",
        "now": f"due now, {counted((due.last - today).days, 'day')} left" if due else "",
    }[said]


def _body(each: ActingBody, shown: _Shown) -> Item:
    facts = [
        ("mandate", each.mandate),
        ("coordinated by", each.coordinator),
        ("level", each.level),
        ("format", each.format),
        ("frequency", each.frequency),
        ("members", "; ".join(each.members)),
        ("follows on", each.predecessor),
        ("still open", ", ".join(each.still_open)),
    ]
    mark = f"{each.kind}, {each.status}"
    return Item(each.id, label(each.name), mark, None, _facts(facts), shown.sentences(each.evidence))


def _happening(each: Happening, shown: _Shown) -> Item:
    mark = "planned" if each.planned else ""
    return Item(each.id, days(each.interval), mark, each.interval, (), shown.sentences(each.evidence))


def _chosen(found: Sequence[Happening], own: set[str]) -> Iterator[Happening]:
    """Yield the most reported happenings of a story, in order of time."""
    here = [each for each in found if own.intersection(each.reports)]
    best = sorted(here, key=lambda each: (-len(each.reports), (each.interval.last - each.interval.first).days))
    kept = {each.id for each in best[:TIMELINE_ENTRIES]}
    yield from (each for each in here if each.id in kept)


def _facts(found: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    return tuple((label(name), label(words)) for name, words in found if words)
