"""What readers take away: tables for spreadsheets and Atom feeds, written in one way by every page.

Whatever comes from an article is hostile here too: no cell is a formula, and no text holds what XML cannot.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

__all__ = ["Feed", "entry_id", "plainly", "table_lines"]

_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠\t\r\n]")
"""What spreadsheets take for the beginning of a formula; full-width signs count in some."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, and no cell needs."""


def plainly(text: str) -> str:
    """Return a text without what XML and tables cannot hold."""
    return _UNPRINTABLE.sub("\ufffd", text)


def table_lines(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield the lines of a table as CSV (RFC 4180): a header, texts in quotation marks, nothing that is a formula."""
    yield _line(columns)
    for cells in rows:
        yield _line(cells)


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerow([_cell(cell) for cell in cells])
    return out.getvalue()


def _cell(value: object) -> str | int | float:
    """Return what a cell holds; a text that a spreadsheet would run gets an apostrophe before it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = plainly("; ".join(map(str, value)) if isinstance(value, list | tuple) else _words(value))
    return f"'{text}" if _FORMULA.match(text) else text


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def entry_id(id: str) -> str:
    """Return the id of an entry of the record as feeds name it (RFC 4151); it stays when addresses change."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"tag:{host},2026:{id}"


class Feed(Atom1Feed):
    """An Atom feed (RFC 4287) that is the same for the same entries, without an entry too."""

    def __init__(self, title: str, page: str, own: str, id: str, subtitle: str = "") -> None:
        super().__init__(
            title=plainly(title),
            link=page,
            description="",
            language="en",
            subtitle=plainly(subtitle) or None,
            feed_url=own,
            feed_guid=entry_id(id),
            author_name="onrecord",
        )

    def put(self, id: str, title: str, address: str, text: str, updated_at: datetime, by: str = "") -> None:
        """Add the entry of the record with this id, last changed at `updated_at`, published by the outlet `by`."""
        self.add_item(
            title=plainly(title),
            link=address,
            description=plainly(text),
            unique_id=entry_id(id),
            updateddate=updated_at,
            pubdate=updated_at,
            author_name=plainly(by) or None,
        )

    def latest_post_date(self) -> datetime:
        """Return when the newest entry changed."""
        return max((item["updateddate"] for item in self.items), default=datetime(1970, 1, 1, tzinfo=UTC))
