"""Cleaning of real pages: word F1, words exactly right, headline, day and authors, against publishers' own parsers.

`python -m evals pages` measures this project and holds its floors; `python -m evals.pages FOLDER` prints the table of
the libraries alone beside it, which takes a few minutes.
"""

from __future__ import annotations

import gzip
import json
import logging
import re
import sys
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onrecord.articles import extract
from onrecord.core import fold
from onrecord.outlets import HTML, Page

NAME = "pages"
DATA = ("pages",)
RECEIVED = datetime(2026, 11, 22, tzinfo=UTC)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Read:
    """What one reader took from one page; `day` is ISO, `authors` as one line."""

    text: str
    title: str | None = None
    day: str | None = None
    authors: str | None = None


Reader = Callable[[bytes, str], Read]


def words(text: str) -> list[str]:
    """Return the words that are compared: runs of letters and digits, folded."""
    return _WORD.findall(fold(text))


def word_f1(got: list[str], expected: list[str]) -> float:
    """Return the harmonic mean of precision and recall over the two bags of words."""
    common = sum((Counter(got) & Counter(expected)).values())
    return 2 * common / (len(got) + len(expected)) if common else 0.0


def pages(folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Return each expected reading with the bytes of its page."""
    for line in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        expected = json.loads(line)
        yield expected, gzip.decompress((folder / expected["html"]).read_bytes())


def score(folder: Path, reader: Reader) -> dict[str, float]:
    """Return the mean scores of `reader` over the pages of `folder`, and its pages a second."""
    sums: dict[str, float] = defaultdict(float)
    count, spent = 0, 0.0
    for expected, body in pages(folder):
        began = time.perf_counter()
        try:
            read = reader(body, expected["url"])
        except Exception as error:  # noqa: BLE001 - a library that fails on a page scores nothing there
            print(f"  {reader.__name__}: {expected['html']}: {type(error).__name__}", file=sys.stderr)
            read = Read("")
        spent += time.perf_counter() - began
        got, right = words(read.text), words("\n".join(expected["body"]))
        count += 1
        sums["word F1"] += word_f1(got, right)
        sums["words exactly right"] += got == right
        sums["title right"] += fold(read.title or "") == fold(expected["title"])
        sums["day right"] += (read.day or "") == expected["published"][:10]
        sums["authors right"] += fold(read.authors or "") == fold(", ".join(expected["authors"] or []))
    names = ("word F1", "words exactly right", "title right", "day right", "authors right")
    return {name: sums[name] / count for name in names} | {"pages a second": count / spent}


def onrecord(body: bytes, url: str) -> Read:
    """Read a page with this project."""
    article = extract(Page(url, None, url, HTML, None, body, (), RECEIVED)).article
    if article is None:
        return Read("")
    day = article.published_on
    return Read(article.text, article.title, day.isoformat() if day else None, article.byline)


def measure(data: Path) -> dict[str, float]:
    """Return this project's scores on the pages below `data`."""
    scores = score(data / "pages", onrecord)
    return {name: value for name, value in scores.items() if name != "pages a second"}


def main() -> int:
    """Print the table of libraries and of this project for the folder named on the command line."""
    from evals.peers import PEERS

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    folder = Path(sys.argv[1])
    columns = ("word F1", "words exactly right", "title right", "day right", "authors right", "pages a second")
    print("| reader | " + " | ".join(columns) + " |")
    print("| --- |" + " ---: |" * len(columns))
    for name, reader in {**PEERS, "onrecord": onrecord}.items():
        scores = score(folder, reader)
        figures = [f"{100 * scores['word F1']:.2f}", *(f"{scores[c]:.3f}" for c in columns[1:5])]
        print(f"| {name} | " + " | ".join(figures) + f" | {scores['pages a second']:.0f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
