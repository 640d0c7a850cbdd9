"""What the pages show: searches and the latest edition. Reads only."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Replace

from practices.dated import in_force
from practices.models import CCG, Edition, Membership, Practice, PracticeName
from practices.models.practices import PracticeQuerySet


def find_practices(text: str, ccg: CCG | None, day: date) -> PracticeQuerySet:
    """Practices with every word of `text` in one of their names, or whose postcode or code begins with it.

    With `ccg`, those that belong to it on `day`. Former names count too: people go on using them.
    """
    found = Practice.objects.with_dated_facts()
    if ccg is not None:
        belongs = Membership.objects.filter(in_force(day), practice=OuterRef("pk"), ccg=ccg)
        found = found.filter(Exists(belongs))
    words = text.split()
    if not words:
        return found
    named = Q()
    for word in words:
        once_named = PracticeName.objects.filter(practice=OuterRef("pk"), name__icontains=word)
        named &= Q(Q(name__icontains=word) | Q(Exists(once_named)))
    compact = "".join(words).upper()
    found = found.alias(compact_postcode=Replace(F("postcode"), Value(" "), Value("")))
    return found.filter(named | Q(compact_postcode__startswith=compact) | Q(ods_code__startswith=compact))


def latest_edition() -> Edition | None:
    """The latest edition of the practice file that we hold."""
    return Edition.objects.filter(kind=Edition.Kind.PRACTICES).order_by("-as_at", "-recorded_at").first()
