"""Which office of NHS England exercises its powers over a committee: the one that the terms name, or who stands in."""

from __future__ import annotations

from committees.rights.asked import Asked, Reasons
from committees.rights.citations import terms_source
from committees.rights.desk import OF_NHS_ENGLAND
from committees.rights.reasons import Source
from committees.rights.world import Account, Standpoint

NAMED = Source("Who acts for NHS England is a named person, checked for conflicts like anybody else", derived=True)


def named_for_nhs_england(asked: Asked) -> Reasons:
    """Refused to an account with a power of NHS England that is nobody's; an import tells what others did, and is none."""
    account = asked.account
    if (
        account is None
        or account.tells
        or account.person is not None
        or not account.powers.intersection(OF_NHS_ENGLAND)
    ):
        return
    ask = "An officer of NHS England, by an account in their own name."
    yield asked.no("nobody", "nobody is named who would act for NHS England.", NAMED, ask)


def same_office(one: str, other: str) -> bool:
    """Whether two texts name the same office, whatever their capitals and spaces."""
    return _plain(one) == _plain(other)


def _plain(office: str) -> str:
    return " ".join(office.split()).casefold()


def is_among(office: str, offices: frozenset[str]) -> bool:
    """Whether an office is one of these."""
    return any(same_office(office, each) for each in offices)


def in_office(asked: Asked, account: Account, fixed: Standpoint) -> Reasons:
    """Refused to an account of another office than the holder's, and to the alternate's while a holder is there.

    No holder named: any officer whom NHS England has posted to the committee. The holder who is away may act all the
    same: nobody is kept from their own power by their diary (derived).
    """
    holder, alternate = fixed.veto_holder, fixed.veto_alternate
    if not holder or account.tells or is_among(holder, account.offices):
        return
    stands_in = f"The {alternate}, while nobody who is {holder} is there" if alternate else ""
    who_can = f"The {holder}. {stands_in}." if stands_in else f"The {holder}."
    source = terms_source(asked.room)
    if not alternate or not is_among(alternate, account.offices):
        text = f"the terms give NHS England's power over {asked.committee} to its {holder}, which this account is not."
        yield asked.no("not_the_office", text, source, who_can)
    elif is_among(holder, account.offices_there):
        text = f"the {alternate} stands in only while the {holder} is away, and the {holder} is there."
        yield asked.no("holder_is_there", text, source, f"The {holder}.")
