"""Comparing acts with the ledger."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

from django.db import connection

from onrecord import community, ledger
from tests.community.conftest import Town
from tests.conftest import Store


def told(town: Town) -> int:
    """Let a few things happen, and return the post on which they did."""
    post = town.publish()
    comment = town.comment("ben", post)
    community.vote(town.caller("ann"), post, "for")
    community.vote(town.caller("cyd"), post, "against")
    community.mature(town.at + timedelta(days=3))
    community.rate(town.caller("ann"), comment, "for")
    community.close(town.at)
    return post


def test_what_the_acts_say_is_compared_line_by_line(town: Town) -> None:
    """A movement that was changed behind our back is told by post and by member, with both amounts."""
    from onrecord.community.models import Movement

    post = told(town)
    assert list(community.verify()) == []
    Movement.objects.filter(reason="plus").update(amount=4)
    Movement.objects.filter(reason="like-own").update(state="settled")
    assert [(fault.where, fault.what) for fault in community.verify()] == [
        (f"profit:{post}", "by the acts, the line plus comes to 4 Twei, and 3 are posted"),
        (f"held:{post}", "by the acts, the line like-own comes to 0 Twei, and 1 are posted"),
        (f"member {town.people['ed']}", "by the acts, the line plus comes to 4 Twei, and 3 are posted"),
        (f"member {town.people['ann']}", "by the acts, the line like-own comes to 1 Twei, and 0 are posted"),
    ]


def test_a_transfer_without_an_act_is_told(town: Town) -> None:
    """Twei that moved for no act are found by their cause."""
    legs = (ledger.Leg("treasury", -5), ledger.Leg(f"wallet:{town.people['ann']}", 5))
    ledger.post(ledger.Order("forged", community.Reason.ADVANCE, "nothing", legs))
    assert [fault.where for fault in community.verify()] == ["cause nothing"]


def test_accounts_are_closed_and_verified_in_the_terminal(town: Town, store: Store) -> None:
    """`ledger close` says how much it did, `ledger verify` what it looked at."""
    town.at -= timedelta(days=400)
    post = town.publish()
    community.vote(town.caller("ann"), post, "for")
    connection.close()
    env = os.environ | {"DATABASE_URL": store.url}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "onrecord.cli", "ledger", *words]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=True)

    assert run("close", "--json").stdout == '{"settled": 2, "closed": 1}\n'
    assert ledger.balance(f"loss:{post}") == ledger.balance(f"profit:{post}") == 0
    assert "Every transfer has its act" in run("verify").stderr
