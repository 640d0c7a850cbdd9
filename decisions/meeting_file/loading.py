"""Taking a meeting file into the record: everything in one transaction, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from django.db import DataError, IntegrityError, transaction

from committees.actions import Found, set_up_bodies
from committees.actions.found import practices_named, providers_named
from committees.actions.keeping import Keeper, told_where
from committees.files import FileRefused, Problem
from committees.files.entries import entries
from committees.files.reading import read
from committees.models import Meeting, Sitting
from committees.terms import VERBS_WITHOUT_VOTE, ConditionState, Function
from decisions.actions import put_on_agenda
from decisions.actions.matching import recheck
from decisions.journal.reading import invite, shown_by_registers, take_back
from decisions.kinds_in_files import facts_kept, refuse_wrong
from decisions.meeting_file.compared import recorded_differently
from decisions.meeting_file.differences import differences, not_told_of
from decisions.meeting_file.recording import record_meeting
from decisions.meeting_file.schema import ItemEntry, MeetingEntry, MeetingFile, PartEntry
from decisions.models import Limb, LimbCondition, Matter, Paper, Presenter
from practices import clock


@dataclass
class Report:
    """What a file did, or with a check would do."""

    file: str
    digest: str
    changed: bool = False
    rows_added: int = 0
    meetings: list[Meeting] = field(default_factory=list)


def digest_of(content: bytes) -> str:
    """What tells one version of a file from another."""
    return hashlib.sha256(content).hexdigest()


@transaction.atomic
def import_meeting_files(
    files: Iterable[tuple[str, bytes]],
    *,
    by=None,
    check: bool = False,
    after: Callable[[Report], None] | None = None,
) -> list[Report]:
    """Take files (name, content) into the record in their order: all of them or, with FileRefused, none.

    With ``check`` everything is tried and then undone. ``after`` is told of each file once it is taken, and may read
    from the record what it came to, before that is undone.
    """
    reports = []
    for name, content in files:
        reports.append(import_meeting_file(name=name, content=content, by=by))
        if after is not None:
            after(reports[-1])
    if check:
        transaction.set_rollback(True)
    return reports


def import_meeting_file(*, name: str, content: bytes, by=None) -> Report:
    """Take a meeting file into the record.

    The same file again changes nothing. Raises FileRefused with line, field and reason for each thing that is wrong,
    and for a file whose meeting is on record from another version of it.
    """
    try:
        with transaction.atomic():
            return _import(name, content, by)
    except (IntegrityError, DataError) as error:  # what no rule of the code has caught before
        why = str(error).strip().splitlines()
        raise FileRefused(
            [Problem(name, None, "", f"The database refuses this: {why[0] if why else error!r}")]
        ) from error


def _import(name: str, content: bytes, by) -> Report:
    digest = digest_of(content)
    held = list(Meeting.objects.filter(imported_digest=digest).order_by("date"))
    if held:
        return Report(name, digest, meetings=held)
    file = entries(MeetingFile, read(name, content))
    for meeting in file.meetings:
        _refuse_another_version(file, meeting, digest, by)
    found, added = set_up_bodies(file=file, by=by)
    meetings = [_Meeting(file, meeting, found, digest, by).load() for meeting in file.meetings]
    return Report(name, digest, changed=True, rows_added=added, meetings=meetings)


def _refuse_another_version(file: MeetingFile, entry: MeetingEntry, digest: str, by) -> None:
    held = Meeting.objects.filter(title=entry.title, date=entry.date).first()
    if held is None:
        return
    come_from = (
        f"from {held.imported_from}, in another version (digest {held.imported_digest[:12]}; this one {digest[:12]})"
        if held.imported_digest
        else "and came from no file"
    )
    raise FileRefused(
        [
            entry.problem(
                f"This meeting is on record already, {come_from}. A file does not change a meeting on record: "
                "give the meeting another title or date, or correct it on its own pages.",
                "title",
            ),
            *differences(held, file, entry),
            *recorded_differently(held, entry, lambda: _taken_again(file, entry, digest, by)),
        ]
    )


def _taken_again(file: MeetingFile, entry: MeetingEntry, digest: str, by) -> Meeting:
    """The file's meeting beside the one on record, to compare the two."""
    found, _ = set_up_bodies(file=file, by=by)
    return _Meeting(file, entry, found, digest, by).load()


class _Meeting:
    """One meeting of a file on its way into the record."""

    def __init__(self, file: MeetingFile, entry: MeetingEntry, found: Found, digest: str, by):
        self.file = file
        self.entry = entry
        self.found = found
        self.digest = digest
        self.keeper = Keeper(by)
        self.sittings: dict[int, Sitting] = {}

    def load(self) -> Meeting:
        entry = self.entry
        same = ("title", "date", "place", "remote", "by_correspondence", "in_public", "private_reason", "published")
        same += ("about", "made_up")
        if entry.starts_at is None and not entry.has_record:
            entry.refuse("This field is needed here and is missing.", "starts")
        self.meeting = Meeting(
            **{name: getattr(entry, name) for name in same},
            starts_at=entry.starts_at or time(0),
            source=self.file.source(entry.source),
            not_told=not_told_of(entry),
            convened_by=self.found.committee(entry, entry.convened_by, "convened_by"),
            imported_from=entry.file_name[-200:],
            imported_digest=self.digest,
        )
        self._add(entry, self.meeting)
        for place, name in enumerate(entry.sittings):
            self._sitting(place, name)
        for item in entry.items:
            self._item(item)
        exported = bool(entry.acts) or entry.exported is not None
        if entry.has_record and exported:
            entry.refuse("What happened is told here and under acts: give one of the two.", "acts")
        if entry.has_record:
            record_meeting(meeting=self.meeting, entry=entry, found=self.found, source=self.file.source)
        if exported:
            take_back(meeting=self.meeting, entry=entry, found=self.found)
        if not entry.has_record and not exported:
            recheck(list(self.meeting.items.values_list("pk", flat=True)))  # of what happened the file itself tells
        return self.meeting

    def _add(self, entry, row):
        with told_where(entry):
            row.full_clean()
        self.keeper.save(entry, row)
        return row

    def _sitting(self, place: int, name: str) -> None:
        committee = self.found.committee(self.entry, name, "sittings", place)
        if committee.pk in self.sittings:
            self.entry.refuse(f"{committee} sits in this meeting once. Take it out here.", "sittings", place)
        row = Sitting(meeting=self.meeting, committee=committee, order=(place + 1) * 10)
        try:
            self._add(self.entry, row)
        except FileRefused as refused:
            text = " ".join(problem.text for problem in refused.problems)
            self.entry.refuse(text, "sittings", place)
        self.sittings[committee.pk] = row

    def _item(self, entry: ItemEntry) -> None:
        if entry.number in {item.number for item in self.meeting.items.all()}:
            entry.refuse(f"Item {entry.number} stands on this agenda twice. Give it another number.", "number")
        matter = self._matter(entry)
        with told_where(entry):
            item = put_on_agenda(
                meeting=self.meeting,
                matter=matter,
                number=entry.number,
                purposes=self._purposes(entry, matter),
                private=entry.private,
                private_ground=entry.private_ground,
                urgent=entry.urgent,
                limbs=self._before(entry, matter),
                look=False,
            )
        for invited in entry.invited:
            invite(item, invited, self.found)
        for place, presenter in enumerate(entry.presenters):
            person = self.found.person(presenter, presenter.person, "person")
            if presenter.person in {each.person for each in entry.presenters[:place]}:
                presenter.refuse(f"{presenter.person} presents this item twice. Take one out.", "person")
            self._add(presenter, Presenter(item=item, person=person, role=presenter.role.value))
        for match in entry.matches:
            if self.entry.exported is None:
                match.refuse("What the registers showed comes with an exported record only. Take it out.")
            self._add(match, shown_by_registers(item, match, self.found))
        for paper in entry.papers:
            self._add(
                paper,
                Paper(
                    item=item,
                    title=paper.title,
                    text=paper.text,
                    access=paper.access.value,
                    added_at=_start_of(paper.published_on) if paper.published_on else clock.now(),
                ),
            )

    def _matter(self, entry: ItemEntry) -> Matter:
        matter = Matter(
            title=entry.title,
            summary=entry.summary,
            function=entry.function.value,
            kind=entry.kind,
            value=entry.value,
            applicant=practices_named(entry, [entry.applicant])[0] if entry.applicant else None,
            facts=self._facts(entry, entry.kind, part=False),
            merger=entry.merger,
            reach=entry.reach.value if entry.reach else "",
            made_up=self.entry.made_up if entry.made_up is None else entry.made_up,
        )
        self._add(entry, matter)
        matter.ccgs.set(self._ccgs(entry))
        matter.practices.set(practices_named(entry, entry.practices))
        if entry.providers:
            matter.providers.set(providers_named(entry, entry.providers))
        letters = [part.part for part in entry.decisions]
        if len(letters) > 1 and ("" in letters or len(set(letters)) < len(letters)):
            entry.refuse("A matter in several parts names each by a letter of its own: part: a, part: b.", "decisions")
        for part in entry.decisions:
            stated = self._facts(part, entry.kind, part=True)
            refuse_wrong(part if stated else entry, entry.kind, matter.facts, stated)
            limb = Limb(matter=matter, letter=part.part, text=part.text, verb=part.verb.value, facts=stated)
            self._conditions(part, self._add(part, limb))
        return matter

    def _facts(self, entry: ItemEntry | PartEntry, kind: str, *, part: bool) -> dict:
        return facts_kept(entry, kind, entry.facts, part=part, found=self.found, day=self.entry.date)

    def _conditions(self, part: PartEntry, limb: Limb) -> None:
        if part.conditions and part.verb in VERBS_WITHOUT_VOTE:
            part.refuse("What is noted or received takes no vote, and hangs on no condition.", "conditions")
        for number, told in enumerate(part.conditions, start=1):
            if told.awaits and told.who:
                told.refuse("Give the committee that is awaited, or who it is in words: one of the two.", "who")
            if told.state is not ConditionState.AWAITED and not self.entry.has_record:
                told.refuse("Nothing is decided yet, and so no condition is met or fails. Take it out.", "state")
            if told.due_on is not None and told.due_on < self.entry.date:
                told.refuse("The last day for a condition is the day of the meeting or later.", "by")
            if told.due_on is not None and told.within_days is not None:
                told.refuse("Give the last day, or the days after the meeting that approves: one of the two.", "by")
            awaits = self.found.committee(told, told.awaits, "awaits") if told.awaits else None
            self._add(
                told,
                LimbCondition(
                    limb=limb,
                    number=number,
                    text=told.text,
                    awaits=awaits,
                    who=told.who,
                    due_on=told.due_on,
                    within_days=told.within_days,
                ),
            )

    def _ccgs(self, entry: ItemEntry) -> list:
        """The CCGs concerned: those given, or all for which a committee sits; none for a committee's own business."""
        if entry.ccgs is not None:
            return self.found.ccgs_named(entry, entry.ccgs)
        if entry.function is Function.OWN_BUSINESS:
            return []
        return list({ccg.pk: ccg for row in self.sittings.values() for ccg in row.committee.ccgs.all()}.values())

    def _purposes(self, entry: ItemEntry, matter: Matter) -> dict:
        if entry.purposes is not None:
            return {
                self._sitting_named(entry, name, "purposes", name).pk: purpose
                for name, purpose in entry.purposes.items()
            }
        concerned = set(matter.ccgs.all())
        rows = [
            row
            for row in self.sittings.values()
            if entry.function is Function.OWN_BUSINESS or concerned & set(row.committee.ccgs.all())
        ]
        if not rows:
            entry.refuse("No committee that sits in this meeting is concerned. Correct the CCGs, or add the committee.")
        return {row.pk: entry.purpose for row in rows}

    def _before(self, entry: ItemEntry, matter: Matter) -> dict[int, set[int]] | None:
        """The parts before each sitting, where a part says before whom it is; None: all of them, before each."""
        if all(part.before is None for part in entry.decisions):
            return None
        found: dict[int, set[int]] = {row.pk: set() for row in self.sittings.values()}
        limbs = {limb.letter: limb.pk for limb in matter.limbs.all()}
        for part in entry.decisions:
            named = enumerate(part.before or ())
            rows = [self._sitting_named(part, name, "before", place) for place, name in named]
            for row in self.sittings.values() if part.before is None else rows:
                found[row.pk].add(limbs[part.part])
        return found

    def _sitting_named(self, entry: ItemEntry | PartEntry, name: str, *where: str | int) -> Sitting:
        committee = self.found.committee(entry, name, *where)
        if committee.pk not in self.sittings:
            entry.refuse(f"{committee} does not sit in this meeting. Add it to sittings first.", *where)
        return self.sittings[committee.pk]


def _start_of(day) -> datetime:
    """Nine in the morning of a day, in London."""
    return datetime.combine(day, time(9), tzinfo=clock.LONDON).astimezone(UTC)
