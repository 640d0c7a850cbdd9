"""What a decision changes in the registers of this app: each kind of change declared once, asked before, and made once.

``declared``: the changes, plain data. ``known``: what must be known to ask and to tell, loaded in a fixed number of
queries (``load_known``, ``practices_of``). ``asking``: why a change cannot be made, in sentences (``why_not``). ``words``:
what it does, in a sentence (``words``). ``making``: the writes (``make``, which raises ``CannotChange``), and why the
changes of one decision cannot be made together, each asked with those before it made (``cannot``). ``planning``: what each
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
