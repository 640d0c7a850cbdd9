"""What is bought: awards, caretakers, extensions. Each stands in the register of procurement decisions."""

from __future__ import annotations

from datetime import date

from committees.kinds.declared import DecisionKind, Fact, FactType, Given
from committees.kinds.policies import policy_book
from committees.kinds.table.shared import CONTRACT_KINDS, LMC, contract, purchase, purchase_wrong, told
from committees.terms import Function
from practices.changes import Change, ExtendContract, StartContract

_GP = Function.GP_COMMISSIONING
_CONTRACT_KIND = Fact(key="contract_kind", label="Type of contract", type=FactType.CHOICE, choices=CONTRACT_KINDS)
_PRACTICES = Fact(key="practices", label="Practices that it is for", type=FactType.PRACTICES, least=1)
_REFERENCE = Fact(key="reference", label="Reference of the contract", type=FactType.TEXT, required=False)


def _started(given: Given, day: date) -> tuple[Change, ...]:
    found = StartContract(
        given["contract_kind"],
        given["supplier"],
        given["practices"],
        day,
        given.get("ends_on"),
        given.get("reference", ""),
    )
    return (found,)


def _extended(given: Given, day: date) -> tuple[Change, ...]:
    return (ExtendContract(given["contract"], given["ends_on"]),)


KINDS = (
    DecisionKind(
        key="award",
        label="contract award",
        function=_GP,
        facts=(
            _CONTRACT_KIND,
            _PRACTICES,
            *purchase(starts="First day of the contract", ends="Last day of the contract", ends_required=False),
            _REFERENCE,
        ),
        papers=("evaluation of the bids", "the contract's value and term"),
        consultees=(LMC,),
        wrong=purchase_wrong,
        changes="A contract starts, for the practices named, held by the supplier.",
        effect=_started,
        from_day="starts_on",
        procurement=True,
        source=policy_book("APMS contracts and procurement", derived=True),
    ),
    DecisionKind(
        key="caretaker",
        label="caretaker contract",
        function=_GP,
        facts=(
            _CONTRACT_KIND,
            _PRACTICES,
            *purchase(starts="First day of the caretaker", ends="Last day of the caretaker", ends_required=True),
            told("next", "What follows the caretaker", required=False),
            _REFERENCE,
        ),
        papers=("why a caretaker is needed, and who was asked",),
        consultees=(LMC,),
        engagement="Patients are told who looks after the practice, and until when.",
        wrong=purchase_wrong,
        changes="A contract starts, for the practices named and until its last day, held by the caretaker.",
        effect=_started,
        from_day="starts_on",
        procurement=True,
        source=policy_book("caretaker contracts", derived=True),
    ),
    DecisionKind(
        key="extension",
        label="contract extension",
        function=_GP,
        facts=(
            contract("Contract that runs on"),
            *purchase(starts="First day of the extension", ends="Last day of the extension", ends_required=True),
            told("next", "Plan for procuring it again", required=False),
        ),
        papers=("the contract's present end", "plan for procuring it again"),
        wrong=purchase_wrong,
        changes="The contract runs on until the new last day.",
        effect=_extended,
        # It holds as soon as it is decided, while the contract still runs.
        from_day="",
        procurement=True,
        source=policy_book("contract extensions", derived=True),
    ),
)
