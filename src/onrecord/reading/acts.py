"""What kind of act a sentence reports: who did what to whom, by the fifteen roots of PLOVER.

PLOVER (Open Event Data Alliance 2018) sorts acts of political actors, after CAMEO, into roots from AGREE to ASSAULT.
The roots of speech among them, such as REJECT, REQUEST and SUPPORT, say what an actor wants; those of deeds say what
it did. The score is linear in the features of `deeds`; `training/acts.py` made its weights.
"""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.reading.deeds import Dyad, Leanings, Worded, counts, stretches

__all__ = ["ROOTS", "Act", "Root", "Weights", "acts", "hashed", "judge", "vectors", "weights"]

Root = Literal[
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
    "SANCTION", "SUPPORT", "THREATEN", "YIELD",
]  # fmt: skip
ROOTS: tuple[Root, ...] = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
    "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """The root of an act, and its probability in 0..1."""

    root: Root
    chance: float


@dataclass(frozen=True, slots=True)
class Weights:
    """`named` has a row of fifteen for each hash in `hashes`, which are in order; `meant` weighs mean vectors."""

    leanings: Leanings
    hashes: NDArray[np.uint32]
    named: NDArray[np.float32]
    meant: NDArray[np.float32]
    bias: NDArray[np.float32]
    words: dict[str, int]
    vectors: NDArray[np.int8]


@cache
def weights() -> Weights:
    """Return the weights that are shipped."""
    packed = (resources.files("onrecord.weights") / "acts.npz").read_bytes()
    with np.load(io.BytesIO(packed), allow_pickle=False) as file:
        words = bytes(file["words"]).decode("ascii").split("\n")
        return Weights(
            json.loads(bytes(file["leanings"])),
            file["hashes"],
            file["named"].astype(np.float32),
            file["meant"],
            file["bias"],
            {word: at for at, word in enumerate(words)},
            file["vectors"],
        )


def acts(dyads: Iterable[Dyad]) -> list[Act]:
    """Return of each sentence with its actor and target the likeliest root of what the one does to the other."""
    return [judge(dyad, weights()) for dyad in dyads]


def judge(dyad: Dyad, model: Weights) -> Act:
    """Return the likeliest root of one dyad by the weights given."""
    one = Worded.of(dyad)
    hashes, values = hashed(one, model.leanings)
    at = np.minimum(np.searchsorted(model.hashes, hashes), len(model.hashes) - 1)
    known = model.hashes[at] == hashes
    scores = model.bias + values[known] @ model.named[at[known]]
    scores += vectors(one, model.leanings, model.words, model.vectors) @ model.meant
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    best = int(chances.argmax())
    return Act(ROOTS[best], float(chances[best]))


def hashed(one: Worded, leanings: Leanings) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    """Return the hashes of a sentence's named features with their values; the values' vector has length one."""
    counted = counts(one, leanings)
    hashes = np.fromiter((zlib.crc32(name.encode()) for name in counted), np.uint32, len(counted))
    values = np.fromiter(counted.values(), np.float32, len(counted))
    np.add(np.log(values, where=values > 1, out=np.zeros_like(values)), 1, where=values > 1, out=values)
    return hashes, values / np.float32(np.linalg.norm(values))


def vectors(one: Worded, leanings: Leanings, words: dict[str, int], table: NDArray[np.int8]) -> NDArray[np.float32]:
    """Return the mean vectors of six stretches, one after another; a stretch without known words is zero."""
    width = table.shape[1]
    found = np.zeros((6, width), np.float32)
    for row, stretch in enumerate(stretches(one, leanings)):
        known = [words[word] for word in stretch if word in words]
        if known:
            found[row] = table[known].astype(np.float32).mean(0)
    return found.ravel()
