"""What minutes need, in a fixed number of queries: the record, and the names that the record does not hold."""

from __future__ import annotations

from datetime import date

from committees.models import Account, Committee, Meeting
from committees.rights.words import day_words
from decisions.asked_for import asked_before
from decisions.awaited import article
from decisions.facts import Record, load_record
from decisions.minutes.invited import invited
from decisions.minutes.shapes import Names, PracticeNamed
from decisions.models import Link, Resolution
from decisions.returned import vetoed_before
from practices.models import Practice


def load(meeting: int) -> tuple[Record, Names]:
    """The record of a meeting and the names in it; Meeting.DoesNotExist if there is none."""
    record = load_record(meeting)
    return record, names_for(record)


def names_for(record: Record) -> Names:
    """At most eleven queries, whatever the size of the meeting."""
    return Names(
        accounts=_accounts(record),
        practices=_practices(record),
        meetings=_meetings(record),
        committees=_committees(record),
        invited=invited(record),
        closing_seals=_closing_seals(record),
        decisions=_decisions(record),
        vetoed=vetoed_before(record),
        asked=asked_before(record),
    )


def _accounts(record: Record) -> dict[int, str]:
    wanted = {act.recorded_by_id for act in record.acts} - {None}
    rows = Account.objects.filter(pk__in=wanted).select_related("person")
    return {account.pk: account.person.name if hasattr(account, "person") else str(account) for account in rows}


def _practices(record: Record) -> dict[int, tuple[PracticeNamed, ...]]:
    """The practices of each item, by the names and in the CCGs that they had on the day of the meeting."""
    of_item = {item.pk: [practice.pk for practice in item.matter.practices.all()] for item in record.items}
    wanted = {pk for pks in of_item.values() for pk in pks}
    rows = Practice.objects.filter(pk__in=wanted).with_dated_facts()
    named = {practice.pk: _named(practice, record.day) for practice in rows}
    return {item: tuple(named[pk] for pk in pks) for item, pks in of_item.items() if pks}


def _named(practice: Practice, day: date) -> PracticeNamed:
    ccg = practice.ccg_on(day)
    return PracticeNamed(f"{practice.name_on(day)} ({practice.ods_code})", ccg.ods_code if ccg else "")


def _meetings(record: Record) -> dict[int, str]:
    wanted = {act.to_meeting_id for item in record.items for act in item.deferrals} - {None}
    return {m.pk: f"{day_words(m.date)}, {m.title}" for m in Meeting.objects.filter(pk__in=wanted)}


def _committees(record: Record) -> dict[int, str]:
    """To which committees items were passed: no query where none was."""
    wanted = {act.passed_to_id for item in record.items for act in item.deferrals} - {None}
    rows = Committee.objects.filter(pk__in=wanted) if wanted else ()
    return {row.pk: article(row.name) for row in rows}


def _decisions(record: Record) -> dict[int, str]:
    """Whose decisions met a condition, and when: no query where none did."""
    every = (act for of in record.resolution_by_id.values() for act in of.condition_outcomes)
    wanted = {act.met_by_id for act in every} - {None}
    if not wanted:
        return {}
    rows = Resolution.objects.filter(pk__in=wanted).select_related("sitting__committee", "item__meeting")
    return {row.pk: decision_words(row) for row in rows}


def decision_words(row: Resolution) -> str:
    """The decision of the Governing Body of NHS Merton CCG of 14 April 2016, item 3."""
    return decision_named(row.sitting.committee.name, row.item.meeting.date, row.item.number)


def decision_named(committee: str, day: date, item: str) -> str:
    """The same, of a decision that need not be on record here."""
    return f"the decision of {article(committee)} of {day_words(day)}, item {item}"


def _closing_seals(record: Record) -> dict[int, str]:
    links = Link.objects.filter(sitting__in=list(record.sittings), kind="sittingclosed")
    return dict(links.values_list("sitting_id", "seal"))
