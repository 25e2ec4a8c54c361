"""A bloc and an instrument name their province as a row; the text stays beside it until it is carried over."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blocs", "0010_province_entered_once"), ("members", "0007_province")]

    operations = [
        migrations.RenameField("bloc", "province", "province_name"),
        migrations.RenameField("legalinstrument", "province", "province_name"),
        migrations.AddField(
            model_name="bloc",
            name="province",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="blocs",
                to="members.province",
                verbose_name="tỉnh, thành phố",
            ),
        ),
        migrations.AddField(
            model_name="legalinstrument",
            name="province",
            field=models.ForeignKey(
                blank=True,
                help_text="Với quyết định riêng của một tỉnh. Bỏ trống: cả nước.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="instruments",
                to="members.province",
                verbose_name="chỉ dùng cho tỉnh",
            ),
        ),
    ]
