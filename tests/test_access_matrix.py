"""The access matrix: every address, and every press of the console, for every member of the cast.

The tables are written by hand, as policy. A test fails when an address, a kind of press, a page of the admin or a
member of the cast is missing from them.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from committees.models import Account, Delegation, Interest, Offer
from decisions.actions.outside.life import keep_step
from decisions.actions.outside.urgency import Signed, take_chairs_action
from decisions.life.rules import Said
from decisions.models import Attendance, Page, Ruling
from decisions.models.chain import Link
from decisions.presses import KINDS
from tests import world
from tests.scene import MEMBERS, PRESSES, Scene, set_scene
from tests.stated import with_facts

pytestmark = pytest.mark.django_db

# --- Who is who ---
NOT_SIGNED_IN = frozenset({"logged_out", "inactive"})
SIGNED_IN = frozenset(MEMBERS) - NOT_SIGNED_IN
ADMIN = frozenset({"superuser"})
#: They run the meeting: the secretaries of its committees, and each committee's chair.
HANDS = frozenset({"secretary", "secretary_of_croydon", "lay_chair", "croydon_chair"})
SECRETARIES = frozenset({"secretary", "secretary_of_croydon"})
NATIONAL = frozenset({"nhs_england"})
#: Merton's conflicts of interest guardian.
GUARDIANS = frozenset({"guardian"})
#: They sit in the meeting with a vote.
VOTING = frozenset({"gp", "executive", "lay_chair", "croydon_chair", "nhs_england"})
#: Members with or without a vote, who were in the room; and the secretaries, whose post reads private papers.
INSIDE = VOTING | SECRETARIES | {"healthwatch"}
#: The same for an item that concerns Merton alone: Croydon's secretary has no post there and is not in the room.
INSIDE_MERTON = INSIDE - {"secretary_of_croydon"}
#: Who may read everything in the meeting: not Healthwatch (a paper for voting members), not the GP (one is withheld).
WHOLE = (VOTING - {"gp"}) | {"secretary"}

#: They have a name on record, and so may have an entry in the registers.
PEOPLE = VOTING | {"healthwatch", "secretary", "nhs_england_without_powers", "ended_yesterday", "guardian"}
#: They read and write the entry of Merton's GP: she herself, and who keeps the registers on which she is.
GPS_ENTRY = frozenset({"gp", "secretary"})


def of_gps_entry(status: int) -> dict[int, frozenset[str]]:
    """The guardian may read the entry, and declares for nobody; to everybody else it does not exist."""
    reads = GPS_ENTRY | {"guardian"}
    return {status: GPS_ENTRY, 403: frozenset({"guardian"}), 404: SIGNED_IN - reads, 302: NOT_SIGNED_IN}


MERTONS = frozenset({"secretary", "lay_chair"})  # who runs Merton's business
CROYDONS = SECRETARIES | {"croydon_chair"}

OTHERS = "others"
Answers = dict[int, frozenset[str] | str]


def signed_in(status: int = 200) -> Answers:
    """Whoever is signed in gets this; whoever is not is sent to sign in."""
    return {status: SIGNED_IN, 302: NOT_SIGNED_IN}


def only(who: frozenset[str], otherwise: int = 403, status: int = 200) -> Answers:
    """These get it; everybody else who is signed in is refused (403), or is not told that it exists (404)."""
    return {status: who, otherwise: SIGNED_IN - who} | {302: NOT_SIGNED_IN}


EVERYBODY: Answers = {200: frozenset(MEMBERS)}
READ_ONLY = signed_in(405)


# --- The pages. Address, about what, GET, POST ---
def of(attribute: str) -> Callable[[Scene], list]:
    """The key of something in the scene: "meeting", "elsewhere.meeting", "papers.named"."""

    def args(scene: Scene) -> list:
        found = scene
        for name in attribute.split("."):
            found = found[name] if isinstance(found, dict) else getattr(found, name)
        return [found.pk]

    return args


def nothing(_: Scene) -> list:
    return []


def these(*given) -> Callable[[Scene], list]:
    return lambda scene: list(given)


def decision(name: str, item: str) -> Callable[[Scene], list]:
    return lambda scene: [scene.decision(name, getattr(scene, item))]


def item_of(name: str) -> Callable[[Scene], list]:
    return lambda scene: [scene.meeting.pk, getattr(scene, name).pk]


def hands_of_merton(status: int) -> Answers:
    """For an item that concerns Merton alone: Croydon's secretary runs the meeting too, and does not know of it."""
    croydons = frozenset({"secretary_of_croydon"})
    return {status: HANDS - croydons, 404: croydons, 403: SIGNED_IN - HANDS, 302: NOT_SIGNED_IN}


def paper_of_merton(status: int) -> Answers:
    """A private item of Merton's: its secretary adds papers; its members know of it, and do not; for others it is not
    there."""
    secretary = frozenset({"secretary"})
    outside = SIGNED_IN - INSIDE_MERTON
    return {status: secretary, 403: INSIDE_MERTON - secretary, 404: outside, 302: NOT_SIGNED_IN}


def of_joint_committee(scene: Scene) -> list:
    """The registers of Croydon's joint committee."""
    return [f"committee-{scene.cast.croydon.committee.pk}"]


MERTONS_PEN = frozenset({"secretary"})  # who records for Merton's members
#: They sit on Merton's committee, or work for it.
MERTONS_OWN = frozenset({"gp", "executive", "lay_chair", "healthwatch", "secretary"})


def of_a_step(*named) -> Callable[[Scene], list]:
    """Merton's committee, the matter of the item that is being taken, and something about its course."""
    return lambda scene: [scene.cast.merton.committee.pk, scene.current.matter_id, *named]


def of_a_told_step(scene: Scene) -> list:
    """A step of a matter of Merton's."""
    body = scene.room.bodies["Merton"]
    matter = world.a_matter("A flooded surgery", [body.ccg], raised_by=body.committee)
    said = Said(on_day=world.DAY, party="The Made Up Surgery")
    where = {"committee": body.committee.pk, "matter": matter.pk}
    step = keep_step(actor=scene.room.secretary, **where, entry="received", said=said)
    return [body.committee.pk, matter.pk, step.pk]


def of_a_letter(*kind: str) -> Callable[[Scene], list]:
    """The letter to who applied, of a matter of Merton's that was decided by chair's action."""

    def made(scene: Scene) -> list:
        committee, matter, _ = of_a_told_step(scene)
        take_chairs_action(
            actor=scene.room.secretary,
            committee=committee,
            matter=matter,
            text="Moved.",
            reason="Flooded.",
            signed=[
                Signed(scene.cast.merton.seats[place].pk, scene.cast.merton.people[place].pk, "by telephone")
                for place in SIGN
            ],
        )
        return [committee, matter, "applicant", *kind]

    return made


def merton_and_matter(name: str) -> Callable[[Scene], list]:
    """Merton's committee and the matter of an item."""
    return lambda scene: [scene.cast.merton.committee.pk, getattr(scene, name).matter_id]


def of_a_kind(*, part: bool = False) -> Callable[[Scene], list]:
    """Merton's committee and the matter of the item being taken, which closes a branch; or its part."""

    def keys(scene: Scene) -> list:
        matter = scene.current.matter
        type(matter).objects.filter(pk=matter.pk).update(kind="branch_closure")
        return [scene.cast.merton.committee.pk, matter.pk, *([matter.limbs.first().pk] if part else [])]

    return keys


NOT_HERE: Answers = {404: HANDS, 403: SIGNED_IN - HANDS, 302: NOT_SIGNED_IN}


def entry(kind: type) -> Callable[[Scene], list]:
    """The first entry of this kind in the meeting."""
    return lambda scene: [
        scene.meeting.pk,
        kind._meta.model_name,
        kind.objects.filter(meeting=scene.meeting).order_by("pk").first().pk,
    ]


def of_gp(scene: Scene) -> list:
    return [scene.accounts["gp"].person.pk]


def gps_interest(scene: Scene) -> list:
    """An interest that Merton's GP declared. Made up."""
    fields = {"type": "personal", "directness": "direct", "nature": "Member", "organisation": "A made-up choir"}
    days = {"starts_on": date(2015, 1, 1), "declared_on": date(2016, 4, 2)}
    return [Interest.objects.get_or_create(person=scene.accounts["gp"].person, **fields, **days)[0].pk]


def gps_offer(scene: Scene) -> list:
    """What was offered to Merton's GP. Made up."""
    words = {
        "kind": "meal",
        "offered_by": "other",
        "offeror": "A made-up choir",
        "details": "Tea",
        "answer": "accepted",
    }
    days = {"offered_on": date(2016, 4, 2), "declared_on": date(2016, 4, 2)}
    return [Offer.objects.get_or_create(person=scene.accounts["gp"].person, value=5, **words, **days)[0].pk]


NONE = 2**40  # the key of nothing
PAGES: list[tuple[str, str, Callable[[Scene], list], Answers, Answers]] = [
    # Signing in is for those who are not; a password can be forgotten by anybody.
    ("sign_in", "", nothing, {200: NOT_SIGNED_IN, 302: SIGNED_IN}, {200: NOT_SIGNED_IN, 302: SIGNED_IN}),
    ("sign_out", "", nothing, signed_in(405), {302: frozenset(MEMBERS)}),
    ("password_reset", "", nothing, EVERYBODY, EVERYBODY),
    ("password_reset_done", "", nothing, EVERYBODY, {405: frozenset(MEMBERS)}),
    ("password_reset_confirm", "a made-up link", these("MQ", "a-b"), EVERYBODY, EVERYBODY),
    ("password_reset_complete", "", nothing, EVERYBODY, {405: frozenset(MEMBERS)}),
    ("healthz", "", nothing, EVERYBODY, {405: frozenset(MEMBERS)}),
    # What the public may read is for whoever is signed in.
    ("home", "", nothing, signed_in(), READ_ONLY),
    ("meetings", "", nothing, signed_in(), READ_ONLY),
    ("meeting", "ours", of("meeting"), signed_in(), READ_ONLY),
    ("meeting", "elsewhere", of("elsewhere.meeting"), signed_in(), READ_ONLY),
    ("meeting", "none", these(NONE), signed_in(404), READ_ONLY),
    ("minutes", "ours", of("meeting"), signed_in(), READ_ONLY),
    ("minutes", "elsewhere", of("elsewhere.meeting"), signed_in(), READ_ONLY),
    ("minutes", "none", these(NONE), signed_in(404), READ_ONLY),
    ("minutes_of", "ours", lambda s: [s.meeting.pk, s.sitting("Merton")], signed_in(), READ_ONLY),
    (
        "minutes_of",
        "a committee of another meeting",
        lambda s: [s.meeting.pk, s.elsewhere.sittings["Kingston"].pk],
        signed_in(404),
        READ_ONLY,
    ),
    ("projector", "ours", of("meeting"), signed_in(), READ_ONLY),
    ("projector", "none", these(NONE), signed_in(404), READ_ONLY),
    ("follow", "ours", of("meeting"), signed_in(), READ_ONLY),
    ("follow", "none", these(NONE), signed_in(404), READ_ONLY),
    ("follow_live", "ours", of("meeting"), signed_in(), READ_ONLY),
    ("follow_live", "none", these(NONE), signed_in(404), READ_ONLY),
    ("who_decides", "", nothing, signed_in(), READ_ONLY),
    ("who_decides_ccg", "Merton", these("08R"), signed_in(), READ_ONLY),
    ("who_decides_ccg", "none", these("ZZZ"), signed_in(404), READ_ONLY),
    ("kinds", "", nothing, EVERYBODY, {405: frozenset(MEMBERS)}),
    ("kind", "a merger", these("merger"), EVERYBODY, {405: frozenset(MEMBERS)}),
    ("kind", "none", these("divorce"), {404: frozenset(MEMBERS)}, {405: frozenset(MEMBERS)}),
    ("who_decides_function", "", these("gp_commissioning"), signed_in(), READ_ONLY),
    ("who_decides_function", "none", these("abolition"), signed_in(404), READ_ONLY),
    ("who_decides_timeline", "Merton", these("08R"), signed_in(), READ_ONLY),
    ("who_decides_timeline", "none", these("ZZZ"), signed_in(404), READ_ONLY),
    ("committees", "", nothing, signed_in(), READ_ONLY),
    ("committee", "Merton's", of("cast.merton.committee"), signed_in(), READ_ONLY),
    ("committee", "none", these(NONE), signed_in(404), READ_ONLY),
    ("committee_what_if", "Merton's", of("cast.merton.committee"), signed_in(), READ_ONLY),
    ("committee_what_if", "none", these(NONE), signed_in(404), READ_ONLY),
    ("practices", "", nothing, signed_in(), READ_ONLY),
    ("contracts_ending", "", nothing, signed_in(), READ_ONLY),
    ("practice", "Merton's", these("H85001"), signed_in(), READ_ONLY),
    ("practice", "none", these("Z99999"), signed_in(404), READ_ONLY),
    # Papers: by whom they are for, whatever committee it is; and never for whom a ruling keeps them from.
    ("paper", "public", of("papers.public"), signed_in(), READ_ONLY),
    ("paper", "members", of("papers.members"), only(INSIDE), READ_ONLY),
    ("paper", "voting members", of("papers.named"), only(INSIDE - {"healthwatch"}), READ_ONLY),
    ("paper", "of a private item", of("papers.private"), only(INSIDE_MERTON, otherwise=404), READ_ONLY),
    ("paper", "withheld from the GP", of("papers.withheld"), only(SIGNED_IN - {"gp"}), READ_ONLY),
    ("paper", "members, elsewhere", of("papers.elsewhere"), only(frozenset()), READ_ONLY),
    ("paper", "none", these(NONE), signed_in(404), READ_ONLY),
    # One's own entry in the registers is for whoever has a name on record; another's for who keeps their registers.
    ("my_declarations", "", nothing, signed_in(), {422: PEOPLE, 403: SIGNED_IN - PEOPLE, 302: NOT_SIGNED_IN}),
    ("find_organisations", "", nothing, signed_in(), READ_ONLY),
    ("declarations_of", "Merton's GP", of_gp, only(GPS_ENTRY | {"guardian"}), only(GPS_ENTRY, status=422)),
    ("declarations_of", "none", these(NONE), signed_in(404), signed_in(404)),
    ("declare_for_register", "Merton's GP", of_gp, only(GPS_ENTRY), only(GPS_ENTRY, status=422)),
    ("declare_for_register", "none", these(NONE), signed_in(404), signed_in(404)),
    ("change_interest", "Merton's GP's", gps_interest, of_gps_entry(200), of_gps_entry(422)),
    ("change_interest", "none", these(NONE), signed_in(404), signed_in(404)),
    ("end_interest", "Merton's GP's", gps_interest, of_gps_entry(200), of_gps_entry(422)),
    ("end_interest", "none", these(NONE), signed_in(404), signed_in(404)),
    # What was offered to somebody: the same; reviewed by somebody else. What is published is for anybody.
    ("my_offers", "", nothing, signed_in(), READ_ONLY),
    ("offers_of", "Merton's GP", of_gp, only(GPS_ENTRY | {"guardian"}), READ_ONLY),
    ("offers_of", "none", these(NONE), signed_in(404), READ_ONLY),
    ("record_offer", "Merton's GP", of_gp, only(GPS_ENTRY), only(GPS_ENTRY, status=422)),
    ("record_offer", "none", these(NONE), signed_in(404), signed_in(404)),
    ("offer_guidance", "Merton's GP", of_gp, only(GPS_ENTRY), READ_ONLY),
    ("offer_guidance", "none", these(NONE), signed_in(404), READ_ONLY),
    (
        "offer",
        "Merton's GP's",
        gps_offer,
        only(GPS_ENTRY | {"guardian"}, otherwise=404),
        {403: frozenset({"gp"}), 404: SIGNED_IN - GPS_ENTRY - {"guardian"}}
        | {302: NOT_SIGNED_IN | {"secretary", "guardian"}},
    ),
    ("offer", "none", these(NONE), signed_in(404), signed_in(404)),
    ("change_offer", "Merton's GP's", gps_offer, of_gps_entry(200), of_gps_entry(422)),
    ("change_offer", "none", these(NONE), signed_in(404), signed_in(404)),
    # The published registers are for anybody; the private one of interests is asked for in tests/committees.
    ("registers", "", nothing, EVERYBODY, {405: frozenset(MEMBERS)}),
    ("register_of_interests", "Merton's", these("08R"), EVERYBODY, {405: frozenset(MEMBERS)}),
    ("register_of_interests", "a joint committee's", of_joint_committee, EVERYBODY, {405: frozenset(MEMBERS)}),
    ("register_of_interests", "none", these("ZZZ"), {404: frozenset(MEMBERS)}, {405: frozenset(MEMBERS)}),
    ("register_of_offers", "Merton", these("08R"), EVERYBODY, {405: frozenset(MEMBERS)}),
    ("register_of_offers", "none", these("ZZZ"), {404: frozenset(MEMBERS)}, {405: frozenset(MEMBERS)}),
    ("register_of_procurement", "Merton's", these("08R"), EVERYBODY, {405: frozenset(MEMBERS)}),
    (
        "register_of_procurement",
        "a joint committee, which keeps none",
        of_joint_committee,
        {404: frozenset(MEMBERS)},
        {405: frozenset(MEMBERS)},
    ),
    ("register_of_procurement", "none", these("ZZZ"), {404: frozenset(MEMBERS)}, {405: frozenset(MEMBERS)}),
    # Training is one's own, and read and recorded as an entry is; the figures are for who keeps the registers.
    ("my_training", "", nothing, signed_in(), {422: PEOPLE, 403: SIGNED_IN - PEOPLE, 302: NOT_SIGNED_IN}),
    ("training_of", "Merton's GP", of_gp, only(GPS_ENTRY | {"guardian"}), only(GPS_ENTRY, status=422)),
    ("training_of", "none", these(NONE), signed_in(404), signed_in(404)),
    ("certification", "Merton", these("08R"), only(frozenset({"secretary", "guardian"})), READ_ONLY),
    ("certification", "Croydon", these("07V"), only(SECRETARIES), READ_ONLY),
    ("certification", "none", these("ZZZ"), signed_in(404), READ_ONLY),
    ("overdue_declarations", "Merton", these("08R"), only(frozenset({"secretary", "guardian"})), READ_ONLY),
    ("overdue_declarations", "Croydon", these("07V"), only(SECRETARIES), READ_ONLY),
    ("overdue_declarations", "none", these("ZZZ"), signed_in(404), READ_ONLY),
    # Between meetings: for the committee's own people, and nobody who is in conflict on the matter.
    ("book", "Merton's", of("cast.merton.committee"), only(MERTONS_OWN), READ_ONLY),
    ("book", "none", these(NONE), signed_in(404), READ_ONLY),
    ("new_matter", "Merton's", of("cast.merton.committee"), only(MERTONS_OWN), only(MERTONS_OWN, status=422)),
    ("new_matter", "none", these(NONE), signed_in(404), signed_in(404)),
    (
        "matter_outside",
        "Merton's",
        merton_and_matter("current"),
        only(MERTONS_OWN),
        only(MERTONS_OWN, status=422),
    ),
    (
        "matter_outside",
        "a scheme, which concerns every GP",
        merton_and_matter("scheme"),
        only(MERTONS_OWN - {"gp"}),
        only(MERTONS_OWN - {"gp"}, status=422),
    ),
    (
        "matter_outside",
        "of another committee",
        lambda s: [s.cast.merton.committee.pk, s.elsewhere.items[0].matter_id],
        signed_in(404),
        signed_in(404),
    ),
    ("matter_outside", "none", lambda s: [s.cast.merton.committee.pk, NONE], signed_in(404), signed_in(404)),
    # The steps of a matter and its letters: for who runs the committee's business.
    ("new_step", "Merton's", of_a_step("received"), only(MERTONS_PEN), only(MERTONS_PEN, status=422)),
    ("new_step", "no such step", of_a_step("letter"), only(MERTONS_PEN, status=404), only(MERTONS_PEN, status=404)),
    ("new_step", "none", lambda s: [s.cast.merton.committee.pk, NONE, "received"], signed_in(404), signed_in(404)),
    ("correct_step", "Merton's", of_a_told_step, only(MERTONS_PEN), only(MERTONS_PEN, status=422)),
    ("correct_step", "no such step", of_a_step(NONE), only(MERTONS_PEN, status=404), only(MERTONS_PEN, status=404)),
    ("correct_step", "none", lambda s: [s.cast.merton.committee.pk, NONE, NONE], signed_in(404), signed_in(404)),
    ("letter", "Merton's", of_a_letter(), only(MERTONS_PEN), only(MERTONS_PEN, status=422)),
    ("letter", "to nobody", of_a_step("nobody"), only(MERTONS_PEN, status=404), only(MERTONS_PEN, status=404)),
    ("letter", "none", lambda s: [s.cast.merton.committee.pk, NONE, "applicant"], signed_in(404), signed_in(404)),
    ("letter_file", "Merton's", of_a_letter("docx"), only(MERTONS_PEN), READ_ONLY),
    ("letter_file", "no such kind", of_a_letter("exe"), only(MERTONS_PEN, status=404), READ_ONLY),
    (
        "letter_file",
        "none",
        lambda s: [s.cast.merton.committee.pk, NONE, "applicant", "pdf"],
        signed_in(404),
        READ_ONLY,
    ),
    # The chronology of a matter: for whom its page is.
    ("chronology", "Merton's", merton_and_matter("current"), only(MERTONS_OWN), READ_ONLY),
    ("chronology", "a scheme", merton_and_matter("scheme"), only(MERTONS_OWN - {"gp"}), READ_ONLY),
    ("chronology", "papers withheld from the GP", merton_and_matter("withheld"), only(MERTONS_OWN - {"gp"}), READ_ONLY),
    (
        "chronology",
        "of another committee",
        lambda s: [s.cast.merton.committee.pk, s.elsewhere.items[0].matter_id],
        signed_in(404),
        READ_ONLY,
    ),
    ("chronology", "none", lambda s: [s.cast.merton.committee.pk, NONE], signed_in(404), READ_ONLY),
    ("chronology_pdf", "Merton's", merton_and_matter("current"), only(MERTONS_OWN), READ_ONLY),
    ("chronology_pdf", "a scheme", merton_and_matter("scheme"), only(MERTONS_OWN - {"gp"}), READ_ONLY),
    (
        "chronology_pdf",
        "papers withheld from the GP",
        merton_and_matter("withheld"),
        only(MERTONS_OWN - {"gp"}),
        READ_ONLY,
    ),
    (
        "chronology_pdf",
        "of another committee",
        lambda s: [s.cast.merton.committee.pk, s.elsewhere.items[0].matter_id],
        signed_in(404),
        READ_ONLY,
    ),
    ("chronology_pdf", "none", lambda s: [s.cast.merton.committee.pk, NONE], signed_in(404), READ_ONLY),
    # The facts of a matter: for who runs the committee's business.
    ("matter_facts", "Merton's", of_a_kind(), only(MERTONS_PEN), only(MERTONS_PEN, status=422)),
    ("matter_facts", "none", lambda s: [s.cast.merton.committee.pk, NONE], signed_in(404), signed_in(404)),
    ("part_facts", "Merton's", of_a_kind(part=True), only(MERTONS_PEN), only(MERTONS_PEN, status=422)),
    ("part_facts", "none", lambda s: [s.cast.merton.committee.pk, NONE, NONE], signed_in(404), signed_in(404)),
    ("new_part", "Merton's", of_a_kind(), only(MERTONS_PEN), only(MERTONS_PEN, status=422)),
    ("new_part", "none", lambda s: [s.cast.merton.committee.pk, NONE], signed_in(404), signed_in(404)),
    # NHS England's desk: for who holds one of its powers, or sits on its team.
    ("desk", "", nothing, only(NATIONAL), only(NATIONAL, status=422)),
    # Running a meeting.
    ("console", "ours", of("meeting"), only(HANDS), READ_ONLY),
    ("console", "elsewhere", of("elsewhere.meeting"), only(frozenset()), READ_ONLY),
    ("console", "none", these(NONE), signed_in(404), READ_ONLY),
    ("console_live", "ours", of("meeting"), only(HANDS), READ_ONLY),
    ("console_live", "elsewhere", of("elsewhere.meeting"), only(frozenset()), READ_ONLY),
    ("console_live", "none", these(NONE), signed_in(404), READ_ONLY),
    ("console_act", "an empty form", lambda s: [s.meeting.pk, "agree"], signed_in(405), only(HANDS, status=422)),
    ("console_act", "none", lambda s: [s.meeting.pk, "abolish"], signed_in(405), signed_in(404)),
    # Possible conflicts, for those who sit in the meeting or work for it; only a secretary's press does anything.
    ("conflicts", "ours", of("meeting"), only(INSIDE), only(INSIDE, status=422)),
    ("conflicts", "elsewhere", of("elsewhere.meeting"), only(frozenset()), only(frozenset())),
    ("conflicts", "none", these(NONE), signed_in(404), signed_in(404)),
    # Preparing a meeting: its agenda by who runs it, papers by who runs the business of a committee concerned.
    ("add_item", "ours, begun", of("meeting"), only(HANDS), only(HANDS, status=422)),
    ("add_item", "elsewhere", of("elsewhere.meeting"), only(frozenset()), only(frozenset())),
    ("add_item", "none", these(NONE), signed_in(404), signed_in(404)),
    (
        "add_paper",
        "ours",
        item_of("scheme"),
        only(SECRETARIES | NATIONAL),
        only(SECRETARIES | NATIONAL, status=422),
    ),
    ("add_paper", "private", item_of("private"), paper_of_merton(200), paper_of_merton(422)),
    ("add_paper", "none", lambda s: [s.meeting.pk, NONE], signed_in(404), signed_in(404)),
    # On paper, for who may run the meeting.
    ("sheet", "ours", of("meeting"), only(HANDS), READ_ONLY),
    ("sheet", "elsewhere", of("elsewhere.meeting"), only(frozenset()), READ_ONLY),
    ("sheet", "none", these(NONE), signed_in(404), READ_ONLY),
    # The whole record as a file, for who may read everything in it: private items, members' papers.
    ("record", "ours", of("meeting"), only(WHOLE), READ_ONLY),
    ("record", "elsewhere", of("elsewhere.meeting"), only(frozenset()), READ_ONLY),
    ("record", "none", these(NONE), signed_in(404), READ_ONLY),
    # Writing up: what is recorded already is shown, and not written over.
    ("write_up", "ours", of("meeting"), only(HANDS), READ_ONLY),
    ("write_up", "elsewhere", of("elsewhere.meeting"), only(frozenset()), READ_ONLY),
    ("write_up", "none", these(NONE), signed_in(404), READ_ONLY),
    ("write_up_attendance", "ours, recorded", of("meeting"), only(HANDS), only(HANDS, status=409)),
    ("write_up_attendance", "elsewhere", of("elsewhere.meeting"), only(frozenset()), only(frozenset())),
    ("write_up_attendance", "none", these(NONE), signed_in(404), signed_in(404)),
    ("write_up_item", "ours, decided", item_of("decided"), only(HANDS), only(HANDS, status=409)),
    ("write_up_item", "ours, to come", item_of("scheme"), only(HANDS), only(HANDS, status=422)),
    ("write_up_item", "private", item_of("private"), hands_of_merton(200), hands_of_merton(422)),
    ("write_up_item", "none", lambda s: [s.meeting.pk, NONE], NOT_HERE, NOT_HERE),
    ("write_up_close", "ours", of("meeting"), only(HANDS), only(HANDS, status=422)),
    ("write_up_close", "elsewhere", of("elsewhere.meeting"), only(frozenset()), only(frozenset())),
    ("write_up_close", "none", these(NONE), signed_in(404), signed_in(404)),
    # Putting the record right: who records for a committee that sits, or presided; its own things alone.
    ("put_right", "ours", of("meeting"), only(HANDS), READ_ONLY),
    ("put_right", "elsewhere", of("elsewhere.meeting"), only(frozenset()), READ_ONLY),
    ("put_right", "none", these(NONE), signed_in(404), READ_ONLY),
    ("put_right_entry", "attendance", entry(Attendance), only(HANDS), READ_ONLY),
    ("put_right_entry", "ruling of Merton", entry(Ruling), only(MERTONS), READ_ONLY),
    (
        "put_right_entry",
        "result of Merton",
        lambda s: [s.meeting.pk, "decision", s.decision("Merton", s.decided)],
        only(MERTONS),
        READ_ONLY,
    ),
    (
        "put_right_entry",
        "result of Croydon",
        lambda s: [s.meeting.pk, "decision", s.decision("Croydon", s.decided)],
        only(CROYDONS),
        READ_ONLY,
    ),
    (
        "put_right_entry",
        "of another meeting",
        lambda s: [s.elsewhere.meeting.pk, "decision", s.decision("Merton", s.decided)],
        signed_in(404),
        READ_ONLY,
    ),
    ("put_right_entry", "none", lambda s: [s.meeting.pk, "decision", NONE], signed_in(404), READ_ONLY),
    ("put_right_entry", "no such kind", lambda s: [s.meeting.pk, "motion", 1], signed_in(404), READ_ONLY),
    # NHS England's page: level 2, where it has a veto; level 3, where nobody has; and what a reader may not know of.
    ("veto", "level 2", decision("Croydon", "decided"), only(NATIONAL), only(NATIONAL, status=422)),
    ("veto", "level 3", decision("Merton", "decided"), only(frozenset()), only(frozenset())),
    (
        "veto",
        "private",
        decision("Merton", "private"),
        {403: INSIDE_MERTON, 404: SIGNED_IN - INSIDE_MERTON, 302: NOT_SIGNED_IN},
        {403: INSIDE_MERTON, 404: SIGNED_IN - INSIDE_MERTON, 302: NOT_SIGNED_IN},
    ),
    ("veto", "none", these(NONE), signed_in(404), signed_in(404)),
    # What decisions wait for is for whoever is signed in; what became of a condition is said by the secretary of the
    # committee that decided, and of the one that is awaited: Merton's decision awaits Croydon's committee.
    ("decisions_waiting", "", nothing, signed_in(), READ_ONLY),
    (
        "decision_conditions",
        "Merton's, awaiting Croydon",
        decision("Merton", "decided"),
        signed_in(),
        only(SECRETARIES, status=422),
    ),
    ("decision_conditions", "without", decision("Croydon", "decided"), signed_in(), only(frozenset())),
    (
        "decision_conditions",
        "private",
        decision("Merton", "private"),
        only(INSIDE_MERTON, otherwise=404),
        {403: INSIDE_MERTON, 404: SIGNED_IN - INSIDE_MERTON, 302: NOT_SIGNED_IN},
    ),
    ("decision_conditions", "none", these(NONE), signed_in(404), signed_in(404)),
    # How conflicts were managed, of each decision: for whoever may know of the item; Merton's GP reads of her own.
    ("managed", "public", decision("Merton", "decided"), signed_in(), READ_ONLY),
    ("managed", "papers withheld from the GP", decision("Merton", "withheld"), signed_in(), READ_ONLY),
    ("managed", "private", decision("Merton", "private"), only(INSIDE_MERTON, otherwise=404), READ_ONLY),
    ("managed", "none", these(NONE), signed_in(404), READ_ONLY),
    # The guardian's page is the guardian's, of their own CCG; a concern is raised by anybody; breaches are published.
    ("guardian", "Merton's", these("08R"), only(GUARDIANS), only(GUARDIANS, status=422)),
    ("guardian", "Croydon's, which has none", these("07V"), only(frozenset()), only(frozenset())),
    ("guardian", "a joint committee's", of_joint_committee, signed_in(404), signed_in(404)),
    ("guardian", "none", these("ZZZ"), signed_in(404), signed_in(404)),
    ("concerns", "an empty form", nothing, signed_in(), signed_in(422)),
    ("register_of_breaches", "Merton's", these("08R"), EVERYBODY, {405: frozenset(MEMBERS)}),
    (
        "register_of_breaches",
        "a joint committee's",
        of_joint_committee,
        {404: frozenset(MEMBERS)},
        {405: frozenset(MEMBERS)},
    ),
    ("register_of_breaches", "none", these("ZZZ"), {404: frozenset(MEMBERS)}, {405: frozenset(MEMBERS)}),
]

# --- The console. Kind of press and on what: who may. Everybody else who is signed in is refused with reasons ---
MAY_PRESS: dict[tuple[str, str], frozenset[str]] = {
    # Of the whole room: whoever runs any committee that sits.
    ("roll-call", ""): HANDS,
    ("move", ""): HANDS,
    ("arrive", ""): HANDS,
    ("undo-attendance", ""): HANDS,
    ("add-attendance", ""): SECRETARIES,
    ("correct-attendance", ""): HANDS,
    ("begin", ""): HANDS,
    ("finish", ""): HANDS,
    ("skip", ""): HANDS,
    ("adjourn", ""): HANDS,
    ("reorder", ""): HANDS,
    ("urgent", ""): HANDS,
    # In somebody's name: that person, or who records for their committee.
    ("declare", "GP of Merton"): MERTONS_PEN | {"gp"},
    ("undeclare", "GP of Merton"): MERTONS_PEN | {"gp"},
    ("correct-declaration", "GP of Merton"): MERTONS_PEN | {"gp"},
    ("vote", "GP of Merton"): MERTONS_PEN | {"gp"},
    ("correct-vote", "GP of Merton"): MERTONS_PEN | {"gp"},
    ("votes", "Merton"): MERTONS_PEN,
    ("declare-several", "GP of Merton"): MERTONS_PEN | {"gp"},
    ("rule", "Merton"): MERTONS_PEN | {"lay_chair"},
    ("rule-several", "Merton"): MERTONS_PEN | {"lay_chair"},
    ("invite", "Merton"): MERTONS_PEN | {"lay_chair"},
    ("refer", "Merton"): MERTONS,
    ("correct-ruling", "Merton"): MERTONS_PEN | {"lay_chair"},
    ("casting", "Croydon"): SECRETARIES | NATIONAL,
    ("agreement", "Croydon"): SECRETARIES | NATIONAL,
    ("shadow", "Croydon"): CROYDONS,
    # One committee's business.
    ("elect", "Merton"): MERTONS_PEN,
    ("amend", "Merton"): MERTONS,
    ("agree", "Merton"): MERTONS,
    ("agree", "Croydon"): CROYDONS,
    ("agree", "both"): MERTONS & CROYDONS,
    ("open", "Merton"): MERTONS,
    ("counts", "Merton"): MERTONS,
    ("correct-counts", "Merton"): MERTONS,
    ("start-again", "Merton"): MERTONS,
    ("take-back", "Merton"): MERTONS,
    ("announce", "Merton"): MERTONS,
    ("announce", "Croydon"): CROYDONS,
    ("withdraw", "Merton"): MERTONS,
    ("defer", "Merton"): MERTONS,
    ("close", "Merton"): MERTONS,
    ("close", "Croydon"): CROYDONS,
}


# --- Between meetings: a press on the page of a matter of Merton's, and who may ---
def of_an_officer(scene: Scene) -> tuple[int, dict]:
    """Merton's chief finance officer has a line of the scheme of delegation, and the matter is within it."""
    body = scene.room.bodies["Merton"]
    matter = world.a_matter("Rent of a surgery", [body.ccg], raised_by=body.committee)
    matter.kind, matter.value = "rent", 10_000
    with_facts(matter)
    seat = body.seats[world.FINANCE]
    Delegation.objects.create(seat=seat, kind="rent", up_to=10_000, source="Made up", starts_on=world.FIRST)
    press = f"officer-{seat.pk}-{body.people[world.FINANCE].pk}"
    on = {"on_day": 14, "on_month": 4, "on_year": 2016}
    return matter.pk, {"press": press, "verb": "approve", "text": "Paid.", "reason": "Due.", **on}


def of_the_chair(scene: Scene) -> tuple[int, dict]:
    """Merton's chair and chief officer agree on what cannot wait."""
    body = scene.room.bodies["Merton"]
    matter = world.a_matter("A flooded surgery", [body.ccg], raised_by=body.committee)
    signed = {f"who_{at}": f"{body.seats[place].pk}:{body.people[place].pk}" for at, place in enumerate(SIGN)}
    how = {f"how_{at}": "by telephone" for at, _ in enumerate(SIGN)}
    on = {"on_day": 14, "on_month": 4, "on_year": 2016}
    return matter.pk, {"press": "chairs-action", "text": "Moved.", "reason": "Flooded.", **signed, **how, **on}


def of_a_report(scene: Scene) -> tuple[int, dict]:
    """What was taken so waits to be put on the agenda of a meeting to come."""
    body = scene.room.bodies["Merton"]
    matter = world.a_matter("A flooded surgery", [body.ccg], raised_by=body.committee)
    world.meet({"Merton": body}, scene.room.secretary, day=date(2016, 5, 12))
    decision = take_chairs_action(
        actor=scene.room.secretary,
        committee=body.committee.pk,
        matter=matter.pk,
        text="Moved.",
        reason="Flooded.",
        signed=[Signed(body.seats[place].pk, body.people[place].pk, "by telephone") for place in SIGN],
    )
    return matter.pk, {"press": f"report-{decision.pk}"}


SIGN = (world.CHAIR, world.OFFICER)
MAY_PRESS_BETWEEN_MEETINGS: dict[Callable[[Scene], tuple[int, dict]], frozenset[str]] = {
    of_an_officer: MERTONS_PEN | {"executive"},
    of_the_chair: MERTONS_PEN | {"lay_chair"},
    of_a_report: frozenset({"secretary"}),
}

# --- The admin. Registers are kept in it; the record is shown in it and changed by nobody ---
REGISTERS = {
    "committees.Arrangement",
    "practices.ContractType",
    "practices.ListSize",
    "committees.Committee",
    "committees.Remit",
    "committees.TermsOfReference",
    "committees.Seat",
    "committees.Appointment",
    "committees.Person",
    "committees.Position",
    "committees.Guardianship",
    "committees.ConflictsPolicy",
    "committees.Post",
    "committees.Absence",
    "committees.Delegation",
    "committees.ConsentRule",
    "committees.Account",
    "committees.Meeting",
    "committees.Sitting",
    "decisions.Matter",
    "decisions.AgendaItem",
    "decisions.Paper",
    "practices.PlanningGroup",
    "practices.CCG",
    "practices.Practice",
    "practices.Provider",
    "practices.Contract",
    "practices.PracticeSuccession",
    "practices.CCGSuccession",
    "auth.Group",
}
SHOWN = {
    "committees.Letter",
    "decisions.Attendance",
    "decisions.ItemStep",
    "decisions.Declaration",
    "decisions.Ruling",
    "decisions.ShadowRecommendation",
    "decisions.ChairElected",
    "decisions.Deferral",
    "decisions.Motion",
    "decisions.Opening",
    "decisions.Announcement",
    "decisions.Withdrawal",
    "decisions.Vote",
    "decisions.Tally",
    "decisions.VotingClosed",
    "decisions.CastingVote",
    "decisions.Agreement",
    "decisions.Veto",
    "decisions.ConditionOutcome",
    "decisions.PublishedOutcome",
    "decisions.AlsoPresent",
    "decisions.SittingClosed",
    "decisions.Elector",
    "decisions.Resolution",
    "decisions.ItemAppointment",
    "decisions.Presenter",
    "decisions.Link",
    "decisions.Submission",
    "practices.Edition",
}
#: They are named by the record, and so end or sleep and stay.
NEVER_DELETED = {
    "committees.Account",
    "committees.Post",
    "committees.Position",
    "committees.Guardianship",
    "committees.ConflictsPolicy",
    "committees.Absence",
    "committees.Delegation",
    "committees.ConsentRule",
}
#: What is in the admin besides, and what its administrator gets there.
ADMIN_PAGES: dict[str, tuple[list, int]] = {
    "index": ([], 200),
    "app_list": (["decisions"], 200),
    "logout": ([], 405),
    "password_change": ([], 200),
    "password_change_done": ([], 200),
    "view_on_site": ([1, NONE], 404),
    "autocomplete": ([], 403),
    "jsi18n": ([], 200),
}
#: Addresses without a name: they send on, or say that nothing is there.
UNNAMED = {"admin/login/", "admin/(?P<url>.*)$"} | {
    f"admin/{label.replace('.', '/').lower()}/<path:object_id>/" for label in REGISTERS | SHOWN
}


# --- The scene, set once ---
@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker) -> Iterator[Scene]:
    """One scene for the whole table; every request is taken back."""
    with (
        django_db_blocker.unblock(),
        override_settings(COCOMM_CLOCK_DAY=date(2016, 4, 14)),
        transaction.atomic(),
    ):
        yield set_scene()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def asking(scene) -> Callable[[str], Client]:
    """Ask as a member of the cast: ``asking(who).get(...)``."""
    clients = {who: Client() for who in MEMBERS}
    for who, client in clients.items():
        if scene.accounts[who] is not None:
            client.force_login(scene.accounts[who])
    return clients.__getitem__


def ask(client: Client, method: str, address: str, data=None) -> tuple[int, int]:
    """The status, and how many acts were written; all of it is taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        before = Link.objects.count()
        answer = getattr(client, method)(address, data or {})
        written = Link.objects.count() - before
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer.status_code, written


def expected(answers: Answers) -> dict[str, int]:
    """Member to status; each member once."""
    found: dict[str, int] = {}
    for status, who in answers.items():
        for name in who:
            assert name not in found, f"{name} has two answers"
            found[name] = status
    return found


# --- Nothing is missing ---
def routes(resolver=None, namespace: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    """Every (name, route) there is."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, namespace + (f"{entry.namespace}:" if entry.namespace else ""), route)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}" if entry.name else "", route


def admin_names() -> set[str]:
    models = {label.replace(".", "_").lower() for label in REGISTERS | SHOWN}
    kinds = ("changelist", "add", "change", "delete", "history", "simple_history")
    return (
        {f"admin:{name}" for name in ADMIN_PAGES}
        | {"admin:login"}
        | {f"admin:{m}_{kind}" for m in models for kind in kinds}
    )


SPECIAL = {"admin:committees_account_password_change", "admin:auth_user_password_change"}


def test_every_address_is_in_the_table():
    named = {name for name, _ in routes() if name}
    table = {name for name, *_ in PAGES} | admin_names() | SPECIAL
    assert named <= table, "write who may see it into the table"
    assert {name for name, *_ in PAGES} <= named, "in the table, and nowhere else"
    assert {route for name, route in routes() if not name} <= UNNAMED


def test_every_address_of_the_demo_is_in_the_table(demo_site):
    assert {name for name, _ in routes() if name} - {"demo_sign_in"} <= {n for n, *_ in PAGES} | admin_names() | SPECIAL
    assert "demo_sign_in" in {name for name, _ in routes()}


def test_every_press_of_the_console_is_in_the_table():
    assert {kind for kind, _ in MAY_PRESS} == set(KINDS)
    assert set(MAY_PRESS) == set(PRESSES)


def test_every_page_of_the_admin_is_in_the_table():
    assert {model._meta.label for model in admin.site._registry} == REGISTERS | SHOWN
    assert not REGISTERS & SHOWN


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row[0]} {row[1]}")
def test_every_member_of_the_cast_has_one_answer(row):
    *_, get, post = row
    assert set(expected(get)) == set(MEMBERS)
    assert set(expected(post)) == set(MEMBERS)


def test_the_table_knows_everybody(scene):
    assert set(scene.accounts) == set(MEMBERS)
    members = {name for name, kind in type(scene.cast).__annotations__.items() if kind == "Account"}
    assert members <= set(MEMBERS), "a member of the cast who is not in the table"
    assert Account.objects.count() == len(MEMBERS) - 1 + 1, "with Kingston's secretary; the logged out has none"


# --- The table is true ---
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row[0]} {row[1]}")
def test_a_page_answers_as_the_table_says(scene, asking, row, method):
    name, _, args, get, post = row
    address = reverse(name, args=args(scene))
    answers = {who: ask(asking(who), method, address) for who in MEMBERS}
    said = expected(get if method == "get" else post)
    assert answers == {who: (status, 0) for who, status in said.items()}


@pytest.mark.parametrize("press", MAY_PRESS, ids=" ".join)
def test_a_press_is_taken_from_those_who_may_and_refused_to_all_others(scene, asking, press):
    """Who is refused has written nothing; who is not has."""
    PRESSES[press].state(scene)
    fields = PRESSES[press].fields(scene)
    address = reverse("console_act", args=[scene.meeting.pk, press[0]])
    answers = {who: ask(asking(who), "post", address, fields | {"key": uuid.uuid4()}) for who in MEMBERS}
    wrote = {who for who, (_, written) in answers.items() if written}
    assert wrote == MAY_PRESS[press]
    statuses = {who: status for who, (status, _) in answers.items()}
    assert statuses == {who: 302 if who in MAY_PRESS[press] | NOT_SIGNED_IN else 403 for who in MEMBERS}


@pytest.mark.parametrize("made", MAY_PRESS_BETWEEN_MEETINGS, ids=lambda made: made.__name__)
def test_a_press_between_meetings_is_taken_from_those_who_may_and_refused_to_all_others(scene, asking, made):
    """Who is refused has written nothing; who is not has written in the committee's book."""
    may = MAY_PRESS_BETWEEN_MEETINGS[made]
    matter, fields = made(scene)
    address = reverse("matter_outside", args=[scene.cast.merton.committee.pk, matter])
    statuses, wrote = {}, set()
    for who in MEMBERS:
        with transaction.atomic():
            before = Page.objects.count()
            statuses[who] = asking(who).post(address, fields | {"key": uuid.uuid4()}).status_code
            if Page.objects.count() > before:
                wrote.add(who)
            transaction.set_rollback(True)
    assert wrote == may
    assert statuses == {who: 302 if who in may | NOT_SIGNED_IN else 403 for who in MEMBERS}


def a_row(model) -> int:
    """The key of a row that the admin shows, or of none."""
    return model.objects.order_by("pk").values_list("pk", flat=True).first() or NONE


def admin_pages(label: str) -> dict[str, set[int]]:
    """The pages of one model, and what its administrator may get there."""
    name = f"admin:{label.replace('.', '_').lower()}"
    model = apps.get_model(label)
    row, there = [a_row(model)], model.objects.exists()
    # No such row: the admin's first page says so. In use: the row's own page says by what.
    delete = {403} if label in SHOWN | NEVER_DELETED else {200, 302} if there else {302}
    return {
        reverse(f"{name}_changelist"): {200},
        reverse(f"{name}_add"): {403} if label in SHOWN else {200},
        reverse(f"{name}_change", args=row): {200 if there else 302},
        reverse(f"{name}_history", args=row): {200} if there else {302, 404},
        reverse(f"{name}_delete", args=row): delete,
    }


@pytest.mark.parametrize("label", sorted(REGISTERS | SHOWN))
def test_the_admin_is_for_its_administrator_and_shows_the_record_to_be_read(scene, asking, label):
    wrong = []
    for address, allowed in admin_pages(label).items():
        for who in MEMBERS:
            status = asking(who).get(address).status_code
            if status not in (allowed if who in ADMIN else {302}):
                wrong.append((address, who, status))
    assert not wrong


@pytest.mark.parametrize("label", sorted(SHOWN))
def test_nobody_changes_the_record_in_the_admin(scene, asking, label):
    name = f"admin:{label.replace('.', '_').lower()}"
    row = [a_row(apps.get_model(label))]
    for address in (reverse(f"{name}_add"), reverse(f"{name}_change", args=row), reverse(f"{name}_delete", args=row)):
        status, written = ask(asking("superuser"), "post", address, {"post": "yes", "_save": "Save"})
        assert written == 0
        assert status == 403 or not apps.get_model(label).objects.exists()


@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_other_pages_of_the_admin_are_for_its_administrator(asking, name):
    args, allowed = ADMIN_PAGES[name]
    address = reverse(f"admin:{name}", args=args)
    answers = {who: ask(asking(who), "get", address)[0] for who in MEMBERS}
    assert answers == {who: allowed if who in ADMIN else 302 for who in MEMBERS}


def test_whom_the_admin_sends_away_is_refused_or_signs_in_and_never_goes_in_circles(asking):
    sent_to = asking("secretary").get(reverse("admin:index"))["Location"]
    answers = {who: asking(who).get(sent_to) for who in MEMBERS}
    assert {who: answer.status_code for who, answer in answers.items()} == {
        who: 302 if who in NOT_SIGNED_IN else 403 for who in MEMBERS
    }
    assert "may not use the administration pages" in answers["secretary"].content.decode()
    assert answers["logged_out"]["Location"].startswith(reverse("sign_in"))


# --- And besides ---
def test_nothing_is_taken_from_another_site(scene):
    """Every address that takes a form asks for this site's own token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.accounts["secretary"])
    for name, _, args, _, post in PAGES:
        if 405 not in post and name != "sign_in":
            assert client.post(reverse(name, args=args(scene))).status_code == 403, name
    for press in PRESSES:
        address = reverse("console_act", args=[scene.meeting.pk, press[0]])
        assert client.post(address).status_code == 403


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_page_is_read_or_sent_a_form_and_nothing_else(scene, asking, method):
    for name, _, args, _, _ in PAGES:
        if not name.startswith(("password", "sign")):
            assert ask(asking("secretary"), method, reverse(name, args=args(scene))) == (405, 0), name


#: Words that must reach nobody but those whom a private item is for.
SECRETS = ("secret of the branch surgery", "That the secret be kept", "for public: what it says")


@pytest.mark.parametrize("who", ["stranger", "superuser", "grant_without_post"])
def test_what_is_private_is_on_no_page_of_those_it_is_not_for(scene, asking, who):
    scene.room.begin(scene.private)
    for name, about, args, _, _ in PAGES:
        if about in ("none", "elsewhere") or name.startswith(("password", "sign", "who_decides")):
            continue
        page = asking(who).get(reverse(name, args=args(scene)))
        told = [words for words in SECRETS[:2] if words in page.content.decode(errors="replace")]
        assert not told, f"{name} tells {who}"


def test_one_who_runs_another_committee_does_not_read_a_private_item_in_the_console(scene, asking):
    """Croydon's secretary has no post on Merton, whose item it is, and is not in the room."""
    scene.room.begin(scene.private)
    for query in ("", f"?item={scene.private.pk}"):
        page = asking("secretary_of_croydon").get(reverse("console", args=[scene.meeting.pk]) + query)
        assert not [words for words in SECRETS if words in page.content.decode()]


def test_what_is_private_is_in_no_list_of_the_admin(scene, asking):
    for label in sorted(REGISTERS | SHOWN):
        page = asking("superuser").get(reverse(f"admin:{label.replace('.', '_').lower()}_changelist"))
        assert not [words for words in SECRETS[:2] if words in page.content.decode()], label


def test_a_paper_that_is_withheld_is_nowhere_for_that_person(scene, asking):
    """Meeting page, minutes, follow, the paper itself: its title and its words, while others see them."""
    paper = scene.papers["withheld"]
    names = [("meeting", [scene.meeting.pk]), ("minutes", [scene.meeting.pk]), ("follow", [scene.meeting.pk])]
    addresses = [*(reverse(name, args=args) for name, args in names), reverse("paper", args=[paper.pk])]
    seen = {who: "".join(asking(who).get(a).content.decode() for a in addresses) for who in ("gp", "executive")}
    assert paper.title in seen["executive"]
    assert paper.text in seen["executive"]
    assert paper.title not in seen["gp"]
    assert reverse("paper", args=[paper.pk]) not in seen["gp"].replace(f'value="{addresses[-1]}"', "")
