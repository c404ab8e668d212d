"""What a site's robots.txt allows (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from onrecord.limits.outlets import CRAWL_DELAY_SECONDS

__all__ = ["Robots", "Verdict"]

_ORIGINS_COUNT = 1_000
"""Sites remembered at once, so that memory does not grow with a list of a million."""

Ask = Callable[[str], tuple[int, bytes]]
"""From the address of a robots.txt to the status of the answer and its body."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an address may be asked, why not (a plain sentence), and the pause the site wants, in seconds."""

    allowed: bool
    reason: str
    delay_seconds: float


class Robots:
    """The rules of the sites met in one run, each read once."""

    def __init__(self, ask: Ask, product: str) -> None:
        self._ask = ask
        self._product = product
        self._rules: dict[str, Protego | int] = {}

    def verdict(self, origin: str, url: str) -> Verdict:
        """Return what the robots.txt of `origin` ("https://outlet.example") says of `url`.

        An answer of 4xx allows everything (RFC 9309, 2.3.1.3), one of 5xx nothing (2.3.1.4). What `ask` raises
        goes through and is not remembered.
        """
        if origin not in self._rules:
            if len(self._rules) >= _ORIGINS_COUNT:
                self._rules.clear()
            self._rules[origin] = self._read(origin)
        rules = self._rules[origin]
        if isinstance(rules, int):
            reason = f"its robots.txt cannot be read (status {rules}), which means that nothing may be asked"
            return Verdict(rules < 500, reason, 0.0)
        delay = min(max(rules.crawl_delay(self._product) or 0.0, 0.0), CRAWL_DELAY_SECONDS)
        return Verdict(rules.can_fetch(url, self._product), "its robots.txt asks programs to stay away", delay)

    def _read(self, origin: str) -> Protego | int:
        status, body = self._ask(f"{origin}/robots.txt")
        return Protego.parse(body.decode("utf-8", "replace")) if 200 <= status < 300 else status
