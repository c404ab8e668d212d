"""How long it takes to place an article, and how that grows with the record: `python -m benchmarks.linking`.

One record on an embedded database grows from size to size with the articles of `benchmarks.corpus`: real text in which
each story has invented names of its own, three reports a story, 600 articles a day. What lies in the days that linking
looks at (`LOOK_UP_WINDOW_DAYS`) is read by rule and put down each in a story of its own. What is older can be no
candidate and counts by its rows alone, so it is put down with its text and its keys and without attributions. At each
size the reports of the stories that come next arrive: each is placed among the candidates that the record finds, linked
with what is known of its story and appended, and those that it calls into question are placed again; all but appending
is counted together. Each size runs in a process of its own, so that peak memory is that size's.
Prints a table and writes `docs/pictures/linking.svg`.
`--nothing N` puts the first N articles on record one by one instead, each linked as it comes, and prints the seconds
that the steps took in all.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from benchmarks.corpus import articles
from benchmarks.flow import SHARED
from onrecord import flow, record
from onrecord.articles import Article, extract
from onrecord.core import key
from onrecord.limits.record import LOOK_UP_WINDOW_DAYS
from onrecord.linking import Known, Links, Placed, StoryLink, link, look_up_keys, place
from onrecord.outlets import Collecting, Page, collect
from onrecord.reading import Reading, read_by_rules

SIZES = (1_000, 10_000, 100_000)
PROBES = 300
NOTHING = -1
"""Begin with an empty record."""
STEPS = ("place", "link", "append", "settle")
PICTURE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "linking.svg"


def pages(count: int, start: int, source: Path, folder: Path) -> Iterator[tuple[Page, Article]]:
    """Yield the pages of the corpus from number `start` to `count`, each with its article."""
    file = folder / f"{start}.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for row in islice(articles(count, source), start, count):
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    for page in collect([str(file)], Collecting()):
        if isinstance(page, Page) and (article := extract(page).article):
            yield page, article


def fill(start: int, count: int, source: Path, folder: Path) -> None:
    """Put the articles from number `start` to `count` on record."""
    *_, last = articles(count, source)
    near = date.fromisoformat(last["published"]) - timedelta(days=2 * LOOK_UP_WINDOW_DAYS)
    for page, article in pages(count, start, source, folder):
        alone = StoryLink(key("story", article.id), 1.0, "alone")
        if article.published_on is None or article.published_on >= near:
            reading = read_by_rules(article)
            keys = look_up_keys(article, reading)
            links = link(article, reading, keys, Placed(alone), Known())
        else:
            reading = Reading(article.id, "none-1", (), (), (), (), ())
            links = Links(article.id, "none-1", look_up_keys(article, reading), alone)
        record.append(page, article, reading, links)


def probe(start: int, count: int, source: Path, folder: Path) -> dict[str, list[float]]:
    """Link the articles from number `start` to `count` and return the milliseconds that each step took for each.

    All but appending is one thread's work, so processor time is counted: another program's load does not show.
    """
    took: dict[str, list[float]] = defaultdict(list)
    for page, article in pages(count, start, source, folder):
        reading = read_by_rules(article)
        marks = [time.process_time()]
        keys = look_up_keys(article, reading)
        candidates = record.candidates(article, keys)
        placed = place(article, reading, candidates)
        marks.append(time.process_time())
        known = record.known(article, keys, placed.reports)
        links = link(article, reading, keys, placed, known)
        marks.append(time.process_time())
        record.append(page, article, reading, links)
        marks.append(time.process_time())
        flow.settle(links, candidates)
        marks.append(time.process_time())
        for step, (began, ended) in zip(STEPS, pairwise(marks), strict=True):
            took[step].append(1000 * (ended - began))
        took["all"].append(1000 * (marks[-1] - marks[0]) - took["append"][-1])
    return took


def measure(start: int, count: int, source: Path, folder: Path) -> None:
    """Grow the record to `count` articles, or place what comes after them; print milliseconds and peak memory."""
    record.prepare()
    began = time.perf_counter()
    if NOTHING < start < count:
        fill(start, count, source, folder)
        print(json.dumps({"filled": time.perf_counter() - began}))
        return
    first, last = (0, count) if start == NOTHING else (count, count + PROBES)
    took = probe(first, last, source, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"took": took, "peak_mb": peak, "seconds": time.perf_counter() - began}))


def run(start: int, count: int, source: Path, folder: Path) -> dict[str, Any]:
    """Run `measure` in a process of its own."""
    env = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/record.sqlite3", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "benchmarks.linking", "--measure", str(start), str(count), str(folder)]
    done = subprocess.run([*command, "--source", str(source)], env=env, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def plot(rows: list[dict[str, Any]]) -> None:
    """Draw the milliseconds of placing an article, and peak memory, over the size of the record."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    figure, (speed, memory) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    sizes = [row["size"] for row in rows]
    for name, mark in (("median", "o-"), ("95th percentile", "s--")):
        speed.plot(sizes, [row[name] for row in rows], mark, label=name)
    memory.plot(sizes, [row["peak_mb"] for row in rows], "o-")
    for axes, title in ((speed, "milliseconds to place an article"), (memory, "peak memory, MB")):
        axes.set(xscale="log", xlabel="articles on record", title=title, ylim=(0, None))
        axes.grid(alpha=0.3)
    speed.legend(frameon=False)
    figure.savefig(PICTURE, metadata={"Date": None})


def main() -> None:
    """Grow a record from size to size and print what placing takes at each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--source", type=Path, default=SHARED if SHARED.exists() else Path("examples"))
    parser.add_argument("--nothing", type=int, default=0, help="articles to link from nothing")
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(int(options.measure[0]), int(options.measure[1]), options.source, Path(options.measure[2]))
        return
    if options.nothing:
        with tempfile.TemporaryDirectory() as folder:
            took = run(NOTHING, options.nothing, options.source, Path(folder))["took"]
        print(f"{options.nothing} articles from nothing, seconds of a processor, reading left out:")
        print(", ".join(f"{step} {sum(took[step]) / 1000:.1f}" for step in (*STEPS, "all")) + " without append")
        return
    rows: list[dict[str, Any]] = []
    print("| articles | median ms | 95th | place | link | append | settle | peak MB |\n" + "| ---: " * 8 + "|")
    with tempfile.TemporaryDirectory() as folder:
        held = 0
        for size in options.sizes:
            run(held, size, options.source, Path(folder))
            found = run(size, size, options.source, Path(folder))
            held = size + PROBES
            took = found["took"]
            medians = {step: statistics.median(times) for step, times in took.items()}
            late = statistics.quantiles(took["all"], n=20)[-1]
            rows.append({"size": size, "median": medians["all"], "95th percentile": late, **found})
            steps = " | ".join(f"{medians[step]:.1f}" for step in STEPS)
            print(
                f"| {size} | {medians['all']:.1f} | {late:.1f} | {steps} | {found['peak_mb']:.0f} |",
                flush=True,
            )
            plot(rows)


if __name__ == "__main__":
    main()
