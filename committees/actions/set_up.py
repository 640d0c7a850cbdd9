"""Setting up who may decide, as a file says it: levels, committees, remits, terms, people, seats, posts."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from committees.actions.found import Found, practices_named, providers_named
from committees.actions.keeping import Keeper, told_where
from committees.actions.places import add_places
from committees.files import schema as s
from committees.models import (
    Account,
    Appointment,
    Arrangement,
    Committee,
    Interest,
    Person,
    Post,
    Remit,
    Seat,
    TermsApproval,
    TermsOfReference,
)
from committees.models.bodies import usual_signatories
from committees.powers import appoint_to_post
from committees.terms import Share
from practices.dated import period_in_words


@transaction.atomic
def set_up_bodies(*, file: s.BodiesFile, by=None) -> tuple[Found, int]:
    """Add what the file says to the record: all of it or, with FileRefused, nothing.

    What is on record already and says the same is left alone. Gives back what the names stand for, and how many rows
    were added.
    """
    keeper, found = Keeper(by), Found.on_record()
    add_places(keeper, found, file)
    for levels in file.arrangements:
        _arrangements(keeper, found, file, levels)
    described = [(entry, _committee(keeper, found, file, entry)) for entry in file.committees]
    for entry, committee in described:
        for terms in entry.terms:
            _terms(keeper, found, file, terms, committee)
        for remit in entry.remits:
            _remits(keeper, found, file, remit, committee)
    for person in file.people:
        _person(keeper, found, person)
    for entry, committee in described:
        taken: set[int] = set()
        for place, seat in enumerate(entry.seats, start=1):
            _seat(keeper, found, seat, committee, order=place * 10, taken=taken)
    return found, keeper.added


def _arrangements(keeper: Keeper, found: Found, file: s.BodiesFile, entry: s.ArrangementEntry) -> None:
    for ccg in found.ccgs_named(entry, entry.ccgs):
        keeper.keep(
            entry,
            Arrangement,
            {"ccg": ccg, "starts_on": entry.starts_on},
            {
                "level": entry.level.value,
                "ends_on": entry.ends_on,
                "shadowing": entry.shadowing,
                "source": file.source(entry.source),
                "start_derived": entry.start_derived,
            },
        )


def _committee(keeper: Keeper, found: Found, file: s.BodiesFile, entry: s.CommitteeEntry) -> Committee:
    """The committee described; or one on record, where only its name and what is added to it are given."""
    if entry.kind is None and entry.established_on is None:
        return found.committee(entry, entry.name, "name")
    for name in ("kind", "ccgs", "established_on", "short_name"):
        if not getattr(entry, name):
            entry.refuse(
                f"A committee that is described needs {'its first day' if name == 'established_on' else name}. "
                "Give it; or give the name alone, if the committee is on record already."
            )
    committee = keeper.keep(
        entry,
        Committee,
        {"name": entry.name},
        {
            "short_name": entry.short_name,
            "kind": entry.kind,
            "reports_to": found.committee(entry, entry.reports_to, "reports_to") if entry.reports_to else None,
            "established_on": entry.established_on,
            "stood_down_on": entry.stood_down_on,
            "source": file.source(entry.source),
            "made_up": entry.made_up,
        },
        m2m={"ccgs": found.ccgs_named(entry, entry.ccgs)},
    )
    if committee not in found.committees.get(committee.name, []):
        found.add_committee(committee)
    return committee


#: Fields of terms that stand in the file as they stand in the row.
SAME_IN_TERMS = (
    *("version", "nhs_england_casting_vote", "nhs_england_veto", "veto_working_days", "nhs_england_seat_votes"),
    *("veto_holder", "veto_alternate", "by_correspondence", "may_meet_remotely"),
    *("chair_second_vote", "may_invite_members", "others_may_speak", "lmc_standing", "urgent_signatories"),
    *("notice_working_days", "papers_working_days", "private_part", "made_up"),
)


def _terms(keeper: Keeper, found: Found, file: s.BodiesFile, entry: s.TermsEntry, committee: Committee) -> None:
    first, last = _dates(entry, committee)
    quorum = entry.quorum
    terms = keeper.keep(
        entry,
        TermsOfReference,
        {"committee": committee, "starts_on": first},
        {name: getattr(entry, name) for name in SAME_IN_TERMS}
        | {
            "ends_on": last,
            "source": file.source(entry.source),
            "majority": entry.majority.value,
            "recordings": [recording.value for recording in entry.recordings],
            "default_handling": entry.default_handling.value if entry.default_handling else "",
            "category_handling": {name: handling.value for name, handling in entry.category_handling.items()},
            "quorum_text": quorum.text,
            "quorum_minimum": quorum.minimum,
            "quorum_counts_non_voting": quorum.counts_non_voting,
            "quorum_each_ccg": quorum.each_ccg,
            "quorum_lay_executive_majority": quorum.lay_executive_majority,
            "quorum_slots": [_place(found, place) for place in quorum.places],
            "urgent_slots": (
                usual_signatories()
                if entry.urgent_slots is None
                else [_place(found, each) for each in entry.urgent_slots]
            ),
        },
    )
    for approval in entry.approvals:
        keeper.keep(approval, TermsApproval, {"terms": terms, "body": approval.body}, {"approved_on": approval.on})


def _place(found: Found, entry: s.SeatKindEntry) -> dict:
    """A place of the quorum as the terms keep it: its CCGs by code, however the file names them."""
    data = entry.model_dump(mode="json", exclude_none=True)
    if entry.ccgs:
        data["ccgs"] = [ccg.ods_code for ccg in found.ccgs_named(entry, entry.ccgs)]
    if isinstance(entry, s.PlaceEntry) and entry.any_of:
        data["any_of"] = [_place(found, kind) for kind in entry.any_of]
    return data


def _dates(entry: s.TermsEntry | s.SeatEntry, committee: Committee) -> tuple[date, date | None]:
    """First and last day of what belongs to a committee: as given, or the committee's own; never outside its time."""
    first, last = entry.starts_on or committee.established_on, entry.ends_on or committee.stood_down_on
    existence = period_in_words(committee.established_on, committee.stood_down_on)
    if not committee.exists_on(first):
        entry.refuse(f"{committee} does not exist on this day, but {existence}. Give a day in that time.", "from")
    if last is not None and last >= first and not committee.exists_on(last):
        entry.refuse(f"{committee} does not exist on this day, but {existence}. Give a day in that time.", "to")
    return first, last


def _remits(keeper: Keeper, found: Found, file: s.BodiesFile, entry: s.RemitEntry, committee: Committee) -> None:
    ccgs = found.ccgs_named(entry, entry.ccgs) if entry.ccgs else list(committee.ccgs.all())
    starts_on = entry.starts_on or committee.established_on
    for ccg in ccgs:
        for function in entry.functions:
            keeper.keep(
                entry,
                Remit,
                {"committee": committee, "function": function.value, "ccg": ccg, "starts_on": starts_on},
                {"ends_on": entry.ends_on or committee.stood_down_on, "source": file.source(entry.source)},
            )


def _person(keeper: Keeper, found: Found, entry: s.PersonEntry) -> None:
    called = entry.known_as or entry.name
    if called in found.people:
        entry.refuse(f"{called} stands among the people twice. Keep one; seats name a person as often as needed.")
    account = _account(keeper, entry.account, entry.name) if entry.account else None
    person = _person_on_record(entry, account, found)
    if person is None:
        person = Person(name=entry.name, made_up=entry.made_up, account=account)
        with told_where(entry):
            person.full_clean()
        keeper.save(entry, person)
    found.people[called] = person
    for post in entry.posts:
        _posts(keeper, found, post, entry, account)
    for interest in entry.interests:
        _interest(keeper, interest, person)


def _person_on_record(entry: s.PersonEntry, account: Account | None, found: Found) -> Person | None:
    """By account where one is given; else by name, which must be one person's only."""
    if account is not None and entry.account is not None:
        person = Person.objects.filter(account=account).first()
        if person is not None and person.name != entry.name:
            entry.account.refuse(
                f"The account {account.username} belongs to {person}, not to {entry.name}. Correct one of the two.",
                "username",
            )
        return person
    people = list(Person.objects.filter(name=entry.name, made_up=entry.made_up))
    if entry.known_as:
        if set(people) - set(found.people.values()):
            entry.refuse(f"Two people of this file are called {entry.name}, and somebody on record is: nobody can tell "
                         "which of the two. Give them accounts.", "name")  # fmt: skip
        return None
    if len(people) > 1:
        entry.refuse(f"More than one person on record is called {entry.name}. Give the account of the one meant.")
    return people[0] if people else None


def _account(keeper: Keeper, entry: s.AccountEntry, name: str) -> Account:
    account = Account.objects.filter(username=entry.username).first()
    if account is None:
        first, _, last = name.rpartition(" ")
        account = Account(
            username=entry.username,
            first_name=first,
            last_name=last,
            demo_role=entry.demo_role,
            demo_order=entry.demo_order,
        )
        account.set_unusable_password()
        with told_where(entry):
            account.full_clean()
        account.save()
        keeper.added += 1
    return account


def _posts(keeper: Keeper, found: Found, entry: s.PostEntry, person: s.PersonEntry, account: Account | None) -> None:
    if account is None:
        entry.refuse(f"A post is held by an account, and {person.name} has none. Give them an account.")
    for place, name in enumerate(entry.committees):
        committee = found.committee(entry, name, "committees", place)
        held = {"account": account, "committee": committee, "kind": entry.kind.value, "starts_on": entry.starts_on}
        if not Post.objects.filter(**held).exists():
            with told_where(entry):
                appoint_to_post(
                    account=account,
                    committee=committee,
                    kind=entry.kind,
                    starts_on=entry.starts_on,
                    ends_on=entry.ends_on,
                    office=entry.office,
                )
            keeper.added += 1


def _interest(keeper: Keeper, entry: s.InterestEntry, person: Person) -> None:
    same = ("relationship", "organisation", "category", "mitigation", "ends_on", "declared_on")
    given = {"providers": providers_named(entry, entry.providers)} if entry.providers else {}
    keeper.keep(
        entry,
        Interest,
        {"person": person, "nature": entry.nature, "starts_on": entry.starts_on},
        {name: getattr(entry, name) for name in same}
        | {"type": entry.type.value, "directness": entry.directness.value},
        m2m={"practices": practices_named(entry, entry.practices)} | given,
    )


def _seat(
    keeper: Keeper, found: Found, entry: s.SeatEntry, committee: Committee, *, order: int, taken: set[int]
) -> None:
    first, last = _dates(entry, committee)
    seat = keeper.keep(
        entry,
        Seat,
        {"committee": committee, "title": entry.title, "starts_on": first},  # two may have one title: in their order
        {
            "office": entry.office.value,
            "standing": entry.standing.value,
            "represents": entry.represents.value,
            "ccg": found.ccg(entry, entry.ccg, "ccg") if entry.ccg else None,
            "counts_as": entry.counts_as.value,
            "clinical": entry.clinical,
            "ends_on": last,
            "order": order,
        },
        but=taken,
    )
    taken.add(seat.pk)
    seen: set[tuple] = set()
    for holder in entry.holders:
        if (holder.person, holder.starts_on) in seen:
            holder.refuse(f"{holder.person} is put into this seat twice from the same day. Take one out.", "person")
        seen.add((holder.person, holder.starts_on))
        _holder(keeper, found, holder, entry, seat)


def _holder(keeper: Keeper, found: Found, entry: s.HolderEntry, around: s.SeatEntry, seat: Seat) -> None:
    first, last = entry.starts_on or seat.starts_on, entry.ends_on or seat.ends_on
    there = period_in_words(seat.starts_on, seat.ends_on)
    if not seat.is_in_force_on(first):
        entry.refuse(f"The seat is not there on this day, but {there}. Give a day in that time.", "from")
    if last is not None and last >= first and not seat.is_in_force_on(last):
        entry.refuse(f"The seat is not there on this day, but {there}. Give a day in that time.", "to")
    holders = {each.person for each in around.holders if each.share is not Share.DEPUTY}
    if entry.stands_for and entry.stands_for not in holders:
        entry.refuse(f"{entry.stands_for} does not hold this seat. Name the member for whom this deputy stands.",
                     "stands_for")  # fmt: skip
    keeper.keep(
        entry,
        Appointment,
        {"seat": seat, "person": found.person(entry, entry.person, "person"), "starts_on": first},
        {
            "share": entry.share.value,
            "stands_for": found.person(entry, entry.stands_for, "stands_for") if entry.stands_for else None,
            "ends_on": last,
        },
    )
