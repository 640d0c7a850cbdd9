"""What acts say in a chronology: those of a book one by one, those of a meeting in one in which everything happens."""

from datetime import date

import pytest
from django.test import override_settings

from committees.models import Committee, Meeting, Person, Seat
from decisions import models as m
from decisions.chronology import between, in_meetings
from decisions.chronology.gather import gather
from decisions.chronology.kept import kept_from
from decisions.chronology.page import chronology
from decisions.chronology.told import Told
from decisions.models import ACTS, OUTSIDE_ACTS, AgendaItem, Link
from decisions.outside.facts import load_outside
from practices.models import CCG
from tests.decisions.everything import Everything

MAY = date(2016, 5, 12)
CROYDON = CCG(short_name="Croydon")
BRANCH = m.Limb(letter="a")
ITEM = AgendaItem(number="3", meeting=Meeting(date=MAY))


class Rows:
    people = {1: "Ann"}
    signatures: dict = {7: [m.Signature(seat=Seat(title="Chair"), person_id=1, how="by e-mail")]}


SAID = [
    (
        m.Consultation(ccg=CROYDON, text="To close it", respond_by=MAY),
        "Croydon was consulted; an answer is asked for by 12 May 2016.",
    ),
    (
        m.ConsultationResponse(consultation=m.Consultation(ccg=CROYDON), text="No objection"),
        "Croydon answered: No objection.",
    ),
    (m.ConsentRequest(text="£30,000"), "NHS England's consent was asked for: £30,000."),
    (m.ConsentAnswer(given=False, reason="Too dear"), "NHS England refused its consent."),
    (m.ConsentAnswer(given=True), "NHS England gave its consent."),
    (m.InformationRequest(text="Which lists?", due_on=MAY), "NHS England was asked, by 12 May 2016: Which lists?"),
    (m.InformationAnswer(text="All"), "NHS England answered: All."),
    (
        m.PanelReferral(panel=Committee(name="The panel"), ground="contract", text="Is it fair?"),
        "The panel was called, because of a complex contract.",
    ),
    (
        m.Adviser(person=Person(name="Bo"), role="peer", sits="Merton"),
        "Bo was asked to advise, as a peer from another CCG (Merton).",
    ),
    (m.Advice(text="Yes", reason="It is fair"), "The panel advised: Yes."),
    (m.OutsideDecision(pk=7, route="officer", text="Approved", reason="Small"), "Decided by an officer: Approved."),
    (m.LifeEntry(entry="consulted", party="the LMC", limb=BRANCH), "Part (a): Consulted: the LMC."),
    (
        m.LifeEntry(entry="consulted", party="the LMC", answer="not_so", reason="Wrong matter"),
        "Consulted: the LMC: taken back, it was not so.",
    ),
    (
        m.EffectApplied(limb=BRANCH, on_day=MAY, changes=["The branch is closed"]),
        "Part (a): The decision took effect from 12 May 2016.",
    ),
    (
        m.EffectHeld(limb=BRANCH, reason="It is closed already"),
        "Part (a): The effect of the decision is held: It is closed already.",
    ),
    (m.Report(item=ITEM), "The decision was put before the meeting of 12 May 2016, item 3."),
    (
        m.AdviceTaken(resolution=m.Resolution(item=ITEM), followed="in_part", reason="One point"),
        "The advice was followed in part by the decision of 12 May 2016.",
    ),
]


def named(each) -> str:
    return "" if isinstance(each, str) else type(each).__name__


def test_each_act_of_a_book_is_tried():
    assert {type(act) for act, _ in SAID} == set(OUTSIDE_ACTS)


@pytest.mark.parametrize(("act", "sentence"), SAID, ids=named)
def test_an_act_of_a_book_says_what_was_done(act, sentence):
    told = Told(Rows())  # type: ignore[arg-type]
    assert between.WORDS[type(act)](act, told).text == sentence


def test_a_decision_between_meetings_names_who_signed_it():
    act = m.OutsideDecision(pk=7, route="chairs_action", text="Approved", reason="It could not wait")
    details = between.WORDS[m.OutsideDecision](act, Told(Rows())).details  # type: ignore[arg-type]
    assert details == ("Signed by Ann (Chair), by e-mail.", "Reason: It could not wait.")


@pytest.mark.django_db
def test_of_a_meeting_in_which_everything_happens_every_act_on_an_item_has_its_line():
    with override_settings(COCOMM_CLOCK_DAY=date(2016, 4, 14)):
        everything = Everything()
        day = date(2016, 4, 14)
        told: set[tuple[int, str]] = set()
        kinds = set()
        secretary = everything.room.secretary
        for item in AgendaItem.objects.filter(meeting=everything.meeting):
            committee = item.purposes.select_related("sitting").first()
            if committee is None:
                continue
            rows = gather(item.matter)
            kept = kept_from(secretary, rows, committee.sitting.committee_id, day)
            assert not kept.items
            kinds |= {type(act) for act, of in rows.acts if of is not None or isinstance(act, m.SittingClosed)}
            found = chronology(secretary, load_outside(committee.sitting.committee_id, item.matter_id, day))
            told |= {(seal.number, seal.seal) for line in found.lines for seal in line.seals}
            assert [line.happened for line in found.lines] == sorted(line.happened for line in found.lines)
        sealed = Link.objects.filter(
            sitting__meeting=everything.meeting, kind__in=["ruling", "motion", "opening", "veto"]
        )
        assert {(link.number, link.seal) for link in sealed} <= told
        assert len(kinds) >= len(ACTS) - 6, sorted(each.__name__ for each in set(in_meetings.WORDS) - kinds)
