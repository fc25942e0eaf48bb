"""Indexes for many years: of the events of an agency by time, and on PostgreSQL of what texts hold."""

from django.db import migrations, models

# Which texts are worth comparing with what is searched for. Without the extension the search reads them all.
TEXTS = {
    "indicators_quarterlyreport": ("narrative", "enablers", "obstacles", "no_progress_reason"),
    "indicators_monthlyentry": ("text",),
    "indicators_yearendreport": ("summary",),
    "indicators_factor": ("text",),
    "indicators_document": ("subject", "subject_as_written", "number", "issuing_unit"),
}
# The register lists undated documents last, which the order of no index of SQLite can say.
REGISTER = "indicators_document_newest"


def has_trigrams(schema_editor):
    """Whether the database has, or now gets, PostgreSQL's extension. Its owner may add it, where it is installed."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT installed_version FROM pg_available_extensions WHERE name = 'pg_trgm'")
        found = cursor.fetchone()
        if found and found[0]:
            return True
        cursor.execute("SELECT has_database_privilege(current_database(), 'CREATE')")
        if not found or not cursor.fetchone()[0]:
            print(" pg_trgm is not to be had: the search will read every text (docs/operations.md)", end="")
            return False
        cursor.execute("CREATE EXTENSION pg_trgm")
        return True


def index_texts(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("SET LOCAL statement_timeout = 0")  # a page's patience is too short for a city of many years
    schema_editor.execute(f"CREATE INDEX {REGISTER} ON indicators_document (date DESC NULLS LAST, id DESC)")
    schema_editor.execute(
        f"CREATE INDEX {REGISTER}_of_agency ON indicators_document (agency_id, date DESC NULLS LAST, id DESC)"
    )
    if not has_trigrams(schema_editor):
        return
    for table, columns in TEXTS.items():
        keys = ", ".join(f"{column} gin_trgm_ops" for column in columns)
        schema_editor.execute(f"CREATE INDEX IF NOT EXISTS {table}_texts ON {table} USING gin ({keys})")


def drop_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in (REGISTER, f"{REGISTER}_of_agency", *(f"{table}_texts" for table in TEXTS)):
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_refused_changes")]
    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["chain", "-at", "-id"], name="event_recent"),
        ),
        migrations.AddIndex(
            model_name="yearendreport",
            index=models.Index(
                fields=["endorsed_at", "id"],
                name="year_end_report_queue",
                condition=models.Q(("status", "endorsed")),
            ),
        ),
        migrations.RunPython(index_texts, drop_indexes),
    ]
