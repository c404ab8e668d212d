"""What reports of a story tell together: commitments, bodies, positions, conflicts and the timeline."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core import Interval
from onrecord.linking import Report, acting_bodies, calendar, commitments, conflicts, positions, timeline
from onrecord.reading import read
from tests.linking.house import report

DAY = date(2026, 3, 3)

FIRST = (
    "VARNEL, March 3 - The Lowland government pledged on Tuesday to dredge the Merrin channel by the end of the "
    "year.\n\n"
    "Water minister Oda Brisk backs closing the Merrin sluices in June. Fisheries adviser Tavi Okoro opposes closing "
    "the Merrin sluices.\n\n"
    "The two sides formed two task forces. The first will survey the eel hatcheries. The second deals with the barge "
    "tolls of the lower river."
)
AGAIN = (
    "The Lowland government has promised to dredge the Merrin channel by the end of the year.\n\n"
    "Fourteen barges were held at the Merrin sluices on Monday, the harbour office said."
)
OTHER = "Twelve barges were held at the Merrin sluices on Monday, harbour officers said in Varnel."


def told(*texts: str, day: date | None = DAY, apart: int = 0) -> list[Report]:
    """Return reports of one story in the order in which they came, each `apart` days after the one before."""
    made = []
    for number, text in enumerate(texts):
        printed = day + timedelta(days=apart * number) if day else None
        article = report(text, day=printed, outlet=f"Desk {number}")
        made.append(Report(article, read(article), number))
    return made


def test_two_reports_of_one_pledge_are_one_commitment() -> None:
    """The same act by the same agent is told once, with both reports as evidence and the day that both name."""
    (dredging,) = (each for each in commitments(told(FIRST, AGAIN)) if "dredge" in each.act)
    assert len(dredging.reports) == 2
    assert dredging.interval is not None
    assert dredging.interval.last == date(2026, 12, 31)
    assert dredging.force == "promise"
    assert all("dredge" in evidence.exact for evidence in dredging.evidence)


def test_what_the_calendar_says_of_a_deadline() -> None:
    """Before the deadline it is due, after it past; nothing is said to be broken."""
    (dredging,) = (each for each in commitments(told(FIRST)) if "dredge" in each.act)
    assert calendar(dredging, date(2026, 12, 31)) == "now"
    assert calendar(dredging, date(2027, 1, 1)) == "past"


def test_a_commitment_keeps_its_id_when_more_is_told() -> None:
    """Who subscribed to a due day finds it under the same id after later reports."""
    one = {each.id for each in commitments(told(FIRST))}
    both = {each.id for each in commitments(told(FIRST, AGAIN))}
    assert one <= both


def test_a_later_report_of_the_deed_delivers_a_commitment() -> None:
    """What a report tells in its own voice is evidence, dated and quoted; what it denies or supposes is none."""
    deed = "The Lowland government dredged the Merrin channel last week, and barges passed it on Monday."
    (dredging,) = (each for each in commitments(told(FIRST, deed, apart=9)) if "dredge" in each.act)
    assert (dredging.status, dredging.shown) == ("delivered", "delivered")
    assert [(change.status, change.on) for change in dredging.history] == [
        ("announced", DAY),
        ("delivered", DAY + timedelta(days=9)),
    ]
    assert dredging.history[-1].evidence.exact == deed
    assert calendar(dredging, date(2027, 1, 1)) == "settled"
    for other in (
        "The Lowland government has not dredged the Merrin channel, its harbour masters say.",
        "If Lowland had dredged the Merrin channel, the barges would pass.",
        "The Highland republic dredged the Sorrel mouth.",
    ):
        (open_still,) = (each for each in commitments(told(FIRST, other, apart=9)) if "dredge" in each.act)
        assert open_still.status == "announced"


def test_an_enumeration_is_as_many_bodies_with_their_mandates() -> None:
    """Two task forces told one by one are two, each with what it is for."""
    mandates = [body.mandate or "" for body in acting_bodies(told(FIRST)) if body.kind == "task force"]
    assert len(mandates) == 2
    assert "hatcheries" in mandates[0]
    assert "tolls" in mandates[1]


def test_who_is_for_and_who_is_against_is_a_disagreement() -> None:
    """Two members of one government who want opposite things stand side by side, each with the words that show it."""
    reports = told(FIRST)
    held = positions(reports)
    assert {(each.actor.name, each.stance) for each in held} >= {("Oda Brisk", "for"), ("Tavi Okoro", "against")}
    (found,) = (each for each in conflicts(reports, held) if each.kind == "disagreement")
    assert [(side.name, side.holds) for side in found.between] == [("Oda Brisk", "for"), ("Tavi Okoro", "against")]
    for side in found.between:
        assert side.evidence.exact in FIRST
        assert "sluices" in side.evidence.exact


def test_a_denied_report_is_shown_with_who_denies_it() -> None:
    """What is claimed and who dismisses it are two sides; nobody decides between them."""
    text = (
        "One outlet reported that the harbour office sold the ferry licences to a cousin of the mayor. The transport "
        "ministry dismissed the report as inaccurate on Tuesday."
    )
    reports = told(text)
    (found,) = (each for each in conflicts(reports, positions(reports)) if each.kind == "denial")
    assert [side.holds for side in found.between] == ["claims", "dismisses it"]
    assert "ministry" in (found.between[1].name or "").lower()


def test_two_numbers_of_the_same_things_are_a_contradiction() -> None:
    """Fourteen barges in one report and twelve in another cannot both hold, and both are shown."""
    reports = told(AGAIN, OTHER)
    (found,) = (each for each in conflicts(reports, positions(reports)) if each.kind == "contradiction")
    assert {side.holds for side in found.between} == {"14 barges", "12 barges"}
    assert len(found.reports) == 2


def test_two_days_of_one_thing_are_a_contradiction() -> None:
    """The council meets on one of two days, and each report has its own; the same day told twice is none."""
    text = "The river council will meet in Varnel on March {} to vote on the barge tolls of the lower river."
    reports = told(text.format(20), text.format(21))
    (found,) = conflicts(reports, positions(reports))
    assert (found.kind, [side.holds for side in found.between]) == ("contradiction", ["2026-03-20", "2026-03-21"])
    alike = told(text.format(20), text.format("20, 2026,"))
    assert conflicts(alike, positions(alike)) == ()


def test_copies_of_two_reports_that_differ_add_no_conflict() -> None:
    """Both printed again and again, in the same words or nearly, the days are one conflict, and the numbers one."""
    days = "The river council will meet in Varnel on March {} to vote on the {} barge tolls of the lower river."
    texts = [
        f"{days.format(day, word)} {barges}" for day, barges in ((20, AGAIN), (21, OTHER)) for word in ("new", "high")
    ]
    once, often = (told(*texts * times) for times in (1, 5))
    assert conflicts(often, ()) == conflicts(once, ())
    assert sorted(each.issue for each in conflicts(once, ())) == ["how many barges", "on which day"]


def test_one_report_does_not_contradict_itself() -> None:
    """Twelve barges held and fourteen waiting in one report are two things that its writer tells apart."""
    reports = told(f"{OTHER} {AGAIN}")
    assert not [each for each in conflicts(reports, positions(reports)) if each.kind == "contradiction"]


def test_the_timeline_tells_each_thing_once_and_what_is_planned() -> None:
    """Two reports of one Monday are one line; what lies ahead of its report is planned."""
    reports = told(AGAIN, OTHER, "The council will meet in Varnel on March 20 to vote on the barge tolls.")
    lines = timeline(reports)
    (held,) = (each for each in lines if "barges" in each.text)
    assert held.interval == Interval.on(date(2026, 3, 2))
    assert len(held.reports) == 2
    assert not held.planned
    (council,) = (each for each in lines if "council" in each.text)
    assert (council.interval, council.planned) == (Interval.on(date(2026, 3, 20)), True)
    assert lines.index(held) < lines.index(council)


def test_without_a_day_of_publication_nothing_relative_is_dated() -> None:
    """An undated report gives commitments without due days, and no line on the timeline."""
    reports = told(FIRST, day=None)
    assert all(each.interval is None for each in commitments(reports))
    assert timeline(told(OTHER, day=None)) == ()


@settings(max_examples=15, deadline=None)
@given(st.permutations([FIRST, AGAIN, OTHER]))
def test_the_order_of_arrival_within_a_day_changes_nothing_but_ids(texts: list[str]) -> None:
    """Reports of one day tell the same commitments, bodies, stances and lines in whatever order they came."""

    def gathered(reports: list[Report]) -> tuple[object, ...]:
        return (
            sorted(len(each.reports) for each in commitments(reports)),
            sorted(each.mandate or "" for each in acting_bodies(reports)),
            sorted((each.actor.name, each.stance) for each in positions(reports)),
            sorted(each.interval for each in timeline(reports)),
        )

    assert gathered(told(*texts)) == gathered(told(FIRST, AGAIN, OTHER))


@pytest.mark.parametrize("count", [1_000])
def test_a_thousand_commitments_in_one_story_are_gathered(count: int) -> None:
    """A plan with a thousand points is a thousand commitments, each with its own act."""
    words = [f"{a}{b}{c}" for a in "bdfgklmnpr" for b in "aeiou" for c in ("sten", "rolt", "ming", "vard")]
    points = [
        f"The council pledged to repair {words[n % 200]} bridge and {words[(n * 7 + n // 200) % 200]} quay number {n}."
        for n in range(count)
    ]
    reports = told(*("\n\n".join(points[start : start + 50]) for start in range(0, count, 50)))
    found = commitments(reports)
    assert sum(len(each.evidence) for each in found) == count
