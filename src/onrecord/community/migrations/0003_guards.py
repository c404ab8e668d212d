"""Let the database itself refuse to change what was told once (see guards.py)."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from onrecord.community import guards


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    vendor = editor.connection.vendor
    for statement in (*guards.functions(vendor), *guards.triggers(vendor).values()):
        editor.execute(statement, params=None)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers."""
    vendor = editor.connection.vendor
    for place in guards.triggers(vendor):
        table, name = place.split(".")
        editor.execute(f"DROP TRIGGER {name}" if vendor == "sqlite" else f"DROP TRIGGER {name} ON {table}", params=None)
    if vendor != "sqlite":
        editor.execute("DROP FUNCTION community_refuse()", params=None)


class Migration(migrations.Migration):
    """Triggers over the tables of 0002."""

    dependencies = (("community", "0002_tables"),)
    operations = (migrations.RunPython(guard, unguard),)
