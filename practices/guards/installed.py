"""Putting the declared guards in place, and asking a database which it has."""

from collections.abc import Iterator

from django.apps import AppConfig, apps
from django.db import connections, models, transaction

from practices.guards.declared import Guard, guards_of
from practices.guards.sql import CONSTRAINT, Part

PREFIX = "guard_"

SQLITE_PARTS = """
    SELECT name, tbl_name, 'trigger', sql FROM sqlite_master
    WHERE type = 'trigger' AND substr(name, 1, 6) = 'guard_'
"""

# A disabled trigger guards nothing: it counts as absent and is made again.
POSTGRESQL_PARTS = """
    SELECT t.tgname, c.relname, 'trigger',
           CASE WHEN t.tgenabled = 'D' THEN '' ELSE coalesce(obj_description(t.oid, 'pg_trigger'), '') END
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND left(t.tgname, 6) = 'guard_' AND pg_table_is_visible(c.oid)
    UNION ALL
    SELECT k.conname, c.relname, 'constraint', coalesce(obj_description(k.oid, 'pg_constraint'), '')
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE k.contype = 'x' AND left(k.conname, 6) = 'guard_' AND pg_table_is_visible(c.oid)
"""


def declared(app_config: AppConfig | None = None) -> Iterator[tuple[type[models.Model], Guard]]:
    """Each guarded model (of one app, or of all) with each of its guards."""
    every = (app_config or apps).get_models(include_auto_created=True)
    for model in every:
        if model._meta.managed and not model._meta.proxy:
            for guard in guards_of(model):
                yield model, guard


def expected() -> list[tuple[str, str]]:
    """(table, guard name) of every guard that a migrated database must have."""
    return [(model._meta.db_table, guard.name(model)) for model, guard in declared()]


def present(connection) -> set[str]:
    """The names of the guards that this database has whole and as declared."""
    marks = {part.name: part.mark for part in found(connection)}
    return {
        guard.name(model)
        for model, guard in declared()
        if all(marks.get(part.name) == part.mark for part in guard.parts(model, connection.vendor))
    }


def install(connection, app_config: AppConfig | None = None) -> None:
    """Put the declared guards in place (of one app, or of all) and remove those no longer declared.

    Doing it again changes nothing. A table that is not there (yet) is passed over.
    """
    with transaction.atomic(using=connection.alias):
        tables = set(connection.introspection.table_names())
        models_ = (app_config or apps).get_models(include_auto_created=True)
        ours = {model._meta.db_table for model in models_} & tables
        wanted = {
            part.name: part
            for model, guard in declared(app_config)
            if model._meta.db_table in ours
            for part in guard.parts(model, connection.vendor)
        }
        standing = {part.name: part for part in found(connection) if part.table in ours}
        with connection.cursor() as cursor:
            for name, part in standing.items():
                if name not in wanted or wanted[name].mark != part.mark:
                    remove(cursor, connection.vendor, part)
            for name, part in wanted.items():
                if name not in standing or standing[name].mark != part.mark:
                    for statement in part.statements:
                        cursor.execute(statement)


def lift(connection) -> None:
    """Remove every guard. For migrations that remake tables on SQLite, and for the tests' emptying of tables."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # No table is altered while a foreign key of it waits for the commit to be checked: check them now.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for part in found(connection):
            remove(cursor, connection.vendor, part)


def found(connection) -> list[Part]:
    """The parts of guards that stand in this database, each with its mark."""
    with connection.cursor() as cursor:
        cursor.execute(POSTGRESQL_PARTS if connection.vendor == "postgresql" else SQLITE_PARTS)
        return [Part(name, table, kind, (), mark) for name, table, kind, mark in cursor.fetchall()]


def remove(cursor, vendor: str, part: Part) -> None:
    """Remove one part."""
    if part.kind == CONSTRAINT:
        cursor.execute(f'ALTER TABLE "{part.table}" DROP CONSTRAINT "{part.name}"')
    elif vendor == "postgresql":
        cursor.execute(f'DROP TRIGGER "{part.name}" ON "{part.table}"')
        cursor.execute(f'DROP FUNCTION IF EXISTS "{part.name}"()')
    else:
        cursor.execute(f'DROP TRIGGER "{part.name}"')


def after_migrate(app_config, using, **kwargs) -> None:
    """Receiver of post_migrate."""
    install(connections[using], app_config)


def before_migrate(using, plan=(), **kwargs) -> None:
    """Receiver of pre_migrate. SQLite cannot rename a remade table while any trigger speaks of the old one."""
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        lift(connection)


def fire_triggers_on_replace(connection, **kwargs) -> None:
    """Receiver of connection_created: on SQLite, INSERT OR REPLACE asks the DELETE triggers too."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")
