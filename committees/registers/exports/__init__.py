"""The registers as files: CSV, XLSX, ODS, Word, accessible PDF and JSON, each made from the same table.

What a file holds is what the page showed: a table is made once, behind the gate and after redaction, and then written
in whatever kind is asked for. Nothing here reads the database.
"""

from committees.registers.exports.download import as_download
from committees.registers.exports.kinds import KINDS, Exported, Kind, UnknownKind, export
from committees.registers.exports.table import Table, defused

__all__ = ["KINDS", "Exported", "Kind", "Table", "UnknownKind", "as_download", "defused", "export"]
