"""Making transfers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from onrecord import ledger
from onrecord.errors import LedgerRefused
from tests.conftest import Store
from tests.ledger.conftest import order

pytestmark = pytest.mark.usefixtures("book")


def test_a_transfer_moves_what_it_says_and_nothing_is_lost() -> None:
    """What one wallet gives the other has, and all accounts sum to zero."""
    ledger.post(order("t1", {"wallet:ada": -30, "wallet:bo": 25, "treasury": 5}))
    held = {name: ledger.balance(name) for name in ("wallet:ada", "wallet:bo", "treasury")}
    assert held == {"wallet:ada": 70, "wallet:bo": 125, "treasury": -195}
    assert sum(held.values()) == 0
    assert list(ledger.verify()) == []


def test_asking_twice_is_asking_once() -> None:
    """The same id and body again is the same transfer; another body under that id is refused."""
    (first,) = ledger.post(order("t1", {"wallet:ada": -30, "wallet:bo": 30}))
    (again,) = ledger.post(order("t1", {"wallet:bo": 30, "wallet:ada": -30}))
    assert not first.again
    assert again.again
    assert (again.at, again.hash) == (first.at, first.hash)
    assert ledger.balance("wallet:ada") == 70
    with pytest.raises(LedgerRefused, match="another body") as refused:
        ledger.post(order("t1", {"wallet:ada": -31, "wallet:bo": 31}))
    assert refused.value.code == "other body"


def test_no_wallet_falls_below_zero() -> None:
    """A transfer that would take more than a wallet holds is refused with what it holds, and leaves nothing."""
    with pytest.raises(LedgerRefused, match="holds 100 Twei, and 101 are asked") as refused:
        ledger.post(order("ok", {"wallet:bo": -1, "treasury": 1}), order("t1", {"wallet:ada": -101, "wallet:bo": 101}))
    assert refused.value.code == "funds"
    assert ledger.balance("wallet:bo") == 100
    assert list(ledger.verify()) == []


@pytest.mark.parametrize(
    ("legs", "says"),
    [
        ({"wallet:ada": 0, "wallet:bo": 0}, "from 1 to"),
        ({"wallet:ada": -1.5, "wallet:bo": 1.5}, "whole number"),
        ({"wallet:ada": True, "wallet:bo": -1}, "whole number"),
        ({"wallet:ada": -(10**40), "wallet:bo": 10**40}, "from 1 to"),
        ({"wallet:ada": -1, "wallet:bo": 2}, "sum to 1"),
        ({"wallet:ada": 1}, "from 2 to"),
        ({}, "from 2 to"),
    ],
)
def test_what_no_ledger_takes_is_refused_in_a_sentence(legs: dict[str, Any], says: str) -> None:
    """Amounts of nought, fractions, truth values, forty figures, and sums that are not zero are no order at all."""
    with pytest.raises(LedgerRefused, match=says):
        order("t1", legs)


def test_an_unknown_account_is_refused() -> None:
    """Nothing is posted to an account that is not open."""
    with pytest.raises(LedgerRefused, match="no account wallet:eve"):
        ledger.post(order("t1", {"wallet:ada": -1, "wallet:eve": 1}))


def test_a_reversal_undoes_once() -> None:
    """A reversal leaves every balance as before; a second one under another id is refused."""
    ledger.post(order("t1", {"wallet:ada": -30, "wallet:bo": 30}))
    ledger.reverse("t1", "r1", "mistake", "act:2")
    assert ledger.reverse("t1", "r1", "mistake", "act:2").again
    assert (ledger.balance("wallet:ada"), ledger.balance("wallet:bo")) == (100, 100)
    with pytest.raises(LedgerRefused, match="resolved before, by r1"):
        ledger.reverse("t1", "r2", "mistake", "act:3")
    assert list(ledger.verify()) == []


def test_what_is_held_is_settled_whole_or_given_back() -> None:
    """A pending transfer takes at once and gives when it is settled; reversed, it gives back."""
    ledger.hold(order("h1", {"wallet:ada": -40, "wallet:bo": 40}))
    assert (ledger.balance("wallet:ada"), ledger.balance("wallet:bo"), ledger.balance("held")) == (60, 100, 40)
    with pytest.raises(LedgerRefused, match="all of that is settled"):
        ledger.settle("h1", order("s0", {"held": -30, "wallet:bo": 30}))
    ledger.settle("h1", order("s1", {"held": -40, "wallet:bo": 40}))
    assert (ledger.balance("wallet:bo"), ledger.balance("held")) == (140, 0)
    with pytest.raises(LedgerRefused, match="resolved before"):
        ledger.reverse("h1", "r1", "late", "act:2")
    ledger.hold(order("h2", {"wallet:bo": -40, "wallet:ada": 40}))
    ledger.reverse("h2", "r2", "late", "act:2")
    assert (ledger.balance("wallet:bo"), ledger.balance("held")) == (140, 0)
    assert list(ledger.verify()) == []


def test_a_balance_is_known_as_of_any_moment() -> None:
    """The balance as of an instant is the one after the last transfer up to it."""
    before = datetime.now(UTC)
    (made,) = ledger.post(order("t1", {"wallet:ada": -30, "wallet:bo": 30}))
    assert ledger.balance("wallet:ada", before) == 100
    assert ledger.balance("wallet:ada", made.at) == 70
    assert ledger.balance("wallet:ada", datetime(2000, 1, 1, tzinfo=UTC)) == 0


def test_a_statement_reads_like_a_bank_s() -> None:
    """Opening balance, entries with their causes and the balance after each, closing balance."""
    (first,) = ledger.post(order("t1", {"wallet:ada": -30, "wallet:bo": 30}, "plus", "vote:7"))
    ledger.post(order("t2", {"wallet:bo": -5, "wallet:ada": 5}, "like", "vote:8"))
    told = ledger.statement("wallet:ada", first.at)
    assert told.opening == 100
    assert [(line.reason, line.cause, line.amount, line.balance) for line in told.lines] == [
        ("plus", "vote:7", -30, 70),
        ("like", "vote:8", 5, 75),
    ]
    assert told.closing == 75 == ledger.balance("wallet:ada")


ROUND = [
    ("a changed amount", "UPDATE ledger_posting SET amount = amount + 1, balance = balance + 1"),
    ("a changed balance", "UPDATE ledger_posting SET balance = 1000000 WHERE account_id = 'wallet:ada'"),
    ("a removed posting", "DELETE FROM ledger_posting"),
    ("a removed transfer", "DELETE FROM ledger_transfer"),
    ("a changed reason", "UPDATE ledger_transfer SET reason = 'gift'"),
    ("a wallet set free of its bound", "UPDATE ledger_ledgeraccount SET bounded = %(false)s"),
    (
        "a posting to a transfer that is made",
        "INSERT INTO ledger_posting (id, transfer_id, ordinal, account_id, shard, seq, amount, balance, at) "
        "SELECT 999, 'issue:wallet:ada', 9, 'wallet:ada', 0, 2, 50, 150, %(later)s",
    ),
    (
        "one leg alone",
        "INSERT INTO ledger_posting (id, transfer_id, ordinal, account_id, shard, seq, amount, balance, at) "
        "SELECT 999, 'forged', 0, 'wallet:ada', 0, 2, 50, 150, %(later)s",
    ),
    (
        "a wallet below zero",
        "INSERT INTO ledger_posting (id, transfer_id, ordinal, account_id, shard, seq, amount, balance, at) "
        "SELECT 999, 'forged', 0, 'wallet:ada', 0, 2, -101, -1, %(later)s",
    ),
    (
        "a balance that does not follow",
        "INSERT INTO ledger_posting (id, transfer_id, ordinal, account_id, shard, seq, amount, balance, at) "
        "SELECT 999, 'forged', 0, 'wallet:ada', 0, 2, 1, 1000, %(later)s",
    ),
    (
        "a transfer without postings",
        "INSERT INTO ledger_transfer (id, kind, chain, number, at, reason, cause, tariff, digest, previous, hash) "
        "SELECT 'forged', 'posted', 0, 999, %(later)s, 'gift', 'act', '', '', '', ''",
    ),
]


@pytest.mark.parametrize("sql", [sql for _, sql in ROUND], ids=[what for what, _ in ROUND])
def test_who_goes_round_us_is_refused_by_the_database(book: Store, sql: str) -> None:
    """SQL sent past our own code changes nothing: the database refuses it, at once or at the commit."""
    from onrecord.ledger.rows import stored

    later = stored(datetime(2100, 1, 1, tzinfo=UTC))
    said = sql.replace("%(later)s", f"'{later}'").replace("%(false)s", "0" if book.vendor == "sqlite" else "FALSE")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(said)
    assert ledger.balance("wallet:ada") == 100
    assert list(ledger.verify()) == []


def test_two_legs_that_do_not_sum_are_refused_by_the_database() -> None:
    """Well-formed postings whose sum is not zero find no transfer that would take them."""
    from onrecord.ledger.rows import put, stored

    later = stored(datetime(2100, 1, 1, tzinfo=UTC))
    columns = ("transfer_id", "ordinal", "account_id", "shard", "seq", "amount", "balance", "at")
    head = ("id", "kind", "chain", "number", "at", "reason", "cause", "tariff", "digest", "previous", "hash")
    legs = [("f", 0, "wallet:ada", 0, 2, 5, 105, later), ("f", 1, "wallet:bo", 0, 2, 5, 105, later)]
    with transaction.atomic():
        put("ledger_posting", columns, legs)
        with pytest.raises(IntegrityError, match="sum to zero"), transaction.atomic():
            put("ledger_transfer", head, [("f", "posted", 15, 1, later, "gift", "act", "", "d" * 64, "", "h" * 64)])
        transaction.set_rollback(True)
    assert ledger.balance("wallet:ada") == 100


def test_verify_names_what_was_changed_behind_the_guards() -> None:
    """Where the triggers were taken away and a transfer changed, the hash and the digest say which one."""
    from onrecord.ledger import guards

    with connection.cursor() as cursor:
        for statement in guards.triggers(connection.vendor):
            if " ledger_transfer" in statement and "no_" in statement:
                cursor.execute(guards.drop(connection.vendor, statement))
        cursor.execute("UPDATE ledger_transfer SET cause = 'act:forged' WHERE id = 'issue:wallet:ada'")
    assert [fault.where for fault in ledger.verify()] == ["transfer issue:wallet:ada"]
