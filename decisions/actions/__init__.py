"""What is done to the record; every act is written by `Bench.write`. Each: lock, facts, verdict, act, in one transaction.

Keyword-only. ``actor`` is who asks, ``when`` the meeting's time (None: now). A refusal is raised as ``gate.Refused``
with every reason; what was typed wrongly as ValidationError with a sentence. Nothing is half-written.
"""

from decisions.actions.agenda import add_urgent_item, move_item, put_on_agenda
from decisions.actions.bench import AlreadyTaken, take_form
from decisions.actions.conditions import record_condition
from decisions.actions.conflicts import declare_interest, elect_chair, rule_on_conflict, rule_on_several
from decisions.actions.corrections import correct_counts, correct_vote, start_again, take_back_result
from decisions.actions.entries import (
    add_attendance,
    correct_attendance,
    correct_declaration,
    correct_ruling,
    withdraw_declaration,
)
from decisions.actions.inviting import invite_for_item
from decisions.actions.items import adjourn_item, begin_item, close_sitting, defer_item, finish_item, skip_item
from decisions.actions.matching import (
    add_match,
    confirm_matches,
    propose_dismissal,
    recheck,
    withdraw_proposal,
)
from decisions.actions.motions import amend_motion, withdraw_motion
from decisions.actions.national import give_agreement, use_casting_vote, use_veto, waive_veto
from decisions.actions.referring import refer_item
from decisions.actions.results import announce
from decisions.actions.room import record_attendance, welcome
from decisions.actions.shadowing import recommend_in_shadow
from decisions.actions.time import keep_all_time, keep_time
from decisions.actions.voting import agree, close_voting, open_voting, record_counts, record_votes, vote

__all__ = [
    "AlreadyTaken",
    "add_attendance",
    "add_match",
    "add_urgent_item",
    "adjourn_item",
    "agree",
    "amend_motion",
    "announce",
    "begin_item",
    "close_sitting",
    "close_voting",
    "confirm_matches",
    "correct_attendance",
    "correct_counts",
    "correct_declaration",
    "correct_ruling",
    "correct_vote",
    "declare_interest",
    "defer_item",
    "elect_chair",
    "finish_item",
    "give_agreement",
    "invite_for_item",
    "keep_all_time",
    "keep_time",
    "move_item",
    "open_voting",
    "propose_dismissal",
    "put_on_agenda",
    "recheck",
    "recommend_in_shadow",
    "record_attendance",
    "record_condition",
    "record_counts",
    "record_votes",
    "refer_item",
    "rule_on_conflict",
    "rule_on_several",
    "skip_item",
    "start_again",
    "take_back_result",
    "take_form",
    "use_casting_vote",
    "use_veto",
    "vote",
    "waive_veto",
    "welcome",
    "withdraw_declaration",
    "withdraw_motion",
    "withdraw_proposal",
]
