"""Datelines, dates in words, and the day of publication that a text gives on its face."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from onrecord.articles.wires import wire_named
from onrecord.limits.articles import (
    DATELINE_CHARS,
    DATELINE_YEARS,
)

__all__ = ["Dateline", "dateline_of", "day_in_words", "day_of_text", "moment"]

_MONTHS = {
    form: number
    for number, forms in enumerate(
        (
            "january jan januar jänner janvier enero gennaio janeiro januari styczeń stycznia",
            "february feb februar février febrero febbraio fevereiro februari lutego luty",
            "march mar märz mars marzo março maart marca marts",
            "april apr avril abril aprile kwietnia",
            "may mai mayo maggio maio mei maj maja",
            "june jun juni juin junio giugno junho czerwca",
            "july jul juli juillet julio luglio julho lipca",
            "august aug août agosto augustus augusti sierpnia",
            "september sep sept septembre septiembre settembre setembro września",
            "october oct oktober okt octobre octubre ottobre outubro października",
            "november nov novembre noviembre novembro listopada",
            "december dec dezember dez décembre diciembre dicembre dezembro desember grudnia",
        ),
        start=1,
    )
    for form in forms.split()
}
_WEEKDAYS = {
    form: number
    for number, forms in enumerate(
        (
            "monday montag lundi lunes lunedì måndag mandag maandag",
            "tuesday dienstag mardi martes martedì tisdag tirsdag dinsdag",
            "wednesday mittwoch mercredi miércoles mercoledì onsdag woensdag",
            "thursday donnerstag jeudi jueves giovedì torsdag donderdag",
            "friday freitag vendredi viernes venerdì fredag vrijdag",
            "saturday samstag sonnabend samedi sábado sabato lördag lørdag zaterdag",
            "sunday sonntag dimanche domingo domenica söndag søndag zondag",
        )
    )
    for form in forms.split()
}
_MONTH = "(?:" + "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = "(?:" + "|".join(sorted(map(re.escape, _WEEKDAYS), key=len, reverse=True)) + ")"
_DAY = (
    rf"(?:(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)|"
    rf"(?P<day2>\d{{1,2}})\.? (?:de |of )?(?P<month2>{_MONTH}))"
)
_YEAR = r"(?:,? (?:de )?(?P<year>(?:19|20)\d\d)\b)"
_FULL = re.compile(rf"(?:\b(?P<weekday>{_WEEKDAY}),? (?:the |den |le |el )?)?\b{_DAY}{_YEAR}", re.IGNORECASE)
_ISO = re.compile(r"\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})\b|\b((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_NUMERIC = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)\b")
_PLACE_WORD = r"[^\W\d_][\w.'’\-]{0,30}"
_PLACE = (
    rf"(?P<place>{_PLACE_WORD}(?:[ /](?:de |del |la |el |and |of )?{_PLACE_WORD}){{0,4}}"
    rf"(?:, {_PLACE_WORD}(?: {_PLACE_WORD})?)??)"
)
_DATELINE = re.compile(
    rf"^(?:{_PLACE}(?:, (?:{_WEEKDAY},? )?{_DAY}{_YEAR}?)?,?\s?)?(?:[(（\[](?P<bracket>[^()（）\[\]]{{2,40}})[)）\]])?"
    r"\s?\.?(?P<dash>[-–—]{1,2}|:)(?=\s)",
    re.IGNORECASE,
)
_LEDE_WEEKDAY = re.compile(rf"\b(?:on |am |on the )?(?P<weekday>{_WEEKDAY})\b", re.IGNORECASE)
_REPORTED_ON = re.compile(
    rf"\b(?:said|told|\w+ed)\b[^.!?]{{0,60}}? on (?=(?P<weekday>{_WEEKDAY}),? {_DAY}{_YEAR})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The words before a lede that say where, when and through whom: `EIDVIK, Mar 3 (Fjordpress) --`.

    `text` is the dateline without its closing dash. `bracket` is what stands in brackets, a wire or the outlet.
    """

    text: str
    place: str | None
    month: int | None
    day: int | None
    year: int | None
    bracket: str | None


def dateline_of(paragraph: str) -> Dateline | None:
    """Return the dateline that opens `paragraph`, or None.

    A place alone counts only in capitals ("LONDON —"), since "Good news — ..." has the same shape; a colon
    closes a dateline only after a bracket or a day.
    """
    match = _DATELINE.match(paragraph[:DATELINE_CHARS])
    if match is None:
        return None
    place, bracket = match["place"], match["bracket"]
    month = _MONTHS.get((match["month"] or match["month2"] or "").rstrip(".").casefold())
    day = int(match["day"] or match["day2"] or 0) or None
    wire = bracket is not None and wire_named(bracket) is not None
    if place is not None and not place[0].isupper():
        return None
    if place is None and not wire:
        return None
    if month is None and bracket is None and (place is None or not place.isupper() or len(place) < 3):
        return None
    if match["dash"] == ":" and month is None and bracket is None:
        return None
    text = paragraph[: match.start("dash")].strip().rstrip(".,") or None
    if text is None:
        return None
    return Dateline(text, place, month, day, int(match["year"]) if match["year"] else None, bracket)


def day_in_words(words: str) -> date | None:
    """Return the first full day (with its year) that `words` name and that exists, or None."""
    for match in _ISO.finditer(words):
        parts = [int(part) for part in match.groups() if part]
        if found := _day(parts[0], parts[1], parts[2]):
            return found
    for match in _FULL.finditer(words):
        if found := _of_match(match):
            return found
    for match in _NUMERIC.finditer(words):
        if found := _day(int(match[3]), int(match[2]), int(match[1])):
            return found
    return None


def day_of_text(paragraphs: tuple[str, ...], dateline: Dateline | None, received: date) -> date | None:
    """Return the day of publication that the body of a report gives: by its dateline, or by its lede.

    A dateline without a year is completed when the lede's first weekday fits that day in exactly one of the
    last `DATELINE_YEARS` years. Without a dateline, "said on Tuesday, March 3, 2026" in the first two
    paragraphs counts when the weekday fits: what was said that day is reported that day.
    """
    lede = paragraphs[0] if paragraphs else ""
    if dateline and dateline.month and dateline.day:
        if dateline.year:
            return _day(dateline.year, dateline.month, dateline.day)
        named = _LEDE_WEEKDAY.search(lede, len(dateline.text))
        if named is None:
            return None
        weekday = _WEEKDAYS[named["weekday"].casefold()]
        years = range(received.year - DATELINE_YEARS, received.year + 1)
        days = [day for year in years if (day := _day(year, dateline.month, dateline.day))]
        fitting = [day for day in days if day <= received and day.weekday() == weekday]
        return fitting[0] if len(fitting) == 1 else None
    for paragraph in paragraphs[:2]:
        match = _REPORTED_ON.search(paragraph)
        day = _of_match(match) if match else None
        if match and day and day <= received and day.weekday() == _WEEKDAYS[match["weekday"].casefold()]:
            return day
    return None


def moment(value: str) -> date | datetime | None:
    """Return an ISO 8601 day or instant; None when it is neither or does not exist.

    An instant without a zone, or at exactly midnight UTC without seconds given, keeps what it says.
    """
    text = value.strip()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) or re.fullmatch(r"\d{8}", text):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _of_match(match: re.Match[str]) -> date | None:
    month = _MONTHS[(match["month"] or match["month2"]).rstrip(".").casefold()]
    return _day(int(match["year"]), month, int(match["day"] or match["day2"]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
