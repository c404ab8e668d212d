"""Who may open what: every address of the site by every method and by every role.

To add an address: name its pattern in `CLASSES` (the first expression that matches its route decides). A pattern that
no expression matches fails the test, so nothing is opened to anybody by forgetting it here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from tests.conftest import Store
from tests.web.page_kinds import ids_of

ROLES = ("anonymous", "reader", "analyst", "editor", "administrator")
SAFE = ("GET", "HEAD", "OPTIONS")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")

# What a class of addresses answers: to safe methods, and to those that change something, by role in the order above.
#   open      it answers: a page, a redirect elsewhere, or plainly that what was sent or asked for makes no sense
#   sign-in   asked to sign in: a redirect to the sign-in, or 401
#   refused   403
#   no        405: nobody can do that here
#   step      a step of signing in that has not begun: open, or back to its beginning
#   door      led to the admin's door, whose answers are a test of their own below
#   admin     open, but for what the admin lets nobody do, such as adding an account
MATRIX = {
    #                  anonymous  reader     analyst    editor     administrator
    "reading": (
        "              open       open       open       open       open",
        "              no         no         no         no         no",
    ),
    "entrance": (
        "              open       open       open       open       open",
        "              open       open       open       open       open",
    ),
    "signed in": (
        "              sign-in    open       open       open       open",
        "              sign-in    open       open       open       open",
    ),
    "analyst": (
        "              sign-in    refused    open       open       open",
        "              sign-in    refused    open       open       open",
    ),
    "feeds": (
        "              sign-in    refused    open       open       open",
        "              sign-in    refused    refused    open       open",
    ),
    "api": (
        "              open       open       open       open       open",
        "              sign-in    sign-in    sign-in    sign-in    sign-in",
    ),
    "editor": (
        "              sign-in    refused    refused    open       open",
        "              sign-in    refused    refused    open       open",
    ),
    "administrator": (
        "              sign-in    refused    refused    refused    open",
        "              sign-in    refused    refused    refused    open",
    ),
    "step": (
        "              step       step       step       step       step",
        "              step       step       step       step       step",
    ),
    "admin": (
        "              door       door       door       door       admin",
        "              door       door       door       door       admin",
    ),
}

# Routes (as the resolver writes them) by class. The first that matches counts.
CLASSES = (
    # The sign-in of the admin is the site's own.
    (r"admin/(login|logout)/", "admin's door"),
    (r"admin/", "admin"),
    # allauth
    (r"accounts/(login/code|2fa/authenticate|2fa/webauthn/login|3rdparty/(login|signup))/", "step"),
    (r"accounts/(login|signup|confirm-email|password/reset|inactive)", "entrance"),
    (r"accounts/logout/", "entrance"),
    (r"accounts/(social|oidc)/", "entrance"),
    (r"accounts/(2fa|3rdparty|email|password/(change|set)|reauthenticate|sessions)", "signed in"),
    (r"accounts/(delete/)?$", "signed in"),
    (r"accounts/keys/", "signed in"),
    (r"accounts/(level|statement|posts)[/.]", "signed in"),
    # the community
    (r"stories/<slug:id>/publish", "analyst"),
    (r"posts/<number:post>/(withdraw|reports/$)", "analyst"),
    (r"posts/<number:post>/comments/$", "reading"),
    (r"posts/", "signed in"),
    (r"comments/<number:comment>/(history/)?$", "reading"),
    (r"comments/", "signed in"),
    (r"moderation/log/", "reading"),
    (r"moderation/", "editor"),
    # pages
    (r"$", "reading"),
    (r"(stories|statements|articles|entities|tracker|compare|commitments|bodies|about|search)/$", "reading"),
    (r"(stories|statements|articles|entities|tracker|commitments|bodies)[/<.]", "reading"),
    (r"search\\?\.", "reading"),
    (r"search/saved/<str:token>", "reading"),
    (r"search/saved/", "signed in"),
    (r"search/unsubscribe/", "entrance"),
    # the desk
    (r"desk/feeds/", "feeds"),
    (r"desk/", "analyst"),
    # the API asks for a key and not for a session; its own tests hold the scopes of keys
    (r"api/", "api"),
)

GIVEN = {"int": "1", "number": "1", "uuid": "00000000-0000-4000-8000-000000000000", "form": ".csv"}
"""What stands in an address for each kind of part."""

DOOR = "admin's door"
"""The class whose answer is tested by a test of its own."""

AGREES = {
    "open": {"open", "no"},
    "sign-in": {"sign-in", "no"},
    "refused": {"refused", "no"},
    "no": {"no"},
    "step": {"open", "sign-in", "no"},
    "door": {"door", "no"},
    "admin": {"open", "refused", "no"},
}
"""What agrees with the matrix: no address need take every method, from nobody."""


def patterns(within: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every pattern of the resolver with its whole route."""
    for each in (within or get_resolver()).url_patterns:
        route = before + str(each.pattern).removeprefix("^").replace("/^", "/")
        if isinstance(each, URLResolver):
            yield from patterns(each, route)
        else:
            yield route, each


def class_of(route: str) -> str | None:
    """Return the class of a route, or None when nobody said."""
    return next((name for expression, name in CLASSES if re.match(expression, route)), None)


def address(route: str, ids: dict[str, str]) -> str:
    """Return an address that the route matches, with ids of this record where it asks for them."""

    def given(found: re.Match[str]) -> str:
        kind, _, name = found.group(1).rpartition(":")
        of_record = ids.get(route.split("/")[0]) if name == "id" else None
        return of_record or GIVEN.get(kind) or ("csv" if name == "form" else "nothing")

    path = re.sub(r"<([\w:]+)>", given, re.sub(r"\(\?P<(\w+)>.*?\)(?=[-/$)]|\Z)", r"<\1>", route))
    return "/" + path.replace("\\Z", "").replace("\\.", ".").rstrip("$").replace("(?:", "").replace(")?", "")


def told(answer: HttpResponseBase) -> str:
    """Return in one word what an answer amounts to."""
    to = answer.headers.get("Location", "")
    if answer.status_code == 401 or "/accounts/login/" in to:
        return "sign-in"
    if "/admin/login/" in to:
        return "door"
    return {403: "refused", 405: "no"}.get(answer.status_code, "open" if answer.status_code < 500 else "failed")


def agrees(expected: str, said: str, method: str) -> bool:
    """Return whether an answer is as the matrix expects; OPTIONS says what a page takes, and may to anybody."""
    return said in AGREES[expected] or (method == "OPTIONS" and said == "open")


def test_every_address_has_a_class() -> None:
    """A new address fails here until somebody says in `CLASSES` to whom it is open."""
    assert sorted({route for route, _ in patterns() if class_of(route) is None}) == []


def test_every_address_by_every_method_and_role(
    site: Store,
    posted: SimpleNamespace,  # noqa: ARG001 - the post that addresses of posts lead to
    signed_in: Callable[[str], Client],
    settings: Settings,
) -> None:
    """Each of the addresses answers each method and role as the matrix says; none fails."""
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    ids, wrong, count = ids_of(site), [], 0
    clients = {role: signed_in(role) if role != "anonymous" else Client(HTTP_HOST="localhost") for role in ROLES}
    for client in clients.values():
        client.raise_request_exception = False
    for route, _ in patterns():
        name = class_of(route) or ""
        if name == DOOR:
            continue
        path = address(route, ids)
        for method in (*SAFE, *UNSAFE):
            for role, expected in zip(ROLES, MATRIX[name][method in UNSAFE].split(), strict=True):
                cookies = clients[role].cookies.output()
                with transaction.atomic():  # nothing of it stays: the next asks the same site
                    said = told(clients[role].generic(method, path))
                    transaction.set_rollback(True)
                if clients[role].cookies.output() != cookies and role != "anonymous":
                    clients[role] = signed_in(role)
                count += 1
                if not agrees(expected, said, method):
                    wrong.append(f"{method} {path} as {role}: {said}, not {expected}")
    print(f"{count} questions")
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("role", ROLES)
def test_the_admin_is_entered_by_the_site_s_sign_in(signed_in: Callable[[str], Client], role: str) -> None:
    """Who is not signed in is sent to the site's sign-in, second factor included; only administrators get in."""
    client = signed_in(role) if role != "anonymous" else Client(HTTP_HOST="localhost")
    said = {told(client.get("/admin/login/?next=/admin/")), told(client.post("/admin/login/", {"username": "a"}))}
    assert said == {{"anonymous": "sign-in", "administrator": "open"}.get(role, "refused")}


@pytest.mark.parametrize("path", ["community/account/add/", "mfa/authenticator/add/"])
def test_the_admin_makes_no_accounts_and_no_factors(signed_in: Callable[[str], Client], path: str) -> None:
    """Nobody adds an account or somebody's second factor there, administrators no more than others."""
    assert signed_in("administrator").get(f"/admin/{path}").status_code == 403
