"""Who may decide: accounts, arrangements, bodies, seats, the registers of interests, meetings."""

from committees.models.accounts import Absence, Account, CommitteePermission, Post
from committees.models.arrangements import Arrangement
from committees.models.bodies import Committee, Remit, TermsApproval, TermsOfReference
from committees.models.interests import Guardianship, Interest, Position, Redaction, Statement
from committees.models.meetings import Meeting, Sitting
from committees.models.probity import Breach, Concern, ConflictsPolicy, Letter, Offer, Training
from committees.models.schemes import ConsentRule, Delegation
from committees.models.seats import Appointment, Person, Seat

__all__ = [
    "Absence",
    "Account",
    "Appointment",
    "Arrangement",
    "Breach",
    "Committee",
    "CommitteePermission",
    "Concern",
    "ConflictsPolicy",
    "ConsentRule",
    "Delegation",
    "Guardianship",
    "Interest",
    "Letter",
    "Meeting",
    "Offer",
    "Person",
    "Position",
    "Post",
    "Redaction",
    "Remit",
    "Seat",
    "Sitting",
    "Statement",
    "TermsApproval",
    "TermsOfReference",
    "Training",
]
