"""The sheet of a statement: its head, and its wordings in leaves."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from onrecord import publishing, record
from onrecord.limits.web import CITED_PLACES, LEAF_BYTES
from onrecord.web.models import StatementSheet, StoryLeaf
from onrecord.web.shelf.parts import batches_of
from onrecord.web.story.linked_data import quotation, written

__all__ = ["leaves_of", "statement_sheet"]


def statement_sheet(id: str) -> StatementSheet:
    """Return the sheet of a statement, made when it is asked for the first time since its story changed.

    Where another statement stands for it, the sheet's `stands` names that one. Raises `UsageError` when there is
    no such statement.
    """
    held = StatementSheet.objects.filter(statement=id).first()
    if held:
        return held
    told = publishing.collate(record.as_of(remembers=True), id)
    view: dict[str, Any] = publishing.statement_view(told)
    stands, story = view["statement"], view["story"]
    if stands != id:
        sheet = StatementSheet(statement=id, stands=stands, story=story, data={})
        StatementSheet.objects.bulk_create([sheet], ignore_conflicts=True)
        return sheet
    testimonies = view.pop("testimonies")
    leaves = leaves_of(testimonies)
    by_article = dict.fromkeys(each["article"] for each in testimonies)
    speaker = "" if view["anonymous"] else view["name"]
    graph = quotation(id, speaker, view["words"].strip("“”"), list(by_article)[:CITED_PLACES])
    view["linked"] = written({"@context": "https://schema.org", "@graph": graph})
    view |= {"pages": len(leaves), "html": leaves[0], "day": testimonies[0]["day"]}
    sheet = StatementSheet(statement=id, stands=id, story=story, data=view)
    rows = [StoryLeaf(story=story, part=id, number=n, html=html) for n, html in enumerate(leaves[1:], 2)]
    with transaction.atomic():
        StoryLeaf.objects.filter(story=story, part=id).delete()
        StoryLeaf.objects.bulk_create(rows, batch_size=50, ignore_conflicts=True)
        StatementSheet.objects.bulk_create([sheet], ignore_conflicts=True)
    return sheet


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
