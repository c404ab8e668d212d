"""The database's own guard over the ledger: triggers that hold whoever writes, through us or round us.

1. No row is changed or removed.
2. A posting goes on from the one before it in its account's shard: the next number, the balance that follows, a later
   instant; and leaves no bounded account below zero.
3. A transfer's row comes after its postings, which are at least two and sum to zero; nothing is posted to it later.
4. A transfer goes on from the one before it in its chain: the next number, and its hash.

The hash itself is made again by `verify`, since SQLite has no function for it. Written for SQLite and PostgreSQL.
"""

from __future__ import annotations

import re

from onrecord.limits.ledger import AMOUNT_TWEI, BALANCE_TWEI, LANES

__all__ = ["drop", "functions", "triggers"]

TABLES = {
    "ledger_ledgeraccount": ("id = NEW.id",),
    "ledger_transfer": ("id = NEW.id", "resolves_id = NEW.resolves_id"),
    "ledger_posting": ("id = NEW.id", "(transfer_id = NEW.transfer_id AND ordinal = NEW.ordinal)"),
}
"""What no two rows share, by table, beside what the rules below hold."""
UNCHANGED = "ledger: what is posted is never changed; a mistake is met by a reversing transfer"
SEALED = "ledger: the transfer is there already and takes no more postings"
STEP = "ledger: the posting does not go on from the last one of its account"
BELOW = "ledger: the account would fall below zero"
SUM = "ledger: the postings of a transfer are two or more and sum to zero"
CHAIN = "ledger: the transfer does not go on from the last one of its chain"
ODD = "ledger: the amount or the balance is out of bounds"

FACTS = {
    "held": (
        {"bounded": "bounded", "shards": "shards"},
        "FROM ledger_ledgeraccount WHERE id = NEW.account_id",
    ),
    "last": (
        {"seq": "seq", "balance": "balance", "at": "at"},
        "FROM ledger_posting WHERE account_id = NEW.account_id AND shard = NEW.shard ORDER BY seq DESC LIMIT 1",
    ),
    "posted": (
        {"legs": "COUNT(*)", "total": "SUM(amount)", "first_at": "MIN(at)", "last_at": "MAX(at)"},
        "FROM ledger_posting WHERE transfer_id = NEW.id",
    ),
    "head": (
        {"number": "number", "hash": "hash"},
        "FROM ledger_transfer WHERE chain = NEW.chain ORDER BY number DESC LIMIT 1",
    ),
}
"""What a rule may ask beside the new row: the columns by the name that rules give them, and where they are found."""

_BOUNDS = (
    f"NEW.amount <> 0 AND NEW.amount BETWEEN -{AMOUNT_TWEI} AND {AMOUNT_TWEI} "
    f"AND NEW.balance BETWEEN -{BALANCE_TWEI} AND {BALANCE_TWEI} AND NEW.shard >= 0 AND NEW.shard < held.shards"
)
_STEP = (
    "NEW.seq = COALESCE(last.seq, 0) + 1 AND NEW.balance = COALESCE(last.balance, 0) + NEW.amount "
    "AND COALESCE(last.at < NEW.at, TRUE)"
)
_BALANCED = "posted.legs >= 2 AND posted.total = 0 AND posted.first_at = NEW.at AND posted.last_at = NEW.at"
_CHAINED = (
    f"NEW.chain >= 0 AND NEW.chain < {LANES} AND NEW.number = COALESCE(head.number, 0) + 1 "
    "AND NEW.previous = COALESCE(head.hash, '') AND length(NEW.hash) = 64"
)
RULES = {
    "ledger_posting": (
        ("bounds", _BOUNDS, ODD),
        ("open", "NOT EXISTS (SELECT 1 FROM ledger_transfer WHERE id = NEW.transfer_id)", SEALED),
        ("step", _STEP, STEP),
        ("above", "NEW.balance >= 0 OR NOT held.bounded", BELOW),
    ),
    "ledger_transfer": (("balanced", _BALANCED, SUM), ("chained", _CHAINED, CHAIN)),
}
"""What must hold of each new row, by table: a name, the condition, and what is said when it fails."""
_FACT = re.compile(rf"\b({'|'.join(FACTS)})\.(\w+)")


def functions(vendor: str) -> list[str]:
    """Return SQL for what the triggers of this database call."""
    if vendor == "sqlite":
        return []
    raised = "USING ERRCODE = 'integrity_constraint_violation'"
    refuse = (
        "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{UNCHANGED}' {raised}; END $$"
    )
    made = [refuse]
    for table, rules in RULES.items():
        asked = sorted({name for _, rule, _ in rules for name, _ in _FACT.findall(rule)})
        facts = " ".join(
            f"SELECT {', '.join(f'{sql} AS {name}' for name, sql in FACTS[fact][0].items())} INTO {fact} "
            f"{FACTS[fact][1]};"
            for fact in asked
        )
        checks = " ".join(
            f"IF NOT COALESCE(({rule}), FALSE) THEN RAISE EXCEPTION '{says}' {raised}; END IF;"
            for _, rule, says in rules
        )
        made.append(
            f"CREATE OR REPLACE FUNCTION {table}_rules() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"DECLARE {' '.join(f'{fact} record;' for fact in asked)} BEGIN {facts} {checks} RETURN NEW; END $$"
        )
    return made


def triggers(vendor: str) -> list[str]:
    """Return the SQL of every trigger."""
    made = []
    for table, unique in TABLES.items():
        made += _append_only(vendor, table, unique)
    for table, rules in RULES.items():
        if vendor == "sqlite":
            whole = "typeof(NEW.amount) = 'integer' AND typeof(NEW.balance) = 'integer'"
            for name, said, says in rules:
                rule = _FACT.sub(lambda found: f"(SELECT {FACTS[found[1]][0][found[2]]} {FACTS[found[1]][1]})", said)
                typed = f"({rule}) AND {whole}" if table == "ledger_posting" else rule
                made.append(
                    f"CREATE TRIGGER {table}_{name} BEFORE INSERT ON {table} WHEN NOT COALESCE(({typed}), 0) "
                    f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
                )
        else:
            made.append(
                f"CREATE TRIGGER {table}_rules BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_rules()"
            )
    return made


def _append_only(vendor: str, table: str, unique: tuple[str, ...]) -> list[str]:
    """Return SQL that refuses to change or remove rows.

    INSERT OR REPLACE on SQLite removes the row in its way: with recursive_triggers on (record/settings.py) the trigger
    against deletion sees it, and where a program left them off, the trigger before insertion does.
    """
    if vendor != "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{UNCHANGED}'); END"
    found = f"SELECT 1 FROM {table} WHERE {' OR '.join(unique)} OR (NEW.rowid <> -1 AND rowid = NEW.rowid)"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({found}) {refuse}",
    ]


def drop(vendor: str, statement: str) -> str:
    """Return SQL that removes the trigger that `statement` makes."""
    words = statement.split()
    return (
        f"DROP TRIGGER {words[2]}"
        if vendor == "sqlite"
        else f"DROP TRIGGER {words[2]} ON {words[words.index('ON') + 1]}"
    )
