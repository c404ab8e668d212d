"""What a story sets in motion, as a reader gets it: in the briefing, the export, the tracker and a calendar."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import icalendar
import pytest

from onrecord.core import Interval
from onrecord.limits.publishing import COMMITMENT_ITEMS, TIMELINE_ENTRIES
from onrecord.linking import FollowLink
from onrecord.publishing import (
    Briefing,
    agenda_rows,
    as_calendar,
    brief,
    export,
    render,
    track,
    tracked_data,
    tracked_row,
)
from onrecord.publishing.marks import headline
from onrecord.publishing.timeline_picture import timeline_picture
from onrecord.publishing.values import Item, Listing
from onrecord.reading import read
from onrecord.record import Story
from tests.publishing.house import House, article

TODAY = date(2031, 6, 1)

PLEDGED = (
    "The Tessary government pledged on Saturday to dredge the Orm Strait by the end of May.\n\n"
    "Harbour minister Ilse Brandt backs closing the strait in June. Fisheries adviser Aron Quill opposes closing the "
    "strait.\n\n"
    "The two governments formed two task forces led by the Port Office. The first will survey the trawlers of the "
    "northern bank. The second deals with the tolls of the lower harbour.\n\n"
    "Working-level talks are set to begin this month, but any visible outcomes are likely to emerge in the first "
    "half of next year."
)
LATER = (
    "The two governments are discussing regular coordination meetings on the strait; their format, frequency and "
    "members are still open.\n\n"
    "The harbour ministry dismissed a report that the dredgers were sold as inaccurate on Monday."
)


def told() -> tuple[House, str, str]:
    """Return an invented record: a story of one report, and one that follows it two days later."""
    house = House()
    ids = []
    for number, (text, day) in enumerate(((PLEDGED, 3), (LATER, 5)), 1):
        held = article(text, f"Desk {number}", f"Strait {number}", day=day)
        house.held[held.id] = held
        house.readings[held.id] = read(held)
        story = f"story-{number}"
        follows = (FollowLink("story-2", "story-1", "the same strait, two days later"),) if number == 2 else ()
        house.told[story] = Story(story, f"Strait {number}", (held.id,), Interval.on(date(2031, 5, day)), follows)
        ids.append(story)
    return house, ids[0], ids[1]


def listing(briefing: Briefing, kind: str) -> Listing:
    """Return the part of the first story of that kind."""
    return next(each for each in briefing.sections[0].listings if each.kind == kind)


def item(found: Listing, words: str) -> Item:
    """Return the item whose head or facts hold these words."""
    return next(each for each in found.items if words in f"{each.head} {each.facts}")


def test_a_pledge_is_told_with_its_due_day_and_what_the_calendar_says() -> None:
    """Past its deadline it is overdue, with how far the coverage reaches, and nobody is said to have broken it."""
    house, first, _ = told()
    dredging = item(listing(brief(house, [first], today=TODAY), "commitments"), "dredge")
    facts = dict(dredging.facts)
    assert "31 May 2031" in facts["due"]
    assert facts["the calendar says"] == "overdue, no evidence found up to 5 May 2031 in 2 articles"
    (sentence,) = dredging.sentences
    assert sentence.text == PLEDGED.split("\n\n")[0]


def test_a_half_year_stays_a_half_year() -> None:
    """The briefing names the whole interval and how exact the words are."""
    house, first, _ = told()
    outcome = item(listing(brief(house, [first], today=TODAY), "commitments"), "outcome")
    assert outcome.interval == Interval(date(2032, 1, 1), date(2032, 6, 30))
    assert "as exact as a half" in dict(outcome.facts)["due"]


def test_bodies_are_told_with_what_is_still_open() -> None:
    """Two task forces with their mandates under one office, and meetings whose format is not settled."""
    house, first, second = told()
    bodies = listing(brief(house, [first], today=TODAY), "commitments")
    assert "trawlers" in dict(item(bodies, "The first").facts)["mandate"]
    assert "Port Office" in dict(item(bodies, "The second").facts)["coordinated by"]
    meetings = item(listing(brief(house, [second], today=TODAY), "commitments"), "coordination meetings")
    assert "under discussion" in meetings.mark
    assert all(word in dict(meetings.facts)["still open"] for word in ("format", "frequency"))


def test_where_accounts_differ_each_side_has_its_words() -> None:
    """For and against stand side by side, each with its speaker and a citation."""
    house, first, second = told()
    differing = item(listing(brief(house, [first], today=TODAY), "conflicts"), "closing the strait")
    assert [sentence.text.partition(":")[0] for sentence in differing.sentences] == ["Ilse Brandt", "Aron Quill"]
    denied = listing(brief(house, [second], today=TODAY), "conflicts").items[0]
    assert denied.mark == "denial"


def test_words_that_no_longer_stand_are_withheld_from_every_part() -> None:
    """The check at publishing reaches commitments, conflicts and the timeline: no such sentence is shown, all count."""
    house, first, _ = told()
    briefing = brief(house, [first], today=TODAY)
    (held,) = briefing.articles
    entered = sum(len(each.sentences) for found in briefing.sections[0].listings for each in found.items)
    assert entered > 5
    forged = replace(briefing, articles=(replace(held, text=held.text.replace("e", "a")),))
    shown = render(forged, "markdown")
    for words in ("dredge", "closing the strait", "Where accounts differ", "Commitments and bodies", "## Timeline"):
        assert words not in shown
    assert json.loads(render(forged, "json"))["withheld_count"] >= entered


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_every_form_shows_all_parts(form: str) -> None:
    """HTML, Markdown and JSON carry the same parts."""
    house, first, _ = told()
    shown = render(brief(house, [first], today=TODAY), form)  # type: ignore[arg-type]
    for words in ("Where accounts differ", "Commitments and bodies", "Timeline", "overdue, no evidence found up to"):
        assert words in shown


def test_the_export_holds_every_part(tmp_path: Path) -> None:
    """Each file of the contract has its fields, and all evidence stands in its article."""
    house, _, _ = told()
    export(house, tmp_path)
    fields = {
        "positions": "actor actor_name issue stance said_on evidence",
        "conflicts": "kind between issue evidence",
        "commitments": "agent agent_name act due condition body status history evidence",
        "bodies": "name kind mandate coordinator level format frequency members status evidence",
        "timeline": "interval precision text evidence",
    }
    texts = {each.id: each.text for each in house.held.values()}
    for name, wanted in fields.items():
        rows = [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        assert rows, name
        assert len({row["id"] for row in rows}) == len(rows)
        for row in rows:
            assert {"id", *wanted.split()} <= set(row)
            for each in row["evidence"]:
                assert texts[each["article"]][each["start"] : each["end"]] == each["exact"]


def test_a_calendar_of_due_days_can_be_read_by_others() -> None:
    """All-day events end the day after, with ids that a second run repeats, and texts that say how exact they are."""
    house, _, _ = told()
    feed = as_calendar(track(house, TODAY))
    assert feed == as_calendar(track(house, TODAY))
    events = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    outcome = next(event for event in events if "outcome" in str(event["SUMMARY"]))
    assert (outcome.decoded("DTSTART"), outcome.decoded("DTEND")) == (date(2032, 1, 1), date(2032, 7, 1))
    assert "as exact as a half" in str(outcome["DESCRIPTION"])
    assert len({str(event["UID"]) for event in events}) == len(events) >= 3
    assert all(len(line) <= 75 for line in feed.split(b"\r\n"))


def test_the_tracker_tells_what_is_overdue_and_what_changed() -> None:
    """What was first told on a day or after it has changed since; the rest has not."""
    house, _, _ = told()
    found = {each.commitment.act.split()[0]: each for each in track(house, TODAY, since=date(2031, 5, 1))}
    assert found["dredge"].calendar == "past"
    assert found["dredge"].changed
    assert not any(each.changed for each in track(house, TODAY, since=date(2031, 5, 10)))


def test_a_timeline_is_drawn_with_what_is_planned_as_an_outline() -> None:
    """Bars lie in order along the axis; what lay ahead is told apart from what was past."""
    days = [Interval.on(date(2031, 5, day)) for day in (1, 9, 20)]
    items = [Item(str(n), "", "planned" if n == 2 else "", interval, (), ()) for n, interval in enumerate(days)]
    drawn = timeline_picture(items)
    assert drawn is not None
    bars = drawn["bars"]
    assert isinstance(bars, list)
    assert [bar["kind"] for bar in bars] == ["past", "past", "planned"]
    assert [bar["x"] for bar in bars] == sorted(bar["x"] for bar in bars)
    assert timeline_picture(items[:2]) is None


def test_a_day_a_century_away_does_not_squeeze_the_picture() -> None:
    """What lies far from the rest stays in the list and is counted under the picture."""
    near = [Interval.on(date(2031, 5, day)) for day in range(1, TIMELINE_ENTRIES)]
    items = [Item(str(n), "", "", each, (), ()) for n, each in enumerate([Interval.on(date(1931, 1, 1)), *near])]
    drawn = timeline_picture(items)
    assert drawn is not None
    assert "1 entry far from these not drawn" in str(drawn["label"])


def test_a_plan_of_a_thousand_points_makes_no_endless_briefing() -> None:
    """The briefing shows what is due first and leaves the rest to the export."""
    points = " ".join(f"The council pledged to repair quay number {n} and pier {n * 7}." for n in range(60))
    house = House()
    held = article(f"{points} The council pledged to open the bridge by the end of May.", "Desk", "A plan")
    house.held[held.id] = held
    house.readings[held.id] = read(held)
    house.told["story-1"] = Story("story-1", "A plan", (held.id,), Interval.on(date(2031, 5, 3)), ())
    found = listing(brief(house, ["story-1"], today=TODAY), "commitments").items
    assert len(found) == COMMITMENT_ITEMS
    assert "bridge" in found[0].head


def test_a_row_of_the_export_is_tracked_as_the_record_is() -> None:
    """From rows alone comes the same calendar and the same line as from the reports, on every side of the due day."""
    house, _, _ = told()
    rows = [row for story in house.stories() for kind, row in agenda_rows(house, story) if kind == "commitments"]
    heads = {story.id: headline(story.title, []) for story in house.stories()}
    for today in (date(2031, 5, 1), date(2031, 5, 20), TODAY, date(2040, 1, 1)):
        gathered = list(track(house, today, since=date(2031, 5, 4)))
        again = [tracked_row(row, heads[str(row["story"])], today, date(2031, 5, 4)) for row in rows]
        assert [tracked_data(each) for each in again] == [tracked_data(each) for each in gathered]
        assert as_calendar(again) == as_calendar(gathered)
