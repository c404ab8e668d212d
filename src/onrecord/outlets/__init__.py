"""Collecting pages: files, folders, JSONL, HTML, feeds, addresses and web archives."""

from onrecord.outlets.collect import collect
from onrecord.outlets.collecting import USER_AGENT, Collecting
from onrecord.outlets.page import ENTRY, HTML, ITEM, TEXT, Page

__all__ = ["ENTRY", "HTML", "ITEM", "TEXT", "USER_AGENT", "Collecting", "Page", "collect"]
