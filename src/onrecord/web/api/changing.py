"""What changes the record: judgements and their retraction, and articles that are added."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Header, Schema
from pydantic import AfterValidator, ConfigDict, Field, model_validator

from onrecord import flow, record
from onrecord.community.models import Account
from onrecord.errors import UsageError
from onrecord.limits.api import (
    API_ARTICLE_CHARS,
    API_FIELD_CHARS,
    API_NAME_CHARS,
    API_SHELVED_AT_ONCE,
    API_TARGETS_MOST,
)
from onrecord.outlets import ITEM, Page
from onrecord.record import Judgement
from onrecord.web import shelf
from onrecord.web.api import agenda_schemas
from onrecord.web.api.answers import etag_of
from onrecord.web.api.asking import Id, only_known
from onrecord.web.api.keys import Key
from onrecord.web.api.models import ExportRow
from onrecord.web.api.of_record import attribution_body, entity_body, judgement_json
from onrecord.web.api.problems import Problem
from onrecord.web.api.resources import body_of
from onrecord.web.api.routing import router
from onrecord.web.desk.deciding import may_retract
from onrecord.web.desk.models import Signed
from onrecord.web.shelf.export_rows import rows_of

__all__ = ["add_article", "judge", "retract"]

_KIND_OF = {"story": "stories", "stm": "statements"}


def _said(told: str) -> str:
    """Refuse a text that says nothing, or holds what no database takes."""
    if not told.strip():
        raise ValueError("it says nothing")
    if "\0" in told:
        raise ValueError("it holds the character NUL, which no text has")
    return told


Words = Annotated[str, Field(min_length=1, max_length=API_FIELD_CHARS, pattern=r"^[^\x00]*\S[^\x00]*$")]
Said = Annotated[Words, AfterValidator(_said)]


_SHAPES = {"merge": (2, API_TARGETS_MOST), "split": (2, API_TARGETS_MOST), "reject": (1, 2), "correct": (1, 1)}
"""How many entries each kind of judgement names."""


class NewJudgement(Schema):
    """A decision to put on record."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "anyOf": [
                {
                    "properties": {
                        "kind": {"const": kind},
                        "targets": {"minItems": least, "maxItems": most},
                        "value": {"type": "string" if kind == "correct" else "null"},
                    },
                    "required": ["kind", "targets", *(["value"] if kind == "correct" else [])],
                }
                for kind, (least, most) in _SHAPES.items()
            ],
            "examples": [
                {"kind": "correct", "targets": ["att-0"], "value": "Ana Ruiz", "reason": "The lede names her"}
            ],
        },
    )

    kind: Literal["merge", "split", "reject", "correct"] = Field(
        description="What is decided: that several entries are one, that one is several, that it is wrong, who spoke."
    )
    targets: list[Id] = Field(
        min_length=1,
        max_length=API_TARGETS_MOST,
        description="*merge*: two or more stories or entities, the first stays. *split*: a story or an entity, then "
        "the articles that leave it. *reject*: an attribution; or a statement and an attribution that words it; or a "
        "story and the earlier one that it follows; or two entities that were joined. *correct*: an attribution.",
    )
    value: Annotated[Said, Field(max_length=API_NAME_CHARS)] | None = Field(
        None, description="*correct*: the name of who spoke."
    )
    reason: Said = Field(description="Why, in words that stand beside the judgement for everybody.")

    @model_validator(mode="after")
    def _fits(self) -> NewJudgement:
        least, most = _SHAPES[self.kind]
        if not least <= len(self.targets) <= most:
            number = str(least) if least == most else f"{least} to {most}"
            raise ValueError(f"the kind {self.kind} names {number} targets")
        if (self.kind == "correct") != (self.value is not None):
            raise ValueError("a correction has the speaker's name as its value, and no other judgement has one")
        return self


class Retraction(Schema):
    """Why a judgement is taken back."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "It was the other minister"}]})

    reason: Said = Field(description="Why, in words that stay on record.")


class NewArticle(Schema):
    """An article to put on record: the line of a `.jsonl` file."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "url": "https://example.org/harbour",
                    "outlet": "Harbour Post",
                    "title": "Council to meet on Monday",
                    "published": "2026-01-31",
                    "text": "The council will meet on Monday, its chair Ana Ruiz said.",
                }
            ]
        },
    )

    id: Said | None = Field(None, description="The id that the article has with you; kept as `external_id`.")
    url: (
        Annotated[str, Field(max_length=API_FIELD_CHARS, pattern=r"^https?://[^\s\x00]+$"), AfterValidator(_said)]
        | None
    ) = Field(None, description="Where it was published: an http(s) address.")
    outlet: Annotated[Said, Field(max_length=API_NAME_CHARS)] | None = Field(None, description="Who published it.")
    title: Said | None = Field(None, description="Its headline.")
    byline: Said | None = Field(None, description="Who wrote it.")
    published: (
        Annotated[str, Field(max_length=40, pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.+Z-]*)?$")] | None
    ) = Field(None, description="When it was published: ISO 8601, a day or an instant.")
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = Field(
        None, description="ISO 639-1; told from the text when it is not given."
    )
    text: Annotated[
        str, Field(min_length=1, max_length=API_ARTICLE_CHARS, pattern=r"^[^\x00]*\S[^\x00]*$"), AfterValidator(_said)
    ] = Field(description="The clean text, its paragraphs divided by blank lines. It is stored unchanged.")


@router.post(
    "/judgements",
    auth=Key("judge"),
    response={201: agenda_schemas.Judgement},
    operation_id="judge",
    summary="Judge",
    tags=["Judgements"],
)
def judge(
    request: HttpRequest,
    told: NewJudgement,
    if_match: Annotated[
        str | None,
        Header(
            None,
            alias="If-Match",
            max_length=200,
            description="The `ETag` with which you received the first target. When that has changed since, nothing is "
            "judged and the answer is 409.",
        ),
    ] = None,
) -> HttpResponse:
    """Put a decision on record, signed by the key's account, dated now, and retractable.

    It applies to all that is read from the record from now on. Whoever comes second with the same decision, or with
    one over what has changed since they looked, is told so (409).
    """
    only_known(request, None)
    account: Account = request.auth  # type: ignore[attr-defined]
    targets = list(told.targets)
    with record.writing():
        # Nobody else writes meanwhile: what holds here holds when it is judged.
        if if_match is not None and if_match.strip() != "*" and not _stands(targets[0], if_match):
            raise Problem(409, f"{targets[0]} has changed since you received it; look at it again before you judge")
        for held in record.judgements():
            if held.retracted_at is None and (held.kind, list(held.targets), held.value) == (
                told.kind,
                targets,
                told.value,
            ):
                raise Problem(409, f"{held.by} has judged so already, in {held.id}")
        try:
            judged = record.judge(told.kind, targets, account.signature, told.reason, told.value)
        except UsageError as error:
            raise Problem(404, str(error)) from error
        Signed.objects.create(judgement=judged.id, account=account)
    _shelve(record.stories_told_in(targets))
    return _made(201, judgement_json(judged))


def _stands(target: str, tags: str) -> bool:
    """Return whether the answer for an entry still has one of the tags."""
    wanted = {each.strip() for each in tags.split(",")}
    kind = _KIND_OF.get(target.partition("-")[0])
    if kind is None:
        body: Callable[[str], bytes] = entity_body if target.startswith("ent-") else attribution_body
        try:
            return etag_of(body(target)) in wanted
        except Problem:
            return False
    row = ExportRow.objects.filter(id=target, kind=kind, gone=False).first()
    return row is not None and etag_of(body_of(kind, row)) in wanted and _as_kept(row)


def _as_kept(row: ExportRow) -> bool:
    """Return whether the record gives the row as the shelf keeps it: a judgement just made may not be shelved yet."""
    snapshot = record.as_of()
    try:
        story = snapshot.story(row.story)
    except UsageError:
        return False
    return any(each.id == row.id and each.digest == row.digest for each in rows_of(snapshot, story, []))


@router.post(
    "/judgements/{id}/retraction",
    auth=Key("judge"),
    response=agenda_schemas.Judgement,
    operation_id="retract",
    summary="Take a judgement back",
    tags=["Judgements"],
)
def retract(request: HttpRequest, id: str, told: Retraction) -> HttpResponse:
    """Take a judgement back; it stays on record with the retraction beside it. A second time changes nothing.

    An analyst takes back what is their own; what others judged, an editor takes back (403).
    """
    only_known(request, None)
    account: Account = request.auth  # type: ignore[attr-defined]
    held: Judgement | None = next((each for each in record.judgements() if each.id == id), None)
    if held is None:
        raise Problem(404, "the judgement with this id is not on record")
    if not may_retract(id, account):
        raise Problem(403, "an analyst takes back what is their own; what others judged, an editor takes back")
    done = record.retract(id, account.signature, told.reason)
    _shelve(record.stories_told_in(held.targets))
    return _made(200, judgement_json(done))


@router.post(
    "/articles",
    auth=Key("add"),
    response={200: agenda_schemas.Added, 201: agenda_schemas.Added},
    operation_id="add_article",
    summary="Add an article",
    tags=["Articles"],
)
def add_article(request: HttpRequest, told: NewArticle) -> HttpResponse:
    """Put an article on record, read it and link it with what is there; the answer comes when that is done.

    The same article again changes nothing and is answered with 200. Its fields are those of a line of JSON Lines.
    """
    only_known(request, None)
    given = {name: value for name, value in told.model_dump().items() if value is not None}
    # In one order, so that the same content is the same page, however the client writes it down.
    body = json.dumps(given, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    page = Page(
        where=told.url or "sent over the API",
        path=None,
        url=told.url,
        media_type=ITEM,
        charset="utf-8",
        body=body,
        headers=(),
        received_at=datetime.now(UTC),
    )
    step = flow.add_page(page)
    if step.receipt is None:
        raise Problem(422, "; ".join(f"it {fault.what}" for fault in step.faults) or "there is no article in it")
    receipt = step.receipt
    story = next(iter(record.as_of().stories(articles=[receipt.article]))).id
    if receipt.added:
        _shelve([story])
    made = {
        "article": receipt.article,
        "story": story,
        "added": receipt.added,
        "revision_of": receipt.revision_of or record.revisions([receipt.article]).get(receipt.article),
        "faults": [f"{fault.what}; {fault.done}" for fault in step.faults],
    }
    return _made(201 if receipt.added else 200, json.dumps(made))


def _shelve(stories: Iterable[str]) -> None:
    """Make the sheets of stories anew: a few at once, the rest by the keeper of the shelf."""
    touched = list(stories)
    shelf.touch(touched)
    for story in touched[:API_SHELVED_AT_ONCE]:
        try:
            shelf.shelve(story)
        except UsageError:
            continue  # it stands no longer, and its sheet is gone with it


def _made(status: int, body: str) -> HttpResponse:
    answer = HttpResponse(body, status=status, content_type="application/json")
    answer["Cache-Control"] = "no-store"
    return answer
