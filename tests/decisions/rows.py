"""One row of each guarded model of decisions, and what tries each Refuse. All made up.

Rows are written by the models themselves: nothing of the actions, the gate or the engine is asked, so that what refuses
is the database alone.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import models

from committees.models import Account, Meeting, Person, Seat, Sitting, TermsOfReference
from committees.terms import Level
from decisions.models import acts
from decisions.models.agenda import AgendaItem, ItemPurpose, Limb, Matter, Resolution
from decisions.models.chain import Link, Submission
from decisions.models.matches import Match
from tests import world
from tests.breaking import copy_of, sql
from tests.decisions.rows_life import LIFE_REFUSALS, in_effect, life_rows
from tests.decisions.rows_outside import (
    OUTSIDE_REFUSALS,
    a_matter,
    a_matter_changed_under_a_limit,
    decided,
    outside_rows,
)

WHEN = datetime(2016, 4, 14, 10, 30, tzinfo=UTC)


def act(model: type[acts.Act], **fields):
    """One act of the meeting."""
    return model.objects.create(meeting=Sitting.objects.get().meeting, happened_at=WHEN, recorded_at=WHEN, **fields)


@dataclass
class Scene:
    """One decision on which voting is open: a seat that may vote, and one that may not."""

    resolution: Resolution
    opening: acts.Opening
    able: acts.Elector
    unable: acts.Elector

    def vote(self, **fields) -> acts.Vote:
        return act(acts.Vote, **{"elector": self.able, "choice": "for"} | fields)

    def close(self) -> acts.VotingClosed:
        return act(acts.VotingClosed, opening=self.opening)

    def announce(self, outcome: str = "carried", **other) -> acts.Announcement:
        fields = {"resolution": self.resolution, "opening": self.opening} | other
        return act(acts.Announcement, outcome=outcome, sentence="Carried.", **fields)

    def end(self, outcome: str = "carried") -> acts.Announcement:
        """Close the voting and announce its result."""
        self.close()
        return self.announce(outcome)

    def withdraw(self) -> acts.Withdrawal:
        motion = self.opening.motion
        return act(acts.Withdrawal, resolution=self.resolution, motion=motion, opening=self.opening)

    def start_again(self) -> acts.Opening:
        again = {"replaces": self.opening, "reason": "Started again"}
        return open_voting(self.resolution, self.opening.motion, **again)


def a_resolution() -> Resolution:
    """A new item with a decision of Croydon's committee, which is put up where it is not there yet."""
    if not Sitting.objects.exists():
        world.a_meeting({"Croydon": world.a_body("Croydon", "07V", Level.JOINT, voting=2)})
    sitting = Sitting.objects.get()
    matter = Matter.objects.create(title="Made up", function="gp_commissioning", made_up=True)
    limb = Limb.objects.create(matter=matter, text="That it be approved.")
    number = AgendaItem.objects.count() + 1
    item = AgendaItem.objects.create(meeting=sitting.meeting, matter=matter, number=str(number), order=number)
    return Resolution.objects.create(item=item, sitting=sitting, limb=limb)


def a_motion(resolution: Resolution) -> acts.Motion:
    return act(acts.Motion, resolution=resolution, text="That it be approved.", verb="approve")


def open_voting(resolution: Resolution, motion: acts.Motion, **fixed) -> acts.Opening:
    powers = {"casting_vote": True, "veto": True, "chair_second_vote": False, "agreement_needed": True}
    rest = {"recording": "by_name", "effect": "decides", "majority": "of_votes_cast", "able_to_vote": 1}
    terms = TermsOfReference.objects.get()
    return act(acts.Opening, resolution=resolution, motion=motion, terms=terms, **powers | rest | fixed)


def a_scene(**fixed) -> Scene:
    """Voting opened on a new decision; `fixed` is what the opening fixes otherwise than usual."""
    resolution = a_resolution()
    opening = open_voting(resolution, a_motion(resolution), **fixed)
    first, second = Seat.objects.order_by("pk")[:2]
    person = Person.objects.order_by("pk").first()
    able = acts.Elector.objects.create(opening=opening, seat=first, person=person, may_vote=True)
    unable = acts.Elector.objects.create(opening=opening, seat=second, person=person, may_vote=False)
    return Scene(resolution, opening, able, unable)


def somebody(number: int = 0) -> Person:
    return Person.objects.order_by("pk")[number]


def declared(resolution: Resolution, person: Person, **more) -> acts.Declaration:
    kind = {"type": "financial", "directness": "direct", "nature": "Made up"}
    return act(acts.Declaration, item=resolution.item, person=person, **kind, **more)


def ruled(resolution: Resolution, person: Person, **more) -> acts.Ruling:
    effects = {"papers": True, "room": "yes", "speaks": True, "votes": False, "quorum": False}
    place = {"item": resolution.item, "sitting": resolution.sitting}
    return act(acts.Ruling, person=person, **place, **effects, **more)


def elected(resolution: Resolution, person: Person, **more) -> acts.ChairElected:
    return act(acts.ChairElected, item=resolution.item, sitting=resolution.sitting, person=person, **more)


def counted(scene: Scene, in_favour: int = 1, against: int = 0, **more) -> acts.Tally:
    return act(acts.Tally, opening=scene.opening, in_favour=in_favour, against=against, abstained=0, **more)


def a_condition(motion: acts.Motion, number: int = 1) -> acts.Condition:
    return acts.Condition.objects.create(motion=motion, number=number, text="the level being reached")


def met(condition: acts.Condition, **more) -> acts.ConditionOutcome:
    return act(acts.ConditionOutcome, condition=condition, **{"state": "discharged", "on_day": world.DAY} | more)


def hanging(outcome: str = "carried") -> tuple[Scene, acts.Condition]:
    """A decision that was announced, and a condition that it hangs on."""
    scene = a_scene()
    condition = a_condition(scene.opening.motion)
    scene.end(outcome)
    return scene, condition


def from_a_file(digest: str = "1" * 64) -> None:
    """From here on the meeting is one that came from a file; without a digest, one that did not."""
    Meeting.objects.update(imported_digest=digest)


def as_published(resolution: Resolution) -> acts.PublishedOutcome:
    told = {"outcome": "carried", "finding": "cannot_tell", "imported_line": 1}
    return act(acts.PublishedOutcome, resolution=resolution, **told)


def example_rows() -> dict[type[models.Model], models.Model]:
    """A row of each guarded model, each where a copy of it would break no other guard."""
    ended, voted, tied, untouched, withdrawn = (a_scene() for _ in range(5))
    resolution = ended.resolution
    item, sitting, person = resolution.item, resolution.sitting, somebody()
    tied.close()
    from_a_file()
    rows = [
        as_published(a_resolution()),
        act(acts.AlsoPresent, words="borough councillors", number=3),
        act(acts.Attendance, person=person, movement="came"),
        act(acts.ItemStep, item=item, step="begun"),
        declared(resolution, person),
        ruled(resolution, person),
        elected(resolution, person),
        a_motion(a_resolution()),
        withdrawn.withdraw(),
        withdrawn.opening,
        untouched.able,
        voted.vote(),
        counted(a_scene(recording="counts")),
        ended.close(),
        act(acts.CastingVote, opening=tied.opening, holder="nhs_england", choice="for"),
        act(acts.Agreement, opening=tied.opening, given=True),
        announcement := ended.announce(),
        act(acts.Veto, announcement=announcement, used=False),
        a_condition(untouched.opening.motion),
        met(hanging()[1]),
        act(acts.Deferral, item=item, sitting=sitting, to_date=world.DAY),
        act(acts.SittingClosed, sitting=sitting),
        resolution,
        shadowed(resolution),
        a_match(),
        Link.objects.create(sitting=sitting, number=1, kind="attendance", act=1, seal="0" * 64),
        Submission.objects.create(key=uuid.uuid4(), account=Account.objects.create(username="one"), taken_at=WHEN),
    ]
    return {type(row): row for row in [*rows, *outside_rows(), *life_rows()]}


def shadowed(resolution: Resolution, **more) -> acts.ShadowRecommendation:
    """Recommended on a part of an item that is not the committee's business."""
    place = {"item": resolution.item, "sitting": resolution.sitting, "limb": resolution.limb}
    return act(acts.ShadowRecommendation, **place, text="Made up", **more)


def a_shadow_of_its_own_business() -> list[Callable]:
    resolution = a_resolution()
    ItemPurpose.objects.create(item=resolution.item, sitting=resolution.sitting)
    return [lambda: shadowed(resolution)]


def shadows_of_two_parts() -> list[Callable]:
    first, other = shadowed(a_resolution()), a_resolution()
    return [lambda: shadowed(other, replaces=first, **CORRECTS)]


def a_match() -> Match:
    """What the registers show on an item of another meeting, which no committee has closed."""
    now = Meeting.objects.order_by("pk").first()
    later = Meeting.objects.create(title="Made up", date=now.date, starts_at=now.starts_at, convened_by=now.convened_by)
    matter = Matter.objects.create(title="Made up", function="gp_commissioning", made_up=True)
    item = AgendaItem.objects.create(meeting=later, matter=matter, number="1", order=10)
    kind = {"type": "financial", "directness": "direct", "nature": "Made up"}
    return Match.objects.create(item=item, person=somebody(), found_at=WHEN, changed_at=WHEN, **kind)


def a_match_of_a_closed_meeting() -> list[Callable]:
    """The committee closes its sitting; what was found is then changed, or something is found."""
    match = Match.objects.get()
    sitting = Sitting.objects.order_by("pk").last()
    other = Sitting.objects.create(meeting=match.item.meeting, committee=sitting.committee, order=1)
    acts.SittingClosed.objects.create(meeting=match.item.meeting, sitting=other, happened_at=WHEN, recorded_at=WHEN)
    return [
        lambda: sql("UPDATE decisions_match SET state = 'gone'"),
        lambda: copy_of(match, as_class="'all GPs of Croydon'"),
    ]


CORRECTS = {"reason": "Mistaken"}


def corrections_of_something_else(make: Callable) -> Callable[[], list[Callable]]:
    """Attempts: what `make` writes for one decision and person is replaced by the like for another."""

    def attempts() -> list[Callable]:
        one, other = a_scene(recording="counts"), a_scene(recording="counts")
        first = make(one, somebody(0))
        return [lambda: make(other, somebody(1), replaces=first, **CORRECTS)]

    return attempts


def came(scene: Scene, person: Person, **more) -> acts.Attendance:
    return act(acts.Attendance, person=person, movement="came", **more)


def motions_of_two_decisions() -> list[Callable]:
    first, second = a_motion(a_resolution()), a_resolution()
    words = {"text": "That it be refused.", "verb": "refuse"}
    return [lambda: act(acts.Motion, resolution=second, replaces=first, **words, **CORRECTS)]


def openings_of_two_decisions() -> list[Callable]:
    scene, resolution = a_scene(), a_resolution()
    motion = a_motion(resolution)
    return [lambda: open_voting(resolution, motion, replaces=scene.opening, **CORRECTS)]


def a_motion_once_voting_opened() -> list[Callable]:
    scene = a_scene()
    first = scene.opening.motion
    amendment = {"text": "That it be refused.", "verb": "refuse", "replaces": first, "reason": "Amended"}
    return [lambda: act(acts.Motion, resolution=scene.resolution, **amendment)]


def two_openings_at_once() -> list[Callable]:
    scene = a_scene()
    return [lambda: open_voting(scene.resolution, scene.opening.motion)]


def an_opening_after_the_result() -> list[Callable]:
    scene = a_scene()
    scene.end()
    return [scene.start_again]


def voting_on_the_motion_of_another_decision() -> list[Callable]:
    theirs, resolution = a_motion(a_resolution()), a_resolution()
    return [lambda: open_voting(resolution, theirs)]


def powers_that_the_terms_do_not_give() -> list[Callable]:
    """Croydon's terms give NHS England a casting vote, and so the chair no second vote."""
    resolution = a_resolution()
    motion = a_motion(resolution)
    return [lambda: open_voting(resolution, motion, chair_second_vote=True)]


def an_elector_added_later() -> list[Callable]:
    """The opening has its place in the chain: with that it is sealed, and its electorate too."""
    scene = a_scene()
    seal = {"number": 2, "act": scene.opening.pk, "previous": "0" * 64, "seal": "1" * 64}
    Link.objects.create(sitting=scene.resolution.sitting, kind="opening", **seal)
    seat = Seat.objects.order_by("pk")[2]
    return [lambda: acts.Elector.objects.create(opening=scene.opening, seat=seat, may_vote=False)]


def a_vote_of_who_may_not() -> list[Callable]:
    scene = a_scene()
    return [lambda: scene.vote(elector=scene.unable)]


def a_correction_of_another_seats_vote() -> list[Callable]:
    scene, other = a_scene(), a_scene()
    theirs = other.vote()
    return [lambda: scene.vote(replaces=theirs, reason="Mistaken")]


def a_vote_by_name_where_votes_are_counted() -> list[Callable]:
    return [a_scene(recording="counts").vote, a_scene(recording="unanimous").vote]


def a_vote_after_closing() -> list[Callable]:
    scene = a_scene()
    scene.close()
    return [scene.vote]


def a_vote_changed_after_the_result() -> list[Callable]:
    scene = a_scene()
    first = scene.vote()
    scene.end()
    return [lambda: scene.vote(choice="against", replaces=first, reason="Mistaken")]


def a_vote_after_the_motion_was_withdrawn_or_voting_started_again() -> list[Callable]:
    withdrawn, again = a_scene(), a_scene()
    withdrawn.withdraw()
    again.start_again()
    return [withdrawn.vote, again.vote]


def more_votes_than_voters() -> list[Callable]:
    scene = a_scene(recording="counts")
    return [lambda: counted(scene, 1, 1)]


def counts_where_votes_are_by_name() -> list[Callable]:
    scene = a_scene()
    return [lambda: counted(scene)]


def counts_changed_after_the_result() -> list[Callable]:
    scene = a_scene(recording="counts")
    first = counted(scene)
    scene.end()
    return [lambda: counted(scene, 0, 1, replaces=first, **CORRECTS)]


def casting(scene: Scene, holder: str = "nhs_england") -> Callable:
    return lambda: act(acts.CastingVote, opening=scene.opening, holder=holder, choice="for")


def a_casting_vote_that_the_terms_do_not_give() -> list[Callable]:
    without, with_it = a_scene(casting_vote=False), a_scene()
    without.close()
    with_it.close()
    return [casting(without), casting(with_it, "chair")]


def a_casting_vote_after_the_result() -> list[Callable]:
    scene = a_scene()
    scene.end("not_carried")
    return [casting(scene)]


def a_casting_vote_before_voting_closed() -> list[Callable]:
    return [casting(a_scene())]


def an_agreement_that_is_not_needed() -> list[Callable]:
    scene = a_scene(agreement_needed=False)
    return [lambda: act(acts.Agreement, opening=scene.opening, given=True)]


def the_result_of_another_decision() -> list[Callable]:
    scene, other = a_scene(), a_scene()
    scene.close()
    return [lambda: scene.announce(resolution=other.resolution)]


def a_result_before_voting_closed() -> list[Callable]:
    return [a_scene().announce]


def the_result_of_a_void_vote() -> list[Callable]:
    withdrawn, again = a_scene(), a_scene()
    for scene in (withdrawn, again):
        scene.close()
    withdrawn.withdraw()
    again.start_again()
    return [withdrawn.announce, again.announce]


def taken_back(scene: Scene, announcement: acts.Announcement) -> acts.Announcement:
    return scene.announce(replaces=announcement, void=True, **CORRECTS)


def a_result_taken_back_or_announced_out_of_turn() -> list[Callable]:
    """Nothing to take back; announced over what stands; taken back twice."""
    nothing, stands, back = a_scene(), a_scene(), a_scene()
    nothing.close()
    first, void = stands.end(), taken_back(back, back.end())
    return [
        lambda: nothing.announce(void=True, **CORRECTS),
        lambda: stands.announce(replaces=first, **CORRECTS),
        lambda: taken_back(back, void),
    ]


def a_result_taken_back_after_nhs_england_or_a_condition_relied_on_it() -> list[Callable]:
    waived, vetoed, conditional = a_scene(), a_scene(), a_scene()
    results = [scene.end() for scene in (waived, vetoed, conditional)]
    act(acts.Veto, announcement=results[0], used=False)
    act(acts.Veto, announcement=results[1], used=True, reason="Made up")
    condition = acts.Condition.objects.create(
        motion=conditional.opening.motion, number=1, text="Made up.", who="somebody"
    )
    act(acts.ConditionOutcome, condition=condition, state="discharged", on_day=world.DAY)
    scenes = (waived, vetoed, conditional)
    return [lambda s=scene, r=result: taken_back(s, r) for scene, result in zip(scenes, results, strict=True)]


def a_result_taken_back_after_nhs_england_agreed_or_refused() -> list[Callable]:
    """Agreed and refused; and taken back by an entry that names no voting at all."""
    attempts = []
    for given, fields in ((True, {}), (False, {}), (True, {"opening": None, "outcome": "noted"})):
        scene = a_scene()
        result = scene.end("awaits_agreement")
        act(acts.Agreement, opening=scene.opening, given=given)
        back = {"replaces": result, "void": True} | CORRECTS | fields
        attempts.append(lambda s=scene, back=back: s.announce(**back))
    return attempts


def a_result_taken_back_once_relied_on() -> list[Callable]:
    return [
        *a_result_taken_back_after_nhs_england_or_a_condition_relied_on_it(),
        *a_result_taken_back_after_nhs_england_agreed_or_refused(),
    ]


def a_result_taken_back_that_met_a_condition() -> list[Callable]:
    """As first recorded, and where an entry that named another decision was put right to name this one."""
    scenes = a_scene(), a_scene()
    results = [scene.end() for scene in scenes]
    first, other = hanging()[1], hanging()[1]
    met(first, met_by=scenes[0].resolution)
    met(other, met_by=scenes[1].resolution, replaces=met(other), **CORRECTS)
    return [lambda s=scene, r=result: taken_back(s, r) for scene, result in zip(scenes, results, strict=True)]


def a_result_taken_back_once_in_effect() -> list[Callable]:
    scene = a_scene()
    result = scene.end()
    in_effect(scene.resolution.limb)
    return [lambda: taken_back(scene, result)]


def voted_on() -> list[Limb]:
    """Parts with an open vote, with one begun again, and noted without a vote."""
    again, noted = a_scene(), a_resolution()
    again.start_again()
    act(acts.Announcement, resolution=noted, opening=None, outcome="noted", sentence="Noted.")
    return [each.limb for each in (a_scene().resolution, again.resolution, noted)]


def a_matter_changed_once_voted_on() -> list[Callable]:
    return [
        lambda set_=set_, pk=limb.matter_id: sql(f"UPDATE decisions_matter SET {set_} WHERE id = {pk}")
        for limb in voted_on()
        for set_ in ("kind = 'award'", "value = 5", "function = 'budget'")
    ]


def a_part_turned_round() -> list[Callable]:
    """It was voted on, or decided outside a meeting; then it is made to reject instead."""
    parts = voted_on()
    parts.append(Limb.objects.create(matter=decided(a_matter()).matter, text="Made up"))
    return [lambda pk=limb.pk: sql(f"UPDATE decisions_limb SET verb = 'reject' WHERE id = {pk}") for limb in parts]


def a_condition_put_right_once_in_effect() -> list[Callable]:
    scene, condition = hanging()
    first = met(condition)
    in_effect(scene.resolution.limb)
    return [lambda: met(condition, state="failed", replaces=first, **CORRECTS)]


def a_condition_met_by_what_is_not_carried() -> list[Callable]:
    """Not announced, not carried, awaiting an agreement, taken back, vetoed."""
    scenes = untouched, lost, asking, back, vetoed = tuple(a_scene() for _ in range(5))
    lost.end("not_carried")
    asking.end("awaits_agreement")
    taken_back(back, back.end())
    act(acts.Veto, announcement=vetoed.end(), used=True, reason="Made up")
    assert not acts.Announcement.objects.filter(resolution=untouched.resolution).exists()
    condition = hanging()[1]
    return [lambda s=scene: met(condition, met_by=s.resolution) for scene in scenes]


def voting_on_an_outcome_as_published() -> list[Callable]:
    resolution = a_resolution()
    from_a_file()
    motion = a_motion(resolution)
    as_published(resolution)
    return [lambda: open_voting(resolution, motion)]


def a_result_beside_an_outcome_as_published() -> list[Callable]:
    """Voted on, and the result then kept as published; noted without a vote."""
    scene, noted = a_scene(), a_resolution()
    scene.close()
    from_a_file()
    for resolution in (scene.resolution, noted):
        as_published(resolution)
    without = {"opening": None, "outcome": "noted", "sentence": "Noted."}
    return [scene.announce, lambda: act(acts.Announcement, resolution=noted, **without)]


def results_of_two_decisions() -> list[Callable]:
    one, other = a_scene(), a_scene()
    first = one.end()
    other.close()
    return [lambda: taken_back(other, first)]


def a_motion_withdrawn_after_the_result() -> list[Callable]:
    scene = a_scene()
    scene.end()
    return [scene.withdraw]


def a_veto_that_nobody_has() -> list[Callable]:
    without, lost = a_scene(veto=False).end(), a_scene().end("not_carried")
    veto = {"used": True, "reason": "Made up"}
    return [lambda: act(acts.Veto, announcement=without, **veto), lambda: act(acts.Veto, announcement=lost, **veto)]


def a_condition_of_a_sealed_motion() -> list[Callable]:
    motion = a_motion(a_resolution())
    seal = {"number": 2, "act": motion.pk, "previous": "0" * 64, "seal": "1" * 64}
    Link.objects.create(sitting=motion.resolution.sitting, kind="motion", **seal)
    return [lambda: a_condition(motion)]


def a_condition_met_where_nothing_is_carried() -> list[Callable]:
    """Not announced, not carried, taken back, and awaiting an agreement that NHS England has not given."""
    untouched, back = a_scene(), hanging()
    open_still = a_condition(untouched.opening.motion)
    lost, asking = hanging("not_carried")[1], hanging("awaits_agreement")[1]
    back[0].announce(replaces=acts.Announcement.objects.get(resolution=back[0].resolution), void=True, **CORRECTS)
    return [lambda each=each: met(each) for each in (open_still, lost, asking, back[1])]


def a_condition_of_a_vetoed_decision() -> list[Callable]:
    scene, condition = hanging()
    announced = acts.Announcement.objects.get(resolution=scene.resolution)
    act(acts.Veto, announcement=announced, used=True, reason="Made up")
    return [lambda: met(condition)]


def a_condition_awaited_at_first() -> list[Callable]:
    condition = hanging()[1]
    return [lambda: met(condition, state="awaited")]


def outcomes_of_two_conditions() -> list[Callable]:
    first, other = hanging()[1], hanging()[1]
    was = met(first)
    return [lambda: met(other, state="lapsed", replaces=was, **CORRECTS)]


def a_line_of_a_file_in_a_meeting_that_came_from_none(model: type[acts.Act]) -> Callable[[], list[Callable]]:
    def attempts() -> list[Callable]:
        from_a_file("")
        withdrawn = a_scene()
        withdrawn.withdraw()
        own = {acts.Motion: a_motion(a_resolution()), acts.Opening: withdrawn.opening}
        row = own.get(model) or model.objects.order_by("pk").last()
        return [lambda: copy_of(row, imported_line="7")]

    return attempts


def an_outcome_as_published_beside_a_result() -> list[Callable]:
    """The result of the decision is worked out already; the meeting came from a file, so nothing else is wrong."""
    scene = a_scene()
    scene.end()
    from_a_file()
    return [lambda: as_published(scene.resolution)]


VARIED: dict = {}

ANOTHER = "corrects_something_else"

REFUSALS = {
    **{
        (model, "imported_only_with_its_meeting"): a_line_of_a_file_in_a_meeting_that_came_from_none(model)
        for model in acts.ACTS
    },
    (Match, "not_once_closed"): a_match_of_a_closed_meeting,
    (Match, "kept"): lambda: [lambda: sql("DELETE FROM decisions_match")],
    (acts.PublishedOutcome, "not_beside_a_result_of_our_own"): an_outcome_as_published_beside_a_result,
    (acts.Condition, "motion_is_sealed"): a_condition_of_a_sealed_motion,
    (acts.ConditionOutcome, "only_of_a_carried_decision"): a_condition_met_where_nothing_is_carried,
    (acts.ConditionOutcome, "not_of_a_vetoed_decision"): a_condition_of_a_vetoed_decision,
    (acts.ConditionOutcome, "awaited_only_as_a_correction"): a_condition_awaited_at_first,
    (acts.ConditionOutcome, ANOTHER): outcomes_of_two_conditions,
    (acts.Attendance, ANOTHER): corrections_of_something_else(came),
    (acts.Declaration, ANOTHER): corrections_of_something_else(lambda s, p, **k: declared(s.resolution, p, **k)),
    (acts.Ruling, ANOTHER): corrections_of_something_else(lambda s, p, **k: ruled(s.resolution, p, **k)),
    (acts.ChairElected, ANOTHER): corrections_of_something_else(lambda s, p, **k: elected(s.resolution, p, **k)),
    (acts.Tally, ANOTHER): corrections_of_something_else(lambda s, p, **k: counted(s, **k)),
    (acts.Motion, ANOTHER): motions_of_two_decisions,
    (acts.Opening, ANOTHER): openings_of_two_decisions,
    (acts.Opening, "motion_of_another_decision"): voting_on_the_motion_of_another_decision,
    (acts.Opening, "powers_not_in_terms"): powers_that_the_terms_do_not_give,
    (acts.CastingVote, "not_before_voting_closed"): a_casting_vote_before_voting_closed,
    (acts.Announcement, "voting_of_another_decision"): the_result_of_another_decision,
    (acts.Announcement, "not_before_voting_closed"): a_result_before_voting_closed,
    (acts.Announcement, "not_of_a_void_vote"): the_result_of_a_void_vote,
    (acts.Announcement, "taken_back_before_announced_anew"): a_result_taken_back_or_announced_out_of_turn,
    (acts.Announcement, "not_taken_back_once_relied_on"): a_result_taken_back_once_relied_on,
    (acts.Announcement, "not_taken_back_once_it_met_a_condition"): a_result_taken_back_that_met_a_condition,
    (acts.Announcement, "not_taken_back_once_in_effect"): a_result_taken_back_once_in_effect,
    (acts.ConditionOutcome, "not_corrected_once_in_effect"): a_condition_put_right_once_in_effect,
    (acts.Announcement, "not_once_published"): a_result_beside_an_outcome_as_published,
    (acts.Opening, "not_once_published"): voting_on_an_outcome_as_published,
    (acts.ConditionOutcome, "met_only_by_a_carried_decision"): a_condition_met_by_what_is_not_carried,
    (acts.Announcement, ANOTHER): results_of_two_decisions,
    (acts.Withdrawal, "not_once_announced"): a_motion_withdrawn_after_the_result,
    (acts.Motion, "not_once_opened"): a_motion_once_voting_opened,
    (acts.Opening, "one_at_a_time"): two_openings_at_once,
    (acts.Opening, "not_once_announced"): an_opening_after_the_result,
    (acts.Elector, "electorate_is_frozen"): an_elector_added_later,
    (acts.Vote, "only_who_may"): a_vote_of_who_may_not,
    (acts.Vote, "same_seat"): a_correction_of_another_seats_vote,
    (acts.Vote, "only_by_name"): a_vote_by_name_where_votes_are_counted,
    (acts.Vote, "not_late"): a_vote_after_closing,
    (acts.Vote, "not_once_announced"): a_vote_changed_after_the_result,
    (acts.Vote, "not_once_void"): a_vote_after_the_motion_was_withdrawn_or_voting_started_again,
    (acts.Tally, "never_above_the_electorate"): more_votes_than_voters,
    (acts.Tally, "not_by_name"): counts_where_votes_are_by_name,
    (acts.Tally, "not_once_announced"): counts_changed_after_the_result,
    (acts.CastingVote, "only_as_terms_say"): a_casting_vote_that_the_terms_do_not_give,
    (acts.CastingVote, "not_once_announced"): a_casting_vote_after_the_result,
    (acts.Agreement, "only_where_needed"): an_agreement_that_is_not_needed,
    (acts.Veto, "only_where_fixed"): a_veto_that_nobody_has,
    (acts.ShadowRecommendation, "where_it_has_its_own_say"): a_shadow_of_its_own_business,
    (acts.ShadowRecommendation, ANOTHER): shadows_of_two_parts,
    **OUTSIDE_REFUSALS,
    **LIFE_REFUSALS,
    (Matter, "limits_stay_once_relied_on"): lambda: a_matter_changed_under_a_limit() + a_matter_changed_once_voted_on(),
    (Limb, "verb_stays_once_relied_on"): a_part_turned_round,
}
