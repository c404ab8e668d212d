"""The tables in which the engine of the search keeps words; each database has its own kind."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("web_saidrow", "web_articlerow")


def make_words(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make them."""
    from onrecord.web.search.engine import engine

    for table in TABLES:
        for statement in engine().create(table).split(";"):
            if statement.strip():
                editor.execute(statement)


def drop_words(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove them."""
    for table in TABLES:
        editor.execute(f"DROP TABLE {table}_fts")


class Migration(migrations.Migration):
    """Tables and indexes beside those of 0001."""

    dependencies = (("web", "0001_initial"),)
    operations = (migrations.RunPython(make_words, drop_words),)
