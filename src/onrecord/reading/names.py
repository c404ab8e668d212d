"""Names in one article and who bears them: runs of capitals, their titles and offices, and their later short forms.

No training and no dictionary of persons: a run of capitals is a person when a title or office stands beside it, or
when it is two to four words of which none is a common word, a place's or a body's. A single word is a person when
it is the first or last word of exactly one such name in the article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from onrecord.core import Span, fold
from onrecord.limits import BEARERS_COUNT, ROLE_CHARS
from onrecord.reading.capitals import Run, capitals_inside, runs_of
from onrecord.reading.cues import AUXILIARIES, PREPOSITIONS, PRONOUNS, SUBORDINATORS, VERB_FORMS
from onrecord.reading.gazetteer import BODY_WORDS, COMMON_WORDS, GROUPS, PLACE_WORDS, PLACES, ROLE_WORDS
from onrecord.reading.reading import EntityKind, Mention, Role

__all__ = ["Names", "find_names", "names_outside"]


_APPOSITION = re.compile(
    r"(?:,|\s\()\s*([^\W_](?:[^,.;:()“”\"\n]|(?<=\bMr)\.|(?<=\bM[rs]s)\.|(?<=\bDr)\.|(?<=\bSt)\.|(?<=\b(?:Gov|Sen|Rep|Gen|Col))\.|"
    r"(?<=\b[A-Z])\.)"
    rf"{{3,{ROLE_CHARS}}})"
)
_BODY_AFTER = re.compile(
    r"\b(?:of|for|at|to|with|in)\s+(?:the\s+)?([A-Z][\w’'‑-]*(?:\s+(?:(?:of|for)\s+(?:the\s+)?)?[A-Z][\w’'‑-]*){0,6})"
)
_OFFICIATING = frozenset(
    "acting leading outgoing incoming managing sitting founding ranking prosecuting presiding reigning serving "
    "retiring visiting commanding longstanding".split()
)
_ARTICLE = re.compile(r"^(?:a|an|the|then|now)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Names:
    """The mentions of one article in order, and the persons by what they are called.

    `persons` has the full name for each folded form that one person bears, `shared` the forms that several bear.
    `inside` are the words that have a capital inside a sentence, `common` those that stand in lower case.
    """

    mentions: tuple[Mention, ...]
    persons: dict[str, str] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()

    def within(self, span: Span) -> tuple[Mention, ...]:
        """Return the mentions that lie wholly in `span`, found by halving since mentions are in order."""
        low, high = 0, len(self.mentions)
        while low < high:
            middle = (low + high) // 2
            if self.mentions[middle].span.start < span.start:
                low = middle + 1
            else:
                high = middle
        found = []
        while low < len(self.mentions) and self.mentions[low].span.end <= span.end:
            found.append(self.mentions[low])
            low += 1
        return tuple(found)


def names_outside(names: Names, quoted: Sequence[Span]) -> Names:
    """Return the names without the mentions inside the quoted stretches, which are in order and do not overlap."""
    starts = [span.start for span in quoted]

    def stands_outside(mention: Mention) -> bool:
        at = bisect_right(starts, mention.span.start) - 1
        return at < 0 or quoted[at].end <= mention.span.start

    return replace(names, mentions=tuple(filter(stands_outside, names.mentions)))


def find_names(text: str) -> Names:
    """Return the names of `text` with kind, fullest form and offices."""
    runs = tuple(runs_of(text))
    common = frozenset(match.group() for match in re.finditer(r"\b[a-z]{3,}\b", text))
    offices = [tuple(_roles(text, run)) for run in runs]
    kinds = [_kind(run, common, described=bool(roles)) for run, roles in zip(runs, offices, strict=True)]
    bearers = _bearers(runs, kinds)
    mentions = []
    met: set[str] = set()
    for run, kind, roles in zip(runs, kinds, offices, strict=True):
        name = _bearer(run, kind, bearers, met)
        if name is not None and len(run.words) > 1:
            met.add(name)
        if name is not None:
            mentions.append(Mention(run.span, "person", name, roles))
        elif kind not in (None, "person"):
            mentions.append(Mention(run.span, kind, " ".join(run.words)))
    persons = {form: full[0] for form, full in bearers.items() if len(full) == 1}
    inside = capitals_inside(text)
    return Names(tuple(mentions), persons, frozenset(bearers) - frozenset(persons), inside, common)


def _kind(run: Run, common: frozenset[str], *, described: bool) -> EntityKind | None:
    """Return what kind of bearer a run of capitals names, or None when the rules cannot tell."""
    joined = " ".join(run.words)
    if run.role or run.honorific:
        return "person"
    if joined in PLACES or run.words[-1] in PLACE_WORDS:
        return "place"
    if joined in GROUPS:
        return "group"
    if any(word in BODY_WORDS for word in run.words):
        return "organization"
    if len(run.words) == 1:
        return "organization" if joined.isupper() and 1 < len(joined) < 7 and joined.isalpha() else None
    if described and len(run.words) <= 4 and not any(word in PLACES for word in run.words):
        return "person"
    if any(
        word in PLACES or word in COMMON_WORDS or (word[0].isupper() and word.lower() in common) for word in run.words
    ):
        return None
    return "person" if 2 <= len(run.words) <= 4 else None


def _bearers(runs: Sequence[Run], kinds: Sequence[EntityKind | None]) -> dict[str, list[str]]:
    """Return {folded form: full names} of the persons: each full name, and its first and last words."""
    full: dict[str, str] = {}
    for run, kind in zip(runs, kinds, strict=True):
        if kind == "person" and len(run.words) > 1:
            full.setdefault(fold(" ".join(run.words)).replace("-", " "), " ".join(run.words))
    forms: dict[str, list[str]] = {}
    for folded, name in full.items():
        words = name.split()
        last = words[-2] if words[-1] in ("Jr.", "Sr.", "II", "III") and len(words) > 2 else words[-1]
        for form in {folded, fold(words[0]), fold(last)}:
            forms.setdefault(form, []).append(name)
    return {form: _longest(names) for form, names in forms.items()}


def _longest(names: list[str]) -> list[str]:
    """Drop the names whose words are all part of a longer one: "Ada Brandt" beside "Ada Marie Brandt"."""
    if len(names) > BEARERS_COUNT:
        return names
    words = {name: set(fold(name).replace("-", " ").split()) for name in names}
    kept = [name for name in names if not any(words[name] < words[other] for other in names)]
    return kept or names


def _bearer(run: Run, kind: EntityKind | None, bearers: dict[str, list[str]], met: set[str]) -> str | None:
    """Return the fullest name of the person whom a run names, or None when it names none or several.

    Where several bear a short form, it names the only one of them `met` by full name before it.
    """
    joined = " ".join(run.words)
    if kind not in (None, "person"):
        return None
    found = bearers.get(fold(joined).replace("-", " "), [])
    known = found if len(found) == 1 else [name for name in found[:BEARERS_COUNT] if name in met]
    if len(known) == 1:
        return known[0]
    if kind != "person":
        return None
    return joined if len(run.words) > 1 or not found else None


def _roles(text: str, run: Run) -> Iterator[Role]:
    """Yield the offices that stand before a person's name and after it between commas."""
    if run.role is not None:
        role = run.role.of(text)
        words = role.split()
        bodies = [at for at, word in enumerate(words) if word in BODY_WORDS]
        body = " ".join(words[: bodies[-1] + 1]) if bodies and bodies[-1] < len(words) - 1 else None
        yield Role(role, body, run.role)
    match = _APPOSITION.match(text, run.span.end)
    if match is None:
        return
    described = match.group(1).rstrip()
    head = _ARTICLE.sub("", described, count=1)
    if not _names_office(head):
        return
    after = _BODY_AFTER.search(head)
    start = match.start(1) + len(described) - len(head)
    yield Role(head, after.group(1) if after else None, Span(start, match.start(1) + len(described)))


def _is_office_adjective(word: str) -> bool:
    return word in _OFFICIATING or "-" in word


def _names_office(words: str) -> bool:
    """Return whether one of the first words is an office or a calling, with no verb before it."""
    parts = re.findall(r"[\w‑-]+", words.lower())[:7]
    if parts and (parts[0] in PREPOSITIONS or (parts[0].endswith("ing") and not _is_office_adjective(parts[0]))):
        return False
    for word in parts:
        if word in ROLE_WORDS:
            return True
        if word in SUBORDINATORS - {"who"} or word in ("along", "particularly", "as", "by", "with", "to"):
            return False
        verb = VERB_FORMS.get(word)
        if word in AUXILIARIES or word in PRONOUNS or (verb is not None and verb.form in ("past", "present")):
            return False
    return False
