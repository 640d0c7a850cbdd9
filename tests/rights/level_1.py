"""A team of NHS England and a CCG at level 1, for tests of the engine. Everybody in it is made up."""

from committees.rights.authority import authority
from committees.rights.outside import Outside
from committees.rights.standpoint import standpoint
from committees.terms import Function
from tests.rights import build
from tests.rights.build import CITY_AND_HACKNEY, MEETING
from tests.rights.rooms import Cast

EVERY = (
    Function.GP_COMMISSIONING,
    Function.INCENTIVE_SCHEMES,
    Function.BUDGET,
    Function.PERFORMANCE,
    Function.OTHER_CONTRACTORS,
    Function.PERFORMERS_LIST,
)


def team(*, level=1, ccg=CITY_AND_HACKNEY):
    """NHS England's team that holds every function for a CCG: an officer, a sharer, a deputy, an adviser without vote."""
    body = build.committee("nhs_england_team", ccg, name="NHS England team")
    cast = Cast(body, level=level)
    cast.remits = [build.remit(body, function, ccg) for function in EVERY]
    cast.add("officer", "head of primary care", represents="nhs_england")
    cast.deputise("deputy", "officer")
    cast.add("adviser", "adviser", represents="nhs_england", standing="in_attendance")
    cast.add("ccg_officer", "CCG's officer", represents="ccg")
    cast.someone("secretary").someone("ccg_chair")
    return cast


def matter(cast, function=Function.GP_COMMISSIONING, ccgs=None, **told):
    """A matter before the cast's committee, with who decides it for each CCG."""
    ccgs = tuple(ccgs if ccgs is not None else cast.body.ccgs)
    law = {
        "arrangements": cast.arrangements,
        "remits": cast.remits,
        "committees": [cast.body],
        "terms": [cast.terms],
    }
    return Outside(
        function=function,
        ccgs=ccgs,
        standpoint=standpoint(cast.body, function, ccgs, MEETING, **law),
        authorities=tuple(authority(function, ccg, MEETING, **law) for ccg in ccgs),
        title="A matter",
        **told,
    )
