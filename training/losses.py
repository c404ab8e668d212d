"""What the networks are trained for: the annotators' labels, and a teacher's answers."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.labels import NOTHING, Batch
from training.model import Output, pointers_of

SMOOTHING = 0.05
"""Share of a tag's certainty spread over the others (Szegedy et al. 2016)."""
POINTING = 0.3
"""Weight of each pointer's loss beside the tags'."""
TAUGHT = 0.7
"""Weight of the teacher's answers beside the annotators'."""


def labelled(output: Output, batch: Batch) -> Tensor:
    """Return the cross entropy with the annotators' labels."""
    sources, cues = pointers_of(output.vectors, batch.mask)
    return (
        _entropy(output.tags, batch.tags, SMOOTHING)
        + POINTING * _entropy(sources, batch.sources)
        + POINTING * _entropy(cues, batch.cues)
    )


def _entropy(logits: Tensor, wanted: Tensor, smoothing: float = 0.0) -> Tensor:
    """Return the mean cross entropy over the positions that have a label, 0 where none has."""
    total = F.cross_entropy(
        logits.flatten(0, 1), wanted.flatten(), ignore_index=NOTHING, label_smoothing=smoothing, reduction="sum"
    )
    return total / (wanted != NOTHING).sum().clamp(min=1)


def taught(output: Output, teacher: Output, words: Tensor, mask: Tensor) -> Tensor:
    """Return the divergence from a teacher's answers (Hinton et al. 2015), at the words of a batch, (b, t) bool.

    A word's pointers count as much as the teacher holds it for the begin of a cue, or for content.
    """
    chances = teacher.tags.softmax(-1)
    loss = _divergence(output.tags, teacher.tags, words.float())
    begins, contents = chances[..., 3] * words, (chances[..., 5] + chances[..., 6]) * words
    for ours, theirs, weight in zip(
        pointers_of(output.vectors, mask), pointers_of(teacher.vectors, mask), (begins, contents), strict=True
    ):
        loss = loss + POINTING * _divergence(ours, theirs, weight)
    return loss


def _divergence(ours: Tensor, theirs: Tensor, weight: Tensor) -> Tensor:
    """Return the mean of KL(theirs | ours) over positions by their weight."""
    each = F.kl_div(ours.log_softmax(-1), theirs.log_softmax(-1), reduction="none", log_target=True).sum(-1)
    return (each * weight).sum() / weight.sum().clamp(min=1.0)


def mixed(output: Output, teacher: Output, batch: Batch, words: Tensor) -> Tensor:
    """Return the loss of a pupil: of a batch without labels only the teacher's part."""
    loss = TAUGHT * taught(output, teacher, words, batch.mask)
    if bool((batch.tags != NOTHING).any()):
        loss = loss + (1 - TAUGHT) * labelled(output, batch)
    return loss


__all__ = ["labelled", "mixed", "taught"]
torch.set_flush_denormal(True)
