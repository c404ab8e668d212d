"""Who stands behind a source: a name, a body, or an anonymous source with its stated reason.

The relations are walked in order, since pronouns and "the official" point back. Where two bearers are possible the
answer is None: a wrong name is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.core import Span, fold
from onrecord.limits import OPENING_CHARS, REACH_BLOCKS, REASON_CHARS, SUBJECT_CHARS, WHO_CHARS
from onrecord.reading.attributions import Relation
from onrecord.reading.cues import DETERMINERS, PREPOSITIONS
from onrecord.reading.gazetteer import BODY_WORDS, ROLE_WORDS
from onrecord.reading.names import Names, names_outside
from onrecord.reading.reading import Anonymous, Mention
from onrecord.reading.speaking import is_name, is_noun_phrase, is_tag

__all__ = ["Speaker", "resolve_speakers"]


_ANONYMOUS = frozenset(
    """official officials source sources aide aides person people insider insiders diplomat diplomats staffer staffers
    adviser advisers advisor advisors lawmaker lawmakers expert experts analyst analysts critic critics witness
    witnesses resident residents executive executives commander commanders officer officers soldier soldiers
    spokesman spokeswoman spokesperson spokespeople representative representatives operative operatives strategist
    strategists donor donors friend friends colleague colleagues employee employees worker workers
    negotiator negotiators lawyer lawyers observer observers member members politician politicians man woman
    minister ministers envoy researcher researchers scientist scientists economist economists""".split()
)
_REASON = re.compile(
    r"condition of anonymity(?: (?:because|since|as|due|in order|to)\b[^.;“”\"]{0,200}?(?=[.,;]|$))?"
    r"|not (?:to )?be(?:ing)? (?:named|identified|quoted by name)"
    r"(?: (?:because|since|as)\b[^.;“”\"]{0,200}?(?=[.,;]|$))?"
    r"|not authori[sz]ed to (?:speak|discuss|comment)[^.,;]{0,200}"
    r"|(?:requested|asked for|granted) anonymity|spoke anonymously|speaking anonymously",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\s+(?:They|He|She|Both|All|The \w+) (?:all |both )?(?:asked|spoke|requested|insisted|declined)\b")
_LINK = re.compile(r"\b(?:of|for|to|in|at|from|with|by|on|near|under|inside)\s+(?:the\s+|a\s+|an\s+)?(?:[\w’'-]+\s+)?$")
_DESCRIBES = re.compile(r"\s+(?!(?:of|from|in|at|for|and|who|with|on|himself|herself)\b)[^\W\d_A-Z]")
_PLURAL = {"person": "people", "witness": "witnesses", "spokesperson": "spokespeople"}
_POINTED_AT = frozenset(
    "official officials source sources aide aides person people insider insiders diplomat diplomats staffer "
    "staffers spokesperson spokesman spokeswoman".split()
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """What the article tells about a source: its fullest name or its anonymity, and its office."""

    name: str | None = None
    anonymous: Anonymous | None = None
    role: str | None = None
    person: bool = False


@dataclass(slots=True)
class _Cast:
    """Who has spoken so far."""

    last: Speaker | None = None
    last_block: int = -9
    last_end: int = 0
    outside: Names = field(default_factory=lambda: Names(()))
    hidden: dict[str, Speaker] = field(default_factory=dict)
    described: dict[tuple[str, bool], Speaker] = field(default_factory=dict)


def resolve_speakers(text: str, relations: Sequence[Relation], names: Names, quoted: Sequence[Span]) -> list[Speaker]:
    """Return one speaker for each relation; those of inner relations are not met by the relations that follow.

    `quoted` are the quoted stretches in order: a name that stands only in them is no antecedent of a pronoun.
    """
    spoken = names_outside(names, quoted)
    offices = _offices(names)
    cast = _Cast(outside=spoken)
    found: list[Speaker] = []
    for relation in relations:
        if relation.inner:
            aside = _Cast(hidden=dict(cast.hidden), described=cast.described, outside=names)
            found.append(_resolve(text, relation, names, offices, aside))
            continue
        speaker = _resolve(text, relation, names, offices, cast)
        if speaker.name or speaker.anonymous:
            cast.last, cast.last_block, cast.last_end = speaker, relation.block, relation.sentence.end
        found.append(speaker)
    reasons = {
        one.anonymous.description: one.anonymous.reason for one in found if one.anonymous and one.anonymous.reason
    }
    return [_told(speaker, reasons) for speaker in found]


def _told(speaker: Speaker, reasons: dict[str, str]) -> Speaker:
    """Return an anonymous speaker with the reason that another sentence gives for the same description."""
    hidden = speaker.anonymous
    if hidden is None or hidden.reason is not None or hidden.description not in reasons:
        return speaker
    return Speaker(anonymous=Anonymous(hidden.description, reasons[hidden.description]))


def _offices(names: Names) -> dict[str, str]:
    """Return {person's name: the fullest office that the article gives}."""
    offices: dict[str, str] = {}
    for mention in names.mentions:
        for role in mention.roles:
            if len(role.role) > len(offices.get(mention.name, "")):
                offices[mention.name] = role.role
    return offices


def _resolve(text: str, relation: Relation, names: Names, offices: dict[str, str], cast: _Cast) -> Speaker:
    if relation.source is None:
        return Speaker()
    words = relation.source.of(text)
    low = words.lower()
    if low in ("he", "she"):
        return _behind_pronoun(relation, cast.outside, offices, cast)
    if low == "who":
        return _before_who(text, relation.source, names, offices)
    if low in ("i", "we", "you", "they", "it", "which", "that") or low.startswith(("neither ", "no ", "nobody")):
        return Speaker()
    main = _main(relation.source, words)
    if is_tag(main.of(text)) or (not is_noun_phrase(words) and relation.pattern != "label"):
        return Speaker()
    head = _head(text, main, names)
    if head is not None:
        role = head.roles[-1].role if head.roles else offices.get(head.name)
        return Speaker(head.name, None, role if head.kind == "person" else None, person=head.kind == "person")
    if apposed := _apposed(text, relation.source, main, names):
        return apposed
    if hidden := _hidden(text, relation, main, cast):
        return hidden
    phrase, opens = main.of(text), main.start <= relation.sentence.start and relation.pattern != "label"
    if (phrase, opens) not in cast.described:
        cast.described[phrase, opens] = _described(phrase, names, offices, opens=opens)
    return cast.described[phrase, opens]


def _before_who(text: str, source: Span, names: Names, offices: dict[str, str]) -> Speaker:
    """Return the person whose name stands just before "who"."""
    if source.start < 2:
        return Speaker()
    for mention in reversed(names.within(Span(max(0, source.start - WHO_CHARS), source.start))):
        if mention.kind == "person" and text[mention.span.end : source.start].strip() in ("", ","):
            return Speaker(mention.name, None, offices.get(mention.name), person=True)
    return Speaker()


def _apposed(text: str, source: Span, main: Span, names: Names) -> Speaker | None:
    """Return the person whose name follows the office that describes them: "its envoy, Mira Brandt"."""
    if main.end == source.end:
        return None
    for mention in names.within(Span(main.end, source.end)):
        if mention.kind == "person" and text[main.end : mention.span.start].strip() == ",":
            described = main.of(text).split()
            role = " ".join(described[1:] if described[0].lower() in DETERMINERS else described)
            return Speaker(mention.name, None, role or None, person=True)
    return None


def _main(source: Span, words: str) -> Span:
    """Return a source without the apposition or bracket that follows its noun phrase."""
    first = re.split(r"[,—(]", words, maxsplit=1)[0].rstrip()
    return Span(source.start, source.start + len(first)) if first else source


def _head(text: str, main: Span, names: Names) -> Mention | None:
    """Return the mention that is the head of a source's noun phrase, not one that only describes it."""
    persons: list[Mention] = []
    others: list[Mention] = []
    for mention in names.within(main):
        offices = [role.span.start for role in mention.roles if role.span.end + 1 == mention.span.start]
        before = text[main.start : max(main.start, min([mention.span.start, *offices]))]
        if text[mention.span.end : mention.span.end + 2] in ("'s", "’s") or _LINK.search(before[-60:]):
            continue
        if mention.kind == "person":
            if not _DESCRIBES.match(text[mention.span.end : main.end][:20]):
                persons.append(mention)
        elif mention.span.end == main.end and (mention.kind != "group" or not before) and not _is_part(mention, before):
            others.append(mention)
    bearers = {mention.name for mention in persons}
    if len(bearers) == 1:
        return persons[-1]
    joined = len(names.within(main)) > 1 and " and " in main.of(text)
    return others[-1] if others and not bearers and not joined else None


def _is_part(mention: Mention, before: str) -> bool:
    """Return whether a single word for a body ends a longer phrase whose name it is not: "the mayor's Office"."""
    return mention.name in BODY_WORDS and before.strip().lower() not in DETERMINERS | {""}


def _behind_pronoun(relation: Relation, names: Names, offices: dict[str, str], cast: _Cast) -> Speaker:
    """Return the person who opens the sentence, or the last speaker when no paragraph of others lies between."""
    first = relation.sentence.start
    start = relation.source.start if relation.source else first
    before = Span(first, max(first + 1, min(start, first + OPENING_CHARS)))
    opening = [mention for mention in names.within(before) if mention.kind == "person"]
    if opening and opening[0].span.start - relation.sentence.start < SUBJECT_CHARS:
        bearers = {mention.name for mention in opening}
        if len(bearers) == 1:
            return Speaker(opening[0].name, None, offices.get(opening[0].name), person=True)
        return Speaker()
    if cast.last is None or relation.block - cast.last_block > REACH_BLOCKS:
        return Speaker()
    if cast.last_end < start:
        between = names.within(Span(max(cast.last_end, start - OPENING_CHARS), start))
        if any(mention.kind == "person" and mention.name != cast.last.name for mention in between):
            return Speaker()
    return cast.last if cast.last.person or cast.last.anonymous else Speaker()


def _hidden(text: str, relation: Relation, main: Span, cast: _Cast) -> Speaker | None:
    """Return the anonymous source that a phrase describes, or the one already met that it points back to."""
    words = main.of(text)
    head = _head_noun(words)
    if head not in _ANONYMOUS:
        return None
    if not words.lower().startswith(("the ", "that ", "this ", "these ", "those ")):
        return _new_hidden(text, relation, words, head, cast)
    if head in cast.hidden:
        return _with_reason(text, relation, head, cast)
    group = cast.hidden.get(_PLURAL.get(head, f"{head}s"))
    if group is not None and group.anonymous is not None:
        return Speaker(anonymous=Anonymous(words.lower(), group.anonymous.reason))
    return _new_hidden(text, relation, words, head, cast) if head in _POINTED_AT else None


def _with_reason(text: str, relation: Relation, head: str, cast: _Cast) -> Speaker:
    """Return a source already met, with the reason for its anonymity when it is given only here."""
    speaker = cast.hidden[head]
    if speaker.anonymous is not None and speaker.anonymous.reason is None:
        reason = _reason(text, relation)
        speaker = Speaker(anonymous=Anonymous(speaker.anonymous.description, reason))
        cast.hidden[head] = speaker
    return speaker


def _reason(text: str, relation: Relation) -> str | None:
    """Return why the source is not named, from its sentence or from a following one that says what it asked for."""
    source = relation.source or relation.sentence
    low, high = max(relation.sentence.start, source.start - REASON_CHARS), source.end + REASON_CHARS
    found = _REASON.search(text[low : min(relation.sentence.end, high)])
    after = text[relation.sentence.end : relation.sentence.end + REASON_CHARS]
    if found is None and _ASKS.match(after):
        found = _REASON.search(after.strip().partition("\n")[0])
    return found.group() if found else None


def _new_hidden(text: str, relation: Relation, words: str, head: str, cast: _Cast) -> Speaker:
    first = words.split(None, 1)[0]
    description = first.lower() + words[len(first) :] if first.lower() in DETERMINERS else words
    speaker = Speaker(anonymous=Anonymous(description, _reason(text, relation)))
    cast.hidden[head] = speaker
    return speaker


def _head_noun(words: str) -> str:
    """Return the last word before the phrase's first preposition or relative clause, in lower case."""
    last = ""
    for word in re.findall(r"[\w’'‑-]+", words.lower()):
        if word in PREPOSITIONS or word in (
            "who",
            "that",
            "which",
            "familiar",
            "close",
            "briefed",
            "speaking",
            "involved",
        ):
            break
        last = word
    return last


def _described(words: str, names: Names, offices: dict[str, str], *, opens: bool) -> Speaker:
    """Return the one person whose office "the minister" names, or a plain name in capitals."""
    parts = words.split()
    if parts and parts[0].lower() == "the" and parts[-1].lower() in ROLE_WORDS:
        wanted = " ".join(parts[1:]).lower()
        bearers = [name for name, office in offices.items() if wanted in office.lower()]
        return Speaker(bearers[0], None, offices[bearers[0]], person=True) if len(bearers) == 1 else Speaker()
    form = fold(words).replace("-", " ")
    if form in names.shared:
        return Speaker()
    if known := names.persons.get(form):
        return Speaker(known, None, offices.get(known), person=True)
    if is_name(words, names, opens=opens):
        return Speaker(words, person=len(parts) < 4 and not words.isupper())
    return Speaker()
