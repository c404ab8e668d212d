"""What each role may open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
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
                if request.headers.get("HX-Request"):  # a part of a page: the sign-in is a page of its own
                    return HttpResponse(status=401, headers={"HX-Redirect": reverse("account_login")})
                return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
            if not account.may(role):
                raise PermissionDenied(f"this page is for the role {role.label.lower()}; yours is {account.role}")
            answer = view(request, *args, **kwargs)
            if isinstance(answer, HttpResponse) and not answer.has_header("Cache-Control"):
                patch_cache_control(answer, private=True, no_cache=True)  # no cache on the way keeps what one may see
            return answer

        return shown

    return around
