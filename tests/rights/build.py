"""Builders of the engine's facts in few words. Everything made here is made up; only CCG codes and names are real."""

from datetime import date
from itertools import count

from committees.rights.reasons import Source
from committees.rights.world import Appointment, Arrangement, Ccg, Committee, Person, QuorumRule, Remit, Seat, Terms
from committees.terms import CommitteeKind, Function, Level, Majority, Office, Represents, Standing

PACK = Source("made-up source of a test")
LONG_AGO = date(2015, 4, 1)
EVE = date(2016, 3, 31)
HANDOVER = date(2016, 4, 1)
MEETING = date(2016, 4, 14)

BARNET = Ccg("07M", "Barnet")
CAMDEN = Ccg("07R", "Camden")
ENFIELD = Ccg("07X", "Enfield")
HARINGEY = Ccg("08D", "Haringey")
ISLINGTON = Ccg("08H", "Islington")
CITY_AND_HACKNEY = Ccg("07T", "City and Hackney")
CROYDON = Ccg("07V", "Croydon")
KINGSTON = Ccg("08J", "Kingston")
MERTON = Ccg("08R", "Merton")
RICHMOND = Ccg("08P", "Richmond")
SUTTON = Ccg("08T", "Sutton")
WANDSWORTH = Ccg("08X", "Wandsworth")

NCL = (BARNET, CAMDEN, ENFIELD, HARINGEY, ISLINGTON)
SWL = (CROYDON, KINGSTON, MERTON, RICHMOND, SUTTON, WANDSWORTH)

_ids = count(1000)


def at_level(ccg, level, starts_on=LONG_AGO, ends_on=None, *, shadowing=False):
    """An arrangement: ``at_level(CROYDON, 2)``."""
    return Arrangement(
        ccg=ccg, level=Level(str(level)), starts_on=starts_on, ends_on=ends_on, shadowing=shadowing, source=PACK
    )


def committee(kind, *ccgs, id=None, name=None, established_on=LONG_AGO, stood_down_on=None, reports_to=None):
    """A committee: ``committee("pccc", MERTON)`` is called "Merton primary care commissioning committee"."""
    kind = CommitteeKind(kind)
    called = " and ".join(ccg.name for ccg in ccgs)
    return Committee(
        id=next(_ids) if id is None else id,
        name=name or f"{called} {kind.label}".strip(),
        kind=kind,
        ccgs=tuple(ccgs),
        established_on=established_on,
        stood_down_on=stood_down_on,
        reports_to=reports_to,
    )


def pccc(*ccgs, **given):
    return committee("pccc", *ccgs, **given)


def joint(*ccgs, **given):
    return committee("joint_committee", *ccgs, **given)


def remit(body, function, ccg=None, starts_on=None, ends_on=None):
    """The committee holds the function for the CCG (its first) as long as it exists, unless dates are given."""
    return Remit(
        committee=body.id,
        function=Function(function),
        ccg=ccg or body.ccgs[0],
        starts_on=starts_on or body.established_on,
        ends_on=ends_on or body.stood_down_on,
        source=PACK,
    )


def terms(body, *, starts_on=None, ends_on=None, quorum=None, majority=Majority.OF_VOTES_CAST, **powers):
    """The committee's terms: ``terms(body, nhs_england_casting_vote=True)``."""
    return Terms(
        id=next(_ids),
        committee=body.id,
        starts_on=starts_on or body.established_on,
        ends_on=ends_on or body.stood_down_on,
        quorum=quorum or QuorumRule(minimum=1),
        majority=majority,
        source=PACK,
        **powers,
    )


def seat(body, title, *, id=None, office="member", standing="voting", represents="ccg", **more):
    """A seat: ``seat(body, "lay member", office="chair", counts_as=CountsAs.LAY)``."""
    return Seat(
        id=next(_ids) if id is None else id,
        committee=body.id,
        title=title,
        office=Office(office),
        standing=Standing(standing),
        represents=Represents(represents),
        **more,
    )


def person(name, *, id=None):
    return Person(next(_ids) if id is None else id, name)


def appoint(who, to_seat, starts_on=LONG_AGO, ends_on=None, *, id=None, **more):
    """An appointment: ``appoint(ann, chair_seat)``."""
    return Appointment(
        id=next(_ids) if id is None else id,
        seat=to_seat.id,
        person=who.id,
        starts_on=starts_on,
        ends_on=ends_on,
        **more,
    )


def codes(verdict):
    """The rules that refuse."""
    return {reason.code for reason in verdict.refusals}
