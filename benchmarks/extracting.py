"""How fast pages become articles, beside the library alone in the same run: `python -m benchmarks.extracting`.

Pages a second of `trafilatura.bare_extraction(fast=True)` and of our `extract`, each page once, in turn, so that
a noisy machine slows both alike. What counts is the ratio.
"""

from __future__ import annotations

import gzip
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import trafilatura

from onrecord.articles import extract
from onrecord.outlets import HTML, Page

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "pages"


def main(folder: Path) -> None:
    """Measure over every saved page below `folder` and print the table."""
    bodies = [gzip.decompress(path.read_bytes()) for path in sorted(folder.rglob("*.html.gz"))]
    now = datetime.now(UTC)
    alone = ours = 0.0
    for number, body in enumerate([bodies[0], *bodies]):
        began = time.perf_counter()
        trafilatura.bare_extraction(body, fast=True, include_comments=False, with_metadata=True)
        middle = time.perf_counter()
        extract(Page(str(number), None, None, HTML, None, body, (), now))
        if number:  # the first page warms both up
            alone += middle - began
            ours += time.perf_counter() - middle
    print("| pages | what | pages/s | ratio |\n| ---: | --- | ---: | ---: |")
    print(f"| {len(bodies)} | trafilatura, fast, alone | {len(bodies) / alone:.1f} | 1.00 |")
    print(f"| {len(bodies)} | onrecord extract | {len(bodies) / ours:.1f} | {alone / ours:.2f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED if SHARED.exists() else Path("examples"))
