"""Accounts on the site: how people sign up and in, and what each role may open."""

from onrecord.web.accounts.roles import allowed, signature

__all__ = ["allowed", "signature"]
