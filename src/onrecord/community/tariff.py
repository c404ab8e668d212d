"""The tariff: reading it from its file, and saying where it does not hold together."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings

from onrecord.community.values import EARNED, Reason
from onrecord.errors import TariffWrong
from onrecord.limits.community import COMMENT_BYTES, KEY_CHARS, LEVELS, TARIFF_TWEI, WORDS_A_MINUTE

__all__ = ["RIGHTS", "Tariff", "current", "load"]

DEFAULT = Path(__file__).with_name("tariff.toml")
RIGHTS = ("vote", "rate", "flag", "mint", "comment", "report")
ROLES = ("analyst", "editor", "administrator")
CAPPED = (Reason.READING, *EARNED)
_AT_LEAST_ONE = {"pairs.days", "treasury.day", "comment.likes", "comment.characters", "reading.words_a_minute"}
_AT_LEAST_ONE |= {"reading.floor_seconds", "standing.vouchers", "absence.level_days"}
_DAYS = {"pending.days", "pairs.days", "absence.grace_days", "absence.level_days"}
_HIGHEST = {"reading.words_a_minute": WORDS_A_MINUTE}
YEARS = 36_500
"""Days that a window may last: a hundred years, so that no date is beyond what a database counts."""


@dataclass(frozen=True, slots=True)
class Pending:
    """How long an earning can be taken back."""

    days: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """How often one member earns something for another."""

    days: int


@dataclass(frozen=True, slots=True)
class Treasury:
    """What the treasury pays out a day."""

    day: int


@dataclass(frozen=True, slots=True)
class Publish:
    """What publishing costs, and what a newcomer to it gets."""

    tribute: int
    advance: int


@dataclass(frozen=True, slots=True)
class Plus:
    """What a plus earns."""

    author: int


@dataclass(frozen=True, slots=True)
class Minus:
    """What a minus costs."""

    voter: int


@dataclass(frozen=True, slots=True)
class Commenting:
    """What a comment costs and earns, and its bounds."""

    tribute: int
    free: int
    reward: int
    likes: int
    characters: int
    edit_minutes: int


@dataclass(frozen=True, slots=True)
class Like:
    """What a like of a comment earns."""

    minted: int
    liker: int
    commenter: int
    author: int


@dataclass(frozen=True, slots=True)
class Dislike:
    """What a dislike of a comment costs, and who gets it."""

    own: int
    commenter: int
    author_percent: int
    treasury_percent: int


@dataclass(frozen=True, slots=True)
class ReportPrice:
    """What a report instance costs."""

    price: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading earns, and how long it takes."""

    reward: int
    words_a_minute: int
    floor_seconds: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How many members of staff give standing, and what their likes let a reader earn."""

    vouchers: int
    unvouched: int
    vouched: int


@dataclass(frozen=True, slots=True)
class Experience:
    """What experience is made of."""

    day: int
    post: int
    vote: int


@dataclass(frozen=True, slots=True)
class Absence:
    """When levels are lost."""

    grace_days: int
    level_days: int


@dataclass(frozen=True, slots=True)
class Tariff:
    """A tariff that holds together.

    `caps` are by reason, `levels` the experience of level 1, 2 and so on, `rights` and `roles` levels by name.
    """

    version: str
    pending: Pending
    pairs: Pairs
    treasury: Treasury
    publish: Publish
    plus: Plus
    minus: Minus
    comment: Commenting
    like: Like
    dislike: Dislike
    report: ReportPrice
    reading: Reading
    standing: Standing
    experience: Experience
    absence: Absence
    caps: Mapping[Reason, int]
    levels: tuple[int, ...]
    roles: Mapping[str, int]
    rights: Mapping[str, int]


_SECTIONS: dict[str, type[Any]] = {
    "pending": Pending,
    "pairs": Pairs,
    "treasury": Treasury,
    "publish": Publish,
    "plus": Plus,
    "minus": Minus,
    "comment": Commenting,
    "like": Like,
    "dislike": Dislike,
    "report": ReportPrice,
    "reading": Reading,
    "standing": Standing,
    "experience": Experience,
    "absence": Absence,
}
_TABLES = ("caps", "levels", "roles", "rights")
_Section = TypeVar("_Section")


def current() -> Tariff:
    """Return the tariff that the setting TARIFF names, or the one that is shipped. Raises `TariffWrong`."""
    return _read(str(getattr(settings, "TARIFF", "") or DEFAULT))


@cache
def _read(path: str) -> Tariff:
    return load(Path(path))


def load(path: Path) -> Tariff:
    """Return the tariff in a file. Raises `TariffWrong`, which names the file, the key and what is wrong with it."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TariffWrong(f"{path}: the tariff cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise TariffWrong(f"{path}: the tariff is no TOML: {error}") from error
    return _Checking(str(path)).tariff(said)


@dataclass(frozen=True, slots=True)
class _Checking:
    """The checks of one file, so that each message can name it."""

    path: str

    def tariff(self, said: Mapping[str, Any]) -> Tariff:
        """Return what the file says, every key of it looked at."""
        self.keys("", said, ("version", *_SECTIONS, *_TABLES))
        version = said["version"]
        if not isinstance(version, str) or not 1 <= len(version) <= KEY_CHARS or not version.isprintable():
            raise self.wrong("version", f"is a text of 1 to {KEY_CHARS} printable characters")
        parts = {name: self.section(name, said[name], kind) for name, kind in _SECTIONS.items()}
        levels = self.levels(self.table("levels", said["levels"]))
        made = Tariff(
            version=version,
            **parts,
            caps={Reason(name): amount for name, amount in self.numbers("caps", said["caps"], CAPPED).items()},
            levels=levels,
            roles=self.roles(said["roles"], len(levels)),
            rights=self.rights(self.table("rights", said["rights"]), len(levels)),
        )
        self.consistent(made)
        return made

    def wrong(self, key: str, what: str) -> TariffWrong:
        """Return the exception that says what is wrong with a key."""
        return TariffWrong(f"{self.path}: {key} {what}")

    def keys(self, section: str, said: Mapping[str, Any], wanted: tuple[str, ...]) -> None:
        """Refuse a table that lacks a key or has one that nobody knows."""
        for name in wanted:
            if name not in said:
                raise self.wrong(f"{section}{name}", "is missing")
        for name in said:
            if name not in wanted:
                raise self.wrong(f"{section}{name}", "is unknown")

    def table(self, name: str, said: Any) -> Mapping[str, Any]:
        """Return a section, which is a table."""
        if not isinstance(said, dict):
            raise self.wrong(name, f"is a table, [{name}]")
        return said

    def numbers(self, name: str, said: Any, wanted: tuple[str, ...]) -> dict[str, int]:
        """Return a table of whole numbers with just these keys."""
        held = self.table(name, said)
        self.keys(f"{name}.", held, wanted)
        return {key: self.whole(f"{name}.{key}", held[key]) for key in wanted}

    def section(self, name: str, said: Any, kind: type[_Section]) -> _Section:
        """Return a section as its dataclass, all of whose fields are whole numbers."""
        names = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
        return kind(**self.numbers(name, said, names))

    def whole(self, key: str, value: Any) -> int:
        """Return a whole number within bounds."""
        if type(value) is not int:
            raise self.wrong(key, f"is a whole number, not {value!r}")
        lowest, highest = int(key in _AT_LEAST_ONE), YEARS if key in _DAYS else _HIGHEST.get(key, TARIFF_TWEI)
        if not lowest <= value <= highest:
            raise self.wrong(key, f"is a number from {lowest} to {highest}, not {value}")
        return value

    def levels(self, said: Mapping[str, Any]) -> tuple[int, ...]:
        """Return the experience of each level: numbered from 1 without a hole, rising from nought."""
        count = len(said)
        if not 1 <= count <= LEVELS:
            raise self.wrong("levels", f"are from 1 to {LEVELS}, not {count}")
        self.keys("levels.", said, tuple(str(level) for level in range(1, count + 1)))
        held = [self.whole(f"levels.{level}", said[str(level)]) for level in range(1, count + 1)]
        if held[0] != 0:
            raise self.wrong("levels.1", f"takes no experience, not {held[0]}")
        for level, (lower, upper) in enumerate(pairwise(held), start=2):
            if upper <= lower:
                raise self.wrong(f"levels.{level}", f"takes more experience than level {level - 1}: {upper}")
        return tuple(held)

    def roles(self, said: Any, count: int) -> dict[str, int]:
        """Return the level at which each role begins."""
        held = self.numbers("roles", said, ROLES)
        for name, level in held.items():
            self.level(f"roles.{name}", level, count)
        return held

    def level(self, key: str, level: int, count: int) -> None:
        """Refuse a level that there is not."""
        if not 1 <= level <= count:
            raise self.wrong(key, f"is a level from 1 to {count}, not {level}")

    def rights(self, said: Mapping[str, Any], count: int) -> dict[str, int]:
        """Return the level that each right takes; one may name another whose level it shares, but not in a ring."""
        self.keys("rights.", said, RIGHTS)
        found = {}
        for name in RIGHTS:
            path = [name]
            while isinstance(said[path[-1]], str):
                other = said[path[-1]]
                if other not in RIGHTS:
                    raise self.wrong(f"rights.{path[-1]}", f"names {other!r}, and there is no such right")
                if other in path:
                    raise self.wrong(f"rights.{name}", f"leads back to itself: {' -> '.join([*path, other])}")
                path.append(other)
            found[name] = self.whole(f"rights.{path[-1]}", said[path[-1]])
            self.level(f"rights.{path[-1]}", found[name], count)
        return found

    def single(self, tariff: Tariff) -> dict[str, int]:
        """Return the amounts that are paid out in one, by key."""
        return {
            "plus.author": tariff.plus.author,
            "comment.reward": tariff.comment.reward,
            "like.minted": tariff.like.minted,
            "dislike.own": tariff.dislike.own,
            "reading.reward": tariff.reading.reward,
        }

    def consistent(self, tariff: Tariff) -> None:
        """Refuse shares that do not sum to what they are shares of, and what could be farmed at a profit."""
        like, dislike, comment = tariff.like, tariff.dislike, tariff.comment
        shared = like.liker + like.commenter + like.author
        if shared != like.minted:
            raise self.wrong("like.minted", f"is {like.minted}, and its three shares sum to {shared}")
        percent = dislike.author_percent + dislike.treasury_percent
        if percent != 100:
            raise self.wrong("dislike.author_percent", f"and treasury_percent sum to 100, not {percent}")
        if (dislike.own + dislike.commenter) * dislike.author_percent > 100 * dislike.own:
            raise self.wrong("dislike.author_percent", "gives the author more than who dislikes pays, to be farmed")
        if comment.reward and not like.commenter:
            raise self.wrong("like.commenter", "is at least 1 where a comment has a reward: pairs are told by it")
        for key, amount in self.single(tariff).items():
            if amount > tariff.treasury.day:
                raise self.wrong(key, f"is more than the {tariff.treasury.day} that treasury.day pays out in one")
        if comment.characters * 4 > COMMENT_BYTES:
            raise self.wrong("comment.characters", f"is at most {COMMENT_BYTES // 4}, not {comment.characters}")
