"""Publishing the record: the briefing, the exports, and single entries as they are shown."""

from onrecord.publishing import rows
from onrecord.publishing.agenda import Gathered, gather
from onrecord.publishing.agenda_rows import agenda_rows
from onrecord.publishing.as_calendar import as_calendar
from onrecord.publishing.as_page import exhibit_view, exhibits_page
from onrecord.publishing.briefing import brief, stories_on
from onrecord.publishing.check import checked
from onrecord.publishing.collation import collate
from onrecord.publishing.exhibit import Exhibit
from onrecord.publishing.export import FILES, export, export_rows
from onrecord.publishing.files import write
from onrecord.publishing.ground import Frame
from onrecord.publishing.prose import counted, days, due_days, provenance, reports_line
from onrecord.publishing.provenance import outlet_of, safe_url
from onrecord.publishing.render import FORMS, Form, render
from onrecord.publishing.show import Shown, exhibit_of, look, show
from onrecord.publishing.site_view import statement_view, story_view
from onrecord.publishing.story_rows import story_rows
from onrecord.publishing.track import Tracked, track, tracked_data
from onrecord.publishing.tracked_rows import tracked_row
from onrecord.publishing.values import Briefing, Collation, Options, Section
from onrecord.publishing.views import View, page_of, terminal

__all__ = [
    "FILES",
    "FORMS",
    "Briefing",
    "Collation",
    "Exhibit",
    "Form",
    "Frame",
    "Gathered",
    "Options",
    "Section",
    "Shown",
    "Tracked",
    "View",
    "agenda_rows",
    "as_calendar",
    "brief",
    "checked",
    "collate",
    "counted",
    "days",
    "due_days",
    "exhibit_of",
    "exhibit_view",
    "exhibits_page",
    "export",
    "export_rows",
    "gather",
    "look",
    "outlet_of",
    "page_of",
    "provenance",
    "render",
    "reports_line",
    "rows",
    "safe_url",
    "show",
    "statement_view",
    "stories_on",
    "story_rows",
    "story_view",
    "terminal",
    "track",
    "tracked_data",
    "tracked_row",
    "write",
]
