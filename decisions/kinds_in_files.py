"""The facts of a matter as meeting files say them: rows by names that mean the same elsewhere, never by keys.

A practice by its ODS code, a CCG by its code, a provider by its name; a site by the code of its practice and its name
(``{practice: H85001, site: Mill Lane}``), a contract by its reference, or by who holds it and its kind, and its first day
where that is not enough (``{provider: Dr A and partners, kind: PMS}``). Days, pounds and numbers as elsewhere in a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from committees.actions import Found
from committees.actions.found import practices_named, providers_named
from committees.files.entries import Entry, shown
from committees.files.fields import POUNDS, YES
from committees.kinds import KINDS, DecisionKind, facts
from committees.kinds.declared import Fact, FactType
from committees.rights.words import listed
from decisions.stated.naming import Keys, keys_in, together
from practices.models import CCG, Contract, Practice, Provider, Site


# --- Out of the record ---
@dataclass
class Rows:
    """The rows that the facts of some matters name, by key."""

    practices: dict[int, Practice] = field(default_factory=dict)
    sites: dict[int, Site] = field(default_factory=dict)
    contracts: dict[int, Contract] = field(default_factory=dict)
    providers: dict[int, Provider] = field(default_factory=dict)
    ccgs: dict[int, CCG] = field(default_factory=dict)

    @property
    def practice_keys(self) -> set[int]:
        """The practices that a file must bring for them."""
        found = {site.practice_id for site in self.sites.values()} | set(self.practices)
        return found | {row.pk for contract in self.contracts.values() for row in contract.practices.all()}

    @property
    def every_provider(self) -> list[Provider]:
        """The providers that a file must bring for them."""
        return [*self.providers.values(), *(contract.provider for contract in self.contracts.values())]


def rows_named(stated: Iterable[tuple[str, Mapping[str, Any]]]) -> Rows:
    """The rows that facts name, each with the key of its kind. At most six queries, and none for what nothing names."""
    keys = together(keys_in(KINDS[kind], kept) for kind, kept in stated if kind in KINDS)
    return Rows(
        practices=_in_bulk(keys, FactType.PRACTICE, Practice.objects.all),
        sites=_in_bulk(keys, FactType.SITE, Site.objects.select_related("practice").all),
        contracts=_in_bulk(
            keys, FactType.CONTRACT, Contract.objects.select_related("provider").prefetch_related("practices").all
        ),
        providers=_in_bulk(keys, FactType.PROVIDER, Provider.objects.all),
        ccgs=_in_bulk(keys, FactType.CCG, CCG.objects.all),
    )


def _in_bulk(keys: Keys, of: FactType, rows: Callable) -> dict[int, Any]:
    return rows().in_bulk(sorted(wanted)) if (wanted := keys.get(of)) else {}


def facts_told(kind: str, kept: Mapping[str, Any], rows: Rows) -> dict[str, Any]:
    """Facts as a file says them. What the kind does not ask for any more, or is on record no more, is left out."""
    found = {}
    for fact in KINDS[kind].facts if kind in KINDS else ():
        try:
            value = facts.read(fact, kept.get(fact.key))
        except ValueError:
            continue
        said = _said(fact, value, kept.get(fact.key), rows) if value is not None else None
        if said is not None:
            found[fact.key] = said
    return found


def _said(fact: Fact, value: Any, kept: Any, rows: Rows) -> Any:
    match fact.type:
        case FactType.PRACTICE:
            return row.ods_code if (row := rows.practices.get(value)) else None
        case FactType.PRACTICES:
            return [rows.practices[key].ods_code for key in value if key in rows.practices]
        case FactType.CCG:
            return row.ods_code if (row := rows.ccgs.get(value)) else None
        case FactType.PROVIDER:
            return row.name if (row := rows.providers.get(value)) else None
        case FactType.SITE:
            return site_named(row) if (row := rows.sites.get(value)) else None
        case FactType.CONTRACT:
            return contract_named(row) if (row := rows.contracts.get(value)) else None
        case FactType.YES_NO:
            return "yes" if value else "no"
        case _:
            return str(kept)


def site_named(row: Site) -> dict[str, str]:
    """A site as a file names it."""
    return {"practice": row.practice.ods_code, "site": row.name, "from": row.starts_on.isoformat()}


def contract_named(row: Contract) -> dict[str, str]:
    """A contract as a file names it."""
    reference = {"reference": row.reference} if row.reference else {}
    return reference | {"provider": row.provider.name, "kind": row.kind, "from": row.starts_on.isoformat()}


# --- Into the record ---
def facts_kept(
    entry: Entry, kind: str, told: Mapping[str, Any], *, part: bool, found: Found, day: date
) -> dict[str, Any]:
    """Facts as they are kept, of what ``entry`` tells under ``facts``; ``day``: on which a site is looked for.

    FileRefused for a fact that the kind does not ask for there, and for what is not of its type or is not on record.
    """
    if not told:
        return {}
    if kind not in KINDS:
        entry.refuse("Facts are those of a kind of decision: give the kind first.", "facts")
    kept = {}
    for key, value in told.items():
        fact = KINDS[kind].fact(key)
        if fact is None or fact.part is not part:
            entry.refuse(_not_asked(KINDS[kind], key, part), "facts", key)
        if value not in (None, "", []):
            kept[key] = _read(entry, fact, value, found, day)
    return kept


def refuse_wrong(entry: Entry, kind: str, matter: Mapping[str, Any], part: Mapping[str, Any]) -> None:
    """FileRefused where the facts of a matter and of a part of it cannot be so."""
    wrong = facts.wrong(KINDS[kind], matter, part) if kind in KINDS else ()
    if wrong:
        entry.refuse(" ".join(wrong), "facts")


def _not_asked(kind: DecisionKind, key: str, part: bool) -> str:
    names = [fact.key for fact in kind.facts if fact.part is part]
    where = "a part of it" if part else "it as a whole"
    if not names:
        return f"{kind.label} asks for no facts of {where}. Take “{shown(key)}” out, or give it in the other place."
    return f"“{shown(key)}” is no fact that {kind.label} asks for of {where}: {listed(names)}."


def _read(entry: Entry, fact: Fact, value: Any, found: Found, day: date) -> Any:
    where = ("facts", fact.key)
    match fact.type:
        case FactType.PRACTICE:
            return practices_named(entry, [_text(entry, fact, value)])[0].pk
        case FactType.PRACTICES:
            codes = value if isinstance(value, list) else [value]
            return [row.pk for row in practices_named(entry, [_text(entry, fact, each) for each in codes])]
        case FactType.PROVIDER:
            return providers_named(entry, [_text(entry, fact, value)])[0].pk
        case FactType.CCG:
            return found.ccg(entry, _text(entry, fact, value), *where).pk
        case FactType.SITE:
            return _site(entry, fact, value, day).pk
        case FactType.CONTRACT:
            return _contract(entry, fact, value).pk
    try:
        return _plain(fact, _text(entry, fact, value))
    except ValueError as error:
        entry.refuse(str(error), *where)


def _plain(fact: Fact, text: str) -> Any:
    """What is kept of a text; ValueError, with a sentence, where it cannot be read."""
    if fact.type is FactType.NUMBER:
        if not re.fullmatch(r"[0-9]{1,9}", text, re.ASCII):
            raise ValueError(f"“{shown(text)}” is not a whole number.")
        return int(text)
    if fact.type is FactType.YES_NO:
        if text.lower() not in YES:
            raise ValueError(f"“{shown(text)}” is neither yes nor no.")
        return YES[text.lower()]
    if fact.type is FactType.MONEY and not re.fullmatch(POUNDS, text, re.ASCII):
        raise ValueError(f"“{shown(text)}” is not a sum in pounds. Write it as 25000 or 25000.00.")
    if fact.type is FactType.DAY and not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise ValueError(f"“{shown(text)}” is not a date. Write it as 2016-04-14.")
    if fact.type is FactType.CHOICE and text not in dict(fact.choices):
        raise ValueError(f"“{shown(text)}” is not one of: {', '.join(value for value, _ in fact.choices)}.")
    facts.read(fact, text)
    return text


def _text(entry: Entry, fact: Fact, value: Any) -> str:
    if not isinstance(value, str):
        entry.refuse(f"Some text is needed here: {fact.type.label}.", "facts", fact.key)
    return value


def _fields(entry: Entry, fact: Fact, value: Any, allowed: tuple[str, ...]) -> dict[str, str]:
    wanted = isinstance(value, dict) and value and set(value) <= set(allowed)
    if not wanted or not all(isinstance(each, str) for each in value.values()):
        entry.refuse(f"Fields with names are needed here: {listed(allowed)}.", "facts", fact.key)
    return value


def _site(entry: Entry, fact: Fact, value: Any, day: date) -> Site:
    said = _fields(entry, fact, value, ("practice", "site", "from"))
    rows = list(
        Site.objects.select_related("practice").filter(
            practice__ods_code=said.get("practice", ""), name__iexact=said.get("site", "")
        )
    )
    rows = [row for row in rows if said.get("from") in (None, row.starts_on.isoformat())] or rows
    there = [row for row in rows if row.is_in_force_on(day)] or rows
    if len(there) != 1:
        many = "More than one" if there else "No"
        entry.refuse(
            f"{many} site “{shown(said.get('site', ''))}” of the practice {shown(said.get('practice', ''))} is on record. "
            "Describe it under sites, or correct the name.",
            "facts",
            fact.key,
        )
    return there[0]


def _contract(entry: Entry, fact: Fact, value: Any) -> Contract:
    said = _fields(entry, fact, value, ("reference", "provider", "kind", "from"))
    columns = {"reference": "reference", "provider": "provider__name", "kind": "kind"}
    rows = list(Contract.objects.filter(**{columns[name]: text for name, text in said.items() if name in columns}))
    if len(rows) > 1:
        rows = [row for row in rows if row.starts_on.isoformat() == said.get("from")] or rows
    if len(rows) != 1 or not {"reference", "provider"} & set(said):
        many = "More than one contract" if len(rows) > 1 else "No contract"
        entry.refuse(
            f"{many} on record is meant by {', '.join(f'{name}: {shown(text)}' for name, text in said.items())}. Give its "
            "reference, or who holds it, its kind and its first day; describe it under contracts where it is not on record.",
            "facts",
            fact.key,
        )
    return rows[0]
