"""Gifts, hospitality and sponsorship: what the guidance says of one offer. Figures are pounds.

The figures are data with a first day (``GUIDANCE``). What is known of the guidance is thin (domain, 1.5): what nobody has
been seen to say is marked derived. How an offer of *exactly* a figure is read is a setting of the CCG's policy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from committees.rights.reasons import Reason, Source
from committees.rights.words import day_words
from committees.terms import AtThreshold, GiftKind, OfferAnswer, OfferedBy, Word


class May(Word):
    """What the guidance lets somebody do with an offer."""

    ACCEPT = "accept", "may be accepted"
    FOR_ORGANISATION = "for_organisation", "may be accepted only for the organisation"
    WITH_APPROVAL = "with_approval", "is refused, unless a senior manager approved it beforehand"
    DECLINE = "decline", "must be declined"


SOUTH_NORFOLK = "South Norfolk CCG, register of gifts and hospitality under the guidance of 28 June 2016"
NHS_ENGLAND = "NHS England, Managing conflicts of interest in CCGs"
TWICE_TOLD = "Eastern Cheshire CCG and North Hampshire CCG, registers: offers declined are recorded as well as accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """One edition of the guidance, in force from ``starts_on``, with its figures. None: it has no such figure.

    ``promotional``: up to it a supplier's promotional item is kept. ``gift``: over it a gift of somebody else's is
    declared, and with ``over_for_organisation`` not kept for oneself. ``meal_declared``: over it a meal is declared;
    ``meal_refused``: over it it is refused. ``adds_up``: gifts of one source in twelve months count together.
    """

    name: str
    starts_on: date
    promotional: Decimal | None
    gift: Decimal
    over_for_organisation: bool
    meal_declared: Decimal
    meal_refused: Decimal
    adds_up: bool
    supplier: Source
    others: Source
    meals: Source


#: Newest first. Source of every figure: domain, 1.5.
GUIDANCE = (
    Guidance(
        name="the guidance of 16 June 2017",
        starts_on=date(2017, 6, 16),
        promotional=Decimal(6),
        gift=Decimal(50),
        over_for_organisation=True,
        meal_declared=Decimal(25),
        meal_refused=Decimal(75),
        adds_up=True,
        supplier=Source(f"{NHS_ENGLAND} (16 June 2017): low-cost promotional items up to £6 may be kept"),
        others=Source(
            f"{NHS_ENGLAND} (16 June 2017): gifts under £50 are accepted without a declaration; over £50 only for the "
            "organisation, and declared"
        ),
        meals=Source(
            f"{NHS_ENGLAND} (16 June 2017): meals under £25 need no declaration; from £25 to £75 they are accepted and "
            "declared; over £75 they are refused unless there is senior approval"
        ),
    ),
    Guidance(
        name="the guidance of 28 June 2016",
        starts_on=date(2016, 6, 28),
        promotional=None,
        gift=Decimal(10),
        over_for_organisation=False,
        meal_declared=Decimal(25),
        meal_refused=Decimal(25),
        adds_up=False,
        supplier=Source(f"{SOUTH_NORFOLK}: a gift from a supplier or contractor is declined, whatever its value"),
        others=Source(f"{NHS_ENGLAND} (28 June 2016): gifts under £10 need not be declared"),
        meals=Source(f"{SOUTH_NORFOLK}: hospitality above £25 is beyond modest"),
    ),
)


@dataclass(frozen=True, slots=True)
class Boundary:
    """How an offer of exactly a figure is read, and who says so."""

    reading: AtThreshold
    source: Source


#: Where no policy is on record.
STRICTER = Boundary(
    AtThreshold.OVER,
    Source("No policy on record for that day says otherwise: the stricter reading holds", derived=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An offer: ``value`` in pounds, ``day`` when it was made, ``earlier`` the value of what the same source gave in
    the twelve months before."""

    kind: GiftKind
    offered_by: OfferedBy
    value: Decimal
    day: date
    earlier: Decimal = Decimal(0)
    boundary: Boundary = STRICTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the guidance says: what may be done, whether it must be declared, and why.

    ``threshold``: the figure that the answer hangs on, None where none does. ``exactly``: the value is that figure,
    so that the answer hangs on how the boundary is read.
    """

    may: May
    declare: bool
    reasons: tuple[Reason, ...]
    threshold: Decimal | None = None
    exactly: bool = False

    @property
    def sentence(self) -> str:
        """ "The guidance says: it must be declined, and the offer must be declared."."""
        offer = "the offer " if self.may == May.DECLINE else ""
        declared = f"and {offer}must be declared" if self.declare else "and need not be declared"
        return f"The guidance says: it {self.may.label}, {declared}."

    def refuses(self, done: OfferAnswer, approved: bool) -> str:
        """Why what was done is not as the guidance says; empty where it is. Whoever declines is always within it.

        ``approved``: a senior manager approved it beforehand.
        """
        if done == OfferAnswer.DECLINED or self.may == May.ACCEPT:
            return ""
        if self.may == May.DECLINE:
            return "The guidance says that this must be declined."
        if self.may == May.WITH_APPROVAL:
            return "" if approved else "The guidance says that this needs the approval of a senior manager beforehand."
        kept = done == OfferAnswer.ACCEPTED
        return "The guidance says that this may be accepted only for the organisation." if kept else ""


def guidance_on(day: date) -> tuple[Guidance, bool]:
    """The guidance for an offer made on ``day``, and whether it was in force then.

    Before the first edition that is known its rules are taken all the same: marked derived.
    """
    found = next((each for each in GUIDANCE if each.starts_on <= day), None)
    return (found, True) if found else (GUIDANCE[-1], False)


def about(offered: Offered) -> Answer:
    """What the guidance in force on the day of the offer says of it."""
    rules, in_force = guidance_on(offered.day)
    answer = RULES[offered.kind](offered, rules)
    if in_force:
        return answer
    first = day_words(rules.starts_on)
    early = Reason(
        "gifts.before",
        f"On {day_words(offered.day)} no guidance with figures is known to have been in force: the rules of {first} "
        "are taken.",
        Source(f"The rules of {first}, taken for the time before", derived=True),
        allows=True,
    )
    return Answer(
        may=answer.may,
        declare=answer.declare,
        reasons=(*(_derived(reason) for reason in answer.reasons), early),
        threshold=answer.threshold,
        exactly=answer.exactly,
    )


# --- One rule for each kind ---
def _cash(offered: Offered, rules: Guidance) -> Answer:
    text = "Cash and vouchers are always declined, whatever their value and whoever offers them."
    return _declined("gifts.cash", text, Source(f"{NHS_ENGLAND}: cash is always declined", derived=True))


def _gift(offered: Offered, rules: Guidance) -> Answer:
    """A supplier's is declined; somebody else's is measured by the figure."""
    if offered.offered_by == OfferedBy.SUPPLIER:
        text = "A gift from a supplier or contractor is declined, whatever its value."
        return _declined("gifts.supplier", text, _supplier_source(rules))
    counted, added = _counted(offered, rules)
    over = _over(counted, rules.gift, offered)
    keeps_derived = not rules.over_for_organisation  # what may be kept is nowhere said, what is declared is
    if not over:
        text = f"A gift from somebody who is no supplier {_side(over)} {pounds(rules.gift)} need not be declared."
        may, declare = May.ACCEPT, False
    elif rules.over_for_organisation:
        text = (
            f"A gift from somebody who is no supplier {_side(over)} {pounds(rules.gift)} is accepted only for the "
            "organisation, and declared."
        )
        may, declare = May.FOR_ORGANISATION, True
    else:
        text = f"A gift from somebody who is no supplier {_side(over)} {pounds(rules.gift)} must be declared."
        may, declare = May.ACCEPT, True
    reasons = [Reason("gifts.others", text, rules.others, allows=True), *added]
    if keeps_derived:
        kept = "No figure is known above which such a gift could not be kept."
        reasons.append(Reason("gifts.others.kept", kept, _derived_source(rules.others), allows=True))
    return _measured(may, declare, reasons, counted, rules.gift, offered)


def _promotional(offered: Offered, rules: Guidance) -> Answer:
    """A supplier's is kept up to a figure, where there is one. One of somebody else's is a gift like any other."""
    if offered.offered_by != OfferedBy.SUPPLIER or rules.promotional is None:
        return _gift(offered, rules)
    counted, added = _counted(offered, rules)
    figure = pounds(rules.promotional)
    if _over(counted, rules.promotional, offered):
        text = f"A supplier's promotional item over {figure} is a supplier's gift, and those are declined."
        declined = Reason("gifts.promotional.over", text, _derived_source(rules.supplier), allows=True)
        return _measured(May.DECLINE, True, [declined, *added, _declined_too()], counted, rules.promotional, offered)
    reasons = [
        Reason("gifts.promotional", f"A low-cost promotional item up to {figure} may be kept.", rules.supplier, True),
        Reason("gifts.promotional.quiet", "It need not be declared.", _derived_source(rules.supplier), allows=True),
        *added,
    ]
    return _measured(May.ACCEPT, False, reasons, counted, rules.promotional, offered)


def _meal(offered: Offered, rules: Guidance) -> Answer:
    """Whoever offers it: the figures make no difference between them."""
    return _hospitality_by(offered, rules, rules.meals, "Meals and refreshments")


def _hospitality(offered: Offered, rules: Guidance) -> Answer:
    """The figures that are known are those of meals."""
    return _hospitality_by(offered, rules, _derived_source(rules.meals), "Hospitality of other kinds, read like meals,")


def _hospitality_by(offered: Offered, rules: Guidance, source: Source, what: str) -> Answer:
    refused, declared = rules.meal_refused, rules.meal_declared
    if _over(offered.value, refused, offered):
        why = f"over {pounds(refused)}"
        text = f"{what} {why} are refused, unless a senior manager approved it beforehand, and declared."
        if refused == declared:
            text = f"{what} {why} are beyond modest."
        reasons = [Reason("gifts.meal.refused", text, source, allows=True)]
        if refused == declared:
            follows = "What is beyond modest is refused unless a senior manager approved it beforehand, and declared."
            reasons.append(Reason("gifts.meal.beyond", follows, _derived_source(source), allows=True))
        return _measured(May.WITH_APPROVAL, True, reasons, offered.value, refused, offered)
    if _over(offered.value, declared, offered):
        text = f"{what} from {pounds(declared)} to {pounds(refused)} are accepted and declared."
        figure = refused if offered.value == refused else declared
        reasons = [Reason("gifts.meal.declared", text, source, allows=True)]
        return _measured(May.ACCEPT, True, reasons, offered.value, figure, offered)
    modest = refused == declared
    text = f"{what} under {pounds(declared)} {'are modest' if modest else 'need no declaration'}."
    reasons = [Reason("gifts.meal.modest", text, source, allows=True)]
    if modest:
        follows = "What is modest is accepted and need not be declared."
        reasons.append(Reason("gifts.meal.modest.quiet", follows, _derived_source(source), allows=True))
    return _measured(May.ACCEPT, False, reasons, offered.value, declared, offered)


def _sponsorship(offered: Offered, rules: Guidance) -> Answer:
    text = "Sponsorship is declared, whatever its value. Whether it is accepted is for the CCG's own policy."
    source = Source(f"{NHS_ENGLAND}: the register is of gifts, hospitality and sponsorship", derived=True)
    return Answer(may=May.ACCEPT, declare=True, reasons=(Reason("gifts.sponsorship", text, source, allows=True),))


RULES: Mapping[GiftKind, Callable[[Offered, Guidance], Answer]] = MappingProxyType(
    {
        GiftKind.GIFT: _gift,
        GiftKind.PROMOTIONAL: _promotional,
        GiftKind.CASH: _cash,
        GiftKind.MEAL: _meal,
        GiftKind.HOSPITALITY: _hospitality,
        GiftKind.SPONSORSHIP: _sponsorship,
    }
)
#: What is added up over twelve months: gifts. Each meal is a meal by itself.
ADDED_UP = frozenset({GiftKind.GIFT, GiftKind.PROMOTIONAL})


# --- Measuring ---
def _over(amount: Decimal, figure: Decimal, offered: Offered) -> bool:
    return amount > figure or (amount == figure and offered.boundary.reading == AtThreshold.OVER)


def _side(over: bool) -> str:
    return "over" if over else "under"


def _counted(offered: Offered, rules: Guidance) -> tuple[Decimal, list[Reason]]:
    """What counts against the figure, and the sentence on what was added to it."""
    if not (rules.adds_up and offered.earlier):
        return offered.value, []
    together = offered.value + offered.earlier
    text = (
        f"With the {pounds(offered.earlier)} that came from the same source in the twelve months before, it counts as "
        f"{pounds(together)}."
    )
    source = Source(f"{NHS_ENGLAND} (16 June 2017): repeat gifts of one source in twelve months add up", derived=True)
    return together, [Reason("gifts.repeated", text, source, allows=True)]


def _measured(
    may: May, declare: bool, reasons: list[Reason], counted: Decimal, figure: Decimal, offered: Offered
) -> Answer:
    """The answer, with a sentence on the boundary where the value is exactly the figure."""
    exactly = counted == figure
    if exactly:
        said = offered.boundary
        text = (
            f"It comes to exactly {pounds(figure)}, of which the guidance does not say on which side it falls: here it "
            f"{said.reading.label}. This is a setting of the CCG's policy."
        )
        reasons = [*reasons, Reason("gifts.exactly", text, said.source, allows=True)]
    return Answer(may=may, declare=declare, reasons=tuple(reasons), threshold=figure, exactly=exactly)


def _declined(code: str, text: str, source: Source) -> Answer:
    return Answer(may=May.DECLINE, declare=True, reasons=(Reason(code, text, source, allows=True), _declined_too()))


def _declined_too() -> Reason:
    return Reason("gifts.declined", "An offer that is declined is recorded too.", Source(TWICE_TOLD), allows=True)


def _supplier_source(rules: Guidance) -> Source:
    """Said of 2016; that it went on in 2017 for all but promotional items is a reading."""
    return rules.supplier if rules.promotional is None else _derived_source(GUIDANCE[-1].supplier)


def _derived_source(source: Source) -> Source:
    return Source(source.title, derived=True)


def _derived(reason: Reason) -> Reason:
    return Reason(reason.code, reason.text, _derived_source(reason.source), reason.allows, reason.who_can)


def pounds(amount: Decimal) -> str:
    """ "£6", "£24.99"."""
    whole = amount == amount.to_integral_value()
    return f"£{amount:,.0f}" if whole else f"£{amount:,.2f}"
