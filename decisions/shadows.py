"""Shadow recommendations: what the gate says of one, where it may be recorded, and how it is told. Never a decision."""

from __future__ import annotations

from dataclasses import dataclass

from committees.powers import Actor
from committees.rights.entitlement import entitlement
from committees.rights.reasons import Verdict
from committees.rights.seats import presiding
from committees.rights.shadowing import could_join, shadowing_ccgs
from committees.rights.shadows import Counts, Shadowing
from committees.rights.words import listed
from committees.rights.world import Arrangement
from committees.terms import Act, Effect
from decisions.facts import ItemFacts, Record, SittingFacts, standing
from decisions.gate import account_on
from decisions.models import Limb, ShadowRecommendation
from decisions.outcome import question

NO_DECISION = "not a decision"


def may_shadow(
    actor: Actor,
    record: Record,
    sitting: SittingFacts,
    item: ItemFacts,
    limb: int,
    *,
    counts: Counts | None = None,
    replacing: bool = False,
) -> Verdict:
    """Whether this account may record what a committee would recommend on a part, in the name of who presides."""
    room = record.room(sitting, item)
    return entitlement(
        Act.SHADOW,
        person=presiding(room).person,
        seat=None,
        room=room,
        question=question(record, sitting, item),
        account=account_on(actor, sitting.committee.id),
        replacing=replacing,
        shadow=Shadowing(
            arrangements=_arrangements(record, sitting),
            own_say=sitting.pk in item.purposes or record.standpoint(sitting, item).effect is not None,
            deciders=_deciders(record, item, limb),
            told=shadow_of(item, sitting, limb) is not None,
            counts=counts,
        ),
    )


def shadows(record: Record, sitting: SittingFacts) -> bool:
    """Whether a CCG of the committee shadows another level on the day of the meeting."""
    return bool(shadowing_ccgs(_arrangements(record, sitting)))


def shadow_of(item: ItemFacts, sitting: SittingFacts, limb: int) -> ShadowRecommendation | None:
    """What a committee would recommend on a part, as it stands."""
    found = (act for act in standing(item.shadows) if act.sitting_id == sitting.pk and act.limb_id == limb)
    return next(found, None)


def _arrangements(record: Record, sitting: SittingFacts) -> tuple[Arrangement, ...]:
    ccgs = sitting.committee.ccgs
    return tuple(each for each in record.law.arrangements if each.ccg in ccgs and each.covers(record.day))


def _deciders(record: Record, item: ItemFacts, limb: int) -> tuple[str, ...]:
    before = [of.sitting for of in item.resolutions if of.limb.pk == limb]
    return tuple(each.name for each in before if record.standpoint(each, item).effect is Effect.DECIDES)


@dataclass(frozen=True)
class ShadowLine:
    """A shadow recommendation as pages tell it, apart from decisions. ``how``: by all, or by how many."""

    heading: str
    part: str
    text: str
    how: str


def shadow_lines(record: Record, item: ItemFacts, of: frozenset[int] | None = None) -> tuple[ShadowLine, ...]:
    """Those that stand on an item, in the order of its parts; of some committees (by sitting), or of all."""
    limbs = limbs_of(item)
    acts = [act for act in standing(item.shadows) if of is None or act.sitting_id in of]
    order = list(limbs)
    acts.sort(key=lambda act: (order.index(act.limb_id) if act.limb_id in limbs else len(order), act.sitting_id))
    return tuple(_line(record, act, limbs.get(act.limb_id)) for act in acts)


def limbs_of(item: ItemFacts) -> dict[int, Limb]:
    """The parts of an item that are before some committee."""
    return {of.limb.pk: of.limb for of in sorted(item.resolutions, key=lambda of: (of.limb.letter, of.limb.pk))}


def _line(record: Record, act: ShadowRecommendation, limb: Limb | None) -> ShadowLine:
    whose = shadow_name(record, record.sittings[act.sitting_id])
    part = f"Part ({limb.letter})" if limb is not None and limb.letter else ""
    return ShadowLine(
        f"Shadow recommendation of {whose}: {NO_DECISION}", part, f"“{act.text.rstrip('.')}.”", how_words(act)
    )


def shadow_name(record: Record, sitting: SittingFacts) -> str:
    """Whose recommendation it is: the CCG that shadows."""
    return listed(shadowing_ccgs(_arrangements(record, sitting))) or sitting.name


def how_words(act: ShadowRecommendation) -> str:
    """By all of its members there; or the numbers."""
    if act.in_favour is None:
        return "By all of its voting members there who were not in conflict."
    return f"{act.in_favour} for, {act.against} against, {act.abstained} abstained."


def able_to_join(record: Record, sitting: SittingFacts, item: ItemFacts) -> int:
    """How many of a committee could join in a shadow recommendation now."""
    return len(could_join(record.room(sitting, item)))
