"""A version of a criterion is never edited: the database itself refuses UPDATE. An assignment that nobody worked on
is still taken back with its versions, so DELETE stays; what refers to a version (judgements, appeals) protects it."""

from django.db import migrations

TABLE = "indicators_criterionversion"


def refuse_updates(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        # refuse_change() stands since 0002_append_only.
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
    )


def allow_updates(apps, schema_editor):
    on = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {TABLE}_no_update{on}")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0006_first_versions")]
    operations = [migrations.RunPython(refuse_updates, allow_updates)]
