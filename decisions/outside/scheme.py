"""The scheme of delegation before one matter: what is on record of it, and the gate for an officer's decision."""

from __future__ import annotations

from dataclasses import dataclass

from committees.powers import Actor
from committees.rights.outside import Delegated
from committees.rights.reasons import Verdict
from committees.schemes import delegations_of
from committees.terms import Act
from decisions.outside.facts import OutsideRecord
from decisions.outside.gate import may_outside
from decisions.outside.in_meetings import decided_already, meets_on_it_now


@dataclass(frozen=True)
class SchemeFacts:
    """What an officer's decision hangs on besides the matter itself: fields of ``Outside``."""

    delegations: tuple[Delegated, ...]
    settled: bool
    before_the_meeting: bool


def scheme_facts(record: OutsideRecord) -> SchemeFacts:
    """The scheme of the committee, whether the matter is decided already, and whether it is before a meeting now."""
    committee, matter = record.committee.id, record.matter.pk
    return SchemeFacts(
        delegations=delegations_of(committee),
        settled=decided_already(committee, matter),
        before_the_meeting=meets_on_it_now(committee, matter),
    )


def may_decide_as_officer(
    actor: Actor,
    record: OutsideRecord,
    scheme: SchemeFacts,
    *,
    seat: int | None,
    person: int | None,
    unstated: tuple[str, ...] = (),
    hangs: tuple[str, ...] = (),
) -> Verdict:
    """May ``person`` decide the matter from ``seat`` under the scheme, by the hands of ``actor``?

    ``unstated``: what its kind demands for what they decide, and nobody has stated; ``hangs``: the conditions
    planned on it.
    """
    return may_outside(
        Act.DECIDE_AS_OFFICER,
        actor,
        record,
        person=person,
        seat=seat,
        delegations=scheme.delegations,
        settled=scheme.settled,
        before_the_meeting=scheme.before_the_meeting,
        unstated=unstated,
        hangs=hangs,
    )
