"""Do levels, remits and terms agree? The engine's answer, raised as a form error from whichever side is being saved."""

from dataclasses import replace

from django.core.exceptions import ValidationError

from committees import facts
from committees.models import Arrangement, Committee, Remit, TermsOfReference
from committees.rights import consistency
from committees.rights.reasons import Verdict


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
