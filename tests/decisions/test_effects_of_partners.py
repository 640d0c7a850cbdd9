"""Every change of partners, taken in one block: each part has its own record and its own effect, once. All made up."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from committees.terms import Verb
from decisions import actions
from decisions.models import EffectApplied, Limb
from practices.models import Partner, Provider
from tests.committees.kinds_by_hand import PARTNERS_BY_HAND
from tests.decisions.taking_effect import FROM, SINCE, a_contract, a_practice, a_stage, written

pytestmark = pytest.mark.django_db

# change: who is a partner, and on which days, once it has taken effect
AFTER = {
    "add": {("Dr Old", SINCE, None), ("Dr New", date(2016, 7, 1), None)},
    "resign": {("Dr Old", SINCE, date(2016, 6, 30))},
    "retire": {("Dr Old", SINCE, date(2016, 6, 30))},
    "remove": {("Dr Old", SINCE, date(2016, 6, 30))},
    "death": {("Dr Old", SINCE, date(2016, 3, 20))},
    "retire_24h": {("Dr Old", SINCE, date(2016, 6, 30)), ("Dr Old", date(2016, 7, 2), None)},
    "to_partnership": {("Dr Old", SINCE, None), ("Dr New", date(2016, 7, 1), None)},
    "to_sole": {("Dr Old", SINCE, date(2016, 6, 30))},
}


@pytest.fixture
def kingston(monkeypatch):
    return a_stage(monkeypatch, "Kingston")


def a_block(stage) -> dict[str, Provider]:
    """A matter with a part for each change, each of another partnership."""
    changes = [change for change in PARTNERS_BY_HAND if change not in ("remove", "resign")]  # six letters
    matter = stage.matter("partnership_change", texts=tuple(f"That it be agreed: {change}." for change in changes))
    found = {}
    for number, (change, limb) in enumerate(zip(changes, matter.limbs.order_by("letter"), strict=True), start=1):
        practice = a_practice(f"H8700{number}", f"SURGERY {number}", stage.bodies["Kingston"].ccg)
        found[change] = partnership(practice, change)
        limb.facts = PARTNERS_BY_HAND[change][0] | {"provider": found[change].pk}
        limb.save()
    stage.carry(matter)
    return found


def partnership(practice, name: str) -> Provider:
    provider = a_contract(practice, f"Drs {name}").provider
    Partner.objects.create(provider=provider, name="Dr Old", starts_on=SINCE)
    return provider


def partners(provider) -> set:
    return set(Partner.objects.filter(provider=provider).values_list("name", "starts_on", "ends_on"))


def test_a_block_of_changes_of_partners_takes_effect_part_by_part_once(kingston):
    providers = a_block(kingston)
    for day in (date(2016, 4, 15), FROM, date(2016, 7, 3)):
        kingston.keep(day)
    assert written() == (len(providers), 0)
    assert {change: partners(provider) for change, provider in providers.items()} == {
        change: AFTER[change] for change in providers
    }
    assert EffectApplied.objects.values("limb").distinct().count() == len(providers)


@pytest.mark.parametrize("change", ["resign", "remove"])
def test_a_partner_who_resigns_or_is_removed_leaves_on_the_day_before(kingston, change):
    practice = a_practice("H87001", "SURGERY", kingston.bodies["Kingston"].ccg)
    provider = partnership(practice, change)
    facts = PARTNERS_BY_HAND[change][0] | {"provider": provider.pk}
    kingston.carry(kingston.matter("partnership_change", whole=facts))
    kingston.keep(FROM)
    assert partners(provider) == AFTER[change]


# --- What a committee cannot resolve ---
def test_a_contractors_notice_is_not_put_to_the_vote_to_be_rejected(kingston):
    room = kingston.meeting(kingston.matter("contractors_notice"))
    (resolution,) = (each.pk for each in kingston.decisions(room))
    with pytest.raises(ValidationError, match="is not for a committee to reject: choose approve, "):
        actions.amend_motion(
            actor=kingston.secretary, resolutions=[resolution], text="That it be refused.", verb=Verb.REJECT
        )


def test_a_part_of_a_matter_is_not_one_to_be_rejected_where_its_kind_is_not_for_that(kingston):
    matter = kingston.matter("contractors_notice")
    with pytest.raises(ValidationError, match="is not for a committee to reject"):
        Limb(matter=matter, letter="b", text="That it be refused.", verb=Verb.REJECT.value).full_clean()
