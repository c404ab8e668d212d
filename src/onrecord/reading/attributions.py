"""From frames to attributions: which words of the sentence, and which quotations around it, a cue attributes.

What counts as one attribution follows PolNeAR's habit: the quotations around one cue in a paragraph are one
attribution with several content spans, and so is a quoted sentence of that paragraph without a cue of its own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.core import Span
from onrecord.limits.reading import (
    CONTENT_SPANS,
    FRAGMENT_WORDS,
    NAME_CHARS,
    SIGNATURE_TOKENS,
    TURN_CHARS,
)
from onrecord.reading.circumstances import Circumstances, after_cue
from onrecord.reading.contents import contents_of
from onrecord.reading.cues import QUOTING
from onrecord.reading.frames import Frame, frames_of
from onrecord.reading.phrases import Range, leading_subject
from onrecord.reading.quotations import Pair
from onrecord.reading.reading import AttributionKind
from onrecord.reading.speaking import is_noun_phrase
from onrecord.reading.tokens import Block, Sentence

__all__ = ["Relation", "is_nickname", "is_title", "relations_of"]


NAMING_NOUNS = frozenset("phrase term word words slogan motto message line question chant refrain".split())
"""Nouns after which even a short quotation is somebody's words."""


_LABEL = re.compile(r"(?!Q:)[^\W\d_a-z][^\Wa-z]*(?:[ .'’-]+[^\W\d_a-z][^\Wa-z]*){0,3}(?=:\s)|[QA](?=:\s)")
_LIGHT = frozenset("a an the of and or in on at to for with by from as is it's vs".split())
_TERMS = re.compile(r"(?:that (?:he|she|they) )?(?:not (?:to )?be (?:named|identified|quoted)|(?:for )?anonymity)\b")
_CUT = tuple(f" {cue} {who}" for cue in ("said", "says", "told", "added") for who in ("he", "she", "they", "it"))
_TITLING = frozenset(("write", "read", "sing", "post"))
_NAME_BEFORE = re.compile(r"\b[^\W\d_a-z][\w.’'-]* $")
_NAME_AFTER = re.compile(r" [^\W\d_a-z][\w’'-]")
_DASHES = frozenset(("-", "–", "—", "―", "--"))


@dataclass(frozen=True, slots=True)
class Relation:
    """A source, a cue and a content found by one pattern, before anyone asks who the source is.

    `addressee`, `venues`, `days` and `via` are what stands beside the cue; `pattern` names the rule that found it,
    `block` counts paragraphs. `inner` says that it was found inside the content of another. `confidence` is the
    network's, or None where a pattern has its own.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: AttributionKind
    pattern: str
    block: int
    sentence: Span
    lemma: str = ""
    addressee: Span | None = None
    venues: tuple[Span, ...] = ()
    days: tuple[Span, ...] = ()
    via: Span | None = None
    inner: bool = False
    confidence: float | None = None


@dataclass(slots=True)
class _Context:
    """What the sentences before have left behind: the relations, and a frame that still waits for its content."""

    found: list[Relation]
    waiting: Relation | None = None
    ends_open: bool = False


def relations_of(text: str, blocks: Iterable[Block]) -> list[Relation]:
    """Return the relations of a text in order of their sentences."""
    context = _Context([])
    blocks = tuple(blocks)
    turns = {number: turn for number, block in enumerate(blocks) if (turn := _labelled(text, block, number))}
    for number, block in enumerate(blocks):
        labelled = turns.get(number) if len(turns) > 1 else None
        if labelled:
            context.found.append(labelled)
            context.waiting = None
            continue
        for place, sentence in enumerate(block):
            _read_sentence(text, sentence, number, place, context)
    return _with_following_speaker(context.found)


def _labelled(text: str, block: Block, number: int) -> Relation | None:
    """Return a transcript's turn: a paragraph, quoted or not, that opens with a name in capitals and a colon."""
    first, last = block[0][0], block[-1][-1]
    start, end = first.start, last.end
    if first.pair is not None and first is last:
        start, end = first.pair.words.start, first.pair.words.end
    match = _LABEL.match(text, start, min(end, start + TURN_CHARS))
    if match is None or match.end() + 2 >= end or text[match.end() + 1 : end].isspace():
        return None
    began = match.end() + 1
    began += len(text[began:end]) - len(text[began:end].lstrip())
    kind: AttributionKind = "direct" if first.kind == "quote" else "indirect"
    cue = Span(match.end(), match.end() + 1)
    return Relation(
        Span(*match.span()), cue, (Span(began, end),), kind, "label", number, Span(first.start, last.end), ":"
    )


def _read_sentence(text: str, sentence: Sentence, block: int, place: int, context: _Context) -> None:
    claimed: set[int] = set()
    waiting = None
    before = len(context.found)
    frames = _with_opening(sentence, frames_of(sentence))
    for frame, ranges, pattern in contents_of(sentence, frames):
        if pattern == "via":
            if len(context.found) > before:
                reporter = _related(sentence, frame, (), "direct", "via", block)
                context.found[-1] = replace(context.found[-1], via=_whole(reporter))
            continue
        if not ranges:
            waiting = _related(sentence, frame, (), "direct", "introduced", block)
            continue
        content, kind = _spans(sentence, ranges)
        follows = not pattern.startswith("suffix")
        if kind == "indirect" and not _speaks(text, sentence, frame, content):
            continue
        if frame.lemma in QUOTING and kind == "indirect" and follows and sentence[ranges[0][0]].low != "that":
            continue
        if _is_no_speech(text, frame, content, kind):
            continue
        if content:
            claimed.update(index for first, last in ranges for index in range(first, last))
            context.found.append(_related(sentence, frame, content, kind, pattern, block))
    loose = [index for index, token in enumerate(sentence) if token.kind == "quote" and index not in claimed]
    if loose:
        _read_loose(text, sentence, block, place, loose, context, alone=len(context.found) == before)
    if waiting is not None and sentence[-1].text in (":", "—", "–", ",", "."):
        context.waiting, context.ends_open = waiting, sentence[-1].text != "."
    elif any(token.kind == "word" for token in sentence):
        context.waiting = None


def _is_no_speech(text: str, frame: Frame, content: tuple[Span, ...], kind: AttributionKind) -> bool:
    """Return whether what a frame holds are a source's terms ("not to be named") or the title of a work."""
    if content and _TERMS.match(text, content[0].start):
        return True
    return frame.lemma in _TITLING and kind == "direct" and len(content) == 1 and is_title(content[0].of(text))


def _speaks(text: str, sentence: Sentence, frame: Frame, content: tuple[Span, ...]) -> bool:
    """Return whether a frame has a noun phrase as its source and its content does not end in another frame."""
    if content and text.endswith(_CUT, 0, content[-1].end):
        return False
    if frame.source is None:
        return True
    first, last = frame.source
    return is_noun_phrase(text[sentence[first].start : sentence[last - 1].end])


def _whole(relation: Relation) -> Span:
    """Return the stretch from source to cue, whichever comes first."""
    parts = [span for span in (relation.source, relation.cue) if span]
    return Span(min(span.start for span in parts), max(span.end for span in parts))


def _with_opening(sentence: Sentence, frames: list[Frame]) -> list[Frame]:
    """Add the occasion or day that opens a sentence ("Speaking at the briefing, ...") to its first frame."""
    start = 1 if sentence[0].low == "speaking" and len(sentence) > 1 else 0
    if not frames or sentence[0].kind != "word" or frames[0].left < 2:
        return frames
    opening, end = after_cue(sentence, start, "say", Circumstances())
    if end <= start or end >= len(sentence) or (sentence[end].text != "," and end != frames[0].left):
        return frames
    known = frames[0].circumstances
    joined = replace(known, venues=(*known.venues, *opening.venues), days=known.days or opening.days)
    return [replace(frames[0], circumstances=joined), *frames[1:]]


def _related(
    sentence: Sentence, frame: Frame, content: tuple[Span, ...], kind: AttributionKind, pattern: str, block: int
) -> Relation:
    """Return a frame and its content as a relation of characters."""

    def span(tokens: Range) -> Span:
        return Span(sentence[tokens[0]].start, sentence[tokens[1] - 1].end)

    around = frame.circumstances
    return Relation(
        span(frame.source) if frame.source else None,
        span(frame.cue),
        content,
        kind,
        pattern,
        block,
        span((0, len(sentence))),
        frame.lemma,
        span(around.addressee) if around.addressee else None,
        tuple(map(span, around.venues)),
        tuple(map(span, around.days)),
        span(around.reporter) if around.reporter else None,
    )


def _read_loose(
    text: str, sentence: Sentence, block: int, place: int, loose: list[int], context: _Context, *, alone: bool
) -> None:
    """Give quotations that no frame of their sentence claims to the speaker before them, or to nobody."""
    lone = alone and all(token.kind != "word" for token in sentence)
    spans = tuple(token.pair.words for index in loose if (token := sentence[index]).pair is not None)
    waiting, at = context.waiting, _latest(context.found, block)
    last = context.found[at] if at is not None else None
    if alone and (signed := _signed(sentence, spans, block)):
        context.found.append(signed)
    elif lone and waiting and (waiting.block == block or (waiting.block == block - 1 and context.ends_open)):
        context.found.append(replace(waiting, content=spans, block=block))
        context.waiting = None
    elif lone and at is not None and last is not None and last.block == block and _takes_more(last):
        context.found[at] = replace(last, content=(*last.content, *spans))
    elif lone and last is not None and last.source is not None and (last.block == block or place == 0):
        context.found.append(replace(last, content=spans, kind="direct", pattern="continued", block=block, via=None))
    else:
        whole = Span(sentence[0].start, sentence[-1].end)
        for index, words in zip(loose, spans, strict=True):
            said = words.of(text)
            named = index > 0 and sentence[index - 1].low in NAMING_NOUNS
            if lone or named or (len(said.split()) >= FRAGMENT_WORDS and not is_title(said)):
                pattern = "alone" if lone else "unattributed"
                source = _colon_subject(sentence, index)
                context.found.append(Relation(source, None, (words,), "direct", pattern, block, whole))


def _colon_subject(sentence: Sentence, index: int) -> Span | None:
    """Return the subject of the sentence when only a colon divides it from the quotation at `index`."""
    subject = leading_subject(sentence, index - 1) if index > 1 and sentence[index - 1].text == ":" else None
    return Span(sentence[subject[0]].start, sentence[subject[1] - 1].end) if subject else None


def _takes_more(relation: Relation) -> bool:
    """Return whether a quotation that follows belongs to the same attribution."""
    return (relation.kind == "direct" or relation.pattern.startswith("quote")) and len(relation.content) < CONTENT_SPANS


def is_title(words: str) -> bool:
    """Return whether quoted words are written as a title: every word of weight with a capital, no sentence inside."""
    parts = words.rstrip(".,!?").split()
    heavy = [part for part in parts if part.lower() not in _LIGHT]
    return len(parts) > 1 and not re.search(r"[.!?;]\s", words) and all(not part[0].islower() for part in heavy)


def is_nickname(text: str, pair: Pair) -> bool:
    """Return whether a quotation stands inside a name: two words at most, with a word in capitals on either side."""
    parts = pair.words.of(text).split()
    if len(parts) > 2 or not all(part[0].isupper() for part in parts) or not parts[-1][-1].isalnum():
        return False
    before = _NAME_BEFORE.search(text, max(0, pair.span.start - NAME_CHARS), pair.span.start)
    return before is not None and _NAME_AFTER.match(text, pair.span.end) is not None


def _signed(sentence: Sentence, spans: tuple[Span, ...], block: int) -> Relation | None:
    """Return the relation of "“...” — Name, office", a quotation with its signature."""
    if len(sentence) < 3 or sentence[0].kind != "quote" or sentence[1].text not in _DASHES:
        return None
    name = sentence[2:-1] if sentence[-1].text[:1] in (".", ",") else sentence[2:]
    if not 0 < len(name) <= SIGNATURE_TOKENS or not name[0].capital or any(token.kind == "quote" for token in name):
        return None
    source, cue = Span(name[0].start, name[-1].end), Span(sentence[1].start, sentence[1].end)
    return Relation(source, cue, spans[:1], "direct", "signed", block, Span(sentence[0].start, sentence[-1].end), "—")


def _latest(found: list[Relation], block: int) -> int | None:
    """Return the place of the relation that a quotation without a cue goes on.

    It is the latest one, or a direct one in the same sentence; None when it stands more than a paragraph before.
    """
    if not found or block - found[-1].block > 1:
        return None
    last = len(found) - 1
    for at in range(last, max(-1, last - 4), -1):
        if found[at].sentence == found[last].sentence and found[at].kind == "direct" and found[at].cue is not None:
            return at
    return last


def _with_following_speaker(found: list[Relation]) -> list[Relation]:
    """Give a paragraph that is only a quotation the speaker whom the next paragraph names after its quotation."""
    for at, (relation, following) in enumerate(itertools.pairwise(found)):
        opens = following.pattern.startswith("quote") and following.content[0].start <= following.sentence.start + 2
        if relation.pattern == "alone" and opens and following.block - relation.block == 1:
            found[at] = replace(following, content=relation.content, kind="direct", pattern="continued")
    return found


def _spans(sentence: Sentence, ranges: list[Range]) -> tuple[tuple[Span, ...], AttributionKind]:
    """Return the content's spans and kind: quotations by themselves without their marks, all else whole."""
    spans: list[Span] = []
    quoted = plain = False
    for start, end in ranges:
        inside = sentence[start:end]
        if all(token.kind != "word" for token in inside):
            words = [token.pair.words for token in inside if token.pair is not None]
            spans.extend(words)
            quoted = quoted or bool(words)
            continue
        plain = True
        quoted = quoted or any(token.kind == "quote" for token in inside)
        spans.append(Span(inside[0].start, inside[-1].end))
    kind: AttributionKind = "mixed" if quoted and plain else "direct" if quoted else "indirect"
    return tuple(sorted(spans)), kind
