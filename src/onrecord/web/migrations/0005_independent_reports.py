"""Which reports are one independent report; the shelf follows the record from its beginning once more to learn of it."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def follow_again(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Let the worker make every sheet anew, as it comes to it."""
    apps.get_model("web", "ShelfMark").objects.update(arrival="")


class Migration(migrations.Migration):
    """A column beside those of 0001."""

    dependencies = (("web", "0004_agenda_of_actor"),)
    operations = (
        migrations.AddField(
            model_name="reportrow",
            name="independent",
            field=models.IntegerField(null=True),
        ),
        migrations.RunPython(follow_again, migrations.RunPython.noop),
    )
