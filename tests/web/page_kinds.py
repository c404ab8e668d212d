"""One address for each kind of page that a record has: what is opened for hostile text, for axe-core and for pictures.

To add a kind: a line in `page_kinds`. Ids that a line needs come from `ids_of`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.conftest import Store

__all__ = ["Kind", "ids_of", "page_kinds"]


@dataclass(frozen=True)
class Kind:
    """A kind of page: its name, an address of it, the role that opens it, and whether it is HTML or a feed or file."""

    name: str
    path: str
    role: str = "anonymous"
    form: str = "html"


def ids_of(site: Store, words: str = "") -> dict[str, str]:  # noqa: ARG001 - Django's connection leads to it
    """Return an id of each kind of entry, by the first part of its address; of a story with `words` in its headline."""
    from onrecord import record
    from onrecord.web.models import StorySheet

    sheets = StorySheet.objects.filter(headline__contains=words).order_by("-report_count", "story")
    sheet = sheets.first()
    if sheet is None:
        return {}
    snapshot = record.as_of()
    articles = snapshot.story(sheet.story).articles
    statements = snapshot.statements(sheet.story)
    speakers = [speaker for article in articles for speaker in snapshot.speakers(article).values()]
    found = {"stories": [sheet.story], "articles": articles, "entities": speakers}
    found["statements"] = [each.id for each in sorted(statements, key=lambda each: -len(each.wordings))]
    return {kind: str(ids[0]) for kind, ids in found.items() if ids}


def page_kinds(ids: dict[str, str], words: str = "") -> list[Kind]:
    """Return the kinds of page of a record; searches ask for `words`."""
    _ = words
    kinds = [
        Kind("front", "/"),
        Kind("not there", "/nowhere/"),
        Kind("sign in", "/accounts/login/"),
        Kind("sign up", "/accounts/signup/"),
        Kind("reset the password", "/accounts/password/reset/"),
        Kind("reset asked", "/accounts/password/reset/done/"),
        Kind("look into your mail", "/accounts/confirm-email/"),
        Kind("wrong link", "/accounts/confirm-email/wrong/"),
        Kind("account", "/accounts/", "reader"),
        Kind("delete the account", "/accounts/delete/", "reader"),
        Kind("change the address", "/accounts/email/", "reader"),
        Kind("change the password", "/accounts/password/change/", "reader"),
        Kind("second factors", "/accounts/2fa/", "reader"),
        Kind("keys", "/accounts/2fa/webauthn/", "reader"),
        Kind("sessions", "/accounts/sessions/", "reader"),
        Kind("once more the password", "/accounts/reauthenticate/", "reader"),
        Kind("administration", "/admin/", "administrator"),
        Kind("accounts in the administration", "/admin/community/account/", "administrator"),
    ]
    # Kinds of what this record may lack: a story of which nobody is quoted has no statement.
    of_entries = [("stories", Kind("story", "/stories/{}/"))]
    kinds += [replace(kind, path=kind.path.format(ids[key])) for key, kind in of_entries if key in ids]
    return kinds
