"""Accounts: a person by e-mail address, with the name that signs judgements and the role that allows them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

__all__ = ["NAME_CHARS", "Account", "Role"]

NAME_CHARS = 80
"""Code points of a person's name; it stands under every judgement and comment."""


class Role(models.TextChoices):
    """What an account may do; each role may do what those before it may."""

    READER = "reader", "Reader"
    ANALYST = "analyst", "Analyst"
    EDITOR = "editor", "Editor"
    ADMINISTRATOR = "administrator", "Administrator"

    def allows(self, role: Role) -> bool:
        """Return whether an account of this role may do what `role` may."""
        order = list(Role)
        return order.index(self) >= order.index(role)


class Accounts(BaseUserManager["Account"]):
    """How accounts are made and found."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """Return a new account, put down; without a password nobody can sign in to it until one is set."""
        account = self.model(email=self.normalize_email(email), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """Return a new account of an administrator, put down."""
        return self.create_user(email, password, **{**fields, "role": Role.ADMINISTRATOR, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account with this e-mail address, in capitals or not."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser, PermissionsMixin):
    """A person's account. The e-mail address is known to its owner and to administrators, the name to everybody."""

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    name = models.CharField(max_length=NAME_CHARS, blank=True)
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.READER)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Accounts] = Accounts()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """One account to an address, in capitals or not."""

        constraints = (models.UniqueConstraint(Lower("email"), name="account_by_email"),)

    def __str__(self) -> str:
        return self.signature

    @property
    def signature(self) -> str:
        """The name that everybody may see; never the e-mail address."""
        return self.name or f"account {self.pk}"

    @property
    def is_staff(self) -> bool:
        """Whether Django's admin is open to this account."""
        return self.is_active and self.may(Role.ADMINISTRATOR)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether Django's admin lets this account do `perm`: administrators may do all that is registered there."""
        return self.is_staff or super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        """Whether Django's admin shows this account a part of it."""
        return self.is_staff or super().has_module_perms(app_label)

    def is_last_administrator(self) -> bool:
        """Whether nobody could open the admin any more if this account went."""
        others = Account.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=self.pk)
        return self.is_staff and not others.exists()

    def may(self, role: Role | str) -> bool:
        """Return whether this account may do what `role` may."""
        return self.is_active and Role(self.role).allows(Role(role))
