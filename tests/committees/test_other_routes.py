"""Who decides?, besides a vote in a meeting: officers, chair's action, consent, veto and panel; each with its source."""

import html
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Committee, ConsentRule, Delegation
from committees.queries.answer import who_decides
from committees.terms import CommitteeKind, Function, Level
from practices.models import CCG
from tests import world
from tests.committees.london import CITY_AND_HACKNEY, a_ccg, arrange
from tests.world import DAY, DIRECTOR, FINANCE, FIRST

pytestmark = pytest.mark.django_db
SCHEME, RULE = "Scheme of delegation, made up", "Delegation agreement, made up"


def merton(**terms):
    return world.a_body("Merton", "08R", **terms)


def croydon(**terms):
    return world.a_body("Croydon", "07V", Level.JOINT, **terms)


def given(body, kind, up_to, seat=FINANCE, **more):
    days = {"starts_on": FIRST} | more
    return Delegation.objects.create(seat=body.seats[seat], kind=kind, up_to=up_to, source=SCHEME, made_up=True, **days)


def a_panel(*ccgs, **days) -> Committee:
    days = {"established_on": FIRST} | days
    panel = Committee.objects.create(
        name="South West London Advisory Panel", short_name="Panel", kind=CommitteeKind.ADVISORY_PANEL, **days
    )
    panel.ccgs.set(ccgs)
    return panel


def routes(ccg: CCG, function=Function.GP_COMMISSIONING, day=DAY) -> dict:
    """What the answer says of each other route: the words, with the title of the source and whether it is derived."""
    answer = who_decides(function, ccg, day)
    for part in answer.routes:
        for phrase in part.phrases:
            assert answer.sources[phrase.note - 1] == phrase.source, "numbered by its own source"
    return {
        part.who: {phrase.text: (phrase.source.title, phrase.source.derived) for phrase in part.phrases}
        for part in answer.routes
    }


# --- Officers ---
def test_which_officers_may_decide_which_kinds_of_the_function_up_to_which_value():
    body = merton()
    given(body, "rent", Decimal(25000))
    given(body, "list_closure", None, seat=DIRECTOR)
    given(body, "breach_notice", Decimal("100.50"))
    found = routes(body.ccg)["Officers"]
    assert found == {
        "chief finance officer: rent reimbursement up to £25,000": (SCHEME, False),
        "director of commissioning: list closure, whatever the value": (SCHEME, False),
    }
    assert list(routes(body.ccg, Function.PERFORMANCE)["Officers"]) == [
        "chief finance officer: breach notice up to £100.50"
    ]


def test_without_a_line_on_record_no_officer_decides():
    body = merton()
    given(body, "rent", 1, starts_on=date(2016, 4, 15))
    given(body, "merger", 1, ends_on=date(2016, 4, 13))
    (found,) = routes(body.ccg)["Officers"].items()
    assert found[0] == "decide none of it: no line of a scheme of delegation is on record"
    assert found[1][1], "derived"
    assert "rent reimbursement up to £1" in str(routes(body.ccg, day=date(2016, 4, 15))["Officers"])


def test_a_line_of_a_seat_that_has_ended_is_not_shown():
    body = merton()
    given(body, "rent", 1)
    seat = body.seats[FINANCE]
    seat.ends_on = date(2016, 4, 13)
    seat.save()
    assert "rent" not in str(routes(body.ccg)["Officers"])


def test_at_level_2_an_officers_decision_carries_no_veto_and_an_incentive_scheme_is_not_theirs():
    body = croydon()
    given(body, "rent", 5)
    given(body, "incentive_scheme", 5)
    found = routes(body.ccg)["Officers"]
    assert found["without a veto or casting vote of NHS England"][1], "derived"
    assert list(routes(body.ccg, Function.INCENTIVE_SCHEMES)["Officers"]) == [
        "decide none of it: NHS England must agree"
    ]
    assert list(routes(body.ccg, Function.INCENTIVE_SCHEMES)["Chair's action"]) == [
        "does not decide it: NHS England must agree"
    ]


# --- Chair's action ---
def test_who_signs_chairs_action_by_the_plain_default_shown_as_such():
    found = routes(merton().ccg)["Chair's action"]
    signed = "is signed by the chair or vice-chair and one executive member, by the plain default"
    assert found[signed][1], "derived"
    assert "has effect at once, and stands if it is not ratified" in found


def test_who_signs_chairs_action_as_the_terms_say():
    slots = [{"label": "the chair", "offices": ["chair"]}, {"label": "NHS England", "represents": ["nhs_england"]}]
    body = croydon(urgent_slots=slots, urgent_signatories="the chair and NHS England's member")
    found = routes(body.ccg)["Chair's action"]
    assert found["is signed by the chair and NHS England"] == (world.SOURCE, False)


def test_chairs_action_that_the_terms_do_not_permit():
    assert routes(merton(urgent_slots=[]).ccg)["Chair's action"] == {"is not permitted": (world.SOURCE, False)}


# --- Consent ---
def test_what_needs_nhs_englands_consent_above_which_value_at_level_3_alone():
    body, other = merton(), croydon()
    for ccg in (body.ccg, other.ccg):
        ConsentRule.objects.create(ccg=ccg, kind="rent", above=20000, source=RULE, starts_on=FIRST)
        ConsentRule.objects.create(ccg=ccg, kind="merger", source=RULE, starts_on=FIRST)
        ConsentRule.objects.create(ccg=ccg, kind="budget", source=RULE, starts_on=FIRST)
    assert routes(body.ccg)["NHS England's consent"] == {
        "is needed beforehand for practice merger, whatever the value": (RULE, False),
        "is needed beforehand for rent reimbursement above £20,000": (RULE, False),
    }
    assert "NHS England's consent" not in routes(other.ccg), "at level 2 it agrees or vetoes in the committee"


def test_without_a_rule_on_record_no_consent_is_needed():
    assert list(routes(merton().ccg)["NHS England's consent"]) == ["is needed for nothing: no rule is on record"]


# --- The veto ---
def test_the_vetos_window_holder_and_alternate_as_the_terms_say():
    body = croydon(veto_working_days=5, veto_holder="Head of primary care", veto_alternate="Director of commissioning")
    found = routes(body.ccg)["NHS England's veto"]
    assert found["may be used within five whole working days after the day on which voting closes"] == (
        world.SOURCE,
        False,
    )
    assert found["is held by NHS England's Head of primary care"] == (world.SOURCE, False)
    assert found["while the holder is away, by its Director of commissioning"] == (world.SOURCE, False)


def test_the_vetos_defaults_are_shown_as_such():
    found = routes(croydon().ccg)["NHS England's veto"]
    assert list(found) == [
        "may be used until the meeting closes, by the plain default",
        "is held by any officer whom NHS England has posted to the committee, by the plain default",
        "nobody stands in for the holder, by the plain default",
        "unused, the decision is confirmed when its time is over",
    ]
    assert all(derived for _, derived in found.values())


def test_at_level_3_and_where_the_terms_give_none_nothing_is_said_of_a_veto():
    assert "NHS England's veto" not in routes(merton().ccg)
    assert "NHS England's veto" not in routes(croydon(nhs_england_veto=False).ccg)


# --- Correspondence, teleconference, the panel ---
def test_ways_of_meeting_as_the_terms_say_or_by_the_plain_default():
    found = routes(merton(by_correspondence=True, may_meet_remotely=False).ccg)["Ways of meeting"]
    assert found == {
        "may decide by correspondence": (world.SOURCE, False),
        "does not decide by teleconference": (world.SOURCE, False),
    }
    found = routes(croydon().ccg)["Ways of meeting"]
    assert list(found) == [
        "does not decide by correspondence, by the plain default",
        "may meet by teleconference, by the plain default",
    ]
    assert all(derived for _, derived in found.values())


def test_the_advisory_panel_that_may_be_called():
    body = merton()
    assert list(routes(body.ccg)["Advisory Panel"]) == ["none is on record for Merton"]
    a_panel(body.ccg)
    found = routes(body.ccg)["Advisory Panel"]
    assert list(found) == [
        "South West London Advisory Panel may be called, as needed",
        "on a complex contract, a performance issue with a practice or a conflict of interest",
        "advises; the Merton primary care commissioning committee decides",
    ]
    assert all("section “2. Governance”" in title and not derived for title, derived in found.values())


@pytest.mark.parametrize("days", [{"established_on": date(2016, 4, 15)}, {"stood_down_on": date(2016, 4, 13)}])
def test_a_panel_that_is_not_there_that_day_is_not_called(days):
    body = merton()
    a_panel(body.ccg, **days)
    assert list(routes(body.ccg)["Advisory Panel"]) == ["none is on record for Merton"]


# --- Where NHS England decides, and where nobody can say ---
def test_at_level_1_nhs_englands_team_decides_and_the_ccg_may_be_consulted():
    ccg = a_ccg(CITY_AND_HACKNEY, "NHS CITY AND HACKNEY CCG")
    arrange(ccg, Level.GREATER_INVOLVEMENT, FIRST)
    found = routes(ccg)
    assert set(found) == {"NHS England's officer", "Consultation", "Officers, chair's action"}
    assert list(found["NHS England's officer"]) == ["decides, without a vote"]
    (may, waits, view) = found["Consultation"]
    assert may == "City and Hackney may be asked by a day, and need not be"
    assert waits == "once asked, NHS England waits until the day given"
    assert found["Consultation"][waits][1], "derived"
    assert view == "its committees may discuss it and record a view"
    assert "may be consulted on decisions made by NHS England" in found["Consultation"][may][0]
    assert routes(ccg, Function.BUDGET)["NHS England's officer"]["decides, without a vote"][1], "derived for the others"


def test_what_stays_with_nhs_england_at_level_3_is_consulted_on_and_what_is_reserved_opens_no_vote():
    body = merton()
    assert "Consultation" in routes(body.ccg, Function.OTHER_CONTRACTORS)
    assert routes(body.ccg, Function.PERFORMERS_LIST).keys() == {"NHS England"}


def test_a_committees_own_business_has_no_other_route():
    assert routes(merton().ccg, Function.OWN_BUSINESS) == {}


def test_without_a_committee_on_record_what_hangs_on_it_is_not_assumed():
    ccg = a_ccg("08M", "NHS NEWHAM CCG")
    arrange(ccg, Level.DELEGATED, FIRST)
    found = routes(ccg)
    assert list(found["Officers, chair's action"]) == [
        "hang on the committee's scheme of delegation and terms, which are not on record"
    ]
    assert "NHS England's consent" in found
    assert routes(ccg, day=date(2015, 1, 1)) == {}, "without a level nothing is said"


def test_a_ccg_that_shadows_says_what_its_recommendations_are_worth():
    body = croydon()
    row = body.ccg.arrangements.get()
    row.shadowing = True
    row.save()
    (text,) = routes(body.ccg)["Shadow working"]
    assert text.startswith("Croydon may recommend on what others decide; it is counted in no vote")


# --- The pages ---
@pytest.fixture
def reader(client, on_the_day):
    client.force_login(world.an_account("reader"))
    return client


def text_of(response) -> str:
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_the_answer_shows_the_other_routes_each_with_its_source_and_what_is_derived(reader):
    body = merton()
    given(body, "rent", 25000)
    response = reader.get(reverse("who_decides"), {"function": "gp_commissioning", "ccg": "08R", "on": "14 April 2016"})
    said = text_of(response)
    assert (
        "Other routes Besides a vote in a meeting. Officers chief finance officer: rent reimbursement up to £25,000"
        in said
    )
    assert re.search(r"by the plain default derived Source \d+", said)
    page = response.content.decode()
    notes = set(re.findall(r'href="#(source-\d+)"', page))
    assert notes == set(re.findall(r'id="(source-\d+)"', page))


def count(client, name, *args, **asked) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(reverse(name, args=args), asked).status_code == 200
    return len(found)


def test_both_pages_ask_the_database_as_often_for_many_lines_as_for_one(reader):
    body = merton()
    given(body, "rent", 25000)
    ConsentRule.objects.create(ccg=body.ccg, kind="rent", above=20000, source=RULE, starts_on=FIRST)
    a_panel(body.ccg)
    asked = {"function": "gp_commissioning", "ccg": "08R"}
    few = count(reader, "who_decides", **asked), count(reader, "committee", body.committee.pk)
    for seat in (DIRECTOR, FINANCE):
        for kind in ("merger", "premises", "list_closure"):
            given(body, kind, 1, seat=seat)
    for kind in ("merger", "premises"):
        ConsentRule.objects.create(ccg=body.ccg, kind=kind, source=RULE, starts_on=FIRST)
    assert (count(reader, "who_decides", **asked), count(reader, "committee", body.committee.pk)) == few


# --- The committee's page ---
def committee(client, body, **asked) -> str:
    response = client.get(reverse("committee", args=[body.committee.pk]), asked)
    assert response.status_code == 200
    return text_of(response)


def test_the_committees_page_has_its_scheme_of_delegation_with_who_holds_the_seat_that_day(reader):
    body = merton()
    assert "no officer decides alone" in committee(reader, body)
    given(body, "rent", 25000)
    said = committee(reader, body)
    assert (
        "Chief finance officer Who Merton Chief finance officer May decide Rent reimbursement up to £25,000 "
        f"Source {SCHEME} made up"
    ) in said
    assert "Rent reimbursement" not in committee(reader, body, on="31 March 2016")


def test_the_committees_page_names_what_needs_consent_and_the_panel(reader):
    body = merton()
    ConsentRule.objects.create(ccg=body.ccg, kind="rent", above=20000, source=RULE, starts_on=FIRST)
    panel = a_panel(body.ccg)
    said = committee(reader, body)
    assert f"Merton: rent reimbursement above £20,000 {RULE}" in said
    assert "Advisory Panel South West London Advisory Panel It may be called, as needed." in said
    assert "Advisory Panel None is on record" in committee(reader, croydon())
    own = text_of(reader.get(reverse("committee", args=[panel.pk])))
    assert "It may be called" not in own


def test_the_committees_page_reads_the_terms_back_with_signatories_veto_and_ways_of_meeting(reader):
    said = committee(reader, croydon(veto_working_days=5, veto_holder="Head of primary care", by_correspondence=True))
    assert "NHS England may veto a carried decision within five whole working days" in said
    assert "It is held by NHS England's Head of primary care." in said
    assert "Nobody stands in for the holder, by the plain default." in said
    assert "Chair's action is signed by the chair or vice-chair and one executive member, by the plain default." in said
    assert "The committee may decide by correspondence." in said
    said = committee(reader, merton(urgent_signatories="the chair with the chief officer"))
    assert "The chair with the chief officer. Chair's action is signed by" in said
    assert "NHS England has no veto." in said


@pytest.mark.parametrize(
    ("who", "linked"),
    [("gp", True), ("secretary", True), ("healthwatch", True), ("stranger", False), ("superuser", False)],
)
def test_the_way_to_what_is_done_between_meetings_is_for_whom_the_gate_allows(client, cast, who, linked):
    client.force_login(getattr(cast, who))
    page = client.get(reverse("committee", args=[cast.merton.committee.pk])).content.decode()
    address = reverse("book", args=[cast.merton.committee.pk])
    assert (f'href="{address}"' in page) == linked
    assert (client.get(address).status_code == 200) == linked, "the page itself says the same"
