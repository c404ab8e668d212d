"""An index by which entities are listed in the order in which they were founded."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index; no table is written anew."""

    dependencies = (("record", "0006_links_by_arrival"),)
    operations = (
        migrations.AddIndex("entityentry", models.Index(fields=["appended_at", "id"], name="entity_by_founding")),
    )
