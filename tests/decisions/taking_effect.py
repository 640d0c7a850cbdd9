"""Matters with facts, carried by committees in common, and the registers that they change. Everything is made up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from committees.kinds import KINDS
from committees.kinds.declared import FactType
from committees.terms import Level, Verb
from decisions import actions
from decisions.actions.time import keep_time
from decisions.effects.grounds import Part, load_parts
from decisions.models import AgendaItem, EffectApplied, EffectHeld, Limb, Matter
from practices import clock
from practices.models import Contract, ListClosure, Membership, Partner, Practice, PracticeName, Provider, Site
from tests import world
from tests.decisions.vetoed import london
from tests.world import Body, Room

DECIDED = date(2016, 4, 14)
FROM = date(2016, 7, 1)
SINCE = date(2013, 4, 1)


def a_practice(code: str, name: str, ccg) -> Practice:
    """A practice that is open, with its main surgery."""
    practice = Practice.objects.create(ods_code=code, name=name, status="A", opened_on=SINCE, postcode="CR0 1AA")
    PracticeName.objects.create(practice=practice, name=name, starts_on=SINCE)
    Membership.objects.create(practice=practice, ccg=ccg, starts_on=SINCE)
    Site.objects.create(practice=practice, kind="main", name=f"{name} main", starts_on=SINCE)
    return practice


def a_branch(practice: Practice, name: str = "Hill Branch") -> Site:
    return Site.objects.create(practice=practice, kind="branch", name=name, starts_on=SINCE)


def a_contract(practice: Practice, holder: str, **more) -> Contract:
    found = Contract.objects.create(
        kind="PMS", provider=Provider.objects.create(name=holder), starts_on=SINCE, source="Made up", **more
    )
    found.practices.add(practice)
    return found


def state(matter: Matter, kind: str, facts: dict | None = None, **parts: dict) -> Matter:
    """Give a matter its kind and its facts, as they are kept; ``parts``: by letter, "whole" for the only one."""
    matter.kind, matter.facts = kind, facts or {}
    matter.function = KINDS[kind].function.value
    matter.save()
    for letter, told in parts.items():
        limb = matter.limbs.get(letter="" if letter == "whole" else letter)
        limb.facts = told
        limb.save()
    return matter


@dataclass
class Stage:
    """Committees in common, their secretary, and a clock that stands where it is put."""

    monkeypatch: object
    bodies: dict[str, Body] = field(default_factory=dict)

    def __post_init__(self):
        self.stand(DECIDED)
        self.secretary = world.a_secretary(self.bodies)

    def stand(self, day: date, hour: int = 12) -> None:
        self.monkeypatch.setattr(clock, "now", lambda: london(day, hour))

    def matter(self, kind: str, facts: dict | None = None, texts=("That it be approved.",), of=(), **parts) -> Matter:
        """A matter of a kind for the CCGs of these committees (all, unless named)."""
        ccgs = [body.ccg for name, body in self.bodies.items() if not of or name in of]
        return state(world.a_matter("Made-up matter", ccgs, texts=texts), kind, facts, **parts)

    def meeting(self, matter: Matter, day: date = DECIDED, of=(), **item) -> Room:
        """A meeting of these committees on a day, with the matter as its only item; everybody is there."""
        self.stand(day)
        bodies = {name: body for name, body in self.bodies.items() if not of or name in of}
        meeting = world.a_meeting(bodies, day)
        row = actions.put_on_agenda(meeting=meeting, matter=matter, number="1", **item)
        room = world.room_of(meeting, bodies, [row], self.secretary)
        room.arrive()
        room.begin()
        return room

    def carry(self, matter: Matter, day: date = DECIDED, of=(), **item) -> Room:
        """Every committee named agrees to every part, and the meeting is closed."""
        room = self.meeting(matter, day, of, **item)
        self.agree(room)
        return self.close(room)

    def refuse(self, matter: Matter, day: date) -> Room:
        """They agree to a motion that rejects it, put in place of the one on the agenda."""
        room = self.meeting(matter, day)
        pks = [each.pk for each in self.decisions(room)]
        actions.amend_motion(
            actor=self.secretary, resolutions=pks, text="That it be rejected.", verb=Verb.REJECT, reason="As advised"
        )
        self.agree(room)
        return self.close(room)

    def agree(self, room: Room, letter: str | None = None) -> None:
        pks = [
            each.pk
            for each in self.decisions(room)
            if (letter is None or each.limb.letter == letter) and self.votes(each)
        ]
        actions.agree(actor=self.secretary, resolutions=pks)
        actions.announce(actor=self.secretary, resolutions=pks)

    @staticmethod
    def votes(each) -> bool:
        return Verb(each.verb) not in (Verb.NOTE, Verb.RECEIVE, Verb.CONSIDER)

    def decisions(self, room: Room, item: AgendaItem | None = None):
        return room.record.item_by_id[(item or room.items[0]).pk].resolutions

    def close(self, room: Room) -> Room:
        sittings = [sitting.pk for sitting in room.sittings.values()]
        actions.close_sitting(actor=self.secretary, meeting=room.meeting.pk, sittings=sittings)
        return room

    def reject(self, matter: Matter, day: date = DECIDED, of=()) -> Room:
        """They vote against it, all of them."""
        room = self.meeting(matter, day, of)
        for each in self.decisions(room):
            actions.record_counts(actor=self.secretary, resolution=each.pk, in_favour=0, against=9)
            actions.announce(actor=self.secretary, resolutions=[each.pk])
        return self.close(room)

    def keep(self, day: date) -> list:
        self.stand(day)
        return keep_time(today=day)

    def part(self, matter: Matter, day: date, letter: str = "") -> Part:
        limb = Limb.objects.get(matter=matter, letter=letter)
        return load_parts([limb.pk], day)[limb.pk]


def a_stage(monkeypatch, *names: str, **levels: Level) -> Stage:
    """Committees of South West London by name; Croydon is at level 2, where NHS England may veto."""
    known = {name: (code, level) for name, code, level in world.SOUTH_WEST_LONDON}
    bodies = {}
    for name in names or ("Kingston",):
        code, level = known[name]
        level = levels.get(name, level)
        window = {"veto_working_days": 5} if level is Level.JOINT else {}
        bodies[name] = world.a_body(name, code, level, **window)
    return Stage(monkeypatch, bodies)


def written() -> tuple[int, int]:
    """How many effects took place, and how many are held."""
    return EffectApplied.objects.count(), EffectHeld.objects.count()


#: The keys of ``kinds_by_hand`` by what they name.
def by_hand_rows(ccg) -> dict[tuple[FactType, int], int]:
    """The rows that the facts by hand name, by their keys there."""
    one, two, three = (a_practice(f"H8500{n}", f"SURGERY {n}", ccg) for n in (1, 2, 3))
    contract = a_contract(one, "Drs Old", ends_on=date(2017, 3, 31))
    Partner.objects.create(provider=contract.provider, name="Dr Old", starts_on=SINCE)
    other = Provider.objects.create(name="Other Ltd")
    rows = {
        (FactType.PRACTICE, 1): one,
        (FactType.PRACTICE, 2): two,
        (FactType.PRACTICE, 3): three,
        (FactType.SITE, 11): a_branch(one),
        (FactType.CONTRACT, 20): contract,
        (FactType.PROVIDER, 30): contract.provider,
        (FactType.PROVIDER, 31): other,
        (FactType.CCG, 40): ccg,
    }
    return {key: row.pk for key, row in rows.items()}


def with_rows(kind: str, facts: dict, rows: dict[tuple[FactType, int], int]) -> dict:
    """The facts by hand, with the keys of the rows that are there."""
    found = dict(facts)
    for fact in KINDS[kind].facts:
        if fact.key not in found:
            continue
        value = found[fact.key]
        if fact.type is FactType.PRACTICES:
            found[fact.key] = [rows[(FactType.PRACTICE, key)] for key in value]
        elif (fact.type, value) in rows:
            found[fact.key] = rows[(fact.type, value)]
    return found


def a_closure(practice: int, first: date, last: date) -> ListClosure:
    return ListClosure.objects.create(practice_id=practice, starts_on=first, ends_on=last)
