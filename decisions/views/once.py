"""Taking a form: once, and whole. Done, or refused in sentences that the page it came from shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import Form
from django.http import HttpRequest

from committees.rights.reasons import Verdict
from decisions import actions
from decisions.gate import Refused
from practices.guards import Refuse
from practices.guards.installed import declared


@dataclass(frozen=True)
class NotTaken:
    """Why a form was not taken. ``verdict``: of an act that the account may not do, with every reason."""

    status: int
    sentences: list[str]
    verdict: Verdict | None = None


def take(request: HttpRequest, form: Form, act: Callable[[], str]) -> NotTaken | None:
    """Take a form with a ``key``: ``act`` does what it says and returns the sentence to show. None when it is done.

    The same form sent twice is done as well; the reader is told that it was taken before.
    """
    try:
        if not form.is_valid():
            return NotTaken(422, [str(error) for errors in form.errors.values() for error in errors])
        with transaction.atomic():
            actions.take_form(form.cleaned_data["key"], request.user)
            said = act()
    except Refused as refused:
        return NotTaken(403, [], refused.verdict)
    except ValidationError as error:
        return NotTaken(422, error.messages)
    except actions.AlreadyTaken as taken:
        messages.info(request, str(taken))
    except IntegrityError as error:
        return NotTaken(409, [somebody_was_quicker(error)])
    else:
        messages.success(request, said)
    return None


def somebody_was_quicker(error: IntegrityError) -> str:
    """The database itself refused. Its guard's own message says what stands; other words of the database's do not."""
    said = str(error)
    guards = (guard.message for _, guard in declared() if isinstance(guard, Refuse) and guard.message in said)
    stands = next(guards, "")
    return " ".join(
        filter(None, ["Somebody else was quicker, and nothing was recorded here.", stands, "Look at the page again."])
    )
