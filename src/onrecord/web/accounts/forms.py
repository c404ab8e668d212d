"""What people type about themselves."""

from __future__ import annotations

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from onrecord.community.models import NAME_CHARS, Account

__all__ = ["NameField", "NameForm", "SignupForm"]

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories of characters that show nothing, turn the writing about or break the line; no name needs them."""


class NameField(forms.CharField):
    """A person's name as it will stand under judgements: one line, of letters that show."""

    def __init__(self) -> None:
        super().__init__(
            max_length=NAME_CHARS,
            label="Name",
            help_text="Everybody sees it under what you decide and write. Your e-mail address is never shown.",
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )

    def clean(self, value: object) -> str:
        """Return the name in one form (NFC, single spaces), or refuse what would not show as it is written."""
        name = " ".join(unicodedata.normalize("NFC", super().clean(value)).split())
        if any(unicodedata.category(letter) in UNSEEN for letter in name):
            raise ValidationError("A name cannot hold characters that do not show.")
        if not any(letter.isalnum() for letter in name):
            raise ValidationError("A name needs at least one letter.")
        return name


class SignupForm(forms.Form):
    """What sign-up asks besides what allauth asks."""

    name = NameField()

    field_order = ("name", "email", "password1")

    def signup(self, request: HttpRequest, account: Account) -> None:  # noqa: ARG002 - allauth calls it so
        """Give the new account its name."""
        account.name = self.cleaned_data["name"]
        account.save(update_fields=["name"])


class NameForm(forms.ModelForm[Account]):
    """A person's own name, to change."""

    name = NameField()

    class Meta:
        """The name alone."""

        model = Account
        fields = ("name",)
