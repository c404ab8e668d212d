"""What an earlier batch left, for a later one to be placed against, and for whoever loads its rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from onrecord.batch.gathering import Shard
from onrecord.batch.tables import read_rows
from onrecord.errors import UsageError

__all__ = ["Finished", "finish", "finished"]

_STATE = "batch.json"


@dataclass(frozen=True)
class Finished:
    """A batch that was done: its shards, its bins, and the batches before it, the oldest first."""

    folder: Path
    shards: tuple[Shard, ...]
    bins: tuple[str, ...]
    before: tuple[Finished, ...]

    @property
    def index(self) -> Path:
        """The folder of its arrivals and looks."""
        return self.folder / "parts" / "index"

    @property
    def placed(self) -> list[Path]:
        """The folders of its placings."""
        return [self.folder / "parts" / "placed" / name for name in self.bins]

    @property
    def linked(self) -> list[Path]:
        """The folders of the rows of its links."""
        return [self.folder / "parts" / "linked" / name for name in self.bins]

    @cached_property
    def stories(self) -> dict[int, str]:
        """The last story of each article that it placed, by the article's number."""
        found: dict[int, tuple[tuple[int, int], str]] = {}
        for folder in self.placed:
            for row in read_rows(folder / "events.parquet", ["arrival", "step", "article", "story"]):
                time = (row["arrival"], row["step"])
                found[row["article"]] = max(found.get(row["article"], (time, row["story"])), (time, row["story"]))
        return {article: story for article, (_, story) in found.items()}


def finish(folder: Path, shards: Iterable[Shard], bins: Iterable[str], against: Path | None) -> None:
    """Note beside the tables of a batch what it is made of."""
    told = {
        "shards": [[each.number, each.place, str(each.folder.relative_to(folder))] for each in shards],
        "bins": list(bins),
        "against": str(against) if against else None,
    }
    draft = folder / f".{_STATE}"
    draft.write_text(json.dumps(told, indent=1), encoding="utf-8")
    draft.replace(folder / _STATE)


def finished(folder: Path) -> Finished:
    """Return the batch in a folder. Raises `UsageError` when there is none, or none that was done."""
    try:
        told = json.loads((folder / _STATE).read_text(encoding="utf-8"))
        shards = tuple(Shard(number, place, folder / parts) for number, place, parts in told["shards"])
        against, bins = told["against"], tuple(told["bins"])
    except FileNotFoundError:
        raise UsageError(f"{folder} holds no batch that was done; run `onrecord batch` first") from None
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{folder / _STATE} was not written by a batch") from None
    last = finished(Path(against)) if against else None
    return Finished(folder, shards, bins, (*last.before, last) if last else ())
