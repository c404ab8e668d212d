"""What one actor promised and holds, by day: without these SQLite looked through all that anybody did."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two indexes in the place of one of 0001."""

    dependencies = (("web", "0003_story_leads"),)
    operations = (
        migrations.RemoveIndex(model_name="agendaentry", name="agenda_by_actor"),
        migrations.AddIndex(
            model_name="agendaentry",
            index=models.Index(fields=("actor", "kind", "last_on"), name="agenda_of_actor_by_day"),
        ),
        migrations.AddIndex(
            model_name="agendaentry",
            index=models.Index(fields=("actor", "kind", "changed_on"), name="agenda_of_actor_by_change"),
        ),
    )
