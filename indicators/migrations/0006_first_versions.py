"""Every assignment has a criterion to be scored by, measured as its indicator says."""

from decimal import Decimal

from django.db import migrations


def complete_first_versions(apps, schema_editor):
    Assignment = apps.get_model("indicators", "Assignment")
    CriterionVersion = apps.get_model("indicators", "CriterionVersion")
    for assignment in Assignment.objects.select_related("indicator", "year").iterator():
        measure = assignment.indicator.measure
        if CriterionVersion.objects.filter(assignment=assignment).update(measure=measure):
            continue
        CriterionVersion.objects.create(
            assignment=assignment,
            position=1,
            version=1,
            text=assignment.indicator.method,
            weight=Decimal(100),
            measure=measure,
            in_force_from=f"{assignment.year.be_year - 544}-10-01",
            ground="assigned",
        )


class Migration(migrations.Migration):
    dependencies = [("indicators", "0005_scores")]
    operations = [migrations.RunPython(complete_first_versions, migrations.RunPython.noop)]
