"""Keys to the API: what each may do, how one is made, and who stands behind one that is shown."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja.security import HttpBearer

from onrecord.community.models import Account, Role
from onrecord.limits.api import API_ANONYMOUS_RATE, API_KEY_RATE, API_KEY_USED_SECONDS, API_KEYS_EACH
from onrecord.web.api.models import ApiKey
from onrecord.web.api.problems import Problem
from onrecord.web.api.rates import address_of, spend

__all__ = ["SCOPES", "Key", "OptionalKey", "Scope", "digest_of", "in_force", "make_key"]

Scope = Literal["read", "judge", "add"]
SCOPES: dict[Scope, Role] = {"read": Role.READER, "judge": Role.ANALYST, "add": Role.ANALYST}
"""What a key may be for, and the role that its account must have, when it is made and at each use."""

BEGINS = "onr_"
PREFIX_CHARS = 10


def make_key(account: Account, name: str, scopes: list[Scope], days: int) -> tuple[ApiKey, str]:
    """Return a new key, put down, and the words of it, which are shown once and not kept.

    Raises `Problem` when the account may not have such a key, or has as many as it may.
    """
    for scope in scopes:
        if not account.may(SCOPES[scope]):
            raise Problem(403, f"keys that may {scope} are for the role {SCOPES[scope].label.lower()}")
    words = BEGINS + secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    with transaction.atomic():
        # The account's row is locked, so that two requests at once do not make one key too many.
        Account.objects.select_for_update().get(pk=account.pk)
        if in_force(account).count() >= API_KEYS_EACH:
            raise Problem(409, f"an account has {API_KEYS_EACH} keys at most; revoke one first")
        key = ApiKey.objects.create(
            account=account,
            name=name,
            prefix=words[:PREFIX_CHARS],
            digest=digest_of(words),
            scopes=list(scopes),
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
    return key, words


def in_force(account: Account) -> QuerySet[ApiKey]:
    """Return the keys of an account that are neither revoked nor run out."""
    return ApiKey.objects.filter(account=account, revoked_at=None, expires_at__gt=datetime.now(UTC))


def digest_of(words: str) -> str:
    """Return what is kept of a key."""
    return sha256(words.encode("utf-8", "replace")).hexdigest()


class Key(HttpBearer):
    """Asks for a key of a scope in the header Authorization, and counts the request against its rate."""

    openapi_bearerFormat = "onr_…"  # noqa: N815 - OpenAPI's own word
    openapi_description = (
        "A key of yours, made at /accounts/keys/ and sent as `Authorization: Bearer onr_…`. "
        "It has one or more of the scopes `read`, `judge` and `add`."
    )

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        super().__init__()

    def __call__(self, request: HttpRequest) -> Account | str:
        """Return the account behind the key."""
        header = request.headers.get("Authorization", "")
        kind, _, words = header.partition(" ")
        if kind.lower() != "bearer" or not words:
            spend(address_of(request), API_ANONYMOUS_RATE)
            raise _unknown(f"this needs a key with the scope {self.scope}, sent as Authorization: Bearer onr_…")
        return self.authenticate(request, words)

    def authenticate(self, request: HttpRequest, token: str) -> Account:
        """Return the account behind a key. Raises `Problem` when the key is not in force or not for this."""
        key = ApiKey.objects.select_related("account").filter(digest=digest_of(token.strip())).first()
        now = datetime.now(UTC)
        if key is None or key.revoked_at or key.expires_at <= now or not key.account.is_active:
            # Guessing costs the address what reading without a key does.
            spend(address_of(request), API_ANONYMOUS_RATE)
            raise _unknown("this key is not known, has run out or was revoked")
        spend(f"key {key.pk}", API_KEY_RATE)
        if self.scope not in key.scopes:
            raise Problem(403, f"this key has the scopes {', '.join(key.scopes)}, and this needs {self.scope}")
        if not key.account.may(SCOPES[self.scope]):
            raise Problem(403, f"this is for the role {SCOPES[self.scope].label.lower()}; yours is {key.account.role}")
        if not key.last_used_at or now - key.last_used_at > timedelta(seconds=API_KEY_USED_SECONDS):
            ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
        return key.account


class OptionalKey(Key):
    """Lets everybody read; a key that is sent must be in force and may read, and has the higher rate."""

    def __call__(self, request: HttpRequest) -> Account | str:
        """Return the account behind the key, or the address that asks without one."""
        if "Authorization" in request.headers:
            return super().__call__(request)
        address = address_of(request)
        spend(address, API_ANONYMOUS_RATE)
        return address


def _unknown(detail: str) -> Problem:
    return Problem(401, detail, headers={"WWW-Authenticate": 'Bearer realm="onrecord"'})
