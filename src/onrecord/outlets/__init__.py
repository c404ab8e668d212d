"""Collecting pages: files, folders, JSONL, HTML, feeds, addresses and web archives."""

from onrecord.outlets.page import ENTRY, HTML, ITEM, TEXT, Page

__all__ = ["ENTRY", "HTML", "ITEM", "TEXT", "Page"]
