"""An item put off: what is asked for, of whom, and before which day it does not come back. Everything here is made up."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from committees.models import Meeting
from committees.terms import Verb
from decisions import actions
from decisions.actions.hanging import Wanted
from decisions.asked_for import first_day
from decisions.chain import verify_meeting
from decisions.models import AgendaItem, Condition, LimbCondition
from tests import world
from tests.world import DAY

pytestmark = pytest.mark.django_db
MAY, JULY = date(2016, 5, 12), date(2016, 7, 14)
ASK = "a travel survey of its patients, from the practice"


def deferred(room, names=("Merton",), item=None, **more):
    said = {"reason": "Patients were not asked", "to_date": JULY, "asked_for": ASK, "not_before": date(2016, 7, 1)}
    return actions.defer_item(
        actor=room.secretary,
        meeting=room.meeting.pk,
        item=(item or room.items[0]).pk,
        sittings=[room.sittings[name].pk for name in names],
        **said | more,
    )


@pytest.fixture
def begun(room):
    room.arrive()
    room.begin()
    return room


def later_meeting(room, day) -> Meeting:
    return world.a_meeting(room.bodies, day, f"Meeting of {day}")


def on_agenda(room, meeting, **more) -> AgendaItem:
    return actions.put_on_agenda(meeting=meeting, matter=room.items[0].matter, number="1", **more)


def test_what_is_asked_for_and_the_first_day_are_kept_and_sealed(begun):
    act = deferred(begun)[0]
    assert (act.asked_for, act.not_before) == (ASK, date(2016, 7, 1))
    assert verify_meeting(begun.meeting.pk) == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"not_before": DAY}, "later than this meeting"),
        ({"to_date": date(2016, 6, 30)}, "is not to come back before 1 July 2016"),
        ({"reason": " "}, "Say why"),
    ],
)
def test_a_first_day_that_contradicts_the_rest_is_refused(begun, said, why):
    with pytest.raises(ValidationError, match=why):
        deferred(begun, **said)


def test_a_deferral_to_a_meeting_before_the_first_day_is_refused(begun):
    early = later_meeting(begun, MAY)
    with pytest.raises(ValidationError, match="put off to 12 May 2016, and is not to come back before 1 July 2016"):
        deferred(begun, to_date=None, to_meeting=early.pk)
    assert not early.items.exists()


def test_an_item_of_the_matter_in_an_earlier_meeting_is_refused_saying_who_asked_for_what(begun):
    deferred(begun, names=("Merton", "Croydon"))
    with pytest.raises(ValidationError) as refused:
        on_agenda(begun, later_meeting(begun, MAY))
    assert refused.value.messages == [
        f"Deferred by Merton and Croydon on 14 April 2016, which asked for: {ASK}. Not to come back before 1 July 2016. "
        "The meeting of 12 May 2016 is too early for it."
    ]
    assert on_agenda(begun, later_meeting(begun, JULY)).pk


def test_an_item_that_stands_on_an_earlier_agenda_already_is_not_taken_there(begun, settings):
    early = later_meeting(begun, MAY)
    item = on_agenda(begun, early)
    deferred(begun)
    settings.COCOMM_CLOCK_DAY = MAY
    room = world.room_of(early, begun.bodies, [item], begun.secretary)
    room.arrive()
    with pytest.raises(ValidationError, match="The meeting of 12 May 2016 is too early for it"):
        room.begin()


def test_in_the_meeting_that_put_it_off_the_other_committee_still_decides(begun):
    deferred(begun)
    actions.adjourn_item(actor=begun.secretary, meeting=begun.meeting.pk, item=begun.items[0].pk)
    begun.begin()
    assert begun.record.current.pk == begun.items[0].pk


def test_it_is_brought_to_the_first_meeting_from_that_day(begun):
    deferred(begun)
    assert first_day(begun.items[0].matter_id, DAY) == date(2016, 7, 1)


def test_the_next_agenda_its_minutes_and_console_tell_what_was_asked(begun, cast, client, settings):
    later = later_meeting(begun, JULY)
    deferred(begun, to_date=None, to_meeting=later.pk)
    told = f"Deferred by Merton on 14 April 2016, which asked for: {ASK}. Not to come back before 1 July 2016."
    client.force_login(cast.secretary)
    assert told in client.get(reverse("meeting", args=[later.pk])).content.decode()
    assert told in client.get(reverse("minutes", args=[later.pk])).content.decode()
    settings.COCOMM_CLOCK_DAY = JULY
    room = world.room_of(later, begun.bodies, list(later.items.all()), begun.secretary)
    room.arrive()
    room.begin()
    assert told in client.get(reverse("console", args=[later.pk])).content.decode()


def test_the_minutes_and_page_of_the_meeting_tell_it(begun, cast, client):
    deferred(begun)
    client.force_login(cast.secretary)
    minuted = "deferred to 14 July 2016: Patients were not asked. Asked for: a travel survey of its patients, from the "
    assert minuted in client.get(reverse("minutes", args=[begun.meeting.pk])).content.decode()
    assert f"Asked for: {ASK}." in client.get(reverse("meeting", args=[begun.meeting.pk])).content.decode()


def test_what_was_asked_in_private_is_not_told_on_a_public_agenda(begun, cast, client):
    item = begun.items[0]
    item.private, item.private_ground = True, "Commercial"
    item.save()
    deferred(begun)
    later = later_meeting(begun, JULY)
    on_agenda(begun, later)
    client.force_login(cast.stranger)
    page = client.get(reverse("meeting", args=[later.pk])).content.decode()
    assert "travel survey" not in page
    assert "what it asked for was said in private" in page


def test_the_page_of_the_matter_tells_what_was_asked(begun, cast, client):
    deferred(begun)
    client.force_login(cast.secretary)
    page = client.get(reverse("matter_outside", args=[cast.merton.committee.pk, begun.items[0].matter_id]))
    text = page.content.decode()
    assert "It goes on no agenda before 1 July 2016." in text
    assert f"Asked for: {ASK}." in text


def test_the_console_takes_what_is_asked_and_the_first_day(begun, cast, client):
    client.force_login(cast.secretary)
    data = {
        "key": str(uuid.uuid4()),
        "item": begun.items[0].pk,
        "sittings": [begun.sittings["Merton"].pk],
        "to_date": "14/07/2016",
        "reason": "Patients were not asked",
        "asked_for": ASK,
        "not_before": "01/07/2016",
    }
    client.post(reverse("console_act", args=[begun.meeting.pk, "defer"]), data)
    act = begun.record.item_by_id[begun.items[0].pk].deferrals[0]
    assert (act.asked_for, act.not_before) == (ASK, date(2016, 7, 1))


# --- Conditions with days of their own ---
@pytest.fixture
def within(room):
    """A condition of 90 days that the motion carries as first put."""
    limb = room.items[0].matter.limbs.get()
    return LimbCondition.objects.create(limb=limb, number=1, text="Ramps are built", who="the practice", within_days=90)


def due(item) -> set[date | None]:
    return set(Condition.objects.filter(motion__resolution__item=item).values_list("due_on", flat=True))


def test_the_last_day_of_a_condition_is_counted_from_the_meeting_that_puts_the_motion(room, within):
    room.arrive()
    room.begin()
    assert due(room.items[0]) == {date(2016, 7, 13)}


def test_after_a_deferral_the_days_are_counted_from_the_later_meeting(room, within, settings):
    room.arrive()
    room.begin()
    later = later_meeting(room, JULY)
    deferred(room, names=("Merton", "Croydon"), to_date=None, to_meeting=later.pk)
    settings.COCOMM_CLOCK_DAY = JULY
    again = world.room_of(later, room.bodies, list(later.items.all()), room.secretary)
    again.arrive()
    again.begin()
    assert due(later.items.get()) == {date(2016, 10, 12)}


def amend(room, *conditions):
    return actions.amend_motion(
        actor=room.secretary,
        resolutions=[room.decision("Merton").pk],
        text="That it be approved.",
        verb=Verb.APPROVE,
        conditions=conditions,
    )


def test_a_condition_put_at_the_meeting_may_have_days_from_it(begun):
    amend(begun, Wanted(text="Ramps are built", within_days=90))
    assert begun.decision("Merton").conditions[0].due_on == date(2016, 7, 13)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"within_days": 90, "due_on": JULY}, "one of the two"),
        ({"within_days": 0}, "from 1 to"),
        ({"within_days": 99999}, "from 1 to"),
    ],
)
def test_days_that_cannot_be_are_refused(begun, said, why):
    with pytest.raises(ValidationError, match=why):
        amend(begun, Wanted(text="Ramps are built", **said))
    assert not begun.decision("Merton").conditions


def test_the_console_takes_days_for_a_condition(begun, cast, client):
    client.force_login(cast.secretary)
    data = {
        "key": str(uuid.uuid4()),
        "resolutions": [begun.decision("Merton").pk],
        "text": "That it be approved.",
        "verb": "approve",
        "conditions": "1",
        "c1-text": "Ramps are built",
        "c1-who": "the practice",
        "c1-days": "90",
    }
    client.post(reverse("console_act", args=[begun.meeting.pk, "amend"]), data)
    assert begun.decision("Merton").conditions[0].due_on == date(2016, 7, 13)
    text = client.get(reverse("minutes", args=[begun.meeting.pk])).content.decode()
    assert "by 13 July 2016" in text


def test_what_cannot_be_a_first_day_or_a_number_of_days_is_refused_on_the_console(begun, cast, client):
    client.force_login(cast.secretary)
    defers = {
        "key": str(uuid.uuid4()),
        "item": begun.items[0].pk,
        "sittings": [begun.sittings["Merton"].pk],
        "to_date": "14/07/2016",
        "reason": "Patients were not asked",
        "not_before": "31/02/2016",
    }
    answer = client.post(reverse("console_act", args=[begun.meeting.pk, "defer"]), defers)
    assert answer.status_code == 422
    assert "Give the first day on which it may come back" in answer.content.decode()
    amends = {
        "key": str(uuid.uuid4()),
        "resolutions": [begun.decision("Merton").pk],
        "text": "That it be approved.",
        "verb": "approve",
        "conditions": "1",
        "c1-text": "Ramps are built",
        "c1-days": "soon",
    }
    answer = client.post(reverse("console_act", args=[begun.meeting.pk, "amend"]), amends)
    assert answer.status_code == 422
    assert "Give the days that a condition has as a whole number" in answer.content.decode()
    assert not begun.record.item_by_id[begun.items[0].pk].deferrals
