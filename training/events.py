"""Make the score that says whether two articles report one event: `python -m training.events DATA`.

1. Count in how many of PolNeAR's training articles each stem stands: `stems.txt`.
2. Let the articles of the story sets arrive day by day, in several orders and in records of several sizes, and take
   the features of each arrival with the articles known then (`onrecord.linking.events`).
3. Boost trees on them (scikit-learn's histogram gradient boosting), climbing with what is shared: `events.onnx`.

`--check` does not write: it trains a score for each quarter of the stories on the other three, lets the articles arrive
as in a run, each judged by the score that never saw its story, and prints what all reach.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper
from sklearn.ensemble import HistGradientBoostingClassifier

from evals.stories import b_cubed
from onrecord.flow import look
from onrecord.limits.linking import (
    EVENT_CHANCE,
    UNSETTLED_ARTICLES,
    UNSETTLED_CHANCE,
)
from onrecord.limits.record import (
    KNOWN_ARTICLES,
    LOOK_UP_KEY_ARTICLES,
    LOOK_UP_WINDOW_DAYS,
)
from onrecord.linking import look_up_keys
from onrecord.linking.events import CLIMBING, Profile, features, profile
from onrecord.linking.terms import stems
from training.labels import lines

SETS = ("basil", "neus", "ecbplus")
WEIGHTS = Path("src/onrecord/weights")
SEED = 1
ORDERS = 2
"""Orders in which a whole set arrives."""
SMALL = 250
"""Records of a few stories that each set is cut into besides, every second one of stories much alike, so that neither
a small record nor a follow-up is a surprise; every fourth arrives in no order of days."""
MOST = 8
"""Articles that such a record has of one story at most."""
PARTS = 4
"""Parts of the stories, each judged by a score trained on the others when it is checked."""
COUNTED = 3
"""Articles that hold a stem at least for it to be counted."""


@dataclass(frozen=True)
class Report:
    """An article of a story set: its id, its story with the part that it is in, what it is about, and its keys."""

    id: str
    story: str
    part: int
    about: Profile
    keys: tuple[str, ...]


def reports(data: Path, name: str) -> list[Report]:
    """Return the articles of one set, read as a run reads them."""
    gold = {row["id"]: row["story"] for row in lines(data / "stories" / f"{name}.gold.jsonl")}
    found = []
    for seen in look([str(data / "stories" / f"{name}.docs.jsonl")]):
        if seen.article and seen.reading and (given := seen.article.external_id):
            part = hashlib.md5(gold[given].encode(), usedforsecurity=False).digest()[0] % PARTS
            about, keys = profile(seen.article, seen.reading), look_up_keys(seen.article, seen.reading)
            found.append(Report(given, gold[given], part, about, keys))
    return found


class Offers:
    """The articles that have arrived, by their keys, and which of them the record would offer for a new one."""

    def __init__(self) -> None:
        self._under: dict[str, list[Report]] = defaultdict(list)

    def add(self, new: Report) -> None:
        """Take in an article."""
        for key in new.keys:
            self._under[key].append(new)

    def near(self, new: Report) -> list[Report]:
        """Return the articles that share most keys with `new`, a key weighing the less the more articles have it."""
        weight: dict[str, float] = defaultdict(float)
        known: dict[str, Report] = {}
        for key in new.keys:
            near = [one for one in self._under[key] if one.id != new.id and _in_window(new.about, one.about)]
            for one in near[-LOOK_UP_KEY_ARTICLES:]:
                weight[one.id] += 1 / min(len(near), LOOK_UP_KEY_ARTICLES)
                known[one.id] = one
        best = sorted(weight, key=lambda one: (-round(weight[one], 9), one))[:KNOWN_ARTICLES]
        return [known[one] for one in best]


def _in_window(a: Profile, b: Profile) -> bool:
    return a.day is None or b.day is None or abs(a.day - b.day) <= LOOK_UP_WINDOW_DAYS


def arrivals(articles: Sequence[Report], chance: random.Random, *, by_day: bool) -> Iterator[tuple[Report, Offers]]:
    """Yield the articles in random order, or by day and in random order within one, each with all until then."""
    order = chance.sample(list(articles), len(articles))
    if by_day:
        order.sort(key=lambda one: one.about.day or 0)
    held = Offers()
    for new in order:
        held.add(new)
        yield new, held


@dataclass(frozen=True)
class Samples:
    """Features (n, 21) of pairs as they arrive, whether each is of one story (n,), and the parts of both (n, 2)."""

    features: NDArray[np.float32]
    same: NDArray[np.bool_]
    parts: NDArray[np.int_]


def samples(articles: Sequence[Report], seed: int) -> Samples:
    """Return pairs of articles as they arrive in the whole set and in small records of some of its stories."""
    chance = random.Random(seed)
    by_story: dict[str, list[Report]] = defaultdict(list)
    for one in articles:
        by_story[one.story].append(one)
    records = [(list(articles), True)] * ORDERS
    for number in range(SMALL):
        some = chance.choice(sorted(by_story))
        others = sorted(set(by_story) - {some})
        if number % 2:
            others.sort(key=lambda story: -_likeness(by_story[some][0], by_story[story][0]))
        else:
            chance.shuffle(others)
        chosen = [by_story[story] for story in (some, *others[: chance.randint(1, 3)])]
        record = [one for each in chosen for one in chance.sample(each, min(len(each), chance.randint(1, MOST)))]
        records.append((record, bool(number % 4)))
    x, y, parts = [], [], []
    for record, by_day in records:
        for new, held in arrivals(record, chance, by_day=by_day):
            if pool := held.near(new):
                x.append(features(new.about, [one.about for one in pool]))
                y.append(np.array([one.story == new.story for one in pool]))
                parts.append(np.array([(new.part, one.part) for one in pool]))
    return Samples(np.concatenate(x), np.concatenate(y), np.concatenate(parts))


def _likeness(a: Report, b: Report) -> float:
    return sum(weight * b.about.whole.get(term, 0.0) for term, weight in a.about.whole.items())


def fitted(sets: Sequence[Samples], without: int | None = None) -> HistGradientBoostingClassifier:
    """Return the score trained on several sets, `without` a part.

    Each set, and in it right and wrong pairs, weigh the same.
    """
    x, y, weights = [], [], []
    for each in sets:
        kept = (each.parts != without).all(axis=1)
        same = each.same[kept]
        x.append(each.features[kept])
        y.append(same)
        weights.append(np.where(same, 0.5 / max(1, same.sum()), 0.5 / max(1, (~same).sum())))
    weight = np.concatenate(weights)
    trees = HistGradientBoostingClassifier(
        max_iter=150,
        max_leaf_nodes=8,
        learning_rate=0.08,
        min_samples_leaf=40,
        monotonic_cst=list(CLIMBING),
        random_state=SEED,
    )
    return trees.fit(np.concatenate(x), np.concatenate(y), sample_weight=weight / weight.mean())


def grouped(articles: Sequence[Report], scores: Sequence[HistGradientBoostingClassifier]) -> dict[str, str]:
    """Return the story in which each article stands when all have arrived, as linking places and moves them.

    `scores` gives for each part the score that judges its articles.
    """
    story: dict[str, str] = {}

    def likely(new: Report, held: Offers) -> tuple[str | None, list[tuple[float, Report]]]:
        pool = held.near(new)
        by_story: dict[str, list[float]] = defaultdict(list)
        found = scores[new.part].predict_proba(features(new.about, [one.about for one in pool]))[:, 1] if pool else []
        for one, value in zip(pool, found, strict=True):
            by_story[story[one.id]].append(value)
        means = {each: sum(values) / len(values) for each, values in by_story.items()}
        best = max(means, key=lambda each: (means[each], each), default=None)
        return best if best and means[best] >= EVENT_CHANCE else None, list(zip(found, pool, strict=True))

    for new, held in arrivals(articles, random.Random(SEED), by_day=True):
        best, pool = likely(new, held)
        story[new.id] = best or new.id
        others = [each for each in pool if each[0] >= UNSETTLED_CHANCE and story[each[1].id] != story[new.id]]
        for _, one in sorted(others, key=lambda each: (-each[0], each[1].id))[:UNSETTLED_ARTICLES]:
            story[one.id] = likely(one, held)[0] or story[one.id]
    return story


def check(sets: Mapping[str, Sequence[Report]], drawn: Sequence[Samples]) -> None:
    """Print what the score reaches on stories that it was not trained on."""
    scores = [fitted(drawn, without) for without in range(PARTS)]
    for name, articles in sets.items():
        f1, right = b_cubed({one.id: one.story for one in articles}, grouped(articles, scores))
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
    drawn = [samples(articles, SEED) for articles in sets.values()]
    if options.check:
        check(sets, drawn)
        return
    (WEIGHTS / "events.onnx").write_bytes(as_onnx(fitted(drawn)))


if __name__ == "__main__":
    main()
