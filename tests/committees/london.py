"""London's 32 CCGs with their levels as the two papers of 2016 state them. Committees, seats and terms are made up."""

import csv
from datetime import date
from pathlib import Path

from committees.models import Arrangement, Committee, Remit, Seat, TermsApproval, TermsOfReference
from committees.terms import CommitteeKind, Function, Level, Majority, Represents, Standing
from practices import data
from practices.data.planning_groups import GROUPS
from practices.models import CCG, PlanningGroup, PlanningGroupMembership

CCG_FILE = Path(data.__file__).parent / "london-ccgs-2016-02.csv"
CCGS_BEGAN = date(2013, 4, 1)
LONG_AGO = date(2015, 4, 1)
EVE = date(2016, 3, 31)
HANDOVER = date(2016, 4, 1)
MEETING = date(2016, 4, 14)
SOURCE = "Made up for the tests"
PACK = "North Central London pack, June 2016"

CROYDON = "07V"
CITY_AND_HACKNEY = "07T"
DELEGATED_SWL = {"08J": "Kingston", "08R": "Merton", "08P": "Richmond", "08T": "Sutton", "08X": "Wandsworth"}
LEVELLED = (Function.GP_COMMISSIONING, Function.INCENTIVE_SCHEMES, Function.BUDGET, Function.PERFORMANCE)


def london() -> dict[str, CCG]:
    """Put all of it into the database; the CCGs by code."""
    with CCG_FILE.open() as file:
        ccgs = {row[0]: a_ccg(row[0], row[1]) for row in csv.reader(file)}
    for short, (name, source, codes, members) in GROUPS.items():
        group = PlanningGroup.objects.create(name=name, short_name=short, source=source)
        for code in codes:
            PlanningGroupMembership.objects.create(
                ccg=ccgs[code], planning_group=group, starts_on=CCGS_BEGAN, source=members
            )
    for short in ("NCL", "NWL", "SEL"):
        name, _, codes, _ = GROUPS[short]
        at_level_2(f"{name} Joint Committee", [ccgs[code] for code in codes])
    for short in ("BHR", "WEL"):
        for code in GROUPS[short][2]:
            at_level_3(ccgs[code], LONG_AGO)
    arrange(ccgs[CITY_AND_HACKNEY], Level.GREATER_INVOLVEMENT, LONG_AGO)
    south_west_london(ccgs)
    return ccgs


def swl() -> dict[str, CCG]:
    """South West London alone, where that is enough; the CCGs by code."""
    ccgs = {
        code: a_ccg(code, f"NHS {name.upper()} CCG") for code, name in ({CROYDON: "Croydon"} | DELEGATED_SWL).items()
    }
    south_west_london(ccgs)
    return ccgs


def a_ccg(code: str, name: str) -> CCG:
    return CCG.objects.create(ods_code=code, name=name, region_code="Y56", opened_on=CCGS_BEGAN)


def south_west_london(ccgs: dict[str, CCG]) -> None:
    """31 March and 1 April 2016: five CCGs go to level 3, Croydon stays at level 2 with a committee of its own."""
    six = [ccgs[code] for code in (CROYDON, *DELEGATED_SWL)]
    at_level_2("South West London Joint Committee", six, ends_on=EVE)
    at_level_2("Croydon Joint Committee", [ccgs[CROYDON]], HANDOVER, shadowing=True)
    for code in DELEGATED_SWL:
        at_level_3(ccgs[code], HANDOVER)


def merton() -> CCG:
    """Merton alone, at level 3 since 1 April 2016."""
    ccg = a_ccg("08R", "NHS MERTON CCG")
    at_level_3(ccg, HANDOVER)
    return ccg


def croydon() -> CCG:
    """Croydon alone, at level 2 since 1 April 2016."""
    ccg = a_ccg(CROYDON, "NHS CROYDON CCG")
    at_level_2("Croydon Joint Committee", [ccg], HANDOVER, shadowing=True)
    return ccg


def arrange(ccg, level, starts_on, ends_on=None, **more) -> Arrangement:
    derived = starts_on == LONG_AGO
    return Arrangement.objects.create(
        ccg=ccg, level=level, starts_on=starts_on, ends_on=ends_on, source=PACK, start_derived=derived, **more
    )


def at_level_2(name: str, ccgs: list[CCG], starts_on=LONG_AGO, ends_on=None, **more) -> Committee:
    """The CCGs at level 2, and the joint committee that decides for them, with NHS England's two powers."""
    for ccg in ccgs:
        arrange(ccg, Level.JOINT, starts_on, ends_on, **more)
    body = a_committee(name, CommitteeKind.JOINT_COMMITTEE, ccgs, starts_on, ends_on)
    some_terms(body, nhs_england_casting_vote=True, nhs_england_veto=True)
    a_seat(body, "NHS England", represents=Represents.NHS_ENGLAND)
    return body


def at_level_3(ccg: CCG, starts_on) -> Committee:
    """A CCG at level 3, and its primary care commissioning committee."""
    arrange(ccg, Level.DELEGATED, starts_on)
    name = f"{ccg.short_name} Primary Care Commissioning Committee"
    body = a_committee(name, CommitteeKind.PCCC, [ccg], starts_on)
    some_terms(body, chair_second_vote=True)
    return body


def a_committee(name, kind, ccgs, starts_on, ends_on=None, functions=LEVELLED) -> Committee:
    body = Committee.objects.create(
        name=name,
        short_name=name[:60],
        kind=kind,
        established_on=starts_on,
        stood_down_on=ends_on,
        source=SOURCE,
        made_up=True,
    )
    body.ccgs.set(ccgs)
    for ccg in ccgs:
        for function in functions:
            Remit.objects.create(
                committee=body, function=function, ccg=ccg, starts_on=starts_on, ends_on=ends_on, source=SOURCE
            )
    a_seat(body, "Lay member, chair", office="chair", counts_as="lay")
    for title, represents in (("Healthwatch", Represents.HEALTHWATCH), ("Health and Wellbeing Board", Represents.HWB)):
        a_seat(body, title, standing=Standing.NON_VOTING, represents=represents)
    return body


def a_seat(body: Committee, title: str, **more) -> Seat:
    return Seat.objects.create(committee=body, title=title, starts_on=body.established_on, **more)


def some_terms(body: Committee, **powers) -> TermsOfReference:
    given = {"version": "1", "quorum_minimum": 3, "majority": Majority.OF_VOTES_CAST, "source": SOURCE, "made_up": True}
    given |= {"starts_on": body.established_on, "ends_on": body.stood_down_on}
    row = TermsOfReference.objects.create(committee=body, **(given | powers))
    for ccg in body.ccgs.all():
        TermsApproval.objects.create(
            terms=row, body=f"Governing body of {ccg.full_name}", approved_on=body.established_on
        )
    return row
