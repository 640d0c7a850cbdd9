"""The meeting and its agenda, as a file says them."""

from __future__ import annotations

from committees.terms import Access, RoomRole, Verb
from decisions.facts import ItemFacts, Record
from decisions.journal.bodies import said
from decisions.journal.needed import Needed
from decisions.journal.plain import Plain
from decisions.kinds_in_files import facts_told
from decisions.models import ItemAppointment, Limb, LimbCondition, Match, Paper, Presenter
from practices import clock


def meeting_entry(record: Record, needed: Needed, people: dict[int, str], seats: dict[int, str]) -> dict[str, Plain]:
    """The meeting, without what happened in it. ``people`` and ``seats``: what the file calls them."""
    row = record.meeting
    names = {committee.pk: committee.name for committee in needed.committees}
    entry = said(title=row.title, date=row.date, starts=f"{row.starts_at:%H:%M}", place=row.place, remote=row.remote)
    entry |= said(by_correspondence=row.by_correspondence)
    entry["in_public"] = "yes" if row.in_public else "no"
    if row.published:
        entry["published"] = "yes"
    entry |= said(private_reason=row.private_reason, convened_by=names[row.convened_by_id], about=row.about)
    entry |= said(made_up=row.made_up, source=row.source, not_told=list(row.not_told))
    entry["sittings"] = [sitting.committee.name for sitting in record.sittings.values()]
    entry["items"] = [_item(record, item, needed, people, seats) for item in record.items]
    return entry


def _item(record: Record, item: ItemFacts, needed: Needed, people, seats) -> dict[str, Plain]:
    matter = item.matter
    entry = said(number=item.number, title=matter.title, summary=matter.summary, function=matter.function)
    entry["ccgs"] = [ccg.code for ccg in item.ccgs]
    entry |= said(practices=[practice.ods_code for practice in matter.practices.all()])
    entry |= said(providers=[row.name for row in needed.applicants.get(matter.pk, ())])
    entry |= said(kind=matter.kind, value=None if matter.value is None else f"{matter.value:.2f}")
    entry |= said(applicant=matter.applicant.ods_code if matter.applicant else "")
    entry |= said(facts=facts_told(matter.kind, matter.facts, needed.rows))
    entry |= said(merger=matter.merger, reach=matter.reach)
    entry["purposes"] = {record.sittings[pk].committee.name: str(purpose) for pk, purpose in item.purposes.items()}
    entry |= said(private=item.row.private, private_ground=item.row.private_ground, urgent=item.row.urgent)
    entry["made_up"] = "yes" if matter.made_up else "no"
    parts = [_part(limb, item, needed) for limb in needed.limbs.get(matter.pk, ())]
    entry |= said(decisions=parts, papers=[_paper(paper) for paper in item.papers])
    invited = needed.invited.get(item.pk, ())
    entry |= said(invited=[_invited(record, each, people, seats) for each in invited])
    entry |= said(presenters=[_presenter(each, people) for each in needed.presenters.get(item.pk, ())])
    return entry | said(matches=[_match(each, needed, people) for each in shown_before_the_vote(item)])


def _part(limb: Limb, item: ItemFacts, needed: Needed) -> dict[str, Plain]:
    before = [r.sitting for r in item.resolutions if r.limb.pk == limb.pk]
    entry = said(part=limb.letter, text=limb.text) | {"verb": str(Verb(limb.verb))}
    entry |= said(facts=facts_told(item.matter.kind, limb.facts, needed.rows))
    names = {committee.pk: committee.name for committee in needed.committees}
    entry |= said(conditions=[_condition(each, names) for each in needed.conditions.get(limb.pk, ())])
    if {sitting.pk for sitting in before} != set(item.purposes):
        entry["before"] = [sitting.committee.name for sitting in before]
    return entry


def _condition(row: LimbCondition, names: dict[int, str]) -> dict[str, Plain]:
    entry = said(text=row.text, awaits=names.get(row.awaits_id or 0), who=row.who, by=row.due_on)
    return entry | said(within_days=row.within_days)


def _paper(paper: Paper) -> dict[str, Plain]:
    """A paper and its text. A file is named only: it does not travel with the record."""
    text = paper.text or f"This paper is a file: {paper.file.name}. Files are not part of an exported record."
    published = paper.added_at.astimezone(clock.LONDON).date()
    return {"title": paper.title, "text": text, "access": str(Access(paper.access)), "published": published.isoformat()}


def shown_before_the_vote(item: ItemFacts) -> list[Match]:
    """What the registers showed on an item until voting opened, and so who could vote; and what was declared of it."""
    opened = min((act.happened_at for of in item.resolutions for act in of.openings), default=None)
    declared = {(act.person_id, act.interest_id, act.nature) for act in item.declarations if act.from_register}
    return [
        match
        for match in item.matches
        if opened is None or match.found_at <= opened or (match.person_id, match.interest_id, match.nature) in declared
    ]


def _match(row: Match, needed: Needed, people: dict[int, str]) -> dict[str, Plain]:
    interest = needed.interests.get(row.interest_id or 0)
    entry = said(person=people[row.person_id])
    entry |= said(entry=interest.nature, entry_from=interest.starts_on) if interest else {}
    entry |= said(chains=list(row.chains), type=row.type, directness=row.directness, nature=row.nature)
    entry |= said(category=row.category, **{"class": row.as_class}, state=row.state, by_hand=row.by_hand)
    found, changed = (each.astimezone(clock.LONDON).isoformat() for each in (row.found_at, row.changed_at))
    return entry | said(reason=row.reason, found=found, changed=changed)


def _presenter(row: Presenter, people: dict[int, str]) -> dict[str, Plain]:
    return said(person=people[row.person_id], role=row.role if row.role != RoomRole.PRESENTER else "")


def _invited(record: Record, row: ItemAppointment, people: dict[int, str], seats: dict[int, str]) -> dict[str, Plain]:
    appointment = row.appointment
    committee = next(s.committee.name for s in record.sittings.values() if appointment.seat_id in s.seat_by_id)
    entry: dict[str, Plain] = {"committee": committee, "seat": seats[appointment.seat_id]}
    entry["person"] = people[appointment.person_id]
    return entry | said(by=people.get(row.invited_by_id or 0), why=row.why)
