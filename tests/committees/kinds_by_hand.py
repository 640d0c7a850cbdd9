"""For every kind of decision: facts as they are kept, and what the decision changes from a day on, written out by hand."""

from datetime import date

from practices.changes import (
    ChangeHolder,
    CloseList,
    ClosePractice,
    CloseSite,
    DispersePatients,
    EndContract,
    ExtendContract,
    JoinPartner,
    LeavePartner,
    Merge,
    MoveSite,
    OpenPractice,
    OpenSite,
    ServeNotice,
    SetBoundary,
    StartContract,
)

DAY = date(2016, 7, 1)
PLACE = {"name": "Mill Lane", "address": "1 Mill Lane", "postcode": "CR0 1AA"}
PURCHASE = {
    "bought": "GP services for 5,000 patients",
    "process": "open",
    "supplier": 30,
    "value_total": "1250000.00",
    "value_ccg": "1250000.00",
    "justification": "The best bid",
    "starts_on": "2016-07-01",
    "ends_on": "2021-06-30",
}
SERVICE = {"service": "Anticoagulation", "amount": "20000", "starts_on": "2016-07-01"}


def partner(change, basis="agreed", **more):
    """The facts of one change of partners."""
    first = {"effective_on": "2016-07-01"} if basis == "agreed" else {"happened_on": "2016-03-20"}
    return {"provider": 30, "change": change, "basis": basis, **first, **more}


# kind: facts of the matter, facts of a part, what it changes from 1 July 2016 on
#: What an application to close a list must hold besides the practice, the time and the first day.
APPLICATION = {
    "options": "A locum",
    "patients": "Asked, and content",
    "contractors": "Two have room",
    "support": "Another nurse",
    "plans": "A partner joins",
}
BY_HAND = {
    "list_closure": (
        {"practice": 1, "months": 6, "effective_on": "2016-07-01"} | APPLICATION,
        {},
        (CloseList(1, DAY, date(2016, 12, 31)),),
    ),
    "list_extension": (
        {"practice": 1, "closed_until": "2016-08-31", "months": 3, "options": "A locum"},
        {},
        (CloseList(1, date(2016, 9, 1), date(2016, 11, 30), extends=True),),
    ),
    "dispersal": (
        {
            "practice": 1,
            "option": "disperse",
            "capacity": "Two practices within a mile",
            "to": [2, 3],
            "closes": True,
            "effective_on": "2016-07-01",
        },
        {},
        (DispersePatients(1, (2, 3), DAY), ClosePractice(1, date(2016, 6, 30))),
    ),
    "branch_closure": ({}, {"site": 11, "effective_on": "2016-07-01"}, (CloseSite(11, date(2016, 6, 30)),)),
    "new_branch": (
        {"practice": 1, **PLACE, "effective_on": "2016-07-01"},
        {},
        (OpenSite(1, "Mill Lane", "1 Mill Lane", "CR0 1AA", DAY),),
    ),
    "relocation": (
        {"site": 11, **PLACE, "effective_on": "2016-07-01"},
        {},
        (MoveSite(11, "Mill Lane", "1 Mill Lane", "CR0 1AA", DAY),),
    ),
    "premises": ({"practice": 1, "scheme": "A new lease", "effective_on": "2016-07-01"}, {}, ()),
    "rent": ({"practice": 1, "amount": "30000", "effective_on": "2016-07-01"}, {}, ()),
    "boundary_change": (
        {
            "practice": 1,
            "which": "outer",
            "change": "reduce",
            "text": "The CR0 postcodes",
            "effective_on": "2016-07-01",
        },
        {},
        (SetBoundary(1, "outer", "The CR0 postcodes", DAY),),
    ),
    "merger": ({"survivor": 1, "ended": 2, "effective_on": "2016-07-01"}, {}, (Merge(2, 1, DAY),)),
    "practice_closure": (
        {"practice": 1, "ground": "Its partners retire", "effective_on": "2016-07-01"},
        {},
        (ClosePractice(1, date(2016, 6, 30)),),
    ),
    "new_practice": (
        {"ods_code": "Y05555", **PLACE, "ccg": 40, "effective_on": "2016-07-01"},
        {},
        (OpenPractice("Y05555", "Mill Lane", "1 Mill Lane", "CR0 1AA", 40, DAY),),
    ),
    "change_of_control": (
        {
            "controller": "Holdings Ltd",
            "holder": 31,
            "diligence": "Accounts of three years",
            "engaged": "Not needed: no service changes",
            "effective_on": "2016-07-01",
        },
        {"contract": 20},
        (ChangeHolder(20, 31, DAY),),
    ),
    "contractors_notice": (
        {"contract": 20, "terms": "gms", "notice_on": "2016-06-20", "last_day": "2016-12-20"},
        {},
        (
            ServeNotice(
                20,
                "contractors",
                "Notice of 20 June 2016; the contract ends after 20 December 2016.",
                date(2016, 6, 20),
            ),
            EndContract(20, date(2016, 12, 20)),
        ),
    ),
    "award": (
        {"contract_kind": "APMS", "practices": [1], **PURCHASE},
        {},
        (StartContract("APMS", 30, (1,), DAY, date(2021, 6, 30)),),
    ),
    "caretaker": (
        {"contract_kind": "APMS", "practices": [1, 2], **PURCHASE, "reference": "C-7"},
        {},
        (StartContract("APMS", 30, (1, 2), DAY, date(2021, 6, 30), "C-7"),),
    ),
    "extension": ({"contract": 20, **PURCHASE}, {}, (ExtendContract(20, date(2021, 6, 30)),)),
    "partnership_change": ({}, partner("add", joins="Dr New"), (JoinPartner(30, "Dr New", DAY),)),
    "remedial_notice": (
        {
            "contract": 20,
            "breach": "No practice nurse",
            "steps": "Appoint one",
            "days": 28,
            "effective_on": "2016-07-01",
        },
        {},
        (ServeNotice(20, "remedial", "No practice nurse\nAppoint one", DAY, date(2016, 7, 29)),),
    ),
    "breach_notice": (
        {"contract": 20, "breach": "Closed without notice", "effective_on": "2016-07-01"},
        {},
        (ServeNotice(20, "breach", "Closed without notice", DAY),),
    ),
    "sanction": (
        {"contract": 20, "text": "One payment is withheld", "ground": "Not put right", "effective_on": "2016-07-01"},
        {},
        (ServeNotice(20, "sanction", "One payment is withheld", DAY),),
    ),
    "termination": (
        {"contract": 20, "ground": "Patients are at risk", "effective_on": "2016-07-01"},
        {},
        (EndContract(20, date(2016, 6, 30)),),
    ),
    "discretionary_support": ({"practice": 1, "ground": "A GP is ill", "amount": "15000"}, {}, ()),
    "pms_review": ({"scope": "Premium goes to all", "effective_on": "2016-07-01"}, {}, ()),
    "incentive_scheme": (SERVICE, {}, ()),
    "enhanced_service": (SERVICE, {}, ()),
    "budget": ({"year": "2016/17", "amount": "42000000"}, {}, ()),
    "policy": ({"title": "Discretionary support", "effective_on": "2016-07-01"}, {}, ()),
}

# change of partners: facts of the part, what it changes from 1 July 2016 on
PARTNERS_BY_HAND = {
    "add": (partner("add", joins="Dr New"), (JoinPartner(30, "Dr New", DAY),)),
    "resign": (partner("resign", leaves="Dr Old"), (LeavePartner(30, "Dr Old", date(2016, 6, 30)),)),
    "retire": (partner("retire", leaves="Dr Old"), (LeavePartner(30, "Dr Old", date(2016, 6, 30)),)),
    "remove": (partner("remove", leaves="Dr Old"), (LeavePartner(30, "Dr Old", date(2016, 6, 30)),)),
    "death": (partner("death", "of_right", leaves="Dr Old"), (LeavePartner(30, "Dr Old", date(2016, 3, 20)),)),
    "retire_24h": (
        partner("retire_24h", leaves="Dr Old", carries="Dr New", hours=16, back_on="2016-07-02"),
        (LeavePartner(30, "Dr Old", date(2016, 6, 30)), JoinPartner(30, "Dr Old", date(2016, 7, 2))),
    ),
    "to_partnership": (
        partner("to_partnership", joins="Dr New", notice_on="2016-06-03"),
        (JoinPartner(30, "Dr New", DAY),),
    ),
    "to_sole": (
        partner("to_sole", leaves="Dr Old", stays="Dr New", notice_on="2016-06-03"),
        (LeavePartner(30, "Dr Old", date(2016, 6, 30)),),
    ),
}
