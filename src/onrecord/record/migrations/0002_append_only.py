"""Let the database itself hold the record's three rules (see guards.py)."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from onrecord.record import guards

PLAIN = ("page", "article", "extraction", "reading", "links", "fault", "judgement", "retraction")
EVIDENCED = (
    *("attributionentry", "storyentry", "storymember", "storyfollow", "entityentry", "entityalias", "mentionentry"),
    *("roleentry", "speakerentry", "statemententry", "wordingentry", "reuseentry", "reusepair"),
)


def _tables() -> dict[str, tuple[str, ...]]:
    """Return every table of the record with its unique columns."""
    entries = (*(f"record_{name}entry" for name in PLAIN), *(f"record_{name}" for name in EVIDENCED))
    tables: dict[str, tuple[str, ...]] = dict.fromkeys((*entries, "record_evidence", "record_lookupkey"), ("id",))
    tables["record_articleentry"] = ("id", "number")
    return tables


def _triggers(vendor: str) -> dict[str, list[str]]:
    """Return the SQL of the triggers, by table."""
    made = {table: guards.append_only(vendor, table, unique) for table, unique in _tables().items()}
    for name in EVIDENCED:
        made[f"record_{name}"] += guards.evidenced(vendor, f"record_{name}")
    made["record_evidence"] += guards.true_evidence(vendor)
    made["record_articleentry"] += guards.plain_text(vendor)
    return made


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    vendor = editor.connection.vendor
    for statement in (*guards.functions(vendor), *(sql for made in _triggers(vendor).values() for sql in made)):
        editor.execute(statement, params=None)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers."""
    vendor = editor.connection.vendor
    for table, made in _triggers(vendor).items():
        for statement in made:
            editor.execute(guards.drop(vendor, table, statement.split()[2]), params=None)
    if vendor != "sqlite":
        for name in ("refuse", "evidenced", "true_evidence", "plain_text"):
            editor.execute(f"DROP FUNCTION record_{name}()", params=None)


class Migration(migrations.Migration):
    """Triggers over the tables of 0001."""

    dependencies = (("record", "0001_initial"),)
    operations = (migrations.RunPython(guard, unguard),)
