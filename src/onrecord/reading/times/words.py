"""The words of which time expressions are made, by class. Data, no rules.

A class is a name that the rules of `grammar.py` use in braces; most words have one, with what it means.
"""

from __future__ import annotations

from onrecord.reading.cues import MONTHS, WEEKDAYS

__all__ = [
    "CLASSES",
    "HEADS",
    "MONTH_ABBREVIATIONS",
    "NUMBERS",
    "ORDINALS",
    "PHRASES",
    "SPAN_UNITS",
    "WEEKDAY_ABBREVIATIONS",
    "WORDS",
]

_CLASS_NAMES = (
    "the a this that last past next coming following previous same latest unit units month weekday dd ordinal "
    "year number word vague half quarter edge side ago later before after of in and to hyphen comma poss near "
    "part noon clock lasting weekends ampm zone holiday season halfcode decade weekend every times often per "
    "fiscal about ref date period once since so old from plus hundred halved recent era digits weekdays other "
    "long for seasons parts whole over"
)
CLASSES = {name: chr(0x100 + at) for at, name in enumerate(_CLASS_NAMES.split())}
"""Each class with the character that stands for it where rules are matched."""

HEADS = tuple(
    "unit units month weekday year near part noon clock ampm holiday season halfcode decade weekend often ref date "
    "quarter half ordinal weekdays weekends digits lasting seasons parts recent era halved past".split()
)
"""The classes of which an expression needs at least one."""

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
NUMBERS = {
    **{word: at for at, word in enumerate([*_SMALL, "seventeen", "eighteen", "nineteen"])},
    **{word: 10 * at for at, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)},
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "dozen": 12,
}
ORDINALS = {
    word: at
    for at, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}

MONTH_ABBREVIATIONS = {
    **{month[:3]: at for at, month in enumerate(MONTHS, 1) if month != "may"},
    "sept": 9,
}
WEEKDAY_ABBREVIATIONS = {
    **{day[:3]: at for at, day in enumerate(WEEKDAYS)},
    "tues": 1,
    "thur": 3,
    "thurs": 3,
}

SPAN_UNITS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "week": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "millennium": "ML",
}
"""Units as TIMEX3's durations write them; those below a day follow a T."""

_PLURALS = {"century": "centuries", "millennium": "millennia"}
_UNITS = {
    **{unit: ("unit", unit) for unit in SPAN_UNITS if unit not in ("second", "weekend", "quarter")},
    **{_PLURALS.get(unit, f"{unit}s"): ("units", unit) for unit in SPAN_UNITS if unit != "weekend"},
    "hr": ("unit", "hour"),
    "hrs": ("units", "hour"),
    "min": ("unit", "minute"),
    "mins": ("units", "minute"),
    "fortnight": ("unit", "fortnight"),
    "fortnights": ("units", "fortnight"),
    "quarter": ("quarter", "quarter"),
    "half": ("half", "half"),
    "halves": ("half", "half"),
    "weekend": ("weekend", "weekend"),
    "weekends": ("weekends", "weekend"),
}


def _each(words: str, name: str, meaning: object = None) -> dict[str, tuple[str, object]]:
    return {word: (name, word if meaning is None else meaning) for word in words.split()}


WORDS: dict[str, tuple[str, object]] = {
    **_UNITS,
    **{word: ("hundred" if value >= 100 or word == "dozen" else "word", value) for word, value in NUMBERS.items()},
    "bc": ("era", "BC"),
    "bce": ("era", "BC"),
    **{word: ("ordinal", value) for word, value in ORDINALS.items()},
    **{day: ("weekday", at) for at, day in enumerate(WEEKDAYS)},
    **{f"{day}s": ("weekdays", at) for at, day in enumerate(WEEKDAYS)},
    **_each("the", "the"),
    **_each("a an", "a"),
    **_each("this", "this"),
    **_each("that those these", "that"),
    **_each("last", "last"),
    **_each("past", "past"),
    **_each("next", "next"),
    **_each("coming upcoming", "coming"),
    **_each("following ensuing subsequent", "following"),
    **_each("previous preceding prior", "previous"),
    **_each("same very", "same"),
    **_each("latest current present", "latest"),
    **_each("several some many few couple numerous countless", "vague"),
    **_each("dozens hundreds thousands scores", "vague"),
    **_each("early", "edge", "START"),
    **_each("mid middle", "edge", "MID"),
    **_each("late", "edge", "END"),
    **_each("beginning start outset dawn opening", "side", "START"),
    **_each("midpoint", "side", "MID"),
    **_each("end close", "side", "END"),
    **_each("ago", "ago"),
    **_each("later earlier", "later"),
    **_each("before", "before"),
    **_each("after", "after"),
    **_each("of", "of"),
    **_each("in on within during into at by until till through", "in"),
    **_each("and or", "and"),
    **_each("to", "to"),
    **_each("for", "for"),
    **_each("over", "over"),
    **_each("from", "from"),
    **_each("since", "since"),
    **_each("so", "so"),
    **_each("old", "old"),
    **_each("today", "near", 0),
    **_each("tomorrow", "near", 1),
    **_each("yesterday", "near", -1),
    **_each("tonight overnight", "noon", "TNI"),
    **_each("midweek", "halved", "week"),
    **_each("midyear", "halved", "year"),
    **_each("noon midday", "noon", "T12:00"),
    **_each("midnight", "noon", "T24:00"),
    **_each("morning", "part", "TMO"),
    **_each("afternoon", "part", "TAF"),
    **_each("evening", "part", "TEV"),
    **_each("night nighttime", "part", "TNI"),
    **_each("mornings", "parts", "TMO"),
    **_each("afternoons", "parts", "TAF"),
    **_each("evenings", "parts", "TEV"),
    **_each("nights", "parts", "TNI"),
    **_each("winter", "season", 12),
    **_each("spring springtime", "season", 3),
    **_each("summer summertime", "season", 6),
    **_each("autumn fall", "season", 9),
    **_each("winters", "seasons", 12),
    **_each("springs", "seasons", 3),
    **_each("summers", "seasons", 6),
    **_each("autumns", "seasons", 9),
    **{f"{name}{at}": ("halfcode", at) for name, most in (("q", 4), ("h", 2)) for at in range(1, most + 1)},
    **_each("every each", "every"),
    **_each("times time", "times"),
    **_each("once", "once", 1),
    **_each("twice thrice", "once", 2),
    **_each("per", "per"),
    **_each("daily everyday nightly", "often", "P1D"),
    **_each("weekly", "often", "P1W"),
    **_each("biweekly fortnightly", "often", "P2W"),
    **_each("monthly", "often", "P1M"),
    **_each("quarterly", "often", "P1Q"),
    **_each("semiannual semiannually biannual biannually", "often", "P6M"),
    **_each("annual annually yearly", "often", "P1Y"),
    **_each("biennial biennially", "often", "P2Y"),
    **_each("hourly", "often", "PT1H"),
    **_each("fiscal financial fy", "fiscal"),
    **_each("about around roughly approximately circa", "about", "APPROX"),
    **_each("nearly almost", "about", "LESS_THAN"),
    **_each("now currently nowadays presently", "ref", "PRESENT_REF"),
    **_each("soon shortly", "ref", "FUTURE_REF"),
    **_each("recent", "recent", "PAST_REF"),
    **_each("recently lately previously formerly", "ref", "PAST_REF"),
    **_each("period term", "period"),
    **_each("other", "other"),
    **_each("long", "long"),
    **_each("whole entire full", "whole"),
    **_each("half", "half", "half"),
    "o'clock": ("ampm", None),
    **_each("a.m. am", "ampm", "am"),
    **_each("p.m. pm", "ampm", "pm"),
    **_each("est edt et cst cdt mst mdt pst pdt gmt utc bst cet cest ist jst kst", "zone"),
    **_each("yearlong", "lasting", (1, "year")),
    **_each("monthlong", "lasting", (1, "month")),
    **_each("weeklong", "lasting", (1, "week")),
    **_each("daylong", "lasting", (1, "day")),
    **{
        f"{word}": ("decade", at * 10)
        for at, word in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split(), 2)
    },
    "easter": ("holiday", "easter"),
    "christmas": ("holiday", "12-25"),
    "thanksgiving": ("holiday", "thanksgiving"),
    "halloween": ("holiday", "10-31"),
    "pentecost": ("holiday", "easter+49"),
}
CLASSES["_"] = "_"

PHRASES: dict[tuple[str, ...], tuple[str, object]] = {
    ("more", "than"): ("about", "MORE_THAN"),
    ("less", "than"): ("about", "LESS_THAN"),
    ("fewer", "than"): ("about", "LESS_THAN"),
    ("no", "more", "than"): ("about", "EQUAL_OR_LESS"),
    ("no", "less", "than"): ("about", "EQUAL_OR_MORE"),
    ("no", "fewer", "than"): ("about", "EQUAL_OR_MORE"),
    ("at", "least"): ("about", "EQUAL_OR_MORE"),
    ("at", "most"): ("about", "EQUAL_OR_LESS"),
    ("up", "to"): ("about", "EQUAL_OR_LESS"),
    ("or", "so"): ("plus", "APPROX"),
    ("or", "more"): ("plus", "EQUAL_OR_MORE"),
    ("right", "now"): ("ref", "PRESENT_REF"),
    ("these", "days"): ("ref", "PRESENT_REF"),
    ("at", "present"): ("ref", "PRESENT_REF"),
    ("in", "due", "course"): ("ref", "FUTURE_REF"),
    ("in", "due", "time"): ("ref", "FUTURE_REF"),
    ("as", "soon", "as", "possible"): ("ref", "FUTURE_REF"),
    ("the", "moment"): ("ref", "PRESENT_REF"),
    ("the", "near", "future"): ("ref", "FUTURE_REF"),
    ("the", "foreseeable", "future"): ("ref", "FUTURE_REF"),
    ("the", "distant", "future"): ("ref", "FUTURE_REF"),
    ("the", "not", "too", "distant", "future"): ("ref", "FUTURE_REF"),
    ("the", "future"): ("ref", "FUTURE_REF"),
    ("near", "future"): ("ref", "FUTURE_REF"),
    ("as", "soon", "as"): ("_", None),
    ("the", "recent", "past"): ("ref", "PAST_REF"),
    ("one", "day", "soon"): ("ref", "FUTURE_REF"),
    ("new", "year", "'s", "day"): ("holiday", "01-01"),
    ("new", "year", "'s", "eve"): ("holiday", "12-31"),
    ("new", "year", "'s"): ("holiday", "01-01"),
    ("christmas", "day"): ("holiday", "12-25"),
    ("christmas", "eve"): ("holiday", "12-24"),
    ("boxing", "day"): ("holiday", "12-26"),
    ("valentine", "'s", "day"): ("holiday", "02-14"),
    ("st.", "patrick", "'s", "day"): ("holiday", "03-17"),
    ("may", "day"): ("holiday", "05-01"),
    ("independence", "day"): ("holiday", "07-04"),
    ("fourth", "of", "july"): ("holiday", "07-04"),
    ("july", "fourth"): ("holiday", "07-04"),
    ("bastille", "day"): ("holiday", "07-14"),
    ("veterans", "day"): ("holiday", "11-11"),
    ("armistice", "day"): ("holiday", "11-11"),
    ("thanksgiving", "day"): ("holiday", "thanksgiving"),
    ("black", "friday"): ("holiday", "thanksgiving+1"),
    ("labor", "day"): ("holiday", "09-mon1"),
    ("memorial", "day"): ("holiday", "05-mon5"),
    ("columbus", "day"): ("holiday", "10-mon2"),
    ("presidents", "day"): ("holiday", "02-mon3"),
    ("mother", "'s", "day"): ("holiday", "05-sun2"),
    ("father", "'s", "day"): ("holiday", "06-sun3"),
    ("good", "friday"): ("holiday", "easter-2"),
    ("easter", "sunday"): ("holiday", "easter"),
    ("easter", "monday"): ("holiday", "easter+1"),
    ("palm", "sunday"): ("holiday", "easter-7"),
    ("ash", "wednesday"): ("holiday", "easter-46"),
    ("inauguration", "day"): ("holiday", "01-20"),
}
"""Words that make one token together, with its class; those of class "_" are no time."""
