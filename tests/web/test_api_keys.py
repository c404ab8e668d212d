"""Keys to the API: shown once, kept as a hash, bound to scopes, a role and a rate that all processes share."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onrecord.community.models import Role
from onrecord.limits.api import API_ANONYMOUS_RATE, API_KEY_RATE, API_KEYS_EACH, API_LEASE_SHARE
from onrecord.web.api import keys, rates
from onrecord.web.api.models import ApiKey, Spending
from tests.conftest import Store

DOCS = Path(__file__).resolve().parents[2] / "docs" / "api.md"
ASK = """
import sys
from onrecord.record import prepare
prepare()
from onrecord.web.api import rates
from onrecord.web.api.problems import Problem
rates.clock = lambda: 6e8
given = 0
for _ in range(int(sys.argv[1])):
    try:
        rates.spend("one address", 100)
        given += 1
    except Problem:
        pass
print(given)
"""


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """A clock that stands still until the test moves it, so that no minute ends within a test."""
    now = [6e8]
    monkeypatch.setattr(rates, "clock", lambda: now[0])
    rates._held.clear()
    yield now
    rates._held.clear()


def ask(client: Client, words: str | None = None, path: str = "stories", **more: Any) -> Any:
    """Ask the API, with a key or without."""
    return client.get(f"/api/{path}", headers={"Authorization": f"Bearer {words}"} if words else {}, **more)


def judge(client: Client, words: str) -> Any:
    """Send a judgement over nothing, which a key that may judge is told so."""
    return client.post(
        "/api/judgements",
        {"kind": "reject", "targets": ["att-0"], "reason": "x"},
        content_type="application/json",
        headers={"Authorization": f"Bearer {words}"},
    )


def test_of_a_key_only_a_hash_is_kept(people: SimpleNamespace) -> None:
    """What the database holds of a key opens nothing: neither its words nor their beginning are the key."""
    key, words = keys.make_key(people.reader, "mirror", ["read"], 30)
    held = ApiKey.objects.values().get(pk=key.pk)
    assert re.fullmatch(r"onr_[\w-]{43}", words)
    assert words not in str(held)
    assert words.startswith(held["prefix"])
    assert len(held["prefix"]) < 12
    assert held["digest"] == keys.digest_of(words)


@pytest.mark.parametrize(
    "spoil",
    [
        {"revoked_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"expires_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"digest": "0" * 64},
    ],
)
def test_a_key_that_is_not_in_force_is_refused(
    client: Client, people: SimpleNamespace, spoil: dict[str, object]
) -> None:
    """A revoked, outdated or unknown key opens nothing, not even what is open without one."""
    key, words = keys.make_key(people.reader, "mirror", ["read"], 30)
    assert ask(client, words).status_code == 200
    ApiKey.objects.filter(pk=key.pk).update(**spoil)
    answer = ask(client, words)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic YTpi", "Bearer \xff", "bearer x y z", "x" * 10_000])
def test_a_header_that_holds_no_key_is_refused(client: Client, header: str) -> None:
    """Whatever stands in the header Authorization and is no key is answered 401, never passed over."""
    assert client.get("/api/stories", headers={"Authorization": header}).status_code == 401


def test_scope_and_role_are_looked_at_at_each_use(client: Client, people: SimpleNamespace) -> None:
    """A key may do what its scopes say, as long as its account has the role; a closed account's key is dead."""
    _, reading = keys.make_key(people.analyst, "reads", ["read"], 30)
    _, judging = keys.make_key(people.analyst, "judges", ["judge"], 30)
    assert judge(client, reading).status_code == 403
    assert judge(client, judging).status_code == 404
    assert ask(client, judging).status_code == 403
    people.analyst.role = Role.READER
    people.analyst.save()
    assert judge(client, judging).status_code == 403
    assert ask(client, reading).status_code == 200
    people.analyst.is_active = False
    people.analyst.save()
    assert ask(client, reading).status_code == 401


def test_use_is_noted_now_and_then(client: Client, people: SimpleNamespace) -> None:
    """When a key was used last is known to some minutes, and most uses write nothing at all."""
    key, words = keys.make_key(people.reader, "mirror", ["read"], 30)
    ask(client, words)
    first = ApiKey.objects.get(pk=key.pk).last_used_at
    assert first
    with CaptureQueriesContext(connection) as asked:
        ask(client, words)
    assert not [each for each in asked if not each["sql"].startswith("SELECT")]
    ApiKey.objects.filter(pk=key.pk).update(last_used_at=first - timedelta(hours=1))
    ask(client, words)
    noted = ApiKey.objects.get(pk=key.pk).last_used_at
    assert noted
    assert noted > first - timedelta(minutes=1)


def test_who_asks_too_often_is_told_when_to_come_again(client: Client, clock: list[float]) -> None:
    """Without a key an address has its rate and no more; another address, and the next minute, are free."""
    clock[0] += 20
    told = [ask(client).status_code for _ in range(API_ANONYMOUS_RATE + 3)]
    assert told == [200] * API_ANONYMOUS_RATE + [429] * 3
    refused = ask(client)
    assert refused["Content-Type"] == "application/problem+json"
    assert int(refused["Retry-After"]) == 40
    assert ask(client, REMOTE_ADDR="192.0.2.7").status_code == 200
    clock[0] += 40
    assert ask(client).status_code == 200


def test_a_key_has_its_own_rate(client: Client, people: SimpleNamespace) -> None:
    """With a key more is allowed, from wherever it is used, and an address that is used up does not matter."""
    _, words = keys.make_key(people.reader, "mirror", ["read"], 30)
    for _ in range(API_ANONYMOUS_RATE + 1):
        ask(client)
    assert ask(client).status_code == 429
    rates.spend("key 0", 1)
    taken = sum(ask(client, words, "stories/story-0").status_code == 404 for _ in range(API_KEY_RATE + 5))
    assert taken == API_KEY_RATE


def test_guessing_keys_is_bounded_by_address(client: Client) -> None:
    """Each wrong key counts as a request of the address, so guesses run out with its rate."""
    told = [ask(client, f"onr_{number}").status_code for number in range(API_ANONYMOUS_RATE + 2)]
    assert told == [401] * API_ANONYMOUS_RATE + [429] * 2


def test_processes_share_a_rate(site: Store) -> None:
    """Three processes that answer one address give no more than its rate together, and little less."""
    env = os.environ | {"DATABASE_URL": site.url, "DJANGO_SETTINGS_MODULE": "onrecord.web.settings", "SECRET_KEY": "k"}
    started = [
        subprocess.Popen([sys.executable, "-c", ASK, "90"], env=env, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    given = [int(each.communicate(timeout=120)[0]) for each in started]
    assert 100 - 2 * (100 // API_LEASE_SHARE) <= sum(given) <= 100


def test_most_requests_write_nothing(client: Client) -> None:
    """A process takes a part of a rate at once and hands it out without asking the database."""
    rates.spend("somebody", API_KEY_RATE)
    with CaptureQueriesContext(connection) as asked:
        for _ in range(API_KEY_RATE // API_LEASE_SHARE - 1):
            rates.spend("somebody", API_KEY_RATE)
    assert len(asked) == 0
    assert client


def test_no_address_is_kept(client: Client, clock: list[float]) -> None:
    """Of who asked, the table holds a hash, and that for about an hour."""
    ask(client, REMOTE_ADDR="192.0.2.7")
    assert "192.0.2.7" not in str(list(Spending.objects.values()))
    clock[0] += 7_200
    ask(client, REMOTE_ADDR="192.0.2.8")
    assert Spending.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
        ("x" * 9_000, "unknown"),
    ],
)
def test_an_address_is_a_host_or_a_household(client: Client, told: str, address: str) -> None:
    """IPv6 counts by network of 64 bits, so that nobody has a fresh rate for each of their addresses."""
    request = client.get("/api/stories", REMOTE_ADDR=told, HTTP_X_FORWARDED_FOR="198.51.100.1").wsgi_request
    assert rates.address_of(request) == address


# --- the page ------------------------------------------------------------------------------------------------


def test_the_page_is_for_who_is_signed_in(client: Client) -> None:
    """Without an account one is asked to sign in."""
    answer = client.get("/accounts/keys/")
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


def test_a_key_is_made_shown_once_and_revoked(client: Client, signed_in: Callable[[str], Client]) -> None:
    """The page that answers shows the key; the next does not; revoked, it is refused at once."""
    person = signed_in("analyst")
    page = person.post("/accounts/keys/", {"name": "Mirror <b>", "scopes": ["read", "judge"], "days": "90"})
    assert page.status_code == 200
    found = re.search(r"onr_[\w-]{43}", page.content.decode())
    assert found
    assert "no-store" in page["Cache-Control"]
    assert "Mirror <b>" not in page.content.decode()
    again = person.get("/accounts/keys/").content.decode()
    assert found.group() not in again
    assert "Mirror &lt;b&gt;" in again
    assert ask(client, found.group()).status_code == 200
    key = ApiKey.objects.get()
    assert signed_in("editor").post(f"/accounts/keys/{key.pk}/revoke").status_code == 404
    assert person.get(f"/accounts/keys/{key.pk}/revoke").status_code == 405
    assert person.post(f"/accounts/keys/{2**70}/revoke").status_code == 404
    assert ask(client, found.group()).status_code == 200
    assert person.post(f"/accounts/keys/{key.pk}/revoke").status_code == 302
    assert ask(client, found.group()).status_code == 401


@pytest.mark.parametrize(
    "told",
    [
        {"name": "", "scopes": ["read"], "days": "90"},
        {"name": "x", "scopes": [], "days": "90"},
        {"name": "x", "scopes": ["judge"], "days": "90"},
        {"name": "x", "scopes": ["rule"], "days": "90"},
        {"name": "x", "scopes": ["read"], "days": "100000"},
        {"name": "x" * 10_000, "scopes": ["read"], "days": "90"},
        {"name": "x\x00y", "scopes": ["read"], "days": "90"},
    ],
)
def test_a_reader_makes_no_key_beyond_reading(signed_in: Callable[[str], Client], told: dict[str, object]) -> None:
    """What the form does not offer cannot be had by sending it; the page says what is wrong."""
    answer = signed_in("reader").post("/accounts/keys/", told)
    assert answer.status_code == 400
    assert 'class="errorlist' in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_an_account_has_a_bounded_number_of_keys(signed_in: Callable[[str], Client], people: SimpleNamespace) -> None:
    """One key more than the most is refused in words; a revoked one makes room."""
    for number in range(API_KEYS_EACH):
        keys.make_key(people.reader, f"key {number}", ["read"], 1)
    person = signed_in("reader")
    told = {"name": "one more", "scopes": ["read"], "days": "30"}
    assert person.post("/accounts/keys/", told).status_code == 400
    person.post(f"/accounts/keys/{ApiKey.objects.first().pk}/revoke")  # type: ignore[union-attr]
    assert person.post("/accounts/keys/", told).status_code == 200


# --- the documentation ---------------------------------------------------------------------------------------


def test_the_commands_of_the_documentation_do_what_it_says(people: SimpleNamespace, served: str) -> None:
    """Each curl command of docs/api.md, run as it stands against a real server, gets a good answer."""
    _, words = keys.make_key(people.analyst, "docs", ["read", "judge", "add"], 1)
    from onrecord.web.api.models import ExportRow

    stories = list(ExportRow.objects.filter(kind="stories").order_by("made").values_list("id", flat=True)[:2])
    commands = re.findall(r"^curl .*$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) == 7
    for command in commands:
        told = command.replace("http://localhost:8000", served).replace("$KEY", words)
        told = told.replace('"STORY"', f'"{stories[0]}"').replace('"OTHER"', f'"{stories[1]}"')
        done = subprocess.run(shlex.split(told), capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        assert done.stdout.startswith("{")
