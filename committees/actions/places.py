"""CCGs, practices, providers, sites and contracts that a file brings itself, because nothing on record has them."""

from __future__ import annotations

from committees.actions.found import Found, practices_named, providers_named
from committees.actions.keeping import Keeper, told_where
from committees.files import schema as s
from practices.dated import in_words
from practices.models import CCG, Contract, Membership, Practice, PracticeName, Provider, Site
from practices.models.practices import Status


def add_places(keeper: Keeper, found: Found, file: s.BodiesFile) -> None:
    """Add what the file brings of them. Raises FileRefused where the record says something else of one of them."""
    for ccg in file.ccgs:
        _ccg(keeper, found, ccg)
    for practice in file.practices:
        _practice(keeper, found, practice)
    for provider in file.providers:
        _provider(keeper, file, provider)
    for site in file.sites:
        _site(keeper, file, site)
    for contract in file.contracts:
        _contract(keeper, file, contract)


def _ccg(keeper: Keeper, found: Found, entry: s.CcgEntry) -> None:
    told = {
        "name": entry.name,
        "short_name": entry.short_name,
        "region_code": entry.region,
        "opened_on": entry.opened_on,
        "closed_on": entry.closed_on,
    }
    given = {name: value for name, value in told.items() if value}
    row = keeper.keep(entry, CCG, {"ods_code": entry.code}, given)
    found.add_ccg(row)


def _practice(keeper: Keeper, found: Found, entry: s.PracticeEntry) -> None:
    ccg = found.ccg(entry, entry.ccg, "ccg")
    held = Practice.objects.with_dated_facts().filter(ods_code=entry.code).first()
    if held is not None:
        _refuse_another(entry, held, ccg)
        return
    practice = Practice(
        ods_code=entry.code,
        name=entry.name,
        postcode=entry.postcode,
        closed_on=entry.ends_on,
        status=Status.CLOSED if entry.ends_on else Status.ACTIVE,
    )
    period = {"practice": practice, "starts_on": entry.starts_on, "ends_on": entry.ends_on}
    _save(keeper, entry, practice)
    _save(keeper, entry, PracticeName(name=entry.name, **period))
    _save(keeper, entry, Membership(ccg=ccg, **period))


def _provider(keeper: Keeper, file: s.BodiesFile, entry: s.ProviderEntry) -> None:
    """Providers have no code: whoever is on record under a name is meant by it."""
    if Provider.objects.filter(name=entry.name).exists():
        return
    told = {"kind": entry.kind.value, "made_up": entry.made_up, "source": file.source(entry.source)}
    _save(keeper, entry, Provider(name=entry.name, **told))


def _site(keeper: Keeper, file: s.BodiesFile, entry: s.SiteEntry) -> None:
    (practice,) = practices_named(entry, [entry.practice])
    if Site.objects.filter(practice=practice, name=entry.name).exists():
        return
    same = {name: getattr(entry, name) for name in ("name", "address", "postcode", "starts_on", "ends_on", "made_up")}
    _save(keeper, entry, Site(practice=practice, kind=entry.kind.value, source=file.source(entry.source), **same))


def _contract(keeper: Keeper, file: s.BodiesFile, entry: s.ContractEntry) -> None:
    (provider,) = providers_named(entry, [entry.provider])
    practices = practices_named(entry, entry.practices)
    held = {"kind": entry.kind.value, "provider": provider, "starts_on": entry.starts_on}
    known = Contract.objects.filter(**({"reference": entry.reference} if entry.reference else held))
    if known.exists():
        return
    same = {name: getattr(entry, name) for name in ("reference", "ends_on", "made_up")}
    row = Contract(**held, **same, source=file.source(entry.source))
    _save(keeper, entry, row)
    row.practices.set(practices)


def _save(keeper: Keeper, entry: s.PracticeEntry | s.ProviderEntry | s.SiteEntry | s.ContractEntry, row) -> None:
    with told_where(entry):
        row.full_clean()
    keeper.save(entry, row)


def _refuse_another(entry: s.PracticeEntry, held: Practice, ccg: CCG) -> None:
    """Codes are never reused: another name or another CCG on that day is a mistake in one of the two."""
    names = {held.name, *(row.name for row in held.names.all())}
    if entry.name.casefold() not in {name.casefold() for name in names}:
        entry.refuse(
            f"On record already, but differently: {held.ods_code} is “{held}”, the file says “{entry.name}”. "
            "Correct the one that is wrong; a file does not change what is on record.",
            "name",
        )
    on_record = held.ccg_on(entry.starts_on)
    if on_record != ccg:
        entry.refuse(
            f"On record already, but differently: on {in_words(entry.starts_on)} {held} belongs to "
            f"{on_record or 'no CCG'}, the file says {ccg}. Correct the one that is wrong; a file does not change what "
            "is on record.",
            "ccg",
        )
