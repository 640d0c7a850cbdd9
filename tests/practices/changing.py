"""A practice or two with all that a decision can change, for tests of changes. All made up."""

from datetime import date, timedelta

from practices.changes.making import make
from practices.models import (
    Boundary,
    Contract,
    ListClosure,
    ListSize,
    Membership,
    Notice,
    Partner,
    Practice,
    PracticeName,
    Provider,
    Site,
)
from tests.practices.rows import a_ccg

DAY = timedelta(days=1)
FIRST = date(2016, 7, 1)  # on which the decisions of these tests take effect
LAST = FIRST - DAY
SINCE = date(2013, 4, 1)
REASON = "Decision 7 of the committee of Made Up, 14 April 2016"
SOURCE = REASON + ", in full: the branch may close, because the lease ends and most patients live elsewhere by now"


def a_practice(code: str, name: str, ccg=None, *, patients: int | None = None) -> Practice:
    """A practice that is open, with its name, its CCG, a main surgery and perhaps a count of its patients."""
    practice = Practice.objects.create(ods_code=code, name=name, status="A", opened_on=SINCE, postcode="SW1A 1AA")
    PracticeName.objects.create(practice=practice, name=name, starts_on=SINCE)
    if ccg is not None:
        Membership.objects.create(practice=practice, ccg=ccg, starts_on=SINCE)
    Site.objects.create(
        practice=practice,
        kind="main",
        name=f"{name} main",
        address="1 A Street\nLondon",
        starts_on=SINCE,
        source="Typed",
    )
    if patients is not None:
        ListSize.objects.create(practice=practice, as_at=date(2016, 1, 1), patients=patients)
    return practice


def a_contract(*practices: Practice, holder: str = "Drs Made Up", kind: str = "PMS", **fields) -> Contract:
    """A contract for these practices."""
    provider, _ = Provider.objects.get_or_create(name=holder)
    row = Contract.objects.create(**({"provider": provider, "kind": kind, "starts_on": SINCE} | fields))
    row.practices.set(practices)
    return row


def a_branch(practice: Practice, name: str = "Hill Branch", **fields) -> Site:
    return Site.objects.create(**({"practice": practice, "kind": "branch", "name": name, "starts_on": SINCE} | fields))


def a_scene() -> dict:
    """Two practices in one CCG, with a branch, contracts, a partner, a boundary, a closed list and a notice."""
    ccg = a_ccg()
    one = a_practice("H85001", "HILL SURGERY", ccg, patients=4100)
    two = a_practice("H85002", "VALLEY SURGERY", ccg, patients=6000)
    three = a_practice("H85003", "RIVER SURGERY", ccg)
    contract = a_contract(one)
    return {
        "ccg": ccg,
        "one": one,
        "two": two,
        "three": three,
        "branch": a_branch(one),
        "contract": contract,
        "shared": a_contract(
            one, three, holder="Shared Care Ltd", kind="APMS", ends_on=date(2017, 3, 31), reference="S1"
        ),
        "other": a_contract(two, holder="Drs Valley"),
        "partner": Partner.objects.create(provider=contract.provider, name="Dr A Made-Up", starts_on=SINCE),
        "boundary": Boundary.objects.create(practice=one, kind="inner", text="As far as the river", starts_on=SINCE),
        "closure": ListClosure.objects.create(practice=one, starts_on=date(2016, 5, 1), ends_on=date(2016, 9, 30)),
        "notice": Notice.objects.create(contract=contract, kind="remedial", text="Doors", starts_on=date(2016, 3, 1)),
    }


def made(*changes, day: date = FIRST, **more):
    """Make these changes as one decision."""
    return make(changes, **({"day": day, "reason": REASON, "source": SOURCE} | more))


def history_of(row):
    """Why a row was last changed."""
    return row.history.first().history_change_reason
