"""A statement for a terminal: every wording with its marks, its differences by kind, and all that is known of it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.publishing.prose import attributed, days, difference, reported_by, sources_line, variant, when
from onrecord.publishing.signs import legend, plain, sentence_text
from onrecord.publishing.story_in_terminal import TEXT_COLUMNS, warnings
from onrecord.publishing.values import Collation, Testimony

__all__ = ["collation_in_terminal"]


def collation_in_terminal(collation: Collation, width: int) -> Group:
    """Return what a terminal of `width` columns shows of one statement; every sign suffices without colour."""
    voice, utterance = collation.voice, collation.utterance
    facts = (when(utterance), utterance.occasion, reported_by(collation))
    return Group(
        plain(voice.name, "bold").append(plain(f", {voice.role}" if voice.role else "")),
        plain(" · ".join(filter(None, facts))).append(f" · {utterance.statement}", "dim"),
        plain(f"In the story: {collation.section.headline}").append(f" · {collation.section.story}", "dim"),
        *warnings(utterance, voice),
        *filter(None, [legend(each.version.sentence for each in collation.testimonies)]),
        *(
            part
            for place, each in enumerate(collation.testimonies)
            for part in _wording(each, max(0, width - TEXT_COLUMNS), fullest=place == 0)
        ),
    )


def _wording(testimony: Testimony, margin: int, *, fullest: bool) -> Iterator[RenderableType]:
    """Yield a wording: its report, its words, how they are attributed, how they differ, and why they stand here.

    `margin` columns are left free on the right.
    """
    yield (
        Text("\n")
        .append(plain(sources_line(testimony.version.sources), "bold"))
        .append(f" · {days(testimony.published)} · {variant(testimony, fullest=fullest)}")
    )
    lines: list[Text] = [sentence_text(testimony.version.sentence), plain(" · ".join(attributed(testimony)))]
    lines += [plain(f"- {difference(each)}", "" if each.alters else "dim") for each in testimony.differences]
    lines += [plain(f"linking said: {why}", "dim") for why in testimony.why]
    lines.append(Text(testimony.attribution, "dim"))
    yield Padding(Group(*lines), (0, margin, 0, 2))
