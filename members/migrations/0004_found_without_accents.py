from django.db import migrations, models

from base.vietnamese import search_key


def fill(apps, schema_editor):
    User = apps.get_model("members", "User")
    for person in User.objects.all().iterator():
        User.objects.filter(pk=person.pk).update(search_key=search_key(person.full_name)[:300])


class Migration(migrations.Migration):

    dependencies = [
        ("members", "0003_consent"),
    ]

    operations = [
        migrations.AddField("user", "search_key", models.CharField(default="", editable=False, max_length=300)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
