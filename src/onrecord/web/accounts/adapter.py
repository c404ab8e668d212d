"""Where allauth asks this site."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

from onrecord.errors import MailFailed

__all__ = ["AccountAdapter", "OrganisationAdapter"]

log = logging.getLogger("onrecord.web")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sends mail, or says plainly that it cannot be sent."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail; raises `MailFailed` when the mail server does not take it."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.error("mail could not be sent: %s", error)
            raise MailFailed from error


class OrganisationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Names an account after what the organisation says of the person."""

    def populate_user(self, request: Any, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Return the account to be made, with the person's name where the organisation tells it."""
        from django.core.exceptions import ValidationError

        from onrecord.web.accounts.forms import NameField

        account = super().populate_user(request, sociallogin, data)
        said = data.get("name") or f"{data.get('first_name') or ''} {data.get('last_name') or ''}".strip()
        field = NameField()
        try:
            account.name = field.clean(str(said)[: field.max_length])
        except ValidationError:
            account.name = ""
        return account
