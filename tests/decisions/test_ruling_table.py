"""Each row of the ruling table and each of its five effects, through the site: pressed by the chair, read off the pages.

The table is the design's (section 4), written by hand. The GP's interest is found in the register; the chair rules with
their own account; then the GP asks for the paper, is looked for in the room, in the speaking, in the vote and in the
quorum. All of it is made up.
"""

import re
import uuid
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from committees.terms import Access, Directness, Handling, InterestType
from decisions.models import Match, Paper
from practices import clock
from tests.world import CHAIR, GP

pytestmark = pytest.mark.django_db

YES, DISCUSSION, NO = "yes", "discussion only", "no"
#: Preset, its words; papers, in the room, speaks, votes, counts to the quorum.
TABLE = [
    ("full_part", "interest noted, full part", True, YES, True, True, True),
    ("speaks", "speaks, does not vote", True, YES, True, False, False),
    ("silent", "stays, silent", True, YES, False, False, False),
    ("leaves_for_decision", "leaves for the decision", True, DISCUSSION, True, False, False),
    ("leaves_for_item", "leaves for the item", True, NO, False, False, False),
    ("withheld", "papers withheld and leaves", False, NO, False, False, False),
]
ROWS = [pytest.param(*row, id=row[0]) for row in TABLE]
MEMBERS = 9  # of Merton, who all count where nobody is in conflict


class Site:
    """The meeting, through its pages. ``gp`` has the interest; the item is being taken, the ruling not yet made."""

    def __init__(self, room, cast):
        self.room, self.cast = room, cast
        self.person = cast.merton.people[GP]
        self.item = room.items[0]
        self.merton = room.sittings["Merton"].pk
        self.paper = Paper.objects.create(
            item=self.item,
            title="The figures of the surgery",
            text="Ninety pounds a head",
            access=Access.MEMBERS,
            added_at=clock.now(),
        )
        Match.objects.create(
            by_hand=True,  # looking again, as the item is taken, leaves it alone
            item=self.item,
            person=self.person,
            type=InterestType.FINANCIAL,
            directness=Directness.DIRECT,
            nature="partner at the Made Up Surgery",
            chains=["The Made Up Surgery is the practice that the matter concerns"],
            found_at=clock.now(),
            changed_at=clock.now(),
        )
        room.arrive()
        room.begin()

    def client(self, who) -> Client:
        client = Client()
        client.force_login(getattr(self.cast, who))
        return client

    def press(self, who, what, **fields):
        address = reverse("console_act", args=[self.room.meeting.pk, what])
        return self.client(who).post(address, fields | {"key": uuid.uuid4(), "item": self.item.pk})

    def page(self, who, name="console", *args) -> str:
        return words(self.client(who).get(reverse(name, args=args or [self.room.meeting.pk])))

    def rule(self, handling):
        answer = self.press("lay_chair", "rule", pairs=f"{self.person.pk}:{self.merton}", handling=handling)
        assert answer.status_code == 302

    def open_vote(self):
        answer = self.press("lay_chair", "open", resolutions=self.room.decisions(self.item)[:1])
        assert answer.status_code == 302

    @property
    def in_the_people_panel(self) -> str:
        """What the console says of the GP among the people."""
        _, _, panel = self.page("lay_chair").partition("voting here")
        return re.search(rf"{self.person.name} GP member[^●✕–]*", panel)[0]


def words(answer) -> str:
    """A page as it is read: without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.fixture
def site(room, cast):
    return Site(room, cast)


@pytest.mark.parametrize(("handling", "label", "papers", "stays", "speaks", "votes", "quorum"), ROWS)
class TestEachRow:
    def test_papers(self, site, handling, label, papers, stays, speaks, votes, quorum):
        """The paper's own page, the agenda's link to it, and one line that says why it is not there."""
        site.rule(handling)
        answer = site.client("gp").get(reverse("paper", args=[site.paper.pk]))
        assert answer.status_code == (200 if papers else 403)
        assert ("Ninety pounds a head" in words(answer)) is papers
        agenda = site.page("gp", "meeting")
        assert ("The figures of the surgery" in agenda) is papers
        assert ("does not get the papers of this item" in agenda) is not papers
        if not papers:
            assert f"“{label}”" in words(answer), "the refusal names the ruling"
        others = site.client("executive").get(reverse("paper", args=[site.paper.pk]))
        assert others.status_code == 200

    def test_the_room(self, site, handling, label, papers, stays, speaks, votes, quorum):
        """Left at once, left when the vote opens, or there throughout; and back when the item is over."""
        site.rule(handling)
        left = f"{site.person.name}, left for the item"
        assert (left in site.page("lay_chair")) is (stays == NO)
        assert ("out of the room" in site.in_the_people_panel) is (stays == NO)
        site.open_vote()
        assert (left in site.page("lay_chair")) is (stays != YES)
        minutes = site.page("gp", "minutes")
        assert label in minutes
        assert site.person.name in minutes

    def test_speaking(self, site, handling, label, papers, stays, speaks, votes, quorum):
        """Whoever presides sees who has the floor."""
        site.rule(handling)
        told = site.in_the_people_panel
        if votes:
            assert "out of" not in told
        elif stays == NO:
            assert "out of the vote on item 1, out of the room" in told
        else:
            assert ("may speak" in told) is speaks
            assert ("does not speak" in told) is not speaks
            assert ("leaves for the decision" in told) is (stays == DISCUSSION)

    def test_the_vote(self, site, handling, label, papers, stays, speaks, votes, quorum):
        """The buttons on the GP's own page, and the vote itself, sent all the same."""
        site.rule(handling)
        site.open_vote()
        assert ("Your vote in Merton" in site.page("gp", "follow")) is votes
        seat, decision = site.cast.merton.seats[GP].pk, site.room.decisions(site.item)[0]
        answer = site.press("gp", "vote", resolution=decision, seat=seat, choice="for", **{"from": "follow"})
        assert answer.status_code == (302 if votes else 403)
        if not votes:
            assert "partner at the Made Up Surgery" in words(answer)

    def test_the_quorum(self, site, handling, label, papers, stays, speaks, votes, quorum):
        site.rule(handling)
        counted = MEMBERS if quorum else MEMBERS - 1
        assert f"Merton : quorate, {counted} count and 4 are needed." in site.page("lay_chair")


def test_until_it_is_ruled_on_an_interest_takes_the_vote_and_the_place_in_the_quorum_and_nothing_else(site):
    assert site.client("gp").get(reverse("paper", args=[site.paper.pk])).status_code == 200
    assert "out of the vote on item 1, may speak" in site.in_the_people_panel
    assert f"Merton : quorate, {MEMBERS - 1} count" in site.page("lay_chair")
    site.open_vote()
    assert "Your vote in Merton" not in site.page("gp", "follow")


def test_the_console_shows_what_was_found_why_and_who_rules(site):
    page = site.page("lay_chair")
    assert "partner at the Made Up Surgery declared from the register" in page
    assert "Why: The Made Up Surgery is the practice that the matter concerns." in page
    assert f"in Merton; {site.cast.merton.people[CHAIR].name} rules" in page
    panel = words(site.client("lay_chair").get(reverse("console", args=[site.room.meeting.pk]) + "?ask=declarations"))
    assert "partner at the Made Up Surgery. Item 1: declared from the register." in panel
    assert "Item 1. Merton: not ruled on yet;" in panel
    assert "a register entry that is not full, accurate and current?" in panel


def test_the_table_has_every_preset():
    assert [row[0] for row in TABLE] == [handling.value for handling in Handling]
