"""Accounts in Django's admin: roles are given here, and nothing of the record is changed here."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from axes.models import AccessFailureLog, AccessLog
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from onrecord.community.models import Account, Role

__all__ = ["AccountAdmin", "arrange_admin"]


class AccountForm(forms.ModelForm[Account]):
    """An account's name, role, and whether it is open."""

    class Meta:
        """What administrators may change; addresses and passwords are their owners' affair."""

        model = Account
        fields = ("name", "role", "is_active")

    def clean(self) -> dict[str, Any]:
        """Refuse what would leave the site without an administrator."""
        cleaned: dict[str, Any] = super().clean() or {}
        stays = cleaned.get("role") == Role.ADMINISTRATOR and cleaned.get("is_active")
        if not stays and Account.objects.get(pk=self.instance.pk).is_last_administrator():
            raise ValidationError("This is the only administrator. Make another account administrator first.")
        return cleaned


@admin.register(Account)
class AccountAdmin(admin.ModelAdmin[Account]):
    """The accounts, found by name or address."""

    form = AccountForm
    list_display = ("email", "name", "role", "is_active", "joined_at", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("email", "name")
    ordering = ("-joined_at",)
    fields = ("email", "name", "role", "is_active", "joined_at", "last_login")
    readonly_fields = ("email", "joined_at", "last_login")
    list_per_page = 50
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Nobody is added here: people sign up, or `onrecord account add` makes their account."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Account | None = None) -> bool:
        """Delete any but the last administrator."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_last_administrator())


class FactorAdmin(admin.ModelAdmin[Any]):
    """Second factors: that they are there, never their secrets; deleted for who lost theirs and the codes too."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    search_fields = ("user__email", "user__name")
    fields = readonly_fields = ("user", "type", "created_at", "last_used_at")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """A factor is added by its owner alone."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002
        """A factor is looked at, not changed."""
        return False


def arrange_admin() -> None:
    """Let the admin be entered by the site's own sign-in, second factor included, and show only what is of use.

    Called once the apps have registered theirs.
    """
    admin.site.site_header = admin.site.site_title = "onrecord: administration"
    admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
    admin.site.enable_nav_sidebar = False
    for model in (Group, SocialApp, SocialToken, UserSession, AccessLog, AccessFailureLog, Authenticator):
        if admin.site.is_registered(model):
            admin.site.unregister(model)
    admin.site.register(Authenticator, FactorAdmin)
