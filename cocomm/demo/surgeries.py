"""The demonstration's sites, contracts and partners: made up, for no national file names them."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from committees.files.entries import Entry, entries
from committees.files.fields import Day, DayOrNone, Text, Words
from committees.files.reading import read
from practices.models import Contract, Partner, Practice, Provider, Site

SURGERIES = Path(__file__).with_name("surgeries.yaml")
SOURCE = "Made up for the demonstration"
OF_THE_PRACTICE = "The practice's own address, as the NHS Organisation Data Service has it"


class SiteEntry(Entry):
    """A site of a practice; one without an address is where the practice itself is."""

    practice: Text
    kind: Site.Kind
    name: Text
    address: Words = ""
    postcode: Words = ""
    starts_on: Day = Field(alias="from")


class PartnerEntry(Entry):
    """A partner in a provider, since when."""

    name: Text
    starts_on: Day = Field(alias="from")


class ContractEntry(Entry):
    """A contract that the provider holds, and for which practices."""

    kind: Contract.Kind
    reference: Text
    practices: list[Text]
    starts_on: Day = Field(alias="from")
    ends_on: DayOrNone = Field(default=None, alias="to")


class ProviderEntry(Entry):
    """A made-up provider with its partners and contracts."""

    name: Text
    kind: Provider.Kind
    address: Text
    partners: list[PartnerEntry] = []
    contracts: list[ContractEntry] = []


class SurgeriesFile(Entry):
    """The whole of it."""

    title: Text
    about: Text
    sites: list[SiteEntry] = []
    providers: list[ProviderEntry] = []


def load_surgeries(path: Path = SURGERIES) -> None:
    """Load them, after the practices, unless they are there. Nothing in the file is left out, or it raises."""
    file = entries(SurgeriesFile, read(path.name, path.read_bytes()))
    if Provider.objects.filter(name=file.providers[0].name).exists():
        return  # another world was loaded before this one
    practices = Practice.objects.in_bulk(field_name="ods_code")
    for entry in file.sites:
        _site(entry, practices[entry.practice])
    for entry in file.providers:
        _provider(entry, practices)


def _site(entry: SiteEntry, practice: Practice) -> None:
    own = not entry.address
    _save(
        Site(
            practice=practice,
            kind=entry.kind,
            name=entry.name,
            address=", ".join(practice.display_address[:-1]) if own else entry.address,
            postcode=practice.postcode if own else entry.postcode,
            starts_on=entry.starts_on,
            made_up=not own,
            source=OF_THE_PRACTICE if own else SOURCE,
        )
    )


def _provider(entry: ProviderEntry, practices: dict[str, Practice]) -> None:
    provider = Provider(name=entry.name, kind=entry.kind, address=entry.address, made_up=True, source=SOURCE)
    _save(provider)
    for partner in entry.partners:
        row = Partner(provider=provider, name=partner.name, starts_on=partner.starts_on, made_up=True, source=SOURCE)
        _save(row)
    for told in entry.contracts:
        contract = Contract(
            kind=told.kind,
            reference=told.reference,
            provider=provider,
            starts_on=told.starts_on,
            ends_on=told.ends_on,
            made_up=True,
            source=SOURCE,
        )
        _save(contract)
        contract.practices.set([practices[code] for code in told.practices])


def _save(row) -> None:
    row.full_clean()
    row.save()
