"""Laying annotators' spans over pieces, and pieces into windows and batches."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from training.labels import NOTHING, VOCABULARIES, Labelled, Slice, batches, collate, label, slices

TEXT = "Mira Brandt said the ferry sails.\n\nOKORO: No."


def span(words: str) -> list[int]:
    """Return where `words` stand in the text."""
    start = TEXT.index(words)
    return [start, start + len(words)]


def attribution(source: str | None, cue: str, content: str) -> dict[str, Any]:
    """Return an annotated attribution."""
    return {"source": [span(source)] if source else [], "cue": [span(cue)], "content": [span(content)]}


def labelled() -> Labelled:
    """Return the labels of two attributions, the second with a colon as its cue."""
    found = [attribution("Mira Brandt", "said", "the ferry sails"), attribution(None, ":", "No")]
    return label({"doc": "made", "text": TEXT, "attributions": found})


def test_each_role_begins_and_goes_on() -> None:
    """Tags give the begin and inside of source, cue and content; marks that cannot be cues have none."""
    one = labelled()
    words = one.pieces.words
    assert one.tags[words].tolist() == [1, 2, 3, 5, 6, 6, 0, 3, 5]
    assert (one.tags[~words] == NOTHING).all()


def test_pointers_name_the_first_piece() -> None:
    """Content points at its cue's first piece, a cue at its source's; a cue without a source at nothing."""
    one = labelled()
    text_of = {at: TEXT[one.pieces.starts[at] : one.pieces.ends[at]] for at in range(len(one.pieces))}
    assert {text_of[at] for at in one.cues[one.cues >= 0]} == {"said", ":"}
    pointed = {text_of[at]: int(to) for at, to in enumerate(one.sources) if to != NOTHING}
    assert pointed == {"said": 0, ":": -1}


def test_an_article_without_annotation_has_no_labels() -> None:
    """What only the teacher answers for counts as nothing for the annotators."""
    one = label({"doc": "made", "text": TEXT, "attributions": None})
    assert all((values == NOTHING).all() for values in (one.tags, one.cues, one.sources))


def test_what_is_outside_the_window_becomes_null() -> None:
    """In a window that begins after the cue, its content points at the null position."""
    one = labelled()
    content = int(np.flatnonzero(one.cues >= 0)[0])
    batch = collate([Slice(one, content, len(one.pieces))], VOCABULARIES["bert"])
    assert batch.cues[0, 1] == 0
    assert batch.ids[0, 0] == VOCABULARIES["bert"].opening
    assert batch.mask.all()


def test_each_epoch_sees_every_piece_of_a_long_article_once() -> None:
    """The windows of an epoch follow one another, and begin elsewhere than in another epoch."""
    one = label({"doc": "made", "text": TEXT * 120, "attributions": None})
    epochs = [slices([one], random.Random(seed)) for seed in (1, 2)]
    for found in epochs:
        assert [part.start for part in found[1:]] == [part.end for part in found[:-1]]
        assert len(one.pieces) - sum(part.end - part.start for part in found) < 32
    assert epochs[0] != epochs[1]


def test_windows_of_a_batch_keep_to_its_size() -> None:
    """Batches hold every window once and at most the given number of positions."""
    lengths = [10, 500, 40, 300, 7, 510]
    groups = batches(list(range(6)), lengths, 1024, random.Random(3))
    assert sorted(one for group in groups for one in group) == list(range(6))
    assert all(len(group) * (max(lengths[one] for one in group) + 2) <= 1024 for group in groups)
