from django.db import migrations, models

from base.vietnamese import search_key


def fill(apps, schema_editor):
    for bloc in apps.get_model("blocs", "Bloc").objects.using(schema_editor.connection.alias).all():
        bloc.search_key = search_key(f"{bloc.name} {bloc.short_name}")[:400]
        bloc.save(update_fields=["search_key"])


class Migration(migrations.Migration):
    dependencies = [("blocs", "0038_names_of_models")]

    operations = [
        migrations.AddField("bloc", "search_key", models.CharField(default="", editable=False, max_length=400)),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
