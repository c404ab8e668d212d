"""The rules: which sequences of classes make a time expression, and which of its tokens mean what.

A rule is a regular expression over the characters of the classes (`words.py`), written with the names of the classes
in braces. Rules are tried in this order at each place, so a longer reading stands before a shorter one.
Extents are TimeML's, as TempEval-3 has them: with articles and modifiers, without prepositions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from onrecord.reading.times.lexing import Lexed, Token
from onrecord.reading.times.words import CLASSES, HEADS

__all__ = ["Found", "read_over"]

_WORDS = "{word}(?:{hyphen}?{word}){0,4}+"
_NUM = (
    f"(?:(?:{{number}}|{{dd}}|{{year}}|{_WORDS})(?:{{hyphen}}?{{hundred}}){{0,3}}+|{{a}}?{{hundred}}{{1,3}}+)"
    "(?:(?<={hundred}){and}(?:{word}(?:{hyphen}?{word})?|{dd}))?"
)
_COUNT = (
    f"(?:{_NUM}(?:{{hyphen}}?{{and}}{{hyphen}}?{{a}}?{{hyphen}}?{{half}})?"
    "|{a}{vague}(?:{of})?|{vague}(?:{of})?)"
)
_APPROX = "(?P<about>{about})?"
_EDGE = "(?P<edge>{the}?{edge}{hyphen}?|{the}?{edge}{of}|{the}?{side}{of})"
_PART = "(?P<edge>{edge}{hyphen}?|{the}?{edge}{of}|{the}?{side}{of})"
_DAY = "(?P<day>{dd}|{ordinal})"
_YEAR = "(?P<year>{year}|{digits})"
_TIED = "(?P<tied>{this}|{last}|{next}|{coming}|{following}|{previous}|{that}{same}?|{the}{same}|{latest})"
_WHICH = (
    "(?P<which>(?:{this}|{the})?(?:{last}|{past}|{next}|{coming}|{following}|{previous}|{latest}|{same})"
    "|{this}|{that}{same}?)"
)
_CLOCK = "(?P<clock>{clock}{ampm}?|(?:{dd}|{word}){ampm})(?:{zone})?"
_DATE_TAIL = (
    "(?:(?P<weekday>{weekday})(?:{comma}(?P<month>{month})(?P<day>{dd}|{ordinal})(?:{comma}?(?P<year>{year}))?)?"
    "|(?P<near>{near})|(?P<month2>{month})(?P<day2>{dd}|{ordinal})(?:{comma}?(?P<year2>{year}))?)"
)
_UNIT = "(?P<unit>{unit}|{units}|{quarter}|{weekend})"

_RULES: tuple[tuple[str, str], ...] = (
    ("numeric", "(?P<date>{date})"),
    # times of day
    ("clock", f"{_APPROX}{_CLOCK}{{comma}}?{_DATE_TAIL}"),
    ("clock", f"(?P<month>{{month}}){_DAY}{{comma}}?(?:(?P<year>{{year}}){{comma}}?)?{_CLOCK}"),
    ("clock", f"{_DAY}(?P<month>{{month}})(?:(?P<year>{{year}}){{comma}}?)?{_CLOCK}"),
    ("clock", f"{_APPROX}{_CLOCK}"),
    ("noon", "(?P<noon>{noon})(?:(?P<weekday>{weekday})|(?P<near>{near}))?"),
    ("part", f"(?:{_EDGE}|{{later}})?(?:(?P<weekday>{{weekday}})|(?P<near>{{near}}))(?P<part>{{part}})"),
    ("part", f"(?P<edge>{{edge}}|{{later}})?{_WHICH}(?P<part>{{part}})"),
    ("part", f"{{the}}(?P<part>{{part}}){{of}}(?:(?P<month>{{month}}){_DAY}(?:{{comma}}?{_YEAR})?)"),
    (
        "part",
        "{the}(?P<part>{part}){of}(?:(?P<day2>{dd}|{ordinal})(?P<month2>{month})(?:(?P<year2>{year}))?)",
    ),
    ("part", "{the}(?P<which>{part}{before})"),
    ("part", "(?P<edge>(?:{later}|{edge}){in}){the}(?P<part>{part})"),
    ("part", "(?P<edge>{edge})(?P<part>{part})"),
    ("sets", "(?P<weekday>{weekday})(?P<parts>{parts})"),
    # days
    (
        "day",
        f"(?:{{weekday}}{{comma}}?{{the}}?)?(?P<month>{{month}}){{the}}?{_DAY}{{comma}}?(?P<year>{{year}})(?:{{comma}}{{weekday}})?",
    ),
    (
        "day",
        f"(?:{{weekday}}{{comma}}?)?(?:{{the}}(?={{ordinal}}))?{_DAY}{{of}}?(?P<month>{{month}}){{comma}}?(?P<year>{{year}})",
    ),
    (
        "day",
        f"(?P<month>{{month}}){_DAY}(?=(?:{{hyphen}}|{{and}}|{{to}})(?:{{dd}}|{{ordinal}}){{comma}}?(?P<year>{{year}}))",
    ),
    (
        "day",
        f"(?:{{weekday}}{{comma}}?{{the}}?)?(?P<month>{{month}}){{the}}?{_DAY}(?:{{of}}?{_TIED}(?P<yearly>{{unit}}))?(?!{{units}}|{{hyphen}}{{unit}})",
    ),
    ("day", f"(?:{{weekday}}{{comma}}?)?(?:{{the}}(?={{ordinal}}))?{_DAY}{{of}}?(?P<month>{{month}})"),
    (
        "day",
        f"{_DAY}(?=(?:{{hyphen}}|{{and}}|{{to}}|{{comma}})(?:{{dd}}|{{ordinal}})(?:(?:{{and}}|{{comma}})(?:{{dd}}|{{ordinal}}))?{{of}}?(?P<month>{{month}})(?:{{comma}}?(?P<year>{{year}}))?)",
    ),
    ("listed", f"(?<=[{{month}}][{{dd}}{{ordinal}}][{{hyphen}}{{and}}{{to}}]){_DAY}(?:{{comma}}?(?P<year>{{year}}))?"),
    (
        "nth",
        "{the}(?P<nth>{ordinal}|{last})(?P<weekday>{weekday})(?:{in}|{of})(?P<month>{month})(?:{of}?(?P<year>{year}))?",
    ),
    # months
    ("month", "(?P<edge>{edge}{in})(?P<month>{month}){comma}?{of}?(?P<year>{year})"),
    ("month", f"{_PART}?(?P<month>{{month}}){{comma}}?{{of}}?(?P<year>{{year}}|{{digits}})"),
    ("month", f"{_PART}?(?P<month>{{month}}){{of}}?{_TIED}(?P<yearly>{{unit}})"),
    ("month", f"{_PART}?{_WHICH}(?P<month>{{month}})"),
    ("month", "(?P<edge>{edge}{in})(?P<month>{month})"),
    ("month", "(?P<edge>{later}{in})(?P<month>{month})"),
    ("month", f"{_PART}?(?P<month>{{month}})"),
    # quarters and halves
    ("quarter", f"{_EDGE}?(?P<halfcode>{{halfcode}})(?:{{of}}?(?P<year>{{year}}))?"),
    ("quarter", "(?P<year>{year}){hyphen}?(?P<halfcode>{halfcode})"),
    (
        "quarter",
        f"{_EDGE}?{_TIED}(?P<yearly>{{unit}}){{poss}}(?P<fiscal>{{fiscal}}{{hyphen}}?)?(?P<nth>{{ordinal}}|{{last}}){{hyphen}}?(?P<kind>{{quarter}}|{{half}})",
    ),
    ("quarter", "{the}?(?P<year>{year}){poss}?(?P<nth>{ordinal}|{last}){hyphen}?(?P<kind>{quarter}|{half})"),
    (
        "quarter",
        f"{_EDGE}?{{the}}?(?P<fiscal>{{fiscal}}{{hyphen}}?)?(?P<nth>{{ordinal}}){{hyphen}}?(?P<kind>{{quarter}}|{{half}}){{of}}?(?P<fiscal2>{{fiscal}}{{unit}}?)?(?P<year>{{year}})",
    ),
    (
        "quarter",
        f"{_EDGE}?{{the}}?(?P<nth>{{ordinal}}|{{later}}){{hyphen}}?(?P<kind>{{quarter}}|{{half}}){{of}}?{_TIED}(?P<yearly>{{unit}})",
    ),
    (
        "quarter",
        f"{_EDGE}?{{the}}?(?P<nth>{{ordinal}}){{hyphen}}?(?P<kind>{{quarter}}|{{half}}){{of}}{{the}}(?P<theyear>{{unit}})",
    ),
    (
        "quarter",
        f"{_EDGE}?(?:{{the}}(?!{{ordinal}}{{hyphen}}))?(?P<fiscal>{{fiscal}}{{hyphen}}?)?(?P<nth>{{ordinal}}){{hyphen}}?(?P<kind>{{quarter}})",
    ),
    ("halfyear", "{the}(?P<nth>{ordinal})(?P<kind>{half})"),
    ("halfyear", "(?P<nth>{ordinal})(?P<hyphen>{hyphen})(?P<kind>{half})"),
    ("yearago", "{the}?{unit}{hyphen}(?P<ago>{ago}|{later})(?P<kind>{quarter}|{period})?"),
    # seasons, holidays
    ("season", f"{_EDGE}?{{the}}?(?P<season>{{season}}){{of}}?(?P<year>{{year}}|{{digits}})"),
    ("season", f"{_EDGE}?{{the}}?(?P<season>{{season}}){{of}}{_TIED}(?P<yearly>{{unit}})"),
    ("season", "(?P<year>{year})(?P<season>{season})"),
    ("sets", "{every}(?P<season>{season})"),
    ("season", f"{_EDGE}?{_WHICH}(?P<season>{{season}})"),
    ("season", f"{_EDGE}?{{the}}?(?P<season>{{season}})"),
    ("holiday", "(?P<which>{this}|{last}|{next})?(?P<holiday>{holiday})(?:{comma}?(?P<year>{year}|{digits}))?"),
    # decades, centuries, years
    ("decade", "{the}?(?P<edge>{edge}{hyphen}?)?(?:{word}{hyphen}?)?(?P<decade>{decade})"),
    (
        "century",
        f"{_EDGE}?{{the}}?(?P<edge2>{{edge}}{{hyphen}}?)?(?P<nth>{{ordinal}}|{{year}}){{hyphen}}?(?P<unit>{{unit}})(?!{{hyphen}}|{{of}})",
    ),
    ("fiscal", f"{_EDGE}?(?:{{the}}|{{this}}|{{last}}|{{next}})?{{fiscal}}{{hyphen}}?{{unit}}?(?P<year>{{year}})"),
    ("fiscal", "{the}?(?P<year>{year}){fiscal}{unit}"),
    (
        "fiscal",
        f"{_EDGE}?(?P<which>{{the}}?(?:{{this}}|{{last}}|{{next}}|{{latest}}|{{previous}}|{{coming}})|{{the}}){{fiscal}}(?P<unit>{{unit}})",
    ),
    ("year", "{the}(?P<edge>{edge})?{unit}(?P<year>{year})"),
    ("era", "(?P<year>{year}|{number}|{dd})(?P<era>{era})"),
    ("year", "(?P<edge>(?:{edge}|{later}){in})(?P<year>{year})"),
    ("years", "(?P<year>{year})(?={hyphen}(?P<tail>{dd}|{number}))"),
    ("year", "(?P<edge>{the}?{edge}{hyphen}?|{the}?{edge}{of}|{the}?{side}{of})?(?P<year>{year})"),
    ("yeartail", "(?<={year}{hyphen})(?P<year>{dd}|{number})(?!{unit}|{units}|{hyphen})"),
    ("clipped", "(?P<year>{digits})"),
    ("yearend", "(?P<unit>{unit}|{quarter}){hyphen}(?P<side>{side})"),
    # sets
    (
        "sets",
        f"{{every}}(?:{{other}}|(?P<count>{_NUM})|(?P<nth>{{ordinal}}))?(?P<unit>{{unit}}|{{units}}|{{quarter}}|{{weekend}}|{{part}})",
    ),
    ("sets", "{every}(?:{other}|{ordinal})?(?P<weekday>{weekday})"),
    ("sets", "{every}(?P<month>{month})"),
    (
        "sets",
        f"(?P<times>{{once}}|(?:{_NUM}|{{a}}?{{vague}}){{times}})(?:{{a}}|{{per}}|{{every}})(?P<unit>{{unit}}|{{quarter}})",
    ),
    ("sets", "(?P<per>{per})(?P<unit>{unit}|{quarter})"),
    ("sets", "(?P<often>{often})"),
    ("sets", "(?P<weekday>{weekdays})"),
    ("sets", "(?P<unit>{weekends})"),
    # so many units ago, later, from now
    (
        "ago",
        f"{_APPROX}(?P<count>{_COUNT}|{{a}}|{{half}}{{a}}){{hyphen}}?{_UNIT}(?:{{and}}{{a}}(?P<halves>{{half}}))?(?P<plus>{{plus}})?(?P<ago>{{ago}}|{{later}})",
    ),
    ("ago", "(?P<unit>{units})(?P<ago>{ago}|{later})"),
    ("fromnow", f"{_APPROX}(?P<count>{_COUNT}|{{a}}){_UNIT}{{from}}(?P<now>{{ref}}|{{near}})"),
    # days told by another
    ("beside", "{the}(?P<unit>{unit})(?P<side>{before}|{after})(?P<near>{near})"),
    ("beside", "{the}(?P<unit>{unit})(?P<side>{before}|{following})(?!{the}|{this}|{that})"),
    ("tied", f"{{the}}(?P<order>{{following}}|{{previous}}|{{next}}){_UNIT}"),
    # lengths
    (
        "length",
        f"{_APPROX}(?P<whole>{{the}}|{{this}}|{{that}})?(?P<way>{{last}}|{{past}}|{{next}}|{{coming}}|{{following}}|{{previous}}|{{ordinal}}|{{latest}})(?P<count>{_COUNT}){_UNIT}(?P<plus>{{plus}})?",
    ),
    (
        "stretch",
        "(?P<approx>{about})?{the}(?P<way>{last}|{past}|{coming})(?P<unit>{unit}|{units}|{quarter}|{seasons})(?:{and}{a}(?P<halves>{half}))?",
    ),
    (
        "nextstretch",
        "(?P<approx>{about})?{the}(?P<order>{next})(?P<unit>{unit}|{quarter})(?:{and}{a}(?P<halves>{half}))?",
    ),
    ("stretch", "{this}(?P<way>{past}|{coming})(?P<unit>{unit}|{quarter})"),
    ("stretch", "{the}(?P<way>{latest})(?P<unit>{quarter})"),
    ("vaguely", "{the}?(?P<way>{recent}|{coming}|{following}|{previous}|{past}|{last}|{next})(?P<unit>{units})"),
    (
        "length",
        f"{_APPROX}(?P<count>{_COUNT}){{hyphen}}(?P<unit>{{unit}}|{{units}}|{{quarter}})(?!{{hyphen}}{{old}})(?:{{hyphen}}{{long}})?{{period}}?",
    ),
    (
        "length",
        f"{_APPROX}(?:{{the}}(?={_NUM}{{units}}))?(?P<count>{_COUNT}){_UNIT}(?:{{and}}{{a}}(?P<halves>{{half}}))?(?P<plus>{{plus}})?(?!{{old}})",
    ),
    (
        "length",
        f"{_APPROX}(?P<count>{_COUNT})(?=(?:{{to}}|{{hyphen}}|{{and}})(?:{_COUNT}){{hyphen}}?(?P<unit>{{unit}}|{{units}})(?!{{old}}|{{hyphen}}{{old}}))",
    ),
    (
        "length",
        f"{_APPROX}(?P<count>{{half}}{{a}}{{hyphen}}?|{{a}}{{half}}{{hyphen}}?|{{a}}{{whole}}?)(?P<unit>{{unit}}|{{quarter}}{{hyphen}}{{unit}})(?:{{and}}{{a}}(?P<halves>{{half}}))?(?P<plus>{{plus}})?(?!{{hyphen}}{{old}}|{{old}})",
    ),
    ("length", "(?P<count>{half}{hyphen})(?P<unit>{unit})"),
    ("unitlong", "(?P<unit>{unit}){hyphen}{long}"),
    ("joined", "(?P<lasting>{lasting})"),
    # weeks, months, years told from the day of writing
    (
        "tied",
        f"(?P<edge>{{later}}|{{edge}}|{{the}}{{edge}}{{of}}|{{the}}?{{side}}{{of}}|{{later}}{{in}})?{_WHICH}(?P<unit>{{unit}}|{{quarter}}|{{weekend}})",
    ),
    (
        "theunit",
        "(?P<edge>{later}{in}|{edge}{in}|{the}{edge}{of}|{the}?{side}{of}){the}?(?P<unit>{unit}|{quarter}|{weekend})(?!{hyphen})",
    ),
    ("theunit", "(?P<edge>{edge}){hyphen}(?P<unit>{unit})(?!{hyphen})"),
    ("halved", "(?P<halved>{halved})"),
    ("theunit", "(?P<bare>{the}{whole}?)(?P<unit>{unit}|{quarter}|{weekend})(?!{of}|{hyphen}|{poss}|{before}|{after})"),
    ("weekend", "(?P<unit>{weekend})"),
    ("forunits", "(?P<unit>{units})"),
    # weekdays, today
    ("weekday", f"{_EDGE}?(?:{_WHICH})?(?P<weekday>{{weekday}})"),
    ("weekday", "(?P<edge>{later}|{edge}{in})(?P<weekday>{weekday})"),
    ("near", "(?P<edge>{later}|{edge})?(?P<near>{near})"),
    ("theday", "(?<={in}){the}(?P<day>{ordinal})(?!{of}|{hyphen}|_)"),
    ("thepast", "{the}{past}(?!{number}|{dd}|{word}|{vague}|{a}|{half}|{hundred})"),
    ("ref", "(?P<ref>{ref}|{recent})"),
)
"""Names of meanings with what they match."""


Meant = TypeVar("Meant")


class Found(NamedTuple):
    """What a rule matched: the rule's name, where in the tokens it stands, and the tokens of each part."""

    name: str
    start: int
    end: int
    parts: dict[str, tuple[Token, ...]]


def _compiled(pattern: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: re.escape(CLASSES[match[1]]), pattern)


_ONE = tuple((name, re.compile(_compiled(pattern))) for name, pattern in _RULES)
_ALL = re.compile(
    "|".join(f"(?P<r{at}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', rule.pattern)})" for at, (_, rule) in enumerate(_ONE))
)
_RUN = re.compile("[^_\n]+")
_HEAD = re.compile("[{}]".format("".join(CLASSES[name] for name in HEADS)))


def read_over(lexed: Lexed, meaning_of: Callable[[Found], Meant | None]) -> Iterator[Meant]:
    """Yield the meanings of what the rules match, in order and without overlap.

    Where `meaning_of` returns None the match is no time expression, and the next token may begin one.
    """
    tokens, classes = lexed
    for run in _RUN.finditer(classes):
        at, end = run.span()
        if not _HEAD.search(classes, at, end):
            continue
        while at < end:
            match = _ALL.match(classes, at)
            if match is None or match.end() == at or match.lastgroup is None:
                at += 1
                continue
            meant = None
            for name, rule in _ONE[int(match.lastgroup[1:]) :]:
                if (inner := rule.match(classes, at)) is None or inner.end() == at:
                    continue
                spans = {key: inner.span(key) for key in inner.groupdict() if inner.start(key) >= 0}
                found = Found(name, at, inner.end(), {key: tuple(tokens[a:b]) for key, (a, b) in spans.items()})
                if (meant := meaning_of(found)) is not None:
                    yield meant
                    at = found.end
                    break
            if meant is None:
                at += 1
