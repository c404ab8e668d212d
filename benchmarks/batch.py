"""What a batch costs and finds: `python -m benchmarks.batch [SOURCE] [--sizes N …] [--engines 1 2 ray] [--window N]`.

The archive is that of `benchmarks.corpus`: real text in which each story has invented names of its own, three reports a
story: the ground, a retelling without a fifth of its sentences, and a copy without its last paragraphs. What is a story
and what a copy is thus known. Articles lie in shards of 250 lines. Each run is a process of its own in a new folder;
`1` and `2` are processes of this machine, `ray` is a Ray of this machine. Beside seconds stand seconds of processor
time, which others at work on the machine do not lengthen as much (those of a Ray's processes are not ours to count).
Peak memory is that of the largest process that worked or drove. Prints a table of speed, one of stages and one of what
was found.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.corpus import articles
from onrecord.batch import batch, read_plan
from onrecord.batch.index import Index
from onrecord.limits.batch import ROW_GROUP_ROWS

SHARD = 250
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def archive(count: int, source: Path, folder: Path) -> None:
    """Write `count` articles into shards."""
    folder.mkdir()
    rows = list(articles(count, source))
    for start in range(0, count, SHARD):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows[start : start + SHARD])
        (folder / f"{start:07}.jsonl").write_text("".join(lines), encoding="utf-8")


def one(plan: Path) -> dict[str, Any]:
    """Run a plan and return seconds, those of processors in all and by stage, and the largest process in MB."""
    spent: dict[str, float] = defaultdict(float)
    began = time.perf_counter()
    last = processor()
    now = "planning"

    def told(stage: str, _: int, __: int) -> None:
        nonlocal last, now
        moment = processor()
        spent[now] += moment - last
        last, now = moment, stage

    batch(read_plan(plan), told)
    told("", 0, 0)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"seconds": time.perf_counter() - began, "stages": spent, "peak": peak / 1024}


def processor() -> float:
    """Return the seconds of processors that this process and those that it began and that ended have taken."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def rows(out: Path, name: str, columns: list[str]) -> Iterable[dict[str, Any]]:
    """Yield rows of a table of a batch."""
    for file in (out / "tables" / name).glob("day=*/*.parquet"):
        yield from pq.read_table(file, columns=columns, partitioning=None).to_pylist()


def found(out: Path) -> dict[str, tuple[float, float]]:
    """Return (precision, recall) of pairs of one story, and of copies of the ground."""
    name = {row["id"]: row["external_id"] for row in rows(out, "articles", ["id", "external_id"])}
    told = {
        frozenset(pair)
        for row in rows(out, "stories", ["articles"])
        for pair in combinations([name[each] for each in row["articles"]], 2)
    }
    stories: dict[str, list[str]] = defaultdict(list)
    for each in name.values():
        stories[each.split("-")[0]].append(each)
    planted = {frozenset(pair) for several in stories.values() for pair in combinations(several, 2)}
    copies = {frozenset((f"{s}-0", f"{s}-2")) for s, several in stories.items() if len(several) > 2}
    shared = {
        frozenset((name[row["article"]], name[row["of"]]))
        for row in rows(out, "reuse", ["article", "of", "kind"])
        if row["of"] and row["kind"] == "copy"
    }
    # A retelling keeps four fifths of the sentences as they were, so it is no false copy.
    return {"stories": _scores(told, planted), "copies": (_scores(shared, planted)[0], _scores(shared, copies)[1])}


def _scores(told: set[frozenset[str]], planted: set[frozenset[str]]) -> tuple[float, float]:
    both = len(told & planted)
    return both / max(1, len(told)), both / max(1, len(planted))


def window(count: int, folder: Path) -> None:
    """Print what a task takes that compares articles with a window of `count`, by keys that are drawn at random.

    Each article has 44 keys, of a common sort (one of 2,000), a rare one (one of a million), and none's but its own.
    """
    rng = np.random.default_rng(5)
    days = [*range(738_000, 738_021)]
    each = -(-count // len(days))
    for place, day in enumerate(days):
        common, rare = rng.integers(0, 2_000, (each, 24)), rng.integers(10_000, 1_010_000, (each, 12))
        own = rng.integers(1 << 40, 1 << 62, (each, 8))
        keys = pa.array(list(np.concatenate([common, rare, own], axis=1)), pa.list_(pa.int64()))
        numbers = pa.array(range(place * each, (place + 1) * each), pa.int64())
        empty = pa.array([""] * each), pa.array([b""] * each)
        part = folder / "days" / f"day={day}"
        part.mkdir(parents=True)
        rows = pa.table({"number": numbers, "keys": keys, "seen": empty[0], "profile": empty[1]})
        pq.write_table(rows, part / "0.parquet", row_group_size=ROW_GROUP_ROWS)
    words = [sys.executable, "-m", "benchmarks.batch", "--within", str(folder), "--sizes", str(each * len(days))]
    print(subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip())


def within(count: int, folder: Path) -> None:
    """Print the memory of an index over a folder, and how long it takes to find what is near an article."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = processor()
    index = Index([folder], [738_010])
    opened = processor() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    asked = range(count // 2, count // 2 + 200)
    began = processor()
    for number in asked:
        index.near(number, number)
    near = (processor() - began) / len(asked)
    print(
        f"a window of {count}: {(peak - before) / 1024:.0f} MB, opened in {opened:.1f} s of processors, "
        f"{1000 * near:.1f} ms to find what is near"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", type=Path, default=EXAMPLES)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000])
    parser.add_argument("--engines", nargs="+", default=["1", "2", "ray"])
    parser.add_argument("--window", type=int, help="measure an index over so many articles instead")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--within", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.within:
        within(chosen.sizes[0], chosen.within)
        return
    if chosen.window:
        with tempfile.TemporaryDirectory() as temporary:
            window(chosen.window, Path(temporary))
        return
    if chosen.one:
        print("\n" + json.dumps(one(chosen.one)))
        return
    print("| articles | engine | seconds | articles/s | processor s | reading | peak MB | parts kB | tables kB |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    later = []
    for size in chosen.sizes:
        for engine in chosen.engines:
            with tempfile.TemporaryDirectory() as temporary:
                folder = Path(temporary)
                archive(size, chosen.source, folder / "in")
                runs = 'engine = "ray"' if engine == "ray" else f"workers = {engine}"
                (folder / "plan.toml").write_text(f'read = "in"\nwrite = "out"\n{runs}\n', encoding="utf-8")
                words = [sys.executable, "-m", "benchmarks.batch", "--one", str(folder / "plan.toml")]
                ran = subprocess.run(words, check=True, capture_output=True, text=True)
                told = json.loads(ran.stdout.strip().splitlines()[-1])
                used = sum(told["stages"].values())
                share = told["stages"]["reading"] / used
                sizes = [_bytes(folder / "out" / part) / size / 1000 for part in ("parts", "tables")]
                seconds = told["seconds"]
                print(
                    f"| {size} | {engine} | {seconds:.0f} | {size / seconds:.1f} | {used:.0f} | {share:.0%} | "
                    f"{told['peak']:.0f} | {sizes[0]:.1f} | {sizes[1]:.1f} |",
                    flush=True,
                )
                later.append((size, engine, told["stages"], found(folder / "out")))
    for size, engine, stages, scores in later:
        shares = ", ".join(f"{name} {1000 * each / size:.1f}" for name, each in stages.items() if each > 0.01)
        print(f"\n{size} on {engine}, ms of processors an article: {shares}")
        for name, (precision, recall) in scores.items():
            print(f"  {name}: precision {precision:.3f}, recall {recall:.3f}")


def _bytes(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.rglob("*.parquet"))


if __name__ == "__main__":
    main()
