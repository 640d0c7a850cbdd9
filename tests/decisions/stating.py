"""A matter of each shape for the tests of its facts, with practices that have sites and contracts. Everything is made up."""

from __future__ import annotations

import uuid
from datetime import date

from django.forms import SelectDateWidget
from django.urls import reverse

from committees.kinds.declared import DecisionKind, Fact, FactType
from committees.terms import Function
from decisions.actions.outside.stating import state_facts
from decisions.models import Limb, Matter
from practices.models import CCG, Contract, Practice, Provider, Site
from tests import world

BEGAN = date(2004, 4, 1)
DAY = date(2016, 7, 1)
PARTS = ("day", "month", "year")

#: A kind with a fact of every sort, of the whole and of the part.
EVERY_SORT = DecisionKind(
    key="every_sort",
    label="made-up kind",
    function=Function.GP_COMMISSIONING,
    facts=(
        Fact(key="words", label="Words", type=FactType.TEXT),
        Fact(key="long", label="Long words", type=FactType.LONG_TEXT, required=False),
        Fact(key="day", label="Day", type=FactType.DAY, required=False),
        Fact(key="price", label="Price", type=FactType.MONEY, required=False, least=0),
        Fact(key="months", label="Months", type=FactType.NUMBER, required=False, least=3, most=12),
        Fact(key="sure", label="Sure", type=FactType.YES_NO, required=False),
        Fact(
            key="way", label="Way", type=FactType.CHOICE, required=False, choices=(("open", "Open"), ("shut", "Shut"))
        ),
        Fact(key="code", label="New code", type=FactType.CODE, required=False),
        Fact(key="postcode", label="Postcode", type=FactType.POSTCODE, required=False),
        Fact(key="practice", label="Practice", type=FactType.PRACTICE, required=False),
        Fact(key="practices", label="Receiving practices", type=FactType.PRACTICES, required=False),
        Fact(key="contract", label="Contract", type=FactType.CONTRACT, required=False),
        Fact(key="provider", label="Provider", type=FactType.PROVIDER, required=False),
        Fact(key="site", label="Site", type=FactType.SITE, part=True),
    ),
    papers=("Equality impact assessment",),
    consultees=("the Local Medical Committee",),
    engagement="Patients of the branch are asked.",
    verbs=(world.Verb.APPROVE, world.Verb.REJECT),
)


def a_practice(code: str, name: str, ccg: CCG) -> Practice:
    found = Practice.objects.create(ods_code=code, name=name, status="A")
    found.names.create(name=name, starts_on=BEGAN)
    found.memberships.create(ccg=ccg, starts_on=BEGAN)
    return found


def a_branch(practice: Practice, name: str = "Mill Lane branch", kind: str = "branch") -> Site:
    return Site.objects.create(practice=practice, kind=kind, name=name, starts_on=BEGAN, made_up=True)


def a_contract(practices: list[Practice], name: str = "Dr Made-up and Partners", **more) -> Contract:
    provider = Provider.objects.create(name=name, made_up=True)
    found = Contract.objects.create(kind="PMS", provider=provider, starts_on=BEGAN, made_up=True, **more)
    found.practices.set(practices)
    return found


class Scene:
    """Merton's committee, its secretary's hands, and a matter of a kind, on a practice with a branch and a contract."""

    def __init__(self, cast, kind: str = "branch_closure", texts: tuple[str, ...] = ("That the branch close.",)):
        self.cast, self.body = cast, cast.merton
        self.secretary = cast.acting("secretary")
        self.practice = a_practice("H85951", "CRICKET GREEN SURGERY", self.body.ccg)
        self.other = a_practice("H85952", "FAR AWAY SURGERY", self.body.ccg)
        self.branch, self.elsewhere = a_branch(self.practice), a_branch(self.other, "Far branch")
        self.contract = a_contract([self.practice])
        self.matter = self.a_matter(kind, texts)

    def a_matter(self, kind: str, texts: tuple[str, ...] = ("That it be approved.",)) -> Matter:
        found = world.a_matter("The branch surgery", [self.body.ccg], texts=texts, raised_by=self.body.committee)
        found.kind = kind
        found.save()
        found.practices.add(self.practice)
        return found

    @property
    def limbs(self) -> list[Limb]:
        return list(self.matter.limbs.order_by("letter"))

    @property
    def where(self) -> dict:
        return {"committee": self.body.committee.pk, "matter": self.matter.pk}

    def state(self, limb: Limb | None = None, who: str = "secretary", reason: str = "", **facts) -> Matter:
        part = {"limb": limb.pk} if limb is not None else {}
        return state_facts(actor=self.cast.acting(who), **self.where, **part, facts=facts, reason=reason)

    def address(self, limb: Limb | None = None) -> str:
        args = [self.body.committee.pk, self.matter.pk]
        return reverse("part_facts", args=[*args, limb.pk]) if limb else reverse("matter_facts", args=args)

    @property
    def page(self) -> str:
        return reverse("matter_outside", args=[self.body.committee.pk, self.matter.pk])

    @property
    def adding(self) -> str:
        return reverse("new_part", args=[self.body.committee.pk, self.matter.pk])


def sent(page, **said) -> dict:
    """What a browser sends of the form as the page shows it, with these fields filled in."""
    form = page.context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field.widget, SelectDateWidget):
            day, month, year = _boxes(value)
            data |= {f"{bound.html_name}_{part}": said for part, said in zip(PARTS, (day, month, year), strict=True)}
        elif value is not None:
            data[bound.html_name] = value
    return data | {"key": str(uuid.uuid4())} | said


def _boxes(value) -> tuple[str, ...]:
    """A day as the three boxes show it: filled in from a fact, or as it was sent."""
    if not value:
        return ("", "", "")
    return (value.day, value.month, value.year) if isinstance(value, date) else tuple(value.split("/"))


def on(name: str, day: date) -> dict:
    """The three boxes of a day."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
