"""Reading one article by itself: quotations, attributions, names and time expressions."""

from onrecord.reading.read import KNOWN_LANGUAGES, READER, read
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

__all__ = [
    "KNOWN_LANGUAGES",
    "READER",
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
    "read",
]
