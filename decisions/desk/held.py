"""What the account may do for NHS England, and where: only what the committee's level and terms of the day give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from committees.facts import Law, ccg_facts, load_law
from committees.models import Committee, ConsentRule
from committees.rights import sources as s
from committees.rights.reasons import Source
from committees.rights.words import listed, sentence_case
from committees.rights.world import Authority
from committees.terms import Function, Level, Power
from decisions.desk.scope import Scope


@dataclass(frozen=True)
class Held:
    """One committee: what may be done there (a sentence), and why there is no veto, with its source; empty where one is."""

    committee: str
    may: str
    no_veto: str = ""
    source: Source | None = None


def held(scope: Scope) -> Iterator[Held]:
    """Each committee on which the account acts for NHS England today. Eight queries."""
    rows = list(Committee.objects.filter(pk__in=scope.all).prefetch_related("ccgs").order_by("name"))
    ccgs = {ccg.pk for row in rows for ccg in row.ccgs.all()}
    law = load_law(ccgs, also=[row.pk for row in rows])
    rules = ConsentRule.objects.filter(ccg__in=ccgs).in_force_on(scope.today)
    consents = frozenset(rules.values_list("ccg__ods_code", flat=True))
    for row in rows:
        yield _held(row, law, consents, scope)


def _held(row: Committee, law: Law, consents: frozenset[str], scope: Scope) -> Held:
    powers, found = scope.actor.on(row.pk), [*_authorities(row, law, scope)]
    at_level_3 = [each for each in found if each.level is Level.DELEGATED]
    decides = [each for each in found if each.decider == row.pk]
    vetoes, agrees = any(each.veto for each in decides), any(each.agreement_needed for each in decides)
    may = []
    if Power.VETO in powers and vetoes:
        may.append(Power.VETO.label)
    if Power.VETO in powers and agrees:
        may.append("agree, or not, to what needs NHS England's agreement")
    if Power.CONSENT in powers and any(each.ccg and each.ccg.code in consents for each in at_level_3):
        may.append(Power.CONSENT.label)
    may += [Power.PREPARE.label] if Power.PREPARE in powers else []
    may += ["decide for NHS England at level 1, without a ballot"] if row.pk in scope.team else []
    said = f"{sentence_case(listed(may))}." if may else "Nothing that NHS England may do today."
    if Power.VETO not in powers or vetoes:
        return Held(row.name, said)
    return Held(row.name, said, *_no_veto(found))


def _authorities(row: Committee, law: Law, scope: Scope) -> Iterator[Authority]:
    for ccg in row.ccgs.all():
        for function in Function:
            if function is not Function.OWN_BUSINESS:
                yield law.authority(function, ccg_facts(ccg), scope.today)


def _no_veto(found: list[Authority]) -> tuple[str, Source]:
    levels = {each.level for each in found}
    if levels == {Level.DELEGATED}:
        return "No veto: level 3.", s.LEVEL_3_NO_VETO
    if Level.JOINT not in levels:
        return "No veto: it belongs to level 2.", s.LEVEL_2_VETO
    return "No veto: the terms of the day give none.", s.LEVEL_2_VETO
