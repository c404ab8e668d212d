"""Reading one article by itself: quotations, attributions, names and time expressions."""

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
]
