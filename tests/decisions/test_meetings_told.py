"""Meetings of every kind that real minutes tell of, as made-up files: each goes in without a change of code.

What is told in full is worked out by the rules; what is told in part is kept as published, with a finding.
"""

import pytest
from django.db import transaction

from committees.terms import ConditionState, Finding, Outcome, Recording, RoomRole, Route
from decisions.chain import verify_meeting
from decisions.minutes import load, write
from decisions.models import Attendance, Deferral, Ruling, Veto
from decisions.outcome import outcome_of
from practices import clock
from tests.decisions.made_up_files import DAY, SEATS, a_file, an_item, everybody, meeting, take, votes, who
from tests.decisions.published_files import the_decision

pytestmark = pytest.mark.django_db
SIX = ("Merton", "Sutton", "Kingston", "Richmond", "Wandsworth", "Croydon")
SHARES = {"type": "financial", "nature": "Shares in the applicant"}


def minutes_of(record):
    return write(*load(record.meeting.pk), today=record.day)


def said(record) -> str:
    """Every sentence of the minutes' interests and decisions."""
    found = []
    for item in minutes_of(record).items:
        found += [*item.steps, *item.deferrals]
        for interest in item.interests:
            found += [interest.declared, *interest.rulings, interest.movements]
        for part in item.parts:
            for decision in part.decisions:
                found += [decision.result, decision.state, decision.agreement, *decision.veto]
                if decision.published:
                    found += [decision.published.sentence, *decision.published.how, decision.published.finding]
                    found += decision.published.reasons
    return " ".join(filter(None, found))


# --- Told in full ---
def test_a_result_is_worked_out_where_everything_is_told_and_nothing_is_kept_as_published():
    file = a_file("Merton")
    an_item(file, outcomes=[{"outcome": "carried", "votes": votes("Merton", GP_member="against")}])
    record = take(file)
    found = the_decision(record, "1")
    assert found.published is None
    assert found.announcement.outcome == Outcome.CARRIED
    assert {vote.by_id for vote in found.votes} == {p.id for p in record.people.values()}
    assert all(vote.imported_line for vote in found.votes)
    assert verify_meeting(record.meeting.pk) == []


@pytest.mark.parametrize("way", ["unanimous", "consensus"])
def test_what_all_agreed_to_needs_no_names_where_it_is_told_who_was_there(way):
    file = a_file("Merton")
    an_item(file, outcomes=[{"outcome": "carried", "recording": way}])
    found = the_decision(take(file), "1")
    assert found.opening.recording == way
    assert found.announcement.outcome == Outcome.CARRIED


def test_minutes_show_no_time_of_day_that_no_source_tells():
    file = a_file("Merton")
    an_item(file, declarations=[SHARES | {"people": [who("Merton", "GP member")], "handling": "leaves_for_item"}],
            outcomes=[{"recording": "unanimous"}])  # fmt: skip
    text = said(take(file))
    assert "ruled: leaves for the item." in text
    assert ":" not in text.split("left")[1].split(".")[0]
    assert "Taken" not in text


def test_words_as_resolved_and_conditions_replace_those_of_the_agenda_and_what_became_of_them_is_told():
    file = a_file("Merton")
    condition = {"text": "The lease is signed", "who": "the landlord", "state": "discharged", "on": "2016-06-01"}
    an_item(
        file,
        outcomes=[{"recording": "unanimous", "text": "That it be approved for a year.", "conditions": [condition]}],
    )
    found = the_decision(take(file), "1")
    assert found.motion_text == "That it be approved for a year."
    assert [motion.text for motion in found.motions] == ["That it be approved.", "That it be approved for a year."]
    assert [outcome.state for outcome in found.condition_outcomes] == [ConditionState.DISCHARGED]


def test_a_decision_is_vetoed_by_nhs_england_as_the_file_tells_and_the_record_knows_why():
    file = a_file("Croydon", levels={"Croydon": 2})
    told = {"recording": "unanimous", "outcome": "vetoed", "veto_reason": "beyond the budget"}
    an_item(file, outcomes=[told])
    found = the_decision(take(file), "1")
    assert found.announcement.outcome == Outcome.CARRIED
    assert outcome_of(found) == Outcome.VETOED
    assert found.veto.reason == "beyond the budget"


def test_nhs_englands_agreement_or_refusal_is_part_of_the_record():
    for answer, came_of_it in (("yes", Outcome.CARRIED), ("no", Outcome.AGREEMENT_REFUSED)):
        file = a_file("Croydon", levels={"Croydon": 2})
        meeting(file)["title"] = f"Answered {answer}"
        file["committees"][0]["seats"].append(
            {"title": "NHS England", "represents": "nhs_england", "holders": [{"person": "Nell England"}]}
        )
        file["people"].append({"name": "Nell England", "made_up": "yes"})
        meeting(file)["attendance"].append({"person": "Nell England"})
        an_item(file, function="incentive_schemes", outcomes=[{"recording": "unanimous", "agreement": answer}])
        found = the_decision(take(file), "1")
        assert outcome_of(found) == came_of_it
        assert found.agreement.by.name == "Nell England"


def test_a_veto_days_after_the_meeting_stands_within_the_working_days_of_the_terms_and_not_beyond():
    told = {"recording": "unanimous", "outcome": "vetoed", "veto_reason": "beyond the budget"}
    for days, day, kept in ((5, "2016-05-19", None), (5, "2016-05-20", "disagrees"), (None, "2016-05-13", "disagrees")):
        terms = {"veto_working_days": days} if days else {}
        file = a_file("Croydon", levels={"Croydon": 2}, terms=terms)
        meeting(file)["title"] = f"{days} days, {day}"
        file["committees"][0]["terms"][0] |= terms
        an_item(file, outcomes=[told | {"veto_on": day}])
        an_item(file, outcomes=[{"recording": "unanimous"}])
        with transaction.atomic():
            record = take(file)
            found = the_decision(record, "1")
            assert (found.published.finding if found.published else None) == kept
            if kept is None:
                assert outcome_of(found) == Outcome.VETOED
                assert f"Vetoed by NHS England on {int(day[-2:])} May 2016" in said(record)
                assert days_of(record, but=Veto) == {DAY}
            else:
                assert days_of(record) == {DAY}
            transaction.set_rollback(True)


def test_what_is_told_of_an_answer_after_the_meeting_that_the_rules_refuse_happened_at_the_meeting():
    file = a_file("Croydon", levels={"Croydon": 2})
    told = {"recording": "unanimous", "outcome": "carried", "agreement": "yes", "agreement_on": "2016-05-20"}
    an_item(file, outcomes=[told])  # needs nobody's agreement
    an_item(file, began="10:45", ended="11:00", outcomes=[{"recording": "unanimous"}])
    record = take(file)
    assert the_decision(record, "1").published.finding == Finding.DISAGREES
    assert days_of(record) == {DAY}


def days_of(record, *, but=()) -> set[str]:
    """The days on which the acts of a meeting happened, in London."""
    acts = [act for act in record.acts if not isinstance(act, but)]
    return {act.happened_at.astimezone(clock.LONDON).date().isoformat() for act in acts}


def test_a_deputy_votes_for_the_member_they_stand_for_and_an_elected_member_presides():
    file = a_file("Merton")
    file["people"].append({"name": "Dee Deputy", "made_up": "yes"})
    finance = file["committees"][0]["seats"][2]
    finance["holders"].append({"person": "Dee Deputy", "share": "deputy", "stands_for": who("Merton", SEATS[2][0])})
    present = meeting(file)["attendance"]
    present[2] = {"person": who("Merton", SEATS[2][0]), "apologies": "yes"}
    present.append({"person": "Dee Deputy"})
    for each in present[:2]:
        each["left"] = "10:30"
    told = votes("Merton", Lay_chair="", **{"Lay_vice-chair": "", "Chief_finance_officer": ""})
    an_item(
        file,
        began="10:45",
        presided=[{"person": who("Merton", "GP member")}],
        outcomes=[{"votes": told | {"Dee Deputy": "for"}}],
    )
    record = take(file)
    found = the_decision(record, "1")
    assert "Dee Deputy" in {record.name(vote.by_id) for vote in found.votes}
    assert record.name(found.announcement.by_id) == who("Merton", "GP member")


# --- Other real meetings ---
def test_vote_counts_that_no_source_tells_stay_unknown():
    file = a_file("Merton")
    an_item(file, outcomes=[{"outcome": "carried", "words": "The committee approved the proposal."}])
    record = take(file)
    found = the_decision(record, "1").published
    assert (found.recording, found.in_favour, found.votes) == ("", None, [])
    assert found.finding == Finding.CANNOT_TELL
    assert "How they voted is not told." in said(record)


@pytest.mark.parametrize("named", [True, False])
def test_all_gps_declare_together_whether_the_source_names_them_or_not(named):
    file = a_file("Merton")
    people = [who("Merton", "GP member"), who("Merton", "Second GP member")] if named else []
    declared = SHARES | {"class": "all GPs of Merton", "people": people}
    an_item(file, declarations=[declared | {"handled": "They stayed and took no part in the vote."}],
            outcomes=[{"outcome": "carried", "recording": "consensus"}])  # fmt: skip
    record = take(file)
    item = record.items[0]
    assert {act.as_class for act in item.declared} == {"all GPs of Merton"}
    assert [act.person_id is None for act in item.declared] == ([False, False] if named else [True])
    text = said(record)
    assert "All GPs of Merton" in text
    assert "As published: They stayed and took no part in the vote." in text
    assert ("does not name them" in text) == (not named)
    assert the_decision(record, "1").published.finding == Finding.CANNOT_TELL


def test_how_an_interest_was_handled_may_be_untold_and_the_minutes_say_so():
    file = a_file("Merton")
    meeting(file)["not_told"] = ["handling"]
    an_item(file, declarations=[SHARES | {"people": [who("Merton", "GP member")]}],
            outcomes=[{"outcome": "carried", "recording": "unanimous"}])  # fmt: skip
    record = take(file)
    assert record.items[0].declared[0].handling_not_told
    assert "The source does not tell how this was handled." in said(record)
    assert "until it is, a conflict takes the vote" not in said(record)
    assert the_decision(record, "1").published.finding == Finding.CANNOT_TELL


def test_six_committees_in_common_have_a_column_of_votes_each_or_agree_all_together():
    file = a_file(*SIX, levels={"Croydon": 2})
    columns = [{"committees": [name], "for": 5 - place // 2, "against": place // 2} for place, name in enumerate(SIX)]
    an_item(file, outcomes=columns)
    an_item(file, outcomes=[{"outcome": "carried", "recording": "unanimous"}])
    record = take(file)
    counts = {r.sitting.name: (r.tally.in_favour, r.tally.against) for r in record.items[0].resolutions}
    assert counts == {name: (5 - place // 2, place // 2) for place, name in enumerate(SIX)}
    assert {r.opening.recording for r in record.items[1].resolutions} == {Recording.UNANIMOUS}
    assert len(record.items[1].resolutions) == 6


def test_one_person_who_sits_in_three_committees_is_present_once_and_votes_once_in_each():
    file = a_file("Merton", "Sutton", "Kingston")
    file["people"].append({"name": "Pat Shared", "made_up": "yes"})
    for committee in file["committees"]:
        committee["seats"].append({"title": "Shared director", "holders": [{"person": "Pat Shared"}]})
    meeting(file)["attendance"].append({"person": "Pat Shared"})
    told = dict.fromkeys(everybody("Merton", "Sutton", "Kingston"), "for")
    an_item(file, outcomes=[{"votes": told | {"Pat Shared": "against"}}])
    record = take(file)
    pat = next(p.id for p in record.people.values() if p.name == "Pat Shared")
    assert Attendance.objects.filter(person=pat).count() == 1
    against = [vote for r in record.items[0].resolutions for vote in r.votes if vote.choice == "against"]
    assert [vote.by_id for vote in against] == [pat] * 3


def test_a_partner_of_the_applicant_is_there_for_one_item_only():
    file = a_file("Merton")
    file["people"].append({"name": "Dr Partner", "made_up": "yes"})
    meeting(file)["attendance"].append({"person": "Dr Partner", "item": "2"})
    an_item(file, outcomes=[{"recording": "unanimous"}])
    declared = SHARES | {"people": ["Dr Partner"], "nature": "Partner of the applicant", "handling": "silent"}
    an_item(file, declarations=[declared], outcomes=[{"recording": "unanimous"}])
    an_item(file, outcomes=[{"recording": "unanimous"}])
    record = take(file)
    partner = next(p.id for p in record.people.values() if p.name == "Dr Partner")
    acts = Attendance.objects.filter(person=partner).order_by("pk")
    assert [(act.movement, act.role) for act in acts] == [
        ("came", RoomRole.FOR_ONE_ITEM),
        ("left", RoomRole.FOR_ONE_ITEM),
    ]
    assert all(act.item_id == record.items[1].pk for act in acts)
    assert "Dr Partner, for item 2 only" in minutes_of(record).in_attendance
    assert "Dr Partner declared" in said(record)


def test_a_block_item_holds_many_small_decisions_told_in_one_line():
    file = a_file("Merton")
    parts = [{"part": letter, "text": f"Approve the small matter {letter}."} for letter in "abcdefghijkl"]
    an_item(file, *parts, outcomes=[
        {"parts": ["c"], "outcome": "not_carried", "for": 1, "against": 4},
        {"parts": list("abdefghijkl"), "outcome": "carried", "recording": "unanimous"},
    ])  # fmt: skip
    record = take(file)
    outcomes = {r.limb.letter: r.announcement.outcome for r in record.items[0].resolutions}
    assert outcomes.pop("c") == Outcome.NOT_CARRIED
    assert set(outcomes.values()) == {Outcome.CARRIED}
    assert len(outcomes) == 11


def test_the_public_is_excluded_by_a_decision_and_the_private_item_keeps_its_ground():
    file = a_file("Merton")
    an_item(
        file,
        {"text": "Exclude the public from the rest of the meeting.", "verb": "agree"},
        function="own_business",
        outcomes=[{"outcome": "carried", "recording": "unanimous"}],
    )
    an_item(
        file, private="yes", private_ground="A provider's commercial affairs", outcomes=[{"recording": "unanimous"}]
    )
    record = take(file)
    told = minutes_of(record)
    assert told.items[0].parts[0].decisions[0].result
    assert (told.items[1].withheld, told.items[1].ground) == (True, "A provider's commercial affairs")
    assert the_decision(record, "2").announcement.outcome == Outcome.CARRIED


def test_a_decision_by_chairs_action_is_reported_to_a_later_meeting_with_the_day_it_was_taken():
    file = a_file("Merton", terms={"urgent_signatories": "The chair and the chief officer"})
    an_item(
        file,
        purpose="ratification",
        outcomes=[{"outcome": "carried", "route": "chairs_action", "taken_on": "2016-04-20", "words": "Reported."}],
    )
    record = take(file)
    found = the_decision(record, "1").published
    assert (found.route, found.taken_on.isoformat()) == (Route.CHAIRS_ACTION, "2016-04-20")
    assert found.finding == Finding.CANNOT_TELL
    text = said(record)
    assert "Decided by chair's action, reported to the meeting, on 20 April 2016." in text
    assert "The chair and the chief officer" in text


def test_a_chairs_action_before_the_committee_had_its_function_is_a_stated_disagreement():
    file = a_file("Merton")
    file["committees"][0]["remits"][0]["from"] = "2016-05-01"
    told = {"outcome": "carried", "route": "chairs_action", "taken_on": "2016-04-20"}
    an_item(file, outcomes=[told])
    assert the_decision(take(file), "1").published.finding == Finding.DISAGREES


def test_an_item_is_put_off_by_some_committees_and_decided_by_others():
    file = a_file("Merton", "Sutton")
    an_item(
        file,
        deferred=[{"committees": ["Sutton"], "to": "2016-06-09", "reason": "more figures"}],
        outcomes=[{"committees": ["Merton"], "recording": "unanimous"}],
    )
    record = take(file)
    assert Deferral.objects.get().to_date.isoformat() == "2016-06-09"
    assert the_decision(record, "1", "Merton").announcement.outcome == Outcome.CARRIED
    assert "Sutton: deferred to 9 June 2016: more figures." in said(record)


def test_put_off_to_no_day_that_is_told_is_an_outcome_as_published():
    file = a_file("Merton")
    an_item(file, outcomes=[{"outcome": "deferred", "words": "Deferred for more figures."}])
    found = the_decision(take(file), "1").published
    assert (found.outcome, found.finding) == (Outcome.DEFERRED, Finding.AGREES)


def test_a_member_leaves_and_comes_back_and_is_in_the_electorate_of_the_items_they_were_there_for():
    file = a_file("Merton")
    gp = who("Merton", "GP member")
    present = [each for each in meeting(file)["attendance"] if each["person"] != gp]
    meeting(file)["attendance"] = [*present, {"person": gp, "left": "10:20"}, {"person": gp, "came": "11:00"}]
    for began in ("10:05", "10:30", "11:10"):
        an_item(file, began=began, outcomes=[{"recording": "unanimous"}])
    record = take(file)
    assert [item.resolutions[0].opening.able_to_vote for item in record.items] == [5, 4, 5]


def test_whether_a_member_who_left_early_was_there_stays_unknown_where_no_item_has_a_time():
    file = a_file("Merton")
    gp = who("Merton", "GP member")
    meeting(file)["attendance"][3] = {"person": gp, "left": "11:00"}
    an_item(file, outcomes=[{"outcome": "carried", "recording": "unanimous"}])
    an_item(file, outcomes=[{"outcome": "carried", "for": 5, "against": 0}])
    an_item(file, began="11:30", outcomes=[{"outcome": "carried", "recording": "unanimous"}])
    record = take(file)
    unknown = the_decision(record, "1").published
    assert unknown.finding == Finding.CANNOT_TELL
    assert f"whether {gp} was there" in unknown.reasons[0]["text"]
    assert the_decision(record, "2").published.finding == Finding.AGREES  # all five voted, so they were there
    assert the_decision(record, "3").opening.able_to_vote == 4


def test_each_committees_chair_rules_for_its_own_and_five_effects_may_be_told_one_by_one():
    file = a_file("Merton", "Sutton")
    gp = who("Merton", "GP member")
    five = {"papers": "yes", "in_room": "discussion", "speaks": "yes", "votes": "no", "quorum": "no"}
    an_item(
        file,
        declarations=[SHARES | {"people": [gp]}],
        rulings=[
            {"committees": ["Merton"], "people": [gp], **five},
            {"committees": ["Sutton"], "people": [gp], "handling": "full_part"},
        ],
        outcomes=[{"recording": "unanimous"}],
    )
    record = take(file)
    rulings = {ruling.sitting.committee.short_name: ruling for ruling in Ruling.objects.all()}
    assert (rulings["Merton"].room, rulings["Merton"].votes) == ("discussion", False)
    assert rulings["Sutton"].votes is True
    assert record.name(rulings["Sutton"].by_id) == who("Sutton", "Lay chair")
    assert the_decision(record, "1", "Merton").opening.able_to_vote == 4


# --- Findings: what is known may contradict an outcome, or suffice for it ---
def finding_of(file) -> tuple[Finding, str]:
    found = the_decision(take(file), "1").published
    return Finding(found.finding), " ".join(reason["text"] for reason in found.reasons)


def test_votes_that_do_not_make_the_outcome_are_a_stated_disagreement():
    file = a_file("Merton")
    an_item(file, outcomes=[{"outcome": "carried", "for": 2, "against": 3}])
    finding, why = finding_of(file)
    assert finding == Finding.DISAGREES
    assert "not carried" in why


def test_a_tie_that_nobody_could_break_is_not_carried_whatever_was_published():
    file = a_file("Merton")
    an_item(file, outcomes=[{"outcome": "carried", "for": 2, "against": 2, "abstained": 1, "casting_vote": "for"}])
    finding, why = finding_of(file)
    assert finding == Finding.DISAGREES
    assert "Nobody had a casting vote" in why


def test_an_outcome_of_a_committee_that_was_not_quorate_is_a_stated_disagreement():
    file = a_file("Merton")
    meeting(file)["attendance"] = meeting(file)["attendance"][:2]
    an_item(file, outcomes=[{"outcome": "carried", "recording": "unanimous"}])
    finding, why = finding_of(file)
    assert finding == Finding.DISAGREES
    assert "Only 2 of 3" in why


def test_a_vote_of_somebody_who_had_left_or_was_in_conflict_is_a_stated_disagreement():
    file = a_file("Merton")
    gp = who("Merton", "GP member")
    an_item(
        file,
        declarations=[SHARES | {"people": [gp], "handling": "leaves_for_item"}],
        outcomes=[{"outcome": "carried", "votes": votes("Merton")}],
    )
    record = take(file)
    found = the_decision(record, "1")
    assert found.published.finding == Finding.DISAGREES
    assert found.votes == []
    assert [f"{gp} (GP member)", "for"] in found.published.votes
    assert verify_meeting(record.meeting.pk) == []


def test_a_vote_told_of_somebody_who_was_not_there_contradicts_though_more_is_not_told():
    file = a_file("Merton")
    meeting(file)["not_told"] = ["declarations"]
    meeting(file)["attendance"] = meeting(file)["attendance"][:4]
    an_item(file, outcomes=[{"outcome": "carried", "votes": {who("Merton", "Second GP member"): "for"}}])
    finding, why = finding_of(file)
    assert finding == Finding.DISAGREES
    assert "second gp member" in why


def test_a_decision_that_the_committee_had_no_power_to_make_is_a_stated_disagreement():
    file = a_file("Merton")
    an_item(file, function="performers_list", outcomes=[{"outcome": "carried"}])
    finding, why = finding_of(file)
    assert finding == Finding.DISAGREES
    assert "no say" in why


def test_a_veto_at_level_3_is_a_stated_disagreement():
    file = a_file("Merton")
    an_item(file, outcomes=[{"outcome": "vetoed", "recording": "unanimous", "veto_reason": "too dear"}])
    assert finding_of(file)[0] == Finding.DISAGREES


def test_what_is_known_suffices_where_everybody_who_was_there_voted():
    file = a_file("Merton")
    meeting(file)["not_told"] = ["declarations"]
    an_item(file, outcomes=[{"outcome": "carried", "for": 4, "against": 1}])
    assert finding_of(file)[0] == Finding.AGREES


def test_what_is_known_contradicts_where_more_voted_than_were_there_though_more_is_not_told():
    file = a_file("Merton")
    meeting(file)["not_told"] = ["declarations"]
    meeting(file)["attendance"] = meeting(file)["attendance"][:3]
    an_item(file, outcomes=[{"outcome": "carried", "for": 4, "against": 0}])
    finding, why = finding_of(file)
    assert finding == Finding.DISAGREES
    assert "at most 3" in why


def test_counts_alone_do_not_tell_whether_it_was_quorate_where_attendance_is_not_told():
    file = a_file("Merton")
    meeting(file)["not_told"] = ["attendance"]
    meeting(file)["attendance"] = []
    an_item(file, outcomes=[{"outcome": "carried", "for": 4, "against": 1}])
    finding, why = finding_of(file)
    assert finding == Finding.CANNOT_TELL
    assert "who was there" in why


def test_counts_alone_contradict_an_outcome_though_attendance_is_not_told():
    file = a_file("Merton")
    meeting(file)["not_told"] = ["attendance"]
    meeting(file)["attendance"] = []
    an_item(file, outcomes=[{"outcome": "carried", "for": 1, "against": 4}])
    assert finding_of(file)[0] == Finding.DISAGREES


def test_a_majority_of_members_present_cannot_be_told_where_nobody_tells_who_was_there():
    file = a_file("Merton", terms={"majority": "members_present"})
    meeting(file)["not_told"] = ["attendance"]
    meeting(file)["attendance"] = []
    an_item(file, outcomes=[{"outcome": "carried", "for": 2, "against": 1}])
    finding, why = finding_of(file)
    assert finding == Finding.CANNOT_TELL
    assert "How many could vote is not known" in why


def test_a_source_that_does_not_tell_who_had_a_vote_leaves_the_outcome_open():
    file = a_file("Merton")
    for seat in file["committees"][0]["seats"][2:]:
        seat["standing"] = "not_known"
    meeting(file)["not_told"] = ["voting_status"]
    an_item(file, outcomes=[{"outcome": "carried", "recording": "unanimous"}])
    finding, why = finding_of(file)
    assert finding == Finding.CANNOT_TELL
    assert "is not known" in why


def test_noting_takes_no_vote_and_needs_nothing_told():
    file = a_file("Merton")
    meeting(file)["not_told"] = ["attendance"]
    meeting(file)["attendance"] = []
    an_item(file, {"verb": "note", "text": "Note the report."}, purpose="information", outcomes=[{"outcome": "noted"}])
    found = the_decision(take(file), "1")
    assert found.announcement.outcome == Outcome.NOTED


def test_a_meeting_of_a_day_later_than_the_demonstrations_is_history_all_the_same(on_the_day):
    assert DAY > "2016-04-14"
    file = a_file("Merton")
    an_item(file, outcomes=[{"recording": "unanimous"}])
    record = take(file)
    assert the_decision(record, "1").announcement.outcome == Outcome.CARRIED
    assert all(act.recorded_at > act.happened_at for act in record.acts)
