"""How fast one core reads an article, in how much memory, and how both grow: `python -m benchmarks.reading`.

Everything runs on one CPU with one thread. Articles are PolNeAR's development part, or the bundled examples where it
is absent; a word is a run of signs without space. Speed is the median of rounds in which each reader takes a turn, so
that a noisy machine slows all alike; start-up, memory and growth are measured in fresh processes. Prints Markdown
tables and writes `docs/pictures/reading-growth.png`; progress goes to the error output.

`--peer PYTHON` adds textacy's quotations on spaCy, run by an interpreter that has them (`PEER_HINT` says how). What
each reader finds is scored by `evals.scoring` where the articles have gold.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.corpus import texts
from benchmarks.readers import ARTICLE_WORDS, PEER_HINT, article, compare, say, table
from onrecord.reading import read

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "polnear" / "dev.jsonl"
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PICTURE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "reading-growth.png"
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
MANY_COUNTS = (1, 10, 30, 100)
HARD_CHARS = (100_000, 1_000_000)
HARD_SECONDS = 900
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1")

STAGES = {
    "pieces": (("trained", "cut"),),
    "network": (("trained", "answers"),),
    "decoding": (("trained", "decode"),),
    "joining with the rules": (("read", "trained_relations"),),
    "quotation marks, sentences": (("read", "find_pairs"), ("read", "blocks"), ("read", "sentences")),
    "frames": (("read", "relations_of"),),
    "nesting": (("read", "with_nested"), ("read", "with_containers")),
    "names": (("read", "find_names"),),
    "speakers": (("read", "resolve_speakers"),),
    "times": (("read", "find_times"), ("read", "with_days_of_lede")),
}
"""The functions that make up each part of the work, by the module that calls them; each counts without the others."""

START = """
import time
began = time.perf_counter()
from onrecord.articles import Article
from onrecord.reading import read
imported = time.perf_counter()
from onrecord.reading.network import _session
from onrecord.reading.pieces import _tokenizer
_session(), _tokenizer()
loaded = time.perf_counter()
import datetime, pathlib, sys
text = pathlib.Path(sys.argv[1]).read_text("utf-8")
read(Article("", "", *[None] * 7, datetime.date(2016, 9, 15), "en", text, (), (), "benchmark"))
print(imported - began, loaded - imported, time.perf_counter() - loaded, flush=True)
"""

GROW = """
import datetime, json, pathlib, sys, time
from benchmarks.reading_peer import peak_mb
from onrecord.articles import Article
from onrecord.reading import read
text = pathlib.Path(sys.argv[1]).read_text("utf-8")
def seconds(text):
    article = Article("", "", *[None] * 7, datetime.date(2016, 9, 15), "en", text, (), (), "benchmark")
    began = time.perf_counter()
    read(article)
    return time.perf_counter() - began
seconds(text[:500])
took = [seconds(text) for _ in range(int(sys.argv[2]))]
print(json.dumps([took, peak_mb()]))
"""

MANY = """
import datetime, json, pathlib, sys
from benchmarks.reading_peer import peak_mb
from onrecord.articles import Article
from onrecord.reading import read
peaks = []
for text in json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8")):
    read(Article("", "", *[None] * 7, datetime.date(2016, 9, 15), "en", text, (), (), "benchmark"))
    peaks.append(peak_mb())
print(json.dumps(peaks))
"""


def pin() -> None:
    """Begin again on one CPU with one thread, both inherited by every process started from here."""
    if ONE_THREAD.items() <= os.environ.items():
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    command = [sys.executable, "-m", "benchmarks.reading", *sys.argv[1:]]
    os.execve(sys.executable, command, os.environ | ONE_THREAD)  # noqa: S606 - our own program


def machine() -> str:
    """Return the machine in general terms: what its speed depends on."""
    facts = Path("/proc/cpuinfo")
    flags = set(facts.read_text(encoding="utf-8").split()) if facts.exists() else set()
    known = [name for name in ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8") if name in flags]
    python = platform.python_version()
    return f"{platform.machine()}, {os.cpu_count()} cores of which one is used, {', '.join(known)}, Python {python}"


class Watch:
    """Sums up the time in each part; a part that runs inside another counts for itself only."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.open: list[str] = ["the rest"]
        self.since = time.perf_counter()

    def _turn(self) -> None:
        now = time.perf_counter()
        self.seconds[self.open[-1]] += now - self.since
        self.since = now

    def watched(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time counted; what it yields is made at once."""

        def counted(*given: Any) -> Any:
            self._turn()
            self.open.append(part)
            found = function(*given)
            found = list(found) if hasattr(found, "__next__") else found
            self._turn()
            self.open.pop()
            return found

        return counted


def parts(bodies: Sequence[str]) -> None:
    """Print the share of the time that each part of reading takes."""
    say("parts")
    articles = [article(text) for text in bodies]
    watch = Watch()
    with ExitStack() as stack:
        for part, functions in STAGES.items():
            for module, name in functions:
                home = import_module(f"onrecord.reading.{module}")
                stack.enter_context(mock.patch.object(home, name, watch.watched(part, getattr(home, name))))
        watch.since = time.perf_counter()
        for one in articles:
            read(one)
        watch._turn()
    total = sum(watch.seconds.values())
    thousands = sum(len(text.split()) for text in bodies) / 1000
    table(
        "Where the time goes",
        ("part", "share", "ms for 1,000 words"),
        [
            (part, f"{seconds / total:.1%}", f"{1000 * seconds / thousands:.1f}")
            for part in (*STAGES, "the rest")
            for seconds in (watch.seconds[part],)
        ],
    )


def start_up(bodies: Sequence[str], folder: Path, rounds: int) -> None:
    """Print the seconds from the start of a process until its first short article is read, files in the cache."""
    path = folder / "short.txt"
    path.write_text(min(bodies, key=lambda text: abs(len(text.split()) - 200)), encoding="utf-8")
    found = []
    for number in range(rounds + 1):
        began = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", START, path], check=True, capture_output=True, text=True)
        whole = time.perf_counter() - began
        say(f"start-up, round {number} of {rounds}: {whole:.2f} s")
        if number:  # the first one fills the file cache
            found.append((whole, *map(float, done.stdout.split())))
    whole, imports, loading, reading = (statistics.median(column) for column in zip(*found, strict=True))
    words = len(path.read_text(encoding="utf-8").split())
    table(
        f"Start-up, median of {rounds} fresh processes",
        ("what", "seconds"),
        [
            ("whole process", f"{whole:.2f}"),
            ("imports", f"{imports:.2f}"),
            ("loading the network and the pieces", f"{loading:.2f}"),
            (f"first article, {words} words", f"{reading:.2f}"),
            ("starting and ending Python", f"{whole - imports - loading - reading:.2f}"),
        ],
    )


def first_words(bodies: Sequence[str], count: int) -> str:
    """Return the first `count` words of the bodies joined, which begin again where they end."""
    joined = "\n\n".join(bodies)
    here = len(joined.split())
    joined = "\n\n".join([joined] * -(-count // here))
    ends = (found.end() for found in re.finditer(r"\S+", joined))
    return joined[: next(end for number, end in enumerate(ends, 1) if number == count)]


def in_fresh_process(text: str, folder: Path, rounds: int, limit: float | None = None) -> tuple[float, float]:
    """Read a text in a new process; return the median of its seconds and its peak megabytes."""
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", GROW, str(path), str(rounds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit)
    took, peak = json.loads(done.stdout)
    return statistics.median(took), peak


def growth(bodies: Sequence[str], folder: Path, rounds: int, sizes: Sequence[int]) -> None:
    """Print and draw seconds and peak memory over the length of one text."""
    rows = []
    for size in (ARTICLE_WORDS, *sizes):
        seconds, peak = in_fresh_process(first_words(bodies, size), folder, 1 if size >= 100_000 else rounds)
        say(f"growth: {size} words in {seconds:.2f} s, {peak:.0f} MB")
        rows.append((size, seconds, seconds / size * 1000, peak))
    base = rows[1][3]
    table(
        "Growth over the length of one text, each in a fresh process",
        ("words", "seconds", "seconds for 1,000 words", "peak MB", f"MB over {sizes[0]:,} words"),
        [
            (f"{size:,}", f"{seconds:.2f}", f"{each:.3f}", f"{peak:.0f}", f"{peak - base:+.0f}")
            for size, seconds, each, peak in rows
        ],
    )
    plot(rows)


def many(bodies: Sequence[str], folder: Path) -> None:
    """Print the peak memory of one process after more and more articles, read one after the other."""
    say("many articles in one process")
    path = folder / "many.json"
    path.write_text(json.dumps([*bodies] * -(-max(MANY_COUNTS) // len(bodies))), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", MANY, path], check=True, capture_output=True, text=True)
    peaks = json.loads(done.stdout)
    rows = [(count, f"{peaks[count - 1]:.0f}") for count in MANY_COUNTS]
    table("Peak memory of one process that reads one article after the other", ("articles", "peak MB"), rows)


def plot(rows: Sequence[tuple[int, float, float, float]]) -> None:
    """Draw seconds for 1,000 words and peak memory over the words of a text."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    sizes = [row[0] for row in rows]
    for one, column, title in ((axes[0], 2, "seconds for 1,000 words"), (axes[1], 3, "peak memory, MB")):
        one.plot(sizes, [row[column] for row in rows], "o-")
        one.set(xscale="log", xlabel="words of one text", title=title)
        one.set_ylim(0, 1.1 * max(row[column] for row in rows))
        one.grid(alpha=0.3)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(PICTURE, dpi=144, metadata={"Software": None})


def hard(bodies: Sequence[str], folder: Path, sizes: Sequence[int]) -> None:
    """Print how reading grows on texts made to hurt: no full stop, and nothing but opening marks."""
    plain = " ".join(re.sub(r"[.!?:;…]", "", " ".join(bodies)).split()) + " "
    kinds = {
        "real articles": "\n\n".join(bodies) + "\n\n",
        "no full stop, one line": plain,
        "the same, “ before each word": "".join(f"“{word} " for word in plain.split()),
        "nothing but “": "“",
    }
    rows = []
    for kind, text in kinds.items():
        for size in sizes:
            try:
                seconds, peak = in_fresh_process((text * -(-size // len(text)))[:size], folder, 1, HARD_SECONDS)
                row = (kind, f"{size:,}", f"{seconds:.1f}", f"{1e5 * seconds / size:.2f}", f"{peak:.0f}")
            except subprocess.TimeoutExpired:
                row = (kind, f"{size:,}", f"over {HARD_SECONDS}", "-", "-")
            say(f"hard: {row}")
            rows.append(row)
    table(
        "Texts made to hurt, each in a fresh process",
        ("text", "characters", "seconds", "seconds for 100,000", "peak MB"),
        rows,
    )


def main() -> None:
    """Measure everything and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--source", type=Path, default=SHARED if SHARED.exists() else EXAMPLES)
    parser.add_argument("--articles", type=int, help="read only the first of them")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="words of one text")
    parser.add_argument("--hard", type=int, nargs="*", default=HARD_CHARS, help="characters of texts made to hurt")
    parser.add_argument("--peer", type=Path, help=f"an interpreter that has textacy: {PEER_HINT}")
    options = parser.parse_args()
    pin()
    is_gold = options.source.suffix == ".jsonl"
    bodies = texts(options.source)[: options.articles]
    if options.source == EXAMPLES:
        print("PolNeAR is not here: the bundled examples are read instead")
    print(f"Machine: {machine()}\nArticles: {len(bodies)} of {options.source.name}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        gold = [json.loads(line) for line in options.source.read_text("utf-8").splitlines()] if is_gold else []
        compare(bodies, gold[: options.articles], options.rounds, options.peer, folder / "articles.json")
        parts(bodies)
        start_up(bodies, folder, options.rounds)
        growth(bodies, folder, options.rounds, options.sizes)
        many(bodies, folder)
        hard(bodies, folder, options.hard)


if __name__ == "__main__":
    main()
