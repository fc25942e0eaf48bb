"""On PostgreSQL an index of what ideas hold, for the search."""

from django.db import migrations

IDEAS = ("title", "problem", "proposal", "benefit", "resources")


def index_texts(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("SET LOCAL statement_timeout = 0")  # a page's patience is too short for a city of many years
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        if cursor.fetchone() is None:  # indicators.0003 has said so
            return
    keys = ", ".join(f"{column} gin_trgm_ops" for column in IDEAS)
    schema_editor.execute(f"CREATE INDEX IF NOT EXISTS innovation_idea_texts ON innovation_idea USING gin ({keys})")


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS innovation_idea_texts")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_many_years"), ("innovation", "0001_first_release")]
    operations = [migrations.RunPython(index_texts, drop_index)]
