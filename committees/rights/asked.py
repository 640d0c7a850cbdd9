"""One question to the engine, and the rules that many acts share. Each gives its reasons; none stops at the first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from committees.rights.citations import CORRECTING, PRESENCE, RECORD, RECORDING, terms_source
from committees.rights.conflicts import conflict_reasons, is_in_room, name_of, takes_vote
from committees.rights.hanging import Hanging
from committees.rights.outside import Outside
from committees.rights.reasons import Reason, Source
from committees.rights.shadows import Shadowing
from committees.rights.words import not_there, sentence_case, the
from committees.rights.world import Account, Invitation, Question, Room, Seat
from committees.terms import Access, Act, Power

#: Acts that put the record of a decision right once its result is taken back, though the meeting is closed.
OF_THE_RECORD = frozenset(
    {
        Act.OPEN_VOTING,
        Act.VOTE,
        Act.CLOSE_VOTING,
        Act.SECOND_VOTE,
        Act.NHS_ENGLAND_CASTING_VOTE,
        Act.ANNOUNCE,
    }
)
#: Entries that who records corrects in a closed meeting, by one that replaces them.
CORRECTED_WHEN_CLOSED = frozenset({Act.RECORD_ATTENDANCE, Act.DECLARE, Act.RULE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """May ``person`` (for ``seat``, by the hands of ``account``) do ``act`` on ``question`` in ``room``?"""

    act: Act
    person: int | None
    seat: Seat | None
    room: Room
    question: Question | None
    account: Account | None = None
    access: Access = Access.PUBLIC
    about: int | None = None
    replacing: bool = False
    condition: Hanging | None = None
    invitation: Invitation | None = None
    outside: Outside | None = None
    shadow: Shadowing | None = None

    @property
    def name(self) -> str:
        """Who asks, in a sentence."""
        return name_of(self.person, self.room) if self.person is not None else "somebody unknown"

    @property
    def committee(self) -> str:
        """The committee, in a sentence."""
        return the(self.room.committee)

    @property
    def hands(self) -> int | None:
        """Whose account does it, None where it is nobody's."""
        return self.account.person if self.account is not None else None

    @property
    def resolution(self) -> Question:
        """The question, for rules that come after it is known to be there; LookupError where it is not."""
        if self.question is None:
            raise LookupError(f"Nothing is before {self.committee}.")
        return self.question

    @property
    def matter(self) -> Outside:
        """The matter, for rules of what is done outside a meeting; LookupError where none is told."""
        if self.outside is None:
            raise LookupError(f"No matter is before {self.committee}.")
        return self.outside

    def no(self, rule: str, text: str, source: Source, who_can: str = "") -> Reason:
        """A refusal under this act's own code."""
        return Reason(f"{self.act}.{rule}", sentence_case(text), source, who_can=sentence_case(who_can))

    def yes(self, rule: str, text: str, source: Source) -> Reason:
        """A ground under this act's own code."""
        return Reason(f"{self.act}.{rule}", sentence_case(text), source, allows=True)


Reasons = Iterable[Reason]


def grounds(asked: Asked, reasons: Reasons, text: str, source: Source) -> tuple[Reason, ...]:
    """All the reasons; where none of them refuses, the ground on which the act is allowed comes first."""
    found = tuple(dict.fromkeys(reasons))
    if all(reason.allows for reason in found):
        return (asked.yes("may", text, source), *found)
    return found


def recorded(asked: Asked) -> Reasons:
    """A member acts for themselves; for somebody else only who records for the meeting does."""
    account = asked.account
    if account is None or (asked.person is not None and account.person == asked.person):
        return
    if Power.RECORD in account.powers:
        yield asked.yes("recorded", f"recorded for the meeting, as {asked.name} announced it.", RECORDING)
        return
    text = f"only {asked.name}, or somebody who records for {asked.committee}, may do this."
    yield asked.no("not_yours", text, RECORDING, f"{asked.name}, or the secretary of the meeting.")


def meeting_open(asked: Asked, *, even_if_suspended: bool = False) -> Reasons:
    """Nothing is done in a meeting that is closed, and no business in one that is adjourned.

    The record of it may be put right: an entry by who records; a decision once its result is taken back.
    """
    question = asked.question
    if question is None or (question.recalled and asked.act in OF_THE_RECORD):
        return
    if question.sitting_closed and asked.replacing and asked.act in CORRECTED_WHEN_CLOSED:
        yield _correction(asked)
    elif question.sitting_closed:
        text = f"{asked.committee} has closed its meeting: nothing more is done in it."
        yield asked.no("sitting_closed", text, RECORD, "A later meeting can make a new decision.")
    if question.sitting_suspended and not even_if_suspended:
        text = f"{asked.committee} is adjourned: no business is done until it resumes."
        yield asked.no("sitting_suspended", text, RECORD, "Whoever presides can resume the meeting.")
    if question.item_suspended and not even_if_suspended:
        text = f"the item is adjourned in {asked.committee}: no business is done on it until it is taken up again."
        yield asked.no("item_suspended", text, RECORD, "Whoever presides can take the item up again.")


def _correction(asked: Asked) -> Reason:
    """Once the meeting is closed its record is put right by who records for it, and by nobody else."""
    if asked.account is not None and Power.RECORD in asked.account.powers:
        text = f"{asked.committee} has closed its meeting; who records for it may put the record right, with a reason."
        return asked.yes("corrected", text, CORRECTING)
    text = f"{asked.committee} has closed its meeting: only who records for it may put the record right."
    return asked.no(
        "sitting_closed", text, CORRECTING, "The secretary of the meeting, by a correction with its reason."
    )


def motion_alive(asked: Asked) -> Reasons:
    """There must be a resolution, and it must not be withdrawn."""
    if asked.question is None:
        yield asked.no("no_motion", f"there is no motion before {asked.committee}.", RECORD, "Put a motion first.")
    elif asked.question.withdrawn:
        yield asked.no("withdrawn", "the motion was withdrawn.", RECORD, "Put a new motion.")


def not_announced(asked: Asked) -> Reasons:
    """After the announcement of the result only a new resolution changes anything.

    Where the record of it is wrong, the result is taken back first (``Act.RECALL``).
    """
    if asked.question is not None and asked.question.announced:
        text = "the result is announced: only a new decision can change it."
        ask = f"{asked.committee}, by a new decision; where the record is wrong, whoever records takes the result back."
        yield asked.no("announced", text, RECORD, ask)


def voting_closed(asked: Asked) -> Reasons:
    """Voting must be over, and its result not yet announced."""
    question = asked.question
    if question is not None and not question.closed:
        yield asked.no("not_closed", "the voting is not closed.", RECORD, "Close the voting first.")
    yield from not_announced(asked)


def tie_unbroken(asked: Asked) -> Reasons:
    """A casting or second vote needs a tie that nobody has broken, and whose breaking nobody has declined."""
    yield from motion_alive(asked)
    yield from meeting_open(asked)
    yield from voting_closed(asked)
    question = asked.question
    if question is None:
        return
    if not question.tied:
        text = "the votes are not tied: equal votes, with at least one on each side, are a tie."
        yield asked.no("no_tie", text, terms_source(asked.room))
    if question.casting_vote_used:
        yield asked.no("used", "the tie is already broken: there is one casting vote.", RECORD)
    if question.casting_declined:
        yield asked.no("declined", "the casting vote was declined: the motion is not carried.", RECORD)


def in_the_room(asked: Asked) -> Reasons:
    """Who acts in the meeting must be there, and not be ruled out of the room."""
    if asked.person is None:
        yield asked.no("nobody", "nobody is named who would do this.", PRESENCE)
    elif asked.person not in asked.room.present:
        text = f"{asked.name} {not_there(asked.room)}."
        once = "having answered" if asked.room.by_correspondence else "once in the room"
        yield asked.no("not_in_the_room", text, PRESENCE, f"{asked.name}, {once}.")
    elif not is_in_room(asked.person, asked.room):
        text = f"{asked.name} is out of the room for this item."
        yield asked.no("out_for_conflict", text, PRESENCE)


def unconflicted(asked: Asked) -> Reasons:
    """Who decides on an item, in whatever way, must not be in conflict on it."""
    if asked.person is not None:
        yield from conflict_reasons(
            asked.person,
            asked.room,
            takes=takes_vote,
            code=f"{asked.act}.conflict",
            cannot="may not vote on it" if asked.act is Act.VOTE else f"may not {asked.act.label}",
        )
