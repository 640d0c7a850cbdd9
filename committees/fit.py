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


def refuse_misfit_of_terms(row: TermsOfReference) -> None:
    """Terms against the levels and remits of the committee's CCGs, on every day they run."""
    if not (row.committee_id and row.starts_on and row.quorum_minimum):
        return
    committee = facts.committee_facts(row.committee)
    law = facts.load_law([ccg.pk for ccg in row.committee.ccgs.all()], also=[row.committee_id])
    refuse(
        consistency.terms_fit(
            facts.terms_facts(row), committee, arrangements=law.arrangements, remits=law.remits
        )
    )


def refuse_misfit_of_arrangement(row: Arrangement) -> None:
    """A level against the terms and remits that run on its days."""
    if not (row.ccg_id and row.level and row.starts_on):
        return
    law = facts.load_law([row.ccg_id], also=Committee.objects.filter(ccgs=row.ccg_id).values_list("pk", flat=True))
    refuse(
        consistency.arrangement_fits(
            facts.arrangement_facts(row),
            terms=law.terms,
            committees=tuple(law.committees.values()),
            remits=law.remits,
        )
    )


def refuse_misfit_of_remit(row: Remit) -> None:
    """A remit against the level of its CCG and the other deciders of its function."""
    if not (row.ccg_id and row.committee_id and row.function and row.starts_on):
        return
    law = facts.load_law([row.ccg_id], also=[row.committee_id])
    others = Remit.objects.filter(ccg=row.ccg_id).exclude(pk=row.pk).select_related("ccg")
    law = replace(law, remits=tuple(facts.remit_facts(other) for other in others))
    refuse(
        consistency.remit_fits(
            facts.remit_facts(row),
            facts.committee_facts(row.committee),
            arrangements=law.arrangements,
            remits=law.remits,
        )
    )
