"""What every template knows."""

from __future__ import annotations

from django.http import HttpRequest

__all__ = ["site"]

ROOMS = (("Stories", "/"), ("People", "/entities/"), ("Tracker", "/tracker/"), ("Compare", "/compare/"))
DESK = ("Desk", "/desk/")
MODERATION = ("Moderation", "/moderation/")


def site(request: HttpRequest) -> dict[str, object]:
    """Return the rooms of the site that this reader may enter, the open one marked."""
    may = getattr(request.user, "may", None)
    rooms = (*ROOMS, DESK) if may and may("analyst") else ROOMS
    rooms = (*rooms, MODERATION) if may and may("editor") else rooms
    return {"rooms": [{"name": name, "href": href, "open": _open(request.path, href)} for name, href in rooms]}


def _open(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)
