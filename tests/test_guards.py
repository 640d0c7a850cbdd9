"""The guards: each is asked for by name in each database, and each is tried behind Django's back.

Every app has a module ``rows`` with `example_rows()`, a row of each guarded model; `REFUSALS`, attempts to break each
Refuse; and `VARIED`, what must differ in a copy of a row that would break two guards at once.
"""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import IntegrityError, connection, models, transaction

from practices import guards
from practices.guards import AppendOnly, Immutable, NoOverlap, Refuse, guards_of, installed
from practices.models import Edition, Membership, Site
from tests.breaking import attempts_on, copy_of, refused_by, sql
from tests.practices.rows import example_rows

pytestmark = pytest.mark.django_db

APPS = ("practices", "committees", "decisions")
GUARDED = [(model, guard) for app in APPS for model, guard in installed.declared(apps.get_app_config(app))]


@pytest.mark.parametrize(("table", "name"), guards.expected(), ids=lambda value: value)
def test_the_database_has_the_guard(table, name):
    assert name in guards.present(connection)


def test_names_of_guards_are_unique_and_short_enough_for_postgresql():
    names = [name for _, name in guards.expected()]
    assert len(set(names)) == len(names)
    assert max(len(name) for name in names) + len("_ins") <= 60


@pytest.mark.parametrize(("model", "guard"), GUARDED, ids=[guard.name(model) for model, guard in GUARDED])
def test_the_guard_holds_behind_djangos_back(model, guard):
    rows = import_module(f"tests.{model._meta.app_label}.rows")
    example = rows.example_rows()[model]
    immediate()
    if isinstance(guard, Refuse):
        attempts = [("what it refuses", attempt) for attempt in rows.REFUSALS[model, guard.refusal]()]
    else:
        attempts = attempts_on(guard, example, **rows.VARIED.get((model, guard.label), {}))
    assert attempts
    for _, attempt in attempts:
        with refused_by(guard, model):
            attempt()
    assert model._base_manager.filter(pk=example.pk).exists()


def immediate() -> None:
    """PostgreSQL refuses to empty a table while checks of its foreign keys wait for the end of the transaction."""
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_cascade_cannot_remove_an_append_only_row():
    edition = example_rows()[Edition]
    child = "CREATE TABLE made_up_parent (id bigint PRIMARY KEY)"
    sql(child)
    sql("INSERT INTO made_up_parent VALUES (1)")
    sql("ALTER TABLE practices_edition ADD COLUMN parent bigint REFERENCES made_up_parent ON DELETE CASCADE")
    names = "kind, as_at, file_name, rows, recorded_at"
    sql(f"INSERT INTO practices_edition ({names}, sha256, parent) SELECT {names}, '1', 1 FROM practices_edition")
    immediate()
    with refused_by(AppendOnly(), Edition):
        sql("DELETE FROM made_up_parent")
    assert Edition.objects.filter(pk=edition.pk).exists()


def test_a_row_like_another_is_let_through_where_no_day_is_shared_or_the_key_differs():
    rows = example_rows()
    membership, site = rows[Membership], rows[Site]
    copy_of(membership, starts_on="'2010-01-01'", ends_on="'2016-03-31'")
    sql("UPDATE practices_membership SET ends_on = '2016-05-31' WHERE ends_on IS NULL")
    copy_of(membership, starts_on="'2016-06-01'", ends_on="NULL")
    copy_of(site, kind="'branch'")
    assert Membership.objects.count() == 3


def test_two_rows_share_a_day_when_one_ends_on_the_day_the_other_begins():
    membership = example_rows()[Membership]
    with refused_by(NoOverlap(key=("practice",)), Membership):
        copy_of(membership, starts_on="'2010-01-01'", ends_on="'2016-04-01'")


def test_a_row_cannot_be_updated_into_a_guards_condition():
    site = example_rows()[Site]
    copy_of(site, kind="'branch'")
    with refused_by(guards_of(Site)[0], Site):
        sql("UPDATE practices_site SET kind = 'main'")


def test_the_last_day_before_the_first_is_refused_by_the_database():
    membership = example_rows()[Membership]
    with pytest.raises(IntegrityError, match="dates_in_order"), transaction.atomic():
        sql(f"UPDATE practices_membership SET ends_on = '2016-03-31' WHERE id = {membership.pk}")


class Recorder:
    """Keeps each statement that is run."""

    def __init__(self):
        self.statements: list[str] = []

    def __call__(self, execute, statement, params, many, context):
        self.statements.append(statement)
        return execute(statement, params, many, context)


def test_putting_the_guards_in_place_again_changes_nothing():
    with connection.execute_wrapper(recorder := Recorder()):
        guards.install(connection)
    assert not [s for s in recorder.statements if s.startswith(("CREATE", "DROP", "ALTER", "COMMENT"))]


def test_lifting_removes_every_guard_and_installing_brings_them_back():
    guards.lift(connection)
    assert guards.present(connection) == set()
    guards.install(connection)
    assert guards.present(connection) == {name for _, name in guards.expected()}


def test_a_changed_declaration_replaces_the_old_guard(monkeypatch):
    site = example_rows()[Site]
    immediate()
    guard = NoOverlap(key=("practice",), condition={"kind": ["main", "branch"]})
    monkeypatch.setattr(Site, "guards", [guard])
    assert guard.name(Site) not in guards.present(connection), "the guard in place is the old one"
    guards.install(connection, apps.get_app_config("practices"))
    assert guard.name(Site) in guards.present(connection)
    copy_of(site, starts_on="'2010-01-01'", ends_on="'2010-01-31'", kind="'branch'")
    with refused_by(guard, Site):
        copy_of(site, kind="'branch'")


def test_a_guard_no_longer_declared_is_removed(monkeypatch):
    site = example_rows()[Site]
    immediate()
    monkeypatch.setattr(Site, "guards", [])
    guards.install(connection)
    copy_of(site)
    assert not [part for part in installed.found(connection) if part.table == "practices_site"]


def test_refuse_speaks_the_same_sql_on_both_databases(monkeypatch):
    rows = example_rows()
    immediate()
    guard = Refuse(
        "not_in_a_closed_practice",
        on=("INSERT", "UPDATE"),
        when="EXISTS (SELECT 1 FROM practices_practice p WHERE p.id = NEW.practice_id AND p.status = 'C')",
        message="A practice that's closed has no sites.",
    )
    monkeypatch.setattr(Site, "guards", [guard])
    guards.install(connection)
    copy_of(rows[Site])
    sql("UPDATE practices_practice SET status = 'C'")
    immediate()
    with refused_by(guard, Site):
        copy_of(rows[Site])
    with refused_by(guard, Site):
        sql("UPDATE practices_site SET name = 'Another'")
    with pytest.raises(IntegrityError, match="A practice that's closed has no sites"), transaction.atomic():
        Site.objects.update(name="Another")


def test_guards_of_abstract_parents_are_inherited_and_a_label_is_declared_once():
    class Parent(models.Model):
        guards = [AppendOnly(), Immutable(("a",))]

        class Meta:
            abstract = True
            app_label = "practices"

    class Child(Parent):
        guards = [AppendOnly(), Refuse("x", when="TRUE", message="No.")]

        class Meta:
            abstract = True
            app_label = "practices"

    assert [guard.label for guard in guards_of(Child)] == ["append_only", "immutable_a", "refuse_x"]


def test_a_table_that_is_not_there_yet_is_passed_over(monkeypatch):
    guards.lift(connection)
    tables = [table for table in connection.introspection.table_names() if table != "practices_site"]
    monkeypatch.setattr(connection.introspection, "table_names", lambda *a, **k: tables)
    guards.install(connection)
    missing = {name for _, name in guards.expected()} - guards.present(connection)
    assert missing == {guard.name(Site) for guard in guards_of(Site)}


@pytest.mark.django_db(transaction=True)
def test_guards_come_back_after_a_migration_remade_their_table():
    """SQLite drops a table's triggers with the table, and says nothing."""
    old = Edition._meta.get_field("file_name")
    new = models.CharField(max_length=300)
    new.set_attributes_from_name("file_name")
    new.model = Edition
    every = {name for _, name in guards.expected()}
    for before, after in ((old, new), (new, old)):
        installed.before_migrate(using=connection.alias, plan=["a migration"])
        with connection.schema_editor() as editor:
            editor.alter_field(Edition, before, after, strict=True)
        if connection.vendor == "sqlite":
            assert guards.present(connection) == set()
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
        assert guards.present(connection) == every


def test_without_anything_to_migrate_the_guards_stay():
    installed.before_migrate(using=connection.alias, plan=[])
    assert guards.present(connection) == {name for _, name in guards.expected()}


def test_a_guard_that_was_switched_off_counts_as_absent_and_is_made_again():
    name = AppendOnly().name(Edition)
    if connection.vendor == "postgresql":
        sql(f'ALTER TABLE practices_edition DISABLE TRIGGER "{name}_upd"')
    else:
        sql(f'DROP TRIGGER "{name}_upd"')
    assert name not in guards.present(connection)
    guards.install(connection)
    assert name in guards.present(connection)
