"""The demonstration's routes besides a vote: limits, and what was done between meetings up to its day.

Everything goes through the actions by which people do it on the site, each by the account of whom it tells, at the time of
which it tells, or at noon of that day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from cocomm.demo.routes_file import (
    AdviceEntry,
    ConsentEntry,
    DelegationEntry,
    DoneEntry,
    MatterEntry,
    PanelEntry,
    PartFacts,
    RoutesFile,
    SignOffEntry,
)
from committees.actions import Found, set_up_bodies
from committees.files.entries import entries
from committees.files.reading import read
from committees.models import Account, Committee, ConsentRule, Delegation, Person, Seat
from committees.powers import Actor, actor_for
from committees.terms import AdviserRole
from decisions.actions.outside.consent import ask_consent
from decisions.actions.outside.consulting import consult, decide, respond
from decisions.actions.outside.information import ask_information
from decisions.actions.outside.matters import raise_matter
from decisions.actions.outside.officers import decide_as_officer
from decisions.actions.outside.panel import advise, call_panel, name_adviser
from decisions.actions.outside.procurement import sign_off
from decisions.actions.outside.reporting import report_decision
from decisions.actions.outside.urgency import Signed, take_chairs_action
from decisions.kinds_in_files import facts_kept
from decisions.models import Matter
from decisions.procurement.listing import entries_before
from practices import clock
from practices.models import Practice

ROUTES = Path(__file__).with_name("routes.yaml")
NOON = time(12)


def load_routes(path: Path = ROUTES) -> None:
    """Load them, after the worlds. Nothing in the file is left out, or it raises."""
    file = entries(RoutesFile, read(path.name, path.read_bytes()))
    found, _ = set_up_bodies(file=file)
    for line in file.delegations:
        _delegation(file, found, line)
    for rule in file.consents:
        _consent(file, found, rule)
    for matter in file.matters:
        _Matter(found, matter).tell()
    for entry in file.sign_offs:
        _sign_off(found, entry)


def _delegation(file: RoutesFile, found: Found, entry: DelegationEntry) -> None:
    committee = found.committee(entry, entry.committee, "committee")
    _save(
        Delegation(
            seat=_seat(committee, entry.seat, entry.starts_on),
            kind=entry.kind,
            up_to=entry.up_to,
            starts_on=entry.starts_on,
            ends_on=entry.ends_on,
            source=file.source(entry.source),
            made_up=True,
        )
    )


def _consent(file: RoutesFile, found: Found, entry: ConsentEntry) -> None:
    _save(
        ConsentRule(
            ccg=found.ccg(entry, entry.ccg, "ccg"),
            kind=entry.kind,
            above=entry.above,
            starts_on=entry.starts_on,
            ends_on=entry.ends_on,
            source=file.source(entry.source),
            made_up=True,
        )
    )


def _sign_off(found: Found, entry: SignOffEntry) -> None:
    """Every decision on the matter goes into the register of procurement decisions."""
    committee, matter = found.committee(entry, entry.committee, "committee"), Matter.objects.get(title=entry.title)
    for each in entries_before(committee.pk, matter, entry.on):
        sign_off(
            actor=_actor(entry.by, entry.on),
            committee=committee.pk,
            matter=matter.pk,
            of=each.of,
            when=_then(entry.on, entry.at),
        )


def _save(row) -> None:
    row.full_clean()
    row.save()


class _Matter:
    """A matter, raised, and what is done about it in the order of its days."""

    def __init__(self, found: Found, entry: MatterEntry):
        self.found, self.entry = found, entry
        self.committee = found.committee(entry, entry.committee, "committee")

    def tell(self) -> None:
        entry = self.entry
        self.matter = self._raised()
        if entry.consulted is not None:
            self._consulted()
        if entry.decided is not None:
            told = {"text": entry.decided.text, "reason": entry.decided.reason, "how_taken": entry.decided.how_taken}
            decide(**self._on(entry.decided), **told)
        if entry.chairs_action is not None:
            self._chairs_action()
        if entry.officer is not None:
            self._officer()
        if entry.information is not None:
            asked = entry.information
            ask_information(**self._on(asked), text=asked.text, due_on=asked.due)

        if entry.panel is not None:
            self._panel(entry.panel, entry.advice)
        if entry.consent_asked is not None:
            ask_consent(**self._on(entry.consent_asked), text=entry.consent_asked.text)

    def _raised(self) -> Matter:
        entry = self.entry
        row = raise_matter(
            actor=_actor(entry.by, entry.raised),
            committee=self.committee.pk,
            title=entry.title,
            summary=entry.summary,
            function=entry.function,
            text=entry.text,
            kind=entry.kind,
            value=entry.value,
            ccgs=[ccg.pk for ccg in self.found.ccgs_named(entry, entry.ccgs)],
            practices=[Practice.objects.get(ods_code=code).pk for code in entry.practices],
        )
        row.made_up = True  # also where the committee is real
        row.raised_on = entry.raised
        row.facts = self._facts(entry)
        row.save()
        recorded_on(row, entry.raised)
        if entry.part_facts is not None:
            part = row.limbs.get()
            part.facts = self._facts(entry.part_facts, part=True)
            part.save()
        return row

    def _facts(self, told: MatterEntry | PartFacts, *, part: bool = False) -> dict:
        day = self.entry.raised
        return facts_kept(told, self.entry.kind, told.facts, part=part, found=self.found, day=day)

    def _consulted(self) -> None:
        asked, answer = self.entry.consulted, self.entry.response
        row = consult(
            **self._on(asked),
            ccg=self.found.ccg(asked, asked.ccg, "ccg").pk,
            text=asked.text,
            respond_by=asked.respond_by,
        )
        if answer is not None:
            respond(
                actor=_actor(answer.by, answer.on),
                consultation=row.pk,
                text=answer.text,
                when=_then(answer.on, answer.at),
            )

    def _chairs_action(self) -> None:
        told = self.entry.chairs_action
        signed = [
            Signed(seat=_seat(self.committee, each.seat, told.on).pk, person=_person(each.person), how=each.how)
            for each in told.signed
        ]
        row = take_chairs_action(
            **self._on(told),
            text=told.text,
            reason=told.reason,
            members_asked=told.members_asked,
            signed=signed,
        )
        if self.entry.reported is not None:
            reported = self.entry.reported
            report_decision(**self._on(reported), decision=row.pk)

    def _officer(self) -> None:
        told = self.entry.officer
        decide_as_officer(
            **self._on(told),
            seat=_seat(self.committee, told.seat, told.on).pk,
            officer=_person(told.person),
            text=told.text,
            reason=told.reason,
        )

    def _panel(self, told: PanelEntry, advice: AdviceEntry | None) -> None:
        on = self._on(told)
        panel = self.found.committee(told, told.panel, "panel").pk
        row = call_panel(**on, panel=panel, ground=told.ground, question=told.text)
        for name in told.peers:
            name_adviser(**on, referral=row.pk, person=_person(name), role=AdviserRole.PEER)
        if advice is not None:
            said = {"recommendation": advice.text, "reasons": advice.reason, "adviser": _person(advice.adviser)}
            advise(**self._on(advice), referral=row.pk, **said)

    def _on(self, done: DoneEntry) -> dict:
        """What every act says: by whom, in whose book, on which matter, when."""
        return {
            "actor": _actor(done.by, done.on),
            "committee": self.committee.pk,
            "matter": self.matter.pk,
            "when": _then(done.on, done.at),
        }


def recorded_on(row, day: date) -> None:
    """Date the rows of the history of what was just written: it tells of a day before the demonstration's."""
    for each in row.history.all():
        each.history_date = _then(day)
        each.save()


def _then(day: date, at: time | None = None) -> datetime:
    return datetime.combine(day, at or NOON, tzinfo=clock.LONDON).astimezone(UTC)


def _actor(username: str, day: date) -> Actor:
    return actor_for(Account.objects.select_related("person").get(username=username), day)


def _seat(committee: Committee, title: str, day: date) -> Seat:
    return Seat.objects.in_force_on(day).get(committee=committee, title=title)


def _person(name: str) -> int:
    return Person.objects.get(name=name, made_up=True).pk
