"""Do only the first stage of a plan, and say what came of it: `python read_only.py PLAN` prints JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from onrecord.batch import read_plan
from onrecord.batch.done import locked
from onrecord.batch.engine import BatchFailed, started
from onrecord.batch.shards import shards_of
from onrecord.batch.tables import read_rows
from onrecord.batch.work import Work


def main(file: Path) -> None:
    """Read the shards of a plan."""
    plan = read_plan(file)
    with locked(plan.write), started(plan):
        work = Work(plan, lambda *_: None, ())
        try:
            aside = work.read(shards_of(plan.read))
        except BatchFailed as error:
            raise SystemExit(str(error)) from None
    faults = [row for shard in work.shards for row in read_rows(shard.folder / "faults.parquet")]
    articles = sum(len(read_rows(shard.folder / "article.parquet", ["id"])) for shard in work.shards)
    told = {"aside": [str(each) for each in aside], "faults": [f"{r['where']}: {r['what']}" for r in faults]}
    print("\n" + json.dumps({**told, "articles": articles}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
