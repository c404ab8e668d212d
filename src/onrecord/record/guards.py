"""The database's own guard over the record: triggers that hold whoever writes, through us or round us.

Three rules: a row on record is never changed or removed; evidence is the article's own words at its place;
an entry names evidence from the article that brought it. Written for SQLite and for PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["ADDED", "EVIDENCED", "added_triggers", "drop", "first_triggers", "functions", "triggers"]

PLAIN = ("page", "article", "extraction", "reading", "links", "fault", "judgement", "retraction")
EVIDENCED = (
    *("attributionentry", "storyentry", "storymember", "storyfollow", "entityentry", "entityalias", "mentionentry"),
    *("roleentry", "speakerentry", "statemententry", "wordingentry", "reuseentry", "reusepair"),
)
"""Tables that the first guard covers; a later table brings its own migration."""
ADDED = ("sameentry",)
"""Tables of entries with evidence that came later, each with its guard."""

APPEND_ONLY = "the record is append-only"
NO_EVIDENCE = "evidence: an entry without evidence from its own article"
UNTRUE = "evidence: the words do not stand in the article at that place"
NOT_PLAIN = "evidence: a text with a NUL, or no text at all, cannot carry evidence"

POSTGRESQL_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{APPEND_ONLY}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE OR REPLACE FUNCTION record_evidenced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM record_evidence WHERE id = NEW.evidence_id AND article_id = NEW.article_id)
  THEN RAISE EXCEPTION '{NO_EVIDENCE}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION record_true_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM record_articleentry WHERE id = NEW.article_id AND (%s))
  THEN RAISE EXCEPTION '{UNTRUE}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION record_plain_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.text IS NULL OR NEW.text = ''
  THEN RAISE EXCEPTION '{NOT_PLAIN}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;
"""  # noqa: S608 - messages of our own

TRUE = """
NEW.start >= 0 AND NEW."end" > NEW.start AND length(NEW.exact) = NEW."end" - NEW.start
AND substr(text, NEW.start + 1, NEW."end" - NEW.start) = NEW.exact
AND length(NEW.prefix) <= NEW.start
AND substr(text, NEW.start - length(NEW.prefix) + 1, length(NEW.prefix)) = NEW.prefix
AND substr(text, NEW."end" + 1, length(NEW.suffix)) = NEW.suffix
"""
"""True of a row of evidence against `text`, its article's. Both databases count code points, from 1."""


def triggers(vendor: str) -> dict[str, list[str]]:
    """Return the SQL of every trigger, by table."""
    return first_triggers(vendor) | {f"record_{name}": added_triggers(vendor, name) for name in ADDED}


def added_triggers(vendor: str, name: str) -> list[str]:
    """Return the SQL of the triggers of one of the tables `ADDED`."""
    return [*append_only(vendor, f"record_{name}", ("id",)), *evidenced(vendor, f"record_{name}")]


def first_triggers(vendor: str) -> dict[str, list[str]]:
    """Return the SQL of the triggers of the first guard, by table."""
    entries = (*(f"record_{name}entry" for name in PLAIN), *(f"record_{name}" for name in EVIDENCED))
    unique: dict[str, tuple[str, ...]] = dict.fromkeys((*entries, "record_evidence", "record_lookupkey"), ("id",))
    unique["record_articleentry"] = ("id", "number")
    made = {table: append_only(vendor, table, columns) for table, columns in unique.items()}
    for name in EVIDENCED:
        made[f"record_{name}"] += evidenced(vendor, f"record_{name}")
    made["record_evidence"] += true_evidence(vendor)
    made["record_articleentry"] += plain_text(vendor)
    return made


def names(vendor: str, table: str) -> tuple[str, ...]:
    """Return the names of the triggers that keep `table` append-only."""
    deeds = ("update", "delete", "replace") if vendor == "sqlite" else ("change",)
    return tuple(f"{table}_no_{deed}" for deed in deeds)


def append_only(vendor: str, table: str, unique: Sequence[str]) -> list[str]:
    """Return SQL that refuses to change or remove rows of `table`; `unique` are its columns without equals.

    On SQLite, INSERT OR REPLACE removes the row in its way without asking the trigger against deletion, so an
    insertion that meets a row with the same unique column (or row number) is refused too.
    """
    if vendor != "sqlite":
        (name,) = names(vendor, table)
        return [
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION record_refuse()"
        ]
    update, delete, replace = names(vendor, table)
    taken = " OR ".join(f"{column} = NEW.{column}" for column in unique)
    found = f"SELECT 1 FROM {table} WHERE {taken} OR (NEW.rowid <> -1 AND rowid = NEW.rowid)"  # noqa: S608 - our names
    refuse = f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
    return [
        f"CREATE TRIGGER {update} BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {replace} BEFORE INSERT ON {table} WHEN EXISTS ({found}) {refuse}",
    ]


def evidenced(vendor: str, table: str) -> list[str]:
    """Return SQL that refuses rows of `table` whose evidence is absent or comes from another article."""
    if vendor != "sqlite":
        return [
            f"CREATE TRIGGER {table}_evidenced BEFORE INSERT ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION record_evidenced()"
        ]
    found = "SELECT 1 FROM record_evidence WHERE id = NEW.evidence_id AND article_id = NEW.article_id"
    return [
        f"CREATE TRIGGER {table}_evidenced BEFORE INSERT ON {table} "
        f"WHEN NOT EXISTS ({found}) BEGIN SELECT RAISE(ABORT, '{NO_EVIDENCE}'); END"
    ]


def true_evidence(vendor: str) -> list[str]:
    """Return SQL that refuses evidence whose words do not stand at its place in its article."""
    if vendor != "sqlite":
        return [
            "CREATE TRIGGER record_evidence_true BEFORE INSERT ON record_evidence "
            "FOR EACH ROW EXECUTE FUNCTION record_true_evidence()"
        ]
    # A blob would be cut and measured in bytes.
    texts = " AND ".join(f"typeof(NEW.{column}) = 'text'" for column in ("exact", "prefix", "suffix"))
    numbers = "typeof(NEW.start) = 'integer' AND typeof(NEW.\"end\") = 'integer'"
    found = f"SELECT 1 FROM record_articleentry WHERE id = NEW.article_id AND {texts} AND {numbers} AND ({TRUE})"  # noqa: S608
    return [
        "CREATE TRIGGER record_evidence_true BEFORE INSERT ON record_evidence "
        f"WHEN NOT EXISTS ({found}) BEGIN SELECT RAISE(ABORT, '{UNTRUE}'); END"
    ]


def plain_text(vendor: str) -> list[str]:
    """Return SQL that refuses articles without text, or with one that SQLite would count only up to a NUL."""
    if vendor != "sqlite":
        return [
            "CREATE TRIGGER record_articleentry_plain BEFORE INSERT ON record_articleentry "
            "FOR EACH ROW EXECUTE FUNCTION record_plain_text()"
        ]
    plain = "typeof(NEW.text) = 'text' AND NEW.text <> '' AND instr(CAST(NEW.text AS BLOB), x'00') = 0"
    return [
        "CREATE TRIGGER record_articleentry_plain BEFORE INSERT ON record_articleentry "
        f"WHEN NOT ({plain}) BEGIN SELECT RAISE(ABORT, '{NOT_PLAIN}'); END"
    ]


def functions(vendor: str) -> list[str]:
    """Return SQL for what the triggers of this database call."""
    return [] if vendor == "sqlite" else [POSTGRESQL_FUNCTIONS % TRUE]


def drop(vendor: str, table: str, trigger: str) -> str:
    """Return SQL that removes a trigger."""
    return f"DROP TRIGGER {trigger}" if vendor == "sqlite" else f"DROP TRIGGER {trigger} ON {table}"
