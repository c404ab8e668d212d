"""Publishing the record: the briefing and the exports."""

from onrecord.publishing.briefing import brief, stories_on
from onrecord.publishing.export import FILES, export
from onrecord.publishing.files import write
from onrecord.publishing.render import FORMS, Form, render
from onrecord.publishing.show import Shown, show
from onrecord.publishing.values import Briefing, Options

__all__ = [
    "FILES",
    "FORMS",
    "Briefing",
    "Form",
    "Options",
    "Shown",
    "brief",
    "export",
    "render",
    "show",
    "stories_on",
    "write",
]
