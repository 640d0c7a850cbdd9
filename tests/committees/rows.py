"""One row of each guarded model of committees, and what tries each Refuse. All made up."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from django.db import models

from committees.models import (
    Absence,
    Account,
    Appointment,
    Arrangement,
    Breach,
    Committee,
    Concern,
    ConflictsPolicy,
    ConsentRule,
    Delegation,
    Guardianship,
    Interest,
    Meeting,
    Offer,
    Person,
    Post,
    Redaction,
    Remit,
    Seat,
    Sitting,
    Statement,
    TermsOfReference,
    Training,
)
from committees.terms import CommitteeKind, Level
from decisions.models import Link
from practices.models import CCG
from tests import world
from tests.breaking import copy_of, sql

NOT_LEVEL_3 = "no_nhs_england_power_at_level_3"


def example_rows() -> dict[type[models.Model], models.Model]:
    """A row of each guarded model: Merton's committee at level 3 and its secretary, in a meeting."""
    bodies = {"Merton": world.a_body("Merton", "08R", Level.DELEGATED, voting=2)}
    world.a_secretary(bodies)
    world.a_meeting(bodies)
    Person.objects.create(name="Somebody else", made_up=True)
    guarded = (Post, Arrangement, Remit, TermsOfReference, Meeting, Sitting, Appointment, Committee.ccgs.through)
    return {model: model.objects.order_by("pk").first() for model in guarded} | in_the_registers()


def in_the_registers() -> dict[type[models.Model], models.Model]:
    """One entry of each register, and two redactions: of an interest, and of an offer."""
    person, ccg, day = Person.objects.order_by("pk").first(), CCG.objects.order_by("pk").first(), date(2016, 4, 4)
    kind = {"type": "financial", "directness": "direct", "nature": "Made up"}
    interest = Interest.objects.create(person=person, starts_on=day, declared_on=day, **kind)
    told = {"offered_on": day, "declared_on": day, "answer": "declined", "details": "Made up", "value": 5}
    offer = Offer.objects.create(person=person, kind="gift", offered_by="supplier", offeror="Made up", **told)
    left_out = {"starts_on": day, "hides_name": True, "reason": "Made up", "decided_by": person}
    when = datetime(2016, 4, 4, 12, tzinfo=UTC)
    by = Account.objects.order_by("pk").first()
    rows = [
        interest,
        offer,
        Redaction.objects.create(interest=interest, **left_out),
        Statement.objects.create(person=person, said="declared", said_on=day, recorded_at=when, recorded_by=by),
        Guardianship.objects.create(person=person, ccg=ccg, starts_on=day),
        ConflictsPolicy.objects.create(ccg=ccg, at_threshold="over", source="Made up", starts_on=day),
        Concern.objects.create(ccg=ccg, raised_on=day, about="Made up"),
        Breach.objects.create(ccg=ccg, found_on=day, about="Made up", recorded_by=person),
        Training.objects.create(person=person, module="Made up", completed_on=day),
        Absence.objects.create(account=by, starts_on=day),
        ConsentRule.objects.create(ccg=ccg, kind="award", source="Made up", starts_on=day),
        Delegation.objects.create(seat=Seat.objects.first(), kind="award", source="Made up", starts_on=day),
    ]
    Redaction.objects.create(offer=offer, **left_out)
    return {type(row): row for row in rows}


def an_entry_deleted(model: type[models.Model]) -> Callable[[], list[Callable]]:
    return lambda: [lambda: sql(f"DELETE FROM {model._meta.db_table}")]


def a_level_3_arrangement_beside_a_veto() -> list[Callable]:
    """Croydon's terms give NHS England both powers; its level is then changed, or another added, behind them."""
    world.a_body("Croydon", "07V", Level.JOINT, voting=2)
    row = Arrangement.objects.get(level=Level.JOINT)
    later = {"starts_on": "'2016-04-02'", "ends_on": "NULL", "level": "'3'"}

    def ends_and_another_begins() -> None:
        sql(f"UPDATE committees_arrangement SET ends_on = '2016-04-01' WHERE id = {row.pk}")
        copy_of(row, **later)

    return [
        lambda: sql(f"UPDATE committees_arrangement SET level = '3' WHERE id = {row.pk}"),
        ends_and_another_begins,
    ]


def terms_with_a_veto_at_level_3() -> list[Callable]:
    """Merton is at level 3; its terms are given one power or the other, or earlier terms are moved into level 3."""
    terms = TermsOfReference.objects.get()
    day_before = {"starts_on": "'2016-03-31'", "ends_on": "'2016-03-31'"}

    def earlier_terms_grow() -> None:
        sql(f"UPDATE committees_termsofreference SET starts_on = '2016-05-01' WHERE id = {terms.pk}")
        copy_of(terms, **day_before, nhs_england_veto="TRUE")
        sql("UPDATE committees_termsofreference SET ends_on = '2016-04-01' WHERE nhs_england_veto")

    return [
        lambda: sql("UPDATE committees_termsofreference SET nhs_england_veto = TRUE"),
        lambda: sql("UPDATE committees_termsofreference SET nhs_england_casting_vote = TRUE"),
        earlier_terms_grow,
    ]


def a_sitting_of_a_committee_that_is_not_there() -> list[Callable]:
    """A committee stood down the day before the meeting, and one established the day after."""
    sitting = Sitting.objects.get()

    def sits(established_on: date, stood_down_on: date | None) -> Callable:
        committee = Committee.objects.create(
            name="Made up",
            short_name="Made up",
            kind=CommitteeKind.PCCC,
            established_on=established_on,
            stood_down_on=stood_down_on,
        )
        return lambda: copy_of(sitting, committee_id=str(committee.pk))

    return [sits(date(2015, 4, 1), date(2016, 4, 13)), sits(date(2016, 4, 15), None)]


def a_level_3_ccg_put_under_a_veto() -> list[Callable]:
    """Merton's CCG, at level 3, is put into Croydon's joint committee, whose terms give NHS England both powers."""
    croydon = world.a_body("Croydon", "07V", Level.JOINT, voting=2)
    row = Committee.ccgs.through.objects.exclude(committee=croydon.committee).get()
    return [
        lambda: copy_of(row, committee_id=str(croydon.committee.pk)),
        lambda: sql(
            f"UPDATE committees_committee_ccgs SET ccg_id = {row.ccg_id} WHERE committee_id = {croydon.committee.pk}"
        ),
    ]


#: Somebody else in the same seat breaks the first guard only; the same person sharing the seat the second only.
VARIED = {
    (Appointment, "no_overlap_seat_share"): {"person_id": "(SELECT max(p.id) FROM committees_person p)"},
    (Appointment, "no_overlap_seat_person_share"): {"share": "'joint'"},
    (Redaction, "no_overlap_offer"): {"interest_id": "NULL", "offer_id": "(SELECT max(o.id) FROM committees_offer o)"},
}


def another_day_for_a_meeting_that_has_begun() -> list[Callable]:
    """Something is recorded in Merton's meeting; it is then moved to a day on which other rights hold."""
    Link.objects.create(sitting=Sitting.objects.get(), number=1, kind="itemstep", act=1, seal="0" * 64)
    return [lambda: sql("UPDATE committees_meeting SET date = '2016-03-31'")]


KEPT = (Interest, Offer, Redaction, Concern, Breach, Training)

REFUSALS = {
    (Committee.ccgs.through, NOT_LEVEL_3): a_level_3_ccg_put_under_a_veto,
    (Arrangement, NOT_LEVEL_3): a_level_3_arrangement_beside_a_veto,
    (TermsOfReference, NOT_LEVEL_3): terms_with_a_veto_at_level_3,
    (Meeting, "another_day_once_begun"): another_day_for_a_meeting_that_has_begun,
    (Sitting, "committee_exists_that_day"): a_sitting_of_a_committee_that_is_not_there,
    **{(model, "kept"): an_entry_deleted(model) for model in KEPT},
}
