"""A meeting's whole record as a meeting file, and such a file taken back in.

``writing``: a meeting on record, its agenda and the bodies it needs, and under ``acts:`` every act in the order in which
it was recorded. ``reading``: each of those acts asked of the gate again and written as it was; what the rules work out
(who could vote, what a decision is worth, its result) is worked out afresh and must be what the file says.
"""
