"""The database's own guard: what was told once is never changed. Report instances, earlier texts and the log only grow.

Written for SQLite and PostgreSQL, and set by the newest migration.
"""

from __future__ import annotations

__all__ = ["functions", "triggers"]

TABLES = ("community_report", "community_earliertext", "community_logentry")
UNCHANGED = "community: what was told once is never changed"


def functions(vendor: str) -> list[str]:
    """Return SQL for what the triggers of this database call."""
    if vendor == "sqlite":
        return []
    return [
        "CREATE OR REPLACE FUNCTION community_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{UNCHANGED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    ]


def triggers(vendor: str) -> dict[str, str]:
    """Return the SQL of every trigger, by (table, name) joined with a full stop."""
    made = {}
    for table in TABLES:
        if vendor != "sqlite":
            made[f"{table}.{table}_no_change"] = (
                f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION community_refuse()"
            )
            continue
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            made[f"{table}.{name}"] = (
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{UNCHANGED}'); END"
            )
    return made
