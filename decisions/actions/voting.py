"""Voting: opened, recorded in one way, closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.terms import Choice, Recording
from decisions.actions.bench import on_resolutions
from decisions.actions.steps import (
    close_one,
    close_unless_closed,
    open_one,
    open_unless_open,
    refuse_counts,
    tally_one,
    vote_one,
)
from decisions.models import Opening, Tally, Vote, VotingClosed


def open_voting(
    *, actor: Actor, resolutions: list[int], recording: Recording, when: datetime | None = None
) -> list[Opening]:
    """Open the voting: effect, NHS England's powers, majority and electorate are fixed and stay so."""
    with on_resolutions(actor, resolutions, when, whole_room=True) as bench:
        return [open_one(bench, resolution, Recording(recording)) for resolution in bench.resolutions(resolutions)]


def vote(
    *, actor: Actor, resolution: int, seat: int, choice: Choice, person: int | None = None, when: datetime | None = None
) -> Vote:
    """One seat's vote, by the member or recorded for them. Voting must be open, by name."""
    with on_resolutions(actor, [resolution], when) as bench:
        return vote_one(bench, bench.resolution(resolution), seat, Choice(choice), person)


def close_voting(*, actor: Actor, resolutions: list[int], when: datetime | None = None) -> list[VotingClosed]:
    """Close the voting. Who could vote and did not has not voted: that is not an abstention."""
    with on_resolutions(actor, resolutions, when) as bench:
        return [close_one(bench, resolution) for resolution in bench.resolutions(resolutions)]


def agree(
    *,
    actor: Actor,
    resolutions: list[int],
    recording: Recording = Recording.UNANIMOUS,
    when: datetime | None = None,
) -> list[Tally]:
    """ "Any objection? Agreed by all": one press opens, records and closes for every committee named."""
    if Recording(recording) not in (Recording.UNANIMOUS, Recording.CONSENSUS):
        raise ValidationError("Agreed by all is recorded as unanimous or by consensus.")
    with on_resolutions(actor, resolutions, when, whole_room=True) as bench:
        written = []
        for resolution in bench.resolutions(resolutions):
            open_unless_open(bench, resolution, Recording(recording))
            written.append(tally_one(bench, resolution, None, None, None))
            close_unless_closed(bench, resolution)
        return written


def record_votes(
    *,
    actor: Actor,
    choices: Mapping[int, Mapping[int, Choice]],
    close: bool = True,
    when: datetime | None = None,
) -> list[Vote]:
    """Votes by name for one or several committees in one press: ``choices`` is decision -> seat -> choice.

    Opens the voting where it is not open, records what was said, and closes. Somebody who voted on their own device
    meanwhile keeps that vote: it is not recorded over.
    """
    with on_resolutions(actor, list(choices), when, whole_room=True) as bench:
        written = []
        for resolution in bench.resolutions(choices):
            if resolution.opening is None:
                open_one(bench, resolution, Recording.BY_NAME)
            cast = resolution.standing_votes
            for seat, choice in choices[resolution.pk].items():
                if int(seat) not in cast and choice != Choice.NOT_VOTING:
                    written.append(vote_one(bench, resolution, int(seat), Choice(choice)))
            if close:
                close_unless_closed(bench, resolution)
        return written


def record_counts(
    *,
    actor: Actor,
    resolution: int,
    in_favour: int,
    against: int,
    abstained: int = 0,
    when: datetime | None = None,
) -> Tally:
    """Votes as counts: never more than could vote."""
    with on_resolutions(actor, [resolution], when, whole_room=True) as bench:
        of = bench.resolution(resolution)
        open_unless_open(bench, of, Recording.COUNTS)
        refuse_counts(of, in_favour, against, abstained)
        written = tally_one(bench, of, in_favour, against, abstained)
        close_unless_closed(bench, of)
        return written
