"""South West London around 1 April 2016 as the paper of January 2016 proposes it; terms and panel are made up."""

from datetime import date

from committees.rights.authority import authority
from committees.rights.standpoint import standpoint
from committees.terms import Function
from tests.rights.build import CROYDON, EVE, HANDOVER, SWL, at_level, committee, joint, pccc, remit, terms

DELEGATED = tuple(ccg for ccg in SWL if ccg != CROYDON)
LEVELLED = ("gp_commissioning", "incentive_schemes", "budget", "performance")

OLD = joint(*SWL, name="South West London Joint Committee", stood_down_on=EVE)
CROYDON_JC = joint(CROYDON, name="Croydon Joint Committee", established_on=HANDOVER)
PCCCS = {ccg: pccc(ccg, established_on=HANDOVER) for ccg in DELEGATED}
GOVERNING_BODIES = {ccg: committee("governing_body", ccg) for ccg in SWL}
PANEL = committee("advisory_panel", *SWL, name="South West London Advisory Panel", established_on=HANDOVER)
GROUP = committee("delivery_group", *SWL, name="Primary Care Delivery Group")
COMMITTEES = (OLD, CROYDON_JC, *PCCCS.values(), *GOVERNING_BODIES.values(), PANEL, GROUP)

ARRANGEMENTS = (
    *(at_level(ccg, 2, ends_on=EVE) for ccg in DELEGATED),
    *(at_level(ccg, 3, HANDOVER) for ccg in DELEGATED),
    at_level(CROYDON, 2, ends_on=EVE),
    at_level(CROYDON, 2, HANDOVER, shadowing=True),
)
REMITS = (
    *(remit(OLD, function, ccg) for function in LEVELLED for ccg in SWL),
    *(remit(CROYDON_JC, function) for function in LEVELLED),
    *(remit(body, function) for function in LEVELLED for body in PCCCS.values()),
    *(remit(body, "ccg_own") for body in GOVERNING_BODIES.values()),
)
OLD_TERMS = terms(OLD, nhs_england_casting_vote=True, nhs_england_veto=True, veto_working_days=5)
CROYDON_TERMS = terms(CROYDON_JC, nhs_england_casting_vote=True, nhs_england_veto=True)
TERMS = (
    OLD_TERMS,
    CROYDON_TERMS,
    *(terms(body, chair_second_vote=True) for body in PCCCS.values()),
    *(terms(body) for body in GOVERNING_BODIES.values()),
    terms(PANEL, chair_second_vote=True),
    terms(GROUP),
)
FACTS = {"arrangements": ARRANGEMENTS, "remits": REMITS, "committees": COMMITTEES, "terms": TERMS}


def who_decides(ccg, day: date, function="gp_commissioning", **changed):
    return authority(Function(function), ccg, day, **{**FACTS, **changed})


def stands(body, ccgs, day: date, function="gp_commissioning", **changed):
    return standpoint(body, Function(function), ccgs, day, **{**FACTS, **changed})
