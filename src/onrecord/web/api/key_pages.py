"""The page at which people make keys to the API and revoke them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from onrecord.community.models import Account, Role
from onrecord.limits.api import API_KEY_DAYS_MOST, API_KEY_RATE, API_KEYS_EACH
from onrecord.web.accounts import allowed
from onrecord.web.api.keys import SCOPES, Scope, in_force, make_key
from onrecord.web.api.models import KEY_NAME_CHARS, ApiKey
from onrecord.web.api.problems import Problem

__all__ = ["keys", "revoke", "urlpatterns"]

_MEANS = {
    "read": "read the record, at the higher rate",
    "judge": "put judgements on record in your name, and take them back",
    "add": "add articles to the record",
}
_DAYS = ((30, "30 days"), (90, "90 days"), (365, "a year"), (API_KEY_DAYS_MOST, "two years"))


class KeyForm(forms.Form):
    """What a new key is called, what it may do, and for how long."""

    name = forms.CharField(
        max_length=KEY_NAME_CHARS, label="Name", help_text="What you will know it by: the program that uses it."
    )
    scopes = forms.MultipleChoiceField(label="It may", widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(label="It runs out in", choices=_DAYS, coerce=int, initial=90)

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(scope, _MEANS[scope]) for scope, role in SCOPES.items() if account.may(role)]
        cast(forms.MultipleChoiceField, self.fields["scopes"]).choices = choices
        self.fields["scopes"].initial = ["read"]


@never_cache
@allowed(Role.READER)
def keys(request: HttpRequest) -> HttpResponse:
    """Show the keys of an account, and make one; a new key's words stand on the page that answers, and nowhere else."""
    account = cast(Account, request.user)
    form = KeyForm(account, request.POST or None)
    made, words = None, ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made, words = make_key(account, told["name"], cast(list[Scope], told["scopes"]), told["days"])
            form = KeyForm(account)
        except Problem as error:
            form.add_error(None, error.detail)
    context = {
        "form": form,
        "made": made,
        "words": words,
        "keys": in_force(account).order_by("-made_at", "-id"),
        "most": API_KEYS_EACH,
        "rate": API_KEY_RATE,
        "address": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "api_keys.html", context, status=400 if form.errors else 200)


@require_POST
@allowed(Role.READER)
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Revoke a key of one's own; it is refused from now on."""
    account = cast(Account, request.user)
    if number >= 2**63 or not ApiKey.objects.filter(account=account, pk=number).exists():
        raise Http404
    ApiKey.objects.filter(account=account, pk=number, revoked_at=None).update(revoked_at=datetime.now(UTC))
    return redirect("api_keys")


urlpatterns = [
    path("keys/", keys, name="api_keys"),
    path("keys/<int:number>/revoke", revoke, name="revoke_api_key"),
]
