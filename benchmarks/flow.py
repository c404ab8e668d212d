"""How fast the whole way is, how much memory it takes, and how both grow: `python -m benchmarks.flow`.

Each measurement runs in a process of its own over articles of `benchmarks.corpus`, on an embedded database:
*store* is collect + extract + append (no reading, no linking), *flow* the whole way, with one process and two.
Prints a table and writes `docs/pictures/growth.svg`. Peak memory is the main process's (ru_maxrss).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import write

SIZES = (100, 300, 1_000, 3_000, 10_000)
PICTURE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "growth.svg"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "polnear" / "train.jsonl"

MEASURE = """
import json, resource, sys, time
from onrecord import record
record.prepare()
began = time.perf_counter()
if sys.argv[1] == "store":
    from onrecord.articles import extract
    from onrecord.core import key
    from onrecord.linking import Links, StoryLink
    from onrecord.outlets import Collecting, Page, collect
    from onrecord.reading import Reading
    for page in collect([sys.argv[2]], Collecting()):
        assert isinstance(page, Page), page
        article = extract(page).article
        reading = Reading(article.id, "none-1", (), (), (), (), ())
        links = Links(article.id, "none-1", (), StoryLink(key("story", article.id), 1.0, "alone"))
        record.append(page, article, reading, links)
else:
    from onrecord import flow
    for step in flow.add([sys.argv[2]], jobs=int(sys.argv[3])):
        assert not step.faults, step
seconds = time.perf_counter() - began
print(json.dumps({"seconds": seconds, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def measure(kind: str, corpus: Path, jobs: int) -> dict[str, float]:
    """Run one measurement in a new process on a new database; return seconds and peak megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/record.sqlite3"}
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, kind, str(corpus), str(jobs)], env=env, check=True, capture_output=True
        )
        size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found | {"database_mb": size}


def plot(rows: list[dict[str, float | str]]) -> None:
    """Draw articles a second and peak memory over the number of articles."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    figure, (speed, memory) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    for kind, mark in (("store", "o-"), ("flow, 1 process", "s-"), ("flow, 2 processes", "^-")):
        own = [row for row in rows if row["kind"] == kind]
        sizes = [float(row["articles"]) for row in own]
        speed.plot(sizes, [float(row["rate"]) for row in own], mark, label=kind)
        memory.plot(sizes, [float(row["peak_mb"]) for row in own], mark, label=kind)
    for axes, title in ((speed, "articles a second"), (memory, "peak memory, MB")):
        axes.set(xscale="log", xlabel="articles added", title=title, ylim=(0, None))
        axes.grid(alpha=0.3)
    speed.legend(frameon=False)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(PICTURE, metadata={"Date": None})


def main() -> None:
    """Measure every size and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flow", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--source", type=Path, default=SHARED if SHARED.exists() else Path("examples"))
    options = parser.parse_args()
    rows: list[dict[str, float | str]] = []
    print(
        "| articles | what | seconds | articles/s | peak MB | database MB |\n| ---: | --- | ---: | ---: | ---: | ---: |"
    )
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            corpus = Path(folder) / "corpus.jsonl"
            write(size, corpus, options.source)
            for kind, what, jobs in (
                ("store", "store", 1),
                ("flow, 1 process", "flow", 1),
                ("flow, 2 processes", "flow", 2),
            ):
                found = measure(what, corpus, jobs)
                rate = size / found["seconds"]
                rows.append({"articles": size, "kind": kind, "rate": rate, **found})
                print(
                    f"| {size} | {kind} | {found['seconds']:.1f} | {rate:.1f} | {found['peak_mb']:.0f} "
                    f"| {found['database_mb']:.0f} |",
                    flush=True,
                )
        plot(rows)


if __name__ == "__main__":
    main()
