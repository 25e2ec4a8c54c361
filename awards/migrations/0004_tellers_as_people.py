from django.db import migrations


def name_tellers(apps, schema_editor):
    """Each line of the old text area becomes a person: the name, then the position after the first comma."""
    Conference, Teller = apps.get_model("awards", "Conference"), apps.get_model("awards", "Teller")
    for pk, text in Conference.objects.values_list("pk", "tellers"):
        for line in filter(None, map(str.strip, text.splitlines())):
            name, _, position = line.partition(",")
            Teller.objects.create(conference_id=pk, name=name.strip(), position=position.strip()[:160])


class Migration(migrations.Migration):

    dependencies = [
        ('awards', '0003_votes'),
    ]

    operations = [
        migrations.RunPython(name_tellers, migrations.RunPython.noop),
    ]
