"""Who is behind a source: speakers resolved in PolNeAR's development articles and the seeds, against our own labels.

`speakers.jsonl` holds stand-off labels, a line each: the offsets of an attribution's source, cue and content; the
`form` of the source's words (name, pronoun or nominal); the `kind` of its bearer (person, organization, group,
anonymous, document, unknown); and the offsets of its name, the fullest that stands in the article, or of the words
that describe it. No words of an article are kept here.

Resolution is measured on the annotators' spans, so that it stands apart from finding them. `end to end` is what a
user gets, of the labels whose content the reader finds. A name is right when it is the labelled one but for case,
marks, and an article before it.
`python -m evals.speakers` also prints each speaker that is not right.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.quotations import article_of, lines
from evals.scoring import MATCH_IOU, Words, iou
from onrecord.core import Span, fold
from onrecord.reading import Anonymous, read
from onrecord.reading.names import find_names
from onrecord.reading.quotations import find_pairs
from onrecord.reading.speakers import Speaker, resolve_speakers
from onrecord.reading.tokens import blocks
from onrecord.reading.trained import Layout, relation_of

NAME = "speakers"
DATA = ("polnear", "seeds")
SLACK = 0.005
"""How far below what was measured a floor is set: processors differ in how they multiply whole numbers, and so does
what the network says, by a few attributions of two thousand."""
LABELS = Path(__file__).with_name("speakers.jsonl")
NAMED = ("person", "organization")


@dataclass(frozen=True)
class Judged:
    """One label with what was found for it: the name or None, and whether it counts as right."""

    label: dict[str, Any]
    gold: str
    name: str | None
    anonymous: Anonymous | None

    @property
    def right(self) -> bool:
        """A bearer with a name has it; one without has no name but its own description."""
        if self.label["kind"] in NAMED:
            return self.name is not None and _bare(self.name) == _bare(self.gold)
        return self.name is None or _bare(self.name) == _bare(self.gold)

    @property
    def abstained(self) -> bool:
        """No name was given."""
        return self.name is None


def _bare(name: str) -> str:
    """Return a name for comparison."""
    words = fold(name).replace(".", "").split()
    return " ".join(words[1:] if words and words[0] == "the" else words).removesuffix("'s")


def measure(data: Path) -> dict[str, float]:
    """Return the share of labelled speakers that are right, on the annotators' spans and end to end."""
    on_gold, end_to_end = list(judged_on_gold(data)), list(judged_end_to_end(data))
    return {
        **_shares("", on_gold),
        **_shares("end to end ", end_to_end),
        "end to end found": len(end_to_end) / len(on_gold) if on_gold else 0.0,
    }


def _shares(prefix: str, judged: list[Judged]) -> dict[str, float]:
    def share(chosen: Sequence[Judged], *, abstained: bool = False) -> float:
        return sum(one.abstained if abstained else one.right for one in chosen) / len(chosen) if chosen else 0.0

    named = [one for one in judged if one.label["kind"] in NAMED]
    by_form = {form: [one for one in named if one.label["form"] == form] for form in ("name", "pronoun", "nominal")}
    others = [one for one in judged if one.label["kind"] not in NAMED]
    return {
        **{f"{prefix}{form} right": share(chosen) for form, chosen in by_form.items()},
        f"{prefix}answered, of bearers with a name": 1 - share(named, abstained=True),
        f"{prefix}no wrong name for bearers without": share(others),
    }


def _labels() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for label in lines(LABELS):
        found.setdefault(label["doc"], []).append(label)
    return found


def _documents(data: Path) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Yield the id, the text and the annotated attributions of each labelled document."""
    labels = _labels()
    for document in lines(data / "polnear" / "dev.jsonl"):
        if document["doc"] in labels:
            yield document["doc"], document["text"], document["attributions"]
    for path in sorted((data / "seeds").glob("*.txt")):
        yield path.name, path.read_bytes().decode("utf-8"), labels[path.name]


def judged_on_gold(data: Path) -> Iterator[Judged]:
    """Yield the labels with the speakers resolved from the annotators' spans."""
    labels = _labels()
    for doc, text, attributions in _documents(data):
        pairs = find_pairs(text)
        layout = Layout.of(tuple(blocks(text, pairs)), pairs)
        found = []
        for one in sorted(attributions, key=lambda one: (min(one["content"]), min(one["source"], default=[0]))):
            source = Span(*one["source"][0]) if one["source"] else None
            cue = Span(*one["cue"][0]) if one["cue"] else source
            content = tuple(Span(*span) for span in one["content"])
            if cue is not None:
                found.append(relation_of(text, layout, source, cue, content))
        names = find_names(text)
        speakers = resolve_speakers(text, found, names, [pair.span for pair in pairs])
        by_span = {
            (relation.source, relation.content[0].start): speaker
            for relation, speaker in zip(found, speakers, strict=True)
        }
        for label in labels[doc]:
            speaker = by_span[Span(*label["source"][0]), label["content"][0][0]]
            yield _judged(text, label, speaker)


def _judged(text: str, label: dict[str, Any], speaker: Speaker) -> Judged:
    gold = Span(*label["name"]).of(text) if label["name"] else ""
    return Judged(label, gold, speaker.name, speaker.anonymous)


def judged_end_to_end(data: Path) -> Iterator[Judged]:
    """Yield the labels whose content an attribution found has, with its speaker."""
    labels = _labels()
    for doc, text, _ in _documents(data):
        words = Words(text)
        found = [
            (words.touched([(span.start, span.end) for span in one.content]), one)
            for one in read(article_of(doc, text)).attributions
        ]
        for label in labels[doc]:
            wanted = words.touched(label["content"])
            likeness, best = max(((iou(wanted, mine), at) for at, (mine, _) in enumerate(found)), default=(0.0, 0))
            if likeness >= MATCH_IOU:
                one = found[best][1]
                yield _judged(text, label, Speaker(one.speaker_name, one.anonymous))


def main() -> None:
    """Print the scores, and each label on the annotators' spans that is not right."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "data"
    for one in judged_on_gold(data):
        if not one.right:
            form, kind, doc, source = (one.label[part] for part in ("form", "kind", "doc", "source"))
            print(f"{form:8}{kind:13}{one.name!s:30.30} is {one.gold!s:30.30} {doc} {source[0]}")
    for name, value in measure(data).items():
        print(f"{name:<48}{value:8.4f}")


if __name__ == "__main__":
    main()
