"""Who may decide: accounts, arrangements, bodies, seats, interests, meetings."""

from committees.models.accounts import Account, CommitteePermission, Post
from committees.models.arrangements import Arrangement
from committees.models.bodies import Committee, Remit, TermsApproval, TermsOfReference
from committees.models.interests import Interest
from committees.models.meetings import Meeting, Sitting
from committees.models.seats import Appointment, Person, Seat

__all__ = [
    "Account",
    "Appointment",
    "Arrangement",
    "Committee",
    "CommitteePermission",
    "Interest",
    "Meeting",
    "Person",
    "Post",
    "Remit",
    "Seat",
    "Sitting",
    "TermsApproval",
    "TermsOfReference",
]
