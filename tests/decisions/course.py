"""A matter of Merton's committee and its course: an application of 2 April 2016, looked at on 14 April. All made up."""

from __future__ import annotations

from datetime import date

from committees.kinds.declared import Clock, DecisionKind, Fact, FactType, Sort, Start, Unit
from committees.kinds.table.shared import SCRUTINY
from committees.rights.reasons import Source
from committees.terms import Choice, Function, Recording, Verb
from decisions import actions
from decisions.actions.outside.life import correct_step, keep_step
from decisions.life.rules import Said
from decisions.life.standing import Standing, standing_of
from decisions.life.steps import Course, course_of
from decisions.models import LifeEntry, Matter
from decisions.outside.facts import load_outside
from tests import world
from tests.cast import Cast
from tests.world import DAY

RAISED = date(2016, 4, 1)
RECEIVED = date(2016, 4, 2)
RULE = Source("Made up for the tests")


def a_clock(key: str, start: Start, count: int, unit: Unit, **more) -> Clock:
    return Clock(key=key, label=f"Made-up limit {key}", start=start, count=count, unit=unit, source=RULE, **more)


#: A kind with a clock of each start, and nothing that has to be stated.
KIND = DecisionKind(
    key="made_up",
    label="made-up decision",
    function=Function.GP_COMMISSIONING,
    facts=(
        Fact(key="site", label="Site", type=FactType.TEXT, required=False, part=True),
        Fact(key="effective_on", label="First day", type=FactType.DAY, required=False, part=True),
        Fact(key="ends_on", label="Last day of the lease", type=FactType.DAY, required=False),
    ),
    consultees=(SCRUTINY,),
    engagement="A survey of the patients.",
    clocks=(
        a_clock("acknowledge", Start.RECEIVED, 7, Unit.DAYS, who="the commissioner"),
        a_clock("decide", Start.RECEIVED, 3, Unit.WEEKS),
        a_clock("tell", Start.DECIDED, 7, Unit.DAYS),
        a_clock("again", Start.REFUSED, 3, Unit.MONTHS, sort=Sort.BAR),
        a_clock("remedy", Start.NOTICE, 28, Unit.DAYS, sort=Sort.EARLIEST),
        a_clock("warn", Start.EFFECT, 28, Unit.DAYS, before=True),
        a_clock("renew", Start.FACT, 6, Unit.MONTHS, before=True, fact="ends_on"),
    ),
)


class Matters:
    """Merton's committee, its secretary, and one matter in as many parts as are told."""

    def __init__(self, cast: Cast, texts: tuple[str, ...] = ("That the list be closed.",), kind: str = ""):
        self.cast, self.body = cast, cast.merton
        self.committee = self.body.committee
        self.secretary = cast.acting("secretary")
        self.matter = world.a_matter("The list of a surgery", [self.body.ccg], texts=texts, raised_by=self.committee)
        if kind:
            Matter.objects.filter(pk=self.matter.pk).update(kind=kind)
            self.matter.kind = kind
        self.limbs = list(self.matter.limbs.order_by("letter"))

    @property
    def where(self) -> dict[str, int]:
        return {"committee": self.committee.pk, "matter": self.matter.pk}

    def keep(self, entry: str, on_day: date = DAY, **said) -> LifeEntry:
        actor = said.pop("actor", self.secretary)
        return keep_step(actor=actor, **self.where, entry=entry, said=Said(on_day=on_day, **said))

    def correct(self, step: LifeEntry, reason: str = "It was another day", said: Said | None = None) -> LifeEntry:
        return correct_step(actor=self.secretary, **self.where, step=step.pk, reason=reason, said=said)

    def received(self, on_day: date = RECEIVED, party: str = "The Made Up Surgery", **said) -> LifeEntry:
        return self.keep("received", on_day, party=party, **said)

    @property
    def course(self) -> Course:
        return course_of(self.committee.pk, self.matter.pk)

    @property
    def stands(self) -> Standing:
        return standing_of(load_outside(self.committee.pk, self.matter.pk, DAY))

    def put(self, day: date = DAY) -> world.Room:
        """The matter on the agenda of a meeting of Merton's committee."""
        meeting = world.a_meeting({"Merton": self.body}, day, title="A meeting about it")
        item = world.put(meeting, self.matter)
        return world.room_of(meeting, {"Merton": self.body}, [item], self.secretary)

    def decide(self, *choices: Choice, room: world.Room | None = None) -> world.Room:
        """Every part is voted on in a meeting of today, and its result announced. ``choices``: by part."""
        room = room or self.put()
        room.arrive()
        room.begin()
        for number, key in enumerate(room.decisions()):
            choice = choices[number] if number < len(choices) else Choice.FOR
            actions.open_voting(actor=self.secretary, resolutions=[key], recording=Recording.BY_NAME)
            votes = {seat.pk: choice for seat in self.body.seats}
            actions.record_votes(actor=self.secretary, choices={key: votes})
            actions.announce(actor=self.secretary, resolutions=[key])
        return room


def two_sites(cast: Cast, kind: str = "") -> Matters:
    """One site to be approved, the other to be refused with its reason."""
    refused = "That the closure of the second site be refused, because its patients have no other surgery near."
    told = Matters(cast, ("That the first site be closed.", refused), kind)
    told.matter.limbs.filter(letter="b").update(verb=Verb.REJECT.value)
    return told
