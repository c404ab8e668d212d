"""Let the database itself hold the ledger's invariants (guards.py), and PostgreSQL make transfers (procedure.py)."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from onrecord.ledger import guards
from onrecord.ledger.procedure import PROCEDURE


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers and the procedure."""
    vendor = editor.connection.vendor
    for statement in (*guards.functions(vendor), *guards.triggers(vendor)):
        editor.execute(statement, params=None)
    if vendor != "sqlite":
        editor.execute(PROCEDURE, params=None)
        # Django adds an index for LIKE to each key that is text; nobody asks the ledger by LIKE, and each is written to
        # at every transfer.
        with editor.connection.cursor() as cursor:
            cursor.execute(
                r"SELECT indexname FROM pg_indexes WHERE tablename LIKE 'ledger\_%' AND indexname LIKE '%\_like'"
            )
            for (index,) in cursor.fetchall():
                editor.execute(f"DROP INDEX {editor.quote_name(index)}", params=None)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove them."""
    vendor = editor.connection.vendor
    for statement in guards.triggers(vendor):
        editor.execute(guards.drop(vendor, statement), params=None)
    if vendor != "sqlite":
        for name in ("refuse()", "posting_rules()", "transfer_rules()", "post(jsonb)"):
            editor.execute(f"DROP FUNCTION ledger_{name}", params=None)


class Migration(migrations.Migration):
    """Triggers over the tables of 0001."""

    dependencies = (("ledger", "0001_initial"),)
    operations = (migrations.RunPython(guard, unguard),)
