"""The validators of conditional requests (RFC 9110, 8.8), kept between runs as small files."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from onrecord.core import digest
from onrecord.limits.outlets import VALIDATOR_CHARS

__all__ = ["Validators"]

_REQUEST_NAMES = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


class Validators:
    """What each address said of its state when it was last collected whole.

    A missing, damaged or unwritable file only means that the address is asked in full: nothing is raised.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def request_headers(self, url: str) -> dict[str, str]:
        """Return the headers that ask for `url` only if it has changed; none when it is new to us."""
        if self._folder is None:
            return {}
        try:
            kept = json.loads(self._file(url).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(kept, dict) or kept.get("url") != url:
            return {}
        return {asked: kept[name] for name, asked in _REQUEST_NAMES.items() if _is_sound(kept.get(name))}

    def keep(self, url: str, headers: dict[str, str]) -> None:
        """Keep the validators among an answer's headers (names in lower case)."""
        found = {name: headers[name] for name in _REQUEST_NAMES if _is_sound(headers.get(name))}
        if self._folder is None or not found:
            return
        target = self._file(url)
        draft = target.with_suffix(f".{os.getpid()}.tmp")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps({"url": url, **found}), encoding="utf-8")
            draft.replace(target)  # a run that is killed leaves the old file or the new one, never half
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)

    def _file(self, url: str) -> Path:
        assert self._folder is not None  # noqa: S101 - both callers have looked
        name = digest(url.encode("utf-8", "surrogatepass"))
        return self._folder / name[:2] / f"{name[2:40]}.json"


def _is_sound(value: object) -> bool:
    """Return whether a header's value may be sent back: printable ASCII and short."""
    return isinstance(value, str) and 0 < len(value) <= VALIDATOR_CHARS and value.isascii() and value.isprintable()
