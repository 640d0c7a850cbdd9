"""An interest declared late, held against the decisions it touches. Everybody and everything in here is made up."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committees.models import Guardianship, Interest, Person
from committees.registers import declaring, guarding
from committees.registers.declaring import Told, told_of
from committees.terms import Choice, Directness, Handling, InterestType, Movement, Reach
from decisions import actions
from decisions.late import late_entries
from decisions.models import Link
from practices.models import Contract, Practice, Provider
from tests import world
from tests.world import CHAIR, DAY, GP

pytestmark = pytest.mark.django_db
BEGAN, JUNE = date(2015, 1, 5), date(2016, 6, 1)
FOR, AGAINST = Choice.FOR, Choice.AGAINST


@pytest.fixture
def guardian(cast):
    person = Person.objects.create(name="Walter Olufemi", made_up=True)
    Guardianship.objects.create(person=person, ccg=cast.merton.ccg, starts_on=world.FIRST)
    return world.actor(world.an_account("walter", person))


@pytest.fixture
def item(cast, room):
    """An item about the cast's practice, not yet taken; everybody is there."""
    room.items[0].matter.practices.add(cast.practice)
    room.arrive()
    return room.items[0]


@pytest.fixture
def decide(room, item):
    """Merton decides by name: whoever may vote, for unless told."""

    def act(*said):
        return decided(room, item, *said)

    return act


def decided(room, item, *said):
    """The decision of Merton on an item; those of whom the registers showed a conflict have no vote."""
    room.begin(item)
    body, record = room.bodies["Merton"], room.record
    out = {
        each.person
        for each in record.conflicts(record.item_by_id[item.pk], record.sittings[room.sittings["Merton"].pk])
    }
    may = [seat.pk for seat, person in zip(body.seats, body.people, strict=True) if person.pk not in out]
    choices = dict.fromkeys(may, FOR) | {body.seats[place].pk: choice for place, choice in said}
    actions.record_votes(actor=room.secretary, choices={room.decision("Merton", item).pk: choices})
    actions.announce(actor=room.secretary, resolutions=[room.decision("Merton", item).pk])
    return room.decision("Merton", item).pk


@pytest.fixture
def declare(cast, settings):
    """The GP declares the cast's practice on a day."""

    def act(on, who="gp", practices=None, **more):
        settings.COCOMM_CLOCK_DAY = on
        fields = {"type": InterestType.FINANCIAL, "directness": Directness.DIRECT, "nature": "Partner"}
        fields |= {
            "starts_on": BEGAN,
            "practices": frozenset({cast.practice.pk} if practices is None else practices),
        } | more
        person = cast.person_of(who).pk
        return declaring.declare_interest_for_register(
            actor=world.actor(getattr(cast, who), on), person=person, told=Told(**fields)
        )

    return act


def late(cast, guardian, day=JUNE):
    return late_entries(guardian, cast.merton.ccg, day)


def test_declared_before_the_meeting_nothing_is_found(cast, guardian, declare, room, item, settings):
    declare(world.FIRST)
    settings.COCOMM_CLOCK_DAY = DAY
    room.begin(item)
    actions.agree(actor=room.secretary, resolutions=[room.decision("Merton", item).pk])
    actions.announce(actor=room.secretary, resolutions=[room.decision("Merton", item).pk])
    assert late(cast, guardian) == []


def test_declared_after_the_decision_it_is_found_with_its_chain_and_what_the_person_did(
    cast, guardian, declare, decide
):
    decision = decide((GP, FOR), (CHAIR, AGAINST))
    declare(JUNE)
    (entry,) = late(cast, guardian)
    assert entry.days_late == 33, "beyond the 28 days since she came on the registers, on 1 April"
    (touched,) = entry.touched
    assert touched.resolution == decision
    assert touched.how == "declared 48 days after the decision"
    assert touched.chains == ("The Made Up Surgery is the practice that the matter concerns",)
    assert touched.did == ("voted for the motion",)
    assert touched.without == "Without this vote the motion is carried all the same: 7 for and 1 against."


def test_the_decision_stays_what_it_was(cast, guardian, declare, decide, room):
    decision = decide()
    before = list(Link.objects.order_by("pk").values())
    sentence = room.record.resolution_by_id[decision].announcement.sentence
    declare(JUNE)
    late(cast, guardian)
    assert list(Link.objects.order_by("pk").values()) == before
    assert room.record.resolution_by_id[decision].announcement.sentence == sentence


def test_a_vote_without_which_the_motion_falls_is_said(cast, guardian, declare, decide):
    decide(*[(place, AGAINST) for place in range(4)])  # five to four
    declare(JUNE)
    (touched,) = late(cast, guardian)[0].touched
    assert touched.without == "Without this vote the motion is not carried: 4 for and 4 against."


def test_agreed_by_all_says_that_and_nothing_of_votes(cast, guardian, declare, room, item):
    room.begin(item)
    actions.agree(actor=room.secretary, resolutions=[room.decision("Merton", item).pk])
    actions.announce(actor=room.secretary, resolutions=[room.decision("Merton", item).pk])
    declare(JUNE)
    (touched,) = late(cast, guardian)[0].touched
    assert touched.did == ("was one of those who all agreed",)
    assert touched.without == ""


def test_the_chair_is_said_to_have_held_the_chair(cast, guardian, declare, decide):
    decide()
    declare(JUNE, who="lay_chair")
    (touched,) = late(cast, guardian)[0].touched
    assert touched.did == ("voted for the motion", "held the chair")


def test_who_was_in_the_room_without_a_vote_is_found_too(cast, guardian, declare, decide):
    decide()
    declare(JUNE, who="healthwatch")
    (touched,) = late(cast, guardian)[0].touched
    assert touched.did == ("was there, and has no vote on the committee",)


@pytest.mark.parametrize("movement", [Movement.LEFT, Movement.LEFT_FOR_ITEM])
def test_who_was_not_in_the_room_is_not(cast, guardian, declare, decide, room, item, movement):
    where = {"item": item.pk} if movement is Movement.LEFT_FOR_ITEM else {}
    gp = cast.merton.people[GP].pk
    actions.record_attendance(actor=room.secretary, meeting=room.meeting.pk, people=[gp], movement=movement, **where)
    room.begin(item)
    actions.agree(actor=room.secretary, resolutions=[room.decision("Merton", item).pk])
    actions.announce(actor=room.secretary, resolutions=[room.decision("Merton", item).pk])
    declare(JUNE)
    (entry,) = late(cast, guardian)
    assert entry.touched == ()
    assert entry.days_late == 33, "the declaration is late all the same"


def test_what_was_declared_in_the_room_and_ruled_on_is_said(cast, guardian, declare, room, item):
    gp, where = cast.merton.people[GP].pk, {"actor": room.secretary, "meeting": room.meeting.pk, "item": item.pk}
    said = {"nature": "Partner", "type": InterestType.FINANCIAL, "directness": Directness.DIRECT}
    actions.declare_interest(**where, people=[gp], **said)
    sittings = [room.sittings["Merton"].pk]
    actions.rule_on_conflict(**where, sittings=sittings, people=[gp], handling=Handling.SPEAKS)
    room.begin(item)
    actions.agree(actor=room.secretary, resolutions=[room.decision("Merton", item).pk])
    actions.announce(actor=room.secretary, resolutions=[room.decision("Merton", item).pk])
    declare(JUNE)
    (touched,) = late(cast, guardian)[0].touched
    assert "declared an interest on this item at the meeting" in touched.did
    assert "was ruled on: speaks, does not vote" in touched.did
    assert "was not able to vote when voting opened" in touched.did


def test_one_of_the_class_that_a_scheme_pays_is_found_with_its_chain(cast, guardian, declare, decide, item):
    item.matter.practices.clear()
    item.matter.reach = Reach.EVERY_PRACTICE.value
    item.matter.save()
    decide()
    declare(JUNE)
    (touched,) = late(cast, guardian)[0].touched
    assert touched.chains == ("all GPs of Merton are concerned: the matter affects every practice there",)


def test_the_contract_holder_of_the_practice_is_found_with_its_chain(cast, guardian, declare, decide):
    provider = Provider.objects.create(name="Made Up Partners", made_up=True)
    contract = Contract.objects.create(kind="GMS", provider=provider, starts_on=date(2014, 4, 1))
    contract.practices.add(cast.practice)
    decide()
    declare(JUNE, practices=(), providers=frozenset({provider.pk}))
    (touched,) = late(cast, guardian)[0].touched
    assert touched.chains == ("Made Up Partners holds the contract of The Made Up Surgery, which the matter concerns",)


def test_an_interest_that_began_after_the_decision_touched_nothing(cast, guardian, declare, decide):
    decide()
    declare(JUNE, starts_on=date(2016, 4, 15))
    (entry,) = late(cast, guardian)
    assert entry.touched == ()


def test_an_interest_in_another_practice_touches_nothing(cast, guardian, declare, decide):
    decide()
    declare(JUNE, practices={another_practice().pk})
    (entry,) = late(cast, guardian)
    assert entry.touched == ()


def test_declared_in_time_and_changed_after_the_decision_it_is_found(cast, guardian, declare, decide, settings):
    row = declare(world.FIRST, practices={another_practice().pk})
    settings.COCOMM_CLOCK_DAY = DAY
    decide()
    settings.COCOMM_CLOCK_DAY = JUNE
    told = replace(told_of(row), practices=frozenset({cast.practice.pk}))
    declaring.change_interest(actor=world.actor(cast.gp, JUNE), interest=row.pk, told=told, reason="Moved long ago.")
    (entry,) = late(cast, guardian)
    assert (entry.days_late, entry.changed_on) == (0, JUNE)
    (touched,) = entry.touched
    assert touched.how == "declared by then without what shows it: the entry was changed after the decision"


def test_an_entry_put_on_record_later_counts_from_the_day_it_was_declared(cast, guardian, decide):
    """As an import does: its history begins after the decision, and the person declared in time."""
    decide()
    row = Interest.objects.create(
        person=cast.merton.people[GP],
        type=InterestType.FINANCIAL,
        directness=Directness.DIRECT,
        nature="Partner",
        starts_on=BEGAN,
        declared_on=world.FIRST,
    )
    row.practices.add(cast.practice)
    assert late(cast, guardian) == []


def test_what_is_still_to_be_decided_is_not_told_of(cast, guardian, declare, room, item):
    room.begin(item)
    declare(JUNE)
    (entry,) = late(cast, guardian)
    assert entry.touched == ()


def test_what_was_only_noted_decided_nothing(cast, guardian, declare, room, item):
    room.begin(item)
    decision = room.decision("Merton", item).pk
    actions.amend_motion(actor=room.secretary, resolutions=[decision], text="That it be noted.", verb="note")
    actions.announce(actor=room.secretary, resolutions=[decision])
    declare(JUNE)
    (entry,) = late(cast, guardian)
    assert entry.touched == ()


def test_a_private_item_is_told_to_nobody_who_may_not_know_of_it(cast, guardian, declare, decide, room, item):
    decide()
    item.private = True
    item.save()
    declare(JUNE)
    (entry,) = late(cast, guardian)
    assert entry.touched == ()
    (seen,) = late_entries(cast.acting("executive"), cast.merton.ccg, JUNE)
    assert [touched.private for touched in seen.touched] == [True], "a member of the committee may"


def test_a_concern_that_the_guardian_opened_about_it_is_counted(cast, guardian, declare, decide):
    decide()
    row = declare(JUNE)
    guarding.raise_concern(actor=guardian, ccg=cast.merton.ccg, about="Late.", named=True, interest=row, day=JUNE)
    (entry,) = late(cast, guardian)
    assert entry.concerns == 1


def test_another_ccgs_guardian_is_told_of_that_ccgs_people_alone(cast, guardian, declare, decide):
    decide()
    declare(JUNE)
    assert late_entries(guardian, cast.croydon.ccg, JUNE) == []


def test_the_queries_do_not_grow(cast, guardian, declare, decide, room, item, settings):
    decide()
    declare(JUNE)
    few = queries(lambda: late(cast, guardian))
    settings.COCOMM_CLOCK_DAY = DAY
    for number in (2, 3):
        more = cast.meeting(items=2)
        more.arrive()
        for each in more.items:
            each.matter.practices.add(cast.practice)
            decided(more, each)
        declare(JUNE, who=("executive", "lay_chair")[number - 2])
        settings.COCOMM_CLOCK_DAY = DAY
    assert sum(len(entry.touched) for entry in late(cast, guardian)) == 15
    assert queries(lambda: late(cast, guardian)) == few


def queries(doing):
    with CaptureQueriesContext(connection) as captured:
        doing()
    return len(captured)


def another_practice():
    """Another practice of Merton's."""
    return Practice.objects.get_or_create(ods_code="H85002", defaults={"name": "ANOTHER SURGERY", "status": "A"})[0]
