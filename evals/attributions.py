"""The trained reader's attributions, on PolNeAR's development part and on quoted spans labelled by hand.

The network was trained on PolNeAR's training part. What it found is scored end to end, as a user gets it, and beside
it how far its confidences can be believed: the expected calibration error (Naeini et al. 2015) of ten bins of equal
count, where an attribution is right when content and source are. `python -m evals.attributions` also prints tables by
outlet and by kind of content, and precision and recall from each least confidence on.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from evals.quotations import quotes_scores, scored_polnear
from evals.scoring import KINDS, Counts, Matched, Scored
from onrecord.reading import Attribution, read

NAME = "attributions"
DATA = ("quotes", "polnear")
SLACK = 0.005
"""How far below what was measured a floor is set: processors differ in how they multiply whole numbers, and so does
what the network says, by a few attributions of two thousand."""
BINS = 10


def measure(data: Path) -> dict[str, float]:
    """Return the scores of both data sets, each 0..1 and higher is better."""
    scored, sure = _scored(data)
    return {
        **_scores(_total(scored)),
        "polnear 1 - calibration error": 1 - calibration_error(sure),
        **quotes_scores(data, read),
    }


def _scored(data: Path) -> tuple[dict[str, Scored], list[tuple[float, bool]]]:
    """Return the counts by outlet, and each attribution's confidence with whether content and source are right."""
    sure: list[tuple[float, bool]] = []

    def met(one: Attribution, match: Matched | None) -> None:
        sure.append((one.confidence, match is not None and match.sourced))

    return scored_polnear(data, read, met=met), sure


def _total(scored: dict[str, Scored]) -> Scored:
    total = Scored()
    for outlet in scored.values():
        total.add(outlet)
    return total


def _scores(scored: Scored) -> dict[str, float]:
    found = {
        "polnear content+source F1": scored.sourced.f1,
        "polnear content+source precision": scored.sourced.precision,
        "polnear content+source recall": scored.sourced.recall,
        "polnear content F1": scored.found.f1,
        "polnear content exact F1": scored.exact.f1,
    }
    found |= {f"polnear {role} token F1": counts.f1 for role, counts in scored.tokens.items()}
    for kind in KINDS:
        found[f"polnear {kind} content recall"] = scored.by_gold_kind[kind].recall
        found[f"polnear {kind} content precision"] = scored.by_own_kind[kind].precision
        found[f"polnear {kind} content+source recall"] = scored.sourced_by_gold_kind[kind].recall
    return found


def calibration_error(sure: Sequence[tuple[float, bool]]) -> float:
    """Return the mean distance of confidence and share right, over bins of equal count."""
    ordered = sorted(sure)
    error = 0.0
    for number in range(BINS):
        part = ordered[number * len(ordered) // BINS : (number + 1) * len(ordered) // BINS]
        error += abs(sum(confidence - right for confidence, right in part))
    return error / len(ordered) if ordered else 0.0


def main() -> None:
    """Print the scores, and the tables by outlet, by kind of content and by confidence."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "data"
    scored, sure = _scored(data)
    for name, value in _scores(_total(scored)).items():
        print(f"{name:<40}{value:8.4f}")
    print(f"{'calibration error':<40}{calibration_error(sure):8.4f}")
    print(
        "\n| outlet | content F1 | content and source F1 | exactly right F1 | gold |\n| --- | --- | --- | --- | --- |"
    )
    for outlet, one in sorted(scored.items()):
        print(
            f"| {outlet} | {_percent(one.found)} | {_percent(one.sourced)} | {_percent(one.exact)} | {one.found.gold} |"
        )
    total = _total(scored)
    print("\n| content | gold | recall | with source | found | precision | with source |\n|" + " --- |" * 7)
    for kind in KINDS:
        gold, own = total.by_gold_kind[kind], total.by_own_kind[kind]
        with_gold, with_own = total.sourced_by_gold_kind[kind], total.sourced_by_own_kind[kind]
        print(
            f"| {kind} | {gold.gold} | {100 * gold.recall:.1f} | {100 * with_gold.recall:.1f} "
            f"| {own.predicted} | {100 * own.precision:.1f} | {100 * with_own.precision:.1f} |"
        )
    print("\n| confidence from | kept | precision | recall |\n| --- | --- | --- | --- |")
    for tenth in range(10):
        kept = [right for confidence, right in sure if confidence >= tenth / 10]
        print(
            f"| {tenth / 10} | {len(kept)} | {sum(kept) / max(1, len(kept)):.3f} | {sum(kept) / total.found.gold:.3f} |"
        )


def _percent(counts: Counts) -> str:
    return f"{100 * counts.f1:.1f}"


if __name__ == "__main__":
    main()
