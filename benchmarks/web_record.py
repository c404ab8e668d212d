"""The record that `benchmarks.web` asks: real reports under invented names, put on record by the real steps.

Reading 20,000 articles with the trained network takes an hour of two cores, and what pages cost does not depend on it.
So each real article is read once (`read`), and its reading is carried over to copies of the article:

1. The real articles (`GROUNDS`) come in groups that report one event. A round tells all of them once, in `ROUND_DAYS`
   days; the next round tells them again so much later that linking cannot take them for the same events.
2. Each round gives all people new names. A name is as long as the one it replaces, so every offset of the reading
   holds. Places and organizations keep their names and gather mentions from round to round.
3. Days move by whole weeks with the day of publication. A day that an article names by its date is so on another day
   than its words say.
4. Every span of a carried reading is compared with the ground's words under their new names, and the record refuses
   evidence that does not stand in its article.
5. Each copy is extracted, placed, linked, appended and settled as `onrecord add` does it.

The last reports all go into one story: one event, told by hundreds of outlets, each with a few words of its own, which
also makes statements of hundreds of wordings.
"""

from __future__ import annotations

import json
import pickle
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.corpus import SYLLABLES
from benchmarks.flow import SHARED
from onrecord import flow, record
from onrecord.articles import Article, extract
from onrecord.core import Interval, Span
from onrecord.linking import link, look_up_keys, place
from onrecord.outlets import Collecting, Page, collect
from onrecord.reading import READER, Reading, read
from onrecord.reading.reading import attribution_id

__all__ = ["GROUNDS", "copy", "make"]

GROUNDS = tuple(SHARED.parents[1] / "stories" / f"{name}.docs.jsonl" for name in ("basil", "neus", "ecbplus"))
ROUND_DAYS = 28
LARGE_REPORTS = 1_050
OWN_WORDS = 0.02
"""Share (0..1) of an outlet's plain words that are its own in the large story."""

Say = Callable[[str], None]
_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_PLAIN = re.compile(r"(?<=\s)[a-z]{5,}(?=\s)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Ground:
    """A real article, what it reports by the labels of its collection, and its reading."""

    group: str
    article: Article
    reading: Reading


def make(count: int, folder: Path, say: Say) -> None:
    """Put `count` articles on record; those that are there already are passed over, so it goes on where it ended."""
    folder.mkdir(parents=True, exist_ok=True)
    record.prepare()
    grounds = _grounds(folder, say)
    began = time.perf_counter()
    for done, (ground, page) in enumerate(_pages(grounds, count, folder), 1):
        if record.held(page.id, flow.VERSIONS) is None:
            _append(ground, page)
        if done % 200 == 0:
            say(f"{done} of {count} articles on record, {time.perf_counter() - began:.0f} s")


# --- the ground --------------------------------------------------------------------------------------------------


def _grounds(folder: Path, say: Say) -> list[Ground]:
    """Return the real articles with their readings, made once and kept in `folder`."""
    kept = folder / f"{READER}.pickle"
    if kept.exists():
        held: list[Ground] = pickle.loads(kept.read_bytes())  # noqa: S301 - this program's own file
        return held
    made = []
    for file in GROUNDS if GROUNDS[0].exists() else (Path("examples"),):
        groups = _groups(file)
        source = _dated(file, groups, folder) if groups else file
        for page in collect([str(source)], Collecting()):
            article = extract(page).article if isinstance(page, Page) else None
            if article and article.published:
                group = groups.get(article.external_id or "", "one")
                made.append(Ground(f"{file.name}:{group}", article, read(article)))
                if len(made) % 100 == 0:
                    say(f"{len(made)} real articles read")
    kept.write_bytes(pickle.dumps(made))
    return made


def _groups(file: Path) -> dict[str, str]:
    labels = file.with_name(file.name.replace(".docs.", ".gold."))
    if file.is_dir() or not labels.exists():
        return {}
    rows = map(json.loads, labels.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["story"] for row in rows}


def _dated(file: Path, groups: dict[str, str], folder: Path) -> Path:
    """Return a copy of `file` in which articles without a day have one, the same for all of a group."""
    made = folder / file.name
    order = {group: number for number, group in enumerate(sorted(set(groups.values())))}
    with made.open("w", encoding="utf-8") as lines:
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            day = date(2012, 1, 2) + timedelta(days=3 * order[groups[row["id"]]])
            row["published"] = row["published"] or day.isoformat()
            row["outlet"] = row["outlet"] or f"Outlet {sum(map(ord, row['id'])) % 40}"
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return made


# --- the copies --------------------------------------------------------------------------------------------------


def _pages(grounds: Sequence[Ground], count: int, folder: Path) -> Iterator[tuple[Ground, Page]]:
    """Yield the pages of the record in the order of their arrival, each with the article that it copies."""
    known = _Names(grounds)
    until = _last_day(folder)
    large = min(LARGE_REPORTS, count // 10)
    left, rounds = count - large, -(-(count - large) // len(grounds))
    for number in range(rounds):
        first = until - timedelta(days=ROUND_DAYS * (rounds - number) + 3)
        rows = sorted(_round(grounds, known.renaming(number), first), key=lambda each: each[1]["published"])[:left]
        left -= len(rows)
        yield from _collected(rows, folder / f"round-{number}.jsonl")
    yield from _collected(_large(grounds, known.renaming(rounds), until, large), folder / "large.jsonl")


def _last_day(folder: Path) -> date:
    """Return the day on which the record was begun, which is its last."""
    kept = folder / "last-day"
    if not kept.exists():
        kept.write_text(date.today().isoformat(), encoding="utf-8")  # noqa: DTZ011 - any day does
    return date.fromisoformat(kept.read_text(encoding="utf-8"))


def _collected(rows: Iterable[tuple[Ground, dict[str, Any]]], file: Path) -> Iterator[tuple[Ground, Page]]:
    grounds = []
    with file.open("w", encoding="utf-8") as lines:
        for ground, row in rows:
            grounds.append(ground)
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    for ground, page in zip(grounds, collect([str(file)], Collecting()), strict=True):
        if not isinstance(page, Page):
            raise TypeError(f"not a page: {page}")
        yield ground, page


def _round(
    grounds: Sequence[Ground], rename: Callable[[str], str], first: date
) -> Iterator[tuple[Ground, dict[str, Any]]]:
    groups = list(dict.fromkeys(each.group for each in grounds))
    random.Random(str(first)).shuffle(groups)  # noqa: S311 - a benchmark, not a secret
    day = {group: first + timedelta(days=number * ROUND_DAYS // len(groups)) for number, group in enumerate(groups)}
    began: dict[str, date] = {}
    for each in grounds:
        began[each.group] = min(began.get(each.group, date.max), _on(each))
    for each in grounds:
        own = _on(each)
        told = day[each.group] + timedelta(days=min(2, (own - began[each.group]).days))
        yield each, _row(each, rename, _weeks(told, own), each.article.outlet)


def _large(
    grounds: Sequence[Ground], rename: Callable[[str], str], until: date, count: int
) -> Iterator[tuple[Ground, dict[str, Any]]]:
    """Yield the reports of the large story: copies of the reports of one event, each with some words of its own."""
    size = Counter(each.group for each in grounds)
    group = max(size, key=lambda group: (size[group] == 3, _quoted(grounds, group)))
    reports = [each for each in grounds if each.group == group]
    plain = Counter(word for each in grounds for word in _PLAIN.findall(each.article.text))
    by_length: dict[int, list[str]] = {}
    for word, times in plain.items():
        if times > 20:
            by_length.setdefault(len(word), []).append(word)
    for number in range(count):
        chance = random.Random(number)  # noqa: S311 - a benchmark, not a secret
        ground = reports[number % len(reports)]

        def own(found: re.Match[str], chance: random.Random = chance) -> str:
            return chance.choice(by_length.get(len(found[0]), [found[0]])) if chance.random() < OWN_WORDS else found[0]

        def told(text: str, own: Callable[[re.Match[str]], str] = own) -> str:
            return _PLAIN.sub(own, rename(text))

        yield ground, _row(ground, told, _weeks(until - timedelta(days=4), _on(ground)), f"Paper {number}")


def _quoted(grounds: Sequence[Ground], group: str) -> int:
    return sum(len(each.reading.quotations) for each in grounds if each.group == group)


def _on(ground: Ground) -> date:
    day = ground.article.published_on
    if day is None:
        raise ValueError("a ground has a day")
    return day


def _weeks(wanted: date, own: date) -> int:
    return 7 * round((wanted - own).days / 7)


def _row(ground: Ground, rename: Callable[[str], str], days: int, outlet: str | None) -> dict[str, Any]:
    published = _on(ground) + timedelta(days=days)
    name = f"{ground.article.external_id}-{published}-{outlet}"
    return {
        "id": name,
        "outlet": outlet,
        "title": rename(ground.article.title) if ground.article.title else None,
        "published": published.isoformat(),
        "language": "en",
        "text": rename(ground.article.text),
    }


class _Names:
    """The words of people's names in the real articles, and new ones of the same length for them."""

    def __init__(self, grounds: Sequence[Ground]) -> None:
        people: set[str] = set()
        others: set[str] = set()
        lower: Counter[str] = Counter()
        for each in grounds:
            lower.update(re.findall(r"\b[a-z]{4,}\b", each.article.text))
            for mention in each.reading.mentions:
                words = _NAME.findall(mention.name)
                (people if mention.kind == "person" else others).update(words)
        self._words = sorted(word for word in people - others if lower[word.lower()] < 3)

    def renaming(self, number: int) -> Callable[[str], str]:
        """Return what gives people their names of round `number`; a text keeps its length."""
        chance = random.Random(number)  # noqa: S311 - a benchmark, not a secret
        names: dict[str, str] = {}
        used = set(self._words)
        for word in self._words:
            while (made := _word(len(word), chance)) in used:
                pass
            used.add(made)
            names[word] = made
        return lambda text: _NAME.sub(lambda found: names.get(found[0], found[0]), text)


def _word(length: int, chance: random.Random) -> str:
    made = ""
    while len(made) < length:
        made += chance.choice(SYLLABLES)
    return made[:length].capitalize()


# --- carrying a reading over -------------------------------------------------------------------------------------


def _append(ground: Ground, page: Page) -> None:
    """Put the copy on record that stands on `page`, by the steps of `flow.add` but for the reading."""
    article = extract(page).article
    if article is None:
        raise ValueError(f"no article on {page.where}")
    reading = _carried(ground, article)
    keys = look_up_keys(article, reading)
    candidates = record.candidates(article, keys)
    placed = place(article, reading, candidates)
    links = link(article, reading, keys, placed, record.known(article, keys, placed.reports))
    record.append(page, article, reading, links)
    flow.settle(links, candidates)


def _carried(ground: Ground, article: Article) -> Reading:
    """Return the reading of the ground as that of its copy."""
    was, now = ground.article.text, article.text
    if len(was) != len(now) or article.published_on is None:
        raise ValueError(f"{article.where} is not as long as what it copies")
    words = dict(zip(_NAME.findall(was), _NAME.findall(now), strict=True))
    ids = {ground.article.id: article.id}
    for each in ground.reading.attributions:
        ids[each.id] = attribution_id(article.id, each.source, each.cue, each.content)
    for mention in ground.reading.mentions:
        if (told := _renamed(mention.span.of(was), words)) != mention.span.of(now):
            raise ValueError(f"{article.where} names {mention.span.of(now)!r} where {told!r} should stand")
    shift = article.published_on - _on(ground)
    carried: Reading = _Carrying(ids, words, shift).over(ground.reading)
    return carried


def _renamed(text: str, words: dict[str, str]) -> str:
    return _NAME.sub(lambda found: words.get(found[0], found[0]), text)


@dataclass(frozen=True)
class _Carrying:
    """What changes in a reading: ids, names, and days."""

    ids: dict[str, str]
    words: dict[str, str]
    shift: timedelta

    def over(self, value: Any) -> Any:
        """Return a value of a reading as it stands in the copy's."""
        if isinstance(value, (Span, int, float, datetime, type(None))):
            return value
        if isinstance(value, Interval):
            return Interval(value.first + self.shift, value.last + self.shift)
        if isinstance(value, str):
            return self.ids.get(value) or _DAY.sub(self._day, _renamed(value, self.words))
        if isinstance(value, tuple):
            return tuple(map(self.over, value))
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{each.name: self.over(getattr(value, each.name)) for each in fields(value)})
        raise TypeError(f"no reading holds {value!r}")

    def _day(self, found: re.Match[str]) -> str:
        try:
            return (date.fromisoformat(found[0]) + self.shift).isoformat()
        except (ValueError, OverflowError):
            return found[0]


# --- copying it --------------------------------------------------------------------------------------------------


def copy(file: Path, say: Say) -> None:
    """Copy the rows of every table of the record in the SQLite file into the PostgreSQL that Django is set up for.

    The site's own tables are not copied: the shelf is kept from the record there too.
    """
    import sqlite3

    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection, transaction

    source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    models = list(apps.get_app_config("record").get_models())
    with transaction.atomic(), connection.cursor() as cursor:
        # The rows were held to the rules when they came onto the first record.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL timezone = 'UTC'")
        for model in models:
            table = model._meta.db_table
            cursor.execute(f"TRUNCATE {table} CASCADE")
            fields = model._meta.concrete_fields
            columns = ", ".join(f'"{field.column}"' for field in fields)
            flags = [field.get_internal_type() == "BooleanField" for field in fields]
            rows = 0
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as target:
                for row in source.execute(f"SELECT {columns} FROM {table}"):  # noqa: S608 - names of our own
                    values = zip(row, flags, strict=True)
                    target.write_row([bool(each) if flag and each is not None else each for each, flag in values])
                    rows += 1
            say(f"{table}: {rows} rows")
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
