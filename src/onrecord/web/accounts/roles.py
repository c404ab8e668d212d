"""What each role may open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from onrecord.community.models import Account, Role

__all__ = ["allowed", "signature"]

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]


def signature(account: Account) -> str:
    """Return the name under which an account is shown."""
    return account.signature


def allowed(role: Role) -> Callable[[View[Parameters]], View[Parameters]]:
    """Open a view to accounts that may do what `role` may; others are asked to sign in, or refused (403)."""

    def around(view: View[Parameters]) -> View[Parameters]:
        @wraps(view)
        def shown(request: HttpRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponseBase:
            account = request.user
            if not isinstance(account, Account):
                return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
            if not account.may(role):
                raise PermissionDenied(f"this page is for the role {role.label.lower()}; yours is {account.role}")
            return view(request, *args, **kwargs)

        return shown

    return around
