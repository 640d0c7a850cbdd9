"""The guards that a model can declare, and what each is made of in either database."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models

from practices.guards.sql import TRIGGERS, Part, literal, postgresql_exclusion

LONGEST_NAME = 54  # the longest suffix of a part adds four; PostgreSQL cuts names at 63
SUFFIXES = {"INSERT": "_ins", "UPDATE": "_upd", "DELETE": "_del", "TRUNCATE": "_trn"}


@dataclass(frozen=True)
class Guard:
    """One rule about the rows of a table. `label` tells it from the table's other guards."""

    @property
    def label(self) -> str:
        raise NotImplementedError

    def parts(self, model: type[models.Model], vendor: str) -> list[Part]:
        """The triggers and constraints that make up this guard on `model` in a database of `vendor`."""
        raise NotImplementedError

    def name(self, model: type[models.Model]) -> str:
        """The guard's name in the database: the same on both, and never longer than 60 characters with a suffix."""
        full = f"guard_{model._meta.db_table}_{self.label}".lower()
        if len(full) <= LONGEST_NAME:
            return full
        return full[: LONGEST_NAME - 9] + "_" + hashlib.sha256(full.encode()).hexdigest()[:8]

    def trigger(self, model: type[models.Model], vendor: str, event: str, when: str, message: str) -> Part:
        """One trigger of this guard."""
        name = self.name(model) + SUFFIXES[event]
        return TRIGGERS[vendor](name, model._meta.db_table, event, when, message)


@dataclass(frozen=True)
class NoOverlap(Guard):
    """No two rows with the same `key` fields share a day; `condition` limits it to some rows.

    `condition` maps a field to a value, to None, or to a list of values: ``{"mode": ["sole", "joint"]}``. A row
    with an empty key field overlaps with none. The first and last days both count.
    """

    key: tuple[str, ...]
    condition: dict = field(default_factory=dict, hash=False)

    @property
    def label(self) -> str:
        return "_".join(["no_overlap", *self.key, *self.condition])

    def lookups(self) -> dict:
        """The condition as arguments to a queryset's filter."""
        return dict(lookup(name, value) for name, value in self.condition.items())

    def applies_to(self, row: models.Model) -> bool:
        """Does the condition hold for this row?"""
        for name, wanted in self.condition.items():
            value = getattr(row, field_of(type(row), name).attname)
            if value not in (wanted if is_list(wanted) else [wanted]):
                return False
        return True

    def parts(self, model: type[models.Model], vendor: str) -> list[Part]:
        if vendor == "postgresql":
            keys = [gist_key(field_of(model, name)) for name in self.key]
            condition = condition_sql(model, self.condition, "")
            return [postgresql_exclusion(self.name(model), model._meta.db_table, keys, condition)]
        message = f"Two rows of {model._meta.db_table} with the same {', '.join(self.key)} would share a day."
        inserted = self.overlap(model)
        pk = model._meta.pk.column
        return [
            self.trigger(model, vendor, "INSERT", f"EXISTS ({inserted})", message),
            self.trigger(model, vendor, "UPDATE", f'EXISTS ({inserted} AND o."{pk}" <> OLD."{pk}")', message),
        ]

    def overlap(self, model: type[models.Model]) -> str:
        """SQLite: a query for rows that share a day with the NEW row."""
        terms = [f'o."{column}" = NEW."{column}"' for column in columns(model, self.key)]
        terms += [
            "NEW.starts_on <= COALESCE(o.ends_on, '9999-12-31')",
            "o.starts_on <= COALESCE(NEW.ends_on, '9999-12-31')",
        ]
        terms += [condition_sql(model, self.condition, side) for side in ("o.", "NEW.") if self.condition]
        return f'SELECT 1 FROM "{model._meta.db_table}" o WHERE ' + " AND ".join(terms)  # noqa: S608 names of columns, no input


@dataclass(frozen=True)
class AppendOnly(Guard):
    """Rows are added and never changed or removed, not even by a cascade, a TRUNCATE or an INSERT OR REPLACE."""

    @property
    def label(self) -> str:
        return "append_only"

    def parts(self, model: type[models.Model], vendor: str) -> list[Part]:
        table, pk = model._meta.db_table, model._meta.pk.column
        changed = f"Rows of {table} cannot be changed: a correction is a new row."
        removed = f"Rows of {table} cannot be removed: the record keeps them."
        parts = [
            self.trigger(model, vendor, "UPDATE", "TRUE", changed),
            self.trigger(model, vendor, "DELETE", "TRUE", removed),
        ]
        if vendor == "postgresql":
            return [*parts, self.trigger(model, vendor, "TRUNCATE", "TRUE", removed)]
        # REPLACE removes the old row without asking the DELETE trigger, unless recursive triggers are on.
        taken = f'EXISTS (SELECT 1 FROM "{table}" o WHERE o."{pk}" = NEW."{pk}")'  # noqa: S608 names of columns, no input
        return [*parts, self.trigger(model, vendor, "INSERT", taken, changed)]


@dataclass(frozen=True)
class Immutable(Guard):
    """The named fields keep the value with which the row was written."""

    fields: tuple[str, ...]

    @property
    def label(self) -> str:
        return "_".join(["immutable", *self.fields])

    def parts(self, model: type[models.Model], vendor: str) -> list[Part]:
        differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
        when = " OR ".join(f'NEW."{c}" {differs} OLD."{c}"' for c in columns(model, self.fields))
        message = f"{', '.join(self.fields)} of {model._meta.db_table} cannot be changed once written."
        return [self.trigger(model, vendor, "UPDATE", f"({when})", message)]


@dataclass(frozen=True)
class Refuse(Guard):
    """Rows for which `when` is true are refused with `message`.

    `when` is an SQL condition on ``NEW.`` and ``OLD.`` that both databases read alike; where it is unknown (NULL)
    the row is let through. `on` is "INSERT", "UPDATE" or "DELETE", or several of them.
    """

    refusal: str
    on: str | tuple[str, ...] = "INSERT"
    when: str = "FALSE"
    message: str = "This row is refused."

    @property
    def label(self) -> str:
        return f"refuse_{self.refusal}"

    def parts(self, model: type[models.Model], vendor: str) -> list[Part]:
        events = [self.on] if isinstance(self.on, str) else self.on
        return [self.trigger(model, vendor, event, f"({self.when})", self.message) for event in events]


def guards_of(model: type[models.Model]) -> list[Guard]:
    """The guards declared on a model and on its abstract parents; the nearest declaration of a label wins."""
    found: dict[str, Guard] = {}
    for klass in reversed(model.__mro__):
        meta = getattr(klass, "_meta", None)
        if klass is model or meta is None or meta.abstract:
            found |= {guard.label: guard for guard in vars(klass).get("guards", ())}
    return list(found.values())


def columns(model: type[models.Model], names: Iterable[str]) -> list[str]:
    """The columns of the named fields."""
    return [str(field_of(model, name).column) for name in names]


def field_of(model: type[models.Model], name: str) -> models.Field:
    """A field of the model that has a column. Raises TypeError for a reverse relation."""
    found = model._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(f"{model.__name__}.{name} has no column, so no guard can use it.")
    return found


def gist_key(key: models.Field) -> str:
    """A key column as btree_gist can compare it: before PostgreSQL 15 it has no operators for booleans."""
    return f'("{key.column}"::int)' if isinstance(key, models.BooleanField) else f'"{key.column}"'


def is_list(value) -> bool:
    return isinstance(value, (list, tuple, set, frozenset))


def lookup(name: str, value) -> tuple[str, object]:
    """One term of a condition as a queryset's argument."""
    if value is None:
        return f"{name}__isnull", True
    return (f"{name}__in", list(value)) if is_list(value) else (name, value)


def condition_sql(model: type[models.Model], condition: dict, side: str) -> str:
    """A condition as SQL; `side` ("o.", "NEW." or nothing) goes before each column."""
    return " AND ".join(term_sql(f'{side}"{columns(model, [n])[0]}"', v) for n, v in condition.items())


def term_sql(column: str, value) -> str:
    if value is None:
        return f"{column} IS NULL"
    if is_list(value):
        return f"{column} IN ({', '.join(literal(v) for v in value)})"
    return f"{column} = {literal(value)}"
