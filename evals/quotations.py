"""Quotations and attributions found by the rules, on PolNeAR's development part and on quoted spans labelled by hand.

Recall of direct content is the figure that must hold; precision, sources and token scores stand beside it as the
baseline for any later reader. `python -m evals.quotations` also prints precision by confidence, and `--train` prints
it for the training part, on which the confidences in `limits/reading.py` were measured.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from evals.scoring import Counts, Matched, Scored, Spans, Words, score_document, spans_match
from onrecord.articles import Article
from onrecord.core import Span, fold
from onrecord.reading import Attribution, Reading, read_by_rules

NAME = "quotations"
DATA = ("quotes", "polnear")

Door = Callable[[Article], Reading]
Met = Callable[[Attribution, Matched | None], None]


def measure(data: Path) -> dict[str, float]:
    """Return the scores of the rules on both data sets, each 0..1 and higher is better."""
    return {**polnear_scores(data, read_by_rules), **quotes_scores(data, read_by_rules)}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def article_of(doc: str, text: str) -> Article:
    """Return an English article of nothing but its text."""
    return Article(
        page="",
        where=doc,
        external_id=doc,
        path=None,
        url=None,
        outlet=None,
        title=None,
        byline=None,
        dateline=None,
        published=None,
        language="en",
        text=text,
        removed=(),
        credits=(),
        extractor="eval",
    )


def _spans(spans: tuple[Span, ...]) -> Spans:
    return [(span.start, span.end) for span in spans]


def _parts(attribution: Attribution) -> dict[str, Spans]:
    return {
        "source": _spans(attribution.source),
        "cue": _spans(attribution.cue),
        "content": _spans(attribution.content),
    }


def scored_polnear(
    data: Path, door: Door, part: str = "dev", met: Met = lambda _one, _match: None
) -> dict[str, Scored]:
    """Score a reader's attributions on a part of PolNeAR by outlet; nested ones are left out, the gold has none.

    `met` is told each attribution found, with its match or None.
    """
    found: dict[str, Scored] = {}
    for document in lines(data / "polnear" / f"{part}.jsonl"):
        scored = found.setdefault(document["doc"].partition("_")[0], Scored())
        reading = door(article_of(document["doc"], document["text"]))
        top = [attribution for attribution in reading.attributions if attribution.nested_in is None]
        matches = score_document(document["text"], document["attributions"], map(_parts, top), scored)
        by_own = {match.predicted: match for match in matches}
        for at, one in enumerate(top):
            met(one, by_own.get(at))
    return found


def polnear_scores(data: Path, door: Door) -> dict[str, float]:
    """Return a reader's scores on PolNeAR's development part."""
    scored = Scored()
    for outlet in scored_polnear(data, door).values():
        scored.add(outlet)
    return {
        "polnear direct content recall": scored.by_gold_kind["direct"].recall,
        "polnear direct content precision": scored.by_own_kind["direct"].precision,
        "polnear mixed content recall": scored.by_gold_kind["mixed"].recall,
        "polnear indirect content recall": scored.by_gold_kind["indirect"].recall,
        "polnear content F1": scored.found.f1,
        "polnear content+source F1": scored.sourced.f1,
        **{f"polnear {role} token F1": scored.tokens[role].f1 for role in ("source", "cue", "content")},
    }


def quotes_scores(data: Path, door: Door) -> dict[str, float]:
    """Return the share of hand-labelled quoted spans that some content of ours matches, and of speakers named right.

    A speaker is right when the last word of its name is the labelled one's; labels without a name are left out.
    """
    gold: dict[str, dict[tuple[int, int], str]] = {}
    for line in lines(data / "quotes" / "gold.jsonl"):
        if line["relation"] != "paraphrased":
            for side in ("a", "b"):
                span = (line[side]["start"], line[side]["end"])
                gold.setdefault(line[side]["doc"], {})[span] = line[f"speaker_{side}"] or ""
    found = total = 0
    named = Counts()
    for document in lines(data / "quotes" / "docs.jsonl"):
        spans = gold.get(document["doc"])
        if not spans:
            continue
        words = Words(document["text"], r"\w+(?:['’]\w+)*")
        reading = door(article_of(document["doc"], document["text"]))
        ours = [(words.touched([(s.start, s.end)]), one) for one in reading.attributions for s in one.content]
        total += len(spans)
        for span, speaker in spans.items():
            matched = [one for mine, one in ours if spans_match(mine, words.touched([span]))]
            found += bool(matched)
            if speaker[:1].isupper() and matched:
                given = next((one.speaker_name for one in matched if one.speaker_name), None)
                right = given is not None and fold(given).split()[-1] == fold(speaker).split()[-1]
                named.add(int(right), int(given is not None), 1)
    return {
        "quotes labelled span recall": found / total if total else 0.0,
        "quotes speaker name precision": named.precision,
        "quotes speaker name recall": named.recall,
    }


def main() -> None:
    """Print the scores and the precision of content by confidence, on the development part or on the training part."""
    counts: Counter[tuple[float, bool]] = Counter()
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    data = Path(folders[0]) if folders else Path(__file__).resolve().parents[2] / "shared" / "data"

    def met(one: Attribution, match: Matched | None) -> None:
        counts[one.confidence, match is not None] += 1

    scored_polnear(data, read_by_rules, "train" if "--train" in sys.argv else "dev", met)
    for name, value in measure(data).items():
        print(f"{name:<40}{value:8.4f}")
    for confidence in sorted({confidence for confidence, _ in counts}, reverse=True):
        right, wrong = counts[confidence, True], counts[confidence, False]
        print(f"confidence {confidence:.2f}: {right + wrong:5d} found, content right {right / (right + wrong):.3f}")


if __name__ == "__main__":
    main()
