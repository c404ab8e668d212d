"""What a reader asks: the question as typed beside the fields of the form, as one tree and as one address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from onrecord.limits.search import QUESTION_CHARS
from onrecord.web.search.parsing import Unreadable, field, parse
from onrecord.web.search.query import Query, both

__all__ = ["ASKED", "Asked"]

ASKED = ("q", "speaker", "about", "outlet", "story", "issue", "kind", "since", "until", "quotes")
"""The fields that ask; in an address they stand in this order."""


@dataclass(frozen=True)
class Asked:
    """What stands in the fields, as given and without blanks around it; a field that is left empty is missing."""

    given: Mapping[str, str]

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> Asked:
        """Return what the fields of an address or a form ask."""
        told = {name: (fields.get(name) or "").replace("\0", "").strip() for name in ASKED}
        return cls({name: value for name, value in told.items() if value})

    def tree(self) -> Query | None:
        """Return all that is asked as one tree. Raises `Unreadable`."""
        for name, value in self.given.items():
            if len(value) > QUESTION_CHARS:
                raise Unreadable(f"{_label(name)} has {len(value):,} characters; at most {QUESTION_CHARS:,} are read")
        parts: list[Query | None] = [parse(self.given.get("q", ""))]
        fields = ("speaker", "about", "outlet", "story", "issue", "kind")
        parts += [field(name, self.given[name]) for name in fields if name in self.given]
        if "since" in self.given:
            parts.append(field("after", self.given["since"]))
        if "until" in self.given:
            last = date.fromisoformat(field("before", self.given["until"]).words[0])
            # A form's last day is among those asked for; the field's is the first that is not.
            if last < date.max:
                parts.append(field("before", (last + timedelta(days=1)).isoformat()))
        if "quotes" in self.given:
            parts.append(field("in", "quotes"))
        return both(*parts)

    def address(self, **changes: str) -> str:
        """Return the query string of this question with some fields changed; empty ones are left out."""
        told = {name: changes.pop(name, self.given.get(name, "")) for name in ASKED} | changes
        return urlencode({name: value for name, value in told.items() if value}, errors="replace")

    def heading(self, names: Mapping[str, str] | None = None) -> str:
        """Return who, about whom and in what words: "What Pell said about Lisk: river"; `names` are those of ids."""
        shown = {name: (names or {}).get(value, value) for name, value in self.given.items()}
        if "speaker" in shown and "about" in shown:
            told = f"What {shown['speaker']} said about {shown['about']}"
        elif "speaker" in shown:
            told = f"What {shown['speaker']} said"
        elif "about" in shown:
            told = f"What was said about {shown['about']}"
        else:
            return shown.get("q", "What was said")
        return f"{told}: {shown['q']}" if "q" in shown else told

    def title(self, names: Mapping[str, str] | None = None) -> str:
        """Return all that is asked in words."""
        shown = {name: (names or {}).get(value, value) for name, value in self.given.items()}
        told = self.heading(names)
        told += f", in the story “{shown['story']}”" if "story" in shown else ""
        told += f" in {shown['outlet']}" if "outlet" in shown else ""
        told += f", on {shown['issue']}" if "issue" in shown else ""
        told += f", {shown['kind']}" if "kind" in shown else ""
        told += ", inside quotation marks" if "quotes" in shown else ""
        told += f", from {shown['since']}" if "since" in shown else ""
        return told + (f", until {shown['until']}" if "until" in shown else "")


def _label(name: str) -> str:
    return "the question" if name == "q" else name
