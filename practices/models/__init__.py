"""CCGs, practices, and what the practices' contracts and sites are."""

from practices.models.ccgs import CCG, CCGSuccession, PlanningGroup, PlanningGroupMembership
from practices.models.contracts import Contract, Provider, Site
from practices.models.editions import Edition
from practices.models.practices import Membership, Practice, PracticeName, PracticeSuccession

__all__ = [
    "CCG",
    "CCGSuccession",
    "Contract",
    "Edition",
    "Membership",
    "PlanningGroup",
    "PlanningGroupMembership",
    "Practice",
    "PracticeName",
    "PracticeSuccession",
    "Provider",
    "Site",
]
