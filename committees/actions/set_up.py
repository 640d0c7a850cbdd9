"""Setting up who may decide, as a file says it: levels, committees, remits, terms, people, seats, posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from committees.actions.keeping import Keeper, told_where
from committees.files import schema as s
from committees.files.entries import Entry
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
from committees.powers import appoint_to_post
from practices.models import CCG, Practice


@dataclass
class Found:
    """What the names in a file stand for: looked up once, and added to as the file goes on."""

    ccgs: dict[str, CCG] = field(default_factory=dict)
    committees: dict[str, list[Committee]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    @classmethod
    def on_record(cls) -> Found:
        """Everything that may be named: two queries."""
        found = cls()
        for ccg in CCG.objects.all():
            found.ccgs[ccg.ods_code] = found.ccgs[ccg.short_name] = ccg
        for committee in Committee.objects.all():
            found.add_committee(committee)
        return found

    def add_committee(self, committee: Committee) -> None:
        for name in {committee.name, committee.short_name}:
            self.committees.setdefault(name, []).append(committee)

    def ccgs_named(self, entry: Entry, names: Iterable[str], field_name: str = "ccgs") -> list[CCG]:
        return [self.ccg(entry, name, field_name, place) for place, name in enumerate(names)]

    def ccg(self, entry: Entry, name: str, *where: str | int) -> CCG:
        if name not in self.ccgs:
            entry.refuse(f"No CCG “{name}” is on record. Give its ODS code or its short name, as in Croydon.", *where)
        return self.ccgs[name]

    def committee(self, entry: Entry, name: str, *where: str | int) -> Committee:
        held = self.committees.get(name, [])
        if not held:
            entry.refuse(f"No committee “{name}” is on record or described above. Describe it first.", *where)
        if len(held) > 1:
            names = " and ".join(f"“{each.name}”" for each in held)
            entry.refuse(f"“{name}” is the short name of {names}. Give the full name.", *where)
        return held[0]

    def person(self, entry: Entry, name: str, *where: str | int) -> Person:
        if name not in self.people:
            entry.refuse(f"“{name}” is not among the people of this file. Add them to people.", *where)
        return self.people[name]


@transaction.atomic
def set_up_bodies(*, file: s.BodiesFile, by=None) -> tuple[Found, int]:
    """Add what the file says to the record: all of it or, with FileRefused, nothing.

    What is on record already and says the same is left alone. Gives back what the names stand for, and how many rows
    were added.
    """
    keeper, found = Keeper(by), Found.on_record()
    for entry in file.arrangements:
        _arrangements(keeper, found, file, entry)
    described = [(entry, _committee(keeper, found, file, entry)) for entry in file.committees]
    for entry, committee in described:
        for terms in entry.terms:
            _terms(keeper, file, terms, committee)
        for remit in entry.remits:
            _remits(keeper, found, file, remit, committee)
    for person in file.people:
        _person(keeper, found, person)
    for entry, committee in described:
        for place, seat in enumerate(entry.seats, start=1):
            _seat(keeper, found, seat, committee, order=place * 10)
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
            "kind": entry.kind.value,
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


def _terms(keeper: Keeper, file: s.BodiesFile, entry: s.TermsEntry, committee: Committee) -> None:
    same = {
        name: getattr(entry, name)
        for name in [
            "version",
            "nhs_england_casting_vote",
            "nhs_england_veto",
            "veto_working_days",
            "nhs_england_seat_votes",
            "chair_second_vote",
            "others_may_speak",
            "lmc_standing",
            "urgent_signatories",
            "notice_working_days",
            "papers_working_days",
            "private_part",
            "made_up",
        ]
    }
    quorum = entry.quorum
    terms = keeper.keep(
        entry,
        TermsOfReference,
        {"committee": committee, "starts_on": entry.starts_on or committee.established_on},
        same
        | {
            "ends_on": entry.ends_on or committee.stood_down_on,
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
            "quorum_slots": [place.model_dump(mode="json", exclude_none=True) for place in quorum.places],
        },
    )
    for approval in entry.approvals:
        keeper.keep(approval, TermsApproval, {"terms": terms, "body": approval.body}, {"approved_on": approval.on})


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
    if entry.name in found.people:
        entry.refuse(f"{entry.name} stands among the people twice. Keep one; seats name a person as often as needed.")
    account = _account(keeper, entry.account, entry.name) if entry.account else None
    person = Person.objects.filter(account=account).first() if account else None
    if person is None:
        key = {"name": entry.name, "made_up": entry.made_up, "account": account}
        person = keeper.keep(entry, Person, key, {})
    elif person.name != entry.name:
        entry.account.refuse(f"The account {account.username} belongs to {person}, not to {entry.name}.", "username")
    found.people[entry.name] = person
    for post in entry.posts:
        _posts(keeper, found, post, entry, account)
    for interest in entry.interests:
        _interest(keeper, interest, person)


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
                )
            keeper.added += 1


def _interest(keeper: Keeper, entry: s.InterestEntry, person: Person) -> None:
    same = ["relationship", "organisation", "category", "mitigation", "ends_on", "declared_on"]
    keeper.keep(
        entry,
        Interest,
        {"person": person, "nature": entry.nature, "starts_on": entry.starts_on},
        {name: getattr(entry, name) for name in same}
        | {"type": entry.type.value, "directness": entry.directness.value},
        m2m={"practices": practices_named(entry, entry.practices)},
    )


def practices_named(entry: Entry, codes: list[str]) -> list[Practice]:
    """The practices with these ODS codes. One query, none where there are no codes."""
    held = Practice.objects.in_bulk(codes, field_name="ods_code") if codes else {}
    for place, code in enumerate(codes):
        if code not in held:
            entry.refuse(f"No practice {code} is on record. Import the practices first, or correct the ODS code.",
                         "practices", place)  # fmt: skip
    return [held[code] for code in codes]


def _seat(keeper: Keeper, found: Found, entry: s.SeatEntry, committee: Committee, *, order: int) -> None:
    starts_on = entry.starts_on or committee.established_on
    ends_on = entry.ends_on or committee.stood_down_on
    seat = keeper.keep(
        entry,
        Seat,
        {"committee": committee, "title": entry.title, "starts_on": starts_on},
        {
            "office": entry.office.value,
            "standing": entry.standing.value,
            "represents": entry.represents.value,
            "ccg": found.ccg(entry, entry.ccg, "ccg") if entry.ccg else None,
            "counts_as": entry.counts_as.value,
            "clinical": entry.clinical,
            "ends_on": ends_on,
            "order": order,
        },
    )
    seen: set[tuple] = set()
    for holder in entry.holders:
        key = (holder.person, holder.starts_on)
        if key in seen:
            holder.refuse(f"{holder.person} is put into this seat twice from the same day. Take one out.", "person")
        seen.add(key)
        keeper.keep(
            holder,
            Appointment,
            {
                "seat": seat,
                "person": found.person(holder, holder.person, "person"),
                "starts_on": holder.starts_on or starts_on,
            },
            {
                "share": holder.share.value,
                "stands_for": found.person(holder, holder.stands_for, "stands_for") if holder.stands_for else None,
                "ends_on": holder.ends_on or ends_on,
            },
        )
