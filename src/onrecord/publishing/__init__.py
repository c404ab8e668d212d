"""Publishing the record: the briefing and the exports."""

from onrecord.publishing.briefing import brief, stories_on
from onrecord.publishing.export import FILES, export
from onrecord.publishing.files import write
from onrecord.publishing.render import FORMS, Form, render
from onrecord.publishing.values import Briefing, Options

__all__ = ["FILES", "FORMS", "Briefing", "Form", "Options", "brief", "export", "render", "stories_on", "write"]
