"""The registers joined to an agenda: each kind of chain from rows, and who is looked at."""

from datetime import date

import pytest

from committees.models import Appointment, Interest, Person, Position
from committees.terms import Directness, Function, InterestType, Reach, RoomRole, Share
from decisions import actions
from decisions.finding import find_all
from decisions.models import ItemAppointment, Presenter
from practices.models import Contract, Membership, Practice, PracticeSuccession, Provider
from tests import world
from tests.world import CHAIR, DAY, FIRST, GP, SECOND_GP

BEGINNING = date(2013, 4, 1)
FINANCIAL = {"type": InterestType.FINANCIAL, "directness": Directness.DIRECT}


@pytest.fixture
def item(room):
    return room.items[0]


@pytest.fixture
def gp(cast):
    return cast.merton.people[GP]


def a_practice(code, name, cast, postcode="", **more):
    practice = Practice.objects.create(ods_code=code, name=name, status="A", postcode=postcode, **more)
    Membership.objects.create(practice=practice, ccg=cast.merton.ccg, starts_on=BEGINNING)
    return practice


def a_contract(provider, *practices, **dates):
    contract = Contract.objects.create(kind="GMS", provider=provider, **({"starts_on": BEGINNING} | dates))
    contract.practices.set(practices)
    return contract


def an_interest(person, *practices, providers=(), **said):
    row = Interest.objects.create(
        person=person,
        **(FINANCIAL | {"nature": "Partner", "starts_on": BEGINNING, "declared_on": FIRST} | said),
    )
    row.practices.set(practices)
    row.providers.set(providers)
    return row


def found(item):
    return [(each.person, each.chains) for each in find_all([item.pk])]


def test_a_practice_that_is_named(cast, item, gp):
    item.matter.practices.add(cast.practice)
    an_interest(gp, cast.practice)
    assert found(item) == [(gp.pk, ("The Made Up Surgery is the practice that the matter concerns",))]


def test_the_contract_holder_of_a_practice_and_its_other_practices(cast, item, gp):
    other, held = a_practice("H85002", "OTHER SURGERY", cast), Provider.objects.create(name="Held Ltd")
    a_contract(held, cast.practice, other)
    item.matter.practices.add(cast.practice)
    an_interest(gp, other)
    an_interest(cast.merton.people[CHAIR], providers=[held])
    assert found(item) == [
        (
            cast.merton.people[CHAIR].pk,
            ("Held Ltd holds the contract of The Made Up Surgery, which the matter concerns",),
        ),
        (
            gp.pk,
            ("Held Ltd holds the contracts of Other Surgery and of The Made Up Surgery, which the matter concerns",),
        ),
    ]


def test_a_contract_that_ended_before_the_meeting_ties_nothing(cast, item, gp):
    other, held = a_practice("H85002", "OTHER SURGERY", cast), Provider.objects.create(name="Held Ltd")
    a_contract(held, cast.practice, other, ends_on=date(2016, 4, 13))
    item.matter.practices.add(cast.practice)
    an_interest(gp, other)
    assert found(item) == []


def test_a_provider_named_in_the_matter_by_link_and_by_its_written_name(cast, item, gp):
    bidder = Provider.objects.create(name="Bidders Ltd")
    item.matter.providers.add(bidder)
    an_interest(gp, providers=[bidder])
    an_interest(cast.merton.people[CHAIR], organisation="  BIDDERS  ltd ")
    assert [chains for _, chains in found(item)] == [
        ("Bidders Ltd is named in the matter as a provider (found by its name)",),
        ("Bidders Ltd is named in the matter as a provider",),
    ]


def test_a_merger_that_is_open_and_one_that_has_happened(cast, room, item, gp):
    partner, before = a_practice("H85002", "PARTNER SURGERY", cast), a_practice("H85003", "BEFORE SURGERY", cast)
    merger = world.a_matter("A merger", [cast.merton.ccg])
    merger.merger = True
    merger.save()
    merger.practices.set([cast.practice, partner])
    world.put(room.meeting, merger)
    PracticeSuccession.objects.create(predecessor=before, successor=cast.practice, happened_on=FIRST)
    item.matter.practices.add(cast.practice)
    an_interest(gp, partner)
    an_interest(cast.merton.people[CHAIR], before)
    which = "has merged, or is to merge, with The Made Up Surgery, which the matter concerns"
    assert found(item) == [
        (cast.merton.people[CHAIR].pk, (f"Before Surgery {which}",)),
        (gp.pk, (f"Partner Surgery {which}",)),
    ]


@pytest.fixture
def elsewhere(cast):
    """A meeting of Kingston's, and a merger of the practice of Merton's GP with that of another."""
    partner = a_practice("H85002", "PARTNER SURGERY", cast)
    kingston = world.a_body("Kingston", "08J")
    merger = world.a_matter("A merger", [kingston.ccg])
    merger.merger = True
    merger.save()
    merger.practices.set([cast.practice, partner])
    return world.a_meeting({"Kingston": kingston}), merger, partner


def on_agenda(meeting, matter, number="P1", *, private=True):
    ground = {"private_ground": "Commercial in confidence"} if private else {}
    return actions.put_on_agenda(meeting=meeting, matter=matter, number=number, private=private, **ground)


@pytest.mark.parametrize("private", [True, False])
def test_a_merger_that_only_private_items_tell_of_is_in_no_chain_of_another_meeting(
    cast, room, item, gp, elsewhere, private
):
    meeting, merger, partner = elsewhere
    on_agenda(meeting, merger, private=private)
    item.matter.practices.add(cast.practice)
    an_interest(gp, partner)
    assert len(found(item)) == (0 if private else 1)
    secret = world.a_matter("Secret", [cast.merton.ccg])
    secret.practices.add(cast.practice)
    assert len(found(on_agenda(room.meeting, secret))) == (0 if private else 1)


def test_a_merger_in_a_private_meeting_is_in_no_chain_of_another(cast, room, item, gp, elsewhere):
    meeting, merger, partner = elsewhere
    on_agenda(meeting, merger, private=False)
    meeting.in_public, meeting.private_reason = False, "A private meeting"
    meeting.save()
    item.matter.practices.add(cast.practice)
    an_interest(gp, partner)
    assert found(item) == []


def test_a_private_merger_is_told_in_private_items_of_its_own_meeting_alone(cast, room, item, gp, elsewhere):
    _, merger, partner = elsewhere
    on_agenda(room.meeting, merger)
    item.matter.practices.add(cast.practice)
    secret = world.a_matter("Secret", [cast.merton.ccg])
    secret.practices.add(cast.practice)
    an_interest(gp, partner)
    assert found(item) == []
    assert len(found(on_agenda(room.meeting, secret, "P2"))) == 1


@pytest.mark.parametrize(("reach", "expected"), [("", 0), (Reach.NAMED, 0), (Reach.NEIGHBOURS, 1)])
def test_a_neighbour_where_the_matter_says_that_neighbours_are_affected(cast, item, gp, reach, expected):
    near = a_practice("H85002", "NEAR SURGERY", cast, postcode="SW20 8AA")
    far = a_practice("H85003", "FAR SURGERY", cast, postcode="SW2 8AA")
    Practice.objects.filter(pk=cast.practice.pk).first()
    cast.practice.postcode = "SW20 9DA"
    cast.practice.save()
    item.matter.practices.add(cast.practice)
    item.matter.reach = reach
    item.matter.save()
    an_interest(gp, near)
    an_interest(cast.merton.people[CHAIR], far)
    assert [person for person, _ in found(item)] == [gp.pk] * expected


@pytest.fixture
def scheme(cast, room):
    return world.put(room.meeting, world.a_matter("A scheme", [cast.merton.ccg], Function.INCENTIVE_SCHEMES))


def test_a_local_incentive_scheme_touches_all_gps_of_its_ccg_as_one_class(cast, scheme, gp):
    an_interest(gp, cast.practice)
    own, second = find_all([scheme.pk])
    assert (own.person, own.interest is None, own.as_class) == (gp.pk, False, "all GPs of Merton")
    assert (second.person, second.interest, second.as_class) == (
        cast.merton.people[SECOND_GP].pk,
        None,
        "all GPs of Merton",
    )
    assert "found by the seat, Second GP member" in second.chains[0]


def test_the_practice_of_somebody_close_says_whose_it_is_and_leaves_the_gp_one_of_the_class(cast, scheme, gp):
    an_interest(gp, cast.practice, nature="Salaried GP", directness=Directness.INDIRECT, relationship="sister")
    of_a_sister, own, _ = find_all([scheme.pk])
    assert (of_a_sister.nature, of_a_sister.as_class) == ("Salaried GP (sister's)", "")
    assert of_a_sister.chains == (
        "The Made Up Surgery is a practice of Merton, and the matter affects every practice there",
    )
    assert (own.person, own.interest, own.as_class) == (gp.pk, None, "all GPs of Merton")


def test_a_scheme_that_names_whom_it_affects_touches_nobody_else(cast, scheme, gp):
    scheme.matter.reach = Reach.NAMED
    scheme.matter.save()
    an_interest(gp, cast.practice)
    assert found(scheme) == []


def by_the_seat(item, person):
    return [each for each in find_all([item.pk]) if each.person == person.pk and each.interest is None]


def a_relatives_job(person, practice):
    said = {"type": InterestType.PERSONAL, "directness": Directness.INDIRECT, "relationship": "sister"}
    return an_interest(person, practice, nature="Receptionist", **said)


def test_only_a_practice_of_their_own_there_replaces_the_finding_of_a_gp_by_the_seat(cast, scheme, gp):
    """Adding to the register takes nobody out of a class: a relative's job, or a practice of another CCG, does not."""
    elsewhere = Practice.objects.create(ods_code="H85099", name="ELSEWHERE", status="A")
    here = a_practice("H85098", "HERE SURGERY", cast)
    assert by_the_seat(scheme, gp)
    an_interest(gp, elsewhere)
    assert by_the_seat(scheme, gp)
    a_relatives_job(gp, here)
    assert by_the_seat(scheme, gp)
    an_interest(gp, here)
    assert not by_the_seat(scheme, gp)
    assert gp.pk in {person for person, _ in found(scheme)}, "found by the interest instead"


def test_an_interest_that_does_not_run_on_the_day_of_the_meeting_touches_nothing(cast, item, gp):
    item.matter.practices.add(cast.practice)
    an_interest(gp, cast.practice, ends_on=date(2016, 4, 13))
    an_interest(gp, cast.practice, nature="Later", starts_on=date(2016, 4, 15))
    assert found(item) == []


def a_person(name):
    return Person.objects.create(name=name, made_up=True)


def test_everybody_who_sits_or_will_be_in_the_room_is_looked_at(cast, room, item, gp):
    item.matter.practices.add(cast.practice)
    names = ("deputy", "invited", "presenter", "officer", "visitor", "secretary", "elsewhere", "gone")
    people = {name: a_person(name) if name != "secretary" else cast.person_of("secretary") for name in names}
    seat = cast.merton.seats[GP]
    Appointment.objects.create(seat=seat, person=people["deputy"], share=Share.DEPUTY, stands_for=gp, starts_on=FIRST)
    Appointment.objects.create(
        seat=cast.merton.seats[SECOND_GP],
        person=people["gone"],
        starts_on=BEGINNING,
        ends_on=date(2016, 3, 31),
    )
    one = Appointment.objects.create(
        seat=seat, person=people["invited"], share=Share.SINGLE_ITEM, starts_on=DAY, ends_on=DAY
    )
    ItemAppointment.objects.create(appointment=one, item=item)
    Presenter.objects.create(item=item, person=people["presenter"], role=RoomRole.PRESENTER)
    Position.objects.create(
        person=people["officer"], committee=cast.merton.committee, title="Head of primary care", starts_on=FIRST
    )
    room.arrive([people["visitor"].pk])
    for person in people.values():
        an_interest(person, cast.practice)
    assert {person for person, _ in found(item)} == {
        people[name].pk for name in names if name not in ("elsewhere", "gone")
    }
