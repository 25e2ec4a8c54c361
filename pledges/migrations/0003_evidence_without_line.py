from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('pledges', '0002_drafts_versions_returns'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='evidence',
            name='line',
        ),
    ]
