"""Which of an article's persons are "he" and which "she", by what the article and their first names tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from onrecord.core import Span
from onrecord.reading.first_names import FEMALE_NAMES, MALE_NAMES
from onrecord.reading.gazetteer import FEMALE_NOUNS, MALE_NOUNS
from onrecord.reading.names import Names

__all__ = ["PRONOUN_GENDERS", "Gender", "gender_of_words", "genders_of"]

Gender = Literal["f", "m"]

PRONOUN_GENDERS: dict[str, Gender] = {
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
}
_PRONOUN = re.compile(r"\b(?:she|her|hers|herself|he|him|his|himself)\b", re.IGNORECASE)
_TITLE = re.compile(r"\b(Mrs?|Ms|Miss|Sir|Lady|Dame|Lord|Madam)\.?\s$")
_KIN = re.compile(r"\b(?:her|his|whose|[’']s)\s(?:[\w-]+\s){0,2}(\w+),?\s$")


def gender_of_words(words: Sequence[str]) -> Gender | None:
    """Return the gender that the nouns of a description tell, or None: "the congresswoman", "a spokesman"."""
    low = {word.lower().strip(".,") for word in words}
    female, male = bool(low & FEMALE_NOUNS), bool(low & MALE_NOUNS)
    return None if female == male else "f" if female else "m"


def genders_of(text: str, names: Names, sentences: Sequence[Span]) -> dict[str, Gender]:
    """Return the gender of each person of whom something tells it.

    A title or a noun of kinship before the name counts most, then the first name, then the nouns of the office, and
    last the pronouns in sentences that name one person only.
    """
    votes: dict[str, Counter[Gender]] = {}
    for mention in names.mentions:
        if mention.kind != "person":
            continue
        vote = votes.setdefault(mention.name, Counter())
        before = text[max(0, mention.span.start - 40) : mention.span.start]
        if title := _TITLE.search(before):
            vote["f" if title.group(1) in ("Mrs", "Ms", "Miss", "Lady", "Dame", "Madam") else "m"] += 10
        if (kin := _KIN.search(before)) and (gender := gender_of_words([kin.group(1)])):
            vote[gender] += 4
        for role in mention.roles:
            if gender := gender_of_words(re.split(r"[\s-]", role.role.split(",")[0])[:4]):
                vote[gender] += 2
    for name, vote in votes.items():
        first = name.split()[0].lower()
        vote["f"] += 6 * (first in FEMALE_NAMES)
        vote["m"] += 6 * (first in MALE_NAMES)
    for name, gender in _by_pronouns(text, names, sentences):
        votes[name][gender] += 1
    return {name: "f" if vote["f"] > vote["m"] else "m" for name, vote in votes.items() if vote["f"] != vote["m"]}


def _by_pronouns(text: str, names: Names, sentences: Sequence[Span]) -> list[tuple[str, Gender]]:
    """Return the persons whom a sentence names alone and then calls by pronouns of one gender."""
    found: list[tuple[str, Gender]] = []
    at = 0
    for sentence in sentences:
        while at < len(names.mentions) and names.mentions[at].span.start < sentence.start:
            at += 1
        inside = []
        while at < len(names.mentions) and names.mentions[at].span.start < sentence.end:
            inside.append(names.mentions[at])
            at += 1
        persons = [mention for mention in inside if mention.kind == "person"]
        if len({mention.name for mention in persons}) != 1 or persons[0].span.start - sentence.start > 60:
            continue
        pronouns = _PRONOUN.findall(text, persons[0].span.end, sentence.end)
        genders = {PRONOUN_GENDERS[pronoun.lower()] for pronoun in pronouns}
        if len(genders) == 1:
            found.append((persons[0].name, next(iter(genders))))
    return found
