"""From frames to attributions: which words of the sentence, and which quotations around it, a cue attributes.

What counts as one attribution follows PolNeAR's habit: the quotations around one cue in a paragraph are one
attribution with several content spans, and so is a quoted sentence that follows it without a cue of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.core import Span
from onrecord.reading.cues import PREPOSITIONS, QUOTING
from onrecord.reading.frames import Frame, frames_of
from onrecord.reading.phrases import Range
from onrecord.reading.reading import AttributionKind
from onrecord.reading.tokens import Block, Sentence

__all__ = ["Relation", "relations_of"]

_JOINING = frozenset("and but while whereas though although".split())
_STRIPPED = frozenset((",", ":", ";", "—", "–", "-", ".", "(", ")", "…"))
_LEAVING = frozenset("at as when while during after before in to toward towards from with since until because".split())
_CONJUNCTION = frozenset("and but or so yet while though although".split())

LEAD_TOKENS = 12
"""Tokens: in "said of the storm, “...”" or "said this: “...”" the words before the mark are no content up to here."""

FRAGMENT_WORDS = 4
"""Words: a quotation outside any frame is taken for speech from this length; shorter ones are mostly scare quotes."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A source, a cue and a content found by one pattern, before anyone asks who the source is."""

    frame: Frame | None
    sentence: Sentence
    content: tuple[Span, ...]
    kind: AttributionKind
    pattern: str
    block: int

    @property
    def opens(self) -> bool:
        """Whether the content's first quotation opens its sentence."""
        pair = self.sentence[0].pair
        return pair is not None and pair.words == self.content[0]

    def span(self, tokens: Range) -> Span:
        """Return the characters of a range of the sentence's tokens."""
        return Span(self.sentence[tokens[0]].start, self.sentence[tokens[1] - 1].end)


@dataclass(slots=True)
class _Context:
    """What the sentences before have left behind: the last relation, and a frame that still waits for its content."""

    found: list[Relation]
    waiting: Relation | None = None
    waiting_since: int = -1


def relations_of(text: str, blocks: Iterable[Block]) -> list[Relation]:
    """Return the relations of a text in order of their sentences."""
    context = _Context([])
    for number, block in enumerate(blocks):
        for place, sentence in enumerate(block):
            _read_sentence(text, sentence, number, place, context)
    return list(_joined_forward(context.found))


def _joined_forward(found: list[Relation]) -> Iterator[Relation]:
    """Join a paragraph that is only a quotation to the quotation that opens the next paragraph and names a speaker."""
    waiting: Relation | None = None
    for relation in found:
        opens = relation.pattern.startswith("quote") and relation.kind == "direct" and relation.opens
        if waiting is not None and opens and relation.block - waiting.block == 1:
            yield replace(relation, content=(*waiting.content, *relation.content))
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = relation if relation.pattern == "alone" else None
        if waiting is None:
            yield relation
    if waiting is not None:
        yield waiting


def _read_sentence(text: str, sentence: Sentence, block: int, place: int, context: _Context) -> None:
    frames = frames_of(sentence)
    claimed: set[int] = set()
    waiting = None
    before = len(context.found)
    for frame, ranges, pattern in _contents(sentence, frames):
        if not ranges:
            waiting = Relation(frame, sentence, (), "direct", "introduced", block)
            continue
        content, kind = _spans(sentence, ranges)
        if frame.lemma in QUOTING and kind == "indirect" and sentence[ranges[0][0]].low != "that":
            continue
        if content:
            claimed.update(index for first, last in ranges for index in range(first, last))
            context.found.append(Relation(frame, sentence, content, kind, pattern, block))
    loose = [index for index, token in enumerate(sentence) if token.kind == "quote" and index not in claimed]
    if loose:
        _read_loose(text, sentence, block, place, loose, context, alone=len(context.found) == before)
    if waiting is not None and sentence[-1].text in (":", "—", "–", ",", "."):
        context.waiting, context.waiting_since = waiting, block
    elif any(token.kind == "word" for token in sentence):
        context.waiting = None


def _read_loose(
    text: str, sentence: Sentence, block: int, place: int, loose: list[int], context: _Context, *, alone: bool
) -> None:
    """Give quotations that no frame of their sentence claims to the speaker before them, or to nobody."""
    lone = alone and all(token.kind != "word" for token in sentence)
    spans = tuple(token.pair.words for index in loose if (token := sentence[index]).pair is not None)
    last = _latest(context.found, block)
    waiting = context.waiting
    if lone and waiting is not None and block - context.waiting_since <= 1 and _may_introduce(waiting, block):
        context.found.append(replace(waiting, content=spans, block=block))
        context.waiting = None
    elif lone and last is not None and last.kind == "direct" and (last.block == block or place == 0):
        at = len(context.found) - 1
        while context.found[at] is not last:
            at -= 1
        context.found[at] = replace(last, content=(*last.content, *spans), block=block)
    elif lone and last is not None and last.block == block and last.frame is not None:
        context.found.append(replace(last, content=spans, kind="direct", pattern="continued"))
    else:
        for index in loose:
            pair = sentence[index].pair
            if pair is not None and (lone or len(pair.words.of(text).split()) >= FRAGMENT_WORDS):
                pattern = "alone" if lone else "unattributed"
                context.found.append(Relation(None, sentence, (pair.words,), "direct", pattern, block))


def _latest(found: list[Relation], block: int) -> Relation | None:
    """Return the relation that a quotation without a cue goes on: the latest, or a direct one in its sentence."""
    if not found or block - found[-1].block > 1:
        return None
    last = found[-1]
    for relation in reversed(found[-4:]):
        if relation.sentence is last.sentence and relation.kind == "direct" and relation.frame is not None:
            return relation
    return last


def _may_introduce(waiting: Relation, block: int) -> bool:
    return waiting.block == block or waiting.sentence[-1].text in (":", "—", "–", ",")


def _contents(sentence: Sentence, frames: list[Frame]) -> Iterator[tuple[Frame, list[Range], str]]:
    """Yield each frame that is not inside another's content with the token ranges that it attributes."""
    floor = 0
    opened: tuple[Frame, int, str] | None = None
    kept: list[Range] = []
    for frame in frames:
        edge = _boundary(sentence, frame, is_open=opened is not None)
        if edge is None:
            continue
        if opened is not None:
            yield opened[0], [*kept, *_right(sentence, opened[1], edge)], opened[2]
            opened, kept, floor = None, [], edge
        left = _stripped(sentence, floor, frame.left)
        right = _right_start(sentence, frame)
        pattern = _pattern(frame)
        if left and sentence[left[1] - 1].kind == "quote" and frame.strength != "attitude":
            after = _quotes_from(sentence, right)
            yield frame, [_after_colon(sentence, left), *after], f"quote {pattern}"
            floor = after[-1][1] if after else frame.right
        elif right is not None:
            opened, kept = (frame, right, pattern), []
        elif left and _is_suffix(sentence, frame):
            floor = frame.right
            rest = _resumed(sentence, frame)
            if rest is None:
                yield frame, [left], f"suffix {pattern}"
            else:
                opened, kept = (frame, rest, f"suffix {pattern}"), [left]
        else:
            yield frame, [], pattern
            floor = frame.right
    if opened is not None:
        yield opened[0], [*kept, *_right(sentence, opened[1], len(sentence))], opened[2]


def _pattern(frame: Frame) -> str:
    form = "according" if frame.lemma == "according" else "inverted" if frame.inverted else "plain"
    return f"{'shared' if frame.shared else form} {frame.strength}"


def _boundary(sentence: Sentence, frame: Frame, *, is_open: bool) -> int | None:
    """Return where the frame's own clause begins, or None when it lies inside the content before it."""
    left = frame.left
    if left == 0 or not is_open:
        return left
    before = sentence[left - 1]
    if before.kind == "quote" or before.text in (",", ";", "—", "–"):
        return left - 1 if before.kind != "quote" else left
    if before.low in _JOINING or frame.shared:
        return left - 1
    return left if frame.lemma == "according" else None


def _right(sentence: Sentence, start: int, end: int) -> list[Range]:
    found = _stripped(sentence, start, end)
    if found is None:
        return []
    first, last = found
    if sentence[first].kind == "quote" and last - first > 1 and _leaves_quotation(sentence, first + 1):
        return [(first, first + 1)]
    if sentence[last - 1].kind != "quote" or sentence[first].kind == "quote":
        return [found]
    at = last - 1
    while at > first and sentence[at - 1].kind == "quote":
        at -= 1
    mark = sentence[at - 1].text
    lead = sentence[first].low in PREPOSITIONS and at - first <= LEAD_TOKENS
    return [(at, last)] if (mark == ":" and at - first <= LEAD_TOKENS) or (mark == "," and lead) else [found]


def _leaves_quotation(sentence: Sentence, at: int) -> bool:
    """Return whether the words from `at` on comment a quotation that follows its cue ("yelled “No!” at the judge")."""
    token = sentence[at]
    if token.kind == "mark":
        return at + 1 < len(sentence) and sentence[at + 1].kind == "word"
    return token.low in _LEAVING


def _stripped(sentence: Sentence, start: int, end: int) -> Range | None:
    while end > start and (sentence[end - 1].kind == "mark" and sentence[end - 1].text[0] in ",:;—–-.?!…("):
        end -= 1
    if end > start + 1 and sentence[end - 1].low in _CONJUNCTION:
        return _stripped(sentence, start, end - 1)
    while start < end and (sentence[start].text in _STRIPPED or sentence[start].low in _CONJUNCTION):
        start += 1
    return (start, end) if end > start else None


def _right_start(sentence: Sentence, frame: Frame) -> int | None:
    """Return where content after the frame begins, or None when the frame closes its clause."""
    at = frame.right
    if at >= len(sentence):
        return None
    token = sentence[at]
    if token.kind == "mark":
        following = sentence[at + 1] if at + 1 < len(sentence) else None
        if following is None:
            return None
        if token.text == ":" or following.kind == "quote":
            return at + 1
        leads = frame.lemma == "according" and (frame.left == 0 or sentence[frame.left - 1].kind == "mark")
        return at + 1 if leads and frame.left == 0 and token.text == "," else None
    if frame.lemma == "according":
        return None
    return at


def _after_colon(sentence: Sentence, stretch: Range) -> Range:
    """Return the quotations at the end of a stretch when a colon divides them from other words, else all of it."""
    at = stretch[1]
    while at > stretch[0] and sentence[at - 1].kind == "quote":
        at -= 1
    return (at, stretch[1]) if at > stretch[0] and sentence[at - 1].text == ":" else stretch


def _quotes_from(sentence: Sentence, start: int | None) -> list[Range]:
    """Return the quotations that stand one after another from `start` on."""
    found: list[Range] = []
    at = start
    while at is not None and at < len(sentence) and sentence[at].kind in ("quote", "mark"):
        if sentence[at].kind == "quote":
            found.append((at, at + 1))
        at += 1
    return found


def _is_suffix(sentence: Sentence, frame: Frame) -> bool:
    """Return whether the frame follows what it attributes, as in "..., Smith said"."""
    if frame.lemma == "according":
        return True
    return frame.strength != "attitude" and not frame.shared and sentence[frame.left - 1].text in (",", "—", "–")


def _resumed(sentence: Sentence, frame: Frame) -> int | None:
    """Return where the content goes on after a frame set between commas, or None."""
    at = frame.right
    if at + 2 >= len(sentence) or sentence[at].text != ",":
        return None
    following = sentence[at + 1]
    goes_on = following.kind == "word" and not following.low.endswith("ing") and following.low not in _CONJUNCTION
    return at + 1 if goes_on and following.low not in ("who", "which", "as", "when", "after", "in", "a", "an") else None


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
