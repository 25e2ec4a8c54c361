from django.db import migrations, models

from base.vietnamese import search_key, two_digits


def fill(apps, schema_editor):
    IssuedDocument = apps.get_model("documents", "IssuedDocument")
    for paper in IssuedDocument.objects.defer("pdf").iterator():
        reference = f"{two_digits(paper.number)}/{paper.symbol}" if paper.number else ""
        key = search_key(f"{reference} {paper.type_name} {paper.title} {paper.signer}")[:1500]
        IssuedDocument.objects.filter(pk=paper.pk).update(search_key=key)


class Migration(migrations.Migration):

    dependencies = [
        ("documents", "0001_squashed_0_6"),
    ]

    operations = [
        migrations.AddField("issueddocument", "search_key", models.CharField(default="", editable=False, max_length=1500)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
