"""Finding conflicts before the meeting: the registers joined to the agendas. It only reads; ``actions.matching`` writes.

``find_all(items, people)`` fetches what there is to know in a fixed number of queries; ``join.find`` is pure.
"""

from decisions.finding.facts import find_all
from decisions.finding.join import Finding

__all__ = ["Finding", "find_all"]
