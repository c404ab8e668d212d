"""What words mean, roughly: vectors of single words, made with the weights of acts and used to group what is told of.

Two things that mean much the same are told in other words by every desk ("drills", "exercises"). A vector cannot tell
"would" from "would not", so it groups what stances are on and never says what they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onrecord.reading.acts import weights

__all__ = ["meaning"]


@cache
def _centred() -> tuple[Mapping[str, int], NDArray[np.float32]]:
    """Return the rows by word, and the vectors without their mean, each of length 1."""
    words = weights().words
    vectors = weights().vectors.astype(np.float32)
    vectors -= vectors.mean(axis=0)
    return words, vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6)


def meaning(weighed: Mapping[str, float]) -> NDArray[np.float32]:
    """Return the direction of words by weight, (d,) of length 1; zero where none of them is known."""
    words, vectors = _centred()
    known = [word for word in weighed if word in words]
    if not known:
        return np.zeros(vectors.shape[1], np.float32)
    total = np.array([weighed[word] for word in known], np.float32) @ vectors[[words[word] for word in known]]
    return np.asarray(total / (np.linalg.norm(total) + 1e-6), np.float32)
