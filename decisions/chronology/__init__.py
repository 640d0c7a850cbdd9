"""One chronology of a matter: who knew, published, declared, ruled, decided and did what, when, happened and recorded.

For audit, a freedom of information request or a court. Nothing is stored: it is read from the acts of meetings and books
and from the history of the registers, as far as the reader may see them.
"""

from decisions.chronology.page import Chronology, as_table, chronology

__all__ = ["Chronology", "as_table", "chronology"]
