"""Writing a meeting up afterwards: who may, what there is to write up, what is done and what is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from committees.powers import Actor
from committees.rights.citations import RECORD
from committees.rights.reasons import Reason, Verdict
from committees.rights.words import day_words, people
from committees.terms import Act, Movement
from decisions.facts import ItemFacts, Record
from decisions.gate import may_in_meeting
from decisions.models.acts import Step
from decisions.readers import PRIVATE_ITEM, is_private, private_items_open_to


def may_hold_the_pen(actor: Actor, record: Record) -> Verdict:
    """Whether the account may run the meeting, or could before it was closed: it looks at console, sheet and write-up."""
    may_run = may_in_meeting(Act.RUN_AGENDA, actor, record)
    return Verdict.of(reason for reason in may_run.reasons if not reason.code.endswith(".sitting_closed"))


def may_write_up(actor: Actor, record: Record, today: date) -> Verdict:
    """The same, and the day of the meeting has come: nothing is written up before it happens."""
    verdict = may_hold_the_pen(actor, record)
    if not verdict or today >= record.day:
        return verdict
    text = (
        f"The meeting is on {day_words(record.day)}: it is written up on that day or after it. Until then its sheet "
        "can be printed."
    )
    return Verdict.of([Reason("write_up.before_the_day", text, RECORD)])


@dataclass(frozen=True)
class Task:
    """One line of the task list. ``state``: done, part, next, later or shut (not for this reader, or not yet)."""

    name: str
    state: str
    said: str
    item: int | None = None

    @property
    def opens(self) -> bool:
        return self.state != "shut"


@dataclass(frozen=True)
class Tasks:
    """Attendance first, then each item, then the close."""

    attendance: Task
    items: tuple[Task, ...]
    close: Task

    @property
    def next(self) -> Task | None:
        return next((task for task in (self.attendance, *self.items, self.close) if task.state == "next"), None)

    @property
    def done(self) -> int:
        return sum(task.state == "done" for task in (self.attendance, *self.items, self.close))

    @property
    def of(self) -> int:
        return len(self.items) + 2


def tasks(actor: Actor, record: Record) -> Tasks:
    """What there is to write up, in the order of the sheet."""
    opens = private_items_open_to(actor, record)
    there = attendance_recorded(record)
    attendance = Task("Who was there", "done" if there else "next", _people(record) if there else "Not written up yet")
    ahead = there
    items = []
    for item in record.items:
        task = _item(record, item, there, known=not is_private(record, item) or item.pk in opens, ahead=ahead)
        ahead = ahead and task.state != "next"
        items.append(task)
    if record.closed:
        close = Task("Close of the meeting", "done", "The meeting is closed")
    elif not there:
        close = Task("Close of the meeting", "shut", "Write up who was there first")
    else:
        close = Task("Close of the meeting", "next" if ahead else "later", "Not closed yet")
    return Tasks(attendance, tuple(items), close)


def _item(record: Record, item: ItemFacts, there: bool, *, known: bool, ahead: bool) -> Task:
    name = f"{item.number} {item.title}" if known else f"{item.number} {PRIVATE_ITEM}"
    if not known:
        return Task(name, "shut", "For those who may read it", item.pk)
    if not is_untouched(item):
        done = is_done(item)
        return Task(name, "done" if done else "part", "Recorded" if done else "Begun in the console", item.pk)
    if record.closed:
        return Task(name, "later", "Nothing recorded", item.pk)
    if not there:
        return Task(name, "shut", "Write up who was there first", item.pk)
    return Task(name, "next" if ahead else "later", "Not written up yet", item.pk)


def attendance_recorded(record: Record) -> bool:
    return any(act.movement != Movement.APOLOGIES for act in record.movements())


def is_untouched(item: ItemFacts) -> bool:
    """Whether nothing is recorded of an item: only then is it written up as a whole."""
    steps = [step for step in item.steps if step.step not in (Step.MOVED, Step.URGENT)]
    happened = any(resolution.acts for resolution in item.resolutions)
    return not (steps or happened or item.declarations or item.rulings or item.chairs_elected or item.deferrals)


def is_done(item: ItemFacts) -> bool:
    """Whether nothing of it is left hanging."""
    return item.deferred or item.status in (Step.FINISHED, Step.SKIPPED)


def _people(record: Record) -> str:
    came = {act.person_id for act in record.movements() if act.movement in (Movement.CAME, Movement.RETURNED)}
    return f"{people(len(came))} there"
