"""What reading days, promises, bodies, stances and denials adds to an article: `python -m benchmarks.agenda`.

Milliseconds of processor time an article over whole news articles, beside what the rest of the reading takes in the
same run; at the end, gathering all of them as the reports of one story.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.flow import SHARED
from onrecord.articles import Article, extract
from onrecord.linking import Report, acting_bodies, commitments, conflicts, positions, timeline
from onrecord.outlets import Collecting, Page, collect
from onrecord.reading import Reading, read
from onrecord.reading.commitments import find_bodies, find_pledges
from onrecord.reading.denials import find_denials
from onrecord.reading.names import find_names
from onrecord.reading.stances import find_stances
from onrecord.reading.times import find_times


def milliseconds(work: Callable[[], object]) -> float:
    """Return the processor time of a piece of work, the less of two runs."""
    took = []
    for _ in range(2):
        began = time.process_time()
        work()
        took.append(1000 * (time.process_time() - began))
    return min(took)


def steps(article: Article, reading: Reading) -> dict[str, Callable[[], object]]:
    """Return what is measured on one article; all of a reading is read before it is taken apart."""
    text, names = article.text, find_names(article.text)
    return {
        "all of the reading": lambda: read(article),
        "days": lambda: find_times(text, article.published_on),
        "pledges": lambda: find_pledges(article, names, reading.attributions, reading.times),
        "bodies": lambda: find_bodies(article),
        "stances": lambda: find_stances(text, reading.attributions, names),
        "denials": lambda: find_denials(text, reading.attributions, names),
    }


def main() -> None:
    """Print a table of milliseconds an article."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.agenda", description=__doc__)
    parser.add_argument("--source", type=Path, default=SHARED.parents[1] / "stories" / "basil.docs.jsonl")
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args()
    pages = (page for page in collect([str(options.source)], Collecting()) if isinstance(page, Page))
    articles = [article for page in pages if (article := extract(page).article)][: options.count]
    readings = [read(article) for article in articles]
    took: dict[str, list[float]] = {}
    for article, reading in zip(articles, readings, strict=True):
        for name, work in steps(article, reading).items():
            took.setdefault(name, []).append(milliseconds(work))
    print(f"{len(articles)} articles of {statistics.mean(len(a.text) for a in articles):.0f} characters\n")
    print("| step | mean ms | median ms | longest ms |\n| --- | ---: | ---: | ---: |")
    added = [sum(parts) for parts in zip(*(took[name] for name in took if name != "all of the reading"), strict=True)]
    for name, times in {**took, "days to denials": added}.items():
        print(f"| {name} | {statistics.mean(times):.1f} | {statistics.median(times):.1f} | {max(times):.1f} |")
    reports = [Report(a, r, n) for n, (a, r) in enumerate(zip(articles, readings, strict=True))]
    print("\nGathering them as one story:\n")
    for gather in (commitments, acting_bodies, positions, timeline):
        print(f"- {gather.__name__}: {milliseconds(partial(gather, reports)):.0f} ms")
    held = positions(reports)
    print(f"- conflicts: {milliseconds(lambda: conflicts(reports, held)):.0f} ms")


if __name__ == "__main__":
    main()
