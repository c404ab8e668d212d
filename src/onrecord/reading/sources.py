"""The words of a source taken apart: its noun phrase, the name that heads it, the name in apposition to it."""

from __future__ import annotations

import re

from onrecord.core import Span
from onrecord.limits.reading import OFFICE_CHARS
from onrecord.reading.bearers import form_of, known_spelling
from onrecord.reading.cues import AUXILIARIES, DETERMINERS, PREPOSITIONS, VERB_FORMS
from onrecord.reading.gazetteer import BODY_WORDS, GROUPS, PLACES
from onrecord.reading.names import Names
from onrecord.reading.reading import Mention
from onrecord.reading.speaking import is_name, is_noun_phrase, is_tag

__all__ = ["apposed_to", "head_of", "is_subject", "main_of", "may_be_person", "plain_name", "without_possessive"]

_LINK = re.compile(
    r"\b(?:of|for|to|in|at|from|with|by|on|near|under|inside|among|about|toward|towards|between|representing|supporting"
    r"|backing|opposing)\s+"
    r"(?:both\s+)?(?:[Tt]he\s+|an?\s+)?(?:[a-z][\w’'-]*\s+){0,3}(?:M[rs]s?\.\s+)?$"
)
_DESCRIBES = re.compile(r"\s+(?!(?:of|from|in|at|for|and|who|with|on|himself|herself)\b)[^\W\d_A-Z]")
_AFTER_BODY = re.compile(r"\s+(?:in|of|at|on|for|from|under|itself)\b")
_RELATIVE = re.compile(r"\s(?:who|whom|whose|that|which|where|representing|involving|supporting|backing|opposing)\b")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=[sS])['’])$")
_AND_ANOTHER = re.compile(
    r"(?:,?\s*(?:[RDI]-[\w.]+|\([^)]*\)|of(?:\s[A-Z][\w.]+){1,2}),?)?\s*,?\s+(?:and|or)\s+"
    r"|(?:\s\([^)]*\))?,\s(?=(?:[A-Z][\w.]+\s)+(?:\([^)]*\)\s)?(?:and|,))"
)
_AND_DIRECTLY = re.compile(r"(?:\s\([^)]*\))?,?\s(?:and|or)\s(?!co-|then|now)")
_BODIES = re.compile(
    r"(?:[Tt]he\s+)?((?:[A-Z][\w.’'-]*\s)+(?:administration|campaign)|[A-Z][\w.-]*(?:['’]s)\scampaign)"
)
_ONE_OF = frozenset(("a", "an", "one", "another", "some", "many", "several", "two", "other"))
_POSSESSED = re.compile(r"['’]s\b|(?<=[sS])['’]\s(?=[a-z])")
_NEXT_WORD = re.compile(r"\s(?:[a-z]+ly\s|also\s|then\s)?([a-z]+)\b")
_OPENING = re.compile(r"(?:But|And|Yet|So|Then)\s(?=\S)")
_THE = re.compile(r"^[Tt]he\s+(?=[A-Z])")
_LONG_BODY = re.compile(
    r"(?:[A-Z][\w-]+\s)*(?:Organization|Center|Office|Bureau|Department|Ministry|Institute|Committee|Association|Council)"
    r"\s(?:of|for|on)\s(?:the\s)?[A-Z][\w-]+(?:(?:,|,?\sand|\sof|\sfor|\s&)?\s[A-Z][\w-]+)*"
)
_HANDLE = re.compile(r"@\w+")


def main_of(text: str, source: Span, *, label: bool) -> Span | None:
    """Return a source without the apposition, bracket or clause behind its noun phrase, or None when it is none.

    `label` says that it is the label of a transcript's turn, which need not look like a noun phrase.
    """
    if opening := _OPENING.match(text, source.start, source.end):
        source = Span(opening.end(), source.end)
    words = source.of(text)
    if not words.strip() or words.split(None, 1)[0].lower() in PREPOSITIONS:
        return None
    first = re.split(r"[,—(]", words, maxsplit=1)[0].rstrip()
    relative = _RELATIVE.search(first)
    main = Span(source.start, source.start + len((first[: relative.start()] if relative else first) or words))
    return None if is_tag(main.of(text)) or not (label or is_noun_phrase(words)) else main


def head_of(text: str, source: Span, main: Span, names: Names) -> Mention | None:
    """Return the mention that is the head of a source's noun phrase, not one that only describes it."""
    persons: list[Mention] = []
    others: list[Mention] = []
    inside = names.within(main)
    for mention in inside:
        offices = [role.span.start for role in mention.roles if role.span.end + 1 == mention.span.start]
        before = text[main.start : max(main.start, min([mention.span.start, *offices]))]
        possessive = _POSSESSED.match(text, mention.span.end) is not None
        if text[max(0, mention.span.start - 1) : mention.span.start] in ("-", "/"):
            continue
        if (possessive and mention.span.end + 2 < main.end) or _LINK.search(before[-60:]) or " and " in before:
            continue
        end = mention.span.end + 2 * possessive
        if mention.kind == "person":
            if not _DESCRIBES.match(text[end : main.end][:20]):
                persons.append(mention)
        elif _ends(text, mention, end, main) and _may_head(mention, before) and not _is_part(mention, before):
            others.append(mention)
    bearers = {mention.name for mention in persons}
    joined = len(inside) > 1 and re.search(r"\sand\s", main.of(text)) is not None
    if len(bearers) == 1 and not _is_joined(text, persons[-1], source, names):
        return persons[-1]
    return others[-1] if others and not bearers and not joined else None


def _ends(text: str, mention: Mention, end: int, main: Span) -> bool:
    """Return whether a body, place or people ends a noun phrase; behind a body may follow where it is."""
    return end == main.end or (mention.kind == "organization" and bool(_AFTER_BODY.match(text, end, main.end)))


def _may_head(mention: Mention, before: str) -> bool:
    """Return whether a body, people or place is named by a phrase that begins with `before`, not one of its kind."""
    words = before.lower().split()
    if mention.kind == "organization":
        return not words or words[0] not in _ONE_OF
    return not words or (mention.kind == "place" and all(word in DETERMINERS for word in words))


def _is_joined(text: str, mention: Mention, source: Span, names: Names) -> bool:
    """Return whether another person follows after "and": two speak, and neither alone."""
    if _AND_DIRECTLY.match(text, mention.span.end, source.end):
        return True
    joint = _AND_ANOTHER.match(text, mention.span.end, source.end)
    if joint is None:
        before = text[max(source.start, mention.span.start - 40) : mention.span.start]
        return bool(re.search(r"\b[A-Z][\w’'-]+ and (?:[\w.]+ ){0,2}$", before))
    return any(
        other.kind == "person" and other.name != mention.name and other.span.start - joint.end() < OFFICE_CHARS
        for other in names.within(Span(joint.end() - 1, max(joint.end(), source.end)))
    )


def _is_part(mention: Mention, before: str) -> bool:
    """Return whether a single word for a body ends a longer phrase whose name it is not: "the mayor's Office"."""
    return mention.name in BODY_WORDS and before.strip().lower() not in DETERMINERS | {""}


def apposed_to(text: str, source: Span, main: Span, names: Names) -> Mention | None:
    """Return the person whose name follows the office that describes them: "its envoy, Mira Brandt"."""
    if main.end == source.end:
        return None
    for mention in names.within(Span(main.end, source.end)):
        start = min([mention.span.start, *(role.span.start for role in mention.roles)])
        if mention.kind == "person" and text[main.end : max(main.end, start)].strip() == ",":
            return None if _is_joined(text, mention, source, names) else mention
    return None


def is_subject(text: str, mention: Mention, *, alone: bool) -> bool:
    """Return whether a finite verb follows a name, with an adverb between at most.

    `alone` says that the subject is one body: then a word in -s is a verb ("needs"), which may else be the noun that
    the name describes ("the GOP contenders").
    """
    found = _NEXT_WORD.match(text, mention.span.end)
    if found is None:
        return False
    verb = VERB_FORMS.get(found.group(1))
    finite = found.group(1) in AUXILIARIES or (verb is not None and verb.form in ("past", "present"))
    return finite or (alone and found.group(1).endswith("s"))


def without_possessive(words: str) -> str:
    """Return a source's words without the ending of "Brandt's"."""
    return _POSSESSIVE.sub("", words)


def may_be_person(name: str) -> bool:
    """Return whether a name of which the article tells nothing more may be a person's."""
    words = name.split()
    known = BODY_WORDS | PLACES | GROUPS
    return len(words) <= 3 and not name.isupper() and words[-1].istitle() and not any(word in known for word in words)


def plain_name(words: str, names: Names, *, opens: bool) -> str | None:
    """Return a source's words as a name when they are written as one, in the fullest form and the right spelling."""
    form = form_of(words)
    if form in names.shared:
        return None
    if _THE.sub("", words) in GROUPS:
        return None
    if known := names.persons.get(form) or names.bodies.get(words):
        return known
    if body := _BODIES.fullmatch(words):
        return body.group(1)
    if _LONG_BODY.fullmatch(_THE.sub("", words)):
        return _THE.sub("", words)
    if handle := _HANDLE.search(words):
        return handle.group()
    words = _THE.sub("", words)
    if words in names.bodies.values():
        return words
    known = known_spelling(words, names.persons) if words[:1].isupper() and words.lower() not in names.common else None
    return known or names.bodies.get(words) or (words if is_name(words, names, opens=opens) else None)
