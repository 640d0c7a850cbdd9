"""One row of each guarded model of practices, to try its guards on. All made up."""

from collections.abc import Callable
from datetime import date

from django.db import models
from django.utils import timezone

from practices.models import (
    CCG,
    Boundary,
    Edition,
    ListClosure,
    Membership,
    Partner,
    PlanningGroup,
    PlanningGroupMembership,
    Practice,
    PracticeName,
    Provider,
    Site,
)

FIRST = date(2016, 4, 1)


def a_ccg(code: str = "99Q") -> CCG:
    return CCG.objects.create(ods_code=code, name="NHS MADE UP CCG", opened_on=date(2013, 4, 1))


def a_practice(code: str = "H85999") -> Practice:
    return Practice.objects.create(ods_code=code, name="THE MADE UP SURGERY", status="A")


def example_rows() -> dict[type[models.Model], models.Model]:
    """A row of each guarded model."""
    ccg, practice = a_ccg(), a_practice()
    group = PlanningGroup.objects.create(name="Made Up London", short_name="MUL")
    rows = [
        ccg,
        practice,
        PlanningGroupMembership.objects.create(ccg=ccg, planning_group=group, starts_on=FIRST),
        PracticeName.objects.create(practice=practice, name="THE MADE UP SURGERY", starts_on=FIRST),
        Membership.objects.create(practice=practice, ccg=ccg, starts_on=FIRST),
        Site.objects.create(practice=practice, kind="main", name="Main surgery", starts_on=FIRST),
        ListClosure.objects.create(practice=practice, starts_on=FIRST, ends_on=date(2016, 9, 30)),
        Boundary.objects.create(practice=practice, kind="inner", text="Made up", starts_on=FIRST),
        Partner.objects.create(provider=Provider.objects.create(name="Made Up"), name="Dr Made Up", starts_on=FIRST),
        Edition.objects.create(kind="ccgs", as_at=FIRST, file_name="a", sha256="0", rows=1, recorded_at=timezone.now()),
    ]
    return {type(row): row for row in rows}


#: What must differ in a copy of a row, where a copy would break two guards: columns with SQL, by model and label.
VARIED: dict[tuple[type[models.Model], str], dict[str, str]] = {}

#: For each Refuse, by model and name: a function that prepares the scene and gives attempts. Practices have none.
REFUSALS: dict[tuple[type[models.Model], str], Callable[[], list[Callable]]] = {}
