"""Reading one article by itself: quotations, attributions, names and time expressions."""

from onrecord.reading.commitments import BodyMention, Detail, Due, Force, Pledge, Precision, Status
from onrecord.reading.first_names import FIRST_NAMES
from onrecord.reading.meaning import meaning
from onrecord.reading.read import KNOWN_LANGUAGES, READER, RULES, knows, read, read_by_rules
from onrecord.reading.reading import (
    Anonymous,
    Attribution,
    AttributionKind,
    EntityKind,
    Mention,
    Quotation,
    QuotationUse,
    Reading,
    Role,
    TimeExpression,
)
from onrecord.reading.stance import Denial, Stance, Stand
from onrecord.reading.times import day_of_writing, due_in

__all__ = [
    "FIRST_NAMES",
    "KNOWN_LANGUAGES",
    "READER",
    "RULES",
    "Anonymous",
    "Attribution",
    "AttributionKind",
    "BodyMention",
    "Denial",
    "Detail",
    "Due",
    "EntityKind",
    "Force",
    "Mention",
    "Pledge",
    "Precision",
    "Quotation",
    "QuotationUse",
    "Reading",
    "Role",
    "Stance",
    "Stand",
    "Status",
    "TimeExpression",
    "day_of_writing",
    "due_in",
    "knows",
    "meaning",
    "read",
    "read_by_rules",
]
