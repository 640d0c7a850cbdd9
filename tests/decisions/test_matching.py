"""What is found is kept, looked at again, and screened by the secretary; it takes one person's vote and nobody else's."""

from datetime import date, datetime
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committees.models import Appointment, Interest, Person
from committees.rights.quorum import quorum
from committees.rights.voting import electors
from committees.terms import Function, MatchState, RoomRole
from decisions import actions
from decisions.actions.matching import Became, changes_in_words, recheck
from decisions.gate import Refused
from decisions.models import Declaration, Elector, Match
from practices import clock
from practices.models import Practice
from tests import world
from tests.decisions.test_finding import BEGINNING, an_interest
from tests.world import CHAIR, GP, SECOND_GP


@pytest.fixture
def gp(cast):
    return cast.merton.people[GP]


@pytest.fixture
def item(cast, room, gp):
    """The first item concerns the practice of Merton's GP."""
    room.items[0].matter.practices.add(cast.practice)
    an_interest(gp, cast.practice, nature="Partner in the Made Up Surgery")
    recheck()
    return room.items[0]


def states(item):
    return [(match.person_id, match.state) for match in Match.objects.filter(item=item)]


def became(changes):
    return [each.became for each in changes]


def where(room, item):
    return {"actor": room.secretary, "meeting": room.meeting.pk, "item": item.pk}


def keys(item):
    return list(Match.objects.filter(item=item).values_list("pk", flat=True))


# --- What is found ---
def test_a_matter_put_on_an_agenda_is_looked_at_at_once(cast, room, gp):
    an_interest(gp, cast.practice)
    matter = world.a_matter("A branch", [cast.merton.ccg])
    matter.practices.add(cast.practice)
    item = world.put(room.meeting, matter)
    assert states(item) == [(gp.pk, MatchState.FOUND)]


def test_it_takes_that_persons_vote_and_place_in_the_quorum_and_nobody_elses(room, item, gp):
    record = room.record
    on = record.item_by_id[item.pk]
    sitting = record.sittings[room.sittings["Merton"].pk]
    there = frozenset(room.everybody())
    from dataclasses import replace

    with_it = replace(record.room(sitting, on), present=there)
    without = replace(with_it, conflicts=())
    question = record.standpoint(sitting, on)
    could = {each.person: bool(each.verdict) for each in electors(with_it, question)}
    could_before = {each.person: bool(each.verdict) for each in electors(without, question)}
    assert could_before | {gp.pk: False} == could
    assert could_before[gp.pk]
    counted, before = ({person for _, person in quorum(each).counted} for each in (with_it, without))
    assert before - counted == {gp.pk}


def test_one_that_is_gone_takes_nothing(room, item, gp):
    end(Interest.objects.get(person=gp), date(2016, 4, 1))
    assert became(recheck()) == [Became.GONE]
    assert room.record.matches_of(room.record.item_by_id[item.pk]) == []
    assert became(recheck()) == []


def end(row, day, recorded=date(2016, 3, 31)):
    """Its last day, put on record beforehand unless told."""
    row.ends_on = day
    row._history_date = datetime(recorded.year, recorded.month, recorded.day, 12, tzinfo=clock.LONDON)
    row.save()


def test_what_was_confirmed_stands_until_the_chair_rules_though_the_registers_no_longer_show_it(room, item, gp):
    """Nobody takes a conflict of their own away by ending the entry."""
    actions.confirm_matches(**where(room, item), matches=keys(item))
    before = Match.objects.get(item=item)
    end(Interest.objects.get(person=gp), date(2016, 4, 1))
    assert became(recheck()) == [Became.STANDS]
    match = Match.objects.get(item=item)
    assert (match.state, match.nature) == (MatchState.CONFIRMED, before.nature)
    assert match.chains == [
        *before.chains,
        "the register has not shown this since 14 April 2016; it was confirmed before",
    ]
    assert became(recheck()) == [], "said once"
    assert room.record.matches_of(room.record.item_by_id[item.pk]) == [match]
    end(Interest.objects.get(person=gp), None)
    assert became(recheck()) == [Became.BACK]
    assert Match.objects.get(item=item).chains == before.chains


@pytest.mark.parametrize("proposed", [False, True])
def test_a_last_day_put_on_record_after_it_takes_no_conflict_away(room, item, gp, proposed):
    if proposed:
        actions.propose_dismissal(**where(room, item), matches=keys(item), reason="a namesake")
    state = Match.objects.get(item=item).state
    end(Interest.objects.get(person=gp), date(2016, 4, 12), recorded=date(2016, 4, 13))
    assert became(recheck()) == [Became.STANDS]
    match = Match.objects.get(item=item)
    assert match.state == state
    assert match.chains[-1] == (
        "the register has not shown this since 12 April 2016, which was put on record on 13 April 2016"
    )
    assert became(recheck()) == []


def test_a_last_day_that_came_after_it_was_put_on_record_takes_the_conflict_away(room, item, gp):
    end(Interest.objects.get(person=gp), date(2016, 4, 12), recorded=date(2016, 4, 12))
    assert became(recheck()) == [Became.GONE]


# --- Looked for until it is decided ---
def declared_on(item):
    rows = Declaration.objects.filter(item=item, from_register=True).order_by("pk")
    return [(act.person_id, act.nature) for act in rows]


def an_officer(practice, name="Olga Officer"):
    who = Person.objects.create(name=name, made_up=True)
    an_interest(who, practice, nature="Husband of a partner")
    return who


def test_a_member_appointed_after_the_agenda_was_made_is_looked_for_when_the_item_is_taken(cast, room, item, gp):
    seat = cast.merton.seats[SECOND_GP]
    before = Appointment.objects.get(seat=seat)
    before.ends_on = date(2016, 4, 10)
    before.save()
    who = world.in_seat(seat, "Nora New", since=date(2016, 4, 11))
    an_interest(who, cast.practice, nature="Partner too")
    room.arrive()
    room.begin(item)
    assert (who.pk, "Partner too") in declared_on(item)


def test_an_interest_that_enters_the_register_before_the_item_is_taken_is_declared_with_it(cast, room, item, gp):
    room.arrive()
    chair = cast.merton.people[CHAIR]
    an_interest(chair, cast.practice, nature="Owner of the building")
    room.begin(item)
    assert (chair.pk, "Owner of the building") in declared_on(item)
    assert Match.objects.filter(item=item, person=chair).exists()


@pytest.mark.parametrize("by_name", [False, True])
def test_who_arrives_while_an_item_is_taken_is_looked_for_and_declared_at_once(cast, room, item, by_name):
    who = an_officer(cast.practice)
    room.arrive()
    room.begin(item)
    if by_name:
        on = {"meeting": room.meeting.pk, "name": who.name, "role": RoomRole.IN_ATTENDANCE}
        actions.welcome(actor=room.secretary, **on)
    else:
        room.arrive([who.pk])
    assert (who.pk, "Husband of a partner") in declared_on(item)
    assert (who.pk, MatchState.FOUND) in states(item)


def test_what_is_declared_of_who_arrives_during_a_vote_leaves_its_electorate_as_it_is(cast, room, item, gp):
    late = cast.merton.people[SECOND_GP]
    an_interest(late, cast.practice, nature="Partner too")
    room.arrive([person for person in room.everybody() if person != late.pk])
    room.begin(item)
    actions.agree(actor=room.secretary, resolutions=room.decisions(item))
    before = electorate(item)
    room.arrive([late.pk])
    assert electorate(item) == before
    actions.announce(actor=room.secretary, resolutions=room.decisions(item))


def electorate(item):
    rows = Elector.objects.filter(opening__resolution__item=item).order_by("pk")
    return list(rows.values_list("person", "may_vote"))


def test_an_item_taken_up_again_is_looked_at_again_while_no_vote_on_it_was_opened(cast, room, item):
    room.arrive()
    room.begin(item)
    actions.adjourn_item(**where(room, item))
    chair = cast.merton.people[CHAIR]
    an_interest(chair, cast.practice, nature="Owner of the building")
    recheck()
    room.begin(item)
    assert (chair.pk, "Owner of the building") in declared_on(item)


def test_an_item_taken_up_again_after_a_vote_on_it_was_opened_is_not_looked_at_again(cast, room, item):
    room.arrive()
    room.begin(item)
    actions.agree(actor=room.secretary, resolutions=[room.decision("Merton").pk])
    actions.announce(actor=room.secretary, resolutions=[room.decision("Merton").pk])
    actions.adjourn_item(**where(room, item))
    chair = cast.merton.people[CHAIR]
    an_interest(chair, cast.practice, nature="Owner of the building")
    room.begin(item)
    assert (chair.pk, "Owner of the building") not in declared_on(item)


def test_once_a_committee_has_closed_what_is_found_is_declared_though_it_is_not_kept_as_found(cast, room, item):
    room.arrive()
    actions.close_sitting(actor=room.secretary, meeting=room.meeting.pk, sittings=[room.sittings["Croydon"].pk])
    chair, who = cast.merton.people[CHAIR], an_officer(cast.practice)
    an_interest(chair, cast.practice, nature="Owner of the building")
    before = states(item)
    room.begin(item)
    assert (chair.pk, "Owner of the building") in declared_on(item)
    room.arrive([who.pk])
    assert (who.pk, "Husband of a partner") in declared_on(item)
    assert states(item) == before
    act = Declaration.objects.get(item=item, person=who)
    assert act.why == "The Made Up Surgery is the practice that the matter concerns"


def test_looking_for_everybody_who_comes_takes_as_many_queries_as_for_one_person(cast, room, item):
    everybody, elsewhere = room.everybody(), Practice.objects.create(ods_code="H85099", name="ELSEWHERE", status="A")
    for person in Person.objects.filter(pk__in=everybody):
        an_interest(person, elsewhere)

    def asked(people):
        with CaptureQueriesContext(connection) as captured:
            room.arrive(people)
        return sum(query["sql"].startswith("SELECT") for query in captured)

    room.begin(item)
    asked(everybody[:1])
    assert asked(everybody[1:2]) == asked(everybody[5:])


# --- The command ---
def test_the_command_tells_what_changed_since_the_last_time(cast, room, gp):
    room.items[0].matter.practices.add(cast.practice)
    an_interest(gp, cast.practice, nature="Partner in the Made Up Surgery.")
    told = StringIO()
    call_command("recheck_interests", stdout=told)
    call_command("recheck_interests", stdout=told)
    assert told.getvalue().splitlines() == [
        "Committees in common, 14 April 2016, item 1: Merton GP member, Partner in the Made Up Surgery, new: "
        "The Made Up Surgery is the practice that the matter concerns.",
        "1 change since the last time.",
        "Nothing has changed since the last time.",
    ]


def test_looking_again_takes_as_many_queries_for_twenty_open_items_as_for_two(cast, room, gp):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            said = list(changes_in_words(recheck()))
        assert said
        return len(captured)

    an_interest(gp, cast.practice)
    touched(cast, [room.items[0], world.put(room.meeting, world.a_matter("Matter 2", [cast.merton.ccg]))])
    few = asked()
    schemes = [world.a_matter(f"Matter {n}", [cast.merton.ccg], Function.INCENTIVE_SCHEMES) for n in range(18)]
    touched(
        cast,
        [actions.put_on_agenda(meeting=room.meeting, matter=m, number=m.title[7:] + "x", look=False) for m in schemes],
    )
    assert asked() == few <= 45


def touched(cast, items):
    for item in items:
        item.matter.practices.add(cast.practice)


# --- The secretary's hand ---
def test_the_secretary_confirms_proposes_to_dismiss_and_thinks_again(room, item, gp):
    on = where(room, item)
    actions.confirm_matches(**on, matches=keys(item))
    assert states(item) == [(gp.pk, MatchState.CONFIRMED)]
    actions.propose_dismissal(**on, matches=keys(item), reason="Sold in March")
    assert states(item) == [(gp.pk, MatchState.DISMISSAL_PROPOSED)]
    assert room.record.matches_of(room.record.item_by_id[item.pk])  # until the chair disposes of it
    actions.withdraw_proposal(**on, matches=keys(item))
    match = Match.objects.get(item=item)
    assert (match.state, match.reason) == (MatchState.FOUND, "")
    assert match.history.count() == 4
    assert match.history.first().history_user == room.secretary.account


ADDED = {
    "nature": "A brother's surgery",
    "why": "The brother asks for it",
    "type": "personal",
    "directness": "indirect",
}


def test_the_secretary_adds_what_the_registers_do_not_show(room, item, cast):
    chair = cast.merton.people[CHAIR]
    match = actions.add_match(**where(room, item), person=chair.pk, **ADDED)
    assert (match.by_hand, match.state, match.chains) == (True, MatchState.CONFIRMED, ["The brother asks for it"])
    assert recheck() == []  # looking again leaves it alone
    sitting = room.record.sittings[room.sittings["Merton"].pk]
    assert chair.pk in {each.person for each in room.record.conflicts(room.record.item_by_id[item.pk], sitting)}


REFUSED = [
    ("confirm_matches", {}, "confirmed", "This is confirmed already (Merton GP member)."),
    ("withdraw_proposal", {}, "", "Nobody has proposed to dismiss this (Merton GP member)."),
    ("propose_dismissal", {"reason": " "}, "", "Say why this is no conflict: the chair reads it before ruling."),
    ("confirm_matches", {}, "gone", "The registers no longer show this (Merton GP member). Look again."),
    ("confirm_matches", {"matches": []}, "", "Choose what it is about from the list."),
    ("confirm_matches", {"matches": [999999]}, "", "Choose what it is about from the list."),
    (
        "confirm_matches",
        {},
        "taken",
        "Item 1 is being taken, or was taken: interests on it are declared in the meeting, and the chair rules on "
        "them there.",
    ),
]


@pytest.mark.parametrize(("act", "said", "state", "sentence"), REFUSED)
def test_what_cannot_be_done_is_refused_in_a_sentence(room, item, gp, act, said, state, sentence):
    if state == "confirmed":
        actions.confirm_matches(**where(room, item), matches=keys(item))
    if state == "gone":
        end(Interest.objects.get(person=gp), date(2016, 4, 1))
        recheck()
    if state == "taken":
        room.arrive()
        room.begin(item)
    before = states(item)
    with pytest.raises(ValidationError) as refused:
        getattr(actions, act)(**where(room, item), **({"matches": keys(item)} | said))
    assert refused.value.messages == [sentence]
    assert states(item) == before


ADDING = [
    ({"nature": " "}, "Say what the interest is."),
    ({"why": ""}, "Say why it is a conflict on this item."),
    ({"person": 999999}, "Choose who it is from the list."),
]


@pytest.mark.parametrize(("said", "sentence"), ADDING)
def test_what_is_added_by_hand_says_who_what_and_why(room, item, gp, said, sentence):
    with pytest.raises(ValidationError) as refused:
        actions.add_match(**where(room, item), **({"person": gp.pk} | ADDED | said))
    assert refused.value.messages == [sentence]


def test_why_one_was_added_by_hand_is_kept_while_its_dismissal_is_proposed_and_afterwards(room, item, cast):
    chair = cast.merton.people[CHAIR]
    match = actions.add_match(**where(room, item), person=chair.pk, **ADDED)
    on = where(room, item) | {"matches": [match.pk]}
    actions.propose_dismissal(**on, reason="No brother of theirs")
    match.refresh_from_db()
    assert (match.reason, match.chains) == ("No brother of theirs", ["The brother asks for it"])
    actions.withdraw_proposal(**on)
    match.refresh_from_db()
    assert (match.state, match.reason) == (MatchState.CONFIRMED, "The brother asks for it")


def test_one_is_added_by_hand_for_a_person_on_an_item(room, item, gp):
    actions.add_match(**where(room, item), person=gp.pk, **ADDED)
    with pytest.raises(ValidationError, match="added by hand on this item already"):
        actions.add_match(**where(room, item), person=gp.pk, **ADDED)


@pytest.mark.parametrize("who", ["gp", "lay_chair", "executive", "nhs_england", "healthwatch", "stranger", "superuser"])
def test_only_who_runs_the_business_of_a_committee_concerned_looks_through_them(cast, room, item, who):
    with pytest.raises(Refused) as refused:
        actions.confirm_matches(**(where(room, item) | {"actor": cast.acting(who)}), matches=keys(item))
    assert "screen.not_the_secretary" in {reason.code for reason in refused.value.verdict.refusals}


def test_nobody_looks_through_a_conflict_of_their_own(cast, room, item):
    with pytest.raises(Refused) as refused:
        actions.add_match(**where(room, item), person=cast.person_of("secretary").pk, **ADDED)
    assert [reason.text for reason in refused.value.verdict.refusals] == [
        "Nobody looks through a conflict of their own: another does."
    ]


def test_in_a_closed_meeting_nothing_of_it_changes(room, item):
    room.arrive()
    actions.close_sitting(
        actor=room.secretary, meeting=room.meeting.pk, sittings=[each.pk for each in room.sittings.values()]
    )
    with pytest.raises(Refused) as refused:
        actions.confirm_matches(**where(room, item), matches=keys(item))
    assert "screen.sitting_closed" in {reason.code for reason in refused.value.verdict.refusals}


@pytest.mark.parametrize("nth", [GP, SECOND_GP])
def test_an_interest_added_never_gives_anybody_a_right(cast, room, item, nth):
    """Whatever is declared besides, who could not vote before cannot vote after."""
    before = may_vote(room, item)
    an_interest(cast.merton.people[nth], cast.practice, nature="another", starts_on=BEGINNING)
    recheck()
    after = may_vote(room, item)
    assert after <= before


def may_vote(room, item):
    from dataclasses import replace

    record = room.record
    on = record.item_by_id[item.pk]
    can = set()
    for sitting in record.sittings.values():
        full = replace(record.room(sitting, on), present=frozenset(room.everybody()))
        can |= {each.seat.id for each in electors(full, record.standpoint(sitting, on)) if each.verdict}
    return can
