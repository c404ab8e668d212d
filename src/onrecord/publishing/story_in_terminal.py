"""A story for a terminal: its reports, who took whose text, who said what, and what it follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from onrecord.publishing.picture import ABSENT, manner, name, origins
from onrecord.publishing.prose import (
    ALTERED,
    counted,
    days,
    disputed,
    known_through,
    placed,
    provenance,
    reports_line,
    sources_line,
    translated,
    when,
    withheld,
)
from onrecord.publishing.signs import legend, plain, sentence_text
from onrecord.publishing.values import Briefing, Follow, Placed, Report, Section, Utterance, Version, Voice

__all__ = ["TEXT_COLUMNS", "story_in_terminal", "warnings"]

WIDE_COLUMNS = 110
"""Columns from which a report's provenance stands beside it."""

BESIDE_COLUMNS = 64
"""Columns from which the reports of a wording stand beside its words and not above them."""

TEXT_COLUMNS = 84
"""Columns of words at most; longer lines lose the eye on its way back."""


def story_in_terminal(briefing: Briefing, width: int) -> Group:
    """Return what a terminal of `width` columns shows of a briefing's stories; every sign suffices without colour."""
    parts: list[RenderableType] = []
    for section in briefing.sections:
        parts += [*_head(section), *_reports(section, width), *_said(section, width)]
        parts += [*_listed(section, width), *_moved(section)]
    lost = withheld(briefing.withheld_count)
    return Group(*parts, *([Text(), Text(lost, "bold")] if lost else []))


def _head(section: Section) -> Iterator[Text]:
    yield plain(section.headline, "bold")
    count = reports_line(section.report_count, section.independent_count)
    yield Text.assemble(f"{days(section.interval)} · ", (count, "bold"), (f" · {section.story}", "dim"))
    yield from (_tie("Follows", follow) for follow in section.follows)
    yield from (_tie("Followed by", follow) for follow in section.followed_by)


def _tie(word: str, other: Follow) -> Text:
    line = Text.assemble((f"{word}: ", "bold"), plain(other.headline), plain(f" — {other.why}"))
    return line.append(f" · {other.story}", "dim")


def _reports(section: Section, width: int) -> Iterator[RenderableType]:
    """Yield the reports with where their text comes from and why they stand here, and the drawing of it."""
    yield Text("\nThe reports", "bold")
    reasons = {each.number: placed(each) for each in section.placed}
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(justify="right", no_wrap=True, style="bold")
    table.add_column(overflow="fold", width=width // 2 - 4 if width >= WIDE_COLUMNS else None)
    if width >= WIDE_COLUMNS:
        table.add_column(overflow="fold")
    for report in section.reports:
        about = [Text.assemble(plain(report.outlet, "bold"), f" · {days(report.published)}"), plain(report.title)]
        about.append(Text(f"{counted(report.word_count, 'word')} · {report.article}", "dim"))
        facts = [plain(provenance(report))]
        if reasons.get(report.number):
            facts.append(plain(f"here because: {reasons[report.number]}", "dim"))
        cells = [Group(*about), Group(*facts)] if width >= WIDE_COLUMNS else [Group(*about, *facts)]
        table.add_row(str(report.number), *cells)
    yield table
    yield from _drawing(section.reports)


def _drawing(reports: Sequence[Report]) -> Iterator[RenderableType]:
    """Yield the tree of who took whose text, when anyone did, with the numbers of the briefing's picture."""
    by_number = {report.number: report for report in reports}
    found = origins(reports)
    if found:
        yield Text("\nWhere the text comes from", "bold")
    for (number, wire), heirs in found.items():
        tree = Tree(plain(name(by_number[number]) if number is not None else f"{wire} · {ABSENT}"), guide_style="dim")
        for heir in heirs:
            tree.add(plain(f"{name(heir)} · {manner(heir, number)}"))
        yield tree
    alone = [report for report in reports if report.kind == "own" and (report.number, "") not in found]
    if found:
        yield from (plain(f"{name(report)} · stands on its own") for report in alone)


def _said(section: Section, width: int) -> Iterator[RenderableType]:
    if not section.voices:
        return
    yield Text("\nWho said what", "bold")
    told = (v.sentence for voice in section.voices for each in voice.utterances for v in each.versions)
    signs = legend(told)
    if signs:
        yield signs
    for voice in section.voices:
        yield from _voice(voice, width)


def _voice(voice: Voice, width: int) -> Iterator[RenderableType]:
    """Yield a speaker with each statement: its fullest wording, then every other with its marks."""
    line = Text("\n").append(plain(voice.name, "bold cyan")).append(plain(f", {voice.role}" if voice.role else ""))
    if voice.anonymous:
        line.append(plain(f" · not named, {f'stated reason: {voice.reason}' if voice.reason else 'no reason stated'}"))
    yield line
    rows = [row for utterance in voice.utterances for row in _statement(utterance, voice)]
    yield _beside(rows, width)


def _statement(utterance: Utterance, voice: Voice) -> Iterator[tuple[Text, RenderableType]]:
    """Yield each wording with its reports; what is only told takes one paragraph, without a line between."""
    first, *others = utterance.versions
    facts = (when(utterance), utterance.occasion, known_through(utterance), utterance.statement)
    about = [plain(" · ".join(filter(None, facts)), "dim"), *warnings(utterance, voice)]
    quoted = first.manner != "indirect"
    if quoted:
        yield _whose(first), Group(sentence_text(first.sentence), *about)
    else:
        yield _whose(first), sentence_text(first.sentence).append(f" · {utterance.statement}", "dim")
    for version in others:
        yield _whose(version), sentence_text(version.sentence)
    if quoted or others:
        yield Text(), Text()


def _whose(version: Version) -> Text:
    line = plain(sources_line(version.sources))
    return line.append(", not quoted", "italic") if version.manner == "indirect" else line


def warnings(utterance: Utterance, voice: Voice) -> Iterator[Text]:
    """Yield what a reader must know before trusting the words of a statement."""
    if utterance.altered:
        yield Text.assemble(("⚠ ", "bold red"), (ALTERED, "bold"), f" {translated(voice)}")
    if utterance.disputed:
        yield Text.assemble(("⚠ ", "bold red"), plain(disputed(utterance), "bold"))


def _beside(rows: Sequence[tuple[Text, RenderableType]], width: int) -> RenderableType:
    """Return each row's label beside what belongs to it, or above it in a narrow terminal."""
    if width < BESIDE_COLUMNS:
        return Group(*(part for label, words in rows for part in (label, Padding(words, (0, 0, 0, 2)))))
    table = Table.grid(padding=(0, 2, 0, 0))
    label_width = 24 if width >= WIDE_COLUMNS else 17
    table.add_column(width=label_width, overflow="fold", style="dim")
    table.add_column(width=min(TEXT_COLUMNS, width - label_width - 4), overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _listed(section: Section, width: int) -> Iterator[RenderableType]:
    """Yield where accounts differ, commitments and bodies, and the timeline, each item with what is told of it."""
    for listing in section.listings:
        yield Text(f"\n{listing.title}", "bold")
        for item in listing.items:
            yield plain(item.head, "bold cyan").append(plain(f" · {item.mark}" if item.mark else ""))
            rows: list[tuple[Text, RenderableType]] = [(plain(name), plain(words)) for name, words in item.facts]
            rows += [(Text(), sentence_text(sentence)) for sentence in item.sentences]
            yield _beside(rows, width)


def _moved(section: Section) -> Iterator[Text]:
    gone = [each for each in section.placed if each.number is None]
    if gone:
        yield Text("\nMoved on from this story", "bold")
    yield from (_mover(each) for each in gone)


def _mover(gone: Placed) -> Text:
    return plain(f"{gone.outlet} · {gone.article}: {placed(gone)}")
