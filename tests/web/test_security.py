"""The site as somebody would attack it from outside."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace

import lxml.html  # type: ignore[import-untyped]
import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from tests.conftest import Store
from tests.web.conftest import PASSWORD
from tests.web.page_kinds import ids_of, page_kinds

NEW_PASSWORD = "eleven pale geese rest"  # noqa: S105 - of accounts that live for one test
IN_TLS = """
import json, django
django.setup()
from django.test import Client
plain, secure = Client(HTTP_HOST="record.example.org"), Client(HTTP_HOST="record.example.org", headers={"x": "y"})
answer = secure.get("/accounts/login/", secure=True)
print(json.dumps({
    "redirect": plain.get("/accounts/login/").headers.get("Location"),
    "elsewhere": Client(HTTP_HOST="evil.example").get("/accounts/login/", secure=True).status_code,
    "headers": dict(answer.headers),
    "cookies": {name: dict(morsel) for name, morsel in answer.cookies.items()},
}))
"""


def log_in(client: Client, email: str, password: str, at: str = "198.51.100.1", to: str = "") -> int:
    """Send the form of signing in from a network address; return the status of the answer."""
    sent = {"login": email, "password": password, "next": to}
    return client.post("/accounts/login/", sent, REMOTE_ADDR=at).status_code


def fresh() -> Client:
    """A browser that was never here."""
    return Client(HTTP_HOST="localhost")


# --- what browsers are told ---------------------------------------------------------------------------------
def test_every_page_carries_the_headers(site: Store, signed_in: Callable[[str], Client]) -> None:
    """Each kind of page forbids inline scripts and styles, frames, sniffing and devices, and leaks no address."""
    for kind in page_kinds(ids_of(site)):
        client = fresh() if kind.role == "anonymous" else signed_in(kind.role)
        answer = client.get(kind.path)
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'none'", kind
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'", kind
        assert policy["frame-ancestors"] == policy["base-uri"] == "'none'", kind
        assert answer.headers["X-Content-Type-Options"] == "nosniff", kind
        assert answer.headers["Referrer-Policy"] == "same-origin", kind
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", kind
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin", kind
        assert "camera=()" in answer.headers["Permissions-Policy"], kind


def _with_tls(*command: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"} | {
        "SITE_URL": "https://record.example.org",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_SETTINGS_MODULE": "onrecord.web.settings",
    }
    return subprocess.run([sys.executable, *command], env=env, capture_output=True, text=True, timeout=120)


def test_django_s_own_check_for_deployment_is_clean() -> None:
    """`django check --deploy` finds nothing to warn of when the site stands under TLS."""
    done = _with_tls("-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_under_tls_everything_insists_on_it(site: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """With SITE_URL=https://…: redirects, HSTS, cookies that no other host can set, and no other host's name."""
    monkeypatch.setenv("DATABASE_URL", site.url)
    done = _with_tls("-c", IN_TLS)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["redirect"] == "https://record.example.org/accounts/login/"
    assert said["elsewhere"] == 400
    assert "max-age=31536000" in said["headers"]["Strict-Transport-Security"]
    assert said["cookies"]["__Host-csrf"]["secure"] is True
    assert said["cookies"]["__Host-csrf"]["httponly"] is True
    assert said["cookies"]["__Host-csrf"]["samesite"] == "Lax"


def test_no_other_host_s_name_is_answered(client: Client) -> None:
    """A request that names another host is refused in a plain page, so that no mail links to it."""
    assert client.get("/accounts/login/", HTTP_HOST="evil.example").status_code == 400


def test_a_form_from_elsewhere_is_refused(people: SimpleNamespace) -> None:
    """A form without this site's token changes nothing, and the page says what to do."""
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(people.reader, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/accounts/", {"name": "Forged"})
    assert answer.status_code == 403
    assert "out of date" in answer.content.decode()
    people.reader.refresh_from_db()
    assert people.reader.name == "Ada Reader"


# --- guessing -----------------------------------------------------------------------------------------------
def test_guessing_closes_the_pair_of_account_and_place(people: SimpleNamespace) -> None:
    """After five failures the right password is refused from there, and taken from elsewhere."""
    email = people.reader.email
    said = [log_in(fresh(), email.upper() if n % 2 else email, "wrong") for n in range(5)]
    assert said[:4] == [200] * 4
    assert log_in(fresh(), email, PASSWORD) == 429
    assert log_in(fresh(), people.analyst.email, PASSWORD) == 302
    assert log_in(fresh(), email, PASSWORD, at="198.51.100.2") == 302


def test_guessing_at_no_account_is_answered_alike(people: SimpleNamespace) -> None:
    """Neither words nor limits tell whether an address has an account."""
    pages = {}
    for email in (people.reader.email, "nobody@example.org"):
        answers = [
            fresh().post("/accounts/login/", {"login": email, "password": "wrong"}, REMOTE_ADDR="198.51.100.9")
            for _ in range(6)
        ]
        # The token of the form differs from page to page, and the address typed is given back.
        texts = [lxml.html.fromstring(answer.content).text_content().replace(email, "") for answer in answers]
        pages[email] = [(answer.status_code, text) for answer, text in zip(answers, texts, strict=True)]
    assert pages[people.reader.email] == pages["nobody@example.org"]


def test_codes_of_a_second_factor_cannot_be_guessed(people: SimpleNamespace, settings: Settings) -> None:
    """Who has the password may not try all codes."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(people.reader, generate_totp_secret())
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "100/m/ip,4/h/key"}
    client = fresh()
    assert log_in(client, people.reader.email, PASSWORD) == 302
    pages = [client.post("/accounts/2fa/authenticate/", {"code": f"{n:06d}"}).content.decode() for n in range(6)]
    assert "Incorrect code" in pages[0]
    assert "Too many" in pages[5]


def test_tries_are_counted_across_processes(people: SimpleNamespace) -> None:
    """What is counted stands in the database, where every process of the server sees it."""
    from onrecord.web.models import Count

    log_in(fresh(), people.reader.email, "wrong")
    assert Count.objects.filter(cache_key__contains="login_failed").exists()
    cache.clear()
    assert not Count.objects.exists()


@pytest.mark.parametrize(("proxies", "counted"), [(0, "198.51.100.1"), (1, "203.0.113.7"), (2, "192.0.2.66")])
def test_whose_tries_are_counted_behind_proxies(
    people: SimpleNamespace, settings: Settings, proxies: int, counted: str
) -> None:
    """A header is believed as far as our own proxies wrote it; without a proxy it is not believed at all."""
    from axes.models import AccessAttempt

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    sent = {"login": people.reader.email, "password": "wrong"}
    said = "10.9.9.9, 192.0.2.66, 203.0.113.7"  # the first is what the client itself claimed
    fresh().post("/accounts/login/", sent, REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR=said)
    assert [attempt.ip_address for attempt in AccessAttempt.objects.all()] == [counted]


def test_sign_up_and_reset_are_limited(client: Client) -> None:
    """Nobody fills the site with accounts, nor somebody's mailbox with mails."""
    sent = {"name": "Mo", "password1": NEW_PASSWORD}
    said = [fresh().post("/accounts/signup/", {**sent, "email": f"m{n}@example.org"}) for n in range(12)]
    assert [said[0].status_code, said[-1].status_code] == [302, 429]
    assert said[-1].headers["Retry-After"]
    mail.outbox.clear()
    answers = [client.post("/accounts/password/reset/", {"email": "m0@example.org"}).status_code for _ in range(8)]
    assert answers[-1] == 429
    assert len(mail.outbox) <= 5


# --- what is told about accounts ----------------------------------------------------------------------------
def test_sign_up_does_not_tell_who_has_an_account(people: SimpleNamespace) -> None:
    """A taken address is answered as a new one is; its owner gets a mail, and nothing of the account changes."""
    said = {}
    for email in (people.editor.email, "new@example.org"):
        client = fresh()
        answer = client.post("/accounts/signup/", {"name": "Eve", "email": email, "password1": NEW_PASSWORD})
        page = client.get(answer.headers["Location"])
        text = lxml.html.fromstring(page.content).text_content().replace(email, "")
        said[email] = (answer.status_code, answer.headers["Location"], text)
    assert said[people.editor.email] == said["new@example.org"]
    assert [message.to for message in mail.outbox] == [[people.editor.email], ["new@example.org"]]
    people.editor.refresh_from_db()
    assert people.editor.name == "Ada Editor"
    assert people.editor.check_password(PASSWORD)


def test_reset_does_not_tell_who_has_an_account(people: SimpleNamespace) -> None:
    """A reset for an address without an account is answered as one with it."""
    said = []
    for email in (people.editor.email, "nobody@example.org"):
        client = fresh()
        answer = client.post("/accounts/password/reset/", {"email": email})
        page = client.get(answer.headers["Location"]).content
        said.append((answer.status_code, answer.headers["Location"], lxml.html.fromstring(page).text_content()))
    assert said[0] == said[1]


def test_an_address_that_is_not_verified_opens_nothing(client: Client) -> None:
    """Signing in before the mailed link was opened leads to the page that says so, not in."""
    client.post("/accounts/signup/", {"name": "Eve", "email": "eve@example.org", "password1": NEW_PASSWORD})
    other = fresh()
    log_in(other, "eve@example.org", NEW_PASSWORD)
    assert other.get("/accounts/").status_code == 302


def test_sign_up_gives_no_role(client: Client) -> None:
    """A form that asks for a role is not heard."""
    from onrecord.community.models import Account

    sent = {"name": "Eve", "email": "eve@example.org", "password1": NEW_PASSWORD}
    client.post("/accounts/signup/", {**sent, "role": "administrator", "is_superuser": "on"})
    made = Account.objects.get(email="eve@example.org")
    assert (made.name, made.role, made.is_superuser) == ("Eve", "reader", False)
    assert made.password.startswith("argon2$argon2id$")


# --- sessions and redirects ---------------------------------------------------------------------------------
def test_the_session_changes_at_sign_in(people: SimpleNamespace) -> None:
    """A session that somebody planted before is not the one that is signed in."""
    client = fresh()
    client.post("/accounts/signup/", {"name": "Eve", "email": people.reader.email, "password1": NEW_PASSWORD})
    before = client.cookies["session"].value
    assert log_in(client, people.reader.email, PASSWORD) == 302
    assert client.cookies["session"].value != before


def test_a_new_password_closes_other_sessions(people: SimpleNamespace) -> None:
    """Who changes the password is the only one who stays signed in."""
    here, there = fresh(), fresh()
    log_in(here, people.reader.email, PASSWORD)
    log_in(there, people.reader.email, PASSWORD)
    here.post("/accounts/reauthenticate/", {"password": PASSWORD})
    sent = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert here.post("/accounts/password/change/", sent).status_code == 302
    assert here.get("/accounts/").status_code == 200
    assert there.get("/accounts/").status_code == 302


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil",
    ],
)
def test_sign_in_leads_nowhere_else(people: SimpleNamespace, to: str) -> None:
    """An address of another site is not where signing in, or out, leads."""
    client = fresh()
    sent = {"login": people.reader.email, "password": PASSWORD, "next": to}
    assert client.post("/accounts/login/", sent).headers["Location"] == "/"
    assert client.post("/accounts/logout/", {"next": to}).headers["Location"] == "/"


# --- bad input ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("words", ["a\x00b", "x" * 10_000, "\ud800", "\u202egnp.exe", "'\"><b>"], ids=repr)
def test_every_field_of_every_form_takes_anything(
    site: Store, signed_in: Callable[[str], Client], settings: Settings, words: str
) -> None:
    """NUL, a lone half of a pair, ten thousand characters: each is taken or plainly refused, and nothing fails."""
    settings.ACCOUNT_RATE_LIMITS = False
    count = 0
    for kind in page_kinds(ids_of(site)):
        if kind.form != "html":
            continue
        client = fresh() if kind.role == "anonymous" else signed_in(kind.role)
        page = lxml.html.fromstring(client.get(kind.path).content)
        for form in page.forms:
            named = [name for name in form.fields if name and name != "csrfmiddlewaretoken"]
            for field in named or [None]:
                given = {name: form.fields[name] for name in named}  # of boxes to tick a set, which stays empty
                sent = {name: said if isinstance(said, str) else "" for name, said in given.items()}
                sent |= {field: words} if field else {}
                encoded = {name: value.encode("utf-8", "surrogatepass") for name, value in sent.items()}
                where = form.action or kind.path
                if (form.method or "GET").upper() == "GET":
                    answer = client.get(where, encoded)
                elif where == "/accounts/logout/":
                    continue
                else:
                    answer = client.post(where, encoded)
                count += 1
                assert answer.status_code < 500, (kind, where, field)
    assert count > 10


def test_nul_in_an_address_is_told_plainly(site: Store) -> None:
    """NUL in a path or a question is no text: 400, on every page; the API looks at its own questions."""
    for kind in page_kinds(ids_of(site)):
        if kind.path.startswith("/api/"):
            continue
        assert fresh().get(f"{kind.path}?q=a%00b").status_code == 400
    assert fresh().get("/stories/a%00b/").status_code == 400


def test_a_form_that_is_too_large_is_refused(client: Client) -> None:
    """What is longer than a form may be is refused before it is read."""
    answer = client.post("/accounts/login/", {"login": "x" * 1_100_000, "password": "x"})
    assert answer.status_code == 400


def test_a_mail_server_that_is_down_is_told_plainly(client: Client, settings: Settings) -> None:
    """Nobody waits for a mail that was never sent: the page says that none can be sent."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    sent = {"name": "Eve", "email": "eve@example.org", "password1": NEW_PASSWORD}
    answer = client.post("/accounts/signup/", sent)
    assert answer.status_code == 503
    assert "No mail can be sent" in answer.content.decode()
