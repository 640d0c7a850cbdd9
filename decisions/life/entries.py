"""Every sort of step of a matter, each declared once: what it asks for, what it answers, how often, and where it is from.

A sort is a key and no column of the database: adding one is one declaration, and needs no migration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from committees.kinds.policies import gms, pms, policy_book
from committees.rights.reasons import Source

INVOLVEMENT = Source(
    "National Health Service Act 2006, section 14Z2: a CCG makes arrangements to involve those for whom services are "
    "provided in proposals for change"
)
SCRUTINY = Source(
    "SI 2013/218, regulation 23: whoever proposes a substantial variation of a health service consults the local authority"
)
REFERRAL = Source("SI 2013/218, regulation 23(9): the local authority may report to the Secretary of State")
DISPUTES = Source(
    "SI 2015/1862, Part 12: disputes about a contract may be referred to the NHS dispute resolution procedure",
    derived=True,
)
COURT = Source("Civil Procedure Rules, Part 54: judicial review", derived=True)
IN_WRITING = policy_book("decisions are told in writing to who applied, with the reasons", derived=True)
RECORD = Source(
    "Decision, notice, announcement, publication and effect are five different days, each from its own record",
    derived=True,
)
ACTIONS = Source("What a committee asks to be done has an owner and a day", derived=True)

#: The answer of a correction that says that the step was not taken at all.
NOT_SO = "not_so"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One sort of step.

    ``label``: what it is called where it stands; ``press``: what is offered, before it is done. ``party``, ``text``,
    ``due``, ``choice``: the labels of what is asked for, empty for not at all; ``needs``: which of them are demanded.
    ``choices``: value and label. ``answers``: the sorts of step of which it answers one, each answered once. ``once``: no
    second of a part, or of the whole. ``part``: it may be of one part of the matter. ``before_raised``: it may have
    happened before the matter was raised. ``decided``: only once something is decided. ``by_hand``: it is recorded on the
    matter's page; not what an action of its own writes. ``source``: where the step is asked for.
    """

    key: str
    label: str
    press: str = ""
    party: str = ""
    text: str = ""
    due: str = ""
    choice: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    needs: frozenset[str] = frozenset()
    answers: tuple[str, ...] = ()
    once: bool = False
    part: bool = False
    before_raised: bool = False
    decided: bool = False
    by_hand: bool = True
    source: Source = RECORD

    def chosen(self, answer: str) -> str:
        """An answer in words."""
        return dict(self.choices).get(answer, answer)


_TABLE = (
    Step(
        key="received",
        label="Application received",
        press="Application received",
        party="Who applied",
        text="What was applied for",
        needs=frozenset({"party"}),
        once=True,
        before_raised=True,
        source=gms("paragraph 33", derived=True),
    ),
    Step(
        key="acknowledged",
        label="Application acknowledged",
        press="Application acknowledged",
        text="How",
        answers=("received",),
        source=gms("paragraph 33"),
    ),
    Step(
        key="consulted",
        label="Consulted",
        press="Somebody consulted",
        party="Who was consulted",
        text="On what, and how",
        due="Answer asked for by",
        needs=frozenset({"party"}),
        before_raised=True,
        source=policy_book("consultation of the LMC, neighbouring practices and others", derived=True),
    ),
    Step(
        key="answered",
        label="Answer to a consultation",
        press="Answer to a consultation",
        text="What they said",
        choice="Their view",
        choices=(
            ("supports", "supports it"),
            ("objects", "objects"),
            ("comments", "comments, and takes no side"),
            ("none", "gave no answer"),
        ),
        needs=frozenset({"choice"}),
        answers=("consulted",),
        before_raised=True,
        source=policy_book("consultation of the LMC, neighbouring practices and others", derived=True),
    ),
    Step(
        key="engaged",
        label="Patients involved",
        press="Patients involved",
        party="Which patients, and how many answered",
        text="How they were involved, and what they said",
        needs=frozenset({"text"}),
        before_raised=True,
        source=INVOLVEMENT,
    ),
    Step(
        key="scrutiny_asked",
        label="Scrutiny asked whether the change is substantial",
        press="Scrutiny asked whether the change is substantial",
        party="Which scrutiny committee",
        text="What it was told",
        due="Answer asked for by",
        needs=frozenset({"party"}),
        before_raised=True,
        source=SCRUTINY,
    ),
    Step(
        key="scrutiny_answered",
        label="Answer of scrutiny",
        press="Answer of scrutiny",
        text="What it said",
        choice="Is the change substantial?",
        choices=(
            ("substantial", "the change is substantial"),
            ("not_substantial", "the change is not substantial"),
            ("none", "it gave no view"),
        ),
        needs=frozenset({"choice"}),
        answers=("scrutiny_asked",),
        before_raised=True,
        source=SCRUTINY,
    ),
    Step(
        key="withdrawn",
        label="Withdrawn",
        press="Matter withdrawn",
        party="By whom it was withdrawn",
        text="Why",
        needs=frozenset({"party", "text"}),
        once=True,
        source=policy_book("an application may be withdrawn until it is decided", derived=True),
    ),
    Step(
        key="notice",
        label="Notice given",
        press="Notice given",
        party="To whom, and by whom",
        text="What the notice says",
        needs=frozenset({"party"}),
        part=True,
        before_raised=True,
    ),
    Step(
        key="reasons",
        label="Reasons for the decision",
        press="Reasons for the decision, in writing",
        text="The reasons, as they are told to who applied",
        needs=frozenset({"text"}),
        once=True,
        part=True,
        decided=True,
        source=pms("paragraph 34", derived=True),
    ),
    Step(
        key="announced",
        label="Decision announced",
        press="Decision announced",
        party="To whom",
        text="How",
        needs=frozenset({"text"}),
        once=True,
        part=True,
        decided=True,
    ),
    Step(
        key="published",
        label="Decision published",
        press="Decision published",
        text="Where",
        needs=frozenset({"text"}),
        once=True,
        part=True,
        decided=True,
    ),
    Step(
        key="letter",
        label="Letter sent",
        party="To whom",
        text="The letter",
        needs=frozenset({"party", "text"}),
        decided=True,
        by_hand=False,
        source=IN_WRITING,
    ),
    Step(
        key="instruction",
        label="Instruction",
        press="Instruction given",
        party="To whom",
        text="What they are told to do",
        needs=frozenset({"party", "text"}),
        part=True,
        source=ACTIONS,
    ),
    Step(
        key="action",
        label="Action",
        press="Action, with its owner",
        party="Owner",
        text="What is to be done",
        due="To be done by",
        needs=frozenset({"party", "text", "due"}),
        part=True,
        source=ACTIONS,
    ),
    Step(
        key="done",
        label="Action done",
        press="Action done",
        text="What was done",
        answers=("action", "instruction"),
        source=ACTIONS,
    ),
    Step(
        key="challenge",
        label="Challenge",
        press="Challenge to the decision",
        party="Who challenges it",
        text="On what ground",
        due="Answer due by",
        choice="How it is challenged",
        choices=(
            ("dispute", "dispute under the contract"),
            ("referral", "referral by scrutiny to the Secretary of State"),
            ("judicial_review", "claim for judicial review"),
        ),
        needs=frozenset({"party", "choice"}),
        part=True,
        decided=True,
        source=DISPUTES,
    ),
    Step(
        key="result",
        label="Result of a challenge",
        press="Result of a challenge",
        text="What was found",
        choice="Result",
        choices=(
            ("stands", "the decision stands"),
            ("again", "the decision is to be taken again"),
            ("quashed", "the decision is set aside"),
            ("settled", "settled"),
            ("dropped", "the challenge was dropped"),
        ),
        needs=frozenset({"choice"}),
        answers=("challenge",),
        source=DISPUTES,
    ),
    Step(
        key="kept",
        label="Time limit kept",
        press="Time limit kept",
        text="How it was kept",
        choice="Which time limit",
        needs=frozenset({"choice"}),
        source=RECORD,
    ),
    Step(
        key="signed_off",
        label="Signed off for the register of procurement decisions",
        once=True,
        decided=True,
        by_hand=False,
    ),
)

#: By key, in the order in which they are offered.
STEPS: Mapping[str, Step] = MappingProxyType({step.key: step for step in _TABLE})

#: What each way of challenging a decision rests on.
CHALLENGES: Mapping[str, Source] = MappingProxyType(
    {"dispute": DISPUTES, "referral": REFERRAL, "judicial_review": COURT}
)


def sort_of(key: str) -> Step:
    """The sort of a step; one that is not known any more is told by its key."""
    return STEPS.get(key) or Step(key=key, label=key.replace("_", " ").capitalize(), by_hand=False)
