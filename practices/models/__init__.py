"""CCGs, practices, and what the practices' contracts and sites are."""

from practices.models.ccgs import CCG, CCGSuccession, PlanningGroup, PlanningGroupMembership
from practices.models.contracts import Contract, Notice, Partner, Provider, Site
from practices.models.editions import Edition
from practices.models.practices import Membership, Practice, PracticeName, PracticeSuccession
from practices.models.state import Boundary, ContractType, ListClosure, ListSize

__all__ = [
    "CCG",
    "Boundary",
    "CCGSuccession",
    "Contract",
    "ContractType",
    "Edition",
    "ListClosure",
    "ListSize",
    "Membership",
    "Notice",
    "Partner",
    "PlanningGroup",
    "PlanningGroupMembership",
    "Practice",
    "PracticeName",
    "PracticeSuccession",
    "Provider",
    "Site",
]
