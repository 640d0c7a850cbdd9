"""The published meetings of the examples, each a record: every expectation of theirs is a test named by its rule.

What a source does not tell stays unknown. Where the examples are beside the repository, it is checked that every case and
every expectation of theirs has its test here.
"""

from dataclasses import replace

import pytest

from committees.rights.composition import advise
from committees.rights.conflicts import PRESETS, at_decision, effects_on
from committees.rights.entitlement import electors, entitlement
from committees.rights.quorum import quorum
from committees.rights.reasons import Source
from committees.rights.world import Account, Appointment, Conflict, Person, Question, QuorumRule, Terms
from committees.terms import (
    Act,
    CountsAs,
    Finding,
    Handling,
    Majority,
    NotTold,
    Office,
    Outcome,
    Purpose,
    Recording,
    RoomRole,
    Share,
    Standing,
)
from decisions.chain import verify_meeting
from decisions.minutes import load, write
from decisions.models import Announcement, Attendance, Opening, PublishedOutcome, SittingClosed, Vote
from tests.decisions.published_files import FILES, examples, room_of, take_case, take_text, text_of, the_decision

pytestmark = pytest.mark.django_db
MADE_UP = Source("Made up for the tests")

#: Case -> the expectations of the examples that have their test here.
SHOWN: dict[str, set[str]] = {}


def shows(case: str, expectation: str):
    """This test shows an expectation of the examples, in their words."""
    SHOWN.setdefault(case, set()).add(expectation)
    return lambda test: test


PORTSMOUTH = "portsmouth-2020-03-26"
LONDON = "north-central-london-2021-04-22"
CHESHIRE = "south-cheshire-2017-07-28"
DUDLEY = "dudley-2018-12-21"
NORFOLK = "north-norfolk-2016-09-28"


def minutes_of(record):
    return write(*load(record.meeting.pk), today=record.day)


def sitting_of(record):
    return next(iter(record.sittings.values()))


# --- Portsmouth: what is known of two decisions is their outcome and the word "unanimous" ---
@shows(PORTSMOUTH, "(published) two linked applications are two decisions in one meeting")
def test_two_linked_applications_are_two_decisions_in_one_meeting():
    record = take_case(PORTSMOUTH)
    assert [item.number for item in record.items] == ["1", "2"]
    found = [the_decision(record, number).published for number in ("1", "2")]
    assert [each.outcome for each in found] == [Outcome.CARRIED, Outcome.CARRIED]
    assert found[1].words == "Approved, unanimously; phased within six months."


@shows(PORTSMOUTH, '(published) "unanimous" must be recordable without per-member votes')
def test_unanimous_is_recorded_without_the_votes_of_members():
    record = take_case(PORTSMOUTH)
    found = the_decision(record, "1").published
    assert (found.recording, found.in_favour, found.against, found.abstained) == (Recording.UNANIMOUS, None, None, None)
    assert found.votes == []
    assert not Vote.objects.exists()
    assert not Opening.objects.exists()
    told = minutes_of(record).items[0].parts[0].decisions[0].published
    assert told.sentence == "As published: carried. “Approved, unanimously.”"
    assert "Unanimous; how many voted is not told." in told.how


@shows(
    PORTSMOUTH,
    "(published) a whole meeting held in private with later publication must be possible and must hold the reason",
)
def test_a_meeting_held_in_private_holds_its_reason_and_is_published_later():
    record = take_case(PORTSMOUTH)
    assert record.meeting.in_public is False
    assert record.meeting.private_reason == "Covid-19 guidance"
    assert record.meeting.published
    assert "published as early as possible" in record.meeting.about
    assert minutes_of(record).private_reason == "Covid-19 guidance"
    assert all(sitting.closed for sitting in record.sittings.values())


def test_too_little_is_known_of_portsmouth_to_work_the_outcome_out_and_what_is_missing_is_said():
    record = take_case(PORTSMOUTH)
    for outcome in PublishedOutcome.objects.all():
        assert outcome.finding == Finding.CANNOT_TELL
        texts = " ".join(reason["text"] for reason in outcome.reasons)
        assert "The source does not tell who was there." in texts
        assert "No terms of reference" in texts
    assert minutes_of(record).items[0].parts[0].decisions[0].published.finding.startswith("Too little is known")


# --- North Central London: a list of who was there, and who of them had a vote ---
def rule(**more) -> Terms:
    """Terms for a room of which none are on record. Made up."""
    made_up = {"id": 1, "committee": 1, "majority": Majority.OF_VOTES_CAST, "source": MADE_UP, "starts_on": None}
    return Terms(**made_up | {"quorum": QuorumRule(minimum=4, lay_executive_majority=True)} | more)


def london_room(record, **changes):
    terms = rule(committee=sitting_of(record).committee.id, starts_on=record.day)
    return room_of(record, terms=terms, **changes)


@shows(LONDON, "(derived) lay (3) + executive (2) = 5 of 8, a majority; clinicians 3; the check must pass")
def test_three_lay_and_two_executive_of_eight_voting_members_are_a_majority():
    record = take_case(LONDON)
    sitting = sitting_of(record)
    voting = [seat for seat in sitting.seats if seat.standing is Standing.VOTING]
    counted = [seat.counts_as for seat in voting]
    assert (len(voting), counted.count(CountsAs.LAY), counted.count(CountsAs.EXECUTIVE)) == (8, 3, 2)
    assert sum(seat.clinical for seat in voting) == 3
    advice = {reason.code: reason for reason in advise(sitting.committee, sitting.seats, sitting.appointments)}
    assert advice["lay_executive_majority"].allows
    assert "5 of 8" in advice["lay_executive_majority"].text
    found = quorum(london_room(record))
    assert found
    assert "5 of the 8 voting members counted are lay or executive, a majority." in found.sentence


@shows(
    LONDON,
    "(derived) if the independent GP is conflicted and leaves, 7 voting members remain and lay+exec is still a majority",
)
def test_without_the_independent_gp_seven_remain_and_lay_and_executive_are_still_a_majority():
    record = take_case(LONDON)
    gp = next(p.id for p in record.people.values() if p.name.startswith("DR "))
    conflict = Conflict(person=gp, nature="partner of the applicant")
    found = quorum(london_room(record, conflicts=(conflict,), present=record.present() - {gp}))
    assert found
    assert len(found.counted) == 7
    assert "5 of the 7 voting members counted are lay or executive, a majority." in found.sentence


@shows(LONDON, "(published) a local GP attends without a vote; Healthwatch, LMC, councillors attend without a vote")
def test_a_local_gp_healthwatch_the_lmc_and_councillors_attend_without_a_vote():
    record = take_case(LONDON)
    gp = next(p.id for p in record.people.values() if p.name.startswith("PC "))
    room = london_room(record)
    seat = next(seat for seat in room.seats if "local GP" in seat.title)
    verdict = entitlement(Act.VOTE, person=gp, seat=seat, room=room, question=None)
    assert "vote.in_attendance" in verdict.codes
    assert Attendance.objects.get(person=gp).role == RoomRole.IN_ATTENDANCE
    there = {each.words: (each.number, each.role) for each in record.also_present}
    assert there["LMC representatives"] == (2, RoomRole.IN_ATTENDANCE)
    assert there["Healthwatch representative (Enfield)"] == (1, RoomRole.IN_ATTENDANCE)
    assert there["borough councillors (Camden, Enfield, Islington)"] == (3, RoomRole.IN_ATTENDANCE)
    assert there["Healthwatch Camden"] == (None, RoomRole.PUBLIC)
    assert len(electors(room, record.law.standpoint(room.committee, "own_business", (), record.day))) == 9
    told = minutes_of(record)
    assert "Borough councillors (Camden, Enfield, Islington) (3)" in told.in_attendance
    assert "Healthwatch Camden" in told.public


TIE = """\
    terms:
      - version: made up
        quorum: {minimum: 4}
        majority: votes_cast
        chair_second_vote: yes
        source: Made up for the tests
    seats:
"""
VOTE = """\
    items:
      - number: 1
        title: Something made up
        function: gp_commissioning
        decisions:
          - {text: That it be approved.}
        outcomes:
          - {for: 4, against: 4, casting_vote: for, outcome: carried}
    sittings: [NCL PCCC]
"""


@shows(LONDON, "(derived) with 8 voting members a tie of 4-4 is possible, so the chair's second vote must be handled")
def test_a_tie_of_four_to_four_is_broken_by_the_chairs_second_vote():
    text = text_of(LONDON).replace("    seats:\n", TIE).replace("    sittings: [NCL PCCC]\n", VOTE)
    text = text.replace("not_told: [apologies, declarations, handling, items, outcomes]", "not_told: [apologies]")
    record = take_text(text)
    found = the_decision(record, "1")
    assert found.announcement.outcome == Outcome.CARRIED
    assert found.casting_vote.holder == "chair"
    assert record.name(found.casting_vote.by_id).startswith("IB ")
    assert found.published is None


# --- South Cheshire and Vale Royal: who fills which place of the quorum ---
class Seated:
    """Made-up people in the seats of a record, to try its terms on."""

    def __init__(self, record):
        self.record, self.sitting = record, sitting_of(record)
        self.seats = list(self.sitting.seats)
        self.people: dict[int, Person] = {}
        self.appointments: list[Appointment] = []

    def sit(self, title: str, *, person: int | None = None, deputy_of: int | None = None) -> int:
        seat = next(seat for seat in self.seats if seat.title == title)
        person = person or 1000 + len(self.people)
        self.people.setdefault(person, Person(person, f"Made-up person {person}"))
        share = Share.DEPUTY if deputy_of else Share.SOLE
        self.appointments.append(
            Appointment(
                id=len(self.appointments) + 1,
                seat=seat.id,
                person=person,
                share=share,
                stands_for=deputy_of,
                starts_on=self.record.day,
            )
        )
        return person

    def another(self) -> int:
        """Another voting member, of whom the source tells no more."""
        title = "Another voting member"
        self.seats.append(replace(self.seats[0], id=999, title=title, office=Office.MEMBER))
        return self.sit(title)

    def room(self, *present: int, conflicts=()):
        return room_of(
            self.record,
            seats=tuple(self.seats),
            appointments=tuple(self.appointments),
            people=self.people,
            present=frozenset(present),
            conflicts=tuple(conflicts),
            item=None,
        )


def cheshire():
    seated = Seated(take_case(CHESHIRE))
    return seated, *(
        seated.sit(t) for t in ("Committee chair", "Vice-chair", "Chief finance officer", "Executive director")
    )


@shows(CHESHIRE, "(published) vice-chair counts towards quorum only in place of a conflicted chair (per item)")
def test_the_vice_chair_counts_only_in_place_of_a_chair_in_conflict():
    seated, chair, vice, finance, executive = cheshire()
    other = seated.another()
    everybody = (chair, vice, finance, executive, other)
    in_conflict = Conflict(person=chair, nature="partner of the applicant")
    with_chair = quorum(seated.room(*everybody))
    assert with_chair
    assert vice not in {person for _, person in with_chair.counted}
    assert not quorum(seated.room(vice, finance, executive, other))  # the chair is away, not in conflict
    in_their_place = quorum(seated.room(*everybody, conflicts=[in_conflict]))
    assert vice in {person for _, person in in_their_place.counted}
    assert chair not in {person for _, person in in_their_place.counted}


@shows(
    CHESHIRE,
    "(derived) one person may fill one quorum slot only; interim accountable officer who is also CFO (as here) fills"
    " one slot",
)
def test_one_person_fills_one_place_of_the_quorum_whatever_offices_they_hold():
    seated = Seated(take_case(CHESHIRE))
    chair = seated.sit("Committee chair")
    both = seated.sit("Chief finance officer")
    seated.sit("Executive director", person=both)  # interim accountable officer as well
    other = seated.sit("Vice-chair")
    found = quorum(seated.room(chair, both, other))
    assert not found
    assert any("executive director" in each for each in found.missing)


@shows(CHESHIRE, "(published) nominated deputies count for named executive slots")
def test_a_nominated_deputy_counts_for_the_chief_finance_officer():
    seated, chair, _, finance, executive = cheshire()
    deputy = seated.sit("Chief finance officer", deputy_of=finance)
    found = quorum(seated.room(chair, deputy, executive, seated.another()))
    assert found
    assert deputy in {person for _, person in found.counted}


# --- Dudley: no part at all for anybody with an interest ---
@shows(
    DUDLEY,
    "(published) committee-level default handling can be stricter than the national menu (exclude from discussion and"
    " vote always)",
)
def test_the_terms_may_send_everybody_with_an_interest_out_whatever_the_chair_rules():
    seated = Seated(take_case(DUDLEY))
    chair, member = seated.sit("Chair"), seated.sit("Chief finance officer")
    declared = Conflict(person=member, nature="a declared interest")
    effects = effects_on(member, seated.room(chair, member, conflicts=[declared]))
    assert effects == PRESETS[Handling.LEAVES_FOR_ITEM]
    spoken = entitlement(
        Act.SPEAK, person=member, seat=None, room=seated.room(chair, member, conflicts=[declared]), question=None
    )
    assert not spoken
    assert any(reason.code == "speak.conflict.not_ruled" for reason in spoken.refusals)


@shows(DUDLEY, "(derived) then a conflicted member cannot be counted for that item's quorum")
def test_who_is_in_conflict_is_not_counted_for_the_quorum_of_the_item():
    seated = Seated(take_case(DUDLEY))
    four = [seated.sit(t) for t in ("Chair", "Vice-chair", "Chief finance officer", "Chief nursing officer")]
    assert quorum(seated.room(*four))
    found = quorum(seated.room(*four, conflicts=[Conflict(person=four[3], nature="a declared interest")]))
    assert not found
    assert four[3] not in {person for _, person in found.counted}


# --- North Norfolk: a local category of interests ---
@shows(
    NORFOLK,
    "(published) handling may depend on a locally defined interest category with a default (discuss yes, vote no)",
)
def test_an_interest_of_a_local_category_lets_its_holder_discuss_and_not_vote():
    seated = Seated(take_case(NORFOLK))
    chair = seated.sit("Chair")
    category_b = Conflict(person=chair, nature="a practice", category="Category B Primary Care Interests")
    other = Conflict(person=chair, nature="a practice")
    assert effects_on(chair, seated.room(chair, conflicts=[category_b])) == PRESETS[Handling.SPEAKS]
    assert effects_on(chair, at_decision(seated.room(chair, conflicts=[other]))) == PRESETS[Handling.LEAVES_FOR_ITEM]


@shows(NORFOLK, "(published) at level 2 the NHS England officers bring performance, finance and estates reports")
def test_at_level_2_nhs_england_brings_reports_for_information():
    record = take_case(NORFOLK)
    items = {item.number: item for item in record.items}
    for number in ("11", "12"):
        assert items[number].matter.summary == "Brought by NHS England."
        assert set(items[number].purposes.values()) == {Purpose.INFORMATION}
    sitting = sitting_of(record)
    standpoint = record.standpoint(sitting, items["11"])
    assert {each.level for each in standpoint.authorities} == {"2"}
    officer = next(seat for seat in sitting.seats if seat.represents == "nhs_england")
    assert officer.standing is Standing.NOT_KNOWN  # whether with a vote no source tells


# --- What is not visible stays unknown ---
UNKNOWN = {
    PORTSMOUTH: {"attendance": "attendance", "declarations": "declarations", "numbers voting": "votes"},
    LONDON: {
        "apologies in full": "apologies",
        "declarations": "declarations",
        "items": "items",
        "outcomes": "outcomes",
    },
    CHESHIRE: {"outcome": "outcomes", "attendance": "attendance", "declarations": "declarations"},
    DUDLEY: {"attendance": "attendance", "outcomes": "outcomes"},
    NORFOLK: {"attendance": "attendance", "votes": "votes", "outcomes": "outcomes"},
}


@pytest.mark.parametrize("case", sorted(UNKNOWN))
def test_what_a_source_does_not_tell_is_said_to_be_unknown_and_nothing_is_made_up_for_it(case):
    record = take_case(case)
    assert set(UNKNOWN[case].values()) <= set(record.meeting.not_told)
    told = minutes_of(record)
    for each in set(UNKNOWN[case].values()):
        assert NotTold(each).label in told.not_told
    if "attendance" in UNKNOWN[case].values():
        assert not record.attendance
        assert not record.also_present
        assert all(not each.absent and not each.members for each in told.present)
    if "declarations" in UNKNOWN[case].values():
        assert not any(item.declarations or item.rulings for item in record.items)
    if "outcomes" in UNKNOWN[case].values():
        assert not any(r.settled for r in record.resolution_by_id.values())
        assert not any(item.steps for item in record.items)
    assert not Vote.objects.exists()
    assert not Announcement.objects.exists()


@pytest.mark.parametrize("case", sorted(FILES))
def test_a_published_meeting_is_whole_closed_and_of_the_import_alone(case):
    record = take_case(case)
    assert verify_meeting(record.meeting.pk) == []
    assert SittingClosed.objects.count() == len(record.sittings)
    assert all(act.imported_line for act in record.acts)
    assert all(act.recorded_by_id is None and act.by_id is None for act in record.acts)
    assert record.meeting.source
    assert not record.meeting.made_up


@pytest.mark.parametrize("case", sorted(FILES))
def test_a_record_of_a_published_meeting_names_nobody_but_by_role_and_initials(case):
    record = take_case(case)
    for person in record.people.values():
        initials, _, where = person.name.partition(" ")
        assert initials.isupper()
        assert len(initials) == 2
        assert where.startswith("(")


def test_every_case_and_every_expectation_of_the_examples_has_its_test():
    assert set(SHOWN) == set(FILES) == set(UNKNOWN)
    for case in examples() or []:
        expected = {" ".join(each.split()) for each in case["expect"]}
        assert SHOWN[case["id"]] == expected, case["id"]
        assert set(UNKNOWN[case["id"]]) == set(case["not_visible"]), case["id"]


def test_nobody_votes_from_an_account_of_the_import():
    account = Account()
    record = take_case(LONDON)
    verdict = entitlement(
        Act.OPEN_VOTING,
        person=None,
        seat=None,
        room=london_room(record),
        question=Question(
            standpoint=record.law.standpoint(sitting_of(record).committee, "own_business", (), record.day)
        ),
        account=account,
    )
    assert not verdict
