"""The training loop: one network, several epochs, resumed at the last finished one, the same for the same seed.

AdamW with a linear warm-up and decay, learning rates that fall from layer to layer (Howard and Ruder 2018), matrix
products in bfloat16, and an exponential moving average of the weights, which is what is kept.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor

from training.model import Output, Reader

Group = TypeVar("Group")


@dataclass(frozen=True)
class Schedule:
    """How a network is trained: `rate` is of the topmost layer, each layer below has `fall` times it."""

    epochs: int
    rate: float
    fall: float = 0.9
    heads: float = 5.0
    """times `rate`, for the parts that begin untrained"""
    pieces: int = 4096
    """positions of a batch"""
    warm_up: float = 0.1
    """share of the steps"""
    average: float = 0.995
    """weight that a step leaves to the moving average"""
    seed: int = 1


def parameter_groups(reader: Reader, schedule: Schedule) -> list[dict[str, object]]:
    """Return the trained parameters, each with its learning rate; weights decay, biases and norms do not."""
    top = reader.encoder.shape.layers + 1
    groups: list[dict[str, object]] = []
    for name, parameter in reader.named_parameters():
        if not parameter.requires_grad:
            continue
        depth, times = 0, 1.0
        if name.startswith("encoder.layers."):
            depth = int(name.split(".")[2]) + 1
        elif not name.startswith("encoder.") or "features" in name:
            depth, times = top, schedule.heads
        rate = schedule.rate * schedule.fall ** (top - depth) * times
        decay = 0.01 if parameter.ndim > 1 else 0.0
        groups.append({"params": [parameter], "lr": rate, "weight_decay": decay})
    return groups


def fit(
    reader: Reader,
    schedule: Schedule,
    batches: Callable[[int], Iterable[Group]],
    loss_of: Callable[[Reader, Group], Tensor],
    checkpoint: Path,
) -> None:
    """Train `reader` in place and leave it with the averaged weights.

    `batches(epoch)` gives the same batches whenever it is asked for the same epoch. `checkpoint` is written after
    each epoch; where it stands already, training goes on from it.
    """
    trained = [parameter for parameter in reader.parameters() if parameter.requires_grad]
    steps = sum(1 for _ in batches(0)) * schedule.epochs
    optimizer = torch.optim.AdamW(parameter_groups(reader, schedule), betas=(0.9, 0.98))

    def pace(step: int) -> float:
        warm = schedule.warm_up * steps
        return min((step + 1) / warm, max(0.02, (steps - step) / (steps - warm)))

    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
    average = [parameter.detach().clone() for parameter in trained]
    first = step = 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        reader.load_state_dict(state["reader"])
        optimizer.load_state_dict(state["optimizer"])
        rates.load_state_dict(state["rates"])
        average, first, step = state["average"], state["epochs"], state["step"]
    began = time.monotonic()
    for epoch in range(first, schedule.epochs):
        torch.manual_seed(schedule.seed * 1000 + epoch)
        reader.train()
        total = 0.0
        for count, group in enumerate(batches(epoch), start=1):
            loss = loss_of(reader, group)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            rates.step()
            optimizer.zero_grad()
            step += 1
            kept = min(schedule.average, step / (step + 10))
            with torch.no_grad():
                torch._foreach_lerp_(average, trained, 1 - kept)
            total += loss.item()
            if step % 25 == 0:
                print(f"  step {step}/{steps}, {time.monotonic() - began:.0f} s, loss {total / count:.3f}", flush=True)
        _save(checkpoint, reader, optimizer, rates, average, epoch + 1, step)
    with torch.no_grad():
        for parameter, kept_weights in zip(trained, average, strict=True):
            parameter.copy_(kept_weights)
    reader.eval()


def _save(
    path: Path,
    reader: Reader,
    optimizer: torch.optim.Optimizer,
    rates: torch.optim.lr_scheduler.LRScheduler,
    average: list[Tensor],
    epochs: int,
    step: int,
) -> None:
    """Write a checkpoint beside its place and rename it, so that a kill leaves the old one or the new one."""
    unfinished = path.with_suffix(".part")
    torch.save(
        {
            "reader": reader.state_dict(),
            "optimizer": optimizer.state_dict(),
            "rates": rates.state_dict(),
            "average": average,
            "epochs": epochs,
            "step": step,
        },
        unfinished,
    )
    unfinished.replace(path)


def shuffled(seed: int, epoch: int) -> random.Random:
    """Return the source of chance of one epoch."""
    return random.Random(seed * 1000 + epoch)


def output_of(reader: Reader, ids: Tensor, features: Tensor, mask: Tensor) -> Output:
    """Run the network in bfloat16."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found: Output = reader(ids, features, mask)
    return found
