"""What each kind of member earns a day under the tariff: `python -m benchmarks.economy [--days N] [--seeds N]`.

People of each kind (`economy_people.py`) live together for thousands of days, by the community's own rules
(`economy_books.py`), everything following from the seed. *Earns* is what all accounts of a person hold at the end, over
the days: what came in less what was paid. A banned account counts for nothing, since what it holds cannot be spent.
Beside the mean over people and seeds stands its spread over seeds.

It ends with status 1 when in any seed a farming kind earns as much as honest readers, when fifty accounts of one
writer earn a quarter more than one account for the same work, or when on any day more was issued than the tariff's
budget. `--picture` writes earnings by kind into docs/pictures, light and dark, as SVG and PNG;
it needs matplotlib.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.economy_books import Account, Books
from benchmarks.economy_people import (
    AS_MUCH,
    FARMING,
    HONEST,
    PATIENT,
    PEOPLE,
    RECENT_DAYS,
    Headline,
    Shown,
    live,
    settle,
)
from onrecord.community.tariff import Tariff, load
from onrecord.community.values import Opinion

START = datetime(2027, 1, 1, tzinfo=UTC)
COUNTS = {
    "honest reader": 20,
    "honest commenter": 6,
    "daily writer": 3,
    "author": 4,
    "editor": 1,
    "lurker": 6,
    "self-voter": 2,
    "vote ring": 5,
    "sock puppets": 1,
    "sock puppets, renewed": 1,
    "patient puppets": 1,
    "scripted reader": 2,
    "comment spammer": 2,
    "late reverser": 2,
    "minus-bomber": 2,
    "banned account": 1,
}
"""People of each kind in a town."""
MANY_TO_ONE = 1.25
"""What a writer may earn by many accounts of what one account earns: their first comments are free."""
PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"


class Town:
    """The books as people see them, with a clock that goes on by a second with every act."""

    def __init__(self, tariff: Tariff) -> None:
        self.tariff = tariff
        self.books = Books(tariff)
        self.at = START
        self._first = 0
        self._days: list[int] = []

    def dawn(self, at: datetime) -> None:
        """Begin a day: pay out what is due, and take old posts from the front page."""
        self.at = at
        self.books.mature(at)
        self._days.append(len(self.books.posts))
        self._first = self._days[-RECENT_DAYS] if len(self._days) >= RECENT_DAYS else 0

    def _account(self, who: int) -> Account:
        self.at += timedelta(seconds=1)
        return self.books.accounts[who - 1]

    def join(self, role: str) -> int:
        """Open an account."""
        return self.books.join(role, self.at.date()).id  # type: ignore[arg-type]

    def publish(self, who: int, words: int) -> bool:
        """Publish a post."""
        return self.books.publish(self._account(who), words, self.at) is not None

    def read(self, who: int, post: int) -> bool:
        """Read a post to its end."""
        return self.books.read_to_end(self._account(who), self.books.posts[post - 1], self.at)

    def vote(self, who: int, post: int, opinion: Opinion) -> bool:
        """Vote on a post."""
        return self.books.vote(self._account(who), self.books.posts[post - 1], opinion, self.at)

    def comment(self, who: int, post: int, quality: float) -> bool:
        """Comment on a post."""
        return self.books.comment(self._account(who), self.books.posts[post - 1], quality, self.at) is not None

    def rate(self, who: int, comment: int, opinion: Opinion) -> bool:
        """Like or dislike a comment."""
        return self.books.rate(self._account(who), self.books.comments[comment - 1], opinion, self.at)

    def ban(self, who: int, by: int) -> None:
        """Ban an account."""
        if self._account(by).role == "editor":
            self.books.ban(self._account(who), self.at)

    def posts(self) -> list[Headline]:
        """Return the posts on the front page."""
        return [Headline(post.id, post.author.id, post.words) for post in self.books.posts[self._first :]]

    def comments(self) -> list[Shown]:
        """Return the comments on these posts."""
        posts = self.books.posts[self._first :]
        return [Shown(each.id, each.writer.id, each.quality) for post in posts for each in post.comments]


@dataclass(frozen=True, slots=True)
class Life:
    """What came of one seed: Twei a day by kind for each person, and what was issued and taken in."""

    earned: dict[str, list[float]]
    standing: dict[str, float]
    most_issued: int
    issued: float
    taken: float


def lived(tariff: Tariff, days: int, seed: int, counts: dict[str, int] = COUNTS) -> Life:
    """Let a town live for so many days, and return what came of it."""
    town, rng = Town(tariff), random.Random(f"{seed} order")  # noqa: S311 - chance here is no secret
    people = settle(town, counts, seed)
    for day in range(days):
        at = START + timedelta(days=day)
        town.dawn(at)
        live(town, people, day, at, rng)
    for more in range(tariff.pending.days + 1):
        town.dawn(START + timedelta(days=days + more))
    earned: dict[str, list[float]] = defaultdict(list)
    stands: dict[str, list[bool]] = defaultdict(list)
    for one in people:
        own = [town.books.accounts[who - 1] for who in (*one.left, *one.accounts)]
        earned[one.kind].append(sum(account.holds for account in own if not account.banned) / days)
        stands[one.kind] += [account.stands and not account.banned for account in own]
    books = town.books
    return Life(
        dict(earned),
        {kind: statistics.mean(held) for kind, held in stands.items()},
        max(books.issued.values()),
        sum(books.issued.values()) / days,
        books.taken / days,
    )


def faults(lives: list[Life], tariff: Tariff) -> list[str]:
    """Return what does not hold.

    A farming kind that earns as much as honest readers; many accounts of one writer that earn a quarter more than one
    account for the same work; a budget that was passed.
    """
    found = []
    for seed, life in enumerate(lives):
        honest = statistics.mean(life.earned["honest reader"])
        farmed = {kind: statistics.mean(life.earned[kind]) for kind in FARMING if kind in life.earned}
        found += [
            f"seed {seed}: {kind} earns {mean:.2f} Twei a day, an honest reader {honest:.2f}"
            for kind, mean in farmed.items()
            if mean >= honest
        ]
        many, one = (statistics.mean(life.earned.get(kind, [0.0])) for kind in (PATIENT, AS_MUCH))
        if many > MANY_TO_ONE * one:
            found.append(f"seed {seed}: {PATIENT} earn {many:.2f} Twei a day, and one account does {one:.2f}")
        if life.most_issued > tariff.treasury.day:
            found.append(f"seed {seed}: {life.most_issued} Twei were issued on one day")
    return found


COLOURS = {
    "light": {"text": "#1f2328", "paper": "#ffffff", "honest": "#1a6f6a", "farming": "#b4442e", "other": "#8a8f98"},
    "dark": {"text": "#e6e6e6", "paper": "#15181c", "honest": "#5fc2b8", "farming": "#ef8a6f", "other": "#8a8f98"},
}


def draw(means: dict[str, list[float]], days: int, folder: Path = PICTURES) -> None:
    """Draw what each kind earned a day, with the spread over seeds, light and dark, as SVG and PNG."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot as plt

    kinds = list(means)[::-1]
    middle = [statistics.mean(means[kind]) for kind in kinds]
    spread = [[m - min(means[k]) for k, m in zip(kinds, middle, strict=True)]]
    spread.append([max(means[k]) - m for k, m in zip(kinds, middle, strict=True)])
    group = ["honest" if kind in HONEST else "farming" if kind in FARMING else "other" for kind in kinds]
    for name, colours in COLOURS.items():
        figure, axes = plt.subplots(figsize=(8, 4.8), layout="constrained", facecolor=colours["paper"])
        axes.set_facecolor(colours["paper"])
        bars = axes.barh(kinds, middle, xerr=spread, color=[colours[each] for each in group], ecolor=colours["text"])
        axes.bar_label(bars, [f"{each:.2f}" for each in middle], padding=6, color=colours["text"])
        axes.set_xscale("symlog", linthresh=1)
        axes.set_xlim(0, max(middle) * 2)
        axes.set_xticks([0, 1, 10, 100], ["0", "1", "10", "100"])
        axes.set_xlabel(f"Twei a day for each person, over {days:,} days", color=colours["text"])
        axes.tick_params(colors=colours["text"], length=0)
        for side in axes.spines.values():
            side.set_visible(False)
        for ending, meta in (("svg", {"Date": None}), ("png", {"Software": None})):
            figure.savefig(folder / f"economy-{name}.{ending}", metadata=meta, dpi=120)
        plt.close(figure)


def main() -> None:
    """Let towns live, print what each kind earned, and fail when farming pays."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.economy", description=__doc__)
    parser.add_argument("--days", type=int, default=2_000)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--tariff", type=Path, help="another tariff than the one that is shipped")
    parser.add_argument("--picture", action="store_true", help="draw it into docs/pictures")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onrecord.web.settings")
    from onrecord import community

    tariff = load(options.tariff) if options.tariff else community.current_tariff()
    lives = [lived(tariff, options.days, seed) for seed in range(options.seeds)]
    print(f"tariff {tariff.version}, {options.days} days, {options.seeds} seeds\n")
    print("| kind | people | accounts of each | earns a day | least to most of the seeds | accounts of standing |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    by_kind = {kind: [statistics.mean(life.earned[kind]) for life in lives] for kind in COUNTS}
    for kind, means in by_kind.items():
        stand = statistics.mean(life.standing[kind] for life in lives)
        spread = f"{min(means):.2f} to {max(means):.2f}"
        ends = f"{statistics.mean(means):.2f} | {spread} | {stand:.0%}"
        print(f"| {kind} | {COUNTS[kind]} | {PEOPLE[kind][1]} | {ends} |")
    issued, taken = (statistics.mean(getattr(life, name) for life in lives) for name in ("issued", "taken"))
    most = max(life.most_issued for life in lives)
    print(f"\nThe treasury issued {issued:.0f} Twei a day and took in {taken:.0f}; most on a day: {most}")
    if options.picture:
        draw(by_kind, options.days)
    found = faults(lives, tariff)
    for fault in found:
        print(fault)
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
