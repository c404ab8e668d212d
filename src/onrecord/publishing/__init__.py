"""Publishing the record: the briefing, the exports, and single entries as they are shown."""

from onrecord.publishing.agenda import Gathered, gather
from onrecord.publishing.agenda_rows import agenda_rows
from onrecord.publishing.as_calendar import as_calendar
from onrecord.publishing.as_page import exhibits_page
from onrecord.publishing.briefing import brief, stories_on
from onrecord.publishing.exhibit import Exhibit
from onrecord.publishing.export import FILES, export
from onrecord.publishing.files import write
from onrecord.publishing.render import FORMS, Form, render
from onrecord.publishing.show import Shown, look, show
from onrecord.publishing.track import Tracked, track, tracked_data
from onrecord.publishing.values import Briefing, Collation, Options, Section
from onrecord.publishing.views import View, page_of, terminal

__all__ = [
    "FILES",
    "FORMS",
    "Briefing",
    "Collation",
    "Exhibit",
    "Form",
    "Gathered",
    "Options",
    "Section",
    "Shown",
    "Tracked",
    "View",
    "agenda_rows",
    "as_calendar",
    "brief",
    "exhibits_page",
    "export",
    "gather",
    "look",
    "page_of",
    "render",
    "show",
    "stories_on",
    "terminal",
    "track",
    "tracked_data",
    "write",
]
