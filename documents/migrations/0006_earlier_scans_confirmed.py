"""Scans that were attached before 0.8.0 stay attached: whoever brought them answers for them."""

from django.db import migrations
from django.db.models import F


def confirm(apps, schema_editor):
    copies = apps.get_model("documents", "SignedCopy").objects.filter(confirmed_at=None)
    copies.update(confirmed_at=F("added_at"), confirmed_by=F("added_by"))


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_signed_copies_confirmed")]

    operations = [migrations.RunPython(confirm, migrations.RunPython.noop)]
