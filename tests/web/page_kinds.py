"""One address for each kind of page that a record has: what is opened for hostile text, for axe-core and for pictures.

To add a kind: a line in `page_kinds`. Ids that a line needs come from `ids_of`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

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
    from onrecord import community, record
    from onrecord.web.desk.models import ReviewItem
    from onrecord.web.models import AgendaEntry, StorySheet

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
    agenda = AgendaEntry.objects.filter(story=sheet.story).order_by("id").values_list("kind", "id")
    for kind in ("commitments", "bodies"):
        found[kind] = [entry for each, entry in agenda if each == kind]
    found["reviews"] = list(ReviewItem.objects.filter(story=sheet.story).order_by("id").values_list("id", flat=True))
    post = community.post_of(sheet.story)
    if post is not None:
        found["posts"] = [str(post.id)]
        found["comments"] = [str(each.id) for each in community.thread(post.id)]
        found["reports"] = [f"{post.id}/reports/{number}" for number, _ in community.reports(post.id)]
    return {kind: str(ids[0]) for kind, ids in found.items() if ids}


def page_kinds(ids: dict[str, str], words: str = "") -> list[Kind]:
    """Return the kinds of page of a record; searches ask for `words`."""
    asked = quote(words or "river")
    kinds = [
        Kind("front", "/"),
        Kind("about", "/about/"),
        Kind("tracker", "/tracker/"),
        Kind("tracker as a table", "/tracker/?view=table"),
        Kind("bodies", "/tracker/bodies/"),
        Kind("people", "/entities/"),
        Kind("comparison over time", "/compare/"),
        Kind("search", "/search/"),
        Kind("search with results", f"/search/?q={asked}"),
        Kind("search for articles", f"/search/?q={asked}&what=articles"),
        Kind("search that makes no sense", "/search/?q=%22open"),
        Kind("saved searches", "/search/saved/", "reader"),
        Kind("save a search", f"/search/saved/new/?q={asked}", "reader"),
        Kind("API", "/api/docs"),
        Kind("API keys", "/accounts/keys/", "analyst"),
        Kind("desk", "/desk/", "analyst"),
        Kind("judgements", "/desk/judgements/", "analyst"),
        Kind("let stand", "/desk/stood/", "analyst"),
        Kind("add", "/desk/add/", "analyst"),
        Kind("added", "/desk/added/", "analyst"),
        Kind("feeds", "/desk/feeds/", "editor"),
        Kind("faults", "/desk/faults/", "analyst"),
        Kind("stories as Atom", "/stories.atom", form="atom"),
        Kind("stories as CSV", "/stories.csv", form="csv"),
        Kind("stories as JSON", "/stories.json", form="json"),
        Kind("people as CSV", "/entities.csv", form="csv"),
        Kind("tracker as Atom", "/tracker.atom", form="atom"),
        Kind("tracker as CSV", "/tracker.csv", form="csv"),
        Kind("calendar", "/tracker.ics", form="ics"),
        Kind("search as Atom", f"/search.atom?q={asked}", form="atom"),
        Kind("search as CSV", f"/search.csv?q={asked}", form="csv"),
        Kind("search as JSON", f"/search.json?q={asked}", form="json"),
        Kind("stories of the API", "/api/stories", form="json"),
        Kind("attributions of the API", "/api/statements", form="json"),
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
        Kind("level", "/accounts/level/", "reader"),
        Kind("statement of account", "/accounts/statement/", "reader"),
        Kind("statement of account as CSV", "/accounts/statement.csv", "reader", "csv"),
        Kind("own posts", "/accounts/posts/", "analyst"),
        Kind("flags", "/moderation/", "editor"),
        Kind("blocked words", "/moderation/words/", "editor"),
        Kind("bans", "/moderation/bans/", "editor"),
        Kind("moderation log", "/moderation/log/"),
        Kind("once more the password", "/accounts/reauthenticate/", "reader"),
        Kind("administration", "/admin/", "administrator"),
        Kind("accounts in the administration", "/admin/community/account/", "administrator"),
    ]
    # Kinds of what this record may lack: a story of which nobody is quoted has no statement.
    of_entries = [
        ("stories", Kind("story", "/stories/{}/")),
        ("stories", Kind("story to who may vote and comment", "/stories/{}/", "reader")),
        ("stories", Kind("story to its author", "/stories/{}/", "analyst")),
        ("stories", Kind("all that was said", "/stories/{}/said/")),
        ("stories", Kind("story with style", "/stories/{}/?style=1")),
        ("stories", Kind("two outlets", "/stories/{}/compare/")),
        ("stories", Kind("story as Atom", "/stories/{}.atom", form="atom")),
        ("stories", Kind("story as CSV", "/stories/{}.csv", form="csv")),
        ("stories", Kind("story as JSON", "/stories/{}.json", form="json")),
        ("articles", Kind("article", "/articles/{}/")),
        ("articles", Kind("cited words", "/articles/{}/?cite=0-40")),
        ("statements", Kind("statement", "/statements/{}/")),
        ("statements", Kind("quotation card", "/statements/{}/card.svg", form="svg")),
        ("entities", Kind("somebody", "/entities/{}/")),
        ("entities", Kind("what somebody said", "/entities/{}/statements/")),
        ("entities", Kind("what was said about somebody", "/entities/{}/about/")),
        ("entities", Kind("what somebody wants", "/entities/{}/positions/")),
        ("entities", Kind("stories of somebody", "/entities/{}/stories/")),
        ("commitments", Kind("commitment", "/commitments/{}/")),
        ("bodies", Kind("body", "/bodies/{}/")),
        ("reviews", Kind("item of the desk", "/desk/review/{}/", "analyst")),
        ("posts", Kind("comments", "/posts/{}/comments/")),
        ("posts", Kind("comments with their forms", "/posts/{}/comments/", "reader")),
        ("posts", Kind("reports of a post", "/posts/{}/reports/", "analyst")),
        ("reports", Kind("report instance", "/posts/{}/", "reader")),
        ("reports", Kind("report instance as HTML", "/posts/{}.html", "reader", "page")),
        ("reports", Kind("report instance as CSV", "/posts/{}.csv", "reader", "csv")),
        ("reports", Kind("report instance as JSON", "/posts/{}.json", "reader", "json")),
        ("reports", Kind("chart of a report", "/posts/{}.svg", "reader", "svg")),
        ("comments", Kind("comment", "/comments/{}/")),
        ("comments", Kind("comment before a moderator", "/comments/{}/", "editor")),
        ("comments", Kind("earlier words of a comment", "/comments/{}/history/")),
        ("comments", Kind("answer", "/comments/{}/answer/", "reader")),
        ("comments", Kind("flag a comment", "/comments/{}/flag/", "reader")),
    ]
    kinds += [replace(kind, path=kind.path.format(ids[key])) for key, kind in of_entries if key in ids]
    return kinds
