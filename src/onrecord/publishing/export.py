"""The record as JSON Lines files: one object a line, in a stable order, each file whole or as it was before."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from onrecord.publishing import rows
from onrecord.publishing.agenda_rows import agenda_rows
from onrecord.publishing.files import staging
from onrecord.publishing.story_rows import story_rows
from onrecord.record import Snapshot

__all__ = ["FILES", "export", "export_rows"]

FILES = (
    "articles",
    "attributions",
    "times",
    "entities",
    "stories",
    "reuse",
    "statements",
    "positions",
    "conflicts",
    "commitments",
    "bodies",
    "timeline",
    "faults",
)
"""The files of an export, each with the ending `.jsonl`. Those that nothing fills yet are written empty."""

_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_LONE = re.compile("[\ud800-\udfff]")


def export(snapshot: Snapshot, folder: Path) -> Mapping[str, int]:
    """Write every file of the export into `folder` and return how many lines each file has, by file name.

    The files are first written beside their places and then renamed, so that none is ever half-written; memory
    does not grow with the record. Raises `PublishingError` when the folder cannot be written.
    """
    counts: dict[str, int] = {}
    with staging(folder) as stage:
        with ExitStack() as opened:
            files = {
                name: opened.enter_context((stage / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n"))
                for name in FILES
            }
            counts = dict.fromkeys(files, 0)
            for name, row in export_rows(snapshot):
                _put(files[name], row)
                counts[name] += 1
        for name in FILES:
            (stage / f"{name}.jsonl").replace(folder / f"{name}.jsonl")
    return {f"{name}.jsonl": count for name, count in counts.items()}


def export_rows(snapshot: Snapshot, articles: Collection[str] | None = None) -> Iterator[tuple[str, rows.Row]]:
    """Yield every row of the export with the name of its file; within a file the order is the record's.

    With `articles`, only those of these articles and of the stories that hold one of them, without entities and faults.
    """
    for article in snapshot.articles(articles):
        reading = snapshot.reading(article.id)
        speakers = snapshot.speakers(article.id)
        yield "articles", rows.article(article, snapshot.revision_of(article.id))
        for attribution in reading.attributions:
            yield "attributions", rows.attribution(attribution, article.text, speakers.get(attribution.id))
        for time in reading.times:
            yield "times", rows.time(time, article)
        for link in snapshot.reuse(article.id):
            yield "reuse", rows.reuse(link)
    for entity in snapshot.entities() if articles is None else ():
        yield "entities", rows.entity(entity)
    for story in snapshot.stories(articles=articles):
        yield from story_rows(snapshot, story)
        yield from agenda_rows(snapshot, story)
    for fault in snapshot.faults() if articles is None else ():
        yield "faults", rows.fault(fault)


def _put(file: TextIO, row: rows.Row) -> None:
    """Write one line. Characters that some readers take for a line end, and lone surrogates, are escaped."""
    line = json.dumps(row, ensure_ascii=False, separators=(", ", ": "))
    if not line.isascii():
        line = _LINE_ENDS.sub(lambda match: f"\\u{ord(match.group()):04x}", line)
        line = _LONE.sub(lambda match: f"\\u{ord(match.group()):04x}", line)
    file.write(line + "\n")
