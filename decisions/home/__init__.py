"""The first page for each kind of person. One person may be several of them: the sections stack, nothing is told twice.

The number of queries depends on which sections there are, never on how many items, seats or committees.
"""

from decisions.home.page import Home, home_of

__all__ = ["Home", "home_of"]
