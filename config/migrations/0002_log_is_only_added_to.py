"""The database itself refuses to change or delete what is in the log.

A later migration that alters one of these tables makes SQLite build it anew, without its triggers: call `guard` again.
"""

from django.db import migrations

TABLES = ["config_auditentry", "config_auditday"]
REFUSAL = "the log is only added to"


def guard(apps, schema_editor):
    for table in TABLES:
        for deed in ("UPDATE", "DELETE"):
            schema_editor.execute(trigger(schema_editor.connection.vendor, table, deed))


def trigger(vendor: str, table: str, deed: str) -> str:
    name = f"{table}_no_{deed.lower()}"
    if vendor == "sqlite":
        body = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    else:
        body = "FOR EACH ROW EXECUTE FUNCTION config_log_only_added_to()"
    return f"CREATE TRIGGER {name} BEFORE {deed} ON {table} {body}"


def make_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION config_log_only_added_to() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )


def unguard(apps, schema_editor):
    on = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for deed in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{deed}{f' ON {table}' if on else ''}")
    if on:
        schema_editor.execute("DROP FUNCTION config_log_only_added_to()")


class Migration(migrations.Migration):
    dependencies = [("config", "0001_initial")]

    operations = [
        migrations.RunPython(make_function, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
    ]
