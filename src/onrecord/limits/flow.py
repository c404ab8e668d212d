"""Limits and thresholds of the hallway."""

from __future__ import annotations

PAGES_IN_FLIGHT = 16
"""Pages read ahead of the one being linked: enough to keep two readers busy, and bounded memory."""
