"""A site over a record of the examples: a client within the process, and a real server with a real browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from tests.conftest import Store, Templates, led_to, point_django_at
from tests.publishing.chromium import CHROMIUM

# Playwright runs a loop in this thread, which Django takes for a server of its own kind.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PASSWORD = "four quiet herons wait"  # noqa: S105 - the password of accounts that live for one test


def read_once(
    template: Templates, blocker: DjangoDbBlocker, folder: Path, judge: Callable[[], None] = lambda: None
) -> Callable[[], Store]:
    """Return a function that makes copies of a record of what is in `folder`, judged by `judge`, its shelf kept."""
    from django.db import connection

    from onrecord import flow
    from onrecord.web import shelf

    with blocker.unblock():
        held = template()
        point_django_at(held.url)
        for _ in flow.add([str(folder)]):
            pass
        shelf.catch_up()
        judge()
        shelf.catch_up()
        connection.close()
    return lambda: template(like=held)


@pytest.fixture(scope="session")
def full(template: Templates, django_db_blocker: DjangoDbBlocker) -> Callable[[], Store]:
    """Return a function that makes a record of the examples, its shelf kept; they are read once a run."""
    return read_once(template, django_db_blocker, EXAMPLES)


@pytest.fixture
def site(full: Callable[[], Store], django_db_blocker: DjangoDbBlocker) -> Iterator[Store]:
    """A record of the examples of this test's own, to which Django's connection leads."""
    with led_to(full(), django_db_blocker) as made:
        yield made


@pytest.fixture
def client(site: Store) -> Client:  # noqa: ARG001 - the record that is asked
    """A browser without script and without a network, not signed in."""
    return Client(HTTP_HOST="localhost")


@cache
def _hashed() -> str:
    """The password's hash, which takes long to make, as it should."""
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


@pytest.fixture
def people(site: Store) -> SimpleNamespace:  # noqa: ARG001
    """An account for each role, by the role's name; all have the password `PASSWORD` and a verified address."""
    from allauth.account.models import EmailAddress

    from onrecord.community.models import Account, Role

    found = {}
    for role in Role:
        account = Account.objects.create_user(
            f"{role}@example.org", name=f"Ada {role.label}", role=role, is_superuser=role == "administrator"
        )
        Account.objects.filter(pk=account.pk).update(password=_hashed())
        account.refresh_from_db()
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
        found[str(role)] = account
    return SimpleNamespace(**found)


@pytest.fixture
def signed_in(people: SimpleNamespace) -> Callable[[str], Client]:
    """Return a function that gives a client signed in with the account of a role."""

    def as_role(role: str) -> Client:
        client = Client(HTTP_HOST="localhost")
        client.force_login(getattr(people, role), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_role


@pytest.fixture
def posted(people: SimpleNamespace) -> SimpleNamespace:
    """The story with the most reports as a post of the analyst, with all that readers and moderators do to one."""
    from tests.web.posting import moderate, post_up
    from tests.web.stories import many_worded, river

    made = post_up(people, river(), many_worded(river()))
    moderate(people, made)
    return made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*sandbox, "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def served(site: Store, tmp_path: Path) -> Iterator[str]:
    """The address of a real server over the record of this test, by the command that people use."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "serve.log"
    command = [sys.executable, "-m", "onrecord.cli", "serve", "--no-watch", "--port", str(port)]
    # The key of this process, so that whoever `signed_in` signs in is signed in there too.
    env = os.environ | {"DATABASE_URL": site.url, "SECRET_KEY": settings.SECRET_KEY}
    with log.open("w") as out:
        server = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(1200):  # a busy machine takes its time to start
            try:
                httpx.get(address, timeout=5)
                break
            except httpx.TransportError:
                if server.poll() is not None:
                    raise AssertionError(log.read_text()) from None
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=60)  # a machine that runs several suites takes its time
