"""A meeting half-way through, with everybody who might ask for something: what the access matrix is asked about.

All made up. ``set_scene()`` gives a Scene; ``STATES`` bring its current item to where an act is possible.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from guardian.shortcuts import assign_perm

from committees.models import Account, Arrangement, Committee, Guardianship, Meeting, Person, Post, Seat
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.terms import (
    Access,
    Choice,
    CommitteeKind,
    Directness,
    Function,
    Handling,
    InterestType,
    Movement,
    Power,
    Recording,
)
from decisions import actions
from decisions.actions.hanging import Wanted
from decisions.models import AgendaItem, Attendance, Declaration, Limb, Paper, Ruling
from practices import clock
from tests import world
from tests.cast import Cast, the_cast
from tests.world import CHAIR, FIRST, GP, VICE, Room

YESTERDAY = date(2016, 4, 13)

#: Everybody in the table.
MEMBERS = (
    "logged_out",
    "stranger",
    "healthwatch",
    "gp",
    "executive",
    "lay_chair",
    "croydon_chair",
    "nhs_england",
    "nhs_england_without_powers",
    "secretary",
    "superuser",
    "guardian",
    "secretary_of_croydon",
    "ended_yesterday",
    "grant_without_post",
    "post_without_grant",
    "inactive",
)


@dataclass
class Scene:
    """The cast, and their meeting: one item decided, one being taken, others to come. And a meeting elsewhere.

    ``papers``: by what is special about each. ``accounts``: of MEMBERS, None for who is not signed in.
    """

    cast: Cast
    room: Room
    accounts: dict[str, Account | None]
    decided: AgendaItem
    current: AgendaItem
    withheld: AgendaItem
    scheme: AgendaItem
    private: AgendaItem
    elsewhere: Room
    papers: dict[str, Paper]

    def decision(self, name: str, item: AgendaItem | None = None) -> int:
        return self.room.decision(name, item or self.current).pk

    @property
    def both(self) -> list[int]:
        return self.room.decisions(self.current)

    def person(self, name: str, seat: int) -> int:
        return self.room.bodies[name].people[seat].pk

    def seat(self, name: str, seat: int) -> int:
        return self.room.bodies[name].seats[seat].pk

    def sitting(self, name: str) -> int:
        return self.room.sittings[name].pk

    @property
    def meeting(self) -> Meeting:
        return self.room.meeting


def set_scene() -> Scene:
    """Put it all into the database; the clock must stand on 14 April 2016."""
    cast = the_cast()
    room = cast.meeting(items=3)
    decided, current, withheld = room.items
    ccgs = [body.ccg for body in cast.bodies.values()]
    scheme = world.put(room.meeting, world.a_matter("A scheme", ccgs, Function.INCENTIVE_SCHEMES))
    secret = world.a_matter("The secret of the branch surgery", [cast.merton.ccg], texts=("That the secret be kept.",))
    private = actions.put_on_agenda(
        meeting=room.meeting, matter=secret, number="P1", private=True, private_ground="Commercial in confidence"
    )
    room.items += [scheme, private]
    kingston = {"Kingston": world.a_body("Kingston", "08J")}
    elsewhere = world.meet(kingston, world.a_secretary(kingston, "secretary of Kingston"), items=2)
    accounts = {name: getattr(cast, name, None) for name in MEMBERS} | more_accounts(cast)
    accounts["guardian"] = a_guardian(cast)
    papers = {
        "public": a_paper(decided, Access.PUBLIC),
        "members": a_paper(decided, Access.MEMBERS),
        "named": a_paper(decided, Access.NAMED),
        "private": a_paper(private, Access.PUBLIC),
        "withheld": a_paper(withheld, Access.PUBLIC),
        "elsewhere": a_paper(elsewhere.items[0], Access.MEMBERS),
    }
    scene = Scene(cast, room, accounts, decided, current, withheld, scheme, private, elsewhere=elsewhere, papers=papers)
    run_to_the_second_item(scene)
    return scene


def a_paper(item: AgendaItem, access: Access) -> Paper:
    title = f"Paper of item {item.number} for {access.value}"
    return Paper.objects.create(
        item=item, title=title, text=f"{title}: what it says", access=access.value, added_at=clock.now()
    )


def a_guardian(cast: Cast) -> Account:
    """Merton's conflicts of interest guardian, who sits on no committee here."""
    person = Person.objects.create(name="Gale Guardian", made_up=True)
    Guardianship.objects.create(person=person, ccg=cast.merton.ccg, starts_on=FIRST)
    return world.an_account("guardian", person)


def more_accounts(cast: Cast) -> dict[str, Account]:
    """Those who have half of what a power needs, or had it until yesterday, or have it on one committee only."""
    everything = {kind: world.an_account(kind) for kind in MEMBERS[-5:]}
    appoint_to_post(
        account=everything["secretary_of_croydon"],
        committee=cast.croydon.committee,
        kind=PostKind.SECRETARY,
        starts_on=FIRST,
    )
    for committee in (cast.merton.committee, cast.croydon.committee):
        post = {"committee": committee, "kind": PostKind.SECRETARY, "starts_on": FIRST}
        appoint_to_post(account=everything["ended_yesterday"], ends_on=YESTERDAY, **post)
        appoint_to_post(account=everything["inactive"], **post)
        for power in Power:
            assign_perm(power.value, everything["grant_without_post"], committee)
        for kind in (PostKind.SECRETARY, PostKind.NHS_ENGLAND_OFFICER):
            Post.objects.create(
                account=everything["post_without_grant"], committee=committee, kind=kind.value, starts_on=FIRST
            )
    a_seat_until_yesterday(cast, everything["ended_yesterday"])
    everything["inactive"].is_active = False
    everything["inactive"].save()
    return everything


def a_seat_until_yesterday(cast: Cast, account: Account) -> None:
    seat = Seat.objects.create(committee=cast.merton.committee, title="Tenth member", order=30, starts_on=FIRST)
    person = world.in_seat(seat, "Former Member", ends_on=YESTERDAY)
    person.account = account
    person.save()


def run_to_the_second_item(scene: Scene) -> None:
    """Everybody arrives, the first item is agreed by all and announced, the second is being taken."""
    room, gp = scene.room, scene.person("Merton", GP)
    room.arrive()
    room.begin(scene.decided)
    decided = room.decisions(scene.decided)
    hangs = [Wanted(text="The agreement of the neighbours", awaits=scene.cast.croydon.committee.pk)]
    merton = {
        "resolutions": [scene.decision("Merton", scene.decided)],
        "text": "That it be approved.",
        "verb": "approve",
    }
    actions.amend_motion(actor=room.secretary, **merton, conditions=hangs)
    actions.agree(actor=room.secretary, resolutions=decided)
    actions.announce(actor=room.secretary, resolutions=decided)
    room.begin(scene.current)
    declare(scene, scene.withheld, gp)
    actions.rule_on_conflict(
        actor=room.secretary,
        meeting=room.meeting.pk,
        item=scene.withheld.pk,
        sittings=[scene.sitting("Merton")],
        people=[gp],
        handling=Handling.WITHHELD,
    )


def declare(scene: Scene, item: AgendaItem, person: int) -> None:
    actions.declare_interest(
        actor=scene.room.secretary,
        meeting=scene.meeting.pk,
        item=item.pk,
        people=[person],
        nature="partner at the Made Up Surgery",
        type=InterestType.FINANCIAL,
        directness=Directness.DIRECT,
    )


# --- Where the current item can stand ---
def as_it_is(scene: Scene) -> None:
    """The item is being taken; nothing else."""


def declared(scene: Scene) -> None:
    declare(scene, scene.current, scene.person("Merton", GP))


def chairs_left(scene: Scene) -> None:
    leaving = [scene.person("Merton", CHAIR), scene.person("Merton", VICE)]
    actions.record_attendance(
        actor=scene.room.secretary, meeting=scene.meeting.pk, people=leaving, movement=Movement.LEFT
    )


def few_left(scene: Scene) -> None:
    """Merton's chair and two others stay, who are no quorum; one of Croydon leaves too. Merton has a governing body."""
    body = Committee.objects.create(
        name="Governing Body of Merton", short_name="Merton GB", kind=CommitteeKind.GOVERNING_BODY, established_on=FIRST
    )
    body.ccgs.add(scene.room.bodies["Merton"].ccg)
    gone = [person.pk for person in scene.room.bodies["Merton"].people[3:]]
    gone.append(scene.person("Croydon", world.FINANCE))
    actions.record_attendance(actor=scene.room.secretary, meeting=scene.meeting.pk, people=gone, movement=Movement.LEFT)


def opened(scene: Scene) -> None:
    actions.open_voting(actor=scene.room.secretary, resolutions=scene.both, recording=Recording.BY_NAME)


def voted(scene: Scene) -> None:
    """Merton by name, all for."""
    choices = {scene.decision("Merton"): {seat.pk: Choice.FOR for seat in scene.room.bodies["Merton"].seats}}
    actions.record_votes(actor=scene.room.secretary, choices=choices)


def counted(scene: Scene) -> None:
    actions.record_counts(actor=scene.room.secretary, resolution=scene.decision("Merton"), in_favour=5, against=4)


def tied(scene: Scene) -> None:
    """Croydon, four to four."""
    said = [Choice.FOR] * 4 + [Choice.AGAINST] * 4 + [Choice.ABSTAINED]
    seats = [seat.pk for seat in scene.room.bodies["Croydon"].seats]
    choices = {scene.decision("Croydon"): dict(zip(seats, said, strict=True))}
    actions.record_votes(actor=scene.room.secretary, choices=choices)


def agreed(scene: Scene) -> None:
    actions.agree(actor=scene.room.secretary, resolutions=scene.both)


def closed(scene: Scene) -> None:
    sittings = [sitting.pk for sitting in scene.room.sittings.values()]
    actions.close_sitting(actor=scene.room.secretary, meeting=scene.meeting.pk, sittings=sittings)


def awaiting_agreement(scene: Scene) -> None:
    scene.room.begin(scene.scheme)
    actions.agree(actor=scene.room.secretary, resolutions=[scene.decision("Croydon", scene.scheme)])


def croydon_shadows(scene: Scene) -> None:
    """Croydon shadows level 3; what is being taken concerns Merton alone."""
    arrangement = Arrangement.objects.get(ccg=scene.room.bodies["Croydon"].ccg)
    arrangement.shadowing = True
    arrangement.save()
    matter = world.a_matter("What concerns Merton alone", [scene.room.bodies["Merton"].ccg])
    scene.room.begin(world.put(scene.meeting, matter))


STATES: tuple[Callable[[Scene], None], ...] = (
    as_it_is,
    declared,
    chairs_left,
    opened,
    voted,
    counted,
    tied,
    agreed,
    awaiting_agreement,
    croydon_shadows,
)


# --- One form for each kind of press, as the console sends it ---
@dataclass(frozen=True)
class Press:
    """A press that is in order when ``state`` holds, if the right person presses."""

    fields: Callable[[Scene], dict]
    state: Callable[[Scene], None] = as_it_is


def _item(scene: Scene) -> dict:
    return {"item": scene.current.pk}


def _on(name: str, **fields) -> Callable[[Scene], dict]:
    return lambda scene: {"resolutions": [scene.decision(name)], **fields}


def _one(name: str, **fields) -> Callable[[Scene], dict]:
    return lambda scene: {"resolution": scene.decision(name), **fields}


def _gps_vote(choice: str, **fields) -> Callable[[Scene], dict]:
    return lambda scene: {
        "resolution": scene.decision("Merton"),
        "seat": scene.seat("Merton", GP),
        "choice": choice,
        **fields,
    }


def _mertons_votes(scene: Scene) -> dict:
    body, decision = scene.room.bodies["Merton"], scene.decision("Merton")
    pairs = list(zip(body.seats, body.people, strict=True))
    said = {f"p{person.pk}": "for" for _, person in pairs}
    return {"seat": [f"{decision}-{seat.pk}-{person.pk}" for seat, person in pairs], "resolutions": decision, **said}


COUNTS = {"in_favour": 5, "against": 3, "abstained": 1}
INTEREST = {"nature": "a cousin", "type": "personal", "directness": "indirect"}
URGENT = {"title": "A flood", "function": "gp_commissioning", "ccgs": ["08R"], "text": "x", "verb": "approve"}

#: Kind of press, and on what where that matters.
PRESSES: dict[tuple[str, str], Press] = {
    ("roll-call", ""): Press(lambda scene: {"people": [scene.accounts["ended_yesterday"].person.pk]}),
    ("move", ""): Press(lambda scene: {"move": f"left:{scene.person('Merton', GP)}"}),
    ("arrive", ""): Press(lambda scene: {"name": "Ann Author", "role": "in_attendance"}),
    ("undo-attendance", ""): Press(
        lambda scene: {"entry": Attendance.objects.filter(meeting=scene.meeting).first().pk, "reason": "not so"}
    ),
    ("add-attendance", ""): Press(
        lambda scene: {
            "person": scene.accounts["ended_yesterday"].person.pk,
            "movement": "came",
            "role": "in_attendance",
            "at": "00:00",
            "reason": "left out",
        },
        closed,
    ),
    ("correct-attendance", ""): Press(
        lambda scene: {
            "entry": Attendance.objects.filter(meeting=scene.meeting).first().pk,
            "role": "in_attendance",
            "reason": "not so",
        }
    ),
    ("begin", ""): Press(lambda scene: {"item": scene.scheme.pk}),
    ("finish", ""): Press(_item),
    ("skip", ""): Press(_item),
    ("adjourn", ""): Press(_item),
    ("reorder", ""): Press(lambda scene: {"item": scene.scheme.pk, "after": scene.current.pk}),
    ("urgent", ""): Press(lambda scene: {**URGENT, "reason": "it is raining in"}),
    ("declare", "GP of Merton"): Press(
        lambda scene: {"item": scene.current.pk, "who": scene.person("Merton", GP), **INTEREST}
    ),
    ("undeclare", "GP of Merton"): Press(
        lambda scene: {
            "item": scene.current.pk,
            "entry": Declaration.objects.get(item=scene.current).pk,
            "reason": "misheard",
        },
        declared,
    ),
    ("correct-declaration", "GP of Merton"): Press(
        lambda scene: {
            "entry": Declaration.objects.get(item=scene.current).pk,
            "reason": "misheard",
            **INTEREST,
        },
        declared,
    ),
    ("correct-ruling", "Merton"): Press(
        lambda scene: {
            "entry": Ruling.objects.get(item=scene.withheld).pk,
            "handling": "leaves_for_item",
            "reason": "misheard",
        }
    ),
    ("rule", "Merton"): Press(
        lambda scene: {
            "item": scene.current.pk,
            "pairs": [f"{scene.person('Merton', GP)}:{scene.sitting('Merton')}"],
            "handling": "leaves_for_item",
        },
        declared,
    ),
    ("declare-several", "GP of Merton"): Press(
        lambda scene: {
            "items": [scene.current.pk, scene.scheme.pk],
            "people": [scene.person("Merton", GP)],
            **INTEREST,
        }
    ),
    ("rule-several", "Merton"): Press(
        lambda scene: {
            "on": [f"{scene.current.pk}:{scene.sitting('Merton')}:{scene.person('Merton', GP)}"],
            "handling": "leaves_for_item",
        },
        declared,
    ),
    ("refer", "Merton"): Press(
        lambda scene: {
            "item": scene.current.pk,
            "sitting": scene.sitting("Merton"),
            "to": Committee.objects.get(short_name="Merton GB").pk,
            "recommends": "that it be approved",
            "reason": "too few are here",
        },
        few_left,
    ),
    ("invite", "Merton"): Press(
        lambda scene: {
            "item": scene.current.pk,
            "place": f"{scene.sitting('Merton')}:{scene.seat('Merton', GP)}",
            "person": scene.person("Croydon", world.FINANCE),
            "here": "on",
            "reason": "to make the committee quorate",
        },
        few_left,
    ),
    ("shadow", "Croydon"): Press(
        lambda scene: {
            "item": AgendaItem.objects.get(matter__title="What concerns Merton alone").pk,
            "sitting": scene.sitting("Croydon"),
            "limb": Limb.objects.get(matter__title="What concerns Merton alone").pk,
            "text": "That it be approved.",
            "how": "all",
        },
        croydon_shadows,
    ),
    ("elect", "Merton"): Press(
        lambda scene: {
            "item": scene.current.pk,
            "sitting": scene.sitting("Merton"),
            "person": scene.person("Merton", world.FINANCE),
        },
        chairs_left,
    ),
    ("amend", "Merton"): Press(_on("Merton", text="Other words", verb="approve")),
    ("agree", "Merton"): Press(_on("Merton", how="unanimous")),
    ("agree", "Croydon"): Press(_on("Croydon", how="unanimous")),
    ("agree", "both"): Press(lambda scene: {"resolutions": scene.both, "how": "unanimous"}),
    ("open", "Merton"): Press(_on("Merton")),
    ("votes", "Merton"): Press(_mertons_votes),
    ("vote", "GP of Merton"): Press(_gps_vote("for"), opened),
    ("counts", "Merton"): Press(_one("Merton", **COUNTS)),
    ("correct-vote", "GP of Merton"): Press(_gps_vote("against", reason="misheard"), voted),
    ("correct-counts", "Merton"): Press(_one("Merton", **COUNTS, reason="misheard"), counted),
    ("start-again", "Merton"): Press(_on("Merton", how="unanimous", reason="all wrong"), counted),
    ("casting", "Croydon"): Press(_one("Croydon", choice="for"), tied),
    ("agreement", "Croydon"): Press(
        lambda scene: {"resolution": scene.decision("Croydon", scene.scheme), "given": "yes"}, awaiting_agreement
    ),
    ("take-back", "Merton"): Press(
        lambda scene: {"resolutions": [scene.decision("Merton", scene.decided)], "reason": "written down wrongly"}
    ),
    ("announce", "Merton"): Press(_on("Merton"), agreed),
    ("announce", "Croydon"): Press(_on("Croydon"), agreed),
    ("withdraw", "Merton"): Press(_on("Merton", reason="not ready")),
    ("defer", "Merton"): Press(
        lambda scene: {
            "item": scene.current.pk,
            "sittings": [scene.sitting("Merton")],
            "to_date": "12/05/2016",
            "reason": "more figures",
        }
    ),
    ("close", "Merton"): Press(lambda scene: {"sittings": [scene.sitting("Merton")]}),
    ("close", "Croydon"): Press(lambda scene: {"sittings": [scene.sitting("Croydon")]}),
}
