"""Every bloc has its province; the number of an instrument is one province's or the country's."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blocs", "0012_provinces_carried_over")]

    operations = [
        migrations.RemoveField(model_name="bloc", name="province_name"),
        migrations.RemoveField(model_name="legalinstrument", name="province_name"),
        migrations.AlterField(
            model_name="bloc",
            name="province",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="blocs",
                to="members.province",
                verbose_name="tỉnh, thành phố",
            ),
        ),
        migrations.AlterField(
            model_name="legalinstrument",
            name="number",
            field=models.CharField(max_length=60, verbose_name="số, ký hiệu"),
        ),
        migrations.AddConstraint(
            model_name="legalinstrument",
            constraint=models.UniqueConstraint(
                condition=models.Q(province=None),
                fields=("number",),
                name="instrument_number_once_in_the_country",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalinstrument",
            constraint=models.UniqueConstraint(
                fields=("number", "province"), name="instrument_number_once_a_province"
            ),
        ),
    ]
