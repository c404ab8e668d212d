"""Whether a later report tells a promised act as done: its verb in the past, with the words of meaning of the act."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.core import Span, covers
from onrecord.limits.linking_agenda import DONE_LEAST_STEMS, DONE_SHARE
from onrecord.linking.likening import share
from onrecord.linking.reports import Actor, Report
from onrecord.linking.terms import stems

__all__ = ["Deeds", "Done", "past_forms"]

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_IRREGULAR = {
    verb: forms.split("/")
    for verb, forms in (
        pair.split(":")
        for pair in (
            "begin:began/begun bring:brought build:built buy:bought choose:chose/chosen come:came cut:cut deal:dealt "
            "draw:drew/drawn drive:drove find:found give:gave/given go:went grow:grew/grown hold:held keep:kept "
            "lay:laid lead:led leave:left lend:lent make:made meet:met pay:paid put:put raise:raised read:read "
            "rebuild:rebuilt run:ran sell:sold send:sent set:set shut:shut sit:sat spend:spent speak:spoke/spoken "
            "stand:stood take:took/taken teach:taught tell:told throw:threw/thrown undertake:undertook/undertaken "
            "withdraw:withdrew/withdrawn win:won write:wrote/written"
        ).split()
        if ":" in pair
    )
}
_IRREGULAR_FORMS = frozenset(form for forms in _IRREGULAR.values() for form in forms)
_UNDONE = frozenset("not never nor no would could should might if unless until to will cannot hardly".split()) | {
    "didn't", "hasn't", "haven't", "hadn't", "wasn't", "weren't", "isn't",
}  # fmt: skip
"""Words before a verb after which it does not tell what was done."""


@dataclass(frozen=True, slots=True)
class Done:
    """A sentence of a report that tells an act as done; `attribution` says that it stands in what somebody said."""

    report: Report
    sentence: Span
    attribution: str | None


def past_forms(verb: str) -> frozenset[str]:
    """Return the past forms of a verb, regular ones by rule."""
    low = verb.lower()
    if low in _IRREGULAR:
        return frozenset(_IRREGULAR[low])
    if low.endswith("e"):
        return frozenset({f"{low}d"})
    if low.endswith("y") and len(low) > 2 and low[-2] not in "aeiou":
        return frozenset({f"{low[:-1]}ied"})
    return frozenset({f"{low}ed", f"{low}{low[-1]}ed"})


class Deeds:
    """The sentences of a story's reports by the words in them that may tell of a deed, found once for all promises."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._under: dict[str, list[tuple[Report, Span]]] = defaultdict(list)
        for report in reports:
            for sentence in report.reading.sentences:
                found = {match[0].lower() for match in _WORD.finditer(sentence.of(report.article.text))}
                for word in found:
                    if word.endswith("ed") or word in _IRREGULAR_FORMS:
                        self._under[word].append((report, sentence))

    def done(self, act: str, agent: Actor | None, after: date) -> Iterator[Done]:
        """Yield the sentences of reports of later days that tell the act as done, by its agent where that is known.

        The verb stands in the past with no denial or condition before it, and most other words of meaning around it.
        """
        verb, _, rest = act.partition(" ")
        wanted = frozenset(stems(rest))
        forms = past_forms(verb) if verb.isalpha() and verb.islower() else frozenset()
        if len(wanted) < DONE_LEAST_STEMS:
            return
        name = (agent.name.split() or [""])[-1].lower() if agent else ""
        for report, sentence in (each for form in sorted(forms) for each in self._under.get(form, ())):
            day, words = report.article.published_on, sentence.of(report.article.text)
            if day is None or day <= after or name not in words.lower():
                continue
            if _tells(words, forms) and share(wanted, frozenset(stems(words))) >= DONE_SHARE:
                yield Done(report, sentence, _attribution(report, sentence))


def _tells(words: str, forms: Iterable[str]) -> bool:
    """Return whether one of the forms stands in the words as something done."""
    found = [match[0].lower() for match in _WORD.finditer(words)]
    return any(word in forms and not _UNDONE.intersection(found[max(0, at - 4) : at]) for at, word in enumerate(found))


def _attribution(report: Report, sentence: Span) -> str | None:
    """Return in whose words the sentence stands, the id of the attribution."""
    for said in report.reading.attributions:
        if any(covers(part, sentence) or covers(sentence, part) for part in said.content):
            return said.id
    return None
