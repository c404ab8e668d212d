"""Hostile words through every input to every page: nothing of them runs, and nothing breaks out of its element."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import httpx
import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext
from pytest_django import DjangoDbBlocker

from tests.conftest import Store, Templates
from tests.web.arriving import Heard, context_of
from tests.web.conftest import read_once
from tests.web.hostile import FORMULA, PAYLOADS, SHOWN, amiss_in, amiss_in_bytes, write
from tests.web.page_kinds import Kind, ids_of, page_kinds
from tests.web.posting import moderate, post_up
from tests.web.stories import many_worded, river


@pytest.fixture(scope="session")
def full(
    template: Templates, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Store]:
    """Make records of hostile articles, their statements judged with hostile reasons, in place of the examples."""
    from onrecord import record

    def judge() -> None:
        snapshot = record.as_of()
        said = [
            attribution
            for story in list(snapshot.stories())
            for article in story.articles
            for attribution in snapshot.speakers(article)
        ]
        for attribution, payload in zip(said, PAYLOADS, strict=False):
            record.judge("correct", [attribution], f"Ana {payload}", f"because {payload}", f"Ilse {payload}")

    return read_once(template, django_db_blocker, write(tmp_path_factory.mktemp("hostile")), judge)


@pytest.fixture
def hostile_people(people: SimpleNamespace) -> SimpleNamespace:
    """The accounts, with names that somebody set past the form that refuses some of them."""
    for account, payload in zip(vars(people).values(), PAYLOADS, strict=False):
        account.name = payload[:80]
        account.save()
    return people


@pytest.fixture
def posted(site: Store, hostile_people: SimpleNamespace) -> SimpleNamespace:  # noqa: ARG001
    """The story with the most reports as a post with a hostile title, comments, flags and reasons of moderators."""
    story = river()
    made = post_up(hostile_people, story, many_worded(story), PAYLOADS[3:6], PAYLOADS, SHOWN)
    moderate(hostile_people, made, [payload for payload in PAYLOADS if len(payload) < 400 and payload.isprintable()])
    return made


@pytest.fixture
def contexts(
    served: str,
    browser: Browser,
    signed_in: Callable[[str], Client],
    hostile_people: SimpleNamespace,
    posted: SimpleNamespace,  # noqa: ARG001 - what readers typed
) -> Iterator[Callable[[str], BrowserContext]]:
    """Return a function that gives a phone's browser in which a role is signed in."""
    made: dict[str, BrowserContext] = {}

    def of(role: str) -> BrowserContext:
        if role not in made:
            made[role] = context_of(browser, width=360)
            if hasattr(hostile_people, role):
                session = signed_in(role).cookies["session"].value
                made[role].add_cookies([{"name": "session", "value": session, "url": served}])
        return made[role]

    yield of
    for context in made.values():
        context.close()


def _kinds(site: Store) -> Iterator[Kind]:
    """Yield the kinds of page of the story whose headline holds each payload, where one does, and then of all."""
    seen = set()
    for payload in (*PAYLOADS, ""):
        ids = ids_of(site, payload)
        for kind in page_kinds(ids, payload or SHOWN) if ids else []:
            if kind.path not in seen:
                seen.add(kind.path)
                yield kind


def test_hostile_words_do_nothing_on_any_page(
    site: Store, served: str, contexts: Callable[[str], BrowserContext]
) -> None:
    """Every page kind of a hostile record in a real browser: no script, no dialog, no element, no link of theirs."""
    wrong, shown = [], 0
    for kind in _kinds(site):
        if kind.form != "html":
            continue
        heard = Heard()
        page = heard.listen(contexts(kind.role).new_page())
        page.goto(served + kind.path)
        assert page.url == served + kind.path, "another page than was asked for"
        page.mouse.move(180, 300)
        page.mouse.wheel(0, 2_000)
        wrong += [f"{kind.name} {kind.path[:80]}: {what}" for what in (*heard.amiss, *amiss_in(page))]
        shown += SHOWN in page.locator("body").inner_text()
        page.close()
    assert wrong == []
    assert shown >= 2, "the hostile words reached no page"


def test_hostile_words_do_nothing_in_any_feed_or_file(
    site: Store,
    served: str,
    signed_in: Callable[[str], Client],
    posted: SimpleNamespace,  # noqa: ARG001 - what readers typed
) -> None:
    """Atom is XML, JSON parses, no cell of a CSV calculates, and no calendar holds a component of theirs."""
    for kind in _kinds(site):
        if kind.form != "html":
            cookies = {} if kind.role == "anonymous" else {"session": signed_in(kind.role).cookies["session"].value}
            answer = httpx.get(served + kind.path, cookies=cookies)
            assert answer.status_code == 200, kind
            assert answer.headers["X-Content-Type-Options"] == "nosniff", kind
            assert amiss_in_bytes(kind.form, answer.content) == [], kind


def test_what_people_type_is_shown_as_text(served: str, contexts: Callable[[str], BrowserContext]) -> None:
    """A name and an address to go to, typed by somebody, do nothing in the page that gives them back."""
    wrong = []
    for payload in PAYLOADS:
        heard = Heard()
        page = heard.listen(contexts("reader").new_page())
        page.goto(f"{served}/accounts/")
        page.get_by_label("Name", exact=True).fill(payload[:80])
        with page.expect_navigation():
            page.get_by_role("button", name="Save the name").click()
        wrong += [f"name {payload[:60]!r}: {what}" for what in (*heard.amiss, *amiss_in(page))]
        page.close()
        heard = Heard()
        page = heard.listen(contexts("anonymous").new_page())
        page.goto(str(httpx.URL(f"{served}/accounts/login/", params={"next": payload[:1500], "q": payload[:1500]})))
        wrong += [f"next {payload[:60]!r}: {what}" for what in (*heard.amiss, *amiss_in(page))]
        page.close()
    assert wrong == []


def test_the_looking_finds_what_is_amiss(browser: Browser) -> None:
    """Each thing looked for is found where it is, so that finding nothing means something."""
    page = context_of(browser, width=360).new_page()
    page.set_content(
        "<a href='javascript:1'>a</a><img src='https://evil.example/x' onerror='1'><iframe></iframe><base href='/'>"
        "<p>said \u202eabc <b>in 2026</b></p><form action='https://evil.example/'></form>"
        "<script>window.pwned = 1</script>"
        f"<pre>{'W' * 999}</pre>"
    )
    found = " ".join(amiss_in(page))
    for what in ("ran", "handler", "scheme", "from elsewhere", "an element", "script of its own", "turned", "wider"):
        assert what in found, what
    page.context.close()
    assert amiss_in_bytes("atom", b"<feed><title>a & b</title></feed>")
    assert amiss_in_bytes("svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    assert amiss_in_bytes("json", b"{")
    assert amiss_in_bytes("csv", f'title\r\n"{FORMULA.replace(chr(34), chr(34) * 2)}"\r\n'.encode())
    assert not amiss_in_bytes("csv", b"a,b\r\n-1,+2.5\r\n'=A1,x\r\n")
    assert amiss_in_bytes("ics", b"BEGIN:VCALENDAR\r\nBEGIN:VALARM\r\nEND:VALARM\r\nEND:VCALENDAR\r\n")
