"""The Advisory Panel: called when needed, it advises; the committee decides.

South West London paper, section 2. It has no set meetings, so nothing here asks for one. What the paper does not say is
derived: how many advise (one is enough), that a peer comes from another CCG, that an adviser is checked for conflicts.
"""

from __future__ import annotations

from committees.rights.asked import Asked, Reasons, grounds, recorded
from committees.rights.authority import existence
from committees.rights.chairing import runs_procedure
from committees.rights.citations import CHAIR_DECIDES, RECORD
from committees.rights.conflicts import name_of
from committees.rights.reasons import Source
from committees.rights.routes.conflicts import kept_out
from committees.rights.routes.matters import BROUGHT, its_own_business
from committees.rights.seats import presiding, seats_of
from committees.rights.sources import LOCAL_COMMITTEES, operating_model
from committees.rights.standpoint import BODIES_OF_A_CCG
from committees.rights.words import listed, the
from committees.rights.world import Ccg
from committees.terms import AdviserRole, CommitteeKind, Effect, Function, PanelGround, Standing

AS_NEEDED = operating_model("2. Governance", "it would only meet as needed to address issues which may arise")
CONTENTIOUS = operating_model(
    "2. Governance",
    "involving a complex contract or performance issue with a local practice; or a potential conflict of interest",
)
PEERS = operating_model("2. Governance", "a peer group of clinical and managerial leaders", derived=True)
RECOMMENDS = operating_model(
    "2. Governance", "The Advisory Panel could make recommendations as to a proposed course of action"
)
OUTSIDE_THE_AREA = Source(
    "Clinicians from outside the area may advise on a performance matter, checked for conflicts as peers are",
    derived=True,
)
_OWN = (Effect.DECIDES, Effect.RECOMMENDS)


def call(asked: Asked) -> Reasons:
    """A committee of a CCG calls a panel of which the CCG is one, on a contentious matter that is its own business."""
    matter = asked.matter
    reasons = [*existence(asked.room.committee, asked.room.day), *its_own_business(asked), *_whose_business(asked)]
    reasons += _which_panel(asked)
    if matter.ground is None:
        text = "the panel is called on a contentious matter: say which of the grounds it is."
        ask = f"Choose {listed((ground.label for ground in PanelGround), 'or')}."
        reasons.append(asked.no("no_ground", text, CONTENTIOUS, ask))
    if matter.settled:
        text = (
            f"{asked.committee} has nothing left to decide here: the matter is decided, and advice would come after it."
        )
        ask = f"{asked.committee}, by a new decision on a new matter, on which it may call the panel."
        reasons.append(asked.no("decided", text, RECORD, ask))
    if matter.asked and not matter.answered:
        text = "the panel has this matter already, and has not advised yet."
        reasons.append(asked.no("called", text, RECORD, "Those who were asked to advise, by their advice."))
    reasons += _for_the_committee(asked)
    panel = the(matter.panel) if matter.panel is not None else "the panel"
    return grounds(asked, reasons, f"{asked.committee} may call {panel}, as needed.", AS_NEEDED)


def _whose_business(asked: Asked) -> Reasons:
    """A CCG asks for advice on what it decides or recommends itself, and on nothing else."""
    if asked.room.committee.kind not in BODIES_OF_A_CCG:
        text = f"{asked.committee} is no committee through which a CCG decides: it calls no panel."
        yield asked.no("not_a_ccgs", text, BROUGHT, "The CCG's own committee.")
    elif asked.matter.standpoint.effect not in _OWN:
        text = f"the matter is not the business of {asked.committee}: it neither decides it nor recommends on it."
        yield asked.no("not_its_business", text, BROUGHT, "The committee that decides it.")
        yield from asked.matter.standpoint.verdict.refusals


def _which_panel(asked: Asked) -> Reasons:
    panel = asked.matter.panel
    if panel is None:
        yield asked.no("no_panel", "no panel is named that would advise.", AS_NEEDED, "Choose the panel.")
        return
    if panel.kind is not CommitteeKind.ADVISORY_PANEL:
        text = f"{the(panel)} is no advisory panel."
        yield asked.no("not_a_panel", text, AS_NEEDED, "An advisory panel of which the CCG is one.")
    yield from existence(panel, asked.room.day)
    outside = [ccg.name for ccg in _asking(asked) if ccg not in panel.ccgs]
    if outside:
        text = f"{the(panel)} is not a panel of {listed(outside)}."
        yield asked.no("not_its_panel", text, BROUGHT, f"A panel that was set up for {listed(outside)} too.")


def _asking(asked: Asked) -> tuple[Ccg, ...]:
    """The CCGs that ask: those of the matter that are the committee's, or all of the committee's."""
    own = asked.room.committee.ccgs
    return tuple(ccg for ccg in asked.matter.ccgs if ccg in own) or own


def _for_the_committee(asked: Asked) -> Reasons:
    """Whoever chairs acts, or who records does in their name; outside a meeting a conflict keeps the chair out."""
    who = presiding(asked.room)
    if who.person is None:
        text = f"nobody without a conflict on the matter holds the chair of {asked.committee} that day."
        yield asked.no("nobody_chairs", text, CHAIR_DECIDES, "A later day, or a meeting that elects who presides.")
        yield from (reason for reason in who.reasons if not reason.allows)
    elif who.person != asked.person:
        chair = name_of(who.person, asked.room)
        text = f"{asked.name} does not chair {asked.committee} on this matter: {chair} does."
        yield asked.no("not_chairing", text, CHAIR_DECIDES, f"{chair}, or the secretary for them.")
    yield from recorded(asked)


def name_adviser(asked: Asked) -> Reasons:
    """Whoever called asks a peer on the panel from another CCG, or a clinician from outside the area, to advise.

    Nobody named: whether anybody may be.
    """
    reasons = [*existence(asked.room.committee, asked.room.day), *_is_called(asked), *_not_advised(asked)]
    reasons += _for_the_committee(asked)
    proposed = asked.matter.adviser
    if asked.about is None or proposed is None:
        return grounds(asked, reasons, f"{asked.committee} may ask peers to advise it.", PEERS)
    whom = name_of(asked.about, asked.room)
    if asked.about in asked.matter.advised_by:
        text = f"{whom} is asked to advise on this already."
        reasons.append(asked.no("named_already", text, RECORD, "Somebody else."))
    peer = proposed.role is AdviserRole.PEER
    reasons += [*(_peer(asked, whom) if peer else _from_outside(asked, whom)), *_votes_on_it(asked, asked.about)]
    reasons += _kept_out(asked, asked.about)
    source = PEERS if peer else OUTSIDE_THE_AREA
    return grounds(asked, reasons, f"{whom} may advise {asked.committee}, as {proposed.role.label}.", source)


def _is_called(asked: Asked) -> Reasons:
    if not asked.matter.asked:
        text = f"{asked.committee} has not called a panel on this matter."
        yield asked.no("not_called", text, AS_NEEDED, "The committee that called it; or call the panel first.")


def _not_advised(asked: Asked) -> Reasons:
    if asked.matter.answered:
        text = "the panel has advised on this already."
        yield asked.no("advised", text, RECORD, f"{asked.committee} can call the panel again.")


def _peer(asked: Asked, whom: str) -> Reasons:
    panel, proposed = asked.matter.panel, asked.matter.adviser
    if panel is None or proposed is None:
        return
    if panel.id not in {body.id for body in asked.matter.sits_on}:
        text = f"{whom} does not sit on {the(panel)} that day."
        yield asked.no("not_on_the_panel", text, PEERS, f"Somebody who sits on {the(panel)}.")
    own = [ccg.name for ccg in _asking(asked) if ccg in proposed.comes_from]
    others = "A peer from another CCG of the panel."
    if own:
        text = f"{whom} is of {listed(own)}, which asks: its peers are of the other CCGs."
        yield asked.no("of_the_ccg_that_asks", text, PEERS, others)
    elif not proposed.comes_from:
        text = f"nothing on record tells of which CCG {whom} is."
        yield asked.no("ccg_not_known", text, PEERS, others)


def _from_outside(asked: Asked, whom: str) -> Reasons:
    matter = asked.matter
    if matter.function is not Function.PERFORMANCE and matter.ground is not PanelGround.PERFORMANCE:
        text = "clinicians from outside the area are asked on performance matters only, and this is none."
        yield asked.no("not_performance", text, OUTSIDE_THE_AREA, "A peer who sits on the panel.")
    if matter.adviser is None:
        return
    within = [body for body in matter.sits_on if set(body.ccgs) & set(matter.adviser.area)]
    if within:
        text = f"{whom} sits on {listed(the(body) for body in within)}, and so is not from outside the area."
        yield asked.no("in_the_area", text, OUTSIDE_THE_AREA, "A clinician who sits on no committee of the area.")
    if not matter.adviser.clinical:
        text = f"nothing on record shows that {whom} is a clinician: they hold no clinician's seat that day."
        yield asked.no("not_a_clinician", text, OUTSIDE_THE_AREA, "A clinician who sits on a committee elsewhere.")


def _votes_on_it(asked: Asked, person: int) -> Reasons:
    """Who has a vote in the committee that asks does not advise it: it would hear itself."""
    for seat in seats_of(person, asked.room):
        if seat.standing is Standing.VOTING:
            text = f"{name_of(person, asked.room)} votes in {asked.committee}, which asks, as {seat.title}."
            yield asked.no("votes_on_it", text, PEERS, "Somebody else who was asked to advise and has no vote on it.")


def _kept_out(asked: Asked, person: int) -> Reasons:
    chains, ask = asked.matter.chains, "Somebody who is not in conflict on the matter."
    cannot = "cannot advise on it"
    return kept_out(asked.act, asked.room, person, cannot=cannot, who_can=ask, chains=chains)


def advise(asked: Asked) -> Reasons:
    """The panel's recommendation, once: by one of those who were asked, or recorded for them. One is enough (derived)."""
    reasons = [*_is_called(asked), *_not_advised(asked)]
    advisers, of_it = asked.matter.advised_by, asked.matter.adviser
    if asked.matter.asked and not advisers:
        reasons.append(asked.no("no_advisers", "nobody was asked to advise on this.", PEERS, "Ask a peer first."))
    elif asked.person not in advisers:
        text = f"{asked.name} was not asked to advise on this."
        ask = f"{listed((name_of(each, asked.room) for each in sorted(advisers)), 'or')}." if advisers else ""
        reasons.append(asked.no("not_an_adviser", text, PEERS, ask))
    if asked.person is not None:
        if asked.person in advisers and of_it is not None:
            peer = of_it.role is AdviserRole.PEER
            reasons += [*(_peer(asked, asked.name) if peer else _from_outside(asked, asked.name))]
            reasons += _votes_on_it(asked, asked.person)
        reasons += _kept_out(asked, asked.person)
    reasons += recorded(asked)
    return grounds(asked, reasons, f"{asked.name} may say what the panel recommends.", RECOMMENDS)


def follow(asked: Asked) -> Reasons:
    """Once the committee that called has decided: whether it followed the advice, once. The decision stays its own."""
    matter, reasons = asked.matter, [*_is_called(asked)]
    if not matter.asked:
        return grounds(asked, reasons, "", LOCAL_COMMITTEES)
    if not matter.answered:
        text = "the panel has not advised: there is nothing to have followed."
        reasons.append(asked.no("not_advised", text, RECORD, "Those who were asked to advise."))
    if matter.followed:
        reasons.append(asked.no("told_already", "whether the advice was followed is on record.", RECORD))
    if not matter.settled:
        text = f"{asked.committee} has not announced a decision on this matter: the final decision is its own."
        reasons.append(asked.no("not_decided", text, LOCAL_COMMITTEES, f"{asked.committee}, by deciding first."))
    elif matter.decided_before:
        text = f"{asked.committee} decided this before the panel advised: it followed no advice that it did not have."
        reasons.append(asked.no("decided_before", text, RECORD, "Name a decision that came after the advice."))
    reasons += runs_procedure(asked)
    return grounds(asked, reasons, f"{asked.committee} decided, and says what it made of the advice.", LOCAL_COMMITTEES)
