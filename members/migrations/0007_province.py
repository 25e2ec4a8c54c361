"""Provinces become rows. Filled by blocs.0012, made binding by members.0008."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0006_law_and_province")]

    operations = [
        migrations.CreateModel(
            name="Province",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "Tỉnh, thành phố này đã có trên trang."},
                        help_text="Ghi cả chữ tỉnh hoặc thành phố, chữ thường, ví dụ: tỉnh Hà Giang",
                        max_length=60,
                        unique=True,
                        verbose_name="tên tỉnh, thành phố",
                    ),
                ),
                (
                    "short_name",
                    models.CharField(
                        help_text="Ví dụ: Hà Giang", max_length=60, verbose_name="tên gọi tắt"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        help_text="Ghi trước ngày tháng ở văn bản, ví dụ: Hà Giang",
                        max_length=60,
                        verbose_name="địa danh",
                    ),
                ),
                (
                    "committee",
                    models.CharField(
                        help_text="Ví dụ: ỦY BAN NHÂN DÂN TỈNH HÀ GIANG",
                        max_length=120,
                        verbose_name="dòng đầu văn bản của các khối",
                    ),
                ),
                ("council", models.CharField(max_length=150, verbose_name="Hội đồng Thi đua - Khen thưởng")),
                (
                    "standing_agency",
                    models.CharField(max_length=150, verbose_name="cơ quan thường trực thi đua, khen thưởng"),
                ),
                (
                    "addressees",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="nơi nhận tờ trình (mỗi dòng một nơi)"
                    ),
                ),
                ("merged_on", models.DateField(blank=True, null=True, verbose_name="sáp nhập từ ngày")),
                (
                    "merger_basis",
                    models.CharField(blank=True, max_length=250, verbose_name="căn cứ sáp nhập"),
                ),
                ("is_demo", models.BooleanField(default=False, verbose_name="dữ liệu minh họa")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="members.province",
                        verbose_name="sáp nhập vào",
                    ),
                ),
            ],
            options={
                "verbose_name": "tỉnh, thành phố",
                "verbose_name_plural": "các tỉnh, thành phố",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(merged_into=None, merged_on=None)
                        | models.Q(merged_into__isnull=False, merged_on__isnull=False),
                        name="province_merger_has_its_day",
                        violation_error_message="Ghi cả tỉnh nhận sáp nhập và ngày sáp nhập.",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(merged_into=models.F("id")),
                        name="province_merges_into_another",
                        violation_error_message="Một tỉnh không thể sáp nhập vào chính nó.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="association",
            name="province",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="associations",
                to="members.province",
                verbose_name="tỉnh, thành phố",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="province",
            field=models.ForeignKey(
                blank=True,
                help_text="Xem được mọi khối của tỉnh đó, không sửa.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="members.province",
                verbose_name="cán bộ cơ quan thường trực của tỉnh",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="administers_province",
            field=models.BooleanField(
                default=False,
                help_text="Mở khối, ghi các hội và mời người của tỉnh mình, trên các trang của phần mềm.",
                verbose_name="quản trị của tỉnh",
            ),
        ),
    ]
