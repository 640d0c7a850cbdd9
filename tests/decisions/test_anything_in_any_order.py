"""Whatever is pressed, by whomever and in whatever order, is done whole or refused in words; the record stays whole."""

import random
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from committees.terms import (
    Choice,
    Directness,
    Function,
    Handling,
    InterestType,
    Movement,
    Recording,
    RoomRole,
    Verb,
)
from decisions import actions
from decisions.chain import verify_meeting
from decisions.facts import load_record
from decisions.gate import Refused
from decisions.models import Attendance, Declaration
from decisions.outcome import outcome_of, result_of, sentence_of, veto_of
from tests import world

ACTORS = ("secretary",) * 12 + ("lay_chair", "croydon_chair", "gp", "executive", "nhs_england", "superuser", "stranger")

OFTEN = ("do_open", "do_vote", "do_votes", "do_votes", "do_casting_vote", "do_correct_vote", "do_begin", "do_veto")


class Monkey:
    """Presses buttons by lot."""

    def __init__(self, cast, seed):
        self.cast, self.lot = cast, random.Random(seed)
        room = cast.meeting(items=2)
        for function in (Function.INCENTIVE_SCHEMES, Function.OTHER_CONTRACTORS, Function.PERFORMERS_LIST):
            matter = world.a_matter(str(function), [cast.merton.ccg, cast.croydon.ccg], function)
            room.items.append(world.put(room.meeting, matter))
        report = world.a_matter("Report", [cast.croydon.ccg], texts=("Note it.", "Note that."), verb=Verb.NOTE)
        room.items.append(world.put(room.meeting, report))
        room.arrive()
        room.begin()
        self.room = room
        self.actors = {name: cast.acting(name) for name in set(ACTORS)}
        self.done: list[str] = []

    def press(self, last=False):
        """One press by lot; the meeting may be closed by the ``last`` ones."""
        names = sorted(name for name in vars(type(self)) if name.startswith("do_") and (last or name != "do_close"))
        name = self.lot.choice([*names, *OFTEN])
        self.who = {"actor": self.actors[self.lot.choice(ACTORS)]}
        self.record = load_record(self.room.meeting.pk)
        try:
            with transaction.atomic():
                getattr(self, name)()
        except (Refused, ValidationError):
            return  # in words: anything else fails the test
        self.done.append(name)

    # What is chosen by lot

    @property
    def where(self):
        return {**self.who, "meeting": self.room.meeting.pk}

    @property
    def item(self):
        if self.record.current and self.lot.random() < 0.8:
            return self.record.current
        return self.lot.choice(self.record.items)

    @property
    def some_sittings(self):
        return self.lot.sample(sorted(self.record.sittings), self.lot.choice([1, 2]))

    @property
    def decisions(self):
        found = self.item.resolutions
        return [r.pk for r in self.lot.sample(found, self.lot.randint(1, len(found)))]

    @property
    def decision(self):
        return self.lot.choice(self.item.resolutions)

    @property
    def person(self):
        return self.lot.choice(self.room.everybody())

    def seat(self, decision):
        return self.lot.choice(decision.sitting.seats).id

    @property
    def why(self):
        return self.lot.choice(["", "a reason", "a reason"])

    # What may be pressed

    def do_move(self):
        people = [self.person for _ in range(self.lot.choice([1, 1, 3]))]
        actions.record_attendance(**self.where, people=people, movement=self.lot.choice(list(Movement)))

    def do_come_back(self):
        gone = [pk for pk in self.room.everybody() if pk not in self.record.present()]
        actions.record_attendance(**self.where, people=gone, movement=Movement.CAME)

    def do_welcome(self):
        name = self.lot.choice(["Pat Presenter", "", "Merton GP member"])
        actions.welcome(**self.where, name=name, role=RoomRole.PRESENTER)

    def do_correct_attendance(self):
        act = self.lot.choice(list(Attendance.objects.all()))
        actions.correct_attendance(**self.who, attendance=act, reason=self.why, void=self.lot.random() < 0.5)

    def do_begin(self):
        actions.begin_item(**self.where, item=self.item.pk)

    def do_begin_another(self):
        actions.begin_item(**self.where, item=self.lot.choice(self.record.items).pk)

    def do_finish(self):
        actions.finish_item(**self.where, item=self.item.pk)

    def do_skip(self):
        actions.skip_item(**self.where, item=self.item.pk, reason=self.why)

    def do_adjourn(self):
        actions.adjourn_item(**self.where, item=self.item.pk, reason=self.why)

    def do_reorder(self):
        after = self.lot.choice([None, *(item.pk for item in self.record.items)])
        actions.move_item(**self.where, item=self.item.pk, after=after)

    def do_defer(self):
        actions.defer_item(
            **self.where,
            item=self.item.pk,
            sittings=self.some_sittings,
            reason=self.why,
            to_date=self.lot.choice([None, world.DAY, date(2016, 5, 12)]),
        )

    def do_urgent(self):
        if len(self.record.items) < 9:
            ccgs = self.lot.sample([self.cast.merton.ccg, self.cast.croydon.ccg], self.lot.choice([0, 1, 2]))
            function = self.lot.choice(list(Function))
            actions.add_urgent_item(
                **self.where, title="Urgent", function=function, ccgs=ccgs, text="Do it.", reason=self.why
            )

    def do_declare(self):
        actions.declare_interest(
            **self.where,
            item=self.item.pk,
            people=[self.person],
            nature="a practice",
            type=InterestType.FINANCIAL,
            directness=Directness.DIRECT,
        )

    def do_undeclare(self):
        found = list(Declaration.objects.all())
        if found:
            actions.withdraw_declaration(**self.who, declaration=self.lot.choice(found), reason=self.why)

    def do_rule(self):
        people = [act.person_id for act in self.item.declared] or [self.person]
        actions.rule_on_conflict(
            **self.where,
            item=self.item.pk,
            sittings=self.some_sittings,
            people=people,
            handling=self.lot.choice(list(Handling)),
            reason=self.why,
        )

    def do_elect(self):
        actions.elect_chair(**self.where, item=self.item.pk, sitting=self.some_sittings[0], person=self.person)

    def do_amend(self):
        actions.amend_motion(
            **self.who, resolutions=self.decisions, text="Other words.", verb=self.lot.choice(list(Verb))
        )

    def do_agree(self):
        how = self.lot.choice([Recording.UNANIMOUS, Recording.CONSENSUS, Recording.COUNTS])
        actions.agree(**self.who, resolutions=self.decisions, recording=how)

    def do_open(self):
        actions.open_voting(**self.who, resolutions=self.decisions, recording=self.lot.choice(list(Recording)))

    def do_vote(self):
        decision = self.decision
        actions.vote(**self.who, resolution=decision.pk, seat=self.seat(decision), choice=self.lot.choice(list(Choice)))

    def do_votes(self):
        choices = {}
        for decision in self.lot.sample(self.item.resolutions, 1):
            seats = [e.seat_id for e in decision.voters] or [seat.id for seat in decision.sitting.seats[:9]]
            choices[decision.pk] = {seat: self.lot.choice([Choice.FOR, Choice.AGAINST]) for seat in seats}
        actions.record_votes(**self.who, choices=choices, close=self.lot.random() < 0.7)

    def do_counts(self):
        actions.record_counts(
            **self.who, resolution=self.decision.pk, in_favour=self.lot.randint(0, 5), against=self.lot.randint(-1, 5)
        )

    def do_correct_counts(self):
        actions.correct_counts(
            **self.who,
            resolution=self.decision.pk,
            in_favour=self.lot.randint(0, 5),
            against=self.lot.randint(0, 5),
            abstained=0,
            reason=self.why,
        )

    def do_correct_vote(self):
        decision = self.decision
        actions.correct_vote(
            **self.who,
            resolution=decision.pk,
            seat=self.seat(decision),
            choice=self.lot.choice(list(Choice)),
            reason=self.why,
        )

    def do_close_voting(self):
        actions.close_voting(**self.who, resolutions=self.decisions)

    def do_start_again(self):
        how = self.lot.choice(list(Recording))
        actions.start_again(**self.who, resolutions=self.decisions, recording=how, reason=self.why)

    def do_casting_vote(self):
        actions.use_casting_vote(**self.who, resolution=self.decision.pk, choice=self.lot.choice(list(Choice)))

    def do_agreement(self):
        actions.give_agreement(**self.who, resolution=self.decision.pk, given=self.lot.random() < 0.5, reason=self.why)

    def do_announce(self):
        actions.announce(**self.who, resolutions=self.decisions)

    do_announce_more = do_announce

    def do_withdraw(self):
        actions.withdraw_motion(**self.who, resolutions=self.decisions, reason=self.why)

    def do_veto(self):
        veto = self.lot.choice([actions.use_veto, actions.waive_veto])
        veto(actor=self.actors["nhs_england"], resolution=self.decision.pk, reason=self.why)

    def do_close(self):
        actions.close_sitting(**self.where, sittings=self.some_sittings)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_pressed_is_done_whole_or_refused_and_the_record_stays_whole(cast, seed):
    monkey = Monkey(cast, seed)
    for number in range(100):
        monkey.press(last=number > 85)
    assert len(set(monkey.done)) > 8, monkey.done
    assert verify_meeting(monkey.room.meeting.pk) == []
    record = load_record(monkey.room.meeting.pk)
    for resolution in record.resolution_by_id.values():
        outcome_of(resolution), veto_of(resolution)
        if resolution.announcement and resolution.opening:
            result = result_of(resolution)
            assert resolution.announcement.sentence == sentence_of(record, resolution) or resolution.agreement
            if not resolution.agreement:
                assert resolution.announcement.outcome == result.outcome, "the result follows from the votes"
