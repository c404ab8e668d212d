"""A table for what makes two entities one bearer, guarded like every other entry."""

from __future__ import annotations

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from onrecord.record import guards

TABLE = "record_sameentry"


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    for statement in guards.added_triggers(editor.connection.vendor, "sameentry"):
        editor.execute(statement, params=None)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers."""
    vendor = editor.connection.vendor
    for statement in guards.added_triggers(vendor, "sameentry"):
        editor.execute(guards.drop(vendor, TABLE, statement.split()[2]), params=None)


def _to(model: str, *, index: bool = False) -> models.ForeignKey[models.Model, models.Model]:
    return models.ForeignKey(
        db_index=index, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=f"record.{model}"
    )


class Migration(migrations.Migration):
    """The table and its triggers."""

    dependencies = (("record", "0003_reuse_by_article"),)
    operations = (
        migrations.CreateModel(
            name="SameEntry",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("why", models.TextField()),
                ("article", _to("articleentry")),
                ("entity", _to("entityentry", index=True)),
                ("evidence", _to("evidence")),
                ("links", _to("linksentry")),
                ("of", _to("entityentry", index=True)),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(guard, unguard),
    )
