"""What each change writes: rows changed, added and removed. Plans alone; ``making`` writes them."""

from practices.changes.planning import contracts, lists, places, practices  # each registers its changes
from practices.changes.planning.plan import Plan, carry_out

__all__ = ["Plan", "carry_out", "contracts", "lists", "places", "practices"]
