"""The SQL of a guard's parts. A part is one trigger, or PostgreSQL's one exclusion constraint."""

import hashlib
from dataclasses import dataclass

TRIGGER, CONSTRAINT = "trigger", "constraint"


@dataclass(frozen=True)
class Part:
    """One object in the database that belongs to a guard.

    `statements` make it, `mark` what the database keeps to tell an old declaration from a new one.
    """

    name: str
    table: str
    kind: str
    statements: tuple[str, ...]
    mark: str


def literal(value) -> str:
    """A Python value as an SQL literal that both databases read."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def digest(text: str) -> str:
    """A short fingerprint of a declaration."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def sqlite_trigger(name: str, table: str, event: str, when: str, message: str) -> Part:
    """A trigger that refuses a row where `when` is true."""
    sql = (
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW WHEN {when} '
        f"BEGIN SELECT RAISE(ABORT, {literal(message)}); END"
    )
    return Part(name, table, TRIGGER, (sql,), sql)


def postgresql_trigger(name: str, table: str, event: str, when: str, message: str) -> Part:
    """A trigger that refuses a row (or, on TRUNCATE, the statement) where `when` is true."""
    row = "NULL" if event == "TRUNCATE" else "OLD" if event == "DELETE" else "NEW"
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    function = (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN IF {when} THEN '
        f"RAISE EXCEPTION USING MESSAGE = {literal(message)}, ERRCODE = 'integrity_constraint_violation', "
        f"TABLE = {literal(table)}, CONSTRAINT = {literal(name)}; END IF; RETURN {row}; END $guard$"
    )
    trigger = f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH {each} EXECUTE FUNCTION "{name}"()'
    mark = digest(function + trigger)
    comment = f'COMMENT ON TRIGGER "{name}" ON "{table}" IS {literal(mark)}'
    return Part(name, table, TRIGGER, (function, trigger, comment), mark)


def postgresql_exclusion(name: str, table: str, keys: list[str], condition: str) -> Part:
    """An exclusion constraint: no two rows with equal `keys` share a day. An open last day is unbounded."""
    equal = "".join(f"{key} WITH =, " for key in keys)
    where = f" WHERE ({condition})" if condition else ""
    constraint = (
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" EXCLUDE USING gist '
        f"({equal}daterange(starts_on, ends_on, '[]') WITH &&){where}"
    )
    mark = digest(constraint)
    comment = f'COMMENT ON CONSTRAINT "{name}" ON "{table}" IS {literal(mark)}'
    extension = "CREATE EXTENSION IF NOT EXISTS btree_gist"
    return Part(name, table, CONSTRAINT, (extension, constraint, comment), mark)


TRIGGERS = {"sqlite": sqlite_trigger, "postgresql": postgresql_trigger}
