"""An article with its attributions for a terminal: signs that suffice by themselves, and styles where there are any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.core import Span, paragraphs
from onrecord.publishing.exhibit import PARTS, Entry, Exhibit, Part, changed, notes, unsaid
from onrecord.publishing.highlight import Stretch, stretches, turns
from onrecord.publishing.marks import label, printable
from onrecord.publishing.prose import days_of
from onrecord.publishing.provenance import outlet_of

__all__ = ["exhibit_in_terminal"]

BESIDE_COLUMNS = 110
"""Columns from which the speakers stand beside the text: 68 for a line that reads well, the rest for them."""

TEXT_COLUMNS = 84
"""Columns of the text at most; longer lines lose the eye on its way back."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands before and behind the words of each part."""

    source: tuple[str, str]
    cue: tuple[str, str]
    content: tuple[str, str]

    def of(self, part: Part) -> tuple[str, str]:
        """Return the signs of one part."""
        signs: tuple[str, str] = getattr(self, part)
        return signs


SIGNS = Signs(("⟨", "⟩"), ("⌊", "⌋"), ("⟦", "⟧"))
PLAIN_SIGNS = Signs(("<<", ">>"), ("{{", "}}"), ("[[", "]]"))
"""For a terminal whose encoding has no other brackets."""
_STYLES: Mapping[Part, str] = {"source": "bold", "cue": "italic", "content": "underline"}
_SIGN_STYLES: Mapping[Part, str] = {"source": "bold cyan", "cue": "bold magenta", "content": "bold green"}
# What an article has of our signs is shown as other characters, as many, so that it cannot set marks of its own.
_FORGED = str.maketrans("⟨⟩⌊⌋⟦⟧", "<>[][]")
_FORGED_PLAIN = re.compile(r"([<>{}\[\]])\1")


def exhibit_in_terminal(shown: Exhibit, width: int, *, plain: bool = False) -> Group:
    """Return what a terminal of `width` columns shows; with `plain`, marked with ASCII signs only.

    Source, cue and content stand between signs of their own, the opening one with the number that ties them to
    each other and to their speaker, who stands beside the paragraph on a wide terminal and below the text on a
    narrow one.
    """
    view = _View(shown, PLAIN_SIGNS if plain else SIGNS)
    body = view.beside(width) if width >= BESIDE_COLUMNS and shown.entries else view.below()
    return Group(*_head(shown), view.key(), Text(), *body, *view.foot())


def _head(shown: Exhibit) -> Iterator[Text]:
    article = shown.article
    facts = (outlet_of(article), days_of(article.published), label(article.byline) or "no byline")
    yield Text(printable(article.title or "Without a title"), style="bold")
    yield Text(" · ".join(printable(fact) for fact in facts))
    yield Text(f"{article.id} · read by {shown.reader} · {printable(article.where)}", style="dim")
    if shown.focus:
        yield Text(f"The passage around attribution {shown.focus}")


class _View:
    """The parts of what is shown of one exhibit."""

    def __init__(self, shown: Exhibit, signs: Signs) -> None:
        self._shown = shown
        self._signs = signs
        text = printable(shown.article.text).translate(_FORGED)
        self._text = _FORGED_PLAIN.sub(r"\1 ", text) if signs is PLAIN_SIGNS else text
        spans = {key: mark.span for key, mark in shown.marks.items()}
        inside = zip(paragraphs(shown.article.text), stretches(shown.article.text, spans), strict=True)
        wanted = set(shown.lines)
        self._lines = [(line, nested) for line, nested in inside if line in wanted]
        self._number_width = max((len(self._number(entry)) for entry in shown.entries), default=0)

    def key(self) -> Text:
        """Return the line that says what each sign means."""
        line = Text("Marks: ")
        for part in PARTS:
            opening, closing = self._signs.of(part)
            line.append(f"{opening}1:", _SIGN_STYLES[part]).append(part, _STYLES[part])
            line.append(closing, _SIGN_STYLES[part]).append("  ")
        nested = "; 1.1 is said inside 1" if any("." in entry.number for entry in self._shown.entries) else ""
        return line.append(f"same number, same attribution{nested}", "dim") if self._shown.entries else Text()

    def below(self) -> Iterator[RenderableType]:
        """Yield the paragraphs, and below them the speakers."""
        for line, inside in self._lines:
            yield self._paragraph(line, inside)
            yield Text()
        if self._shown.entries:
            yield Text("Who said it", style="bold")
            yield self._table(self._shown.entries)
            yield Text()

    def beside(self, width: int) -> Iterator[RenderableType]:
        """Yield each paragraph with the speakers of the attributions that begin in it beside it."""
        text_width = min(TEXT_COLUMNS, width * 6 // 10)
        grid = Table.grid(padding=(0, 4, 0, 0))
        grid.add_column(width=text_width)
        grid.add_column(width=width - text_width - 4)
        waiting = {entry.number: entry for entry in self._shown.entries}
        for line, inside in self._lines:
            met = [number for stretch in inside for number in self._shown.marks[stretch.key].numbers]
            entries = [waiting.pop(number) for number in dict.fromkeys(met) if number in waiting]
            entries.sort(key=lambda entry: [int(step) for step in entry.number.split(".")])
            grid.add_row(
                Padding(self._paragraph(line, inside), (0, 0, 1, 0)), Padding(self._table(entries), (0, 0, 1, 0))
            )
        yield grid

    def _paragraph(self, line: Span, inside: Sequence[Stretch]) -> Text:
        out = Text()
        place = line.start
        opened: list[Part] = []
        holds = _holding(inside)
        for at, stretch, opens in turns(inside):
            out.append(self._text[place:at], " ".join(sorted({_STYLES[part] for part in opened})))
            mark = self._shown.marks[stretch.key]
            sign, numbers = self._signs.of(mark.part)[not opens], ",".join(mark.numbers)
            if opens:
                opened.append(mark.part)
                out.append(f"{sign}{numbers}:", _SIGN_STYLES[mark.part])
            else:
                opened.pop()
                # Where marks stand inside this one, the eye needs to be told which of them ends.
                out.append(f":{numbers}{sign}" if stretch in holds else sign, _SIGN_STYLES[mark.part])
            place = at
        return out.append(self._text[place : line.end])

    def _table(self, entries: Sequence[Entry]) -> Table:
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(no_wrap=True, justify="right", width=self._number_width)
        table.add_column(overflow="fold")
        for entry in entries:
            facts = Text(" · ".join(["", *entry.facts]))
            table.add_row(Text(self._number(entry), style="bold"), Text.assemble((entry.speaker, "bold"), facts))
        return table

    def _number(self, entry: Entry) -> str:
        return f"> {entry.number}" if entry.number == self._shown.focus else entry.number

    def foot(self) -> Iterator[Text]:
        """Yield what is to be said of the whole: counts, quotation marks without speech, what the page had else."""
        if self._shown.revision_of:
            yield Text(f"A revision of {self._shown.revision_of}:")
        for change in self._shown.changes:
            yield Text(f"- {changed(change)}")
        yield Text(" ".join(notes(self._shown)))
        for name, words in unsaid(self._shown):
            yield Text(f"{name}: {', '.join(words)}.")
        cuts = self._shown.article.removed if self._shown.focus is None else ()
        if cuts:
            yield Text("\nRemoved from the page", style="bold")
        for cut in cuts:
            yield Text(f"{cut.kind} ({label(cut.reason)}): {label(cut.text)}")


def _holding(inside: Sequence[Stretch]) -> set[Stretch]:
    """Return the stretches within which another one opens."""
    found: set[Stretch] = set()
    opened: list[Stretch] = []
    for _, stretch, opens in turns(inside):
        if opens:
            found.update(opened[-1:])
            opened.append(stretch)
        else:
            opened.pop()
    return found
