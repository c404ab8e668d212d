"""Let the database itself hold the ledger's invariants (see guards.py)."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from onrecord.ledger import guards


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    vendor = editor.connection.vendor
    for statement in (*guards.functions(vendor), *guards.triggers(vendor)):
        editor.execute(statement, params=None)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers."""
    vendor = editor.connection.vendor
    for statement in guards.triggers(vendor):
        editor.execute(guards.drop(vendor, statement), params=None)
    if vendor != "sqlite":
        for name in ("refuse", "posting_rules", "transfer_rules"):
            editor.execute(f"DROP FUNCTION ledger_{name}()", params=None)


class Migration(migrations.Migration):
    """Triggers over the tables of 0001."""

    dependencies = (("ledger", "0001_initial"),)
    operations = (migrations.RunPython(guard, unguard),)
