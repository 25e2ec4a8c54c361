"""Votes recorded before 0.8.0 counted proxies among those present: how many is taken from the roll call."""

from django.db import migrations


def count(apps, schema_editor):
    attendances = apps.get_model("awards", "Attendance").objects.filter(proxy_to__isnull=False)
    for vote in apps.get_model("awards", "Vote").objects.all():
        proxies = min(attendances.filter(conference=vote.conference_id).count(), vote.present)
        if proxies:
            vote.proxies = proxies
            vote.save(update_fields=["proxies"])


class Migration(migrations.Migration):
    dependencies = [("awards", "0010_votes_told_whole")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
