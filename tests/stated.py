"""Facts for a matter whose kind asks for some, where a test is about something else. Everything is made up."""

from __future__ import annotations

from decisions.models import Matter
from tests.committees.kinds_by_hand import BY_HAND


def with_facts(matter: Matter) -> Matter:
    """State what the matter's kind asks for, of the whole and of every part: the facts that are written out by hand.

    Of no kind, nothing.
    """
    of_matter, of_part, _ = BY_HAND.get(matter.kind, ({}, {}, ()))
    matter.facts = of_matter
    matter.save()
    for limb in matter.limbs.all():
        limb.facts = of_part
        limb.save()
    return matter
