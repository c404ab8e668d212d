"""Accounts as those who keep the site make and change them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client

from onrecord.community.models import Account, Role
from tests.conftest import Store

PASSWORD = "six brown hens nap"  # noqa: S105 - of accounts that live for one test


def add(store: Store, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run `onrecord account add`."""
    env = os.environ | {"DATABASE_URL": store.url, "SECRET_KEY": settings.SECRET_KEY}
    command = [sys.executable, "-m", "onrecord.cli", "account", "add", *words]
    return subprocess.run(command, env=env, input=typed, capture_output=True, text=True, timeout=120)


def test_the_first_administrator_sets_a_password_by_the_link(store: Store) -> None:
    """`account add --link` prints an address at which the password is set, once, and the account signs in."""
    done = add(store, "Ana@Example.org", "--role", "administrator", "--name", "Ana Ferrer", "--link")
    assert done.returncode == 0, done.stderr
    link = done.stdout.strip().removeprefix("http://127.0.0.1:8000")
    client = Client(HTTP_HOST="localhost")
    page = client.get(link, follow=True)
    sent = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(page.request["PATH_INFO"], sent).status_code == 302
    assert client.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD}).status_code == 302
    assert "Ana Ferrer" in client.get("/admin/", follow=True).content.decode()
    assert client.get("/admin/community/account/").status_code == 200
    assert Client(HTTP_HOST="localhost").get(link).status_code == 200  # the page that says it was used


def test_a_password_is_asked_for(store: Store) -> None:
    """Without --link the password is typed twice; a weak one is refused with the reason."""
    typed = f"{PASSWORD}\n{PASSWORD}\n"
    assert add(store, "bo@example.org", "--role", "analyst", typed=typed).returncode == 0
    assert Account.objects.get().check_password(PASSWORD)
    weak = add(store, "cy@example.org", typed="password\npassword\n")
    assert weak.returncode == 2
    assert "too common" in weak.stderr
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["bo@example.org", "--role", "king"], "there is no role king"),
        (["no address"], "valid email address"),
        (["bo@example.org", "--name", "\u202eoB"], "characters that do not show"),
    ],
)
def test_what_cannot_be_an_account_is_refused(store: Store, words: list[str], says: str) -> None:
    """A role, address or name that cannot be is told plainly, with exit status 2, and nothing is made."""
    done = add(store, *words, "--link")
    assert done.returncode == 2
    assert says in " ".join(done.stderr.split())
    assert not Account.objects.exists()


def test_an_account_is_not_made_twice(store: Store) -> None:
    """An address has one account, in capitals or not."""
    Account.objects.create_user("bo@example.org", PASSWORD)
    done = add(store, "BO@example.org", "--link")
    assert done.returncode == 2
    assert "has an account" in done.stderr


@pytest.mark.parametrize("name", ["", "   ", "a\x00b", "a\u2067b", "\u202eetoN", "\u200b", "…", "x" * 81])
def test_names_that_do_not_show_as_written_are_refused(name: str) -> None:
    """A name is one line of letters that show."""
    from onrecord.web.accounts.forms import NameField

    with pytest.raises(ValidationError):
        NameField().clean(name)


@pytest.mark.parametrize("name", ["Ana Ferrer", "Nguyễn Thị Minh", "Şule O’Neil-Ünal", "محمد علي", "李 小龍"])
def test_names_of_people_are_taken(name: str) -> None:
    """A name in any script is taken as it is written."""
    from onrecord.web.accounts.forms import NameField

    assert NameField().clean(f" {name}\n") == name


def test_the_last_administrator_stays(store: Store) -> None:  # noqa: ARG001 - the record that is asked
    """The only administrator cannot delete, close or demote the account; a second one frees the first."""
    first = Account.objects.create_user("a@example.org", PASSWORD, name="Ana", role=Role.ADMINISTRATOR)
    client = Client(HTTP_HOST="localhost")
    client.force_login(first, backend="django.contrib.auth.backends.ModelBackend")
    change = f"/admin/community/account/{first.pk}/change/"
    assert "only administrator" in client.post(change, {"name": "Ana", "role": "reader"}).content.decode()
    assert client.post(f"/admin/community/account/{first.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post("/accounts/delete/").status_code == 403
    Account.objects.create_user("b@example.org", PASSWORD, name="Bo", role=Role.ADMINISTRATOR)
    assert client.post("/accounts/delete/").status_code == 302
    assert [account.name for account in Account.objects.all()] == ["Bo"]


def test_an_administrator_gives_roles(store: Store) -> None:  # noqa: ARG001
    """A role given in the admin counts from the next page on."""
    ana = Account.objects.create_user("a@example.org", PASSWORD, name="Ana", role=Role.ADMINISTRATOR)
    bo = Account.objects.create_user("b@example.org", PASSWORD, name="Bo")
    client = Client(HTTP_HOST="localhost")
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    sent = {"name": "Bo", "role": "editor", "is_active": "on", "email": "evil@example.org"}
    assert client.post(f"/admin/community/account/{bo.pk}/change/", sent).status_code == 302
    bo.refresh_from_db()
    assert (bo.role, bo.email) == ("editor", "b@example.org")


def test_the_key_to_sign_with_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key stays the same from start to start, and only its user can read it."""
    from onrecord import serving

    monkeypatch.setattr(platformdirs, "user_data_dir", lambda _: str(tmp_path / "data"))
    made = serving._secret()
    file = tmp_path / "data" / "secret-key"
    assert serving._secret() == made
    assert len(made) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["secret-key"]
