"""Make the score that says whether two articles report one event: `python -m training.events DATA`.

1. Count in how many of PolNeAR's training articles each stem stands: `stems.txt`.
2. Let the articles of the story sets arrive day by day, in several orders and in records of several sizes, and take
   the features of each arrival with the articles known then (`onrecord.linking.events`).
3. Boost trees on them (scikit-learn's histogram gradient boosting), climbing with what is shared: `events.onnx`.

`--check` does not write: it trains on one half of the stories, places the articles of the other half among all, and
prints what both halves together reach.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper
from sklearn.ensemble import HistGradientBoostingClassifier

from evals.stories import b_cubed
from onrecord.flow import look
from onrecord.limits import EVENT_CHANCE, KNOWN_ARTICLES, LOOK_UP_WINDOW_DAYS
from onrecord.linking.events import CLIMBING, Profile, features, profile
from onrecord.linking.terms import stems
from training.labels import lines

SETS = ("basil", "neus", "ecbplus")
WEIGHTS = Path("src/onrecord/weights")
SEED = 1
ORDERS = 3
"""Orders in which a whole set arrives."""
SMALL = 300
"""Records of a few stories that each set is cut into besides, every second one of stories much alike, so that neither
a small record nor a follow-up is a surprise."""
MOST = 8
"""Articles that such a record has of one story at most."""
COUNTED = 3
"""Articles that hold a stem at least for it to be counted."""


@dataclass(frozen=True)
class Report:
    """An article of a story set: its id, its story, whether it belongs to the second half, and what it is about."""

    id: str
    story: str
    second: bool
    about: Profile


def reports(data: Path, name: str) -> list[Report]:
    """Return the articles of one set, read as a run reads them."""
    gold = {row["id"]: row["story"] for row in lines(data / "stories" / f"{name}.gold.jsonl")}
    found = []
    for seen in look([str(data / "stories" / f"{name}.docs.jsonl")]):
        if seen.article and seen.reading and (given := seen.article.external_id):
            second = bool(hashlib.md5(gold[given].encode(), usedforsecurity=False).digest()[0] % 2)
            found.append(Report(given, gold[given], second, profile(seen.article, seen.reading)))
    return found


def arrivals(articles: Sequence[Report], chance: random.Random) -> Iterator[tuple[Report, list[Report]]]:
    """Yield the articles by day, those of a day in random order, each with those that the record would offer."""
    order = sorted(chance.sample(list(articles), len(articles)), key=lambda one: one.about.day or 0)
    for at, new in enumerate(order):
        near = [one for one in order[:at] if _in_window(new.about, one.about)]
        yield new, sorted(near, key=lambda one: -_likeness(new, one))[:KNOWN_ARTICLES]


def _likeness(a: Report, b: Report) -> float:
    return sum(weight * b.about.whole.get(term, 0.0) for term, weight in a.about.whole.items())


def _in_window(a: Profile, b: Profile) -> bool:
    return a.day is None or b.day is None or abs(a.day - b.day) <= LOOK_UP_WINDOW_DAYS


def samples(articles: Sequence[Report], seed: int) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return the features (n, 21) of pairs as they arrive, and whether each is of one story."""
    chance = random.Random(seed)
    by_story: dict[str, list[Report]] = defaultdict(list)
    for one in articles:
        by_story[one.story].append(one)
    records = [list(articles)] * ORDERS
    for number in range(SMALL):
        some = chance.choice(sorted(by_story))
        near = sorted(by_story, key=lambda story: -_likeness(by_story[some][0], by_story[story][0]))
        others = near[1:4] if number % 2 else chance.sample(near[1:], min(len(near) - 1, 3))
        chosen = [some, *others[: chance.randint(1, 3)]]
        records.append([one for story in chosen for one in by_story[story][: chance.randint(1, MOST)]])
    x, y = [], []
    for record in records:
        for new, pool in arrivals(record, chance):
            if pool:
                x.append(features(new.about, [one.about for one in pool]))
                y.append(np.array([one.story == new.story for one in pool]))
    return np.concatenate(x), np.concatenate(y)


def fitted(sets: Sequence[Sequence[Report]], seed: int = SEED) -> HistGradientBoostingClassifier:
    """Return the score trained on several sets; each set, and in it right and wrong pairs, weigh the same."""
    drawn = [samples(articles, seed) for articles in sets]
    weights = [np.where(y, 0.5 / max(1, y.sum()), 0.5 / max(1, (~y).sum())) for _, y in drawn]
    weight = np.concatenate(weights)
    trees = HistGradientBoostingClassifier(
        max_iter=150,
        max_leaf_nodes=8,
        learning_rate=0.08,
        min_samples_leaf=40,
        monotonic_cst=list(CLIMBING),
        random_state=seed,
    )
    x, y = (np.concatenate(part) for part in zip(*drawn, strict=True))
    return trees.fit(x, y, sample_weight=weight / weight.mean())


def placed(articles: Sequence[Report], halves: Sequence[HistGradientBoostingClassifier]) -> dict[str, str]:
    """Return the story in which each article is placed on arrival, judged by the score that never saw its own story."""
    story: dict[str, str] = {}
    for new, pool in arrivals(articles, random.Random(SEED)):
        by_story: dict[str, list[float]] = defaultdict(list)
        if pool:
            found = halves[new.second].predict_proba(features(new.about, [one.about for one in pool]))[:, 1]
            for one, value in zip(pool, found, strict=True):
                by_story[story[one.id]].append(value)
        means = {each: sum(values) / len(values) for each, values in by_story.items()}
        best = max(means, key=lambda each: (means[each], each), default=None)
        story[new.id] = best if best is not None and means[best] >= EVENT_CHANCE else new.id
    return story


def check(sets: dict[str, list[Report]]) -> None:
    """Print what the score reaches on stories that it was not trained on."""
    halves = [fitted([[one for one in each if one.second != second] for each in sets.values()]) for second in (0, 1)]
    for name, articles in sets.items():
        f1, right = b_cubed({one.id: one.story for one in articles}, placed(articles, halves))
        print(f"{name}: B-cubed F1 {f1:.3f}, false merges {1 - right:.3f}")


def write_stems(data: Path, path: Path) -> None:
    """Write the stems of PolNeAR's training articles with the number of articles that hold each."""
    counts: Counter[str] = Counter()
    total = 0
    for document in lines(data / "polnear" / "train.jsonl"):
        counts.update(set(stems(document["text"])))
        total += 1
    kept = sorted((-count, stem) for stem, count in counts.items() if count >= COUNTED)
    path.write_text(f"articles {total}\n" + "".join(f"{stem} {-count}\n" for count, stem in kept), encoding="utf-8")


def as_onnx(trees: HistGradientBoostingClassifier) -> bytes:
    """Return the trees as an ONNX model: `features` (n, 21) to `chance` (n, 1)."""
    nodes: dict[str, list[float]] = defaultdict(list)
    leaves: dict[str, list[float]] = defaultdict(list)
    modes = []
    for tree, (predictor,) in enumerate(trees._predictors):
        for number, node in enumerate(predictor.nodes):
            leaf = bool(node["is_leaf"])
            modes.append("LEAF" if leaf else "BRANCH_LEQ")
            for name, value in (
                ("treeids", tree),
                ("nodeids", number),
                ("featureids", 0 if leaf else int(node["feature_idx"])),
                ("truenodeids", 0 if leaf else int(node["left"])),
                ("falsenodeids", 0 if leaf else int(node["right"])),
                ("values", 0.0 if leaf else float(node["num_threshold"])),
            ):
                nodes[f"nodes_{name}"].append(value)
            if leaf:
                for name, value in (
                    ("treeids", tree),
                    ("nodeids", number),
                    ("ids", 0),
                    ("weights", float(node["value"])),
                ):
                    leaves[f"target_{name}"].append(value)
    base = [float(trees._baseline_prediction.item())]
    sums = helper.make_node(
        "TreeEnsembleRegressor",
        ["features"],
        ["sum"],
        domain="ai.onnx.ml",
        n_targets=1,
        aggregate_function="SUM",
        base_values=base,
        nodes_modes=modes,
        **nodes,
        **leaves,
    )
    given = helper.make_tensor_value_info("features", TensorProto.FLOAT, [None, len(CLIMBING)])
    told = helper.make_tensor_value_info("chance", TensorProto.FLOAT, [None, 1])
    chance = helper.make_node("Sigmoid", ["sum"], ["chance"])
    graph = helper.make_graph([sums, chance], "events", [given], [told])
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 3)]
    found: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=9).SerializeToString()
    return found


def main() -> None:
    """Read the command line and make the score, or check it."""
    parser = argparse.ArgumentParser(prog="python -m training.events", description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path, help="the folder with polnear/ and stories/")
    parser.add_argument("--check", action="store_true", help="print what it reaches on stories it was not trained on")
    options = parser.parse_args()
    if not options.check:
        write_stems(options.data, WEIGHTS / "stems.txt")
    sets = {name: reports(options.data, name) for name in SETS}
    if options.check:
        check(sets)
        return
    trees = fitted(list(sets.values()))
    (WEIGHTS / "events.onnx").write_bytes(as_onnx(trees))


if __name__ == "__main__":
    main()
