"""Accounts made by whoever keeps the site, without sign-up: the first administrator's above all."""

from __future__ import annotations

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from onrecord.community.models import Account, Role
from onrecord.errors import UsageError
from onrecord.web.accounts.forms import NameField

__all__ = ["add", "password_link"]


def add(email: str, role: str, name: str = "", password: str | None = None) -> Account:
    """Return a new account with a verified address, put down; without a password, one is set by `password_link`.

    Raises `onrecord.errors.UsageError` when the address, role, name or password cannot be, or the account exists.
    """
    if role not in Role.values:
        raise UsageError(f"there is no role {role}; it is {', '.join(Role.values)}")
    try:
        validate_email(email)
        shown = NameField().clean(name) if name else ""
        if password is not None:
            validate_password(password, Account(email=email, name=shown))
    except ValidationError as error:
        raise UsageError(" ".join(error.messages)) from error
    if Account.objects.filter(email__iexact=email).exists():
        raise UsageError(f"{email} has an account; its role is changed in the site's administration")
    with transaction.atomic():
        made = Account.objects.create_user(email.lower(), password, name=shown, role=role)
        EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def password_link(account: Account) -> str:
    """Return the address at which the holder of this link, and nobody else, may set the account's password."""
    uid, token = user_pk_to_url_str(account), EmailAwarePasswordResetTokenGenerator().make_token(account)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    return f"{settings.SITE_URL or 'http://127.0.0.1:8000'}{path}"
