"""The parts of a story's page as HTML, made once and shown often; what does not fit on it as leaves of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from onrecord import publishing
from onrecord.limits.web import LEAF_BYTES, LEAF_BYTES_SHORT, WORDINGS_SHOWN
from onrecord.publishing import Briefing, Section
from onrecord.web.story.leaves import batches_of
from onrecord.web.story.linked_data import linked_data

__all__ = ["Told", "lede_of", "tell"]

View = dict[str, Any]
TITLES = (
    ("synopsis", "Synopsis"),
    ("takeaways", "Key takeaways"),
    ("said", "Who said what"),
    ("conflicts", "Where accounts differ"),
    ("commitments", "Commitments and bodies"),
    ("timeline", "Timeline"),
    ("reports", "The reports"),
)


@dataclass(frozen=True)
class Told:
    """A story as HTML: `parts` has the titles and first leaves, `leaves` the others as (part, number, HTML)."""

    parts: dict[str, Any]
    leaves: list[tuple[str, int, str]]


def lede_of(section: Section) -> str:
    """Return the first sentence of the synopsis as plain text, or nothing."""
    return section.synopsis[0].text if section.synopsis else ""


def tell(briefing: Briefing) -> Told:
    """Return the parts of the page of a briefing of one story that was checked at this moment."""
    view: View = publishing.story_view(briefing)
    (section,) = briefing.sections
    made: dict[str, list[str]] = {
        "synopsis": [_render("synopsis", view)] if view["synopsis"] else [],
        "takeaways": [_render("takeaways", view)] if view["takeaways"] else [],
        "said": [_joined(leaf) for leaf in batches_of(_voices(view["voices"]), LEAF_BYTES)],
        "reports": list(_reports(view)),
    }
    for listing in view["listings"]:
        made[listing["kind"]] = list(_listing(listing))
    counts: dict[str, int] = {
        "said": sum(len(voice.utterances) for voice in section.voices),
        "reports": len(section.reports),
        **{listing.kind: len(listing.items) for listing in section.listings},
    }
    shown = [
        {"name": name, "title": title, "count": counts.get(name), "html": made[name][0], "pages": len(made[name])}
        for name, title in TITLES
        if made.get(name)
    ]
    leaves = [(name, n, html) for name, found in made.items() for n, html in enumerate(found[1:], 2)]
    parts = {
        "shown": shown,
        "head": _render("ties", view),
        "numbers": _render("numbers", {"reports": view["reports"][:12], "count": len(view["reports"])}),
        "legend": view["legend"],
        "data": linked_data(section, briefing.articles),
    }
    return Told(parts, leaves)


def _render(name: str, view: View) -> SafeString:
    return render_to_string(f"story/{name}.html", view)


def _joined(pieces: Iterable[str]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308 - each piece is a rendered template


def _voices(voices: Iterable[View]) -> Iterator[str]:
    """Yield each speaker with statements, in several pieces when there are many."""
    for voice in voices:
        quoted = [_statement(said, voice) for said in voice["quoted"]]
        told = [_render("told", {"said": said}) for said in voice["told"]]
        pieces = [("quoted_html", batch) for batch in batches_of(quoted, LEAF_BYTES // 2)]
        pieces += [("told_html", batch) for batch in batches_of(told, LEAF_BYTES // 2)]
        for number, (kind, batch) in enumerate(pieces):
            yield _render("voice", {"voice": voice, "going_on": number > 0, kind: _joined(batch)})


def _statement(said: View, voice: View) -> SafeString:
    others = said["others"]
    return _render("statement", {"said": said, "voice": voice, "others": others[:WORDINGS_SHOWN], "count": len(others)})


def _listing(listing: View) -> Iterator[str]:
    entries = (_render("entry", {"entry": entry, "kind": listing["kind"]}) for entry in listing["entries"])
    for number, leaf in enumerate(batches_of(entries, LEAF_BYTES_SHORT)):
        shown = {"kind": listing["kind"], "line": None if number else listing["line"], "ids": {"id": "line"}}
        yield _render("listing", {**shown, "entries_html": _joined(leaf)})


def _reports(view: View) -> Iterator[str]:
    why = {each["number"]: each["text"] for each in view["placed"] if each["number"]}
    gone = [each for each in view["placed"] if not each["number"]]
    rows = (_render("report", {"report": report, "why": why.get(report["number"])}) for report in view["reports"])
    leaves = list(batches_of(rows, LEAF_BYTES_SHORT))
    for number, leaf in enumerate(leaves, 1):
        shown = {"rows_html": _joined(leaf), "gone": gone[:40] if number == len(leaves) else []}
        picture = view["picture"] if number == 1 else None
        yield _render("reports", {**shown, "picture": picture, "ids": {"id": "whose"}})
