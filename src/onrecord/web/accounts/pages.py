"""A person's own account: what it is, its name, and its end."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from onrecord.community.models import Account, Role
from onrecord.web.accounts.forms import NameForm
from onrecord.web.accounts.roles import allowed

__all__ = ["delete", "overview"]

MAY = {
    Role.READER: "read everything, save searches, have keys to the API, and take part as your level allows",
    Role.ANALYST: "also work at the desk: decide what is unsure, add pages and feeds, and publish stories as posts",
    Role.EDITOR: "also take back what others decided, keep the feeds, and moderate the community",
    Role.ADMINISTRATOR: "also give roles to accounts, and open the administration",
}
"""What each role may do, as its holder is told."""


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(Role.READER)
def overview(request: HttpRequest) -> HttpResponse:
    """Show a person's account, and take a new name for it."""
    account = _own(request)
    form = NameForm(request.POST or None, instance=Account.objects.get(pk=account.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Your name is changed. What you signed before keeps the name it was signed with.")
        return redirect("account")
    kinds = list(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    context = {
        "form": form,
        "may": MAY[Role(account.role)],
        "addresses": EmailAddress.objects.filter(user=account).order_by("-primary", "email"),
        "has_app": Authenticator.Type.TOTP in kinds,
        "key_count": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        "session_count": UserSession.objects.filter(user=account).count(),
        "organisation": settings.OIDC_ISSUER and settings.OIDC_NAME,
    }
    return render(request, "account/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(Role.READER)
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def delete(request: HttpRequest) -> HttpResponse:
    """Ask whether an account shall end, and end it. What it signed on the record stays, since the record does."""
    account = _own(request)
    if request.method != "POST":
        return render(request, "account/delete.html", {"last": account.is_last_administrator()})
    if account.is_last_administrator():
        raise PermissionDenied("you are the only administrator; make another account administrator first")
    logout(request)
    Account.objects.filter(pk=account.pk).delete()
    messages.success(request, "Your account is deleted.")
    return redirect("front")


def _own(request: HttpRequest) -> Account:
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user
