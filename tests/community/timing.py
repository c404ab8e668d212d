"""Reading by heartbeats on a town's clock, for the tests of reading."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from onrecord import community
from onrecord.errors import ActRefused
from tests.community.conftest import Town

SECONDS = 225
"""What 900 words take at the tariff's 240 words a minute."""


def read(town: Town, name: str, post: int, every: int = 10) -> list[community.Beat]:
    """Read a post to its end with a heartbeat every so many seconds, and return all answers."""
    account = town.people[name]
    answers = [community.begin_reading(account, post, town.at)]
    while answers[-1].token:
        town.at += timedelta(seconds=every)
        answers.append(community.beat(account, answers[-1].token, town.at))
    return answers


def go_on(town: Town, name: str, answer: community.Beat, times: int = 1) -> community.Beat:
    """Send so many heartbeats, ten seconds apart, each with the token of the answer before."""
    for _ in range(times):
        town.at += timedelta(seconds=10)
        answer = community.beat(town.people[name], answer.token, town.at)
    return answer


def refused(code: str, account: int, token: Any, town: Town) -> None:
    """Try a heartbeat that must be refused, and must change nothing."""
    from onrecord.community.models import ReadingSession

    before = list(ReadingSession.objects.order_by("pk").values())
    with pytest.raises(ActRefused) as told:
        community.beat(account, token, town.at)
    assert told.value.code == code
    assert list(ReadingSession.objects.order_by("pk").values()) == before
