"""Names in one article and who bears them: runs of capitals, their titles and offices, and their later short forms.

No training and no dictionary of persons: a run of capitals is a person when a title or office stands beside it, when
it begins with a common first name, or when it is two to four words of which none is a common word, a place's or a
body's. A single word is a person when it is part of such a name in the article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from onrecord.core import Span
from onrecord.limits.reading import (
    BEARERS_COUNT,
    HEADLINE_LINE_CHARS,
    HEADLINE_SHARE,
    RIVAL_CHARS,
    ROLE_CHARS,
)
from onrecord.reading.bearers import bodies_by_form, form_of, persons_by_form
from onrecord.reading.capitals import Run, capitals_inside, runs_of
from onrecord.reading.cues import AUXILIARIES, PREPOSITIONS, PRONOUNS, SUBORDINATORS, VERB_FORMS
from onrecord.reading.first_names import FEMALE_NAMES, FIRST_NAMES, MALE_NAMES
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
_RELATIVE = re.compile(r",?\s(?:who|whose|which|that)\s")
_BEFORE_THE = re.compile(r"^.*\bThe\s")
_GENERIC = frozenset("PAC CEO TV AG VP DJ MP LLC PM AM ID OK FULL TEXT ABSTRACT LETTERS PHOTO VIDEO".split())
_PARTISANS = frozenset(("Republican", "Democrat", "Democratic", "Supporters", "Campaign", "Rally"))
_TITLES = re.compile(r"\b(Mrs?|Ms)\.?\s")
_ARTICLE = re.compile(r"^(?:a|an|the|then|now)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Names:
    """The mentions of one article in order, and the persons by what they are called.

    `persons` has the full name for each folded form that one person bears, `shared` the forms that several bear.
    `inside` are the words that have a capital inside a sentence, `common` those that stand in lower case. `bodies`
    has the full name for each short one of a body.
    """

    mentions: tuple[Mention, ...]
    persons: dict[str, str] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    bodies: dict[str, str] = field(default_factory=dict)
    quoted: tuple[Span, ...] = ()

    def is_outside(self, place: int) -> bool:
        """Return whether a place is in none of the quoted stretches whose mentions were left out."""
        at = bisect_right(self.quoted, place, key=lambda span: span.start) - 1
        return at < 0 or self.quoted[at].end <= place

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
    outside = replace(names, quoted=tuple(quoted))
    return replace(outside, mentions=tuple(one for one in names.mentions if outside.is_outside(one.span.start)))


def find_names(text: str) -> Names:
    """Return the names of `text` with kind, fullest form and offices."""
    common = frozenset(match.group() for match in re.finditer(r"\b[a-z]{3,}\b", text))
    runs = tuple(runs_of(text))
    runs = tuple(_without_headline_words(text, runs, persons_by_form(_full_names(text, runs, common))))
    offices = [tuple(_roles(text, run)) for run in runs]
    kinds = [_kind(run, common, described=bool(roles)) for run, roles in zip(runs, offices, strict=True)]
    persons = persons_by_form(_named(runs, kinds))
    joined = [_BEFORE_THE.sub("", " ".join(run.words)) for run in runs]
    bodies = bodies_by_form(
        text,
        [name for name, kind in zip(joined, kinds, strict=True) if kind == "organization"],
        {name for name in joined if name.replace(".", "").isupper() and " " not in name},
    )
    choice = _Choice(text, persons)
    for run, kind in zip(runs, kinds, strict=True):
        choice.see(run, kind)
    mentions = []
    for run, kind, name, roles in zip(runs, kinds, joined, offices, strict=True):
        bearer = choice.bearer(run, kind, roles)
        if bearer is not None:
            mentions.append(Mention(run.span, "person", bearer, roles))
        elif kind not in (None, "person") and form_of(name) not in persons:
            mentions.append(Mention(run.span, kind, bodies.get(name, name)))
    alone = {form: full[0] for form, full in persons.items() if len(full) == 1}
    inside = capitals_inside(text)
    return Names(tuple(mentions), alone, frozenset(persons) - frozenset(alone), inside, common, bodies)


def _kind(run: Run, common: frozenset[str], *, described: bool) -> EntityKind | None:
    """Return what kind of bearer a run of capitals names, or None when the rules cannot tell."""
    joined = " ".join(run.words)
    if joined.isupper() and len(run.words) > 3:
        return "organization" if any(word.capitalize() in BODY_WORDS for word in run.words) else None
    if run.role or run.honorific:
        return "person"
    if joined in PLACES or run.words[-1] in PLACE_WORDS:
        return "place"
    if joined in GROUPS:
        return "group"
    if any(word in BODY_WORDS for word in run.words):
        return "organization"
    if len(run.words) == 1:
        if run.words[0].lower() in FIRST_NAMES and run.words[0].lower() not in common and not joined.isupper():
            return "person"
        letters = "" if joined in _GENERIC else joined.replace(".", "")
        return "organization" if letters.isupper() and 1 < len(letters) < 7 and letters.isalpha() else None
    if described and len(run.words) <= 4 and not any(word in PLACES for word in run.words):
        return "person"
    if _begins_with_first_name(run):
        return "person"
    if run.after_the or any(
        word in PLACES or word in COMMON_WORDS or (word[0].isupper() and word.lower() in common) for word in run.words
    ):
        return None
    return "person" if 2 <= len(run.words) <= 4 else None


def _begins_with_first_name(run: Run) -> bool:
    """Return whether a run is a known first name and words that are a family name, common as they may be."""
    return (
        2 <= len(run.words) <= 5
        and run.words[0].lower() in FIRST_NAMES
        and not any(word in GROUPS or word.lower() in ROLE_WORDS or word in _PARTISANS for word in run.words[1:])
    )


def _full_names(text: str, runs: Sequence[Run], common: frozenset[str]) -> Iterator[str]:
    """Yield the persons' names that stand outside headlines, and those in headlines that begin with a first name."""
    for run, titled in zip(runs, _in_headlines(text, runs), strict=True):
        kind = _kind(run, common, described=not titled and any(True for _ in _roles(text, run)))
        if kind == "person" and (not titled or (_begins_with_first_name(run) and len(run.words) == 2)):
            yield " ".join(run.words)


def _in_headlines(text: str, runs: Sequence[Run]) -> list[bool]:
    """Return for each run whether it stands in a line of which most words have capitals."""
    found: list[bool] = []
    line, titled = Span(0, 1), False
    for run in runs:
        if run.span.start >= line.end or line.end == 1:
            start = text.rfind("\n", 0, run.span.start) + 1
            end = text.find("\n", run.span.end)
            line = Span(start, end if end > 0 else len(text))
            long = re.findall(r"[^\W\d_]{4,}", text[line.start : min(line.end, line.start + HEADLINE_LINE_CHARS)])
            capitals = sum(word[0].isupper() for word in long)
            titled = len(line) < HEADLINE_LINE_CHARS and len(long) > 2 and capitals >= HEADLINE_SHARE * len(long)
        found.append(titled)
    return found


def _without_headline_words(text: str, runs: Sequence[Run], persons: dict[str, list[str]]) -> Iterator[Run]:
    """Yield the runs, those in headlines cut to the persons known from elsewhere: "Weary Brandt" is Brandt."""
    for run, titled in zip(runs, _in_headlines(text, runs), strict=True):
        known_form = form_of(" ".join(run.words)) in persons
        if titled and len(run.words) == 1 and run.role and not known_form:
            continue
        if not titled or len(run.words) == 1 or known_form:
            yield run
            continue
        known = list(_known_in(run, persons))
        spans = list(re.finditer(r"\S+", run.span.of(text)))
        if not known or len(spans) != len(run.words):
            yield run
            continue
        for start, end in known:
            span = Span(run.span.start + spans[start].start(), run.span.start + spans[end - 1].end())
            bare = text[span.start : span.end]
            span = Span(span.start, span.end - 2) if bare.endswith(("'s", "’s")) else span
            yield Run(span, run.words[start:end], run.role if start == 0 else None, run.honorific and start == 0)


def _known_in(run: Run, persons: dict[str, list[str]]) -> Iterator[tuple[int, int]]:
    """Yield where a run's words are what a person is called, the longest first, none before a body's word."""
    at = 0
    while at < len(run.words):
        for length in range(min(4, len(run.words) - at), 0, -1):
            words = run.words[at : at + length]
            after = run.words[at + length : at + length + 1]
            plain = length > 1 or (words[0].lower() not in FIRST_NAMES and words[0].lower() not in ROLE_WORDS)
            if form_of(" ".join(words)) in persons and plain and not (after and after[0] in BODY_WORDS):
                yield at, at + length
                at += length
                break
        else:
            at += 1


def _named(runs: Sequence[Run], kinds: Sequence[EntityKind | None]) -> Iterator[str]:
    """Yield the persons' full names, and the single words with a title that are no part of one."""
    full = [
        " ".join(run.words) for run, kind in zip(runs, kinds, strict=True) if kind == "person" and len(run.words) > 1
    ]
    known = persons_by_form(full)
    yield from full
    for run, kind in zip(runs, kinds, strict=True):
        if kind == "person" and len(run.words) == 1 and form_of(run.words[0]) not in known:
            yield run.words[0]


class _Choice:
    """Which of several bearers a short form names: by title, by office, or as the one whom the article names first.

    Who is met first is who the article is about, and is later called by the family name alone; a namesake who was
    named in full more lately leaves it open.
    """

    def __init__(self, text: str, persons: dict[str, list[str]]) -> None:
        self.text = text
        self.persons = persons
        self.first: dict[str, int] = {}
        self.latest: dict[str, int] = {}
        self.offices: dict[str, set[str]] = {}

    def see(self, run: Run, kind: EntityKind | None) -> None:
        """Note where a person is first named in full, or by a title that only one of several namesakes bears."""
        found = self.persons.get(form_of(" ".join(run.words)), [])
        if kind not in (None, "person"):
            return
        if len(run.words) == 1:
            found = self._titled(run, found) if len(found) > 1 else []
        if len(found) == 1:
            self.first.setdefault(found[0], run.span.start)

    def _titled(self, run: Run, found: Sequence[str]) -> list[str]:
        """Return those whom "Mr." or "Mrs." before a name fits, or none where there is no title."""
        titles = _TITLES.search(self.text, max(0, run.span.start - 6), run.span.start)
        if titles is None:
            return []
        wanted = FEMALE_NAMES if titles.group(1) in ("Mrs", "Ms") else MALE_NAMES
        return [name for name in found if name.split()[0].lower() in wanted]

    def bearer(self, run: Run, kind: EntityKind | None, roles: Sequence[Role]) -> str | None:
        """Return the fullest name of the person whom a run names, or None when it names none or several."""
        joined = " ".join(run.words)
        if kind not in (None, "person") and not (kind == "organization" and joined.isupper()):
            return None
        found = self.persons.get(form_of(joined), [])
        if len(found) > 1:
            name = self._of_several(run, found[:BEARERS_COUNT])
        elif found:
            name = found[0]
        else:
            return joined if kind == "person" else None
        if name is not None:
            self.latest[name] = run.span.start
            self.offices.setdefault(name, set()).update(role.role.lower().split()[-1] for role in roles if role.role)
        return name

    def _of_several(self, run: Run, found: Sequence[str]) -> str | None:
        if len(fitting := self._titled(run, found)) == 1:
            return fitting[0]
        if run.role:
            office = run.role.of(self.text).lower().split()[-1]
            fitting = [name for name in found if office in self.offices.get(name, ())]
            if len(fitting) == 1:
                return fitting[0]
        known = sorted((self.first[name], name) for name in found if name in self.first)
        if not known:
            return None
        main = known[0][1]
        if (
            len(known) > 1
            and known[1][0] - known[0][0] < RIVAL_CHARS
            and not _parted(self.text, known[0][0], known[1][0])
        ):
            return None
        latest = max((self.latest.get(name, -1), name) for name in found)
        return main if latest[1] == main or run.span.start - latest[0] > RIVAL_CHARS else None


def _parted(text: str, start: int, end: int) -> bool:
    """Return whether a paragraph or sentence ends between two places."""
    return bool(re.search(r"[.!?]\s|\n", text[start:end]))


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
    if relative := _RELATIVE.search(head):
        described = described[: len(described) - len(head) + relative.start()]
        head = head[: relative.start()]
    if not _names_office(head):
        return
    after = _BODY_AFTER.search(head)
    start = match.start(1) + len(described) - len(head)
    yield Role(head, after.group(1) if after else None, Span(start, match.start(1) + len(described)))


def _is_office_adjective(word: str) -> bool:
    return word in _OFFICIATING or "-" in word


def _speaks(words: Sequence[str]) -> bool:
    """Return whether a finite verb follows an office before any preposition: "the mayor also said"."""
    for word in words:
        if word in PREPOSITIONS:
            return False
        verb = VERB_FORMS.get(word)
        if word in AUXILIARIES or (verb is not None and verb.form in ("past", "present") and word not in ROLE_WORDS):
            return True
    return False


def _names_office(words: str) -> bool:
    """Return whether one of the first words is an office or a calling, with no verb before it."""
    parts = re.findall(r"[\w‑-]+", words.lower())[:7]
    if not parts or parts[0] in PREPOSITIONS or parts[0].isdigit():
        return False
    if parts[0].endswith("ing") and not _is_office_adjective(parts[0]):
        return False
    for at, word in enumerate(parts):
        if word in ROLE_WORDS:
            names_another = rf"(?i:\b{re.escape(word)})\.? [A-Z]\w+ (?:[A-Z]|[a-z]+ed\b|said|told)"
            return not _speaks(parts[at + 1 : at + 4]) and not re.search(names_another, words)
        if word in SUBORDINATORS - {"who"} or word in ("along", "particularly", "as", "by", "with", "to"):
            return False
        verb = VERB_FORMS.get(word)
        if word in AUXILIARIES or word in PRONOUNS or (verb is not None and verb.form in ("past", "present")):
            return False
    return False
