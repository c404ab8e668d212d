"""What people see of one entry of the record, in a terminal or as a page."""

from __future__ import annotations

from typing import TypeAlias

from rich.console import RenderableType
from rich.markdown import Markdown

from onrecord.errors import UsageError
from onrecord.publishing.as_html import collation_html
from onrecord.publishing.as_page import exhibits_page
from onrecord.publishing.as_terminal import exhibit_in_terminal
from onrecord.publishing.collation_in_terminal import collation_in_terminal
from onrecord.publishing.exhibit import Exhibit
from onrecord.publishing.render import render
from onrecord.publishing.story_in_terminal import story_in_terminal
from onrecord.publishing.values import Briefing, Collation

__all__ = ["View", "page_of", "terminal"]

View: TypeAlias = Exhibit | Briefing | Collation | str
"""An article, a story, a statement, or Markdown for what is but a list."""


def terminal(view: View, width: int, *, plain: bool = False) -> RenderableType:
    """Return what a terminal of `width` columns shows of `view`; with `plain`, marked with ASCII signs only."""
    if isinstance(view, Exhibit):
        return exhibit_in_terminal(view, width, plain=plain)
    if isinstance(view, Briefing):
        return story_in_terminal(view, width)
    return Markdown(view) if isinstance(view, str) else collation_in_terminal(view, width)


def page_of(view: View) -> str:
    """Return `view` as one self-contained page; the page of a story is its briefing.

    Raises `UsageError` for what is but a list.
    """
    if isinstance(view, Exhibit):
        return exhibits_page([view])
    if isinstance(view, Briefing):
        return render(view, "html")
    if isinstance(view, Collation):
        return collation_html(view)
    raise UsageError("--out is for articles, attributions, stories and statements, and this is none of them")
