"""The people of a simulated community: what each kind does in a day, with one account or many.

Honest kinds have habits: how often they come, how much they read, and how good what they write is. Farming kinds do
what pays, as far as the rules let them, whenever they can; they read at the least time that the server takes, every
day, and their accounts read side by side.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from onrecord.community.reading_times import seconds_to_read
from onrecord.community.tariff import Tariff
from onrecord.community.values import Opinion

__all__ = [
    "AS_MUCH",
    "FARMING",
    "HONEST",
    "PATIENT",
    "PEOPLE",
    "RECENT_DAYS",
    "Headline",
    "Operator",
    "Shown",
    "Town",
    "live",
    "settle",
]

READ_MINUTES = 20
"""Minutes that an honest reader reads in a day; ten minutes and more a day is what surveys of readers of news find."""
RECENT_DAYS = 3
"""Days for which a post is on the front page."""
BANNED_ON = 90
"""The day on which the editor bans the account that is to be banned, once it has all that it can get."""
RENEWED_DAYS = 30
"""Days after which an operator who opens new accounts leaves the old ones."""
PUPPETS = 50
JUNK = 0.2
"""Comments of less quality break the house's rules, and one in ten people who look at one flags it."""
FLAGGED = 3
"""Comments of an account that were flagged when the editor bans it."""


class Headline(NamedTuple):
    """A post on the front page."""

    id: int
    author: int
    words: int


class Shown(NamedTuple):
    """A comment on a post of the front page; `quality` is the chance that somebody honest who looks at it likes it."""

    id: int
    writer: int
    quality: float


class Town(Protocol):
    """A community that people act in: the books, or the real doors. Each act tells whether it was taken."""

    tariff: Tariff
    at: datetime

    def join(self, role: str) -> int:
        """Open an account and return its number."""
        ...

    def publish(self, who: int, words: int) -> bool:
        """Publish a post."""
        ...

    def read(self, who: int, post: int) -> bool:
        """Read a post to its end."""
        ...

    def vote(self, who: int, post: int, opinion: Opinion) -> bool:
        """Vote on a post."""
        ...

    def comment(self, who: int, post: int, quality: float) -> bool:
        """Comment on a post."""
        ...

    def rate(self, who: int, comment: int, opinion: Opinion) -> bool:
        """Like or dislike a comment."""
        ...

    def ban(self, who: int, by: int) -> None:
        """Ban an account."""
        ...

    def posts(self) -> list[Headline]:
        """Return the posts on the front page."""
        ...

    def comments(self) -> list[Shown]:
        """Return the comments on these posts."""
        ...


@dataclass(frozen=True, slots=True)
class Habits:
    """What somebody does in a day: chances, but for `looks`, the comments looked at."""

    comes: float
    plus: float = 0.0
    minus: float = 0.0
    comments: float = 0.0
    quality: float = 0.0
    looks: int = 0
    publishes: float = 0.0
    minutes: int = READ_MINUTES


Flagged = dict[int, set[int]]
"""The comments that were flagged, by writer: the moderators' queue."""


class Operator:
    """A person with accounts; `kind` says what it does with them."""

    def __init__(self, kind: str, town: Town, rng: random.Random, flagged: Flagged) -> None:
        role, accounts, act = PEOPLE[kind]
        self.flagged = flagged
        self.kind, self.town, self.rng, self._act = kind, town, rng, act
        self.accounts = [town.join(role) for _ in range(accounts)]
        self.left: list[int] = []
        self.ring: list[int] = list(self.accounts)
        self.liked: dict[int, int] = {}

    def act(self, day: int) -> None:
        """Do what this kind does in a day."""
        self._act(self, day)

    def read(self, who: int, minutes: int = 24 * 60) -> None:
        """Read posts of others for so many minutes; a script stops where no more is paid."""
        for post in self.town.posts():
            minutes -= -(-seconds_to_read(post.words, self.town.tariff) // 60)
            if minutes < 0:
                return
            if post.author != who:
                self.town.read(who, post.id)

    def like(self, who: int, writers: list[int]) -> None:
        """Like all that these accounts wrote."""
        for comment in self.town.comments():
            if comment.writer in writers:
                self.town.rate(who, comment.id, "for")

    def write(self, who: int, count: int, quality: float) -> None:
        """Write comments, as many as the purse allows."""
        posts = self.town.posts()
        for _ in range(count if posts else 0):
            if not self.town.comment(who, self.rng.choice(posts).id, quality):
                return


def _habitual(habits: Habits) -> Callable[[Operator, int], None]:
    def act(one: Operator, _: int) -> None:
        rng, town, who = one.rng, one.town, one.accounts[0]
        if rng.random() >= habits.comes:
            return
        if rng.random() < habits.publishes:
            town.publish(who, rng.randint(300, 1_500))
        one.read(who, habits.minutes)
        for post in town.posts():
            drawn = rng.random()
            if post.author != who and drawn < habits.plus + habits.minus:
                town.vote(who, post.id, "for" if drawn < habits.plus else "against")
        comments = [comment for comment in town.comments() if comment.writer != who]
        for comment in rng.sample(comments, min(habits.looks, len(comments))):
            if rng.random() < comment.quality:
                town.rate(who, comment.id, "for")
            elif comment.quality < JUNK and rng.random() < 0.1:
                one.flagged[comment.writer].add(comment.id)
        if rng.random() < habits.comments:
            one.write(who, 1, habits.quality)

    return act


def _scripted(one: Operator, _: int) -> None:
    one.read(one.accounts[0])


def _selfish(one: Operator, _: int) -> None:
    """Like one's own comments, by oneself and by a second account."""
    for who in one.accounts:
        one.read(who)
    one.write(one.accounts[0], 1, 0.1)
    for who in one.accounts:
        one.like(who, one.accounts)


def _ringed(one: Operator, _: int) -> None:
    """Write something every day, and like all that the ring writes."""
    one.read(one.accounts[0])
    one.write(one.accounts[0], 1, 0.1)
    one.like(one.accounts[0], one.ring)


def _puppets(one: Operator, day: int) -> None:
    """Let all accounts read, one of them write in turn, and all like it."""
    for who in one.accounts:
        one.read(who)
    one.write(one.accounts[day % len(one.accounts)], 1, 0.1)
    for who in one.accounts:
        one.like(who, one.accounts)


def _renewed(one: Operator, day: int) -> None:
    """Do the same, and open new accounts every month."""
    if day % RENEWED_DAYS == RENEWED_DAYS - 1:
        one.left += one.accounts
        one.accounts = [one.town.join("reader") for _ in one.accounts]
    _puppets(one, day)


def _patient(one: Operator, day: int) -> None:
    """Write as well as an honest commenter, once a day, for each account in turn; let scripts do the rest."""
    for who in one.accounts:
        one.read(who)
    one.write(one.accounts[day % len(one.accounts)], 1, 0.6)
    for who in one.accounts:
        one.like(who, one.accounts)


def _spam(one: Operator, _: int) -> None:
    one.read(one.accounts[0])
    one.write(one.accounts[0], 20, 0.02)


def _reversing(one: Operator, day: int) -> None:
    """Like and plus everything, take all of it back two days later, or five, and begin again."""
    who, town = one.accounts[0], one.town
    if one.rng.random() >= 0.9:
        return
    one.read(who, READ_MINUTES)
    for post in town.posts():
        town.vote(who, post.id, "none" if one.rng.random() < 0.3 else "for")
    for comment in town.comments():
        if one.rng.random() < 0.3:
            town.rate(who, comment.id, "for")
            one.liked[comment.id] = day + one.rng.choice((2, 5))
    for comment_id in [comment_id for comment_id, on in one.liked.items() if on <= day]:
        del one.liked[comment_id]
        town.rate(who, comment_id, "none")
    if one.rng.random() < 0.1:
        one.write(who, 1, 0.4)


def _bombing(one: Operator, _: int) -> None:
    """Minus everything while the purse lasts."""
    who = one.accounts[0]
    one.read(who)
    for post in one.town.posts():
        one.town.vote(who, post.id, "against")
    for comment in one.town.comments()[:5]:
        one.town.rate(who, comment.id, "against")


PEOPLE: dict[str, tuple[str, int, Callable[[Operator, int], None]]] = {
    "honest reader": ("reader", 1, _habitual(Habits(0.9, plus=0.3, minus=0.01, comments=0.12, quality=0.6, looks=4))),
    "honest commenter": ("reader", 1, _habitual(Habits(0.9, plus=0.3, minus=0.01, comments=0.9, quality=0.6, looks=6))),
    "daily writer": ("reader", 1, _habitual(Habits(1.0, plus=0.3, minus=0.01, comments=1.0, quality=0.6, looks=6))),
    "author": ("analyst", 1, _habitual(Habits(0.95, plus=0.3, comments=0.2, quality=0.7, looks=6, publishes=0.7))),
    "editor": ("editor", 1, _habitual(Habits(0.95, plus=0.3, looks=10))),
    "lurker": ("reader", 1, _habitual(Habits(0.5, minutes=10))),
    "self-voter": ("reader", 2, _selfish),
    "vote ring": ("reader", 1, _ringed),
    "sock puppets": ("reader", PUPPETS, _puppets),
    "sock puppets, renewed": ("reader", PUPPETS, _renewed),
    "patient puppets": ("reader", PUPPETS, _patient),
    "scripted reader": ("reader", 1, _scripted),
    "comment spammer": ("reader", 1, _spam),
    "late reverser": ("reader", 1, _reversing),
    "minus-bomber": ("reader", 1, _bombing),
    "banned account": ("reader", 1, _ringed),
}
"""Each kind: the role of its accounts, how many one operator has, and what it does."""
HONEST = ("honest reader", "honest commenter", "daily writer", "author", "editor", "lurker")
PATIENT, AS_MUCH = "patient puppets", "daily writer"
"""Who writes as much and as well by many accounts, and who does by one: decision 0035 says why these are compared."""
FARMING = tuple(kind for kind in PEOPLE if kind not in HONEST and kind != PATIENT)


def settle(town: Town, counts: dict[str, int], seed: int) -> list[Operator]:
    """Return the operators of a town, each with a chance of its own from the seed; those of a ring know each other."""
    made = []
    flagged: Flagged = defaultdict(set)
    for kind, count in counts.items():
        group = [Operator(kind, town, random.Random(f"{seed} {kind} {n}"), flagged) for n in range(count)]  # noqa: S311
        if kind == "vote ring":
            ring = [one.accounts[0] for one in group]
            for one in group:
                one.ring = ring
        made += group
    return made


def live(town: Town, people: list[Operator], day: int, at: datetime, rng: random.Random) -> None:
    """Let a day pass: everybody acts once, in an order of chance, and the editor bans who is to be banned."""
    town.at = at + timedelta(hours=6)
    editor = next(one for one in people if one.kind == "editor")
    for one in rng.sample(people, len(people)):
        one.act(day)
    banned = [one.accounts[0] for one in people if one.kind == "banned account" and day == BANNED_ON]
    banned += [writer for writer, comments in editor.flagged.items() if len(comments) >= FLAGGED]
    for who in banned:
        town.ban(who, editor.accounts[0])
        editor.flagged.pop(who, None)
