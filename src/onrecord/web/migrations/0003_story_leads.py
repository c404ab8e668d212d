"""Which stories lead to another; the shelf follows the record from its beginning once more to learn of them."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def follow_again(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Let the worker make every sheet anew, as it comes to it."""
    apps.get_model("web", "ShelfMark").objects.update(arrival="")


class Migration(migrations.Migration):
    """A table beside those of 0001."""

    dependencies = (("web", "0002_search_words"),)
    operations = (
        migrations.CreateModel(
            name="StoryLead",
            fields=[
                ("story", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("to", models.CharField(db_index=True, max_length=64)),
            ],
        ),
        migrations.RunPython(follow_again, migrations.RunPython.noop),
    )
