"""One row of each act about the course of a matter and its effect, and what tries each Refuse. All made up."""

from collections.abc import Callable

from django.db import models

from committees.models import Committee
from committees.terms import CommitteeKind
from decisions import models as m
from practices.models import Practice
from tests import world
from tests.breaking import sql
from tests.decisions.rows_outside import a_matter, entry, there


def a_part(matter: m.Matter | None = None) -> m.Limb:
    matter = matter or a_matter()
    return m.Limb.objects.create(matter=matter, letter="abcdef"[matter.limbs.count()], text="Made up")


def a_step(matter: m.Matter, sort: str = "received", **more) -> m.LifeEntry:
    return entry(m.LifeEntry, matter, entry=sort, on_day=world.DAY, **more)


def in_effect(limb: m.Limb, **more) -> m.EffectApplied:
    fields = {"limb": limb, "on_day": world.DAY, "decided_by": [], "changes": []}
    return entry(m.EffectApplied, more.pop("matter", limb.matter), **fields | more)


def held(limb: m.Limb, **more) -> m.EffectHeld:
    return entry(m.EffectHeld, more.pop("matter", limb.matter), limb=limb, reason="Made up", **more)


def life_rows() -> list[models.Model]:
    """A row of each; the meeting and its committee are there."""
    limb = a_part()
    applied = in_effect(limb)
    practice = Practice.objects.create(ods_code="H85999", name="THE MADE UP SURGERY", status="A")
    on = m.EffectOn.objects.create(effect=applied, practice=practice)
    return [limb, a_step(limb.matter), applied, on, held(a_part())]


# --- What tries each Refuse ---
def steps_of_another_matter() -> list[Callable]:
    """It answers, corrects, or is about a part of, something of another matter, or in another committee's book."""
    there()
    step, other = a_step(a_matter()), a_matter()
    elsewhere = Committee.objects.create(
        name="Made up", short_name="Made up", kind=CommitteeKind.PCCC, established_on=world.DAY
    )
    return [
        lambda: a_step(other, answers=step),
        lambda: a_step(step.matter, answers=step, committee=elsewhere),
        lambda: a_step(other, replaces=step, reason="Made up"),
        lambda: a_step(other, limb=a_part()),
    ]


def a_step_corrected_into_another() -> list[Callable]:
    there()
    step = a_step(a_matter())
    return [lambda: a_step(step.matter, "announced", replaces=step, reason="Made up")]


def an_effect_of_another_matter() -> list[Callable]:
    there()
    return [lambda: in_effect(a_part(), matter=a_matter())]


def held_of_another_matter() -> list[Callable]:
    there()
    return [lambda: held(a_part(), matter=a_matter())]


def held_once_in_effect() -> list[Callable]:
    there()
    limb = a_part()
    in_effect(limb)
    return [lambda: held(limb)]


def a_matter_changed_under_its_effect() -> list[Callable]:
    there()
    matter = in_effect(a_part()).matter
    return [
        lambda: sql(f"UPDATE decisions_matter SET kind = 'award' WHERE id = {matter.pk}"),
        lambda: sql(f"""UPDATE decisions_matter SET facts = '{{"months": 3}}' WHERE id = {matter.pk}"""),
    ]


def a_part_changed_under_its_effect() -> list[Callable]:
    there()
    limb = in_effect(a_part()).limb
    return [lambda: sql(f"""UPDATE decisions_limb SET facts = '{{"site": 1}}' WHERE id = {limb.pk}""")]


LIFE_REFUSALS = {
    (m.LifeEntry, "about_another_matter"): steps_of_another_matter,
    (m.LifeEntry, "corrects_another_sort"): a_step_corrected_into_another,
    (m.EffectApplied, "of_another_matter"): an_effect_of_another_matter,
    (m.EffectHeld, "of_another_matter"): held_of_another_matter,
    (m.EffectHeld, "not_once_in_effect"): held_once_in_effect,
    (m.Matter, "facts_stay_once_in_effect"): a_matter_changed_under_its_effect,
    (m.Limb, "facts_stay_once_in_effect"): a_part_changed_under_its_effect,
}
