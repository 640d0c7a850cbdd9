"""Guards: rules that the database itself refuses to break, the same on SQLite and PostgreSQL.

A model declares them once::

    class Vote(models.Model):
        guards = [AppendOnly(), Refuse("not_entitled", when="NOT EXISTS (...)", message="...")]

They are put in place after every migration (see apps.py), because SQLite drops a table's triggers whenever a
migration remakes the table. A broken guard raises ``django.db.IntegrityError``.
"""

from practices.guards.declared import AppendOnly, Guard, Immutable, NoOverlap, Refuse, field_of, guards_of
from practices.guards.installed import expected, install, lift, present

__all__ = [
    "AppendOnly",
    "Guard",
    "Immutable",
    "NoOverlap",
    "Refuse",
    "expected",
    "field_of",
    "guards_of",
    "install",
    "lift",
    "present",
]
