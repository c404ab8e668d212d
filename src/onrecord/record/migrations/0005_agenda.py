"""Columns for what a reading holds of pledges, bodies, stances and denials; readings made before hold none."""

from __future__ import annotations

from django.db import migrations, models

COLUMNS = ("pledges", "bodies", "stances", "denials")


class Migration(migrations.Migration):
    """Columns added in place: Django would write an SQLite table anew, and its guards would be gone."""

    dependencies = (("record", "0004_same_entities"),)
    operations = tuple(
        migrations.RunSQL(
            f"ALTER TABLE record_readingentry ADD COLUMN {name} text NOT NULL DEFAULT '[]'",
            f"ALTER TABLE record_readingentry DROP COLUMN {name}",
            [migrations.AddField("readingentry", name, models.TextField(db_default="[]"))],
        )
        for name in COLUMNS
    )
