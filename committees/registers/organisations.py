"""Finding the practices and providers that an interest is in, by what people know of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from practices.facts import find_practices
from practices.models import Contract, Practice, Provider

#: As many of each kind as are shown; whoever looks for more says more of the name.
SHOWN = 10
#: Fewer letters find everything.
LEAST = 2


@dataclass(frozen=True, slots=True)
class Organisation:
    """A practice or a provider. ``key``: "practice-H85001", "provider-7"; ``about``: what tells it from the others."""

    key: str
    pk: int
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and whether there are more than are shown. ``asked``: whether enough was typed to look."""

    practices: tuple[Organisation, ...] = ()
    providers: tuple[Organisation, ...] = ()
    more: bool = False
    asked: bool = False

    @property
    def nothing(self) -> bool:
        return self.asked and not (self.practices or self.providers)


def find_organisations(text: str, day: date) -> Found:
    """Practices by a part of any of their names, their postcode or their ODS code; and providers by a part of theirs.

    A provider is found by the code of a practice whose contract it holds too. Names and CCGs are those of ``day``.
    At most four queries.
    """
    words = text.split()
    if len("".join(words)) < LEAST:
        return Found()
    practices = list(find_practices(text, None, day).order_by("name", "ods_code")[: SHOWN + 1])
    providers = list(_providers(words)[: SHOWN + 1])
    return Found(
        practices=tuple(_practice(row, day) for row in practices[:SHOWN]),
        providers=tuple(_provider(row) for row in providers[:SHOWN]),
        more=len(practices) > SHOWN or len(providers) > SHOWN,
        asked=True,
    )


def _providers(words: list[str]):
    named = Q()
    for word in words:
        named &= Q(name__icontains=word)
    covers = Contract.objects.filter(provider=OuterRef("pk"), practices__ods_code="".join(words).upper())
    return Provider.objects.filter(named | Exists(covers)).order_by("name", "pk")


def chosen(practices: Iterable[int], providers: Iterable[int], day: date) -> Found:
    """The practices and providers with these keys, to be shown ticked. At most four queries."""
    of_practices = Practice.objects.with_dated_facts().filter(pk__in=list(practices)).order_by("name", "ods_code")
    of_providers = Provider.objects.filter(pk__in=list(providers)).order_by("name", "pk")
    return Found(
        practices=tuple(_practice(row, day) for row in of_practices),
        providers=tuple(_provider(row) for row in of_providers),
    )


def keys_of(codes: Iterable[str]) -> tuple[frozenset[int], frozenset[int], list[str]]:
    """The practices and providers that a form names as "practice-H85001", "provider-7"; and what is neither."""
    wanted = list(dict.fromkeys(codes))
    ods = {code.removeprefix("practice-").upper(): code for code in wanted if code.startswith("practice-")}
    numbers = {code.removeprefix("provider-"): code for code in wanted if code.startswith("provider-")}
    numbers = {n: code for n, code in numbers.items() if n.isascii() and n.isdigit() and len(n) < 19}
    practices = dict(Practice.objects.filter(ods_code__in=ods).values_list("ods_code", "pk")) if ods else {}
    providers = (
        set(Provider.objects.filter(pk__in=map(int, numbers)).values_list("pk", flat=True)) if numbers else set()
    )
    known = {ods[code] for code in practices} | {code for n, code in numbers.items() if int(n) in providers}
    return frozenset(practices.values()), frozenset(providers), [code for code in wanted if code not in known]


def _practice(row: Practice, day: date) -> Organisation:
    ccg = row.ccg_on(day)
    about = [f"practice {row.ods_code}", row.postcode, ccg.short_name if ccg else ""]
    if row.closed_on is not None and row.closed_on < day:
        about.append("closed")
    return Organisation(f"practice-{row.ods_code}", row.pk, row.name_on(day), ", ".join(filter(None, about)))


def _provider(row: Provider) -> Organisation:
    kind = "" if row.kind == Provider.Kind.UNKNOWN else row.get_kind_display()
    made_up = "made up" if row.made_up else ""
    return Organisation(f"provider-{row.pk}", row.pk, row.name, ", ".join(filter(None, ["provider", kind, made_up])))
