"""The self-certification on conflicts of interest: each figure computed from facts, with its working and its source.

A CCG certifies each quarter since the second of 2016-17 (processes in place, registers published, breaches), and each
year (policy, three lay members, guardian, 90% trained). A year runs from 1 April to 31 March. Source: domain, 1.10.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from committees.rights.publication import months_after
from committees.rights.reasons import Source
from committees.rights.words import day_words, listed

INDICATOR = "Chiltern CCG, registers of interests: the indicator on managing conflicts of interest"
QUARTERLY = Source(
    f"{INDICATOR}, certified each quarter since quarter 2 of 2016-17: processes in place, registers published, breaches"
)
ANNUAL = Source(
    f"{INDICATOR}, certified each year: a clear policy, at least 3 lay members, the audit chair is guardian, at least 90% "
    "of staff trained"
)
UP_TO_DATE = Source(f"{INDICATOR}: a register is up to date where nobody's declaration is overdue", derived=True)
NIL = Source("Chiltern CCG, registers of interests: that there were no breaches is published too")
WHO_IS_TRAINED = Source(
    f"{INDICATOR}: at least 90% of staff trained. Who must be: everybody on the CCG's registers on the day; for twelve "
    "months after a module is completed",
    derived=True,
)
LAY_MEMBERS_NEEDED = 3
TRAINED_PER_CENT = 90
TRAINED_FOR_MONTHS = 12
#: The first quarter that was certified.
BEGAN = (2016, 2)
_NAME = re.compile(r"(?P<year>20\d\d)-(?P<next>\d\d)(?:-q(?P<quarter>[1-4]))?")


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A financial year, or a quarter of one: ``year`` is that in which it begins, ``quarter`` 1 to 4 or 0 for the year."""

    year: int
    quarter: int = 0

    @property
    def starts_on(self) -> date:
        return months_after(date(self.year, 4, 1), 3 * max(0, self.quarter - 1))

    @property
    def ends_on(self) -> date:
        return months_after(self.starts_on, 3 if self.quarter else 12) - timedelta(days=1)

    @property
    def key(self) -> str:
        """As an address has it: "2016-17", "2016-17-q2"."""
        return f"{self.year}-{(self.year + 1) % 100:02}" + (f"-q{self.quarter}" if self.quarter else "")

    @property
    def name(self) -> str:
        """As people say it: "2016-17", "Quarter 2 of 2016-17"."""
        year = f"{self.year}-{(self.year + 1) % 100:02}"
        return f"Quarter {self.quarter} of {year}" if self.quarter else f"Year {year}"

    @property
    def asked_for(self) -> bool:
        """Whether a CCG had to certify it: from quarter 2 of 2016-17."""
        return (self.year, self.quarter or 4) >= BEGAN

    @property
    def whole_year(self) -> Term:
        return Term(self.year)


def term_of(key: str) -> Term | None:
    """The year or quarter with this key; None where there is none."""
    found = _NAME.fullmatch(key)
    if found is None or (int(found["year"]) + 1) % 100 != int(found["next"]):
        return None
    return Term(int(found["year"]), int(found["quarter"] or 0))


def quarter_of(day: date) -> Term:
    """The quarter of a financial year in which a day lies."""
    year = day.year if day.month >= 4 else day.year - 1
    return Term(year, (day.month - 4) % 12 // 3 + 1)


def trained_since(day: date) -> date:
    """The first day on which a module can have been completed that still counts on ``day``."""
    return months_after(day, -TRAINED_FOR_MONTHS)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the certificate. ``met``: whether it is as it should be, None where that cannot be told from the record.

    ``working``: the sentences and names from which ``answer`` was counted.
    """

    code: str
    question: str
    answer: str
    met: bool | None
    working: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterFacts:
    """``overdue``: who, of how many ``people`` on the registers. ``interests``: entries of the published register.

    ``offers``: recorded in the quarter; ``not_guided``: of those, accepted though the guidance does not say so.
    ``breaches``: the days on which each was found; ``published``: how many of them are published.
    """

    guardians: tuple[str, ...]
    people: int
    overdue: tuple[str, ...]
    interests: int
    offers: int
    not_guided: int
    breaches: tuple[date, ...]
    published: int


def quarterly(facts: QuarterFacts, day: date) -> tuple[Figure, ...]:
    """The figures of a quarter, as at ``day``."""
    when = day_words(day)
    late = len(facts.overdue)
    return (
        Figure(
            "guardian",
            "Is a conflicts of interest guardian in post?",
            f"Yes: {listed(facts.guardians)}" if facts.guardians else "No",
            bool(facts.guardians),
            (f"Who is guardian on {when} in the register of guardians.",),
            QUARTERLY,
        ),
        Figure(
            "registers",
            "Are the registers published and up to date?",
            "Published and up to date" if not late else "Published, and not up to date",
            not late,
            (
                "The registers of interests, of gifts and hospitality, and of breaches have their public pages here: "
                f"{_count(facts.interests, 'entry', 'entries')} shown on {when}, "
                f"{_count(facts.offers, 'offer', 'offers')} recorded in the quarter, {facts.not_guided or 'none'} of them "
                "accepted though the guidance does not say so.",
                "They are up to date where nobody's declaration is overdue.",
            ),
            UP_TO_DATE,
        ),
        Figure(
            "overdue",
            "How many declarations are overdue?",
            f"{late} of {facts.people}",
            not late,
            (f"Everybody on the registers on {when}: {facts.people}.", *_names("Overdue", facts.overdue)),
            UP_TO_DATE,
        ),
        _breaches(facts),
    )


def _breaches(facts: QuarterFacts) -> Figure:
    found = len(facts.breaches)
    question = "How many breaches were found in the quarter, and are they published?"
    if not found:
        working = ("That there was none is published too: the register of breaches says so.",)
        return Figure("breaches", question, "No breaches were found", True, working, NIL)
    return Figure(
        "breaches",
        question,
        f"{found} found, {facts.published} published",
        facts.published == found,
        (f"Found on {listed([day_words(day) for day in facts.breaches])}.", "Published without names."),
        QUARTERLY,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts:
    """``policy``: its source, None where none is on record. ``governing_body``: its name, None where none is on record.
    ``seats``: whether any of its seats is on record; ``lay``: who sits in its lay seats. ``guardians`` and
    ``audit_chairs``: names; ``trained`` and ``untrained`` too."""

    policy: str | None
    governing_body: str | None
    lay: tuple[str, ...]
    guardians: tuple[str, ...]
    audit_chairs: tuple[str, ...]
    trained: tuple[str, ...]
    untrained: tuple[str, ...]
    seats: bool = True


def annual(facts: YearFacts, day: date) -> tuple[Figure, ...]:
    """The figures of a year, as at ``day``."""
    return (_policy(facts, day), _lay(facts, day), _guardian(facts, day), _trained(facts, day))


def _policy(facts: YearFacts, day: date) -> Figure:
    known = facts.policy is not None
    return Figure(
        "policy",
        "Is there a clear policy on conflicts of interest?",
        "Yes" if known else "None is on record",
        known,
        (facts.policy,) if facts.policy else (f"The register of policies has none in force on {day_words(day)}.",),
        ANNUAL,
    )


def _lay(facts: YearFacts, day: date) -> Figure:
    question = f"Are there at least {LAY_MEMBERS_NEEDED} lay members on the governing body?"
    if facts.governing_body is None:
        nothing = (f"No governing body of this CCG is on record on {day_words(day)}: nothing can be counted.",)
        return Figure("lay", question, "Not known", None, nothing, ANNUAL)
    if not facts.seats:
        nothing = (f"No seat of {facts.governing_body} is on record on {day_words(day)}: nothing can be counted.",)
        return Figure("lay", question, "Not on record", None, nothing, ANNUAL)
    number = len(facts.lay)
    working = (
        f"Who sits on {day_words(day)} in the lay seats of {facts.governing_body}; nobody is counted twice.",
        *_names("Lay members", facts.lay),
    )
    return Figure("lay", question, str(number), number >= LAY_MEMBERS_NEEDED, working, ANNUAL)


def _guardian(facts: YearFacts, day: date) -> Figure:
    question = "Is the audit chair the conflicts of interest guardian, and in post?"
    if not facts.guardians:
        return Figure("guardian", question, "No guardian is in post", False, (f"As at {day_words(day)}.",), ANNUAL)
    if not facts.audit_chairs:
        working = (
            f"Guardian: {listed(facts.guardians)}.",
            "Nobody on the registers has “audit” in the title of a seat or position, so that the audit chair is not known.",
        )
        return Figure(
            "guardian", question, "A guardian is in post; the audit chair is not known", None, working, ANNUAL
        )
    same = set(facts.guardians) <= set(facts.audit_chairs)
    working = (f"Guardian: {listed(facts.guardians)}.", f"Audit chair: {listed(facts.audit_chairs)}.")
    answer = "Yes" if same else "No: they are two people"
    return Figure("guardian", question, answer, same, working, ANNUAL)


def _trained(facts: YearFacts, day: date) -> Figure:
    question = f"Are at least {TRAINED_PER_CENT}% of those who must be trained?"
    done, every = len(facts.trained), len(facts.trained) + len(facts.untrained)
    if not every:
        nobody = (f"Nobody is on the registers of this CCG on {day_words(day)}.",)
        return Figure("trained", question, "Nobody must be", None, nobody, WHO_IS_TRAINED)
    working = (
        f"Everybody on the CCG's registers on {day_words(day)}: {every}. Trained: who completed a module from "
        f"{day_words(trained_since(day))} to {day_words(day)}.",
        *_names("Trained", facts.trained),
        *_names("Not trained", facts.untrained),
    )
    answer = f"{done} of {every}, {100 * done / every:.1f}%"
    return Figure("trained", question, answer, 100 * done >= TRAINED_PER_CENT * every, working, WHO_IS_TRAINED)


def _names(what: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return (f"{what}: {listed(names)}.",) if names else ()


def _count(number: int, one: str, several: str) -> str:
    return f"{number or 'no'} {one if number == 1 else several}"
