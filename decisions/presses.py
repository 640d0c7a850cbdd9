"""One press of the console: the form it sends and the action it calls. The sentence returned is shown when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from committees.powers import Actor
from committees.rights.words import people as people_words
from committees.terms import Act, Movement, Recording, RoomRole
from decisions import actions, forms
from decisions.answering import movement_words
from decisions.facts import load_record
from decisions.gate import may_in_meeting, require
from decisions.presses_of_conflicts import declare, declare_several, invite, refer, rule, rule_several
from decisions.presses_of_corrections import (
    add_attendance,
    correct_attendance,
    correct_counts,
    correct_declaration,
    correct_ruling,
    correct_vote,
    start_again,
    take_back,
    undeclare,
    undo_attendance,
)
from decisions.presses_of_shadows import shadow


@dataclass(frozen=True)
class Kind:
    """A kind of press. ``moves_on``: afterwards the console shows what is next, and not the item of the press."""

    form: type[forms.Press]
    run: Callable[..., str]
    moves_on: bool = False


def roll_call(actor: Actor, form) -> str:
    record = load_record(form.meeting)
    require(may_in_meeting(Act.RECORD_ATTENDANCE, actor, record))  # nobody may be left to record
    there = record.present()
    people = [person for person in form.cleaned_data["people"] if person not in there]
    if people:
        actions.record_attendance(
            actor=actor, meeting=form.meeting.pk, people=people, movement=Movement.CAME, when=form.when
        )
    here = "having answered" if form.meeting.by_correspondence else "here"
    return f"{people_words(len(people))} recorded as {here}."


def move(actor: Actor, form) -> str:
    movement, person = form.parts
    acts = actions.record_attendance(
        actor=actor, meeting=form.meeting.pk, people=[person], movement=movement, when=form.when
    )
    return f"{acts[0].person.name}: {movement_words(acts[0].movement, form.meeting)}."


def arrive(actor: Actor, form) -> str:
    said = form.cleaned_data
    act = actions.welcome(
        actor=actor, meeting=form.meeting.pk, name=said["name"], role=RoomRole(said["role"]), when=form.when
    )
    return f"{act.person.name}: {movement_words(act.movement, form.meeting)}, {RoomRole(act.role).label}."


def _step(action, *also: str) -> Callable[..., str]:
    """A step of the agenda; ``also``: what else of the form the action takes."""

    def run(actor: Actor, form) -> str:
        said = form.cleaned_data
        more = {name: said[name] for name in also}
        act = action(actor=actor, meeting=form.meeting.pk, item=said["item"], when=form.when, **more)
        return f"Item {act.item.number}: {act.get_step_display()}."

    return run


def reorder(actor: Actor, form) -> str:
    said = form.cleaned_data
    act = actions.move_item(
        actor=actor, meeting=form.meeting.pk, item=said["item"], after=said["after"], when=form.when
    )
    return f"Item {act.item.number} moved. Numbers stay as published."


def elect(actor: Actor, form) -> str:
    said = form.cleaned_data
    act = actions.elect_chair(
        actor=actor,
        meeting=form.meeting.pk,
        item=said["item"],
        sitting=said["sitting"],
        person=said["person"],
        when=form.when,
    )
    return f"{act.person.name} presides over this item."


def amend(actor: Actor, form) -> str:
    said = form.cleaned_data
    actions.amend_motion(
        actor=actor,
        resolutions=said["resolutions"],
        text=said["text"],
        verb=said["verb"],
        reason=said["reason"],
        conditions=said["conditions"],
        when=form.when,
    )
    return "The motion is amended. Its earlier words stay in the record."


def agree(actor: Actor, form) -> str:
    said = form.cleaned_data
    actions.agree(actor=actor, resolutions=said["resolutions"], recording=said["how"], when=form.when)
    return "Recorded. Read out the result, then announce it."


def open_vote(actor: Actor, form) -> str:
    actions.open_voting(
        actor=actor, resolutions=form.cleaned_data["resolutions"], recording=Recording.BY_NAME, when=form.when
    )
    return "Voting is open by name. Members may vote on their own devices."


def votes(actor: Actor, form) -> str:
    actions.record_votes(actor=actor, choices=form.cleaned_data["choices"], when=form.when)
    return "Votes recorded and voting closed."


def vote(actor: Actor, form) -> str:
    said = form.cleaned_data
    actions.vote(actor=actor, resolution=said["resolution"], seat=said["seat"], choice=said["choice"], when=form.when)
    return "Your vote is recorded."


def counts(actor: Actor, form) -> str:
    said = form.cleaned_data
    numbers = {name: said[name] for name in ("in_favour", "against", "abstained")}
    actions.record_counts(actor=actor, resolution=said["resolution"], **numbers, when=form.when)
    return "Counts recorded."


def casting(actor: Actor, form) -> str:
    said = form.cleaned_data
    actions.use_casting_vote(actor=actor, resolution=said["resolution"], choice=said["choice"], when=form.when)
    return "Recorded. Read out the result, then announce it."


def agreement(actor: Actor, form) -> str:
    said = form.cleaned_data
    actions.give_agreement(
        actor=actor, resolution=said["resolution"], given=said["given"], reason=said["reason"], when=form.when
    )
    return "NHS England's answer is recorded."


def announce(actor: Actor, form) -> str:
    said = form.cleaned_data
    acts = actions.announce(
        actor=actor, resolutions=said["resolutions"], reason=said["reason"], seen=said["result"], when=form.when
    )
    return "Announced: " + " ".join(act.sentence for act in acts)


def withdraw(actor: Actor, form) -> str:
    said = form.cleaned_data
    actions.withdraw_motion(actor=actor, resolutions=said["resolutions"], reason=said["reason"], when=form.when)
    return "The motion is withdrawn."


def defer(actor: Actor, form) -> str:
    said = form.cleaned_data
    actions.defer_item(
        actor=actor,
        meeting=form.meeting.pk,
        item=said["item"],
        sittings=said["sittings"],
        to_meeting=said["to_meeting"],
        to_date=said["to_date"],
        reason=said["reason"],
        asked_for=said["asked_for"],
        not_before=said["not_before"],
        when=form.when,
    )
    return "Deferred."


def urgent(actor: Actor, form) -> str:
    said = form.cleaned_data
    item = actions.add_urgent_item(
        actor=actor,
        meeting=form.meeting.pk,
        title=said["title"],
        function=said["function"],
        ccgs=list(said["ccgs"]),
        text=said["text"],
        verb=said["verb"],
        reason=said["reason"],
        when=form.when,
    )
    return f"Item {item.number} added to the agenda as urgent."


def close(actor: Actor, form) -> str:
    acts = actions.close_sitting(
        actor=actor, meeting=form.meeting.pk, sittings=form.cleaned_data["sittings"], when=form.when
    )
    return f"Closed: {', '.join(act.sitting.committee.short_name for act in acts)}. The minutes print the seal."


KINDS: dict[str, Kind] = {
    "roll-call": Kind(forms.RollCall, roll_call),
    "move": Kind(forms.Move, move),
    "arrive": Kind(forms.Arrival, arrive),
    "undo-attendance": Kind(forms.OnEntry, undo_attendance, moves_on=True),
    "add-attendance": Kind(forms.AddAttendance, add_attendance),
    "correct-attendance": Kind(forms.CorrectAttendance, correct_attendance, moves_on=True),
    "begin": Kind(forms.ItemPress, _step(actions.begin_item), moves_on=True),
    "finish": Kind(forms.ItemPress, _step(actions.finish_item), moves_on=True),
    "skip": Kind(forms.ItemPress, _step(actions.skip_item, "reason"), moves_on=True),
    "adjourn": Kind(forms.ItemPress, _step(actions.adjourn_item, "reason"), moves_on=True),
    "reorder": Kind(forms.ItemPress, reorder),
    "declare": Kind(forms.Declare, declare),
    "undeclare": Kind(forms.OnEntry, undeclare),
    "correct-declaration": Kind(forms.CorrectDeclaration, correct_declaration),
    "correct-ruling": Kind(forms.CorrectRuling, correct_ruling),
    "rule": Kind(forms.Rule, rule),
    "declare-several": Kind(forms.DeclareSeveral, declare_several),
    "rule-several": Kind(forms.RuleSeveral, rule_several),
    "elect": Kind(forms.Elect, elect),
    "amend": Kind(forms.Amend, amend),
    "agree": Kind(forms.Agree, agree),
    "open": Kind(forms.OnDecisions, open_vote),
    "votes": Kind(forms.Votes, votes),
    "vote": Kind(forms.OneVote, vote),
    "counts": Kind(forms.Counts, counts),
    "correct-vote": Kind(forms.OneVote, correct_vote),
    "correct-counts": Kind(forms.Counts, correct_counts),
    "start-again": Kind(forms.Agree, start_again),
    "casting": Kind(forms.Casting, casting),
    "agreement": Kind(forms.Agreed, agreement),
    "announce": Kind(forms.Announce, announce),
    "take-back": Kind(forms.OnDecisions, take_back),
    "withdraw": Kind(forms.OnDecisions, withdraw),
    "defer": Kind(forms.Defer, defer),
    "refer": Kind(forms.Refer, refer),
    "invite": Kind(forms.Invite, invite),
    "shadow": Kind(forms.Shadow, shadow),
    "urgent": Kind(forms.Urgent, urgent, moves_on=True),
    "close": Kind(forms.Close, close),
}
