"""The sheet of a statement: its head, and its wordings in leaves."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from onrecord import publishing, record
from onrecord.limits.web import CITED_PLACES, HEAVY_WORDINGS, LEAF_BYTES
from onrecord.publishing import Collation
from onrecord.web.models import StatementSheet, StoryLeaf, WordingRow
from onrecord.web.story.leaves import batches_of
from onrecord.web.story.linked_data import quotation, written
from onrecord.web.story.rows import shelved_frame, still_shelved

__all__ = ["heavy_statements", "leaves_of", "statement_sheet"]


def heavy_statements(story: str) -> list[str]:
    """Return the statements of a story that are worded so often that their pages take long to make."""
    counted = WordingRow.objects.filter(story=story).values("statement").annotate(count=Count("id"))
    return list(counted.filter(count__gt=HEAVY_WORDINGS).order_by("statement").values_list("statement", flat=True))


def statement_sheet(id: str) -> StatementSheet:
    """Return the sheet of a statement, made when it is asked for the first time since its story changed.

    Where another statement stands for it, the sheet's `stands` names that one. Raises `UsageError` when there is
    no such statement.
    """
    while True:
        held = StatementSheet.objects.filter(statement=id).first()
        if held or (held := _kept(id)):
            return held


def _kept(id: str) -> StatementSheet | None:
    """Make the sheet of a statement and keep it; None when its story had another sheet meanwhile."""
    snapshot = record.as_of(remembers=True)
    statement = snapshot.statement(id)
    if statement.id != id:
        sheet = StatementSheet(statement=id, stands=statement.id, story=statement.story, data={})
        StatementSheet.objects.bulk_create([sheet], ignore_conflicts=True)
        return sheet
    frame, row = shelved_frame(statement.story, {wording.article for wording in statement.wordings})
    sheet, leaves = _made(publishing.collate(snapshot, statement, frame))
    with transaction.atomic():
        if row and not still_shelved(row):
            return None
        StoryLeaf.objects.filter(story=sheet.story, part=id).delete()
        StoryLeaf.objects.bulk_create(leaves, batch_size=50, ignore_conflicts=True)
        StatementSheet.objects.bulk_create([sheet], ignore_conflicts=True)
    return sheet


def _made(told: Collation) -> tuple[StatementSheet, list[StoryLeaf]]:
    view: dict[str, Any] = publishing.statement_view(told)
    own, story = view["statement"], view["story"]
    testimonies = view.pop("testimonies")
    leaves = leaves_of(testimonies)
    by_article = dict.fromkeys(each["article"] for each in testimonies)
    speaker = "" if view["anonymous"] else view["name"]
    graph = quotation(own, speaker, view["words"].strip("“”"), list(by_article)[:CITED_PLACES])
    view["linked"] = written({"@context": "https://schema.org", "@graph": graph})
    view |= {"pages": len(leaves), "html": leaves[0], "day": testimonies[0]["day"]}
    rows = [StoryLeaf(story=story, part=own, number=n, html=html) for n, html in enumerate(leaves[1:], 2)]
    return StatementSheet(statement=own, stands=own, story=story, data=view), rows


def leaves_of(testimonies: list[dict[str, Any]]) -> list[str]:
    """Return the wordings as pages: a table of those there word by word, the fullest above, and each by itself."""
    fullest = testimonies[0]
    html: list[str] = []
    rendered = [render_to_string("statement/wording.html", {"said": each}) for each in testimonies]
    place = 0
    for leaf in batches_of(rendered, LEAF_BYTES):
        here = testimonies[place : place + len(leaf)]
        rows = [fullest, *(each for each in here if each is not fullest)]
        aligned = [each for each in rows if each["cells"]]
        shown = {
            "rows": aligned if len(aligned) > 1 else [],
            "first": place + 1,
            "wordings_html": mark_safe("".join(leaf)),  # noqa: S308 - each piece is a rendered template
        }
        html.append(render_to_string("statement/wordings.html", shown))
        place += len(leaf)
    return html
