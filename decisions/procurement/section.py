"""The sign-off for the register of procurement decisions: as a section of the matter's page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from committees.rights.words import day_words
from committees.terms import Act
from decisions.actions.outside.procurement import sign_off
from decisions.outside.gate import may_outside
from decisions.outside.sections import Asks, KeyedForm, Line, Press, Section
from decisions.procurement.entry import Entry, Of, Signed, signed_on
from decisions.procurement.listing import entries_before, is_procurement
from decisions.procurement.standing import PUBLISHED, STANDS
from decisions.procurement.written import LEFT_OUT

NAME = "procurement"
HINT = "Its row is published as it stands here, in the register of the CCG, for everybody to read. It cannot be taken back."


def section(asks: Asks) -> Section | None:
    """Each decision as its row in the register, where it stands, and the press that publishes it.

    No section for other kinds of decision, nor before something is decided. A fixed number of queries for each meeting.
    """
    record = asks.record
    if not is_procurement(record.matter.kind):
        return None
    entries = [each for each in entries_before(record.committee.id, record.matter, asks.today) if _decided(each)]
    if not entries:
        return None
    signed = {each.of: each for each in signed_on(committee=record.committee.id, matter=record.matter.pk)}
    waiting = [each for each in entries if not each.why_not and not _stands(each, signed)]
    return Section(
        key=NAME,
        title="Register of procurement decisions",
        said=(LEFT_OUT,) if any(each.row.private for each in entries) else (),
        lines=tuple(_line(asks, each, signed) for each in entries),
        presses=tuple(_press(asks, each) for each in entries if each in waiting or asks.pressed == _name(each.of)),
        sources=(PUBLISHED, STANDS),
        foot="decisions/procurement/to_sign_off.html" if waiting else "",
        told=tuple(each.row for each in waiting),
    )


def _decided(entry: Entry) -> bool:
    return entry.of.sort == "outside" or entry.rests_on.result is not None


def _stands(entry: Entry, signed: dict[Of, Signed]) -> bool:
    """Whether the row was signed off, and its result has not been announced anew since."""
    before = signed.get(entry.of)
    return before is not None and before.rests_on.result == entry.rests_on.result


def _line(asks: Asks, entry: Entry, signed: dict[Of, Signed]) -> Line:
    row = entry.row
    when = f"{row.reference}, decided on {day_words(row.day)}."
    if entry.why_not:
        return Line(text=entry.why_not, when=when, tag=("not to be signed off", "grey"))
    if _stands(entry, signed):
        text = f"Signed off on {day_words(signed[entry.of].act.on_day)}, and published."
        return Line(text=text, when=when, tag=("published", "green"), links=tuple(_registers(asks)))
    return Line(text="It stands, and is not published yet.", when=when, tag=("to be signed off", "yellow"))


def _registers(asks: Asks) -> Iterator[tuple[str, str]]:
    """The registers in which it stands: of the CCGs of the matter for which the committee decides."""
    own = {ccg.code for ccg in asks.record.committee.ccgs}
    for ccg in asks.record.ccgs:
        if ccg.code in own:
            yield f"Register of {ccg.name}", reverse("register_of_procurement", args=[ccg.code])


def _name(of: Of) -> str:
    return f"sign-off-{of.name}"


def _press(asks: Asks, entry: Entry) -> Press:
    record, name = asks.record, _name(entry.of)

    def do(form: KeyedForm) -> str:
        sign_off(actor=asks.actor, committee=record.committee.id, matter=record.matter.pk, of=entry.of)
        return f"{entry.row.reference} is signed off, and stands in the register of procurement decisions."

    return Press(
        name=name,
        label=f"Sign off {entry.row.reference}",
        form=KeyedForm(asks.sent(name)),
        verdict=may_outside(Act.SIGN_OFF, asks.actor, record),
        do=do,
        hint=HINT,
        button="Sign off and publish",
    )
