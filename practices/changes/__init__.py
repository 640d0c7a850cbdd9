"""What a decision changes in the registers of this app: each kind of change declared once, asked before, and made once.

``declared``: the changes, plain data. ``known``: what must be known to ask and to tell, loaded in a fixed number of
queries. ``asking``: why a change cannot be made, in sentences. ``words``: what it does, in a sentence. ``making``: the
writes.
"""

from practices.changes.declared import (
    Change,
    ChangeHolder,
    CloseList,
    ClosePractice,
    CloseSite,
    DispersePatients,
    EndContract,
    ExtendContract,
    JoinPartner,
    LeavePartner,
    Merge,
    MoveSite,
    OpenPractice,
    OpenSite,
    ServeNotice,
    SetBoundary,
    StartContract,
)

__all__ = [
    "Change",
    "ChangeHolder",
    "CloseList",
    "ClosePractice",
    "CloseSite",
    "DispersePatients",
    "EndContract",
    "ExtendContract",
    "JoinPartner",
    "LeavePartner",
    "Merge",
    "MoveSite",
    "OpenPractice",
    "OpenSite",
    "ServeNotice",
    "SetBoundary",
    "StartContract",
]
