"""Sources without a name: what describes them, why they are not named, and who "the official" points back to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.core import Span
from onrecord.limits.reading import REASON_CHARS
from onrecord.reading.attributions import Relation
from onrecord.reading.cues import DETERMINERS, PREPOSITIONS
from onrecord.reading.reading import Anonymous

__all__ = ["Hidden", "head_noun", "with_reasons"]


_ANONYMOUS = frozenset(
    """official officials source sources aide aides person people insider insiders diplomat diplomats staffer staffers
    adviser advisers advisor advisors lawmaker lawmakers expert experts analyst analysts critic critics witness
    witnesses resident residents executive executives commander commanders officer officers soldier soldiers
    spokesman spokeswoman spokesperson spokespeople representative representatives operative operatives strategist
    strategists donor donors friend friends colleague colleagues employee employees worker workers
    negotiator negotiators lawyer lawyers observer observers member members politician politicians man woman
    minister ministers envoy researcher researchers scientist scientists economist economists""".split()
)
_REASON = re.compile(
    r"condition of anonymity(?: (?:because|since|as|due|in order|to)\b[^.;“”\"]{0,200}?(?=[.,;]|$))?"
    r"|not (?:to )?be(?:ing)? (?:named|identified|quoted by name)"
    r"(?: (?:because|since|as)\b[^.;“”\"]{0,200}?(?=[.,;]|$))?"
    r"|not authori[sz]ed to (?:speak|discuss|comment)[^.,;]{0,200}"
    r"|(?:requested|asked for|granted) anonymity|spoke anonymously|speaking anonymously",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\s+(?:They|He|She|Both|All|The \w+) (?:all |both )?(?:asked|spoke|requested|insisted|declined)\b")
_PLURAL = {"person": "people", "witness": "witnesses", "spokesperson": "spokespeople"}
_POINTED_AT = frozenset(
    "official officials source sources aide aides person people insider insiders diplomat diplomats staffer "
    "staffers spokesperson spokesman spokeswoman".split()
)
_ENDS_PHRASE = frozenset("who that which familiar close briefed speaking involved representing from".split())


class Hidden:
    """The anonymous sources met so far, by the noun that heads their description."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.met: dict[str, Anonymous] = {}

    def aside(self) -> Hidden:
        """Return a copy for an inner attribution, which brings nobody in for those that follow."""
        copy = Hidden(self.text)
        copy.met = dict(self.met)
        return copy

    def points_back(self, words: str) -> bool:
        """Return whether words such as "the aide" point to an anonymous source met before."""
        return words.lower().startswith(("the ", "that ")) and head_noun(words) in self.met

    def behind(self, relation: Relation, main: Span) -> Anonymous | None:
        """Return the anonymous source that a phrase describes, or the one already met that it points back to."""
        words = main.of(self.text)
        head = head_noun(words)
        if head not in _ANONYMOUS:
            return None
        if not words.lower().startswith(("the ", "that ", "this ", "these ", "those ")):
            return self._new(relation, words, head)
        if head in self.met:
            return self._with_reason(relation, head)
        group = self.met.get(_PLURAL.get(head, f"{head}s"))
        if group is not None:
            return Anonymous(words.lower(), group.reason)
        return self._new(relation, words, head) if head in _POINTED_AT else None

    def _new(self, relation: Relation, words: str, head: str) -> Anonymous:
        first = words.split(None, 1)[0]
        description = first.lower() + words[len(first) :] if first.lower() in DETERMINERS else words
        self.met[head] = Anonymous(description, _reason(self.text, relation))
        return self.met[head]

    def _with_reason(self, relation: Relation, head: str) -> Anonymous:
        """Return a source already met, with the reason for its anonymity when it is given only here."""
        known = self.met[head]
        if known.reason is None:
            known = self.met[head] = Anonymous(known.description, _reason(self.text, relation))
        return known


def with_reasons(found: Sequence[Anonymous | None]) -> list[Anonymous | None]:
    """Return anonymous sources, each with the reason that another sentence gives for the same description."""
    reasons = {one.description: one.reason for one in found if one and one.reason}
    return [
        Anonymous(one.description, reasons[one.description])
        if one and one.reason is None and one.description in reasons
        else one
        for one in found
    ]


def _reason(text: str, relation: Relation) -> str | None:
    """Return why the source is not named, from its sentence or from a following one that says what it asked for."""
    source = relation.source or relation.sentence
    low, high = max(relation.sentence.start, source.start - REASON_CHARS), source.end + REASON_CHARS
    found = _REASON.search(text[low : min(relation.sentence.end, high)])
    after = text[relation.sentence.end : relation.sentence.end + REASON_CHARS]
    if found is None and _ASKS.match(after):
        found = _REASON.search(after.strip().partition("\n")[0])
    return found.group() if found else None


def head_noun(words: str) -> str:
    """Return the last word before the phrase's first preposition or relative clause, in lower case."""
    last = ""
    for word in re.findall(r"[\w’'‑-]+", words.lower()):
        if word in PREPOSITIONS or word in _ENDS_PHRASE:
            break
        last = word
    return last
