"""Cutting a text into tokens with classes: one character for each token, so that rules are matched over classes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.reading.times.words import (
    CLASSES,
    MONTH_ABBREVIATIONS,
    NUMBERS,
    PHRASES,
    WEEKDAY_ABBREVIATIONS,
    WORDS,
)

__all__ = ["Lexed", "Token", "figure", "lex"]

_PIECE = re.compile(
    r"[AaPp]\.\s?[Mm]\b\.?|[QHqh][1-4]\b|[Oo]['’]clock\b"
    r"|[^\W\d_]+"
    r"|(?:\d{4}-\d\d-\d\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}/\d{1,2}(?![/\d])|\d{1,3}(?:,\d{3})+|\d+[.:]\d+|\d+)(?:st|nd|rd|th|s)?\b|\d+"
    r"|['’‘]\d\ds?\b|['’][A-Za-z]+"
    r"|\n+|[^\w\s]"
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)")
_SHORT_DATE = re.compile(r"(\d{1,2})/(\d{1,2})")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::[0-5]\d)?(?:hrs|h)?")
_COUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_MARKS = {",": "comma", "-": "hyphen", "–": "hyphen", "—": "_", "‑": "hyphen", "‐": "hyphen"}
_TITLES = frozenset("mr mrs ms miss dr sen rep gov gen president minister secretary judge theresa".split())
_LEADS = frozenset(
    "in since by until till last next this early late mid of from to through between during and or for before after "
    "that every each following previous past coming - – , on end said".split()
)
_STRONG_LEADS = frozenset("in since until till last next this early late mid during every each - –".split())
_VERBS = frozenset("is was will would could has had may might saw brought can looks marked were are".split())
_SEASON_LEADS = frozenset(
    "this last next the in early late mid by since each every until of past coming following previous 's’s that - "
    "during from before after through".split()
) | {"'s", "’s"}
_DATE_LEADS = frozenset("on by until till since before after dated from".split())
_DETERMINERS = frozenset("a an the its his her their our 's televised".split())
_NO_NOUNS = frozenset("on to for in of through from toward towards against and by at into across or".split())
_NAMED_DAYS = frozenset("girl bloody super black cyber joe man holy fat good palm ash".split())
_NAMES_AFTER = frozenset("times mirror mail telegraph express herald post independent tribune star night".split())
_FORBIDDEN_BEFORE = frozenset("$ € £ ¥ # no nos room route flight section article page number".split())
_MEASURES = frozenset(
    "people men women soldiers troops cars chairs homes houses jobs miles mile kilometers kilometres km meters metres "
    "feet foot tons tonnes dollars euros pounds points votes percent pages words acres hectares kg workers employees "
    "members students deaths cases patients children families visitors residents protesters rooms seats times shares "
    "barrels units copies".split()
)


class Token(NamedTuple):
    """A word or mark: where it stands, its lower case, its class, what that means of it, whether it has a capital."""

    start: int
    end: int
    low: str
    name: str
    meaning: object
    capital: bool = False


def figure(token: Token) -> int:
    """Return the whole number that a token means: the day of a month, the number of a weekday, a year."""
    if not isinstance(token.meaning, int):
        raise TypeError(f"no number is meant by {token.low!r}")
    return token.meaning


class Lexed(NamedTuple):
    """A text cut into tokens, and their classes as one string with a character for each."""

    tokens: Sequence[Token]
    classes: str


def lex(text: str) -> Lexed:
    """Return the tokens of `text`; words that are no part of any time expression have the class "_"."""
    pieces = [(match.start(), match.end(), match.group()) for match in _PIECE.finditer(text)]
    lows = [word.lower() if "’" not in word else word.lower().replace("’", "'") for _, _, word in pieces]
    tokens: list[Token] = []
    at, size = 0, len(pieces)
    while at < size:
        start, end, word = pieces[at]
        low = lows[at]
        count = 1
        if (found := _STARTS.get(low)) and (phrase := _phrase(found, lows, at, word)):
            count = len(phrase)
            name, meaning = PHRASES[phrase]
            end = pieces[at + count - 1][1]
            if phrase == ("the", "future") and lows[at + 2 : at + 3] == ["of"]:
                name = "_"
        elif low in _MODIFIERS and (modifier := _as_modifier(lows, at)):
            name, meaning = modifier
        elif (known := WORDS.get(low)) is not None:
            name, meaning = known
            if (check := _CHECKS.get(name)) is not None and not check(text, pieces, lows, at):
                name = "_"
        elif (first := word[0]).isalpha():
            name, meaning = _named(pieces, lows, at) if low in _NAMES else ("_", None)
            if (name == "month" and low not in _FULL_MONTHS and text[end : end + 1] == ".") or (
                name == "weekday" and text[end : end + 1] == "."
            ):
                end += 1
                count = 2
        elif first.isdigit():
            name, meaning = _numeral(lows, at)
        elif first in "'’‘" and len(word) > 1:
            name, meaning = _clipped(low)
        else:
            name, meaning = ("\n" if first == "\n" else _MARKS.get(word, "_")), None
        tokens.append(Token(start, end, low, name, meaning, word[0].isupper()))
        at += count
    return Lexed(tokens, "".join([_CODES[token.name] for token in tokens]))


_CODES = {**CLASSES, "\n": "\n"}
_FULL_MONTHS = {
    name: at
    for at, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_NAMES = frozenset((*_FULL_MONTHS, *MONTH_ABBREVIATIONS, *WEEKDAY_ABBREVIATIONS))
_STARTS: dict[str, list[tuple[str, ...]]] = {}
for _words in sorted(PHRASES, key=len, reverse=True):
    _STARTS.setdefault(_words[0], []).append(_words)

_Pieces = Sequence[tuple[int, int, str]]


def _phrase(found: Sequence[tuple[str, ...]], lows: Sequence[str], at: int, word: str) -> tuple[str, ...] | None:
    """Return the phrase that begins at a piece; those with a holiday need their capital."""
    for words in found:
        if tuple(lows[at : at + len(words)]) == words and (word[0].isupper() or PHRASES[words][0] != "holiday"):
            return words
    return None


def _named(pieces: _Pieces, lows: Sequence[str], at: int) -> tuple[str, object]:
    """Return the class of a month or of a clipped weekday, when what stands around makes it one."""
    low = lows[at]
    if (month := _FULL_MONTHS.get(low)) is not None:
        return ("month", month) if _is_month(pieces, lows, at) else ("_", None)
    before = lows[at - 1] if at else ""
    after = lows[at + 1] if at + 1 < len(lows) else ""
    beyond = lows[at + 2] if at + 2 < len(lows) else ""
    if (month := MONTH_ABBREVIATIONS.get(low)) is not None:
        near = after if after != "." else beyond
        touched = near[:1].isdigit() or (before[:1].isdigit() and len(before) <= 4)
        led = before in _STRONG_LEADS or before in ("by", "from", "of", "to")
        if pieces[at][2][0].isupper() and (touched or (led and (after == "." or low == "sept"))):
            return "month", month
    elif (day := WEEKDAY_ABBREVIATIONS.get(low)) is not None and pieces[at][2][0].isupper():
        near = beyond if after in (".", ",") else after
        dated = near[:3] in MONTH_ABBREVIATIONS or near[:1].isdigit() or near in ("night", "morning", "afternoon")
        if dated or (low not in ("sun", "sat", "wed") and before in ("on", "last", "next", "this") and after == "."):
            return "weekday", day
    return "_", None


def _is_month(pieces: _Pieces, lows: Sequence[str], at: int) -> bool:
    """Return whether "May", "March", "April", "June" or "August" is the month; the other names always are."""
    low, word = lows[at], pieces[at][2]
    if low not in ("may", "march", "april", "june", "august"):
        return True
    before = lows[at - 1] if at else ""
    after = lows[at + 1] if at + 1 < len(lows) else ""
    if not word[0].isupper() or before in _TITLES or (before == "." and at > 1 and lows[at - 2] in _TITLES):
        return False
    digits = after[:1].isdigit() or before[:1].isdigit() or after in NUMBERS
    if digits or before in _STRONG_LEADS:
        return True
    beyond = lows[at + 2] if at + 2 < len(lows) else ""
    if (after == "," and beyond[:1].isdigit()) or (after in ("and", "or", ",") and beyond in _FULL_MONTHS):
        return True
    following = pieces[at + 1][2] if at + 1 < len(pieces) else ""
    named = following[:1].isupper() and lows[at + 1] not in WORDS and lows[at + 1] not in _FULL_MONTHS
    opens = at == 0 or not pieces[at - 1][2][0].isalnum()
    if named or (pieces[at - 1][2][:1].isupper() and not opens and at > 0 and lows[at - 1] not in WORDS):
        return False
    described = before in _DETERMINERS and following[:1].islower() and after not in _NO_NOUNS and after not in _VERBS
    if (before in _LEADS and not opens) or described:
        return True
    if low in ("may", "march"):
        return after in _VERBS if not opens else after in ("was", "saw", "is", "and") and low == "may"
    return low in ("june", "april", "august") and (
        after in _VERBS or after in (",", "and", "'s", "’s", ".") or not opens
    )


def _season_holds(_text: str, pieces: _Pieces, lows: Sequence[str], at: int) -> bool:
    """Return whether a season's name is one: "the fall of the price" and "spring up" are not."""
    low = lows[at]
    before = lows[at - 1] if at else ""
    after = lows[at + 1] if at + 1 < len(lows) else ""
    beyond = lows[at + 2] if at + 2 < len(lows) else ""
    if after[:1].isdigit() and len(after) == 4:
        return True
    if after == "of" and (beyond[:1].isdigit() or beyond in ("this", "last", "next")):
        return True
    if before == "to" or (after == "of" and low == "fall"):
        return False
    if low in ("fall", "spring"):
        return (
            before in _SEASON_LEADS and after not in ("in", "from", "by", "for", "behind") and not after[:1].isdigit()
        )
    capital = at + 1 < len(pieces) and pieces[at + 1][2][:1].isupper()
    return before in _SEASON_LEADS and not (capital and after not in WORDS)


def _unit_holds(_text: str, _pieces: _Pieces, lows: Sequence[str], at: int) -> bool:
    """Return whether a unit's clipped form is one: "min" only after a number."""
    return lows[at] not in ("min", "mins", "hr", "hrs") or (at > 0 and lows[at - 1][:1].isdigit())


def _ampm_holds(_text: str, _pieces: _Pieces, lows: Sequence[str], at: int) -> bool:
    return at > 0 and (lows[at - 1][:1].isdigit() or lows[at] == "o'clock")


def _weekday_holds(_text: str, pieces: _Pieces, lows: Sequence[str], at: int) -> bool:
    before = lows[at - 1] if at else ""
    after = pieces[at + 1][2] if at + 1 < len(pieces) else ""
    return before not in _NAMED_DAYS and not (after[:1].isupper() and after.lower() in _NAMES_AFTER)


def _ref_holds(_text: str, pieces: _Pieces, lows: Sequence[str], at: int) -> bool:
    """Return whether "now", "soon" or "recent" stands by itself: not "now-closed", "most recent", "soon after"."""
    low = lows[at]
    before = lows[at - 1] if at else ""
    after = lows[at + 1] if at + 1 < len(lows) else ""
    if low == "shortly":
        return after not in ("after", "before", "afterward", "afterwards", "thereafter") and before != "said"
    if low == "soon":
        return after not in ("after", "afterward", "afterwards", "enough", "as") and before not in ("too", "as", "how")
    word = pieces[at][2]
    if word[0].isupper() and at and (word.isupper() or pieces[at - 1][2][0].isalnum()):
        return False
    if low in ("recent", "recently"):
        return before not in ("most", "more", "as")
    return not (low == "now" and after == "-")


def _often_holds(_text: str, pieces: _Pieces, _lows: Sequence[str], at: int) -> bool:
    """Return whether "daily" is no part of a name: "Pelican Daily"."""
    before = pieces[at - 1][2] if at else "."
    after = pieces[at + 1][2] if at + 1 < len(pieces) else "."
    return not pieces[at][2][0].isupper() or not (before[0].isalnum() or after[0].isupper())


def _holiday_holds(_text: str, pieces: _Pieces, lows: Sequence[str], at: int) -> bool:
    after = lows[at + 1] if at + 1 < len(lows) else ""
    return pieces[at][2][0].isupper() and after not in ("island", "rising", "egg", "eggs", "tree", "trees", "carol")


def _zone_holds(_text: str, pieces: _Pieces, _lows: Sequence[str], at: int) -> bool:
    return pieces[at][2].isupper()


_CHECKS = {
    "season": _season_holds,
    "unit": _unit_holds,
    "units": _unit_holds,
    "ampm": _ampm_holds,
    "weekday": _weekday_holds,
    "ref": _ref_holds,
    "recent": _ref_holds,
    "often": _often_holds,
    "holiday": _holiday_holds,
    "zone": _zone_holds,
}
_MODIFIERS = frozenset(("some", "over", "under"))
_BEFORE_OVER = frozenset("for in after just of lasted spent lasting since".split())


def _as_modifier(lows: Sequence[str], at: int) -> tuple[str, object] | None:
    """Return "some", "over" and "under" as modifiers of a number: "some 20 years", "in just over a year"."""
    low = lows[at]
    after = lows[at + 1] if at + 1 < len(lows) else ""
    counted = after[:1].isdigit() or after in NUMBERS
    if low == "some":
        return ("about", "APPROX") if counted else ("vague", None)
    if (counted or after in ("a", "an")) and at and lows[at - 1] in _BEFORE_OVER:
        return "about", "MORE_THAN" if low == "over" else "LESS_THAN"
    return ("over", None) if low == "over" else None


def _numeral(lows: Sequence[str], at: int) -> tuple[str, object]:
    """Return the class of a token that begins with a digit."""
    low = lows[at]
    before = lows[at - 1] if at else ""
    if match := _ISO.fullmatch(low):
        return "date", ("iso", *map(int, match.groups()))
    if match := _SLASHED.fullmatch(low):
        return "date", ("slashed", int(match[1]), int(match[3]), match[4], match[2])
    if match := _SHORT_DATE.fullmatch(low):
        led = before in _DATE_LEADS or low == "9/11"
        return ("date", ("short", int(match[1]), int(match[2]))) if led else ("_", None)
    if low.endswith("s"):
        stem = low[:-1]
        if len(stem) == 4 and stem.isdigit() and stem.endswith("0") and stem[:1] in "12":
            return "decade", int(stem)
        return ("decade", int(stem)) if len(stem) == 2 and stem[1] == "0" and before == "the" else ("_", None)
    if low[-2:] in ("st", "nd", "rd", "th"):
        return ("ordinal", int(low[:-2])) if low[:-2].isdigit() and len(low) <= 4 else ("_", None)
    after = lows[at + 1] if at + 1 < len(lows) else ""
    if (match := _CLOCK.fullmatch(low)) and (":" in low or (after in WORDS and WORDS[after][0] == "ampm")):
        return "clock", (int(match[1]), int(match[2]))
    if not _COUNT.fullmatch(low):
        return "_", None
    value = float(low.replace(",", ""))
    if not low.isdigit() or len(low) > 4 or before in ("$", "€", "£", "¥"):
        return "number", value
    if len(low) == 4 and 1000 <= value <= 2199:
        loose = after in _MEASURES or before in _FORBIDDEN_BEFORE or after == "%"
        return ("number", value) if loose else ("year", int(low))
    return ("dd", int(low)) if 1 <= value <= 31 and len(low) <= 2 else ("number", value)


def _clipped(low: str) -> tuple[str, object]:
    """Return the class of what begins with an apostrophe: "'98", "'80s", "'s"."""
    body = low[1:]
    if body == "s":
        return "poss", None
    if body.isdigit() and len(body) == 2:
        return "digits", int(body)
    return ("decade", int(body[:2])) if body.endswith("0s") else ("_", None)
