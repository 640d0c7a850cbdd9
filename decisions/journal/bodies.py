"""Who decides, as a file says it: CCGs, practices, levels, committees with their remits, terms and seats, people."""

from __future__ import annotations

from collections import Counter
from datetime import date

from committees.models import Appointment, Committee, Interest, Person, Remit, Seat, TermsApproval, TermsOfReference
from committees.models.bodies import usual_signatories
from committees.terms import Office, Recording, Represents, Share, Standing
from decisions.journal.needed import Needed
from decisions.journal.plain import Plain
from practices.models import Contract, Practice, Provider, Site

YES_NO = {True: "yes", False: "no"}
UNSAID = "not stated"
#: Where a file brings CCGs and practices, it says from where; a record does not keep it.
FROM_RECORD = "The register of the product that exported this record"

#: Yes and no in terms of reference, each with what a file means by leaving it out.
TERMS_YES_NO = {
    "nhs_england_casting_vote": False,
    "nhs_england_veto": False,
    "nhs_england_seat_votes": False,
    "chair_second_vote": False,
    "may_invite_members": True,
    "others_may_speak": True,
    "by_correspondence": False,
    "may_meet_remotely": True,
    "made_up": False,
}
TERMS_WORDS = ("default_handling", "urgent_signatories", "private_part")


def bodies(needed: Needed, people: dict[int, str], day: date, *, whole: bool) -> dict[str, Plain]:
    """The sections of a file before its meetings. ``people``: what the file calls them; ``day``: of the meeting.

    ``whole``: with whose interest it is where it is indirect, and what mitigates it, which no minutes tell.
    """
    names = Counter(row.name.strip() for row in needed.people)
    shared = {name for name, number in names.items() if number > 1}
    return {
        "ccgs": [_ccg(row) for row in needed.ccgs],
        "practices": [entry for row in needed.practices if (entry := _practice(row, day))],
        "providers": [_provider(row) for row in needed.providers],
        "sites": [_site(row) for row in needed.rows.sites.values()],
        "contracts": [_contract(row) for row in needed.rows.contracts.values()],
        "arrangements": [_arrangement(row) for row in needed.arrangements],
        "people": [
            _person(row, people[row.pk], row.name.strip() in shared, needed.interests, whole=whole)
            for row in needed.people
        ],
        "committees": [_committee(row, needed, people) for row in needed.committees],
    }


def said(**fields: object) -> dict[str, Plain]:
    """The fields that say something: days as text, yes only where it is yes, nothing where there is nothing."""
    found: dict[str, Plain] = {}
    for name, value in fields.items():
        if isinstance(value, date):
            found[name] = value.isoformat()
        elif isinstance(value, bool):
            found |= {name: "yes"} if value else {}
        elif isinstance(value, int):
            found[name] = str(value)
        elif value:
            found[name] = value if isinstance(value, dict | list) else str(value)
    return found


def _period(row, within=None) -> dict[str, Plain]:
    """From and to; not outside the time of what the row belongs to."""
    first, last = row.starts_on, row.ends_on
    if within is not None:
        first = max(first, within[0])
        last = min(last or date.max, within[1] or date.max)
        last = None if last == date.max else last
    return said(**{"from": first, "to": last})


def _time(row: Committee) -> tuple[date, date | None]:
    return row.established_on, row.stood_down_on


def _ccg(row) -> dict[str, Plain]:
    entry = said(code=row.ods_code, name=row.name, short_name=row.short_name, region=row.region_code)
    return entry | said(**{"from": row.opened_on, "to": row.closed_on}, source=FROM_RECORD)


def _practice(row: Practice, day: date) -> dict[str, Plain]:
    """A practice by its name and in its CCG on a day."""
    memberships = list(row.memberships.all())
    there = [each for each in memberships if each.is_in_force_on(day)] or memberships[-1:]
    earlier = sorted((each for each in row.names.all() if each.starts_on <= day), key=lambda each: each.starts_on)
    entry = said(code=row.ods_code, name=earlier[-1].name if earlier else row.name, postcode=row.postcode)
    if there:
        return entry | said(ccg=there[0].ccg.ods_code) | _period(there[0]) | said(source=FROM_RECORD)
    return entry | said(**{"from": row.opened_on or day, "source": FROM_RECORD})


def _provider(row: Provider) -> dict[str, Plain]:
    return said(name=row.name, kind=row.kind, made_up=row.made_up, source=row.source or FROM_RECORD)


def _site(row: Site) -> dict[str, Plain]:
    entry = said(practice=row.practice.ods_code, name=row.name, kind=row.kind, address=row.address)
    return (
        entry | said(postcode=row.postcode) | _period(row) | said(made_up=row.made_up, source=row.source or FROM_RECORD)
    )


def _contract(row: Contract) -> dict[str, Plain]:
    entry = said(kind=row.kind, reference=row.reference, provider=row.provider.name)
    entry |= said(practices=[practice.ods_code for practice in row.practices.all()])
    return entry | _period(row) | said(made_up=row.made_up, source=row.source or FROM_RECORD)


def _arrangement(row) -> dict[str, Plain]:
    entry: dict[str, Plain] = {"ccgs": [row.ccg.ods_code], "level": row.level}
    entry |= _period(row) | said(shadowing=row.shadowing, source=row.source or UNSAID)
    return entry | said(start_derived=row.start_derived)


def _person(row: Person, called: str, shared: bool, interests: dict[int, Interest], *, whole: bool) -> dict[str, Plain]:
    """A person; one of several of a name is said to be known by what the file calls them."""
    mine = [_interest(each, whole=whole) for each in interests.values() if each.person_id == row.pk]
    return said(name=row.name, known_as=called if shared else "", made_up=row.made_up, interests=mine)


def _interest(row: Interest, *, whole: bool) -> dict[str, Plain]:
    entry = said(type=row.type, directness=row.directness, nature=row.nature)
    entry |= said(relationship=row.relationship if whole else "")
    entry |= said(practices=[practice.ods_code for practice in row.practices.all()])
    entry |= said(providers=[provider.name for provider in row.providers.all()])
    entry |= said(organisation=row.organisation, category=row.category)
    entry |= said(mitigation=row.mitigation if whole else "")
    return entry | _period(row) | said(declared=row.declared_on)


def _committee(row: Committee, needed: Needed, people: dict[int, str]) -> dict[str, Plain]:
    above = {each.pk: each.name for each in needed.committees}
    return said(
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        ccgs=[ccg.ods_code for ccg in row.ccgs.all()],
        reports_to=above.get(row.reports_to_id or 0),
        established=row.established_on,
        stood_down=row.stood_down_on,
        source=row.source,
        made_up=row.made_up,
        remits=[_remit(each) for each in needed.remits.get(row.pk, ())],
        terms=[_terms(each, row, needed.approvals.get(each.pk, [])) for each in needed.terms.get(row.pk, ())],
        seats=[_seat(each, row, needed.holders.get(each.pk, []), people) for each in needed.seats.get(row.pk, ())],
    )


def _remit(row: Remit) -> dict[str, Plain]:
    entry: dict[str, Plain] = {"functions": [row.function], "ccgs": [row.ccg.ods_code]}
    return entry | _period(row) | said(source=row.source or UNSAID)


def _terms(row: TermsOfReference, committee: Committee, approvals: list[TermsApproval]) -> dict[str, Plain]:
    entry = said(version=row.version) | _period(row, _time(committee))
    entry["quorum"] = _quorum(row)
    entry["majority"] = row.majority
    entry |= {name: YES_NO[value] for name in TERMS_YES_NO if (value := getattr(row, name)) != TERMS_YES_NO[name]}
    entry |= said(veto_working_days=row.veto_working_days)
    entry |= said(veto_holder=row.veto_holder, veto_alternate=row.veto_alternate)
    if set(row.recordings) != {each.value for each in Recording}:
        entry["recordings"] = list(row.recordings)
    entry |= said(category_handling=row.category_handling, lmc_standing=row.lmc_standing)
    entry |= said(**{name: getattr(row, name) for name in TERMS_WORDS})
    if row.urgent_slots != usual_signatories():
        entry["urgent_slots"] = [_as_text(place) for place in row.urgent_slots]
    entry |= said(notice_working_days=row.notice_working_days, papers_working_days=row.papers_working_days)
    entry |= said(source=row.source or UNSAID)
    return entry | said(approvals=[said(body=each.body, on=each.approved_on) for each in approvals])


def _quorum(row: TermsOfReference) -> dict[str, Plain]:
    return said(
        text=row.quorum_text,
        minimum=row.quorum_minimum,
        counts_non_voting=row.quorum_counts_non_voting,
        each_ccg=row.quorum_each_ccg,
        lay_executive_majority=row.quorum_lay_executive_majority,
        places=[_as_text(place) for place in row.quorum_slots],
    )


def _as_text(value: object) -> Plain:
    """Data of the register (a place of the quorum) as a file says it."""
    if isinstance(value, dict):
        return {name: _as_text(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_text(each) for each in value]
    return YES_NO[value] if isinstance(value, bool) else str(value)


def _seat(row: Seat, committee: Committee, holders: list[Appointment], people: dict[int, str]) -> dict[str, Plain]:
    entry = said(title=row.title)
    usual = {"office": Office.MEMBER, "standing": Standing.VOTING, "represents": Represents.CCG, "counts_as": "neither"}
    entry |= {name: getattr(row, name) for name, value in usual.items() if getattr(row, name) != value}
    entry |= said(ccg=row.ccg.ods_code if row.ccg_id else "", clinical=row.clinical) | _period(row, _time(committee))
    return entry | said(holders=[_holder(each, row, people) for each in holders if _meets(each, row)])


def _meets(row: Appointment, seat: Seat) -> bool:
    """Whether the appointment and the seat share a day."""
    return (seat.ends_on is None or row.starts_on <= seat.ends_on) and (
        row.ends_on is None or seat.starts_on <= row.ends_on
    )


def _holder(row: Appointment, seat: Seat, people: dict[int, str]) -> dict[str, Plain]:
    entry = said(person=people[row.person_id])
    if row.share != Share.SOLE:
        entry["share"] = row.share
    stands_for = people[row.stands_for_id] if row.stands_for_id else ""
    return entry | said(stands_for=stands_for) | _period(row, (seat.starts_on, seat.ends_on))
