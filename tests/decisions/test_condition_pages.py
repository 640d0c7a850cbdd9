"""The pages about conditions: what decisions wait for, the conditions of one decision, and the console's lines."""

import html
import re
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Account
from committees.terms import ConditionState
from decisions import actions
from decisions.conditions import Takes, hangs
from decisions.models import ConditionOutcome
from tests import world
from tests.decisions import conditional
from tests.decisions.conditional import JANUARY, LEVEL_3, LOCAL, NAMES, january, wanted
from tests.pressing import forms_on

pytestmark = pytest.mark.django_db

APRIL = date(2016, 4, 14)
MERTON = "Governing Body of NHS Merton CCG"


@pytest.fixture
def swl(settings):
    """The four recommendations, carried; i, ii and iv need nothing more; the clock stands on 14 April 2016."""
    settings.COCOMM_CLOCK_DAY = JANUARY
    found = january()
    settings.COCOMM_CLOCK_DAY = APRIL
    for numeral in ("i", "ii", "iii", "iv"):
        met(found, found.condition(numeral))
    for name in NAMES:
        met(found, found.condition("iv", name))
    return found


def met(case, condition, **more):
    fields = {"state": ConditionState.DISCHARGED, "on_day": date(2016, 4, 1)} | more
    return actions.record_condition(actor=case.keeper, condition=condition.pk, **fields)


@pytest.fixture
def keeper(client):
    """The browser of the secretary of every committee."""

    def sign_in(username="keeper"):
        client.force_login(Account.objects.get(username=username))
        return client

    return sign_in


def text(page) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode())))


def send(client, decision, condition, **fields):
    data = {"condition": condition.pk} | {f"c{condition.pk}-{name}": value for name, value in fields.items()}
    return client.post(reverse("decision_conditions", args=[decision]), {f"c{condition.pk}-key": uuid.uuid4()} | data)


def day(on: date) -> dict:
    return {"day_day": on.day, "day_month": on.month, "day_year": on.year}


# --- What decisions wait for ---
def test_only_decisions_with_an_open_condition_wait(swl, keeper):
    page = text(keeper().get(reverse("decisions_waiting")))
    assert "One decision waits." in page
    assert "part (iii)" in page
    assert "part (iv)" not in page
    assert "1 of 7 conditions met" in page
    assert LOCAL in page
    assert "the Governing Body of NHS Merton CCG" in page


def test_a_decision_of_which_a_condition_failed_waits_no_longer(swl, keeper):
    failed = {"state": ConditionState.FAILED, "reason": "It will have its own team."}
    met(swl, swl.condition("iii", "Merton"), **failed)
    assert "No decision waits for anything." in text(keeper().get(reverse("decisions_waiting")))


def test_the_list_is_of_one_committee_that_is_awaited_if_asked(swl, keeper):
    met(swl, swl.condition("iii", "Merton"))
    address = reverse("decisions_waiting")
    sutton, merton = (swl.bodies[name].committee.pk for name in ("Sutton", "Merton"))
    assert "One decision waits." in text(keeper().get(f"{address}?awaits={sutton}"))
    page = text(keeper().get(f"{address}?awaits={merton}"))
    assert "No decision waits for anything from this committee." in page
    for nonsense in ("x", "9" * 40, "²", "\x00", "-1"):
        assert keeper().get(address, {"awaits": nonsense, "page": nonsense}).status_code == 200


def test_what_is_overdue_is_marked_until_time_is_kept(swl, settings, keeper):
    settings.COCOMM_CLOCK_DAY = JANUARY
    merton = swl.bodies["Merton"]
    room = conditional.a_room(merton, swl.keeper, JANUARY)
    conditional.put(room, "A plan", conditions={"": [wanted("A budget", due_on=date(2016, 3, 31))]})
    conditional.decide(room, room.decisions())
    settings.COCOMM_CLOCK_DAY = APRIL
    page = text(keeper().get(reverse("decisions_waiting")))
    assert "2 decisions wait. One is overdue." in page
    assert page.index("A plan") < page.index("part (iii)"), "the earliest last day first"
    assert "by 31 March 2016" in page
    actions.keep_time()
    assert "overdue" not in text(keeper().get(reverse("decisions_waiting")))


def test_a_private_item_is_on_the_list_of_those_who_may_know_it_alone(swl, settings, keeper):
    settings.COCOMM_CLOCK_DAY = JANUARY
    merton = conditional.a_keeper(swl.bodies["Merton"].committee, username="of Merton")
    room = conditional.a_room(swl.bodies["Merton"], merton, JANUARY)
    private = {"private": True, "private_ground": "Commercial in confidence"}
    conditional.put(room, "The secret plan", conditions={"": [wanted("A secret budget")]}, **private)
    conditional.decide(room, room.decisions())
    settings.COCOMM_CLOCK_DAY = APRIL
    world.an_account("stranger")
    conditional.a_keeper(swl.bodies["Sutton"].committee, username="of Sutton")
    member = world.an_account("member", swl.bodies["Merton"].people[1])
    address = reverse("decision_conditions", args=room.decisions())
    for username in ("of Merton", member.username):
        page = text(keeper(username).get(reverse("decisions_waiting")))
        assert "The secret plan" in page
        assert "A secret budget" in page
        assert keeper(username).get(address).status_code == 200
    for username in ("stranger", "of Sutton"):
        assert "secret" not in text(keeper(username).get(reverse("decisions_waiting")))
        assert keeper(username).get(address).status_code == 404


def test_the_cost_of_the_list_does_not_grow_with_the_decisions(swl, settings, keeper):
    keeper().get(reverse("decisions_waiting"))  # what is asked once a process is asked
    with CaptureQueriesContext(connection) as few:
        keeper().get(reverse("decisions_waiting"))
    settings.COCOMM_CLOCK_DAY = JANUARY
    for name in ("Merton", "Sutton"):
        room = conditional.a_room(swl.bodies[name], swl.keeper, JANUARY)
        for number in range(3):
            conditional.put(room, f"Plan {number}", conditions={"": [wanted("A budget"), wanted("A level")]})
            conditional.decide(room, [r.pk for r in room.record.items[-1].resolutions])
    settings.COCOMM_CLOCK_DAY = APRIL
    with CaptureQueriesContext(connection) as many:
        page = keeper().get(reverse("decisions_waiting"))
    assert "7 decisions wait." in text(page)
    assert len(many) == len(few)


# --- One decision ---
def test_the_page_says_where_the_decision_stands_and_what_became_of_each_condition(swl, keeper):
    for name in ("Croydon", "Kingston", "Richmond", "Wandsworth"):
        met(swl, swl.condition("iii", name), reason="Agreed.")
    world.an_account("stranger")
    page = text(keeper("stranger").get(reverse("decision_conditions", args=[swl.decisions["iii"]])))
    assert "Carried, awaiting the Governing Body of NHS Merton CCG and the Governing Body of NHS Sutton CCG." in page
    assert "Met, 1 April 2016. Recorded 14 April 2016" in page
    assert "by keeper." in page
    assert "only the secretary of" in page.casefold(), "who may record is told why not"
    assert "Record what became of it" not in page


def test_what_the_register_of_levels_shows_is_said_and_meets_no_condition(swl, settings, keeper):
    page = text(keeper().get(reverse("decision_conditions", args=[swl.decisions["ii"]])))
    assert "The arrangements on record show none of the committee's CCGs at level 3." in page
    conditional.Arrangement.objects.create(
        ccg=swl.bodies["Merton"].ccg, level="3", starts_on=date(2016, 4, 1), source=world.SOURCE
    )
    page = text(keeper().get(reverse("decision_conditions", args=[swl.decisions["i"]])))
    assert "The arrangements on record show at level 3: Merton since 1 April 2016." in page


def test_who_may_record_says_on_the_page_that_a_condition_is_met_and_by_which_decision(swl, keeper):
    merton = swl.bodies["Merton"]
    decision = conditional.a_decision_of(merton, swl.keeper, APRIL)
    condition = swl.condition("iii", "Merton")
    browser = keeper()
    page = browser.get(reverse("decision_conditions", args=[swl.decisions["iii"]]))
    assert "14 April 2016, item 1, The operating model" in text(page)
    answer = send(browser, swl.decisions["iii"], condition, state="discharged", met_by=decision, **day(APRIL))
    assert answer.status_code == 302
    assert ConditionOutcome.objects.get(condition=condition).met_by_id == decision
    page = text(browser.get(reverse("decision_conditions", args=[swl.decisions["iii"]])))
    assert "by the decision of the Governing Body of NHS Merton CCG of 14 April 2016, item 1" in page
    minutes = text(browser.get(reverse("minutes", args=[swl.room.meeting.pk])))
    assert "met on 14 April 2016, by the decision of the Governing Body of NHS Merton CCG" in minutes


def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(swl, keeper):
    condition = swl.condition("iii", "Merton")
    answer = send(keeper(), swl.decisions["iii"], condition, state="failed", reason="", **day(APRIL))
    assert answer.status_code == 422
    assert "Say why the condition failed" in text(answer)
    assert 'value="2016"' in answer.content.decode()
    assert re.search(r'value="failed"[^>]* checked', answer.content.decode())
    answer = send(keeper(), swl.decisions["iii"], condition)
    assert "Choose what became of the condition." in text(answer)
    answer = keeper().post(reverse("decision_conditions", args=[swl.decisions["iii"]]), {})
    assert (answer.status_code, "This form is not whole" in text(answer)) == (422, True)
    assert not ConditionOutcome.objects.filter(condition=condition).exists()


def test_a_form_that_is_sent_twice_is_taken_once(swl, keeper):
    condition, key = swl.condition("iii", "Merton"), uuid.uuid4()
    fields = {"state": "discharged", "key": key, **day(APRIL)}
    assert send(keeper(), swl.decisions["iii"], condition, **fields).status_code == 302
    again = send(keeper(), swl.decisions["iii"], condition, **fields)
    assert again.status_code in (302, 422)
    assert ConditionOutcome.objects.filter(condition=condition).count() == 1


def test_a_mistake_is_corrected_on_the_page_and_both_entries_are_shown(swl, keeper):
    condition = swl.condition("ii")
    first = ConditionOutcome.objects.get(condition=condition)
    fields = {"state": "awaited", "replaces": first.pk, "reason": "It was another condition."}
    assert send(keeper(), swl.decisions["ii"], condition, **fields).status_code == 302
    page = text(keeper().get(reverse("decision_conditions", args=[swl.decisions["ii"]])))
    assert "Replaced: Met, 1 April 2016" in page
    assert "It was another condition." in page
    assert swl.hangs("ii").takes is Takes.AWAITS
    minutes = text(keeper().get(reverse("minutes", args=[swl.room.meeting.pk])))
    assert "Put right: awaited still; recorded on 14 April 2016 by keeper: It was another condition." in minutes


def test_nobody_else_records_anything_on_the_page(swl, keeper):
    world.an_account("stranger")
    condition = swl.condition("iii", "Merton")
    answer = send(keeper("stranger"), swl.decisions["iii"], condition, state="discharged", **day(APRIL))
    assert answer.status_code == 403
    assert "may record what became of a condition" in text(answer)
    assert not ConditionOutcome.objects.filter(condition=condition).exists()


def test_a_decision_without_conditions_says_so(swl, settings, keeper):
    merton = conditional.a_decision_of(swl.bodies["Merton"], swl.keeper, APRIL)
    address = reverse("decision_conditions", args=[merton])
    assert "This decision hangs on no condition" in text(keeper().get(address))
    assert keeper().post(address, {"condition": "1"}).status_code == 403


# --- Elsewhere ---
def test_the_meeting_page_the_minutes_and_the_extract_say_where_each_decision_stands(swl, keeper):
    meeting, sitting = swl.room.meeting.pk, swl.room.sittings["SWL"].pk
    for address in (
        reverse("meeting", args=[meeting]),
        reverse("minutes", args=[meeting]),
        reverse("minutes_of", args=[meeting, sitting]),
    ):
        page = keeper().get(address)
        assert "Carried, and in effect since 1 April 2016, when its last condition was met." in text(page)
        assert "Carried, awaiting the Governing Body of NHS Croydon CCG; the Governing" not in text(page)
        assert "Carried, awaiting the Governing Body of NHS Croydon CCG, the Governing Body of NHS Kingston" in text(
            page
        )
        for decision in swl.decisions.values():
            assert reverse("decision_conditions", args=[decision]) in page.content.decode()


def test_the_secretarys_first_page_lists_the_decisions_that_wait(swl, keeper):
    page = keeper().get(reverse("home"))
    assert "Decisions that wait" in text(page)
    assert reverse("decision_conditions", args=[swl.decisions["iii"]]) in page.content.decode()
    assert reverse("decision_conditions", args=[swl.decisions["iv"]]) not in page.content.decode()
    assert reverse("decisions_waiting") in page.content.decode()


def test_the_first_page_of_a_governing_bodys_secretary_lists_what_waits_for_it(swl, keeper):
    conditional.a_keeper(swl.bodies["Merton"].committee, username="of Merton")
    kingston = conditional.a_keeper(swl.bodies["Kingston"].committee, username="of Kingston")
    met(swl, swl.condition("iii", "Kingston"))
    assert kingston
    assert "Decisions that wait" in text(keeper("of Merton").get(reverse("home")))
    assert "Decisions that wait" not in text(keeper("of Kingston").get(reverse("home")))


# --- The console ---
@pytest.fixture
def room(settings):
    settings.COCOMM_CLOCK_DAY = JANUARY
    joint = conditional.the_joint_committee()
    found = conditional.a_room(joint, conditional.a_keeper(joint.committee), JANUARY)
    conditional.put(found, "A plan")
    return found


def amend(browser, room, **fields):
    data = {"key": uuid.uuid4(), "resolutions": room.decisions(), "text": "That it be so.", "verb": "approve"}
    return browser.post(reverse("console_act", args=[room.meeting.pk, "amend"]), data | fields)


def carried(room):
    return next(iter(room.record.resolution_by_id.values())).conditions


def test_a_motion_is_amended_in_the_console_with_its_conditions(room, keeper):
    conditional.a_governing_body("Merton")
    lines = {
        "conditions": "1",
        "c1-text": LEVEL_3,
        "c1-who": "the CCGs",
        "c1-by": "31/03/2017",
        "c2-text": LOCAL,
        "c2-who": f"the {MERTON.lower()}",
        "c4-text": "A budget",
    }
    assert amend(keeper(), room, **lines).status_code == 302
    assert [(c.number, c.text, c.who, c.due_on) for c in carried(room)] == [
        (1, LEVEL_3, "the CCGs", date(2017, 3, 31)),
        (2, LOCAL, "", None),
        (3, "A budget", "", None),
    ]
    assert carried(room)[1].awaits.name == MERTON, "a committee by its full name is the committee"
    page = keeper().get(reverse("console", args=[room.meeting.pk]))
    assert f"Subject to: {LEVEL_3} (the CCGs, by 31 March 2017) {LOCAL} (the {MERTON}) A budget" in text(page)
    amended = next(form for form in forms_on(page.content.decode()) if form.action.endswith("amend/"))
    sent = dict(amended.fields)
    assert (sent["c1-text"], sent["c1-by"], sent["c2-who"]) == (LEVEL_3, "31/03/2017", MERTON)


def test_the_console_sends_back_every_condition_that_it_shows_however_many_there_are(room, keeper):
    for name in NAMES:
        conditional.a_governing_body(name)
    lines = {f"c{n}-text": f"Condition {n}" for n in range(1, 11)} | {"conditions": "1"}
    amend(keeper(), room, **lines)
    page = keeper().get(reverse("console", args=[room.meeting.pk])).content.decode()
    form = next(form for form in forms_on(page) if form.action.endswith("amend/"))
    data = next(form.sent()) | {"key": uuid.uuid4(), "text": "Other words."}
    assert keeper().post(form.action, data).status_code == 302
    assert [c.text for c in carried(room)] == [f"Condition {n}" for n in range(1, 11)]


def test_the_lines_of_a_console_that_cannot_be_are_refused_by_their_number(room, keeper):
    for lines, sentence in (
        ({"c2-text": "A budget", "c2-by": "31/02/2016"}, "Condition 2: Give the last day for a condition as a date"),
        ({"c3-text": "x" * 400}, "Condition 3: "),
        ({"c1-text": "a\x00b"}, "Condition 1: "),
        ({"c1-who": "the CCGs"}, "Say what the condition is"),
        ({"c1-text": "A budget", "c1-by": "27/01/2016"}, "or later"),
    ):
        answer = amend(keeper(), room, conditions="1", **lines)
        assert answer.status_code == 422
        assert sentence in text(answer)
    assert carried(room) == []


def test_an_amendment_without_lines_keeps_the_conditions_and_empty_lines_take_them_away(room, keeper):
    amend(keeper(), room, conditions="1", **{"c1-text": "A budget"})
    amend(keeper(), room, text="Other words.")
    assert [c.text for c in carried(room)] == ["A budget"]
    amend(keeper(), room, conditions="1")
    assert carried(room) == []


def test_the_words_to_read_out_name_the_conditions(room, keeper):
    amend(keeper(), room, conditions="1", **{"c1-text": LEVEL_3})
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    for name in ("console", "projector"):
        page = text(keeper().get(reverse(name, args=[room.meeting.pk])))
        assert LEVEL_3 in page
    assert f"agreed by all, subject to the formal commencement{LEVEL_3[23:]}" in text(
        keeper().get(reverse("console", args=[room.meeting.pk]))
    )
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    of = next(iter(room.record.resolution_by_id.values()))
    assert hangs(of).takes is Takes.AWAITS
