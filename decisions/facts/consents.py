"""NHS England's consent as it stands: the rules that ask for it, what was asked and what was answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from committees.kinds import KINDS, kind_label
from committees.models import ConsentRule
from committees.rights.outside import Consent, ConsentNeed
from committees.schemes import consent_facts
from decisions.models import ConsentRequest, Matter
from practices import clock


@dataclass(frozen=True)
class Consents:
    """Rules and requests of some matters. Empty where no rule asks for consent to any of their kinds."""

    needs: tuple[ConsentNeed, ...] = ()
    requests: dict[tuple[int, int], list[ConsentRequest]] = field(default_factory=dict)  # committee, matter

    def on(self, committee: int, matter: Matter, at: datetime | None = None) -> Consent | None:
        """What is known of consent to a matter before a committee, of what was said by ``at`` (None: of all of it).

        None where no rule asks for it. Consent that was given stays, whatever was asked anew.
        """
        needs = tuple(need for need in self.needs if need.kind in _kinds(matter))
        if not needs:
            return None
        said = [each for each in self.requests.get((committee, matter.pk), ()) if at is None or each.happened_at <= at]
        answers = [each.answer for each in said if hasattr(each, "answer")]
        answers = [each for each in answers if at is None or each.happened_at <= at]
        open_request = said and (not hasattr(said[-1], "answer") or said[-1].answer not in answers)
        last = next((each for each in answers if each.given), answers[-1] if answers and not open_request else None)
        return Consent(
            kind=matter.kind,
            label=kind_label(matter.kind) if matter.kind else "",
            value=matter.value,
            needs=needs,
            asked_on=_day(said[-1].happened_at) if said else None,
            given=last.given if last is not None else None,
            answered_on=_day(last.happened_at) if last is not None else None,
        )


NONE = Consents()


def load_consents(
    matters: Collection[Matter], committees: Collection[int], ccgs: Collection[str], day: date
) -> Consents:
    """What is known of consent to these matters. ``ccgs``: codes.

    No query where no matter is of a kind, or of a function that has kinds; one where no rule asks for consent to any of
    them; else two.
    """
    kinds = {kind for matter in matters for kind in _kinds(matter)}
    if not kinds:
        return NONE
    rules = ConsentRule.objects.filter(kind__in=kinds, ccg__ods_code__in=ccgs).in_force_on(day)
    needs = tuple(consent_facts(rule) for rule in rules.select_related("ccg"))
    if not needs:
        return NONE
    found = Consents(needs)
    rows = ConsentRequest.objects.filter(committee__in=committees, matter__in=[matter.pk for matter in matters])
    for row in rows.select_related("answer").order_by("pk"):
        found.requests.setdefault((row.committee_id, row.matter_id), []).append(row)
    return found


def _kinds(matter: Matter) -> frozenset[str]:
    """The kind of a matter; where it says none, every kind of its function."""
    if matter.kind:
        return frozenset({matter.kind})
    return frozenset(kind.key for kind in KINDS.values() if kind.function == matter.function)


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.LONDON).date()
