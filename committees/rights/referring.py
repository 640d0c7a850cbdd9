"""To whom a committee that is not quorate for an item may pass it.

When an item becomes inquorate the guidance lets it be sent to another committee, or to the governing body, that can be
quorate (domain, 1.8, recalled): hence derived.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from committees.rights.authority import existence
from committees.rights.citations import GUIDANCE
from committees.rights.reasons import Reason, Verdict
from committees.rights.standpoint import GROUPS
from committees.rights.words import listed, sentence_case, the
from committees.rights.world import Committee, Standpoint
from committees.terms import CommitteeKind


def may_refer(
    of: Committee,
    to: Committee,
    day: date,
    *,
    of_quorate: bool,
    holds: Standpoint | None = None,
    to_quorate: bool | None = None,
) -> Verdict:
    """May ``of`` pass an item to ``to`` on ``day``?

    ``of_quorate``: whether it could decide itself. ``holds``: what ``to`` may do about the matter, where it sits in the
    same meeting (None: it does not), and ``to_quorate`` whether it is quorate for the item there.
    """
    reasons = [*existence(to, day), *_needed(of, of_quorate), *_power(of, to, holds)]
    if to_quorate is False:
        text = f"{sentence_case(the(to))} is not quorate for this item either."
        reasons.append(_no("not_quorate_either", text, "A body that can be quorate, or a later meeting."))
    return Verdict.of(dict.fromkeys(reasons))


def referable(
    of: Committee, known: Iterable[Committee], day: date, holds: dict[int, Standpoint], quorate: dict[int, bool]
) -> list[tuple[Committee, Verdict]]:
    """The committees, of those ``known``, to which ``of``, not quorate, may pass an item, each with the verdict.

    ``holds`` and ``quorate``: by committee, of those that sit in the same meeting.
    """
    asked = (
        (to, may_refer(of, to, day, of_quorate=False, holds=holds.get(to.id), to_quorate=quorate.get(to.id)))
        for to in known
    )
    return [(to, verdict) for to, verdict in asked if verdict]


def _no(code: str, text: str, who_can: str) -> Reason:
    return Reason(f"refer.{code}", text, GUIDANCE, who_can=who_can)


def _needed(of: Committee, of_quorate: bool) -> Iterable[Reason]:
    if of_quorate:
        text = f"{sentence_case(the(of))} is quorate for this item: it decides the item itself, or defers it."
        yield _no("quorate", text, f"{sentence_case(the(of))}.")


def _power(of: Committee, to: Committee, holds: Standpoint | None) -> Iterable[Reason]:
    """The body it reports to, its CCG's governing body, or a committee in the room that has a say in the matter for a
    CCG of its own: what another CCG's committee decides on the same item, it decides for that CCG alone."""
    shared = [ccg.name for ccg in to.ccgs if ccg in of.ccgs]
    if to.id == of.id:
        text = f"{sentence_case(the(of))} cannot pass an item to itself."
        yield _no("itself", text, "Defer the item to a later meeting of the committee.")
    elif to.kind in GROUPS:
        text = f"{sentence_case(the(to))} advises and decides nothing: an item is not passed to it."
        yield _no("decides_nothing", text, "The body the committee reports to, or the governing body of its CCG.")
    elif to.id == of.reports_to:
        text = f"{sentence_case(the(of))} reports to {the(to)}, and may pass the item up to it."
        yield Reason("refer.reports_to", text, GUIDANCE, allows=True)
    elif to.kind == CommitteeKind.GOVERNING_BODY and shared:
        text = f"{sentence_case(the(to))} governs {listed(shared)}, and may take the item."
        yield Reason("refer.governing_body", text, GUIDANCE, allows=True)
    elif holds is not None and holds.effect is not None and (says_for := _for_its_own(of, holds)):
        text = f"{sentence_case(the(to))} sits in this meeting and {holds.effect.label} on the matter for {says_for}."
        yield Reason("refer.holds_the_function", text, GUIDANCE, allows=True)
    else:
        text = (
            f"{sentence_case(the(to))} has no power to take this item from {the(of)}: it is neither the body that the "
            "committee reports to, nor its CCG's governing body, nor in the room with a say in the matter for its CCG."
        )
        yield _no("no_power", text, "The body the committee reports to, or the governing body of its CCG.")


def _for_its_own(of: Committee, holds: Standpoint) -> str:
    """The CCGs of ``of`` for which the other committee has a say, in words."""
    found = {each.ccg for each in holds.authorities if each.ccg is not None} & set(of.ccgs)
    return listed(sorted(ccg.name for ccg in found))
