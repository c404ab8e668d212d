"""A statement for a terminal: every wording with its marks, its differences by kind, and all that is known of it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.publishing.prose import attributed, days, difference, reported_by, sources_line, variant, when
from onrecord.publishing.signs import legend, plain, sentence_text
from onrecord.publishing.story_in_terminal import TEXT_COLUMNS, warnings
from onrecord.publishing.values import Account, Testimony

__all__ = ["account_in_terminal"]


def account_in_terminal(account: Account, width: int) -> Group:
    """Return what a terminal of `width` columns shows of one statement; every sign suffices without colour."""
    voice, utterance = account.voice, account.utterance
    facts = (when(utterance), utterance.occasion, reported_by(account))
    return Group(
        plain(voice.name, "bold").append(plain(f", {voice.role}" if voice.role else "")),
        plain(" · ".join(filter(None, facts))).append(f" · {utterance.statement}", "dim"),
        plain(f"In the story: {account.section.headline}").append(f" · {account.section.story}", "dim"),
        *warnings(utterance),
        *filter(None, [legend(each.version.sentence for each in account.testimonies)]),
        *(
            part
            for place, each in enumerate(account.testimonies)
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
    lines += [plain(f"here because: {why}", "dim") for why in testimony.why]
    lines.append(Text(testimony.attribution, "dim"))
    yield Padding(Group(*lines), (0, margin, 0, 2))
