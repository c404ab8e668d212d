"""Taking a feed up to be watched."""

from __future__ import annotations

from datetime import UTC, datetime

from onrecord.limits.web import ADDRESS_CHARS
from onrecord.web.desk.models import Feed

__all__ = ["refused_address", "watch_feed"]


def refused_address(address: str) -> str | None:
    """Return why an address is not even put in the queue, or None; the worker looks at where it leads."""
    if not address.lower().startswith(("http://", "https://")):
        return "only http and https addresses are fetched"
    if "@" in address.split("://", 1)[1].split("/")[0]:
        return "the address carries a user name or a password, which are never sent"
    if len(address) > ADDRESS_CHARS:
        return f"an address has at most {ADDRESS_CHARS:,} characters"
    return None


def watch_feed(address: str, minutes: int, by: str) -> str | None:
    """Watch a feed from now on, unless it is watched already; return why it cannot be watched, or None."""
    if why := refused_address(address):
        return why
    now = datetime.now(UTC)
    fields = {"minutes": minutes, "by": by, "added_at": now, "due_at": now}
    Feed.objects.get_or_create(address=address, defaults=fields)
    return None
