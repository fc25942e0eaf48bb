"""The database itself refuses changes. Events and revisions are append-only: no UPDATE, DELETE and (PostgreSQL)
TRUNCATE. A version of a criterion is never edited: no UPDATE; an assignment that nobody worked on is still taken back
with its versions, and what refers to a version (judgements, appeals) protects it."""

from django.db import migrations

VERSIONS = "indicators_criterionversion"
TABLES = ("indicators_event", "indicators_revision")
# What makes a row the same row: SQLite's INSERT OR REPLACE deletes it without asking the trigger on DELETE.
SAME_ROW = {
    "indicators_event": "id = NEW.id OR (chain = NEW.chain AND sequence = NEW.sequence)",
    "indicators_revision": "id = NEW.id OR (dossier_id = NEW.dossier_id AND number = NEW.number)",
}


def refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
            params=None,  # the % is PL/pgSQL's own
        )
        for table in TABLES:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        schema_editor.execute(
            f"CREATE TRIGGER {VERSIONS}_no_update BEFORE UPDATE ON {VERSIONS} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {SAME_ROW[table]}) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    schema_editor.execute(
        f"CREATE TRIGGER {VERSIONS}_no_update BEFORE UPDATE ON {VERSIONS} "
        f"BEGIN SELECT RAISE(ABORT, '{VERSIONS} is append-only'); END"
    )


def allow_changes(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(f"DROP TRIGGER {VERSIONS}_no_update" + (f" ON {VERSIONS}" if postgresql else ""))
    for table in TABLES:
        for name in ("append_only", "no_truncate") if postgresql else ("no_update", "no_delete", "no_replace"):
            on = f" ON {table}" if postgresql else ""
            schema_editor.execute(f"DROP TRIGGER {table}_{name}{on}")
    if postgresql:
        schema_editor.execute("DROP FUNCTION refuse_change()")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_first_release")]
    replaces = [
        ("indicators", "0002_append_only"),
        ("indicators", "0006_first_versions"),
        ("indicators", "0007_criteria"),
    ]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
