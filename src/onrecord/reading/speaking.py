"""What may speak: whether the words of a source are a noun phrase, and whether they are a name.

The rules that find sources look at closed word classes only, so that debris of a sentence ("last week", "given
little") comes through. Here each source is looked at once more; what is no noun phrase names nobody.
"""

from __future__ import annotations

import re

from onrecord.core import fold
from onrecord.reading.cues import (
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    VERB_FORMS,
)
from onrecord.reading.gazetteer import GROUPS, NOT_NAMES, PLACES, ROLE_WORDS
from onrecord.reading.names import Names

__all__ = ["is_name", "is_noun_phrase", "is_tag"]

_WORD = re.compile(r"[^\W_]+(?:[’'‑‐\-.&,][^\W_]+)*")
_TAG = re.compile(r"[RDI](?:\s?[-–]\s?[A-Z][\w.]*)|(?:[A-Z]\.){2,}|(?:[A-Z][a-z]{2,4}\.)")
_BODIES_IN_INITIALS = frozenset(("U.S.", "U.N.", "U.K.", "E.U."))
_POSTAL = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY DC".split()
)
_PLAIN_NAME = re.compile(r"[^\W\d_a-z][\w.’'‐‑-]*(?:\s[^\W\d_a-z][\w.’'‐‑-]*){0,3}")
_PERIODS = frozenset("day days night week weeks month months year years hour hours minute minutes time decade".split())
_BEFORE_PERIOD = DETERMINERS | frozenset("last next previous past recent earlier later only ago".split())
_ALONE = frozenset(
    "police people press media everyone everybody someone somebody nobody neither none others others' both all few "
    "many most some several one another those these each either congress parliament government staff folks "
    "management counsel him her them us me official source person poll study "
    "survey he she they it we you i who which that this".split()
)
_INTRODUCES = (SUBORDINATORS - {"that", "which", "who", "whose", "what", "even", "than", "whom"}) | frozenset(
    ("and", "but", "or", "nor", "yet", "so", "given", "asked", "speaking", "said", "says")
)
_OPEN_ENDS = DETERMINERS - frozenset(
    "this that these those some many most several few both each another any all other more one two three four five "
    "six seven eight nine ten dozens hundreds half his her".split()
)


def is_noun_phrase(words: str) -> bool:
    """Return whether a source may be a noun phrase: no bare number, time, verb, clause or phrase cut short."""
    main = re.split(r"[,—(]", words, maxsplit=1)[0]
    parts = _WORD.findall(main)
    if not parts:
        return False
    low = [re.split("['’]", part.lower(), maxsplit=1)[0] for part in parts]
    if low[0] in PRONOUNS and len(low) == 1:
        return True
    if low[0] in _INTRODUCES or (low[0] == "that" and len(low) > 1 and low[1] in PRONOUNS | {"now"}):
        return False
    if low[-1] in _OPEN_ENDS:
        return False
    if all(word[0].isdigit() or word in ("percent", "per", "cent", "million", "billion") for word in low):
        return low[-1] in ("percent", "cent")
    if parts[-1][0].islower() or low[-1] in TIME_WORDS:
        return not (_is_period(low) or (len(low) == 1 and not _speaks_alone(low[0])))
    return True


def _is_period(low: list[str]) -> bool:
    """Return whether the words name a time and nothing else: "last week", "two years", "Tuesday"."""
    if low[-1] in TIME_WORDS:
        return all(word in _BEFORE_PERIOD or word in TIME_WORDS for word in low[:-1])
    return low[-1] in _PERIODS and all(word in _BEFORE_PERIOD or word[0].isdigit() for word in low[:-1])


def _speaks_alone(word: str) -> bool:
    """Return whether a single word in lower case may be a subject: a plural or a collective, no verb or adjective."""
    if word in _ALONE or word in ROLE_WORDS or "." in word:
        return True
    verb = VERB_FORMS.get(word)
    return word.endswith("s") and not word.endswith(("ss", "ous")) and (verb is None or verb.form != "present")


def is_tag(words: str) -> bool:
    """Return whether words are what stands behind a politician's name: "R-TX", "N.C.", "Ohio." or a state's code."""
    return words not in _BODIES_IN_INITIALS and (bool(_TAG.fullmatch(words)) or words in _POSTAL)


def is_name(words: str, names: Names, *, opens: bool) -> bool:
    """Return whether words in capitals are a name by the article's own use of them.

    `opens` says that they begin their sentence, where any word has a capital: then a single word is a name only
    when it has its capital inside some other sentence too, or opens two, and never stands in lower case.
    """
    parts = words.split()
    if not _PLAIN_NAME.fullmatch(words) or parts[0] in NOT_NAMES or parts[-1].lower() in ROLE_WORDS or is_tag(words):
        return False
    if parts[-1].endswith(("'s", "’s", "s'", "s’")) or parts[0].lower() in SUBORDINATORS | PREPOSITIONS:
        return False
    if words.lower() in MONTHS or (words.isupper() and fold(words) in _FOLDED_PLACES):
        return False
    if len(parts) > 1:
        return not (opens and parts[0].lower() in names.common and " ".join(parts[1:]) in GROUPS)
    if words in PLACES or words in GROUPS:
        return True
    if words.lower() in names.common:
        return False
    return not opens or words in names.inside or (words.isupper() and len(words) > 1)


_FOLDED_PLACES = frozenset(fold(place) for place in PLACES if len(place) > 3)
