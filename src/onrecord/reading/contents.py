"""Which words of its sentence a frame attributes: what stands before it, after it, or around it."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.limits.reading import LEAD_TOKENS
from onrecord.reading.cues import PREPOSITIONS
from onrecord.reading.frames import Frame
from onrecord.reading.phrases import Range, past_dateline
from onrecord.reading.tokens import Sentence

__all__ = ["contents_of"]

_JOINING = frozenset("and but while whereas though although".split())
_STRIPPED = frozenset((",", ":", ";", "—", "–", "-", ".", "(", ")", "…"))
_LEAVING = frozenset(
    "at as when while during after before in to toward towards from with since until because and but".split()
)
_PASSING = frozenset(("report", "according"))
_DASHES = frozenset(("—", "–", "--", "---"))
_NAMING = frozenset("call label dub describe brand portray".split())
_SUBORDINATING = frozenset("when as after since if because before although though while once".split())
_CONJUNCTION = frozenset("and but or so yet while though although".split())


def contents_of(sentence: Sentence, frames: list[Frame]) -> Iterator[tuple[Frame, list[Range], str]]:
    """Yield each frame that is not inside another's content with the token ranges that it attributes."""
    floor = past_dateline(sentence)
    seen = False
    frames = _without_inner(sentence, frames)
    opened: tuple[Frame, int, str] | None = None
    kept: list[Range] = []
    for frame in frames:
        edge = _boundary(sentence, frame, is_open=opened is not None)
        if edge is None:
            continue
        if opened is not None:
            yield opened[0], [*kept, *_right(sentence, opened[0], opened[1], edge)], opened[2]
            opened, kept, floor = None, [], edge
        left = _stripped(sentence, floor, frame.left)
        if left is not None and any(start <= left[0] and left[1] <= end for start, end in _opening(frame)):
            left = None
        passes = frame.lemma in _PASSING and not frame.shared
        if seen and left is None and passes and _right_start(sentence, frame) is None:
            yield frame, [], "via"
            floor = frame.right
            continue
        seen = True
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
        yield opened[0], [*kept, *_right(sentence, opened[0], opened[1], len(sentence))], opened[2]


def _opening(frame: Frame) -> tuple[Range, ...]:
    """Return the occasions and days beside the frame: what opens the sentence with one is no content."""
    return (*frame.circumstances.venues, *frame.circumstances.days)


def _without_inner(sentence: Sentence, frames: list[Frame]) -> list[Frame]:
    """Drop the weaker frames inside what a closing frame attributes: "The ministry plans to go, Brandt said"."""
    if len(frames) < 2:
        return frames
    last = frames[-1]
    closing = last.strength == "speech" and not last.shared and last.lemma != "report" and last.left > 0
    before = sentence[last.left - 1].text if last.left else ""
    if not closing or (before != "," and last.lemma != "according") or _right_start(sentence, last) is not None:
        return frames
    inside = [frame for frame in frames[:-1] if frame.strength == "speech" or sentence[frame.left - 1].kind == "quote"]
    return frames if inside else [last]


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


def _right(sentence: Sentence, frame: Frame, start: int, end: int) -> list[Range]:
    """Return what a frame attributes between two tokens: all of it, or the quotations that it introduces."""
    if frame.left > 0 and sentence[frame.left - 1].low in _SUBORDINATING:
        end = next((index for index in range(start, end) if sentence[index].text == ","), end)
    found = _stripped(sentence, start, _end_of_content(sentence, frame, start, end))
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


def _end_of_content(sentence: Sentence, frame: Frame, start: int, end: int) -> int:
    """Return where the content ends early: before a quotation between dashes, after the name that someone is called."""
    for index in range(start, end - 1):
        if sentence[index].text in _DASHES and index > start and sentence[index + 1].kind == "quote":
            return index
        if (
            frame.lemma in _NAMING
            and sentence[index].kind == "quote"
            and sentence[index + 1].text in ("and", "but", ",")
        ):
            return index + 1
    return end


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
