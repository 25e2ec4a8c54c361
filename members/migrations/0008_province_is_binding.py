"""Every association has its province, and an officer is one of a province."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0007_province"), ("blocs", "0012_provinces_carried_over")]

    operations = [
        migrations.RemoveField(model_name="user", name="is_province"),
        migrations.AlterField(
            model_name="association",
            name="province",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="associations",
                to="members.province",
                verbose_name="tỉnh, thành phố",
            ),
        ),
        migrations.AlterField(
            model_name="association",
            name="code",
            field=models.SlugField(max_length=30, verbose_name="mã đơn vị"),
        ),
        migrations.AddConstraint(
            model_name="association",
            constraint=models.UniqueConstraint(
                fields=["province", "code"],
                name="association_code_once_a_province",
                violation_error_message="Mã đơn vị này đã có trong tỉnh.",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(administers_province=False) | models.Q(province__isnull=False),
                name="user_administers_a_province",
                violation_error_message="Chọn tỉnh mà người này quản trị.",
            ),
        ),
    ]
