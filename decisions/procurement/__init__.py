"""The register of procurement decisions: each row is made from a decision on record, and published once it is signed off.

Nothing in it is typed. What a CCG must publish of each: the decision, who took part, conflicts of interest and how they
were managed (NHS England, Managing conflicts of interest, statutory guidance for CCGs, June 2017).
"""
