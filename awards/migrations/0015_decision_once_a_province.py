from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("awards", "0014_decisions_of_provinces")]

    operations = [
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("number", "dated", "authority", "province"), name="decision_once_a_province"
            ),
        ),
    ]
