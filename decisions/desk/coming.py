"""Powers that NHS England will have in meetings to come; and where it will have none, with the source."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F
from django.urls import reverse

from committees.facts import ccg_facts, load_law
from committees.rights.words import listed, sentence_case
from committees.terms import Level, Power
from decisions.desk.ballots import ccgs_of, hidden_words, links_of, to_announce_anew
from decisions.desk.rows import DeskKind, Row, places
from decisions.desk.scope import Scope
from decisions.models import Announcement, Resolution
from decisions.naming import item_words
from practices.dated import in_force
from practices.models import CCG

#: Most agendas are fixed a week ahead: so many decisions are shown, the soonest first.
SHOWN = 60


def coming(scope: Scope) -> list[Row]:
    """Decisions not announced yet in meetings from today on, and the powers NHS England will have on them. A fixed
    number of queries."""
    rows = (
        Resolution.objects.filter(
            sitting__committee__in=scope.posted,
            sitting__closed__isnull=True,
            item__meeting__date__gte=scope.today,
            published__isnull=True,
        )
        .exclude(announcements__in=Announcement.objects.standing())
        .exclude(announcements__in=to_announce_anew(scope.posted))
        .exclude(item__deferrals__sitting=F("sitting"))
    )
    rows = rows.select_related("item__meeting", "item__matter", "limb", "sitting__committee")
    rows = rows.prefetch_related("item__matter__ccgs", "sitting__committee__ccgs")
    found = list(rows.order_by("item__meeting__date", "item__order", "limb__letter")[:SHOWN])
    ccgs = {ccg.pk for row in found for ccg in row.item.matter.ccgs.all()}
    own = CCG.objects.filter(committees__in=scope.posted).values_list("pk", flat=True)
    law = load_law(ccgs | set(own), also=scope.posted)
    return [line for row in found if (line := _power_to_come(row, law, scope))]


def _power_to_come(row: Resolution, law, scope: Scope) -> Row | None:
    matter, committee = row.item.matter, row.sitting.committee
    ccgs = [ccg_facts(ccg) for ccg in matter.ccgs.all()]
    stands = law.standpoint(law.committees[committee.pk], matter.function, ccgs, row.item.meeting.date)
    powers, silence = [], []
    if stands.agreement_needed:
        powers.append("agreement")
        silence.append("without your agreement it is not carried")
    if stands.casting_vote:
        powers.append("casting vote on a tie")
        silence.append("unused on a tie, the motion falls")
    if stands.veto and not stands.agreement_needed:  # after its agreement NHS England has no veto
        powers.append("veto")
        silence.append("unused, a carried decision stands")
    if not powers:
        return None
    days = stands.veto_working_days
    window = f"{days} working days after the vote" if days else f"until {committee.short_name} closes its meeting"
    hidden = not scope.opens(row.item)
    return Row(
        name=f"coming-{row.pk}",
        kind=DeskKind.VETO,
        committee=committee.name,
        places=places(scope, ccgs_of(row), row.item.meeting.date),
        about=hidden_words(row) if hidden else item_words(row),
        day=row.item.meeting.date,
        power=listed(powers),
        how_long=f"Veto: {window}." if "veto" in powers else "",
        silence=f"{sentence_case('; '.join(silence))}.",
        links=(*links_of(row)[:1], *(() if hidden else _papers(row, scope))),
        hidden=hidden,
    )


def _papers(row: Resolution, scope: Scope) -> tuple[tuple[str, str], ...]:
    """To where NHS England's people put papers before the committee, for who prepares for it there."""
    if row.sitting.committee_id not in scope.having(Power.PREPARE):
        return ()
    return (("Add a paper", reverse("add_paper", args=[row.item.meeting_id, row.item_id])),)


def none_over(today: date, committees: Collection[int]) -> str:
    """That NHS England has no power over the level 3 committees that sit beside these. One query."""
    at_level_3 = CCG.objects.filter(
        in_force(today, "arrangements__"),
        arrangements__level=Level.DELEGATED,
        committees__sittings__meeting__date__gte=today,
        committees__sittings__meeting__sittings__committee__in=committees,
    ).distinct()
    names = list(at_level_3.order_by("short_name").values_list("short_name", flat=True))
    who = f" ({listed(names)})" if names else ""
    return f"At level 3{who} NHS England has neither a casting vote nor a veto: those committees decide alone."
