"""Running the trained network over the windows of a text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

import numpy as np
import onnxruntime

from onrecord.reading.decoding import POINTER, TAGS, Answer
from onrecord.reading.pieces import Pieces, windows

__all__ = ["answers"]

_OPENING, _CLOSING = 101, 102


@cache
def _session() -> onnxruntime.InferenceSession:
    """Return the loaded weights. One thread: more articles are read at once by more processes."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Windows differ in length, so patterns of memory are remembered in vain; and the fused sum and normalisation takes
    # a fifth of the time where the two by themselves take next to none (onnxruntime 1.32).
    options.enable_mem_pattern = False
    # Where a processor has no instruction for products of eight bits (AVX2 alone), sums of two would be cut off at
    # sixteen bits and the same text be read otherwise than elsewhere; this way all read alike, there a tenth slower.
    options.add_session_config_entry("session.x64quantprecision", "1")
    weights = (resources.files("onrecord.weights") / "reader.onnx").read_bytes()
    return onnxruntime.InferenceSession(
        weights, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


def answers(pieces: Pieces) -> Iterator[Answer]:
    """Yield the network's answer for each window of the pieces, in order; nothing is asked of one without words."""
    session = _session()
    for window in windows(len(pieces)):
        count = window.end - window.start
        if not pieces.words[window.start : window.end].any():
            yield Answer(window, np.zeros((count, TAGS), np.float32), np.zeros((count + 1, 4 * POINTER), np.float32))
            continue
        ids = np.full((1, count + 2), _OPENING, dtype=np.int64)
        features = np.zeros((1, count + 2), dtype=np.int64)
        ids[0, 1:-1], ids[0, -1] = pieces.ids[window.start : window.end], _CLOSING
        features[0, 1:-1] = pieces.features[window.start : window.end]
        tags, vectors = session.run(None, {"ids": ids, "features": features})
        yield Answer(window, tags[0, 1:-1], vectors[0, :-1])
