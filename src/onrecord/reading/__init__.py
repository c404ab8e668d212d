"""Reading one article by itself: quotations, attributions, names and time expressions."""

from onrecord.reading.first_names import FIRST_NAMES
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
from onrecord.reading.times import day_of_writing, due_in

__all__ = [
    "FIRST_NAMES",
    "KNOWN_LANGUAGES",
    "READER",
    "RULES",
    "Anonymous",
    "Attribution",
    "AttributionKind",
    "EntityKind",
    "Mention",
    "Quotation",
    "QuotationUse",
    "Reading",
    "Role",
    "TimeExpression",
    "day_of_writing",
    "due_in",
    "knows",
    "read",
    "read_by_rules",
]
