"""A role of PostgreSQL for the web process that owns nothing: it reads and writes rows, and changes no table.

The owner keeps the schema, the triggers that guard the log of acts, and what sweeps an urn out of the files.
"""

from django.db import connection, transaction
from psycopg import sql

from audit.models import AuditDay, AuditEntry

ROWS = "SELECT, INSERT, UPDATE, DELETE"
ONLY_ADDED_TO = (AuditEntry, AuditDay)
ONLY_READ = ("django_migrations",)


class NoWebRole(Exception):
    """The role cannot be granted anything; the sentence says why."""


def grant_web_role(name: str) -> int:
    """Give that role what the web process needs, and nothing else; on how many tables. Again after every migrate.

    NoWebRole on SQLite, for a role that is not there, is a superuser, or owns tables of this database.
    """
    if connection.vendor != "postgresql":
        raise NoWebRole("Chỉ PostgreSQL có vai trò riêng; cơ sở dữ liệu này là một tệp.")
    role = sql.Identifier(name)
    tables = connection.introspection.table_names()
    with transaction.atomic(), connection.cursor() as cursor:
        _require_bare(cursor, name)
        for statement in _statements(role):
            cursor.execute(statement)
        for model in ONLY_ADDED_TO:
            _revoke(cursor, "UPDATE, DELETE", model._meta.db_table, role)
        for table in ONLY_READ:
            _revoke(cursor, "INSERT, UPDATE, DELETE", table, role)
    return len(tables)


def _require_bare(cursor, name: str) -> None:
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [name])
    role = cursor.fetchone()
    if role is None:
        raise NoWebRole(f"Chưa có vai trò {name}. Lập bằng: createuser --no-createdb {name}")
    cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = %s", [name])
    if role[0] or cursor.fetchone()[0]:
        raise NoWebRole(f"Vai trò {name} là chủ các bảng hoặc là superuser; hãy lập một vai trò khác.")


def _statements(role: sql.Identifier) -> list[sql.Composed]:
    texts = (
        "REVOKE CREATE ON SCHEMA public FROM {role}",
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT {rows} ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    )
    return [sql.SQL(text).format(role=role, rows=sql.SQL(ROWS)) for text in texts]


def _revoke(cursor, rights: str, table: str, role: sql.Identifier) -> None:
    text = sql.SQL("REVOKE {rights} ON {table} FROM {role}")
    cursor.execute(text.format(rights=sql.SQL(rights), table=sql.Identifier(table), role=role))
