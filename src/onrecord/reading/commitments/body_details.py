"""What an article tells of a body: what it is for, who leads and who sits in it, how often it meets, what is open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.core import Span
from onrecord.limits.commitments import DETAIL_CHARS, MANDATE_CHARS
from onrecord.reading.commitments.body_words import ASPECTS, FORMATS, FREQUENCIES, LEVELS, OPEN
from onrecord.reading.commitments.values import Detail

__all__ = [
    "coordinator_in",
    "detail",
    "format_in",
    "frequency_in",
    "level_in",
    "mandate_after",
    "mandate_of_ordinal",
    "members_after",
    "open_in",
    "predecessor_in",
]

_MANDATE = re.compile(
    r"[”\"]?(?:,?\s+(?:which|that)\s+(?:is|are|was|were|will\s+be|would\s+be))?,?\s+"
    r"(?:(?:tasked|charged|entrusted)\s+with|devoted\s+to|dedicated\s+(?:solely\s+)?to|focus(?:ed|ing)\s+(?:solely\s+)?on|"
    r"responsible\s+for|designed\s+to|meant\s+to|(?:to(?!\s+(?:the|a|an|his|her|its|their|be)\s)|that\s+(?:would|will|is\s+to)|which\s+(?:would|will))|into|aimed\s+at|on)"
    r"\s+(?=[\w“\"‘'$])",
    re.IGNORECASE,
)
_WORKING = re.compile(
    r"\s+(?=(?:probing|investigating|examining|studying|overseeing|reviewing|handling|leading|coordinating|"
    r"looking\s+into|working\s+on)\b)",
    re.IGNORECASE,
)
_FINITE = re.compile(r"\s+(?:met|said|sent|asked|heard|held|voted|issued|released|formally|wants|plans|found)\b")
_TASK = re.compile(
    r"[^\n]{0,120}?[.]\s+(?:Its|Their)\s+(?:job|task|mandate|mission|aim|purpose)(?:\s+(?:is|was|will\s+be)|:)\s*(?:to\s+)?"
)
_ORDINAL = re.compile(
    r"[^.;\n]{0,60}?\b(?:(?:will\s+)?focus(?:es|ed)?\s+on|covers?|addresses|deals\s+with|handles|looks\s+(?:at|into)|"
    r"concerns|is\s+(?:devoted|dedicated)\s+to|is\s+responsible\s+for|is\s+(?:tasked|charged)\s+with|works\s+on|"
    r"takes\s+up|oversees|tackles|examines|is\s+about|(?:will|is\s+to|is\s+expected\s+to|was\s+set\s+up\s+to|aims\s+to)"
    r"(?=\s+\w))\s+",
    re.IGNORECASE,
)
_END = re.compile(
    r"[;:!?\n”\"]|,\s+(?:and\s+)?(?:a|an|the|in|while|which|who|but|after|with|as|earning|according|saying|following|such|"
    r"like|her|his|their|its|even|[A-Z][\w.]*)\b|\s+for\s+\w+\s+(?:days|weeks|months|years)\b|\s+(?:and\s+)?(?:is|are|was|"
    r"were|has|have|had|will|would)\s|\s+that\s+(?:would|passed|failed|was|is|has)\b|\s+(?:after|following|because|although|"
    r"but|while|as|when|earning|according)\b|,\s*(?:said|\w+ing)\b"
)
"""Where a mandate ends within its sentence."""
_STOP = re.compile(r"[.;!?\n](?=\s|\Z)")
_NAMED = r"(?:the\s+)?[A-Z][\w.’'&-]*(?:\s+(?:(?:of|for|and|on|the)\s+){0,3}[A-Z][\w.’'&()-]*){0,8}"
_UNDER = re.compile(
    r"\bunder\s+(?:the\s+)?(?:overall\s+|direct\s+|joint\s+)?(?:coordination|leadership|supervision|auspices|direction|"
    rf"guidance|chairmanship|oversight)\s+of\s+(?P<who>{_NAMED})"
    rf"|\b(?:led|headed|chaired|co-chaired|coordinated|overseen|run|directed)\s+by\s+(?P<by>{_NAMED}(?:,\s+[A-Z]{{1,3}}-[\w.]+)?)"
)
_LEADS = re.compile(
    rf"(?P<who>{_NAMED})\s+(?:coordinates|oversees|leads|heads|chairs|will\s+(?:coordinate|oversee|lead|head|chair))\s+"
    r"(?:all|both|the|these|each)\b"
)
_CHAIRMAN = re.compile(
    r"(?:[Cc]ommittee|[Pp]anel|[Cc]ommission|[Bb]oard|[Cc]ouncil)\s+[Cc]hair(?:man|woman|person)?\s+"
    r"(?P<who>(?:(?:Rep|Sen|Gov|Dr|Mr|Ms|Mrs)\.?\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){1,4}(?:,?\s+\(?[RDI]-[\w.]+\)?)?)"
    r"|(?P<by>(?:(?:Rep|Sen|Gov|Dr|Mr|Ms|Mrs)\.?\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){1,4}(?:,?\s+\(?[RDI]-[\w.]+\)?)?),"
    r"\s+(?:the\s+)?(?:committee|panel|commission|board|council)(?:['’]s)?\s+chair"
)
_MADE_UP = re.compile(
    r"(?:[^.;\n]{0,50}?\b(?:made\s+up\s+of|composed\s+of|comprising|consisting\s+of)|\s+of|\s+between)\s+",
    re.IGNORECASE,
)
_LIKE = re.compile(
    r"\b(?:such\s+as|like|similar\s+to|modell?ed\s+(?:on|after)|succe(?:eds|eding|ssor\s+to)|replac(?:es|ing)|unlike)\s+"
    r"(?P<what>(?:the|a|an)\s+[^,.;?\n]{3,90}?\b(?:group|committee|commission|council|panel|task\s+force|body|board|dialogue|"
    r"talks|mechanism|forum)\b(?:\s+(?:under|of|on|from)\s+[^,.;?\n]{3,60}|\s+that\s+[^,.;?\n]{3,60})?)",
    re.IGNORECASE,
)


def detail(text: str, start: int, end: int) -> Detail | None:
    """Return the words between two offsets as a detail, or None when there are none."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1] in " ,;:.\n":
        end -= 1
    return Detail(text[start:end], Span(start, end)) if end > start else None


def _ending(text: str, start: int, limit: int) -> int:
    stop = _END.search(text, start, min(limit, start + MANDATE_CHARS))
    return stop.start() if stop else min(limit, start + MANDATE_CHARS)


def mandate_after(text: str, name: Span, limit: int) -> Detail | None:
    """Return what a body is for, from the words behind its noun: "to investigate", "tasked with", "on water"."""
    found = _MANDATE.match(text, name.end, limit) or _WORKING.match(text, name.end, limit)
    if found is None:
        task = _TASK.match(text, name.end, min(len(text), name.end + DETAIL_CHARS))
        if task is None:
            return None
        stop = _STOP.search(text, task.end(), min(len(text), task.end() + MANDATE_CHARS))
        return detail(text, task.end(), stop.start() if stop else task.end())
    end = _ending(text, found.end(), limit)
    if not found.group().strip() and (finite := _FINITE.search(text, found.end(), end)):
        end = finite.start()
    return detail(text, found.end(), end)


def mandate_of_ordinal(text: str, name: Span, limit: int) -> Detail | None:
    """Return what a member of an enumeration is for: "The second covers the port"."""
    found = _ORDINAL.match(text, name.end, limit)
    return detail(text, found.end(), _sentence_end(text, found.end(), limit)) if found else None


def _sentence_end(text: str, start: int, limit: int) -> int:
    end = min(limit, start + MANDATE_CHARS)
    while end > start and text[end - 1] in ' .;!?”"’\n':
        end -= 1
    return end


def coordinator_in(text: str, around: Sequence[Span]) -> Detail | None:
    """Return who coordinates or leads, from the sentences around a body."""
    for stretch in around:
        for pattern in (_UNDER, _LEADS, _CHAIRMAN):
            if found := pattern.search(text, stretch.start, stretch.end):
                group = next(name for name in ("who", "by") if name in found.groupdict() and found[name])
                return detail(text, *found.span(group))
    return None


def level_in(text: str, around: Span) -> Detail | None:
    """Return the level that a stretch tells: "working-level"."""
    return _first(text, LEVELS, around)


def frequency_in(text: str, around: Span) -> Detail | None:
    """Return how often: "regular", "twice a year"."""
    return _first(text, FREQUENCIES, around)


def format_in(text: str, around: Span) -> Detail | None:
    """Return in which form: "bilateral", "in person"."""
    return _first(text, FORMATS, around)


def _first(text: str, pattern: re.Pattern[str], around: Span) -> Detail | None:
    found = pattern.search(text, around.start, around.end)
    return Detail(found.group(), Span(*found.span())) if found else None


def members_after(text: str, name: Span, limit: int, founders: Span | None) -> tuple[Detail, ...]:
    """Return who sits in a body: "of officials and lawmakers", "between Lisk and Aldersund", or those who formed it."""
    found = _MADE_UP.match(text, name.end, limit)
    if found is not None:
        stop = re.compile(r"[.,;:\n]|\s+(?:is|are|was|were|to|in|at|on|over|will|would|has|have)\b").search(
            text, found.end(), limit
        )
        told = detail(text, found.end(), stop.start() if stop else limit)
        if told is not None and len(told.text) < DETAIL_CHARS:
            return (told,)
    if founders is not None:
        return (Detail(founders.of(text), founders),)
    return ()


def predecessor_in(text: str, around: Sequence[Span]) -> Detail | None:
    """Return the earlier body that one is compared with: "such as the river commission under ..."."""
    for stretch in around:
        if found := _LIKE.search(text, stretch.start, stretch.end):
            return detail(text, *found.span("what"))
    return None


def open_in(text: str, sentence: Span) -> tuple[Detail, ...]:
    """Return the aspects that one sentence says are not settled."""
    if OPEN.search(text, sentence.start, sentence.end) is None:
        return ()
    return tuple(
        Detail(match.group().strip(), Span(match.start(), match.start() + len(match.group().rstrip())))
        for match in ASPECTS.finditer(text, sentence.start, sentence.end)
    )
