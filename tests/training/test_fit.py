"""Training goes on where it was cut short, and comes out the same for the same seed. Needs training's requirements."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="training/requirements.txt is not installed")
pytest.importorskip("safetensors", reason="training/requirements.txt is not installed")


class Cut(Exception):
    """Somebody pulled the plug."""


def trained(checkpoint: Path, *, stop: int | None = None) -> dict[str, Any]:
    """Return the weights of a tiny network after three epochs on two articles; `stop` is a batch that never ends."""
    from training.fit import Schedule, fit, output_of, shuffled
    from training.labels import VOCABULARIES, Slice, batches, collate, label, slices
    from training.losses import labelled
    from training.model import Reader, Shape, tensors

    text = "Mira Brandt said the ferry sails. " * 12
    found = [{"source": [[0, 11]], "cue": [[12, 16]], "content": [[17, 32]]}]
    articles = [label({"doc": str(one), "text": text, "attributions": found}) for one in range(2)]
    schedule = Schedule(epochs=3, rate=1e-3, pieces=128)
    torch.manual_seed(schedule.seed)
    reader = Reader(Shape("bert", 32, 2, 2, 64, 30_522, 512, 1e-12))
    done = 0

    def groups(epoch: int) -> list[list[Slice]]:
        chance = shuffled(schedule.seed, epoch)
        windows = slices(articles, chance)
        return batches(windows, [one.end - one.start for one in windows], schedule.pieces, chance)

    def loss_of(reader: Reader, group: list[Slice]) -> Any:
        nonlocal done
        if done == stop:
            raise Cut
        done += 1
        batch = tensors(collate(group, VOCABULARIES["bert"]))
        return labelled(output_of(reader, batch.ids, batch.features, batch.mask), batch)

    fit(reader, schedule, groups, loss_of, checkpoint)
    return dict(reader.state_dict())


def test_a_run_cut_short_ends_as_one_that_was_not(tmp_path: Path) -> None:
    """A run that dies in its second epoch and is started again gives the very weights of an unbroken run."""
    whole = trained(tmp_path / "whole.pt")
    with pytest.raises(Cut):
        trained(tmp_path / "cut.pt", stop=3)
    mended = trained(tmp_path / "cut.pt")
    assert whole.keys() == mended.keys()
    assert all(torch.equal(whole[name], mended[name]) for name in whole)


def test_articles_without_labels_cost_nothing_and_break_nothing() -> None:
    """A batch in which nobody marked a cue, or anything at all, has a finite loss."""
    from training.fit import output_of
    from training.labels import VOCABULARIES, Slice, collate, label
    from training.losses import labelled
    from training.model import Reader, Shape, tensors

    reader = Reader(Shape("bert", 32, 2, 2, 64, 30_522, 512, 1e-12))
    unmarked: tuple[list[Any] | None, ...] = ([], None)
    for attributions in unmarked:
        article = label({"doc": "one", "text": "The ferry sails at noon.", "attributions": attributions})
        batch = tensors(collate([Slice(article, 0, len(article.pieces))], VOCABULARIES["bert"]))
        assert torch.isfinite(labelled(output_of(reader, batch.ids, batch.features, batch.mask), batch))


@pytest.mark.filterwarnings("ignore:# The axis name")  # the exporter says so of any two inputs of one shape
def test_the_exported_network_says_what_the_trained_one_says(tmp_path: Path) -> None:
    """Eight bits cost little: the ONNX file's tags are those of the network, but for rounding."""
    pytest.importorskip("onnxscript", reason="training/requirements.txt is not installed")
    import onnxruntime

    from training.export import export
    from training.model import Reader, Shape

    torch.manual_seed(1)
    reader = Reader(Shape("bert", 64, 2, 2, 128, 30_522, 512, 1e-12)).eval()
    export(reader, tmp_path / "reader.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "reader.onnx"), providers=["CPUExecutionProvider"])
    ids = torch.randint(1000, 2000, (1, 30))
    features = torch.zeros_like(ids)
    tags, vectors = session.run(None, {"ids": ids.numpy(), "features": features.numpy()})
    with torch.no_grad():
        wanted = reader(ids, features, None)
    assert tags.shape == (1, 30, 7)
    assert vectors.shape == (1, 30, 512)
    assert abs(tags - wanted.tags.numpy()).mean() < 0.1 * abs(wanted.tags.numpy()).mean()
