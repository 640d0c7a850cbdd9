"""The papers on conflicts, quorum and voting that the rules of a sitting come from, each named once."""

from __future__ import annotations

from committees.rights.reasons import Source
from committees.rights.sources import pack
from committees.rights.words import the
from committees.rights.world import Room

#: The chair's menu for a declared conflict is recalled from the guidance, not read in it: hence derived.
GUIDANCE = Source(
    "NHS England, Managing conflicts of interest: statutory guidance for CCGs (28 June 2016; 16 June 2017), "
    "how to handle a declared conflict",
    derived=True,
)
CHAIR_DECIDES = Source(
    "House of Lords written answer HL3602, 24 November 2015: the chair of the meeting decides whether there is a "
    "conflict and what to do"
)
LEWISHAM = Source(
    "Lewisham CCG governing body agenda, 11 January 2018: a member conflicted on an item does not count to the quorum "
    "for the duration of that item"
)
SHARED_VOTE = Source(
    "North West London governing bodies in common, 25 November 2020: acting joint managing directors “sharing one vote”"
)
SECOND_VOTE = Source(
    "SI 2000/89, Schedule 2, paragraph 4: the person presiding has a second and casting vote (statutory ancestor)",
    derived=True,
)
BY_RIGHT = pack("Level 3 – Delegated Commissioning", "the right to join this committee as a non-voting member")
LEVEL_3_MEMBERSHIP = pack(
    "Level 3 – Delegated Commissioning", "It is for CCGs to agree the full membership of this Committee"
)
LEVEL_2_MEMBERSHIP = pack(
    "Level 2 – Joint Commissioning",
    "It is for NHS England (London region) and CCGs to agree the full membership of this Committee",
)
IN_COMMON = pack("Changes to the current governance structure", "they would all meet together", derived=True)
APPOINTMENT = Source("A member acts for a seat from the first to the last day of the appointment", derived=True)
ONE_VOTE = Source("A seat has one vote, and a person votes once in a committee", derived=True)
PRESENCE = Source("Only those in the room when the question is put take part in it", derived=True)
FROZEN = Source("Who may vote is fixed when voting opens", derived=True)
RECORD = Source("An act is done once, in its order, and stays in the record", derived=True)
PROCEDURE = Source("Whoever presides leads the meeting, and its secretary runs its business", derived=True)
RECORDING = Source("Votes and rulings are recorded for the meeting as they are announced", derived=True)
OWN_CASE = Source("Nobody is judge in their own cause", derived=True)
PRIVATE_PAPERS = Source("Papers that are not public are for those they are meant for", derived=True)
PUBLIC_LISTENS = Source("The public hears a meeting held in public and takes no part in it", derived=True)
NOT_TOLD = Source("What no source tells stays unknown: nobody is made a voter by a guess", derived=True)
CORRECTING = Source(
    "A record that is wrong is put right by who keeps it, with a reason, and what it said before stays in it",
    derived=True,
)
UNKNOWN = Source("What no rule allows is refused", derived=True)


def terms_source(room: Room) -> Source:
    """Where the committee's own rules are written; a derived stand-in where it has no terms on the day."""
    if room.terms is not None:
        return room.terms.source
    return Source(f"Terms of reference of {the(room.committee)}: none in force on the day", derived=True)
