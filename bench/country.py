"""A country: the real case's bloc and its finished year, again for 34 provinces × 20 blocs × 10 years.

The database copies its own rows under other keys, so that millions of rows take a minute. Then the main pages are
measured before and after, and every query that reads a large table without an index is named. Run: bin/bench country
"""

import os
import statistics
import sys
import time

import django

django.setup()

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from awards.models import Award
from blocs.models import Bloc, BlocYear, Membership
from demo.load import load_demo
from members.models import Association, FormerName, Notice, Officer, Province, Succession, User
from pledges.models import Report

OF_A_PROVINCE = 20  # blocs
BLOCS, YEARS = int(os.environ.get("BLOCS", 34 * OF_A_PROVINCE)), int(os.environ.get("YEARS", 10))
STRIDE = 100_000  # between the keys of one copy and of the next
ROOMS = {"blocs", "pledges", "awards"}
OF_BLOCS = [User, Association, FormerName, Succession, Officer, Bloc, Membership]
RUNS = 7
say = sys.stdout.write


def owned_by_years() -> list[type[models.Model]]:
    """Everything that hangs on a year, whoever points to what."""
    owned, grew = {BlocYear}, True
    while grew:
        grew = False
        for model in apps.get_models(include_auto_created=True):
            points = {f.related_model for f in model._meta.local_concrete_fields if f.is_relation}
            if model._meta.app_label in ROOMS and model not in owned and points & owned:
                owned.add(model)
                grew = True
    return list(owned)


OWNED = owned_by_years()


def value(model, field, *, own: str, bloc: str) -> str:
    """How a copy's column is made of the original's."""
    column, key = f'"{field.column}"', f'"{model._meta.pk.column}"'
    if field.primary_key and isinstance(field, models.CharField):  # the code of an opened ballot
        return f"substr({column}, 1, 9) || CAST(({own}) / {STRIDE} AS varchar(5))"
    if field.primary_key:
        return f"{column} + {own}"
    if field.related_model is Province:
        return f"{column} + ({bloc}) / {STRIDE * OF_A_PROVINCE} * {STRIDE}"
    if field.is_relation and field.related_model in OF_BLOCS:
        return f"{column} + {bloc}"
    if field.is_relation and field.related_model in OWNED:
        return f"{column} + {own}"
    if model is BlocYear and field.name == "year":
        return f"{column} - y.y"
    if model is Award and field.name == "year":  # the ledger's years of one copy fall between no other's
        return f"{column} - y.y * 40"
    is_unique = field.unique or (model is Association and field.name == "code")
    if is_unique and isinstance(field, models.CharField):
        return f"CAST({key} + {own} AS varchar({field.max_length}))"
    return column


def copy(model, own: str, bloc: str, source: str, original: str) -> None:
    """Insert every copy of this model's rows."""
    fields = model._meta.local_concrete_fields
    columns = ", ".join(f'"{f.column}"' for f in fields)
    values = ", ".join(value(model, f, own=own, bloc=bloc) for f in fields)
    table, which = model._meta.db_table, original.replace('"id"', f'"{numbered(model)}"')
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({columns}) SELECT {values} FROM "{table}" {source} WHERE {which}'
        )


def numbered(model) -> str:
    """The column whose number tells an original from a copy: the key, or what a row with a code hangs on."""
    if not isinstance(model._meta.pk, models.CharField):
        return model._meta.pk.column
    return next(f.column for f in model._meta.local_concrete_fields if f.related_model in OWNED)


def series(name: str, last: int) -> str:
    return (
        f"CROSS JOIN (WITH RECURSIVE s({name}) AS (SELECT 0 UNION ALL SELECT {name} + 1 FROM s"
        f" WHERE {name} < {last}) SELECT {name} FROM s) AS {name}"
    )


def more_years() -> None:
    """The finished year again under earlier ones; the running year goes out of their way."""
    year = BlocYear.objects.get(year=2023)
    BlocYear.objects.exclude(pk=year.pk).update(year=2030)
    fill_years(f'y.y > 0 AND "id" < {STRIDE}', last_bloc=0)


def more_blocs() -> None:
    """That bloc with its people and all its years, again and again, twenty to a province."""
    first = Province.objects.get()
    for n in range(1, -(-BLOCS // OF_A_PROVINCE)):
        copied = Province.objects.get(pk=first.pk)
        copied.pk, copied.name = first.pk + n * STRIDE, f"{first.name} {n}"
        copied.save(force_insert=True)
    for model in OF_BLOCS:
        copy(
            model,
            f"b.b * {STRIDE}",
            f"b.b * {STRIDE}",
            series("b", BLOCS - 1),
            f'b.b > 0 AND "id" < {STRIDE}',
        )
    fill_years(f'b.b > 0 AND "id" < {STRIDE}', last_bloc=BLOCS - 1)


def fill_years(which: str, *, last_bloc: int) -> None:
    year = BlocYear.objects.get(year=2023, pk__lt=STRIDE)
    own = f"(b.b * {YEARS} + y.y) * {STRIDE}"
    for model in OWNED:
        original = f'{which} AND "id" = {year.pk}' if model is BlocYear else which
        copy(model, own, f"b.b * {STRIDE}", f"{series('b', last_bloc)} {series('y', YEARS - 1)}", original)


def constraints_off() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "PRAGMA foreign_keys = OFF"
            if connection.vendor == "sqlite"
            else "SET session_replication_role = replica"
        )


def constraints_on() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = ON")
            return
        cursor.execute("SET session_replication_role = DEFAULT")
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def pages() -> list[tuple[str, str, str]]:
    """(who, what, where) of the main pages."""
    year = BlocYear.objects.get(year=2023, bloc__pk__lt=STRIDE)
    report = Report.objects.filter(bloc_year=year, kind="annual").exclude(association=year.lead).first()
    return [
        ("soan.hlg", "home", "/"),
        ("soan.hlg", "year", reverse("year", args=[year.pk])),
        ("soan.hlg", "completeness", reverse("pledges:completeness", args=[year.pk])),
        ("soan.hlg", "registrations", reverse("pledges:registrations", args=[year.pk])),
        ("soan.hlg", "report", reverse("pledges:report", args=[report.pk])),
        ("soan.hlg", "ranking", reverse("awards:ranking", args=[year.pk])),
        ("soan.hlg", "proposals", reverse("awards:proposals", args=[year.pk])),
        ("soan.hlg", "papers", reverse("awards:papers", args=[year.pk])),
        ("soan.hlg", "notices", reverse("members:notices")),
        ("soan.hlg", "associations", reverse("members:associations")),
        ("soan.hlg", "an association", reverse("members:association", args=[year.lead_id])),
        ("soan.hlg", "search for one", reverse("members:associations") + "?q=luat+gia"),
        ("soan.hlg", "search everything", reverse("search") + "?q=luat+gia+2023"),
        ("soan.hlg", "pictures", reverse("awards:pictures", args=[year.pk])),
        ("soan.hlg", "ledger", reverse("awards:ledger", args=[year.lead_id])),
        ("tinh", "blocs", reverse("blocs:blocs")),
        ("tinh", "home of the province", "/"),
    ]


def measure() -> dict[tuple[str, str], tuple[float, int, list[str]]]:
    """Milliseconds of wall clock (median), number of queries, and the queries of each page."""
    measured = {}
    for who, name, url in pages():
        client, queries = Client(), []
        client.force_login(User.objects.get(email__startswith=f"{who}@"))
        client.get(url)

        def note(execute, sql, params, many, context, queries=queries):
            queries.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            status = client.get(url).status_code
        if status != 200:
            raise SystemExit(f"{url}: {status}")
        times = []
        for _ in range(RUNS):
            began = time.perf_counter()
            client.get(url)
            times.append((time.perf_counter() - began) * 1000)
        measured[who, name] = statistics.median(times), len(queries), queries
    return measured


def scanned(sql: str, params, large: set[str]) -> list[str]:
    """Large tables that this query reads from end to end."""
    if not sql.lstrip().upper().startswith("SELECT"):
        return []
    with connection.cursor() as cursor:
        how = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{how} {sql}", params)
        lines = [str(row[-1]) for row in cursor.fetchall()]
    sign = "SCAN " if connection.vendor == "sqlite" else "Seq Scan on "
    words = [line.split(sign)[1].split() for line in lines if sign in line and "USING" not in line]
    return [w[0] for w in words if w and w[0] in large]


def main() -> None:
    setup_test_environment()
    call_command("migrate", verbosity=0)
    load_demo()
    constraints_off()
    more_years()
    before = measure()
    began = time.perf_counter()
    more_blocs()
    constraints_on()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rows = {m._meta.db_table: m._base_manager.count() for m in [*OWNED, *OF_BLOCS, Notice]}
    say(
        f"\n{BLOCS} blocs × {YEARS} years: {sum(rows.values()):,} rows in {time.perf_counter() - began:.0f} s\n"
    )
    say(
        f"\n{'page':<28}{'queries':>8}{'one bloc ms':>13}{'country ms':>12}{'ratio':>7}  read without an index\n"
    )
    large = {table for table, count in rows.items() if count > 5000}
    for (who, name), (ms, count, queries) in measure().items():
        one = before[who, name][0]
        scanned_tables = sorted({table for sql, params in queries for table in scanned(sql, params, large)})
        say(f"{name:<28}{count:>8}{one:>13.1f}{ms:>12.1f}{ms / one:>7.2f}  {', '.join(scanned_tables)}\n")


if __name__ == "__main__":
    main()
