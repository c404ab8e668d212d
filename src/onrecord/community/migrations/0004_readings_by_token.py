"""Readings count in their tokens: their rows say how often they were opened, and no longer what each heartbeat was."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    """The number of the last heartbeat goes on as the number of the last opening, which no token so far has."""

    dependencies = (("community", "0003_guards"),)
    operations = (
        migrations.RenameField("readingsession", "beat", "opened_count"),
        migrations.RemoveField("readingsession", "beat_at"),
    )
