"""Saved searches: keeping, changing and deleting them, their feeds, and letters that tell of each hit once."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from playwright.sync_api import Browser, expect

from onrecord.limits.search import ALERT_LEASE_SECONDS, SAVED_SEARCHES
from onrecord.web.models import SaidRow, SavedSearch
from onrecord.web.search import alerts, index
from onrecord.web.search.models import NotedHit
from onrecord.web.search.tasks import call_for_letters, mail_alerts
from tests.web.conftest import PASSWORD

Signed = Callable[[str], Client]


@pytest.fixture(autouse=True)
def outbox(settings: Any) -> list[EmailMessage]:
    """Letters go into a list."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


def _save(client: Client, question: str = "q=zebra", pace: str = "at once", name: str = "Zebras") -> SavedSearch:
    answer = client.post(f"/search/saved/new/?{question}", {"name": name, "pace": pace})
    assert answer.status_code == 302, answer.content.decode()
    return SavedSearch.objects.latest("id")


def _say(statement: str, outlet: str = "The Bell") -> None:
    """Put a wording of a statement on the index."""
    row = SaidRow.objects.order_by("-id")[0]
    fields = {field.name: getattr(row, field.name) for field in SaidRow._meta.fields}
    number = SaidRow.objects.count()
    said = SaidRow(
        **fields
        | {
            "id": index.place(row.said_on, statement),
            "statement": statement,
            "attribution": f"att-{number}",
            "words": f"the zebra is number {number}",
            "outlet": outlet,
            "story": f"story-{number}",
            "article": f"art-{number}",
        }
    )
    index.put(index.Entries(said.story, (said.article,), said=[(said, {"words": ("the", "zebra")})]))


# --- keeping ------------------------------------------------------------------------------------------------
def test_save_rename_and_delete(signed_in: Signed) -> None:
    """A reader saves a search, gives it another name, and deletes it."""
    client = signed_in("reader")
    search = _save(client, "q=river&show=articles", "none", "The river")
    page = client.get("/search/saved/").content.decode()
    assert "The river" in page
    assert 'href="/search/?q=river&amp;show=articles"' in page
    client.post(f"/search/saved/{search.id}/", {"name": "All about the river", "pace": "none"})
    assert "All about the river" in client.get("/search/saved/").content.decode()
    assert client.get(f"/search/saved/{search.id}/delete/").status_code == 405
    client.post(f"/search/saved/{search.id}/delete/")
    assert not SavedSearch.objects.exists()


def test_searches_are_their_owner_s_alone(signed_in: Signed) -> None:
    """Another account neither sees, changes nor deletes a saved search, and is not told that it is there."""
    search = _save(signed_in("reader"))
    other = signed_in("administrator")
    assert "Zebras" not in other.get("/search/saved/").content.decode()
    assert other.get(f"/search/saved/{search.id}/").status_code == 404
    assert other.post(f"/search/saved/{search.id}/", {"name": "Mine", "pace": "none"}).status_code == 404
    assert other.post(f"/search/saved/{search.id}/delete/").status_code == 404
    assert SavedSearch.objects.get().name == "Zebras"


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("q=%22zebra", {"name": "A", "pace": "none"}),
        ("", {"name": "A", "pace": "none"}),
        ("q=zebra", {"name": "", "pace": "none"}),
        ("q=zebra", {"name": "A\0B", "pace": "none"}),
        ("q=zebra", {"name": "A" * 121, "pace": "none"}),
        ("q=zebra", {"name": "A", "pace": "hourly"}),
        ("q=zebra", {}),
    ],
)
def test_bad_saves_get_a_plain_answer(signed_in: Signed, question: str, fields: dict[str, str]) -> None:
    """What cannot be saved is told on the page, and nothing is saved."""
    answer = signed_in("reader").post(f"/search/saved/new/?{question}", fields)
    assert answer.status_code in (200, 400)
    assert re.search(r'class="(?:wrong|errorlist)', answer.content.decode()) or not fields
    assert not SavedSearch.objects.exists()


def test_an_account_keeps_a_bounded_number(signed_in: Signed, people: SimpleNamespace) -> None:
    """An account that has as many searches as it may is told so."""
    SavedSearch.objects.bulk_create(
        SavedSearch(account=people.reader, name="x", question="q=a", token=f"t{each}") for each in range(SAVED_SEARCHES)
    )
    answer = signed_in("reader").post("/search/saved/new/?q=zebra", {"name": "A", "pace": "none"})
    assert answer.status_code == 400
    assert "at most 50 searches" in answer.content.decode()


def test_the_feed_is_open_to_who_knows_its_address(client: Client, signed_in: Signed) -> None:
    """The feed needs no account; its address is long and not to be guessed, and another one is nowhere."""
    search = _save(signed_in("reader"), "q=river", "none")
    assert len(search.token) >= 32
    answer = client.get(f"/search/saved/{search.token}.atom")
    assert answer.status_code == 200
    assert (
        answer.content.count(b"<entry>")
        == SaidRow.objects.filter(id__in=_found("river")).values("statement").distinct().count()
    )
    assert answer["X-Robots-Tag"] == "noindex"
    assert client.get(f"/search/saved/{search.token[:-1]}.atom").status_code == 404


def _found(question: str) -> list[int]:
    from onrecord.web.search.engine import Ask, engine
    from onrecord.web.search.parsing import parse

    return [place for place, _ in engine().ask("web_saidrow", Ask(parse(question)))]


# --- letters ------------------------------------------------------------------------------------------------
def test_a_letter_tells_of_what_is_new_once(signed_in: Signed, outbox: list[EmailMessage]) -> None:
    """What was there as the search was saved is not told of; what comes is, once; a reprint of it is not."""
    _say("stm-old")
    _save(signed_in("reader"))
    assert alerts.mail_due() == 0
    _say("stm-new")
    assert alerts.mail_due() == 1
    assert alerts.mail_due() == 0
    assert len(outbox) == 1
    assert outbox[0].to == ["reader@example.org"]
    assert outbox[0].subject == "1 new: Zebras"
    assert "the zebra is number" in outbox[0].body
    assert re.search(r"/articles/art-\d+/\?cite=\d+-\d+#cited", str(outbox[0].body))
    _say("stm-new", "The Echo")
    _say("stm-old", "The Echo")
    assert alerts.mail_due() == 0


def test_the_index_made_anew_tells_of_nothing(signed_in: Signed, outbox: list[EmailMessage]) -> None:
    """Rows that come back under other places are the hits that they were."""
    _save(signed_in("reader"), "q=river")
    for story in SaidRow.objects.values_list("story", flat=True).distinct():
        from onrecord.web import shelf

        shelf.shelve(story)
    assert alerts.mail_due() == 0
    assert not outbox


def test_daily_letters_come_once_a_day(signed_in: Signed, outbox: list[EmailMessage]) -> None:
    """A daily search tells on the next day, all at once, and not again before the day after."""
    _save(signed_in("reader"), pace="daily")
    _say("stm-1")
    _say("stm-2")
    now = datetime.now(UTC)
    assert alerts.mail_due(now) == 0
    assert alerts.mail_due(now + timedelta(days=1)) == 1
    assert outbox[0].subject == "2 new: Zebras"
    _say("stm-3")
    assert alerts.mail_due(now + timedelta(days=1)) == 0
    assert alerts.mail_due(now + timedelta(days=2)) == 1


def test_a_mail_server_that_fails_loses_nothing(
    signed_in: Signed, outbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter that could not be sent is sent the next time; other people's letters go out meanwhile."""
    _save(signed_in("reader"))
    _save(signed_in("editor"))
    _say("stm-new")
    send = EmailMessage.send

    def failing(letter: EmailMessage, fail_silently: bool = False) -> int:  # noqa: FBT001, FBT002
        if letter.to == ["reader@example.org"]:
            raise smtplib.SMTPServerDisconnected("gone")
        return send(letter, fail_silently)

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", failing)
        assert alerts.mail_due() == 1
    assert [letter.to for letter in outbox] == [["editor@example.org"]]
    assert alerts.mail_due() == 1
    assert [letter.to for letter in outbox] == [["editor@example.org"], ["reader@example.org"]]


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


@pytest.mark.parametrize("sent", [False, True])
def test_a_killed_worker_loses_no_letter(
    signed_in: Signed,
    outbox: list[EmailMessage],
    monkeypatch: pytest.MonkeyPatch,
    sent: bool,  # noqa: FBT001
) -> None:
    """Killed before sending, the letter comes once; killed between sending and noting, the same letter comes again."""
    search = _save(signed_in("reader"))
    _say("stm-new")
    send = EmailMessage.send

    def killed(letter: EmailMessage, fail_silently: bool = False) -> int:  # noqa: FBT001, FBT002
        if sent:
            send(letter, fail_silently)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", killed)
        with pytest.raises(Killed):
            alerts.mail_due()
    # A process that is killed takes its mark with it only when the lease runs out.
    SavedSearch.objects.filter(id=search.id).update(taken_at=datetime.now(UTC))
    assert alerts.mail_due() == 0
    assert alerts.mail_due(datetime.now(UTC) + timedelta(seconds=ALERT_LEASE_SECONDS + 1)) == 1
    assert alerts.mail_due() == 0
    assert len({letter.extra_headers["Message-ID"] for letter in outbox}) == 1
    assert len(outbox) == (2 if sent else 1)
    assert not NotedHit.objects.filter(told_at=None).exists()


def test_a_worker_is_asked_once(signed_in: Signed, settings: Any) -> None:
    """While a worker has yet to take the task up, it is not asked again; without anybody who wants letters, never."""
    from django_tasks_db.models import DBTaskResult

    call_for_letters()
    assert DBTaskResult.objects.count() == 0
    _save(signed_in("reader"))
    call_for_letters()
    call_for_letters()
    assert [row.task_path for row in DBTaskResult.objects.all()] == [mail_alerts.module_path]
    _say("stm-new")
    assert mail_alerts.call() == 1
    assert settings.EMAIL_BACKEND.endswith("locmem.EmailBackend")


def test_too_broad_a_search_has_no_letters(signed_in: Signed, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that finds more than is looked at is refused letters, plainly, and is not saved half."""
    monkeypatch.setattr(alerts, "LOOK_ROWS", 5)
    answer = signed_in("reader").post("/search/saved/new/?q=the", {"name": "All", "pace": "at once"})
    assert answer.status_code == 400
    assert "would miss some" in answer.content.decode()
    assert not SavedSearch.objects.exists()


def test_a_letter_ends_letters_without_signing_in(
    client: Client, signed_in: Signed, outbox: list[EmailMessage]
) -> None:
    """The link of a letter shows a page that asks, a POST ends the letters; a changed link ends nothing."""
    search = _save(signed_in("reader"))
    _say("stm-new")
    alerts.mail_due()
    found = re.search(r"(/search/unsubscribe/[^\s]+/)", str(outbox[0].body))
    assert found
    assert found[1] in outbox[0].extra_headers["List-Unsubscribe"]
    assert "End the letters" in client.get(found[1]).content.decode()
    search.refresh_from_db()
    assert search.pace == "at once"
    forged = found[1].replace(f"/{search.id}:", f"/{search.id + 1}:")
    assert client.post(forged).status_code == 404
    # As a mail program does it (RFC 8058): no cookie, no token of a form.
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    assert strict.post(found[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    search.refresh_from_db()
    assert search.pace == "none"
    _say("stm-newer")
    assert alerts.mail_due() == 0


def test_a_name_breaks_out_of_no_header(signed_in: Signed, outbox: list[EmailMessage]) -> None:
    """A name with line ends cannot add a header to a letter."""
    _save(signed_in("reader"), name="Zebras\r\nBcc: all@example.org")
    _say("stm-new")
    assert alerts.mail_due() == 1
    assert "\n" not in outbox[0].subject
    assert outbox[0].recipients() == ["reader@example.org"]


# --- in a browser -------------------------------------------------------------------------------------------
def test_a_reader_saves_a_search(served: str, browser: Browser, people: SimpleNamespace) -> None:
    """A reader searches, chooses to save, signs in on the way, and finds the search among the saved ones."""
    page = browser.new_page()
    page.goto(f"{served}/search/?q=river")
    page.get_by_role("link", name="Save this search").click()
    page.locator("input[name=login]").fill(people.reader.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/search/saved/new/**")
    page.get_by_label("Name").fill("All about the river")
    page.get_by_label("Once a day").check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/search/saved/")
    expect(page.get_by_role("link", name="All about the river").first).to_be_visible()
    page.get_by_role("link", name="All about the river").first.click()
    expect(page.locator("mark").first).to_be_visible()
    page.close()
