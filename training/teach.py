"""A teacher's answers, worked out once and kept: the pupil is trained on the same windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from onrecord.reading.decoding import POINTER, TAGS
from training.fit import output_of
from training.labels import VOCABULARIES, Slice, collate
from training.model import Output, Reader, tensors


@dataclass(frozen=True)
class Taught:
    """A window with the number of its first row among the answers."""

    window: Slice
    row: int


class Answers:
    """The answers to windows, half precision, in two files: a row a position, null first."""

    def __init__(self, folder: Path, windows: Sequence[Slice]) -> None:
        rows = np.cumsum([0, *(one.end - one.start + 1 for one in windows)])
        self.windows = [Taught(one, int(row)) for one, row in zip(windows, rows, strict=False)]
        self.count = int(rows[-1])
        self.paths = (folder / "tags.npy", folder / "vectors.npy")

    def write(self, teacher: Reader) -> None:
        """Ask the teacher, unless the files are here already."""
        if self.paths[1].exists():
            return
        self.paths[0].parent.mkdir(parents=True, exist_ok=True)
        vocabulary = VOCABULARIES[teacher.encoder.shape.kind]
        unfinished = [path.with_suffix(".part.npy") for path in self.paths]
        tags, vectors = (
            np.lib.format.open_memmap(path, mode="w+", dtype=np.float16, shape=(self.count, width))
            for path, width in zip(unfinished, (TAGS, 4 * POINTER), strict=True)
        )
        teacher.eval()
        by_length = sorted(self.windows, key=lambda one: one.window.end - one.window.start)
        with torch.no_grad():
            for at in range(0, len(by_length), 8):
                group = by_length[at : at + 8]
                batch = tensors(collate([one.window for one in group], vocabulary))
                output = output_of(teacher, batch.ids, batch.features, batch.mask)
                for number, one in enumerate(group):
                    size = one.window.end - one.window.start + 1
                    tags[one.row : one.row + size] = output.tags[number, :size].numpy()
                    vectors[one.row : one.row + size] = output.vectors[number, :size].numpy()
        for array, part, path in zip((tags, vectors), unfinished, self.paths, strict=True):
            array.flush()
            part.replace(path)

    def load(self) -> tuple[NDArray[np.float16], NDArray[np.float16]]:
        """Return tags (rows, 7) and vectors (rows, 4 * 128), read from the disk as they are asked for."""
        tags, vectors = (np.load(path, mmap_mode="r") for path in self.paths)
        return tags, vectors


def answered(group: Sequence[Taught], answers: tuple[NDArray[np.float16], NDArray[np.float16]], t: int) -> Output:
    """Return the teacher's output for a batch padded to t positions."""
    found = []
    for values in answers:
        whole = np.zeros((len(group), t, values.shape[1]), dtype=np.float32)
        for number, one in enumerate(group):
            size = one.window.end - one.window.start + 1
            whole[number, :size] = values[one.row : one.row + size]
        found.append(torch.from_numpy(whole))
    return Output(*found)


def words_of(group: Sequence[Taught], t: int) -> Tensor:
    """Return which positions of a batch begin a word, (b, t)."""
    found = np.zeros((len(group), t), dtype=np.bool_)
    for number, one in enumerate(group):
        window = one.window
        found[number, 1 : window.end - window.start + 1] = window.article.pieces.words[window.start : window.end]
    return torch.from_numpy(found)
