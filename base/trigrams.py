"""A part of a name is found by an index of all groups of three letters: pg_trgm on PostgreSQL, FTS5 on SQLite.

Models that have a `search_key` name themselves here (`index`), and the index is made after every `migrate`: a migration
that builds a table anew on SQLite takes the triggers that keep the index with it.
"""

import logging
import sqlite3
from typing import Any

from django.db import DatabaseError, connections, transaction
from django.db.models import Model, Q
from django.db.models.expressions import RawSQL

LEAST = 3  # letters; shorter words are looked for row by row
HAS_FTS = sqlite3.sqlite_version_info >= (3, 34)
log = logging.getLogger(__name__)
_indexed: dict[type[Model], bool] = {}  # {model: whether on SQLite, too}


def index(model: type[Model], *, on_sqlite: bool = True) -> None:
    """Give this model's `search_key` an index; not `on_sqlite` where rows are to be forgotten: FTS5 keeps traces."""
    _indexed[model] = on_sqlite and HAS_FTS


def holding(words: str, model: type[Model], path: str = "", using: str = "default") -> Q:
    """Rows whose search key holds these words, themselves as a search key. `path` leads from the row to the model."""
    if connections[using].vendor != "sqlite" or len(words) < LEAST or not _indexed.get(model):
        return Q(**{f"{path}search_key__contains": words})
    table = f'"{_words_of(model)}"'
    phrase = '"' + words.replace('"', '""') + '"'
    return Q(**{f"{path}pk__in": RawSQL(f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [phrase])})


def _words_of(model: type[Model]) -> str:
    return f"{model._meta.db_table}_words"


def make_indexes(sender: Any, using: str, **_: Any) -> None:
    """Receiver of post_migrate: the indexes of this app's models, where they are not there."""
    connection = connections[using]
    make = {"postgresql": _on_postgresql, "sqlite": _on_sqlite}[connection.vendor]
    for model, on_sqlite in _indexed.items():
        is_wanted = model._meta.app_label == sender.label and (on_sqlite or connection.vendor != "sqlite")
        if is_wanted and _has_search_key(connection, model._meta.db_table):
            make(connection, model._meta.db_table)


def _has_search_key(connection: Any, table: str) -> bool:
    """Not while an archive of an older version is migrated step by step."""
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return False
        columns = connection.introspection.get_table_description(cursor, table)
    return any(column.name == "search_key" for column in columns)


def _on_postgresql(connection: Any, table: str) -> None:
    name = f"{table}_trigrams"
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [name])
        if cursor.fetchone()[0]:
            return
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(f'CREATE INDEX "{name}" ON "{table}" USING gin (search_key gin_trgm_ops)')
    except DatabaseError as refusal:
        log.warning("search goes without its index, pg_trgm may not be installed: %s", refusal)


def _on_sqlite(connection: Any, table: str) -> None:
    words = f"{table}_words"
    forget = (
        f'INSERT INTO "{words}"("{words}", rowid, search_key) VALUES (\'delete\', old.id, old.search_key);'
    )
    add = f'INSERT INTO "{words}"(rowid, search_key) VALUES (new.id, new.search_key);'
    triggers = {
        "added": ("AFTER INSERT", add),
        "changed": ("AFTER UPDATE OF id, search_key", forget + add),
        "removed": ("AFTER DELETE", forget),
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        if {f"{words}_{name}" for name in triggers} <= {row[0] for row in cursor.fetchall()}:
            return
        cursor.execute(
            f'CREATE VIRTUAL TABLE IF NOT EXISTS "{words}" USING fts5('
            f"search_key, content='{table}', content_rowid='id', tokenize='trigram')"
        )
        for name, (when, does) in triggers.items():
            cursor.execute(f'DROP TRIGGER IF EXISTS "{words}_{name}"')
            cursor.execute(f'CREATE TRIGGER "{words}_{name}" {when} ON "{table}" BEGIN {does} END')
        cursor.execute(f'INSERT INTO "{words}"("{words}") VALUES (\'rebuild\')')
