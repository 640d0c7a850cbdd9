"""Level 3: NHS England's consent, asked for before what is above a limit is decided. No veto.

Which kinds need it, and above which value, are dated settings of each CCG, with their sources. At level 2 NHS England sits
in the committee, and agrees or uses its veto there: a rule for a CCG that is not at level 3 that day is not applied.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from committees.rights import sources as s
from committees.rights.asked import Asked, Reasons, grounds
from committees.rights.authority import existence
from committees.rights.citations import OWN_CASE, PROCEDURE, RECORD
from committees.rights.levels import WHATEVER_THE_LEVEL
from committees.rights.offices import named_for_nhs_england
from committees.rights.outside import Consent, ConsentNeed
from committees.rights.reasons import Reason
from committees.rights.routes.conflicts import kept_out
from committees.rights.seats import presiding, seats_of
from committees.rights.words import day_words, level_words, pounds, sentence_case
from committees.rights.world import Authority
from committees.terms import Effect, Level, Power, Represents

#: The refusals of a decision without consent; everything else here is a ground.
NEEDED = frozenset({"consent.needed", "consent.value_unknown", "consent.kind_unknown"})
#: What is missing on a matter, by the refusal for want of it.
_GIVE = {
    "consent.value_unknown": " Or give the matter its value.",
    "consent.kind_unknown": " Or give the matter its kind.",
}


@dataclass(frozen=True, slots=True)
class ConsentNeeded:
    """Whether NHS England's consent is needed, and every rule that was looked at: why, why not, and why not applied."""

    reasons: tuple[Reason, ...]

    @property
    def why(self) -> tuple[Reason, ...]:
        """The rules that ask for it."""
        return tuple(reason for reason in self.reasons if reason.code in NEEDED)

    def __bool__(self) -> bool:
        return bool(self.why)


def consent_needed(
    kind: str, value: Decimal | None, needs: Iterable[ConsentNeed], authorities: Iterable[Authority], label: str = ""
) -> ConsentNeeded:
    """Does a decision of this kind and value (in pounds, None: not known) need consent, for CCGs at their levels that day?

    A value exactly at the limit needs none. Without a value nobody can tell that it is within a limit: it is needed.
    Without a kind every rule of the function is looked at (``needs`` are those alone): nobody can tell that none applies
    to a value above its limit.
    """
    found = [
        _of_one(need, each, value, sentence_case(label or kind) if kind else "")
        for each in authorities
        for need in needs
        if (need.kind == kind or not kind)
        and need.ccg == each.ccg
        and need.covers(each.day)
        and each.function not in WHATEVER_THE_LEVEL  # its own functions were delegated by nobody
    ]
    return ConsentNeeded(tuple(dict.fromkeys(found)))


def _of_one(need: ConsentNeed, each: Authority, value: Decimal | None, kind: str) -> Reason:
    ccg = need.ccg.name
    if each.level is not Level.DELEGATED:
        at = f"works at {level_words(each.level)} on" if each.level else "has no level on record on"
        text = f"A rule on consent for {ccg} is not applied: {ccg} {at} {day_words(each.day)}, not level 3."
        return Reason("consent.not_at_level_3", text, need.source, allows=True)
    if not kind:
        return _without_kind(need, value)
    if need.above is None:
        text = f"{kind} for {ccg} needs NHS England's consent beforehand, whatever its value."
        return Reason("consent.needed", text, need.source)
    limit = pounds(need.above)
    if value is None:
        text = (
            f"{kind} for {ccg} needs NHS England's consent above {limit}, and no value is given: nobody can tell that it is "
            "within that."
        )
        return Reason("consent.value_unknown", text, need.source)
    if value <= need.above:
        text = f"{kind} for {ccg} needs NHS England's consent only above {limit}: {pounds(value)} is not above it."
        return Reason("consent.within_limit", text, need.source, allows=True)
    text = f"{kind} for {ccg} above {limit} needs NHS England's consent beforehand: this is for {pounds(value)}."
    return Reason("consent.needed", text, need.source)


def _without_kind(need: ConsentNeed, value: Decimal | None) -> Reason:
    """Of a matter that says no kind of decision: needed where its value, if it has one, is above the rule's limit (derived).

    With neither kind nor value nothing shows that it is above a limit, and the vote is not kept closed.
    """
    ccg, limit = need.ccg.name, f" above {pounds(need.above)}" if need.above is not None else ""
    start = f"Decisions of some kinds for {ccg}{limit} need NHS England's consent beforehand"
    if need.above is None:
        text = f"{start}, and this matter is of no kind: nobody can tell that it is none of them."
        return Reason("consent.kind_unknown", text, need.source)
    if value is None:
        text = f"{start}: give this matter a kind and a value."
        return Reason("consent.kind_not_given", text, need.source, allows=True)
    if value <= need.above:
        text = f"{start}: {pounds(value)} is not above it."
        return Reason("consent.within_limit", text, need.source, allows=True)
    text = f"{start}, this is for {pounds(value)} and of no kind: nobody can tell that it is none of them."
    return Reason("consent.kind_unknown", text, need.source)


def needed_by(consent: Consent | None, authorities: Iterable[Authority]) -> ConsentNeeded:
    """``consent_needed`` of what is known of a matter before a committee."""
    if consent is None:
        return ConsentNeeded(())
    return consent_needed(consent.kind, consent.value, consent.needs, authorities, consent.label)


def unless_consented(asked: Asked, consent: Consent | None, authorities: Iterable[Authority]) -> Reasons:
    """What is in the way of a decision at level 3 by a committee: consent that is needed, and was not given."""
    found = needed_by(consent, authorities)
    if not found or consent is None:
        return
    if consent.given:
        on = f" on {day_words(consent.answered_on)}" if consent.answered_on else ""
        yield asked.yes("consented", f"NHS England consented{on}, as {asked.committee} asked.", found.why[0].source)
        return
    ask = "NHS England's officer, by giving consent, once whoever runs the committee's business has asked for it."
    if consent.given is False:
        ask = "NHS England's officer, where consent is asked for anew."
    for why in found.why:
        yield asked.no("no_consent", f"{why.text} {_stands(consent)}", why.source, f"{ask}{_GIVE.get(why.code, '')}")


def _stands(consent: Consent) -> str:
    if consent.given is False:
        on = f" on {day_words(consent.answered_on)}" if consent.answered_on else ""
        return f"NHS England refused it{on}."
    if consent.asked_on is not None:
        return f"It was asked for on {day_words(consent.asked_on)} and is not answered."
    return "It was not asked for."


def ask(asked: Asked) -> Reasons:
    """By who runs the committee's business or chairs it, where the committee decides and a rule asks for consent."""
    matter = asked.matter
    reasons = [*existence(asked.room.committee, asked.room.day), *_runs_business(asked)]
    if matter.standpoint.effect is not Effect.DECIDES:
        text = f"{asked.committee} does not decide this matter, so it asks for no consent to it."
        reasons.append(asked.no("decides_nothing", text, s.LEVEL_3_DECISIONS))
    needed = needed_by(matter.consent, matter.standpoint.authorities)
    if not needed:
        text = f"no rule asks {asked.committee} for NHS England's consent to this: it decides without."
        reasons.append(asked.no("not_needed", text, s.LEVEL_3_NO_VETO, "Nobody: there is nothing to ask for."))
        reasons += needed.reasons
    elif matter.consent is not None and matter.consent.given:
        reasons.append(asked.no("given", "NHS England has given its consent already.", RECORD))
    if matter.asked and not matter.answered:
        text = "consent is asked for already, and not answered."
        reasons.append(asked.no("asked", text, RECORD, "NHS England's officer, by answering."))
    reasons += kept_out(asked.act, asked.room, asked.person, asked.hands)
    source = needed.why[0].source if needed else s.LEVEL_3_NO_VETO
    return grounds(asked, reasons, f"{asked.committee} may ask for NHS England's consent, as a rule says.", source)


def answer(asked: Asked) -> Reasons:
    """By NHS England's officer, with the post and the grant to consent; never by the CCG's own people; once."""
    matter = asked.matter
    reasons = [
        *existence(asked.room.committee, asked.room.day),
        *_nhs_englands_officer(asked),
        *named_for_nhs_england(asked),
    ]
    if not matter.asked:
        text = f"{asked.committee} has not asked for NHS England's consent to this."
        reasons.append(asked.no("not_asked", text, RECORD, "The committee's secretary, by asking."))
    if matter.answered:
        text = "this request is answered already: it is answered once."
        reasons.append(asked.no("answered", text, RECORD, "A new request, where consent was refused."))
    reasons += kept_out(asked.act, asked.room, asked.person, asked.hands)
    needed = needed_by(matter.consent, matter.standpoint.authorities)
    source = needed.why[0].source if needed else s.LEVEL_3_NO_VETO
    return grounds(asked, reasons, f"{asked.name} may give or refuse NHS England's consent. It is no veto.", source)


def _runs_business(asked: Asked) -> Reasons:
    powers = asked.account.powers if asked.account is not None else frozenset()
    who = presiding(asked.room)
    if Power.RUN_BUSINESS in powers:
        yield asked.yes(
            "runs_business", f"in {asked.committee} this account may {Power.RUN_BUSINESS.label}.", PROCEDURE
        )
    elif asked.person is not None and asked.person == who.person:
        yield who.reasons[-1]
    else:
        text = f"only the secretary of {asked.committee} or whoever chairs it may {asked.act.label}."
        yield asked.no("not_the_secretary", text, PROCEDURE, "The secretary of the committee, or its chair.")


def _nhs_englands_officer(asked: Asked) -> Reasons:
    account = asked.account
    powers = account.powers if account is not None else frozenset()
    if Power.CONSENT not in powers:
        text = f"{asked.name} holds no post of NHS England's officer, with its grant, for {asked.committee}."
        yield asked.no("not_nhs_england", text, s.LEVEL_3_NO_VETO, "NHS England's officer for the committee.")
    sits = asked.person is not None and any(
        seat.represents is not Represents.NHS_ENGLAND for seat in seats_of(asked.person, asked.room)
    )
    if sits or powers & {Power.RUN_BUSINESS, Power.RECORD} or asked.matter.speaks_for:
        text = f"{asked.name} sits on a committee of the CCG, or works for one: a CCG does not consent to itself."
        yield asked.no("of_the_ccg", text, OWN_CASE, "NHS England's officer who holds nothing in the CCG.")
