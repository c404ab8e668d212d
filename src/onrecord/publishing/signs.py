"""Sentences of the record for a terminal: differing words between signs that suffice by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rich.text import Text

from onrecord.publishing.marks import printable
from onrecord.publishing.prose import counted
from onrecord.publishing.values import Mark, MarkKind, Sentence

__all__ = ["legend", "plain", "sentence_text"]

_SIGNS: Mapping[MarkKind, tuple[str, str, str, str]] = {
    "changed": ("{*", "*}", "bold yellow", "other words"),
    "added": ("{+", "+}", "underline green", "words added"),
    "left_out": ("[-", "-]", "strike red", "words left out"),
    "small": ("{~", "~}", "italic cyan", "another form or order"),
}
"""What stands before and behind each kind of mark, its style, and what it means; plain ASCII, near to wdiff's."""
_FORGED = re.compile(r"\{|\}|\[(?=-)|(?<=-)\]")
_OTHERS = {"{": "(", "}": ")", "[": "(", "]": ")"}


def plain(words: str, style: str = "") -> Text:
    """Return words that may come from an article as they can be shown, as many characters, in one style."""
    return Text(_harmless(words), style)


def _harmless(text: str) -> str:
    """Return as many characters, none of which moves the terminal or sets a mark of ours."""
    return _FORGED.sub(lambda match: _OTHERS[match.group()], printable(text))


def legend(sentences: Iterable[Sentence]) -> Text | None:
    """Return the line that says what the signs in these sentences mean; None when there are none."""
    found = {mark.kind for sentence in sentences for piece in sentence.pieces for mark in piece.marks}
    line = Text("Marks: ")
    for opening, closing, style, meaning in (signs for kind, signs in _SIGNS.items() if kind in found):
        line.append(f"{opening}{meaning}{closing}", style).append("  ")
    return line if found else None


def sentence_text(sentence: Sentence) -> Text:
    """Return a sentence with its quotation marks, and with its differences from the fullest wording between signs."""
    out = Text()
    for piece in sentence.pieces:
        if piece.kind == "quoted":
            out.append(f"“{_harmless(piece.text)}”")
            continue
        place = 0
        text = _harmless(piece.text)
        for mark in piece.marks:
            out.append(text[place : mark.start])
            _append(out, text, mark)
            place = mark.end
        out.append(text[place:], "bold" if piece.kind == "name" else None)
    return out


def _append(out: Text, text: str, mark: Mark) -> None:
    opening, closing, style, _ = _SIGNS[mark.kind]
    if mark.kind != "left_out":
        out.append(f"{opening}{text[mark.start : mark.end]}{closing}", style)
        return
    words = _harmless(mark.other) or counted(mark.word_count, "word")
    before = " " if text[: mark.start].strip() and not text[mark.start - 1].isspace() else ""
    after = " " if text[mark.start : mark.start + 1].isalnum() else ""
    out.append(before).append(f"{opening}{words}{closing}", style).append(after)
