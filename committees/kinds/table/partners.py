"""Who are partners in a practice: usually many small changes in one matter, a part for each."""

from __future__ import annotations

from datetime import date, timedelta

from committees.kinds.declared import Clock, DecisionKind, Fact, FactType, Given, Sort, Start, Unit
from committees.kinds.policies import policy_book
from committees.kinds.table.shared import day_before, first_day
from committees.rights.reasons import Source
from committees.rights.words import day_words
from committees.terms import Function, Verb
from practices.changes import Change, JoinPartner, LeavePartner

TO_PARTNERSHIP = Source(
    "Harrison Clark Rickerbys, GP partnerships: a single-handed GP who takes partners gives at least 28 days' notice"
)
TO_SOLE = Source(
    "VWV, splitting of GP partnerships (compare W.S.I. 2004/478, Schedule 6, paragraph 104): at least 28 days' notice in "
    "writing that names who goes on alone"
)
RETIRING = Source("Pulse, 24-hour retirement: out for at least 24 hours; at most 16 hours a week in the first month")
OF_RIGHT = Source("Changes under a GMS contract are largely of right; PMS and APMS need agreement", derived=True)

_JOINS = ("add", "to_partnership")
_LEAVES = ("resign", "retire", "remove", "to_sole", "retire_24h", "death")
NOTICE_DAYS = 28
_NOTICES = {"to_partnership": TO_PARTNERSHIP, "to_sole": TO_SOLE}


def _changed(given: Given, day: date) -> tuple[Change, ...]:
    provider, change = given["provider"], given["change"]
    # Of right it holds from its own day, whenever the committee hears of it.
    day = given["happened_on"] if given["basis"] == "of_right" else day
    if change in _JOINS:
        return (JoinPartner(provider, given["joins"], day),)
    if change == "death":
        return (LeavePartner(provider, given["leaves"], day),)
    left = LeavePartner(provider, given["leaves"], day_before(day))
    return (left, JoinPartner(provider, given["leaves"], given["back_on"])) if change == "retire_24h" else (left,)


def _wrong(given: Given) -> tuple[str, ...]:
    found = []
    change, from_day = given.get("change"), given.get("effective_on") or given.get("happened_on")
    if change == "death" and given.get("basis") == "agreed":
        found.append("A death needs nobody's agreement: choose “of right”, and give the day of death.")
    notice = given.get("notice_on")
    if change in _NOTICES and notice is not None and from_day is not None and (from_day - notice).days < NOTICE_DAYS:
        earliest = notice + timedelta(days=NOTICE_DAYS)
        found.append(
            f"A notice of {max((from_day - notice).days, 0)} days is too short: it must be at least {NOTICE_DAYS} days "
            f"({_NOTICES[change].title}). Given on {day_words(notice)}, it allows the change from {day_words(earliest)} on."
        )
    back = given.get("back_on")
    if back is not None and from_day is not None and back <= from_day:
        found.append(
            f"After retiring for 24 hours nobody is back on {day_words(back)}: the first day out is {day_words(from_day)}. "
            "Give a later day."
        )
    return tuple(found)


def _notice_clock(change: str) -> Clock:
    return Clock(
        key=f"notice_{change}",
        label="The change may take effect",
        start=Start.FACT,
        fact="notice_on",
        count=NOTICE_DAYS,
        unit=Unit.DAYS,
        sort=Sort.EARLIEST,
        who="the partners",
        only_if=("change", (change,)),
        source=_NOTICES[change],
    )


KINDS = (
    DecisionKind(
        key="partnership_change",
        label="partnership change",
        function=Function.GP_COMMISSIONING,
        facts=(
            Fact(key="provider", label="Partnership or single-handed GP", type=FactType.PROVIDER, part=True),
            Fact(
                key="change",
                label="What changes",
                type=FactType.CHOICE,
                part=True,
                choices=(
                    ("add", "a partner joins"),
                    ("resign", "a partner resigns"),
                    ("retire", "a partner retires"),
                    ("remove", "a partner is removed"),
                    ("death", "a partner has died"),
                    ("retire_24h", "a partner retires for 24 hours and comes back"),
                    ("to_partnership", "a single-handed GP takes a partner"),
                    ("to_sole", "one partner goes on alone"),
                ),
            ),
            Fact(
                key="basis",
                label="Agreed, or of right",
                type=FactType.CHOICE,
                part=True,
                choices=(
                    ("agreed", "needs agreement (PMS, APMS)"),
                    ("of_right", "of right, to be noted (GMS; a death)"),
                ),
                why=OF_RIGHT,
            ),
            Fact(key="joins", label="Who joins", type=FactType.TEXT, part=True, only_if=("change", _JOINS)),
            Fact(key="leaves", label="Who leaves", type=FactType.TEXT, part=True, only_if=("change", _LEAVES)),
            Fact(
                key="stays",
                label="Who goes on alone",
                type=FactType.TEXT,
                part=True,
                only_if=("change", ("to_sole",)),
                why=TO_SOLE,
            ),
            Fact(
                key="notice_on",
                label="Day of the notice in writing, signed by all",
                type=FactType.DAY,
                part=True,
                may_precede=True,
                only_if=("change", tuple(_NOTICES)),
            ),
            Fact(
                key="carries",
                label="Who carries the contract meanwhile",
                type=FactType.TEXT,
                part=True,
                only_if=("change", ("retire_24h",)),
                hint="A single-handed GP must bring somebody in.",
                why=RETIRING,
            ),
            Fact(
                key="hours",
                label="Hours a week in the first month back",
                type=FactType.NUMBER,
                part=True,
                least=1,
                most=16,
                only_if=("change", ("retire_24h",)),
                why=RETIRING,
            ),
            first_day("First day of the change", part=True, only_if=("basis", ("agreed",))),
            Fact(
                key="happened_on",
                label="Day from which it is so",
                type=FactType.DAY,
                part=True,
                may_precede=True,
                only_if=("basis", ("of_right",)),
                hint="Of a death, the day of death.",
            ),
            Fact(
                key="back_on",
                label="First day back",
                type=FactType.DAY,
                part=True,
                only_if=("change", ("retire_24h",)),
                why=RETIRING,
            ),
        ),
        papers=("the notice, signed by all partners",),
        clocks=(_notice_clock("to_partnership"), _notice_clock("to_sole")),
        acts_by=frozenset({Verb.APPROVE, Verb.AGREE, Verb.CONFIRM, Verb.NOTE}),
        noted=lambda given: given.get("basis") == "of_right",
        noted_on="basis",
        outcomes=(
            "Taken in a block, each change by itself. What is of right is noted, a death too: the survivor of two goes on.",
        ),
        wrong=_wrong,
        changes="Whoever joins is a partner from the first day on, whoever leaves until the day before.",
        effect=_changed,
        source=policy_book("contract variations: changes of partners", derived=True),
    ),
)
