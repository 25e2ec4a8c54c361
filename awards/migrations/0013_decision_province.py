"""Each province keeps its own row of a decision: two may have one number on one day."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("awards", "0012_violation"), ("members", "0008_province_is_binding")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="province",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="members.province",
                verbose_name="ghi ở sổ của tỉnh",
            ),
        ),
        migrations.RemoveConstraint(model_name="decision", name="decision_once"),
    ]
