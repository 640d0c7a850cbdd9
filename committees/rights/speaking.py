"""Who may speak, read a paper, and declare an interest."""

from __future__ import annotations

from dataclasses import replace

from committees.rights.asked import Asked, Reasons, grounds, meeting_open, recorded
from committees.rights.citations import IN_COMMON, PRIVATE_PAPERS, PROCEDURE, PUBLIC_LISTENS, terms_source
from committees.rights.conflicts import conflict_reasons
from committees.rights.reasons import Source
from committees.rights.seats import seats_of
from committees.terms import Access, InRoom, Power, Standing

#: The code of the reasons for which a conflict keeps the papers from somebody, or its beginning.
WITHHELD = "read_paper.withheld"
DECLARING = Source("NHS Act 2006, section 14O: interests are declared as soon as people become aware of them")


def speak(asked: Asked) -> Reasons:
    """Members, those in attendance, and members of the other committees if the chair allows. Not the public."""
    reasons = [*meeting_open(asked), *_not_the_public(asked)]
    if asked.person is not None:
        reasons += conflict_reasons(
            asked.person,
            asked.room,
            takes=lambda effects: not effects.speaks or not _inside(effects.room, asked),
            code="speak.conflict",
            cannot="may not speak on it",
        )
        reasons += _from_another_committee(asked)
    return grounds(asked, reasons, f"{asked.name} is in the room and may speak on this item.", PROCEDURE)


def _inside(room: InRoom, asked: Asked) -> bool:
    return room is InRoom.YES or (room is InRoom.DISCUSSION and not asked.room.decision_point)


def _not_the_public(asked: Asked) -> Reasons:
    if asked.person is not None and asked.person in asked.room.present:
        return
    text = f"{asked.name} is not recorded as in the room: the public listens."
    if asked.person is not None and seats_of(asked.person, asked.room):
        text = f"{asked.name} is not in the room."
    yield asked.no("not_in_the_room", text, PUBLIC_LISTENS, "Members and those in attendance.")


def _from_another_committee(asked: Asked) -> Reasons:
    visits = asked.person in asked.room.others and not seats_of(asked.person, asked.room)
    if visits and not asked.room.others_may_speak:
        text = (
            f"{asked.name} sits on another committee, and the chair of {asked.committee} has not given them the floor."
        )
        yield asked.no("other_committee", text, IN_COMMON, f"The chair of {asked.committee} can allow it.")


def read_paper(asked: Asked) -> Reasons:
    """A paper, by its access; a ruling that withholds the papers of the item withholds even public ones."""
    reasons = [*_withheld(asked), *_ACCESS[asked.access](asked)]
    whom = "anyone may read it" if asked.access is Access.PUBLIC else "and this is one of them"
    return grounds(asked, reasons, f"this paper is for {_READERS[asked.access]}, {whom}.", PRIVATE_PAPERS)


def _withheld(asked: Asked) -> Reasons:
    for person in dict.fromkeys((asked.person, asked.account.person if asked.account else None)):
        if person is not None:
            yield from conflict_reasons(
                person,
                asked.room,
                takes=lambda effects: not effects.papers,
                code=WITHHELD,
                cannot="does not get the papers of this item",
            )


def _anyone(asked: Asked) -> Reasons:
    return ()


def _members(asked: Asked) -> Reasons:
    """Whoever holds a seat that day, and whoever is in the room."""
    if _reads_private(asked) or _there(asked):
        return
    text = f"this paper is for members of {asked.committee} and those in attendance."
    yield asked.no("members_only", text, PRIVATE_PAPERS, f"Members of {asked.committee}, and those in attendance.")


def _there(asked: Asked) -> bool:
    if asked.person is None:
        return False
    return asked.person in asked.room.present or bool(seats_of(asked.person, asked.room))


def _voting_members(asked: Asked) -> Reasons:
    seats = seats_of(asked.person, asked.room) if asked.person is not None else ()
    if _reads_private(asked) or any(seat.standing is Standing.VOTING for seat in seats):
        return
    text = f"this paper is for the voting members of {asked.committee} only."
    yield asked.no("voting_members_only", text, PRIVATE_PAPERS, f"The voting members of {asked.committee}.")


def _reads_private(asked: Asked) -> bool:
    return asked.account is not None and Power.READ_PRIVATE in asked.account.powers


_READERS = {
    Access.PUBLIC: "the public",
    Access.MEMBERS: "members and those in attendance",
    Access.NAMED: "voting members",
}
_ACCESS = {Access.PUBLIC: _anyone, Access.MEMBERS: _members, Access.NAMED: _voting_members}


def declare(asked: Asked) -> Reasons:
    """An interest on the item: for oneself, whether in the room or a member elsewhere; for others, by the secretary."""
    reasons = [*meeting_open(asked, even_if_suspended=True)]
    if asked.about is not None:
        asked = replace(asked, person=asked.about)
    person = asked.person
    if person is None:
        reasons.append(asked.no("nobody", "nobody is named whose interest this would be.", DECLARING))
    elif person not in asked.room.present and not seats_of(person, asked.room):
        text = f"{asked.name} is neither in the room nor a member of {asked.committee}."
        ask = "Members, and everyone recorded as in the room."
        reasons.append(asked.no("not_in_the_room", text, terms_source(asked.room), ask))
    reasons += recorded(asked)
    return grounds(asked, reasons, f"{asked.name} may declare an interest in this item.", DECLARING)
