"""Minutes that write themselves: the record in, plain data and sentences out. Nothing in them is typed.

``write`` is pure; ``load`` fetches what it needs in a fixed number of queries.
"""

from decisions.minutes.load import load
from decisions.minutes.shapes import Minutes
from decisions.minutes.written import write

__all__ = ["Minutes", "load", "write"]
