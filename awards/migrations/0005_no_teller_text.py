from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('awards', '0004_tellers_as_people'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='conference',
            name='tellers',
        ),
    ]
