"""A violation is called so in the code as on the pages; its table keeps its name."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("awards", "0011_proxies_of_earlier_votes"),
        ("blocs", "0010_province_entered_once"),
        ("members", "0006_law_and_province"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Finding", "Violation"),
                migrations.AlterModelTable("violation", "awards_finding"),
                migrations.AlterField(
                    "violation",
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="violations",
                        to="members.association",
                        verbose_name="hội",
                    ),
                ),
                migrations.AlterField(
                    "violation",
                    "bloc_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="violations",
                        to="blocs.blocyear",
                        verbose_name="năm thi đua",
                    ),
                ),
            ]
        )
    ]
