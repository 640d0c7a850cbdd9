"""Chair's action: as a section of the matter's page."""

from __future__ import annotations

from collections.abc import Iterable

from committees.rights.routes.urgency import (
    NO_VETO,
    REPORTED,
    STANDS,
    could_sign,
    places_to_sign,
    signing_source,
    signs,
)
from committees.rights.words import listed
from committees.terms import Act, Level, Route
from decisions.actions.outside.urgency import take_chairs_action
from decisions.models import OutsideDecision
from decisions.outside.gate import may_outside
from decisions.outside.in_meetings import decided_already, meets_on_it_now, private_ground_of
from decisions.outside.sections import Asks, Line, Press, Section
from decisions.outside.urgent_form import TakeForm
from decisions.reported_on import told

NAME = "chairs-action"
#: Refusals by which chair's action is nothing to this reader, or to this matter.
NOT_HERE = frozenset({f"{Act.CHAIRS_ACTION}.not_the_chair", f"{Act.CHAIRS_ACTION}.not_its_decision"})


def section(asks: Asks) -> Section | None:
    """What was decided by chair's action, and the form to take it; no section where it is nothing to this reader."""
    rows = _taken(asks)
    press = _press(asks)
    if not rows and press.verdict.codes & NOT_HERE and asks.pressed != NAME:  # pressed by hand: told why not
        return None
    refused = () if press.verdict or rows else tuple(reason.text for reason in press.verdict.refusals)
    return Section(
        key=NAME,
        title="Chair's action",
        said=(*_who_signs(asks), *refused, *_no_veto(asks)),
        lines=tuple(_line(row) for row in rows),
        presses=(press,),
        sources=(signing_source(asks.record.room), REPORTED, STANDS),
    )


def _taken(asks: Asks) -> list[OutsideDecision]:
    rows = OutsideDecision.objects.filter(
        committee=asks.record.committee.id, matter=asks.record.matter.pk, route=Route.CHAIRS_ACTION.value
    )
    return list(rows.with_signatures().order_by("pk"))


def _line(row: OutsideDecision) -> Line:
    said = told(row)
    return Line(text=row.text, when=said.when, details=said.details, tag=("in effect", "green"))


def _press(asks: Asks) -> Press:
    """The gate is asked for some who could sign; for those who are named it is asked by the action."""
    record, actor = asks.record, asks.actor
    where = {"committee": record.committee.id, "matter": record.matter.pk}
    signed = could_sign(record.room, first=actor.person)
    verdict = may_outside(Act.CHAIRS_ACTION, actor, record, signatories=signed)
    if verdict:
        verdict = may_outside(
            Act.CHAIRS_ACTION,
            actor,
            record,
            signatories=signed,
            settled=decided_already(**where),
            before_the_meeting=meets_on_it_now(**where),
        )
    form = TakeForm(
        asks.sent(NAME),
        places=places_to_sign(record.room) if verdict else (),
        record=record,
        text=_proposed(asks) if verdict else "",
        ground=private_ground_of(record.matter.pk) if verdict else "",
    )

    def do(form: TakeForm) -> str:
        taken = take_chairs_action(actor=actor, **where, **form.said)
        return f"Chair's action is recorded and in effect. It is to be reported to {taken.committee}, to be ratified."

    return Press(
        name=NAME,
        label="Take chair's action",
        form=form,
        verdict=verdict,
        do=do,
        hint="It has effect at once, and goes before the committee's next meeting to be ratified.",
        button="Record chair's action",
    )


def _proposed(asks: Asks) -> str:
    return "\n".join(asks.record.matter.limbs.values_list("text", flat=True))


def _who_signs(asks: Asks) -> Iterable[str]:
    """Whom the terms name, place by place; and who is kept from signing by a conflict."""
    room = asks.record.room
    places = places_to_sign(room)
    if not places:
        return
    named = "; ".join(dict.fromkeys(place.label for place in places))
    if room.terms is not None and room.terms.urgent_default:
        yield f"The terms of reference do not say who signs chair's action. The plain default: {named}."
    else:
        yield f"The terms of reference name who signs chair's action: {named}."
    for each in {each.person: each for place in places for each in place.out}.values():
        yield from (reason.text for reason in signs(each, room).refusals)


def _no_veto(asks: Asks) -> Iterable[str]:
    """At level 2: what NHS England's say is here."""
    joint = [each.ccg.name for each in asks.record.standpoint.authorities if each.ccg and each.level is Level.JOINT]
    if joint and asks.record.standpoint.veto:
        yield (
            f"{NO_VETO.title}: none hangs on chair's action for {listed(joint)}. Where the terms name NHS England among "
            "those who sign, that is its say."
        )
