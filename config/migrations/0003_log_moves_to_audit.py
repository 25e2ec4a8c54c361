"""The models of the log are those of `audit` from here on; their tables stay as they are."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("config", "0002_log_is_only_added_to"),
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("AuditEntry"),
                migrations.DeleteModel("AuditDay"),
                migrations.DeleteModel("Upkeep"),
            ]
        )
    ]
