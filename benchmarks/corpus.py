"""A corpus of any size, made by perturbing real text: `python -m benchmarks.corpus COUNT FILE [SOURCE.jsonl]`.

Every story takes one real article as its ground and replaces each capitalised word by an invented name of the
story's own, so that stories differ in whom they speak of while syntax, lengths and quotation marks stay real.
Each story has three reports: the ground; a retelling that leaves out a fifth of the sentences and swaps
neighbours; a copy without its last paragraphs. Two hundred stories a day. The seed is fixed.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from onrecord.core import sentences

STORIES_A_DAY = 200
REPORTS = 3
SYLLABLES = "ba ke li mo nu ra se ti vo za chen dor fal gri hul jor kam lom mir nor pel quin rath sol tev".split()
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")


def texts(source: Path) -> list[str]:
    """Return the texts of a `.jsonl` file, or of the text files of a folder."""
    if source.is_dir():
        return [path.read_text(encoding="utf-8") for path in sorted(source.glob("*.txt"))]
    return [json.loads(line)["text"] for line in source.read_text(encoding="utf-8").splitlines()]


def _renamed(text: str, rng: random.Random) -> str:
    names: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        return names.setdefault(found.group(), "".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).capitalize())

    return _NAME.sub(name, text)


def _reports(text: str, rng: random.Random) -> Iterator[str]:
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    yield "\n\n".join(paragraphs)
    kept = []
    for paragraph in paragraphs:
        told = [span.of(paragraph) for span in sentences(paragraph) if rng.random() > 0.2]
        if len(told) > 2:
            place = rng.randrange(len(told) - 1)
            told[place], told[place + 1] = told[place + 1], told[place]
        if told:
            kept.append(" ".join(told))
    yield "\n\n".join(kept or paragraphs)
    yield "\n\n".join(paragraphs[: max(1, len(paragraphs) - 3)])


def articles(count: int, source: Path) -> Iterator[dict[str, str]]:
    """Yield `count` articles as the fields of `.jsonl` input."""
    grounds = texts(source)
    made = story = 0
    while made < count:
        rng = random.Random(story)  # noqa: S311 - a benchmark, not a secret
        ground = _renamed(grounds[story % len(grounds)], rng)
        day = date(2024, 1, 1) + timedelta(days=story // STORIES_A_DAY)
        for number, text in enumerate(_reports(ground, rng)):
            if made < count:
                yield {
                    "id": f"{story}-{number}",
                    "outlet": f"Outlet {number}",
                    "title": text[:70].split("\n")[0],
                    "published": day.isoformat(),
                    "language": "en",
                    "text": text,
                }
                made += 1
        story += 1
    return


def write(count: int, target: Path, source: Path) -> None:
    """Write `count` articles to `target`, a line each."""
    with target.open("w", encoding="utf-8") as lines:
        for article in articles(count, source):
            lines.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else Path("examples"))
