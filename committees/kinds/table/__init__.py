"""Every kind of decision, a module for each family. To add a kind, declare it in its family's module."""

from committees.kinds.declared import DecisionKind
from committees.kinds.table import contracts, lists, money, notices, partners, places, procured

ALL: tuple[DecisionKind, ...] = (
    *lists.KINDS,
    *places.KINDS,
    *contracts.KINDS,
    *procured.KINDS,
    *partners.KINDS,
    *notices.KINDS,
    *money.KINDS,
)
