"""How each kind of database is copied in one instant, filled again, and compared."""

import hashlib
import logging
import os
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from django.apps import apps
from django.db import models
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]
from django.db.migrations.loader import MigrationLoader

log = logging.getLogger(__name__)
Fingerprints = dict[str, list]  # table: [number of rows, SHA-256 over them]


class BackupError(Exception):
    """Why a backup cannot be made, read or restored; shown as it is."""


def run(command: list[str], **environment: str) -> None:
    """Run a program; BackupError with its last words when it fails or is not there."""
    try:
        done = subprocess.run(
            command, env=os.environ | environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise BackupError(f"Máy này chưa cài chương trình {command[0]}.") from error
    if done.returncode:
        raise BackupError(f"{command[0]}: {done.stderr.strip()[-500:]}")


def _tables() -> list[type[models.Model]]:
    models_of_site = apps.get_models(include_auto_created=True)
    own = [model for model in models_of_site if model._meta.managed and not model._meta.proxy]
    return sorted(own, key=lambda model: model._meta.db_table)


def fingerprints(cursor) -> Fingerprints:
    """Of every table: how many rows, and their hash, in the order of their keys."""
    by_table = {}
    for model in _tables():
        columns = ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields)
        key, table = model._meta.pk.column, model._meta.db_table
        cursor.execute(f'SELECT {columns} FROM "{table}" ORDER BY "{key}"')
        digest, count = hashlib.sha256(), 0
        while rows := cursor.fetchmany(500):
            count += len(rows)
            for row in rows:
                digest.update(repr([bytes(v) if isinstance(v, memoryview) else v for v in row]).encode())
        by_table[table] = [count, digest.hexdigest()]
    return by_table


def counts(cursor, tables: Iterable[str]) -> dict[str, int]:
    """How many rows each of these tables has."""
    by_table = {}
    for table in tables:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        by_table[table] = cursor.fetchone()[0]
    return by_table


def is_of_today(cursor) -> bool:
    """Whether every migration of this version has been applied there."""
    cursor.execute("SELECT app, name FROM django_migrations")
    return set(MigrationLoader(None).disk_migrations) <= set(cursor.fetchall())


class Database:
    """One database that can be copied to a file, filled from it, and compared."""

    engine: str
    name_in_backup: str

    def copy_to(self, target: Path) -> Fingerprints:
        raise NotImplementedError

    def fill_from(self, source: Path) -> None:
        raise NotImplementedError

    def fingerprints(self) -> Fingerprints:
        raise NotImplementedError

    @contextmanager
    def cursor(self) -> Iterator[Any]:
        raise NotImplementedError
        yield

    def equals(self, tables: Fingerprints) -> bool:
        """Whether it holds what was backed up.

        An older version knew other columns: of its tables the rows are counted. That the file is the one that was
        written, its own hash has told before.
        """
        with self.cursor() as cursor:
            if is_of_today(cursor):
                return fingerprints(cursor) == tables
            return counts(cursor, tables) == {table: count for table, (count, _) in tables.items()}

    def is_of_today(self) -> bool:
        with self.cursor() as cursor:
            return is_of_today(cursor)

    def holds_people(self) -> bool:
        raise NotImplementedError

    def beside(self, scratch: Path):
        """Another, empty one of this kind, for as long as the block lasts."""
        raise NotImplementedError


def _opened(path) -> sqlite3.Connection:
    """With Django's functions, which an index on the year of a date needs."""
    connection = sqlite3.connect(path, uri=str(path).startswith("file:"))
    register(connection)
    return connection


class SQLite(Database):
    engine, name_in_backup = "sqlite", "database.sqlite3"

    def __init__(self, path: str):
        self.path = path

    def copy_to(self, target: Path) -> Fingerprints:
        """SQLite's own online copy: one instant, also while others write."""
        with closing(_opened(self.path)) as source, closing(_opened(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        return SQLite(str(target)).fingerprints()

    def fill_from(self, source: Path) -> None:
        with closing(_opened(source)) as copy, closing(_opened(self.path)) as target:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BackupError("Tệp cơ sở dữ liệu trong bản sao lưu bị hỏng.")
            copy.backup(target)

    def fingerprints(self) -> Fingerprints:
        with self.cursor() as cursor:
            return fingerprints(cursor)

    @contextmanager
    def cursor(self) -> Iterator[Any]:
        with closing(_opened(self.path)) as file:
            yield file.cursor()

    def holds_people(self) -> bool:
        with closing(_opened(self.path)) as file:
            made = file.execute("SELECT 1 FROM sqlite_master WHERE name = 'members_user'").fetchone()
            return bool(made and file.execute("SELECT 1 FROM members_user LIMIT 1").fetchone())

    @contextmanager
    def beside(self, scratch: Path) -> Iterator["SQLite"]:
        yield SQLite(str(scratch / "beside.sqlite3"))


# How libpq calls a connection's facts, and the same in the environment of its programs.
LIBPQ = {
    "dbname": "PGDATABASE",
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "service": "PGSERVICE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


class PostgreSQL(Database):
    engine, name_in_backup = "postgresql", "database.dump"

    def __init__(self, facts: dict):
        """`facts` are libpq's: dbname, host, port, user, password."""
        self.facts = facts

    def _connect(self, **others):
        try:
            return psycopg.connect(**self.facts | others)
        except psycopg.Error as error:
            raise BackupError(f"PostgreSQL: {error}") from error

    def _tool(self, *command: str) -> None:
        run(list(command), **{LIBPQ[key]: str(value) for key, value in self.facts.items()})

    def copy_to(self, target: Path) -> Fingerprints:
        """pg_dump of the very instant of which the fingerprints are taken."""
        with self._connect() as connection, connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            instant = cursor.fetchone()[0]
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={instant}"]
            self._tool("pg_dump", *options, f"--file={target}")
            return fingerprints(cursor)

    def fill_from(self, source: Path) -> None:
        options = ["--no-owner", "--no-privileges", "--clean", "--if-exists", "--single-transaction"]
        self._tool("pg_restore", *options, f"--dbname={self.facts['dbname']}", str(source))

    def fingerprints(self) -> Fingerprints:
        with self.cursor() as cursor:
            return fingerprints(cursor)

    @contextmanager
    def cursor(self) -> Iterator[Any]:
        with self._connect() as connection, connection.cursor() as cursor:
            yield cursor

    def holds_people(self) -> bool:
        with self._connect() as connection, connection.cursor() as cursor:
            made = cursor.execute("SELECT to_regclass('members_user')").fetchone()[0]
            return bool(made and cursor.execute("SELECT 1 FROM members_user LIMIT 1").fetchone())

    @contextmanager
    def beside(self, scratch: Path) -> Iterator["PostgreSQL"]:  # noqa: ARG002  beside the server, not in a folder
        name = f"rehearsal_{uuid4().hex[:12]}"
        with self._connect(autocommit=True) as connection:
            self._drop_left_over(connection)
            try:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
            except psycopg.Error as error:
                raise BackupError(f"Không lập được cơ sở dữ liệu để diễn tập: {error}") from error
            try:
                yield PostgreSQL(self.facts | {"dbname": name})
            finally:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    @staticmethod
    def _drop_left_over(connection) -> None:
        """What a killed rehearsal left behind; one that is in use stays."""
        unused = """SELECT datname FROM pg_database WHERE datname ~ '^rehearsal_[0-9a-f]{12}$'
            AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = pg_database.datname)"""
        for (name,) in connection.execute(unused).fetchall():
            try:
                connection.execute(f"DROP DATABASE IF EXISTS {name}")
            except psycopg.Error as error:  # of another role, or in use by now
                log.warning("the left-over database %s stays: %s", name, error)


def database_of(connection) -> Database:
    """The database behind a connection of Django's."""
    facts = connection.get_connection_params()
    if connection.vendor == "sqlite":
        return SQLite(facts["database"])
    return PostgreSQL({key: facts[key] for key in LIBPQ if facts.get(key)})
