"""Who may raise a matter between meetings, and who may read what is done about it before it is reported."""

from __future__ import annotations

from committees.rights.asked import Asked, Reasons, grounds
from committees.rights.authority import existence
from committees.rights.citations import PRIVATE_PAPERS, PROCEDURE
from committees.rights.routes.conflicts import kept_out
from committees.rights.sources import OWN_PROCEDURE, operating_model
from committees.rights.words import sentence_case
from committees.terms import CommitteeKind, Function, Power

BROUGHT = operating_model("2. Governance", "any issues that an individual CCG wished to bring forward", derived=True)
_HANDS = frozenset({Power.RUN_BUSINESS, Power.PREPARE, Power.CONSENT, Power.RECORD})


def belongs(asked: Asked) -> bool:
    """Whether who asks sits on the committee that day, or works for it by a post."""
    own = asked.account.person if asked.account is not None else asked.person
    sits = any(each.person == own and each.covers(asked.room.day) for each in asked.room.appointments)
    return (own is not None and sits) or bool(asked.account is not None and asked.account.powers & _HANDS)


def raise_matter(asked: Asked) -> Reasons:
    """By whoever sits on the committee or works for it, on a day on which it exists."""
    reasons = [*existence(asked.room.committee, asked.room.day), *_their_own(asked)]
    if asked.room.committee.kind is CommitteeKind.ADVISORY_PANEL:
        text = f"{asked.committee} advises on what committees bring to it, and has no matters of its own."
        reasons.append(asked.no("advises", text, BROUGHT, "The committee that decides the matter, in its own book."))
    return grounds(asked, reasons, f"{asked.name} may raise a matter of {asked.committee}.", PROCEDURE)


def read(asked: Asked) -> Reasons:
    """By the committee's own people, and those who take part; never by whom the registers show in conflict on the matter.

    Outside a meeting there is nobody who could rule that they may read all the same. Nothing is public before it comes
    before a meeting in public (derived).
    """
    reasons = [] if asked.outside is not None and asked.outside.takes_part else [*_their_own(asked)]
    reader = asked.hands if asked.account is not None else asked.person
    reasons += kept_out(
        asked.act, asked.room, reader, who_can="Nobody can let them between meetings; ask the secretary."
    )
    text = f"{asked.name} may read what {asked.committee} does about its matters between meetings."
    return grounds(asked, reasons, text, PRIVATE_PAPERS)


def its_own_business(asked: Asked) -> Reasons:
    """Minutes, reports, excluding the public: a committee does that itself, in its meetings, and nobody for it (derived)."""
    if asked.outside is not None and asked.outside.function is Function.OWN_BUSINESS:
        text = f"{asked.committee} does its own business itself, in its meetings."
        yield asked.no("own_business", text, OWN_PROCEDURE, f"{sentence_case(asked.committee)}, in a meeting.")


def _their_own(asked: Asked) -> Reasons:
    if not belongs(asked):
        text = f"{asked.name} neither sits on {asked.committee} nor works for it."
        yield asked.no("not_theirs", text, PRIVATE_PAPERS, f"Those who sit on {asked.committee}, and its secretary.")
