"""The other routes to a decision than a vote in a meeting: for one function, CCG and day, each with its source.

What the terms do not say is shown as the plain default that holds instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from committees.kinds import KINDS
from committees.models import Committee as CommitteeRow
from committees.models import ConsentRule, Delegation
from committees.queries.phrases import Part, Phrase
from committees.queries.stretches import is_settled
from committees.rights import sources as s
from committees.rights.levels import cell
from committees.rights.outside import ConsentNeed, Delegated
from committees.rights.plain_words import veto_window
from committees.rights.reasons import Source
from committees.rights.routes import consulting, officers, panel, urgency
from committees.rights.words import listed, lower_first, pounds, the
from committees.rights.world import Authority, Ccg, Committee, Terms
from committees.schemes import consent_facts, delegation_facts
from committees.terms import CommitteeKind, Function, Level, PanelGround, Say
from practices.dated import in_force
from practices.models import CCG

#: What holds where the terms do not say.
DEFAULT = Source("The plain default, where the terms do not say: no source says either", derived=True)
NOT_ON_RECORD = Source("What is not on record for the day is not assumed", derived=True)
BY_DEFAULT = ", by the plain default"


@dataclass(frozen=True)
class RoutesOnRecord:
    """What hangs on rows besides the law: the decider's scheme of delegation with the titles of its seats, what needs
    NHS England's consent, the advisory panels of the CCG."""

    scheme: tuple[tuple[str, Delegated], ...] = ()
    needs: tuple[ConsentNeed, ...] = ()
    panels: tuple[str, ...] = ()


def scheme_on(committee: int, day: date) -> list[Delegation]:
    """The lines of a committee's scheme of delegation in force on a day, with their seats. One query."""
    rows = Delegation.objects.filter(in_force(day), in_force(day, "seat__"), seat__committee=committee)
    return list(rows.select_related("seat").order_by("seat__order", "seat", "kind"))


def consents_on(ccgs: Iterable[CCG], day: date) -> list[ConsentRule]:
    """What needs NHS England's consent for these CCGs on a day. One query."""
    return list(ConsentRule.objects.filter(in_force(day), ccg__in=ccgs).select_related("ccg"))


def panels_on(ccgs: Iterable[CCG], day: date) -> list[CommitteeRow]:
    """The advisory panels of these CCGs on a day. One query."""
    there = Q(established_on__lte=day) & (Q(stood_down_on__isnull=True) | Q(stood_down_on__gte=day))
    rows = CommitteeRow.objects.filter(there, kind=CommitteeKind.ADVISORY_PANEL, ccgs__in=ccgs)
    return list(rows.distinct().order_by("name"))


def load_routes(row: CCG, decider: Committee | None, day: date) -> RoutesOnRecord:
    """Three queries; two where no committee is on record."""
    lines = scheme_on(decider.id, day) if decider is not None else ()
    return RoutesOnRecord(
        scheme=tuple((lower_first(line.seat.title), delegation_facts(line)) for line in lines),
        needs=tuple(map(consent_facts, consents_on([row], day))),
        panels=tuple(panel.name for panel in panels_on([row], day)),
    )


def other_routes(authority: Authority, decider: Committee | None, ccg: Ccg, found: RoutesOnRecord) -> tuple[Part, ...]:
    """Every route besides a vote of the decider in a meeting; nothing for a committee's own business."""
    if authority.function == Function.OWN_BUSINESS or not (is_settled(authority) or authority.level):
        return ()
    if authority.nhs_england_decides:
        parts = _nhs_england_decides(authority, decider, ccg)
    elif decider is None or authority.terms is None or not authority.verdict.allowed:
        parts = (*_consent(authority, found), Part("Officers, chair's action", (_UNKNOWN,)), *_panel(ccg, found))
    else:
        parts = _of_the_committee(authority, decider, ccg, found)
    return (*(part for part in parts if part.phrases), *_shadow(authority, ccg))


_UNKNOWN = Phrase("hang on the committee's scheme of delegation and terms, which are not on record", NOT_ON_RECORD)


def _of_the_committee(authority: Authority, decider: Committee, ccg: Ccg, found: RoutesOnRecord) -> Iterator[Part]:
    terms = authority.terms
    yield Part("Officers", tuple(_officers(authority, found)))
    yield Part("Chair's action", tuple(_chairs_action(authority, terms)))
    yield from _consent(authority, found)
    if authority.veto:
        yield Part("NHS England's veto", tuple(veto_phrases(terms)))
    yield Part("Ways of meeting", tuple(meeting_phrases(terms)))
    yield from _panel(ccg, found, the(decider))


# --- Each route ---
def _officers(authority: Authority, found: RoutesOnRecord) -> Iterator[Phrase]:
    """Who may decide alone what of this function, up to which value."""
    if not _kinds_of(authority.function):
        return  # a scheme goes by kinds of decision, and this function has none
    if authority.agreement_needed:
        yield Phrase("decide none of it: NHS England must agree", _cell(authority))
        return
    lines = [(title, line) for title, line in found.scheme if _of(line.kind, authority.function)]
    for title, line in lines:
        yield Phrase(f"{title}: {officers.limit_words(line, KINDS[line.kind].label)}", line.source)
    if not lines:
        yield Phrase("decide none of it: no line of a scheme of delegation is on record", NOT_ON_RECORD)
    elif authority.veto or authority.casting_vote:
        yield Phrase("without a veto or casting vote of NHS England", officers.ON_BALLOTS_ONLY)


def _chairs_action(authority: Authority, terms: Terms) -> Iterator[Phrase]:
    if authority.agreement_needed:
        yield Phrase("does not decide it: NHS England must agree", _cell(authority))
        return
    yield signed_by(terms)
    if terms.urgent_slots:
        yield Phrase("comes before the next meeting", urgency.REPORTED)
        yield Phrase("has effect at once, and stands if it is not ratified", urgency.STANDS)


def signed_by(terms: Terms) -> Phrase:
    """Who signs chair's action between meetings: as the terms say, or the plain default."""
    if not terms.urgent_slots:
        return Phrase("is not permitted", terms.source)
    names = listed(slot.label for slot in terms.urgent_slots)
    if terms.urgent_default:
        return Phrase(f"is signed by {names}{BY_DEFAULT}", urgency.USUAL)
    return Phrase(f"is signed by {names}", terms.source)


def _consent(authority: Authority, found: RoutesOnRecord) -> Iterator[Part]:
    """Level 3 only: at level 2 NHS England sits in the committee."""
    if authority.level is not Level.DELEGATED or not _kinds_of(authority.function):
        return
    needs = [need for need in found.needs if _of(need.kind, authority.function)]
    phrases = [Phrase(f"is needed beforehand for {consent_words(need)}", need.source) for need in needs]
    none = Phrase("is needed for nothing: no rule is on record", NOT_ON_RECORD)
    yield Part("NHS England's consent", tuple(phrases) or (none,))


def consent_words(need: ConsentNeed) -> str:
    """ "rent reimbursement above £20,000", "practice merger, whatever the value"."""
    label = KINDS[need.kind].label if need.kind in KINDS else need.kind
    return f"{label} above {pounds(need.above)}" if need.above is not None else f"{label}, whatever the value"


def veto_phrases(terms: Terms) -> Iterator[Phrase]:
    """Until when NHS England may veto, who holds the veto, and who stands in: as the terms say, or the plain default."""
    window = veto_window(terms.veto_working_days)
    if terms.veto_working_days is None:
        yield Phrase(f"may be used {window}{BY_DEFAULT}", DEFAULT)
    else:
        yield Phrase(f"may be used {window}", terms.source)
    if terms.veto_holder:
        yield Phrase(f"is held by NHS England's {terms.veto_holder}", terms.source)
    else:
        yield Phrase(f"is held by any officer whom NHS England has posted to the committee{BY_DEFAULT}", DEFAULT)
    if terms.veto_alternate:
        yield Phrase(f"while the holder is away, by its {terms.veto_alternate}", terms.source)
    else:
        yield Phrase(f"nobody stands in for the holder{BY_DEFAULT}", DEFAULT)
    yield Phrase("unused, the decision is confirmed when its time is over", DEFAULT)


def meeting_phrases(terms: Terms) -> Iterator[Phrase]:
    """Whether the committee may decide by correspondence, and by teleconference."""
    if terms.by_correspondence:
        yield Phrase("may decide by correspondence", terms.source)
    else:
        yield Phrase(f"does not decide by correspondence{BY_DEFAULT}", DEFAULT)
    if terms.may_meet_remotely:
        yield Phrase(f"may meet by teleconference{BY_DEFAULT}", DEFAULT)
    else:
        yield Phrase("does not decide by teleconference", terms.source)


def _panel(ccg: Ccg, found: RoutesOnRecord, committee: str = "the committee") -> Iterator[Part]:
    if not found.panels:
        yield Part("Advisory Panel", (Phrase(f"none is on record for {ccg.name}", NOT_ON_RECORD),))
        return
    grounds = listed((ground.label for ground in PanelGround), "or")
    phrases = (
        Phrase(f"{listed(found.panels, 'or')} may be called, as needed", panel.AS_NEEDED),
        Phrase(f"on {grounds}", panel.CONTENTIOUS),
        Phrase(f"advises; {committee} decides", s.LOCAL_COMMITTEES),
    )
    yield Part("Advisory Panel", phrases)


# --- Where NHS England decides ---
def _nhs_england_decides(authority: Authority, decider: Committee | None, ccg: Ccg) -> Iterator[Part]:
    found = _cell(authority)
    if authority.say == Say.RESERVED:
        yield Part("NHS England", (Phrase("decides by its own procedures: nobody opens a vote on it", found),))
        return
    through = f" for {the(decider)}" if decider is not None else ""
    yield Part("NHS England's officer", (Phrase(f"decides{through}, without a vote", found),))
    consulted = (
        Phrase(f"{ccg.name} may be asked by a day, and need not be", s.CONSULTED_MAY),
        Phrase("once asked, NHS England waits until the day given", consulting.WAITED_FOR),
        Phrase("its committees may discuss it and record a view", s.CONSULTED_MAY),
    )
    yield Part("Consultation", consulted)
    yield Part("Officers, chair's action", (Phrase(f"decide none of it for {ccg.name}", found),))


def _shadow(authority: Authority, ccg: Ccg) -> Iterator[Part]:
    if authority.shadowing:
        text = f"{ccg.name} may recommend on what others decide; it is counted in no vote and is no decision"
        yield Part("Shadow working", (Phrase(text, s.SHADOWING),))


def _cell(authority: Authority) -> Source:
    return cell(authority.function, authority.level).source


def _of(kind: str, function: Function) -> bool:
    return kind in KINDS and KINDS[kind].function == function


def _kinds_of(function: Function) -> bool:
    return any(kind.function == function for kind in KINDS.values())
