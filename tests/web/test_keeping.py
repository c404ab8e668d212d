"""Pages kept for readers who are not signed in: packed, marked, and never shown once anything has changed."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onrecord import community
from onrecord.web.freshness import state
from onrecord.web.models import StorySheet
from tests.conftest import Store


def _asking(client: Client, address: str, **headers: str) -> tuple[int, bytes]:
    """Return how many questions a page asks the database about its content, and the page."""
    with CaptureQueriesContext(connection) as questions:
        answer = client.get(address, headers=headers)
    return sum("pg_current_snapshot" not in each["sql"] for each in questions.captured_queries), answer.content


def _story() -> str:
    return f"/stories/{StorySheet.objects.order_by('story')[0].story}/"


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_is_made_once_while_nothing_changes(client: Client, packed: bool) -> None:  # noqa: FBT001
    """The second reader of a page gets the same page without one question to the tables."""
    headers = {"accept-encoding": "gzip"} if packed else {}
    asked, page = _asking(client, _story(), **headers)
    again, same = _asking(Client(HTTP_HOST="localhost"), _story(), **headers)
    assert asked > 0
    assert again == 0
    assert same == page
    assert b"</html>" in (gzip.decompress(page) if packed else page)


def test_a_page_changes_with_what_it_shows(client: Client) -> None:
    """As soon as a sheet has changed the page is another, and its mark too."""
    address = _story()
    before = client.get(address)
    StorySheet.objects.update(headline="What nobody had told before")
    after = client.get(address)
    assert b"What nobody had told before" in after.content
    assert before["ETag"] != after["ETag"]


def test_any_commit_of_anybody_counts(site: Store) -> None:  # noqa: ARG001 - the record that is asked
    """The state that pages are kept by is another after each commit, and the same while nobody commits."""
    first = state()
    assert first == state()
    StorySheet.objects.filter(story="none").update(headline="")
    sheet = StorySheet.objects.order_by("story")[0]
    sheet.save()
    second = state()
    assert second != first
    with transaction.atomic():
        sheet.save()
        assert state() is None  # what is not committed cannot be told
    assert state() not in {first, second}


def test_a_heartbeat_lets_the_kept_pages_be(
    client: Client, signed_in: Callable[[str], Client], posted: SimpleNamespace, people: SimpleNamespace
) -> None:
    """While somebody reads for pay, taken and refused heartbeats commit nothing and set no cookie: pages stay kept."""
    reader, beat = signed_in("reader"), f"/posts/{posted.post}/reading/beat"
    begun = community.begin_reading(people.reader.pk, posted.post, datetime.now(UTC) - timedelta(seconds=10))
    _asking(client, f"/stories/{posted.story}/")
    before = state()
    taken = reader.post(beat, {"token": begun.token})
    assert (taken.status_code, taken.json()["counted"]) == (200, 10)
    early = reader.post(beat, {"token": taken.json()["token"]})
    assert (early.status_code, early.json()["code"]) == (409, "early")
    assert reader.post(beat, {"token": "forged"}).json()["code"] == "bad"
    assert not taken.cookies
    assert not early.cookies
    assert state() == before
    assert _asking(client, f"/stories/{posted.story}/")[0] == 0
    kept = reader.post(f"/posts/{posted.post}/reading/begin", {"token": taken.json()["token"]})
    assert kept.json()["counted"] == 10
    assert state() != before


def test_a_reader_who_has_the_page_is_told_so(client: Client) -> None:
    """A browser that names the mark of the page it holds gets no page, until there is another."""
    address = _story()
    mark = client.get(address)["ETag"]
    held = client.get(address, headers={"if-none-match": mark})
    assert (held.status_code, held.content) == (304, b"")
    StorySheet.objects.update(headline="Another headline")
    assert client.get(address, headers={"if-none-match": mark}).status_code == 200


def test_pages_pass_no_cookie_and_ask_for_no_session(client: Client) -> None:
    """A reader who is not signed in gets no cookie, and nobody looks for a session."""
    with CaptureQueriesContext(connection) as questions:
        answer = client.get("/tracker/")
    assert not answer.cookies
    assert not [each for each in questions.captured_queries if "session" in each["sql"]]
    assert {"Cookie", "Accept-Encoding"} <= {each.strip() for each in answer["Vary"].split(",")}


def test_a_person_who_signed_in_gets_a_page_of_their_own(client: Client, signed_in: Callable[[str], Client]) -> None:
    """Whoever is signed in sees their name, and nobody else does afterwards."""
    client.get("/")
    own = signed_in("analyst").get("/", headers={"accept-encoding": "gzip"})
    assert b"Ada Analyst" in own.content
    assert "Content-Encoding" not in own.headers  # its token would be told by its packed length
    assert b"Ada Analyst" not in client.get("/").content


def test_what_is_missing_is_not_kept(client: Client) -> None:
    """An address without a page has one as soon as there is something."""
    sheet = StorySheet.objects.order_by("story")[0]
    address = "/stories/story-of-tomorrow/"
    assert client.get(address).status_code == 404
    sheet.story = "story-of-tomorrow"
    sheet.told_on = datetime.now(UTC).date()
    sheet.save(force_insert=True)
    assert client.get(address).status_code == 200


def test_hostile_addresses_are_as_plain_as_before(client: Client) -> None:
    """Ten thousand characters, a NUL or half a character in the question are answered without a failure."""
    for question in ("q=" + "x" * 10_000, "q=%00", "q=%ff%fe", "q=%ed%a0%80"):
        assert client.get(f"/?{question}").status_code < 500
