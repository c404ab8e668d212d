"""Reading text that was saved or scraped with its surroundings."""

from __future__ import annotations

import re
from datetime import date, datetime
from statistics import median

from onrecord.articles.article import Removed
from onrecord.articles.datelines import Dateline, dateline_of, day_in_words, day_of_text, moment
from onrecord.articles.decoding import decode
from onrecord.articles.draft import Draft
from onrecord.articles.phrases import STAFF_WORDS
from onrecord.articles.surroundings import Known, clean, judged
from onrecord.articles.wires import wire_named
from onrecord.core import fold
from onrecord.errors import Fault
from onrecord.limits.articles import (
    TITLE_CHARS,
    WRAPPED_COLUMNS,
)
from onrecord.outlets import Page

__all__ = ["names_of", "read_text"]

_DATE_LINE = re.compile(
    r"^\s*(?:date\s*[:=]?\s*)?(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S*)?)(?:\s+(\S.*))?$", re.IGNORECASE
)
_FIELD_LINE = re.compile(
    r"^\s*(title|headline|by|author|byline|date|published|outlet|source|url)\s*:\s+(\S.*)$", re.IGNORECASE
)
_NAME = r"[^\W\d_][\w.'’\-]*"
_BYLINE = re.compile(
    rf"^(?:{STAFF_WORDS})\s+(?P<names>{_NAME}(?:[ ,&]+(?:and |und |et |y |e )?{_NAME}){{1,9}})\s*$", re.IGNORECASE
)
_PAPER_WORDS = (
    "Herald|Times|Post|News|Guardian|Journal|Gazette|Tribune|Telegraph|Daily|Courier|Chronicle|Observer|Star|Mail|"
    "Standard|Inquirer|Ledger|Sun|Mirror|Independent|Examiner|Dispatch"
)
_PAPER = rf"(?:The |Die |Le |La |El |Il )?(?:[A-ZÀ-Þ][\w'’]+ ){{0,2}}(?:{_PAPER_WORDS})"
_LEARNED = re.compile(rf"\b(?P<paper>{_PAPER}) (?:has |have )?(?:learned|learnt|understands)\b")
_TERMINAL = re.compile(r"[.。…,;:][\"'”’»)\]]*$")


def read_text(page: Page) -> tuple[Draft | None, tuple[Fault, ...]]:
    """Return the article of a text, or None when there is none, with what was wrong.

    1. decode; 2. headline, day and byline from the lines above the lede; 3. the second pass over the rest;
    4. dateline, day and outlet from what the body says of itself.
    """
    text, faults = decode(page.body, page.charset, page.where)  # 1
    if text is None:
        return None, faults
    lines = _paragraphs(text)
    if not lines:
        return None, (*faults, Fault(page.where, "is empty", "left it out"))
    head = _Head(lines, page)  # 2
    known = Known(tuple(t for t in (head.title,) if t), tuple(names_of(head.byline)))
    cleaned = clean(lines[head.used :], known)  # 3
    if not cleaned.paragraphs:
        return None, (*faults, Fault(page.where, "holds no report, only its surroundings", "left it out"))
    dateline = next(filter(None, map(dateline_of, cleaned.paragraphs[:2])), None)  # 4
    received = page.received_at.date()
    draft = Draft(
        text="\n\n".join(cleaned.paragraphs),
        title=head.title,
        byline=head.byline,
        outlet=head.outlet or _outlet(cleaned.paragraphs, dateline),
        url=page.url or head.url,
        published=head.published or day_of_text(cleaned.paragraphs, dateline, received),
        dateline=dateline.text if dateline else None,
        removed=tuple(head.removed) + cleaned.removed,
        credits=cleaned.credits,
    )
    return draft, faults


class _Head:
    """The lines above the lede: how many were used, and what they say."""

    def __init__(self, lines: list[str], page: Page) -> None:
        self.title: str | None = None
        self.byline: str | None = None
        self.outlet: str | None = None
        self.url: str | None = None
        self.published: date | datetime | None = None
        self.removed: list[Removed] = []
        self.used = 0
        received = page.received_at.date()
        for line in lines[:8]:
            if not (self._date(line, received) or self._field(line) or self._byline(line) or self._title(line, lines)):
                break
            self.removed.append(Removed("metadata", line, "the headline, byline or day above the report"))
            self.used += 1

    def _date(self, line: str, received: date) -> bool:
        found = _DATE_LINE.match(line)
        if found is None:
            if self.published is None and len(line) <= 60 and not dateline_of(line) and (day := day_in_words(line)):
                if self.title is None and not re.match(r"^\W*(?:\w+,? )?(?:\d|\w+ \d)", line):
                    return False
                self.published = day if day <= received else None
                return True
            return False
        self.published = self.published or moment(found[1].replace(" ", "T"))
        if found[2]:
            self.title = self.title or found[2].strip()
        return True

    def _field(self, line: str) -> bool:
        found = _FIELD_LINE.match(line)
        if found is None or len(line) > TITLE_CHARS:
            return False
        name, value = found[1].lower(), found[2].strip()
        if name in {"title", "headline"}:
            self.title = self.title or value
        elif name in {"by", "author", "byline"}:
            self.byline = self.byline or value
        elif name in {"date", "published"}:
            self.published = self.published or moment(value) or day_in_words(value)
        elif name in {"outlet", "source"}:
            self.outlet = self.outlet or value
        else:
            self.url = self.url or (value if value.startswith(("http://", "https://")) else None)
        return True

    def _byline(self, line: str) -> bool:
        found = _BYLINE.match(line)
        if found is None or self.byline is not None or self.title is None or _TERMINAL.search(line):
            return False
        self.byline = found["names"]
        return True

    def _title(self, line: str, lines: list[str]) -> bool:
        if (
            self.title is not None
            or len(line) > TITLE_CHARS
            or _TERMINAL.search(line)
            or dateline_of(line)
            or judged(fold(line))
        ):
            return False
        # A headline stands above something longer than itself.
        if not any(len(other) > len(line) for other in lines[1:]):
            return False
        self.title = line
        return True


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of `text`: blocks between blank lines when its lines are wrapped, else its lines."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
        .replace("\f", "\n")
    )
    blocks = [[line.strip() for line in block.split("\n") if line.strip()] for block in re.split(r"\n[ \t]*\n", text)]
    blocks = [block for block in blocks if block]
    inner = [line for block in blocks for line in block[:-1]]
    unended = sum(not _TERMINAL.search(line) for line in inner)
    wrapped = (
        len(inner) > sum(map(len, blocks)) / 2
        and WRAPPED_COLUMNS[0] <= median(map(len, inner)) <= WRAPPED_COLUMNS[1]
        and unended > 0.7 * len(inner)
    )
    lines = [" ".join(block) for block in blocks] if wrapped else [line for block in blocks for line in block]
    return [bare for line in lines if (bare := re.sub(r"^\\+(?=\w)", "", line))]


def names_of(byline: str | None) -> list[str]:
    """Return the single names of a byline."""
    return [name.strip() for name in re.split(r",|&| and | und | et | y ", byline) if name.strip()] if byline else []


def _outlet(paragraphs: tuple[str, ...], dateline: Dateline | None) -> str | None:
    """Return the outlet that a report names as its own: in its dateline, or as who "has learned" what it reports."""
    if dateline and dateline.bracket and not wire_named(dateline.bracket):
        return dateline.bracket.strip()
    text = "\n".join(paragraphs)
    found = _LEARNED.search(text)
    if found and re.search(rf"\btold {re.escape(found['paper'])}\b", text):
        return found["paper"]
    return None
