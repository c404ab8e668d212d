"""Let the database itself hold the record's three rules (see guards.py)."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from onrecord.record import guards


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    vendor = editor.connection.vendor
    for statement in (
        *guards.functions(vendor),
        *(sql for made in guards.first_triggers(vendor).values() for sql in made),
    ):
        editor.execute(statement, params=None)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers."""
    vendor = editor.connection.vendor
    for table, made in guards.first_triggers(vendor).items():
        for statement in made:
            editor.execute(guards.drop(vendor, table, statement.split()[2]), params=None)
    if vendor != "sqlite":
        for name in ("refuse", "evidenced", "true_evidence", "plain_text"):
            editor.execute(f"DROP FUNCTION record_{name}()", params=None)


class Migration(migrations.Migration):
    """Triggers over the tables of 0001."""

    dependencies = (("record", "0001_initial"),)
    operations = (migrations.RunPython(guard, unguard),)
