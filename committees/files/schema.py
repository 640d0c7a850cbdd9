"""What a file may say about who decides: CCGs and practices, levels, committees, remits, terms, people, seats, posts.

Committees are named by their name or short name, CCGs by ODS code or short name. ``source`` is the words of a source, or
the name of one in the file's ``sources``. Dates are inclusive; where ``from`` and ``to`` are left out, those of the
committee (of the seat) are meant.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from committees.files.entries import Entry
from committees.files.fields import Day, DayOrNone, Text, Whole, WholeOrNone, Words, YesNo
from committees.models.accounts import PostKind
from committees.terms import (
    CommitteeKind,
    CountsAs,
    Directness,
    Function,
    Handling,
    InterestType,
    Level,
    Majority,
    Office,
    Recording,
    Represents,
    Share,
    Standing,
)
from practices.models import Contract, Provider, Site

ProviderKind, SiteKind, ContractKind = Provider.Kind, Site.Kind, Contract.Kind


class CcgEntry(Entry):
    """A CCG that no file of the Organisation Data Service has brought yet. ``name`` as published: "NHS PORTSMOUTH CCG".

    Of a CCG on record only what is given here is compared.
    """

    code: Text
    name: Text
    short_name: Words = ""
    region: Words = ""
    opened_on: Day = Field(alias="from")
    closed_on: DayOrNone = Field(default=None, alias="to")
    source: Text


class PracticeEntry(Entry):
    """A practice that no file of the Organisation Data Service has brought yet, and its CCG between two dates.

    Of a practice on record the name (any it has had) and the CCG on the first day are compared.
    """

    code: Text
    name: Text
    ccg: Text
    postcode: Words = ""
    starts_on: Day = Field(alias="from")
    ends_on: DayOrNone = Field(default=None, alias="to")
    source: Text


class ProviderEntry(Entry):
    """Whoever holds contracts, by name. One of this name on record is meant, whatever else is on record of it."""

    name: Text = Field(max_length=200)
    kind: ProviderKind = ProviderKind.UNKNOWN
    made_up: YesNo = False
    source: Text


class SiteEntry(Entry):
    """A place where a practice sees patients. One of this name on record is meant, whatever else is on record of it."""

    practice: Text
    name: Text = Field(max_length=120)
    kind: SiteKind = SiteKind.BRANCH
    address: Words = ""
    postcode: Words = Field(default="", max_length=8)
    starts_on: Day = Field(alias="from")
    ends_on: DayOrNone = Field(default=None, alias="to")
    made_up: YesNo = False
    source: Text


class ContractEntry(Entry):
    """A contract. One of this reference on record is meant, or of its holder, kind and first day, whatever else of it."""

    kind: ContractKind
    reference: Words = Field(default="", max_length=50)
    provider: Text
    practices: list[Text] = []
    starts_on: Day = Field(alias="from")
    ends_on: DayOrNone = Field(default=None, alias="to")
    made_up: YesNo = False
    source: Text


class ArrangementEntry(Entry):
    """The level of one or more CCGs between two dates."""

    ccgs: list[Text] = Field(min_length=1)
    level: Level
    starts_on: Day = Field(alias="from")
    ends_on: DayOrNone = Field(default=None, alias="to")
    shadowing: YesNo = False
    source: Text
    start_derived: YesNo = False


class RemitEntry(Entry):
    """What the committee around it decides, for which of its CCGs (left out: all of them)."""

    functions: list[Function] = Field(min_length=1)
    ccgs: list[Text] = []
    starts_on: DayOrNone = Field(default=None, alias="from")
    ends_on: DayOrNone = Field(default=None, alias="to")
    source: Text


class SeatKindEntry(Entry):
    """What a seat must be to fit a place of the quorum. Left out means that it does not matter.

    ``titles`` are whole titles, ``title_words`` words of which one stands in the title: a GP is not any clinician.
    """

    offices: list[Office] | None = None
    titles: list[Text] | None = None
    title_words: list[Text] | None = None
    counts_as: list[CountsAs] | None = None
    represents: list[Represents] | None = None
    ccgs: list[Text] | None = None
    clinical: YesNo | None = None


class PlaceEntry(SeatKindEntry):
    """A place of the quorum that somebody must fill. ``any_of``: the seat is also one of these kinds."""

    label: Text
    count: Whole = 1
    any_of: list[SeatKindEntry] | None = None
    non_voting: YesNo | None = None
    deputies: YesNo | None = None
    vice_chair_only_for_conflicted_chair: YesNo | None = None


class QuorumEntry(Entry):
    """The quorum of a version of the terms."""

    text: Words = ""
    minimum: Whole
    counts_non_voting: YesNo = False
    each_ccg: YesNo = False
    lay_executive_majority: YesNo = False
    places: list[PlaceEntry] = []


class ApprovalEntry(Entry):
    """Who approved a version of the terms, and when."""

    body: Text
    on: Day


class TermsEntry(Entry):
    """A version of the terms of reference.

    ``veto_holder`` and ``veto_alternate``: NHS England's offices; ``urgent_slots``: the places that signatories of chair's
    action fill (left out: the plain default; an empty list: chair's action is not permitted).
    """

    version: Text
    starts_on: DayOrNone = Field(default=None, alias="from")
    ends_on: DayOrNone = Field(default=None, alias="to")
    quorum: QuorumEntry
    majority: Majority
    nhs_england_casting_vote: YesNo = False
    nhs_england_veto: YesNo = False
    veto_working_days: WholeOrNone = None
    veto_holder: Words = Field(default="", max_length=120)
    veto_alternate: Words = Field(default="", max_length=120)
    nhs_england_seat_votes: YesNo = False
    chair_second_vote: YesNo = False
    recordings: list[Recording] = list(Recording)
    default_handling: Handling | None = None
    category_handling: dict[str, Handling] = {}
    may_invite_members: YesNo = True
    others_may_speak: YesNo = True
    lmc_standing: Text = "in attendance"
    urgent_signatories: Words = ""
    urgent_slots: list[PlaceEntry] | None = None
    by_correspondence: YesNo = False
    may_meet_remotely: YesNo = True
    notice_working_days: Whole = 5
    papers_working_days: Whole = 3
    private_part: Words = ""
    source: Text
    made_up: YesNo = False
    approvals: list[ApprovalEntry] = []


class HolderEntry(Entry):
    """A person in the seat around it."""

    person: Text
    share: Share = Share.SOLE
    stands_for: Words = ""
    starts_on: DayOrNone = Field(default=None, alias="from")
    ends_on: DayOrNone = Field(default=None, alias="to")


class SeatEntry(Entry):
    """A seat of the committee around it, in the order of the file, and who sits in it."""

    title: Text
    office: Office = Office.MEMBER
    standing: Standing = Standing.VOTING
    represents: Represents = Represents.CCG
    ccg: Words = ""
    counts_as: CountsAs = CountsAs.NEITHER
    clinical: YesNo = False
    starts_on: DayOrNone = Field(default=None, alias="from")
    ends_on: DayOrNone = Field(default=None, alias="to")
    holders: list[HolderEntry] = []


class CommitteeEntry(Entry):
    """A committee: one described here, or one on record already to which something is added."""

    name: Text
    short_name: Words = ""
    kind: CommitteeKind | None = None
    ccgs: list[Text] = []
    reports_to: Words = ""
    established_on: DayOrNone = Field(default=None, alias="established")
    stood_down_on: DayOrNone = Field(default=None, alias="stood_down")
    source: Words = ""
    made_up: YesNo = False
    remits: list[RemitEntry] = []
    terms: list[TermsEntry] = []
    seats: list[SeatEntry] = []


class AccountEntry(Entry):
    """An account to sign in with; without a password. ``demo_role`` is for demonstrations only."""

    username: Text
    demo_role: Words = ""
    demo_order: Whole = 0


class PostEntry(Entry):
    """A dated post of the person's account on committees. ``office``: as terms of reference name it."""

    kind: PostKind
    office: Words = Field(default="", max_length=120)
    committees: list[Text] = Field(min_length=1)
    starts_on: Day = Field(alias="from")
    ends_on: DayOrNone = Field(default=None, alias="to")


class InterestEntry(Entry):
    """An interest that the person has declared."""

    type: InterestType
    directness: Directness = Directness.DIRECT
    nature: Text
    relationship: Words = ""
    practices: list[Text] = []
    providers: list[Text] = []
    organisation: Words = ""
    category: Words = ""
    mitigation: Words = ""
    starts_on: Day = Field(alias="from")
    ends_on: DayOrNone = Field(default=None, alias="to")
    declared_on: Day = Field(alias="declared")


class PersonEntry(Entry):
    """A person, with what belongs to them whatever committee they sit on.

    ``known_as``: what this file calls them, where two people have one name; neither may be on record then.
    """

    name: Text
    known_as: Words = ""
    made_up: YesNo = False
    account: AccountEntry | None = None
    posts: list[PostEntry] = []
    interests: list[InterestEntry] = []


class BodiesFile(Entry):
    """The part of a file that sets up who may decide."""

    title: Text
    about: Words = ""
    sources: dict[str, Annotated[Text, Field(max_length=200)]] = {}
    ccgs: list[CcgEntry] = []
    practices: list[PracticeEntry] = []
    providers: list[ProviderEntry] = []
    sites: list[SiteEntry] = []
    contracts: list[ContractEntry] = []
    arrangements: list[ArrangementEntry] = []
    people: list[PersonEntry] = []
    committees: list[CommitteeEntry] = []

    def source(self, words: str) -> str:
        """The words of a source, given itself or its name in ``sources``."""
        return self.sources.get(words, words)
