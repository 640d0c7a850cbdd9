"""Every kind of decision, a module for each family. To add a kind, declare it in its family's module."""

from committees.kinds.declared import DecisionKind
from committees.kinds.table import contracts, lists, money, notices, partners, places, procured

#: The families, each with what its kinds are about.
FAMILIES: tuple[tuple[str, tuple[DecisionKind, ...]], ...] = (
    ("Lists of patients", lists.KINDS),
    ("Where patients are seen", places.KINDS),
    ("Practices and their contracts", contracts.KINDS),
    ("What is bought", procured.KINDS),
    ("Partners", partners.KINDS),
    ("Contractual performance", notices.KINDS),
    ("Money, schemes and policies", money.KINDS),
)

ALL: tuple[DecisionKind, ...] = tuple(kind for _, kinds in FAMILIES for kind in kinds)
