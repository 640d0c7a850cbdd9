"""What the routes to a decision besides a vote need, in meeting files and in exported records. All of it is made up."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import override_settings

from committees.files import FileRefused
from committees.models import Arrangement, Meeting, Post, TermsOfReference
from committees.models.bodies import usual_signatories
from decisions import actions
from decisions.meeting_file.loading import import_meeting_file
from decisions.models import Matter, Opening, ShadowRecommendation, Veto
from tests import world
from tests.cast import the_cast
from tests.decisions.journals import arrives, as_if_exported, leaves, small_record, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

AFTER_THE_WINDOW = date(2016, 4, 22)  # the fifth working day after 14 April 2016 is Thursday the 21st
OFFICE, ALTERNATE = "Head of primary care (made up)", "Deputy head of primary care (made up)"
SLOTS = [{"label": "the chair", "offices": ["chair"]}, {"label": "NHS England", "represents": ["nhs_england"]}]
NEW = {
    "veto_holder", "veto_alternate", "urgent_slots", "by_correspondence", "may_meet_remotely", "kind", "value", "lapsed"
}  # fmt: skip


def with_routes() -> Meeting:
    """A meeting at level 2 and at level 3 whose terms say all that terms may; the first item is agreed by all."""
    cast = the_cast()
    terms = {"veto_working_days": 5, "veto_holder": OFFICE, "veto_alternate": ALTERNATE, "urgent_slots": SLOTS}
    change(cast.croydon.terms, **terms, by_correspondence=True)
    change(cast.merton.terms, urgent_slots=[], by_correspondence=True, may_meet_remotely=False)
    room = cast.meeting()
    matter = room.items[0].matter
    stated = {"practice": cast.practice.pk, "ground": "A GP is ill", "amount": "25000.50"}
    change(matter, kind="discretionary_support", value=Decimal("25000.50"), facts=stated)
    change(room.meeting, by_correspondence=True)
    room.arrive()
    decided = room.decisions(room.begin())
    actions.agree(actor=room.secretary, resolutions=decided)
    actions.announce(actor=room.secretary, resolutions=decided)
    return room.meeting


def change(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()


def test_terms_matters_and_meetings_come_back_with_all_that_the_routes_need():
    data, before = leaves(with_routes)
    arrives(data, before)
    terms = TermsOfReference.objects.get(veto_working_days=5)
    assert (terms.veto_holder, terms.veto_alternate, terms.by_correspondence) == (OFFICE, ALTERNATE, True)
    assert terms.urgent_slots == [each | {"count": 1} for each in SLOTS]
    assert terms.may_meet_remotely
    assert TermsOfReference.objects.get(may_meet_remotely=False).urgent_slots == []
    matter = Matter.objects.get(kind="discretionary_support")
    assert matter.value == Decimal("25000.50")
    assert Meeting.objects.get().by_correspondence


def test_who_holds_the_veto_stays_with_the_vote_elsewhere():
    data, _ = leaves(with_routes)
    take_in(data)
    (opening,) = Opening.objects.filter(veto=True)
    assert (opening.veto_holder, opening.veto_alternate) == (OFFICE, ALTERNATE)


def test_a_record_that_names_another_holder_of_the_veto_than_the_terms_is_refused():
    data, _ = leaves(with_routes)
    opening = next(act for act in data["meetings"][0]["acts"] if act.get("veto_holder"))
    opening["veto_holder"] = "Somebody else"
    with pytest.raises(FileRefused, match="Somebody else"):
        take_in(as_if_exported(data))


def test_a_record_that_says_nothing_of_them_is_written_as_before_and_read_with_the_plain_defaults():
    data = small_record()

    def names(value):
        if isinstance(value, dict):
            return set(value).union(*map(names, value.values()))
        return set().union(*map(names, value)) if isinstance(value, list) else set()

    for act in data["meetings"][0]["acts"]:
        assert not (NEW - {"kind"}) & set(act)
    without_kinds = [{n: v for n, v in each.items() if n != "kind"} for each in data["committees"]]
    assert not (NEW - {"kind"}) & names(without_kinds)
    assert not NEW & names(data["meetings"][0]["items"])
    take_in(data)
    assert all(row.urgent_slots == usual_signatories() for row in TermsOfReference.objects.all())


def with_a_window(*, used: bool = False) -> Meeting:
    """Croydon's decision is carried; its window of five working days lapses, or NHS England's holder uses the veto."""
    cast = the_cast()
    change(cast.croydon.terms, veto_working_days=5, veto_holder=OFFICE, veto_alternate=ALTERNATE)
    change(Post.objects.get(account=cast.nhs_england, kind="nhs_england_officer"), office=OFFICE)
    room = cast.meeting()
    room.arrive()
    decided = room.decisions(room.begin())
    actions.agree(actor=room.secretary, resolutions=decided)
    actions.announce(actor=room.secretary, resolutions=decided)
    actions.close_sitting(
        actor=room.secretary, meeting=room.meeting.pk, sittings=[s.pk for s in room.sittings.values()]
    )
    croydon = room.decision("Croydon").pk
    if used:
        actions.use_veto(actor=cast.acting("nhs_england"), resolution=croydon, reason="No money for it")
        return room.meeting
    with override_settings(COCOMM_CLOCK_DAY=AFTER_THE_WINDOW):
        assert len(actions.keep_time()) == 1
        assert actions.keep_time() == []
    return room.meeting


def test_a_veto_that_lapsed_comes_back_as_done_by_nobody_and_confirms_once():
    data, before = leaves(with_a_window)
    arrives(data, before)
    (told,) = [act for act in data["meetings"][0]["acts"] if act["kind"] == "veto"]
    assert told["lapsed"] == "yes"
    assert "by" not in told
    (veto,) = Veto.objects.all()
    assert (veto.lapsed, veto.used, veto.by) == (True, False, None)
    with override_settings(COCOMM_CLOCK_DAY=AFTER_THE_WINDOW):
        assert actions.keep_time() == [], "it is confirmed already"


def test_a_veto_used_within_its_window_comes_back_with_its_reason_and_waits_for_an_agenda_nowhere():
    data, before = leaves(lambda: with_a_window(used=True))
    arrives(data, before)
    assert Veto.objects.get().reason == "No money for it"
    with override_settings(COCOMM_CLOCK_DAY=AFTER_THE_WINDOW):
        assert actions.keep_time() == []


@pytest.mark.parametrize(
    ("bent", "why"),
    [
        ({"at": "2016-04-21T12:00:00.000000+01:00"}, "No veto lapses here"),
        ({"by": "Croydon NHS England"}, "the rules on record make it"),
        ({"used": "yes", "reason": "No money"}, "the rules on record make it"),
    ],
)
def test_a_lapse_that_could_not_be_is_refused(bent, why):
    data, _ = leaves(with_a_window)
    next(act for act in data["meetings"][0]["acts"] if act["kind"] == "veto").update(bent)
    with pytest.raises(FileRefused, match=why):
        take_in(as_if_exported(data))


def with_a_shadow() -> Meeting:
    """Croydon shadows: it recommends on what Merton alone decides, with a correction."""
    cast = the_cast()
    change(Arrangement.objects.get(ccg=cast.croydon.ccg), shadowing=True)
    room = cast.meeting()
    item = world.put(room.meeting, world.a_matter("The Merton matter", [cast.merton.ccg]))
    room.arrive()
    room.begin(item)
    part = {"limb": item.matter.limbs.get().pk, "sitting": room.sittings["Croydon"].pk}
    said = {"actor": room.secretary, "meeting": room.meeting.pk, "item": item.pk} | part
    first = actions.recommend_in_shadow(**said, text="That it stay open")
    voices = {"in_favour": 8, "against": 1, "abstained": 0}
    actions.recommend_in_shadow(**said, text="That it stay", **voices, replaces=first.pk, reason="One was against")
    return room.meeting


def test_a_shadow_recommendation_and_its_correction_come_back_apart_from_decisions():
    data, before = leaves(with_a_shadow)
    arrives(data, before)
    told = [act for act in data["meetings"][0]["acts"] if act["kind"] == "shadowrecommendation"]
    assert [act["limb"] for act in told] == [{"item": told[0]["item"]}] * 2
    assert [row.in_favour for row in ShadowRecommendation.objects.order_by("pk")] == [None, 8]


@pytest.mark.parametrize(
    ("bent", "why"),
    [
        ({"limb": {"item": "99"}}, "has no such part"),
        ({"limb": {"item": "1", "part": "z"}}, "has no such part"),
        ({"limb": "a"}, "Fields are needed here: item, part"),
        ({"sitting": "Merton primary care commissioning committee"}, "The rules do not allow this"),
        ({"by": "Croydon Chief officer"}, "the rules on record make it"),
    ],
)
def test_a_shadow_recommendation_that_could_not_have_been_made_is_refused(bent, why):
    data, _ = leaves(with_a_shadow)
    first = next(act for act in data["meetings"][0]["acts"] if act["kind"] == "shadowrecommendation")
    first.update(bent)
    with pytest.raises(FileRefused, match=why):
        take_in(as_if_exported(data))


A_FILE = """
title: A file of the tests, made up
ccgs:
  - {code: 10R, name: NHS PORTSMOUTH CCG, region: Y57, from: 2013-04-01, source: ODS}
people:
  - name: Alex Officer
    made_up: yes
    account: {username: alex}
    posts:
      - {kind: nhs_england_officer, committees: [Board], office: Head of primary care, from: 2016-04-01}
      - {kind: case_officer, committees: [Board], from: 2016-04-01}
committees:
  - name: Board of the tests
    short_name: Board
    kind: governing_body
    ccgs: [10R]
    established: 2016-04-01
    source: made up
    made_up: yes
    terms:
      - version: "1"
        quorum: {minimum: 1}
        majority: votes_cast
        source: made up
        urgent_slots: SLOTS
meetings:
  - title: A meeting of the tests
    date: 2016-04-14
    starts: "10:00"
    convened_by: Board
    made_up: yes
    by_correspondence: yes
    sittings: [Board]
    items:
      - {number: "1", title: A matter, function: gp_commissioning, kind: KIND, value: VALUE, decisions: [{text: Agree}]}
"""


def read_in(*, slots="[{label: the chair, offices: [chair]}]", kind="award", value="1000"):
    text = A_FILE.replace("SLOTS", slots).replace("KIND", kind).replace("VALUE", value)
    return import_meeting_file(name="file.yaml", content=text.encode())


def test_a_file_may_name_signatories_offices_a_kind_of_decision_and_its_value():
    read_in()
    assert TermsOfReference.objects.get().urgent_slots == [{"label": "the chair", "count": 1, "offices": ["chair"]}]
    assert set(Post.objects.values_list("kind", "office")) == {
        ("nhs_england_officer", "Head of primary care"),
        ("case_officer", ""),
    }
    matter = Matter.objects.get()
    assert (matter.kind, matter.value) == ("award", Decimal(1000))
    assert Meeting.objects.get().by_correspondence


def test_a_file_with_an_empty_list_of_signatories_permits_no_chairs_action():
    read_in(slots="[]")
    assert TermsOfReference.objects.get().urgent_slots == []


@pytest.mark.parametrize(
    ("bent", "why"),
    [
        ({"kind": "a_swap"}, "is no kind of decision"),
        ({"value": "a lot"}, "is not a sum in pounds"),
        ({"value": "-5"}, "is not a sum in pounds"),
        ({"value": "12345678901"}, "is not a sum in pounds"),
        ({"value": "1.005"}, "is not a sum in pounds"),
        ({"slots": "[{offices: [chair]}]"}, "label"),
        ({"slots": "[{label: somebody, offices: [king]}]"}, "king"),
    ],
)
def test_a_file_with_a_kind_a_value_or_signatories_that_cannot_be_is_refused_with_its_line(bent, why):
    with pytest.raises(FileRefused, match=why) as refused:
        read_in(**bent)
    assert refused.value.problems[0].line
    assert not Matter.objects.exists()


def test_a_file_that_says_another_value_of_a_matter_on_record_is_refused():
    read_in()
    with pytest.raises(FileRefused, match="its value in pounds, is not what is on record"):
        read_in(value="2000")
