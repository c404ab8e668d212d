"""What may be asked of lists: how many rows, from where on, changed since when, and of which story, speaker or day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field

from onrecord.limits.api import API_NAME_CHARS, API_PAGE_ROWS, API_PAGE_ROWS_MOST
from onrecord.record import Founded
from onrecord.web.api.problems import Problem

__all__ = [
    "ArticleFilters",
    "BodyFilters",
    "CommitmentFilters",
    "ConflictFilters",
    "EntityFilters",
    "FaultFilters",
    "Filters",
    "PositionFilters",
    "ReuseFilters",
    "StatementFilters",
    "StoryFilters",
    "TimelineFilters",
    "founded_at",
    "founded_cursor",
    "only_known",
]

ROW_CURSOR = "^[am][0-9a-f]{1,12}$"
FOUNDED_CURSOR = "^f[0-9a-f]{1,13}-[0-9a-z-]{1,64}$"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CONTROLS = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def _day(told: Any) -> date:
    if isinstance(told, str) and _DAY.fullmatch(told):
        return date.fromisoformat(told)
    raise ValueError("a day is written 2026-01-31")


def _instant(told: Any) -> datetime:
    if not isinstance(told, str) or not _INSTANT.fullmatch(told):
        raise ValueError("an instant is written 2026-01-31T12:00:00Z; a + in an address is written %2B")
    whole, _, rest = told.upper().replace("Z", "+00:00").partition(".")
    if rest:
        digits = re.match(r"\d+", rest, re.ASCII)
        fraction = digits.group() if digits else ""
        whole = f"{whole}.{fraction[:6]:0<6}{rest[len(fraction) :]}"
    # A leap second is the one after it, to clocks that have none.
    leap = whole[17:19] == "60"
    found = datetime.fromisoformat(f"{whole[:17]}59{whole[19:]}" if leap else whole)
    try:
        return found.astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC) if found.year == 1 else datetime.max.replace(tzinfo=UTC)


def _plain(told: str) -> str:
    if _CONTROLS.search(told):
        raise ValueError("a name holds no control characters")
    return told


Day = Annotated[date, BeforeValidator(_day)]
Instant = Annotated[datetime, BeforeValidator(_instant)]
Id = Annotated[str, Field(max_length=64, pattern="^[a-z]+-[0-9a-f]+$")]
Name = Annotated[str, Field(min_length=1, max_length=API_NAME_CHARS), AfterValidator(_plain)]


class Paged(Schema):
    """How many rows, and from where on."""

    limit: int = Field(
        API_PAGE_ROWS, ge=1, le=API_PAGE_ROWS_MOST, description="Rows in one answer at most; long ones make it fewer."
    )


class Filters(Paged):
    """What every list of rows of the export can be asked; `_columns` says which column each field narrows."""

    columns: ClassVar[Mapping[str, str]] = {}
    cursor: str | None = Field(
        None,
        pattern=ROW_CURSOR,
        description="`next` of the answer before this one: the list goes on after its last row. What stood there when "
        "the list was begun comes once, whatever arrives meanwhile; what is new comes last.",
        examples=["a0"],
    )
    changed_since: Instant | None = Field(
        None,
        description="Only rows that changed at this instant or after it, in the order of change, and in `gone` those "
        "that are no more. Give the last `changed_at` that you have seen; rows of that very instant come again.",
        examples=["2026-01-31T12:00:00Z"],
    )


class _Told(Filters):
    """Rows that belong to a story and have days."""

    story: Id | None = Field(None, description="Only rows of the story with this id.")
    since: Day | None = Field(
        None, description="Only rows whose days reach to this day or later.", examples=["2026-01-01"]
    )
    until: Day | None = Field(
        None, description="Only rows whose days begin on this day or earlier.", examples=["2026-12-31"]
    )


class ArticleFilters(_Told):
    """Articles, by their day of publication."""

    columns = {"story": "story", "outlet": "outlet"}  # noqa: RUF012
    outlet: Name | None = Field(None, description="Only articles of the outlet with exactly this name.")


class StoryFilters(Filters):
    """Stories, by the days of their articles."""

    since: Day | None = Field(None, description="Only stories reported on this day or later.", examples=["2026-01-01"])
    until: Day | None = Field(
        None, description="Only stories reported on this day or earlier.", examples=["2026-12-31"]
    )


class StatementFilters(_Told):
    """Statements, by the days on which they were made."""

    columns = {"story": "story", "speaker": "who"}  # noqa: RUF012
    speaker: Id | None = Field(None, description="Only statements of the entity with this id.")
    altered: Literal["true"] | None = Field(
        None, description="`true`: only statements whose words inside quotation marks differ between reports."
    )


class PositionFilters(_Told):
    """Positions, by the days on which they were stated."""

    columns = {"story": "story", "actor": "who", "stance": "what", "issue_id": "of"}  # noqa: RUF012
    actor: Id | None = Field(None, description="Only positions of the entity with this id.")
    issue_id: Id | None = Field(None, description="Only positions on the issue with this id.")
    stance: Literal["for", "against", "open", "undecided"] | None = Field(None, description="Only this stance.")


class ConflictFilters(Filters):
    """Conflicts, by kind."""

    columns = {"story": "story", "kind": "what"}  # noqa: RUF012
    story: Id | None = Field(None, description="Only rows of the story with this id.")
    kind: Literal["disagreement", "denial", "contradiction"] | None = Field(None, description="Only this kind.")


class CommitmentFilters(_Told):
    """Commitments, by the days on which they are due."""

    columns = {"story": "story", "agent": "who", "status": "what"}  # noqa: RUF012
    agent: Id | None = Field(None, description="Only commitments of the entity with this id.")
    status: (
        Literal["announced", "under discussion", "scheduled", "begun", "delivered", "lapsed", "withdrawn", "denied"]
        | None
    ) = Field(None, description="Only this status.")


class BodyFilters(Filters):
    """Bodies, by kind."""

    columns = {"story": "story", "kind": "what"}  # noqa: RUF012
    story: Id | None = Field(None, description="Only rows of the story with this id.")
    kind: Annotated[str, Field(min_length=1, max_length=32), AfterValidator(_plain)] | None = Field(
        None, description="Only this kind, such as `task force` or `council`.", examples=["task force"]
    )


class TimelineFilters(_Told):
    """What happened or is planned, by its days."""

    columns = {"story": "story"}  # noqa: RUF012


class ReuseFilters(Filters):
    """Text that articles have from others."""

    columns = {"story": "story", "article": "article", "of": "of", "kind": "what"}  # noqa: RUF012
    story: Id | None = Field(None, description="Only rows of the story with this id.")
    article: Id | None = Field(None, description="Only what this article has from others.")
    of: Id | None = Field(None, description="Only what others have from this article.")
    kind: Literal["copy", "rewrite", "excerpt"] | None = Field(None, description="Only this kind.")


class FaultFilters(Paged):
    """Lists in the order in which entries came onto the record."""

    cursor: str | None = Field(
        None,
        pattern=FOUNDED_CURSOR,
        description="`next` of the answer before this one: the list goes on after its last row.",
        examples=["f0-0"],
    )


class EntityFilters(FaultFilters):
    """Entities, by kind and name."""

    kind: Literal["person", "organization", "place", "group"] | None = Field(None, description="Only this kind.")
    name: Name | None = Field(
        None, description="Only entities that were seen under this whole name, in capitals or not."
    )


def founded_cursor(last: Founded) -> str:
    """Return the cursor of a list in the order of coming that goes on after `last`."""
    passed = last.at.astimezone(UTC) - _EPOCH
    return f"f{(passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds:x}-{last.id}"


def founded_at(cursor: str | None) -> Founded | None:
    """Return the place that a cursor names, which the pattern has let through."""
    if cursor is None:
        return None
    at, _, name = cursor[1:].partition("-")
    return Founded(datetime.fromtimestamp(0, UTC) + int(at, 16) * datetime.resolution, name)


def only_known(request: HttpRequest, filters: type[Schema] | None) -> None:
    """Refuse what was not understood: a misspelt filter that is passed over gives wrong rows for right ones."""
    known = set(filters.model_fields) if filters else set()
    wrong = [
        {"where": f"query {name[:64]}", "what": "this is not known here" if name not in known else "this stands twice"}
        for name, values in request.GET.lists()
        if name not in known or len(values) > 1
    ]
    if wrong:
        told = f"known here are {', '.join(sorted(known))}, each once" if known else "nothing can be asked here"
        raise Problem(422, f"the address asks for what is not understood; {told}", errors=wrong[:10])
