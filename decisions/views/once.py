"""Taking a form: once, and whole. Done, or refused in sentences that the page it came from shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import Form
from django.http import HttpRequest

from committees.rights.reasons import Verdict
from decisions import actions
from decisions.forms import NOT_WHOLE
from decisions.gate import Refused, require
from decisions.models import Submission
from decisions.outside.sections import Press
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


def take_press(request: HttpRequest, presses: Iterable[Press], name: str) -> NotTaken | None:
    """Do what was pressed; why it cannot be done, None when it is. Raises Refused with the gate's reasons."""
    press = next((press for press in presses if press.name == name), None)
    if press is None:
        return NotTaken(422, [NOT_WHOLE])
    if not _sent_before(request, press.form):  # what was done by the first of two is told, and not refused
        require(press.verdict)
    refused = take(request, press.form, lambda: press.do(press.form))
    if refused is not None and refused.verdict is not None:
        raise Refused(refused.verdict)
    return refused


def _sent_before(request: HttpRequest, form: Form) -> bool:
    """Whether this very form was taken already from this account."""
    return form.is_valid() and Submission.objects.filter(key=form.cleaned_data["key"], account=request.user.pk).exists()


def somebody_was_quicker(error: IntegrityError) -> str:
    """The database itself refused. Its guard's own message says what stands; other words of the database's do not."""
    said = str(error)
    guards = (guard.message for _, guard in declared() if isinstance(guard, Refuse) and guard.message in said)
    stands = next(guards, "")
    return " ".join(
        filter(None, ["Somebody else was quicker, and nothing was recorded here.", stands, "Look at the page again."])
    )
