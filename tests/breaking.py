"""Trying to break a guard behind Django's back: in plain SQL, on a row that is there already.

Three kinds of guard can be tried on any row. A Refuse needs an attempt of its own, since only it knows what it refuses.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, models, transaction

from practices.guards import AppendOnly, Guard, Immutable, NoOverlap

Attempt = tuple[str, Callable[[], None]]


def sql(statement: str, *parameters) -> None:
    """Run one statement as somebody with a database console would."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)


@contextmanager
def refused_by(guard: Guard, model: type[models.Model]) -> Iterator[None]:
    """The block must be refused, by this guard and no other."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        yield
    if connection.vendor == "postgresql":
        assert refusal.value.__cause__.diag.constraint_name.startswith(guard.name(model))
    else:
        message = str(refusal.value).replace("'", "''")
        assert any(message in part.mark for part in guard.parts(model, "sqlite")), refusal.value


def attempts_on(guard: Guard, row: models.Model, **varied: str) -> list[Attempt]:
    """Ways to break a guard on `row` that hold for every model.

    `varied`: SQL for columns in which a copy of the row must differ, where it would break another guard too.
    """
    if isinstance(guard, AppendOnly):
        return append_only_attempts(row)
    if isinstance(guard, NoOverlap):
        return overlap_attempts(row, varied)
    if isinstance(guard, Immutable):
        return immutable_attempts(guard, row)
    return []


def append_only_attempts(row: models.Model) -> list[Attempt]:
    """Change it, remove it, replace it, empty the table."""
    table, pk, objects = quoted(row), row._meta.pk.column, type(row)._base_manager.filter(pk=row.pk)
    names = columns(row)
    attempts: list[Attempt] = [
        ("UPDATE", lambda: sql(f'UPDATE {table} SET "{pk}" = "{pk}" WHERE "{pk}" = {row.pk}')),
        ("DELETE", lambda: sql(f'DELETE FROM {table} WHERE "{pk}" = {row.pk}')),
        ("queryset.update", lambda: objects.update(**{row._meta.pk.name: row.pk})),
        ("raw delete", lambda: objects._raw_delete(connection.alias)),
    ]
    if connection.vendor == "postgresql":
        return [*attempts, ("TRUNCATE", lambda: sql(f"TRUNCATE {table} CASCADE"))]
    copy = f'SELECT {names} FROM {table} WHERE "{pk}" = {row.pk}'
    replace = f"INSERT OR REPLACE INTO {table} ({names}) {copy}"
    return [*attempts, ("REPLACE", lambda: sql(replace))]


def overlap_attempts(row: models.Model, varied: dict[str, str]) -> list[Attempt]:
    """A second row like it, and a neighbour that grows into it by one day."""
    return [
        ("a second row", lambda: copy_of(row, **varied)),
        ("a neighbour that grows", lambda: grow_into(row, varied)),
    ]


def grow_into(row: models.Model, varied: dict[str, str]) -> None:
    """Put a like row before this one, which is allowed, then let it end on this one's first day."""
    day_before = day_sql(row, "starts_on", -1)
    with no_refusal():
        copy_of(row, starts_on=day_before, ends_on=day_before, **varied)
    pk = row._meta.pk.column
    table = quoted(row)
    sql(
        f'UPDATE {table} SET ends_on = (SELECT o.starts_on FROM {table} o WHERE o."{pk}" = {row.pk}) '
        f'WHERE "{pk}" = (SELECT max("{pk}") FROM {table})'
    )


def immutable_attempts(guard: Immutable, row: models.Model) -> list[Attempt]:
    """Another value in each of the fields."""
    table, pk = quoted(row), row._meta.pk.column

    def change(column: str, value: str) -> Callable[[], None]:
        return lambda: sql(f'UPDATE {table} SET "{column}" = {value} WHERE "{pk}" = {row.pk}')

    fields = [row._meta.get_field(name) for name in guard.fields]
    text = (models.CharField, models.TextField)
    return [
        (f"another {field.name}", change(field.column, "'X'" if isinstance(field, text) else "-1")) for field in fields
    ]


def copy_of(row: models.Model, **changes: str) -> None:
    """Insert a row with the same values but a new primary key; `changes` are SQL expressions by column."""
    pk = row._meta.pk.column
    names = [field.column for field in row._meta.concrete_fields if field.column != pk]
    values = [changes.get(name, f'"{name}"') for name in names]
    listed = ", ".join(f'"{name}"' for name in names)
    sql(f'INSERT INTO {quoted(row)} ({listed}) SELECT {", ".join(values)} FROM {quoted(row)} WHERE "{pk}" = {row.pk}')


@contextmanager
def no_refusal() -> Iterator[None]:
    """What comes before an attempt must go through, or the attempt proves nothing."""
    try:
        yield
    except IntegrityError as error:
        raise AssertionError(f"the preparation itself was refused: {error}") from error


def day_sql(row: models.Model, column: str, days: int) -> str:
    """A day some days from a column's, as SQL."""
    return f"date({column}, '{days} day')" if connection.vendor == "sqlite" else f"{column} + {days}"


def quoted(row: models.Model) -> str:
    return f'"{row._meta.db_table}"'


def columns(row: models.Model) -> str:
    return ", ".join(f'"{field.column}"' for field in row._meta.concrete_fields)
