"""Who "the senator" and "the agency" are: persons by the offices that the article gives them, bodies by their kind."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from onrecord.limits.reading import (
    OFFICE_WORDS,
    SALIENCE_FLOOR,
)
from onrecord.reading.cues import DETERMINERS, PREPOSITIONS
from onrecord.reading.gazetteer import BODY_NOUNS, FEMALE_NOUNS, MALE_NOUNS, PLACES, ROLE_WORDS, SAME_OFFICES
from onrecord.reading.genders import Gender
from onrecord.reading.hidden import head_noun
from onrecord.reading.names import Names
from onrecord.reading.salience import Salience

__all__ = ["Bodies", "Offices"]

_NEUTRAL = frozenset(
    """former republican democratic gop democrat presidential longtime current retired u.s. us american veteran then
    new own party party's outgoing incumbent""".split()
)
_CAMPAIGN = re.compile(
    r"\b(?!(?:The|This|His|Her|Their|Its|A|Our|My|That|Any|No|Each|Every|In|For)\b)"
    r"(?:[A-Z][\w-]+\s)?[A-Z][\w-]+(?:[’']s)?\scampaign\b"
)
_KIN = frozenset("wife husband son daughter father mother brother sister doctor".split())
_NOUNS = ROLE_WORDS | _KIN
_PLACES = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(PLACES, key=len, reverse=True)))})\s")
_PHRASE = r"((?:[\w’'-]+\s){0,4}[a-z]+)"
_IN_FRONT = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|\w+[’']s)\s{_PHRASE}"
    r"(?:,\s|(?<=wife)\s|(?<=husband)\s|(?<=son)\s|(?<=daughter)\s)$"
)
_COPULA = re.compile(rf"\s(?:is|was|became|remains|,\sonce)\s(?:the|an?|now\sthe)\s{_PHRASE}(?=[\s,.;])")
_OFFICE = re.compile(
    r"\b[Tt]he\s((?:(?:former|new|vice|Republican|Democratic|GOP|presidential)\s){0,2})([a-z]+)\b(?!\s[A-Z])"
)
_RUNNING = frozenset(("nominee", "candidate"))
_PARTIES = frozenset(("republican", "democratic", "libertarian", "green"))
_RIVALS = (("republican", "democratic"), ("democratic", "republican"))
_POINTING = frozenset(("the", "this", "that"))
_POSSESSIVE = frozenset(("his", "her", "their", "its"))


def _words(phrase: str) -> list[str]:
    """Return the words of a phrase up to its first preposition, in lower case, without a determiner."""
    words = []
    for word in re.findall(r"[\w.’'‑-]+", phrase.lower()):
        if word in PREPOSITIONS or word in ("who", "which"):
            break
        words.append({"gop": "republican", "democrat": "democratic"}.get(word, word.rstrip(".")))
    return words[1:] if words and words[0] in DETERMINERS else words


class Offices:
    """The offices of an article's persons."""

    def __init__(self, text: str, names: Names, genders: Mapping[str, Gender]) -> None:
        self.genders = genders
        self.told: dict[str, str] = {}
        self.by_noun: dict[str, dict[str, list[frozenset[str]]]] = {}
        for mention in names.mentions:
            for role in mention.roles:
                self._note(mention.name, role.role)
            if mention.kind == "person":
                for found in (
                    _IN_FRONT.search(text, max(0, mention.span.start - 90), mention.span.start),
                    _COPULA.match(text, mention.span.end),
                ):
                    if found and found.group(1).split()[-1].lower() in _NOUNS:
                        self._note(mention.name, found.group(1))

    def _note(self, name: str, role: str) -> None:
        known = self.told.get(name, "")
        words = frozenset(_words(role))
        fuller = not known or (len(known) < len(role) and len(role.split()) <= OFFICE_WORDS)
        if fuller and head_noun(role) not in _KIN and words & ROLE_WORDS:
            self.told[name] = role
        for word in words & _NOUNS:
            for noun in {word, *(other for nouns in SAME_OFFICES if word in nouns for other in nouns)}:
                self.by_noun.setdefault(noun, {}).setdefault(name, []).append(words)

    def mentioned(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield where a text calls a person by an office that one person has."""
        for match in _OFFICE.finditer(text):
            noun = match.group(2)
            fits = [
                name
                for name, offices in self.by_noun.get(noun, {}).items()
                if max(_fit(set(match.group(1).lower().split()), office) for office in offices) >= 0
            ]
            if noun in ROLE_WORDS and len(fits) == 1:
                yield match.start(), fits[0]

    def bearer(self, phrase: str, place: int, salience: Salience, *, opens: bool) -> str | None:
        """Return the one person whose office a phrase such as "the Republican nominee" names, or None.

        Of several with that office it is the one being talked about at `place`. Without "the" a phrase points to an
        office only in the short language of headlines: `opens` says that it begins its sentence.
        """
        first = phrase.split()[0].lower()
        if first in DETERMINERS and first not in _POINTING | _POSSESSIVE:
            return None
        if first not in _POINTING | _POSSESSIVE and not (opens and phrase[0].isupper()):
            return None
        noun = head_noun(phrase)
        placeless = _PLACES.sub("", phrase)
        words = _words(placeless)
        if noun not in _NOUNS or not words:
            return None
        if first not in _POINTING | _POSSESSIVE and len(alone := self.by_noun.get(noun, {})) == 1:
            return next(iter(alone))
        asked = set(words) - {noun}
        fits: dict[str, int] = {}
        for name, offices in self.by_noun.get(noun, {}).items():
            gender = "f" if noun in FEMALE_NOUNS else "m" if noun in MALE_NOUNS else None
            if gender and self.genders.get(name, gender) != gender:
                continue
            best = max((_fit(asked, office) for office in offices), default=-1)
            if best >= 0:
                fits[name] = best
        if placeless != phrase:
            fits = {name: fit for name, fit in fits.items() if salience.now(name, place) >= SALIENCE_FLOOR}
        top = [name for name, fit in fits.items() if fit == max(fits.values())]
        if len(top) > 1:
            weights = sorted(((salience.now(name, place), name) for name in top), reverse=True)
            return weights[0][1] if weights[0][0] > weights[1][0] else None
        return top[0] if top else None


def _fit(asked: set[str], office: frozenset[str]) -> int:
    """Return how many of the words asked for an office has, or -1 when it is another one."""
    if ("vice" in asked) != ("vice" in office) or ("deputy" in asked) != ("deputy" in office):
        return -1
    if asked - office - _NEUTRAL or any(one in asked and other in office for one, other in _RIVALS):
        return -1
    if office & _RUNNING and asked & _PARTIES and not asked & office & _PARTIES:
        return -1
    return 2 * len(asked & office) + ("former" not in office - asked)


class Bodies:
    """The bodies that an article names, in order, to find "the agency" among."""

    def __init__(self, text: str, names: Names) -> None:
        named = [(mention.span.start, mention.name) for mention in names.mentions if mention.kind == "organization"]
        self.starts = [start for start, _ in named]
        self.named = [name for _, name in named]
        self.campaigns = [(match.start(), match.group()) for match in _CAMPAIGN.finditer(text)]

    def campaign(self, place: int, surname: str | None) -> str | None:
        """Return the last campaign named before `place`, of the bearer with `surname` if one is given."""
        at = bisect_right(self.campaigns, (place, ""))
        for _, name in reversed(self.campaigns[max(0, at - 20) : at]):
            if surname is None or surname in re.split(r"[\s’']", name):
                return name
        after = self.campaigns[at : at + 20] if surname is not None else []
        return next((name for _, name in after if surname in re.split(r"[\s’']", name)), None)

    def bearer(self, phrase: str, place: int) -> str | None:
        """Return the body that "the agency" points to: the last one of its kind before `place`, or else the next."""
        words = _words(phrase)
        kinds = BODY_NOUNS.get(words[-1]) if words and phrase.split()[0].lower() in _POINTING else None
        if kinds is None or words[-1] not in phrase:
            return None
        asked = set(words[:-1]) - _NEUTRAL
        at = bisect_right(self.starts, place)
        near: Sequence[str] = [*reversed(self.named[max(0, at - 40) : at]), *self.named[at : at + 20]]
        for name in near:
            parts = set(name.split())
            if parts & set(kinds.split()) and asked <= {part.lower() for part in parts}:
                return name
        return None
