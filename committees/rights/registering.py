"""Who may do what with the registers: of interests, of gifts and hospitality, of breaches.

Anybody may read what is published. Everything else is refused unless a rule here allows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from committees.rights.citations import OWN_CASE, UNKNOWN
from committees.rights.reasons import Reason, Source, Verdict
from committees.rights.words import sentence_case
from committees.terms import RegisterAct

DUTY = Source(
    "NHS Act 2006, section 14O: members, employees and those on committees declare their own interests, within 28 days"
)
KEEPS = Source("NHS Act 2006, section 14O: each CCG keeps registers of interests, and publishes them")
GUARDIAN = Source(
    "NHS England, Managing conflicts of interest: statutory guidance for CCGs (28 June 2016): each CCG has a conflicts "
    "of interest guardian, to whom concerns go and who advises where there is doubt"
)
REDACTS = Source(
    "NHS England, Managing conflicts of interest: statutory guidance for CCGs (28 June 2016; 16 June 2017): the "
    "guardian decides what is left out of the published register",
    derived=True,
)
STANDS_IN = "Whoever stands in for the guardian: another is appointed in the register of guardians."
SPEAKING_UP = Source("Eastern Cheshire CCG, managing conflicts of interest: everyone has a duty to speak up")


@dataclass(frozen=True, slots=True, kw_only=True)
class Registering:
    """Who asks, about whom, of which body's registers.

    ``person``: whose account asks, None where it is nobody's; ``about``: whose entry it is, None where it is no one
    person's. ``guardian`` and ``runs_business``: whether the asker is the guardian of, or runs the business of a
    committee of, the body asked about (with ``about`` and no body: any body on which that person declares).
    """

    signed_in: bool = False
    person: int | None = None
    name: str = "somebody who is not signed in"
    about: int | None = None
    about_name: str = "this person"
    body: str = "this body"
    guardian: bool = False
    guardian_name: str = ""
    runs_business: bool = False

    @property
    def own(self) -> bool:
        """Whether it is the asker's own entry."""
        return self.about is not None and self.about == self.person

    @property
    def whose_guardian(self) -> str:
        """The guardian, in a sentence."""
        named = f", {self.guardian_name}" if self.guardian_name else ""
        return f"The conflicts of interest guardian of {self.body}{named}."


def registering(act: RegisterAct, asked: Registering) -> Verdict:
    """May this account do ``act`` with the registers? What no rule knows is refused."""
    rule = RULES.get(act)
    if rule is None:
        return Verdict.of([Reason(f"{act}.unknown", "No rule allows this.", UNKNOWN)])
    return Verdict.of([rule(asked)])


def _declare(asked: Registering) -> Reason:
    """One's own interests; those of another by the secretary of a body on which they sit, as they declared them."""
    return _own_or_secretary(asked, RegisterAct.DECLARE, "declares their own interests")


def _offer(asked: Registering) -> Reason:
    return _own_or_secretary(asked, RegisterAct.RECORD_OFFER, "declares what was offered to them")


def _training(asked: Registering) -> Reason:
    return _own_or_secretary(asked, RegisterAct.RECORD_TRAINING, "tells of their own training")


def _own_or_secretary(asked: Registering, act: RegisterAct, does: str) -> Reason:
    if asked.own:
        return Reason(f"{act}.own", f"{asked.name} {does}.", DUTY, allows=True)
    if asked.about is not None and asked.runs_business:
        text = f"{asked.name} keeps the registers on which {asked.about_name} is, and records what they declared."
        return Reason(f"{act}.recorded", text, KEEPS, allows=True)
    ask = f"{asked.about_name}, or the secretary of a committee on which they sit."
    text = f"{asked.name} may not do this for {asked.about_name}: everybody declares for themselves."
    return Reason(f"{act}.not_yours", sentence_case(text), DUTY, who_can=sentence_case(ask))


def _read_private(asked: Registering) -> Reason:
    act = RegisterAct.READ_PRIVATE
    if asked.own:
        return Reason(f"{act}.own", f"{asked.name} reads their own entry.", DUTY, allows=True)
    if asked.guardian:
        return Reason(f"{act}.guardian", f"{asked.name} is the guardian of {asked.body}.", GUARDIAN, allows=True)
    if asked.runs_business:
        return Reason(f"{act}.keeps", f"{asked.name} keeps the registers of {asked.body}.", KEEPS, allows=True)
    text = f"The private register of {asked.body} is read by who keeps it and by the conflicts of interest guardian."
    return Reason(f"{act}.private", text, KEEPS, who_can=asked.whose_guardian)


def _redact(asked: Registering) -> Reason:
    """The guardian alone, and not of the guardian's own entry."""
    act = RegisterAct.REDACT
    if asked.guardian and asked.own:
        text = f"{asked.name} does not decide what is left out of their own entry."
        return Reason(f"{act}.own_case", text, OWN_CASE, who_can=STANDS_IN)
    return _guardian_alone(act, asked, "decides what is left out of the published registers", REDACTS)


def _guard(asked: Registering) -> Reason:
    """The guardian alone; where it is about one person, not about the guardian."""
    act = RegisterAct.GUARD
    if asked.guardian and asked.own:
        text = f"{asked.name} does not act as guardian where it is about themselves."
        return Reason(f"{act}.own_case", text, OWN_CASE, who_can=STANDS_IN)
    return _guardian_alone(act, asked, "hears concerns, gives advice and keeps the register of breaches", GUARDIAN)


def _guardian_alone(act: RegisterAct, asked: Registering, does: str, source: Source) -> Reason:
    if asked.guardian:
        return Reason(f"{act}.guardian", f"{asked.name} is the guardian of {asked.body}.", source, allows=True)
    text = f"Only the conflicts of interest guardian of {asked.body} {does}."
    return Reason(f"{act}.not_guardian", text, source, who_can=asked.whose_guardian)


def _review(asked: Registering) -> Reason:
    """An offer is looked at by somebody else than who got it."""
    act = RegisterAct.REVIEW_OFFER
    if asked.own:
        text = f"{asked.name} does not review what was offered to themselves."
        return Reason(f"{act}.own_case", text, OWN_CASE, who_can=asked.whose_guardian)
    if asked.guardian or asked.runs_business:
        text = f"{asked.name} looks after the registers of {asked.body}."
        return Reason(f"{act}.keeps", text, KEEPS, allows=True)
    text = f"Offers are reviewed by who keeps the registers of {asked.body}, or by the guardian."
    return Reason(f"{act}.not_kept", text, KEEPS, who_can=asked.whose_guardian)


def _raise(asked: Registering) -> Reason:
    act = RegisterAct.RAISE_CONCERN
    if asked.signed_in:
        return Reason(f"{act}.anybody", "Whoever has a concern raises it with the guardian.", SPEAKING_UP, allows=True)
    text = "Concerns are raised here by people who are signed in."
    return Reason(f"{act}.signed_out", text, SPEAKING_UP, who_can="Sign in, or write to the guardian.")


def _certify(asked: Registering) -> Reason:
    act = RegisterAct.CERTIFY
    if asked.guardian or asked.runs_business:
        text = f"{asked.name} looks after the registers of {asked.body}."
        return Reason(f"{act}.keeps", text, KEEPS, allows=True)
    text = f"The figures for the self-certification of {asked.body} are for who keeps its registers and the guardian."
    return Reason(f"{act}.not_kept", text, KEEPS, who_can=asked.whose_guardian)


RULES: Mapping[RegisterAct, Callable[[Registering], Reason]] = MappingProxyType(
    {
        RegisterAct.DECLARE: _declare,
        RegisterAct.READ_PRIVATE: _read_private,
        RegisterAct.REDACT: _redact,
        RegisterAct.RECORD_OFFER: _offer,
        RegisterAct.REVIEW_OFFER: _review,
        RegisterAct.RAISE_CONCERN: _raise,
        RegisterAct.GUARD: _guard,
        RegisterAct.RECORD_TRAINING: _training,
        RegisterAct.CERTIFY: _certify,
    }
)
