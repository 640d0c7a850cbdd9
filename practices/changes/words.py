"""What a change does, in a sentence, for whoever decides and for whoever reads what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import singledispatch

from practices.changes import declared
from practices.changes.known import Deal, Known, day_after
from practices.dated import in_words
from practices.models import Boundary, Notice, Practice, Site


def words(change: declared.Change, known: Known) -> str:
    """What a change does, in a sentence: "Hill Branch, a branch of ... (H85001), closes: its last day is 30 June 2016." """
    problem = not_there(change, known)
    return problem or _say(change, known)


def not_there(change: declared.Change, known: Known) -> str:
    """A sentence where a change names what is not in the registers; empty where everything is there."""
    for name, held, what in (
        ("practice", known.practices, "A practice"),
        ("ended", known.practices, "A practice"),
        ("survivor", known.practices, "A practice"),
        ("site", known.sites, "A site"),
        ("contract", known.deals, "A contract"),
        ("provider", known.providers, "A provider"),
        ("ccg", known.ccgs, "A CCG"),
    ):
        if hasattr(change, name) and getattr(change, name) not in held:
            return f"{what} that the decision names is not in the register: state the facts again, with one that is."
    if any(key not in known.practices for name in ("to", "practices") for key in getattr(change, name, ())):
        return "A practice that the decision names is not in the register: state the facts again, with one that is."
    return ""


def named(practice: Practice, day: date) -> str:
    """A practice with its code, for two practices may have one name."""
    return f"{practice.name_on(day)} ({practice.ods_code})"


def named_all(known: Known, practices: Iterable[int], day: date) -> str:
    """Several practices, by their names."""
    return listed(sorted(named(known.practices[key], day) for key in practices if key in known.practices))


def listed(names: Iterable[str]) -> str:
    """Croydon, Merton and Sutton."""
    found = list(names)
    return f"{', '.join(found[:-1])} and {found[-1]}" if len(found) > 1 else "".join(found)


def site_named(known: Known, site: Site, day: date) -> str:
    """A site with what it is, and of which practice."""
    kind = "the main surgery" if site.kind == Site.Kind.MAIN else "a branch"
    return f"{site.name}, {kind} of {named(known.practices[site.practice_id], day)}"


def contract_named(known: Known, deal: Deal, day: date) -> str:
    """A contract with its holder and its practices."""
    reference = f" {deal.row.reference}" if deal.row.reference else ""
    practices = named_all(known, deal.practices, day)
    return f"the {deal.row.kind} contract{reference} of {deal.row.provider.name}" + (
        f" for {practices}" if practices else ""
    )


def capital(text: str) -> str:
    """The first letter made a capital."""
    return text[:1].upper() + text[1:]


def place(address: str, postcode: str) -> str:
    """An address on one line."""
    lines = [line.strip(" ,") for line in address.splitlines() if line.strip(" ,")]
    code = postcode.strip().upper()
    return ", ".join([*lines, *([code] if code and code not in address.upper() else [])])


@singledispatch
def _say(change: declared.Change, known: Known) -> str:
    raise TypeError(f"{type(change).__name__} is no change that is known.")


@_say.register
def _(change: declared.CloseSite, known: Known) -> str:
    site = site_named(known, known.sites[change.site], change.last_day)
    return f"{site}, closes: the last day on which it sees patients is {in_words(change.last_day)}."


@_say.register
def _(change: declared.OpenSite, known: Known) -> str:
    practice = named(known.practices[change.practice], change.first_day)
    at = place(change.address, change.postcode)
    return f"{practice} opens a branch, {change.name}{f', at {at}' if at else ''}, on {in_words(change.first_day)}."


@_say.register
def _(change: declared.MoveSite, known: Known) -> str:
    site = site_named(known, known.sites[change.site], change.first_day)
    at = ", ".join(part for part in (change.name, place(change.address, change.postcode)) if part)
    return f"{site}, moves to {at} on {in_words(change.first_day)}."


@_say.register
def _(change: declared.CloseList, known: Known) -> str:
    practice = named(known.practices[change.practice], change.first_day)
    if change.extends:
        return f"The list of {practice} stays closed to new patients until {in_words(change.last_day)}; {_reopens(change)}."
    until = f"from {in_words(change.first_day)} to {in_words(change.last_day)}"
    return f"The list of {practice} is closed to new patients {until}; {_reopens(change)}."


def _reopens(change: declared.CloseList) -> str:
    return f"it reopens on {in_words(day_after(change.last_day))}"


@_say.register
def _(change: declared.Merge, known: Known) -> str:
    day = change.first_day
    ended, survivor = known.practices[change.ended], known.practices[change.survivor]
    count = known.latest_list(change.ended, day)
    patients = "patients"
    if count is not None:
        patients = f"{count.patients:,} patients, as counted on {in_words(count.as_at)},"
    return (
        f"{named(ended, day)} merges into {named(survivor, day)} on {in_words(day)}: its {patients} and its sites are "
        f"those of {named(survivor, day)} from that day on, and the contracts that are its alone end the day before."
    )


@_say.register
def _(change: declared.ClosePractice, known: Known) -> str:
    practice = named(known.practices[change.practice], change.last_day)
    last = in_words(change.last_day)
    return f"{practice} closes, with its sites and the contracts that are its alone: its last day is {last}."


@_say.register
def _(change: declared.DispersePatients, known: Known) -> str:
    practice = named(known.practices[change.practice], change.first_day)
    to = named_all(known, change.to, change.first_day)
    where = f"with {to}" if to else "with practices that they choose"
    return f"The patients of {practice} register {where}, from {in_words(change.first_day)} on."


@_say.register
def _(change: declared.StartContract, known: Known) -> str:
    practices = named_all(known, change.practices, change.first_day)
    until = f" and runs until {in_words(change.last_day)}" if change.last_day else ""
    reference = f" {change.reference}" if change.reference else ""
    holder, first = known.providers[change.provider].name, in_words(change.first_day)
    return f"{holder} holds the {change.kind} contract{reference} for {practices}: it starts on {first}{until}."


@_say.register
def _(change: declared.ExtendContract, known: Known) -> str:
    deal = known.deal(change.contract)
    before = f" instead of {in_words(deal.row.ends_on)}" if deal.row.ends_on else ""
    return f"{capital(contract_named(known, deal, change.last_day))} runs until {in_words(change.last_day)}{before}."


@_say.register
def _(change: declared.EndContract, known: Known) -> str:
    deal = known.deal(change.contract)
    return f"{capital(contract_named(known, deal, change.last_day))} ends: its last day is {in_words(change.last_day)}."


@_say.register
def _(change: declared.ChangeHolder, known: Known) -> str:
    contract = capital(contract_named(known, known.deal(change.contract), change.first_day))
    holder = known.providers[change.provider].name
    return f"{contract} changes hands: {holder} holds it from {in_words(change.first_day)} on."


@_say.register
def _(change: declared.JoinPartner, known: Known) -> str:
    return (
        f"{change.name} is a partner in {known.providers[change.provider].name} from {in_words(change.first_day)} on."
    )


@_say.register
def _(change: declared.LeavePartner, known: Known) -> str:
    provider = known.providers[change.provider].name
    return f"{change.name} is no longer a partner in {provider}: the last day is {in_words(change.last_day)}."


@_say.register
def _(change: declared.SetBoundary, known: Known) -> str:
    which = dict(Boundary.Kind.choices).get(change.which, "boundary")
    practice = named(known.practices[change.practice], change.first_day)
    return f"The {which} of {practice} is as follows from {in_words(change.first_day)} on: {ended(change.text)}"


@_say.register
def _(change: declared.ServeNotice, known: Known) -> str:
    kind = dict(Notice.Kind.choices).get(change.kind, "notice")
    contract = contract_named(known, known.deal(change.contract), change.first_day)
    by = f", to be put right by {in_words(change.remedy_by)}" if change.remedy_by else ""
    return f"A {kind} stands against {contract} from {in_words(change.first_day)} on{by}.".replace("A the ", "The ")


@_say.register
def _(change: declared.OpenPractice, known: Known) -> str:
    ccg = known.ccgs[change.ccg].full_name
    at = place(change.address, change.postcode)
    return f"{change.name} ({change.ods_code}), at {at}, opens in {ccg} on {in_words(change.first_day)}."


def ended(text: str) -> str:
    """A text that ends as a sentence does."""
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


__all__ = ["contract_named", "listed", "named", "named_all", "not_there", "site_named", "words"]
