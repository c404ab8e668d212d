"""Agencies, and the lines by which an outlet says that a report is theirs."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.articles.article import Credit
from onrecord.core import Span

__all__ = ["credit_line", "credits_in", "wire_named"]

# Name as newsrooms spell it, then the other forms it goes by.
_WIRES: tuple[tuple[str, ...], ...] = (
    ("AP", "Associated Press", "The Associated Press"),
    ("Reuters", "Thomson Reuters"),
    ("AFP", "Agence France-Presse", "Agence France Presse"),
    ("UPI", "United Press International"),
    ("Bloomberg", "Bloomberg News"),
    ("Yonhap", "Yonhap News Agency", "Yonhap News", "연합뉴스"),
    ("Kyodo", "Kyodo News", "共同通信", "共同"),
    ("Jiji", "Jiji Press", "時事通信", "時事"),
    ("Xinhua", "Xinhua News Agency", "新华社", "新華社"),
    ("TASS", "ТАСС"),
    ("Interfax", "Интерфакс"),
    ("RIA Novosti", "РИА Новости"),
    ("Ukrinform", "Укринформ", "Укрінформ"),
    ("Interfax-Ukraine",),
    ("dpa", "DPA", "Deutsche Presse-Agentur", "dpa-infocom", "dpa-AFX"),
    ("APA", "Austria Presse Agentur"),
    ("SDA", "Keystone-SDA", "ATS", "Keystone-ATS"),
    ("SID", "Sport-Informations-Dienst"),
    ("epd", "Evangelischer Pressedienst"),
    ("KNA", "Katholische Nachrichten-Agentur"),
    ("ANSA", "Ansa"),
    ("EFE", "Agencia EFE", "Efe"),
    ("Europa Press",),
    ("Lusa", "Agência Lusa"),
    ("ANP",),
    ("Belga",),
    ("NTB",),
    ("TT", "TT Nyhetsbyrån"),
    ("Ritzau",),
    ("STT",),
    ("PAP", "Polska Agencja Prasowa"),
    ("ČTK", "CTK"),
    ("TASR",),
    ("MTI",),
    ("Agerpres",),
    ("Tanjug",),
    ("Hina",),
    ("BNS",),
    ("ELTA",),
    ("LETA",),
    ("Anadolu", "Anadolu Agency", "Anadolu Ajansı", "AA"),
    ("PTI", "Press Trust of India"),
    ("ANI",),
    ("IANS",),
    ("UNI",),
    ("Antara",),
    ("Bernama",),
    ("VNA", "TTXVN"),
    ("CNA", "Central News Agency", "中央社"),
    ("KCNA", "Korean Central News Agency"),
    ("SPA", "Saudi Press Agency"),
    ("WAM",),
    ("MENA",),
    ("IRNA",),
    ("AAP", "Australian Associated Press"),
    ("CP", "The Canadian Press", "Canadian Press"),
    ("PA", "PA Media", "Press Association"),
    ("NAN", "News Agency of Nigeria"),
    ("SAPA",),
    ("Notimex",),
    ("Télam", "Telam"),
)
_NAMES = {form.casefold(): names[0] for names in _WIRES for form in names}
# Two capitals are also initials, parties and places; such forms count only in brackets or on a line of their own.
_FORMS = sorted((form for names in _WIRES for form in names), key=len, reverse=True)
_SURE = frozenset(
    form for form in _FORMS if len(form) > 3 or form in {"AP", "AFP", "EFE", "dpa", "DPA", "PTI", "PAP", "UPI"}
)
_ANY = "|".join(map(re.escape, _FORMS))
_GENERIC = r"(?:[A-ZÀ-Þ][\w\-]{1,30} ){1,3}(?:[Nn]ews [Aa]gency|[Pp]ress [Aa]gency|[Nn]ews [Ss]ervice)"
_REPORTS = (
    r"(?:reported|reports|has reported|said in a report|berichtete|berichtet|meldete|meldet|a rapporté|rapporte|"
    r"informó|informa|ha riferito|riferisce|noticiou|rapporterar|rapporterte|melder|meldt|podała|podaje)"
)
_TO = (
    r"(?:[Aa]ccording to|told|[Aa]s reported by|reported by|[Cc]iting|quoted by|quoting|carried by|"
    r"[Ll]aut|[Nn]ach Angaben von|[Nn]ach Angaben der|[Gg]emäß|[Ss]elon|[Dd]'après|[Ss]egún|[Ss]econdo|[Ss]egundo|"
    r"[Ee]nligt|[Ii]følge|[Vv]olgens|[Ww]edług)"
)

_LINE = re.compile(
    rf"^[\W_]*(?:(?:with|mit(?: material von)?|source|sources?|quelle|quellen|fonte|fuente|źródło|kilde|källa|bron|"
    rf"avec|con|från|by|von|por|par)\b[ :]*)?(?:the )?(?P<wire>{_ANY})"
    rf"(?:[/,;:+&·| \-–]+(?:und |and |et |y |e )?(?:{_ANY}|[a-z]{{2,4}}|\d[\d:/\-]*))*[\W_]*(?:\d[\d:/\-]*)?[\W_]*$",
    re.IGNORECASE,
)


def wire_named(words: str) -> str | None:
    """Return the wire that `words` name, as newsrooms spell it ("Agence France-Presse" is "AFP"), or None."""
    return _NAMES.get(" ".join(words.split()).casefold())


def credit_line(paragraph: str) -> str | None:
    """Return the wire that a line names when it is a credit and nothing else ("(mit dpa)", "Source: AFP")."""
    if len(paragraph) > 80:
        return None
    found = _LINE.match(paragraph)
    return _spelled(found.group("wire")) if found else None


def credits_in(text: str) -> tuple[Credit, ...]:
    """Return every place of `text` that says which wire it rests on, in text order, none overlapping another."""
    found: list[Credit] = []
    forms = tuple(form for form in _FORMS if form in text)
    for pattern in _running(forms, generic="gency" in text or "ervice" in text):
        for match in pattern.finditer(text):
            span = Span(match.start(), match.start() + len(match.group().rstrip()))
            if all(held.span is None or not _touch(held.span, span) for held in found):
                found.append(Credit(_spelled(match.group("wire")), span))
    return tuple(sorted(found, key=lambda credit: credit.span.start if credit.span else -1))


@lru_cache(maxsize=256)
def _running(forms: tuple[str, ...], *, generic: bool) -> tuple[re.Pattern[str], ...]:
    """Return the patterns for credits in running text, for the forms that a text holds: a tenth of the time of all."""
    sure = [rf"{re.escape(form)}(?!\w)" for form in forms if form in _SURE]
    names = "|".join([*([_GENERIC] if generic else []), *sure])
    patterns = []
    if names:
        wire = rf"(?:[Tt]he )?(?P<wire>{names})"
        patterns = [
            rf"\b{wire}(?:,? [\w ,]{{0,40}}?)? {_REPORTS}\b",
            rf"\b{_TO} (?:the |der |die |la |el |[Ll]['’])?{wire}",
            rf"\b(?:berichtete?|meldete?|rapporte|informó|riferisce|podała|melder) (?:die |der |la |l['’])?{wire}",
        ]
    if forms:
        inside = "|".join(map(re.escape, forms))
        more = rf"(?:[/, +–\-]+(?:{inside}|\w{{2,12}}))?"
        patterns.append(rf"[(（]\s?(?P<wire>{inside}){more}\s?[)）]\s?(?:[-–—:]+(?=\s))?")
    return tuple(map(re.compile, patterns))


def _spelled(words: str) -> str:
    if known := wire_named(words):
        return known
    plain = re.sub(r"^[Tt]he ", "", " ".join(words.split()))
    return wire_named(plain) or re.sub(r"(?i) (?:news agency|news service)$", "", plain)


def _touch(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
