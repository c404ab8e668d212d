"""The plan of a batch: what is read, where the tables go, and on which engine."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, cast

from onrecord.errors import UsageError
from onrecord.limits.batch import TASK_ARTICLES

__all__ = ["Plan", "read_plan"]


@dataclass(frozen=True)
class Plan:
    """What a batch does.

    `read` are files, folders, patterns or addresses in an object store (WARC, JSONL or Parquet), in the order in which
    their articles arrive; `write` is the folder of the tables. `against` is the folder of an earlier batch, whose
    articles are on record already. `engine` runs on this machine (*native*) or on a Ray cluster at `address` (None:
    the one that this machine belongs to, or one of its own). `workers` are processes, None for one a core.
    `task_articles` bounds the articles that one task links, a single story's aside.
    """

    read: tuple[str, ...]
    write: Path
    against: Path | None = None
    engine: Literal["native", "ray"] = "native"
    address: str | None = None
    workers: int | None = None
    task_articles: int = TASK_ARTICLES


def read_plan(file: Path) -> Plan:
    """Return the plan that a TOML file holds. Raises `UsageError` in plain words when it is none.

    Places without a scheme are taken from the folder of the plan.
    """
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(f"there is no plan {file}") from None
    except OSError as error:
        raise UsageError(f"the plan {file} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} is not a plan: it cannot be read as TOML ({error})") from None
    _check_keys(file, given)
    read = given.get("read")
    read = [read] if isinstance(read, str) else read
    if not isinstance(read, list) or not read or not all(isinstance(each, str) and each for each in read):
        raise UsageError(f'{file}: "read" must name what is read, such as read = ["crawl/*.warc.gz"]')
    base = file.resolve().parent
    return Plan(
        read=tuple(each if "://" in each else str(base / each) for each in read),
        write=_folder(file, base, "write", given.get("write")),
        against=None if "against" not in given else _folder(file, base, "against", given["against"]),
        engine=_engine(file, given.get("engine", "native")),
        address=_of(file, given, "address", str),
        workers=_of(file, given, "workers", int),
        task_articles=_of(file, given, "task_articles", int) or TASK_ARTICLES,
    )


def _check_keys(file: Path, given: dict[str, Any]) -> None:
    known = [field.name for field in fields(Plan)]
    for name in given:
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            meant = f'; did you mean "{close[0]}"?' if close else f"; a plan has {', '.join(known)}"
            raise UsageError(f'{file}: there is no key "{name}"{meant}')
    for name in ("read", "write"):
        if name not in given:
            raise UsageError(f'{file}: the key "{name}" is missing')


def _folder(file: Path, base: Path, name: str, given: Any) -> Path:
    if not isinstance(given, str) or not given:
        raise UsageError(f'{file}: "{name}" must be a folder, such as {name} = "out"')
    if "://" in given:
        raise UsageError(f'{file}: "{name}" must be a folder that all machines see, not an address ({given})')
    folder = base / given
    if name == "against" and not folder.is_dir():
        raise UsageError(f'{file}: there is no folder {folder}, which "against" names')
    return folder


def _engine(file: Path, given: Any) -> Literal["native", "ray"]:
    if given not in ("native", "ray"):
        raise UsageError(f'{file}: "engine" is "native" or "ray", not {given!r}')
    return cast(Literal["native", "ray"], given)


def _of(file: Path, given: dict[str, Any], name: str, kind: type) -> Any:
    value = given.get(name)
    if value is None:
        return None
    wrong = not isinstance(value, kind) or isinstance(value, bool)
    if wrong or (isinstance(value, int) and value < 1):
        raise UsageError(f'{file}: "{name}" must be {"a number from 1 on" if kind is int else "text"}, not {value!r}')
    return value
