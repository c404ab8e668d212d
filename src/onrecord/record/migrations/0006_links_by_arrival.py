"""An index by which what came onto the record since is found."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index; no table is written anew."""

    dependencies = (("record", "0005_agenda"),)
    operations = (
        migrations.AddIndex("linksentry", models.Index(fields=["appended_at", "id"], name="links_by_arrival")),
    )
