"""The tracker: what was promised as a board, as a table and as calendars; single commitments; bodies."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from tests.web.shelves import commitment

TODAY = datetime.now(UTC).date()


def some() -> None:
    """Put one commitment for each column of the board on the shelf, and many that are overdue."""
    from onrecord.web.models import AgendaEntry

    AgendaEntry.objects.bulk_create(
        [
            commitment(1, due=TODAY + timedelta(days=3), act="open line one", body="Ferry Council"),
            commitment(2, due=TODAY - timedelta(days=3), act="open line two"),
            commitment(3, due=TODAY + timedelta(days=300), act="open line three", status="scheduled"),
            commitment(4, due=None, act="open line four", actor="ent-other", actor_name="Aron Quill"),
            commitment(5, due=TODAY, act="open line five", status="delivered", changed_on=TODAY),
            *(commitment(n, due=TODAY - timedelta(days=n)) for n in range(10, 40)),
        ]
    )


def test_the_board_has_a_column_for_what_the_calendar_says(client: Client) -> None:
    """Each commitment stands in one column; what does not fit is counted and leads to the table."""
    from onrecord.web.models import AgendaEntry

    AgendaEntry.objects.all().delete()
    some()
    answer = client.get("/tracker/")
    columns = {each["state"]: each for each in answer.context["columns"]}
    assert {state: each["count"] for state, each in columns.items()} == {
        "soon": "1",
        "overdue": "31",
        "later": "1",
        "undated": "1",
        "settled": "1",
    }
    assert [card.act for card in columns["soon"]["cards"]] == ["open line one"]
    assert columns["overdue"]["cards"][0].act == "open line two"
    rest = client.get(columns["overdue"]["address"])
    assert len(rest.context["rows"]) == 30


def test_nothing_is_called_broken(client: Client) -> None:
    """What is overdue is told with how far the record looked, and in no other words."""
    some()
    for address in (
        "/tracker/",
        "/tracker/?view=table",
        "/commitments/com-many00002/",
        "/tracker.csv",
        "/tracker.atom",
    ):
        page = client.get(address).content.decode().lower()
        assert "broken" not in page
    assert (
        client.get("/commitments/com-many00002/")
        .content.decode()
        .count("overdue, no evidence found up to 20 November 2026 in 12 articles")
        == 1
    )


def test_the_table_tells_three_statuses_apart(client: Client) -> None:
    """What officials say, what evidence shows and what the calendar says stand in three columns."""
    some()
    answer = client.get("/tracker/?view=table&status=delivered")
    (row,) = answer.context["rows"]
    assert (row.official, row.shown, row.calendar) == ("delivered", "delivered", "settled")
    page = answer.content.decode()
    for heading in ("Officials say", "Evidence shows", "The calendar says"):
        assert f'<th scope="col">{heading}</th>' in page


def test_commitments_are_chosen_by_who_what_and_when(client: Client) -> None:
    """Agent, body, days, status, state, story and the day of change each narrow the list, alone and together."""
    some()

    def found(question: str) -> set[str]:
        return {row["act"] for row in client.get(f"/tracker.json?{question}").json()["rows"]}

    assert found("agent=ent-other") == {"open line four"}
    assert found("who=quill") == {"open line four"}
    assert found("body=ferry+council") == {"open line one"}
    assert found(f"from={TODAY + timedelta(days=1)}&to={TODAY + timedelta(days=9)}&who=Ilse") == {"open line one"}
    assert found("status=scheduled&who=Ilse") == {"open line three"}
    assert found("state=soon&who=ilse&status=announced") == {"open line one"}
    assert found(f"since={TODAY}&story=story-many00000") == {"open line five"}
    assert found("agent=ent-nobody") == set()
    assert "No commitment on record is like this" in client.get("/tracker/?view=table&who=nobody").content.decode()


def test_commitments_of_the_record_have_pages_of_their_own(client: Client) -> None:
    """Each commitment of the examples shows its history, its story and its words, each leading into its article."""
    from onrecord.web.models import AgendaEntry

    for entry in AgendaEntry.objects.filter(kind="commitments")[:12]:
        page = client.get(f"/commitments/{entry.id}/").content.decode()
        shown = entry.data["evidence"][0]
        assert f"/articles/{shown['article']}/?cite={shown['start']}-{shown['end']}#cited" in page
        assert f'href="/stories/{entry.story}/"' in page
        assert page.count('<span class="chip">') >= len(entry.data["history"])
    assert client.get("/commitments/com-unknown/").status_code == 404
    assert client.get("/commitments/%00/").status_code == 400


def test_bodies_are_listed_and_have_pages(client: Client) -> None:
    """Task forces and series of meetings stand in a list of their own; what is not known of one is said so."""
    from onrecord.web.models import AgendaEntry

    page = client.get("/tracker/bodies/").content.decode()
    bodies = list(AgendaEntry.objects.filter(kind="bodies"))
    for entry in bodies:
        assert f'href="/bodies/{entry.id}/"' in page
        assert entry.changed_on
    assert "not known" in page
    one = client.get(f"/bodies/{bodies[0].id}/").content.decode()
    assert bodies[0].data["kind"] in one
    assert "#cited" in one
    named = client.get("/tracker/bodies.json", {"name": bodies[0].body.upper()}).json()["rows"]
    assert bodies[0].id in {row["id"] for row in named}
    assert client.get("/bodies/bdy-unknown/").status_code == 404


def test_three_calendars_for_three_purposes(client: Client) -> None:
    """A feed to follow, a file to keep and a single event are three answers; the question of the page is in each."""
    some()
    feed = client.get("/tracker.ics?who=ilse&state=soon")
    assert feed["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Content-Disposition" not in feed
    (event,) = icalendar.Calendar.from_ical(feed.content).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Ilse Brandt: open line one"
    assert event.decoded("DTSTART") == TODAY + timedelta(days=3)
    file = client.get("/tracker.ics?who=ilse&state=soon&download=1")
    assert file["Content-Disposition"] == 'attachment; filename="what-is-due.ics"'
    assert file.content == feed.content
    one = client.get("/tracker/com-many00001.ics")
    assert one["Content-Disposition"] == 'attachment; filename="com-many00001.ics"'
    assert [str(e["UID"]) for e in icalendar.Calendar.from_ical(one.content).walk("VEVENT")] == [str(event["UID"])]
    page = client.get("/tracker/?who=ilse").content.decode()
    assert 'href="webcal://localhost/tracker.ics?who=ilse"' in page
    assert 'href="/tracker.ics?who=ilse&amp;download=1"' in page
    assert client.get("/tracker/com-unknown.ics").status_code == 404


def test_the_calendar_is_that_of_the_command_line(client: Client) -> None:
    """From the shelf comes the same calendar as `onrecord track` makes from the record."""
    from onrecord import publishing, record

    events = icalendar.Calendar.from_ical(client.get("/tracker.ics").content).walk("VEVENT")
    gathered = icalendar.Calendar.from_ical(publishing.as_calendar(publishing.track(record.as_of(), TODAY)))
    assert {e.to_ical() for e in events} == {e.to_ical() for e in gathered.walk("VEVENT")}


def test_a_tracker_of_thousands_takes_few_queries(client: Client) -> None:
    """Board, table and calendar ask the same few questions of a record of five thousand commitments."""
    from onrecord.web.models import AgendaEntry

    AgendaEntry.objects.bulk_create(
        (commitment(n, due=date(2026, 1, 1) + timedelta(days=n % 900)) for n in range(5_000)), batch_size=500
    )
    for address, most in (
        ("/tracker/", 15),
        ("/tracker/?view=table", 2),
        ("/tracker/?view=table&state=overdue", 2),
        ("/tracker.ics", 1),
        ("/tracker.csv", 2),
        ("/tracker/bodies/", 2),
        ("/commitments/com-many00007/", 2),
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= most, address


def test_hostile_commitments_stay_text(client: Client) -> None:
    """Nothing of an act, an agent or a body runs or breaks out of a page, a feed or a calendar."""
    from onrecord.web.models import AgendaEntry

    act = '"><script>alert(1)</script>\r\nBEGIN:VEVENT\r\nSUMMARY:forged\u202e'
    AgendaEntry.objects.bulk_create(
        [commitment(1, act=act, actor_name="<img src=x onerror=alert(1)>", body="</td><script>", due=TODAY)]
    )
    for address in ("/tracker/", "/tracker/?view=table", "/commitments/com-many00001/", "/", "/tracker.atom"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page
    calendar = client.get("/tracker/com-many00001.ics").content
    assert len(icalendar.Calendar.from_ical(calendar).walk("VEVENT")) == 1


def test_a_reader_subscribes_to_the_calendar(served: str, browser: Browser) -> None:
    """In a browser: choose, take the address under *Subscribe*, ask it as a calendar program does, and read it."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{served}/tracker/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_label("Due from").fill("2026-01-01")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**from=2026-01-01**")
    address = page.get_by_role("link", name="Subscribe").get_attribute("href") or ""
    assert address.startswith("webcal://")
    got = page.request.get(address.replace("webcal://", "http://", 1))
    events = icalendar.Calendar.from_ical(got.body()).walk("VEVENT")
    assert events
    assert all(event.decoded("DTEND") > date(2026, 1, 1) for event in events)
    with page.expect_download() as kept:
        page.get_by_role("link", name="Export").click()
    assert kept.value.suggested_filename == "what-is-due.ics"
    page.locator(".card a").first.click()
    page.wait_for_url("**/commitments/**")
    page.close()


def test_the_tracker_by_keyboard_and_without_scripts(served: str, browser: Browser) -> None:
    """Views and filters are reached by Tab and work without scripts; the table fits a phone."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{served}/tracker/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text() == "Table":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**view=table**")
    page.get_by_label("Calendar", exact=True).select_option("overdue")
    page.get_by_label("Who").press("Enter")
    page.wait_for_url("**state=overdue**")
    assert page.locator("tbody tr").count() >= 1
    widest = max(box["x"] + box["width"] for each in page.locator("td").all() if (box := each.bounding_box()))
    assert widest <= 360
    context.close()
