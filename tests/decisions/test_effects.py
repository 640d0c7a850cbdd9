"""What was decided changes the registers: once, when everything that must pass has passed, and by which decision."""

from datetime import date

import pytest

from committees.kinds import added
from committees.kinds.declared import DecisionKind, Fact, FactType
from committees.models import Account, Letter, Person
from committees.terms import Function, Verb
from decisions import actions
from decisions.actions.time import keep_time
from decisions.book import verify_book
from decisions.effects.grounds import load_parts
from decisions.effects.planned import planned
from decisions.effects.ready import State
from decisions.home.held import held_decisions
from decisions.models import EffectApplied, EffectHeld, EffectOn
from practices.changes import CloseList
from practices.models import ListClosure, Practice, PracticeSuccession, Site
from tests.committees.kinds_by_hand import APPLICATION, BY_HAND
from tests.decisions.taking_effect import (
    DECIDED,
    FROM,
    a_branch,
    a_closure,
    a_contract,
    a_practice,
    a_stage,
    by_hand_rows,
    with_rows,
    written,
)

pytestmark = pytest.mark.django_db

CHANGING = sorted(kind for kind, (_, _, changes) in BY_HAND.items() if changes)


@pytest.fixture
def kingston(monkeypatch):
    return a_stage(monkeypatch, "Kingston")


@pytest.fixture
def common(monkeypatch):
    """Croydon, where NHS England may veto, and Kingston."""
    return a_stage(monkeypatch, "Croydon", "Kingston")


def reasons(row) -> set:
    """Why a row was changed, as its history says."""
    return set(row.history.values_list("history_change_reason", flat=True))


def a_merger(stage, **more):
    survivor = a_practice("H83001", "HILL SURGERY", stage.bodies["Kingston"].ccg)
    ended = a_practice("H83002", "VALLEY SURGERY", next(iter(stage.bodies.values())).ccg)
    a_contract(ended, "Drs Valley")
    a_branch(ended, "Valley Branch")
    return stage.matter("merger", {"survivor": survivor.pk, "ended": ended.pk, "effective_on": str(FROM)} | more)


def closing(stage, sites=None, texts=("That the branch close.",), on=FROM):
    """A matter that closes a branch (each of them, in parts)."""
    if sites is None:
        sites = [a_branch(a_practice("H84001", "RIVER SURGERY", next(iter(stage.bodies.values())).ccg))]
    matter = stage.matter("branch_closure", texts=texts)
    for limb, site in zip(matter.limbs.order_by("letter"), sites, strict=True):
        limb.facts = {"site": site.pk, "effective_on": str(on)}
        limb.save()
    return matter, sites


# --- It must show, 2 ---
def test_a_merger_in_common_that_one_committee_has_carried_waits_for_the_other(common):
    matter = a_merger(common)
    common.carry(matter, of=("Kingston",))
    assert common.keep(FROM) == []
    assert written() == (0, 0)
    waits = common.part(matter, FROM).answer
    assert (waits.state, waits.sentences) == (State.WAITS, ("It is not decided for Croydon.",))


def test_both_committees_must_carry_it_and_the_window_of_the_one_at_level_2_must_pass(common):
    matter = a_merger(common)
    common.carry(matter, date(2016, 4, 14), of=("Kingston",))
    common.keep(FROM)
    assert written() == (0, 0)
    common.carry(matter, FROM, of=("Croydon",))
    waits = common.part(matter, FROM).answer
    assert waits.sentences == ("NHS England can veto Croydon's decision of 1 July 2016 until the end of 8 July 2016.",)
    assert common.keep(date(2016, 7, 8)) == []
    common.keep(date(2016, 7, 11))
    effect = EffectApplied.objects.get()
    assert effect.on_day == date(2016, 7, 9)  # confirmed on the day after the window's last, though written down later
    ended, survivor = Practice.objects.get(ods_code="H83002"), Practice.objects.get(ods_code="H83001")
    assert (ended.closed_on, ended.status) == (date(2016, 7, 8), "C")
    assert "Kingston on 14 April 2016" in ended.closed_by
    assert "Croydon on 1 July 2016" in ended.closed_by
    assert PracticeSuccession.objects.get().happened_on == date(2016, 7, 9)
    assert {site.name for site in Site.objects.filter(practice=survivor, name__startswith="Valley")}
    assert "Decided by Kingston on 14 April 2016 (item 1) and Croydon on 1 July 2016 (item 1)" in reasons(ended)
    assert {row.practice_id for row in EffectOn.objects.all()} == {ended.pk, survivor.pk}
    assert effect.committee == common.bodies["Croydon"].committee
    for day in (date(2016, 7, 11), date(2016, 7, 12)):
        assert common.keep(day) == []
    assert written() == (1, 0)


# --- It must show, 3 ---
@pytest.mark.parametrize("kind", CHANGING)
def test_each_kind_takes_effect_once_when_the_timed_command_runs_three_times(kingston, kind):
    of_matter, of_part, _ = BY_HAND[kind]
    rows = by_hand_rows(kingston.bodies["Kingston"].ccg)
    of_matter, of_part = with_rows(kind, of_matter, rows), with_rows(kind, of_part, rows)
    if kind == "list_extension":
        a_closure(of_matter["practice"], date(2016, 3, 1), date(2016, 8, 31))
    matter = kingston.matter(kind, of_matter, whole=of_part)
    kingston.carry(matter)
    told = kingston.keep(FROM)
    effect = EffectApplied.objects.get()
    assert [each.what for each in told] == ["decision in effect"], told
    assert effect.changes
    assert all(words.endswith(".") for words in effect.changes)
    assert effect.decided_by[0][0] == "resolution"
    before = Practice.history.count(), Site.history.count()
    assert kingston.keep(FROM) == []
    assert kingston.keep(date(2016, 8, 1)) == []
    assert written() == (1, 0)
    assert (Practice.history.count(), Site.history.count()) == before


# --- From when ---
def test_nothing_changes_before_its_day(kingston):
    matter, (site,) = closing(kingston)
    kingston.carry(matter)
    kingston.keep(date(2016, 6, 30))
    site.refresh_from_db()
    assert (written(), site.ends_on) == ((0, 0), None)
    kingston.keep(FROM)
    site.refresh_from_db()
    assert site.ends_on == date(2016, 6, 30)
    assert reasons(site) == {None, "Decided by Kingston on 14 April 2016 (item 1)"}


def test_parts_take_effect_each_by_itself_and_a_refused_one_never(kingston):
    practice = a_practice("H84001", "RIVER SURGERY", kingston.bodies["Kingston"].ccg)
    sites = [a_branch(practice, "North Branch"), a_branch(practice, "South Branch")]
    matter, _ = closing(kingston, sites, ("That the north branch close.", "That the south branch close."))
    room = kingston.meeting(matter)
    kingston.agree(room, "a")
    refused = next(each.pk for each in kingston.decisions(room) if each.limb.letter == "b")
    actions.record_counts(actor=kingston.secretary, resolution=refused, in_favour=1, against=8)
    actions.announce(actor=kingston.secretary, resolutions=[refused])
    kingston.close(room)
    kingston.keep(FROM)
    assert [site.ends_on for site in Site.objects.filter(kind="branch").order_by("name")] == [date(2016, 6, 30), None]
    ended = kingston.part(matter, FROM, "b").answer
    assert (ended.state, ended.sentences) == (State.ENDED, ("Kingston did not carry it on 14 April 2016.",))


def test_what_is_carried_again_counts_from_the_second_decision(kingston):
    matter, (site,) = closing(kingston, on=date(2016, 7, 1))
    kingston.carry(matter)
    limb = matter.limbs.get()
    limb.facts = limb.facts | {"effective_on": "2016-08-01"}
    limb.save()
    kingston.carry(matter, date(2016, 5, 12))
    kingston.keep(FROM)
    assert written() == (0, 0)
    kingston.keep(date(2016, 8, 1))
    site.refresh_from_db()
    assert site.ends_on == date(2016, 7, 31)


def test_facts_that_are_stated_anew_after_the_vote_change_nothing_of_what_was_decided(kingston):
    matter, (site,) = closing(kingston)
    kingston.carry(matter)
    limb = matter.limbs.get()
    limb.facts = limb.facts | {"effective_on": "2016-05-01"}
    limb.save()
    kingston.keep(date(2016, 5, 2))
    assert written() == (0, 0)
    kingston.keep(FROM)
    site.refresh_from_db()
    assert site.ends_on == date(2016, 6, 30)


def test_what_was_refused_or_is_a_recommendation_changes_nothing(kingston):
    matter, _ = closing(kingston)
    kingston.reject(matter)
    assert kingston.keep(FROM) == []
    assert written() == (0, 0)


def test_a_refusal_that_is_carried_ends_what_was_carried_before(kingston):
    matter, _ = closing(kingston)
    kingston.carry(matter)
    kingston.refuse(matter, date(2016, 5, 12))
    assert kingston.keep(FROM) == []
    assert written() == (0, 0)
    assert kingston.part(matter, FROM).answer.sentences == ("Kingston rejected it on 12 May 2016.",)


# --- Held ---
def test_of_two_decisions_that_close_one_branch_the_second_is_held_once_and_the_secretary_is_told(kingston):
    Person.objects.create(name="Sam Secretary", account=Account.objects.get(username="secretary"))
    first, sites = closing(kingston)
    second, _ = closing(kingston, sites)
    kingston.carry(first)
    kingston.carry(second, date(2016, 5, 12))
    told = kingston.keep(FROM)
    assert [each.what for each in told] == ["decision in effect", "decision that is held"]
    held = EffectHeld.objects.get()
    assert held.limb.matter == second
    assert "Hill Branch" in held.reason
    assert held.reason.endswith(".")
    letter = Letter.objects.get()
    assert letter.subject == "Kingston: a decision cannot take effect"
    assert "Hill Branch" not in letter.body
    assert "Made-up matter" not in letter.body
    before = Site.history.count()
    assert kingston.keep(FROM) == []
    assert kingston.keep(date(2016, 8, 1)) == []
    assert (written(), Letter.objects.count(), Site.history.count()) == ((1, 1), 1, before)


def test_an_effect_on_a_practice_that_has_since_merged_is_held_and_nothing_is_touched(kingston):
    merger = a_merger(kingston, effective_on="2016-06-01")
    ended = Practice.objects.get(ods_code="H83002")
    later = kingston.matter(
        "list_closure", {"practice": ended.pk, "months": 6, "effective_on": str(FROM)} | APPLICATION
    )
    kingston.carry(merger)
    kingston.carry(later, date(2016, 5, 12))
    kingston.keep(FROM)
    assert written() == (1, 1)
    assert not ListClosure.objects.exists()
    assert "Hill Surgery" in EffectHeld.objects.get().reason


def test_committees_that_decided_on_different_facts_are_held_until_they_decide_on_the_same(common):
    matter = a_merger(common)
    common.carry(matter, DECIDED, of=("Kingston",))
    matter.facts = matter.facts | {"effective_on": "2016-08-01"}
    matter.save()
    common.carry(matter, date(2016, 5, 12), of=("Croydon",))
    common.keep(date(2016, 5, 20))
    held = EffectHeld.objects.get()
    assert "were decided on different facts: first day as one practice." in held.reason
    assert not PracticeSuccession.objects.exists()
    common.carry(matter, date(2016, 6, 9), of=("Kingston",))
    common.keep(date(2016, 8, 1))
    assert PracticeSuccession.objects.get().happened_on == date(2016, 8, 1)


def test_a_death_that_is_noted_takes_effect_and_a_change_that_needs_agreement_does_not(kingston):
    practice = a_practice("H84001", "RIVER SURGERY", kingston.bodies["Kingston"].ccg)
    provider = a_contract(practice, "Drs Old").provider
    provider.partners.create(name="Dr Old", starts_on=date(2013, 4, 1))
    told = {"provider": provider.pk, "change": "death", "basis": "of_right", "leaves": "Dr Old"}
    matter = kingston.matter("partnership_change", whole=told | {"happened_on": "2016-03-20"})
    limb = matter.limbs.get()
    limb.verb = Verb.NOTE
    limb.save()
    room = kingston.meeting(matter)
    actions.announce(actor=kingston.secretary, resolutions=room.decisions())
    kingston.close(room)
    kingston.keep(DECIDED)
    assert provider.partners.get().ends_on == date(2016, 3, 20)
    assert keep_time(today=FROM) == []
    assert written() == (1, 0)


# --- On the page of the matter ---
def page(stage, matter, name="Kingston"):
    """The section of the matter's page, as its secretary reads it."""
    from decisions.outside.effect import section
    from decisions.outside.facts import load_outside
    from decisions.outside.sections import Asks
    from practices import clock

    record = load_outside(stage.bodies[name].committee.pk, matter.pk, clock.today())
    return section(Asks(stage.secretary, record, clock.today()))


def test_the_page_shows_what_will_change_before_it_happens_what_is_awaited_and_then_what_was_changed(common):
    matter = a_merger(common)
    room = common.meeting(matter, DECIDED)
    [planned] = page(common, matter).lines
    assert planned.tag == ("not decided", "grey")
    assert any("Hill Surgery" in words for words in planned.details)
    common.agree(room)
    common.close(room)
    [waits] = page(common, matter).lines
    assert waits.tag == ("waits", "yellow")
    assert (
        waits.details[0] == "NHS England can veto Croydon's decision of 14 April 2016 until the end of 21 April 2016."
    )
    common.keep(date(2016, 4, 22))
    [comes] = page(common, matter).lines
    assert (comes.text, comes.tag) == ("It takes effect on 1 July 2016.", ("to come", "blue"))
    common.keep(FROM)
    [done] = page(common, matter).lines
    assert (done.text, done.tag) == ("In effect since 1 July 2016.", ("in effect", "green"))
    assert "Decided by Croydon on 14 April 2016 (item 1) and Kingston on 14 April 2016 (item 1)." in done.details


def test_the_page_says_why_a_decision_is_held(kingston):
    first, sites = closing(kingston)
    second, _ = closing(kingston, sites)
    kingston.carry(first)
    kingston.carry(second, date(2016, 5, 12))
    kingston.keep(FROM)
    [line] = page(kingston, second).lines
    assert (line.text, line.tag) == ("Held since 1 July 2016.", ("held", "red"))
    assert any("Hill Branch" in words for words in line.details)


# --- On the first page of the secretary ---
def test_a_held_decision_stands_on_the_secretaries_first_page_until_a_later_one_takes_its_place(kingston, client):
    first, sites = closing(kingston)
    second, _ = closing(kingston, sites)
    kingston.carry(first)
    kingston.carry(second, date(2016, 5, 12))
    kingston.keep(FROM)
    client.force_login(Account.objects.get(username="secretary"))
    told = " ".join(client.get("/").content.decode().split())
    assert "What Kingston decided on 12 May 2016 is held since 1 July 2016: it cannot take effect." in told
    assert f"/matters/{second.pk}/#effect" in told
    kingston.refuse(second, date(2016, 7, 14))
    assert held_decisions([kingston.bodies["Kingston"].committee.pk], date(2016, 7, 14)) == []


def test_what_is_held_is_not_told_to_the_secretary_of_another_committee(common):
    matter = a_merger(common)
    common.carry(matter, DECIDED, of=("Kingston",))
    common.keep(FROM)
    assert held_decisions([common.bodies["Croydon"].committee.pk], FROM) == []


# --- The record ---
def test_the_book_is_whole_after_what_took_effect_and_what_is_held(kingston):
    first, sites = closing(kingston)
    second, _ = closing(kingston, sites)
    kingston.carry(first)
    kingston.carry(second, date(2016, 5, 12))
    kingston.keep(FROM)
    assert verify_book(kingston.bodies["Kingston"].committee.pk) == []
    assert EffectApplied.objects.get().verdict["allowed"]
    assert EffectApplied.objects.get().verdict["reasons"][0]["text"] == "Decided by Kingston on 14 April 2016 (item 1)."


def test_nothing_is_half_written_where_the_book_cannot_be_written(kingston, monkeypatch):
    matter, (site,) = closing(kingston)
    kingston.carry(matter)

    def fails(*args, **kwargs):
        raise RuntimeError("The disk is full")

    monkeypatch.setattr("decisions.actions.effects._write", fails)
    [told] = kingston.keep(FROM)
    assert told.failed
    site.refresh_from_db()
    assert (site.ends_on, written()) == (None, (0, 0))
    monkeypatch.undo()
    kingston.monkeypatch = monkeypatch
    kingston.keep(FROM)
    assert written() == (1, 0)


def test_the_number_of_queries_does_not_grow_with_meetings_and_parts(kingston, django_assert_max_num_queries):
    practice = a_practice("H84001", "RIVER SURGERY", kingston.bodies["Kingston"].ccg)
    sites = [a_branch(practice, f"Branch {n}") for n in range(6)]
    matter, _ = closing(kingston, sites, tuple(f"That branch {n} close." for n in range(6)))
    kingston.carry(matter)
    kingston.carry(matter, date(2016, 5, 12))
    with django_assert_max_num_queries(25):
        parts = load_parts(matter.limbs.all(), FROM)
    assert [part.answer.state for part in parts.values()] == [State.READY] * 6
    with django_assert_max_num_queries(20):
        assert len(planned(parts.values(), FROM)) == 6


def test_for_three_months_after_a_refusal_the_page_of_a_new_application_says_so_until_the_day_it_may_be_made(kingston):
    practice = a_practice("H84001", "RIVER SURGERY", kingston.bodies["Kingston"].ccg)
    told = {"practice": practice.pk, "months": 6, "effective_on": str(FROM)} | APPLICATION
    kingston.reject(kingston.matter("list_closure", told))
    again = kingston.matter("list_closure", told)
    again.raised_by = kingston.bodies["Kingston"].committee
    again.save()
    kingston.stand(date(2016, 7, 13))
    [said] = page(kingston, again).said
    assert said.startswith(
        "An application of this practice was refused on 14 April 2016: it may apply again from 14 July"
    )
    kingston.stand(date(2016, 7, 14))
    assert page(kingston, again).said == ()


def test_a_new_kind_declared_in_a_test_takes_effect_by_its_declaration_alone(kingston):
    practice = a_practice("H84001", "RIVER SURGERY", kingston.bodies["Kingston"].ccg)
    kind = DecisionKind(
        key="list_pause",
        label="pause of a list",
        function=Function.GP_COMMISSIONING,
        facts=(
            Fact(key="practice", label="Practice", type=FactType.PRACTICE),
            Fact(key="effective_on", label="First day", type=FactType.DAY),
        ),
        effect=lambda given, day: (CloseList(given["practice"], day, date(2016, 12, 31)),),
    )
    with added(kind):
        matter = kingston.matter("list_pause", {"practice": practice.pk, "effective_on": str(FROM)})
        kingston.carry(matter)
        for _ in range(3):
            kingston.keep(FROM)
    closure = ListClosure.objects.get()
    assert (closure.starts_on, closure.ends_on, written()) == (FROM, date(2016, 12, 31), (1, 0))
