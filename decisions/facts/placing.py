"""Where each act belongs among the facts of a meeting: the same for a record that is loaded and for an act just written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from decisions.models import Act, Condition, Elector


@dataclass(eq=False)
class Places:
    """The facts of a meeting by their keys, and which decision each opening, elector, result and condition is of.

    Acts are put in the order in which they were written, or kind by kind in the order of ``ACTS``: whatever an act is
    about comes before it.
    """

    items: dict
    sittings: dict
    resolutions: dict
    attendance: list = field(default_factory=list)
    also_present: list = field(default_factory=list)
    openings: dict = field(default_factory=dict)
    electors: dict = field(default_factory=dict)
    announcements: dict = field(default_factory=dict)
    conditions: dict = field(default_factory=dict)

    def put(
        self, act: Act, *, electors: Iterable[Elector] = (), conditions: Iterable[Condition] = ()
    ) -> Callable[[], object]:
        """Put an act in its place; gives back how to take it out again, as long as it is the last.

        ``electors``: of an opening; ``conditions``: of a motion.
        """
        if getattr(act, "item_id", None) is not None and act.item_id not in self.items:
            return _nothing  # an item put on the agenda by the same press
        match act._meta.model_name:
            case "attendance":
                return _append(self.attendance, act)
            case "alsopresent":
                return _append(self.also_present, act)
            case "itemstep":
                return _append(self.items[act.item_id].steps, act)
            case "declaration":
                return _append(self.items[act.item_id].declarations, act)
            case "ruling":
                return _append(self.items[act.item_id].rulings, act)
            case "chairelected":
                return _append(self.items[act.item_id].chairs_elected, act)
            case "deferral":
                return _append(self.items[act.item_id].deferrals, act)
            case "shadowrecommendation":
                return _append(self.items[act.item_id].shadows, act)
            case "sittingclosed":
                return _set(self.sittings[act.sitting_id], "closed", act)
            case _:
                return self._of_a_decision(act, electors, conditions)

    def _of_a_decision(self, act: Act, electors, conditions) -> Callable[[], object]:
        match act._meta.model_name:
            case "motion":
                return self._motion(act, conditions)
            case "opening":
                return self._opening(act, electors)
            case "withdrawal":
                return _append(self.resolutions[act.resolution_id].withdrawals, act)
            case "announcement":
                owner = self.announcements[act.pk] = self.resolutions[act.resolution_id]
                return _append(owner.announcements, act)
            case "publishedoutcome":
                return _set(self.resolutions[act.resolution_id], "published", act)
            case "vote":
                return _append(self.electors[act.elector_id].votes, act)
            case "tally":
                return _append(self.openings[act.opening_id].tallies, act)
            case "votingclosed":
                return _append(self.openings[act.opening_id].closings, act)
            case "castingvote":
                return _append(self.openings[act.opening_id].casting_votes, act)
            case "agreement":
                return _append(self.openings[act.opening_id].agreements, act)
            case "veto":
                return _append(self.announcements[act.announcement_id].vetoes, act)
            case "conditionoutcome":
                return _append(self.conditions[act.condition_id].condition_outcomes, act)
            case kind:
                raise LookupError(f"Nothing says where a {kind} belongs.")

    def _motion(self, act, conditions) -> Callable[[], object]:
        owner = self.resolutions[act.resolution_id]
        for condition in conditions:
            self.conditions[condition.pk] = owner
            owner.conditions_of[act.pk].append(condition)
        return _append(owner.motions, act)

    def _opening(self, act, electors) -> Callable[[], object]:
        owner = self.openings[act.pk] = self.resolutions[act.resolution_id]
        for elector in electors:
            self.electors[elector.pk] = owner
            owner.electors[act.pk].append(elector)
        return _append(owner.openings, act)


def _nothing() -> None:
    """There is nothing to take out."""


def _append(acts: list, act: Act) -> Callable[[], object]:
    acts.append(act)
    return acts.pop


def _set(owner: object, name: str, act: Act) -> Callable[[], object]:
    before = getattr(owner, name)
    setattr(owner, name, act)
    return partial(setattr, owner, name, before)
