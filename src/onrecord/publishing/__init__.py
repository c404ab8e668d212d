"""Publishing the record: the briefing, the exports, and single entries as they are shown."""

from onrecord.publishing.as_page import exhibits_page
from onrecord.publishing.as_terminal import terminal
from onrecord.publishing.briefing import brief, stories_on
from onrecord.publishing.exhibit import Exhibit
from onrecord.publishing.export import FILES, export
from onrecord.publishing.files import write
from onrecord.publishing.render import FORMS, Form, render
from onrecord.publishing.show import Shown, look, show
from onrecord.publishing.values import Briefing, Options

__all__ = [
    "FILES",
    "FORMS",
    "Briefing",
    "Exhibit",
    "Form",
    "Options",
    "Shown",
    "brief",
    "exhibits_page",
    "export",
    "look",
    "render",
    "show",
    "stories_on",
    "terminal",
    "write",
]
