"""Do levels, remits and terms agree? The engine's answer, raised as a form error from whichever side is being saved."""

from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError

from committees import facts
from committees.models import Appointment, Arrangement, Committee, Remit, Sitting, TermsOfReference
from committees.rights import consistency
from committees.rights.reasons import Verdict
from practices.dated import in_words


def refuse(verdict: Verdict) -> None:
    """Raise ValidationError with every refusal, what to do included."""
    if not verdict:
        raise ValidationError([" ".join(filter(None, (r.text, r.who_can))) for r in verdict.refusals])


def readable(make, row):
    """The row as the engine takes it; None where a field holds what it cannot: then the field says what is wrong."""
    try:
        return make(row)
    except ValueError:
        return None


def refuse_misfit_of_terms(row: TermsOfReference) -> None:
    """Terms against the levels and remits of the committee's CCGs, on every day they run."""
    if not (row.committee_id and row.starts_on and row.quorum_minimum):
        return
    terms = readable(facts.terms_facts, row)
    if terms is None:
        return
    committee = facts.committee_facts(row.committee)
    law = facts.load_law([ccg.pk for ccg in row.committee.ccgs.all()], also=[row.committee_id])
    refuse(consistency.terms_fit(terms, committee, arrangements=law.arrangements, remits=law.remits))


def refuse_misfit_of_arrangement(row: Arrangement) -> None:
    """A level against the terms and remits that run on its days."""
    if not (row.ccg_id and row.level and row.starts_on):
        return
    arrangement = readable(facts.arrangement_facts, row)
    if arrangement is None:
        return
    law = facts.load_law([row.ccg_id], also=Committee.objects.filter(ccgs=row.ccg_id).values_list("pk", flat=True))
    refuse(
        consistency.arrangement_fits(
            arrangement,
            terms=law.terms,
            committees=tuple(law.committees.values()),
            remits=law.remits,
        )
    )


def refuse_misfit_of_remit(row: Remit) -> None:
    """A remit against the level of its CCG and the other deciders of its function."""
    if not (row.ccg_id and row.committee_id and row.function and row.starts_on):
        return
    remit = readable(facts.remit_facts, row)
    if remit is None:
        return
    law = facts.load_law([row.ccg_id], also=[row.committee_id])
    others = Remit.objects.filter(ccg=row.ccg_id).exclude(pk=row.pk).select_related("ccg")
    law = replace(law, remits=tuple(facts.remit_facts(other) for other in others))
    refuse(
        consistency.remit_fits(
            remit,
            facts.committee_facts(row.committee),
            arrangements=law.arrangements,
            remits=law.remits,
        )
    )


def refuse_misfit_of_committee(row: Committee, ccgs: list) -> None:
    """A committee as it would be, with the CCGs it would have, against its own terms, remits and sittings."""
    body = replace(facts.committee_facts(row), ccgs=tuple(facts.ccg_facts(ccg) for ccg in ccgs))
    law = facts.load_law([ccg.pk for ccg in ccgs], also=[row.pk])
    own = [facts.remit_facts(remit) for remit in row.remits.select_related("ccg")]
    for terms in (terms for terms in law.terms if terms.committee == row.pk):
        refuse(consistency.terms_fit(terms, body, arrangements=law.arrangements, remits=own))
    for remit in own:
        others = [other for other in law.remits if other != remit]
        refuse(consistency.remit_fits(remit, body, arrangements=law.arrangements, remits=others))
    for sitting in row.sittings.select_related("meeting"):
        refuse_sitting(row, sitting.meeting.date)


def refuse_sitting(committee: Committee, day: date) -> None:
    """A committee sits only on days on which it exists."""
    if committee.exists_on(day):
        return
    last = committee.stood_down_on
    gone = last and last < day
    why = f"it was stood down: its last day was {in_words(last)}" if gone else _not_yet(committee)
    raise ValidationError(
        f"{committee} cannot sit on {in_words(day)}: {why}. Choose the committee that holds its functions on that day."
    )


def _not_yet(committee: Committee) -> str:
    return f"it is established on {in_words(committee.established_on)}"


def meetings_relying_on(row: Arrangement | Remit | TermsOfReference | Appointment, today: date) -> str:
    """The meetings up to ``today`` on whose day the row was in force, counted: rights in them followed from it."""
    if isinstance(row, Arrangement):
        about = {"committee__ccgs": row.ccg_id}
    else:
        about = {"committee": row.seat.committee_id if isinstance(row, Appointment) else row.committee_id}
    last = min(row.ends_on or today, today)
    held = Sitting.objects.filter(**about, meeting__date__gte=row.starts_on, meeting__date__lte=last)
    number = held.values("meeting").distinct().count()
    return f"{number} meeting{'' if number == 1 else 's'} of its days" if number else ""
