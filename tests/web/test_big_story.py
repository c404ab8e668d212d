"""A story of thousands of reports and a statement of hundreds of wordings: pages stay bounded, and nothing is lost."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.core import Interval
from onrecord.linking import ReuseLink
from onrecord.publishing import brief, checked, collate, statement_view, story_view
from onrecord.record import Statement, Story, Wording
from onrecord.web.shelf.parts import tell
from onrecord.web.story.statements import leaves_of
from tests.publishing.house import House, article, said

REPORTS = 600
WORDINGS = 300


def crowd(reports: int, wordings: int) -> tuple[House, str, str]:
    """Return a record of one story of so many reports, and its statement, worded in so many ways."""
    house = House()
    worded, names = [], []
    for number in range(reports):
        words = f"We are {number % wordings} times not looking at the strait as a chip in group {number % wordings}"
        text = f"Ilse Brandt spoke on Saturday before {number} envoys.\n\n“{words},” Brandt said."
        held = article(text, f"Outlet {number}", f"Strait stays closed, report {number}")
        uttered = said(held, words, source="Brandt", speaker="Ilse Brandt", role="harbour minister")
        house.add(held, [uttered])
        names.append(held.id)
        if number < wordings:
            worded.append(Wording(uttered, held.id))
        if number:
            house.shared[held.id] = (ReuseLink(held.id, names[0], None, "copy", 0.9, ()),)
    day = date(2031, 5, 3)
    house.told["story-1"] = Story("story-1", "Strait stays closed", tuple(names), Interval(day, day + timedelta(1)), ())
    statement = Statement("stm-1", "story-1", None, "Ilse Brandt", Interval.on(day), None, tuple(worded))
    house.said["story-1"] = (statement,)
    return house, "story-1", "stm-1"


def test_a_story_of_many_reports_has_a_bounded_first_page_and_pages_for_the_rest(site: object) -> None:  # noqa: ARG001
    """All parts of the first page together stay below 90 KB; every report stands on exactly one page of its part."""
    house, story, _ = crowd(REPORTS, 40)
    told = tell(checked(brief(house, [story], today=date(2031, 5, 4))))
    first = "".join(part["html"] for part in told.parts["shown"])
    assert len((first + told.parts["head"] + told.parts["numbers"] + told.parts["data"]).encode()) < 90_000
    pages = [part["html"] for part in told.parts["shown"] if part["name"] == "reports"]
    pages += [html for name, _, html in told.leaves if name == "reports"]
    numbers = [int(n) for page in pages for n in re.findall(r'<tr><td class="n">(\d+)</td>', page)]
    assert numbers == list(range(1, REPORTS + 1))
    assert all(len(page.encode()) < 40_000 for page in pages)
    assert "more</text>" in pages[0]  # the picture says how many it leaves out


def test_a_statement_of_many_wordings_comes_in_pages(site: object) -> None:  # noqa: ARG001
    """Each wording is on one page; each page has its own table with the fullest wording above, and is bounded."""
    house, story, statement = crowd(WORDINGS, WORDINGS)
    view = statement_view(collate(house, house.statement(statement)))
    pages = leaves_of(view["testimonies"])  # type: ignore[arg-type]
    assert sum(page.count('<li class="testimony">') for page in pages) == WORDINGS
    assert len(pages) > 5
    assert all(len(page.encode()) < 90_000 for page in pages)
    assert all(page.count('<tr class="fullest">') == 1 for page in pages)
    shown = story_view(brief(house, [story], today=date(2031, 5, 4)))
    assert shown["voices"]
