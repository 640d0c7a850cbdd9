"""The record of one meeting, loaded whole in a fixed number of queries, and the facts the engine is asked about.

Everything that shows or changes a meeting (console, minutes, gate, actions) starts from ``load_record``. The number of
queries depends on the kinds of act there are, never on how many items, seats, committees or votes.
"""

from decisions.facts.loading import last_links, load_record
from decisions.facts.record import ItemFacts, Record, ResolutionFacts, SittingFacts, effects_of, last, name_of, standing

__all__ = [
    "ItemFacts",
    "Record",
    "ResolutionFacts",
    "SittingFacts",
    "effects_of",
    "last",
    "last_links",
    "load_record",
    "name_of",
    "standing",
]
