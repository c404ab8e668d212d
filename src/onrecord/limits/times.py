"""Limits and thresholds of reading days."""

from __future__ import annotations

TENSE_TOKENS = 30
"""Tokens on either side of an expression in which the verb that governs it is looked for."""

CARRIED_TOKENS = 60
"""Tokens over which a year told once goes on in a report of today: some two sentences."""

HISTORIC_YEARS = 1
"""Years before the day of writing from which a year counts as gone by."""

HISTORIC_DATES = 4
"""Years gone by that make a text a historical narrative, when they are also twice as many as its days of this week."""

MONTHS_BACK = 8
"""Months that a narrative may step back within the year told; further back means the next year. WikiWars, value F1:
4: .787; 6: .793; 8: .795; 11: .796."""

MONTHS_AHEAD = 9
"""Months that a narrative may step ahead within the year told; further ahead means the year before."""

YEARS_AHEAD = 10
"""Years ahead of the day of writing that a year of two digits may lie."""

LEAD_CHARS = 60
"""Code points before an expression in which "by", "before" or "within" is looked for."""

FAR_DAYS = 270
"""Days off from which a day or month that the verb points at gives way to the same one of a year that is close."""

CLOSE_DAYS = 95
"""Days within which such a day is close."""

CLOSE_DAYS_LED = 14
"""The same after "by" or "before", which mostly look ahead: "delayed, they were to be held before Christmas"."""

DATELINE_DAYS = 3
"""Days that a dateline's day may lie from that of publication and still be the day of writing: a weekend between."""

RECORD_TOKENS = 8
"""Tokens before a length in which a superlative says that it looks back: "the worst flood we have seen in 20 years"."""

COMPARED_TOKENS = 15
"""Tokens after a month in which "a year ago" means the same month: those of a comparison in one sentence."""
