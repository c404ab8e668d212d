"""A briefing in the form in which it is read."""

from __future__ import annotations

from typing import Literal

from onrecord.errors import UsageError
from onrecord.publishing.as_html import html
from onrecord.publishing.as_json import as_json
from onrecord.publishing.as_markdown import markdown
from onrecord.publishing.check import checked
from onrecord.publishing.values import Briefing

__all__ = ["FORMS", "Form", "render"]

Form = Literal["markdown", "html", "json"]
FORMS: tuple[Form, ...] = ("markdown", "html", "json")


def render(briefing: Briefing, form: Form) -> str:
    """Return the briefing as `markdown`, `html` or `json`, after checking every quoted word against its article.

    Raises `UsageError` for another form.
    """
    sound = checked(briefing)
    if form == "markdown":
        return markdown(sound)
    if form == "html":
        return html(sound)
    if form == "json":
        return as_json(sound)
    raise UsageError(f"there is no form {form!r}; there are {', '.join(FORMS)}")
