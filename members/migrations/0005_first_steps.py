from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("members", "0004_found_without_accents"),
    ]

    operations = [
        migrations.AddField("user", "welcomed_at", models.DateTimeField(editable=False, null=True)),
    ]
