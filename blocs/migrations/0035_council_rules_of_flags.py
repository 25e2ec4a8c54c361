"""Sites that have the flags already get the rules of the law for them."""

from django.db import migrations


def set_rules(apps, schema_editor):
    award_types = apps.get_model("blocs", "AwardType").objects
    award_types.filter(code="co-chinh-phu").update(leading_percent=20, council_percent=80)
    award_types.filter(code="co-ubnd-tinh").update(council_percent=80)


class Migration(migrations.Migration):
    dependencies = [("blocs", "0034_council_rules")]

    operations = [migrations.RunPython(set_rules, migrations.RunPython.noop)]
